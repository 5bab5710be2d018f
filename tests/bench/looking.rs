//! P15 and P16: the dashboard and search over a hundred thousand items, against the bare SQL on the same database.

use crate::crowd;
use crate::measure::{Table, number, part, seconds, timed};
use anyhow::{Context as _, Result};
use api::{Api, Caller};
use engine::Desk;
use rusqlite::{Connection, OpenFlags, params};
use serde_json::json;

/// Both.
pub fn all(table: &mut Table) -> Result<()> {
    let items = number("OFFSTAGE_BENCH_ITEMS", 100_000);
    let folder = tempfile::tempdir()?;
    let home = folder.path().join("home");
    let now = engine::desk::now();
    let (making, event) = timed(|| crowd::make(&home, items, now))?;
    table.figure(
        "",
        "made by the engine, not durable one by one",
        &format!("{items} deliverables in {:.1} s", making.as_secs_f64()),
    );
    let (opening, api) = timed(|| Ok(Api::new(Desk::open(&home, store::Options::default())?)))?;
    let (first, _) = timed(|| ask(&api, "file.list", json!({ "event": event, "deliverables": true, "group": "due" })))?;
    table.figure(
        "P19",
        "open the home, first list of deliverables",
        &format!("{} + {}", seconds(opening.as_secs_f64()), seconds(first.as_secs_f64())),
    );
    let bare = Connection::open_with_flags(home.join("offstage.db"), OpenFlags::SQLITE_OPEN_READ_ONLY)?;

    let mut pairs = Vec::new();
    for n in 0..220 {
        let (ours, _) = timed(|| ask(&api, "dashboard", json!({ "event": event })))?;
        let (control, _) = timed(|| dashboard(&bare, &event.0))?;
        if n >= 20 {
            pairs.push((ours.as_secs_f64(), control.as_secs_f64()));
        }
    }
    let p99 = part(&pairs.iter().map(|p| p.0).collect::<Vec<_>>(), 0.99);
    table.pairs("P15", &format!("dashboard, {items} items : bare SQL"), &pairs, 3.0);
    table.figure("P15", "dashboard, 99 of 100 within", &seconds(p99));

    let mut pairs = Vec::new();
    for round in 0..22 {
        for word in
            ["lig", "li", "rigging", "draw", "kuchen", "points", "4711", "no such word", "plan 12", "dimensions"]
        {
            let (ours, _) = timed(|| ask(&api, "search", json!({ "text": word, "event": event })))?;
            let (control, _) = timed(|| search(&bare, word))?;
            if round > 1 {
                pairs.push((ours.as_secs_f64(), control.as_secs_f64()));
            }
        }
    }
    let p99 = part(&pairs.iter().map(|p| p.0).collect::<Vec<_>>(), 0.99);
    table.pairs("P16", &format!("search, {items} items : unranked FTS5 LIMIT 200"), &pairs, 3.0);
    table.figure("P16", "search, 99 of 100 within", &seconds(p99));
    api.desk().close();
    Ok(())
}

fn ask(api: &Api, name: &str, ask: serde_json::Value) -> Result<serde_json::Value> {
    api.call(&Caller::Page, name, ask).with_context(|| name.to_owned())
}

/// The rows and counts that the dashboard shows, as plain SQL.
fn dashboard(db: &Connection, event: &[u8; 32]) -> Result<usize> {
    let mut bytes = 0;
    for list in ["owe", "owed", "review"] {
        let mut rows = db.prepare_cached(&format!(
            "SELECT row FROM file_rows WHERE event = ?1 AND {list} ORDER BY due_rank, number LIMIT 50"
        ))?;
        bytes += rows
            .query_map([event], |row| row.get::<_, String>(0))?
            .filter_map(Result::ok)
            .map(|r| r.len())
            .sum::<usize>();
    }
    let mut lines =
        db.prepare_cached("SELECT row FROM activity WHERE event = ?1 ORDER BY made_at DESC, operation DESC LIMIT 50")?;
    bytes +=
        lines.query_map([event], |row| row.get::<_, String>(0))?.filter_map(Result::ok).map(|r| r.len()).sum::<usize>();
    let now = engine::desk::now();
    bytes += db
        .prepare_cached("SELECT count(*) FROM file_rows WHERE event = ?1 AND overdue_from < ?2")?
        .query_row(params![event, now], |row| row.get::<_, i64>(0))? as usize;
    bytes += db
        .prepare_cached("SELECT counted FROM tallies WHERE scope = ?1")?
        .query_row([event], |row| row.get::<_, i64>(0))? as usize;
    Ok(bytes)
}

fn search(db: &Connection, words: &str) -> Result<usize> {
    let wanted: Vec<String> = words.split_whitespace().map(|w| format!("\"{w}\"*")).collect();
    let mut found = db.prepare_cached("SELECT rowid FROM found WHERE found MATCH ?1 LIMIT 200")?;
    let rows = found.query_map([wanted.join(" ")], |row| row.get::<_, i64>(0))?;
    Ok(rows.filter_map(Result::ok).count())
}

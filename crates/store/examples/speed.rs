//! Says how long a dashboard, a list, a search and one edit take on a hundred thousand deliverables, each beside the bare SQL that it
//! cannot be faster than: `speed ITEMS`.

#![allow(clippy::print_stdout, reason = "an example speaks")]

use model::command::Drive;
use model::id::{DeviceId, DocumentId, EventId, OpId, ScopeId};
use model::op::Kind;
use model::row::*;
use offstage_store::{
    DashboardAsk, EventExtra, FileExtra, FilesAsk, Grouping, Home, Options, SearchAsk, StoreError, StoredOperation,
};
use std::time::{Duration, Instant};

const DAY: i64 = 86_400_000;
const WORDS: [&str; 12] =
    ["Stage", "plot", "rigging", "power", "rider", "truss", "audio", "patch", "lighting", "front", "delay", "crew"];

fn id(n: u64) -> [u8; 32] {
    *blake3::hash(&n.to_le_bytes()).as_bytes()
}

fn row(n: u64) -> (FileRow, FileExtra) {
    let side = ScopeId(id(1_000_000 + n % 40));
    let due = DAY * i64::try_from(n % 400).unwrap_or(0);
    let word = |k: u64| WORDS.get(usize::from(id(n * 7 + k)[0] % 12)).copied().unwrap_or_default();
    let row = FileRow {
        file: DocumentId(id(n)),
        event: EventId(id(u64::MAX)),
        kind: FileKind::Deliverable,
        number: u32::try_from(n).unwrap_or(0),
        name: format!("{} {} {} {n}", word(1), word(2), word(3)),
        drive: Drive::Event,
        drive_name: "Event".into(),
        folder: None,
        area: Some(Named { id: ScopeId(id(2_000_000 + n % 12)), name: "Area".into() }),
        status: if n.is_multiple_of(3) { Status::Incomplete } else { Status::AwaitingApproval },
        status_words: "Awaiting 1".into(),
        version: None,
        version_number: 0,
        version_label: String::new(),
        due_at: Some(due),
        due_also: Vec::new(),
        overdue: false,
        due_soon: false,
        delivered_late: false,
        assigned_to: vec![Named { id: side, name: "Side".into() }],
        ball_in_court: vec![Ball {
            kind: BallKind::Collaborator,
            id: side.to_string(),
            name: "Side".into(),
            why: BallWhy::Deliver,
            me: n.is_multiple_of(4),
        }],
        forked: false,
        held: 0,
        waived: false,
        waived_reason: String::new(),
        permit: String::new(),
        formats_wanted: vec!["pdf".into()],
        formats_missing: Vec::new(),
        formats: vec!["pdf".into()],
        size: 100_000,
        reviewers: 1,
        approvals: 0,
        comments_open: 0,
        r#where: Where { here: true, peers: 0, relay: false },
        may: May { deliver: true, comment: true, review: true, edit: true, admin: true, archive: true, choose: false },
        my_review_wanted: n.is_multiple_of(10),
        archived: false,
        changed_by: "Ana".into(),
        changed_at: 5,
    };
    (row, FileExtra { undelivered: n.is_multiple_of(3), due_soon_from: Some(due - 3 * DAY), managed: true })
}

fn show(row: FileRow, n: u64) -> FileShow {
    let word = |k: u64| WORDS.get(usize::from(id(n * 31 + k)[1] % 12)).copied().unwrap_or_default();
    let description = (0..40).map(word).collect::<Vec<_>>().join(" ");
    FileShow {
        row,
        description,
        criteria: Vec::new(),
        reviewers: Vec::new(),
        could_review: Vec::new(),
        versions: Vec::new(),
        associations: Vec::new(),
        made_by: "Ana".into(),
        made_at: 1,
        lead_days: 3,
        strict_formats: false,
        zone: "Europe/Berlin".into(),
    }
}

fn operation(n: u64) -> StoredOperation {
    StoredOperation {
        id: OpId(id(3_000_000_000 + n)),
        event: EventId(id(u64::MAX)),
        log: DocumentId(id(n)),
        author: DeviceId([1; 32]),
        seq: 1,
        prev: None,
        kind: Kind::Change,
        made_at: 1,
        received_at: 1,
        envelope: vec![1; 250],
        body: vec![2; 120],
        state: OpState::Applied,
        rule: String::new(),
    }
}

/// The median and the 99th of a hundred.
fn timed(
    what: &str,
    turns: usize,
    mut act: impl FnMut(usize) -> Result<(), Box<dyn std::error::Error>>,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut all: Vec<Duration> = Vec::new();
    for turn in 0..turns {
        let begun = Instant::now();
        act(turn)?;
        all.push(begun.elapsed());
    }
    all.sort_unstable();
    let at = |part: usize| all.get((all.len() * part / 100).min(all.len() - 1)).copied().unwrap_or_default();
    println!("{what:58} p50 {:>9.3?}  p99 {:>9.3?}", at(50), at(99));
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let items: u64 = std::env::args().nth(1).map_or(Ok(100_000), |n| n.parse())?;
    let folder = tempfile::tempdir_in(".")?;
    let home = Home::open(folder.path(), Options::default())?;
    let mut writer = home.writer()?;
    let event = EventId(id(u64::MAX));
    let begun = Instant::now();
    writer.transaction(|tx| {
        let settings = EventSettings { lead_days: 3, strict_formats: None, independent_review: None };
        let facts = EventRow {
            event,
            name: "Large".into(),
            from: String::new(),
            to: String::new(),
            zone: String::new(),
            venue: String::new(),
            archived: false,
            deliverables: 0,
            overdue: 0,
            may_update: true,
        };
        tx.put_event(&facts, &EventExtra { notes: String::new(), settings, made_by: String::new(), made_at: 0 })?;
        for n in 0..items {
            let (row, extra) = row(n);
            tx.put_file_row(&row, &extra)?;
            tx.put_file_show(&show(row, n))?;
            tx.put_operation(&operation(n))?;
        }
        Ok::<_, StoreError>(())
    })?;
    println!("{items} deliverables put in {:.1?}", begun.elapsed());
    writer.optimise()?;
    let now = 200 * DAY;
    let bare = rusqlite::Connection::open(folder.path().join("offstage.db"))?;
    let readers = home.readers();

    let ask = DashboardAsk { event: None, collaborator: None, limit: 50, now };
    timed("dashboard: bare SQL for the same counts and rows", 200, |_| {
        let key = event.0;
        for (sql, with_now) in [
            ("SELECT * FROM tallies WHERE scope = ?1", false),
            ("SELECT count(*) FROM file_rows WHERE event = ?1 AND overdue_from < ?2", true),
            ("SELECT count(*) FROM file_rows WHERE event = ?1 AND due_soon_from <= ?2", true),
            ("SELECT row FROM file_rows WHERE event = ?1 AND owe ORDER BY due_rank, number LIMIT 50", false),
            ("SELECT row FROM file_rows WHERE event = ?1 AND owed ORDER BY due_rank, number LIMIT 50", false),
            ("SELECT row FROM file_rows WHERE event = ?1 AND review ORDER BY due_rank, number LIMIT 50", false),
        ] {
            let mut found = bare.prepare_cached(sql)?;
            let mut rows = if with_now { found.query(rusqlite::params![key, now])? } else { found.query([key])? };
            while let Some(row) = rows.next()? {
                let _ = row.get_ref(0)?;
            }
        }
        Ok(())
    })?;
    timed("dashboard", 200, |_| Ok(readers.ask(|view| view.dashboard(&ask).map(|_| ()))?))?;
    let side = DashboardAsk { collaborator: Some(ScopeId(id(1_000_003))), ..ask };
    timed("dashboard of one collaborator", 100, |_| Ok(readers.ask(|view| view.dashboard(&side).map(|_| ()))?))?;
    for group in [Grouping::None, Grouping::Due, Grouping::Area] {
        let list = FilesAsk { group, ..FilesAsk::of(event, now) };
        timed(&format!("list of all, 200 rows, grouped by {group:?}"), 30, |_| {
            Ok(readers.ask(|view| view.file_page(&list).map(|_| ()))?)
        })?;
    }
    for text in ["s", "st", "sta", "stag", "stage", "stage plot", "power 4242", "rigging truss audio", "xyzzy"] {
        let query = text.split(' ').map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ");
        let mut found = bare.prepare(
            "SELECT t.title FROM found f JOIN findable t ON t.place = f.rowid WHERE found MATCH ?1 LIMIT 200",
        )?;
        timed(&format!("“{text}”: unranked FTS5, 200"), 60, |_| {
            Ok(found.query_map([&query], |row| row.get::<_, String>(0))?.try_for_each(|row| row.map(|_| ()))?)
        })?;
        let ask = SearchAsk { text: text.into(), event: None, limit: 30 };
        timed(&format!("“{text}”: search"), 60, |_| Ok(readers.ask(|view| view.search(&ask).map(|_| ()))?))?;
    }
    bare.execute_batch("CREATE TABLE control (id BLOB PRIMARY KEY, a BLOB, b TEXT) STRICT; PRAGMA synchronous = FULL")?;
    timed("one durable transaction of three rows, bare", 200, |turn| {
        let key = id(turn as u64 % 50);
        let tx = bare.unchecked_transaction()?;
        for part in 0..3_u8 {
            let key: Vec<u8> = key.iter().copied().chain([part]).collect();
            tx.prepare_cached("INSERT OR REPLACE INTO control VALUES (?1, ?2, ?3)")?.execute(rusqlite::params![
                key,
                vec![1_u8; 400],
                "x".repeat(1500)
            ])?;
        }
        Ok(tx.commit()?)
    })?;
    timed("one edit: operation, row, screen, line of the log", 200, |turn| {
        let n = turn as u64 % 50;
        let (mut row, extra) = row(n);
        row.name = format!("Renamed {turn}");
        row.changed_at = i64::try_from(turn)?;
        let op = operation(50_000_000 + turn as u64);
        let line = ActivityRow {
            op: op.id,
            verb: "renamed".into(),
            words: "renamed it".into(),
            document: row.file,
            file: Some(row.file),
            subject: row.name.clone(),
            by: "Ana".into(),
            person: model::id::PersonId([1; 32]),
            device: "laptop".into(),
            made_at: 1,
            first_seen_at: None,
            state: OpState::Applied,
            rule: String::new(),
        };
        writer.transaction(|tx| {
            tx.put_operation(&op)?;
            tx.put_file_row(&row, &extra)?;
            tx.put_file_show(&show(row.clone(), n))?;
            tx.put_activity(&event, &line)
        })?;
        Ok(())
    })
}

//! P6 and P18: one durable edit, and opening a long document.

use crate::measure::{Table, runs, timed};
use anyhow::{Context as _, Result};
use automerge::ReadDoc as _;
use document::{Derived, Step};
use model::id::{DeviceId, DocumentId, OpId};
use model::op::{DocumentKind, Edit, Value};
use offstage_tests::Device;
use rusqlite::{Connection, params};
use serde_json::json;

/// P6: a rename through the whole path, against one bare transaction that writes the same rows into a copy of the same database.
pub fn one(table: &mut Table) -> Result<()> {
    let device = Device::of("Bench");
    let (event, collaborator, file) = device.with_deliverable();
    for n in 0..200 {
        device
            .call(
                "deliverable.create",
                json!({ "event": event, "name": format!("Drawing {n}"), "to": collaborator, "due": "2027-06-04" }),
            )
            .context("create")?;
    }
    let copy = device.outside().join("copy.db");
    for part in ["", "-wal"] {
        let from = device.home().join(format!("offstage.db{part}"));
        if from.exists() {
            std::fs::copy(from, device.outside().join(format!("copy.db{part}")))?;
        }
    }
    let mut bare = Connection::open(&copy)?;
    bare.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    let file_id: DocumentId = file.parse().context("the file's id")?;
    let mut pairs = Vec::new();
    for n in 0..400_u64 {
        let name = format!("Rigging drawings {n}");
        let (ours, _) = timed(|| device.call("file.rename", json!({ "file": file, "name": name })).context("rename"))?;
        let (control, ()) = timed(|| same_rows(&mut bare, file_id, n))?;
        if n >= 50 {
            pairs.push((ours.as_secs_f64(), control.as_secs_f64()));
        }
    }
    table.pairs("P6", "one durable edit : one bare transaction", &pairs, 2.0);
    Ok(())
}

/// What an edit writes: an operation, the row, the screen, the words to find it by, the line of the log.
fn same_rows(db: &mut Connection, file: DocumentId, n: u64) -> Result<()> {
    let id = *blake3::hash(&n.to_le_bytes()).as_bytes();
    let tx = db.transaction()?;
    tx.prepare_cached(
        "INSERT INTO operations (id, event, log, author, seq, prev, kind, made_at, received_at, envelope, body, state, rule)
         SELECT ?1, event, log, author, ?2, prev, kind, made_at, received_at, envelope, body, state, rule FROM operations ORDER BY place DESC LIMIT 1",
    )?
    .execute(params![id, 1_000_000 + n.cast_signed()])?;
    tx.prepare_cached("UPDATE file_rows SET row = row || ' ', changed_at = changed_at + 1 WHERE file = ?1")?
        .execute([file.0])?;
    tx.prepare_cached("UPDATE file_shows SET show = show || ' ' WHERE file = ?1")?.execute([file.0])?;
    tx.prepare_cached("UPDATE findable SET title = ?2 WHERE file = ?1")?
        .execute(params![file.0, format!("Rigging drawings {n}")])?;
    tx.prepare_cached("INSERT INTO activity (operation, event, file, made_at, state, row) SELECT ?1, event, file, made_at, state, row FROM activity WHERE file = ?2 LIMIT 1")?
        .execute(params![id, file.0])?;
    tx.commit()?;
    Ok(())
}

/// P18: a document of 10,000 changes, opened from its snapshot, against Automerge's own load of the same document.
pub fn open(table: &mut Table) -> Result<()> {
    let document = DocumentId([3; 32]);
    let mut derived = Derived::new(DocumentKind::File, 1, document)?;
    let edits: Vec<[Edit; 1]> = (0..10_000_u32)
        .map(|n| {
            [Edit {
                section: "comments".into(),
                entry: format!("entry {}", n % 2_000),
                field: "body".into(),
                value: Value::Str(format!("comment {n}")),
            }]
        })
        .collect();
    let mut prev = None;
    for (n, edit) in edits.iter().enumerate() {
        let id = OpId(*blake3::hash(&(n as u64).to_le_bytes()).as_bytes());
        derived.take(&[Step {
            id,
            author: DeviceId([1; 32]),
            branch: None,
            prev,
            deps: prev.into_iter().collect(),
            applied: true,
            edits: edit,
        }])?;
        prev = Some(id);
    }
    let (ours, theirs) = (derived.save(), derived.export_automerge());
    let mut pairs = Vec::new();
    for n in 0..runs().max(7) + 2 {
        let (open, _) = timed(|| Ok(Derived::load(&ours)?))?;
        let (load, _) = timed(|| Ok(automerge::AutoCommit::load(&theirs)?.keys(automerge::ROOT).count()))?;
        if n > 1 {
            pairs.push((open.as_secs_f64(), load.as_secs_f64()));
        }
    }
    table.pairs("P18", "open a document of 10,000 changes : its load", &pairs, 1.3);
    Ok(())
}

//! Rows made for the screens: derived, droppable, never sent. Written whole by the engine, here laid out, counted and made findable.

mod collaborator;
mod drive;
mod event;
pub(crate) mod file;
pub(crate) mod findable;
mod log;
mod show;
pub(crate) mod tally;
#[cfg(test)]
pub(crate) mod tests;

pub use event::EventExtra;
pub use file::FileExtra;

use crate::error::StoreError;
use crate::reader::View;
use crate::writer::Tx;
use model::id::EventId;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Rises with every change of the tables or of the shape of a row; a database with another number has its projection dropped and rebuilt.
pub const PROJECTION: i64 = 2;

const SCHEMA: &str = include_str!("projection/schema.sql");

/// Every table of the projection, and which of its columns name or order a row the same way on every device (`place` does not).
const TABLES: &[(&str, &str)] = &[
    ("events", "*"),
    ("areas", "*"),
    ("collaborators", "*"),
    ("crew", "*"),
    ("people", "*"),
    ("drives", "*"),
    ("folders", "*"),
    (
        "file_rows",
        "file, event, kind, archived, waived, status, state, forked, number, words, drive, folder, area, assignee, due_rank, overdue_from,
         due_soon_from, owe, owed, review, changed_at, row, extra",
    ),
    ("file_assignees", "*"),
    ("ball_in_court", "*"),
    ("file_shows", "file, event, show"),
    ("tallies", "*"),
    ("activity", "operation, event, file, made_at, state, row"),
    ("findable", "event, kind, id, file, title, text, at, scope"),
];

/// Tables whose rows are of one event by a column of that name. The tallies of areas and collaborators go with their rows.
const OF_EVENT: &[&str] = &[
    "areas",
    "collaborators",
    "crew",
    "people",
    "file_rows",
    "file_assignees",
    "ball_in_court",
    "file_shows",
    "activity",
    "findable",
];

/// Makes the tables when they are missing or of another layout.
pub(crate) fn lay_out(db: &mut Connection) -> Result<(), StoreError> {
    let version: Option<i64> = db.query_row("SELECT version FROM projection_state", [], |row| row.get(0)).optional()?;
    if version == Some(PROJECTION) {
        return Ok(());
    }
    let tx = db.transaction()?;
    drop_tables(&tx)?;
    tx.execute_batch(SCHEMA)?;
    // A database without operations has nothing to be rebuilt from.
    tx.execute(
        "INSERT OR REPLACE INTO projection_state (one, version, whole) SELECT 1, ?1, NOT EXISTS (SELECT 1 FROM operations)",
        [PROJECTION],
    )?;
    tx.commit()?;
    Ok(())
}

fn drop_tables(db: &Connection) -> Result<(), StoreError> {
    // Whatever an older or newer layout called them: everything that is not a truth table. The search index goes first, it owns others.
    let mut virtuals_first: Vec<String> = Vec::new();
    {
        let mut found = db.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
               AND name NOT IN ('operations', 'witnessed', 'snapshots', 'files', 'settings', 'this_device', 'projection_state')
             ORDER BY sql NOT LIKE 'CREATE VIRTUAL TABLE%', name",
        )?;
        let mut rows = found.query([])?;
        while let Some(row) = rows.next()? {
            virtuals_first.push(row.get(0)?);
        }
    }
    for name in virtuals_first {
        db.execute_batch(&format!("DROP TABLE IF EXISTS \"{}\"", name.replace('"', "\"\"")))?;
    }
    Ok(())
}

impl Tx<'_> {
    /// Empties the projection; every row must be put again in the same transaction, or [`View::must_rebuild`] says so from now on.
    pub fn clear_projection(&mut self) -> Result<(), StoreError> {
        drop_tables(&self.db)?;
        self.db.execute_batch(SCHEMA)?;
        self.db.execute("UPDATE projection_state SET whole = 0", [])?;
        self.db.flush_prepared_statement_cache();
        Ok(())
    }

    /// Takes every row of one event away.
    pub fn clear_event(&mut self, event: &EventId) -> Result<(), StoreError> {
        for scopes in [
            "SELECT area FROM areas WHERE event = ?1",
            "SELECT collaborator FROM collaborators WHERE event = ?1",
            "SELECT ?1",
        ] {
            self.db.execute(&format!("DELETE FROM tallies WHERE scope IN ({scopes})"), [event.0])?;
        }
        self.db.execute("DELETE FROM folders WHERE owner IN (SELECT owner FROM drives WHERE event = ?1)", [event.0])?;
        for table in OF_EVENT.iter().chain(&["drives", "events"]) {
            self.db.execute(&format!("DELETE FROM {table} WHERE event = ?1"), [event.0])?;
        }
        Ok(())
    }

    /// Says that every operation is in the projection now.
    pub fn projection_is_whole(&mut self) -> Result<(), StoreError> {
        self.db.execute("UPDATE projection_state SET whole = 1", [])?;
        Ok(())
    }
}

impl View<'_> {
    /// Whether rows are missing because the projection was emptied or laid out anew.
    pub fn must_rebuild(&self) -> Result<bool, StoreError> {
        Ok(self.db.query_row("SELECT NOT whole FROM projection_state", [], |row| row.get(0))?)
    }

    /// Every row of every table as one line of text, in an order that does not depend on how the rows came about: two projections are
    /// equal exactly when these are.
    pub fn dump_projection(&self) -> Result<BTreeMap<String, Vec<String>>, StoreError> {
        let mut all = BTreeMap::new();
        for (table, columns) in TABLES {
            let mut found = self.db.prepare(&format!("SELECT {columns} FROM {table}"))?;
            let count = found.column_count();
            let mut rows = found.query([])?;
            let mut lines = Vec::new();
            while let Some(row) = rows.next()? {
                lines.push(line(row, count)?);
            }
            lines.sort_unstable();
            all.insert((*table).to_owned(), lines);
        }
        Ok(all)
    }
}

fn line(row: &Row<'_>, columns: usize) -> Result<String, StoreError> {
    let mut out = String::new();
    for n in 0..columns {
        if n > 0 {
            out.push('|');
        }
        match row.get_ref(n)? {
            ValueRef::Null => out.push('-'),
            ValueRef::Integer(i) => _ = write!(out, "{i}"),
            ValueRef::Real(r) => _ = write!(out, "{r}"),
            ValueRef::Text(t) => out.push_str(&String::from_utf8_lossy(t)),
            ValueRef::Blob(b) => b.iter().for_each(|b| _ = write!(out, "{b:02x}")),
        }
    }
    Ok(out)
}

pub(crate) fn to_json<T: Serialize>(table: &'static str, row: &T) -> Result<String, StoreError> {
    serde_json::to_string(row).map_err(|source| StoreError::Row { table, source })
}

pub(crate) fn from_json<T: DeserializeOwned>(table: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|source| StoreError::Row { table, source })
}

/// The row in one column of a result.
pub(crate) fn row_in<T: DeserializeOwned>(table: &'static str, row: &Row<'_>, column: usize) -> Result<T, StoreError> {
    from_json(table, row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?)
}

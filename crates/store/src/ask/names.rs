//! A thing by its whole id, the beginning of its id, or its exact name: what somebody types on the command line.

use crate::error::StoreError;
use crate::reader::View;
use model::id::EventId;
use rusqlite::params;

/// One thing that fits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// Its whole id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The event it is in.
    pub event: EventId,
}

/// More than these are never told.
const MOST: u32 = 20;

impl View<'_> {
    /// What fits a name, of kind `event`, `area`, `collaborator`, `crew`, `person`, `file` (deliverables too), `deliverable` or `comment`, in
    /// one event or all. A whole id or an exact name comes alone even when it also begins others.
    pub fn named(&self, kind: &str, name: &str, event: Option<&EventId>) -> Result<Vec<Match>, StoreError> {
        // A deliverable is a file; a command that asks for a file takes both.
        let kinds: &[&str] = if kind == "file" { &["file", "deliverable"] } else { &[kind] };
        for (sql, value) in [
            ("SELECT id, title, event FROM findable WHERE kind = ?1 AND id = ?2", name.to_owned()),
            ("SELECT id, title, event FROM findable WHERE kind = ?1 AND title = ?2", name.to_owned()),
            (
                "SELECT id, title, event FROM findable WHERE kind = ?1 AND id >= ?2 AND id < ?2 || '~'",
                name.to_lowercase(),
            ),
        ] {
            let mut all = Vec::new();
            for kind in kinds {
                let mut found = self
                    .db
                    .prepare_cached(&format!("{sql} AND (?3 IS NULL OR event = ?3) ORDER BY id LIMIT {MOST}"))?;
                let rows = found.query_map(params![kind, value, event.map(|e| e.0)], |row| {
                    Ok(Match { id: row.get(0)?, name: row.get(1)?, event: EventId(row.get(2)?) })
                })?;
                for row in rows {
                    all.push(row?);
                }
            }
            // An id is a prefix of four letters and 26 or 52 random ones; less than two random letters is no name of anything.
            if !all.is_empty() && (name.len() >= 6 || !sql.contains(">=")) {
                return Ok(all);
            }
        }
        Ok(Vec::new())
    }
}

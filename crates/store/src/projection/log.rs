//! The activity log: one line for each operation.

use super::to_json;
use crate::error::StoreError;
use crate::sql::state_to_n;
use crate::writer::Tx;
use model::id::{EventId, OpId};
use model::row::ActivityRow;
use rusqlite::params;

impl Tx<'_> {
    /// Puts the line of an operation.
    pub fn put_activity(&mut self, event: &EventId, row: &ActivityRow) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "INSERT INTO activity (operation, event, file, made_at, state, row) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (operation) DO UPDATE SET event = ?2, file = ?3, made_at = ?4, state = ?5, row = ?6",
            )?
            .execute(params![
                row.op.0,
                event.0,
                row.file.map(|f| f.0),
                row.made_at,
                state_to_n(row.state),
                to_json("activity", row)?
            ])?;
        Ok(())
    }

    /// Takes a line away: an operation that turns out to say nothing a person would read.
    pub fn remove_activity(&mut self, op: &OpId) -> Result<(), StoreError> {
        self.db.prepare_cached("DELETE FROM activity WHERE operation = ?1")?.execute([op.0])?;
        Ok(())
    }
}

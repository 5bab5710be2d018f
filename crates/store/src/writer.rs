//! The one way in which anything changes.

use crate::error::StoreError;
use crate::files::Files;
use crate::reader::View;
use model::id::BlobHash;
use rusqlite::{Connection, Transaction, TransactionBehavior};

/// The one connection that writes.
#[derive(Debug)]
pub struct Writer {
    db: Connection,
    files: Files,
}

impl Writer {
    pub(crate) const fn new(db: Connection, files: Files) -> Self {
        Self { db, files }
    }

    /// Carries out `act` in one SQLite transaction. When this returns `Ok`, everything that `act` put is durable; when it returns an error,
    /// or `act` panics, nothing of it is kept.
    pub fn transaction<T, E: From<StoreError>>(
        &mut self,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let sql = self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let mut tx = Tx { db: sql, landed: Vec::new() };
        let answer = act(&mut tx)?;
        let Tx { db: sql, landed } = tx;
        sql.commit().map_err(StoreError::from)?;
        self.files.belong(&landed);
        Ok(answer)
    }

    /// Looks at the database as it stands.
    #[must_use]
    pub const fn view(&self) -> View<'_> {
        View::new(&self.db)
    }

    /// Whether the projection is empty or laid out anew, so that every row must be put again.
    pub fn must_rebuild(&self) -> Result<bool, StoreError> {
        self.view().must_rebuild()
    }

    /// Moves what stands in the write-ahead log into the database: to be called when nobody is waiting.
    pub fn checkpoint(&mut self) -> Result<(), StoreError> {
        self.db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Refreshes what SQLite knows about its tables, which it plans with: to be called when idle, after large changes.
    pub fn optimise(&mut self) -> Result<(), StoreError> {
        self.db.execute_batch("PRAGMA optimize")?;
        Ok(())
    }

    #[cfg(test)]
    pub(crate) const fn raw(&mut self) -> &mut Connection {
        &mut self.db
    }
}

impl Drop for Writer {
    /// Leaves one whole database file behind; what a killed program leaves in the log beside it is found at the next start.
    fn drop(&mut self) {
        if let Err(error) = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())) {
            tracing::warn!(%error, "the write-ahead log stays until the next start");
        }
    }
}

/// One transaction under way. Its `put_…` methods stand in the files of what they put.
#[derive(Debug)]
pub struct Tx<'a> {
    pub(crate) db: Transaction<'a>,
    pub(crate) landed: Vec<BlobHash>,
}

impl Tx<'_> {
    /// Looks at the database with what this transaction has put so far.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        View::new(&self.db)
    }
}

#[cfg(test)]
mod tests;

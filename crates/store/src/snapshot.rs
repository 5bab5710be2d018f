//! Derived documents, kept so that they need not be derived again at every start. A cache: any of them may be missing.

use crate::error::StoreError;
use crate::reader::View;
use crate::writer::Tx;
use model::id::{DocumentId, EventId};
use rusqlite::{OptionalExtension, params};

/// One document as it was derived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Which.
    pub document: DocumentId,
    /// In which event.
    pub event: EventId,
    /// The spelling it was derived with; one of another version is to be ignored.
    pub derive_version: u32,
    /// How many operations of its log it stands for.
    pub operations: u64,
    /// Its bytes; only the engine knows what they mean.
    pub content: Vec<u8>,
}

impl Tx<'_> {
    /// Keeps a snapshot in place of the one before it.
    pub fn put_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "INSERT INTO snapshots (document, event, derive_version, operations, content) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (document) DO UPDATE SET event = excluded.event, derive_version = excluded.derive_version,
                    operations = excluded.operations, content = excluded.content",
            )?
            .execute(params![
                snapshot.document.0,
                snapshot.event.0,
                snapshot.derive_version,
                snapshot.operations.cast_signed(),
                snapshot.content
            ])?;
        Ok(())
    }

    /// Forgets a snapshot.
    pub fn remove_snapshot(&mut self, document: &DocumentId) -> Result<(), StoreError> {
        self.db.prepare_cached("DELETE FROM snapshots WHERE document = ?1")?.execute([document.0])?;
        Ok(())
    }

    /// Forgets all snapshots.
    pub fn clear_snapshots(&mut self) -> Result<(), StoreError> {
        self.db.execute("DELETE FROM snapshots", [])?;
        Ok(())
    }
}

impl View<'_> {
    /// The snapshot of a document.
    pub fn snapshot(&self, document: &DocumentId) -> Result<Option<Snapshot>, StoreError> {
        Ok(self
            .db
            .prepare_cached("SELECT event, derive_version, operations, content FROM snapshots WHERE document = ?1")?
            .query_row([document.0], |row| {
                Ok(Snapshot {
                    document: *document,
                    event: EventId(row.get(0)?),
                    derive_version: row.get(1)?,
                    operations: row.get::<_, i64>(2)?.cast_unsigned(),
                    content: row.get(3)?,
                })
            })
            .optional()?)
    }
}

//! What search finds: a title, the words below it, and where it is. The index follows by triggers.

use crate::error::StoreError;
use crate::writer::Tx;
use model::id::{DocumentId, EventId};
use rusqlite::params;

/// One thing that can be found.
#[derive(Debug, Clone)]
pub(crate) struct Findable<'a> {
    pub(crate) event: EventId,
    pub(crate) kind: &'a str,
    pub(crate) id: String,
    pub(crate) file: Option<DocumentId>,
    pub(crate) title: &'a str,
    pub(crate) text: &'a str,
    pub(crate) at: &'a str,
}

impl Tx<'_> {
    /// Writes nothing when nothing changed: the index is the dearest part of an edit.
    pub(crate) fn put_findable(&mut self, it: &Findable<'_>) -> Result<(), StoreError> {
        let file = it.file.map(|f| f.0);
        self.db
            .prepare_cached(
                "INSERT INTO findable (event, kind, id, file, title, text, at, scope) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (kind, id, event) DO UPDATE SET file = ?4, title = ?5, text = ?6, at = ?7
                 WHERE title <> ?5 OR text <> ?6 OR at <> ?7 OR file IS NOT ?4",
            )?
            .execute(params![it.event.0, it.kind, it.id, file, it.title, it.text, it.at, scope_word(&it.event)])?;
        Ok(())
    }

    pub(crate) fn remove_findable(&mut self, kind: &str, id: &str) -> Result<(), StoreError> {
        self.db.prepare_cached("DELETE FROM findable WHERE kind = ?1 AND id = ?2")?.execute([kind, id])?;
        Ok(())
    }
}

/// An event as one word of the search index. It begins with a character of private use, so that nothing a person types is a prefix of it.
pub(crate) fn scope_word(event: &EventId) -> String {
    let id = event.to_string();
    format!("\u{E000}{}", id.get(EventId::PREFIX.len()..).unwrap_or_default())
}

//! What is known of the bytes that are kept.

use crate::error::StoreError;
use crate::files::Imported;
use crate::reader::View;
use crate::writer::Tx;
use model::id::BlobHash;
use rusqlite::{OptionalExtension, Row, params};

/// One content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRecord {
    /// Its name: the BLAKE3 of its bytes, as `b3sum` prints it.
    pub hash: BlobHash,
    /// Its length in bytes.
    pub size: u64,
    /// Chaining values of its 1 MiB pieces; empty when it is one piece.
    pub outline: Vec<[u8; 32]>,
    /// When it was taken in.
    pub taken_at: i64,
    /// Its bytes are not what its name says; they were moved aside.
    pub quarantined: bool,
}

/// A content and the chaining value of its first piece; absent when it has but one.
pub(crate) type FirstPiece = (BlobHash, Option<[u8; 32]>);

impl Tx<'_> {
    /// Makes imported bytes belong to the store, in the transaction of the operation that names them.
    pub fn put_file(&mut self, file: &Imported, taken_at: i64) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "INSERT INTO files (hash, size, outline, taken_at, quarantined) VALUES (?1, ?2, ?3, ?4, 0)
                 ON CONFLICT (hash) DO UPDATE SET quarantined = 0 WHERE quarantined",
            )?
            .execute(params![file.hash.0, file.size.cast_signed(), file.outline.as_flattened(), taken_at])?;
        self.landed.push(file.hash);
        Ok(())
    }

    /// Notes that the bytes of a file are not what its name says, or that they are again.
    pub fn set_quarantined(&mut self, hash: &BlobHash, quarantined: bool) -> Result<(), StoreError> {
        self.db
            .prepare_cached("UPDATE files SET quarantined = ?2 WHERE hash = ?1")?
            .execute(params![hash.0, quarantined])?;
        Ok(())
    }
}

impl View<'_> {
    /// What is known of a content.
    pub fn file(&self, hash: &BlobHash) -> Result<Option<FileRecord>, StoreError> {
        Ok(self
            .db
            .prepare_cached("SELECT hash, size, outline, taken_at, quarantined FROM files WHERE hash = ?1")?
            .query_row([hash.0], read)
            .optional()?)
    }

    /// Every content, by hash.
    pub fn files(&self) -> Result<Vec<FileRecord>, StoreError> {
        let mut found =
            self.db.prepare_cached("SELECT hash, size, outline, taken_at, quarantined FROM files ORDER BY hash")?;
        Ok(found.query_map([], read)?.collect::<Result<_, _>>()?)
    }

    /// Contents of exactly this length that are whole, with the chaining value of their first piece: what a new file may turn out to be.
    pub(crate) fn files_of_size(&self, size: u64) -> Result<Vec<FirstPiece>, StoreError> {
        let mut found = self
            .db
            .prepare_cached("SELECT hash, substr(outline, 1, 32) FROM files WHERE size = ?1 AND NOT quarantined")?;
        let rows = found.query_map([size.cast_signed()], |row| {
            Ok((BlobHash(row.get(0)?), row.get::<_, Vec<u8>>(1)?.try_into().ok()))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<FileRecord> {
    Ok(FileRecord {
        hash: BlobHash(row.get(0)?),
        size: row.get::<_, i64>(1)?.cast_unsigned(),
        outline: row.get::<_, Vec<u8>>(2)?.as_chunks().0.to_vec(),
        taken_at: row.get(3)?,
        quarantined: row.get(4)?,
    })
}

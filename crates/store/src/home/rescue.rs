//! What can still be read of a damaged database, into a fresh one.

use super::health::{free_backup, parts_of};
use crate::database::{DATABASE, connect_writer, migrate};
use crate::error::{OpenError, StoreError};
use crate::operation::read_damaged;
use crate::writer::Tx;
use rusqlite::{Connection, OpenFlags, params};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What a rescue brought over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rescued {
    /// Operations that were read whole.
    pub operations: u64,
    /// Operations that are known to have been there and could not be read.
    pub lost: u64,
    /// File records.
    pub files: u64,
    /// Settings.
    pub settings: u64,
    /// Where the old database is kept.
    pub old: PathBuf,
}

pub(super) fn rescue(home: &Path) -> Result<Rescued, OpenError> {
    let database = home.join(DATABASE);
    // The new database is made under another name and put in place at the end: a crash in the middle leaves the old one where it was.
    let fresh = home.join("incoming").join("rescued.db");
    for part in parts_of(&fresh) {
        let _ = fs::remove_file(part);
    }
    let mut rescued = fill(&database, &fresh).map_err(OpenError::Store)?;
    let folder = free_backup(home, "rescued-from");
    super::make_private(&folder).map_err(|e| super::world("creating", &folder, e))?;
    for part in parts_of(&database) {
        if let Some(name) = part.file_name().filter(|_| part.exists()) {
            let to = folder.join(name);
            fs::rename(&part, &to).map_err(|e| super::world("keeping", &part, e))?;
        }
    }
    fs::rename(&fresh, &database).map_err(|e| super::world("placing", &database, e))?;
    rescued.old = folder.join(DATABASE);
    Ok(rescued)
}

fn fill(from: &Path, to: &Path) -> Result<Rescued, StoreError> {
    let mut new = connect_writer(to, true)?;
    migrate(&mut new)?;
    let mut rescued = Rescued::default();
    if let Ok(old) = open_damaged(from) {
        let mut tx = Tx { db: new.transaction()?, landed: Vec::new() };
        copy_operations(&old, &mut tx, &mut rescued)?;
        let tx = tx.db;
        copy_rows(&old, &tx, "witnessed", "operation, first_seen_at, by")?;
        rescued.files = copy_rows(&old, &tx, "files", "hash, size, outline, taken_at, quarantined")?;
        rescued.settings = copy_rows(&old, &tx, "settings", "key, value")?;
        copy_rows(&old, &tx, "this_device", "one, person, device, certificate, name, device_name, made_at")?;
        tx.commit()?;
    }
    // One file without a WAL beside it can be put in place by one rename.
    new.pragma_update(None, "journal_mode", "DELETE")?;
    new.close().map_err(|(_, e)| StoreError::from(e))?;
    Ok(rescued)
}

/// Opens what may be cut short: with a writable schema, SQLite takes the file's length for the number of pages. Nothing is written.
fn open_damaged(path: &Path) -> Result<Connection, StoreError> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.pragma_update(None, "writable_schema", true)?;
    db.pragma_update(None, "query_only", true)?;
    db.pragma_update(None, "cell_size_check", true)?;
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    Ok(db)
}

/// The table and its index are walked from both ends, so that one bad page hides as little as possible; then each
/// operation is read by itself, and left behind when it is not what was written.
fn copy_operations(old: &Connection, new: &mut Tx<'_>, rescued: &mut Rescued) -> Result<(), StoreError> {
    let mut places = BTreeSet::new();
    for walk in [
        "SELECT place FROM operations NOT INDEXED ORDER BY place",
        "SELECT place FROM operations NOT INDEXED ORDER BY place DESC",
        "SELECT place FROM operations INDEXED BY operations_by_event ORDER BY event, log",
        "SELECT place FROM operations INDEXED BY operations_by_event ORDER BY event DESC, log DESC",
        "SELECT place FROM operations INDEXED BY operations_by_author ORDER BY log, author, seq",
    ] {
        let Ok(mut walk) = old.prepare(walk) else { continue };
        let Ok(mut rows) = walk.query([]) else { continue };
        while let Ok(Some(row)) = rows.next() {
            if let Ok(place) = row.get::<_, i64>(0) {
                places.insert(place);
            }
        }
    }
    for place in places {
        match read_damaged(old, place) {
            Some(op) => rescued.operations += u64::from(new.put_operation(&op)?),
            None => rescued.lost += 1,
        }
    }
    Ok(())
}

fn copy_rows(old: &Connection, new: &Connection, table: &str, columns: &str) -> Result<u64, StoreError> {
    let marks = columns.split(',').map(|_| "?").collect::<Vec<_>>().join(",");
    let mut put = new.prepare(&format!("INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})"))?;
    let mut copied = 0;
    for order in ["ASC", "DESC"] {
        let Ok(mut walk) = old.prepare(&format!("SELECT {columns} FROM {table} ORDER BY 1 {order}")) else { continue };
        let Ok(mut rows) = walk.query(params![]) else { continue };
        while let Ok(Some(row)) = rows.next() {
            let Ok(values) = read_all(row) else { continue };
            // A value that its column does not take is damage too, and is left behind.
            copied += put.execute(rusqlite::params_from_iter(values)).unwrap_or(0) as u64;
        }
    }
    Ok(copied)
}

fn read_all(row: &rusqlite::Row<'_>) -> rusqlite::Result<Vec<rusqlite::types::Value>> {
    (0..row.as_ref().column_count()).map(|n| row.get(n)).collect()
}

//! Is this a database that can be trusted? Looked at before anything is written to it.

use crate::database::DATABASE;
use crate::error::{OpenError, StoreError};
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Databases up to this size are read through at every start (about ten milliseconds); larger ones when `check` is asked for.
const READ_THROUGH: u64 = 16 << 20;

/// Refuses a database that is damaged, after keeping a copy of it.
pub(super) fn look(home: &Path, database: &Path) -> Result<(), OpenError> {
    match fs::metadata(database) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(super::world("opening", database, e)),
        Ok(meta) if !meta.is_file() => {
            let what = "it is not an ordinary file".to_owned();
            return Err(OpenError::Damaged { path: database.to_owned(), what, backup: None });
        }
        // SQLite makes an empty file before it writes the first page: that is a start that did not get far, and nothing is lost in it.
        Ok(meta) if meta.len() == 0 && !has_wal(database) => return Ok(()),
        Ok(meta) => {
            if let Some(what) = first_page(database, meta.len()).map_err(|e| super::world("reading", database, e))? {
                return Err(damaged(home, database, what));
            }
            if meta.len() <= READ_THROUGH {
                match read_through(database) {
                    Ok(None) => {}
                    Ok(Some(what)) => return Err(damaged(home, database, what)),
                    Err(e) => return Err(opened_badly(home, database, e)),
                }
            }
        }
    }
    Ok(())
}

/// What a failure while opening means.
pub(super) fn opened_badly(home: &Path, database: &Path, error: StoreError) -> OpenError {
    match error {
        StoreError::Damaged(what) => damaged(home, database, what),
        StoreError::DiskFull => OpenError::DiskFull { path: home.to_owned() },
        StoreError::ReadOnly(what) => {
            OpenError::ReadOnly { path: home.to_owned(), source: io::Error::new(io::ErrorKind::PermissionDenied, what) }
        }
        other => OpenError::Store(other),
    }
}

/// The header says how many pages there are: a file that was cut short is found without reading it.
fn first_page(database: &Path, length: u64) -> io::Result<Option<String>> {
    let mut head = [0_u8; 100];
    let mut file = File::open(database)?;
    if let Err(e) = file.read_exact(&mut head) {
        return if e.kind() == io::ErrorKind::UnexpectedEof { Ok(Some("it is cut short".into())) } else { Err(e) };
    }
    let number = |at: usize| head.get(at..at + 4).map_or(0, |b| b.iter().fold(0_u64, |n, b| n << 8 | u64::from(*b)));
    if head.get(..16) != Some(b"SQLite format 3\0".as_slice()) {
        return Ok(Some("it is not a database".into()));
    }
    let page = match head.get(16..18) {
        Some([0, 1]) => 65_536,
        Some([a, b]) => u64::from(*a) << 8 | u64::from(*b),
        _ => 0,
    };
    // The count is only kept when the change counter beside it agrees, and pages may still stand in the WAL.
    let counted = number(24) == number(92);
    if page >= 512 && counted && length < number(28) * page && !has_wal(database) {
        return Ok(Some(format!("it is cut short: {length} of {} bytes", number(28) * page)));
    }
    Ok(None)
}

fn read_through(database: &Path) -> Result<Option<String>, StoreError> {
    // Read-write, because a WAL that a crash left behind can only be read by somebody who may recover it.
    let db =
        Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    quick_check(&db)
}

/// SQLite's own reading of the whole database; says the first thing that is wrong.
pub(crate) fn quick_check(db: &Connection) -> Result<Option<String>, StoreError> {
    let said: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok((said != "ok").then_some(said))
}

fn damaged(home: &Path, database: &Path, what: String) -> OpenError {
    let backup = keep_copy(home, database).ok();
    OpenError::Damaged { path: database.to_owned(), what, backup }
}

/// Copies the database and what belongs to it to `backups/damaged-<n>/`, unless the same was copied before.
fn keep_copy(home: &Path, database: &Path) -> io::Result<PathBuf> {
    let backups = home.join("backups");
    let mut n = 1_u32;
    let folder = loop {
        let folder = backups.join(format!("damaged-{n}"));
        if !folder.exists() {
            break folder;
        }
        if same_bytes(&folder.join(DATABASE), database)? {
            return Ok(folder.join(DATABASE));
        }
        n += 1;
    };
    // Under a name of its own until it is whole, so that half a copy is never taken for one.
    let half = backups.join(format!("damaged-{n}.half"));
    let _ = fs::remove_dir_all(&half);
    super::make_private(&half)?;
    for part in parts_of(database) {
        if let Some(name) = part.file_name().filter(|_| part.exists()) {
            fs::copy(&part, half.join(name))?;
        }
    }
    fs::rename(&half, &folder)?;
    Ok(folder.join(DATABASE))
}

fn same_bytes(a: &Path, b: &Path) -> io::Result<bool> {
    let (Ok(x), Ok(y)) = (fs::metadata(a), fs::metadata(b)) else { return Ok(false) };
    if x.len() != y.len() {
        return Ok(false);
    }
    let hash = |path: &Path| -> io::Result<blake3::Hash> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(File::open(path)?)?;
        Ok(hasher.finalize())
    };
    Ok(hash(a)? == hash(b)?)
}

fn wal_of(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Whether pages stand in the log that the database itself does not have yet.
fn has_wal(database: &Path) -> bool {
    fs::metadata(wal_of(database)).is_ok_and(|meta| meta.len() > 0)
}

/// The database and the files that SQLite keeps beside it.
pub(super) fn parts_of(database: &Path) -> [PathBuf; 3] {
    let mut shm = database.as_os_str().to_owned();
    shm.push("-shm");
    [database.to_owned(), wal_of(database), shm.into()]
}

/// A folder under `backups/` that does not exist yet.
pub(super) fn free_backup(home: &Path, what: &str) -> PathBuf {
    let backups = home.join("backups");
    (1_u32..).map(|n| backups.join(format!("{what}-{n}"))).find(|p| !p.exists()).unwrap_or(backups)
}

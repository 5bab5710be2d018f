//! The folder in which everything of this device lies.
//!
//! ```text
//! offstage.db   operations, snapshots, file records, projection (and SQLite's -wal and -shm beside it)
//! offstage.lock held while a program has the home open
//! files/ab/cd/<hash>   one ordinary file for each content
//! incoming/     bytes on their way in; whatever is here when the home is opened is half done and is removed
//! quarantine/   bytes that are not what their name says
//! keys/         sealed key files; the engine's
//! backups/      copies of databases that could not be trusted
//! ```

mod health;
mod lock;
mod rescue;
#[cfg(test)]
mod tests;

pub(crate) use health::quick_check;
pub use rescue::Rescued;

use crate::database::{DATABASE, SCHEMA, SQLITE_LEAST, connect_reader, connect_writer, migrate, schema_of};
use crate::error::{OpenError, StoreError};
use crate::files::Files;
use crate::projection;
use crate::reader::{Reader, Readers};
use crate::writer::Writer;
use lock::Lock;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;
use std::{fs, io};

/// How a home is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How long to wait for another program to let go of it. Zero by default.
    pub wait: Duration,
    /// Whether a committed transaction survives a power cut. Only simulated worlds say no.
    pub durable: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { wait: Duration::ZERO, durable: true }
    }
}

impl Options {
    /// Waits ten seconds for another program, as the command line does.
    #[must_use]
    pub const fn patient() -> Self {
        Self { wait: Duration::from_secs(10), durable: true }
    }
}

/// The opened, locked folder. Dropping it lets go of it; the writer and the readers should be dropped before.
#[derive(Debug)]
pub struct Home {
    path: PathBuf,
    writer: Mutex<Option<Writer>>,
    readers: Readers,
    files: Files,
    // The order matters: the temporary folder of a scratch home goes last.
    _lock: Lock,
    _scratch: Option<tempfile::TempDir>,
}

impl Home {
    /// Opens a home, making what is missing. Removes what a crash left half done.
    pub fn open(path: &Path, options: Options) -> Result<Self, OpenError> {
        check_sqlite()?;
        let lock = prepare(path, options)?;
        let database = path.join(DATABASE);
        health::look(path, &database)?;
        Self::finish(path, lock, options)
    }

    /// A home in a folder of its own that vanishes with it, not durable: for simulated worlds and tests.
    pub fn scratch() -> Result<Self, OpenError> {
        let folder = tempfile::tempdir().map_err(|source| OpenError::Io {
            act: "creating a folder in",
            path: std::env::temp_dir(),
            source,
        })?;
        let mut home = Self::open(folder.path(), Options { wait: Duration::ZERO, durable: false })?;
        home._scratch = Some(folder);
        Ok(home)
    }

    /// Makes a fresh database from everything that can still be read of the damaged one, which is kept under `backups/`.
    ///
    /// Operations, witnessed times, settings, this device's names and file records are carried over as far as they can be read; document
    /// snapshots and the projection are left to be rebuilt. Whoever calls this must judge and derive every operation again.
    pub fn rescue(path: &Path, options: Options) -> Result<(Self, Rescued), OpenError> {
        check_sqlite()?;
        let lock = prepare(path, options)?;
        let rescued = rescue::rescue(path)?;
        Ok((Self::finish(path, lock, options)?, rescued))
    }

    fn finish(path: &Path, lock: Lock, options: Options) -> Result<Self, OpenError> {
        let database = path.join(DATABASE);
        let broken = |e| health::opened_badly(path, &database, e);
        let mut db = connect_writer(&database, options.durable).map_err(broken)?;
        let found = schema_of(&db).map_err(broken)?;
        if found > SCHEMA {
            return Err(OpenError::Newer { path: database, found, known: SCHEMA });
        }
        migrate(&mut db).map_err(broken)?;
        projection::lay_out(&mut db).map_err(broken)?;
        let reader = Reader::new(connect_reader(&database).map_err(broken)?);
        let files = Files::new(path, options.durable, reader).map_err(OpenError::Store)?;
        files.clear_leftovers().map_err(OpenError::Store)?;
        let writer = Writer::new(db, files.clone());
        let readers = Readers::new(database);
        Ok(Self {
            path: path.to_owned(),
            writer: Mutex::new(Some(writer)),
            readers,
            files,
            _lock: lock,
            _scratch: None,
        })
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where sealed key files lie.
    #[must_use]
    pub fn keys(&self) -> PathBuf {
        self.path.join("keys")
    }

    /// The one writer. It is given away once; asking again before it was given back with [`Home::put_back`] is a mistake of the caller.
    pub fn writer(&self) -> Result<Writer, StoreError> {
        let mut held = self.writer.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        held.take().ok_or_else(|| StoreError::ReadOnly("its one writer has been given away already".into()))
    }

    /// Takes the writer back, so that it can be given away again.
    pub fn put_back(&self, writer: Writer) {
        *self.writer.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(writer);
    }

    /// A new read-only connection.
    pub fn reader(&self) -> Result<Reader, StoreError> {
        self.readers.open()
    }

    /// The pool of read-only connections; cheap to clone, to be used from any thread.
    #[must_use]
    pub fn readers(&self) -> Readers {
        self.readers.clone()
    }

    /// The files; cheap to clone, to be used from any thread.
    #[must_use]
    pub fn files(&self) -> Files {
        self.files.clone()
    }
}

fn check_sqlite() -> Result<(), OpenError> {
    if rusqlite::version_number() < SQLITE_LEAST {
        return Err(OpenError::OldSqlite { found: rusqlite::version().to_owned() });
    }
    Ok(())
}

/// Makes the folder and takes its lock.
fn prepare(path: &Path, options: Options) -> Result<Lock, OpenError> {
    let failed = |act| move |source: io::Error| world(act, path, source);
    match fs::metadata(path) {
        Ok(meta) if !meta.is_dir() => return Err(OpenError::NotAFolder { path: path.to_owned() }),
        Ok(_) => {}
        Err(e) if e.kind() == io::ErrorKind::NotFound => make_private(path).map_err(failed("creating"))?,
        Err(e) => return Err(world("opening", path, e)),
    }
    let lock = Lock::take(path, options.wait)?;
    for part in ["files", "incoming", "keys", "backups"] {
        let part = path.join(part);
        if !part.is_dir() {
            make_private(&part).map_err(|e| world("creating", &part, e))?;
        }
    }
    Ok(lock)
}

/// Folders of a home are for their owner only: a production's papers are nobody else's on a shared computer.
fn make_private(path: &Path) -> io::Result<()> {
    let mut make = fs::DirBuilder::new();
    make.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
    make.create(path)
}

/// What the system's refusal means for a person.
fn world(act: &'static str, path: &Path, source: io::Error) -> OpenError {
    let path = path.to_owned();
    match source.kind() {
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => OpenError::ReadOnly { path, source },
        io::ErrorKind::NotADirectory => OpenError::NotAFolder { path },
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => OpenError::DiskFull { path },
        _ => OpenError::Io { act, path, source },
    }
}

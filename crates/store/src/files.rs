//! Bytes, named by their BLAKE3 hash, each content one ordinary file.
//!
//! Taking a file in is one pass: read, hash, write to `incoming/`, fsync, rename to the hash, fsync the folder. A file is under its hash
//! only when it is whole and durable, so a crash can leave something in `incoming/` and nowhere else.
//!
//! Between the rename and the transaction that names it, a file is *announced*: a list `incoming/….new` says that it does not belong yet. The
//! list goes when all its records are committed; one that is found when the home is opened takes its files with it, except those with a record.

mod batch;
mod folder;
mod import;
mod landing;
mod outline;
mod problem;
mod reserve;
mod source;
#[cfg(test)]
mod tests;
mod verify;
mod zip;

pub use folder::{FileInFolder, FolderListing};
pub use outline::{PIECE, outline_root, piece_value};
pub use problem::FileProblem;
pub use source::Source;
pub use verify::Verdict;

use crate::error::StoreError;
use crate::reader::Reader;
use model::id::BlobHash;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Is told the bytes done and the bytes there are (0 when not known), and says whether to go on: `false` cancels.
pub type Pulse<'a> = dyn FnMut(u64, u64) -> bool + 'a;

/// A content that is durable under its hash, and not yet anything's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Its name.
    pub hash: BlobHash,
    /// Its length in bytes.
    pub size: u64,
    /// Chaining values of its 1 MiB pieces; empty when it is one piece.
    pub outline: Vec<[u8; 32]>,
    /// Its bytes were not here before.
    pub new: bool,
}

/// The files of a home. Cheap to clone; any thread may use it.
#[derive(Debug, Clone)]
pub struct Files {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    home: PathBuf,
    durable: bool,
    records: Mutex<Reader>,
    next: AtomicU64,
    announced: Mutex<Vec<Announced>>,
}

/// A list of files that are under their names and have no record yet.
#[derive(Debug)]
struct Announced {
    list: PathBuf,
    hashes: BTreeSet<BlobHash>,
}

impl Files {
    pub(crate) fn new(home: &Path, durable: bool, records: Reader) -> Result<Self, StoreError> {
        let inner = Inner {
            home: home.to_owned(),
            durable,
            records: Mutex::new(records),
            next: AtomicU64::new(0),
            announced: Mutex::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Where the bytes of a content lie, whether or not they are there. Never to be handed out: what a person opens is a copy.
    #[must_use]
    pub fn path(&self, hash: &BlobHash) -> PathBuf {
        let name = hash.to_string();
        let part = |range| name.get(range).unwrap_or_default();
        self.inner.home.join("files").join(part(0..2)).join(part(2..4)).join(&name)
    }

    /// Whether the bytes of a content are here.
    #[must_use]
    pub fn has(&self, hash: &BlobHash) -> bool {
        self.path(hash).is_file()
    }

    /// Opens the bytes of a content for reading.
    pub fn read(&self, hash: &BlobHash) -> Result<fs::File, FileProblem> {
        let path = self.path(hash);
        fs::File::open(&path).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => FileProblem::NotHere { hash: *hash },
            _ => FileProblem::Store { act: "opening", path, source: e },
        })
    }

    fn incoming(&self) -> PathBuf {
        self.inner.home.join("incoming")
    }

    fn fresh_temp(&self) -> PathBuf {
        self.fresh("part")
    }

    fn fresh(&self, extension: &str) -> PathBuf {
        let n = self.inner.next.fetch_add(1, Ordering::Relaxed);
        self.incoming().join(format!("{}-{n}.{extension}", std::process::id()))
    }

    /// Whether the content of this length and first piece may be here already, so that reading before writing pays.
    fn may_be_here(&self, size: u64, first_piece: &[u8; 32]) -> bool {
        let mut records = self.inner.records.lock().unwrap_or_else(PoisonError::into_inner);
        // Failing to know costs a second copy that is then thrown away, nothing else.
        let found = records.ask(|view| view.files_of_size(size)).unwrap_or_default();
        found.iter().any(|(_, first)| first.as_ref() == Some(first_piece))
    }

    /// Notes on disk that these contents are about to be under their names without belonging yet.
    fn announce(&self, hashes: &[BlobHash]) -> io::Result<()> {
        let list = self.fresh("new");
        let mut lines = String::new();
        hashes.iter().for_each(|hash| _ = writeln!(lines, "{hash}"));
        fs::write(&list, lines)?;
        let hashes = hashes.iter().copied().collect();
        self.announced().push(Announced { list, hashes });
        Ok(())
    }

    fn announced(&self) -> MutexGuard<'_, Vec<Announced>> {
        self.inner.announced.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_announced(&self, hash: &BlobHash) -> bool {
        self.announced().iter().any(|one| one.hashes.contains(hash))
    }

    /// The records of these contents are committed: they belong.
    pub(crate) fn belong(&self, landed: &[BlobHash]) {
        if landed.is_empty() {
            return;
        }
        self.announced().retain_mut(|one| {
            one.hashes.retain(|hash| !landed.contains(hash));
            // A list that cannot be removed is looked at again at the next start, when the records will be found.
            !one.hashes.is_empty() || fs::remove_file(&one.list).is_err()
        });
    }

    /// Removes what a crash, a cancelled import or a delivery that was refused left behind.
    pub(crate) fn clear_leftovers(&self) -> Result<(), StoreError> {
        let failed = |act, path: &Path| {
            let path = path.to_owned();
            move |source| StoreError::Io { act, path, source }
        };
        let incoming = self.incoming();
        let mut records = self.inner.records.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in fs::read_dir(&incoming).map_err(failed("reading", &incoming))? {
            let path = entry.map_err(failed("reading", &incoming))?.path();
            if path.extension().is_some_and(|e| e == "new") {
                let list = fs::read_to_string(&path).map_err(failed("reading", &path))?;
                for hash in list.lines().filter_map(|line| line.parse::<BlobHash>().ok()) {
                    // An error here keeps the file: removing one that belongs would be the greater harm.
                    if records.ask(|view| view.file(&hash))?.is_none() {
                        remove(&self.path(&hash)).map_err(failed("removing", &path))?;
                    }
                }
            }
            remove(&path).map_err(failed("removing", &path))?;
        }
        Ok(())
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(_) if path.is_dir() => fs::remove_dir_all(path),
        other => other,
    }
}

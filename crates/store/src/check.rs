//! Is everything still there, and still what it says it is?

use crate::error::StoreError;
use crate::files::{FileProblem, Files, Verdict};
use crate::home::quick_check;
use crate::reader::View;
use model::id::{BlobHash, OpId};
use std::collections::BTreeMap;
use std::fmt;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// SQLite says that the database is damaged.
    Database {
        /// What it says.
        what: String,
    },
    /// An operation is not what was written.
    Operation {
        /// Which.
        id: OpId,
    },
    /// Something names a file of which there is no record.
    NoRecord {
        /// Which.
        hash: BlobHash,
    },
    /// There is a record and no bytes.
    Missing {
        /// Which.
        hash: BlobHash,
    },
    /// The bytes have another length than the record, or than what names them says.
    WrongSize {
        /// Which.
        hash: BlobHash,
        /// As it is on the disk.
        found: u64,
        /// As it should be.
        wanted: u64,
    },
    /// The bytes are not what their name says. They are in `quarantine/` now.
    WrongBytes {
        /// Which.
        hash: BlobHash,
    },
    /// It could not be read.
    Unreadable {
        /// Which.
        hash: BlobHash,
        /// Why.
        why: String,
    },
    /// Bytes lie in `files/` that have no record: left by a crash at the wrong moment. They harm nothing and can be removed.
    Stray {
        /// Its path within the home.
        path: String,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database { what } => {
                write!(f, "The database is damaged: {what}. Start Offstage again; it will offer to rebuild it.")
            }
            Self::Operation { id } => {
                write!(f, "The operation {id} has changed on the disk. Its database should be rescued.")
            }
            Self::NoRecord { hash } => write!(f, "The file {hash} is named and was never stored on this device."),
            Self::Missing { hash } => write!(f, "The bytes of {hash} are gone from this device."),
            Self::WrongSize { hash, found, wanted } => {
                write!(f, "The file {hash} has {found} bytes where {wanted} are wanted.")
            }
            Self::WrongBytes { hash } => write!(
                f,
                "The bytes of {hash} have changed on the disk. They were moved to quarantine; take the file in again."
            ),
            Self::Unreadable { hash, why } => write!(f, "The file {hash} cannot be read: {why}"),
            Self::Stray { path } => write!(f, "{path} belongs to nothing."),
        }
    }
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// Files whose presence and length were checked.
    pub files_checked: u64,
    /// Bytes that were read again.
    pub bytes_read: u64,
    /// Operations that are kept.
    pub operations: u64,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl View<'_> {
    /// Checks the structure without reading files: the database, every operation's sum, and that every file that `wanted` names, with its length,
    /// has a record and bytes of that length.
    pub fn check_structure(&self, files: &Files, wanted: &BTreeMap<BlobHash, u64>) -> Result<Findings, StoreError> {
        let mut found = Findings { operations: self.operation_count()?, ..Findings::default() };
        if let Some(what) = quick_check(self.db)? {
            found.problems.push(Problem::Database { what });
        }
        found.problems.extend(self.damaged_operations()?.into_iter().map(|id| Problem::Operation { id }));
        let records: BTreeMap<BlobHash, _> = self.files()?.into_iter().map(|record| (record.hash, record)).collect();
        found
            .problems
            .extend(wanted.keys().filter(|h| !records.contains_key(h)).map(|hash| Problem::NoRecord { hash: *hash }));
        for (hash, record) in &records {
            found.files_checked += 1;
            let size = wanted.get(hash).copied().unwrap_or(record.size);
            match files.size_here(hash) {
                None => found.problems.push(Problem::Missing { hash: *hash }),
                Some(there) if there != size || there != record.size => {
                    found.problems.push(Problem::WrongSize { hash: *hash, found: there, wanted: size });
                }
                Some(_) => {}
            }
        }
        found.problems.extend(files.strays(&records)?.into_iter().map(|path| Problem::Stray { path }));
        Ok(found)
    }

    /// Which files a check of `percent` of them reads: each check with the next `turn` reads the next part, and a hundred turns of one
    /// percent read everything.
    pub fn files_in_turn(&self, percent: u32, turn: u64) -> Result<Vec<BlobHash>, StoreError> {
        let percent = u64::from(percent.clamp(1, 100));
        let parts = 100_u64.div_ceil(percent);
        let mine = |hash: &BlobHash| {
            let share = hash.0.iter().take(8).fold(0_u64, |n, b| n << 8 | u64::from(*b));
            percent >= 100 || share % parts == turn % parts
        };
        Ok(self.files()?.into_iter().filter(|r| !r.quarantined).map(|r| r.hash).filter(mine).collect())
    }
}

impl Files {
    /// Reads these contents again. The caller notes those with wrong bytes with [`crate::Tx::set_quarantined`].
    pub fn check_data(&self, hashes: &[BlobHash], go_on: &mut dyn FnMut(u64) -> bool) -> Findings {
        let mut found = Findings::default();
        for hash in hashes {
            found.files_checked += 1;
            match self.verify(hash) {
                Ok(Verdict::Good { bytes }) => found.bytes_read += bytes,
                Ok(Verdict::Missing) => found.problems.push(Problem::Missing { hash: *hash }),
                Ok(Verdict::Damaged) => found.problems.push(Problem::WrongBytes { hash: *hash }),
                Err(problem) => found.problems.push(unreadable(*hash, &problem)),
            }
            if !go_on(found.bytes_read) {
                break;
            }
        }
        found
    }
}

fn unreadable(hash: BlobHash, problem: &FileProblem) -> Problem {
    Problem::Unreadable { hash, why: problem.to_string() }
}

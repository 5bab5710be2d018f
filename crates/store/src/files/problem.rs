//! Why a file could not be taken in, or not be given out. Each says what happened, what it means and what to do.

use model::id::BlobHash;
use std::io;
use std::path::{Path, PathBuf};

/// The world says no, about one file.
#[derive(Debug, thiserror::Error)]
pub enum FileProblem {
    /// It has no bytes.
    #[error("“{name}” is empty (0 bytes). It may not have been saved yet; save it again, then try again.")]
    Empty {
        /// Its name.
        name: String,
    },
    /// It was written to while it was read.
    #[error("“{name}” changed while it was being read. Wait until the program that writes it is done, then try again.")]
    Changed {
        /// Its name.
        name: String,
    },
    /// A folder, a device, a pipe or a socket.
    #[error("“{name}” is {what}, not a file. Choose the file itself.")]
    NotAFile {
        /// Its name.
        name: String,
        /// "a folder", "a device", "a pipe", "a socket".
        what: &'static str,
    },
    /// A file where a folder is wanted.
    #[error("“{name}” is not a folder.")]
    NotAFolder {
        /// Its name.
        name: String,
    },
    /// Links that lead in a circle.
    #[error("“{name}” is a link that leads back to itself. Choose the file that it was meant to lead to.")]
    LinkLoop {
        /// Its name.
        name: String,
    },
    /// It is gone.
    #[error("“{name}” is no longer there. It may have been moved, renamed or deleted, or its disk taken away.")]
    Vanished {
        /// Its name.
        name: String,
    },
    /// It may not be read.
    #[error("“{name}” cannot be read: you do not have permission. Ask its owner, or copy it to a folder of yours.")]
    Unreadable {
        /// Its name.
        name: String,
    },
    /// Reading failed.
    #[error("“{name}” could not be read to its end ({source}). Its disk may be failing or have been taken away.")]
    ReadFailed {
        /// Its name.
        name: String,
        /// What the system said.
        source: io::Error,
    },
    /// Taking it would leave too little room.
    #[error("There is not enough room for “{name}”: {} are needed and {} are free, of which {} are kept for the database. Free some space, then try again.",
        megabytes(*needed), megabytes(*free), megabytes(*reserve))]
    DiskFull {
        /// Its name.
        name: String,
        /// Bytes that are needed.
        needed: u64,
        /// Bytes that are free.
        free: u64,
        /// Bytes that are kept free.
        reserve: u64,
    },
    /// A folder with more in it than can be sensible.
    #[error("“{name}” holds more than {most} files. Choose a smaller folder.")]
    TooMany {
        /// Its name.
        name: String,
        /// The most.
        most: usize,
    },
    /// A folder in which there is nothing to take.
    #[error("“{name}” has no files in it that could be taken (hidden and system files are passed over).")]
    EmptyFolder {
        /// Its name.
        name: String,
    },
    /// Somebody stopped it.
    #[error("Taking “{name}” was stopped. Nothing was changed.")]
    Cancelled {
        /// Its name.
        name: String,
    },
    /// The bytes are not on this device.
    #[error("The bytes {hash} are not on this device.")]
    NotHere {
        /// Which.
        hash: BlobHash,
    },
    /// The store itself cannot be used.
    #[error("{act} {} failed: {source}", path.display())]
    Store {
        /// What was tried: "writing".
        act: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl FileProblem {
    /// The code that a page or a script matches.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "empty_file",
            Self::Changed { .. } => "changed_while_read",
            Self::NotAFile { .. } => "not_a_file",
            Self::NotAFolder { .. } => "not_a_folder",
            Self::LinkLoop { .. } => "link_loop",
            Self::Vanished { .. } => "vanished",
            Self::Unreadable { .. } => "unreadable",
            Self::ReadFailed { .. } => "read_failed",
            Self::DiskFull { .. } => "disk_full",
            Self::TooMany { .. } => "too_many_files",
            Self::EmptyFolder { .. } => "empty_folder",
            Self::Cancelled { .. } => "cancelled",
            Self::NotHere { .. } => "not_here",
            Self::Store { .. } => "store_failed",
        }
    }

    /// Its facts, for a page or a script.
    #[must_use]
    pub fn facts(&self) -> serde_json::Value {
        use serde_json::json;
        match self {
            Self::NotAFile { name, what } => json!({ "name": name, "what": what }),
            Self::DiskFull { name, needed, free, reserve } => {
                json!({ "name": name, "needed": needed, "free": free, "reserve": reserve })
            }
            Self::TooMany { name, most } => json!({ "name": name, "most": most }),
            Self::NotHere { hash } => json!({ "hash": hash }),
            Self::Store { act, path, .. } => json!({ "act": act, "path": path.display().to_string() }),
            Self::Empty { name }
            | Self::Changed { name }
            | Self::NotAFolder { name }
            | Self::LinkLoop { name }
            | Self::Vanished { name }
            | Self::Unreadable { name }
            | Self::ReadFailed { name, .. }
            | Self::EmptyFolder { name }
            | Self::Cancelled { name } => json!({ "name": name }),
        }
    }
}

/// The name of a file as it is shown in a sentence.
pub(super) fn shown(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// What the system's refusal to open or read a source means.
pub(super) fn of_source(path: &Path, source: io::Error) -> FileProblem {
    let name = shown(path);
    match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::StaleNetworkFileHandle => {
            FileProblem::Vanished { name }
        }
        io::ErrorKind::PermissionDenied => FileProblem::Unreadable { name },
        _ if source.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => FileProblem::LinkLoop { name },
        _ => FileProblem::ReadFailed { name, source },
    }
}

fn megabytes(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        1_000_000..10_000_000_000 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{} GB", bytes / 1_000_000_000),
    }
}

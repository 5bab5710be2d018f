//! A file that somebody offers: what it is, found out without being held up by a pipe and without being led astray by a link.

use super::problem::{FileProblem, of_source, shown};
use rustix::fs::OFlags;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its length in bytes; 0 for a folder.
    pub size: u64,
    /// It is a folder.
    pub folder: bool,
}

impl Source {
    /// Looks at a path without reading what is there. Links are followed; anything that could not be taken in is an error, except a folder.
    pub fn look(path: &Path) -> Result<Self, FileProblem> {
        let meta = std::fs::metadata(path).map_err(|e| of_source(path, e))?;
        if meta.is_dir() {
            return Ok(Self { size: 0, folder: true });
        }
        Opened::open(path).map(|opened| Self { size: opened.before.size, folder: false })
    }
}

/// What must not change while a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    device: u64,
    inode: u64,
    size: u64,
    modified: (i64, i64),
}

impl Stamp {
    fn of(meta: &Metadata) -> Self {
        Self { device: meta.dev(), inode: meta.ino(), size: meta.size(), modified: (meta.mtime(), meta.mtime_nsec()) }
    }
}

/// A file that is open for reading, with what it was when it was opened.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) path: PathBuf,
    file: File,
    before: Stamp,
}

impl Opened {
    pub(super) fn open(path: &Path) -> Result<Self, FileProblem> {
        let failed = |e| of_source(path, e);
        // Looked at first, because merely opening some devices does something.
        refuse_others(path, &std::fs::metadata(path).map_err(failed)?)?;
        // Non-blocking, because between the two calls the file may have become a pipe that nobody writes to.
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        let file = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path).map_err(failed)?;
        let meta = file.metadata().map_err(failed)?;
        refuse_others(path, &meta)?;
        let before = Stamp::of(&meta);
        if before.size == 0 {
            return Err(FileProblem::Empty { name: shown(path) });
        }
        Ok(Self { path: path.to_owned(), file, before })
    }

    pub(super) const fn size(&self) -> u64 {
        self.before.size
    }

    /// Fills the buffer as far as the file goes.
    pub(super) fn fill(&mut self, buffer: &mut [u8]) -> Result<usize, FileProblem> {
        let mut filled = 0;
        while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.file.read(rest) {
                Ok(0) => break,
                Ok(n) => filled += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(of_source(&self.path, e)),
            }
        }
        Ok(filled)
    }

    /// Begins again at the first byte.
    pub(super) fn rewind(&mut self) -> Result<(), FileProblem> {
        io::Seek::rewind(&mut self.file).map_err(|e| of_source(&self.path, e))
    }

    pub(super) fn changed(&self) -> FileProblem {
        FileProblem::Changed { name: shown(&self.path) }
    }

    /// Refuses when the file, or what its path leads to, is not what it was, or when not as many bytes came as it had.
    pub(super) fn must_be_unchanged(&self, read: u64) -> Result<(), FileProblem> {
        let after = self.file.metadata().map_err(|e| of_source(&self.path, e))?;
        let there = std::fs::metadata(&self.path).map_err(|e| of_source(&self.path, e))?;
        if read != self.before.size || Stamp::of(&after) != self.before || Stamp::of(&there) != self.before {
            return Err(self.changed());
        }
        Ok(())
    }
}

fn refuse_others(path: &Path, meta: &Metadata) -> Result<(), FileProblem> {
    let kind = meta.file_type();
    let what = if kind.is_file() {
        return Ok(());
    } else if kind.is_dir() {
        "a folder"
    } else if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    };
    Err(FileProblem::NotAFile { name: shown(path), what })
}

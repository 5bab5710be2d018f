//! Bytes on their way in: written to `incoming/`, and put under their hash when they are whole.

use super::outline::Tree;
use super::problem::FileProblem;
use super::{Files, Imported};
use model::id::BlobHash;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Room is looked at again after this many bytes: other programs fill disks too.
const LOOK_AGAIN: u64 = 256 << 20;

/// One file on its way in. Dropped before it has landed, it leaves nothing.
#[derive(Debug)]
pub(super) struct Landing<'a> {
    files: &'a Files,
    /// What it comes from, for messages.
    of: PathBuf,
    temp: Temp,
    out: File,
    tree: Tree,
    expected: u64,
    looked: u64,
}

/// A temporary file that is removed unless it was kept.
#[derive(Debug)]
pub(super) struct Temp {
    path: PathBuf,
    kept: bool,
}

impl Drop for Temp {
    fn drop(&mut self) {
        if !self.kept {
            // What cannot be removed now is removed when the home is opened next.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// A file that is written whole but not yet durable.
#[derive(Debug)]
pub(super) struct Written {
    temp: Temp,
    /// Open when it is to be synced by itself.
    file: Option<File>,
    pub(super) imported: Imported,
}

impl<'a> Landing<'a> {
    pub(super) fn begin(files: &'a Files, of: &Path, expected: u64) -> Result<Self, FileProblem> {
        files.room_for(expected, of)?;
        let path = files.fresh_temp();
        let out = OpenOptions::new()
            .write(true)
            .create_new(true)
            // Read-only from the start: stored bytes are never written again, by nobody.
            .mode(0o400)
            .open(&path)
            .map_err(|e| files.write_failed("creating", &path, e, of, expected))?;
        let temp = Temp { path, kept: false };
        Ok(Self { files, of: of.to_owned(), temp, out, tree: Tree::default(), expected, looked: 0 })
    }

    /// Takes the next piece: a whole one, except at the end.
    pub(super) fn add(&mut self, piece: &[u8]) -> Result<(), FileProblem> {
        self.tree.add(piece);
        self.write(piece)
    }

    /// Writes a piece that a tree elsewhere has hashed.
    fn write(&mut self, piece: &[u8]) -> Result<(), FileProblem> {
        self.out
            .write_all(piece)
            .map_err(|e| self.files.write_failed("writing", &self.temp.path, e, &self.of, self.expected))?;
        let done = self.tree.size();
        if done - self.looked >= LOOK_AGAIN {
            self.looked = done;
            self.files.room_for(self.expected.saturating_sub(done), &self.of)?;
        }
        Ok(())
    }

    /// All bytes are there.
    pub(super) fn end(self) -> Written {
        let size = self.tree.size();
        let (hash, outline) = self.tree.finish();
        Written { temp: self.temp, file: Some(self.out), imported: Imported { hash, size, outline, new: true } }
    }
}

impl Files {
    /// A whole content in memory, written and not yet durable.
    pub(super) fn write_whole(&self, bytes: &[u8], imported: Imported, of: &Path) -> Result<Written, FileProblem> {
        let path = self.fresh_temp();
        let failed = |e| self.write_failed("writing", &path, e, of, imported.size);
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o400).open(&path).map_err(failed)?;
        let temp = Temp { path: path.clone(), kept: false };
        file.write_all(bytes).map_err(failed)?;
        Ok(Written { temp, file: Some(file), imported })
    }

    /// Whether these bytes lie under their name already.
    pub(super) fn stands(&self, hash: &BlobHash, size: u64) -> bool {
        fs::metadata(self.path(hash)).is_ok_and(|meta| meta.is_file() && meta.len() == size)
    }

    /// Makes one file durable and puts it under its name.
    pub(super) fn land(&self, written: Written, of: &Path) -> Result<Imported, FileProblem> {
        let Written { temp, file, imported } = written;
        let size = imported.size;
        if self.stands(&imported.hash, size) {
            return Ok(Imported { new: false, ..imported });
        }
        let failed = |path: &Path, e| self.write_failed("writing", path, e, of, size);
        self.announce(&[imported.hash]).map_err(|e| failed(&self.incoming(), e))?;
        if self.is_durable() {
            let file = file.map_or_else(|| File::open(&temp.path), Ok);
            file.and_then(|file| file.sync_all()).map_err(|e| failed(&temp.path, e))?;
        }
        let folders = self.place(temp, &imported.hash).map_err(|(path, e)| failed(&path, e))?;
        self.sync_folders(folders).map_err(|(path, e)| failed(&path, e))?;
        Ok(imported)
    }

    /// Renames a whole file to its hash, and says which folders must be made durable for that.
    pub(super) fn place(&self, mut temp: Temp, hash: &BlobHash) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
        let to = self.path(hash);
        let inner = to.parent().unwrap_or(&to).to_owned();
        let outer = inner.parent().unwrap_or(&inner).to_owned();
        let mut changed = vec![inner.clone()];
        match fs::rename(&temp.path, &to) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                let new_outer = !outer.is_dir();
                let mut make = fs::DirBuilder::new();
                make.recursive(true).mode(0o700).create(&inner).map_err(|e| (inner.clone(), e))?;
                changed.push(outer.clone());
                if new_outer {
                    changed.extend(outer.parent().map(Path::to_owned));
                }
                fs::rename(&temp.path, &to).map_err(|e| (to, e))?;
            }
            other => other.map_err(|e| (to, e))?,
        }
        temp.kept = true;
        Ok(changed)
    }

    pub(super) fn is_durable(&self) -> bool {
        self.inner.durable
    }
}

impl Written {
    pub(super) fn into_parts(self) -> (Temp, Option<File>, Imported) {
        (self.temp, self.file, self.imported)
    }

    /// Without its open file, of which a program may only have about a thousand.
    pub(super) fn closed(self) -> Self {
        Self { file: None, ..self }
    }
}

/// Makes what was renamed into a folder, or made in it, durable.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

//! What lies in a folder that somebody dropped.

use super::problem::{FileProblem, of_source, shown};
use std::fs;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// Folders with more files than this are not taken.
const MOST: usize = 100_000;
/// Folders deeper than this are not looked into.
const DEEPEST: usize = 64;

/// A file in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileInFolder {
    /// Where it is.
    pub path: PathBuf,
    /// Its name within the folder, parts joined by `/`, in composed form.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
}

/// What a folder holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FolderListing {
    /// Its files and those of the folders in it, sorted by name.
    pub files: Vec<FileInFolder>,
    /// Bytes of all of them.
    pub size: u64,
    /// Hidden and system files, links, pipes and devices, which are passed over.
    pub skipped: u32,
}

impl FolderListing {
    /// Lists a folder. Links in it are never followed: one may lead in a circle, or to what nobody meant to hand over.
    pub fn of(folder: &Path) -> Result<Self, FileProblem> {
        let meta = fs::metadata(folder).map_err(|e| of_source(folder, e))?;
        if !meta.is_dir() {
            return Err(FileProblem::NotAFolder { name: shown(folder) });
        }
        let mut listing = Self::default();
        listing.walk(folder, folder, "", 0)?;
        listing.files.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Ok(listing)
    }

    fn walk(&mut self, root: &Path, folder: &Path, prefix: &str, depth: usize) -> Result<(), FileProblem> {
        for entry in fs::read_dir(folder).map_err(|e| of_source(folder, e))? {
            let entry = entry.map_err(|e| of_source(folder, e))?;
            let path = entry.path();
            let kind = entry.file_type().map_err(|e| of_source(&path, e))?;
            let name: String = entry.file_name().to_string_lossy().nfc().collect();
            if passed_over(&name) || (kind.is_dir() && depth >= DEEPEST) || !(kind.is_dir() || kind.is_file()) {
                self.skipped += 1;
                continue;
            }
            let name = format!("{prefix}{name}");
            if kind.is_dir() {
                self.walk(root, &path, &format!("{name}/"), depth + 1)?;
                continue;
            }
            let size = entry.metadata().map_err(|e| of_source(&path, e))?.len();
            if self.files.len() >= MOST {
                return Err(FileProblem::TooMany { name: shown(root), most: MOST });
            }
            self.size += size;
            self.files.push(FileInFolder { path, name, size });
        }
        Ok(())
    }
}

/// What operating systems and office programs leave lying about.
fn passed_over(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || ["thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "icon\r"].contains(&name.to_lowercase().as_str())
}

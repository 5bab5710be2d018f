//! Are the bytes still what their name says?

use super::Files;
use super::landing::sync_folder;
use super::outline::{PIECE, Tree};
use super::problem::FileProblem;
use crate::error::StoreError;
use model::id::BlobHash;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};

/// What reading a content again found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Its bytes are what its name says.
    Good {
        /// How many were read.
        bytes: u64,
    },
    /// There is nothing under its name.
    Missing,
    /// Its bytes are not what its name says, read twice. They were moved to `quarantine/`; the caller notes it with
    /// [`crate::Tx::set_quarantined`], and taking the same content in again heals it.
    Damaged,
}

impl Files {
    /// Reads a content again. One mismatch is read once more before it is believed: memory and cables fail more often than disks.
    pub fn verify(&self, hash: &BlobHash) -> Result<Verdict, FileProblem> {
        for _ in 0..2 {
            match self.hash_stored(hash)? {
                None => return Ok(Verdict::Missing),
                Some((found, bytes)) if found == *hash => return Ok(Verdict::Good { bytes }),
                Some(_) => {}
            }
        }
        self.quarantine(hash)?;
        Ok(Verdict::Damaged)
    }

    fn hash_stored(&self, hash: &BlobHash) -> Result<Option<(BlobHash, u64)>, FileProblem> {
        let mut file = match self.read(hash) {
            Err(FileProblem::NotHere { .. }) => return Ok(None),
            other => other?,
        };
        let path = self.path(hash);
        let length = file.metadata().map_or(0, |meta| meta.len());
        let mut buffer = vec![0_u8; PIECE.min(usize::try_from(length).unwrap_or(PIECE).max(1))];
        let mut tree = Tree::default();
        loop {
            let mut filled = 0;
            while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
                match file.read(rest) {
                    Ok(0) => break,
                    Ok(n) => filled += n,
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                    // A sector that cannot be read is damage of this content, not of the check.
                    Err(_) => return Ok(Some((BlobHash([0; 32]), tree.size()))),
                }
            }
            if filled == 0 {
                break;
            }
            tree.add(buffer.get(..filled).unwrap_or_default());
            if filled < buffer.len() && buffer.len() == PIECE {
                break;
            }
        }
        drop(path);
        let bytes = tree.size();
        Ok(Some((tree.finish().0, bytes)))
    }

    fn quarantine(&self, hash: &BlobHash) -> Result<(), FileProblem> {
        let folder = self.inner.home.join("quarantine");
        let to = folder.join(hash.to_string());
        let failed = |source| FileProblem::Store { act: "moving aside", path: to.clone(), source };
        fs::create_dir_all(&folder).map_err(failed)?;
        fs::rename(self.path(hash), &to).map_err(failed)?;
        if self.is_durable() {
            sync_folder(&folder).map_err(failed)?;
        }
        Ok(())
    }
}

impl Files {
    /// How many bytes lie under a name.
    pub(crate) fn size_here(&self, hash: &BlobHash) -> Option<u64> {
        fs::metadata(self.path(hash)).ok().filter(fs::Metadata::is_file).map(|meta| meta.len())
    }

    /// What lies under `files/` and has no record, by its path within the home. What is on its way in right now is no stray.
    pub(crate) fn strays<T>(&self, records: &BTreeMap<BlobHash, T>) -> Result<Vec<String>, StoreError> {
        let mut strays = Vec::new();
        let mut folders = vec![self.inner.home.join("files")];
        while let Some(folder) = folders.pop() {
            let failed = |source| StoreError::Io { act: "reading", path: folder.clone(), source };
            for entry in fs::read_dir(&folder).map_err(failed)? {
                let path = entry.map_err(failed)?.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let hash = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.parse::<BlobHash>().ok());
                let known =
                    hash.is_some_and(|h| self.path(&h) == path && (records.contains_key(&h) || self.is_announced(&h)));
                if !known {
                    strays.push(path.strip_prefix(&self.inner.home).unwrap_or(&path).display().to_string());
                }
            }
        }
        strays.sort_unstable();
        Ok(strays)
    }

    /// Removes a stray that [`crate::View::check_structure`] told of.
    pub fn remove_stray(&self, path: &str) -> Result<(), StoreError> {
        let path = self.inner.home.join(path);
        // The path came from ourselves a moment ago; a path that leads elsewhere is not one of ours.
        if !path.starts_with(self.inner.home.join("files"))
            || path.components().any(|c| c == std::path::Component::ParentDir)
        {
            return Ok(());
        }
        fs::remove_file(&path).map_err(|source| StoreError::Io { act: "removing", path, source })
    }
}

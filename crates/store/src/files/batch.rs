//! Many files at once: each is read, hashed and written, and they are made durable together.

use super::import::write_source;
use super::landing::{Written, sync_folder};
use super::problem::FileProblem;
use super::source::Opened;
use super::{Files, Imported, PIECE, Pulse};
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

/// A batch is made durable when it holds so many files …
const FILES: usize = 16_384;
/// … or so many bytes, so that what a crash can undo stays small.
const BYTES: u64 = 512 << 20;
/// Up to so many are synced one by one: one pass over the whole disk's unwritten data costs more.
const FEW: usize = 4;

impl Files {
    /// Takes many files in; each answer stands where its path stood. `pulse` is told files, not bytes. A cancelled call leaves those out
    /// that were not yet durable.
    pub fn import_many(&self, paths: &[PathBuf], pulse: &mut Pulse<'_>) -> Vec<Result<Imported, FileProblem>> {
        let mut answers: Vec<Option<Result<Imported, FileProblem>>> = Vec::new();
        answers.resize_with(paths.len(), || None);
        let mut buffer = vec![0_u8; PIECE + 1];
        let mut batch: Vec<(usize, Written)> = Vec::new();
        let mut bytes = 0;
        let mut cancelled = false;
        for (n, path) in paths.iter().enumerate() {
            cancelled = cancelled || !pulse(n as u64, paths.len() as u64);
            let answer = if cancelled {
                Err(FileProblem::Cancelled { name: super::problem::shown(path) })
            } else {
                Opened::open(path).and_then(|mut source| write_source(self, &mut source, &mut buffer, &mut |_, _| true))
            };
            match answer {
                Ok(Ok(written)) => {
                    bytes += written.imported.size;
                    batch.push((n, written.closed()));
                }
                Ok(Err(there)) => put(&mut answers, n, Ok(there)),
                Err(problem) => put(&mut answers, n, Err(problem)),
            }
            if batch.len() >= FILES || bytes >= BYTES {
                bytes = 0;
                self.land_all(std::mem::take(&mut batch), paths, &mut answers);
            }
        }
        if cancelled {
            // Dropped, and with them what they wrote.
            for (n, _) in std::mem::take(&mut batch) {
                let name = paths.get(n).map(|p| super::problem::shown(p)).unwrap_or_default();
                put(&mut answers, n, Err(FileProblem::Cancelled { name }));
            }
        }
        self.land_all(batch, paths, &mut answers);
        pulse(paths.len() as u64, paths.len() as u64);
        answers.into_iter().flatten().collect()
    }

    fn land_all(
        &self,
        batch: Vec<(usize, Written)>,
        paths: &[PathBuf],
        answers: &mut [Option<Result<Imported, FileProblem>>],
    ) {
        let path = |n: usize| paths.get(n).map_or(Path::new(""), PathBuf::as_path);
        if batch.len() <= FEW {
            for (n, written) in batch {
                put(answers, n, self.land(written, path(n)));
            }
            return;
        }
        let hashes: Vec<_> = batch.iter().map(|(_, written)| written.imported.hash).collect();
        let before = self.announce(&hashes).and_then(|()| self.sync_disk());
        if let Err(source) = before {
            let kind = source.kind();
            for (n, written) in batch {
                let error = self.write_failed("writing", &self.incoming(), kind.into(), path(n), written.imported.size);
                put(answers, n, Err(error));
            }
            return;
        }
        let mut placed = Vec::new();
        for (n, written) in batch {
            let size = written.imported.size;
            if self.stands(&written.imported.hash, size) {
                put(answers, n, Ok(Imported { new: false, ..written.imported }));
                continue;
            }
            let (temp, _, imported) = written.into_parts();
            match self.place(temp, &imported.hash) {
                Ok(_) => placed.push((n, imported)),
                Err((at, e)) => put(answers, n, Err(self.write_failed("placing", &at, e, path(n), size))),
            }
        }
        let after = self.sync_disk().map_err(|e| e.kind());
        for (n, imported) in placed {
            let answer = after.map_or_else(
                |kind| Err(self.write_failed("writing", &self.incoming(), kind.into(), path(n), imported.size)),
                |()| Ok(imported.clone()),
            );
            put(answers, n, answer);
        }
    }

    /// Makes everything that was written to the home's disk durable.
    fn sync_disk(&self) -> std::io::Result<()> {
        if !self.is_durable() {
            return Ok(());
        }
        #[cfg(target_os = "linux")]
        rustix::fs::syncfs(File::open(self.incoming())?)?;
        // Elsewhere there is no such call, and each folder is made durable by itself; its files are synced when they are closed.
        #[cfg(not(target_os = "linux"))]
        sync_folder(&self.incoming())?;
        Ok(())
    }

    /// Makes the folders of what was placed durable.
    pub(super) fn sync_folders(
        &self,
        folders: impl IntoIterator<Item = PathBuf>,
    ) -> Result<(), (PathBuf, std::io::Error)> {
        if self.is_durable() {
            for folder in folders.into_iter().collect::<BTreeSet<_>>() {
                sync_folder(&folder).map_err(|e| (folder, e))?;
            }
        }
        Ok(())
    }
}

fn put(answers: &mut [Option<Result<Imported, FileProblem>>], n: usize, answer: Result<Imported, FileProblem>) {
    if let Some(slot) = answers.get_mut(n) {
        *slot = Some(answer);
    }
}

//! Room that is kept free, so that the database can still be written when files have filled the disk.

use super::Files;
use super::problem::{FileProblem, shown};
use std::path::Path;

const LEAST: u64 = 16 << 20;
const MOST: u64 = 1 << 30;

/// min(1 GiB, 2 % of the disk), at least 16 MiB.
pub(super) const fn reserve_of(disk: u64) -> u64 {
    let part = disk / 50;
    if part > MOST {
        MOST
    } else if part < LEAST {
        LEAST
    } else {
        part
    }
}

impl Files {
    /// Refuses bytes that would eat into the reserve. A disk that cannot say how full it is is taken at its word when it writes.
    pub(super) fn room_for(&self, needed: u64, source: &Path) -> Result<(), FileProblem> {
        let Ok(disk) = rustix::fs::statvfs(&self.inner.home) else { return Ok(()) };
        let (free, reserve) = (disk.f_bavail * disk.f_frsize, reserve_of(disk.f_blocks * disk.f_frsize));
        if free < reserve.saturating_add(needed) {
            return Err(FileProblem::DiskFull { name: shown(source), needed, free, reserve });
        }
        Ok(())
    }

    /// What a failed write into the store means: a full disk is told with its numbers.
    pub(super) fn write_failed(
        &self,
        act: &'static str,
        path: &Path,
        source: std::io::Error,
        of: &Path,
        needed: u64,
    ) -> FileProblem {
        use std::io::ErrorKind as E;
        if !matches!(source.kind(), E::StorageFull | E::QuotaExceeded | E::FileTooLarge) {
            return FileProblem::Store { act, path: path.to_owned(), source };
        }
        let (free, reserve) = rustix::fs::statvfs(&self.inner.home)
            .map_or((0, LEAST), |d| (d.f_bavail * d.f_frsize, reserve_of(d.f_blocks * d.f_frsize)));
        FileProblem::DiskFull { name: shown(of), needed, free, reserve }
    }
}

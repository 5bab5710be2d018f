//! One program at a time. The lock is the system's, so a program that dies lets go of it.

use crate::error::OpenError;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::Duration;

/// Between two looks at a lock that another program holds.
const LOOK_AGAIN: Duration = Duration::from_millis(40);

/// Held as long as this lives.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    pub(crate) fn take(home: &Path, wait: Duration) -> Result<Self, OpenError> {
        let path = home.join("offstage.lock");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|e| super::world("opening", home, e))?;
        let mut waited = Duration::ZERO;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if waited < wait => {
                    std::thread::sleep(LOOK_AGAIN);
                    waited += LOOK_AGAIN;
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(OpenError::InUse { path: home.to_owned(), by: read_holder(&mut file) });
                }
                Err(TryLockError::Error(e)) => return Err(super::world("locking", &path, e)),
            }
        }
        // Only a kindness to whoever comes second; a full disk must not keep a home shut.
        let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| write!(file, "{}", std::process::id()));
        Ok(Self { _file: file })
    }
}

fn read_holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

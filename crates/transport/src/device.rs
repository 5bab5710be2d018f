//! What can be asked of this device, whoever asks.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use model::id::BlobHash;
use model::row::Notice;
use serde_json::Value;

use crate::{Caller, Fault};

/// A part of a page, in pixels of the whole page at the wished width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// From the left edge.
    pub x: u32,
    /// From the upper edge.
    pub y: u32,
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
}

/// A picture that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureWish {
    /// Of these bytes.
    pub hash: BlobHash,
    /// Of this page, counted from 0.
    pub page: u32,
    /// This wide, in pixels.
    pub width: u32,
    /// Only this part.
    pub region: Option<Region>,
}

/// A device that is open. Every method may wait for the disk: call them from a thread that may wait.
pub trait Device: Send + Sync + 'static {
    /// Carries out one call of the `api`.
    ///
    /// # Errors
    /// As the call says.
    fn call(&self, caller: Caller, name: &str, ask: Value) -> Result<Value, Fault>;

    /// Everything that the device tells from now on.
    fn notices(&self) -> Receiver<Notice>;

    /// Keeps a file's path and gives the token that a page names it by.
    ///
    /// # Errors
    /// When the system gives no randomness.
    fn take_in_hand(&self, path: PathBuf) -> Result<String, Fault>;

    /// A picture as PNG bytes, or why there is none.
    ///
    /// # Errors
    /// The code of the card to show in place of the picture.
    fn picture(&self, wish: PictureWish) -> Result<Arc<Vec<u8>>, String>;

    /// Where the bytes are kept, when this device has them and its person may read a file that names them. For reading only.
    fn file_path(&self, hash: BlobHash) -> Option<PathBuf>;

    /// The folder with the device's data.
    fn home(&self) -> &Path;
}

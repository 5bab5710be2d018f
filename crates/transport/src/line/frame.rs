//! Frames: four bytes of length, most significant first, and so many bytes of JSON.

use std::io::{self, Read, Write};
use std::path::PathBuf;

use model::row::Progress;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::Fault;

/// What this program speaks. Another number is refused, with words.
pub(super) const SPEECH: u32 = 1;
/// The longest call. Files are named by path, so calls are words.
pub(super) const CALL_MAX: u32 = 16 * 1024 * 1024;
/// The longest answer: an exported document.
pub(super) const ANSWER_MAX: u32 = 512 * 1024 * 1024;

/// A call.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Call {
    /// What the caller speaks.
    pub speech: u32,
    /// The folder that relative paths begin in.
    pub folder: PathBuf,
    /// Which call.
    pub name: String,
    /// Its arguments.
    pub ask: Value,
    /// Whether to tell of progress.
    pub progress: bool,
}

/// What comes back.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reply {
    /// Long work moved; more follows.
    Progress(Progress),
    /// The answer; nothing follows.
    Answer(Value),
    /// It was not carried out; nothing follows.
    Fault(Fault),
}

/// The bytes of a frame.
pub(super) fn bytes(value: &impl Serialize, most: u32) -> io::Result<Vec<u8>> {
    let json = serde_json::to_vec(value).map_err(io::Error::other)?;
    let length = u32::try_from(json.len()).ok().filter(|length| *length <= most);
    let length = length.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "too long for the local socket"))?;
    let mut out = Vec::with_capacity(json.len() + 4);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(&json);
    Ok(out)
}

/// Reads the value that a frame's bytes are.
pub(super) fn value<T: DeserializeOwned>(json: &[u8]) -> io::Result<T> {
    serde_json::from_slice(json).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Checks the length that a frame announces.
pub(super) fn length(head: [u8; 4], most: u32) -> io::Result<u32> {
    let length = u32::from_be_bytes(head);
    if length > most {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("a frame of {length} bytes was announced")));
    }
    Ok(length)
}

/// Writes a frame.
pub(super) fn write(to: &mut impl Write, value: &impl Serialize, most: u32) -> io::Result<()> {
    to.write_all(&bytes(value, most)?)?;
    to.flush()
}

/// Reads a frame. Room is made as bytes come, not as they are announced.
pub(super) fn read<T: DeserializeOwned>(from: &mut impl Read, most: u32) -> io::Result<T> {
    let mut head = [0; 4];
    from.read_exact(&mut head)?;
    let length = length(head, most)?;
    let mut json = Vec::new();
    from.take(u64::from(length)).read_to_end(&mut json)?;
    if json.len() as u64 != u64::from(length) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    value(&json)
}

//! One file, in one pass.

use super::landing::{Landing, Written};
use super::outline::{PIECE, Tree};
use super::problem::{FileProblem, shown};
use super::source::Opened;
use super::{Files, Imported, Pulse};
use std::path::Path;

impl Files {
    /// Takes a file in. When this returns, its bytes are durable under their hash; [`crate::Tx::put_file`] makes them belong.
    pub fn import(&self, path: &Path, pulse: &mut Pulse<'_>) -> Result<Imported, FileProblem> {
        let mut source = Opened::open(path)?;
        let mut buffer = vec![0_u8; PIECE.min(usize::try_from(source.size()).unwrap_or(PIECE)) + 1];
        match write_source(self, &mut source, &mut buffer, pulse)? {
            Ok(written) => self.land(written, path),
            Err(there) => Ok(there),
        }
    }

    /// Takes bytes in that this program has made itself. `name` is for messages only.
    pub fn import_bytes(&self, bytes: &[u8], name: &str) -> Result<Imported, FileProblem> {
        let of = Path::new(name);
        if bytes.is_empty() {
            return Err(FileProblem::Empty { name: name.to_owned() });
        }
        let mut landing = Landing::begin(self, of, bytes.len() as u64)?;
        for piece in bytes.chunks(PIECE) {
            landing.add(piece)?;
        }
        self.land(landing.end(), of)
    }
}

/// Reads, hashes and writes one source. The inner error is no failure: the content is here already.
pub(super) fn write_source(
    files: &Files,
    source: &mut Opened,
    buffer: &mut [u8],
    pulse: &mut Pulse<'_>,
) -> Result<Result<Written, Imported>, FileProblem> {
    if source.size() <= PIECE as u64 {
        let (imported, bytes) = hash_small(source, buffer)?;
        if files.stands(&imported.hash, imported.size) {
            return Ok(Err(Imported { new: false, ..imported }));
        }
        files.room_for(imported.size, &source.path)?;
        let written = files.write_whole(bytes, imported, &source.path)?;
        go_on(pulse, source, source.size())?;
        return Ok(Ok(written));
    }
    let buffer = buffer.get_mut(..PIECE).unwrap_or_default();
    let filled = source.fill(buffer)?;
    let first = Tree::default().add(buffer.get(..filled).unwrap_or_default());
    source.rewind()?;
    if files.may_be_here(source.size(), &first) {
        // Its length and its first piece are those of something that is here: read before writing, and perhaps instead of it.
        let mut tree = Tree::default();
        each_piece(source, buffer, pulse, |piece| {
            tree.add(piece);
            Ok(())
        })?;
        let size = tree.size();
        let (hash, outline) = tree.finish();
        if files.stands(&hash, size) {
            return Ok(Err(Imported { hash, size, outline, new: false }));
        }
        source.rewind()?;
    }
    let mut landing = Landing::begin(files, &source.path, source.size())?;
    each_piece(source, buffer, pulse, |piece| landing.add(piece))?;
    Ok(Ok(landing.end()))
}

/// Reads and hashes a file of at most one piece.
fn hash_small<'b>(source: &mut Opened, buffer: &'b mut [u8]) -> Result<(Imported, &'b [u8]), FileProblem> {
    // One byte more than the file had, so that a file that grows is noticed.
    let most = usize::try_from(source.size()).unwrap_or(PIECE) + 1;
    let filled = source.fill(buffer.get_mut(..most).unwrap_or_default())?;
    source.must_be_unchanged(filled as u64)?;
    let bytes = buffer.get(..filled).unwrap_or_default();
    let hash = model::id::BlobHash(*blake3::hash(bytes).as_bytes());
    Ok((Imported { hash, size: filled as u64, outline: Vec::new(), new: true }, bytes))
}

/// Gives every piece of a file, and refuses at the end when it was not the same file throughout.
pub(super) fn each_piece(
    source: &mut Opened,
    buffer: &mut [u8],
    pulse: &mut Pulse<'_>,
    mut each: impl FnMut(&[u8]) -> Result<(), FileProblem>,
) -> Result<(), FileProblem> {
    let mut done = 0;
    loop {
        let filled = source.fill(buffer)?;
        if filled == 0 {
            break;
        }
        done += filled as u64;
        if done > source.size() {
            return Err(source.changed());
        }
        each(buffer.get(..filled).unwrap_or_default())?;
        go_on(pulse, source, done)?;
        if filled < buffer.len() {
            break;
        }
    }
    source.must_be_unchanged(done)
}

fn go_on(pulse: &mut Pulse<'_>, source: &Opened, done: u64) -> Result<(), FileProblem> {
    if pulse(done, source.size()) { Ok(()) } else { Err(FileProblem::Cancelled { name: shown(&source.path) }) }
}

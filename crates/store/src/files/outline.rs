//! BLAKE3 is a tree. A file's *outline* is the chaining values of its 1 MiB subtrees: with it any piece can be checked by itself, and the
//! name of the file is still what `b3sum` prints.

use blake3::Hasher;
use blake3::hazmat::{ChainingValue, HasherExt, Mode, merge_subtrees_non_root, merge_subtrees_root};
use model::id::BlobHash;

/// Bytes of a piece. A power of two of BLAKE3's chunks, so that each piece is a whole subtree.
pub const PIECE: usize = 1 << 20;

/// The chaining value of the piece that begins `index` pieces into a file of more than one piece.
#[must_use]
pub fn piece_value(index: u64, piece: &[u8]) -> ChainingValue {
    let mut hasher = Hasher::new();
    hasher.set_input_offset(index * PIECE as u64);
    hasher.update(piece);
    hasher.finalize_non_root()
}

/// The hash of the file whose pieces have these values; absent for fewer than two, of which one is the file itself.
#[must_use]
pub fn outline_root(values: &[ChainingValue]) -> Option<BlobHash> {
    if values.len() < 2 {
        return None;
    }
    let (left, right) = values.split_at(left_part(values.len()));
    Some(BlobHash(*merge_subtrees_root(&subtree(left)?, &subtree(right)?, Mode::Hash).as_bytes()))
}

fn subtree(values: &[ChainingValue]) -> Option<ChainingValue> {
    if let [only] = values {
        return Some(*only);
    }
    let (left, right) = values.split_at_checked(left_part(values.len()))?;
    Some(merge_subtrees_non_root(&subtree(left)?, &subtree(right)?, Mode::Hash))
}

/// BLAKE3's left subtree is the largest power of two that leaves something for the right.
const fn left_part(n: usize) -> usize {
    if n < 2 { n } else { 1 << (usize::BITS - 1 - (n - 1).leading_zeros()) }
}

/// The hash of a file that is given piece by piece, with its outline.
#[derive(Debug, Default)]
pub(super) struct Tree {
    values: Vec<ChainingValue>,
    first: Option<Hasher>,
    size: u64,
}

impl Tree {
    /// Takes the next piece: [`PIECE`] bytes, fewer only at the end.
    pub(super) fn add(&mut self, piece: &[u8]) -> ChainingValue {
        let value = if self.values.is_empty() {
            // The first piece may turn out to be the only one, which is finished differently.
            let mut first = Hasher::new();
            first.update(piece);
            let value = first.finalize_non_root();
            self.first = Some(first);
            value
        } else {
            piece_value(self.values.len() as u64, piece)
        };
        self.values.push(value);
        self.size += piece.len() as u64;
        value
    }

    pub(super) const fn size(&self) -> u64 {
        self.size
    }

    /// The hash and the outline, which is empty for a single piece.
    pub(super) fn finish(self) -> (BlobHash, Vec<ChainingValue>) {
        match outline_root(&self.values) {
            Some(root) => (root, self.values),
            None => (BlobHash(*self.first.unwrap_or_default().finalize().as_bytes()), Vec::new()),
        }
    }
}

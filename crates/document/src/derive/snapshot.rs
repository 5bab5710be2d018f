//! A document on disk: the Automerge document with the operations that are in it.
//!
//! It is made so that opening costs little more than Automerge's own loading: a checksum over all of it, then tables of 32-byte
//! names in the order in which they are needed, then Automerge's bytes as they are; those are not compressed until they are
//! large, because compressing takes longer than all the rest. It holds nothing that could not be derived again, so what is
//! damaged or of another version is refused and derived again.

use super::stand::Stand;
use super::{DERIVE_VERSION, Derived, Failure, number_of};
use crate::genesis::Layout;
use automerge::{Automerge, ChangeHash, LoadOptions, TextEncoding};
use model::id::{DocumentId, OpId};
use model::op::DocumentKind;
use std::collections::{BTreeMap, BTreeSet};

const MAGIC: &[u8] = b"offstage document";

/// Automerge's bytes are compressed above this length.
const PLAIN: usize = 64 * 1024;

impl Derived {
    /// The document as bytes for [`Derived::load`]. It names the version of derive and the operations that are in it.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        let mut body = vec![DERIVE_VERSION, number_of_kind(self.layout.kind), self.layout.version];
        body.extend_from_slice(self.document.bytes());
        push_number(&mut body, number_of(self.changes.len()));
        for hash in &self.changes {
            body.extend_from_slice(&hash.0);
        }
        push_numbers(&mut body, &self.heads.iter().copied().collect::<Vec<_>>());
        push_number(&mut body, number_of(self.stand.len()));
        for (op, stand) in &self.stand {
            body.extend_from_slice(op.bytes());
            push_numbers(&mut body, stand.numbers());
        }
        let plain = self.automerge.save_nocompress();
        body.extend_from_slice(&if plain.len() > PLAIN { self.automerge.save() } else { plain });
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(blake3::hash(&body).as_bytes());
        bytes.append(&mut body);
        bytes
    }

    /// A document from what [`Derived::save`] gave.
    ///
    /// # Errors
    /// [`Failure::SnapshotUnusable`] if it is damaged or made by another version of derive.
    pub fn load(bytes: &[u8]) -> Result<Self, Failure> {
        let unusable = |why| Failure::SnapshotUnusable { why };
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| unusable("it does not begin as one"))?;
        let (sum, body) = rest.split_first_chunk::<32>().ok_or_else(|| unusable("it ends too early"))?;
        if blake3::hash(body).as_bytes() != sum {
            return Err(unusable("its checksum is wrong"));
        }
        let mut read = Reader(body);
        if read.byte() != Some(DERIVE_VERSION) {
            return Err(unusable("another version of derive made it"));
        }
        read.tables().ok_or_else(|| unusable("its tables end too early"))?.open(read.0)
    }
}

/// All of a snapshot but the Automerge document.
struct Tables {
    kind: DocumentKind,
    version: u8,
    document: DocumentId,
    changes: Vec<ChangeHash>,
    heads: BTreeSet<u32>,
    stand: BTreeMap<OpId, Stand>,
}

impl Tables {
    fn open(self, automerge: &[u8]) -> Result<Derived, Failure> {
        let Self { kind, version, document, changes, heads, stand } = self;
        let layout = Layout::of(kind, version).ok_or(Failure::KindUnknown { kind, version })?;
        let options = LoadOptions::new().text_encoding(TextEncoding::UnicodeCodePoint);
        let automerge = Automerge::load_with_options(automerge, options)
            .map_err(|_| Failure::SnapshotUnusable { why: "Automerge cannot load its document" })?;
        let derived = Derived { layout, document, automerge, pending: Vec::new(), changes, heads, stand, index: None };
        let mut heads: Vec<[u8; 32]> = derived.automerge.get_heads().iter().map(|hash| hash.0).collect();
        heads.sort_unstable();
        if heads != derived.heads() {
            return Err(Failure::SnapshotUnusable { why: "its document has other heads than it says" });
        }
        Ok(derived)
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn tables(&mut self) -> Option<Tables> {
        let kind = kind_of_number(self.byte()?)?;
        let version = self.byte()?;
        let document = DocumentId(self.name()?);
        let changes: Vec<ChangeHash> =
            (0..self.number()?).map(|_| self.name().map(ChangeHash)).collect::<Option<_>>()?;
        let known = number_of(changes.len());
        let heads = self.numbers(known)?.into_iter().collect();
        let stand = (0..self.number()?)
            .map(|_| Some((OpId(self.name()?), Stand::new(self.numbers(known)?))))
            .collect::<Option<_>>()?;
        Some(Tables { kind, version, document, changes, heads, stand })
    }

    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    fn name(&mut self) -> Option<[u8; 32]> {
        let (name, rest) = self.0.split_first_chunk::<32>()?;
        self.0 = rest;
        Some(*name)
    }

    /// Seven bits at a time, the low ones first.
    fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A list of numbers of changes, of which there are `known`.
    fn numbers(&mut self, known: u32) -> Option<Vec<u32>> {
        (0..self.number()?).map(|_| self.number().filter(|number| *number < known)).collect()
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn push_numbers(bytes: &mut Vec<u8>, numbers: &[u32]) {
    push_number(bytes, number_of(numbers.len()));
    for number in numbers {
        push_number(bytes, *number);
    }
}

const fn number_of_kind(kind: DocumentKind) -> u8 {
    match kind {
        DocumentKind::Roster => 0,
        DocumentKind::Event => 1,
        DocumentKind::Collaborator => 2,
        DocumentKind::Drive => 3,
        DocumentKind::File => 4,
    }
}

const fn kind_of_number(number: u8) -> Option<DocumentKind> {
    Some(match number {
        1 => DocumentKind::Event,
        2 => DocumentKind::Collaborator,
        3 => DocumentKind::Drive,
        4 => DocumentKind::File,
        _ => return None,
    })
}

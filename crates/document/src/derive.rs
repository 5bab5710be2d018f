//! From operations to the same Automerge document on every device (O3).
//!
//! A [`Step`] is an operation as far as the document is concerned: who, on what, and which edits. [`Derived`] takes steps in
//! causal order and keeps, for each, the changes that it *stands for*: its own, or, if it changed nothing or is not applied,
//! those of its parents. What a step becomes depends on its past alone, never on what else has arrived.
//!
//! The specification is [`reference`](self) in the tests: for each step by itself a fork at its parents and a transaction.
//! The program has two ways that give the same bytes: where the parents are the heads, a transaction on the document itself;
//! otherwise the change is encoded by hand from an [`Index`] and a whole batch is applied in one go. Neither may change once
//! released: the goldens in the tests freeze them, and [`DERIVE_VERSION`] names them.

mod actor;
mod acts;
mod diff;
mod direct;
mod index;
mod letters;
mod puts;
#[cfg(test)]
mod reference;
mod snapshot;
mod stand;
#[cfg(test)]
mod tests;

use crate::genesis::{Layout, Section};
use acts::Act;
use automerge::{ActorId, Automerge, AutomergeError, Change, ChangeHash, ObjId};
use index::Index;
use model::id::{DeviceId, DocumentId, OpId};
use model::op::{DocumentKind, Edit};
use stand::Stand;
use std::collections::{BTreeMap, BTreeSet};

/// Which function this is. A snapshot of another version is not continued: the document is derived again.
pub const DERIVE_VERSION: u8 = 1;

/// So many steps at once go by the index even where they could be transactions: it costs less per step (`derive.md` 4).
const BULK: usize = 64;
/// So many changes are handed to Automerge in one call: more would only cost memory.
const CALL: usize = 1_000;

/// An operation, as far as the document is concerned.
#[derive(Debug, Clone)]
pub struct Step<'a> {
    /// The operation.
    pub id: OpId,
    /// The device that signed it.
    pub author: DeviceId,
    /// On a branch of a fork, the branch's first operation: each branch is an Automerge actor of its own (A7).
    pub branch: Option<OpId>,
    /// The author's operation before it in this document.
    pub prev: Option<OpId>,
    /// The operations of this document that it was built on.
    pub deps: Vec<OpId>,
    /// Whether admission lets it count. A held or refused operation stands for its own parents.
    pub applied: bool,
    /// What a Change edits; nothing for Statements and Records, which merely stand for their parents.
    pub edits: &'a [Edit],
}

/// Why a document cannot be made or gone on with. None of them is a panic, and after one of the last three the document
/// is dropped and derived again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The roster has no content, and a newer program has newer kinds.
    #[error("this program knows no document kind {kind:?} in version {version}")]
    KindUnknown {
        /// The kind.
        kind: DocumentKind,
        /// Its version.
        version: u8,
    },
    /// A step came before something that it names. Nothing of the batch has been taken.
    #[error("{step} names {named}, which has not been taken")]
    PastMissing {
        /// The step.
        step: OpId,
        /// What it names.
        named: OpId,
    },
    /// A snapshot is damaged, or made by another version of derive. Derive the document again.
    #[error("the snapshot cannot be used: {why}")]
    SnapshotUnusable {
        /// What is wrong with it.
        why: &'static str,
    },
    /// Two operations of one author do not know each other and neither names its branch (A7).
    #[error("{step} is on a fork, but its branch was not named")]
    BranchUnnamed {
        /// The step.
        step: OpId,
    },
    /// Automerge refused what it should take: a bug, here or there.
    #[error("Automerge: {message}")]
    Automerge {
        /// In its words.
        message: String,
    },
}

impl From<AutomergeError> for Failure {
    fn from(error: AutomergeError) -> Self {
        Self::Automerge { message: error.to_string() }
    }
}

/// A document, derived from the steps taken so far.
#[derive(Debug, Clone)]
pub struct Derived {
    layout: &'static Layout,
    document: DocumentId,
    /// Lacks the changes in `pending`, and nothing else.
    automerge: Automerge,
    /// Made by hand and not yet applied; empty between two calls of [`Derived::take`].
    pending: Vec<Change>,
    /// Every change, genesis first; the others in the order in which they were made here. A change's number is its place.
    changes: Vec<ChangeHash>,
    /// The numbers of the changes that no change builds on.
    heads: BTreeSet<u32>,
    /// What each operation stands for.
    stand: BTreeMap<OpId, Stand>,
    /// Made when the first step arrives whose parents are not the heads; then kept up to date.
    index: Option<Index>,
}

impl Derived {
    /// A document with nothing but its genesis change.
    ///
    /// # Errors
    /// [`Failure::KindUnknown`] for the roster and for kinds and versions of newer programs.
    pub fn new(kind: DocumentKind, version: u8, document: DocumentId) -> Result<Self, Failure> {
        let layout = Layout::of(kind, version).ok_or(Failure::KindUnknown { kind, version })?;
        Ok(Self {
            layout,
            document,
            automerge: layout.begin()?,
            pending: Vec::new(),
            changes: vec![ChangeHash(layout.genesis())],
            heads: BTreeSet::from([0]),
            stand: BTreeMap::new(),
            index: None,
        })
    }

    /// Takes steps in causal order: what a step names has been taken before or stands earlier in the batch. Steps that
    /// were taken already are passed over.
    ///
    /// # Errors
    /// [`Failure::PastMissing`] before anything is taken; otherwise drop the document.
    pub fn take(&mut self, steps: &[Step]) -> Result<(), Failure> {
        self.check_past(steps)?;
        for step in steps {
            if self.stand.contains_key(&step.id) {
                continue;
            }
            let stand = self.derive(step, steps.len() >= BULK)?;
            self.stand.insert(step.id, Stand::new(stand));
            if self.pending.len() >= CALL {
                self.flush()?;
            }
        }
        self.flush()
    }

    /// The hashes of the document's heads, sorted.
    #[must_use]
    pub fn heads(&self) -> Vec<[u8; 32]> {
        self.hashes(self.heads.iter())
    }

    /// The changes that an operation stands for, sorted; none if it has not been taken.
    #[must_use]
    pub fn stand(&self, op: &OpId) -> Option<Vec<[u8; 32]>> {
        self.stand.get(op).map(|stand| self.hashes(stand.numbers().iter()))
    }

    /// Whether an operation has been taken.
    #[must_use]
    pub fn has(&self, op: &OpId) -> bool {
        self.stand.contains_key(op)
    }

    /// The operations taken, by id.
    pub fn ops(&self) -> impl Iterator<Item = &OpId> {
        self.stand.keys()
    }

    /// The document that this is.
    #[must_use]
    pub const fn document(&self) -> DocumentId {
        self.document
    }

    /// Its kind and version, and so its sections.
    #[must_use]
    pub const fn layout(&self) -> &'static Layout {
        self.layout
    }

    /// The object of a section.
    pub(crate) fn object(&self, section: Section) -> ObjId {
        direct::object(self.layout, section)
    }

    /// The Automerge document, for reading.
    pub(crate) const fn automerge(&self) -> &Automerge {
        &self.automerge
    }

    fn check_past(&self, steps: &[Step]) -> Result<(), Failure> {
        let mut earlier = BTreeSet::new();
        for step in steps {
            if self.stand.contains_key(&step.id) {
                continue;
            }
            for named in step.prev.iter().chain(&step.deps) {
                if !self.stand.contains_key(named) && !earlier.contains(named) {
                    return Err(Failure::PastMissing { step: step.id, named: *named });
                }
            }
            earlier.insert(step.id);
        }
        Ok(())
    }

    /// Makes the step's change, if it makes one, and says what the step stands for.
    fn derive(&mut self, step: &Step, bulk: bool) -> Result<Vec<u32>, Failure> {
        let parents = self.parents(step)?;
        if !step.applied || step.edits.is_empty() {
            return Ok(parents);
        }
        let acts = acts::of(self.layout, step.edits);
        if acts.is_empty() {
            return Ok(parents);
        }
        let actor = actor::of(&step.author, &self.document, step.branch.as_ref());
        let direct = !bulk && self.pending.is_empty() && self.heads.iter().eq(parents.iter());
        let made = if direct {
            self.by_transaction(step, &actor, &parents, &acts)?
        } else {
            self.by_hand(step, &actor, &parents, &acts)?
        };
        let Some(hash) = made else { return Ok(parents) };
        let number = number_of(self.changes.len());
        self.changes.push(hash);
        for parent in &parents {
            self.heads.remove(parent);
        }
        self.heads.insert(number);
        Ok(vec![number])
    }

    /// The maximal changes among those that `deps` and `prev` stand for; genesis if there are none.
    fn parents(&mut self, step: &Step) -> Result<Vec<u32>, Failure> {
        let named = step.prev.iter().chain(&step.deps).filter_map(|op| self.stand.get(op));
        let all: BTreeSet<u32> = named.flat_map(|stand| stand.numbers()).copied().collect();
        if all.len() <= 1 {
            return Ok(vec![all.first().copied().unwrap_or(0)]);
        }
        // The heads cover every other change, so with them among `all` nothing else is maximal, and no index is needed.
        if self.heads.is_subset(&all) {
            return Ok(self.heads.iter().copied().collect());
        }
        Ok(self.index()?.maximal(&all))
    }

    fn by_transaction(
        &mut self,
        step: &Step,
        actor: &ActorId,
        parents: &[u32],
        acts: &[Act],
    ) -> Result<Option<ChangeHash>, Failure> {
        let made = direct::write(&mut self.automerge, self.layout, actor, acts)?;
        if let Some(index) = &mut self.index {
            let by_hand = index
                .derive(self.layout, parents, actor, acts)
                .map_err(|_| Failure::BranchUnnamed { step: step.id })?;
            debug_assert_eq!(
                by_hand.map(|change| change.encode(actor, &self.changes).hash()),
                made,
                "the two ways differ"
            );
        }
        Ok(made)
    }

    fn by_hand(
        &mut self,
        step: &Step,
        actor: &ActorId,
        parents: &[u32],
        acts: &[Act],
    ) -> Result<Option<ChangeHash>, Failure> {
        let layout = self.layout;
        let made =
            self.index()?.derive(layout, parents, actor, acts).map_err(|_| Failure::BranchUnnamed { step: step.id })?;
        Ok(made.map(|change| {
            let change = change.encode(actor, &self.changes);
            let hash = change.hash();
            self.pending.push(change);
            hash
        }))
    }

    /// The index, made now if there was none. Without an index nothing is pending, so the document has every change.
    fn index(&mut self) -> Result<&mut Index, Failure> {
        if self.index.is_none() {
            self.index = Some(Index::read(self.layout, &self.automerge, &self.changes)?);
        }
        self.index.as_mut().ok_or(Failure::Automerge { message: "no index".into() })
    }

    fn flush(&mut self) -> Result<(), Failure> {
        if !self.pending.is_empty() {
            self.automerge.apply_changes(std::mem::take(&mut self.pending))?;
        }
        Ok(())
    }

    fn hashes<'a>(&self, numbers: impl Iterator<Item = &'a u32>) -> Vec<[u8; 32]> {
        let mut hashes: Vec<[u8; 32]> =
            numbers.filter_map(|number| self.changes.get(*number as usize)).map(|hash| hash.0).collect();
        hashes.sort_unstable();
        hashes
    }
}

/// A change's number. There are never as many as would not fit: a document is refused far earlier.
fn number_of(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

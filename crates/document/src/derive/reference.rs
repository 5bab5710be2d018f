//! The specification of derive, kept as the oracle: for each step by itself a fork at its parents, and a transaction there.

use super::{Failure, Step};
use super::{actor, acts, direct};
use crate::genesis::Layout;
use automerge::{Automerge, Change, ChangeHash, ReadDoc};
use model::id::{DocumentId, OpId};
use std::collections::{BTreeMap, BTreeSet};

/// Correct, and far too slow for anything but tests.
pub(crate) struct Reference {
    layout: &'static Layout,
    document: DocumentId,
    pub(crate) automerge: Automerge,
    pub(crate) stand: BTreeMap<OpId, Vec<ChangeHash>>,
    /// The past of each change, itself included.
    pasts: BTreeMap<ChangeHash, BTreeSet<ChangeHash>>,
    /// In the order in which they were made.
    pub(crate) changes: Vec<Change>,
}

impl Reference {
    pub(crate) fn new(layout: &'static Layout, document: DocumentId) -> Self {
        let genesis = layout.genesis_change();
        let pasts = BTreeMap::from([(genesis.hash(), BTreeSet::from([genesis.hash()]))]);
        let automerge = layout.begin().unwrap();
        Self { layout, document, automerge, stand: BTreeMap::new(), pasts, changes: vec![genesis] }
    }

    pub(crate) fn take(&mut self, step: &Step) -> Result<(), Failure> {
        let mut parents: BTreeSet<ChangeHash> =
            step.prev.iter().chain(&step.deps).flat_map(|op| self.stand[op].clone()).collect();
        parents.insert(ChangeHash(self.layout.genesis()));
        let covered = |hash: &ChangeHash| parents.iter().any(|other| other != hash && self.pasts[other].contains(hash));
        let parents: Vec<ChangeHash> = parents.iter().filter(|hash| !covered(hash)).copied().collect();
        let made = if step.applied { self.write(step, &parents)? } else { None };
        let stand = match made {
            None => parents,
            Some(change) => {
                let hash = change.hash();
                let mut past: BTreeSet<ChangeHash> =
                    parents.iter().flat_map(|parent| self.pasts[parent].clone()).collect();
                past.insert(hash);
                self.pasts.insert(hash, past);
                self.automerge.apply_changes([change.clone()])?;
                self.changes.push(change);
                vec![hash]
            }
        };
        self.stand.insert(step.id, stand);
        Ok(())
    }

    fn write(&self, step: &Step, parents: &[ChangeHash]) -> Result<Option<Change>, Failure> {
        let mut fork = self.automerge.fork_at(parents)?;
        let actor = actor::of(&step.author, &self.document, step.branch.as_ref());
        let hash = direct::write(&mut fork, self.layout, &actor, &acts::of(self.layout, step.edits))?;
        Ok(hash.and_then(|hash| fork.get_change_by_hash(&hash)))
    }
}

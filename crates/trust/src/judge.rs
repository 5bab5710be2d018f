//! The judge: what each operation of an event became, who may read what, and whose answer counts (rules R, A and O5).
//!
//! Everything is a function of the *set* of operations. [`Judge::take`] adds to the set in any order and says what changed; judging the
//! same set from nothing gives the same answers (A8). It holds no content: a Change is kept as what it needs, not what it writes.
//!
//! From an operation's own past follow its form, its rank and what it gives: `place`, `flaw`, `gift`. From the whole set follows its
//! state: `decide`, `resting`, `taking`, `ways`. Questions are in `ask` (documents, people) and `answers`.
//!
//! **Why it is fast.** What an operation knows is kept as one number per chain of its log and of the roster, shared along a chain, so "is
//! b in a's past" is one comparison. Only operations that know a gift can use it, so a new one that takes nothing away moves nobody; a
//! Revoke re-judges the event, an Unshare, Cut or Settle its own document.

mod answers;
mod ask;
mod decide;
mod flaw;
mod gift;
mod node;
mod people;
mod place;
mod resting;
mod rule;
mod taking;
mod ways;

pub use answers::{Answered, Choice};
pub use ask::{DocumentEntry, Fork, Seat, Shared};
pub use gift::Rank;
pub use people::{Act, GrantEntry, ScopeEntry};
pub use rule::{Rule, State};

use crate::operation::Operation;
use gift::Gift;
use model::id::{DeviceId, DocumentId, EventId, OpId};
use model::op::GrantRef;
use node::{GiftIx, Index, Log, LogIx, Memo, Node, OpIx, ROSTER};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What taking operations changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// Every operation whose state is new or other than it was, causally ordered within each document.
    pub changed: Vec<Changed>,
    /// Documents in which an operation that had been judged before began or ceased to count: their content is derived again from all that
    /// counts. Documents that only grew at the end are not here.
    pub rederive: BTreeSet<DocumentId>,
}

/// One operation's new state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// The operation.
    pub op: OpId,
    /// Its log.
    pub log: DocumentId,
    /// What it was before; nothing if it had not been here.
    pub was: Option<State>,
    /// What it is now.
    pub now: State,
}

/// The state of every operation of one event.
#[derive(Debug, Clone)]
pub struct Judge {
    event: EventId,
    nodes: Vec<Node>,
    by_id: BTreeMap<OpId, OpIx>,
    logs: Vec<Log>,
    log_by_id: BTreeMap<DocumentId, LogIx>,
    index: Index,
    /// Operations that name something that has not arrived, and by what they wait for.
    waiting: BTreeMap<OpId, Operation>,
    waiting_for: BTreeMap<OpId, BTreeSet<OpId>>,
    nothing_known: Arc<[u32]>,
    last_roster: Arc<[u32]>,
    scratch: (Vec<u32>, Vec<u32>),
    circles: Cell<u32>,
}

impl Judge {
    /// A judge of one event who has heard nothing yet.
    #[must_use]
    pub fn new(event: EventId) -> Self {
        let nothing_known: Arc<[u32]> = Arc::from([]);
        Self {
            event,
            nodes: Vec::new(),
            by_id: BTreeMap::new(),
            logs: vec![Log::new(event.into())],
            log_by_id: BTreeMap::from([(event.into(), ROSTER)]),
            index: Index::default(),
            waiting: BTreeMap::new(),
            waiting_for: BTreeMap::new(),
            last_roster: Arc::clone(&nothing_known),
            nothing_known,
            scratch: (Vec::new(), Vec::new()),
            circles: Cell::new(0),
        }
    }

    /// The event that is judged.
    #[must_use]
    pub const fn event(&self) -> EventId {
        self.event
    }

    /// Adds one operation. Taking it again changes nothing.
    pub fn take(&mut self, operation: &Operation) -> Taken {
        self.take_all([operation])
    }

    /// Adds operations in any order, and judges once.
    pub fn take_all<'a>(&mut self, operations: impl IntoIterator<Item = &'a Operation>) -> Taken {
        let (mut placed, mut waits) = (Vec::new(), Vec::new());
        for operation in operations {
            let id = operation.id();
            if self.by_id.contains_key(&id) || self.waiting.contains_key(&id) {
                continue;
            }
            match self.place(operation) {
                Ok(ix) => self.wake(ix, &mut placed),
                Err(missing) => {
                    self.waiting_for.entry(missing).or_default().insert(id);
                    self.waiting.insert(id, operation.clone());
                    waits.push((id, operation.log()));
                }
            }
        }
        let mut taken = self.judge_anew(&placed);
        for (op, log) in waits {
            // What arrived later in the same batch may have woken it.
            if self.waiting.contains_key(&op) {
                taken.changed.push(Changed { op, log, was: None, now: State::Waiting });
            }
        }
        taken
    }

    /// Notes an operation that got its place, and places whatever waited for it, and for that.
    fn wake(&mut self, ix: OpIx, placed: &mut Vec<(OpIx, Option<State>)>) {
        placed.push((ix, None));
        let mut arrived: Vec<OpId> = self.node(ix).map(|n| n.id).into_iter().collect();
        while let Some(id) = arrived.pop() {
            for waiter in self.waiting_for.remove(&id).unwrap_or_default() {
                let Some(operation) = self.waiting.remove(&waiter) else { continue };
                match self.place(&operation) {
                    Ok(ix) => {
                        placed.push((ix, Some(State::Waiting)));
                        arrived.push(waiter);
                    }
                    Err(missing) => {
                        self.waiting_for.entry(missing).or_default().insert(waiter);
                        self.waiting.insert(waiter, operation);
                    }
                }
            }
        }
    }

    /// Judges what is new, and whatever it may have moved: the roster and all documents after a removal in the roster, one document after
    /// a removal in it. Records before contents, removals before what they may hit, causally within that: so the same set is always judged in the
    /// same order.
    fn judge_anew(&mut self, placed: &[(OpIx, Option<State>)]) -> Taken {
        let mut dirty: BTreeSet<LogIx> = BTreeSet::new();
        for node in placed.iter().filter_map(|(ix, _)| self.node(*ix)).filter(|n| n.moves_others()) {
            dirty.insert(node.log);
        }
        let before: BTreeMap<OpIx, Option<State>> = placed.iter().copied().collect();
        let mut moved: Vec<OpIx> = if dirty.contains(&ROSTER) {
            (0..self.nodes.len() as u32).map(OpIx).collect()
        } else {
            let all = dirty.iter().filter_map(|log| self.log(*log)).flat_map(|log| log.ops.iter().copied());
            let fresh =
                placed.iter().map(|(ix, _)| *ix).filter(|ix| self.log_of_ix(*ix).is_none_or(|l| !dirty.contains(&l)));
            all.chain(fresh).collect()
        };
        if moved.len() > 1 {
            moved.sort_by_cached_key(|ix| self.order_of(*ix));
        }
        let was: Vec<Option<State>> = moved
            .iter()
            .map(|ix| match (before.get(ix), self.node(*ix).map(|n| n.memo.replace(Memo::Unknown))) {
                (Some(new), _) => *new,
                (None, Some(Memo::Known(state))) => Some(state),
                (None, _) => None,
            })
            .collect();
        let mut taken = Taken::default();
        for ix in &moved {
            self.state_ix(*ix);
        }
        for (ix, was) in moved.iter().zip(was) {
            let now = self.state_ix(*ix);
            let Some(node) = self.node(*ix) else { continue };
            if was == Some(now) {
                continue;
            }
            let log = self.log(node.log).map_or(DocumentId([0; 32]), |l| l.id);
            taken.changed.push(Changed { op: node.id, log, was, now });
            let was_there = was.is_some_and(|was| was != State::Waiting);
            if was_there && node.log != ROSTER && was.is_some_and(State::counts) != now.counts() {
                taken.rederive.insert(log);
            }
        }
        taken
    }

    /// Roster first, then by document; removals before other Records before content; causally, and by id where nothing else decides.
    fn order_of(&self, ix: OpIx) -> (bool, DocumentId, u8, u32, OpId) {
        let Some(node) = self.node(ix) else { return (true, DocumentId([0; 32]), 3, 0, OpId([0; 32])) };
        let log = self.log(node.log).map_or(DocumentId([0; 32]), |l| l.id);
        let turn = if node.moves_others() { 0 } else { u8::from(node.record().is_none()) + 1 };
        (node.log != ROSTER, log, turn, node.generation, node.id)
    }

    /// The state of an operation; nothing if it never came.
    #[must_use]
    pub fn state(&self, op: OpId) -> Option<State> {
        if let Some(ix) = self.by_id.get(&op) {
            return Some(self.state_ix(*ix));
        }
        self.waiting.contains_key(&op).then_some(State::Waiting)
    }

    /// Is `b` in the past of `a`? No operation is in its own.
    #[must_use]
    pub fn knows(&self, a: OpId, b: OpId) -> bool {
        match (self.by_id.get(&a), self.by_id.get(&b)) {
            (Some(a), Some(b)) => self.knows_ix(*a, *b),
            _ => false,
        }
    }

    /// How often judging came back to an operation that it was judging. The rules say never; the searches watch it.
    #[must_use]
    pub fn circles(&self) -> u32 {
        self.circles.get()
    }

    fn knows_ix(&self, a: OpIx, b: OpIx) -> bool {
        let (Some(a), Some(b)) = (self.node(a), self.node(b)) else { return false };
        if a.log == node::NOWHERE || b.log == node::NOWHERE {
            return false;
        }
        let count = if a.log == b.log {
            if a.chain == b.chain {
                return b.at < a.at;
            }
            a.own.get(b.chain as usize)
        } else if b.log == ROSTER {
            a.roster.get(b.chain as usize)
        } else {
            None
        };
        count.is_some_and(|count| b.at < *count)
    }

    fn node(&self, ix: OpIx) -> Option<&Node> {
        self.nodes.get(ix.0 as usize)
    }

    fn log(&self, ix: LogIx) -> Option<&Log> {
        self.logs.get(ix.0 as usize)
    }

    fn log_ix(&self, id: DocumentId) -> Option<LogIx> {
        self.log_by_id.get(&id).copied()
    }

    fn log_named(&self, id: DocumentId) -> Option<&Log> {
        self.log(self.log_ix(id)?)
    }

    fn gift(&self, ix: GiftIx) -> Option<&Gift> {
        self.index.gifts.get(ix.0 as usize)
    }

    fn gift_ix_of(&self, name: GrantRef) -> Option<GiftIx> {
        let node = self.node(*self.by_id.get(&name.op)?)?;
        node.gifts.iter().copied().find(|g| self.gift(*g).is_some_and(|gift| gift.name == name))
    }

    fn op_ix(&self, id: OpId) -> Option<OpIx> {
        self.by_id.get(&id).copied()
    }

    /// The devices that act for somebody, as certified by what counts.
    fn devices(&self) -> impl Iterator<Item = (DeviceId, model::id::PersonId)> + '_ {
        self.index.certified.iter().flat_map(|(device, by)| {
            by.iter().filter(|(op, _)| self.state_ix(*op).counts()).map(|(_, person)| (*device, *person))
        })
    }
}

#[cfg(test)]
mod tests;

//! What is needed to encode a change by hand: the graph of changes, who put what under which key, and the letters of texts.
//!
//! Nothing here is kept on disk. It is read out of the Automerge document when the first step arrives whose parents are not
//! the heads, and from then on every change passes through it.

use super::acts::Act;
use super::letters::Letters;
use super::number_of;
use super::puts::Puts;
use crate::genesis::{Layout, Section};
use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{ActorId, Automerge, Change, ChangeHash, ExpandedChange};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU64;

/// How many changes of each actor are in a past, by the actor's number (a version vector).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Clock(Vec<u32>);

impl Clock {
    pub(super) fn get(&self, actor: u32) -> u32 {
        self.0.get(actor as usize).copied().unwrap_or(0)
    }

    /// Whether the actor's change `seq` is in the past.
    pub(super) fn covers(&self, stamp: Stamp) -> bool {
        stamp.seq <= self.get(stamp.actor)
    }

    fn raise(&mut self, actor: u32, seq: u32) {
        let place = actor as usize;
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        if let Some(slot) = self.0.get_mut(place) {
            *slot = seq.max(*slot);
        }
    }

    fn join(&mut self, other: &Self) {
        for (actor, seq) in (0..).zip(&other.0) {
            self.raise(actor, *seq);
        }
    }
}

/// One actor's change, by its number in that actor's own counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) actor: u32,
    pub(super) seq: u32,
}

/// One operation inside a change: Automerge's id of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    pub(super) counter: u64,
    pub(super) actor: u32,
}

/// The actors by number. Ids compare by counter, then by the actors' *bytes*, never by these numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Actors {
    known: Vec<ActorId>,
    numbers: BTreeMap<ActorId, u32>,
}

impl Actors {
    fn number(&mut self, actor: &ActorId) -> u32 {
        if let Some(number) = self.numbers.get(actor) {
            return *number;
        }
        let number = number_of(self.known.len());
        self.known.push(actor.clone());
        self.numbers.insert(actor.clone(), number);
        number
    }

    /// By which ids compare.
    pub(super) fn key(&self, name: Name) -> (u64, Option<&ActorId>) {
        (name.counter, self.known.get(name.actor as usize))
    }

    /// As Automerge spells it.
    pub(super) fn id(&self, name: Name) -> OpId {
        self.known
            .get(name.actor as usize)
            .map_or_else(|| OpId(name.counter, ActorId::from(&[][..])), |actor| OpId(name.counter, actor.clone()))
    }
}

/// One change, in the graph.
#[derive(Debug, Clone)]
struct Node {
    stamp: Stamp,
    max_op: u64,
    /// Its past, itself included.
    past: Clock,
}

/// See the module.
#[derive(Debug, Clone)]
pub(super) struct Index {
    actors: Actors,
    /// By the change's number.
    nodes: Vec<Node>,
    /// The numbers of each actor's changes, in the actor's own order.
    own: Vec<Vec<u32>>,
    maps: BTreeMap<(Section, String), Puts>,
    texts: BTreeMap<Section, Letters>,
}

/// An author wrote twice without knowing of the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Forked;

impl Index {
    /// Reads a document whose changes are `changes`, in the order of their numbers.
    pub(super) fn read(layout: &Layout, document: &Automerge, changes: &[ChangeHash]) -> Result<Self, super::Failure> {
        let broken = || super::Failure::SnapshotUnusable { why: "its document has other changes than it says" };
        let numbers: BTreeMap<ChangeHash, u32> = (0..).zip(changes).map(|(number, hash)| (*hash, number)).collect();
        let mut by_number: BTreeMap<u32, Change> = BTreeMap::new();
        for change in document.get_changes(&[]) {
            by_number.insert(*numbers.get(&change.hash()).ok_or_else(broken)?, change);
        }
        if by_number.len() != changes.len() {
            return Err(broken());
        }
        let mut index = Self {
            actors: Actors::default(),
            nodes: Vec::with_capacity(changes.len()),
            own: Vec::new(),
            maps: BTreeMap::new(),
            texts: (0..layout.texts.len())
                .map(|text| (Section(layout.maps.len() + text), Letters::default()))
                .collect(),
        };
        for change in by_number.into_values() {
            let deps: Option<Vec<u32>> = change.deps().iter().map(|hash| numbers.get(hash).copied()).collect();
            index.replay(layout, &change.decode(), &deps.ok_or_else(broken)?).ok_or_else(broken)?;
        }
        for letters in index.texts.values_mut() {
            letters.arrange(&index.actors);
        }
        Ok(index)
    }

    /// Takes in a change that is already encoded.
    fn replay(&mut self, layout: &Layout, change: &ExpandedChange, deps: &[u32]) -> Option<()> {
        let actor = self.actor(&change.actor_id);
        let stamp = Stamp { actor, seq: u32::try_from(change.seq).ok()? };
        let past = self.past(deps);
        let genesis = layout.actor();
        for (counter, op) in (change.start_op.get()..).zip(&change.operations) {
            let ObjectId::Id(OpId(object, owner)) = &op.obj else { continue };
            if *owner != genesis {
                return None;
            }
            let section = Section(usize::try_from(object.checked_sub(1)?).ok()?);
            let name = Name { counter, actor };
            let gone: Vec<Name> = op
                .pred
                .iter()
                .map(|OpId(counter, actor)| Name { counter: *counter, actor: self.actors.number(actor) })
                .collect();
            match (&op.key, &op.action) {
                (Key::Map(key), OpType::Put(value)) => {
                    let puts = self.maps.entry((section, key.to_string())).or_default();
                    puts.overwrite(&gone, stamp);
                    puts.put(name, stamp.seq, value.clone());
                }
                (Key::Map(key), _) => self.maps.entry((section, key.to_string())).or_default().overwrite(&gone, stamp),
                (Key::Seq(after), OpType::Put(value)) if op.insert => {
                    let after = match after {
                        ElementId::Head => None,
                        ElementId::Id(OpId(counter, actor)) => {
                            Some(Name { counter: *counter, actor: self.actors.number(actor) })
                        }
                    };
                    let letter = value.as_str().and_then(|text| text.chars().next())?;
                    self.texts.get_mut(&section)?.note_insert(after, name, stamp.seq, letter);
                }
                (Key::Seq(_), _) => self.texts.get_mut(&section)?.note_delete(&gone, stamp),
            }
        }
        let max_op = change.start_op.get() + (change.operations.len() as u64).saturating_sub(1);
        self.push(stamp, max_op, past);
        Some(())
    }

    /// Those of `changes` that no other of them has in its past, ascending.
    pub(super) fn maximal(&self, changes: &BTreeSet<u32>) -> Vec<u32> {
        let covered = |number: &u32| {
            self.nodes.get(*number as usize).is_some_and(|node| {
                let by =
                    |other: &u32| self.nodes.get(*other as usize).is_some_and(|other| other.past.covers(node.stamp));
                changes.iter().any(|other| other != number && by(other))
            })
        };
        changes.iter().filter(|number| !covered(number)).copied().collect()
    }

    /// The change that `acts` make on top of `parents`; None if they change nothing there. It is taken in as the next number.
    pub(super) fn derive(
        &mut self,
        layout: &Layout,
        parents: &[u32],
        actor: &ActorId,
        acts: &[Act],
    ) -> Result<Option<Made>, Forked> {
        let me = self.actor(actor);
        let past = self.past(parents);
        let own = self.own.get(me as usize).map(Vec::as_slice).unwrap_or_default();
        if number_of(own.len()) != past.get(me) {
            return Err(Forked);
        }
        let mut deps: BTreeSet<u32> = parents.iter().copied().collect();
        deps.extend(own.last());
        let stamp = Stamp { actor: me, seq: past.get(me) + 1 };
        let start = 1 + parents
            .iter()
            .filter_map(|number| self.nodes.get(*number as usize))
            .map(|node| node.max_op)
            .max()
            .unwrap_or(0);
        let mut out = Out { genesis: layout.actor(), start, me, operations: Vec::new() };
        for act in acts {
            match act {
                Act::Put { section, key, value } => {
                    let puts = self.maps.entry((*section, key.clone())).or_default();
                    let mut shown = puts.shown(&past, &self.actors);
                    // A put of the value that wins already only takes the losing ones away; alone it is nothing.
                    let wins = shown.last().is_some_and(|last| puts.value(*last) == Some(value));
                    if wins {
                        shown.pop();
                        if shown.is_empty() {
                            continue;
                        }
                    }
                    puts.overwrite(&shown, stamp);
                    let pred = shown.iter().map(|name| self.actors.id(*name)).collect();
                    let action = if wins { OpType::Delete } else { OpType::Put(value.clone()) };
                    let name = out.push(*section, Key::Map(key.as_str().into()), action, pred, false);
                    if !wins {
                        puts.put(name, stamp.seq, value.clone());
                    }
                }
                Act::Clear { section, key } => {
                    let Some(puts) = self.maps.get_mut(&(*section, key.clone())) else { continue };
                    let shown = puts.shown(&past, &self.actors);
                    if shown.is_empty() {
                        continue;
                    }
                    puts.overwrite(&shown, stamp);
                    let pred = shown.iter().map(|name| self.actors.id(*name)).collect();
                    out.push(*section, Key::Map(key.as_str().into()), OpType::Delete, pred, false);
                }
                Act::Write { section, text } => {
                    if let Some(letters) = self.texts.get_mut(section) {
                        letters.write(text, &past, stamp, &self.actors, *section, &mut out);
                    }
                }
            }
        }
        if out.operations.is_empty() {
            return Ok(None);
        }
        let max_op = start + out.operations.len() as u64 - 1;
        self.push(stamp, max_op, past);
        Ok(Some(Made { operations: out.operations, seq: stamp.seq, start, deps }))
    }

    fn actor(&mut self, actor: &ActorId) -> u32 {
        let number = self.actors.number(actor);
        if self.own.len() <= number as usize {
            self.own.resize(number as usize + 1, Vec::new());
        }
        number
    }

    fn past(&self, parents: &[u32]) -> Clock {
        let mut past = Clock::default();
        for parent in parents {
            if let Some(node) = self.nodes.get(*parent as usize) {
                past.join(&node.past);
            }
        }
        past
    }

    fn push(&mut self, stamp: Stamp, max_op: u64, mut past: Clock) {
        past.raise(stamp.actor, stamp.seq);
        if let Some(own) = self.own.get_mut(stamp.actor as usize) {
            own.push(number_of(self.nodes.len()));
        }
        self.nodes.push(Node { stamp, max_op, past });
    }
}

/// The operations of a change in the making.
pub(super) struct Out {
    genesis: ActorId,
    start: u64,
    me: u32,
    operations: Vec<Op>,
}

impl Out {
    /// Adds an operation and says what its id is.
    pub(super) fn push(&mut self, section: Section, key: Key, action: OpType, pred: Vec<OpId>, insert: bool) -> Name {
        let name = Name { counter: self.start + self.operations.len() as u64, actor: self.me };
        let obj = ObjectId::Id(OpId(section.counter(), self.genesis.clone()));
        self.operations.push(Op { action, obj, key, pred: pred.into(), insert });
        name
    }
}

/// A change that only lacks its encoding.
pub(super) struct Made {
    operations: Vec<Op>,
    seq: u32,
    start: u64,
    /// The parents, and the actor's own last change even where that is no parent.
    deps: BTreeSet<u32>,
}

impl Made {
    /// The change, byte for byte what a transaction would have made. Time 0 and no message (O3).
    pub(super) fn encode(self, actor: &ActorId, changes: &[ChangeHash]) -> Change {
        let mut deps: Vec<ChangeHash> =
            self.deps.iter().filter_map(|number| changes.get(*number as usize)).copied().collect();
        deps.sort_unstable();
        Change::from(ExpandedChange {
            operations: self.operations,
            actor_id: actor.clone(),
            hash: None,
            seq: u64::from(self.seq),
            start_op: NonZeroU64::MIN.saturating_add(self.start.saturating_sub(1)),
            time: 0,
            message: None,
            deps,
            extra_bytes: Vec::new(),
            author: None,
        })
    }
}

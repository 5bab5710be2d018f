//! What the judge keeps of an operation, and of a log.

use super::{Gift, Rule, State};
use model::id::{DeviceId, DocumentId, EntryId, OpId, PersonId};
use model::op::{DocumentKind, Domain, Record, Statement};
use model::permission::Need;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An operation that has its place, by the order in which it got it. Only ever compared through what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OpIx(pub(super) u32);

/// A log: 0 is the roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LogIx(pub(super) u32);

/// A gift, in the judge's list of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct GiftIx(pub(super) u32);

pub(super) const ROSTER: LogIx = LogIx(0);
/// Where operations stand that can have no place: everything about them is refused, and what builds on them too.
pub(super) const NOWHERE: LogIx = LogIx(u32::MAX);

/// How much of each chain of a log is known: entry `c` says that the first so many operations of chain `c` are.
///
/// Operations by the same author share it until they learn something, so 100,000 of them do not hold 100,000 copies.
pub(super) type Known = Arc<[u32]>;

/// An operation with all that follows from its own past (History, in the words of the model).
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) id: OpId,
    pub(super) log: LogIx,
    pub(super) author: DeviceId,
    pub(super) seq: u64,
    pub(super) made_at: i64,
    /// Its chain in its log and its place there. A fork begins a chain of its own (A7).
    pub(super) chain: u32,
    pub(super) at: u32,
    /// What it knows of its own log, its own chain aside.
    pub(super) own: Known,
    /// What it knows of the roster; empty in the roster.
    pub(super) roster: Known,
    /// One more than the greatest of what it names: orders causally.
    pub(super) generation: u32,
    /// Whom the device acted for, as far as this operation's own past certifies it.
    pub(super) person: Option<PersonId>,
    /// One's own leaving, or putting out a device of one's own (R3).
    pub(super) leaving: bool,
    pub(super) flaw: Option<Rule>,
    pub(super) gifts: Vec<GiftIx>,
    pub(super) said: Said,
    pub(super) memo: Cell<Memo>,
}

/// What an operation says, as far as judging asks.
#[derive(Debug, Clone)]
pub(super) enum Said {
    Change(Vec<Wanted>),
    Statement(Box<Statement>),
    Record(Box<Record>),
}

/// What one section of a Change needs; `assigned`: the assigned collaborator has Edit there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wanted {
    pub(super) need: Need,
    pub(super) assigned: bool,
}

/// How far an operation has been judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Memo {
    Unknown,
    Busy,
    Known(State),
}

impl Node {
    pub(super) fn record(&self) -> Option<&Record> {
        match &self.said {
            Said::Record(record) => Some(record),
            _ => None,
        }
    }

    /// Can it change what others became? Everything else is only ever asked for by operations that know it (A4), and when it gets its
    /// place nobody does.
    pub(super) fn moves_others(&self) -> bool {
        self.flaw.is_none()
            && matches!(
                self.record(),
                Some(
                    Record::Revoke { .. }
                        | Record::Unshare { .. }
                        | Record::Cut { .. }
                        | Record::Settle { .. }
                        | Record::Close { .. }
                )
            )
    }
}

/// The operations of one document, or of the roster.
#[derive(Debug, Clone)]
pub(super) struct Log {
    pub(super) id: DocumentId,
    pub(super) ops: Vec<OpIx>,
    /// The last operation of each chain.
    pub(super) tips: Vec<OpIx>,
    pub(super) heads: BTreeSet<OpIx>,
    pub(super) authors: BTreeMap<DeviceId, Vec<OpIx>>,
    pub(super) home: Option<Home>,
    /// What Home and Shares of this log give.
    pub(super) gifts: Vec<GiftIx>,
    pub(super) unshares: Vec<OpIx>,
    /// Cuts by what they cut.
    pub(super) cuts: BTreeMap<OpIx, Vec<OpIx>>,
    pub(super) statements: Vec<OpIx>,
    /// The Changes that write each version's entry.
    pub(super) versions: BTreeMap<EntryId, Vec<OpIx>>,
}

/// A document's first record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Home {
    pub(super) op: OpIx,
    pub(super) kind: DocumentKind,
    pub(super) scope: Domain,
    pub(super) version: u8,
}

impl Log {
    pub(super) fn new(id: DocumentId) -> Self {
        Self {
            id,
            ops: Vec::new(),
            tips: Vec::new(),
            heads: BTreeSet::new(),
            authors: BTreeMap::new(),
            home: None,
            gifts: Vec::new(),
            unshares: Vec::new(),
            cuts: BTreeMap::new(),
            statements: Vec::new(),
            versions: BTreeMap::new(),
        }
    }
}

/// Lists over the whole set that judging looks things up in. Flawed operations are in none of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    pub(super) gifts: Vec<Gift>,
    /// What the roster gives to each person.
    pub(super) of_person: BTreeMap<PersonId, Vec<GiftIx>>,
    /// Which operations certify a device, and for whom.
    pub(super) certified: BTreeMap<DeviceId, Vec<(OpIx, PersonId)>>,
    pub(super) revokes_of_person: BTreeMap<PersonId, Vec<OpIx>>,
    pub(super) revokes_of_device: BTreeMap<DeviceId, Vec<OpIx>>,
    pub(super) revokes_of_grant: BTreeMap<model::op::GrantRef, Vec<OpIx>>,
    pub(super) revokes_of_invite: BTreeMap<OpId, Vec<OpIx>>,
    /// Settles by what they settle.
    pub(super) settles: BTreeMap<OpIx, Vec<OpIx>>,
    /// Closes by their invite.
    pub(super) closes: BTreeMap<OpId, Vec<OpIx>>,
    pub(super) switches: BTreeMap<(model::id::ScopeId, model::op::Module), Vec<OpIx>>,
    /// Records that make an area or a collaborator.
    pub(super) scopes: Vec<OpIx>,
}

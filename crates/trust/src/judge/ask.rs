//! Questions about a document: who reads it, who is asked to review it, what it is made of (V1, R3, d.4, d.11).

use super::node::{LogIx, OpIx};
use super::taking::{Hand, Who};
use super::ways::Aim;
use super::{Judge, State};
use model::id::{DeviceId, DocumentId, OpId, PersonId, ScopeId};
use model::op::{DocumentKind, Domain, Level, Module, Principal, Record, Role};
use model::permission::{Need, module_of, needed, while_assigned};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// A document as its Home says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentEntry {
    /// The document.
    pub document: DocumentId,
    /// What kind it is.
    pub kind: DocumentKind,
    /// Where it lies.
    pub scope: Domain,
    /// The kind's version.
    pub version: u8,
    /// Who made it.
    pub creator: PersonId,
    /// What became of its Home.
    pub state: State,
}

/// A reviewer's seat (d.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seat {
    /// Who is asked.
    pub person: PersonId,
    /// Does the answer hold a version up while it is missing?
    pub required: bool,
    /// The Share that gave the seat.
    pub share: OpId,
}

/// A Share that is there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shared {
    /// With whom.
    pub subject: Principal,
    /// How far.
    pub level: Level,
    /// As what.
    pub role: Option<Role>,
    /// For reviewers: is the answer required?
    pub required: bool,
    /// The Share.
    pub op: OpId,
}

/// Operations that one device wrote under one number (A7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// The log.
    pub log: DocumentId,
    /// The device.
    pub author: DeviceId,
    /// The number.
    pub seq: u64,
    /// The operations, by id.
    pub ops: Vec<OpId>,
}

impl Judge {
    /// The maximal operations of a log, sorted, at most 64: what the next operation in it names in `deps`, and for the roster what it names
    /// in `roster_heads` (O2).
    #[must_use]
    pub fn heads(&self, log: DocumentId) -> Vec<OpId> {
        let heads = self.log_named(log).map(|l| &l.heads);
        let mut ids: Vec<OpId> = heads.into_iter().flatten().filter_map(|ix| self.node(*ix)).map(|n| n.id).collect();
        ids.sort_unstable();
        ids.truncate(crate::operation::MAX_DEPS);
        ids
    }

    /// A device's last operation in a log and its number: what its next one names in `prev` and counts on from.
    #[must_use]
    pub fn last_of(&self, author: DeviceId, log: DocumentId) -> Option<(OpId, u64)> {
        let own = self.log_named(log)?.authors.get(&author)?;
        own.iter().filter_map(|ix| self.node(*ix)).map(|n| (n.id, n.seq)).max_by_key(|(id, seq)| (*seq, *id))
    }

    /// The operations of a log with their states, causally ordered and by id where nothing else decides: the same list everywhere.
    #[must_use]
    pub fn operations(&self, log: DocumentId) -> Vec<(OpId, State)> {
        let mut ops: Vec<OpIx> = self.log_named(log).map(|l| l.ops.clone()).unwrap_or_default();
        ops.sort_by_cached_key(|ix| self.node(*ix).map(|n| (n.generation, n.id)));
        ops.into_iter().filter_map(|ix| Some((self.node(ix)?.id, self.state_ix(ix)))).collect()
    }

    /// Operations that name something that has not arrived.
    #[must_use]
    pub fn waiting(&self) -> Vec<OpId> {
        self.waiting.keys().copied().collect()
    }

    /// Every document that has a Home, whatever became of it.
    #[must_use]
    pub fn documents(&self) -> Vec<DocumentEntry> {
        self.log_by_id.keys().filter_map(|id| self.document(*id)).collect()
    }

    /// One document.
    #[must_use]
    pub fn document(&self, document: DocumentId) -> Option<DocumentEntry> {
        let home = self.log_named(document)?.home?;
        Some(DocumentEntry {
            document,
            kind: home.kind,
            scope: home.scope,
            version: home.version,
            creator: self.node(home.op)?.person?,
            state: self.state_ix(home.op),
        })
    }

    /// V1: the devices that may be sent the document now, and for whom. `until` ends no reading; the Revoke that follows it does (R6).
    #[must_use]
    pub fn readers(&self, document: DocumentId) -> BTreeSet<(PersonId, DeviceId)> {
        let aim = Aim::Level { level: Level::Read, assigned: false };
        let Some(log) = self.log_ix(document) else { return BTreeSet::new() };
        self.devices()
            .filter(|(device, person)| self.reaches(Who { person: *person, device: Some(*device) }, log, aim, None))
            .map(|(device, person)| (person, device))
            .collect()
    }

    /// The level at which a person stands on a document now; the assignment counts as Read, what it opens is asked with [`Judge::may`].
    #[must_use]
    pub fn level_of(&self, person: PersonId, document: DocumentId) -> Option<Level> {
        let log = self.log_ix(document)?;
        let who = Who { person, device: None };
        let stands = |level: &Level| self.reaches(who, log, Aim::Level { level: *level, assigned: false }, None);
        [Level::Admin, Level::Edit, Level::Read].into_iter().find(stands)
    }

    /// May this person now write in a section of a document, with a device of theirs and at a time of theirs? `own`: in an entry of their
    /// own. It is what [`Judge::take`] would answer to a Change that knows everything that is known here.
    #[must_use]
    pub fn may(&self, person: PersonId, document: DocumentId, section: &str, own: bool, at: i64) -> bool {
        let Some((log_ix, home)) = self.log_ix(document).and_then(|ix| Some((ix, self.log(ix)?.home?))) else {
            return false;
        };
        let Some(need) = needed(home.kind, section, own) else { return false };
        let who = Who { person, device: None };
        let level =
            |level| self.reaches(who, log_ix, Aim::Level { level, assigned: while_assigned(section) }, Some(at));
        match need {
            Need::Level(at_least) => level(at_least),
            Need::LevelOrSeat(at_least) => {
                level(at_least) || (level(Level::Read) && self.reviewers(document).iter().any(|s| s.person == person))
            }
            Need::Rights(rights) => self.reaches(who, log_ix, Aim::Rights(rights), Some(at)),
        }
    }

    /// May this person now choose between versions of a forked file (d.6)?
    #[must_use]
    pub fn may_choose(&self, person: PersonId, document: DocumentId, at: i64) -> bool {
        let aim = Aim::Level { level: Level::Edit, assigned: true };
        self.log_ix(document).is_some_and(|log| self.reaches(Who { person, device: None }, log, aim, Some(at)))
    }

    fn reaches(&self, who: Who, log: LogIx, aim: Aim, at: Option<i64>) -> bool {
        let module = self.log(log).and_then(|l| l.home).and_then(|h| module_of(h.kind));
        let found = self.ways(who.person, log, aim, |way| {
            let lasting =
                |g| at.is_none_or(|at| self.gift(g).is_some_and(|gift| gift.until.is_none_or(|end| at <= end)));
            let open = way.steps().all(|(g, hand)| lasting(g) && self.live(g, hand, who));
            let off = || way.through.zip(module).is_some_and(|(s, m)| self.switched_off(s, m, |_| true));
            if open && !off() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        found.is_break()
    }

    /// The seats that are there now, one per person, by person (d.4).
    #[must_use]
    pub fn reviewers(&self, document: DocumentId) -> Vec<Seat> {
        self.seats(document, |_| true)
    }

    /// The seats as an operation knew them: a superseded version keeps the list that it had when the next one was made (d.4). `past_of` is
    /// the operation that superseded it.
    #[must_use]
    pub fn reviewers_at(&self, document: DocumentId, past_of: OpId) -> Vec<Seat> {
        let Some(at) = self.op_ix(past_of) else { return Vec::new() };
        self.seats(document, |op| self.knows_ix(at, op))
    }

    fn seats(&self, document: DocumentId, seen: impl Fn(OpIx) -> bool) -> Vec<Seat> {
        let mut seats: BTreeMap<PersonId, Seat> = BTreeMap::new();
        let gifts = self.log_named(document).map(|l| l.gifts.as_slice()).unwrap_or_default();
        for ix in gifts {
            let Some(gift) = self.gift(*ix).filter(|g| g.role == Some(Role::Reviewer) && seen(g.op)) else { continue };
            let Principal::Person(person) = gift.subject else { continue };
            let taken = self.takers(*ix, Hand::Seat, Who { person, device: None });
            let lost = taken.into_iter().any(|v| seen(v) && self.state_ix(v).counts());
            if lost || !self.state_ix(gift.op).counts() {
                continue;
            }
            let seat = Seat { person, required: gift.required, share: gift.name.op };
            // Asked twice: required if either says so, and named by the smaller id, whichever came first.
            let one = seats.entry(person).or_insert(seat);
            one.required |= seat.required;
            one.share = one.share.min(seat.share);
        }
        seats.into_values().collect()
    }

    /// Who owes the deliverable. Two after a concurrent reassignment, until someone chooses.
    #[must_use]
    pub fn assignees(&self, document: DocumentId) -> Vec<(Principal, OpId)> {
        let shares = self.shares(document).into_iter();
        shares.filter(|s| s.role == Some(Role::Assignee)).map(|s| (s.subject, s.op)).collect()
    }

    /// The Shares that are there now. A reviewer's is listed while the seat stands, even when the roster took the right to read.
    #[must_use]
    pub fn shares(&self, document: DocumentId) -> Vec<Shared> {
        let gifts = self.log_named(document).map(|l| l.gifts.as_slice()).unwrap_or_default();
        let mut out: Vec<Shared> = gifts
            .iter()
            .filter_map(|ix| {
                let gift = self.gift(*ix)?;
                let Some(Record::Share { level, .. }) = self.node(gift.op)?.record() else { return None };
                let hand = match gift.role {
                    Some(Role::Reviewer) => Hand::Seat,
                    _ => Hand::Right(*gift.rights.first()?),
                };
                let none = PersonId([0; 32]);
                let person = if let Principal::Person(person) = gift.subject { person } else { none };
                self.live(*ix, hand, Who { person, device: None }).then_some(Shared {
                    subject: gift.subject,
                    level: *level,
                    role: gift.role,
                    required: gift.required,
                    op: gift.name.op,
                })
            })
            .collect();
        out.sort_unstable();
        out
    }

    /// The features that are on for an area or collaborator; all, until one is switched off (d.11.3).
    #[must_use]
    pub fn modules(&self, scope: ScopeId) -> BTreeSet<Module> {
        use Module::{Accounting, Advancing, Crew, Documents, Files, Procurement, Schedule, Tasks};
        let all = [Schedule, Files, Advancing, Crew, Tasks, Documents, Procurement, Accounting];
        all.into_iter().filter(|m| !self.switched_off(scope, *m, |_| true)).collect()
    }

    /// Numbers that a device used more than once (A7).
    #[must_use]
    pub fn forks(&self) -> Vec<Fork> {
        let mut out = Vec::new();
        for log in &self.logs {
            // Without a fork every chain is another author's.
            if log.tips.len() == log.authors.len() {
                continue;
            }
            for (author, ops) in &log.authors {
                let mut numbers: BTreeMap<u64, Vec<OpId>> = BTreeMap::new();
                for node in ops.iter().filter_map(|ix| self.node(*ix)) {
                    numbers.entry(node.seq).or_default().push(node.id);
                }
                for (seq, mut ops) in numbers.into_iter().filter(|(_, ops)| ops.len() > 1) {
                    ops.sort_unstable();
                    out.push(Fork { log: log.id, author: *author, seq, ops });
                }
            }
        }
        out.sort_by_key(|f| (f.log, f.author, f.seq));
        out
    }
}

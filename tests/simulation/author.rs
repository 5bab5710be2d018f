//! Somebody with keys who writes operations as any program could: by the rules when it keeps them, and against them when it does not.

use crate::chance::Chance;
use model::decide::Given;
use model::id::{DocumentId, EntryId, EventId, OpId, PersonId};
use model::op::{Body, GrantRef, Record};
use std::collections::BTreeSet;
use trust::{Act, DeviceKey, Judge, Operation, Parts, PersonKey, State};

/// One person with one device, and what that device has heard.
pub struct Author {
    pub seeds: ([u8; 32], [u8; 32]),
    pub person_key: PersonKey,
    pub device_key: DeviceKey,
    pub judge: Judge,
    pub heard: BTreeSet<OpId>,
    /// How far the device's clock is off, in milliseconds.
    pub clock: i64,
}

impl Author {
    pub fn new(chance: &mut Chance, event: EventId) -> Self {
        let seeds = (chance.bytes(), chance.bytes());
        Self {
            seeds,
            person_key: PersonKey::from_seed(&seeds.0),
            device_key: DeviceKey::from_seed(&seeds.1),
            judge: Judge::new(event),
            heard: BTreeSet::new(),
            clock: i64::try_from(chance.below(600_000)).unwrap_or(0) - 300_000,
        }
    }

    pub fn person(&self) -> PersonId {
        self.person_key.id()
    }

    pub fn hear(&mut self, operation: &Operation) {
        if self.heard.insert(operation.id()) {
            self.judge.take(operation);
        }
    }

    /// Whether an operation has arrived with everything that it builds on.
    pub fn knows(&self, op: OpId) -> bool {
        self.judge.state(op).is_some_and(|s| s != State::Waiting)
    }

    /// The header's parts for the next operation in a log, as an honest program fills them.
    pub fn parts(&self, log: DocumentId, now: i64) -> Parts {
        let (event, roster) = (self.judge.event(), DocumentId::from(self.judge.event()));
        let last = self.judge.last_of(self.device_key.id(), log);
        Parts {
            event,
            document: log,
            seq: last.map_or(1, |(_, seq)| seq + 1),
            prev: last.map(|(id, _)| id),
            deps: self.judge.heads(log),
            roster_heads: if log == roster { Vec::new() } else { self.judge.heads(roster) },
            made_at: now + self.clock,
        }
    }

    pub fn sign(&self, log: DocumentId, body: Body, now: i64) -> Option<Operation> {
        Operation::sign(&self.device_key, self.parts(log, now), body).ok()
    }

    /// A document's first record.
    pub fn sign_home(&self, record: Record, now: i64) -> Option<Operation> {
        let roster_heads = self.judge.heads(self.judge.event().into());
        let parts = Parts { event: self.judge.event(), roster_heads, ..Parts::first(now + self.clock) };
        Operation::sign(&self.device_key, parts, Body::Record(record)).ok()
    }

    /// The grant to act under. Without one an honest program stops; sometimes this one goes on under a grant that does not reach so far,
    /// or that is another person's.
    pub fn by(&self, act: Act<'_>, now: i64, chance: &mut Chance) -> Option<GrantRef> {
        if let Some(way) = self.judge.way_to(self.person(), act, now + self.clock) {
            return Some(way);
        }
        if !chance.percent(30) {
            return None;
        }
        let mut any = self.judge.grants_of(self.person());
        if any.is_empty() || chance.percent(30) {
            any = self.judge.owners().first().map(|o| self.judge.grants_of(*o)).unwrap_or_default();
        }
        chance.pick(&any).map(|g| g.name)
    }
}

/// A new name for an entry.
pub fn entry(chance: &mut Chance, now: i64) -> EntryId {
    Given::new(now, chance.bytes()).entry()
}

//! Devices with partial views of one event, who write really signed operations. Honest ones write what they must by themselves (`chores`).

use crate::judge::node::{OpIx, ROSTER};
use crate::judge::{Judge, State};
use crate::{DeviceKey, InviteKey, Operation, Parts, PersonKey};
use model::id::{DeviceId, DocumentId, EntryId, EventId, OpId, PersonId, ScopeId};
use model::op::{Answer, Body, Domain, Principal, Record};
use model::permission::strictness;
use std::collections::{BTreeMap, BTreeSet};

pub(super) type View = BTreeSet<usize>;

/// One device as the world sees it.
pub(super) struct Device {
    pub(super) view: View,
    pub(super) judge: Judge,
}

/// How to write: under an older view, continuing the chain from there too, claiming another time.
#[derive(Clone, Default)]
pub(super) struct Manner {
    pub(super) at: Option<View>,
    pub(super) fork: bool,
    pub(super) made: Option<i64>,
}

/// Where to write.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Roster,
    New,
    In(DocumentId),
}

pub(super) struct World {
    pub(super) event: EventId,
    pub(super) ops: Vec<Operation>,
    pub(super) at: BTreeMap<OpId, usize>,
    pub(super) past: Vec<View>,
    pub(super) devices: BTreeMap<String, Device>,
    pub(super) keys: BTreeMap<String, DeviceKey>,
    pub(super) names: BTreeMap<DeviceId, String>,
    pub(super) clock: i64,
    pub(super) liars: BTreeSet<String>,
    pub(super) bold: BTreeSet<String>,
    pub(super) retired: BTreeSet<String>,
    /// The removals that each device has dealt with.
    pub(super) met: BTreeMap<String, BTreeSet<OpId>>,
    pub(super) documents: BTreeMap<String, DocumentId>,
    pub(super) scopes: BTreeMap<String, ScopeId>,
    /// The version that an operation delivers, and those that it supersedes.
    pub(super) versions: BTreeMap<OpId, (EntryId, Vec<OpId>)>,
}

pub(super) fn seed(text: &str) -> [u8; 32] {
    *blake3::hash(text.as_bytes()).as_bytes()
}

pub(super) fn person_name(device: &str) -> &str {
    device.split('.').next().unwrap()
}

pub(super) fn person_key(name: &str) -> PersonKey {
    PersonKey::from_seed(&seed(&format!("person {}", person_name(name))))
}

pub(super) fn person(name: &str) -> PersonId {
    person_key(name).id()
}

pub(super) fn invite_key(number: usize) -> InviteKey {
    InviteKey::from_secret(&seed(&format!("invite {number}")))
}

impl World {
    pub(super) fn new() -> Self {
        Self {
            event: EventId([0; 32]),
            ops: Vec::new(),
            at: BTreeMap::new(),
            past: Vec::new(),
            devices: BTreeMap::new(),
            keys: BTreeMap::new(),
            names: BTreeMap::new(),
            clock: 0,
            liars: BTreeSet::new(),
            bold: BTreeSet::new(),
            retired: BTreeSet::new(),
            met: BTreeMap::new(),
            documents: BTreeMap::new(),
            scopes: BTreeMap::new(),
            versions: BTreeMap::new(),
        }
    }

    pub(super) fn key(&mut self, device: &str) -> &DeviceKey {
        let key = self
            .keys
            .entry(device.to_owned())
            .or_insert_with(|| DeviceKey::from_seed(&seed(&format!("device {device}"))));
        self.names.insert(key.id(), device.to_owned());
        key
    }

    pub(super) fn id_of(&mut self, device: &str) -> DeviceId {
        self.key(device).id()
    }

    /// A judge of some of the operations, from nothing.
    pub(super) fn judge_of(&self, view: &View) -> Judge {
        let mut judge = Judge::new(self.event);
        judge.take_all(view.iter().map(|i| &self.ops[*i]));
        judge
    }

    pub(super) fn set_view(&mut self, device: &str, view: View) {
        let judge = self.judge_of(&view);
        self.devices.insert(device.to_owned(), Device { view, judge });
    }

    pub(super) fn view(&self, device: &str) -> &View {
        &self.devices[device].view
    }

    pub(super) fn judge(&self, device: &str) -> &Judge {
        &self.devices[device].judge
    }

    pub(super) fn whole(&self) -> View {
        self.devices.values().flat_map(|d| d.view.iter().copied()).collect()
    }

    /// Begins the event.
    pub(super) fn start(&mut self, owners: &[&str]) -> OpId {
        let nonce = seed("nonce").to_vec();
        let owners_list: Vec<model::op::Owner> = owners
            .iter()
            .map(|o| {
                let device = self.id_of(o);
                let certificate = person_key(o).certify_owner(&nonce, device);
                model::op::Owner { person: person(o), device, certificate }
            })
            .collect();
        let body = Body::Record(Record::Genesis { nonce, owners: owners_list });
        let genesis = Operation::sign(self.key(owners[0]), Parts::first(0), body).unwrap();
        self.event = genesis.event();
        let id = self.keep(genesis, View::new());
        for owner in owners {
            self.set_view(owner, View::new());
        }
        let first = self.devices.get_mut(owners[0]).unwrap();
        first.view.insert(0);
        first.judge.take(&self.ops[0]);
        id
    }

    fn keep(&mut self, operation: Operation, past: View) -> OpId {
        let id = operation.id();
        self.at.insert(id, self.ops.len());
        self.ops.push(operation);
        self.past.push(past);
        id
    }

    fn log_id(&self, place: Place) -> DocumentId {
        match place {
            Place::Roster => self.event.into(),
            Place::New => DocumentId([0; 32]),
            Place::In(document) => document,
        }
    }

    fn tops(&self, view: &View, log: DocumentId) -> Vec<OpId> {
        let all: Vec<usize> = view.iter().copied().filter(|i| self.ops[*i].log() == log).collect();
        let top = all.iter().filter(|a| !all.iter().any(|b| self.past[*b].contains(a)));
        top.map(|i| self.ops[*i].id()).collect()
    }

    /// Writes under the device's view, or under an older one. An honest device writes only what it would itself apply; then nothing is
    /// written and the answer is none. Also says whether the form was refused.
    pub(super) fn write(&mut self, device: &str, place: Place, body: Body, manner: &Manner) -> Option<(OpId, bool)> {
        let log = self.log_id(place);
        let view = self.view(device).clone();
        let base = manner.at.clone().unwrap_or_else(|| view.clone());
        let me = self.id_of(device);
        let chain = if manner.fork { &base } else { &view };
        let own = chain.iter().map(|i| &self.ops[*i]).filter(|o| o.log() == log && o.header().author == me);
        let prev = own.max_by_key(|o| (o.header().seq, o.id())).map(|o| (o.id(), o.header().seq));
        let parts = Parts {
            event: self.event,
            document: log,
            seq: prev.map_or(1, |(_, seq)| seq + 1),
            prev: prev.map(|(id, _)| id),
            deps: self.tops(&base, log),
            roster_heads: if matches!(place, Place::Roster) { Vec::new() } else { self.tops(&base, self.event.into()) },
            made_at: manner.made.unwrap_or(self.clock),
        };
        let mut past = View::new();
        for id in parts.deps.iter().chain(&parts.roster_heads).chain(&parts.prev) {
            let i = self.at[id];
            past.insert(i);
            past.extend(&self.past[i]);
        }
        let operation = Operation::sign(self.key(device), parts, body).unwrap();
        let id = operation.id();
        let mut judge = self.judge(device).clone();
        judge.take(&operation);
        let honest = !self.liars.contains(device) && !self.bold.contains(device);
        if honest && judge.state(id) != Some(State::Applied) {
            return None;
        }
        let flawed = judge.op_ix(id).and_then(|ix| judge.node(ix)).is_none_or(|n| n.flaw.is_some());
        let removal = matches!(
            operation.body(),
            Body::Record(Record::Revoke { .. } | Record::Unshare { .. } | Record::Redeem { .. })
        );
        if let Some(known) = self.at.get(&id).copied() {
            // Word for word what the device had written before it was set back.
            self.devices.get_mut(device).unwrap().view.insert(known);
            self.devices.get_mut(device).unwrap().judge = judge;
            return Some((id, flawed));
        }
        let i = self.ops.len();
        self.keep(operation, past);
        let at = self.devices.get_mut(device).unwrap();
        at.view.insert(i);
        at.judge = judge;
        if removal && !self.liars.contains(device) {
            self.chores(device);
        }
        Some((id, flawed))
    }

    /// Takes back what this device wrote last.
    pub(super) fn forget(&mut self, device: &str, id: OpId) {
        assert_eq!(self.ops.last().map(Operation::id), Some(id));
        let i = self.ops.len() - 1;
        let mut view = self.view(device).clone();
        view.remove(&i);
        self.at.remove(&id);
        self.ops.pop();
        self.past.pop();
        self.set_view(device, view);
    }

    /// The roster first, then documents; what a device must write by itself it writes in between (A6).
    pub(super) fn receive(&mut self, device: &str, sent: &View) {
        let me = self.id_of(device);
        let roster: DocumentId = self.event.into();
        if !self.liars.contains(device) && !self.retired.contains(device) {
            let lost = sent.iter().any(|i| !self.view(device).contains(i) && self.ops[*i].header().author == me);
            if lost {
                self.retire(device);
            }
        }
        for roster_only in [true, false] {
            let fresh: Vec<usize> = sent
                .iter()
                .copied()
                .filter(|i| !self.view(device).contains(i) && (!roster_only || self.ops[*i].log() == roster))
                .collect();
            if !fresh.is_empty() {
                let at = self.devices.get_mut(device).unwrap();
                at.view.extend(&fresh);
                at.judge.take_all(fresh.iter().map(|i| &self.ops[*i]));
                if !self.liars.contains(device) {
                    self.chores(device);
                }
            }
        }
    }

    /// I4: a restored device makes a new key for its person and writes no more under the old one.
    fn retire(&mut self, device: &str) {
        self.retired.insert(device.to_owned());
        let mut fresh = format!("{}.{}2", person_name(device), device.split('.').nth(1).unwrap_or(""));
        while self.devices.contains_key(&fresh) {
            fresh.push('2');
        }
        let view = self.view(device).clone();
        self.set_view(&fresh, view);
        self.link(&fresh, &Manner::default());
    }

    /// A device says whose it is.
    pub(super) fn link(&mut self, device: &str, manner: &Manner) -> Option<OpId> {
        let id = self.id_of(device);
        let certificate = person_key(device).certify_device(self.event, id);
        let record = Record::Device { person: person(device), device: id, certificate };
        self.write(device, Place::Roster, Body::Record(record), manner).map(|(id, _)| id)
    }

    pub(super) fn sync(&mut self, a: &str, b: &str, logs: Option<&BTreeSet<DocumentId>>) {
        for (from, to) in [(a, b), (b, a)] {
            let sent = match logs {
                None => self.view(from).clone(),
                Some(logs) => {
                    let some: Vec<usize> =
                        self.view(from).iter().copied().filter(|i| logs.contains(&self.ops[*i].log())).collect();
                    some.iter().flat_map(|i| self.past[*i].iter().copied().chain([*i])).collect()
                }
            };
            self.receive(to, &sent);
        }
    }

    pub(super) fn sync_all(&mut self) {
        for _ in 0..12 {
            let before: Vec<View> = self.devices.values().map(|d| d.view.clone()).collect();
            let names: Vec<String> = self.devices.keys().cloned().collect();
            for (a, b) in names.iter().zip(names.iter().cycle().skip(1)) {
                if a != b {
                    self.sync(a, b, None);
                }
            }
            if self.devices.values().map(|d| &d.view).eq(before.iter()) {
                break;
            }
        }
        let all = self.whole();
        assert!(self.devices.values().all(|d| d.view == all), "the devices do not come to rest");
    }

    pub(super) fn domain(&self, name: &str) -> Domain {
        if name == "event" { Domain::Event } else { Domain::Scope(self.scopes[name]) }
    }

    pub(super) fn subject(&self, name: &str) -> Principal {
        self.scopes.get(name).map_or_else(|| Principal::Person(person(name)), |s| Principal::Scope(*s))
    }

    // ---- review, as far as the scenarios ask (d.3, d.6) ----

    /// The versions that no other supersedes, as far as this judge applies them.
    pub(super) fn version_heads(&self, judge: &Judge, document: DocumentId) -> Vec<OpId> {
        let log = judge.log_named(document);
        let applied: Vec<OpId> = log
            .into_iter()
            .flat_map(|l| l.versions.values().flatten())
            .filter(|ix| judge.state_ix(**ix).counts())
            .filter_map(|ix| judge.node(*ix).map(|n| n.id))
            .filter(|id| self.versions.contains_key(id))
            .collect();
        let mut heads: Vec<OpId> =
            applied.iter().copied().filter(|a| !applied.iter().any(|b| self.supersedes(*b, *a))).collect();
        heads.sort_by_key(|id| self.at[id]);
        for choice in judge.choices(document) {
            if heads.len() > 1 && heads.iter().all(|h| judge.knows(choice.op, *h)) {
                let chosen: Vec<OpId> =
                    heads.iter().copied().filter(|h| self.versions[h].0 == choice.version).collect();
                if !chosen.is_empty() {
                    heads = chosen;
                }
            }
        }
        heads
    }

    fn supersedes(&self, later: OpId, earlier: OpId) -> bool {
        let mut todo = self.versions[&later].1.clone();
        let mut seen = BTreeSet::new();
        while let Some(id) = todo.pop() {
            if id == earlier {
                return true;
            }
            if seen.insert(id) {
                todo.extend(&self.versions[&id].1);
            }
        }
        false
    }

    pub(super) fn status(&self, judge: &Judge, document: DocumentId) -> &'static str {
        let heads = self.version_heads(judge, document);
        let reviewers = judge.reviewers(document);
        if heads.is_empty() {
            return "Incomplete";
        }
        if reviewers.is_empty() {
            return "NoStatus";
        }
        let answers = judge.answers(document);
        let answer = |version: &OpId, who: PersonId| {
            let of = answers.get(&self.versions[version].0).and_then(|by| by.get(&who));
            of.map_or(Answer::Withdrawn, |a| a.answer)
        };
        let each: Vec<Vec<Answer>> =
            heads.iter().map(|v| reviewers.iter().map(|s| answer(v, s.person)).collect()).collect();
        debug_assert!(each.iter().flatten().all(|a| strictness(*a).is_some()));
        if each.iter().flatten().any(|a| *a == Answer::ChangesRequested) {
            return "ChangesRequested";
        }
        if heads.len() == 1 && each[0].iter().all(|a| *a == Answer::Approved) {
            return "Approved";
        }
        "AwaitingApproval"
    }

    /// Everything that a judge answers, to compare two.
    pub(super) fn everything(&self, judge: &Judge) -> String {
        let mut out = String::new();
        for operation in &self.ops {
            if let Some(state) = judge.state(operation.id()) {
                out += &format!("{:?} {state:?}\n", self.at[&operation.id()]);
            }
        }
        for document in judge.documents() {
            let id = document.document;
            out += &format!("{document:?} {} {:?}\n", self.status(judge, id), judge.readers(id));
            out += &format!("{:?} {:?} {:?}\n", judge.reviewers(id), judge.shares(id), judge.answers(id));
            out += &format!("{:?} {:?}\n", judge.heads(id), judge.operations(id));
        }
        for member in judge.members() {
            out += &format!("{member:?} {:?}\n", judge.grants_of(member));
        }
        out
    }

    pub(super) fn records<'a>(&'a self, judge: &'a Judge) -> impl Iterator<Item = (OpIx, &'a Record)> + 'a {
        let all = (0..judge.nodes.len() as u32).map(OpIx);
        all.filter_map(|ix| Some((ix, judge.node(ix).filter(|n| n.flaw.is_none())?.record()?)))
    }

    pub(super) fn is_roster(judge: &Judge, ix: OpIx) -> bool {
        judge.node(ix).is_some_and(|n| n.log == ROSTER)
    }
}

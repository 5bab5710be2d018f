//! Plays lines such as `x = ben delivers F`, `ana removes ben`, `sync`, `sync ana ben`, `ben remembers m`, `ben delivers F at m`.
//!
//! `at m` writes with the deps and roster heads of an older moment (a lie), `fork` continues the chain from there too, `made N` claims
//! another time, `boldly` writes although one's own device would refuse; `liar p` is a device that does no chores.

use super::world::{Manner, Place, View, World, invite_key, person, person_key, seed};
use crate::judge::{Rank, State};
use model::id::{DocumentId, EntryId, OpId};
use model::op::{
    Answer, Body, Change, Domain, Edit, GrantRef, Held, Level, Module, Record, Revoked, Right, Role, ScopeKind,
    Statement, Value,
};
use model::permission::owned_name;
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Stage {
    pub(super) world: World,
    pub(super) named: BTreeMap<String, OpId>,
    pub(super) moments: BTreeMap<String, View>,
    pub(super) invites: BTreeMap<OpId, usize>,
    drawn: usize,
}

/// The words of one act that are not its verb.
#[derive(Clone, Default)]
pub(super) struct How {
    pub(super) manner: Manner,
    pub(super) bold: bool,
    pub(super) until: Option<i64>,
}

pub(super) fn right(name: &str) -> Right {
    match name {
        "*" => Right::All,
        "Read" => Right::Read,
        "FilesRead" => Right::FilesRead,
        "FilesEdit" => Right::FilesEdit,
        "FilesAdmin" => Right::FilesAdmin,
        "UsersManage" => Right::UsersManage,
        "CrewManage" => Right::CrewManage,
        other => panic!("no right {other}"),
    }
}

pub(super) fn level(name: &str) -> Level {
    match name {
        "Read" => Level::Read,
        "Edit" => Level::Edit,
        "*" => Level::Admin,
        other => panic!("no level {other}"),
    }
}

impl Stage {
    pub(super) fn new(script: &str) -> Self {
        let mut stage = Self {
            world: World::new(),
            named: BTreeMap::new(),
            moments: BTreeMap::new(),
            invites: BTreeMap::new(),
            drawn: 0,
        };
        stage.run(script);
        stage
    }

    pub(super) fn run(&mut self, script: &str) {
        for line in script.split([';', '\n']).filter(|l| !l.trim().is_empty()) {
            self.line(line);
        }
    }

    fn line(&mut self, line: &str) {
        let mut t: Vec<&str> = line.split_whitespace().collect();
        let mut label = None;
        if t.len() > 2 && t[1] == "=" {
            label = Some(t[0].to_owned());
            t.drain(..2);
        }
        let mut how = How::default();
        let mut flag = |word: &str| t.iter().position(|x| *x == word).map(|i| t.remove(i)).is_some();
        how.bold = flag("boldly");
        how.manner.fork = flag("fork");
        let mut option = |word: &str| {
            let i = t.iter().position(|x| *x == word)?;
            t.remove(i);
            Some(t.remove(i).to_owned())
        };
        how.manner.at = option("at").map(|m| self.moments[&m].clone());
        how.manner.made = option("made").map(|n| n.parse().unwrap());
        how.until = option("until").map(|n| n.parse().unwrap());
        match t[0] {
            "sync" if t.len() == 1 => return self.world.sync_all(),
            "sync" => return t[1..].windows(2).for_each(|pair| self.world.sync(pair[0], pair[1], None)),
            "roster" => {
                let roster = BTreeSet::from([DocumentId::from(self.world.event)]);
                return self.world.sync(t[1], t[2], Some(&roster));
            }
            "liar" => {
                self.world.liars.insert(t[1].to_owned());
                return;
            }
            "tick" => return self.tick(t[1].parse().unwrap(), &t[2..]),
            _ => {}
        }
        let (who, verb, rest) = (t[0], t[1], &t[2..]);
        match verb {
            "remembers" => {
                self.moments.insert(rest[0].to_owned(), self.world.view(who).clone());
                return;
            }
            "restores" => return self.world.set_view(who, self.moments[rest[0]].clone()),
            _ => {}
        }
        if !self.world.devices.contains_key(who) && !["starts", "joins", "redeems"].contains(&verb) {
            self.act(who, "joins", &[], &How::default());
        }
        let id = self.act(who, verb, rest, &how).unwrap_or_else(|| panic!("could not: {line}"));
        if let Some(label) = label {
            self.named.insert(label, id);
        }
    }

    pub(super) fn tick(&mut self, by: i64, without: &[&str]) {
        self.world.clock += by;
        let names: Vec<String> = self.world.devices.keys().cloned().collect();
        for d in names.iter().filter(|d| !without.contains(&d.as_str())) {
            if !self.world.liars.contains(d) {
                self.world.chores(d);
            }
        }
    }

    fn id(&self, label: &str) -> OpId {
        self.named[label]
    }

    fn rights(&self, text: &str) -> Vec<Held> {
        let one = |x: &str| {
            let (domain, name) = x.split_once('/').unwrap();
            Held { domain: self.world.domain(domain), right: right(name) }
        };
        text.split(',').map(one).collect()
    }

    /// One act; none if an honest device would not write it.
    pub(super) fn act(&mut self, who: &str, verb: &str, a: &[&str], how: &How) -> Option<OpId> {
        if how.bold {
            self.world.bold.insert(who.to_owned());
        }
        let done = self.act_under(who, verb, a, how);
        self.world.bold.remove(who);
        done
    }

    fn act_under(&mut self, who: &str, verb: &str, a: &[&str], how: &How) -> Option<OpId> {
        match verb {
            "starts" => return Some(self.world.start(a)),
            "links" => {
                let view = self.world.view(who).clone();
                self.world.set_view(a[0], view);
                return self.world.link(a[0], &Manner::default());
            }
            "joins" => {
                let view = self.world.view("ana").clone();
                self.world.set_view(who, view);
                return self.world.link(who, &how.manner);
            }
            "redeems" => {
                let invite = self.id(a[0]);
                return self.redeem(who, invite, how);
            }
            "leaves" => {
                let record = Record::Revoke { what: Revoked::Person(person(who), Vec::new()), by: None };
                return self.world.write(who, Place::Roster, Body::Record(record), &how.manner).map(|(id, _)| id);
            }
            "approves" | "rejects" | "withdraws" | "chooses" => return self.answer(who, verb, a, how),
            "delivers" => return self.deliver(who, a[0], how),
            "edits" => return self.edit(who, a, how),
            _ => {}
        }
        self.give(who, verb, a, how)
    }

    pub(super) fn redeem(&mut self, who: &str, invite: OpId, how: &How) -> Option<OpId> {
        let i = self.world.at[&invite];
        if !self.world.devices.contains_key(who) {
            let mut view = self.world.past[i].clone();
            view.insert(i);
            self.world.set_view(who, view);
        }
        let (event, device) = (self.world.event, self.world.id_of(who));
        let record = Record::Redeem {
            invite,
            person: person(who),
            device,
            certificate: person_key(who).certify_device(event, device),
            proof: invite_key(self.invites[&invite]).prove(event, invite, person(who), device),
        };
        self.world.write(who, Place::Roster, Body::Record(record), &how.manner).map(|(id, _)| id)
    }

    fn answer(&mut self, who: &str, verb: &str, a: &[&str], how: &How) -> Option<OpId> {
        let document = self.world.documents[a[0]];
        let answer = match verb {
            "approves" => Answer::Approved,
            "rejects" => Answer::ChangesRequested,
            "withdraws" => Answer::Withdrawn,
            _ => Answer::Chosen,
        };
        let of = match a.get(1) {
            Some(label) => Some(self.id(label)),
            None => self.world.version_heads(self.world.judge(who), document).into_iter().max(),
        };
        let version = of.map_or(EntryId([0; 16]), |id| self.world.versions[&id].0);
        let statement = Statement { answer, version, covers: Vec::new(), criteria: None, reason: String::new() };
        self.world.write(who, Place::In(document), Body::Statement(statement), &how.manner).map(|(id, _)| id)
    }

    fn deliver(&mut self, who: &str, log: &str, how: &How) -> Option<OpId> {
        let document = self.world.documents[log];
        let parents = match &how.manner.at {
            Some(view) => self.world.version_heads(&self.world.judge_of(view), document),
            None => self.world.version_heads(self.world.judge(who), document),
        };
        self.drawn += 1;
        let entry = EntryId(seed(&format!("version {}", self.drawn))[..16].try_into().unwrap());
        let name = owned_name(person(who), entry);
        let edit = |section: &str| Edit {
            section: section.to_owned(),
            entry: name.clone(),
            field: "name".to_owned(),
            value: Value::Str("a drawing".to_owned()),
        };
        let body = Body::Change(Change(vec![edit("formats"), edit("versions")]));
        let (id, _) = self.world.write(who, Place::In(document), body, &how.manner)?;
        self.world.versions.insert(id, (entry, parents));
        Some(id)
    }

    fn edit(&mut self, who: &str, a: &[&str], how: &How) -> Option<OpId> {
        let document = self.world.documents[a[0]];
        self.drawn += 1;
        let entry = EntryId(seed(&format!("entry {}", self.drawn))[..16].try_into().unwrap());
        let edit = Edit {
            section: a[1].to_owned(),
            entry: owned_name(person(a.get(2).unwrap_or(&who)), entry),
            field: "text".to_owned(),
            value: Value::Str("words".to_owned()),
        };
        self.world.write(who, Place::In(document), Body::Change(Change(vec![edit])), &how.manner).map(|(id, _)| id)
    }

    /// Everything that is given under a grant: under the highest of the author's under which it holds.
    fn give(&mut self, who: &str, verb: &str, a: &[&str], how: &How) -> Option<OpId> {
        let j = self.world.judge(who);
        let me = model::op::Principal::Person(person(who));
        let mut tries: Vec<(Rank, GrantRef)> =
            j.index.gifts.iter().filter(|g| g.subject == me).map(|g| (g.rank, g.name)).collect();
        tries.sort_unstable();
        if tries.is_empty() {
            tries.push((Rank { class: 9, depth: 9, place: 9 }, GrantRef { op: OpId([0; 32]), place: 0 }));
        }
        let (place, invite) = (self.place_of(verb, a), self.invites.len());
        let honest = !self.world.liars.contains(who) && !how.bold;
        let mut last = None;
        for (i, (_, by)) in tries.iter().enumerate() {
            let record = self.record(verb, a, *by, how.until);
            let written = self.world.write(who, place, Body::Record(record), &how.manner);
            last = written.map(|(id, _)| id);
            match written {
                Some((id, flawed)) if honest || !flawed || i + 1 == tries.len() => {
                    self.note(verb, a, id, invite);
                    return Some(id);
                }
                Some((id, _)) => self.world.forget(who, id),
                None => {}
            }
        }
        last
    }

    fn note(&mut self, verb: &str, a: &[&str], id: OpId, invite: usize) {
        match verb {
            "founds" => drop(self.world.scopes.insert(a[0].to_owned(), model::id::ScopeId(id.0))),
            "makes" => drop(self.world.documents.insert(a[0].to_owned(), DocumentId(id.0))),
            "invites" => drop(self.invites.insert(id, invite)),
            _ => {}
        }
    }

    fn place_of(&self, verb: &str, a: &[&str]) -> Place {
        match verb {
            "makes" => Place::New,
            "shares" | "reviewer" | "assigns" | "unshares" | "unreviewer" => Place::In(self.world.documents[a[0]]),
            "cuts" if a[0] != "roster" => Place::In(self.world.documents[a[0]]),
            "settles" => {
                let log = self.world.ops[self.world.at[&self.id(a[0])]].log();
                if log == self.world.event.into() { Place::Roster } else { Place::In(log) }
            }
            _ => Place::Roster,
        }
    }

    fn record(&mut self, verb: &str, a: &[&str], by: GrantRef, until: Option<i64>) -> Record {
        let revoke = |what| Record::Revoke { what, by: Some(by) };
        let share = |subject, level, role: Option<Role>| Record::Share { subject, level, role, required: true, by };
        let unshare = |subject, role| Record::Unshare { subject, role, by: Some(by), reason: String::new() };
        match verb {
            "grants" => Record::Grant { person: person(a[0]), rights: self.rights(a[1]), by, until },
            "removes" => revoke(Revoked::Person(person(a[0]), Vec::new())),
            "takes" => revoke(Revoked::Person(person(a[0]), self.rights(a[1]))),
            "unlinks" => revoke(Revoked::Device(self.world.id_of(a[0]))),
            "cancels" => revoke(Revoked::Invite(self.id(a[0]))),
            "founds" => Record::Scope { kind: ScopeKind::Collaborator, by },
            "invites" => {
                Record::Invite { key: invite_key(self.invites.len()).id(), rights: self.rights(a[0]), by, until }
            }
            "closes" => Record::Close { invite: self.id(a[0]), redeem: self.id(a[1]), by },
            "switches" => {
                Record::Module { scope: self.world.scopes[a[0]], module: Module::Files, on: a[1] == "on", by }
            }
            "makes" => {
                let scope = a.get(1).map_or(Domain::Event, |s| self.world.domain(s));
                let nonce = seed(&format!("home {}", a[0])).to_vec();
                Record::Home { kind: model::op::DocumentKind::File, scope, by, nonce, version: 1 }
            }
            "shares" => share(self.world.subject(a[1]), level(a[2]), None),
            "reviewer" => share(self.world.subject(a[1]), Level::Read, Some(Role::Reviewer)),
            "assigns" => share(self.world.subject(a[1]), Level::Edit, Some(Role::Assignee)),
            "unshares" => unshare(self.world.subject(a[1]), None),
            "unreviewer" => unshare(self.world.subject(a[1]), Some(Role::Reviewer)),
            "settles" => Record::Settle { of: self.id(a[0]), accept: a[1] == "accept", by },
            "cuts" => Record::Cut { of: self.id(a[1]), by },
            other => panic!("no verb {other}"),
        }
    }

    /// Each of `F is Approved`, `x is held`, `ben reads F`, `ben reads no F` against everything that anybody has.
    pub(super) fn check(&self, expected: &str) -> Vec<String> {
        let judge = self.world.judge_of(&self.world.whole());
        let mut wrong = Vec::new();
        for line in expected.split(',') {
            let t: Vec<&str> = line.split_whitespace().collect();
            let (got, wanted) = match (t[1], self.named.get(t[0])) {
                ("is", Some(op)) => (word(judge.state(*op)), t[2]),
                ("is", None) => (self.world.status(&judge, self.world.documents[t[0]]), t[2]),
                _ => {
                    let document = self.world.documents[t[t.len() - 1]];
                    let device = self.world.keys.get(t[0]).map(|k| k.id());
                    let reads = judge.readers(document).iter().any(|(_, d)| Some(*d) == device);
                    (if reads { "reads" } else { "no" }, if t[2] == "no" { "no" } else { "reads" })
                }
            };
            if got != wanted {
                wrong.push(format!(
                    "{} (got {got}, {:?})",
                    line.trim(),
                    self.named.get(t[0]).map(|op| judge.state(*op))
                ));
            }
        }
        if judge.circles() > 0 {
            wrong.push("judged in a circle".to_owned());
        }
        wrong
    }
}

pub(super) fn word(state: Option<State>) -> &'static str {
    match state {
        Some(State::Applied) => "applied",
        Some(State::Held) => "held",
        Some(State::Refused(_)) => "refused",
        Some(State::Waiting) => "waiting",
        None => "absent",
    }
}

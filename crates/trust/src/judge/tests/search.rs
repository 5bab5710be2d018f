//! Random events: honest and lying devices, partial meetings, restored backups. Whatever happens, the same set is judged alike.

use super::scenarios::CAST;
use super::stage::{How, Stage};
use super::world::{Manner, View, person_name};
use crate::judge::{Judge, State};
use model::id::{DocumentId, OpId};
use model::op::{Body, Record};
use std::collections::{BTreeMap, BTreeSet};

/// A small generator: the same numbers for the same seed on every machine.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn one<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }

    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

const PEOPLE: [&str; 10] = ["ana", "olga", "hugo", "fay", "ben", "rita", "mal", "vic", "vera", "val"];
const GIVEN: [&str; 7] = [
    "event/FilesEdit",
    "event/FilesRead",
    "event/FilesAdmin",
    "event/UsersManage,event/FilesRead",
    "V/FilesEdit",
    "V/*",
    "event/*",
];

struct Event {
    stage: Stage,
    dice: Dice,
    moments: BTreeMap<String, Vec<View>>,
}

impl Event {
    fn play(seed: u64, steps: usize) -> Self {
        let start = CAST.replace("ana makes G V;", "ana makes G V; ana shares F V Edit; ana reviewer G val;");
        let mut event = Self { stage: Stage::new(&start), dice: Dice::new(seed), moments: BTreeMap::new() };
        if event.dice.chance(50) {
            event.stage.run("rita links rita.phone; ben links ben.phone; sync rita.phone rita ana ben ben.phone");
        }
        for _ in 0..event.dice.below(4) {
            let liar = event.dice.one(&PEOPLE[1..]).to_owned();
            let devices: Vec<String> = event.stage.world.devices.keys().cloned().collect();
            event.stage.world.liars.extend(devices.into_iter().filter(|d| person_name(d) == liar));
        }
        for _ in 0..steps {
            event.step();
        }
        event
    }

    fn step(&mut self) {
        let world = &self.stage.world;
        let devices: Vec<String> = world.devices.keys().filter(|d| !world.retired.contains(*d)).cloned().collect();
        for (name, device) in &world.devices {
            let seen = self.moments.entry(name.clone()).or_default();
            if seen.last() != Some(&device.view) {
                seen.push(device.view.clone());
            }
        }
        if self.dice.chance(30) {
            let (a, b) = (self.dice.below(devices.len()), self.dice.below(devices.len()));
            let logs: Option<BTreeSet<DocumentId>> = match self.dice.below(4) {
                0 => Some(BTreeSet::from([world.event.into()])),
                1 => Some(BTreeSet::from([world.event.into(), world.documents["F"]])),
                _ => None,
            };
            if a != b {
                self.stage.world.sync(&devices[a], &devices[b], logs.as_ref());
            }
        } else if self.dice.chance(3) {
            self.stage.world.sync_all();
        } else if (0..4).any(|_| {
            let device = devices[self.dice.below(devices.len())].clone();
            self.act(&device).is_some()
        }) && self.dice.chance(8)
        {
            self.stage.tick(1, &[]);
        }
    }

    fn act(&mut self, device: &str) -> Option<OpId> {
        let mut how = How::default();
        let world = &self.stage.world;
        if world.liars.contains(device) {
            how.bold = true;
            if self.dice.chance(60) {
                let moments = &self.moments[device];
                let at = Some(moments[self.dice.below(moments.len())].clone());
                how.manner = Manner { at, fork: true, made: self.dice.chance(30).then_some(0) };
            }
        } else if device != "ana" && self.dice.chance(1) {
            // An old backup.
            let moments = &self.moments[device];
            let view = moments[self.dice.below(moments.len())].clone();
            self.stage.world.set_view(device, view);
        }
        let made: Vec<String> = self.stage.world.documents.keys().cloned().collect();
        let mut logs = vec!["F", "F", "G"];
        logs.extend(made.iter().map(String::as_str));
        let log = self.dice.one(&logs);
        let other = self.dice.one(&PEOPLE);
        if other == person_name(device) {
            return None;
        }
        if self.dice.chance(45) {
            let verb =
                self.dice.one(&["delivers", "delivers", "edits", "comments", "approves", "rejects", "withdraws"]);
            let section = self.dice.one(&["comments", "meta", "deliverable", "resolved"]);
            return match verb {
                "edits" => self.stage.act(device, verb, &[log, section], &how),
                "comments" => self.stage.act(device, "edits", &[log, section, other], &how),
                _ => self.stage.act(device, verb, &[log], &how),
            };
        }
        self.rule(device, log, other, how)
    }

    fn rule(&mut self, device: &str, log: &str, other: &str, mut how: How) -> Option<OpId> {
        let verb = self.dice.one(&[
            "grants",
            "grants",
            "grants",
            "removes",
            "takes",
            "leaves",
            "unlinks",
            "shares",
            "unshares",
            "reviewer",
            "unreviewer",
            "makes",
            "settles",
            "invites",
            "redeems",
            "cuts",
            "switches",
            "closes",
            "assigns",
        ]);
        let given = self.dice.one(&GIVEN);
        let subject = self.dice.one(&[other, "V"]);
        let level = self.dice.one(&["Read", "Edit", "*"]);
        let bold = self.stage.world.liars.contains(device);
        match verb {
            "grants" => {
                how.until = self.dice.chance(20).then_some(self.stage.world.clock + 1);
                self.stage.act(device, verb, &[other, given], &how)
            }
            "removes" => self.stage.act(device, verb, &[other], &how),
            "takes" => self.stage.act(device, verb, &[other, given], &how),
            "leaves" if device != "ana" && self.dice.chance(40) => self.stage.act(device, verb, &[], &how),
            "unlinks" => {
                let all: Vec<String> = self.stage.world.devices.keys().cloned().collect();
                let which = &all[self.dice.below(all.len())];
                let own = person_name(which) == person_name(device);
                if person_name(which) == "ana" || (own && !self.dice.chance(20)) {
                    return None;
                }
                self.stage.act(device, verb, &[which], &how)
            }
            "shares" => self.stage.act(device, verb, &[log, subject, level], &how),
            "unshares" => self.stage.act(device, verb, &[log, subject], &how),
            "reviewer" | "unreviewer" => self.stage.act(device, verb, &[log, other], &how),
            "assigns" => self.stage.act(device, verb, &[log, "V"], &how),
            "switches" => self.stage.act(device, verb, &["V", self.dice.one(&["on", "off"])], &how),
            "makes" => {
                let name = format!("H{}", self.stage.world.documents.len());
                let scope = self.dice.one(&["event", "event", "V"]);
                self.stage.act(device, verb, &[&name, scope], &how)
            }
            "invites" => self.stage.act(device, verb, &[given], &how),
            "settles" => {
                let of = self.some_op(device, |j, id, _| j.state(id) == Some(State::Held))?;
                self.stage.named.insert("?".to_owned(), of);
                self.stage.act(device, verb, &["?", self.dice.one(&["accept", "refuse"])], &how)
            }
            "cuts" if bold => {
                let of = self.some_op(device, |_, _, body| {
                    matches!(body, Body::Record(Record::Revoke { .. } | Record::Unshare { .. }))
                })?;
                self.stage.named.insert("?".to_owned(), of);
                self.stage.act(device, verb, &[self.dice.one(&["roster", log]), "?"], &how)
            }
            "redeems" => {
                let invite = self.some_op(device, |_, _, body| matches!(body, Body::Record(Record::Invite { .. })))?;
                let joiner = format!("new{}", self.stage.world.devices.len());
                (self.stage.world.devices.len() < 17)
                    .then(|| self.stage.redeem(&joiner, invite, &How::default()))
                    .flatten()
            }
            "closes" if bold => {
                let redeem = self.some_op(device, |_, _, body| matches!(body, Body::Record(Record::Redeem { .. })))?;
                let body = self.stage.world.ops[self.stage.world.at[&redeem]].body().clone();
                let Body::Record(Record::Redeem { invite, .. }) = body else { return None };
                self.stage.named.extend([("?".to_owned(), redeem), ("!".to_owned(), invite)]);
                self.stage.act(device, verb, &["!", "?"], &how)
            }
            _ => None,
        }
    }

    /// One of the operations that the device has, of some sort.
    fn some_op(&mut self, device: &str, fits: impl Fn(&Judge, OpId, &Body) -> bool) -> Option<OpId> {
        let world = &self.stage.world;
        let judge = world.judge(device);
        let all = world.view(device).iter().map(|i| &world.ops[*i]);
        let fitting: Vec<OpId> = all.filter(|o| fits(judge, o.id(), o.body())).map(crate::Operation::id).collect();
        if fitting.is_empty() { None } else { Some(fitting[self.dice.below(fitting.len())]) }
    }
}

/// A8 and A3, on one random event: judged at once, one by one in two random orders, and by every device as it heard of it.
fn search(seed: u64) -> Result<[usize; 3], String> {
    let mut event = Event::play(seed, 60);
    let all = event.stage.world.whole();
    let world = &event.stage.world;
    let whole = world.judge_of(&all);
    let truth = world.everything(&whole);
    let mut counts = [0; 3];
    for i in &all {
        match whole.state(world.ops[*i].id()) {
            Some(State::Applied) => counts[0] += 1,
            Some(State::Held) => counts[1] += 1,
            Some(State::Refused(_)) => counts[2] += 1,
            other => return Err(format!("operation {i} is {other:?} though everything is here")),
        }
    }
    for round in 0..2 {
        let mut order: Vec<usize> = all.iter().copied().collect();
        event.dice.shuffle(&mut order);
        let mut judge = Judge::new(world.event);
        let mut states: BTreeMap<OpId, State> = BTreeMap::new();
        for i in order {
            for changed in judge.take(&world.ops[i]).changed {
                if states.insert(changed.op, changed.now) != changed.was {
                    return Err(format!("round {round}: {changed:?} is not what had been said before"));
                }
            }
        }
        if world.everything(&judge) != truth {
            return Err(format!("round {round}: another order, another answer"));
        }
        if states.iter().any(|(op, state)| judge.state(*op) != Some(*state)) || states.len() != all.len() {
            return Err(format!("round {round}: what take() told is not what state() says"));
        }
        if judge.circles() > 0 {
            return Err(format!("round {round}: judged in a circle"));
        }
    }
    for (name, device) in &world.devices {
        if world.everything(&device.judge) != world.everything(&world.judge_of(&device.view)) {
            return Err(format!("{name} answers otherwise than from nothing"));
        }
    }
    Ok(counts)
}

/// A8: any order of arrival, the same answer; step by step, the same as from nothing; never in a circle.
#[test]
fn the_same_set_is_judged_alike_in_any_order_of_arrival() {
    let mut total = [0; 3];
    for seed in 1..=60 {
        match search(seed) {
            Ok(counts) => total.iter_mut().zip(counts).for_each(|(t, n)| *t += n),
            Err(wrong) => panic!("seed {seed}: {wrong}"),
        }
    }
    assert!(total.iter().all(|n| *n >= 20), "the search does not reach every state: {total:?}");
}

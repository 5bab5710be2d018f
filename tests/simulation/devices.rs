//! Worlds of three devices that run the program itself: people who act by commands, hear of each other late, and are switched off and on.

use crate::chance::Chance;
use engine::{Arrived, Failure, Made};
use model::command::*;
use model::decide::Draft;
use model::id::{DocumentId, EntryId, EventId, PersonId, ScopeId};
use model::row::FileShow;
use offstage_tests::clocked::Clocked;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};
use trust::Operation;

/// Commands in a world.
const COMMANDS: usize = 250;
/// Worlds that are always played.
const ALWAYS: u64 = 2;
const BEGIN: i64 = crate::history::BEGIN;

#[derive(Debug, Default)]
struct Counted {
    worlds: usize,
    done: usize,
    refused: BTreeMap<String, usize>,
    operations: usize,
    forks: usize,
}

struct World {
    chance: Chance,
    devices: Vec<Clocked>,
    /// What is under way to each device.
    post: Vec<Vec<Arrived>>,
    /// How much of what each device said has been posted.
    posted: Vec<usize>,
    event: EventId,
    collaborators: Vec<ScopeId>,
    areas: Vec<ScopeId>,
    files: Vec<DocumentId>,
    folders: Vec<EntryId>,
    crew: Vec<(ScopeId, EntryId)>,
    counted: Counted,
}

fn made_event(made: &Made) -> (EventId, ScopeId) {
    match made {
        Made::Event(event, scope) => (*event, *scope),
        other => panic!("no event: {other:?}"),
    }
}

impl World {
    fn of(seed: u64) -> Self {
        let chance = Chance::of(seed);
        let mut devices: Vec<Clocked> =
            ["Ana Ruiz", "Bea Lind", "Chu Park"].iter().map(|name| Clocked::of(name, BEGIN)).collect();
        let made = devices[0].acts::<EventCreate>(json!({ "name": "Random Nights", "zone": "Europe/Berlin", "from": "2027-06-10", "to": "2027-06-12", "collaborator": "Tide" }), &[]);
        let (event, first) = made_event(&made);
        let mut world = Self {
            chance,
            devices,
            post: vec![Vec::new(); 3],
            posted: vec![0; 3],
            event,
            collaborators: vec![first],
            areas: Vec::new(),
            files: Vec::new(),
            folders: Vec::new(),
            crew: Vec::new(),
            counted: Counted { worlds: 1, ..Counted::default() },
        };
        for name in ["Rig & Co", "Light"] {
            if let Made::Scope(scope) =
                world.devices[0].acts::<CollaboratorAdd>(json!({ "event": event, "name": name }), &[])
            {
                world.collaborators.push(scope);
            }
        }
        let people: Vec<PersonId> = world.devices.iter().map(Clocked::me).collect();
        world.devices[0].acts::<GrantAdd>(json!({ "event": event, "person": people[1], "rights": ["Event:Read", "Event:FilesAdmin", "Event:CrewView"] }), &[]);
        world.devices[0]
            .acts::<GrantAdd>(json!({ "event": event, "person": people[2], "rights": ["Event:Read"] }), &[]);
        let rig = world.collaborators[1];
        world.devices[0].acts::<GrantAdd>(json!({ "event": event, "person": people[2], "rights": ["Collaborator:FilesEdit", "Collaborator:CrewManage"], "on": rig }), &[]);
        world.everybody_meets();
        for who in 1..3 {
            world.devices[who].signs(event, vec![Draft::Device]);
        }
        world.everybody_meets();
        world
    }

    /// What was said since goes to the others' post, whole acts in order.
    fn collect(&mut self) {
        for from in 0..self.devices.len() {
            let new: Vec<Arrived> = self.devices[from].said[self.posted[from]..].to_vec();
            self.posted[from] = self.devices[from].said.len();
            for to in (0..self.devices.len()).filter(|to| *to != from) {
                self.post[to].extend(new.iter().cloned());
            }
        }
    }

    fn hears(&mut self, who: usize, all: bool) {
        self.collect();
        let mut waiting = std::mem::take(&mut self.post[who]);
        self.chance.shuffle(&mut waiting);
        let some = if all { waiting.len() } else { self.chance.below(waiting.len() + 1) };
        let late = waiting.split_off(some);
        if self.chance.percent(30)
            && let Some(again) = waiting.first().cloned()
        {
            waiting.push(again);
        }
        self.post[who] = late;
        let now = self.devices[who].now;
        let received = self.devices[who].engine.receive(&waiting, now).expect("it is kept");
        assert!(received.bad.is_empty());
    }

    fn everybody_meets(&mut self) {
        for who in 0..self.devices.len() {
            self.hears(who, true);
        }
    }

    /// A command. The rules may refuse it; nothing else may go wrong, and least of all may admission know better than the rules.
    fn tries<C: DeserializeOwned + Into<Command>>(
        &mut self,
        who: usize,
        wish: Value,
        files: &[(&str, &[u8])],
    ) -> Option<Made> {
        let words = wish.to_string();
        match self.devices[who].tries::<C>(wish, files) {
            Ok(made) => {
                self.counted.done += 1;
                Some(made)
            }
            Err(Failure::Refused(refusal)) => {
                *self.counted.refused.entry(refusal.code()).or_default() += 1;
                None
            }
            Err(error) => panic!("device {who}, {} {words}: {error}", std::any::type_name::<C>()),
        }
    }

    fn a_file(&mut self) -> Option<DocumentId> {
        let newest = self.files.len().saturating_sub(4);
        self.chance.pick(&self.files[newest..]).copied()
    }

    fn screen(&self, who: usize, file: DocumentId) -> Option<FileShow> {
        let device = &self.devices[who];
        device.home.readers().ask(|view| view.file_show(&file, device.now)).expect("a screen is read")
    }

    fn bytes(&mut self) -> Vec<u8> {
        format!("bytes {}", self.chance.next() % 1_000_000).into_bytes()
    }

    fn act(&mut self, who: usize) {
        let event = self.event;
        let word = self.chance.pick(&["truss", "Plot", "Größe", "rev B", "cue list"]).copied().unwrap_or("x");
        let name = format!("{word} {}", self.chance.below(40));
        let nth = self.chance.below(self.collaborators.len());
        let (side, person) = (self.collaborators[nth], {
            let other = self.chance.below(3);
            self.devices[other].me()
        });
        let (often, seldom, days) = (self.chance.percent(70), self.chance.percent(30), self.chance.below(9));
        let due = format!(
            "2027-{:02}-{:02}T{:02}:00",
            1 + self.chance.below(12),
            1 + self.chance.below(28),
            6 + self.chance.below(16)
        );
        match self.chance.below(40) {
            0..3 => {
                let drive = if self.chance.percent(60) { json!({ "of": "event" }) } else { json!({ "of": "collaborator", "id": side }) };
                if let Some(Made::File(file)) = self.tries::<DeliverableCreate>(who, json!({ "event": event, "name": name, "to": side, "due": due, "drive": drive, "reviewers": [{ "person": person }] }), &[]) {
                    self.files.push(file);
                }
            }
            3 => {
                let bytes = self.bytes();
                if let Some(Made::Files(files)) = self.tries::<FileAdd>(who, json!({ "event": event, "files": [] }), &[("sheet.pdf", &bytes)]) {
                    self.files.extend(files.iter().map(|f| f.0));
                }
            }
            4 => _ = self.tries::<FolderAdd>(who, json!({ "event": event, "drive": { "of": "event" }, "name": name, "parent": self.folders.last() }), &[]).map(|made| if let Made::Folder(folder) = made { self.folders.push(folder) }),
            5 => {
                let (a, b) = (self.chance.pick(&self.folders).copied(), self.chance.pick(&self.folders).copied());
                if let Some(folder) = a {
                    self.tries::<FolderMove>(who, json!({ "event": event, "drive": { "of": "event" }, "folder": folder, "parent": b }), &[]);
                }
            }
            6 => {
                if let Some(Made::Crew(crew)) = self.tries::<CrewAdd>(who, json!({ "event": event, "collaborator": side, "first": name, "last": "Lind", "contact": true, "me": seldom }), &[]) {
                    self.crew.push((side, crew));
                }
            }
            7 => {
                if let Some((side, crew)) = self.chance.pick(&self.crew).copied() {
                    if self.chance.percent(50) {
                        self.tries::<CrewSet>(who, json!({ "event": event, "collaborator": side, "crew": crew, "title": name }), &[]);
                    } else {
                        self.tries::<CrewArchive>(who, json!({ "event": event, "collaborator": side, "crew": crew }), &[]);
                    }
                }
            }
            8 => {
                if let Some(Made::Scope(area)) = self.tries::<AreaAdd>(who, json!({ "event": event, "name": name }), &[]) {
                    self.areas.push(area);
                }
            }
            9 => _ = self.tries::<EventSet>(who, json!({ "event": event, "notes": name, "lead_days": days, "strict_formats": often }), &[]),
            10 => _ = self.tries::<CollaboratorSet>(who, json!({ "event": event, "collaborator": side, "name": name, "modules": if seldom { json!(["crew"]) } else { json!(["crew", "files"]) } }), &[]),
            11 => _ = self.tries::<PersonRename>(who, json!({ "event": event, "name": name }), &[]),
            12 => _ = self.tries::<GrantAdd>(who, json!({ "event": event, "person": person, "rights": ["Event:FilesRead"] }), &[]),
            13 if who == 0 && self.chance.percent(40) => {
                let other = 1 + self.chance.below(2);
                let person = self.devices[other].me();
                self.devices[0].signs(event, vec![Draft::Revoke { person }]);
                self.devices[0].acts::<GrantAdd>(json!({ "event": event, "person": person, "rights": ["Event:Read", "Event:FilesEdit"] }), &[]);
            }
            14 if who == 0 && self.chance.percent(30) => {
                self.tries::<EventArchive>(0, json!({ "event": event }), &[]);
                self.hears(0, false);
                self.tries::<EventRestore>(0, json!({ "event": event }), &[]);
            }
            _ => self.act_on_a_file(who, &name, person, &due),
        }
    }

    fn act_on_a_file(&mut self, who: usize, name: &str, person: PersonId, due: &str) {
        let Some(file) = self.a_file() else { return };
        let Some(screen) = self.screen(who, file) else { return };
        let version = self.chance.pick(&screen.versions).cloned();
        let comment = version.as_ref().and_then(|v| self.chance.pick(&v.comments).map(|c| c.comment));
        let format = version.as_ref().and_then(|v| self.chance.pick(&v.formats).map(|f| f.format));
        let side = self.collaborators[self.chance.below(self.collaborators.len())];
        let bytes = self.bytes();
        let (often, seldom) = (self.chance.percent(80), self.chance.percent(40));
        match self.chance.below(30) {
            0..7 => {
                _ = self.tries::<Deliver>(
                    who,
                    json!({ "file": file, "files": [], "note": name }),
                    &[("plot.pdf", &bytes)],
                )
            }
            7..9 => _ = self.tries::<FormatAdd>(who, json!({ "file": file, "files": [] }), &[("plot.dwg", &bytes)]),
            9 => {
                _ = format.map(|format| self.tries::<FormatRemove>(who, json!({ "file": file, "format": format }), &[]))
            }
            10 => _ = self.tries::<DeliverUndo>(who, json!({ "file": file }), &[]),
            11..14 => {
                _ = self.tries::<CommentAdd>(
                    who,
                    json!({ "file": file, "version": version.map(|v| v.version), "body": name }),
                    &[],
                )
            }
            14 => {
                _ = comment.map(|comment| {
                    self.tries::<CommentEdit>(who, json!({ "file": file, "comment": comment, "body": name }), &[])
                })
            }
            15 => {
                _ = comment.map(|comment| {
                    self.tries::<CommentResolve>(
                        who,
                        json!({ "file": file, "comment": comment, "resolved": often }),
                        &[],
                    )
                })
            }
            16..18 => {
                _ = self.tries::<ReviewerAdd>(who, json!({ "file": file, "person": person, "required": often }), &[])
            }
            18 => _ = self.tries::<ReviewerRemove>(who, json!({ "file": file, "person": person, "reason": name }), &[]),
            19..23 => {
                let answer = self
                    .chance
                    .pick(&["approved", "approved", "changes_requested", "withdrawn"])
                    .copied()
                    .unwrap_or("approved");
                let on = if self.chance.percent(70) { None } else { version.map(|v| v.version) };
                self.tries::<Review>(
                    who,
                    json!({ "file": file, "version": on, "answer": answer, "reason": name }),
                    &[],
                );
            }
            23 | 24 => {
                _ = version
                    .map(|v| self.tries::<VersionChoose>(who, json!({ "file": file, "version": v.version }), &[]))
            }
            25 => _ = self.tries::<FileRename>(who, json!({ "file": file, "name": name }), &[]),
            26 => {
                _ = self.tries::<FileDescribe>(
                    who,
                    json!({ "file": file, "description": format!("{}\n{name}", screen.description) }),
                    &[],
                )
            }
            27 => {
                if self.chance.percent(30) {
                    self.tries::<FileArchive>(who, json!({ "file": file }), &[]);
                } else {
                    self.tries::<FileRestore>(who, json!({ "file": file }), &[]);
                }
            }
            28 => {
                _ = self.tries::<DeliverableSet>(
                    who,
                    json!({ "file": file, "due": due, "to": side, "criteria": [{ "text": name }] }),
                    &[],
                )
            }
            _ => {
                _ = self.tries::<DeliverableWaive>(who, json!({ "file": file, "reason": name, "waived": seldom }), &[])
            }
        }
    }

    fn play(mut self) -> Counted {
        for _ in 0..COMMANDS {
            let step = i64::try_from(self.chance.below(7_200_000)).unwrap_or(0);
            self.devices.iter_mut().for_each(|d| d.now += step);
            let who = self.chance.below(3);
            if self.chance.percent(20) {
                self.hears(who, false);
            }
            self.act(who);
            if self.chance.percent(2) {
                let device = self.devices.swap_remove(who).restarted();
                self.devices.push(device);
                let last = self.devices.len() - 1;
                self.devices.swap(who, last);
            }
        }
        self.everybody_meets();
        self.everybody_meets();
        self.judge_all();
        self.counted
    }

    /// Everybody has heard everything: they agree on all that is not about themselves, and each can make its own rows anew.
    fn judge_all(&mut self) {
        let event = self.event;
        let said: BTreeSet<_> = self
            .devices
            .iter()
            .flat_map(|d| &d.said)
            .map(|a| Operation::verify(&a.envelope, &a.body).expect("it was signed here").id())
            .collect();
        self.counted.operations = said.len();
        let heads = self.devices[0].engine.heads().expect("heads");
        let mut statuses: BTreeMap<DocumentId, (Value, usize)> = BTreeMap::new();
        for who in 0..self.devices.len() {
            let device = &mut self.devices[who];
            let judge = device.engine.show(event).expect("the event").judge.clone();
            for op in &said {
                assert!(judge.state(*op).is_some_and(|s| s != trust::State::Waiting), "device {who} lost {op}");
            }
            assert_eq!(
                device.engine.operations(event).expect("operations").len(),
                said.len(),
                "device {who} keeps all, once"
            );
            self.counted.forks += judge.forks().len();
            assert!(device.engine.heads().expect("heads") == heads, "device {who} derives other documents");
            let rows = device.engine.dump().expect("rows");
            device.engine.rebuild(device.now).expect("it can be made anew");
            let anew = device.engine.dump().expect("rows");
            let (was, is) = (
                crate::stores::Outcome { rows, heads: BTreeMap::new() },
                crate::stores::Outcome { rows: anew, heads: BTreeMap::new() },
            );
            if let Some(what) = was.differs(&is) {
                panic!("device {who}, made anew, differs: {what}");
            }
            for file in self.files.clone() {
                let Some(screen) = self.screen(who, file) else { continue };
                let versions: Vec<Value> = screen
                    .versions
                    .iter()
                    .map(|v| {
                        json!([v.version, v.label, v.status, v.latest, v.taken_back, v.comments.len(), v.formats.len()])
                    })
                    .collect();
                let row = &screen.row;
                let balls: Vec<&str> = row.ball_in_court.iter().map(|b| b.id.as_str()).collect();
                let seen = json!([
                    row.name,
                    row.status,
                    row.forked,
                    row.version_label,
                    row.due_at,
                    row.due_also,
                    row.delivered_late,
                    row.waived,
                    balls,
                    versions
                ]);
                let (first, by) = statuses.entry(file).or_insert_with(|| (seen.clone(), who));
                assert_eq!(*first, seen, "{file} as devices {by} and {who} see it");
            }
        }
        assert_eq!(self.counted.forks, 0, "no device used a number twice");
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.trim().parse().ok()
}

/// A8, and that what `decide` lets through admission lets through.
#[test]
fn three_devices_that_act_by_commands_and_hear_of_each_other_late_come_to_agree() {
    if let Some(seed) = number("OFFSTAGE_SEED") {
        eprintln!("{:?}", World::of(seed).play());
        return;
    }
    let begun = Instant::now();
    let most = number("OFFSTAGE_HISTORIES");
    let time = Duration::from_secs(number("OFFSTAGE_WORLD_SECONDS").unwrap_or(60) / 3);
    let mut all = Counted::default();
    for nth in 0.. {
        let go_on = most.map_or(nth < ALWAYS || begun.elapsed() < time, |most| nth < most);
        if !go_on {
            break;
        }
        let seed = if most.is_some() || nth < ALWAYS {
            nth
        } else {
            Chance::of(u64::from(std::process::id()) << 32 | nth).next()
        };
        match catch_unwind(AssertUnwindSafe(|| World::of(seed).play())) {
            Ok(one) => {
                all.worlds += 1;
                all.done += one.done;
                all.operations += one.operations;
                one.refused.into_iter().for_each(|(code, n)| *all.refused.entry(code).or_default() += n);
            }
            Err(cause) => {
                let words = cause
                    .downcast_ref::<String>()
                    .cloned()
                    .or_else(|| cause.downcast_ref::<&str>().map(|s| (*s).to_owned()))
                    .unwrap_or_default();
                panic!("OFFSTAGE_SEED={seed}: {words}");
            }
        }
    }
    eprintln!("{all:?} in {:?}", begun.elapsed());
    assert!(all.done > all.worlds * COMMANDS / 4, "most commands were refused: the plan has gone blind: {all:?}");
}

//! The built-in example event: a small festival in which every screen has something to show.
//!
//! Nothing of it is painted on. Six people with keys of their own, each with an engine of their own, write signed operations; this device
//! makes its part by the commands of a page and takes the others' through the same door as any operation from elsewhere. Then their keys
//! are thrown away. Drawings and pictures are real little files that the program makes itself.

mod cast;

use crate::engine::{Arrived, Engine, Made, Outputs};
use crate::failure::Failure;
use cast::{COLLABORATORS, CREW, DELIVERABLES, Deliverable, FILES, PEOPLE, Paper, State};
use chrono::{DateTime, Days, Utc};
use model::command::{
    AreaAdd, CollaboratorAdd, Command, CommentAdd, CommentResolve, CrewAdd, CriterionWish, Deliver, DeliverableCreate,
    DeliverableSet, DeliverableWaive, Drive, EventCreate, EventSet, FileAdd, FolderAdd, FormatAdd, GrantAdd, Intake,
    PersonRename, Review, ReviewerAdd, ReviewerWish, Taken,
};
use model::decide::{Draft, Given};
use model::id::{DocumentId, EntryId, EventId, PersonId, ScopeId};
use model::op::Answer;
use model::row::Notice;
use preview::samples::{self, TitleBlock};
use std::sync::Arc;
use store::{Files, Home, Imported};

/// The zone of the festival.
const ZONE: &str = "Europe/Berlin";
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const NAME: &str = "Harbour Nights";

/// The event and its first collaborator, and what pages are told.
type MadeExample = ((EventId, ScopeId), Vec<Notice>);

struct Play<'a> {
    me: &'a mut Engine,
    others: Vec<Engine>,
    files: &'a Files,
    entropy: [u8; 32],
    drawn: u64,
    now: i64,
    event: Option<EventId>,
    areas: Vec<ScopeId>,
    collaborators: Vec<ScopeId>,
    /// What this device has signed and the others have not heard.
    to_others: Vec<Arrived>,
    /// What the others have signed and this device has not heard.
    to_me: Vec<Arrived>,
    imported: Vec<Imported>,
    notices: Vec<Notice>,
}

/// Makes the example event on this device.
///
/// # Errors
/// When the device is not set up, or its disk says no.
pub fn make(me: &mut Engine, files: &Files, now: i64, entropy: [u8; 32]) -> Result<MadeExample, Failure> {
    let mut others = Vec::new();
    for (nth, person) in PEOPLE.iter().enumerate() {
        let home = Home::scratch()?;
        let mut engine = Engine::new(Arc::new(home), now)?;
        let seed = |part: u8| *blake3::keyed_hash(&entropy, &[b'p', part, u8::try_from(nth).unwrap_or(0)]).as_bytes();
        engine.set_up(person.name, person.device, &seed(0), &seed(1), now - 40 * DAY)?;
        others.push(engine);
    }
    let mut play = Play {
        me,
        others,
        files,
        entropy,
        drawn: 0,
        now,
        event: None,
        areas: Vec::new(),
        collaborators: Vec::new(),
        to_others: Vec::new(),
        to_me: Vec::new(),
        imported: Vec::new(),
        notices: Vec::new(),
    };
    let collaborator = play.found()?;
    play.invite()?;
    let owed = play.ask()?;
    play.everybody_hears()?;
    play.deliver_all(&owed)?;
    play.i_hear()?;
    play.answer_all(&owed)?;
    play.add_files()?;
    let event = play.event.ok_or(Failure::Closed)?;
    Ok(((event, collaborator), play.notices))
}

impl Play<'_> {
    fn given(&mut self, at: i64) -> Given {
        self.drawn += 1;
        Given::new(at, *blake3::keyed_hash(&self.entropy, &self.drawn.to_le_bytes()).as_bytes())
    }

    /// This device acts, by a command of a page.
    fn i(&mut self, at: i64, command: impl Into<Command>, taken: &[Taken]) -> Result<Made, Failure> {
        let given = self.given(at);
        let imported = std::mem::take(&mut self.imported);
        let outputs = self.me.command(&command.into(), taken, &imported, given)?;
        Ok(self.said(outputs))
    }

    fn said(&mut self, outputs: Outputs) -> Made {
        self.to_others.extend(outputs.operations.iter().map(arrived));
        self.notices = vec![Notice::Everything];
        outputs.made
    }

    /// Somebody else acts on a device of their own.
    fn they(&mut self, who: usize, at: i64, command: impl Into<Command>, taken: &[Taken]) -> Result<Made, Failure> {
        let given = self.given(at);
        let engine = self.others.get_mut(who).ok_or(Failure::Closed)?;
        let outputs = engine.command(&command.into(), taken, &[], given)?;
        let new: Vec<Arrived> = outputs.operations.iter().map(arrived).collect();
        self.to_me.extend(new);
        Ok(outputs.made)
    }

    fn event(&self) -> Result<EventId, Failure> {
        self.event.ok_or(Failure::Closed)
    }

    /// The other devices hear what this one signed.
    fn everybody_hears(&mut self) -> Result<(), Failure> {
        let new = std::mem::take(&mut self.to_others);
        for engine in &mut self.others {
            engine.receive(&new, self.now - 30 * DAY)?;
        }
        Ok(())
    }

    /// Everybody in the list hears what one of them signed.
    fn they_hear(&mut self, who: &[usize]) -> Result<(), Failure> {
        let new = self.to_me.clone();
        for one in who {
            if let Some(engine) = self.others.get_mut(*one) {
                engine.receive(&new, self.now - 5 * DAY)?;
            }
        }
        Ok(())
    }

    fn i_hear(&mut self) -> Result<(), Failure> {
        let imported = std::mem::take(&mut self.imported);
        self.me.keep_bytes(&imported, &[], self.now)?;
        let new = std::mem::take(&mut self.to_me);
        self.me.receive(&new, self.now - HOUR)?;
        Ok(())
    }

    fn found(&mut self) -> Result<ScopeId, Failure> {
        let at = self.now - 38 * DAY;
        let day = |days: u64| {
            DateTime::<Utc>::from_timestamp_millis(self.now)
                .map(|d| (d.date_naive() + Days::new(days)).format("%Y-%m-%d").to_string())
                .unwrap_or_default()
        };
        let create = EventCreate {
            name: NAME.into(),
            zone: ZONE.into(),
            from: day(16),
            to: day(18),
            collaborator: COLLABORATORS.first().map(|c| c.0).unwrap_or_default().into(),
            venue: Some("Quayside, Pier 7 to 9".into()),
        };
        let Made::Event(event, first) = self.i(at, create, &[])? else { return Err(Failure::Closed) };
        self.event = Some(event);
        let notes =
            "Load-in by the east gate only. The quay carries 2.5 t per square metre; plates are stacked by the crane.";
        let nothing = EventSet {
            event,
            name: None,
            zone: None,
            from: None,
            to: None,
            venue: None,
            notes: Some(notes.into()),
            lead_days: None,
            strict_formats: None,
            independent_review: None,
        };
        self.i(at + HOUR, nothing, &[])?;
        for name in cast::AREAS {
            let Made::Scope(area) = self.i(at + HOUR, AreaAdd { event, name: (*name).into() }, &[])? else {
                return Err(Failure::Closed);
            };
            self.areas.push(area);
        }
        self.collaborators.push(first);
        for (name, modules) in COLLABORATORS.iter().skip(1) {
            let modules = modules.map(<[_]>::to_vec);
            let Made::Scope(scope) =
                self.i(at + 2 * HOUR, CollaboratorAdd { event, name: (*name).into(), modules }, &[])?
            else {
                return Err(Failure::Closed);
            };
            self.collaborators.push(scope);
        }
        for (nth, (side, first_name, last, title, contact)) in CREW.iter().enumerate() {
            let mail = format!("{}.{}@example.org", ascii(first_name), ascii(last));
            let add = CrewAdd {
                event,
                collaborator: self.side(*side)?,
                first: (*first_name).into(),
                last: (*last).into(),
                email: Some(mail),
                phone: Some(format!("+49 30 5550 1{nth:02}")),
                title: Some((*title).into()),
                contact: *contact,
                me: false,
            };
            self.i(at + 3 * HOUR, add, &[])?;
        }
        let (me, name) = self.me.me().map(|m| (m.person(), m.name.clone())).ok_or(Failure::Closed)?;
        let (my_first, my_last) = name.split_once(' ').unwrap_or((&name, ""));
        let own = CrewAdd {
            event,
            collaborator: first,
            first: my_first.into(),
            last: my_last.into(),
            email: None,
            phone: None,
            title: Some("Production manager".into()),
            contact: true,
            me: true,
        };
        self.i(at + 3 * HOUR, own, &[])?;
        debug_assert_eq!(self.me.me().map(crate::Me::person), Some(me));
        Ok(first)
    }

    /// A due date as people set one: some hour of the working day, unless it is about today.
    fn due(&self, hours: i64, nth: usize) -> String {
        let exact = model::civil::iso(self.now + hours * HOUR, ZONE);
        if hours.abs() < 12 {
            return exact;
        }
        let hour = ["12:00", "17:00", "18:00", "10:00"].get(nth % 4).copied().unwrap_or("12:00");
        format!("{}T{hour}", exact.get(..10).unwrap_or_default())
    }

    fn side(&self, nth: usize) -> Result<ScopeId, Failure> {
        self.collaborators.get(nth).copied().ok_or(Failure::Closed)
    }

    fn person(&self, nth: usize) -> Result<PersonId, Failure> {
        self.others.get(nth).and_then(Engine::me).map(crate::Me::person).ok_or(Failure::Closed)
    }

    fn invite(&mut self) -> Result<(), Failure> {
        let (event, at) = (self.event()?, self.now - 36 * DAY);
        for (nth, one) in PEOPLE.iter().enumerate() {
            let person = self.person(nth)?;
            let on = one.side.map(|s| self.side(s)).transpose()?;
            let mut rights = vec!["Event:Read".to_owned()];
            rights.extend(one.rights.iter().map(|r| (*r).to_owned()));
            self.i(at, GrantAdd { event, person, rights, on }, &[])?;
        }
        self.everybody_hears()?;
        for (nth, one) in PEOPLE.iter().enumerate() {
            let given = self.given(at + HOUR);
            let engine = self.others.get_mut(nth).ok_or(Failure::Closed)?;
            let joined = engine.draft_all(event, vec![Draft::Device], &given)?;
            self.to_me.extend(joined.operations.iter().map(arrived));
            self.they(nth, at + 2 * HOUR, PersonRename { event, name: one.name.into() }, &[])?;
        }
        let all: Vec<usize> = (0..PEOPLE.len()).collect();
        self.they_hear(&all)?;
        self.i_hear()
    }

    /// The deliverables, each with its row of the table.
    fn ask(&mut self) -> Result<Vec<(DocumentId, &'static Deliverable)>, Failure> {
        let (event, at) = (self.event()?, self.now - 30 * DAY);
        let mut owed = Vec::new();
        for (nth, one) in DELIVERABLES.iter().enumerate() {
            let due = self.due(one.due_hours, nth);
            let reviewers = one
                .reviewers
                .iter()
                .map(|r| {
                    let person = match r {
                        None => self.me.me().map(crate::Me::person).ok_or(Failure::Closed)?,
                        Some(other) => self.person(*other)?,
                    };
                    Ok(ReviewerWish { person, required: true })
                })
                .collect::<Result<Vec<_>, Failure>>()?;
            let create = DeliverableCreate {
                event,
                name: one.name.into(),
                to: self.side(one.side)?,
                due,
                description: (!one.description.is_empty()).then(|| one.description.into()),
                criteria: one.criteria.iter().map(|c| CriterionWish { text: (*c).into(), required: true }).collect(),
                formats: one.formats.iter().map(|f| (*f).into()).collect(),
                drive: None,
                folder: None,
                area: one.area.and_then(|a| self.areas.get(a).copied()),
                reviewers,
                permit: (!one.permit.is_empty()).then(|| one.permit.into()),
            };
            let Made::File(file) = self.i(at + i64::try_from(nth).unwrap_or(0) * 7 * 60_000, create, &[])? else {
                return Err(Failure::Closed);
            };
            owed.push((file, one));
        }
        Ok(owed)
    }

    /// A drawing's bytes in the store of this device, and what a delivery says of them.
    fn draw(&mut self, paper: Paper, title: &str, revision: u32, author: &str) -> Result<Taken, Failure> {
        let date = DateTime::<Utc>::from_timestamp_millis(self.now - 6 * DAY)
            .map(|d| d.format("%Y-%m-%d").to_string())
            .unwrap_or_default();
        let block = TitleBlock { event: NAME.into(), title: title.into(), author: author.into(), revision, date };
        let stem: String = title.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        let stem = stem.split('-').filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-");
        let (bytes, extension, sniffed) = match paper {
            Paper::Sheet(sheet) => (samples::pdf(sheet, &block), "pdf", "application/pdf"),
            Paper::Image(image) => (samples::png(image, &block, 800), "png", "image/png"),
            Paper::Long(pages) => (samples::many_pages(pages), "pdf", "application/pdf"),
            Paper::Table => (cast::table(title, revision).into_bytes(), "csv", "text/csv"),
        };
        let name = format!("{stem}-v{revision}.{extension}");
        let imported = self.files.import_bytes(&bytes, &name)?;
        let taken = Taken {
            hash: imported.hash,
            size: imported.size,
            name,
            extension: extension.into(),
            sniffed: sniffed.into(),
        };
        self.imported.push(imported);
        Ok(taken)
    }

    fn deliver_all(&mut self, owed: &[(DocumentId, &'static Deliverable)]) -> Result<(), Failure> {
        for (nth, (file, one)) in owed.iter().enumerate() {
            let at = self.now - 9 * DAY + i64::try_from(nth).unwrap_or(0) * 11 * 60_000;
            let by = cast::deliverer(one.side);
            for revision in 1..=one.versions {
                let late = if one.state == State::Late {
                    self.now + one.due_hours * HOUR + 9 * HOUR
                } else {
                    at + i64::from(revision) * 26 * HOUR
                };
                let taken = vec![self.draw(
                    one.paper,
                    one.name,
                    revision,
                    by.map_or("Tide Productions", |b| PEOPLE.get(b).map_or("", |p| p.name)),
                )?];
                let note = if revision > 1 {
                    Some("With the changes asked for on the version before.".to_owned())
                } else {
                    None
                };
                let command = deliver(
                    *file,
                    note,
                    if revision > 1 {
                        Some(format!("Rev {}", char::from(b'A' + u8::try_from(revision - 1).unwrap_or(0))))
                    } else {
                        None
                    },
                );
                match by {
                    Some(who) if one.state != State::Forked || revision < one.versions => {
                        self.they(who, late, command, &taken)?;
                    }
                    Some(who) => {
                        // Two people of the same side go on from the same version, neither knowing of the other.
                        self.they_hear(&[cast::COLLEAGUE])?;
                        self.they(who, late, command, &taken)?;
                        let other = vec![self.draw(one.paper, one.name, revision + 1, "second desk")?];
                        self.they(
                            cast::COLLEAGUE,
                            late + HOUR,
                            deliver(*file, Some("From the office, with the new feeder lengths.".into()), None),
                            &other,
                        )?;
                    }
                    None => {
                        self.i(late, deliver(*file, note_of(&command), None), &taken)?;
                    }
                }
                if one.state == State::Changes && revision == 1
                    || one.versions > 1 && revision == 1 && one.state != State::Forked
                {
                    self.changes_asked(*file, one, late + 5 * HOUR)?;
                }
            }
        }
        self.hold(owed)
    }

    /// A reviewer who is somebody else asks for changes on the first version.
    fn changes_asked(&mut self, file: DocumentId, one: &Deliverable, at: i64) -> Result<(), Failure> {
        let Some(reviewer) = one.reviewers.iter().flatten().next().copied() else { return Ok(()) };
        self.they_hear(&[reviewer])?;
        self.they(
            reviewer,
            at,
            CommentAdd {
                file,
                version: None,
                body: "Please shift the centre truss 2 m upstage, the LED wall needs the depth.".into(),
                reply_to: None,
            },
            &[],
        )?;
        self.they(
            reviewer,
            at + HOUR,
            Review {
                file,
                version: None,
                answer: Answer::ChangesRequested,
                reason: Some("Loads at the two upstage points are above what the roof allows.".into()),
            },
            &[],
        )?;
        if let Some(by) = cast::deliverer(one.side) {
            self.they_hear(&[by])?;
        }
        Ok(())
    }

    /// Somebody whose access was removed had delivered without having heard of it: the act is held (A6).
    fn hold(&mut self, owed: &[(DocumentId, &'static Deliverable)]) -> Result<(), Failure> {
        let event = self.event()?;
        let gone = self.person(cast::GONE)?;
        // Their last delivery is under way while this device removes them.
        let given = self.given(self.now - 2 * DAY);
        let outputs = self.me.draft_all(event, vec![Draft::Revoke { person: gone }], &given)?;
        let of = outputs.operations.last().map(trust::Operation::id).ok_or(Failure::Closed)?;
        self.said(outputs);
        let theirs = owed.iter().filter(|(_, one)| cast::deliverer(one.side) == Some(cast::GONE));
        let cuts = theirs.map(|(document, _)| Draft::Cut { document: *document, of }).collect();
        let given = self.given(self.now - 2 * DAY);
        let outputs = self.me.draft_all(event, cuts, &given)?;
        self.said(outputs);
        Ok(())
    }

    fn answer_all(&mut self, owed: &[(DocumentId, &'static Deliverable)]) -> Result<(), Failure> {
        self.everybody_hears()?;
        let before = self.to_me.len();
        for (nth, (file, one)) in owed.iter().enumerate() {
            let at = self.now - 4 * DAY + i64::try_from(nth).unwrap_or(0) * 13 * 60_000;
            match one.state {
                State::Approved | State::Partial => {
                    for reviewer in one.reviewers {
                        let yes = Review { file: *file, version: None, answer: Answer::Approved, reason: None };
                        match reviewer {
                            None => self.i(at, yes, &[])?,
                            Some(other) => {
                                let new = self.me.operations(self.event()?)?;
                                if let Some(engine) = self.others.get_mut(*other) {
                                    engine.receive(&new, at)?;
                                }
                                self.they(*other, at, yes, &[])?
                            }
                        };
                    }
                    if one.state == State::Partial {
                        self.i_hear()?;
                        let taken = vec![self.draw(Paper::Table, one.name, 1, "")?];
                        self.i(
                            at + HOUR,
                            FormatAdd { file: *file, version: None, files: vec![placeholder()] },
                            &taken,
                        )?;
                    }
                }
                State::Waiting => {
                    if let Some(other) = one.reviewers.iter().flatten().next().filter(|_| one.reviewers.len() > 1) {
                        let new = self.me.operations(self.event()?)?;
                        if let Some(engine) = self.others.get_mut(*other) {
                            engine.receive(&new, at)?;
                        }
                        self.they(
                            *other,
                            at,
                            CommentAdd {
                                file: *file,
                                version: None,
                                body: "Looks right to me. Checking the loads before I sign.".into(),
                                reply_to: None,
                            },
                            &[],
                        )?;
                    }
                }
                State::Waived => {
                    self.i(
                        at,
                        DeliverableWaive {
                            file: *file,
                            reason: Some("The act plays without pyrotechnics.".into()),
                            waived: true,
                        },
                        &[],
                    )?;
                }
                State::Open | State::Changes | State::Delivered | State::Late | State::Forked | State::Held => {}
            }
        }
        debug_assert!(self.to_me.len() >= before);
        self.i_hear()?;
        self.talk(owed)
    }

    /// A conversation on the first deliverable that waits for this person.
    fn talk(&mut self, owed: &[(DocumentId, &'static Deliverable)]) -> Result<(), Failure> {
        let Some((file, _)) = owed.iter().find(|(_, o)| o.state == State::Waiting && o.reviewers.contains(&None))
        else {
            return Ok(());
        };
        let at = self.now - 3 * HOUR;
        let Made::Comment(first) = self.i(
            at,
            CommentAdd {
                file: *file,
                version: None,
                body: "Is the downstage edge still at 12.4 m? The barrier moved on Tuesday.".into(),
                reply_to: None,
            },
            &[],
        )?
        else {
            return Err(Failure::Closed);
        };
        let Made::Comment(second) = self.i(
            at + HOUR,
            CommentAdd {
                file: *file,
                version: None,
                body: "Title block says 1:50, the print is 1:100.".into(),
                reply_to: None,
            },
            &[],
        )?
        else {
            return Err(Failure::Closed);
        };
        self.i(
            at + HOUR,
            CommentAdd {
                file: *file,
                version: None,
                body: "It is: measured on site this morning.".into(),
                reply_to: Some(first),
            },
            &[],
        )?;
        self.i(at + 2 * HOUR, CommentResolve { file: *file, comment: second, resolved: true }, &[])?;
        let Some((set, _)) = owed.get(8) else { return Ok(()) };
        let due = self.due(7 * 24, 1);
        let change = DeliverableSet {
            file: *set,
            name: None,
            to: None,
            due: Some(due),
            description: None,
            criteria: None,
            formats: None,
            area: None,
            permit: None,
            lead_days: None,
            strict_formats: None,
        };
        self.i(at + 2 * HOUR, change, &[])?;
        Ok(())
    }

    fn add_files(&mut self) -> Result<(), Failure> {
        let (event, at) = (self.event()?, self.now - 20 * DAY);
        let mut folders: Vec<(&str, EntryId)> = Vec::new();
        for (folder, title, paper) in FILES {
            let known = folders.iter().find(|(name, _)| name == folder).map(|(_, id)| *id);
            let id = match known {
                Some(id) => id,
                None => {
                    let Made::Folder(id) = self.i(
                        at,
                        FolderAdd { event, drive: Drive::Event, parent: None, name: (*folder).into() },
                        &[],
                    )?
                    else {
                        return Err(Failure::Closed);
                    };
                    folders.push((folder, id));
                    id
                }
            };
            let taken = vec![self.draw(*paper, title, 1, "Tide Productions")?];
            let add = FileAdd {
                event,
                drive: None,
                folder: Some(id),
                name: Some((*title).into()),
                files: vec![placeholder()],
                note: None,
                revision: None,
            };
            let made = self.i(at + HOUR, add, &taken)?;
            if let (Made::Files(files), "Harbour map") = (&made, *title)
                && let Some((file, _, _)) = files.first()
            {
                let reviewer = self.person(1)?;
                self.i(at + 2 * HOUR, ReviewerAdd { file: *file, person: reviewer, required: true }, &[])?;
            }
        }
        Ok(())
    }
}

fn deliver(file: DocumentId, note: Option<String>, revision: Option<String>) -> Deliver {
    Deliver { file, files: vec![placeholder()], note, revision, on_behalf_of: None, again: false }
}

fn note_of(command: &Deliver) -> Option<String> {
    command.note.clone()
}

/// The bytes are in the store already; `taken` names them.
fn placeholder() -> Intake {
    Intake::Token { token: String::new() }
}

fn arrived(operation: &trust::Operation) -> Arrived {
    Arrived { envelope: operation.envelope().to_vec(), body: operation.body_bytes().to_vec() }
}

fn ascii(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    name.replace('ø', "o")
        .replace('ß', "ss")
        .nfd()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_lowercase()
}

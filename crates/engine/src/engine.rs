//! The engine: one path for every change, mine or another's.
//!
//! `command`: scene → [`model::decide`] → sign → the same [`Engine::commit`] that operations of others go through. It owns no clock, no
//! thread and no randomness: [`Given`] brings them. One engine has the one writer of a home; questions go to readers and never wait for it.

use crate::failure::Failure;
use crate::me::Me;
use crate::paper::Papers;
use crate::show::Show;
use model::command::{Command, Drive, Taken};
use model::decide::{self, Decision, Draft, EventScene, FileScene, Given, Location, Outcome, Scene, Slot, Target};
use model::id::{DocumentId, EntryId, EventId, OpId, PersonId, ScopeId};
use model::op::{Body, Change, DocumentKind, Domain, GrantRef, Owner, Principal, Record, Revoked, Value};
use model::refusal::Refusal;
use model::row::Notice;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{Home, Imported, Writer};
use trust::judge::Act;
use trust::{Operation, Parts, State};

mod commit;
mod load;
mod project;

/// The state machine of one device.
#[derive(Debug)]
pub struct Engine {
    home: Arc<Home>,
    writer: Option<Writer>,
    me: Option<Me>,
    shows: BTreeMap<EventId, Show>,
    /// Which event a document belongs to.
    event_of: BTreeMap<DocumentId, EventId>,
    papers: Papers,
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(writer) = self.writer.take() {
            self.home.put_back(writer);
        }
    }
}

/// What a command came to, with the ids that signing gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// Nothing to tell.
    Done,
    /// An event and its first collaborator.
    Event(EventId, ScopeId),
    /// An area or collaborator.
    Scope(ScopeId),
    /// A crew record.
    Crew(EntryId),
    /// A folder.
    Folder(EntryId),
    /// A deliverable.
    File(DocumentId),
    /// Files with their first version and what was taken, in the order given.
    Files(Vec<(DocumentId, EntryId, Taken)>),
    /// A delivery.
    Delivered {
        /// On what.
        file: DocumentId,
        /// The version.
        version: EntryId,
        /// None was made: it has these bytes already.
        same: bool,
    },
    /// A comment.
    Comment(EntryId),
    /// Reviewers changed on this file.
    Reviewers(DocumentId),
    /// An answer on this version.
    Reviewed(DocumentId, EntryId),
    /// A grant.
    Grant(OpId),
}

/// What a command made, and what pages are told.
#[derive(Debug)]
pub struct Outputs {
    /// The answer.
    pub made: Made,
    /// What changed on screens.
    pub notices: Vec<Notice>,
    /// What was signed, for whoever carries it to other devices.
    pub operations: Vec<Operation>,
}

/// An operation as it comes from elsewhere: the envelope and the body beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// The signed header.
    pub envelope: Vec<u8>,
    /// The body.
    pub body: Vec<u8>,
}

/// What became of operations from elsewhere.
#[derive(Debug)]
pub struct Received {
    /// What changed on screens.
    pub notices: Vec<Notice>,
    /// New here, whatever became of them.
    pub new: usize,
    /// Not operations at all: position and reason. Nothing of them is kept.
    pub bad: Vec<(usize, trust::BadOperation)>,
}

impl Engine {
    /// The engine of a home: takes its writer and reads what the device knows.
    pub fn new(home: Arc<Home>, now: i64) -> Result<Self, Failure> {
        let writer = home.writer()?;
        let mut engine = Self {
            home,
            writer: Some(writer),
            me: None,
            shows: BTreeMap::new(),
            event_of: BTreeMap::new(),
            papers: Papers::default(),
        };
        engine.load(now)?;
        Ok(engine)
    }

    fn writer(&mut self) -> Result<&mut Writer, Failure> {
        self.writer.as_mut().ok_or(Failure::Closed)
    }

    /// Who acts here.
    #[must_use]
    pub const fn me(&self) -> Option<&Me> {
        self.me.as_ref()
    }

    fn acting(&self) -> Result<&Me, Failure> {
        self.me.as_ref().ok_or(Failure::Refused(Refusal::NotSetUp))
    }

    /// The events that this device knows.
    #[must_use]
    pub const fn shows(&self) -> &BTreeMap<EventId, Show> {
        &self.shows
    }

    /// One event.
    pub fn show(&self, event: EventId) -> Result<&Show, Failure> {
        self.shows.get(&event).ok_or_else(|| Refusal::NotFound { what: "event", name: event.to_string() }.into())
    }

    /// The event of a document.
    pub fn event_of(&self, document: DocumentId) -> Result<EventId, Failure> {
        self.event_of
            .get(&document)
            .copied()
            .ok_or_else(|| Refusal::NotFound { what: "file", name: document.to_string() }.into())
    }

    /// Carries a command out. `taken` are the files that it names, whose bytes are durable; `imported` says the same to the store.
    ///
    /// # Errors
    /// A refusal or a failure; in both cases nothing has changed.
    pub fn command(
        &mut self,
        command: &Command,
        taken: &[Taken],
        imported: &[Imported],
        mut given: Given,
    ) -> Result<Outputs, Failure> {
        let (event, document) = self.named(command)?;
        let scene = self.scene(command, event, document, given.now)?;
        let decision = decide::decide(&scene, command, taken, &mut given)?;
        self.act(event, document, &decision, imported, &given)
    }

    fn named(&self, command: &Command) -> Result<(Option<EventId>, Option<DocumentId>), Failure> {
        use Command as C;
        let event = match command {
            C::EventCreate(_) => return Ok((None, None)),
            C::EventSet(c) => c.event,
            C::EventArchive(c) => c.event,
            C::EventRestore(c) => c.event,
            C::AreaAdd(c) => c.event,
            C::AreaSet(c) => c.event,
            C::AreaArchive(c) => c.event,
            C::AreaRestore(c) => c.event,
            C::CollaboratorAdd(c) => c.event,
            C::CollaboratorSet(c) => c.event,
            C::CollaboratorArchive(c) => c.event,
            C::CollaboratorRestore(c) => c.event,
            C::CrewAdd(c) => c.event,
            C::CrewSet(c) => c.event,
            C::CrewArchive(c) => c.event,
            C::CrewRestore(c) => c.event,
            C::FolderAdd(c) => c.event,
            C::FolderRename(c) => c.event,
            C::FolderMove(c) => c.event,
            C::FileAdd(c) => c.event,
            C::DeliverableCreate(c) => c.event,
            C::PersonRename(c) => c.event,
            C::GrantAdd(c) => c.event,
            C::FileRename(c) => return self.of_file(c.file),
            C::FileDescribe(c) => return self.of_file(c.file),
            C::FileMove(c) => return self.of_file(c.file),
            C::FileArchive(c) => return self.of_file(c.file),
            C::FileRestore(c) => return self.of_file(c.file),
            C::DeliverableSet(c) => return self.of_file(c.file),
            C::DeliverableWaive(c) => return self.of_file(c.file),
            C::Deliver(c) => return self.of_file(c.file),
            C::DeliverUndo(c) => return self.of_file(c.file),
            C::FormatAdd(c) => return self.of_file(c.file),
            C::FormatRemove(c) => return self.of_file(c.file),
            C::VersionChoose(c) => return self.of_file(c.file),
            C::CommentAdd(c) => return self.of_file(c.file),
            C::CommentEdit(c) => return self.of_file(c.file),
            C::CommentResolve(c) => return self.of_file(c.file),
            C::ReviewerAdd(c) => return self.of_file(c.file),
            C::ReviewerRemove(c) => return self.of_file(c.file),
            C::Review(c) => return self.of_file(c.file),
        };
        Ok((Some(event), None))
    }

    fn of_file(&self, file: DocumentId) -> Result<(Option<EventId>, Option<DocumentId>), Failure> {
        let event = self.event_of(file)?;
        let known =
            self.show(event)?.judge.document(file).is_some_and(|d| d.kind == DocumentKind::File && d.state.counts());
        if known {
            Ok((Some(event), Some(file)))
        } else {
            Err(Refusal::NotFound { what: "file", name: file.to_string() }.into())
        }
    }

    fn scene(
        &mut self,
        command: &Command,
        event: Option<EventId>,
        document: Option<DocumentId>,
        now: i64,
    ) -> Result<Scene, Failure> {
        let me = self.acting()?;
        let (person, my_name) = (me.person(), me.name.clone());
        let mut scene =
            Scene { me: person, my_name, event: None, file: None, crew: Vec::new(), folders: BTreeMap::new() };
        let Some(event) = event else { return Ok(scene) };
        let missing = || Refusal::NotFound { what: "event", name: event.to_string() };
        let show = self.shows.get(&event).ok_or_else(missing)?;
        scene.event = Some(EventScene {
            document: show.document.ok_or_else(missing)?,
            event: show.event.clone(),
            rights: show.rights.clone(),
            off: show.modules_off(),
            sides: show.sides(person),
            crew_documents: show.crew_documents.clone(),
            drive_documents: show.drive_documents.clone(),
            next_number: show.next_number,
            members: show.judge.members(),
        });
        match command {
            Command::CrewAdd(c) => scene.crew = show.crew.get(&c.collaborator).cloned().unwrap_or_default(),
            Command::CrewSet(c) => scene.crew = show.crew.get(&c.collaborator).cloned().unwrap_or_default(),
            Command::CrewArchive(c) => scene.crew = show.crew.get(&c.collaborator).cloned().unwrap_or_default(),
            Command::CrewRestore(c) => scene.crew = show.crew.get(&c.collaborator).cloned().unwrap_or_default(),
            Command::FolderAdd(c) => scene.folders = show.folders.get(&c.drive).cloned().unwrap_or_default(),
            Command::FolderRename(c) => scene.folders = show.folders.get(&c.drive).cloned().unwrap_or_default(),
            Command::FolderMove(c) => scene.folders = show.folders.get(&c.drive).cloned().unwrap_or_default(),
            Command::FileAdd(c) => {
                scene.folders = show.folders.get(&c.drive.unwrap_or(Drive::Event)).cloned().unwrap_or_default();
            }
            Command::DeliverableCreate(c) => {
                scene.folders = show.folders.get(&c.drive.unwrap_or(Drive::Event)).cloned().unwrap_or_default();
            }
            _ => {}
        }
        if let Some(document) = document {
            let entry = show.judge.document(document).ok_or_else(missing)?;
            let drive = show.drive_of(entry.scope).unwrap_or(Drive::Event);
            scene.folders = show.folders.get(&drive).cloned().unwrap_or_default();
            let papers = &mut self.papers;
            let facts = self.home.readers().ask(|view| {
                papers.open(show, document, view).map(|paper| crate::facts::facts(show, document, paper))
            })?;
            let standing = crate::facts::standing(show, document, person, now);
            let seat_ops = show.judge.reviewers(document).into_iter().map(|s| (s.person, s.share)).collect();
            scene.file = Some(FileScene { document, drive, facts, standing, seat_ops });
        }
        Ok(scene)
    }

    /// Signs and commits drafts that no command of a page makes: joining an event, removing a person.
    ///
    /// # Errors
    /// When they are not admitted or cannot be kept; then nothing has changed.
    pub fn draft_all(&mut self, event: EventId, drafts: Vec<Draft>, given: &Given) -> Result<Outputs, Failure> {
        self.act(Some(event), None, &Decision { drafts, outcome: Outcome::Done }, &[], given)
    }

    /// Signs what was decided and commits it.
    fn act(
        &mut self,
        event: Option<EventId>,
        document: Option<DocumentId>,
        decision: &Decision,
        imported: &[Imported],
        given: &Given,
    ) -> Result<Outputs, Failure> {
        let mut signing = Signing { event, slots: BTreeMap::new(), operations: Vec::new(), given };
        let begun = event.is_none();
        let taken = match self.sign_all(&decision.drafts, &mut signing) {
            Ok(taken) => taken,
            Err(error) => {
                self.forget_half_done(signing.event, begun);
                return Err(error);
            }
        };
        let made = made(&decision.outcome, document, &signing)?;
        if signing.operations.is_empty() {
            return Ok(Outputs { made, notices: Vec::new(), operations: Vec::new() });
        }
        let event = signing.event.ok_or(Failure::Closed)?;
        let operations = signing.operations;
        match self.commit(event, operations.clone(), &taken, imported, given.now) {
            Ok(notices) => Ok(Outputs { made, notices, operations }),
            Err(error) => {
                self.forget_half_done(Some(event), begun);
                Err(error)
            }
        }
    }

    /// The judge has heard of operations that were not kept: read the event again from what is.
    fn forget_half_done(&mut self, event: Option<EventId>, begun: bool) {
        let Some(event) = event else { return };
        self.papers.close_all();
        if begun {
            self.shows.remove(&event);
            self.event_of.retain(|_, e| *e != event);
        } else if let Err(error) = self.load_event(event) {
            tracing::error!(%error, "the event could not be read again after an act that was not kept");
        }
    }

    fn sign_all(&mut self, drafts: &[Draft], signing: &mut Signing<'_>) -> Result<trust::Taken, Failure> {
        let mut taken = trust::Taken::default();
        for draft in drafts {
            let (parts, body, slot) = self.draft(draft, signing)?;
            let operation = Operation::sign(&self.acting()?.device_key, parts, body)?;
            if signing.event.is_none() {
                let event = operation.event();
                signing.event = Some(event);
                self.shows.insert(event, Show::new(event));
            }
            let event = signing.event.ok_or(Failure::Closed)?;
            let person = self.acting()?.person();
            let show = self.shows.get_mut(&event).ok_or(Failure::Closed)?;
            let one = show.judge.take(&operation);
            if let Some(State::Refused(_) | State::Held | State::Waiting) = show.judge.state(operation.id()) {
                let rule = match show.judge.state(operation.id()) {
                    Some(State::Refused(rule)) => format!("{}: {}", rule.id(), rule.words()),
                    other => format!("{other:?}"),
                };
                return Err(Failure::NotAdmitted { rule });
            }
            if matches!(operation.body(), Body::Record(Record::Genesis { .. } | Record::Scope { .. })) {
                show.records_changed(Some(person));
            }
            if let Some(slot) = slot {
                signing.slots.insert(slot, operation.id());
            }
            taken.changed.extend(one.changed);
            taken.rederive.extend(one.rederive);
            signing.operations.push(operation);
        }
        Ok(taken)
    }

    fn draft(&self, draft: &Draft, signing: &Signing<'_>) -> Result<(Parts, Body, Option<Slot>), Failure> {
        let me = self.acting()?;
        let record = |record| Body::Record(record);
        let (log, body, slot) = match draft {
            Draft::Genesis { nonce } => {
                let owner = Owner {
                    person: me.person(),
                    device: me.device(),
                    certificate: me.person_key.certify_owner(nonce, me.device()),
                };
                return Ok((
                    Parts::first(signing.given.now),
                    record(Record::Genesis { nonce: nonce.to_vec(), owners: vec![owner] }),
                    None,
                ));
            }
            Draft::Scope { slot, kind } => {
                (None, record(Record::Scope { kind: *kind, by: self.by(signing, Act::Found)? }), Some(*slot))
            }
            Draft::Module { scope, module, on } => {
                let Domain::Scope(scope) = signing.domain(*scope)? else { return Err(Failure::Closed) };
                (
                    None,
                    record(Record::Module { scope, module: *module, on: *on, by: self.by(signing, Act::Found)? }),
                    None,
                )
            }
            Draft::Device => {
                let event = signing.event.ok_or(Failure::Closed)?;
                let certificate = me.person_key.certify_device(event, me.device());
                (None, record(Record::Device { person: me.person(), device: me.device(), certificate }), None)
            }
            Draft::Revoke { person } => {
                let by = self.by(signing, Act::Take)?;
                (None, record(Record::Revoke { what: Revoked::Person(*person, Vec::new()), by: Some(by) }), None)
            }
            Draft::Cut { document, of } => {
                let by = self.by(signing, Act::Administer(*document))?;
                (Some(*document), record(Record::Cut { of: *of, by }), None)
            }
            Draft::Grant { person, rights } => {
                let by = self.by(signing, Act::Give(rights))?;
                (None, record(Record::Grant { person: *person, rights: rights.clone(), by, until: None }), None)
            }
            Draft::Home { slot, kind, scope, nonce } => {
                let scope = signing.domain(*scope)?;
                let by = self.by(signing, Act::Make(*kind, scope))?;
                let version = document::Layout::newest(*kind).unwrap_or(1);
                let event = signing.event.ok_or(Failure::Closed)?;
                let roster_heads = self.show(event)?.judge.heads(event.into());
                let parts = Parts { event, roster_heads, ..Parts::first(signing.given.now) };
                return Ok((
                    parts,
                    record(Record::Home { kind: *kind, scope, by, nonce: nonce.to_vec(), version }),
                    Some(*slot),
                ));
            }
            Draft::Share { document, subject, level, role, required } => {
                let document = signing.document(*document)?;
                let by = self.by(signing, Act::Administer(document))?;
                (
                    Some(document),
                    record(Record::Share { subject: *subject, level: *level, role: *role, required: *required, by }),
                    None,
                )
            }
            Draft::Unshare { document, subject, role, reason } => {
                let leaving = *subject == Principal::Person(me.person());
                let by = match self.by(signing, Act::Administer(*document)) {
                    Ok(by) => Some(by),
                    Err(_) if leaving => None,
                    Err(error) => return Err(error),
                };
                (
                    Some(*document),
                    record(Record::Unshare { subject: *subject, role: *role, by, reason: reason.clone() }),
                    None,
                )
            }
            Draft::Change { document, edits } => {
                let mut edits = edits.clone();
                for edit in &mut edits {
                    if let Some(id) = signing.placeholder(&edit.entry) {
                        edit.entry = id;
                    }
                    if let Value::Str(text) = &mut edit.value
                        && let Some(id) = signing.placeholder(text)
                    {
                        *text = id;
                    }
                }
                edits.sort_by(|a, b| a.place().cmp(&b.place()));
                edits.dedup_by(|a, b| a.place() == b.place());
                (Some(signing.document(*document)?), Body::Change(Change(edits)), None)
            }
            Draft::Statement { document, statement } => (Some(*document), Body::Statement(statement.clone()), None),
        };
        let event = signing.event.ok_or(Failure::Closed)?;
        let judge = &self.show(event)?.judge;
        let roster: DocumentId = event.into();
        let log = log.unwrap_or(roster);
        let last = judge.last_of(me.device(), log);
        let parts = Parts {
            event,
            document: log,
            seq: last.map_or(1, |(_, seq)| seq + 1),
            prev: last.map(|(id, _)| id),
            deps: judge.heads(log),
            roster_heads: if log == roster { Vec::new() } else { judge.heads(roster) },
            made_at: signing.given.now,
        };
        Ok((parts, body, slot))
    }

    fn by(&self, signing: &Signing<'_>, act: Act<'_>) -> Result<GrantRef, Failure> {
        let event = signing.event.ok_or(Failure::Closed)?;
        let way = self.show(event)?.judge.way_to(self.acting()?.person(), act, signing.given.now);
        way.ok_or_else(|| Refusal::NotAllowed { act: "do this", right: "a right that you do not hold now" }.into())
    }

    /// Takes operations from elsewhere, through the same door as one's own.
    ///
    /// # Errors
    /// When they could not be kept; then none of them is.
    pub fn receive(&mut self, arrived: &[Arrived], now: i64) -> Result<Received, Failure> {
        let (mut bad, mut by_event): (Vec<_>, BTreeMap<EventId, Vec<Operation>>) = (Vec::new(), BTreeMap::new());
        for (nth, one) in arrived.iter().enumerate() {
            match Operation::verify(&one.envelope, &one.body) {
                Ok(operation) => by_event.entry(operation.event()).or_default().push(operation),
                Err(reason) => bad.push((nth, reason)),
            }
        }
        let (mut notices, mut new) = (Vec::new(), 0);
        for (event, mut operations) in by_event {
            let begun = !self.shows.contains_key(&event);
            let show = self.shows.entry(event).or_insert_with(|| Show::new(event));
            let mut seen = BTreeSet::new();
            operations.retain(|op| show.judge.state(op.id()).is_none() && seen.insert(op.id()));
            if operations.is_empty() {
                if begun {
                    self.shows.remove(&event);
                }
                continue;
            }
            let taken = show.judge.take_all(&operations);
            show.forks_changed();
            new += operations.len();
            match self.commit(event, operations, &taken, &[], now) {
                Ok(more) => notices.extend(more),
                Err(error) => {
                    self.forget_half_done(Some(event), begun);
                    return Err(error);
                }
            }
        }
        Ok(Received { notices, new, bad })
    }

    /// Keeps bytes that arrived for files that were named before, by a device from elsewhere.
    pub fn keep_bytes(
        &mut self,
        imported: &[Imported],
        files: &[DocumentId],
        now: i64,
    ) -> Result<Vec<Notice>, Failure> {
        self.writer()?.transaction(|tx| {
            for one in imported {
                tx.put_file(one, now)?;
            }
            Ok::<(), Failure>(())
        })?;
        self.project_files(files, now)
    }

    /// The person and sides for whom rows are made. Before a device is set up nobody is "me".
    fn viewer(&self) -> PersonId {
        self.me.as_ref().map_or(PersonId([0; 32]), Me::person)
    }
}

struct Signing<'a> {
    event: Option<EventId>,
    slots: BTreeMap<Slot, OpId>,
    operations: Vec<Operation>,
    given: &'a Given,
}

impl Signing<'_> {
    fn slot(&self, slot: Slot) -> Result<OpId, Failure> {
        self.slots.get(&slot).copied().ok_or(Failure::Closed)
    }
    fn document(&self, target: Target) -> Result<DocumentId, Failure> {
        Ok(match target {
            Target::Known(document) => document,
            Target::New(slot) => DocumentId(self.slot(slot)?.0),
        })
    }
    fn domain(&self, location: Location) -> Result<Domain, Failure> {
        Ok(match location {
            Location::Known(domain) => domain,
            Location::New(slot) => Domain::Scope(ScopeId(self.slot(slot)?.0)),
        })
    }
    /// Only areas and collaborators are named in content before they exist.
    fn placeholder(&self, text: &str) -> Option<String> {
        let slot = Slot(text.strip_prefix("\u{1}slot:")?.parse().ok()?);
        Some(ScopeId(self.slots.get(&slot)?.0).to_string())
    }
}

fn made(outcome: &Outcome, document: Option<DocumentId>, signing: &Signing<'_>) -> Result<Made, Failure> {
    let file = || document.ok_or(Failure::Closed);
    Ok(match outcome {
        Outcome::Done => Made::Done,
        Outcome::Event(slot) => Made::Event(signing.event.ok_or(Failure::Closed)?, ScopeId(signing.slot(*slot)?.0)),
        Outcome::Scope(slot) => Made::Scope(ScopeId(signing.slot(*slot)?.0)),
        Outcome::Crew(id) => Made::Crew(*id),
        Outcome::Folder(id) => Made::Folder(*id),
        Outcome::File(slot) => Made::File(DocumentId(signing.slot(*slot)?.0)),
        Outcome::Files(files) => {
            let each = files
                .iter()
                .map(|(slot, version, taken)| Ok((DocumentId(signing.slot(*slot)?.0), *version, taken.clone())));
            Made::Files(each.collect::<Result<_, Failure>>()?)
        }
        Outcome::Delivered { version, same } => Made::Delivered { file: file()?, version: *version, same: *same },
        Outcome::Comment(id) => Made::Comment(*id),
        Outcome::Reviewers => Made::Reviewers(file()?),
        Outcome::Reviewed(version) => Made::Reviewed(file()?, *version),
        Outcome::Grant => Made::Grant(signing.operations.last().map(Operation::id).ok_or(Failure::Closed)?),
    })
}

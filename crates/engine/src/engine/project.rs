//! From what counts to rows: which rows an act touches, and how each is made.

use super::Engine;
use super::commit::{is_quiet, op_state};
use crate::activity;
use crate::failure::Failure;
use crate::paper::Papers;
use crate::rows::{Subject, person_row};
use crate::show::Show;
use model::command::Drive;
use model::event::{Crew, Event, Folder};
use model::id::{DocumentId, EntryId, EventId, PersonId, ScopeId};
use model::op::{Body, DocumentKind, Domain, Held, Record, Right};
use model::row::{
    ActivityRow, AreaRow, CollaboratorRow, CrewRow, DriveRow, EventRow, EventSettings, FolderRow, Notice,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{EventExtra, FileExtra, StoredOperation, Tx};
use trust::{Changed, Operation, State};

/// Rows told to pages one by one at most; beyond it they are told to ask again.
const ROWS_TOLD_MOST: usize = 500;

/// What an event was before an act, so far as rows of files depend on it.
pub struct Before {
    event: Event,
    rights: Vec<Held>,
    sides: BTreeSet<ScopeId>,
    off: BTreeMap<ScopeId, BTreeSet<model::op::Module>>,
    members: BTreeSet<PersonId>,
}

impl Before {
    /// Remembers.
    pub fn of(show: &Show, viewer: PersonId) -> Self {
        // The judge has heard of the act by now; what the event noted at the last one has not.
        let rights: BTreeSet<Held> = show.rights.iter().copied().collect();
        Self {
            event: show.event.clone(),
            rights: show.rights.clone(),
            sides: show.sides_by(viewer, &rights),
            off: show.off.clone(),
            members: show.members.clone(),
        }
    }

    /// Before anything was known.
    fn nothing() -> Self {
        Self {
            event: Event::read(&model::content::Content::default()),
            rights: Vec::new(),
            sides: BTreeSet::new(),
            off: BTreeMap::new(),
            members: BTreeSet::new(),
        }
    }
}

/// One transaction's projecting.
pub struct Projection<'a, 'tx> {
    /// The event.
    pub show: &'a mut Show,
    /// Its open documents.
    pub papers: &'a mut Papers,
    /// For whom.
    pub viewer: PersonId,
    /// When.
    pub now: i64,
    /// Into what.
    pub tx: &'a mut Tx<'tx>,
}

impl Projection<'_, '_> {
    /// Projects an act: the documents it touched, and whatever shows something of them.
    pub fn after(
        &mut self,
        before: &Before,
        touched: &BTreeSet<DocumentId>,
        changed: &[Changed],
        operations: &[Operation],
    ) -> Result<Vec<Notice>, Failure> {
        let event_id = self.show.event_id;
        let (mut files, mut about_event): (BTreeSet<DocumentId>, bool) =
            (BTreeSet::new(), changed.iter().any(|c| c.log == DocumentId::from(event_id)));
        let (mut crews, mut drives): (BTreeSet<ScopeId>, BTreeSet<Drive>) = (BTreeSet::new(), BTreeSet::new());
        for document in touched {
            let Some(entry) = self.show.judge.document(*document) else { continue };
            match (entry.kind, entry.scope) {
                (DocumentKind::File, _) => {
                    files.insert(*document);
                }
                (DocumentKind::Event, _) => about_event = true,
                (DocumentKind::Collaborator, Domain::Scope(scope)) => {
                    crews.insert(scope);
                    about_event = true;
                }
                (DocumentKind::Drive, scope) => {
                    drives.extend(self.show.drive_of(scope));
                    about_event = true;
                }
                _ => {}
            }
        }
        if about_event {
            self.read_event()?;
            for scope in &crews {
                self.read_crew(*scope)?;
            }
            for drive in &drives {
                self.read_folders(*drive)?;
            }
            self.put_event(before, &crews, &drives)?;
            // A removal may end what somebody has on a document of their own while their rights read as before.
            let roster = DocumentId::from(event_id);
            let removal = |op: &Operation| {
                op.log() == roster
                    && matches!(
                        op.body(),
                        Body::Record(Record::Revoke { .. } | Record::Cut { .. } | Record::Settle { .. })
                    )
            };
            if changed.iter().any(|c| c.log == roster && c.was.is_some()) || operations.iter().any(removal) {
                files.extend(self.all_files());
            } else {
                files.extend(self.files_moved(before)?);
            }
        }
        for file in &files {
            self.put_file(*file)?;
        }
        self.put_lines(changed, operations)?;
        let mut notices = Vec::new();
        if about_event {
            notices.push(Notice::Event { event: event_id });
        }
        if files.len() > ROWS_TOLD_MOST {
            notices.push(Notice::Everything);
        } else if !files.is_empty() {
            let view = self.tx.view();
            let rows = files.iter().filter_map(|f| view.file_row(f, self.now).transpose()).collect::<Result<_, _>>()?;
            notices.push(Notice::Files { event: event_id, rows });
        }
        Ok(notices)
    }

    fn all_files(&self) -> BTreeSet<DocumentId> {
        self.show.judge.documents().into_iter().filter(|d| d.kind == DocumentKind::File).map(|d| d.document).collect()
    }

    /// Files whose rows show something that is no longer so.
    fn files_moved(&self, before: &Before) -> Result<BTreeSet<DocumentId>, Failure> {
        let (old, new) = (&before.event, &self.show.event);
        let view = self.tx.view();
        let everything = Held { domain: Domain::Event, right: Right::All };
        let unbound = before.rights.contains(&everything) && self.show.rights.contains(&everything);
        let renamed_people = old.people.iter().any(|(p, name)| new.people.get(p) != Some(name))
            || new.people.keys().any(|p| !old.people.contains_key(p)) && !old.people.is_empty();
        let whole = (old.lead_days, old.strict_formats, old.independent_review, old.archived_at, &old.zone)
            != (new.lead_days, new.strict_formats, new.independent_review, new.archived_at, &new.zone);
        let rights = !unbound && (before.rights != self.show.rights || before.off != self.show.off);
        if whole || renamed_people || rights {
            // Not only those that have rows: what I could not read before I may read now.
            return Ok(self.all_files());
        }
        let places = |e: &Event| -> BTreeMap<ScopeId, String> {
            e.collaborators.iter().chain(&e.areas).map(|(s, p)| (*s, p.name.clone())).collect()
        };
        let (old_places, sides) = (places(old), self.show.sides(self.viewer));
        let mut scopes: BTreeSet<ScopeId> = places(new)
            .into_iter()
            .filter(|(s, name)| old_places.get(s).is_some_and(|o| o != name))
            .map(|(s, _)| s)
            .collect();
        scopes.extend(before.sides.symmetric_difference(&sides));
        let mut files = BTreeSet::new();
        for scope in scopes {
            files.extend(view.files_naming(&scope)?);
        }
        Ok(files)
    }

    fn read_event(&mut self) -> Result<(), Failure> {
        if let Some(document) = self.show.document {
            self.show.event = Event::read(&self.papers.open(self.show, document, self.tx.view())?.content);
        }
        Ok(())
    }

    fn read_crew(&mut self, scope: ScopeId) -> Result<(), Failure> {
        if let Some(document) = self.show.crew_documents.get(&scope).copied() {
            let crew = Crew::read_all(&self.papers.open(self.show, document, self.tx.view())?.content);
            self.show.crew.insert(scope, crew);
        }
        Ok(())
    }

    fn read_folders(&mut self, drive: Drive) -> Result<(), Failure> {
        if let Some(document) = self.show.drive_documents.get(&drive).copied() {
            let folders = Folder::read_all(&self.papers.open(self.show, document, self.tx.view())?.content);
            self.show.folders.insert(drive, folders);
        }
        Ok(())
    }

    /// Everything of an event: after loading it anew.
    pub fn put_all(&mut self) -> Result<(), Failure> {
        let scopes: Vec<ScopeId> = self.show.scopes.keys().copied().collect();
        self.read_event()?;
        for scope in &scopes {
            self.read_crew(*scope)?;
        }
        for drive in self.show.drives() {
            self.read_folders(drive)?;
        }
        let crews = self.show.crew.keys().copied().collect();
        let drives = self.show.drives().into_iter().collect();
        self.put_event(&Before::nothing(), &crews, &drives)?;
        let files: Vec<DocumentId> = self
            .show
            .judge
            .documents()
            .into_iter()
            .filter(|d| d.kind == DocumentKind::File && d.state.counts())
            .map(|d| d.document)
            .collect();
        for file in files {
            self.put_file(file)?;
        }
        // Of every log: also of one whose first record has not arrived, or is refused.
        let mut logs: BTreeSet<DocumentId> = BTreeSet::new();
        self.tx.view().each_operation(|stored| {
            if stored.event == self.show.event_id {
                logs.insert(stored.log);
            }
            Ok::<(), Failure>(())
        })?;
        for log in logs {
            for stored in self.tx.view().operations_of(&log)? {
                let operation = Operation::stored(&stored.envelope, &stored.body)?;
                self.put_line(&operation, stored.received_at)?;
            }
        }
        Ok(())
    }

    fn put_event(
        &mut self,
        before: &Before,
        crews: &BTreeSet<ScopeId>,
        drives: &BTreeSet<Drive>,
    ) -> Result<(), Failure> {
        if self.show.document.is_none() {
            return Ok(());
        }
        let (id, now) = (self.show.event_id, self.now);
        let event = self.show.event.clone();
        let may_update = self.show.holds(Domain::Event, Right::Update) && event.archived_at.is_none();
        let row = EventRow {
            event: id,
            name: event.name.clone(),
            from: event.from.clone(),
            to: event.to.clone(),
            zone: event.zone.clone(),
            venue: event.venue.clone(),
            archived: event.archived_at.is_some(),
            deliverables: 0,
            overdue: 0,
            may_update,
        };
        let extra = EventExtra {
            notes: event.notes.clone(),
            settings: EventSettings {
                lead_days: event.lead_days,
                strict_formats: event.strict_formats,
                independent_review: event.independent_review,
            },
            made_by: event.made.map(|(_, p)| event.person(p)).unwrap_or_default(),
            made_at: event.made.map_or(now, |(at, _)| at),
        };
        self.tx.put_event(&row, &extra)?;
        for (area, place) in &event.areas {
            let row = AreaRow {
                area: *area,
                name: place.name.clone(),
                order: place.order,
                archived: place.archived_at.is_some(),
                deliverables: 0,
                overdue: 0,
            };
            self.tx.put_area(&id, &row)?;
        }
        let sides = self.show.sides(self.viewer);
        for (scope, place) in &event.collaborators {
            let row = CollaboratorRow {
                collaborator: *scope,
                name: place.name.clone(),
                modules: self.show.judge.modules(*scope).into_iter().collect(),
                archived: place.archived_at.is_some(),
                mine: sides.contains(scope),
                crew: 0,
                contacts: Vec::new(),
                owes: 0,
                overdue: 0,
                deliverables: 0,
                may_manage: self.show.holds(Domain::Scope(*scope), Right::CrewManage) && event.archived_at.is_none(),
            };
            self.tx.put_collaborator(&id, &row)?;
        }
        // Rows of crew and drives say what I may do there, and who of the crew has access.
        let all = before.event.archived_at != event.archived_at
            || before.rights != self.show.rights
            || before.members != self.show.members;
        let renamed = |scope: &ScopeId| before.event.place(*scope) != event.place(*scope);
        let crews_shown: BTreeSet<ScopeId> =
            crews.iter().copied().chain(self.show.crew.keys().copied().filter(|s| all || renamed(s))).collect();
        for scope in crews_shown {
            self.put_crew(scope)?;
        }
        for drive in self.show.drives() {
            let names = match drive {
                Drive::Event => before.event.name.is_empty(),
                Drive::Collaborator(scope) | Drive::Area(scope) => renamed(&scope),
            };
            if all || drives.contains(&drive) || names {
                self.put_drive(drive)?;
            }
        }
        self.put_people(id)
    }

    /// Members, and everybody who ever said how they are called: lines of the log go on naming those who have gone.
    fn put_people(&mut self, id: EventId) -> Result<(), Failure> {
        let mut all = self.show.judge.members();
        all.extend(self.show.event.people.keys().copied());
        let shown = self.tx.view().people(&id)?;
        for gone in shown.into_iter().map(|p| p.person).filter(|p| !all.contains(p)) {
            self.tx.remove_person(&id, &gone)?;
        }
        for person in all {
            self.tx.put_person(&id, &person_row(self.show, person, self.viewer))?;
        }
        Ok(())
    }

    fn put_crew(&mut self, scope: ScopeId) -> Result<(), Failure> {
        let id = self.show.event_id;
        let members = self.show.judge.members();
        let may_manage =
            self.show.holds(Domain::Scope(scope), Right::CrewManage) && self.show.event.archived_at.is_none();
        for c in self.show.crew.get(&scope).cloned().unwrap_or_default() {
            let row = CrewRow {
                crew: c.id,
                collaborator: scope,
                collaborator_name: self.show.event.place(scope),
                me: c.person == Some(self.viewer),
                person: c.person.filter(|p| members.contains(p)),
                first: c.first,
                last: c.last,
                email: c.email,
                phone: c.phone,
                title: c.title,
                contact: c.contact,
                archived: c.archived_at.is_some(),
                may_manage,
            };
            self.tx.put_crew(&id, &row)?;
        }
        Ok(())
    }

    fn put_drive(&mut self, drive: Drive) -> Result<(), Failure> {
        let folders = self.show.folders.get(&drive);
        let row = DriveRow {
            drive,
            name: self.show.drive_name(drive),
            folders: folders
                .into_iter()
                .flat_map(BTreeMap::values)
                .map(|f| FolderRow { folder: f.id, parent: f.parent, name: f.name.clone(), files: 0 })
                .collect(),
            files: 0,
            may_add: self.show.adds_to(drive) && self.show.event.archived_at.is_none(),
        };
        self.tx.put_drive(&self.show.event_id, &row)?;
        Ok(())
    }

    fn put_file(&mut self, document: DocumentId) -> Result<(), Failure> {
        let counts = self.show.judge.document(document).is_some_and(|d| d.state.counts());
        let readable = counts && self.show.judge.level_of(self.viewer, document).is_some()
            || self.show.judge.may(self.viewer, document, "comments", true, self.now);
        if !counts || !readable {
            self.tx.remove_file(&document)?;
            return Ok(());
        }
        let paper = self.papers.open(self.show, document, self.tx.view())?;
        let facts = crate::facts::facts(self.show, document, paper);
        let version_ops = paper.version_ops.clone();
        if facts.file.number >= self.show.next_number {
            self.show.next_number = facts.file.number.saturating_add(1);
        }
        let view = self.tx.view();
        let operations = self.show.judge.operations(document);
        let told = |stored: Option<StoredOperation>| {
            stored.map(|s| (self.show.judge.person_of(s.author).unwrap_or(PersonId([0; 32])), s.made_at))
        };
        let last = operations.iter().rev().find(|(_, s)| s.counts()).map(|(id, _)| *id);
        let made = told(view.operation(&model::id::OpId(document.0))?).unwrap_or((facts.creator, 0));
        let changed = match last {
            Some(last) => told(view.operation(&last)?).unwrap_or(made),
            None => made,
        };
        let mut arrived: BTreeMap<EntryId, i64> = BTreeMap::new();
        for (version, op) in &version_ops {
            if facts.file.versions.get(version).is_some_and(|v| v.person != self.viewer)
                && let Some(stored) = view.operation(op)?
            {
                arrived.insert(*version, stored.received_at);
            }
        }
        let mut present = BTreeSet::new();
        for format in facts.file.formats.values() {
            if view.file(&format.hash)?.is_some_and(|f| !f.quarantined) {
                present.insert(format.hash);
            }
        }
        let sides = self.show.sides(self.viewer);
        let made = Subject {
            show: self.show,
            document,
            facts: &facts,
            me: self.viewer,
            sides: &sides,
            here: &|hash| present.contains(hash),
            arrived: &arrived,
            held: u32::try_from(operations.iter().filter(|(_, s)| *s == State::Held).count()).unwrap_or(u32::MAX),
            changed,
            made,
            now: self.now,
        }
        .make();
        let extra =
            FileExtra { undelivered: made.undelivered, due_soon_from: made.due_soon_from, managed: made.managed };
        self.tx.put_file_row(&made.row, &extra)?;
        self.tx.put_file_show(&made.show)?;
        Ok(())
    }

    fn put_lines(&mut self, changed: &[Changed], operations: &[Operation]) -> Result<(), Failure> {
        let by_id: BTreeMap<_, _> = operations.iter().map(|op| (op.id(), op)).collect();
        let (mut put, mut told_anew, mut certified) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for change in changed {
            let stored = if by_id.contains_key(&change.op) { None } else { self.tx.view().operation(&change.op)? };
            let earlier = stored.as_ref().map(|s| Operation::stored(&s.envelope, &s.body)).transpose()?;
            let Some(operation) = by_id.get(&change.op).copied().or(earlier.as_ref()) else { continue };
            self.put_line(operation, stored.map_or(self.now, |s| s.received_at))?;
            put.insert(change.op);
            match operation.body() {
                // Lines that came before a document's first record did not say what it is.
                Body::Record(Record::Home { .. }) => _ = told_anew.insert(operation.log()),
                // And those that came before a device's certificate did not say whose it is.
                Body::Record(Record::Device { device, .. } | Record::Redeem { device, .. }) => {
                    certified.insert(*device);
                }
                Body::Record(Record::Genesis { owners, .. }) => certified.extend(owners.iter().map(|o| o.device)),
                _ => {}
            }
        }
        let mut again: Vec<StoredOperation> = Vec::new();
        for log in told_anew {
            again.extend(self.tx.view().operations_of(&log)?);
        }
        if !certified.is_empty() {
            let event = self.show.event_id;
            self.tx.view().each_operation(|stored| {
                if stored.event == event && certified.contains(&stored.author) {
                    again.push(stored);
                }
                Ok::<(), Failure>(())
            })?;
        }
        for stored in again.into_iter().filter(|s| !put.contains(&s.id)) {
            self.put_line(&Operation::stored(&stored.envelope, &stored.body)?, stored.received_at)?;
        }
        Ok(())
    }

    fn put_line(&mut self, operation: &Operation, received_at: i64) -> Result<(), Failure> {
        let (state, rule) = op_state(self.show.judge.state(operation.id()));
        if is_quiet(operation) && state == model::row::OpState::Applied {
            // It had a line while it waited or was held.
            self.tx.remove_activity(&operation.id())?;
            return Ok(());
        }
        let document = operation.log();
        let kind = self.show.judge.document(document).map(|d| d.kind);
        let (verb, words) = activity::line(operation, kind);
        let header = operation.header();
        let person = self.show.judge.person_of(header.author).unwrap_or(PersonId([0; 32]));
        let row = ActivityRow {
            op: operation.id(),
            verb: verb.to_owned(),
            words,
            document,
            file: activity::file_of(document, kind),
            subject: String::new(),
            by: String::new(),
            person,
            device: header.author.to_string(),
            made_at: header.made_at,
            first_seen_at: (person != self.viewer).then_some(received_at),
            state,
            rule,
        };
        self.tx.put_activity(&self.show.event_id, &row)?;
        Ok(())
    }
}

impl Engine {
    /// Makes the rows of files anew: their bytes came or went.
    pub(super) fn project_files(&mut self, files: &[DocumentId], now: i64) -> Result<Vec<Notice>, Failure> {
        let viewer = self.viewer();
        let mut by_event: BTreeMap<EventId, Vec<DocumentId>> = BTreeMap::new();
        for file in files {
            by_event.entry(self.event_of(*file)?).or_default().push(*file);
        }
        let Self { writer, shows, papers, .. } = self;
        let mut notices = Vec::new();
        for (event, files) in by_event {
            let show = shows.get_mut(&event).ok_or(Failure::Closed)?;
            let rows = writer.as_mut().ok_or(Failure::Closed)?.transaction(|tx| {
                let mut projection = Projection { show, papers, viewer, now, tx };
                for file in &files {
                    projection.put_file(*file)?;
                }
                let view = projection.tx.view();
                files
                    .iter()
                    .filter_map(|f| view.file_row(f, now).transpose())
                    .collect::<Result<Vec<_>, _>>()
                    .map_err(Failure::from)
            })?;
            notices.push(Notice::Files { event, rows });
        }
        Ok(notices)
    }
}

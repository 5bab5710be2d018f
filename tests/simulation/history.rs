//! A random history of one event by three authors who hear of each other late, twice, or in another order, and who do not always keep to
//! the rules.

mod acts;

use crate::author::Author;
use crate::chance::Chance;
use model::file::put;
use model::id::{BlobHash, DocumentId, EntryId, EventId, OpId, PersonId, ScopeId};
use model::op::{Body, Change, DocumentKind, Domain, Edit, Held, Owner, Record, Right, ScopeKind, Value};
use std::collections::BTreeSet;
use trust::{Act, Operation, Parts};

/// When every history begins.
pub const BEGIN: i64 = 1_800_000_000_000;

/// A version that somebody made.
#[derive(Debug, Clone)]
pub struct MadeVersion {
    pub id: EntryId,
    pub person: PersonId,
    pub parents: Vec<EntryId>,
    pub op: OpId,
    pub formats: Vec<(EntryId, BlobHash, PersonId)>,
}

/// A file that somebody made.
#[derive(Debug, Clone)]
pub struct MadeFile {
    pub document: DocumentId,
    pub versions: Vec<MadeVersion>,
    pub comments: Vec<(EntryId, PersonId, OpId)>,
}

/// The history while it is written.
pub struct History {
    pub chance: Chance,
    pub event: EventId,
    /// Three who write, and one who only reads.
    pub authors: Vec<Author>,
    /// Everything that was signed, in the order of signing.
    pub operations: Vec<Operation>,
    pub now: i64,
    pub event_document: DocumentId,
    pub scopes: Vec<ScopeId>,
    pub crew_documents: Vec<DocumentId>,
    pub drives: Vec<DocumentId>,
    pub folders: Vec<(DocumentId, EntryId)>,
    pub files: Vec<MadeFile>,
    pub removals: Vec<OpId>,
    /// Files at most: in some histories one, so that it grows past the point at which a snapshot is kept.
    pub files_most: usize,
}

/// Authors who write.
pub const WRITERS: usize = 3;

impl History {
    /// A history of at least so many operations.
    pub fn of(seed: u64, operations: usize) -> Self {
        let mut history = Self::founded(seed);
        while history.operations.len() < operations {
            history.turn();
        }
        // The last word is an owner's who has heard everything: what can be settled is, in some histories.
        if history.chance.percent(50) {
            history.everybody_hears(0);
            history.settle_all(0);
        }
        history
    }

    fn founded(seed: u64) -> Self {
        let mut chance = Chance::of(seed);
        let now = BEGIN;
        let nonce = chance.bytes();
        let mut founder = Author::new(&mut chance, EventId([0; 32]));
        let certificate = founder.person_key.certify_owner(&nonce, founder.device_key.id());
        let owner = Owner { person: founder.person(), device: founder.device_key.id(), certificate };
        let genesis = Operation::sign(
            &founder.device_key,
            Parts::first(now),
            Body::Record(Record::Genesis { nonce: nonce.to_vec(), owners: vec![owner] }),
        )
        .expect("genesis is signed");
        let event = genesis.event();
        founder.judge = trust::Judge::new(event);
        let mut authors = vec![founder];
        for _ in 0..WRITERS {
            authors.push(Author::new(&mut chance, event));
        }
        let none = DocumentId([0; 32]);
        let files_most = if chance.percent(25) { 1 } else { usize::MAX };
        let mut history = Self {
            chance,
            event,
            authors,
            operations: Vec::new(),
            now,
            event_document: none,
            scopes: Vec::new(),
            crew_documents: Vec::new(),
            drives: Vec::new(),
            folders: Vec::new(),
            files: Vec::new(),
            removals: Vec::new(),
            files_most,
        };
        history.said(0, genesis);
        history.event_document = history.home(0, DocumentKind::Event, Domain::Event).expect("the owner may");
        let drive = history.home(0, DocumentKind::Drive, Domain::Event).expect("the owner may");
        history.drives.push(drive);
        for (nth, kind) in [ScopeKind::Collaborator, ScopeKind::Collaborator, ScopeKind::Area].into_iter().enumerate() {
            let by =
                history.authors[0].judge.way_to(history.authors[0].person(), Act::Found, now).expect("the owner may");
            let op = history.record(0, None, Record::Scope { kind, by }).expect("a scope is signed");
            let scope = ScopeId(op.0);
            history.scopes.push(scope);
            let section = if kind == ScopeKind::Area { "areas" } else { "collaborators" };
            let name = put(section, &scope.to_string(), "name", Value::Str(format!("Place {nth}")));
            history.change(0, history.event_document, vec![name]);
            if kind == ScopeKind::Collaborator {
                let crew = history.home(0, DocumentKind::Collaborator, Domain::Scope(scope)).expect("the owner may");
                history.crew_documents.push(crew);
            }
            let drive = history.home(0, DocumentKind::Drive, Domain::Scope(scope)).expect("the owner may");
            history.drives.push(drive);
        }
        let me = history.authors[0].person().to_string();
        let first = history.scopes[0].to_string();
        let facts = [
            ("name", "Random Nights"),
            ("zone", "Europe/Berlin"),
            ("from", "2027-06-10"),
            ("to", "2027-06-12"),
            ("made_by", me.as_str()),
            ("first_collaborator", first.as_str()),
        ];
        let mut edits: Vec<Edit> =
            facts.iter().map(|(field, value)| put("facts", "self", field, Value::Str((*value).to_owned()))).collect();
        edits.push(put("facts", "self", "made_at", Value::Int(now)));
        history.change(0, history.event_document, edits);
        history.join();
        history
    }

    /// Rights for everybody: one who manages people and all files, one of a collaborator, and one who only reads.
    fn join(&mut self) {
        let (event, scope) = (Domain::Event, Domain::Scope(self.scopes[1]));
        let manages = [
            (event, Right::Read),
            (event, Right::Update),
            (event, Right::UsersManage),
            (event, Right::FilesAdmin),
            (event, Right::CrewView),
        ];
        let member = [(event, Right::Read), (scope, Right::FilesEdit), (scope, Right::CrewManage)];
        let reader = [(event, Right::Read), (event, Right::FilesRead), (event, Right::CrewView)];
        for (who, rights) in [(1, &manages[..]), (2, &member[..]), (3, &reader[..])] {
            let rights: Vec<Held> =
                rights.iter().map(|(domain, right)| Held { domain: *domain, right: *right }).collect();
            let person = self.authors[who].person();
            let by = self.authors[0]
                .judge
                .way_to(self.authors[0].person(), Act::Give(&rights), self.now)
                .expect("the owner may give");
            let rights = {
                let mut r = rights;
                r.sort_unstable();
                r
            };
            self.record(0, None, Record::Grant { person, rights, by, until: None });
            self.everybody_hears(who);
            self.certify(who);
            let name = put("people", &person.to_string(), "name", Value::Str(format!("Person {who}")));
            self.change(who, self.event_document, vec![name]);
            self.everybody_hears(0);
        }
        for who in 1..=WRITERS {
            self.everybody_hears(who);
        }
    }

    fn certify(&mut self, who: usize) {
        let (person, device) = (self.authors[who].person(), self.authors[who].device_key.id());
        let certificate = self.authors[who].person_key.certify_device(self.event, device);
        self.record(who, None, Record::Device { person, device, certificate });
    }

    /// Notes what was signed: its author knows it at once.
    pub fn said(&mut self, who: usize, operation: Operation) -> OpId {
        let id = operation.id();
        self.authors[who].hear(&operation);
        self.operations.push(operation);
        id
    }

    pub fn record(&mut self, who: usize, log: Option<DocumentId>, record: Record) -> Option<OpId> {
        let operation = self.authors[who].sign(log.unwrap_or(self.event.into()), Body::Record(record), self.now)?;
        Some(self.said(who, operation))
    }

    pub fn change(&mut self, who: usize, log: DocumentId, mut edits: Vec<Edit>) -> Option<OpId> {
        edits.sort_by(|a, b| a.place().cmp(&b.place()));
        edits.dedup_by(|a, b| a.place() == b.place());
        let operation = self.authors[who].sign(log, Body::Change(Change(edits)), self.now)?;
        Some(self.said(who, operation))
    }

    pub fn home(&mut self, who: usize, kind: DocumentKind, scope: Domain) -> Option<DocumentId> {
        let by = self.authors[who].by(Act::Make(kind, scope), self.now, &mut self.chance)?;
        let record = Record::Home { kind, scope, by, nonce: self.chance.bytes()[..16].to_vec(), version: 1 };
        let operation = self.authors[who].sign_home(record, self.now)?;
        Some(DocumentId(self.said(who, operation).0))
    }

    /// One hears everything.
    pub fn everybody_hears(&mut self, who: usize) {
        let author = &mut self.authors[who];
        for operation in &self.operations {
            author.hear(operation);
        }
    }

    /// One hears some of what is new, in an order of no meaning.
    fn hears_some(&mut self, who: usize) {
        let author = &self.authors[who];
        let mut new: Vec<usize> =
            (0..self.operations.len()).filter(|n| !author.heard.contains(&self.operations[*n].id())).collect();
        self.chance.shuffle(&mut new);
        let some = if self.chance.percent(60) { new.len() } else { self.chance.below(new.len() + 1) };
        for nth in new.into_iter().take(some) {
            let operation = self.operations[nth].clone();
            self.authors[who].hear(&operation);
        }
    }

    fn turn(&mut self) {
        self.now += i64::try_from(self.chance.below(3_600_000)).unwrap_or(0);
        let who = self.chance.below(WRITERS);
        if self.chance.percent(25) {
            self.hears_some(who);
        }
        for _ in 0..=self.chance.below(3) {
            self.act(who);
        }
    }

    /// Everything that was ever offered, each once.
    pub fn ids(&self) -> BTreeSet<OpId> {
        self.operations.iter().map(Operation::id).collect()
    }
}

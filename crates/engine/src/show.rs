//! One event as this device knows it: its judge, what its own document says, and where its other documents are.

use model::command::Drive;
use model::decide::drive_domain;
use model::event::{Crew, Event, Folder};
use model::id::{DeviceId, DocumentId, EntryId, EventId, PersonId, ScopeId};
use model::op::{DocumentKind, Domain, Held, Module, Right, ScopeKind};
use std::collections::{BTreeMap, BTreeSet};
use trust::judge::Fork;
use trust::{DocumentEntry, Judge};

/// An event held in memory. Files are not: there may be a hundred thousand.
#[derive(Debug)]
pub struct Show {
    /// Which.
    pub event_id: EventId,
    /// Whose acts count.
    pub judge: Judge,
    /// The event's own document; absent until it has arrived.
    pub document: Option<DocumentId>,
    /// What it says.
    pub event: Event,
    /// Crew documents by collaborator.
    pub crew_documents: BTreeMap<ScopeId, DocumentId>,
    /// Crew by collaborator.
    pub crew: BTreeMap<ScopeId, Vec<Crew>>,
    /// Drives' documents.
    pub drive_documents: BTreeMap<Drive, DocumentId>,
    /// Folders by drive.
    pub folders: BTreeMap<Drive, BTreeMap<EntryId, Folder>>,
    /// Areas and collaborators.
    pub scopes: BTreeMap<ScopeId, ScopeKind>,
    /// The number that the next deliverable gets.
    pub next_number: u32,
    /// Numbers that a device used twice, by log and device.
    pub forks: BTreeMap<(DocumentId, DeviceId), Vec<Fork>>,
    /// My live rights, as of the last Record that was taken in. So are the two below.
    pub rights: Vec<Held>,
    /// People with access.
    pub members: BTreeSet<PersonId>,
    /// Features that are switched off.
    pub off: BTreeMap<ScopeId, BTreeSet<Module>>,
}

impl Show {
    /// An event of which nothing is known yet.
    #[must_use]
    pub fn new(event_id: EventId) -> Self {
        Self {
            event_id,
            judge: Judge::new(event_id),
            document: None,
            event: Event::read(&model::content::Content::default()),
            crew_documents: BTreeMap::new(),
            crew: BTreeMap::new(),
            drive_documents: BTreeMap::new(),
            folders: BTreeMap::new(),
            scopes: BTreeMap::new(),
            next_number: 1,
            forks: BTreeMap::new(),
            rights: Vec::new(),
            members: BTreeSet::new(),
            off: BTreeMap::new(),
        }
    }

    /// Asks the judge anew who stands where: after Records.
    pub fn records_changed(&mut self, me: Option<PersonId>) {
        self.scopes = self.judge.scopes().into_iter().map(|s| (s.scope, s.kind)).collect();
        self.rights = me.map(|p| self.judge.rights_of(p).into_iter().collect()).unwrap_or_default();
        self.members = self.judge.members();
        self.off = self.modules_off();
    }

    /// Asks the judge anew which numbers were used twice: after operations from elsewhere. They may be this device's own, from before it was
    /// copied or put back from a backup.
    pub fn forks_changed(&mut self) {
        self.forks.clear();
        for fork in self.judge.forks() {
            self.forks.entry((fork.log, fork.author)).or_default().push(fork);
        }
    }

    /// Notes a document that has a Home. Of several of one kind in one place (they were made apart) the smallest id is used, everywhere.
    pub fn note(&mut self, entry: &DocumentEntry) {
        if !entry.state.counts() {
            return;
        }
        let smaller = |held: Option<&DocumentId>| held.is_none_or(|old| entry.document < *old);
        match (entry.kind, entry.scope) {
            (DocumentKind::Event, _) if smaller(self.document.as_ref()) => self.document = Some(entry.document),
            (DocumentKind::Collaborator, Domain::Scope(scope)) if smaller(self.crew_documents.get(&scope)) => {
                self.crew_documents.insert(scope, entry.document);
            }
            (DocumentKind::Drive, domain) => {
                if let Some(drive) = self.drive_of(domain)
                    && smaller(self.drive_documents.get(&drive))
                {
                    self.drive_documents.insert(drive, entry.document);
                }
            }
            _ => {}
        }
    }

    /// The drive that belongs to a domain.
    #[must_use]
    pub fn drive_of(&self, domain: Domain) -> Option<Drive> {
        match domain {
            Domain::Event => Some(Drive::Event),
            Domain::Scope(scope) => Some(match self.scopes.get(&scope)? {
                ScopeKind::Area => Drive::Area(scope),
                ScopeKind::Collaborator => Drive::Collaborator(scope),
            }),
            Domain::Document(_) => None,
        }
    }

    /// A drive's name.
    #[must_use]
    pub fn drive_name(&self, drive: Drive) -> String {
        match drive {
            Drive::Event => "Event".to_owned(),
            Drive::Collaborator(scope) | Drive::Area(scope) => self.event.place(scope),
        }
    }

    /// Every drive, the event's first.
    #[must_use]
    pub fn drives(&self) -> Vec<Drive> {
        let mut all = vec![Drive::Event];
        all.extend(self.event.collaborators.keys().map(|s| Drive::Collaborator(*s)));
        all.extend(self.event.areas.keys().map(|s| Drive::Area(*s)));
        all
    }

    /// Collaborators on whose side a person is: a crew record says so, or rights there that did not come with having made it.
    #[must_use]
    pub fn sides(&self, person: PersonId) -> BTreeSet<ScopeId> {
        self.sides_by(person, &self.judge.rights_of(person))
    }

    /// The same by rights that are given: those of before an act, to see what it changed.
    #[must_use]
    pub fn sides_by(&self, person: PersonId, rights: &BTreeSet<Held>) -> BTreeSet<ScopeId> {
        let by_crew = self
            .crew
            .iter()
            .filter(|(_, all)| all.iter().any(|c| c.person == Some(person) && c.archived_at.is_none()))
            .map(|(s, _)| *s);
        let mut sides: BTreeSet<ScopeId> = by_crew.collect();
        if self.event.made.is_some_and(|(_, maker)| maker == person) {
            sides.extend(self.event.first_collaborator);
        }
        let everything = Held { domain: Domain::Event, right: Right::All };
        if !rights.contains(&everything) {
            sides.extend(rights.iter().filter_map(|h| match h.domain {
                Domain::Scope(scope) if self.scopes.get(&scope) == Some(&ScopeKind::Collaborator) => Some(scope),
                _ => None,
            }));
        }
        sides
    }

    /// Features that are switched off, by collaborator.
    #[must_use]
    pub fn modules_off(&self) -> BTreeMap<ScopeId, BTreeSet<Module>> {
        let collaborators = self.scopes.iter().filter(|(_, kind)| **kind == ScopeKind::Collaborator);
        collaborators
            .map(|(scope, _)| {
                let on = self.judge.modules(*scope);
                (*scope, model::decide::MODULES.into_iter().filter(|m| !on.contains(m)).collect::<BTreeSet<Module>>())
            })
            .filter(|(_, off)| !off.is_empty())
            .collect()
    }

    /// Whether I hold a right in a domain, or one that includes it.
    #[must_use]
    pub fn holds(&self, domain: Domain, right: Right) -> bool {
        self.rights.iter().any(|h| model::permission::implies(*h, Held { domain, right }))
    }

    /// Whether I may add files to a drive.
    #[must_use]
    pub fn adds_to(&self, drive: Drive) -> bool {
        self.rights.iter().any(|h| model::permission::may_make(DocumentKind::File, drive_domain(drive), *h))
    }
}

//! The rules: a state and a wish in, drafts of operations or a refusal out. Pure; the same for every device.
//!
//! Read [`decide`] first, then the file of the noun. What is asked of permission is asked of `permission`'s tables by way of [`Scene`],
//! which the engine fills; a draft that passes here is judged once more, by the same tables, when it is admitted.

mod crew;
mod deliverable;
mod event;
pub use event::MODULES;
mod file;
mod folder;
mod review;

use crate::command::{Command, Drive, Taken};
use crate::event::{Crew, Event, Folder};
use crate::id::{DocumentId, EntryId, OpId, PersonId, ScopeId};
use crate::op::{DocumentKind, Domain, Edit, Held, Level, Module, Principal, Right, Role, ScopeKind, Statement};
use crate::permission;
use crate::refusal::Refusal;
use crate::review::Facts;
use crate::row::May;
use std::collections::{BTreeMap, BTreeSet};

/// Time and chance, which rules do not have of themselves.
#[derive(Debug, Clone)]
pub struct Given {
    /// Milliseconds since 1970 UTC.
    pub now: i64,
    /// Thirty-two bytes that nobody could have known.
    pub entropy: [u8; 32],
    /// How many names have been drawn.
    pub drawn: u64,
}

impl Given {
    /// Time and chance for one act.
    #[must_use]
    pub const fn new(now: i64, entropy: [u8; 32]) -> Self {
        Self { now, entropy, drawn: 0 }
    }

    /// Sixteen bytes, each time others.
    pub fn nonce(&mut self) -> [u8; 16] {
        self.drawn += 1;
        let mut hasher = blake3::Hasher::new_keyed(&self.entropy);
        hasher.update(&self.drawn.to_le_bytes());
        let mut out = [0; 16];
        hasher.finalize_xof().fill(&mut out);
        out
    }

    /// A new name for an entry: a UUIDv7 of this moment.
    pub fn entry(&mut self) -> EntryId {
        let nonce = self.nonce();
        let mut random = [0; 10];
        for (to, from) in random.iter_mut().zip(nonce) {
            *to = from;
        }
        EntryId::from_uuid(
            uuid::Builder::from_unix_timestamp_millis(u64::try_from(self.now).unwrap_or(0), &random).into_uuid(),
        )
    }
}

/// Something that will exist once an earlier draft of the same act is signed; until then its id is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot(pub u16);

impl Slot {
    /// What stands in an edit for the id. No text of a person equals it: control characters are refused.
    #[must_use]
    pub fn placeholder(self) -> String {
        format!("\u{1}slot:{}", self.0)
    }
}

/// A document, perhaps one that this act makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// It exists.
    Known(DocumentId),
    /// This act makes it.
    New(Slot),
}

/// An area or collaborator, perhaps one that this act makes; or the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// The event, or one that exists.
    Known(Domain),
    /// This act makes it.
    New(Slot),
}

/// What will be signed, but for what only the signer knows: under which grant, after which operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Draft {
    /// Begins an event with me as its owner.
    Genesis {
        /// Nonce.
        nonce: [u8; 16],
    },
    /// Makes an area or collaborator.
    Scope {
        /// Its id to be.
        slot: Slot,
        /// Which.
        kind: ScopeKind,
    },
    /// Makes a document.
    Home {
        /// Its id to be.
        slot: Slot,
        /// Of which kind.
        kind: DocumentKind,
        /// Whose.
        scope: Location,
        /// Nonce.
        nonce: [u8; 16],
    },
    /// Switches a feature.
    Module {
        /// Of which collaborator.
        scope: Location,
        /// Which.
        module: Module,
        /// On or off.
        on: bool,
    },
    /// Gives rights.
    Grant {
        /// To whom.
        person: PersonId,
        /// What.
        rights: Vec<Held>,
    },
    /// Certifies my own device to an event that has given me rights.
    Device,
    /// Takes every right from a person.
    Revoke {
        /// From whom.
        person: PersonId,
    },
    /// Says that of what a removed person did in a document everything that this device has is kept, and nothing else (A6).
    Cut {
        /// Which document.
        document: DocumentId,
        /// The removal.
        of: OpId,
    },
    /// Shares a document.
    Share {
        /// Which.
        document: Target,
        /// With whom.
        subject: Principal,
        /// How far.
        level: Level,
        /// As what.
        role: Option<Role>,
        /// Whether a reviewer is waited for.
        required: bool,
    },
    /// Ends shares.
    Unshare {
        /// Of which document.
        document: DocumentId,
        /// With whom.
        subject: Principal,
        /// In which role.
        role: Option<Role>,
        /// Why.
        reason: String,
    },
    /// Edits content.
    Change {
        /// Of which document.
        document: Target,
        /// In any order; sorted when it is signed.
        edits: Vec<Edit>,
    },
    /// Decides.
    Statement {
        /// On which document.
        document: DocumentId,
        /// What.
        statement: Statement,
    },
}

/// What a command comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What is signed, in order. Empty when nothing has to change.
    pub drafts: Vec<Draft>,
    /// What is answered.
    pub outcome: Outcome,
}

/// What a command answers, before ids of new things are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to tell.
    Done,
    /// An event with its first collaborator.
    Event(Slot),
    /// An area or collaborator.
    Scope(Slot),
    /// A crew record.
    Crew(EntryId),
    /// A folder.
    Folder(EntryId),
    /// A deliverable.
    File(Slot),
    /// Files with their first versions and what was taken, in the order given.
    Files(Vec<(Slot, EntryId, Taken)>),
    /// A delivery.
    Delivered {
        /// The version.
        version: EntryId,
        /// It has these bytes already, and none was made.
        same: bool,
    },
    /// A comment.
    Comment(EntryId),
    /// Reviewers changed.
    Reviewers,
    /// An answer on this version.
    Reviewed(EntryId),
    /// A grant.
    Grant,
}

/// What the rules look at: everything that a command names, as this device knows it.
#[derive(Debug, Clone)]
pub struct Scene {
    /// Who acts.
    pub me: PersonId,
    /// How they are called on this device.
    pub my_name: String,
    /// The event; absent for the command that makes one.
    pub event: Option<EventScene>,
    /// The file.
    pub file: Option<FileScene>,
    /// The crew of the collaborator that the command names.
    pub crew: Vec<Crew>,
    /// The folders of the drive that the command names.
    pub folders: BTreeMap<EntryId, Folder>,
}

/// The event and my rights in it.
#[derive(Debug, Clone)]
pub struct EventScene {
    /// Its document.
    pub document: DocumentId,
    /// What it says.
    pub event: Event,
    /// My live rights, in the event and in areas and collaborators.
    pub rights: Vec<Held>,
    /// Features that are switched off.
    pub off: BTreeMap<ScopeId, BTreeSet<Module>>,
    /// Collaborators on whose side I am.
    pub sides: BTreeSet<ScopeId>,
    /// Documents of collaborators' crew and of drives, by scope.
    pub crew_documents: BTreeMap<ScopeId, DocumentId>,
    /// Drives' documents.
    pub drive_documents: BTreeMap<Drive, DocumentId>,
    /// The number that the next deliverable gets.
    pub next_number: u32,
    /// People with access.
    pub members: BTreeSet<PersonId>,
}

/// A file and what I may do on it.
#[derive(Debug, Clone)]
pub struct FileScene {
    /// Its document.
    pub document: DocumentId,
    /// Where it lies.
    pub drive: Drive,
    /// What it says and what was answered.
    pub facts: Facts,
    /// What I may.
    pub standing: Standing,
    /// The operation that an open reviewer's Share is, by person.
    pub seat_ops: BTreeMap<PersonId, OpId>,
}

/// What a person may on a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// The file level, by drive or association (d.11.4 a to d).
    pub level: Option<Level>,
    /// The level for versions and formats, the assignment counted (d.11.4 e).
    pub delivering: Option<Level>,
    /// Has a reviewer's seat and reads.
    pub seated: bool,
}

impl Standing {
    /// Whether the level reaches so far.
    #[must_use]
    pub fn reaches(self, level: Level) -> bool {
        self.level >= Some(level)
    }

    /// Whether a version or format may be added.
    #[must_use]
    pub fn delivers(self) -> bool {
        self.delivering >= Some(Level::Edit)
    }

    /// The table "Who may do what" of `domain.md`, for one person and one file that is not archived.
    #[must_use]
    pub fn may(self) -> May {
        let read = self.reaches(Level::Read) || self.delivering.is_some() || self.seated;
        May {
            deliver: self.delivers(),
            comment: read,
            review: self.seated,
            edit: self.reaches(Level::Edit),
            admin: self.reaches(Level::Admin),
            archive: self.reaches(Level::Admin),
            choose: self.delivers(),
        }
    }
}

impl Scene {
    fn event(&self) -> Result<&EventScene, Refusal> {
        self.event.as_ref().ok_or_else(|| Refusal::NotFound { what: "event", name: String::new() })
    }

    /// The event, refused when it is put away.
    fn open_event(&self) -> Result<&EventScene, Refusal> {
        let scene = self.event()?;
        if scene.event.archived_at.is_some() {
            Err(Refusal::Archived { name: scene.event.name.clone() })
        } else {
            Ok(scene)
        }
    }

    fn file(&self) -> Result<&FileScene, Refusal> {
        self.file.as_ref().ok_or_else(|| Refusal::NotFound { what: "file", name: String::new() })
    }

    /// The file, refused when it or its event is put away.
    fn open_file(&self) -> Result<&FileScene, Refusal> {
        self.open_event()?;
        let scene = self.file()?;
        if scene.facts.file.archived_at.is_some() {
            Err(Refusal::Archived { name: scene.facts.file.name.clone() })
        } else {
            Ok(scene)
        }
    }
}

impl EventScene {
    /// Whether I hold a right, or one that includes it.
    #[must_use]
    pub fn holds(&self, domain: Domain, right: Right) -> bool {
        self.rights.iter().any(|h| permission::implies(*h, Held { domain, right }))
    }

    fn wants_update(&self, act: &'static str) -> Result<(), Refusal> {
        if self.holds(Domain::Event, Right::Update) {
            Ok(())
        } else {
            Err(Refusal::NotAllowed { act, right: "the right Event:Update" })
        }
    }

    fn wants_everything(&self, act: &'static str) -> Result<(), Refusal> {
        if self.holds(Domain::Event, Right::All) {
            Ok(())
        } else {
            Err(Refusal::NotAllowed { act, right: "the right Event:*" })
        }
    }

    /// Whether I may change the crew of a collaborator.
    #[must_use]
    pub fn manages_crew(&self, scope: ScopeId) -> bool {
        self.holds(Domain::Scope(scope), Right::CrewManage)
    }

    /// Whether I may add files to a drive.
    #[must_use]
    pub fn adds_to(&self, drive: Drive) -> bool {
        self.rights.iter().any(|h| permission::may_make(DocumentKind::File, drive_domain(drive), *h))
    }

    fn collaborator(&self, scope: ScopeId) -> Result<&crate::event::Place, Refusal> {
        self.event
            .collaborators
            .get(&scope)
            .ok_or_else(|| Refusal::NotFound { what: "collaborator", name: scope.to_string() })
    }

    fn open_collaborator(&self, scope: ScopeId) -> Result<&crate::event::Place, Refusal> {
        let place = self.collaborator(scope)?;
        if place.archived_at.is_some() { Err(Refusal::Archived { name: place.name.clone() }) } else { Ok(place) }
    }

    fn open_area(&self, scope: ScopeId) -> Result<&crate::event::Place, Refusal> {
        let place =
            self.event.areas.get(&scope).ok_or_else(|| Refusal::NotFound { what: "area", name: scope.to_string() })?;
        if place.archived_at.is_some() { Err(Refusal::Archived { name: place.name.clone() }) } else { Ok(place) }
    }

    fn drive(&self, drive: Drive) -> Result<(), Refusal> {
        match drive {
            Drive::Event => Ok(()),
            Drive::Collaborator(scope) => self.open_collaborator(scope).map(|_| ()),
            Drive::Area(scope) => self.open_area(scope).map(|_| ()),
        }
    }
}

/// The domain that a drive belongs to.
#[must_use]
pub const fn drive_domain(drive: Drive) -> Domain {
    match drive {
        Drive::Event => Domain::Event,
        Drive::Collaborator(scope) | Drive::Area(scope) => Domain::Scope(scope),
    }
}

/// Judges a wish: what would be signed, or why not.
///
/// # Errors
/// A [`Refusal`]; then nothing changes.
pub fn decide(scene: &Scene, command: &Command, taken: &[Taken], given: &mut Given) -> Result<Decision, Refusal> {
    match command {
        Command::EventCreate(c) => event::create(scene, c, given),
        Command::EventSet(c) => event::set(scene, c),
        Command::EventArchive(_) => event::archive(scene, given.now),
        Command::EventRestore(_) => event::restore(scene),
        Command::AreaAdd(c) => event::add_area(scene, c, given),
        Command::AreaSet(c) => event::set_area(scene, c),
        Command::AreaArchive(c) => event::archive_area(scene, c.area, Some(given.now)),
        Command::AreaRestore(c) => event::archive_area(scene, c.area, None),
        Command::CollaboratorAdd(c) => event::add_collaborator(scene, c, given),
        Command::CollaboratorSet(c) => event::set_collaborator(scene, c),
        Command::CollaboratorArchive(c) => event::archive_collaborator(scene, c.collaborator, Some(given.now)),
        Command::CollaboratorRestore(c) => event::archive_collaborator(scene, c.collaborator, None),
        Command::PersonRename(c) => event::rename_person(scene, &c.name),
        Command::GrantAdd(c) => event::grant(scene, c),
        Command::CrewAdd(c) => crew::add(scene, c, given),
        Command::CrewSet(c) => crew::set(scene, c),
        Command::CrewArchive(c) => crew::archive(scene, c.collaborator, c.crew, Some(given.now)),
        Command::CrewRestore(c) => crew::archive(scene, c.collaborator, c.crew, None),
        Command::FolderAdd(c) => folder::add(scene, c, given),
        Command::FolderRename(c) => folder::rename(scene, c),
        Command::FolderMove(c) => folder::change_parent(scene, c),
        Command::FileAdd(c) => file::add(scene, c, taken, given),
        Command::FileRename(c) => file::rename(scene, &c.name),
        Command::FileDescribe(c) => file::describe(scene, &c.description),
        Command::FileMove(c) => file::change_folder(scene, c.folder),
        Command::FileArchive(_) => file::archive(scene, given.now),
        Command::FileRestore(_) => file::restore(scene),
        Command::DeliverableCreate(c) => deliverable::create(scene, c, given),
        Command::DeliverableSet(c) => deliverable::set(scene, c, given),
        Command::DeliverableWaive(c) => deliverable::waive(scene, c, given.now),
        Command::Deliver(c) => file::deliver(scene, c, taken, given),
        Command::DeliverUndo(c) => file::undo(scene, c.version),
        Command::FormatAdd(c) => file::add_formats(scene, c.version, taken, given),
        Command::FormatRemove(c) => file::remove_format(scene, c.format),
        Command::VersionChoose(c) => review::choose(scene, c.version),
        Command::CommentAdd(c) => review::comment(scene, c, given),
        Command::CommentEdit(c) => review::edit_comment(scene, c.comment, &c.body, given.now),
        Command::CommentResolve(c) => review::resolve(scene, c.comment, c.resolved, given.now),
        Command::ReviewerAdd(c) => review::add_reviewer(scene, c.person, c.required),
        Command::ReviewerRemove(c) => review::remove_reviewer(scene, c.person, c.reason.as_deref().unwrap_or_default()),
        Command::Review(c) => review::answer(scene, c),
    }
}

fn done(drafts: Vec<Draft>) -> Decision {
    Decision { drafts, outcome: Outcome::Done }
}

fn change(document: DocumentId, edits: Vec<Edit>) -> Decision {
    done(if edits.is_empty() { Vec::new() } else { vec![Draft::Change { document: Target::Known(document), edits }] })
}

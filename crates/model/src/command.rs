//! What a person may wish. Commands are imperative; one act of a person is one command, and becomes one transaction.
//!
//! These shapes are the wire too: `api` reads them from JSON and writes their TypeScript. Fields left out mean "leave as it is".
//! Where a file's bytes are wanted, the command carries [`Intake`]s: tokens for files that the shell or the command line has taken in hand.

use crate::id::{BlobHash, DocumentId, EntryId, EventId, PersonId, ScopeId};
use crate::op::{Answer, Module};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file that is offered: the page only ever holds a token; scripts on this machine may name a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged, deny_unknown_fields)]
pub enum Intake {
    /// A file that the shell keeps for the page.
    Token {
        /// As the shell gave it.
        token: String,
    },
    /// A file by its path: refused from a page.
    Path {
        /// Absolute, or relative to the caller's folder.
        path: String,
    },
}

/// A file whose bytes are in the store: what `decide` is given in place of an [`Intake`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Its bytes' name.
    pub hash: BlobHash,
    /// Its length in bytes.
    pub size: u64,
    /// Its name where it came from, made safe.
    pub name: String,
    /// Lower-case extension without the dot; empty when there is none.
    pub extension: String,
    /// What its content is, as a media type.
    pub sniffed: String,
}

/// The drive that a file lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "of", content = "id")]
pub enum Drive {
    /// The event's own.
    Event,
    /// A collaborator's.
    Collaborator(ScopeId),
    /// An area's.
    Area(ScopeId),
}

/// One line of acceptance criteria.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CriterionWish {
    /// The words.
    pub text: String,
    /// Whether it must be met.
    #[serde(default = "yes")]
    pub required: bool,
}

/// A person asked to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReviewerWish {
    /// Who.
    pub person: PersonId,
    /// Whether the version waits for them (decision 12).
    #[serde(default = "yes")]
    pub required: bool,
}

const fn yes() -> bool {
    true
}

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
            #[serde(deny_unknown_fields)]
            #[ts(optional_fields)]
            pub struct $name { $($(#[$fdoc])* pub $field: $type,)* }
        )*
        /// Any command.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(clippy::large_enum_variant, reason = "one lives at a time")]
        pub enum Command { $($(#[$doc])* $name($name),)* }
        $(impl From<$name> for Command { fn from(c: $name) -> Self { Self::$name(c) } })*
    };
}

commands! {
    /// Begins an event with its first collaborator, which is the maker's own side.
    EventCreate {
        /// What the show is called.
        name: String,
        /// IANA zone of the venue, such as `Europe/Berlin`.
        zone: String,
        /// First day, `YYYY-MM-DD`.
        from: String,
        /// Last day, not before the first.
        to: String,
        /// The first collaborator's name.
        collaborator: String,
        /// Where it is.
        venue: Option<String>,
    }
    /// Changes facts and settings of an event.
    EventSet {
        /// Which.
        event: EventId,
        /// Its name.
        name: Option<String>,
        /// Its zone. Instants stay; civil times are shown anew.
        zone: Option<String>,
        /// First day.
        from: Option<String>,
        /// Last day.
        to: Option<String>,
        /// Where it is.
        venue: Option<String>,
        /// Notes for everybody.
        notes: Option<String>,
        /// Working days before a due date at which it counts as due soon.
        lead_days: Option<i64>,
        /// An approval counts only while it covers every format (d.5.6).
        strict_formats: Option<bool>,
        /// An answer by the version's own author does not count (decision 8).
        independent_review: Option<bool>,
    }
    /// Puts an event away.
    EventArchive { /** Which. */ event: EventId }
    /// Brings an event back.
    EventRestore { /** Which. */ event: EventId }
    /// Adds an area.
    AreaAdd { /** Where. */ event: EventId, /** Its name. */ name: String }
    /// Changes an area.
    AreaSet { /** Where. */ event: EventId, /** Which. */ area: ScopeId, /** Its name. */ name: Option<String>, /** Its place in the list. */ order: Option<i64> }
    /// Puts an area away.
    AreaArchive { /** Where. */ event: EventId, /** Which. */ area: ScopeId }
    /// Brings an area back.
    AreaRestore { /** Where. */ event: EventId, /** Which. */ area: ScopeId }
    /// Adds a collaborator.
    CollaboratorAdd {
        /// Where.
        event: EventId,
        /// Its name.
        name: String,
        /// The features it has; left out: all.
        modules: Option<Vec<Module>>,
    }
    /// Changes a collaborator.
    CollaboratorSet { /** Where. */ event: EventId, /** Which. */ collaborator: ScopeId, /** Its name. */ name: Option<String>, /** Exactly the features it has. */ modules: Option<Vec<Module>> }
    /// Puts a collaborator away.
    CollaboratorArchive { /** Where. */ event: EventId, /** Which. */ collaborator: ScopeId }
    /// Brings a collaborator back.
    CollaboratorRestore { /** Where. */ event: EventId, /** Which. */ collaborator: ScopeId }
    /// Adds a crew record: a contact, which gives no access by itself.
    CrewAdd {
        /// Where.
        event: EventId,
        /// Whose crew.
        collaborator: ScopeId,
        /// First name.
        first: String,
        /// Last name.
        last: String,
        /// E-mail address.
        email: Option<String>,
        /// Telephone number, as it is dialled.
        phone: Option<String>,
        /// What they do.
        title: Option<String>,
        /// Whether they are the collaborator's point of contact.
        #[serde(default)]
        contact: bool,
        /// Whether this is me: then that side is mine as well.
        #[serde(default)]
        me: bool,
    }
    /// Changes a crew record.
    CrewSet {
        /// Where.
        event: EventId,
        /// Whose crew.
        collaborator: ScopeId,
        /// Which record.
        crew: EntryId,
        /// First name.
        first: Option<String>,
        /// Last name.
        last: Option<String>,
        /// E-mail address; empty takes it away.
        email: Option<String>,
        /// Telephone number; empty takes it away.
        phone: Option<String>,
        /// What they do; empty takes it away.
        title: Option<String>,
        /// Whether they are a point of contact.
        contact: Option<bool>,
    }
    /// Puts a crew record away.
    CrewArchive { /** Where. */ event: EventId, /** Whose crew. */ collaborator: ScopeId, /** Which. */ crew: EntryId }
    /// Brings a crew record back.
    CrewRestore { /** Where. */ event: EventId, /** Whose crew. */ collaborator: ScopeId, /** Which. */ crew: EntryId }
    /// Adds a folder to a drive.
    FolderAdd { /** Where. */ event: EventId, /** In which drive. */ drive: Drive, /** In which folder; left out: at the top. */ parent: Option<EntryId>, /** Its name. */ name: String }
    /// Renames a folder.
    FolderRename { /** Where. */ event: EventId, /** In which drive. */ drive: Drive, /** Which. */ folder: EntryId, /** Its name. */ name: String }
    /// Moves a folder within its drive.
    FolderMove { /** Where. */ event: EventId, /** In which drive. */ drive: Drive, /** Which. */ folder: EntryId, /** Into which folder; null: to the top. */ parent: Option<EntryId> }
    /// Makes files, one for each given, each with its version 1.
    FileAdd {
        /// Where.
        event: EventId,
        /// In which drive; left out: the event's.
        drive: Option<Drive>,
        /// In which folder.
        folder: Option<EntryId>,
        /// The name, when one file is given; otherwise each keeps its own.
        name: Option<String>,
        /// The bytes.
        files: Vec<Intake>,
        /// A note on the first version.
        note: Option<String>,
        /// The author's own label, such as "Rev B".
        revision: Option<String>,
    }
    /// Renames a file or deliverable.
    FileRename { /** Which. */ file: DocumentId, /** Its name. */ name: String }
    /// Describes a file; for a deliverable these are requirements in words.
    FileDescribe { /** Which. */ file: DocumentId, /** The whole text. */ description: String }
    /// Puts a file into another folder of its drive.
    FileMove { /** Which. */ file: DocumentId, /** Where; null: at the top. */ folder: Option<EntryId> }
    /// Puts a file away.
    FileArchive { /** Which. */ file: DocumentId }
    /// Brings a file back.
    FileRestore { /** Which. */ file: DocumentId }
    /// Makes a placeholder for a file that a collaborator owes.
    DeliverableCreate {
        /// Where.
        event: EventId,
        /// What is owed.
        name: String,
        /// Who owes it.
        to: ScopeId,
        /// When: `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM` in the event's zone, or an instant with its offset.
        due: String,
        /// Requirements in words.
        description: Option<String>,
        /// Acceptance criteria, one by one.
        #[serde(default)]
        criteria: Vec<CriterionWish>,
        /// Formats wanted, by extension.
        #[serde(default)]
        formats: Vec<String>,
        /// In which drive; left out: the event's.
        drive: Option<Drive>,
        /// In which folder.
        folder: Option<EntryId>,
        /// The area it belongs to.
        area: Option<ScopeId>,
        /// Who must answer.
        #[serde(default)]
        reviewers: Vec<ReviewerWish>,
        /// The authority it is submitted to.
        permit: Option<String>,
    }
    /// Changes what is owed.
    DeliverableSet {
        /// Which.
        file: DocumentId,
        /// Its name.
        name: Option<String>,
        /// Who owes it.
        to: Option<ScopeId>,
        /// When, as in `DeliverableCreate`.
        due: Option<String>,
        /// Requirements in words.
        description: Option<String>,
        /// The whole list of acceptance criteria.
        criteria: Option<Vec<CriterionWish>>,
        /// Formats wanted.
        formats: Option<Vec<String>>,
        /// The area it belongs to; empty text takes it away.
        area: Option<String>,
        /// The authority it is submitted to; empty takes it away.
        permit: Option<String>,
        /// Working days before the due date at which it counts as due soon.
        lead_days: Option<i64>,
        /// An approval counts only while it covers every format.
        strict_formats: Option<bool>,
    }
    /// Says that a deliverable is no longer wanted, and why; or wants it again.
    DeliverableWaive { /** Which. */ file: DocumentId, /** Why. */ reason: Option<String>, /** False wants it again. */ #[serde(default = "yes")] waived: bool }
    /// Delivers files as the next version.
    Deliver {
        /// On what.
        file: DocumentId,
        /// The bytes: each becomes a format of the one version.
        files: Vec<Intake>,
        /// A note on the version.
        note: Option<String>,
        /// The author's own label.
        revision: Option<String>,
        /// The collaborator in whose name somebody else uploads.
        on_behalf_of: Option<ScopeId>,
        /// Make a version even if the bytes are those of the latest.
        #[serde(default)]
        again: bool,
    }
    /// Takes one's own delivery back, until somebody has answered, commented or built on it.
    DeliverUndo { /** On what. */ file: DocumentId, /** Which; left out: the latest. */ version: Option<EntryId> }
    /// Adds formats to a version.
    FormatAdd { /** On what. */ file: DocumentId, /** To which; left out: the latest. */ version: Option<EntryId>, /** The bytes. */ files: Vec<Intake> }
    /// Takes a format away, before anybody has answered.
    FormatRemove { /** On what. */ file: DocumentId, /** Which. */ format: EntryId }
    /// Settles a fork: this version is the latest.
    VersionChoose { /** On what. */ file: DocumentId, /** Which. */ version: EntryId }
    /// Comments on a version.
    CommentAdd { /** On what. */ file: DocumentId, /** On which; left out: the latest. */ version: Option<EntryId>, /** The words. */ body: String, /** The comment it answers. */ reply_to: Option<EntryId> }
    /// Changes one's own comment.
    CommentEdit { /** On what. */ file: DocumentId, /** Which. */ comment: EntryId, /** The words. */ body: String }
    /// Marks a comment as dealt with, or opens it again.
    CommentResolve { /** On what. */ file: DocumentId, /** Which. */ comment: EntryId, /** False opens it again. */ #[serde(default = "yes")] resolved: bool }
    /// Asks a person to answer every version from the latest on.
    ReviewerAdd { /** On what. */ file: DocumentId, /** Who. */ person: PersonId, /** Whether it waits for them. */ #[serde(default = "yes")] required: bool }
    /// Ends a person's seat.
    ReviewerRemove { /** On what. */ file: DocumentId, /** Who. */ person: PersonId, /** Why; wanted when the version becomes Approved by it. */ reason: Option<String> }
    /// Answers as a reviewer.
    Review { /** On what. */ file: DocumentId, /** On which; left out: the latest. */ version: Option<EntryId>, /** `approved`, `changes_requested` or `withdrawn`. */ answer: Answer, /** Why; wanted for changes unless a comment is open. */ reason: Option<String> }
    /// Says how one is called in this event.
    PersonRename { /** Where. */ event: EventId, /** The name. */ name: String }
    /// Gives a person rights (presets and single rights by name).
    GrantAdd {
        /// Where.
        event: EventId,
        /// To whom.
        person: PersonId,
        /// Names such as `Event:Read` or `Collaborator:FilesEdit`.
        rights: Vec<String>,
        /// The collaborator or area that `Collaborator:` and `Area:` rights are about.
        on: Option<ScopeId>,
    }
}

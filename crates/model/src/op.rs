//! What a device signs: the shapes of operations. How they are encoded, signed and judged is `trust`'s.
//!
//! There are three kinds of body and no more: a [`Change`] edits content, a [`Statement`] decides, a [`Record`] gives or takes authority.

use crate::id::{BlobHash, DeviceId, DocumentId, EntryId, EventId, OpId, PersonId, ScopeId};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// The version of the operation format that this program writes.
pub const OPERATION_FORMAT: u8 = 1;

/// What is signed (O1). The operation's id is the BLAKE3 of its deterministic CBOR.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Header {
    /// Format, [`OPERATION_FORMAT`].
    #[n(0)]
    pub format: u8,
    /// The event; zero in the genesis operation itself, whose hash names the event (I3).
    #[n(1)]
    pub event: EventId,
    /// The log it belongs to: a document, or the roster (whose id is the event's). Zero in genesis and in `Home`, whose hash names the document.
    #[n(2)]
    pub document: DocumentId,
    /// Which kind of body it carries.
    #[n(3)]
    pub kind: Kind,
    /// The device that signed.
    #[n(4)]
    pub author: DeviceId,
    /// 1, 2, 3 … without gaps per (document, author) (O2).
    #[n(5)]
    pub seq: u64,
    /// The author's operation before it in this log.
    #[n(6)]
    pub prev: Option<OpId>,
    /// The maximal operations of this log that the author built on, sorted, at most 64 (O2).
    #[n(7)]
    pub deps: Vec<OpId>,
    /// The maximal operations of the roster that the author knew, sorted; in the roster itself empty (deps play that part).
    #[n(8)]
    pub roster_heads: Vec<OpId>,
    /// The author's clock, milliseconds since 1970 UTC. Shown, never decisive between two authors (O7).
    #[n(9)]
    pub made_at: i64,
    /// BLAKE3 of the encoded body.
    #[n(10)]
    pub body_hash: BlobHash,
    /// Length of the encoded body in bytes.
    #[n(11)]
    pub body_len: u64,
}

/// The kind of a body, as the header names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Edits of content.
    #[n(0)]
    Change,
    /// A decision by a person that nobody may edit.
    #[n(1)]
    Statement,
    /// Authority.
    #[n(2)]
    Record,
}

/// One body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Edits of content.
    Change(Change),
    /// A decision.
    Statement(Statement),
    /// Authority.
    Record(Record),
}

impl Body {
    /// The kind that the header names.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Change(_) => Kind::Change,
            Self::Statement(_) => Kind::Statement,
            Self::Record(_) => Kind::Record,
        }
    }
}

/// A sorted list of edits, each place once (O3).
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Change(#[n(0)] pub Vec<Edit>);

/// One edit of one place. A place is `section`, then the flat key `entry/field` (O4).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Edit {
    /// A section of the document's kind: one map in its genesis change, or the name of one of its Texts.
    #[n(0)]
    pub section: String,
    /// The entry; in sections whose entries belong to an author `<person>.<entry>`; empty for a Text.
    #[n(1)]
    pub entry: String,
    /// The field; empty for a Text.
    #[n(2)]
    pub field: String,
    /// What stands there afterwards.
    #[n(3)]
    pub value: Value,
}

impl Edit {
    /// The place, by which a Change is sorted and in which each occurs once.
    #[must_use]
    pub fn place(&self) -> (&str, &str, &str) {
        (&self.section, &self.entry, &self.field)
    }
}

/// A value of content.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// The place is emptied.
    #[n(0)]
    Nothing,
    /// Yes or no.
    #[n(1)]
    Bool(#[n(0)] bool),
    /// A whole number; an instant is milliseconds since 1970 UTC.
    #[n(2)]
    Int(#[n(0)] i64),
    /// Words, an id, a date.
    #[n(3)]
    Str(#[n(0)] String),
    /// The whole new text of a collaborative Text; devices diff it themselves by code points (O3).
    #[n(4)]
    Text(#[n(0)] String),
}

/// A decision (O5). The version's operation is in the operation's `deps`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Statement {
    /// What is said.
    #[n(0)]
    pub answer: Answer,
    /// The version it is about.
    #[n(1)]
    pub version: EntryId,
    /// The BLAKE3 of every format present, sorted.
    #[n(2)]
    pub covers: Vec<BlobHash>,
    /// Hash of the description and criteria as they stood (d.5.10).
    #[n(3)]
    pub criteria: Option<BlobHash>,
    /// Why, in the person's words; empty when nothing was said.
    #[n(4)]
    pub reason: String,
}

/// What a Statement says.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize, ts_rs::TS,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Finishes this reviewer's review and blocks. Of concurrent answers the first of this order counts (O5).
    #[n(0)]
    ChangesRequested,
    /// BackOps' "No Response": takes the earlier answer back.
    #[n(1)]
    Withdrawn,
    /// Finishes this reviewer's review.
    #[n(2)]
    Approved,
    /// Chooses this version of a forked file as the latest (d.6).
    #[n(3)]
    Chosen,
}

/// A grant, named by the record that gives it; genesis gives one per owner, so it is told which (R2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct GrantRef {
    /// The record.
    #[n(0)]
    pub op: OpId,
    /// The owner's place in genesis; 0 elsewhere.
    #[n(1)]
    pub place: u8,
}

/// Where a right holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Domain {
    /// The whole event.
    #[n(0)]
    Event,
    /// One area or collaborator.
    #[n(1)]
    Scope(#[n(0)] ScopeId),
    /// One document (only in what a Share or Home gives).
    #[n(2)]
    Document(#[n(0)] DocumentId),
}

/// A permission of `domain.md` d.11, without its domain.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize, ts_rs::TS,
)]
#[cbor(index_only)]
pub enum Right {
    /// `*`: everything in the domain.
    #[n(0)]
    #[serde(rename = "*")]
    All,
    /// See that it exists, its facts.
    #[n(1)]
    Read,
    /// Change its facts.
    #[n(2)]
    Update,
    /// See the schedule.
    #[n(3)]
    ScheduleView,
    /// Change the schedule.
    #[n(4)]
    ScheduleEdit,
    /// Read files in the drive.
    #[n(5)]
    FilesRead,
    /// Make files and versions in the drive.
    #[n(6)]
    FilesEdit,
    /// Everything on files in the drive.
    #[n(7)]
    FilesAdmin,
    /// Upload to an area's drive.
    #[n(8)]
    FileUpload,
    /// See advances.
    #[n(9)]
    AdvanceView,
    /// Answer advances.
    #[n(10)]
    AdvanceEdit,
    /// Build and send advances.
    #[n(11)]
    AdvanceManage,
    /// See tasks and phases of the event.
    #[n(12)]
    ProjectManagementView,
    /// Change tasks and phases of the event.
    #[n(13)]
    ProjectManagementAdmin,
    /// See crew and their contact details.
    #[n(14)]
    CrewView,
    /// Change crew, invite, give and take rights in the domain.
    #[n(15)]
    CrewManage,
    /// See tasks.
    #[n(16)]
    TasksView,
    /// Change tasks.
    #[n(17)]
    TasksEdit,
    /// Change documents.
    #[n(18)]
    DocumentsEdit,
    /// Accounting (out of scope; kept so that BackOps' list is whole).
    #[n(19)]
    AccountingAdmin,
    /// Give and take rights anywhere.
    #[n(20)]
    UsersManage,
}

/// A right in a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Held {
    /// Where.
    #[n(0)]
    pub domain: Domain,
    /// What.
    #[n(1)]
    pub right: Right,
}

/// Who something is shared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Principal {
    /// Everybody in the event who holds a Files right there.
    #[n(0)]
    Event,
    /// The members of an area or collaborator, each at most at their own level there (d.11.4c).
    #[n(1)]
    Scope(#[n(0)] ScopeId),
    /// One person, as given.
    #[n(2)]
    Person(#[n(0)] PersonId),
}

/// File level (d.11): each contains the one before it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize, ts_rs::TS,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// See, comment, review when asked.
    #[n(0)]
    Read,
    /// New versions and formats, rename.
    #[n(1)]
    Edit,
    /// `*`: everything, sharing and reviewers too.
    #[n(2)]
    Admin,
}

/// What a Share makes of its subject beside the level.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize, ts_rs::TS,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Asked to answer every version (d.4).
    #[n(0)]
    Reviewer,
    /// The collaborator who owes a deliverable (d.7).
    #[n(1)]
    Assignee,
}

/// What kind of place a Scope makes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize, ts_rs::TS,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum ScopeKind {
    /// A physical or logical space.
    #[n(0)]
    Area,
    /// An organisation or party on the event.
    #[n(1)]
    Collaborator,
}

/// The kind of a document (`architecture.md` 4). Later kinds are added at the end.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize, ts_rs::TS,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Records only; no Automerge, no names.
    #[n(0)]
    Roster,
    /// Facts of the event, names of areas, collaborators and people, settings.
    #[n(1)]
    Event,
    /// Crew and their contact details.
    #[n(2)]
    Collaborator,
    /// Folders of one drive.
    #[n(3)]
    Drive,
    /// One file or deliverable.
    #[n(4)]
    File,
}

/// A feature that a collaborator can be given or not (d.11.3).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize, ts_rs::TS,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Module {
    /// Schedule.
    #[n(0)]
    Schedule,
    /// Files and deliverables.
    #[n(1)]
    Files,
    /// Advancing.
    #[n(2)]
    Advancing,
    /// Crew.
    #[n(3)]
    Crew,
    /// Tasks.
    #[n(4)]
    Tasks,
    /// Documents.
    #[n(5)]
    Documents,
    /// Procurement.
    #[n(6)]
    Procurement,
    /// Accounting.
    #[n(7)]
    Accounting,
}

/// A person named as owner in genesis, with the device that acts for them from the start.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Owner {
    /// The person.
    #[n(0)]
    pub person: PersonId,
    /// Their first device.
    #[n(1)]
    pub device: DeviceId,
    /// The person's signature over the device (I2). In genesis there is no event id yet: it is over `offstage/owner/1`, nonce, person and device.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub certificate: Vec<u8>,
}

/// Whom or what a Revoke hits (R3).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Revoked {
    /// A person: the listed rights, or all when the list is empty.
    #[n(0)]
    Person(#[n(0)] PersonId, #[n(1)] Vec<Held>),
    /// One device.
    #[n(1)]
    Device(#[n(0)] DeviceId),
    /// One grant.
    #[n(2)]
    Grant(#[n(0)] GrantRef),
    /// Every redemption of one invite.
    #[n(3)]
    Invite(#[n(0)] OpId),
}

/// Authority (R1). `by` is the author's own grant that it is given under.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Record {
    /// Begins an event and names its owners, first to last.
    #[n(0)]
    Genesis {
        /// Drawn once, so that two events made alike differ.
        #[cbor(n(0), with = "minicbor::bytes")]
        nonce: Vec<u8>,
        /// The owners.
        #[n(1)]
        owners: Vec<Owner>,
    },
    /// Makes an area or a collaborator; its hash is their id, and its author holds `*` there (R4).
    #[n(1)]
    Scope {
        /// Which of the two.
        #[n(0)]
        kind: ScopeKind,
        /// Under what.
        #[n(1)]
        by: GrantRef,
    },
    /// A further device of a person (I2).
    #[n(2)]
    Device {
        /// The person.
        #[n(0)]
        person: PersonId,
        /// The new device.
        #[n(1)]
        device: DeviceId,
        /// The person's signature over event, person and device.
        #[cbor(n(2), with = "minicbor::bytes")]
        certificate: Vec<u8>,
    },
    /// Gives rights (R2).
    #[n(3)]
    Grant {
        /// To whom.
        #[n(0)]
        person: PersonId,
        /// What.
        #[n(1)]
        rights: Vec<Held>,
        /// Under what (its parent).
        #[n(2)]
        by: GrantRef,
        /// Until when, milliseconds since 1970 UTC.
        #[n(3)]
        until: Option<i64>,
    },
    /// Takes rights (R3).
    #[n(4)]
    Revoke {
        /// From whom or what.
        #[n(0)]
        what: Revoked,
        /// Under what; absent when it is one's own leaving.
        #[n(1)]
        by: Option<GrantRef>,
    },
    /// Offers rights to whoever holds a secret (N1).
    #[n(5)]
    Invite {
        /// The public half of the invite key.
        #[n(0)]
        key: DeviceId,
        /// What it gives.
        #[n(1)]
        rights: Vec<Held>,
        /// Under what.
        #[n(2)]
        by: GrantRef,
        /// Until when.
        #[n(3)]
        until: Option<i64>,
    },
    /// Takes an invite up (N2).
    #[n(6)]
    Redeem {
        /// The invite.
        #[n(0)]
        invite: OpId,
        /// Who joins.
        #[n(1)]
        person: PersonId,
        /// With which device; it signs this operation.
        #[n(2)]
        device: DeviceId,
        /// The person's signature over event, person and device.
        #[cbor(n(3), with = "minicbor::bytes")]
        certificate: Vec<u8>,
        /// The invite key's signature over event, invite, person and device.
        #[cbor(n(4), with = "minicbor::bytes")]
        proof: Vec<u8>,
    },
    /// Ends an invite with one redemption (N2).
    #[n(7)]
    Close {
        /// The invite.
        #[n(0)]
        invite: OpId,
        /// The redemption that stays.
        #[n(1)]
        redeem: OpId,
        /// Under what.
        #[n(2)]
        by: GrantRef,
    },
    /// Switches a feature of a collaborator (d.11.3, R8).
    #[n(8)]
    Module {
        /// The collaborator.
        #[n(0)]
        scope: ScopeId,
        /// The feature.
        #[n(1)]
        module: Module,
        /// On or off.
        #[n(2)]
        on: bool,
        /// Under what.
        #[n(3)]
        by: GrantRef,
    },
    /// Says what of the past of a Revoke is kept in this log (A6).
    #[n(9)]
    Cut {
        /// The Revoke or Unshare.
        #[n(0)]
        of: OpId,
        /// Under what.
        #[n(1)]
        by: GrantRef,
    },
    /// Accepts or refuses a held operation (A6).
    #[n(10)]
    Settle {
        /// The operation.
        #[n(0)]
        of: OpId,
        /// Accept, or refuse.
        #[n(1)]
        accept: bool,
        /// Under what.
        #[n(2)]
        by: GrantRef,
    },
    /// A document's first record; its hash is the document's id, its author holds `*` on it (R4).
    #[n(11)]
    Home {
        /// What kind of document.
        #[n(0)]
        kind: DocumentKind,
        /// Whose it is: the drive it lies in, the collaborator whose crew it holds, or the event.
        #[n(1)]
        scope: Domain,
        /// Under what.
        #[n(2)]
        by: GrantRef,
        /// Drawn once, so that two documents made alike differ.
        #[cbor(n(3), with = "minicbor::bytes")]
        nonce: Vec<u8>,
        /// The kind's version (O4); see `document`.
        #[n(4)]
        version: u8,
    },
    /// Gives a level, and perhaps a role, on this document (R3).
    #[n(12)]
    Share {
        /// To whom.
        #[n(0)]
        subject: Principal,
        /// How far.
        #[n(1)]
        level: Level,
        /// As what.
        #[n(2)]
        role: Option<Role>,
        /// A reviewer whose silence does not hold a version up is not required (decision 12).
        #[n(3)]
        required: bool,
        /// Under what.
        #[n(4)]
        by: GrantRef,
    },
    /// Ends Shares of this subject on this document; with a role, only those in that role.
    #[n(13)]
    Unshare {
        /// From whom.
        #[n(0)]
        subject: Principal,
        /// In which role; absent: all.
        #[n(1)]
        role: Option<Role>,
        /// Under what; absent when it is one's own leaving.
        #[n(2)]
        by: Option<GrantRef>,
        /// Why, in the person's words; empty when nothing was said.
        #[n(3)]
        reason: String,
    },
}

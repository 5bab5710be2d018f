//! What screens are given. One row type for each screen row, with everything that the screen shows already computed; the page computes no rule.
//!
//! Instants are milliseconds since 1970 UTC; days are `YYYY-MM-DD`; the page writes them in the event's zone.

use crate::command::Drive;
use crate::id::{BlobHash, DeviceId, DocumentId, EntryId, EventId, OpId, PersonId, ScopeId};
use crate::op::{Answer, Level, Module, Role};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
            pub struct $name { $($(#[$fdoc])* pub $field: $type,)* }
        )*
    };
}

/// Status of a version or file (d.3), and the side states that replace it on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A deliverable without a version that has a format.
    Incomplete,
    /// Nobody is asked to review. A deliverable reads "Delivered".
    NoStatus,
    /// Somebody asked for changes.
    ChangesRequested,
    /// Every required reviewer approved.
    Approved,
    /// Somebody has not answered yet.
    AwaitingApproval,
}

/// File or deliverable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// An ordinary file.
    File,
    /// A placeholder with an assignee and a due date.
    Deliverable,
}

/// Who must act (d.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BallKind {
    /// A collaborator.
    Collaborator,
    /// A person.
    Person,
}

/// What they must do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BallWhy {
    /// Deliver the first version.
    Deliver,
    /// Answer the latest version.
    Review,
    /// Deliver a version with the changes.
    Change,
    /// Take it as it is, or ask reviewers.
    Accept,
    /// Choose between forked versions.
    Choose,
}

/// What became of an operation (`docs/protocol.md`, rules A).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OpState {
    /// It counts.
    Applied,
    /// It is kept and counts in nothing until somebody settles it.
    Held,
    /// It is kept and counts in nothing.
    Refused,
    /// Something that it names has not arrived.
    Waiting,
}

rows! {
    /// Who this device is.
    Whoami {
        /// The person; absent before the first start is done.
        person: Option<PersonId>,
        /// The person's name.
        name: String,
        /// The device.
        device: Option<DeviceId>,
        /// The device's name.
        device_name: String,
        /// The folder with this device's data.
        home: String,
        /// The program's version.
        version: String,
    }
    /// An event in a list.
    EventRow {
        /// Which.
        event: EventId,
        /// Its name.
        name: String,
        /// First day.
        from: String,
        /// Last day.
        to: String,
        /// IANA zone.
        zone: String,
        /// Where; empty when not said.
        venue: String,
        /// Put away.
        archived: bool,
        /// Deliverables that are not archived.
        deliverables: u32,
        /// Of these, overdue now.
        overdue: u32,
        /// Whether I may change its facts and add areas and collaborators.
        may_update: bool,
    }
    /// Everything on the overview of an event.
    EventShow {
        /// Its row.
        row: EventRow,
        /// Notes for everybody.
        notes: String,
        /// Settings.
        settings: EventSettings,
        /// Its areas, in order, archived ones last.
        areas: Vec<AreaRow>,
        /// Its collaborators, by name, archived ones last.
        collaborators: Vec<CollaboratorRow>,
        /// Deliverables by status.
        counts: Counts,
        /// Who made it.
        made_by: String,
        /// When.
        made_at: i64,
    }
    /// Settings of an event.
    EventSettings {
        /// Working days before a due date at which it counts as due soon.
        lead_days: i64,
        /// An approval counts only while it covers every format; absent: only with permit information.
        strict_formats: Option<bool>,
        /// An answer by the version's own author does not count; absent: only with permit information.
        independent_review: Option<bool>,
    }
    /// Deliverables counted by what they wait for. Archived and waived ones are not in it.
    Counts {
        /// All.
        all: u32,
        /// Not delivered.
        incomplete: u32,
        /// Delivered, nobody asked to review.
        delivered: u32,
        /// Awaiting approval.
        awaiting: u32,
        /// Changes requested.
        changes: u32,
        /// Approved.
        approved: u32,
        /// Forked: needs somebody's choice.
        forked: u32,
        /// Overdue.
        overdue: u32,
        /// Due soon.
        due_soon: u32,
    }
    /// An area.
    AreaRow {
        /// Which.
        area: ScopeId,
        /// Its name.
        name: String,
        /// Its place in the list.
        order: i64,
        /// Put away.
        archived: bool,
        /// Deliverables that belong to it.
        deliverables: u32,
        /// Of these overdue.
        overdue: u32,
    }
    /// A collaborator.
    CollaboratorRow {
        /// Which.
        collaborator: ScopeId,
        /// Its name.
        name: String,
        /// The features it has.
        modules: Vec<Module>,
        /// Put away.
        archived: bool,
        /// Whether I am on this side (my crew record there, or rights of mine on it as its member).
        mine: bool,
        /// Its crew, archived ones not counted.
        crew: u32,
        /// Names of its points of contact.
        contacts: Vec<String>,
        /// Deliverables whose ball is in its court.
        owes: u32,
        /// Of its deliverables overdue.
        overdue: u32,
        /// Its deliverables.
        deliverables: u32,
        /// Whether I may change it and its crew.
        may_manage: bool,
    }
    /// A crew record.
    CrewRow {
        /// Which.
        crew: EntryId,
        /// Whose crew.
        collaborator: ScopeId,
        /// The collaborator's name.
        collaborator_name: String,
        /// First name.
        first: String,
        /// Last name.
        last: String,
        /// E-mail address; empty when not said.
        email: String,
        /// Telephone number.
        phone: String,
        /// What they do.
        title: String,
        /// Point of contact.
        contact: bool,
        /// The person behind the record, when they have access.
        person: Option<PersonId>,
        /// That is me.
        me: bool,
        /// Put away.
        archived: bool,
        /// Whether I may change it.
        may_manage: bool,
    }
    /// A person with access.
    PersonRow {
        /// Who.
        person: PersonId,
        /// As they call themselves.
        name: String,
        /// Me.
        me: bool,
        /// Rights with the place they hold and why, in words: "Event: everything (owner)".
        rights: Vec<String>,
        /// Collaborators on whose side they are, by name.
        sides: Vec<String>,
    }
    /// People of an event: those with access and the crew, kept apart.
    People {
        /// With access.
        people: Vec<PersonRow>,
        /// Contacts.
        crew: Vec<CrewRow>,
    }
    /// A folder.
    FolderRow {
        /// Which.
        folder: EntryId,
        /// In which folder.
        parent: Option<EntryId>,
        /// Its name.
        name: String,
        /// Files in it and below.
        files: u32,
    }
    /// A drive with its folders.
    DriveRow {
        /// Which.
        drive: Drive,
        /// "Event", or the collaborator's or area's name.
        name: String,
        /// Its folders.
        folders: Vec<FolderRow>,
        /// Files in it.
        files: u32,
        /// Whether I may add to it.
        may_add: bool,
    }
    /// Somebody who must act.
    Ball {
        /// Collaborator or person.
        kind: BallKind,
        /// Their id.
        id: String,
        /// Their name.
        name: String,
        /// What they must do.
        why: BallWhy,
        /// Whether that is me, or a side of mine.
        me: bool,
    }
    /// Where the bytes of the latest version are.
    Where {
        /// On this device, all of them.
        here: bool,
        /// On how many other devices of people, as far as known.
        peers: u32,
        /// On a relay.
        relay: bool,
    }
    /// A named collaborator or area.
    Named {
        /// Which.
        id: ScopeId,
        /// Its name.
        name: String,
    }
    /// What I may do, so that the page can offer it.
    May {
        /// Deliver a version or add a format.
        deliver: bool,
        /// Comment.
        comment: bool,
        /// Answer the latest version as a reviewer.
        review: bool,
        /// Rename, describe, move.
        edit: bool,
        /// Due date, assignee, criteria, reviewers, sharing, waiving.
        admin: bool,
        /// Put away, bring back.
        archive: bool,
        /// Choose between forked versions.
        choose: bool,
    }
    /// A file or deliverable in a list.
    FileRow {
        /// Which.
        file: DocumentId,
        /// In which event.
        event: EventId,
        /// File or deliverable.
        kind: FileKind,
        /// Its number in the event, shown in the first column; 0 when it has none.
        number: u32,
        /// Its name.
        name: String,
        /// Where it lies.
        drive: Drive,
        /// The drive's name.
        drive_name: String,
        /// In which folder.
        folder: Option<EntryId>,
        /// The area it belongs to.
        area: Option<Named>,
        /// Status of the latest version.
        status: Status,
        /// The words for it: "Not delivered", "Delivered", "Awaiting 2", "Changes asked", "Approved", "Approved (2 of 3 formats)", "Your choice", "Held", "Waived".
        status_words: String,
        /// The latest version.
        version: Option<EntryId>,
        /// Its number; 0 without one.
        version_number: u32,
        /// As shown: "v3", "v3′", empty without one.
        version_label: String,
        /// When it is due.
        due_at: Option<i64>,
        /// Second values of a due date set on two devices at once, until somebody chooses.
        due_also: Vec<i64>,
        /// Not delivered and past due.
        overdue: bool,
        /// Not delivered and within the lead days.
        due_soon: bool,
        /// First delivered after it was due.
        delivered_late: bool,
        /// Who owes it (two when it was reassigned on two devices at once).
        assigned_to: Vec<Named>,
        /// Who must act.
        ball_in_court: Vec<Ball>,
        /// Two versions were made from one parent and nobody has chosen.
        forked: bool,
        /// Acts on it that are held.
        held: u32,
        /// No longer wanted.
        waived: bool,
        /// Why, when waived.
        waived_reason: String,
        /// The authority it is submitted to; empty without one.
        permit: String,
        /// Extensions wanted.
        formats_wanted: Vec<String>,
        /// Extensions wanted that the latest version lacks.
        formats_missing: Vec<String>,
        /// Extensions that the latest version has.
        formats: Vec<String>,
        /// Bytes of the latest version.
        size: u64,
        /// Reviewers who count.
        reviewers: u32,
        /// Of these, who approved the latest version.
        approvals: u32,
        /// Comments on the latest version that are open.
        comments_open: u32,
        /// Where the bytes are.
        r#where: Where,
        /// What I may do.
        may: May,
        /// I am asked to answer the latest version and have not.
        my_review_wanted: bool,
        /// Put away.
        archived: bool,
        /// Who changed it last.
        changed_by: String,
        /// When it was last changed.
        changed_at: i64,
    }
    /// A format of a version.
    FormatRow {
        /// Which.
        format: EntryId,
        /// Its bytes' name.
        hash: BlobHash,
        /// Length in bytes.
        size: u64,
        /// Its name where it came from.
        name: String,
        /// Lower-case extension.
        extension: String,
        /// What its content is.
        sniffed: String,
        /// Names of those whose approval covers it.
        covered_by: Vec<String>,
        /// Added after somebody had answered, and not covered by every approval.
        uncovered: bool,
        /// Its bytes are on this device.
        here: bool,
        /// It can be drawn here.
        preview: bool,
        /// Who added it.
        by: String,
        /// When.
        made_at: i64,
        /// Whether I may take it away now.
        may_remove: bool,
    }
    /// A comment.
    CommentRow {
        /// Which.
        comment: EntryId,
        /// Who.
        by: String,
        /// Who, by key.
        person: PersonId,
        /// The words.
        body: String,
        /// When, by its author's clock.
        made_at: i64,
        /// When it was last edited.
        edited_at: Option<i64>,
        /// Dealt with.
        resolved: bool,
        /// By whom.
        resolved_by: String,
        /// The comment it answers.
        reply_to: Option<EntryId>,
        /// Whether I may edit it.
        may_edit: bool,
        /// Whether I may resolve it.
        may_resolve: bool,
    }
    /// One reviewer's answer on a version.
    ReviewRow {
        /// Who.
        person: PersonId,
        /// Their name.
        name: String,
        /// What they said; absent: No Response.
        answer: Option<Answer>,
        /// Why.
        reason: String,
        /// When.
        at: Option<i64>,
        /// Whether the version waits for them.
        required: bool,
        /// Whether it counts now (removed reviewers' answers stay and do not).
        counts: bool,
        /// It is the version's own author who answers.
        by_author: bool,
        /// The formats it covers.
        covers: Vec<BlobHash>,
        /// Description or criteria changed after the answer.
        criteria_changed: bool,
    }
    /// A version.
    VersionRow {
        /// Which.
        version: EntryId,
        /// Its number.
        number: u32,
        /// As shown: "v3", "v3′".
        label: String,
        /// The author's own label: "Rev B".
        revision: String,
        /// The author's note.
        note: String,
        /// Who delivered it.
        by: String,
        /// Who, by key.
        person: PersonId,
        /// The collaborator in whose name, when somebody else uploaded.
        on_behalf_of: String,
        /// When, by its author's clock.
        made_at: i64,
        /// When another person first saw it.
        first_seen_at: Option<i64>,
        /// Its status.
        status: Status,
        /// The words for it.
        status_words: String,
        /// It is the latest.
        latest: bool,
        /// A fork was settled for the other.
        not_taken: bool,
        /// Taken back by its author.
        taken_back: bool,
        /// Its formats.
        formats: Vec<FormatRow>,
        /// Its comments, oldest first.
        comments: Vec<CommentRow>,
        /// The answers.
        reviews: Vec<ReviewRow>,
        /// Whether I may answer it.
        may_review: bool,
        /// Whether I may take it back.
        may_undo: bool,
    }
    /// A line of acceptance criteria.
    CriterionRow {
        /// Which.
        criterion: EntryId,
        /// The words.
        text: String,
        /// Whether it must be met.
        required: bool,
    }
    /// A reviewer of a file.
    ReviewerRow {
        /// Who.
        person: PersonId,
        /// Their name.
        name: String,
        /// Whether it waits for them.
        required: bool,
        /// Their answer on the latest version; absent: none yet.
        answer: Option<Answer>,
        /// When they gave it.
        at: Option<i64>,
        /// That is me.
        me: bool,
    }
    /// Who a file is shared with.
    AssociationRow {
        /// The record.
        association: OpId,
        /// Their name.
        name: String,
        /// How far.
        level: Level,
        /// As what.
        role: Option<Role>,
    }
    /// Everything on the File screen.
    FileShow {
        /// The row.
        row: FileRow,
        /// The description.
        description: String,
        /// Acceptance criteria.
        criteria: Vec<CriterionRow>,
        /// Reviewers.
        reviewers: Vec<ReviewerRow>,
        /// People who could be asked to review.
        could_review: Vec<PersonRow>,
        /// Versions, newest first.
        versions: Vec<VersionRow>,
        /// Who it is shared with.
        associations: Vec<AssociationRow>,
        /// Who made it.
        made_by: String,
        /// When.
        made_at: i64,
        /// Lead days in force.
        lead_days: i64,
        /// Strict formats in force.
        strict_formats: bool,
        /// The event's zone.
        zone: String,
    }
    /// A line of the activity log (d.12).
    ActivityRow {
        /// The operation.
        op: OpId,
        /// What was done, one of d.12's verbs.
        verb: String,
        /// The line in words, without who and when.
        words: String,
        /// The document.
        document: DocumentId,
        /// The file it is about, when it is about one.
        file: Option<DocumentId>,
        /// The name of what it is about.
        subject: String,
        /// Who.
        by: String,
        /// Who, by key.
        person: PersonId,
        /// With which device.
        device: String,
        /// When, by its author's clock.
        made_at: i64,
        /// When another person first saw it.
        first_seen_at: Option<i64>,
        /// What became of it.
        state: OpState,
        /// The rule that refused or held it; empty otherwise.
        rule: String,
    }
    /// The dashboard of a person, or of one collaborator.
    Dashboard {
        /// Whose ball is with me or a side of mine, soonest due first.
        i_owe: Vec<FileRow>,
        /// All of them, of which the list shows the first.
        i_owe_count: u32,
        /// What I made or manage and others must act on.
        owed_to_me: Vec<FileRow>,
        /// All of them.
        owed_to_me_count: u32,
        /// Versions that wait for my answer.
        waiting_for_my_review: Vec<FileRow>,
        /// All of them.
        waiting_for_my_review_count: u32,
        /// What happened last, newest first.
        changed: Vec<ActivityRow>,
        /// Deliverables by what they wait for.
        counts: Counts,
    }
    /// One thing found.
    Found {
        /// `file`, `deliverable`, `comment`, `person`, `crew`, `collaborator`, `area`, `event`.
        kind: String,
        /// Its id.
        id: String,
        /// The event it is in.
        event: EventId,
        /// The file to open, when it is in one.
        file: Option<DocumentId>,
        /// Its title.
        title: String,
        /// Where: the file a comment is on, the collaborator of a crew record.
        r#where: String,
        /// The words around the match; matches between U+2068 and U+2069.
        excerpt: String,
    }
    /// A part of a long list.
    FilePage {
        /// Rows of this part.
        rows: Vec<FileRow>,
        /// All that match.
        total: u32,
        /// Of these overdue.
        overdue: u32,
        /// The groups that the whole list has, in order, with how many rows each.
        groups: Vec<GroupRow>,
        /// Where this part begins.
        offset: u32,
    }
    /// A group of a list.
    GroupRow {
        /// Its title: "Overdue", "This week", "Later", or a name.
        title: String,
        /// Rows in it.
        rows: u32,
    }
    /// One format as commands answer it.
    FormatAnswer {
        /// Its bytes' name.
        hash: BlobHash,
        /// Length in bytes.
        size: u64,
        /// Its name.
        name: String,
        /// Its extension.
        extension: String,
    }
    /// What a delivery answers.
    Delivered {
        /// On what.
        file: DocumentId,
        /// The version made; the one it equals when `same_as` is set.
        version: EntryId,
        /// Its number.
        number: u32,
        /// Its formats.
        formats: Vec<FormatAnswer>,
        /// The latest version had the same bytes, so none was made.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        same_as: Option<EntryId>,
    }
    /// What a review answers.
    Reviewed {
        /// On what.
        file: DocumentId,
        /// The version.
        version: EntryId,
        /// Its status now.
        status: Status,
    }
    /// A file that could not be taken, while others were.
    NotTaken {
        /// Its name.
        name: String,
        /// What happened, in words.
        message: String,
        /// The code.
        code: String,
    }
    /// Long work that is under way.
    Progress {
        /// Which.
        work: String,
        /// What is worked on: a file's name.
        title: String,
        /// `copying`, `done`, `failed`, `cancelled`.
        state: String,
        /// Bytes or items done.
        done: u64,
        /// Of how many; 0 when not known.
        total: u64,
        /// Bytes a second, over the last moments.
        rate: u64,
        /// What went wrong.
        message: String,
    }
    /// What `check` found.
    Checked {
        /// Nothing is wrong.
        ok: bool,
        /// Files whose presence was checked.
        files_checked: u64,
        /// Bytes read again.
        bytes_read: u64,
        /// Operations checked.
        operations: u64,
        /// What is wrong, in words.
        problems: Vec<String>,
    }
}

/// What the core tells pages without being asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "notice", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "most are files")]
pub enum Notice {
    /// These rows stand now so.
    Files {
        /// The event.
        event: EventId,
        /// Whole rows.
        rows: Vec<FileRow>,
    },
    /// Facts of an event, its areas, collaborators, people, crew or folders changed: ask again for what is shown of them.
    Event {
        /// Which.
        event: EventId,
    },
    /// Long work moved.
    Progress(Progress),
    /// The core reads so much anew that everything shown should be asked for again.
    Everything,
}

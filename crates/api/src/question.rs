//! What a page or a script may ask, beside the commands of `model::command`.

use model::command::Drive;
use model::id::{BlobHash, DocumentId, EntryId, EventId, ScopeId};
use model::row::Status;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
            #[serde(deny_unknown_fields)]
            #[ts(optional_fields)]
            pub struct $name { $($(#[$fdoc])* pub $field: $type,)* }
        )*
    };
}

/// Whose ball.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Mine {
    /// In my court, or a side's of mine.
    Owe,
    /// In somebody else's, on what I made or manage.
    Owed,
    /// My answer is wanted.
    Review,
}

/// How a list is cut into groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Overdue, today, this week, later, without.
    Due,
    /// By area.
    Area,
    /// By who owes it.
    Assignee,
    /// By state.
    State,
    /// Not at all.
    None,
}

/// How a list is ordered within its groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Soonest due first.
    Due,
    /// By name.
    Name,
    /// By number.
    Number,
    /// Last changed first.
    Changed,
}

questions! {
    /// Nothing is asked for.
    Nothing {}
    /// Sets this device up for a person.
    Init { /** How the person is called. */ name: String, /** How the device is called; left out: the computer's name. */ device: Option<String> }
    /// One event.
    OfEvent { /** Which. */ event: EventId }
    /// One file.
    OfFile { /** Which. */ file: DocumentId }
    /// Crew of an event or of one collaborator.
    CrewAsk { /** Where. */ event: EventId, /** Whose; left out: everybody's. */ collaborator: Option<ScopeId>, /** Archived ones too. */ #[serde(default)] archived: bool }
    /// Files and deliverables.
    FileAsk {
        /// Where.
        event: EventId,
        /// Deliverables only.
        #[serde(default)]
        deliverables: bool,
        /// In this drive.
        drive: Option<Drive>,
        /// With `drive`: in this folder itself; left out: anywhere in the drive.
        folder: Option<EntryId>,
        /// With `drive`: only what lies at its top.
        #[serde(default)]
        top: bool,
        /// Belonging to this area.
        area: Option<ScopeId>,
        /// Owed by this collaborator.
        collaborator: Option<ScopeId>,
        /// In this status.
        status: Option<Status>,
        /// Overdue only.
        #[serde(default)]
        overdue: bool,
        /// By ball in court.
        mine: Option<Mine>,
        /// Whose name has these words (prefixes, diacritics folded).
        search: Option<String>,
        /// Archived ones instead.
        #[serde(default)]
        archived: bool,
        /// How it is cut.
        group: Option<Group>,
        /// How it is ordered.
        sort: Option<Sort>,
        /// Rows to pass over.
        #[serde(default)]
        offset: u32,
        /// Rows at most, up to 1,000; left out: 200.
        limit: Option<u32>,
    }
    /// The activity log.
    LogAsk { /** Of which event; left out: all. */ event: Option<EventId>, /** Of this file. */ file: Option<DocumentId>, /** Since this instant. */ since: Option<i64>, /** Before this instant (for paging back). */ before: Option<i64>, /** Held acts only. */ #[serde(default)] held: bool, /** Refused acts only. */ #[serde(default)] refused: bool, /** Lines at most; left out: 200. */ limit: Option<u32> }
    /// The dashboard.
    DashboardAsk { /** Of which event; left out: all that are not archived. */ event: Option<EventId>, /** One collaborator's own. */ collaborator: Option<ScopeId>, /** Rows a list at most; left out: 50. */ limit: Option<u32> }
    /// Search over names, file names, descriptions, comments and people.
    SearchAsk { /** Words, each a prefix. */ text: String, /** In which event; left out: all. */ event: Option<EventId>, /** At most; left out: 30. */ limit: Option<u32> }
    /// Checks the store.
    CheckAsk { /** Reads every file again. */ #[serde(default)] read_data: bool, /** Reads this part of the files, in percent. */ read_data_subset: Option<u32>, /** Makes every document and row anew from the operations and compares. */ #[serde(default)] rebuild: bool, /** Mends what can be mended. */ #[serde(default)] repair: bool }
    /// A setting of this device.
    SettingAsk { /** Which. */ key: String }
    /// Sets a setting of this device.
    SettingSet { /** Which. */ key: String, /** To what; null takes it away. */ value: Option<String> }
    /// Stops long work.
    WorkCancel { /** Which. */ work: String }
    /// Saves a copy of a format to a place of this computer; refused from a page, which uses the shell's dialog.
    FileSave { /** Of which file. */ file: DocumentId, /** Of which version; left out: the latest. */ version: Option<EntryId>, /** Which format by extension; left out: the first. */ format: Option<String>, /** Where. */ to: String }
    /// What can be drawn of a file's bytes.
    PreviewAsk { /** Which bytes. */ hash: BlobHash }
    /// Which deliverables dropped files are probably for.
    MatchAsk { /** Where. */ event: EventId, /** The files' names. */ names: Vec<String> }
    /// What is known of files taken in hand.
    IntakeAsk { /** Their tokens. */ tokens: Vec<String>, /** What they would be delivered on. */ file: Option<DocumentId> }
    /// Makes a folder that was dropped into one ZIP, or into its files.
    FolderOpen { /** The folder's token. */ token: String, /** One ZIP with sorted names and fixed dates; otherwise its files. */ zip: bool }
    /// Finds a thing by its id, a unique prefix of it, or its exact name.
    Resolve { /** `event`, `area`, `collaborator`, `crew`, `file`, `person`, `folder`, `comment`, `version`, `format`. */ kind: String, /** As given. */ name: String, /** In which event; left out: the only one. */ event: Option<EventId>, /** For versions, comments and formats: on which file. */ file: Option<DocumentId> }
    /// A document as any Automerge library loads it, or as JSON.
    DocumentAsk { /** Which. */ document: DocumentId, /** `automerge` (base64) or `json`. */ form: String }
}

macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
            pub struct $name { $($(#[$fdoc])* pub $field: $type,)* }
        )*
    };
}

answers! {
    /// An event that was made.
    EventMade { /** Which. */ event: EventId, /** Its first collaborator. */ collaborator: ScopeId }
    /// An area.
    AreaMade { /** Which. */ area: ScopeId }
    /// A collaborator.
    CollaboratorMade { /** Which. */ collaborator: ScopeId }
    /// A crew record.
    CrewMade { /** Which. */ crew: EntryId }
    /// A folder.
    FolderMade { /** Which. */ folder: EntryId }
    /// A file or deliverable.
    FileMade { /** Which. */ file: DocumentId }
    /// Files that were made, and those that could not be taken.
    FilesMade { /** Made. */ made: Vec<model::row::Delivered>, /** Not taken. */ not_taken: Vec<model::row::NotTaken> }
    /// A delivery, and the files that could not be taken.
    DeliveryMade {
        /// What was delivered; absent when no file could be taken.
        #[serde(flatten)]
        delivered: model::row::Delivered,
        /// Not taken.
        not_taken: Vec<model::row::NotTaken>,
    }
    /// A comment.
    CommentMade { /** Which. */ comment: EntryId }
    /// Reviewers changed.
    ReviewersSet { /** On what. */ file: DocumentId, /** Its status now. */ status: Status }
    /// A person's rights.
    GrantMade { /** The record. */ grant: model::id::OpId }
    /// Done, with nothing to tell.
    Done {}
    /// A setting.
    Setting { /** Its value; absent when it is not set. */ value: Option<String> }
    /// A saved copy.
    Saved { /** Where. */ path: String, /** Its hash. */ hash: BlobHash }
    /// What can be drawn.
    PreviewShow { /** Pages; 0 when nothing can be drawn. */ pages: u32, /** Width of each page in points or pixels. */ widths: Vec<u32>, /** Height of each page. */ heights: Vec<u32>, /** What to say instead of a picture; empty when it can be drawn. */ card: String, /** Media type. */ sniffed: String }
    /// A guess.
    Match { /** The file's name. */ name: String, /** The deliverable; absent without a good guess. */ file: Option<DocumentId>, /** Its name. */ title: String, /** 0 to 100. */ score: u32 }
    /// A file taken in hand.
    IntakeShow {
        /// Its token.
        token: String,
        /// Its name.
        name: String,
        /// Length in bytes; for a folder of all its files.
        size: u64,
        /// Lower-case extension.
        extension: String,
        /// What its content is, read from its first bytes.
        sniffed: String,
        /// It is a folder.
        folder: bool,
        /// Files in the folder (hidden and system files are not counted).
        files: u32,
        /// Hidden and system files that are passed over.
        skipped: u32,
        /// Why it cannot be taken; empty when it can.
        problem: String,
        /// Its format is not one that the deliverable wants.
        unwanted: bool,
    }
    /// A document, exported.
    DocumentShow { /** Which. */ document: DocumentId, /** Its heads. */ heads: Vec<String>, /** Base64 of the Automerge file, or the JSON text. */ content: String }
    /// A thing that was found by name.
    Resolved { /** Its whole id. */ id: String, /** Its name. */ name: String }
}

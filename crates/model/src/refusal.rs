//! The rules say no. A refusal has a code and its facts; what a person reads says what happened, what it means and what to do.

use serde::Serialize;

/// Why a command is not carried out. Nothing has changed when one is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", content = "facts", rename_all = "snake_case")]
pub enum Refusal {
    /// There is no such thing here, or it may not be seen: both look the same (V1).
    #[error(
        "There is no {what} “{name}” here. It may have been made on a device that has not been in reach, or you may not see it."
    )]
    NotFound {
        /// What was asked for: "deliverable".
        what: &'static str,
        /// As it was named.
        name: String,
    },
    /// The person may not.
    #[error("You may not {act}. That needs {right}; ask somebody who manages this event.")]
    NotAllowed {
        /// What was tried: "change the due date".
        act: &'static str,
        /// What it needs.
        right: &'static str,
    },
    /// Only reviewers answer.
    #[error(
        "You are not a reviewer of “{file}”, so you cannot answer for it. Somebody who manages it can add you as a reviewer."
    )]
    NotAReviewer {
        /// Its name.
        file: String,
    },
    /// A text is empty where one is wanted.
    #[error("{what} is empty. Give it at least one letter or digit.")]
    Empty {
        /// "The name".
        what: &'static str,
    },
    /// A text is too long.
    #[error(
        "{what} is {length} characters long; at most {most} fit. Shorten it, or put the rest into the description."
    )]
    TooLong {
        /// "The name".
        what: &'static str,
        /// Its length in characters.
        length: usize,
        /// The most.
        most: usize,
    },
    /// A text has characters that hide or reorder what is read.
    #[error(
        "{what} contains an invisible control character ({character}). It could make the name look like another; remove it."
    )]
    BadCharacter {
        /// "The name".
        what: &'static str,
        /// Such as `U+202E`.
        character: String,
    },
    /// A name is taken.
    #[error("There is already {what} called “{name}”. Choose another name, or use that one.")]
    Taken {
        /// "an area".
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A text is not what it should be.
    #[error("“{text}” is not {wanted}.")]
    NotA {
        /// What was given.
        text: String,
        /// "a time zone such as Europe/Berlin".
        wanted: &'static str,
    },
    /// A civil time that the zone skips.
    #[error("{time} does not exist in {zone}: the clocks go forward over it. The next moment that exists is {next}.")]
    NoSuchTime {
        /// As given.
        time: String,
        /// The zone.
        zone: String,
        /// The first civil time after the gap.
        next: String,
    },
    /// The end is before the start.
    #[error("The last day ({to}) is before the first ({from}). Swap them, or choose a later last day.")]
    EndBeforeStart {
        /// First day.
        from: String,
        /// Last day.
        to: String,
    },
    /// It is archived.
    #[error("“{name}” is archived. Restore it first; then it can be changed again.")]
    Archived {
        /// Its name.
        name: String,
    },
    /// The collaborator does not have the feature.
    #[error("{collaborator} does not use {module}. Switch it on for them on their page, under Modules.")]
    ModuleOff {
        /// Its name.
        collaborator: String,
        /// The feature.
        module: &'static str,
    },
    /// There is no version to act on.
    #[error("“{file}” has no version yet. Deliver a file first.")]
    NoVersion {
        /// Its name.
        file: String,
    },
    /// A file is wanted and none was given.
    #[error("No file was given. Choose at least one.")]
    NoFile,
    /// Changes were asked for without saying which.
    #[error("Say what must change: give a reason, or leave an open comment on this version.")]
    ReasonWanted,
    /// A reviewer who blocks, or whose removal completes the approval, cannot be removed without a reason.
    #[error(
        "Removing {reviewer} would turn “{file}” from {before} to {after}. Give a reason; it is shown with the approval."
    )]
    RemovalReasonWanted {
        /// Their name.
        reviewer: String,
        /// Its name.
        file: String,
        /// Status words before.
        before: String,
        /// Status words after.
        after: String,
    },
    /// Formats of an answered version do not change (d.5.3).
    #[error(
        "Somebody has answered {version}, so its formats can no longer be replaced or removed. Deliver the changed file as the next version."
    )]
    Answered {
        /// As shown: "v3".
        version: String,
    },
    /// The same format twice in one version.
    #[error("{version} already has a {extension} file (“{name}”). Deliver this one as the next version.")]
    FormatTwice {
        /// As shown, or "This delivery".
        version: String,
        /// The extension.
        extension: String,
        /// The file that is there.
        name: String,
    },
    /// A delivery can no longer be taken back.
    #[error("{version} can no longer be taken back: {why}. It stays; deliver a new version instead.")]
    CannotUndo {
        /// As shown.
        version: String,
        /// "somebody commented on it".
        why: &'static str,
    },
    /// Only one's own.
    #[error("Only {who} may {act}.")]
    NotYours {
        /// Whose it is.
        who: String,
        /// What was tried.
        act: &'static str,
    },
    /// A move that would put a folder inside itself.
    #[error("“{name}” cannot be moved into itself or a folder inside it.")]
    IntoItself {
        /// Its name.
        name: String,
    },
    /// Already so.
    #[error("{what} already.")]
    Already {
        /// "Ana is a reviewer".
        what: String,
    },
    /// A document has as many entries as it may.
    #[error("“{name}” holds {count} entries, as many as fit. Begin a new one.")]
    Full {
        /// Its name.
        name: String,
        /// How many.
        count: usize,
    },
    /// Two or more things fit a name.
    #[error("“{name}” fits {count} things: {candidates}. Use more of the id, or the exact name.")]
    Ambiguous {
        /// As given.
        name: String,
        /// How many.
        count: usize,
        /// The first of them.
        candidates: String,
    },
    /// The device has no person yet.
    #[error(
        "This device has not been set up. Say how you are called first (in the window, or with `offstage init --name`)."
    )]
    NotSetUp,
    /// The device is set up already.
    #[error("This device is set up already, for {name}.")]
    AlreadySetUp {
        /// The person's name.
        name: String,
    },
    /// A number is out of range.
    #[error("{what} must lie between {least} and {most}.")]
    OutOfRange {
        /// "The number of lead days".
        what: &'static str,
        /// Least.
        least: i64,
        /// Most.
        most: i64,
    },
    /// JSON or arguments that do not have the shape that is wanted.
    #[error("That is not understood: {detail}.")]
    BadShape {
        /// What is wrong.
        detail: String,
    },
    /// A path came from a page.
    #[error("A page may not name files by path. Drop the file, or choose it in the dialog.")]
    PathFromPage,
    /// A file token that is not known (any more).
    #[error("That file is no longer held ready. Drop or choose it again.")]
    TokenGone,
}

impl Refusal {
    /// The code: the variant in snake case.
    #[must_use]
    pub fn code(&self) -> String {
        self.parts().0
    }

    /// The facts as JSON.
    #[must_use]
    pub fn facts(&self) -> serde_json::Value {
        self.parts().1
    }

    fn parts(&self) -> (String, serde_json::Value) {
        let all = serde_json::to_value(self).unwrap_or_default();
        let code = all.get("code").and_then(|c| c.as_str()).unwrap_or("refused").to_owned();
        (code, all.get("facts").cloned().unwrap_or(serde_json::Value::Object(serde_json::Map::new())))
    }
}

//! The world says no, or the rules do: what a caller of the engine may be told.

use model::refusal::Refusal;
use store::{FileProblem, OpenError, StoreError};

/// Why something was not done. In every case nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The rules say no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The disk or the database says no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The home could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A file could not be taken in, or is not here.
    #[error(transparent)]
    File(#[from] FileProblem),
    /// A document could not be derived.
    #[error(
        "The document {document} could not be put together: {source}. Nothing is lost; run `offstage check --rebuild`."
    )]
    Derive {
        /// Which.
        document: String,
        /// Why.
        source: document::Failure,
    },
    /// An operation of this device's own was not admitted: decide and admission disagree, which is a mistake of the program.
    #[error(
        "This act was not admitted ({rule}). Nothing has changed. Please report it: the program's own rules disagree."
    )]
    NotAdmitted {
        /// The rule that refused or held it.
        rule: String,
    },
    /// An operation could not be signed.
    #[error("This could not be signed: {0}. It is larger than one act may be; make it shorter or do it in parts.")]
    Unsignable(#[from] trust::BadOperation),
    /// The device's keys could not be read or written.
    #[error("The keys of this device could not be {act}: {source}.")]
    Keys {
        /// "read" or "written".
        act: &'static str,
        /// Why.
        source: std::io::Error,
    },
    /// The keys are there and make no sense.
    #[error(
        "The key file of this device is damaged. Without it this device cannot sign; restore it from a back-up of the folder `keys`."
    )]
    KeysDamaged,
    /// The engine has been closed.
    #[error("The program is closing.")]
    Closed,
    /// Work was stopped by somebody.
    #[error("Stopped. Nothing was kept of it.")]
    Cancelled,
    /// A drawing could not be made.
    #[error("{0}")]
    Drawing(String),
    /// Something read from or written to this computer outside the home.
    #[error("{path} could not be {act}: {source}.")]
    Outside {
        /// "written".
        act: &'static str,
        /// Where.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

impl Failure {
    /// The code by which a page or script tells failures apart.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Store(error) => error.code().to_owned(),
            Self::Open(error) => error.code().to_owned(),
            Self::File(problem) => problem.code().to_owned(),
            Self::Derive { .. } => "derive".to_owned(),
            Self::NotAdmitted { .. } => "not_admitted".to_owned(),
            Self::Unsignable(_) => "unsignable".to_owned(),
            Self::Keys { .. } => "keys".to_owned(),
            Self::KeysDamaged => "keys_damaged".to_owned(),
            Self::Closed => "closed".to_owned(),
            Self::Cancelled => "cancelled".to_owned(),
            Self::Drawing(_) => "drawing".to_owned(),
            Self::Outside { .. } => "outside".to_owned(),
        }
    }

    /// What a script may want to know of it, beside the words.
    #[must_use]
    pub fn facts(&self) -> serde_json::Value {
        match self {
            Self::Refused(refusal) => refusal.facts(),
            Self::File(problem) => problem.facts(),
            _ => serde_json::Value::Object(serde_json::Map::new()),
        }
    }
}

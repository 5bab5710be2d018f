//! What went wrong with a call, in the form that crosses sockets.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Whose fault it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The rules said no.
    Refused,
    /// The world said no.
    Failed,
    /// The call was not understood.
    UsedWrongly,
}

/// A call that was not carried out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// Whose fault it was.
    pub kind: FaultKind,
    /// What went wrong, for programs.
    pub code: String,
    /// What went wrong, for people.
    pub message: String,
    /// What it was about.
    #[serde(default)]
    pub facts: Value,
}

impl Fault {
    /// The world said no.
    #[must_use]
    pub fn failed(code: &str, message: impl Into<String>) -> Self {
        Self::new(FaultKind::Failed, code, message)
    }

    /// The call was not understood.
    #[must_use]
    pub fn used_wrongly(code: &str, message: impl Into<String>) -> Self {
        Self::new(FaultKind::UsedWrongly, code, message)
    }

    /// The rules said no.
    #[must_use]
    pub fn refused(code: &str, message: impl Into<String>) -> Self {
        Self::new(FaultKind::Refused, code, message)
    }

    fn new(kind: FaultKind, code: &str, message: impl Into<String>) -> Self {
        Self { kind, code: code.to_owned(), message: message.into(), facts: Value::Object(serde_json::Map::new()) }
    }
}

//! Why there is no picture.

use serde::{Deserialize, Serialize};

/// Why a file cannot be shown. The screen shows it as a card with the file's name, size and icon instead of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Card {
    /// The file, its picture or the wished size needs more memory than the child may use.
    TooBig,
    /// The bytes are not what their format asks for, or ended early, or brought the child down.
    Damaged,
    /// Files of this format are not drawn.
    Unsupported,
    /// Drawing did not end within the time that a request has.
    TimedOut,
    /// The file wants a password.
    Encrypted,
    /// The file could not be opened or read: gone, no rights, a directory, a device.
    Unreadable,
    /// The file has no such page, or the region lies outside it.
    NoSuchPage,
}

impl Card {
    /// The word for this reason on the wire and in the page's texts.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooBig => "too_big",
            Self::Damaged => "damaged",
            Self::Unsupported => "unsupported",
            Self::TimedOut => "timed_out",
            Self::Encrypted => "encrypted",
            Self::Unreadable => "unreadable",
            Self::NoSuchPage => "no_such_page",
        }
    }
}

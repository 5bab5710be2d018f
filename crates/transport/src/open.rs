//! The real device: the desk, and the `api` over it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use api::Api;
use engine::desk::PictureAsk;
use engine::{Desk, OpenError, Options};
use model::id::BlobHash;
use model::row::Notice;
use serde_json::Value;

use crate::{Caller, Device, Fault, FaultKind, PictureWish};

/// A home that this program has open.
#[derive(Clone)]
pub struct OpenDevice {
    api: Api,
}

/// Why a home was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenFailure {
    /// Another program has it.
    #[error("{0}")]
    InUse(String),
    /// Its database is damaged. Nothing was changed; it can be made anew from what is still readable.
    #[error("{0}")]
    Damaged(String),
    /// Anything else that the world says.
    #[error("{message}")]
    Other {
        /// For programs.
        code: String,
        /// For people.
        message: String,
    },
}

impl OpenFailure {
    /// As a call's fault.
    #[must_use]
    pub fn fault(&self) -> Fault {
        let code = match self {
            Self::InUse(_) => "in_use",
            Self::Damaged(_) => "damaged",
            Self::Other { code, .. } => code,
        };
        Fault::failed(code, self.to_string())
    }
}

impl OpenDevice {
    /// Opens a home; makes it where there is none.
    ///
    /// # Errors
    /// When it is in use, damaged, or the disk says no.
    pub fn open(home: &Path) -> Result<Self, OpenFailure> {
        Desk::open(home, Options::default()).map(Self::over).map_err(OpenFailure::from)
    }

    /// Opens a damaged home by making its database anew from what can still be read; the damaged one is kept.
    ///
    /// # Errors
    /// When even that cannot be done.
    pub fn rescue(home: &Path) -> Result<Self, OpenFailure> {
        Desk::rescue(home, Options::default()).map(Self::over).map_err(OpenFailure::from)
    }

    fn over(desk: Desk) -> Self {
        Self { api: Api::new(desk) }
    }

    /// Ends everything that is under way and lets go of the home.
    pub fn close(&self) {
        self.api.desk().close();
    }
}

impl From<OpenError> for OpenFailure {
    fn from(error: OpenError) -> Self {
        let message = error.to_string();
        match error {
            OpenError::InUse { .. } => Self::InUse(message),
            OpenError::Damaged { .. } => Self::Damaged(message),
            error => Self::Other { code: error.code().to_owned(), message },
        }
    }
}

impl Device for OpenDevice {
    fn call(&self, caller: Caller, name: &str, ask: Value) -> Result<Value, Fault> {
        self.api.call(&caller, name, ask).map_err(|error| Fault {
            kind: match error.kind {
                "refused" => FaultKind::Refused,
                "used_wrongly" => FaultKind::UsedWrongly,
                _ => FaultKind::Failed,
            },
            code: error.code,
            message: error.message,
            facts: error.facts,
        })
    }

    fn notices(&self) -> Receiver<Notice> {
        self.api.desk().listen()
    }

    fn take_in_hand(&self, path: PathBuf) -> Result<String, Fault> {
        self.api.desk().take_in_hand(path).map_err(|failure| Fault::failed(&failure.code(), failure.to_string()))
    }

    fn picture(&self, wish: PictureWish) -> Result<Arc<Vec<u8>>, String> {
        // What this person may not read is not there.
        if self.file_path(wish.hash).is_none() {
            return Err("unreadable".to_owned());
        }
        let region = wish.region.map(|region| (region.x, region.y, region.width, region.height));
        let ask = PictureAsk { hash: wish.hash, page: wish.page, width: wish.width, region };
        match self.api.desk().picture(ask) {
            Ok(drawn) => drawn.map_err(|card| card.code().to_owned()),
            Err(failure) => {
                tracing::warn!(%failure, "a picture could not be drawn");
                Err("unreadable".to_owned())
            }
        }
    }

    fn file_path(&self, hash: BlobHash) -> Option<PathBuf> {
        self.api.desk().file_path(hash)
    }

    fn home(&self) -> &Path {
        self.api.desk().home()
    }
}

//! The world says no: what can go wrong between this crate and the disk.

use std::{io, path::PathBuf};

/// Why a home could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another program holds it.
    #[error("{} is in use by another Offstage{}. Close it first, or use its window.", path.display(), holder(*by))]
    InUse {
        /// The home.
        path: PathBuf,
        /// Its process id, when it wrote one.
        by: Option<u32>,
    },
    /// Nothing can be written there.
    #[error("{} cannot be written to. Check its permissions, or choose another folder.", path.display())]
    ReadOnly {
        /// The home.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The path names something that is no folder.
    #[error("{} is not a folder. Choose a folder, or a path where one can be made.", path.display())]
    NotAFolder {
        /// The path.
        path: PathBuf,
    },
    /// The database cannot be trusted.
    #[error("The database {} is damaged ({what}). {} It can be rebuilt from what is still readable.", path.display(), kept(backup.as_ref()))]
    Damaged {
        /// The database.
        path: PathBuf,
        /// What was found.
        what: String,
        /// The copy that was made of it; absent when even that failed.
        backup: Option<PathBuf>,
    },
    /// A newer program wrote it.
    #[error("{} was written by a newer Offstage (schema {found}, this one knows {known}). Update Offstage; nothing was changed.", path.display())]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// The linked SQLite has a known fault that can corrupt a database in WAL mode.
    #[error("SQLite {found} is too old: at least 3.51.3 is needed.")]
    OldSqlite {
        /// The version that is linked.
        found: String,
    },
    /// The disk is full.
    #[error("There is no room left on the disk of {}. Free some space and start again.", path.display())]
    DiskFull {
        /// The home.
        path: PathBuf,
    },
    /// The system refused something else.
    #[error("{act} {} failed: {source}", path.display())]
    Io {
        /// What was tried: "creating".
        act: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// SQLite refused something else.
    #[error("opening the database failed: {0}")]
    Store(#[source] StoreError),
}

fn holder(by: Option<u32>) -> String {
    by.map(|id| format!(" (process {id})")).unwrap_or_default()
}

fn kept(backup: Option<&PathBuf>) -> String {
    backup.map_or_else(|| "It was left as it is.".to_owned(), |b| format!("A copy is kept as {}.", b.display()))
}

impl OpenError {
    /// The code that a page or a script matches.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::InUse { .. } => "in_use",
            Self::ReadOnly { .. } => "read_only",
            Self::NotAFolder { .. } => "not_a_folder",
            Self::Damaged { .. } => "damaged",
            Self::Newer { .. } => "newer",
            Self::OldSqlite { .. } => "old_sqlite",
            Self::DiskFull { .. } => "disk_full",
            Self::Io { .. } => "io",
            Self::Store(e) => e.code(),
        }
    }
}

/// Why keeping or finding something failed. Nothing of the transaction has been kept when one is given.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full.
    #[error("There is no room left on the disk. Nothing was changed; free some space and try again.")]
    DiskFull,
    /// The database is damaged.
    #[error("The database is damaged: {0}. Start Offstage again; it will offer to rebuild it.")]
    Damaged(String),
    /// The database cannot be written.
    #[error("The database cannot be written to: {0}.")]
    ReadOnly(String),
    /// The disk failed.
    #[error("The disk failed while the database was being used: {0}.")]
    Disk(String),
    /// Another of SQLite's refusals.
    #[error("The database refused: {0}.")]
    Sqlite(#[source] rusqlite::Error),
    /// A row of the projection does not have the shape that this program writes.
    #[error("A row of {table} cannot be read: {source}. The projection must be rebuilt.")]
    Row {
        /// Which table.
        table: &'static str,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A value in a table is not one of those this program knows.
    #[error("{what} {value} is not known to this program.")]
    Unknown {
        /// "The state".
        what: &'static str,
        /// Its number.
        value: i64,
    },
    /// A file of the store could not be used.
    #[error("{act} {} failed: {source}", path.display())]
    Io {
        /// What was tried.
        act: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as E;
        match error.sqlite_error_code() {
            Some(E::DiskFull) => Self::DiskFull,
            Some(E::DatabaseCorrupt | E::NotADatabase) => Self::Damaged(error.to_string()),
            Some(E::ReadOnly | E::PermissionDenied) => Self::ReadOnly(error.to_string()),
            Some(E::SystemIoFailure) => Self::Disk(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}

impl StoreError {
    /// The code that a page or a script matches.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::DiskFull => "disk_full",
            Self::Damaged(_) => "damaged",
            Self::ReadOnly(_) => "read_only",
            Self::Disk(_) => "disk",
            Self::Sqlite(_) => "database",
            Self::Row { .. } | Self::Unknown { .. } => "unreadable_row",
            Self::Io { .. } => "io",
        }
    }
}

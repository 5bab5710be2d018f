//! Keeps operations, documents, files and the projection on this device. SQL is spoken here and nowhere else.
//!
//! Read [`Home`] and [`Tx`] first. A [`Home`] is the opened folder; it is locked, so there is one at a time. It gives
//!
//! - one [`Writer`], whose [`Writer::transaction`] is the only way anything changes: operations, document snapshots, file records
//!   and rows go into *one* SQLite transaction, and when it returns they are durable;
//! - as many [`Reader`]s as wanted (or [`Readers`], a small pool of them): read-only connections that never wait for the writer;
//! - [`Files`], which takes bytes in, names them by their BLAKE3 hash and keeps each as one ordinary file.
//!
//! Every question is a method of [`View`], which sees one unchanging moment of the database. [`Reader::ask`] gives one, and so do
//! [`Tx::view`] (what the transaction has written so far included) and [`Writer::view`].
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use offstage_store::{Home, Options, StoreError};
//! let folder = tempfile::tempdir()?;
//! let home = Home::open(folder.path(), Options::default())?;
//! let mut writer = home.writer()?;
//! writer.transaction(|tx| tx.set_setting("theme", Some("dark")))?;
//! let theme = home.readers().ask(|view| view.setting("theme"))?;
//! assert_eq!(theme.as_deref(), Some("dark"));
//! # Ok(()) }
//! ```
//!
//! **Taking a file in** has two halves. [`Files::import`] makes the bytes durable under their hash; [`Tx::put_file`], in the
//! transaction of the operation that names them, makes them belong. What was taken in and never put is removed when the home is opened next,
//! as is everything a crash left half done. Import first, name afterwards: then no operation ever names bytes that are not there.
//!
//! **The projection** is rows made for screens. `put_…` writes a row whole; counters, sort keys, the ball-in-court table and the search
//! index follow inside the same call. Numbers that depend on other rows (a collaborator's crew, an area's deliverables, a folder's files)
//! and on the moment (`overdue`, `due_soon`) are left as they come and filled in when asked, so a caller may put zeros there.
//! [`Writer::must_rebuild`] says that the tables are empty or laid out anew: put every row, then call [`Tx::projection_is_whole`].
//! Rows that show a name (of a drive, an area, a collaborator) hold it: after a rename, put the rows of [`View::files_naming`] again.
//!
//! What is deliberately absent: judging operations, reading bodies or documents (bytes here), clocks (instants are arguments), randomness,
//! threads of its own except while hashing, and any network.

mod ask;
mod check;
mod database;
mod error;
mod file_record;
mod files;
mod home;
mod operation;
mod projection;
mod reader;
mod setting;
mod snapshot;
mod sql;
mod writer;

pub use ask::{DashboardAsk, FilesAsk, Grouping, LogAsk, Match, Ordering, SearchAsk, Whose};
pub use check::{Findings, Problem};
pub use error::{OpenError, StoreError};
pub use file_record::FileRecord;
pub use files::{
    FileInFolder, FileProblem, Files, FolderListing, Imported, PIECE, Pulse, Source, Verdict, outline_root, piece_value,
};
pub use home::{Home, Options, Rescued};
pub use operation::{LogSummary, StoredOperation};
pub use projection::{EventExtra, FileExtra, PROJECTION};
pub use reader::{Reader, Readers, View};
pub use setting::ThisDevice;
pub use snapshot::Snapshot;
pub use writer::{Tx, Writer};

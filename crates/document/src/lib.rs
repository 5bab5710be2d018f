//! How the model is spelt in Automerge: constant genesis changes, derive, read back.
//!
//! Nobody ever sends Automerge bytes. People exchange signed edits, and every device makes the Automerge changes itself by
//! one frozen function (O3), so that all of them end with identical changes and heads:
//!
//! - [`genesis`]: the kinds of document, their sections, and the one change that each kind begins with (O4);
//! - [`derive`]: from steps (an operation's edits and parents) to the document;
//! - [`content`]: the document read back into [`model::content::Content`];
//! - [`export`]: the document for other programs.
//!
//! No other crate speaks Automerge.

pub mod content;
pub mod derive;
pub mod export;
pub mod genesis;

pub use derive::{DERIVE_VERSION, Derived, Failure, Step};
pub use genesis::Layout;

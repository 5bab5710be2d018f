//! The contract with a page or a script: commands, questions, rows, codes. One list ([`with_calls`]) feeds the router and the TypeScript.
//!
//! Read [`calls`] first, then [`router`].

pub mod calls;
pub mod question;
pub mod router;
pub mod typescript;

pub use router::{Api, ApiError, Caller, NAMES};

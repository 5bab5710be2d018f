//! The application: one path for every change, one desk for every question.
//!
//! Read [`Engine::command`] and `engine/commit.rs` first: everything that changes goes through them, whether it was wished here or arrived
//! from another device. [`Desk`] owns the one engine thread, the real clock and the real randomness; the engine itself has none of them, so
//! that tests drive the same code with a clock and chance of their own.

pub mod activity;
pub mod desk;
mod drawing;
pub mod engine;
pub mod example;
pub mod facts;
pub mod failure;
mod guess;
pub mod me;
pub mod paper;
mod rows;
pub mod show;

pub use desk::{Caller, Desk};
pub use engine::{Arrived, Engine, Made, Outputs, Received};
pub use failure::Failure;
pub use me::Me;
/// How lists and the log are asked for. The rows are `store`'s, but whoever asks speaks to the desk.
pub use store::{FilesAsk, Grouping, LogAsk, Ordering, Whose};
/// How a home is opened, and why it may not be: whoever opens one opens a desk.
pub use store::{OpenError, Options};

//! What a production is and what people may do to it.
//!
//! Pure: no clock, no randomness, no disk, no network, no Automerge, no SQL. It takes a state and a wish and returns edits or a refusal.

pub mod civil;
pub mod command;
pub mod content;
pub mod decide;
pub mod event;
pub mod file;
pub mod id;
pub mod name;
pub mod op;
pub mod permission;
pub mod refusal;
pub mod review;
pub mod row;
pub mod words;

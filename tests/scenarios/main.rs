//! Stories: one for each promise that is made to people, through the same `api` as the window.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod bad_input;
mod delivering;
mod drives;
mod looking;
mod main_job;
mod places;
mod talking;

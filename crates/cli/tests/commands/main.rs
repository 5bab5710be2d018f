//! The real program against homes of its own: what scripts are promised.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests"
)]

mod beside;
mod hand;
mod promises;
mod story;

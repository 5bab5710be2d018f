//! The conformance cases of the domain page, by their numbers: three people, each with a device of their own.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod authority;
mod found;
mod meeting;
mod merging;
mod reviewing;

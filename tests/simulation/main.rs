//! Worlds of simulated devices: random histories by three authors, in any order of arrival.
//!
//! `OFFSTAGE_HISTORIES=500` plays so many histories; otherwise a fixed few, and fresh seeds until `OFFSTAGE_WORLD_SECONDS` have passed.
//! `OFFSTAGE_SEED=…` plays one again: every failure prints its seed.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::semicolon_if_nothing_returned,
    reason = "tests"
)]

mod author;
mod chance;
mod devices;
mod histories;
mod history;
mod reference;
mod stores;

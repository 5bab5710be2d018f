//! Speeds, each as a ratio against a control in the same run (`docs/performance.md` says what each is).
//!
//! `cargo xtask bench [P1 P6 …]`. Ours and the control alternate; the figure is the median of paired ratios with a bootstrap interval of 95 %.
//! Sizes can be made smaller for a quick look: `OFFSTAGE_BENCH_GIB` (1), `OFFSTAGE_BENCH_ITEMS` (100000), `OFFSTAGE_BENCH_RUNS` (7).
#![allow(
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a program that measures and prints"
)]

mod crowd;
mod edits;
mod files;
mod looking;
mod measure;
mod starting;

use anyhow::Result;
use measure::Table;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [verb, home, film] = arguments.as_slice()
        && verb == "import-child"
    {
        return starting::import_child(home, film);
    }
    let wanted: Vec<String> = arguments.into_iter().filter(|a| a.starts_with('P')).collect();
    let all = wanted.is_empty();
    let wants = |names: &[&str]| all || names.iter().any(|n| wanted.iter().any(|w| w == n));
    let mut table = Table::begin();
    if wants(&["P1", "P2", "P3", "P22"]) {
        files::large(&mut table)?;
    }
    if wants(&["P4"]) {
        files::many(&mut table)?;
    }
    if wants(&["P5"]) {
        files::check(&mut table)?;
    }
    if wants(&["P6"]) {
        edits::one(&mut table)?;
    }
    if wants(&["P18"]) {
        edits::open(&mut table)?;
    }
    if wants(&["P15", "P16"]) {
        looking::all(&mut table)?;
    }
    if wants(&["P24"]) {
        starting::after_a_kill(&mut table)?;
    }
    table.end()
}

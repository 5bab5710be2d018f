//! Our tools: `cargo xtask run`, `test`, `ci`, `bench`, `soak`, and single checks.
//!
//! This package knows the machine and the other programs; it uses none of our crates, so that it compiles in seconds on an empty
//! target folder and can then prepare everything else. Read [`lanes`] for what a test run is and [`setup`] for what a machine needs.

// A tool for the terminal: printing is its work.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool for the terminal prints")]

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::house::House;
use crate::process::program;
use crate::setup::Need;

mod arrows;
mod bans;
mod counts;
mod graph;
mod house;
mod lanes;
mod licences;
mod process;
mod rules;
mod setup;
mod window;

const HELP: &str = "\
cargo xtask <what>

  run [--release] [-- ARGS]  set up what is missing, build, and open the window (without a display: serve the page on loopback)
  test [LANE …]              set up what is missing, then all lanes, or the named ones: style rust worlds page shell
  ci                         the same as `test`, with CI=true: a skipped window or browser test is a failure
  bench [NAMES …]            the measurements, in release
  soak [SECONDS]             random worlds for so long (default 3600)
  arrows                     draw the arrows between our crates and check them
  deny                       check licences, sources and bans against deny.toml
  rules                      which rules of docs/protocol.md no test cites
  wire                       write ui/src/wire/wire.ts from crates/api
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match obey(&words) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn obey(words: &[String]) -> Result<ExitCode> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some((what, rest)) = words.split_first() else {
        print!("{HELP}");
        return Ok(ExitCode::from(2));
    };
    match (*what, rest) {
        ("run", rest) => window::open(&House::find()?, rest),
        ("test", names) => lanes::run(&House::find()?, names, house::in_ci()),
        ("ci", names) => ci(names),
        ("bench", names) => bench(&House::find()?, names),
        ("soak", []) => soak(&House::find()?, "3600"),
        ("soak", [seconds]) => soak(&House::find()?, seconds),
        ("arrows", []) => arrows::check(&House::find()?).map(|()| ExitCode::SUCCESS),
        ("deny", []) => bans::check(&House::find()?).map(|()| ExitCode::SUCCESS),
        ("rules", []) => rules::report(&House::find()?).map(|()| ExitCode::SUCCESS),
        ("wire", []) => setup::wire::write(&House::find()?).map(|()| ExitCode::SUCCESS),
        ("help" | "--help" | "-h", _) => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            eprint!("`{}` is not understood.\n\n{HELP}", words.join(" "));
            Ok(ExitCode::from(2))
        }
    }
}

/// Starts itself again with the variable that every tool below looks at.
fn ci(names: &[&str]) -> Result<ExitCode> {
    let status = program(std::env::current_exe()?).arg("test").args(names).set("CI", "true").status()?;
    Ok(if status == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs the measurements in release (`docs/performance.md`).
fn bench(house: &House, names: &[&str]) -> Result<ExitCode> {
    setup::machine(&[Need::Build])?;
    house.cargo(["run", "--release", "-p", "offstage-tests", "--bin", "bench", "--"]).args(names).run()?;
    Ok(ExitCode::SUCCESS)
}

/// Runs random worlds for longer than a test run has time.
fn soak(house: &House, seconds: &str) -> Result<ExitCode> {
    if seconds.parse::<u64>().is_err() {
        bail!("`{seconds}` is no number of seconds");
    }
    setup::machine(&[Need::Build])?;
    let said = lanes::worlds::worlds(house, seconds).tee()?;
    Ok(if said.done { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

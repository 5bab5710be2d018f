//! The tests of every crate but the window's, which needs a display, and the worlds, which have a lane of their own.

use anyhow::Result;

use super::Tally;
use crate::house::{House, in_ci};
use crate::process::{Program, find};
use crate::setup::{self, Need};

pub fn run(house: &House, tally: &mut Tally) -> Result<()> {
    setup::machine(&[Need::Build])?;
    // The command line carries the built page.
    setup::built_page(house)?;
    tally.runner(
        "tests",
        &tests(
            house,
            "not (package(offstage-tests) or package(offstage-desktop))",
            &["--workspace", "--exclude", "offstage-tests"],
        ),
    )?;
    tally.runner("doc tests", &house.cargo(["test", "--locked", "--doc", "--workspace"]))
}

/// The Rust tests of a part of the workspace: through nextest if it is installed, which is told by a filter so that both lanes share
/// one build, or through `cargo test`, which is told by packages. Always the whole workspace is built: a part of it would choose other
/// features for the libraries, and build them all once more.
pub fn tests(house: &House, filter: &str, packages: &[&str]) -> Program {
    if find("cargo-nextest").is_some() {
        return nextest(house).args(["--no-fail-fast", "--workspace", "-E", filter]);
    }
    house.cargo(["test", "--locked", "--no-fail-fast", "--lib", "--bins", "--tests"]).args(packages)
}

/// A run of nextest; in continuous integration with the profile that stops what hangs (`.config/nextest.toml`).
pub fn nextest(house: &House) -> Program {
    let profile = if in_ci() { "ci" } else { "default" };
    house.cargo(["nextest", "run", "--locked", "--profile", profile])
}

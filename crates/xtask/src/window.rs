//! `cargo xtask run`: from a fresh clone to the open window.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::house::House;
use crate::process::program;
use crate::setup::{self, Need};

/// Builds what is missing and opens the window; without a display, serves the same page on loopback.
/// What stands behind `--` goes to the program.
pub fn open(house: &House, words: &[&str]) -> Result<ExitCode> {
    let (ours, theirs) = match words.iter().position(|word| *word == "--") {
        Some(at) => (words.get(..at).unwrap_or_default(), words.get(at + 1..).unwrap_or_default()),
        None => (words, [].as_slice()),
    };
    let profile = match ours {
        [] => "debug",
        ["--release"] => "release",
        other => bail!("`run` knows --release, and `--` before what is for the program; not {}", other.join(" ")),
    };
    setup::machine(&[Need::Build])?;
    setup::built_page(house)?;
    let build = house.cargo(["build", "--workspace", "--bins"]);
    if profile == "release" { build.arg("--release") } else { build }.run()?;

    let status = if has_display() {
        program(house.built(profile, "offstage-desktop")).args(theirs).status()?
    } else {
        println!(
            "There is no display here: the page is served on this machine instead. Open the printed address in a browser; Ctrl+C ends it."
        );
        program(house.built(profile, "offstage")).arg("serve").args(theirs).status()?
    };
    Ok(ExitCode::from(u8::try_from(status).unwrap_or(1)))
}

fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

//! `ui/src/wire/wire.ts`: the page's types, made from the Rust ones by `crates/api`. The file is kept in the repository, so that the
//! page can be built and read without building the core; a test run checks that it is what the core would write now.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::house::House;
use crate::process::program;

fn file(house: &House) -> PathBuf {
    house.ui().join("src/wire/wire.ts")
}

fn made(house: &House) -> Result<String> {
    // The workspace is named, so that its libraries are built with the features that every other step builds them with.
    house.cargo(["build", "--quiet", "--workspace", "--example", "wire"]).run()?;
    program(house.built("debug", "examples/wire")).capture().context("crates/api does not write the types")
}

/// Writes the file.
pub fn write(house: &House) -> Result<()> {
    let (file, text) = (file(house), made(house)?);
    if std::fs::read_to_string(&file).is_ok_and(|there| there == text) {
        println!("{} is up to date", file.display());
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    println!("wrote {}", file.display());
    Ok(())
}

/// Fails when the file is not what the core would write now.
pub fn check(house: &House) -> Result<()> {
    let there = std::fs::read_to_string(file(house)).unwrap_or_default();
    if there != made(house)? {
        bail!("ui/src/wire/wire.ts is not what crates/api writes now: run `cargo xtask wire`");
    }
    println!("ui/src/wire/wire.ts is fresh");
    Ok(())
}

//! The page: its npm packages and its build, each redone only when what it is made from is newer.

use std::path::Path;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result, bail};

use crate::house::House;

/// Runs `npm ci` when there are no packages or the lock file changed after they were installed.
pub fn packages(house: &House) -> Result<()> {
    let ui = house.ui();
    let lock = ui.join("package-lock.json");
    if !lock.is_file() {
        bail!("ui/package-lock.json is missing; npm has nothing to install from");
    }
    if packages_are_fresh(&lock, &ui.join("node_modules/.package-lock.json"))? {
        return Ok(());
    }
    // Nothing may be downloaded besides the packages: the tests use the system's browser.
    house
        .npm(["ci", "--no-audit", "--no-fund"])
        .set("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .run()
        .context("the page's packages could not be installed")
}

/// Runs `npm run build` when a source is newer than `ui/dist`.
pub fn build(house: &House) -> Result<()> {
    let ui = house.ui();
    if page_is_fresh(&ui)? {
        return Ok(());
    }
    house.npm(["run", "build"]).run().context("the page could not be built")
}

/// npm leaves a copy of the lock file behind when it has finished; an older one belongs to older packages.
fn packages_are_fresh(lock: &Path, installed: &Path) -> Result<bool> {
    // `npm install` writes both within one run, in no fixed order.
    const SAME_RUN: Duration = Duration::from_secs(5);
    let Some(installed) = changed_at(installed)? else { return Ok(false) };
    Ok(changed_at(lock)?.is_some_and(|lock| lock <= installed + SAME_RUN))
}

/// Whether the built page is at least as new as everything it is built from. A folder counts as well: removing a file changes it.
fn page_is_fresh(ui: &Path) -> Result<bool> {
    let Some(built) = changed_at(&ui.join("dist/index.html"))? else { return Ok(false) };
    let mut newest = SystemTime::UNIX_EPOCH;
    for entry in std::fs::read_dir(ui).with_context(|| format!("cannot list {}", ui.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if entry.file_type()?.is_dir() {
            if name == "src" || name == "public" {
                newest = newest.max(newest_in(&entry.path())?);
            }
        } else if !name.starts_with('.') {
            newest = newest.max(entry.metadata()?.modified()?);
        }
    }
    Ok(newest <= built)
}

fn newest_in(folder: &Path) -> Result<SystemTime> {
    let mut newest = std::fs::metadata(folder)?.modified()?;
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let entry = entry?;
        let at = if entry.file_type()?.is_dir() { newest_in(&entry.path())? } else { entry.metadata()?.modified()? };
        newest = newest.max(at);
    }
    Ok(newest)
}

fn changed_at(file: &Path) -> Result<Option<SystemTime>> {
    match std::fs::metadata(file) {
        Ok(known) => Ok(Some(known.modified()?)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot look at {}", file.display())),
    }
}

#[cfg(test)]
mod tests;

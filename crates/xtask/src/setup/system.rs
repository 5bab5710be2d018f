//! System packages. On Debian and its relatives they are installed when we may; elsewhere we say what is needed.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, bail};

use super::Need;
use crate::process::{Program, find, program};

const BUILD: &[&str] = &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"];
const BROWSER: &[&str] = &["chromium", "fonts-dejavu-core"];
const WINDOW: &[&str] = &[
    "xvfb",
    "xauth",
    "webkit2gtk-driver",
    "dbus",
    "fonts-dejavu-core",
    "xdotool",
    "openbox",
    "python3-gi",
    "gir1.2-gtk-3.0",
];

/// How we may use the package manager.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Rights {
    Root,
    Sudo,
    None,
}

/// Installs what is missing for these needs, or stops with the line that does it.
pub fn install(needs: &[Need]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        println!("Not Linux: Tauri's own prerequisites for this system are needed (tauri.app/start/prerequisites).");
        return Ok(());
    }
    let wanted = wanted(needs);
    if find("dpkg-query").is_none() || find("apt-get").is_none() {
        return elsewhere(needs, &wanted);
    }
    let missing = missing(&wanted);
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing system packages: {}", missing.join(" "));
    let rights = rights();
    if rights == Rights::None {
        bail!(
            "they need an administrator; run this line, then the same command again:\n  sudo apt-get update && sudo {}",
            install_line(&missing, Rights::Root).line()
        );
    }
    if needs_update(&missing) {
        as_root(rights, "apt-get").args(["update"]).run()?;
    }
    if install_line(&missing, rights).run().is_err() {
        // Lists that are there but old name files that the mirror no longer has.
        as_root(rights, "apt-get").args(["update"]).run()?;
        install_line(&missing, rights).run().context("system packages could not be installed")?;
    }
    Ok(())
}

fn wanted(needs: &[Need]) -> Vec<&'static str> {
    let mut wanted = BTreeSet::new();
    for need in needs {
        wanted.extend(BUILD);
        match need {
            Need::Build => {}
            Need::Browser => wanted.extend(BROWSER),
            Need::Window => wanted.extend(WINDOW),
        }
    }
    wanted.into_iter().copied().collect()
}

fn missing(wanted: &[&'static str]) -> Vec<&'static str> {
    let mut query = program("dpkg-query").args(["-W", "-f=${Package} ${Status}\n"]).args(wanted);
    query = query.set("LC_ALL", "C");
    let known = query.lenient_capture();
    not_installed(wanted, &known)
}

/// The packages that dpkg does not call installed. A package it does not know has no line.
fn not_installed(wanted: &[&'static str], known: &str) -> Vec<&'static str> {
    let installed: BTreeSet<&str> =
        known.lines().filter_map(|line| line.strip_suffix(" install ok installed")).collect();
    wanted.iter().copied().filter(|name| !installed.contains(name)).collect()
}

/// Whether apt knows nothing of a package: its lists were never fetched, or were removed.
fn needs_update(packages: &[&str]) -> bool {
    packages.iter().any(|name| {
        let policy = program("apt-cache").args(["policy", name]).set("LC_ALL", "C").lenient_capture();
        !policy.lines().any(|line| line.trim().starts_with("Candidate:") && !line.contains("(none)"))
    })
}

fn rights() -> Rights {
    if program("id").arg("-u").capture().is_ok_and(|id| id.trim() == "0") {
        Rights::Root
    } else if find("sudo").is_some() && program("sudo").args(["-n", "true"]).succeeds() {
        Rights::Sudo
    } else {
        Rights::None
    }
}

fn as_root(rights: Rights, name: &str) -> Program {
    match rights {
        // sudo drops the environment, so the variable is set behind it.
        Rights::Sudo => program("sudo").args(["-n", "DEBIAN_FRONTEND=noninteractive", name]),
        Rights::Root | Rights::None => program(name).set("DEBIAN_FRONTEND", "noninteractive"),
    }
}

fn install_line(packages: &[&str], rights: Rights) -> Program {
    as_root(rights, "apt-get").args(["install", "--yes", "--no-install-recommends"]).args(packages)
}

/// A system without dpkg: what can be checked is checked, and only what would stop the build stops us.
fn elsewhere(needs: &[Need], wanted: &[&str]) -> Result<()> {
    let has_webkit = program("pkg-config").args(["--exists", "webkit2gtk-4.1"]).succeeds();
    if find("cc").is_none() || !has_webkit {
        bail!(
            "a C compiler, pkg-config and the development files of WebKitGTK 4.1 are needed; on Debian they are called: {}",
            wanted.join(" ")
        );
    }
    let tools = needs.iter().flat_map(|need| match need {
        Need::Build => [].as_slice(),
        Need::Browser => &["chromium"],
        Need::Window => &["xvfb-run", "WebKitWebDriver", "dbus-run-session", "xdotool", "openbox"],
    });
    let absent: Vec<&str> = tools.copied().filter(|tool| find(tool).is_none()).collect();
    if !absent.is_empty() {
        println!("Not found, and some tests need them: {} (on Debian: {})", absent.join(" "), wanted.join(" "));
    }
    Ok(())
}

#[cfg(test)]
mod tests;

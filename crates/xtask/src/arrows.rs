//! Which of our crates may ask for which. The table here is the whole permission; `cargo metadata` is what is really there.
//!
//! Crates of others that have one owner among ours (SQL, cryptography, sockets, …) are lines of `deny.toml`, checked in [`crate::bans`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, bail};

use crate::graph::{Graph, Package};
use crate::house::House;

/// For each crate, lowest first: the crates that it may use. `tests` may use everything and nothing may use `tests` or `xtask`.
const ALLOWED: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("preview", &[]),
    ("xtask", &[]),
    ("trust", &["model"]),
    ("document", &["model", "trust"]),
    ("store", &["model"]),
    ("engine", &["model", "trust", "document", "store", "preview"]),
    ("api", &["model", "engine"]),
    ("transport", &["model", "engine", "api"]),
    ("cli", &["model", "engine", "api", "transport", "preview"]),
    ("desktop", &["model", "engine", "api", "transport", "preview"]),
    ("tests", &["model", "preview", "trust", "document", "store", "engine", "api", "transport", "cli"]),
];

const PREFIX: &str = "offstage-";

/// The short name of one of our packages: `trust` for `offstage-trust`.
fn short(package: &Package) -> &str {
    package.name.strip_prefix(PREFIX).unwrap_or(&package.name)
}

/// Checks the workspace and draws it; fails with every arrow that is not allowed.
pub fn check(house: &House) -> Result<()> {
    let graph = Graph::load(house)?;
    print!("{}", picture(&graph));
    let wrong = violations(&graph, |p| std::fs::read_to_string(p).unwrap_or_default());
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("{}", wrong.join("\n"));
}

/// The arrows that exist, one crate a line, lowest first.
fn picture(graph: &Graph) -> String {
    let mut to: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, on) in graph.edges() {
        if graph.is_ours(from) && graph.is_ours(on) {
            to.entry(short(from)).or_default().insert(short(on));
        }
    }
    let order = |name: &str| ALLOWED.iter().position(|(n, _)| *n == name).unwrap_or(usize::MAX);
    let mut crates: Vec<&str> = graph.ours().map(short).collect();
    crates.sort_by_key(|name| (order(name), *name));
    let mut text = String::new();
    for name in crates {
        let mut on: Vec<&str> = to.get(name).into_iter().flatten().copied().collect();
        on.sort_by_key(|name| order(name));
        let on = if on.is_empty() { "·".to_owned() } else { on.join("  ") };
        let _ = writeln!(text, "  {name:<10} ► {on}");
    }
    text
}

/// Every arrow that the table does not allow, each with the line of the manifest that draws it. `read` opens a manifest.
fn violations(graph: &Graph, read: impl Fn(&Path) -> String) -> Vec<String> {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let mut wrong = Vec::new();
    for package in graph.ours() {
        if !allowed.contains_key(short(package)) {
            wrong.push(format!(
                "{} has no place in the table of arrows (crates/xtask/src/arrows.rs): a new crate starts with a page in docs/decisions",
                package.name
            ));
        }
    }
    for (from, to) in graph.edges() {
        if !graph.is_ours(from) || !graph.is_ours(to) {
            continue;
        }
        let Some(may) = allowed.get(short(from)) else { continue };
        if !may.contains(&short(to)) {
            let place = match line_of(&read(&from.manifest_path), to) {
                Some(line) => format!("{}:{line}", from.manifest_path.display()),
                None => from.manifest_path.display().to_string(),
            };
            wrong.push(format!("{} ► {} is not allowed ({place})", short(from), short(to)));
        }
    }
    wrong
}

/// The line of a manifest that asks for a package, by its short or its full name.
fn line_of(manifest: &str, package: &Package) -> Option<usize> {
    let asks = |line: &str| {
        let key = line.split(['=', '.']).next().unwrap_or("").trim().trim_matches('"');
        key == short(package) || key == package.name
    };
    manifest.lines().position(asks).map(|at| at + 1)
}

#[cfg(test)]
mod tests;

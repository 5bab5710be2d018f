//! `deny.toml` without cargo-deny: the same file, the checks of it that we rely on. Where the real program is installed it runs too.
//!
//! Understood: `licenses.allow` and `licenses.exceptions`, `bans.deny` with `wrappers`, `bans.wildcards`, `sources`. A wrapper is
//! meant as cargo-deny means it: *every* package that asks for the banned one directly, ours or not, must be a wrapper of it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::graph::Graph;
use crate::house::House;
use crate::licences::satisfied;
use crate::process::find;

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The part of deny.toml that we check ourselves.
#[derive(Deserialize)]
struct Rules {
    licenses: Licences,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
struct Licences {
    allow: BTreeSet<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Bans {
    wildcards: String,
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    #[serde(default)]
    wrappers: BTreeSet<String>,
    reason: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    unknown_registry: String,
    unknown_git: String,
}

/// Checks the whole graph against deny.toml and says how many packages were looked at; fails with every violation.
pub fn check(house: &House) -> Result<()> {
    let text = std::fs::read_to_string(house.root.join("deny.toml")).context("cannot read deny.toml")?;
    let rules = parse(&text)?;
    let graph = Graph::load(house)?;
    let wrong = violations(&rules, &graph)?;
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    let lock = std::fs::read_to_string(house.root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
    println!(
        "{} packages in Cargo.lock, {} of them ours; licences, sources and {} bans hold",
        lock.lines().filter(|line| *line == "[[package]]").count(),
        graph.ours().count(),
        rules.bans.deny.len()
    );
    if find("cargo-deny").is_some() {
        house.cargo(["deny", "--offline", "check", "licenses", "bans", "sources"]).run()?;
    }
    Ok(())
}

fn parse(text: &str) -> Result<Rules> {
    let rules: Rules = toml::from_str(text).context("deny.toml")?;
    // Other values are valid for cargo-deny; we refuse them rather than check less than the file says.
    for (name, value) in [
        ("bans.wildcards", &rules.bans.wildcards),
        ("sources.unknown-registry", &rules.sources.unknown_registry),
        ("sources.unknown-git", &rules.sources.unknown_git),
    ] {
        if value != "deny" {
            bail!("deny.toml: {name} must be \"deny\"");
        }
    }
    Ok(rules)
}

fn violations(rules: &Rules, graph: &Graph) -> Result<Vec<String>> {
    let mut wrong = licence_violations(&rules.licenses, graph)?;
    wrong.extend(ban_violations(&rules.bans, graph));
    wrong.extend(source_violations(graph));
    Ok(wrong)
}

fn licence_violations(rules: &Licences, graph: &Graph) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    let exceptions: BTreeMap<&str, &BTreeSet<String>> =
        rules.exceptions.iter().map(|e| (e.name.as_str(), &e.allow)).collect();
    for package in graph.packages.iter().filter(|p| !graph.is_ours(p)) {
        let more = exceptions.get(package.name.as_str());
        let allowed = |name: &str| rules.allow.contains(name) || more.is_some_and(|m| m.contains(name));
        let Some(expression) = &package.license else {
            wrong.push(format!("{} {} declares no licence", package.name, package.version));
            continue;
        };
        if !satisfied(expression, &allowed).with_context(|| format!("{} {}", package.name, package.version))? {
            wrong.push(format!(
                "{} {} is under {expression}, which licenses.allow in deny.toml does not have",
                package.name, package.version
            ));
        }
    }
    Ok(wrong)
}

fn ban_violations(rules: &Bans, graph: &Graph) -> Vec<String> {
    let mut wrong = Vec::new();
    let edges = graph.edges();
    for ban in &rules.deny {
        for (from, _) in edges.iter().filter(|(_, to)| to.name == ban.name) {
            if !ban.wrappers.contains(&from.name) {
                wrong.push(format!(
                    "{} ► {} is not allowed ({}): {}",
                    from.name,
                    ban.name,
                    from.manifest_path.display(),
                    ban.reason
                ));
            }
        }
    }
    wrong.dedup();
    for package in graph.ours() {
        // `*` by path is a member of this workspace, which has one version by nature.
        for wish in package.dependencies.iter().filter(|w| w.req == "*" && w.path.is_none()) {
            wrong.push(format!("{} asks for any version of {}", package.name, wish.name));
        }
    }
    wrong
}

fn source_violations(graph: &Graph) -> Vec<String> {
    let foreign = graph.packages.iter().filter(|p| !graph.is_ours(p) && p.source.as_deref() != Some(CRATES_IO));
    foreign.map(|p| format!("{} {} does not come from crates.io", p.name, p.version)).collect()
}

#[cfg(test)]
mod tests;

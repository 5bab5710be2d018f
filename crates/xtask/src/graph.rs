//! The packages of the workspace and everything they are built from, as `cargo metadata` tells it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::house::House;

/// Every package, and which package asks for which.
#[derive(Deserialize)]
pub struct Graph {
    /// Ours and those of others.
    pub packages: Vec<Package>,
    workspace_members: Vec<String>,
    resolve: Resolve,
}

/// One package at one version.
#[derive(Deserialize)]
pub struct Package {
    id: String,
    /// Its name on the registry.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The licence expression it declares, if it does.
    pub license: Option<String>,
    /// Where it comes from; nothing for a folder of this repository.
    pub source: Option<String>,
    /// Its own Cargo.toml.
    pub manifest_path: PathBuf,
    /// What its manifest asks for, before anything is resolved.
    pub dependencies: Vec<Wish>,
}

/// One line of a manifest's dependency tables.
#[derive(Deserialize)]
pub struct Wish {
    /// The package asked for.
    pub name: String,
    /// The version requirement.
    pub req: String,
    /// The folder, when it is asked for by path.
    pub path: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    dependencies: Vec<String>,
}

impl Graph {
    /// Asks cargo. Fails when Cargo.lock does not fit the manifests.
    pub fn load(house: &House) -> Result<Self> {
        let text = house
            .cargo(["metadata", "--format-version", "1", "--locked"])
            .capture()
            .context("Cargo.lock does not fit the manifests, or a package cannot be had")?;
        Self::parse(&text)
    }

    /// Reads what cargo said.
    pub fn parse(text: &str) -> Result<Self> {
        serde_json::from_str(text).context("cargo metadata speaks another format than format 1")
    }

    /// Our own packages, by name.
    pub fn ours(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|p| self.is_ours(p))
    }

    /// Whether a package is a member of the workspace.
    pub fn is_ours(&self, package: &Package) -> bool {
        self.workspace_members.contains(&package.id)
    }

    /// Every direct dependency after resolving, of every kind (normal, build, dev) and for every platform, as pairs (who asks, what for).
    pub fn edges(&self) -> Vec<(&Package, &Package)> {
        let by_id: BTreeMap<&str, &Package> = self.packages.iter().map(|p| (p.id.as_str(), p)).collect();
        let mut edges = Vec::new();
        for node in &self.resolve.nodes {
            let Some(from) = by_id.get(node.id.as_str()) else { continue };
            edges.extend(node.dependencies.iter().filter_map(|d| Some((*from, *by_id.get(d.as_str())?))));
        }
        edges.sort_by(|a, b| (&a.0.name, &a.1.name).cmp(&(&b.0.name, &b.1.name)));
        edges
    }
}

#[cfg(test)]
pub mod tests;

//! Where things are in this repository.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::process::{Program, program};

/// The folders every tool here asks for.
pub struct House {
    /// The folder with the workspace's Cargo.toml.
    pub root: PathBuf,
    /// Where cargo puts what it builds.
    pub target: PathBuf,
}

impl House {
    /// Finds the repository that the current folder is in.
    pub fn find() -> Result<Self> {
        let manifest =
            program("cargo").args(["locate-project", "--workspace", "--message-format", "plain"]).capture()?;
        let root = Path::new(manifest.trim()).parent().context("cargo names no workspace")?.to_owned();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The page's folder.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A program that was built, by its name.
    pub fn built(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// A run of cargo in the root.
    pub fn cargo<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Program {
        program("cargo").args(args).within(&self.root)
    }

    /// A run of npm in the page's folder.
    pub fn npm<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Program {
        program("npm").args(args).within(self.ui())
    }
}

/// Whether this is a run in continuous integration, where nothing may be skipped.
pub fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|v| !v.is_empty() && v != "0" && v != "false")
}

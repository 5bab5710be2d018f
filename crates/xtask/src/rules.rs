//! The numbered rules of `docs/protocol.md` and the tests that cite them. A report, never a failure: some rules are shown by
//! several tests together, and not every rule has a tenant yet.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::house::House;

/// Prints how many rules are cited by a test, and lists those that are not.
pub fn report(house: &House) -> Result<()> {
    let text = std::fs::read_to_string(house.root.join("docs/protocol.md")).context("cannot read docs/protocol.md")?;
    let ids = rule_ids(&text);
    let mut cited = BTreeMap::new();
    for folder in ["crates", "tests", "src-tauri"] {
        walk(&house.root.join(folder), &mut |path, text| {
            if path.components().any(|c| c.as_os_str() == "xtask") {
                return;
            }
            for id in ids.iter().filter(|id| cites(text, id)) {
                *cited.entry(id.as_str()).or_insert(0_usize) += 1;
            }
        })?;
    }
    let missing: Vec<&str> = ids.iter().map(String::as_str).filter(|id| !cited.contains_key(id)).collect();
    println!("{} of {} rules of docs/protocol.md are cited by a test", cited.len(), ids.len());
    if !missing.is_empty() {
        println!("cited by none: {}", missing.join(" "));
    }
    Ok(())
}

/// Every rule that the page defines: a capital letter and a number in bold, `**A6**`, in the page's order.
fn rule_ids(text: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for bold in text.split("**").skip(1).step_by(2) {
        // `**O2**` and `**O2 Chains.**` both define O2.
        let word = bold.split([' ', '.', ':']).next().unwrap_or_default();
        if is_rule(word) && !ids.iter().any(|i| i == word) {
            ids.push(word.to_owned());
        }
    }
    ids
}

fn is_rule(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| c.is_ascii_uppercase()) && {
        let rest = chars.as_str();
        !rest.is_empty() && rest.len() <= 2 && rest.chars().all(|c| c.is_ascii_digit())
    }
}

/// Whether a test in this source cites the rule: in a test's name (`a6_…`), or anywhere in prose or comments (`A6`).
fn cites(source: &str, id: &str) -> bool {
    let low = id.to_ascii_lowercase();
    source.lines().any(|line| {
        let is_name = line.trim_start().starts_with("fn ") || line.contains("test(");
        words(line).any(|word| word == id || (is_name && word == low))
    })
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

/// Hands out every Rust source that holds tests: files named `tests.rs`, in a folder `tests`, or with a `#[test]` in them.
fn walk(folder: &Path, each: &mut dyn FnMut(&Path, &str)) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    let listed = std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = listed.map(|e| e.map(|e| e.path())).collect::<std::io::Result<BTreeSet<_>>>()?;
    while let Some(path) = paths.pop_first() {
        if path.is_dir() {
            walk(&path, each)?;
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            if path.components().any(|c| c.as_os_str() == "tests")
                || path.ends_with("tests.rs")
                || text.contains("#[test]")
            {
                each(&path, &text);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;

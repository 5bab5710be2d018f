//! How many tests ran, read from the closing lines of the runners we use.

use std::iter::Sum;
use std::ops::Add;

/// Tests by how they ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ended well.
    pub passed: u64,
    /// Did not.
    pub failed: u64,
    /// Were not run.
    pub skipped: u64,
}

impl Counts {
    /// All that were met.
    pub fn total(self) -> u64 {
        self.passed + self.failed + self.skipped
    }
}

impl Add for Counts {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

/// Adds up every closing line in a run's output. A line that only looks like one (a test's own print) would be counted too;
/// the numbers are for reading, whether a lane passed is the runner's exit status.
pub fn count(text: &str) -> Counts {
    text.lines().filter_map(|line| closing_line(plain(line).trim())).sum()
}

fn closing_line(line: &str) -> Option<Counts> {
    // nextest: "Summary [  1.2s] 12 tests run: 10 passed (1 slow), 2 failed, 3 skipped". Its skipped ones are those that a filter
    // left out, which is no omission.
    if let Some((_, tail)) = line.split_once(" run: ").filter(|(head, _)| head.starts_with("Summary [")) {
        return Some(Counts { skipped: 0, ..numbers(tail, ',') });
    }
    // cargo test: "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; …"
    if let Some(tail) = line.strip_prefix("test result:") {
        return Some(numbers(tail.split_once(". ")?.1, ';'));
    }
    // vitest: "Tests  2 failed | 10 passed | 1 skipped (13)"
    if let Some(tail) = line.strip_prefix("Tests ") {
        return Some(numbers(tail, '|')).filter(|c| c.total() > 0);
    }
    // ours, and what anybody may print: "10 passed, 2 failed, 1 skipped", alone or after "word:"
    let tail = match line.split_once(": ") {
        Some((word, tail)) if !word.contains(' ') => tail,
        _ => line,
    };
    let parts = || tail.split(", ");
    let is_ours = parts().count() >= 2 && parts().all(|part| number(part).is_some());
    is_ours.then(|| numbers(tail, ','))
}

fn numbers(text: &str, between: char) -> Counts {
    let mut counts = Counts::default();
    for (count, word) in text.split(between).filter_map(number) {
        match word {
            "passed" => counts.passed += count,
            "failed" | "timed out" => counts.failed += count,
            _ => counts.skipped += count,
        }
    }
    counts
}

/// `12 passed (1 slow)` → 12, "passed". Words that are no outcome are nothing.
fn number(part: &str) -> Option<(u64, &str)> {
    let (count, rest) = part.trim().split_once(' ')?;
    let word = rest.split_once(" (").map_or(rest, |(word, _)| word).trim();
    let known = ["passed", "failed", "timed out", "skipped", "ignored", "todo"];
    Some((count.parse().ok()?, *known.iter().find(|k| **k == word)?))
}

/// The line without its colours.
pub fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c != '\u{1b}' {
            text.push(c);
            continue;
        }
        // ESC [ … letter
        if chars.next() == Some('[') {
            for c in chars.by_ref() {
                if c.is_ascii_alphabetic() {
                    break;
                }
            }
        }
    }
    text
}

#[cfg(test)]
mod tests;

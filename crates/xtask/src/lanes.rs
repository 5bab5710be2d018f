//! A test run: the lanes, one after the other, each of them also alone. Every lane does its own set-up, all lanes run even when one
//! fails, and the last lines say what happened.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::counts::{Counts, count};
use crate::house::House;
use crate::process::Program;

mod page;
mod rust;
mod shell;
mod style;
pub mod worlds;

/// A lane: its name, what it is for, and how it runs.
struct Lane {
    name: &'static str,
    run: fn(&House, &mut Tally) -> Result<()>,
    /// Needs a browser or a window, which a machine may lack: in continuous integration a test that was skipped, or a lane without
    /// any test, is a failure.
    needs_screen: bool,
}

const LANES: &[Lane] = &[
    Lane { name: "style", run: style::run, needs_screen: false },
    Lane { name: "rust", run: rust::run, needs_screen: false },
    Lane { name: "worlds", run: worlds::run, needs_screen: false },
    Lane { name: "page", run: page::run, needs_screen: true },
    Lane { name: "shell", run: shell::run, needs_screen: true },
];

/// What a lane has met so far.
#[derive(Default)]
pub struct Tally {
    counts: Counts,
    problems: Vec<String>,
}

impl Tally {
    /// One check that either holds or does not, counted as one test.
    pub fn check(&mut self, name: &str, result: Result<()>) {
        match result {
            Ok(()) => self.counts.passed += 1,
            Err(error) => {
                eprintln!("{name}: {error:#}");
                self.counts.failed += 1;
                self.problems.push(format!("{name}: {}", first_line(&format!("{error:#}"))));
            }
        }
    }

    /// A test runner, whose own closing lines are counted.
    pub fn runner(&mut self, name: &str, program: &Program) -> Result<()> {
        let said = program.tee()?;
        let mut counts = count(&said.text);
        if !said.done {
            // A runner that broke before its closing line has failed all the same.
            counts.failed = counts.failed.max(1);
            self.problems.push(format!("{name}: {} failed", counts.failed));
        }
        self.counts = self.counts + counts;
        Ok(())
    }

    /// The last word on a lane: a set-up that failed, or what was left out where nothing may be.
    fn close(&mut self, lane: &Lane, end: Result<()>, is_ci: bool) {
        if let Err(error) = end {
            eprintln!("{}: {error:#}", lane.name);
            self.counts.failed += 1;
            self.problems.push(first_line(&format!("{error:#}")));
        }
        if is_ci && lane.needs_screen {
            if self.counts.skipped > 0 {
                self.counts.failed += 1;
                self.problems.push(format!("{} tests were skipped, and in CI none may be", self.counts.skipped));
            }
            if self.counts.total() == 0 {
                self.counts.failed += 1;
                self.problems.push("no test ran".to_owned());
            }
        }
    }

    fn passed(&self) -> bool {
        self.problems.is_empty() && self.counts.failed == 0
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// Runs the named lanes, or all, and sums up.
pub fn run(house: &House, names: &[&str], is_ci: bool) -> Result<ExitCode> {
    if let Some(unknown) = names.iter().find(|name| LANES.iter().all(|lane| lane.name != **name)) {
        let known: Vec<_> = LANES.iter().map(|lane| lane.name).collect();
        bail!("there is no lane `{unknown}`; there are: {}", known.join(" "));
    }
    let mut ended = Vec::new();
    for lane in LANES.iter().filter(|lane| names.is_empty() || names.contains(&lane.name)) {
        println!("\n── {} ──", lane.name);
        let start = Instant::now();
        let mut tally = Tally::default();
        let end = (lane.run)(house, &mut tally);
        tally.close(lane, end, is_ci);
        ended.push((lane.name, tally, start.elapsed().as_secs()));
    }
    print!("\n{}", summary(&ended));
    Ok(if ended.iter().all(|(_, tally, _)| tally.passed()) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn summary(ended: &[(&str, Tally, u64)]) -> String {
    let mut text = String::from("lane     result   passed  failed  skipped    time\n");
    for (name, tally, seconds) in ended {
        let result = if tally.passed() { "ok" } else { "FAILED" };
        let Counts { passed, failed, skipped } = tally.counts;
        let time = format!("{}:{:02}", seconds / 60, seconds % 60);
        let _ = writeln!(text, "{name:<8} {result:<7} {passed:>7} {failed:>7} {skipped:>8} {time:>7}");
    }
    for (name, tally, _) in ended {
        for problem in &tally.problems {
            let _ = writeln!(text, "{name}: {problem}");
        }
    }
    let Counts { passed, failed, skipped } = ended.iter().map(|(_, tally, _)| tally.counts).sum();
    let _ = write!(text, "\n{passed} passed, {failed} failed");
    if skipped > 0 {
        let _ = write!(text, ", {skipped} skipped");
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests;

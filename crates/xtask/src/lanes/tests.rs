use anyhow::anyhow;

use super::{LANES, Lane, Tally, summary};
use crate::counts::Counts;
use crate::process::program;

fn lane(name: &str) -> &'static Lane {
    LANES.iter().find(|lane| lane.name == name).unwrap()
}

fn tally(passed: u64, failed: u64, skipped: u64) -> Tally {
    Tally { counts: Counts { passed, failed, skipped }, problems: Vec::new() }
}

#[test]
fn the_last_line_sums_the_lanes() {
    let text = summary(&[("style", tally(6, 0, 0), 65), ("rust", tally(100, 0, 0), 5)]);
    assert_eq!(text.lines().last(), Some("106 passed, 0 failed"));
    assert!(text.contains("style    ok"), "{text}");
    assert!(text.contains("1:05"), "{text}");
}

#[test]
fn skipped_tests_are_named_in_the_last_line() {
    assert_eq!(summary(&[("page", tally(3, 1, 2), 0)]).lines().last(), Some("3 passed, 1 failed, 2 skipped"));
}

#[test]
fn in_ci_a_skipped_browser_test_is_a_failure_and_elsewhere_it_is_not() {
    let mut there = tally(5, 0, 1);
    there.close(lane("page"), Ok(()), true);
    assert!(!there.passed());
    let mut here = tally(5, 0, 1);
    here.close(lane("page"), Ok(()), false);
    assert!(here.passed());
}

#[test]
fn in_ci_a_window_lane_without_tests_is_a_failure() {
    let mut tally = tally(0, 0, 0);
    tally.close(lane("shell"), Ok(()), true);
    assert!(!tally.passed());
}

#[test]
fn a_set_up_that_fails_fails_its_lane() {
    let mut tally = tally(0, 0, 0);
    tally.close(lane("rust"), Err(anyhow!("no compiler\nmore words")), false);
    assert_eq!(tally.problems, ["no compiler"]);
    assert_eq!(tally.counts.failed, 1);
}

#[test]
fn a_runner_that_breaks_without_a_closing_line_has_failed() {
    let mut tally = tally(0, 0, 0);
    tally.runner("broken", &program("false")).unwrap();
    assert_eq!(tally.counts, Counts { passed: 0, failed: 1, skipped: 0 });
    assert!(!tally.passed());
}

#[test]
fn a_runner_is_counted_by_its_closing_line() {
    let mut tally = tally(1, 0, 0);
    tally.runner("fine", &program("echo").arg("fine: 4 passed, 0 failed")).unwrap();
    assert_eq!(tally.counts.passed, 5);
    assert!(tally.passed());
}

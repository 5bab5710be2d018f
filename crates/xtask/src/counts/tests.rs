use super::{Counts, count, plain};

fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
    Counts { passed, failed, skipped }
}

#[test]
fn nextest_is_read_and_what_a_filter_left_out_is_not_skipped() {
    let text = "------------\n     Summary [   0.511s] 12 tests run: 10 passed (1 slow), 2 failed, 30 skipped\n";
    assert_eq!(count(text), counts(10, 2, 0));
    let one = "     Summary [   0.511s] 3/12 tests run: 1 passed, 1 failed, 1 timed out, 0 skipped\n";
    assert_eq!(count(one), counts(1, 2, 0));
}

#[test]
fn cargo_test_is_read_for_each_of_its_parts() {
    let text = "running 5 tests\n\ntest result: ok. 4 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
                test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";
    assert_eq!(count(text), counts(5, 2, 1));
}

#[test]
fn vitest_is_read_through_its_colours_and_its_files_are_not_counted() {
    let text = "\u{1b}[2m Test Files \u{1b}[22m \u{1b}[32m3 passed\u{1b}[39m (3)\n\
                \u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m1 failed\u{1b}[39m | \u{1b}[32m12 passed\u{1b}[39m | 2 skipped (15)\n";
    assert_eq!(count(text), counts(12, 1, 2));
}

#[test]
fn the_plain_line_is_read_with_and_without_a_word_before_it() {
    assert_eq!(count("7 passed, 0 failed"), counts(7, 0, 0));
    assert_eq!(count("journeys: 7 passed, 1 failed, 2 skipped"), counts(7, 1, 2));
}

#[test]
fn other_lines_count_nothing() {
    let text = "warning: 3 passed over\nTests are fun\n12 passed\nmany passed, few failed\nthe run: 1 passed, 1 failed or so\n";
    assert_eq!(count(text), Counts::default());
}

#[test]
fn colours_are_taken_off() {
    assert_eq!(plain("\u{1b}[1;32mok\u{1b}[0m then"), "ok then");
}

use super::satisfied;

fn with(expression: &str, allowed: &[&str]) -> bool {
    satisfied(expression, &|name| allowed.contains(&name)).unwrap()
}

#[test]
fn one_side_of_or_is_enough_and_both_sides_of_and_are_needed() {
    assert!(with("GPL-3.0 OR MIT", &["MIT"]));
    assert!(!with("GPL-3.0 AND MIT", &["MIT"]));
    assert!(with("BSD-3-Clause AND MIT", &["MIT", "BSD-3-Clause"]));
}

#[test]
fn and_binds_tighter_than_or_and_parentheses_tighter_than_both() {
    assert!(with("MIT OR A AND B", &["MIT"]));
    assert!(!with("(MIT OR A) AND B", &["MIT"]));
    assert!(with("(MIT OR Apache-2.0) AND Unicode-3.0", &["Apache-2.0", "Unicode-3.0"]));
}

#[test]
fn the_old_slash_means_or() {
    assert!(with("MIT/Apache-2.0", &["Apache-2.0"]));
    assert!(with("Apache-2.0 / MIT", &["MIT"]));
}

#[test]
fn an_exception_is_part_of_the_name() {
    assert!(!with("Apache-2.0 WITH LLVM-exception", &["Apache-2.0"]));
    assert!(with("Apache-2.0 WITH LLVM-exception", &["Apache-2.0 WITH LLVM-exception"]));
}

#[test]
fn nonsense_is_an_error_and_not_a_no() {
    for nonsense in ["", "MIT OR", "(MIT", "MIT Apache-2.0", "AND"] {
        assert!(satisfied(nonsense, &|_| true).is_err(), "{nonsense:?} was read");
    }
}

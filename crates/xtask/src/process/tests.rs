use super::{find, program};

#[test]
fn a_line_quotes_what_has_a_space() {
    assert_eq!(program("ls").arg("-l").arg("my files").line(), "ls -l 'my files'");
}

#[test]
fn both_streams_are_kept_and_the_status_is_told() {
    let said = program("sh").args(["-c", "echo one; echo two >&2; exit 3"]).tee().unwrap();
    assert!(!said.done);
    let mut lines: Vec<_> = said.text.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, ["one", "two"]);
}

#[test]
fn capture_hands_out_the_error_text_of_a_failed_program() {
    let error = program("sh").args(["-c", "echo why >&2; exit 1"]).capture().unwrap_err();
    assert!(error.to_string().contains("why"), "{error}");
}

#[test]
fn a_program_that_is_not_there_is_not_found() {
    assert!(find("sh").is_some());
    assert!(find("no-program-has-this-name").is_none());
}

#[test]
fn variables_and_the_folder_reach_the_program() {
    let folder = std::env::temp_dir().canonicalize().unwrap();
    let text = program("sh").args(["-c", "echo $WORD; pwd -P"]).set("WORD", "heard").within(&folder).capture().unwrap();
    assert_eq!(text, format!("heard\n{}\n", folder.display()));
}

#[test]
fn a_limit_stands_before_the_program() {
    assert_eq!(program("sleep").arg("5").limited(2).line(), "timeout --kill-after=10 2m sleep 5");
}

//! Exit statuses, help, names, and what is said to people.

use std::process::Stdio;

use serde_json::json;

use crate::hand::{Home, said};

#[test]
fn a_refusal_is_3_a_failure_is_1_and_a_mistake_is_2() {
    let home = Home::with_event();
    let gap = ["deliverable", "create", "Plot", "--to", "Tide Productions", "--due", "2027-03-28T02:30"];
    let refused = home.ask(&gap).fault(3, "refused");
    assert_eq!(refused["code"], "no_such_time");
    assert!(refused["facts"]["next"].is_string(), "{refused}");
    home.ask(&["deliverable", "create", "Plot", "--to", "Tide Productions", "--due", "2027-06-01"]).answer();
    home.ask(&["deliver", "Plot", "/nowhere/at/all.pdf"]).fault(1, "failed");
    home.ask(&["call", "no.such.call"]).fault(2, "used_wrongly");
    home.ask(&["call", "event.list", "{"]).fault(2, "used_wrongly");
    home.ask(&["call", "file.rename", r#"{"file": 7, "name": true}"#]).fault(2, "used_wrongly");
    for wrong in [
        &["no-such-noun"][..],
        &["event", "create"],
        &["file", "list", "--status", "Perfect"],
        &["check", "--read-data-subset", "0%"],
    ] {
        assert_eq!(home.say(wrong).status, 2, "{wrong:?}");
    }
    let people = home.say(&["file", "show", "Nothing of that name"]);
    assert_eq!((people.status, people.out.as_str()), (3, ""));
    assert!(people.err.starts_with("offstage: There is no"), "{people:?}");
}

#[test]
fn bad_input_is_refused_and_changes_nothing() {
    let home = Home::with_event();
    let before = home.ask(&["log"]).answer();
    let create = |name: &str, from: &str, to: &str, zone: &str| {
        home.ask(&["event", "create", name, "--zone", zone, "--from", from, "--to", to, "--collaborator", "X"])
            .fault(3, "refused")["code"]
            .clone()
    };
    assert_eq!(create("", "2027-06-10", "2027-06-11", "Europe/Berlin"), "empty");
    assert_eq!(create(&"x".repeat(10_000), "2027-06-10", "2027-06-11", "Europe/Berlin"), "too_long");
    assert_eq!(create("Night\u{202e}s", "2027-06-10", "2027-06-11", "Europe/Berlin"), "bad_character");
    assert_eq!(create("Nights", "2027-06-12", "2027-06-11", "Europe/Berlin"), "end_before_start");
    assert_eq!(create("Nights", "2027-06-10", "2027-06-11", "Europe/Atlantis"), "not_a");
    assert_eq!(home.ask(&["log"]).answer(), before);
    assert_eq!(home.ask(&["event", "list"]).answer().as_array().unwrap().len(), 1);
}

#[test]
fn a_thing_is_named_by_id_prefix_or_exact_name() {
    let home = Home::with_event();
    let make = |name: &str| {
        home.ask(&["deliverable", "create", name, "--to", "Tide Productions", "--due", "2027-06-01"]).answer()["file"]
            .clone()
    };
    let (one, _other) = (make("Twin"), make("Twin"));
    let id = one.as_str().unwrap();
    assert_eq!(home.ask(&["file", "show", id]).answer()["file"], one);
    assert_eq!(home.ask(&["file", "show", &id[..16]]).answer()["file"], one);
    let ambiguous = home.ask(&["file", "show", "Twin"]).fault(3, "refused");
    assert_eq!((&ambiguous["code"], &ambiguous["facts"]["count"]), (&json!("ambiguous"), &json!(2)));
    assert!(ambiguous["message"].as_str().unwrap().contains(&id[..8]) || ambiguous["facts"]["candidates"].is_string());
    assert_eq!(
        home.ask(&["file", "show", "Twi"]).fault(3, "refused")["code"],
        "not_found",
        "a part of a name is not a name"
    );
    let unknown = format!("doc_{}", "0".repeat(52));
    home.ask(&["file", "show", &unknown]).fault(3, "refused");
}

#[test]
fn with_two_events_one_must_be_named() {
    let home = Home::with_event();
    home.ask(&[
        "event",
        "create",
        "Second",
        "--zone",
        "UTC",
        "--from",
        "2027-01-01",
        "--to",
        "2027-01-02",
        "--collaborator",
        "C",
    ])
    .answer();
    let which = home.ask(&["area", "add", "Tent"]).fault(2, "used_wrongly");
    assert_eq!(which["code"], "which_event");
    home.ask(&["--event", "Second", "area", "add", "Tent"]).answer();
    assert_eq!(home.ask(&["area", "list", "--event", "Second"]).answer()[0]["name"], "Tent");
    assert_eq!(home.ask(&["area", "list", "--event", "Harbour Nights"]).answer(), json!([]));
}

#[test]
fn a_file_that_cannot_be_taken_among_good_ones_is_told_and_the_good_ones_are_taken() {
    let home = Home::with_event();
    let good = home.file("good.txt", b"good");
    let partly = home.ask(&["file", "add", &good, "missing.txt"]);
    assert_eq!(partly.status, 1, "{partly:?}");
    let made: serde_json::Value = serde_json::from_str(&partly.out).unwrap();
    assert_eq!(made.as_array().unwrap().len(), 1);
    let error: serde_json::Value = serde_json::from_str(&partly.err).unwrap();
    assert_eq!(
        (&error["error"]["code"], &error["error"]["facts"]["not_taken"][0]["name"]),
        (&json!("not_taken"), &json!("missing.txt"))
    );
}

#[test]
fn every_verb_has_help_with_an_example() {
    let home = Home::empty();
    let verbs: &[&[&str]] = &[
        &["init"],
        &["whoami"],
        &["event", "create"],
        &["event", "list"],
        &["event", "show"],
        &["event", "set"],
        &["event", "archive"],
        &["event", "restore"],
        &["event", "example"],
        &["area", "add"],
        &["area", "list"],
        &["area", "set"],
        &["area", "archive"],
        &["area", "restore"],
        &["collaborator", "add"],
        &["collaborator", "list"],
        &["collaborator", "set"],
        &["collaborator", "archive"],
        &["collaborator", "restore"],
        &["crew", "add"],
        &["crew", "list"],
        &["crew", "set"],
        &["crew", "archive"],
        &["crew", "restore"],
        &["crew", "import"],
        &["person", "list"],
        &["person", "rename"],
        &["grant", "add"],
        &["folder", "add"],
        &["folder", "list"],
        &["folder", "rename"],
        &["folder", "move"],
        &["file", "add"],
        &["file", "list"],
        &["file", "show"],
        &["file", "version"],
        &["file", "format"],
        &["file", "format-remove"],
        &["file", "rename"],
        &["file", "describe"],
        &["file", "move"],
        &["file", "archive"],
        &["file", "restore"],
        &["file", "choose"],
        &["file", "save"],
        &["deliverable", "create"],
        &["deliverable", "set"],
        &["deliverable", "waive"],
        &["deliver"],
        &["undo", "deliver"],
        &["comment", "add"],
        &["comment", "edit"],
        &["comment", "resolve"],
        &["reviewer", "add"],
        &["reviewer", "remove"],
        &["review"],
        &["log"],
        &["dashboard"],
        &["search"],
        &["settings", "get"],
        &["settings", "set"],
        &["check"],
        &["document", "export"],
        &["call"],
        &["serve"],
        &["completions"],
    ];
    for verb in verbs {
        let help = home.say(&[verb, &["--help"][..]].concat());
        assert_eq!(help.status, 0, "{verb:?} {help:?}");
        let example = format!("Example: offstage {}", verb.join(" "));
        let has_example = help.out.lines().any(|line| line.starts_with(&example));
        assert!(has_example, "{verb:?} shows no example:\n{}", help.out);
    }
    assert!(!home.path().exists(), "asking for help touches no home");
}

#[test]
fn shells_get_their_completions_and_people_get_tables() {
    let home = Home::with_event();
    for shell in ["bash", "zsh", "fish"] {
        let script = home.say(&["completions", shell]);
        assert!(script.status == 0 && script.out.contains("deliverable"), "{shell}");
    }
    home.ask(&["deliverable", "create", "Plot", "--to", "Tide Productions", "--due", "2027-06-01"]).answer();
    let table = home.say(&["file", "list"]).out;
    let mut lines = table.lines();
    assert!(lines.next().unwrap().starts_with("file "), "{table}");
    assert!(lines.next().unwrap().contains("2027-06-01T23:59:00+02:00"), "{table}");
    assert!(!table.contains('\u{1b}'), "colours are for terminals");
    assert!(home.say(&["--version"]).out.starts_with("offstage "));
}

#[test]
fn a_reader_that_goes_away_is_no_mistake() {
    let home = Home::with_event();
    let mut child = home.command(&["event", "list"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let told = said(&child.wait_with_output().unwrap());
    assert_eq!((told.status, told.err.as_str()), (0, ""));
}

#[test]
fn a_damaged_database_is_told_kept_and_made_anew_on_request() {
    let home = Home::with_event();
    let database = home.path().join("offstage.db");
    let mut bytes = std::fs::read(&database).unwrap();
    bytes[..64].fill(0xa5);
    std::fs::write(&database, &bytes).unwrap();
    assert_eq!(home.ask(&["event", "list"]).fault(1, "failed")["code"], "damaged");
    let repaired = home.ask(&["check", "--repair"]);
    assert_ne!(repaired.status, 2, "{repaired:?}");
    assert!(home.ask(&["event", "list"]).answer().is_array(), "the home opens again");
    let kept = std::fs::read_dir(home.path().join("backups")).unwrap().count();
    assert!(kept > 0, "what was damaged is kept");
}

//! The dashboard, search, the activity log and settings.

use offstage_tests::{Device, pdf, text};
use serde_json::{Value, json};

fn ids(rows: &Value) -> Vec<String> {
    rows.as_array().into_iter().flatten().map(|r| text(&r["file"])).collect()
}

#[test]
fn the_dashboard_says_what_i_owe_what_i_am_owed_and_what_waits_for_my_review() {
    let ana = Device::of("Ana Ruiz");
    let (event, rig, theirs) = ana.with_deliverable();
    let tide = ana.ok("event.show", json!({ "event": event }))["collaborators"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|c| c["name"] == "Tide Productions")
        .map(|c| text(&c["collaborator"]))
        .unwrap();
    let mine = text(
        &ana.ok("deliverable.create", json!({ "event": event, "name": "Schedule", "to": tide, "due": "2027-06-01" }))["file"],
    );
    let board =
        |collaborator: Option<&str>| ana.ok("dashboard", json!({ "event": event, "collaborator": collaborator }));
    assert_eq!(
        (ids(&board(None)["i_owe"]), ids(&board(None)["owed_to_me"]), ids(&board(None)["waiting_for_my_review"])),
        (vec![mine.clone()], vec![theirs.clone()], vec![])
    );
    ana.write("one.pdf", &pdf("one"));
    ana.ok("deliver", json!({ "file": theirs, "files": [{ "path": "one.pdf" }] }));
    ana.ok("reviewer.add", json!({ "file": theirs, "person": ana.me() }));
    assert_eq!(ids(&board(None)["waiting_for_my_review"]), [theirs.as_str()]);
    assert_eq!(board(None)["waiting_for_my_review_count"], 1);
    ana.ok("review", json!({ "file": theirs, "answer": "changes_requested", "reason": "Too low" }));
    assert_eq!(
        (ids(&board(None)["owed_to_me"]), ids(&board(None)["waiting_for_my_review"])),
        (vec![theirs.clone()], vec![])
    );
    // The rigger's own page.
    let of_rig = board(Some(&rig));
    assert_eq!(
        (ids(&of_rig["i_owe"]), of_rig["counts"]["changes"].as_u64(), of_rig["counts"]["all"].as_u64()),
        (vec![theirs.clone()], Some(1), Some(1))
    );
    assert_eq!(
        ids(&ana.ok("file.list", json!({ "event": event, "collaborator": rig, "deliverables": true }))["rows"]),
        [theirs.as_str()]
    );
    // Playing the rigger's side, it is mine to change.
    ana.ok("crew.add", json!({ "event": event, "collaborator": rig, "first": "Ana", "last": "Ruiz", "me": true }));
    let mut owed = ids(&board(None)["i_owe"]);
    owed.sort_unstable();
    let mut both = vec![mine.clone(), theirs.clone()];
    both.sort_unstable();
    assert_eq!(owed, both);
    ana.ok("file.archive", json!({ "file": mine }));
    assert_eq!(ids(&board(None)["i_owe"]), [theirs.as_str()]);
    ana.expect_sound();
}

#[test]
fn search_finds_by_prefix_and_without_diacritics_in_names_file_names_descriptions_comments_and_people() {
    let ana = Device::of("Ana Ruiz");
    let (event, rig, file) = ana.with_deliverable();
    ana.ok("area.add", json!({ "event": event, "name": "Große Bühne" }));
    ana.ok(
        "crew.add",
        json!({ "event": event, "collaborator": rig, "first": "Bjørn", "last": "Åkesson", "title": "Head rigger" }),
    );
    ana.ok("file.describe", json!({ "file": file, "description": "Motor points with loads in kilonewton" }));
    ana.write("Hängeplan_v3.pdf", &pdf("three"));
    ana.ok("deliver", json!({ "file": file, "files": [{ "path": "Hängeplan_v3.pdf" }] }));
    ana.ok("comment.add", json!({ "file": file, "body": "Please shift the proscenium upstage" }));
    let kinds = |words: &str| -> Vec<String> {
        ana.ok("search", json!({ "text": words, "event": event }))
            .as_array()
            .into_iter()
            .flatten()
            .map(|f| text(&f["kind"]))
            .collect()
    };
    assert_eq!(kinds("rigg draw"), ["deliverable"]);
    assert_eq!(kinds("hangeplan"), ["deliverable"]);
    assert_eq!(kinds("HÄNGE"), ["deliverable"]);
    assert_eq!(kinds("kilonew"), ["deliverable"]);
    assert_eq!(kinds("proscen"), ["comment"]);
    assert_eq!(kinds("akesson"), ["crew"]);
    assert_eq!(kinds("buhne"), ["area"]);
    assert_eq!(kinds("harbour"), ["event"]);
    assert!(kinds("ruiz").contains(&"person".to_owned()), "{:?}", kinds("ruiz"));
    assert!(kinds("rig").contains(&"collaborator".to_owned()));
    assert_eq!(kinds("zzz"), Vec::<String>::new());
    let found = ana.ok("search", json!({ "text": "proscen" }))[0].clone();
    assert_eq!((text(&found["file"]), text(&found["event"])), (file.clone(), event.clone()));
    assert!(text(&found["excerpt"]).contains("\u{2068}proscen"), "{}", found["excerpt"]);
    ana.ok("file.rename", json!({ "file": file, "name": "Stage machinery" }));
    assert_eq!(kinds("rigging drawings"), Vec::<String>::new());
    assert_eq!(kinds("machin"), ["deliverable"]);
    ana.expect_sound();
}

#[test]
fn the_log_names_every_act_by_its_verb_with_who_and_when() {
    let ana = Device::of("Ana Ruiz");
    let (event, rig, file) = ana.with_deliverable();
    let folder = text(
        &ana.ok("folder.add", json!({ "event": event, "drive": { "of": "event" }, "name": "Drawings" }))["folder"],
    );
    ana.write("one.pdf", &pdf("one"));
    ana.write("one.dwg", b"AC1032");
    ana.ok("file.rename", json!({ "file": file, "name": "Rigging plot" }));
    ana.ok("file.describe", json!({ "file": file, "description": "All of it" }));
    ana.ok("file.move", json!({ "file": file, "folder": folder }));
    ana.ok("deliverable.set", json!({ "file": file, "due": "2027-06-03" }));
    ana.ok("deliver", json!({ "file": file, "files": [{ "path": "one.pdf" }], "on_behalf_of": rig }));
    ana.ok("format.add", json!({ "file": file, "files": [{ "path": "one.dwg" }] }));
    let comment = ana.ok("comment.add", json!({ "file": file, "body": "Low." }))["comment"].clone();
    ana.ok("comment.edit", json!({ "file": file, "comment": comment, "body": "Too low." }));
    ana.ok("comment.resolve", json!({ "file": file, "comment": comment }));
    ana.ok("reviewer.add", json!({ "file": file, "person": ana.me() }));
    ana.ok("review", json!({ "file": file, "answer": "changes_requested", "reason": "Up" }));
    ana.ok("review", json!({ "file": file, "answer": "approved" }));
    ana.ok("review", json!({ "file": file, "answer": "withdrawn" }));
    ana.ok("reviewer.remove", json!({ "file": file, "person": ana.me(), "reason": "Done" }));
    ana.ok("file.archive", json!({ "file": file }));
    ana.ok("file.restore", json!({ "file": file }));
    let log = ana.ok("log", json!({ "file": file }));
    let verbs: std::collections::BTreeSet<String> =
        log.as_array().into_iter().flatten().map(|l| text(&l["verb"])).collect();
    for verb in [
        "created",
        "assigned",
        "renamed",
        "described",
        "moved",
        "due-changed",
        "version-added",
        "format-added",
        "comment-added",
        "comment-edited",
        "comment-resolved",
        "reviewer-added",
        "changes-requested",
        "approved",
        "withdrawn",
        "reviewer-removed",
        "archived",
        "restored",
    ] {
        assert!(verbs.contains(verb), "no line says {verb}: {verbs:?}");
    }
    for line in log.as_array().into_iter().flatten() {
        assert_eq!((text(&line["by"]), text(&line["state"])), ("Ana Ruiz".into(), "applied".into()));
        assert!(!text(&line["words"]).contains('{'), "an id was left in: {}", line["words"]);
        assert!(line["made_at"].as_i64() > Some(1_700_000_000_000));
    }
    let delivered =
        log.as_array().into_iter().flatten().find(|l| l["verb"] == "version-added").cloned().unwrap_or_default();
    assert!(text(&delivered["words"]).contains("on behalf of Rig & Co"), "{}", delivered["words"]);
    // The log pages back, newest first.
    let newest = ana.ok("log", json!({ "event": event, "limit": 3 }));
    assert_eq!(newest.as_array().map(Vec::len), Some(3));
    assert_eq!(newest[0], log[0]);
    ana.expect_sound();
}

#[test]
fn settings_of_the_device_are_kept_over_a_restart_and_taken_away_by_nothing() {
    let ana = Device::of("Ana Ruiz");
    assert_eq!(ana.ok("settings.get", json!({ "key": "theme" }))["value"], Value::Null);
    ana.ok("settings.set", json!({ "key": "theme", "value": "backstage" }));
    let ana = ana.restarted();
    assert_eq!(ana.ok("settings.get", json!({ "key": "theme" }))["value"], "backstage");
    ana.ok("settings.set", json!({ "key": "theme", "value": null }));
    assert_eq!(ana.ok("settings.get", json!({ "key": "theme" }))["value"], Value::Null);
}

#[test]
fn a_thing_is_found_by_its_id_a_prefix_of_it_or_its_exact_name() {
    let ana = Device::of("Ana Ruiz");
    let (event, rig, file) = ana.with_deliverable();
    for (kind, name, id) in [
        ("event", "Harbour Nights", &event),
        ("collaborator", "Rig & Co", &rig),
        ("file", "Rigging drawings", &file),
        ("file", &file[..12], &file),
        ("event", &event, &event),
    ] {
        assert_eq!(text(&ana.ok("resolve", json!({ "kind": kind, "name": name }))["id"]), *id, "{kind} {name}");
    }
    ana.ok("deliverable.create", json!({ "event": event, "name": "Rigging drawings", "to": rig, "due": "2027-06-01" }));
    ana.refused("ambiguous", "resolve", json!({ "kind": "file", "name": "Rigging drawings" }));
}

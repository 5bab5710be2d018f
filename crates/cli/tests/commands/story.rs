//! Every command once, in the order in which a production would need them.

use serde_json::{Value, json};

use crate::hand::Home;

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is not a text"))
}

#[track_caller]
fn has(value: &Value, keys: &[&str]) {
    for key in keys {
        assert!(value.get(key).is_some(), "“{key}” is missing in {value}");
    }
}

#[test]
fn this_device_is_set_up_once() {
    let home = Home::empty();
    assert_eq!(home.ask(&["whoami"]).answer()["person"], Value::Null);
    let me = home.ask(&["init", "--name", "Ana Ruiz", "--device", "Ana's laptop"]).answer();
    has(&me, &["person", "device"]);
    let again = home.ask(&["whoami"]).answer();
    has(&again, &["person", "name", "device", "home"]);
    assert_eq!((&again["person"], &again["name"]), (&me["person"], &json!("Ana Ruiz")));
    assert_eq!(home.ask(&["init", "--name", "Ben"]).fault(3, "refused")["code"], "already_set_up");
}

#[test]
fn an_event_with_its_areas_and_collaborators() {
    let home = Home::with_event();
    let list = home.ask(&["event", "list"]).answer();
    has(&list[0], &["event", "name", "from", "to", "zone", "archived"]);
    home.ask(&["event", "set", "--venue", "Old Harbour", "--lead-days", "3"]).answer();
    let show = home.ask(&["event", "show", "Harbour Nights"]).answer();
    assert_eq!((&show["venue"], &show["settings"]["lead_days"]), (&json!("Old Harbour"), &json!(3)));

    let area = home.ask(&["area", "add", "Main stage"]).answer()["area"].clone();
    home.ask(&["area", "set", "Main stage", "--name", "Harbour stage", "--order", "4"]).answer();
    let areas = home.ask(&["area", "list"]).answer();
    assert_eq!((&areas[0]["area"], &areas[0]["name"]), (&area, &json!("Harbour stage")));
    home.ask(&["area", "archive", "Harbour stage"]).answer();
    assert_eq!(home.ask(&["area", "list"]).answer()[0]["archived"], true);
    home.ask(&["area", "restore", text(&area)]).answer();
    assert_eq!(home.ask(&["area", "list"]).answer()[0]["archived"], false);

    has(&home.ask(&["collaborator", "add", "Rig & Co", "--modules", "files,crew"]).answer(), &["collaborator"]);
    home.ask(&["collaborator", "set", "Rig & Co", "--modules", "files"]).answer();
    let all = home.ask(&["collaborator", "list"]).answer();
    let rig = all.as_array().unwrap().iter().find(|row| row["name"] == "Rig & Co").unwrap().clone();
    assert_eq!(rig["modules"], json!(["files"]));
    home.ask(&["collaborator", "archive", "Rig & Co"]).answer();
    home.ask(&["collaborator", "restore", text(&rig["collaborator"])]).answer();

    home.ask(&["event", "archive"]).answer();
    assert_eq!(home.ask(&["event", "list"]).answer()[0]["archived"], true);
    assert_eq!(home.ask(&["area", "list"]).fault(3, "refused")["code"], "no_event");
    home.ask(&["event", "restore", "Harbour Nights"]).answer();
    assert_eq!(home.ask(&["event", "list"]).answer()[0]["archived"], false);
}

#[test]
fn crew_is_added_by_hand_and_from_lists() {
    let home = Home::with_event();
    let tide = ["--collaborator", "Tide Productions"];
    let add = ["crew", "add", "--first", "Ben", "--last", "Okafor", "--phone", "+49 30 5550123", "--contact"];
    let crew = home.ask(&[&add[..], &tide].concat()).answer()["crew"].clone();
    home.ask(&["crew", "set", text(&crew), "--title", "Head rigger", "--phone", ""]).answer();
    let list = home.ask(&["crew", "list"]).answer();
    let ben = list.as_array().unwrap().iter().find(|row| row["crew"] == crew).unwrap().clone();
    assert_eq!((&ben["title"], &ben["phone"], &ben["contact"]), (&json!("Head rigger"), &json!(""), &json!(true)));
    home.ask(&["crew", "archive", text(&crew)]).answer();
    home.ask(&["crew", "restore", text(&crew)]).answer();

    let table = home.file("crew.csv", "First name,Last name,E-mail\nCleo,Moreau,cleo@x.example\nDai,Ito,\n".as_bytes());
    assert_eq!(
        home.ask(&[&["crew", "import", &table][..], &tide].concat()).answer()["crew"].as_array().unwrap().len(),
        2
    );
    let cards = home.file("crew.vcf", b"BEGIN:VCARD\nVERSION:4.0\nFN:Eva Lund\nEND:VCARD\n");
    home.ask(&[&["crew", "import", &cards][..], &tide].concat()).answer();
    let all = home.ask(&[&["crew", "list"][..], &tide].concat()).answer();
    let last: Vec<&str> = all.as_array().unwrap().iter().map(|row| text(&row["last"])).collect();
    for name in ["Okafor", "Moreau", "Ito", "Lund"] {
        assert!(last.contains(&name), "{last:?}");
    }
    let people = home.ask(&["person", "list"]).answer();
    assert_eq!(people[0]["name"], "Ana Ruiz");
}

#[test]
fn the_main_job_from_a_placeholder_to_an_approval() {
    let home = Home::with_event();
    home.ask(&["collaborator", "add", "Rig & Co"]).answer();
    let create =
        ["deliverable", "create", "Rigging plot", "--to", "Rig & Co", "--due", "2027-06-01", "--format", "pdf"];
    let file =
        home.ask(&[&create[..], &["--criterion", "Loads per point", "--reviewer", "me"]].concat()).answer()["file"]
            .clone();

    let row = home.ask(&["file", "list", "--deliverables"]).answer()[0].clone();
    let keys = [
        "file",
        "name",
        "kind",
        "status",
        "version_number",
        "due_at",
        "overdue",
        "assigned_to",
        "ball_in_court",
        "forked",
        "where",
    ];
    has(&row, &keys);
    has(&row["where"], &["here", "peers", "relay"]);
    assert_eq!((&row["file"], &row["kind"], &row["status"]), (&file, &json!("deliverable"), &json!("incomplete")));
    assert_eq!(
        row["due_at"], "2027-06-01T23:59:00+02:00",
        "a day without a time is its last minute, with the event's offset"
    );

    let pdf = home.file("plot äé مسرح.pdf", b"%PDF-1.4\nfirst\n");
    let first = home.ask(&["deliver", "Rigging plot", &pdf, "--note", "First try", "--revision", "Rev A"]).answer();
    has(&first, &["file", "version", "number", "formats"]);
    assert_eq!((&first["number"], &first["formats"][0]["extension"]), (&json!(1), &json!("pdf")));
    has(&first["formats"][0], &["hash", "size", "name", "extension"]);
    let same = home.ask(&["deliver", "Rigging plot", &pdf]).answer();
    assert_eq!(same["same_as"], first["version"]);

    let comment =
        home.ask(&["comment", "add", "Rigging plot", "Point 4 is over the limit"]).answer()["comment"].clone();
    home.ask(&["comment", "edit", text(&comment), "Point 5 is over the limit"]).answer();
    let changes = home.ask(&["review", "Rigging plot", "request-changes", "--reason", "See the comment"]).answer();
    has(&changes, &["file", "version", "status"]);
    assert_eq!(changes["status"], "changes_requested");
    home.ask(&["comment", "resolve", text(&comment), "--file", "Rigging plot"]).answer();
    assert_eq!(home.ask(&["undo", "deliver", "Rigging plot"]).fault(3, "refused")["code"], "cannot_undo");

    let relative = home.file("plot b.pdf", b"%PDF-1.4\nsecond\n");
    assert!(relative.ends_with("plot b.pdf"));
    assert_eq!(
        home.ask(&["file", "version", "Rigging plot", "plot b.pdf"]).answer()["number"],
        2,
        "relative to where the command stands"
    );
    let drawing = home.file("plot b.dwg", b"AC1032 drawing");
    home.ask(&["file", "format", "Rigging plot", &drawing]).answer();
    home.ask(&["file", "format-remove", "Rigging plot", "dwg"]).answer();
    let approved = home.ask(&["review", "Rigging plot", "approve", "--version", "2"]).answer();
    assert_eq!(approved["status"], "approved");

    let show = home.ask(&["file", "show", text(&file)]).answer();
    has(&show, &keys);
    has(&show, &["description", "criteria", "reviewers", "versions", "associations"]);
    assert_eq!(show["versions"].as_array().unwrap().len(), 2);
    let (latest, before) = (&show["versions"][0], &show["versions"][1]);
    has(latest, &["version", "number", "label", "status", "by", "made_at", "formats", "comments", "reviews"]);
    assert_eq!((&latest["label"], &latest["status"]), (&json!("v2"), &json!("approved")));
    assert_eq!(
        (&before["comments"][0]["body"], &before["comments"][0]["resolved"]),
        (&json!("Point 5 is over the limit"), &json!(true))
    );
    has(&show["reviewers"][0], &["person", "name", "answer", "at"]);
    assert!(text(&latest["made_at"]).contains('T'));

    let saved = home.ask(&["file", "save", "Rigging plot", "--version", "1", "--to", "copy.pdf"]).answer();
    has(&saved, &["path", "hash"]);
    assert_eq!(saved["hash"], first["formats"][0]["hash"]);
    assert_eq!(std::fs::read(home.outside().join("copy.pdf")).unwrap(), b"%PDF-1.4\nfirst\n");

    let removed = home.ask(&["reviewer", "remove", "Rigging plot", "me", "--reason", "Only for the test"]).answer();
    has(&removed, &["file", "status"]);
    assert_eq!(home.ask(&["reviewer", "add", "Rigging plot", "Ana Ruiz"]).answer()["file"], file);
    let log = home.ask(&["log", "Rigging plot", "--since", "2020-01-01"]).answer();
    has(&log[0], &["op", "verb", "subject", "by", "device", "made_at", "first_seen_at", "state"]);
    assert!(log.as_array().unwrap().len() >= 7, "{log}");
    let board = home.ask(&["dashboard"]).answer();
    has(&board, &["i_owe", "owed_to_me", "waiting_for_my_review", "next", "changed"]);
    has(&home.ask(&["search", "rigg"]).answer()[0], &["kind", "id", "title", "where"]);
}

#[test]
fn files_lie_in_folders_and_can_be_put_away() {
    let home = Home::with_event();
    home.ask(&["area", "add", "Main stage"]).answer();
    home.ask(&["folder", "add", "Plans", "--drive", "area:Main stage"]).answer();
    home.ask(&["folder", "add", "Old", "--drive", "area:Main stage", "--in", "Plans"]).answer();
    home.ask(&["folder", "rename", "Old", "Older"]).answer();
    let paths = [home.file("a.txt", b"a"), home.file("b.txt", b"b")];
    let made =
        home.ask(&["file", "add", &paths[0], &paths[1], "--drive", "area:Main stage", "--folder", "Plans"]).answer();
    assert_eq!(made.as_array().unwrap().len(), 2);
    has(&made[0], &["file", "version", "number", "formats"]);
    let file = text(&made[0]["file"]).to_owned();
    home.ask(&["file", "rename", &file, "Site plan"]).answer();
    home.ask(&["file", "describe", "Site plan", "With the north gate"]).answer();
    home.ask(&["file", "move", "Site plan", "--to", "Older"]).answer();
    home.ask(&["folder", "move", "Older"]).answer();
    home.ask(&["file", "archive", "Site plan"]).answer();
    assert_eq!(home.ask(&["file", "list"]).answer().as_array().unwrap().len(), 1);
    assert_eq!(home.ask(&["file", "list", "--archived"]).answer()[0]["name"], "Site plan");
    home.ask(&["file", "restore", "Site plan"]).answer();
    home.ask(&["undo", "deliver", "Site plan"]);
    assert_eq!(
        home.ask(&["folder", "list"])
            .answer()
            .as_array()
            .unwrap()
            .iter()
            .filter(|drive| drive["name"] == "Main stage")
            .count(),
        1
    );
    let listed = home.ask(&["file", "list", "--search", "site", "--drive", "area:Main stage"]).answer();
    assert_eq!(listed.as_array().unwrap().len(), 1);
}

#[test]
fn a_deliverable_can_be_changed_and_waived() {
    let home = Home::with_event();
    home.ask(&["area", "add", "Main stage"]).answer();
    home.ask(&["deliverable", "create", "Plot", "--to", "Tide Productions", "--due", "2027-06-01T12:00"]).answer();
    home.ask(&[
        "deliverable",
        "set",
        "Plot",
        "--due",
        "2027-06-02T09:30",
        "--area",
        "Main stage",
        "--permit",
        "Fire office",
    ])
    .answer();
    let row = home.ask(&["file", "show", "Plot"]).answer();
    assert_eq!((&row["due_at"], &row["permit"]), (&json!("2027-06-02T09:30:00+02:00"), &json!("Fire office")));
    assert_eq!(row["area"]["name"], "Main stage");
    home.ask(&["deliverable", "set", "Plot", "--area", ""]).answer();
    assert_eq!(home.ask(&["file", "show", "Plot"]).answer()["area"], Value::Null);
    home.ask(&["deliverable", "waive", "Plot", "--reason", "Not needed"]).answer();
    assert_eq!(home.ask(&["file", "show", "Plot"]).answer()["waived"], true);
    home.ask(&["deliverable", "waive", "Plot", "--undo"]).answer();
    assert_eq!(home.ask(&["file", "show", "Plot"]).answer()["waived"], false);
}

#[test]
fn what_is_kept_can_be_checked_and_taken_elsewhere() {
    let home = Home::with_event();
    let pdf = home.file("a.pdf", b"%PDF-1.4\n");
    let file = text(&home.ask(&["file", "add", &pdf]).answer()[0]["file"]).to_owned();
    for words in
        [&["check"][..], &["check", "--read-data"], &["check", "--read-data-subset", "50%"], &["check", "--rebuild"]]
    {
        let checked = home.ask(words).answer();
        has(&checked, &["ok", "files_checked", "problems"]);
        assert_eq!(checked["ok"], true, "{words:?} {checked}");
    }
    let out = home.ask(&["document", "export", &file, "--as", "json", "--out", "file.json"]).answer();
    has(&out, &["path", "heads"]);
    let content: Value = serde_json::from_slice(&std::fs::read(text(&out["path"])).unwrap()).unwrap();
    assert!(content.is_object());
    home.ask(&["document", "export", &file, "--as", "automerge", "--out", "file.automerge"]).answer();
    let magic = std::fs::read(home.outside().join("file.automerge")).unwrap();
    assert!(magic.starts_with(&[0x85, 0x6f, 0x4a, 0x83]), "an Automerge file begins so");
    let over = home.ask(&["document", "export", &file, "--as", "json", "--out", "file.json"]);
    assert_eq!(over.fault(1, "failed")["code"], "cannot_write", "a file that is there is not written over");

    home.ask(&["settings", "set", "theme", "backstage"]).answer();
    assert_eq!(home.ask(&["settings", "get", "theme"]).answer()["value"], "backstage");
    home.ask(&["settings", "set", "theme"]).answer();
    assert_eq!(home.ask(&["settings", "get", "theme"]).answer()["value"], Value::Null);
    assert_eq!(home.ask(&["call", "event.list"]).answer()[0]["name"], "Harbour Nights");
}

#[test]
fn the_example_event_is_full() {
    let home = Home::empty();
    home.ask(&["init", "--name", "Ana Ruiz"]).answer();
    has(&home.ask(&["event", "example"]).answer(), &["event", "collaborator"]);
    let rows = home.ask(&["file", "list", "--deliverables"]).answer();
    assert!(rows.as_array().unwrap().len() >= 40, "{}", rows.as_array().unwrap().len());
}

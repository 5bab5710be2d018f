//! Bad input: each a clear refusal with its code, and nothing changed.

use api::Caller;
use model::command::{Command, FileAdd, Taken};
use model::decide::Given;
use model::id::BlobHash;
use offstage_tests::{Device, pdf, text};
use serde_json::{Value, json};
use std::fs;
use std::io::Write as _;
use std::process::Command as Program;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// An event with one of everything.
struct Stage {
    ana: Device,
    event: String,
    rig: String,
    area: String,
    file: String,
    folder: String,
    crew: String,
}

impl Stage {
    fn new() -> Self {
        let ana = Device::of("Ana Ruiz");
        let (event, rig, file) = ana.with_deliverable();
        let area = text(&ana.ok("area.add", json!({ "event": event, "name": "Main stage" }))["area"]);
        let folder = text(
            &ana.ok("folder.add", json!({ "event": event, "drive": { "of": "event" }, "name": "Drawings" }))["folder"],
        );
        let crew = text(
            &ana.ok("crew.add", json!({ "event": event, "collaborator": rig, "first": "Bo", "last": "Lang" }))["crew"],
        );
        Self { ana, event, rig, area, file, folder, crew }
    }

    fn delivered(&self, name: &str) -> Value {
        self.ana.write(name, &pdf(name));
        self.ana.ok("deliver", json!({ "file": self.file, "files": [{ "path": name }] }))
    }

    /// Every way to write a name, with the name left open.
    fn namings(&self, name: &str) -> Vec<(&'static str, Value)> {
        let (event, rig) = (&self.event, &self.rig);
        vec![
            (
                "event.create",
                json!({ "name": name, "zone": "Europe/Berlin", "from": "2027-06-10", "to": "2027-06-12", "collaborator": "Tide" }),
            ),
            (
                "event.create",
                json!({ "name": "Nights", "zone": "Europe/Berlin", "from": "2027-06-10", "to": "2027-06-12", "collaborator": name }),
            ),
            ("event.set", json!({ "event": event, "name": name })),
            ("area.add", json!({ "event": event, "name": name })),
            ("area.set", json!({ "event": event, "area": self.area, "name": name })),
            ("collaborator.add", json!({ "event": event, "name": name })),
            ("collaborator.set", json!({ "event": event, "collaborator": rig, "name": name })),
            ("crew.add", json!({ "event": event, "collaborator": rig, "first": name, "last": "" })),
            ("crew.set", json!({ "event": event, "collaborator": rig, "crew": self.crew, "first": name, "last": "" })),
            ("folder.add", json!({ "event": event, "drive": { "of": "event" }, "name": name })),
            (
                "folder.rename",
                json!({ "event": event, "drive": { "of": "event" }, "folder": self.folder, "name": name }),
            ),
            ("deliverable.create", json!({ "event": event, "name": name, "to": rig, "due": "2027-06-01" })),
            ("deliverable.set", json!({ "file": self.file, "name": name })),
            ("deliverable.set", json!({ "file": self.file, "criteria": [{ "text": name }] })),
            ("file.rename", json!({ "file": self.file, "name": name })),
            ("person.rename", json!({ "event": event, "name": name })),
        ]
    }
}

#[test]
fn names_that_are_empty_too_long_or_hide_what_they_say_are_refused_wherever_a_name_is_written() {
    let s = Stage::new();
    let long = "x".repeat(201);
    for (code, name) in [
        ("empty", ""),
        ("empty", " \u{200B} "),
        ("too_long", long.as_str()),
        ("bad_character", "plot\u{202E}fdp.exe"),
        ("bad_character", "a\u{7}b"),
        ("bad_character", "two\nlines"),
    ] {
        for (call, ask) in s.namings(name) {
            // An optional name may be left empty, but not be an invisible character.
            let error = s.ana.refused(code, call, ask);
            assert_eq!(error.kind, "refused", "{call} with {name:?}");
        }
    }
    assert_eq!(s.ana.ok("whoami", json!({}))["name"], "Ana Ruiz");
    s.ana.expect_sound();
}

#[test]
fn a_device_is_not_set_up_with_a_bad_name_and_not_twice() {
    let device = Device::bare();
    device.refused("empty", "init", json!({ "name": "  " }));
    device.refused("bad_character", "init", json!({ "name": "Ana\u{2066}" }));
    device.refused("not_set_up", "event.create", json!({ "name": "Nights", "zone": "Europe/Berlin", "from": "2027-06-10", "to": "2027-06-12", "collaborator": "Tide" }));
    device.ok("init", json!({ "name": "Ana Ruiz" }));
    device.refused("already_set_up", "init", json!({ "name": "Bea Lind" }));
    assert_eq!(device.ok("whoami", json!({}))["name"], "Ana Ruiz");
}

#[test]
fn dates_that_do_not_exist_or_end_before_they_start_are_refused() {
    let s = Stage::new();
    let error = s.ana.refused(
        "no_such_time",
        "deliverable.create",
        json!({ "event": s.event, "name": "Plot", "to": s.rig, "due": "2027-03-28T02:30" }),
    );
    assert_eq!(
        (error.facts["zone"].as_str(), error.facts["next"].as_str()),
        (Some("Europe/Berlin"), Some("2027-03-28 03:00"))
    );
    s.ana.refused("no_such_time", "deliverable.set", json!({ "file": s.file, "due": "2027-03-28T02:59" }));
    s.ana.refused("not_a", "deliverable.set", json!({ "file": s.file, "due": "2027-02-30" }));
    s.ana.refused("not_a", "deliverable.set", json!({ "file": s.file, "due": "tomorrow" }));
    s.ana.refused(
        "end_before_start",
        "event.set",
        json!({ "event": s.event, "from": "2027-06-12", "to": "2027-06-10" }),
    );
    s.ana.refused("end_before_start", "event.set", json!({ "event": s.event, "to": "2027-06-09" }));
    s.ana.refused("end_before_start", "event.create", json!({ "name": "Nights", "zone": "Europe/Berlin", "from": "2027-06-12", "to": "2027-06-10", "collaborator": "Tide" }));
    s.ana.refused("not_a", "event.set", json!({ "event": s.event, "zone": "Mars/Olympus" }));
    s.ana.refused("out_of_range", "event.set", json!({ "event": s.event, "lead_days": 61 }));
    s.ana.refused("out_of_range", "deliverable.set", json!({ "file": s.file, "lead_days": -1 }));
    s.ana.refused("not_a", "deliverable.set", json!({ "file": s.file, "formats": ["../pdf"] }));
    s.ana.refused(
        "not_a",
        "crew.add",
        json!({ "event": s.event, "collaborator": s.rig, "first": "Bo", "last": "", "email": "bo at home" }),
    );
}

#[test]
fn texts_that_are_empty_or_too_long_are_refused() {
    let s = Stage::new();
    s.delivered("one.pdf");
    let comment = text(&s.ana.ok("comment.add", json!({ "file": s.file, "body": "Fine." }))["comment"]);
    for (code, body) in [
        ("empty", " \n ".to_owned()),
        ("too_long", "x".repeat(16_001)),
        ("bad_character", "a\u{0}b".to_owned()),
        ("bad_character", "a\u{202A}b".to_owned()),
    ] {
        s.ana.refused(code, "comment.add", json!({ "file": s.file, "body": body }));
        s.ana.refused(code, "comment.edit", json!({ "file": s.file, "comment": comment, "body": body }));
    }
    s.ana.refused("too_long", "file.describe", json!({ "file": s.file, "description": "x".repeat(16_001) }));
    s.ana.refused("too_long", "event.set", json!({ "event": s.event, "notes": "x".repeat(16_001) }));
    s.ana.refused("empty", "deliverable.waive", json!({ "file": s.file }));
}

#[test]
fn what_is_no_readable_file_is_refused_with_what_it_is() {
    let s = Stage::new();
    let outside = s.ana.outside().to_path_buf();
    s.ana.write("empty.pdf", b"");
    fs::create_dir(outside.join("folder.pdf")).unwrap();
    assert!(Program::new("mkfifo").arg(outside.join("pipe.pdf")).status().unwrap().success());
    let _listener = std::os::unix::net::UnixListener::bind(outside.join("socket.pdf")).unwrap();
    std::os::unix::fs::symlink("round.pdf", outside.join("about.pdf")).unwrap();
    std::os::unix::fs::symlink("about.pdf", outside.join("round.pdf")).unwrap();
    std::os::unix::fs::symlink("nowhere.pdf", outside.join("dangling.pdf")).unwrap();
    let cases = [
        ("empty_file", "empty.pdf"),
        ("not_a_file", "folder.pdf"),
        ("vanished", "gone.pdf"),
        ("vanished", "dangling.pdf"),
        ("not_a_file", "/dev/zero"),
        ("not_a_file", "pipe.pdf"),
        ("not_a_file", "socket.pdf"),
        ("link_loop", "round.pdf"),
    ];
    for (code, path) in cases {
        for (call, ask) in [
            ("deliver", json!({ "file": s.file, "files": [{ "path": path }] })),
            ("file.add", json!({ "event": s.event, "files": [{ "path": path }] })),
        ] {
            let error = s.ana.refused(code, call, ask);
            assert_eq!(error.kind, "failed", "{path}: {}", error.message);
            assert!(error.message.contains(path.rsplit('/').next().unwrap()), "{}", error.message);
        }
    }
    s.ana.refused("no_file", "deliver", json!({ "file": s.file, "files": [] }));
    s.ana.expect_sound();
}

#[test]
fn a_file_that_changes_while_it_is_read_is_not_taken() {
    let s = Stage::new();
    let path = s.ana.write("growing.bin", &vec![7; 16 << 20]);
    let stop = Arc::new(AtomicBool::new(false));
    let writer = std::thread::spawn({
        let stop = Arc::clone(&stop);
        move || {
            let mut file = fs::OpenOptions::new().append(true).open(path).unwrap();
            while !stop.load(Ordering::Relaxed) {
                file.write_all(&[8; 512]).unwrap();
                std::thread::sleep(std::time::Duration::from_micros(200));
            }
        }
    });
    s.ana.refused("changed_while_read", "deliver", json!({ "file": s.file, "files": [{ "path": "growing.bin" }] }));
    stop.store(true, Ordering::Relaxed);
    writer.join().unwrap();
    assert_eq!(s.ana.show(&s.file)["row"]["status"], "incomplete");
    s.ana.expect_sound();
    s.ana.ok("deliver", json!({ "file": s.file, "files": [{ "path": "growing.bin" }] }));
}

#[test]
fn a_search_that_matches_very_many_rows_answers_its_first_ones() {
    const MANY: u32 = 3_000;
    let s = Stage::new();
    let event = s.event.parse().unwrap();
    let taken: Vec<Taken> = (0..MANY)
        .map(|n| Taken {
            hash: BlobHash(*blake3::hash(&n.to_le_bytes()).as_bytes()),
            size: 1,
            name: format!("Truss sheet {n}.pdf"),
            extension: "pdf".into(),
            sniffed: "application/pdf".into(),
        })
        .collect();
    for part in taken.chunks(1_000) {
        let part = part.to_vec();
        let add = Command::from(FileAdd {
            event,
            drive: None,
            folder: None,
            name: None,
            files: Vec::new(),
            note: None,
            revision: None,
        });
        let given = Given::new(engine::desk::now(), engine::desk::entropy().unwrap());
        s.ana.api.desk().engine(move |engine| engine.command(&add, &part, &[], given)).unwrap();
    }
    let begun = std::time::Instant::now();
    for words in ["truss", "t", "truss sheet", "sheet 1"] {
        let found = s.ana.ok("search", json!({ "text": words, "limit": 4_000_000_000_u32 }));
        assert_eq!(found.as_array().map(Vec::len), Some(200), "{words}");
    }
    let page = s.ana.ok("file.list", json!({ "event": s.event, "search": "truss", "limit": 4_000_000_000_u32 }));
    assert_eq!((page["total"].as_u64(), page["rows"].as_array().map(Vec::len)), (Some(u64::from(MANY)), Some(1_000)));
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    assert_eq!(s.ana.ok("search", json!({ "text": "\"'*()-^ OR NEAR: \u{0}" })), json!([]));
    assert_eq!(s.ana.ok("search", json!({ "text": "" })), json!([]));
}

#[test]
fn json_that_lies_about_types_or_says_more_than_is_known_is_not_understood() {
    let s = Stage::new();
    let before = s.ana.dump();
    for (call, ask) in [
        (
            "event.create",
            json!({ "name": 7, "zone": "Europe/Berlin", "from": "2027-06-10", "to": "2027-06-12", "collaborator": "Tide" }),
        ),
        ("event.create", json!({ "name": "Nights" })),
        ("event.create", json!(["Nights", "Europe/Berlin"])),
        ("event.create", json!("Nights")),
        ("event.set", json!({ "event": s.event, "lead_days": "three" })),
        ("event.set", json!({ "event": s.event, "lead_days": 3.5 })),
        ("event.set", json!({ "event": s.event, "strict_formats": "yes" })),
        ("event.set", json!({ "event": s.event, "surprise": true })),
        ("event.show", json!({ "event": 12 })),
        ("event.show", json!({ "event": s.file })),
        ("event.show", json!({ "event": "evt_" })),
        ("file.show", json!({ "file": "doc_ÄÖÜ" })),
        ("file.show", json!({ "file": "../../etc/passwd" })),
        ("file.show", json!({ "file": { "deep": [[[[]]]] } })),
        ("file.list", json!({ "event": s.event, "offset": -1 })),
        ("file.list", json!({ "event": s.event, "limit": 1e99 })),
        ("file.list", json!({ "event": s.event, "group": "colour" })),
        ("file.list", json!({ "event": s.event, "drive": { "of": "moon" } })),
        ("deliver", json!({ "file": s.file, "files": "one.pdf" })),
        ("deliver", json!({ "file": s.file, "files": [{ "path": "a", "token": "b" }] })),
        ("deliver", json!({ "file": s.file, "files": [{ "url": "http://example.org" }] })),
        ("review", json!({ "file": s.file, "answer": "maybe" })),
        ("comment.resolve", json!({ "file": s.file, "comment": "ent_x", "resolved": 1 })),
        ("reviewer.add", json!({ "file": s.file, "person": s.rig })),
        ("collaborator.add", json!({ "event": s.event, "name": "X", "modules": ["teleport"] })),
        ("whoami", json!({ "extra": 1 })),
        ("whoami", json!([1])),
        ("preview.show", json!({ "hash": "abc" })),
        ("search", json!({ "text": null })),
        ("log", json!({ "since": "yesterday" })),
    ] {
        let error = s.ana.no(call, ask.clone());
        assert_eq!((error.kind, error.code.as_str()), ("used_wrongly", "bad_shape"), "{call} {ask}: {}", error.message);
    }
    let error = s.ana.no("event.destroy", json!({}));
    assert_eq!((error.kind, error.code.as_str()), ("used_wrongly", "no_such_call"));
    assert!(before == s.ana.dump());
}

#[test]
fn a_page_names_files_by_token_only_and_a_token_that_is_not_known_is_gone() {
    let s = Stage::new();
    let path = s.ana.write("one.pdf", &pdf("one"));
    let before = s.ana.dump();
    for files in [json!([{ "path": "one.pdf" }]), json!([{ "path": path }]), json!([{ "path": "/etc/passwd" }])] {
        let error = s.ana.api.call(&Caller::Page, "deliver", json!({ "file": s.file, "files": files })).unwrap_err();
        assert_eq!((error.kind, error.code.as_str()), ("refused", "path_from_page"));
    }
    assert_eq!(
        s.ana.api.call(&Caller::Page, "file.save", json!({ "file": s.file, "to": "/tmp/x" })).unwrap_err().kind,
        "refused"
    );
    for token in ["tok_00000000000000000000000000000000", "", "../one.pdf"] {
        s.ana.refused("token_gone", "deliver", json!({ "file": s.file, "files": [{ "token": token }] }));
        s.ana.refused("token_gone", "intake.show", json!({ "tokens": [token] }));
    }
    assert!(before == s.ana.dump());
    let token = s.ana.api.desk().take_in_hand(path).unwrap();
    let made =
        s.ana.api.call(&Caller::Page, "deliver", json!({ "file": s.file, "files": [{ "token": token }] })).unwrap();
    assert_eq!(made["number"], 1);
}

#[test]
fn ids_that_name_nothing_here_are_not_found_whatever_they_name() {
    let s = Stage::new();
    s.delivered("one.pdf");
    let one = |prefix: &str, bytes: usize| format!("{prefix}{}", "0".repeat((bytes * 8).div_ceil(5)));
    let (event, scope, file, person, entry) =
        (one("evt_", 32), one("sco_", 32), one("doc_", 32), one("per_", 32), one("ent_", 16));
    let drive = json!({ "of": "event" });
    for (call, ask) in [
        ("event.show", json!({ "event": event })),
        ("event.set", json!({ "event": event, "name": "X" })),
        ("event.archive", json!({ "event": event })),
        ("area.add", json!({ "event": event, "name": "X" })),
        ("area.set", json!({ "event": s.event, "area": scope, "name": "X" })),
        ("area.archive", json!({ "event": s.event, "area": scope })),
        ("collaborator.set", json!({ "event": s.event, "collaborator": scope, "name": "X" })),
        ("collaborator.archive", json!({ "event": s.event, "collaborator": scope })),
        ("crew.add", json!({ "event": s.event, "collaborator": scope, "first": "A", "last": "B" })),
        ("crew.set", json!({ "event": s.event, "collaborator": s.rig, "crew": entry, "first": "A" })),
        ("crew.archive", json!({ "event": s.event, "collaborator": s.rig, "crew": entry })),
        ("folder.add", json!({ "event": s.event, "drive": drive, "parent": entry, "name": "X" })),
        ("folder.rename", json!({ "event": s.event, "drive": drive, "folder": entry, "name": "X" })),
        ("folder.move", json!({ "event": s.event, "drive": drive, "folder": entry })),
        ("folder.move", json!({ "event": s.event, "drive": drive, "folder": s.folder, "parent": entry })),
        ("folder.add", json!({ "event": s.event, "drive": { "of": "collaborator", "id": scope }, "name": "X" })),
        ("file.show", json!({ "file": file })),
        ("file.rename", json!({ "file": file, "name": "X" })),
        ("file.move", json!({ "file": s.file, "folder": entry })),
        ("deliverable.create", json!({ "event": s.event, "name": "X", "to": scope, "due": "2027-06-01" })),
        (
            "deliverable.create",
            json!({ "event": s.event, "name": "X", "to": s.rig, "due": "2027-06-01", "area": scope }),
        ),
        (
            "deliverable.create",
            json!({ "event": s.event, "name": "X", "to": s.rig, "due": "2027-06-01", "folder": entry }),
        ),
        (
            "deliverable.create",
            json!({ "event": s.event, "name": "X", "to": s.rig, "due": "2027-06-01", "reviewers": [{ "person": person }] }),
        ),
        ("deliverable.set", json!({ "file": s.file, "to": scope })),
        ("deliverable.set", json!({ "file": s.file, "area": scope })),
        ("deliver.undo", json!({ "file": s.file, "version": entry })),
        ("format.remove", json!({ "file": s.file, "format": entry })),
        ("comment.add", json!({ "file": s.file, "version": entry, "body": "X" })),
        ("comment.add", json!({ "file": s.file, "reply_to": entry, "body": "X" })),
        ("comment.edit", json!({ "file": s.file, "comment": entry, "body": "X" })),
        ("comment.resolve", json!({ "file": s.file, "comment": entry })),
        ("reviewer.add", json!({ "file": s.file, "person": person })),
        ("reviewer.remove", json!({ "file": s.file, "person": person })),
        ("work.cancel", json!({ "work": "work-99" })),
        ("document.export", json!({ "document": file, "form": "json" })),
        ("resolve", json!({ "kind": "file", "name": "No such thing" })),
    ] {
        let error = s.ana.refused("not_found", call, ask);
        assert_eq!(error.kind, "refused", "{call}");
    }
    // The event's own hash names a log, not a file.
    s.ana.refused("not_found", "file.rename", json!({ "file": s.event.replace("evt_", "doc_"), "name": "X" }));
}

#[test]
fn an_archived_event_refuses_every_change_and_is_whole_again_when_it_is_restored() {
    let s = Stage::new();
    s.delivered("one.pdf");
    s.ana.ok("event.archive", json!({ "event": s.event }));
    s.ana.expect_sound();
    s.ana.write("two.pdf", &pdf("two"));
    let namings = s.namings("Another name").into_iter().filter(|(call, _)| *call != "event.create");
    let others = [
        ("deliver", json!({ "file": s.file, "files": [{ "path": "two.pdf" }] })),
        ("comment.add", json!({ "file": s.file, "body": "X" })),
        ("reviewer.add", json!({ "file": s.file, "person": s.ana.me() })),
        ("file.archive", json!({ "file": s.file })),
        ("deliverable.waive", json!({ "file": s.file, "reason": "X" })),
        ("crew.archive", json!({ "event": s.event, "collaborator": s.rig, "crew": s.crew })),
        ("area.archive", json!({ "event": s.event, "area": s.area })),
        ("grant.add", json!({ "event": s.event, "person": s.ana.me(), "rights": ["Event:Read"] })),
    ];
    for (call, ask) in namings.chain(others) {
        s.ana.refused("archived", call, ask);
    }
    assert_eq!(
        s.ana.ok("whoami", json!({}))["name"],
        "Ana Ruiz",
        "a rename that was refused must not stick to the device"
    );
    s.ana.refused("already", "event.archive", json!({ "event": s.event }));
    s.ana.ok("event.restore", json!({ "event": s.event }));
    s.ana.refused("already", "event.restore", json!({ "event": s.event }));
    s.ana.ok("file.rename", json!({ "file": s.file, "name": "Rigging" }));
    s.ana.expect_sound();
}

#[test]
fn an_archived_file_refuses_every_change_until_it_is_restored() {
    let s = Stage::new();
    s.delivered("one.pdf");
    s.ana.ok("file.archive", json!({ "file": s.file }));
    s.ana.write("two.pdf", &pdf("two"));
    for (call, ask) in [
        ("deliver", json!({ "file": s.file, "files": [{ "path": "two.pdf" }] })),
        ("format.add", json!({ "file": s.file, "files": [{ "path": "two.pdf" }] })),
        ("deliver.undo", json!({ "file": s.file })),
        ("comment.add", json!({ "file": s.file, "body": "X" })),
        ("reviewer.add", json!({ "file": s.file, "person": s.ana.me() })),
        ("file.rename", json!({ "file": s.file, "name": "X" })),
        ("file.describe", json!({ "file": s.file, "description": "X" })),
        ("file.move", json!({ "file": s.file, "folder": s.folder })),
        ("deliverable.set", json!({ "file": s.file, "due": "2027-06-01" })),
        ("deliverable.waive", json!({ "file": s.file, "reason": "X" })),
        ("review", json!({ "file": s.file, "answer": "approved" })),
    ] {
        s.ana.refused("archived", call, ask);
    }
    s.ana.refused("already", "file.archive", json!({ "file": s.file }));
    s.ana.ok("file.restore", json!({ "file": s.file }));
    s.ana.refused("already", "file.restore", json!({ "file": s.file }));
    s.ana.expect_sound();
}

#[test]
fn a_delivery_is_taken_back_until_somebody_answers_comments_or_builds_on_it() {
    let s = Stage::new();
    s.ana.refused("no_version", "deliver.undo", json!({ "file": s.file }));
    s.delivered("one.pdf");
    s.ana.ok("deliver.undo", json!({ "file": s.file }));
    let show = s.ana.show(&s.file);
    assert_eq!(
        (show["row"]["status"].as_str(), show["versions"][0]["taken_back"].as_bool()),
        (Some("incomplete"), Some(true))
    );
    let first = text(&show["versions"][0]["version"]);
    s.ana.refused("already", "deliver.undo", json!({ "file": s.file, "version": first }));
    // Its number is not used again.
    let second = s.delivered("two.pdf");
    assert_eq!(second["number"], 2);
    s.ana.ok("comment.add", json!({ "file": s.file, "body": "Nice." }));
    s.ana.refused("cannot_undo", "deliver.undo", json!({ "file": s.file }));
    s.delivered("three.pdf");
    s.ana.refused("cannot_undo", "deliver.undo", json!({ "file": s.file, "version": second["version"] }));
    s.ana.ok("reviewer.add", json!({ "file": s.file, "person": s.ana.me() }));
    s.ana.ok("review", json!({ "file": s.file, "answer": "approved" }));
    s.ana.refused("cannot_undo", "deliver.undo", json!({ "file": s.file }));
    // Another's delivery is not mine to take back.
    let bea = Device::of("Bea Lind");
    s.ana.invites(&bea, &s.event, &["Event:Read", "Event:FilesAdmin"], None);
    s.delivered("four.pdf");
    bea.hears(&s.ana, &s.event);
    bea.refused("not_yours", "deliver.undo", json!({ "file": s.file }));
    s.ana.expect_sound();
}

#[test]
fn removing_a_reviewer_that_completes_the_approval_or_unblocks_it_wants_a_reason() {
    let s = Stage::new();
    let bea = Device::of("Bea Lind");
    s.ana.invites(&bea, &s.event, &["Event:Read", "Event:FilesRead"], None);
    s.delivered("one.pdf");
    for person in [s.ana.me(), bea.me()] {
        s.ana.ok("reviewer.add", json!({ "file": s.file, "person": person }));
    }
    s.ana.refused("already", "reviewer.add", json!({ "file": s.file, "person": bea.me() }));
    s.ana.ok("review", json!({ "file": s.file, "answer": "approved" }));
    let error =
        s.ana.refused("removal_reason_wanted", "reviewer.remove", json!({ "file": s.file, "person": bea.me() }));
    assert_eq!((error.facts["before"].as_str(), error.facts["after"].as_str()), (Some("Awaiting 1"), Some("Approved")));
    s.ana.refused(
        "removal_reason_wanted",
        "reviewer.remove",
        json!({ "file": s.file, "person": bea.me(), "reason": "  " }),
    );
    bea.hears(&s.ana, &s.event);
    bea.refused("reason_wanted", "review", json!({ "file": s.file, "answer": "changes_requested" }));
    bea.refused("already", "review", json!({ "file": s.file, "answer": "withdrawn" }));
    bea.refused("bad_shape", "review", json!({ "file": s.file, "answer": "chosen" }));
    bea.ok("review", json!({ "file": s.file, "answer": "changes_requested", "reason": "Too low" }));
    s.ana.hears(&bea, &s.event);
    s.ana.refused("removal_reason_wanted", "reviewer.remove", json!({ "file": s.file, "person": bea.me() }));
    let done = s.ana.ok("reviewer.remove", json!({ "file": s.file, "person": bea.me(), "reason": "Off the show" }));
    assert_eq!(done["status"], "approved");
    let log = s.ana.ok("log", json!({ "file": s.file }));
    assert!(text(&log[0]["words"]).contains("Off the show"), "{}", log[0]["words"]);
    s.ana.expect_sound();
}

#[test]
fn names_taken_folders_into_themselves_and_modules_that_are_off_are_refused() {
    let s = Stage::new();
    s.ana.refused("taken", "area.add", json!({ "event": s.event, "name": "MAIN stage" }));
    s.ana.refused("taken", "collaborator.add", json!({ "event": s.event, "name": "rig & co" }));
    s.ana.refused("taken", "folder.add", json!({ "event": s.event, "drive": { "of": "event" }, "name": "drawings" }));
    let inner = text(
        &s.ana.ok(
            "folder.add",
            json!({ "event": s.event, "drive": { "of": "event" }, "parent": s.folder, "name": "Old" }),
        )["folder"],
    );
    for parent in [&s.folder, &inner] {
        s.ana.refused(
            "into_itself",
            "folder.move",
            json!({ "event": s.event, "drive": { "of": "event" }, "folder": s.folder, "parent": parent }),
        );
    }
    s.ana.ok("collaborator.set", json!({ "event": s.event, "collaborator": s.rig, "modules": ["crew"] }));
    let error = s.ana.refused(
        "module_off",
        "deliverable.create",
        json!({ "event": s.event, "name": "Plot", "to": s.rig, "due": "2027-06-01" }),
    );
    assert_eq!(error.facts["module"], "files");
    s.ana.ok("collaborator.archive", json!({ "event": s.event, "collaborator": s.rig }));
    s.ana.refused(
        "archived",
        "deliverable.create",
        json!({ "event": s.event, "name": "Plot", "to": s.rig, "due": "2027-06-01" }),
    );
    // Its name is free again, and then it cannot come back under it.
    s.ana.ok("collaborator.add", json!({ "event": s.event, "name": "Rig & Co" }));
    s.ana.refused("taken", "collaborator.restore", json!({ "event": s.event, "collaborator": s.rig }));
    s.ana.expect_sound();
}

#[test]
fn the_same_bytes_again_make_nothing_unless_they_are_meant() {
    let s = Stage::new();
    let first = s.delivered("one.pdf");
    let before = s.ana.dump();
    let again = s.ana.ok("deliver", json!({ "file": s.file, "files": [{ "path": "one.pdf" }] }));
    assert_eq!((again["same_as"].as_str(), again["number"].as_u64()), (first["version"].as_str(), Some(1)));
    assert!(before == s.ana.dump());
    let meant = s.ana.ok("deliver", json!({ "file": s.file, "files": [{ "path": "one.pdf" }], "again": true }));
    assert_eq!((meant["number"].as_u64(), meant.get("same_as")), (Some(2), None));
    // Two files of one format are no delivery of one version.
    s.ana.write("other.pdf", &pdf("other"));
    s.ana.refused(
        "format_twice",
        "deliver",
        json!({ "file": s.file, "files": [{ "path": "one.pdf" }, { "path": "other.pdf" }] }),
    );
    s.ana.refused("format_twice", "format.add", json!({ "file": s.file, "files": [{ "path": "other.pdf" }] }));
    s.ana.expect_sound();
}

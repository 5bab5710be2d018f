//! Deliverables: due, delivered in several formats, labelled, waived.

use engine::Made;
use model::command::{CollaboratorAdd, Deliver, DeliverUndo, DeliverableCreate, DeliverableSet, EventCreate, EventSet};
use model::id::{DocumentId, EventId, ScopeId};
use offstage_tests::clocked::Clocked;
use offstage_tests::{Device, pdf, text};
use serde_json::json;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// Somebody alone with a clock: an event, its rigger and a deliverable due on a Friday at five.
fn clocked() -> (Clocked, EventId, ScopeId, DocumentId, i64) {
    let due = model::civil::due("2027-06-04T17:00", "Europe/Berlin").unwrap().at;
    let mut ana = Clocked::of("Ana Ruiz", due - 60 * DAY);
    let Made::Event(event, _) = ana.acts::<EventCreate>(json!({ "name": "Harbour Nights", "zone": "Europe/Berlin", "from": "2027-06-10", "to": "2027-06-12", "collaborator": "Tide" }), &[]) else { panic!("no event") };
    let Made::Scope(rig) = ana.acts::<CollaboratorAdd>(json!({ "event": event, "name": "Rig & Co" }), &[]) else {
        panic!("no collaborator")
    };
    let Made::File(file) = ana.acts::<DeliverableCreate>(
        json!({ "event": event, "name": "Plot", "to": rig, "due": "2027-06-04T17:00" }),
        &[],
    ) else {
        panic!("no deliverable")
    };
    (ana, event, rig, file, due)
}

#[test]
fn a_deliverable_becomes_due_soon_by_working_days_then_overdue_and_is_late_when_it_comes_at_last() {
    let (mut ana, event, _, file, due) = clocked();
    let at = |ana: &mut Clocked, now: i64| {
        ana.now = now;
        let row = ana.row(file);
        (row.due_soon, row.overdue, row.delivered_late)
    };
    // Three working days before Friday is Tuesday; Monday night is not soon yet.
    let tuesday = due - 17 * 60 * MINUTE - 3 * DAY;
    assert_eq!(at(&mut ana, tuesday - MINUTE), (false, false, false));
    assert_eq!(at(&mut ana, tuesday), (true, false, false));
    assert_eq!(at(&mut ana, due), (true, false, false));
    assert_eq!(at(&mut ana, due + MINUTE), (false, true, false));
    ana.acts::<EventSet>(json!({ "event": event, "lead_days": 5 }), &[]);
    // Five working days before Friday is the Friday before.
    assert_eq!(at(&mut ana, due - 6 * DAY), (true, false, false));
    ana.acts::<DeliverableSet>(json!({ "file": file, "lead_days": 0 }), &[]);
    assert_eq!(at(&mut ana, due - DAY), (false, false, false));
    ana.now = due + 2 * DAY;
    ana.acts::<Deliver>(json!({ "file": file, "files": [] }), &[("plot.pdf", b"%PDF-1.4 plot")]);
    assert_eq!(at(&mut ana, due + 3 * DAY), (false, false, true));
    ana.acts::<DeliverUndo>(json!({ "file": file }), &[]);
    assert_eq!(at(&mut ana, due + 3 * DAY), (false, true, false));
    ana.acts::<DeliverableSet>(json!({ "file": file, "due": "2027-06-08" }), &[]);
    // A day alone is its last minute.
    assert_eq!(ana.row(file).due_at, Some(model::civil::due("2027-06-08T23:59", "Europe/Berlin").unwrap().at));
    ana.acts::<Deliver>(json!({ "file": file, "files": [] }), &[("plot.pdf", b"%PDF-1.4 plot 2")]);
    assert_eq!(at(&mut ana, due + 30 * DAY), (false, false, false));
}

#[test]
fn counts_follow_the_clock_without_a_row_being_written() {
    let (ana, event, rig, _, due) = clocked();
    let overdue = |now: i64| {
        ana.home.readers().ask(|view| view.event_show(&event, now)).unwrap().map(|e| {
            (e.row.overdue, e.counts.overdue, e.collaborators.iter().find(|c| c.collaborator == rig).map(|c| c.overdue))
        })
    };
    assert_eq!(overdue(due), Some((0, 0, Some(0))));
    assert_eq!(overdue(due + MINUTE), Some((1, 1, Some(1))));
}

#[test]
fn one_version_has_several_formats_a_note_and_a_label_and_says_which_are_missing() {
    let ana = Device::of("Ana Ruiz");
    let (event, rig, _) = ana.with_deliverable();
    let wish = json!({ "event": event, "name": "Plot", "to": rig, "due": "2027-06-01", "formats": ["pdf", ".DWG", "pdf"], "description": "Scale 1:50", "criteria": [{ "text": "Loads per point" }, { "text": "North arrow", "required": false }], "permit": "City fire office" });
    let file = text(&ana.ok("deliverable.create", wish)["file"]);
    assert_eq!(ana.show(&file)["row"]["formats_wanted"], json!(["pdf", "dwg"]));
    ana.write("plot.pdf", &pdf("plot"));
    ana.write("plot.dwg", b"AC1032 drawing");
    ana.write("plot.txt", b"read me");
    ana.ok("deliver", json!({ "file": file, "files": [{ "path": "plot.pdf" }], "note": "First hang", "revision": "Rev A", "on_behalf_of": rig }));
    let show = ana.show(&file);
    assert_eq!(
        (
            show["row"]["formats_missing"].clone(),
            text(&show["versions"][0]["revision"]),
            text(&show["versions"][0]["note"]),
            text(&show["versions"][0]["on_behalf_of"])
        ),
        (json!(["dwg"]), "Rev A".into(), "First hang".into(), "Rig & Co".into())
    );
    ana.ok("format.add", json!({ "file": file, "files": [{ "path": "plot.dwg" }, { "path": "plot.txt" }] }));
    let show = ana.show(&file);
    assert_eq!(
        (show["row"]["formats_missing"].clone(), show["versions"][0]["formats"].as_array().map(Vec::len)),
        (json!([]), Some(3))
    );
    let text_format = show["versions"][0]["formats"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|f| f["extension"] == "txt")
        .cloned()
        .unwrap_or_default();
    ana.ok("format.remove", json!({ "file": file, "format": text_format["format"] }));
    assert_eq!(ana.show(&file)["row"]["formats"].as_array().map(Vec::len), Some(2));
    // With permit information formats are strict and an author's own answer does not count (decisions 3 and 8).
    ana.ok("reviewer.add", json!({ "file": file, "person": ana.me() }));
    ana.ok("review", json!({ "file": file, "answer": "approved" }));
    assert_eq!(
        (ana.show(&file)["row"]["status"].as_str(), ana.show(&file)["strict_formats"].as_bool()),
        (Some("awaiting_approval"), Some(true))
    );
    ana.ok("event.set", json!({ "event": event, "independent_review": false }));
    assert_eq!(ana.show(&file)["row"]["status"], "approved");
    assert_eq!(ana.show(&file)["versions"][0]["reviews"][0]["by_author"], true);
    ana.ok(
        "deliverable.set",
        json!({ "file": file, "criteria": [{ "text": "Loads per point" }, { "text": "Signed" }] }),
    );
    assert_eq!(ana.show(&file)["versions"][0]["reviews"][0]["criteria_changed"], true);
    ana.expect_sound();
}

#[test]
fn a_deliverable_is_waived_with_a_reason_and_wanted_again() {
    let ana = Device::of("Ana Ruiz");
    let (event, _, file) = ana.with_deliverable();
    ana.ok("deliverable.waive", json!({ "file": file, "reason": "House rig is used" }));
    let row = ana.show(&file)["row"].clone();
    assert_eq!(
        (text(&row["status_words"]), text(&row["waived_reason"]), row["ball_in_court"].clone()),
        ("Waived".into(), "House rig is used".into(), json!([]))
    );
    assert_eq!(ana.ok("event.show", json!({ "event": event }))["counts"]["all"], 0);
    ana.refused("already", "deliverable.waive", json!({ "file": file, "reason": "Again" }));
    ana.ok("deliverable.waive", json!({ "file": file, "waived": false }));
    assert_eq!(ana.show(&file)["row"]["status_words"], "Not delivered");
    ana.refused("already", "deliverable.waive", json!({ "file": file, "waived": false }));
    ana.expect_sound();
}

#[test]
fn an_optional_reviewers_silence_holds_nothing_up_and_their_request_for_changes_blocks() {
    let (ana, bea) = (Device::of("Ana Ruiz"), Device::of("Bea Lind"));
    let (event, _, file) = ana.with_deliverable();
    ana.invites(&bea, &event, &["Event:Read", "Event:FilesRead"], None);
    ana.write("one.pdf", &pdf("one"));
    ana.ok("deliver", json!({ "file": file, "files": [{ "path": "one.pdf" }] }));
    ana.ok("reviewer.add", json!({ "file": file, "person": ana.me() }));
    ana.ok("reviewer.add", json!({ "file": file, "person": bea.me(), "required": false }));
    ana.ok("review", json!({ "file": file, "answer": "approved" }));
    assert_eq!(ana.show(&file)["row"]["status"], "approved");
    bea.hears(&ana, &event);
    bea.ok("review", json!({ "file": file, "answer": "changes_requested", "reason": "Doors" }));
    ana.hears(&bea, &event);
    assert_eq!(ana.show(&file)["row"]["status"], "changes_requested");
    bea.ok("review", json!({ "file": file, "answer": "withdrawn" }));
    ana.hears(&bea, &event);
    assert_eq!(ana.show(&file)["row"]["status"], "approved");
    for who in [&ana, &bea] {
        who.expect_sound();
    }
}

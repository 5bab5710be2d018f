//! Cases 1 to 10, 17 and 18: delivering, answering, formats.

use crate::meeting::Meeting;
use engine::Made;
use model::command::{CollaboratorAdd, Deliver, DeliverableCreate, EventCreate, GrantAdd};
use model::decide::Draft;
use offstage_tests::clocked::Clocked;
use offstage_tests::{Device, pdf, text};
use serde_json::json;

#[test]
fn case_01_without_a_version_a_deliverable_is_incomplete_and_with_one_and_no_reviewers_it_reads_delivered() {
    let m = Meeting::new();
    m.expect("incomplete", "Not delivered");
    m.deliver(&m.bea, "one.pdf");
    m.expect("no_status", "Delivered");
}

#[test]
fn case_02_one_of_two_reviewers_approving_leaves_it_awaiting_and_both_approve_it() {
    let m = Meeting::with_reviewers(&[Meeting::bea, Meeting::chu]);
    m.expect("awaiting_approval", "Awaiting 2");
    m.says(&m.bea, "approved");
    m.expect("awaiting_approval", "Awaiting 1");
    m.says(&m.chu, "approved");
    m.expect("approved", "Approved");
}

#[test]
fn case_03_one_approves_one_asks_for_changes_and_neither_is_outstanding() {
    let m = Meeting::with_reviewers(&[Meeting::bea, Meeting::chu]);
    m.says(&m.bea, "approved");
    m.says(&m.chu, "changes_requested");
    m.expect("changes_requested", "Changes asked");
    assert_eq!(m.balls(&m.ana), [("Rig & Co".into(), "change".into())]);
}

#[test]
fn case_04_one_asks_for_changes_while_the_other_is_silent_and_still_listed() {
    let m = Meeting::with_reviewers(&[Meeting::bea, Meeting::chu]);
    m.says(&m.bea, "changes_requested");
    m.expect("changes_requested", "Changes asked");
    assert_eq!(m.balls(&m.ana), [("Rig & Co".into(), "change".into()), ("Chu Park".into(), "review".into())]);
}

#[test]
fn case_05_an_approval_replaces_the_same_persons_request_for_changes() {
    let m = Meeting::with_reviewers(&[Meeting::bea, Meeting::chu]);
    m.says(&m.bea, "approved");
    m.says(&m.chu, "changes_requested");
    m.expect("changes_requested", "Changes asked");
    m.says(&m.chu, "approved");
    m.expect("approved", "Approved");
}

#[test]
fn case_06_withdrawing_from_an_approved_version_makes_it_await_again() {
    let m = Meeting::with_reviewers(&[Meeting::bea, Meeting::chu]);
    m.says(&m.bea, "approved");
    m.says(&m.chu, "approved");
    m.expect("approved", "Approved");
    m.says(&m.bea, "withdrawn");
    m.expect("awaiting_approval", "Awaiting 1");
    assert_eq!(m.balls(&m.ana), [("Bea Lind".into(), "review".into())]);
}

#[test]
fn case_07_a_new_version_after_approval_awaits_with_an_empty_thread_and_the_first_stays_approved() {
    let m = Meeting::with_reviewers(&[Meeting::bea]);
    let first = text(&m.row(&m.ana)["version"]);
    m.bea.ok("comment.add", json!({ "file": m.file, "body": "Nice." }));
    m.says(&m.bea, "approved");
    m.meet();
    let second = m.deliver(&m.ana, "two.pdf");
    m.expect("awaiting_approval", "Awaiting 1");
    for who in [&m.ana, &m.bea, &m.chu] {
        let (old, new) = (m.version(who, &first), m.version(who, &second));
        assert_eq!((old["status"].as_str(), old["comments"].as_array().map(Vec::len)), (Some("approved"), Some(1)));
        assert_eq!(
            (new["status"].as_str(), new["comments"].as_array().map(Vec::len), new["number"].as_u64()),
            (Some("awaiting_approval"), Some(0), Some(2))
        );
    }
}

#[test]
fn case_08_a_reviewer_added_to_an_approved_version_makes_it_await() {
    let m = Meeting::with_reviewers(&[Meeting::bea]);
    m.says(&m.bea, "approved");
    m.expect("approved", "Approved");
    m.ana.ok("reviewer.add", json!({ "file": m.file, "person": m.chu.me() }));
    m.expect("awaiting_approval", "Awaiting 1");
}

#[test]
fn case_09_a_format_added_after_the_answer_is_not_covered_and_under_strict_formats_it_awaits() {
    let m = Meeting::with_reviewers(&[Meeting::bea]);
    m.says(&m.bea, "approved");
    m.meet();
    m.add_format(&m.ana, "one.dwg");
    m.expect("approved", "Approved (1 of 2 formats)");
    let formats = m.version(&m.bea, &text(&m.row(&m.bea)["version"]))["formats"].clone();
    let uncovered: Vec<_> = formats
        .as_array()
        .into_iter()
        .flatten()
        .filter(|f| f["uncovered"] == true)
        .map(|f| text(&f["extension"]))
        .collect();
    assert_eq!(uncovered, ["dwg"]);
    m.ana.ok("deliverable.set", json!({ "file": m.file, "strict_formats": true }));
    m.expect("awaiting_approval", "Awaiting 1");
    // Extending one's approval to the new format makes it whole again (d.5.5).
    m.says(&m.bea, "approved");
    m.expect("approved", "Approved");
}

#[test]
fn case_09_a_format_added_after_changes_were_asked_for_clears_nothing_in_either_mode() {
    let m = Meeting::with_reviewers(&[Meeting::bea]);
    m.says(&m.bea, "changes_requested");
    m.meet();
    m.add_format(&m.ana, "one.dwg");
    m.expect("changes_requested", "Changes asked");
    m.ana.ok("deliverable.set", json!({ "file": m.file, "strict_formats": true }));
    m.expect("changes_requested", "Changes asked");
}

#[test]
fn case_10_bytes_of_a_format_are_not_replaced_after_an_answer_and_go_in_as_a_new_version() {
    let m = Meeting::with_reviewers(&[Meeting::bea]);
    m.says(&m.bea, "approved");
    m.meet();
    let format = text(&m.version(&m.ana, &text(&m.row(&m.ana)["version"]))["formats"][0]["format"]);
    let error = m.ana.refused("answered", "format.remove", json!({ "file": m.file, "format": format }));
    assert!(error.message.contains("next version"), "{}", error.message);
    m.ana.write("other.pdf", &pdf("other"));
    let error = m.ana.no("format.add", json!({ "file": m.file, "files": [{ "path": "other.pdf" }] }));
    assert_eq!((error.kind, error.code.as_str()), ("refused", "answered"));
    m.expect("approved", "Approved");
    let made = m.ana.ok("deliver", json!({ "file": m.file, "files": [{ "path": "other.pdf" }] }));
    assert_eq!(made["number"], 2);
    m.expect("awaiting_approval", "Awaiting 1");
}

#[test]
fn case_17_delivered_offline_before_it_was_due_and_heard_of_after_is_not_late_and_shows_both_times() {
    let minute = 60_000;
    let due = model::civil::due("2027-06-04T17:00", "Europe/Berlin").unwrap().at;
    let begin = due - 40 * 24 * 60 * minute;
    let (mut ana, mut bea) = (Clocked::of("Ana Ruiz", begin), Clocked::of("Bea Lind", begin));
    let Made::Event(event, _) = ana.acts::<EventCreate>(json!({ "name": "Harbour Nights", "zone": "Europe/Berlin", "from": "2027-06-10", "to": "2027-06-12", "collaborator": "Tide" }), &[]) else { panic!("no event") };
    let Made::Scope(rig) = ana.acts::<CollaboratorAdd>(json!({ "event": event, "name": "Rig & Co" }), &[]) else {
        panic!("no collaborator")
    };
    ana.acts::<GrantAdd>(json!({ "event": event, "person": bea.me(), "rights": ["Event:Read"] }), &[]);
    ana.acts::<GrantAdd>(
        json!({ "event": event, "person": bea.me(), "rights": ["Collaborator:FilesEdit"], "on": rig }),
        &[],
    );
    let Made::File(file) = ana.acts::<DeliverableCreate>(
        json!({ "event": event, "name": "Plot", "to": rig, "due": "2027-06-04T17:00" }),
        &[],
    ) else {
        panic!("no deliverable")
    };
    bea.hears(&ana, event);
    bea.signs(event, vec![Draft::Device]);
    bea.now = due - 5 * minute;
    bea.acts::<Deliver>(json!({ "file": file, "files": [] }), &[("plot.pdf", b"%PDF-1.4 plot")]);
    ana.now = due + 60 * minute;
    assert!(ana.row(file).overdue, "before it is heard of, it is overdue");
    ana.now = due + 120 * minute;
    ana.hears(&bea, event);
    let (row, show) = (ana.row(file), ana.show(file));
    assert_eq!((row.overdue, row.delivered_late), (false, false));
    assert_eq!(
        (show.versions[0].made_at, show.versions[0].first_seen_at),
        (due - 5 * minute, Some(due + 120 * minute))
    );
}

#[test]
fn case_18_of_five_files_one_cannot_be_read_four_are_delivered_and_one_is_reported() {
    let ana = Device::of("Ana Ruiz");
    let (event, _, file) = ana.with_deliverable();
    for extension in ["pdf", "dwg", "png", "txt"] {
        ana.write(&format!("plot.{extension}"), extension.as_bytes());
    }
    std::fs::create_dir(ana.outside().join("plot.zip")).unwrap();
    let files: Vec<_> =
        ["pdf", "dwg", "zip", "png", "txt"].iter().map(|e| json!({ "path": format!("plot.{e}") })).collect();
    let made = ana.ok("deliver", json!({ "file": file, "files": files }));
    assert_eq!(made["formats"].as_array().map(Vec::len), Some(4));
    assert_eq!(made["not_taken"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (made["not_taken"][0]["name"].as_str(), made["not_taken"][0]["code"].as_str()),
        (Some("plot.zip"), Some("not_a_file"))
    );
    let made = ana.ok("file.add", json!({ "event": event, "files": files }));
    assert_eq!((made["made"].as_array().map(Vec::len), made["not_taken"].as_array().map(Vec::len)), (Some(4), Some(1)));
    ana.expect_sound();
}

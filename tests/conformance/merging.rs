//! Cases 11, 12, 13 and 20: what was done apart comes together.

use crate::meeting::Meeting;
use offstage_tests::{Device, text};
use serde_json::json;

#[test]
fn case_11_two_versions_made_apart_are_a_fork_that_never_reads_approved_until_somebody_chooses() {
    let m = Meeting::with_reviewers(&[Meeting::bea]);
    let (one, other) = (m.deliver(&m.ana, "two.pdf"), m.deliver(&m.chu, "two again.pdf"));
    m.meet();
    for who in [&m.ana, &m.bea, &m.chu] {
        assert_eq!(m.row(who)["forked"], true);
    }
    m.says_on(&m.bea, "approved", &one);
    m.says_on(&m.bea, "approved", &other);
    m.meet();
    for who in [&m.ana, &m.bea, &m.chu] {
        let row = m.row(who);
        assert_eq!((row["status"].as_str(), row["forked"].as_bool()), (Some("awaiting_approval"), Some(true)));
    }
    assert_eq!(
        m.ana.no("review", json!({ "file": m.file, "version": one, "answer": "approved" })).code,
        "not_a_reviewer"
    );
    assert_eq!(m.bea.no("review", json!({ "file": m.file, "answer": "approved" })).code, "ambiguous");
    m.chu.ok("version.choose", json!({ "file": m.file, "version": one }));
    m.expect("approved", "Approved");
    for who in [&m.ana, &m.bea, &m.chu] {
        assert_eq!(m.row(who)["version"], one.as_str());
        assert_eq!(m.version(who, &other)["not_taken"], true);
    }
}

#[test]
fn case_12_an_answer_given_offline_on_a_superseded_version_stays_with_it_and_the_file_follows_the_newer() {
    let m = Meeting::with_reviewers(&[Meeting::bea]);
    let second = m.deliver(&m.ana, "two.pdf");
    m.meet();
    // Bea is away: v3 is made while she approves v2.
    m.deliver(&m.ana, "three.pdf");
    m.says(&m.bea, "approved");
    m.expect("awaiting_approval", "Awaiting 1");
    for who in [&m.ana, &m.bea, &m.chu] {
        assert_eq!(m.version(who, &second)["status"], "approved");
        assert_eq!(m.row(who)["version_number"], 3);
    }
}

/// What a fresh device of Chu's says after hearing first one, then the other.
fn heard(m: &Meeting, first: &Device, then: &Device) -> (String, Vec<(String, String)>) {
    let fresh = Device::bare();
    let (person, device) = m
        .chu
        .api
        .desk()
        .engine(|e| Ok(e.me().map(|me| (*me.person_key.seed(), *me.device_key.seed()))))
        .unwrap()
        .unwrap();
    fresh
        .api
        .desk()
        .engine(move |e| e.set_up("Chu Park", "Second store", &person, &device, engine::desk::now()))
        .unwrap();
    fresh.hears(first, &m.event);
    fresh.hears(then, &m.event);
    (text(&m.row(&fresh)["status"]), m.balls(&fresh))
}

#[test]
fn case_13_a_reviewer_removed_while_they_approve_gives_one_status_in_either_order_of_merging() {
    let m = Meeting::with_reviewers(&[Meeting::bea, Meeting::chu]);
    m.says(&m.chu, "approved");
    m.meet();
    m.ana.ok("reviewer.remove", json!({ "file": m.file, "person": m.bea.me(), "reason": "Off the show" }));
    m.says(&m.bea, "approved");
    let (one, other) = (heard(&m, &m.ana, &m.bea), heard(&m, &m.bea, &m.ana));
    assert_eq!(one, other);
    assert_eq!(one.0, "approved");
    m.expect("approved", "Approved");
    // The answer stays recorded, held: it was given in a seat that had been taken away unheard (A6).
    for who in [&m.ana, &m.bea, &m.chu] {
        let held = who.ok("log", json!({ "event": m.event, "held": true }));
        assert_eq!(
            (held.as_array().map(Vec::len), held[0]["verb"].as_str(), held[0]["by"].as_str()),
            (Some(1), Some("approved"), Some("Bea Lind"))
        );
    }
}

#[test]
fn case_13_a_removed_reviewers_concurrent_request_for_changes_blocks_nowhere() {
    let m = Meeting::with_reviewers(&[Meeting::bea, Meeting::chu]);
    m.ana.ok("reviewer.remove", json!({ "file": m.file, "person": m.bea.me() }));
    m.says(&m.bea, "changes_requested");
    let (one, other) = (heard(&m, &m.ana, &m.bea), heard(&m, &m.bea, &m.ana));
    assert_eq!(one, other);
    assert_eq!(one.0, "awaiting_approval");
    m.expect("awaiting_approval", "Awaiting 1");
}

#[test]
fn case_20_hearing_everything_again_and_again_changes_nothing() {
    let m = Meeting::with_reviewers(&[Meeting::bea, Meeting::chu]);
    m.says(&m.chu, "changes_requested");
    m.deliver(&m.bea, "two.pdf");
    m.deliver(&m.ana, "two again.pdf");
    m.meet();
    let before = m.chu.dump();
    m.meet();
    m.meet();
    assert!(before == m.chu.dump());
    for who in [&m.ana, &m.bea, &m.chu] {
        who.expect_sound();
    }
}

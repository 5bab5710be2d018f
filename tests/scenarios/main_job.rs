//! The main job, alone on a laptop without a network.

use offstage_tests::{Device, pdf, text};
use serde_json::json;

#[test]
fn a_drawing_is_delivered_discussed_changed_and_approved_and_is_there_after_a_restart() {
    let ana = Device::of("Ana Ruiz");
    let (_, _, file) = ana.with_deliverable();
    assert_eq!(ana.show(&file)["row"]["status_words"], "Not delivered");

    ana.write("plot one.pdf", &pdf("one"));
    let first = ana.ok("deliver", json!({ "file": file, "files": [{ "path": "plot one.pdf" }] }));
    assert_eq!((first["number"].as_u64(), first["formats"][0]["extension"].as_str()), (Some(1), Some("pdf")));
    assert_eq!(ana.show(&file)["row"]["status_words"], "Delivered");

    ana.ok("comment.add", json!({ "file": file, "body": "Please shift the centre truss." }));
    ana.ok("reviewer.add", json!({ "file": file, "person": ana.me() }));
    assert_eq!(ana.show(&file)["row"]["status_words"], "Awaiting 1");
    assert_eq!(
        ana.ok("review", json!({ "file": file, "answer": "changes_requested", "reason": "2 m upstage" }))["status"],
        "changes_requested"
    );
    assert_eq!(ana.show(&file)["row"]["ball_in_court"][0]["name"], "Rig & Co");

    ana.write("plot two.pdf", &pdf("two"));
    let second = ana.ok("deliver", json!({ "file": file, "files": [{ "path": "plot two.pdf" }], "revision": "Rev B" }));
    assert_eq!(second["number"], 2);
    assert_eq!(ana.show(&file)["row"]["status_words"], "Awaiting 1");
    assert_eq!(ana.ok("review", json!({ "file": file, "answer": "approved" }))["status"], "approved");

    let ana = ana.restarted();
    let show = ana.show(&file);
    assert_eq!(show["row"]["status_words"], "Approved");
    assert_eq!(show["versions"].as_array().map(Vec::len), Some(2));
    assert_eq!(show["versions"][1]["status"], "changes_requested");
    assert_eq!(show["versions"][1]["comments"][0]["body"], "Please shift the centre truss.");
    assert_eq!(text(&show["versions"][0]["formats"][0]["hash"]), blake3::hash(&pdf("two")).to_hex().to_string());
    let mut verbs: Vec<String> =
        ana.ok("log", json!({ "file": file })).as_array().into_iter().flatten().map(|l| text(&l["verb"])).collect();
    // Making it and assigning it are one act and share an instant.
    verbs.get_mut(6..).expect("eight lines").sort_unstable();
    assert_eq!(
        verbs,
        [
            "approved",
            "version-added",
            "changes-requested",
            "reviewer-added",
            "comment-added",
            "version-added",
            "assigned",
            "created"
        ]
    );
    ana.expect_sound();
}

#[test]
fn the_example_event_has_forty_deliverables_in_every_state_and_is_sound() {
    let ana = Device::of("Ana Ruiz");
    let event = text(&ana.ok("event.example", json!({}))["event"]);
    let page = ana.ok("file.list", json!({ "event": event, "deliverables": true, "group": "state" }));
    assert_eq!(page["total"], 40);
    let words: std::collections::BTreeSet<String> =
        page["rows"].as_array().into_iter().flatten().map(|r| text(&r["status_words"])).collect();
    for wanted in [
        "Not delivered",
        "Delivered",
        "Awaiting 1",
        "Changes asked",
        "Approved",
        "Approved (1 of 2 formats)",
        "Needs your choice",
        "Held",
        "Waived",
    ] {
        assert!(words.contains(wanted), "no deliverable reads {wanted}: {words:?}");
    }
    assert_eq!(ana.ok("crew.list", json!({ "event": event })).as_array().map(Vec::len), Some(30));
    let show = ana.ok("event.show", json!({ "event": event }));
    assert_eq!(
        (show["areas"].as_array().map(Vec::len), show["collaborators"].as_array().map(Vec::len)),
        (Some(6), Some(9))
    );
    ana.expect_sound();
}

//! Comments.

use offstage_tests::{Device, pdf, text};
use serde_json::json;

#[test]
fn a_comment_is_edited_answered_resolved_and_opened_again() {
    let (ana, bea) = (Device::of("Ana Ruiz"), Device::of("Bea Lind"));
    let (event, _, file) = ana.with_deliverable();
    ana.invites(&bea, &event, &["Event:Read", "Event:FilesRead"], None);
    ana.refused("no_version", "comment.add", json!({ "file": file, "body": "Where is it?" }));
    ana.write("one.pdf", &pdf("one"));
    ana.ok("deliver", json!({ "file": file, "files": [{ "path": "one.pdf" }] }));
    let comment = text(&ana.ok("comment.add", json!({ "file": file, "body": "Centre truss is to low." }))["comment"]);
    ana.ok("comment.edit", json!({ "file": file, "comment": comment, "body": "Centre truss is too low." }));
    bea.hears(&ana, &event);
    let reply =
        text(&bea.ok("comment.add", json!({ "file": file, "body": "Raised by 2 m.", "reply_to": comment }))["comment"]);
    bea.refused("not_yours", "comment.edit", json!({ "file": file, "comment": comment, "body": "It is fine." }));
    bea.refused("not_allowed", "comment.resolve", json!({ "file": file, "comment": comment }));
    ana.hears(&bea, &event);
    let comments = ana.show(&file)["versions"][0]["comments"].clone();
    assert_eq!(
        (
            text(&comments[0]["body"]),
            comments[0]["edited_at"].is_i64(),
            text(&comments[1]["by"]),
            text(&comments[1]["reply_to"])
        ),
        ("Centre truss is too low.".into(), true, "Bea Lind".into(), comment.clone())
    );
    assert_eq!((comments[1]["may_edit"].as_bool(), comments[1]["may_resolve"].as_bool()), (Some(false), Some(true)));
    assert_eq!(ana.show(&file)["row"]["comments_open"], 2);
    ana.ok("comment.resolve", json!({ "file": file, "comment": reply }));
    ana.ok("comment.resolve", json!({ "file": file, "comment": comment }));
    ana.refused("already", "comment.resolve", json!({ "file": file, "comment": comment }));
    assert_eq!(
        (
            ana.show(&file)["row"]["comments_open"].as_u64(),
            text(&ana.show(&file)["versions"][0]["comments"][0]["resolved_by"])
        ),
        (Some(0), "Ana Ruiz".into())
    );
    ana.ok("comment.resolve", json!({ "file": file, "comment": comment, "resolved": false }));
    assert_eq!(ana.show(&file)["row"]["comments_open"], 1);
    // An open comment stands in for the reason of a request for changes.
    ana.ok("reviewer.add", json!({ "file": file, "person": ana.me() }));
    ana.ok("review", json!({ "file": file, "answer": "changes_requested" }));
    bea.hears(&ana, &event);
    for who in [&ana, &bea] {
        assert_eq!(who.show(&file)["row"]["status_words"], "Changes asked");
        who.expect_sound();
    }
}

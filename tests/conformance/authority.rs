//! Cases 14, 15 and 16: who may.

use crate::meeting::Meeting;
use model::decide::{Draft, Target};
use model::id::{DocumentId, EntryId, EventId};
use model::op::{Answer, Body, Level, Principal, Record, Statement};
use offstage_tests::{Device, text};
use serde_json::json;
use trust::{Act, Operation, Parts};

/// Signs a body as a program does that asks no rules, with the device's own key.
fn signed(
    who: &Device,
    event: &str,
    log: DocumentId,
    body: impl Fn(&trust::Judge, model::id::PersonId) -> Body + Send + 'static,
) -> Operation {
    let event: EventId = event.parse().unwrap();
    who.api
        .desk()
        .engine(move |engine| {
            let me = engine.me().unwrap();
            let judge = &engine.show(event)?.judge;
            let last = judge.last_of(me.device(), log);
            let parts = Parts {
                event,
                document: log,
                seq: last.map_or(1, |(_, seq)| seq + 1),
                prev: last.map(|(id, _)| id),
                deps: judge.heads(log),
                roster_heads: judge.heads(event.into()),
                made_at: engine::desk::now(),
            };
            Ok(Operation::sign(&me.device_key, parts, body(judge, me.person())).unwrap())
        })
        .unwrap()
}

fn take(who: &Device, operation: &Operation) {
    let arrived = engine::Arrived { envelope: operation.envelope().to_vec(), body: operation.body_bytes().to_vec() };
    let received = who.api.desk().receive(vec![arrived]).unwrap();
    assert_eq!((received.new, received.bad.len()), (1, 0));
}

#[test]
fn case_14_through_a_collaborator_one_has_at_most_ones_own_level_there_and_directly_what_is_given() {
    let (ana, bea) = (Device::of("Ana Ruiz"), Device::of("Bea Lind"));
    let (event, rig, file) = ana.with_deliverable();
    let light = text(&ana.ok("collaborator.add", json!({ "event": event, "name": "Light" }))["collaborator"]);
    ana.invites(&bea, &event, &["Event:Read"], None);
    ana.ok(
        "grant.add",
        json!({ "event": event, "person": bea.me(), "rights": ["Collaborator:FilesRead"], "on": light }),
    );
    assert_eq!(bea.no("file.show", json!({ "file": file })).code, "not_found");
    let document: DocumentId = file.parse().unwrap();
    let share = |subject, level| Draft::Share {
        document: Target::Known(document),
        subject,
        level,
        role: None,
        required: false,
    };
    ana.signs(&event, vec![share(Principal::Scope(light.parse().unwrap()), Level::Admin)]);
    bea.hears(&ana, &event);
    let may = bea.show(&file)["row"]["may"].clone();
    assert_eq!(
        (may["comment"].as_bool(), may["edit"].as_bool(), may["admin"].as_bool(), may["deliver"].as_bool()),
        (Some(true), Some(false), Some(false), Some(false))
    );
    assert_eq!(bea.no("file.rename", json!({ "file": file, "name": "Mine" })).code, "not_allowed");
    ana.signs(&event, vec![share(Principal::Person(bea.me().parse().unwrap()), Level::Edit)]);
    bea.hears(&ana, &event);
    let may = bea.show(&file)["row"]["may"].clone();
    assert_eq!(
        (may["edit"].as_bool(), may["deliver"].as_bool(), may["admin"].as_bool()),
        (Some(true), Some(true), Some(false))
    );
    bea.ok("file.rename", json!({ "file": file, "name": "Rigging drawings, main stage" }));
    ana.hears(&bea, &event);
    assert_eq!(ana.show(&file)["row"]["name"], "Rigging drawings, main stage");
    assert_ne!(rig, light);
}

#[test]
fn case_15_an_administrator_who_is_no_reviewer_answers_and_every_device_refuses_and_logs_it() {
    let m = Meeting::with_reviewers(&[Meeting::bea]);
    m.ana.refused("not_a_reviewer", "review", json!({ "file": m.file, "answer": "approved" }));
    // A program that asks no rules signs it all the same.
    let version: EntryId = text(&m.row(&m.ana)["version"]).parse().unwrap();
    let statement =
        Statement { answer: Answer::Approved, version, covers: Vec::new(), criteria: None, reason: String::new() };
    let forged = signed(&m.ana, &m.event, m.file.parse().unwrap(), move |_, _| Body::Statement(statement.clone()));
    for who in [&m.ana, &m.bea, &m.chu] {
        take(who, &forged);
        let refused = who.ok("log", json!({ "event": m.event, "refused": true }));
        assert_eq!(refused.as_array().map(Vec::len), Some(1));
        assert_eq!(
            (refused[0]["state"].as_str(), refused[0]["op"].as_str()),
            (Some("refused"), Some(forged.id().to_string().as_str()))
        );
        assert!(text(&refused[0]["rule"]).starts_with("O5"), "{}", refused[0]["rule"]);
    }
    m.expect("awaiting_approval", "Awaiting 1");
    m.ana.expect_sound();
}

#[test]
fn case_16_a_version_made_while_its_author_was_removed_is_held_everywhere_and_an_administrator_settles_it() {
    let m = Meeting::with_reviewers(&[Meeting::bea]);
    let (event, document) = (m.event.clone(), m.file.parse::<DocumentId>().unwrap());
    let removed = m.ana.signs(&event, vec![Draft::Revoke { person: m.chu.me().parse().unwrap() }]);
    m.ana.signs(&event, vec![Draft::Cut { document, of: removed[0].id() }]);
    let version = m.deliver(&m.chu, "two.pdf");
    // Ana hears of the version after the removal, Bea of the removal after the version.
    m.bea.hears(&m.chu, &event);
    assert_eq!(m.row(&m.bea)["version_number"], 2);
    m.bea.hears(&m.ana, &event);
    m.ana.hears(&m.chu, &event);
    for who in [&m.ana, &m.bea] {
        let row = m.row(who);
        assert_eq!(
            (row["version_number"].as_u64(), row["held"].as_u64(), row["status"].as_str()),
            (Some(1), Some(1), Some("awaiting_approval"))
        );
        let held = who.ok("log", json!({ "event": event, "held": true }));
        assert_eq!((held.as_array().map(Vec::len), held[0]["state"].as_str()), (Some(1), Some("held")));
    }
    let of = m.ana.ok("log", json!({ "event": event, "held": true }))[0]["op"].as_str().unwrap().parse().unwrap();
    let yes = signed(&m.ana, &event, document, move |judge, me| {
        let by = judge.way_to(me, Act::Administer(document), engine::desk::now()).unwrap();
        Body::Record(Record::Settle { of, accept: true, by })
    });
    for who in [&m.ana, &m.bea] {
        take(who, &yes);
        assert_eq!((m.row(who)["version"].as_str(), m.row(who)["held"].as_u64()), (Some(version.as_str()), Some(0)));
        who.expect_sound();
    }
}

//! Areas, collaborators with their modules, and crew.

use offstage_tests::{Device, text};
use serde_json::{Value, json};

fn show(ana: &Device, event: &str) -> Value {
    ana.ok("event.show", json!({ "event": event }))
}

fn names(rows: &Value) -> Vec<String> {
    rows.as_array().into_iter().flatten().map(|r| text(&r["name"])).collect()
}

#[test]
fn an_event_has_its_facts_and_they_change_and_a_new_zone_moves_no_instant() {
    let ana = Device::of("Ana Ruiz");
    let (event, _, file) = ana.with_deliverable();
    let due = ana.show(&file)["row"]["due_at"].clone();
    ana.ok("event.set", json!({ "event": event, "name": "Harbour Nights II", "zone": "Asia/Tokyo", "from": "2027-06-11", "to": "2027-06-13", "venue": "Pier 7", "notes": "East gate only.", "lead_days": 5 }));
    let shown = show(&ana, &event);
    assert_eq!(
        (
            text(&shown["row"]["name"]),
            text(&shown["row"]["zone"]),
            text(&shown["row"]["from"]),
            text(&shown["row"]["venue"]),
            text(&shown["notes"]),
            shown["settings"]["lead_days"].as_i64(),
            text(&shown["made_by"])
        ),
        (
            "Harbour Nights II".into(),
            "Asia/Tokyo".into(),
            "2027-06-11".into(),
            "Pier 7".into(),
            "East gate only.".into(),
            Some(5),
            "Ana Ruiz".into()
        )
    );
    assert_eq!(ana.show(&file)["row"]["due_at"], due);
    ana.expect_sound();
}

#[test]
fn areas_are_added_ordered_renamed_put_away_and_brought_back() {
    let ana = Device::of("Ana Ruiz");
    let (event, rig, _) = ana.with_deliverable();
    let main = text(&ana.ok("area.add", json!({ "event": event, "name": "Main stage" }))["area"]);
    let tent = text(&ana.ok("area.add", json!({ "event": event, "name": "Tent" }))["area"]);
    ana.ok("area.set", json!({ "event": event, "area": tent, "order": 0, "name": "Big tent" }));
    assert_eq!(names(&show(&ana, &event)["areas"]), ["Big tent", "Main stage"]);
    let file = text(
        &ana.ok(
            "deliverable.create",
            json!({ "event": event, "name": "Plot", "to": rig, "due": "2027-06-01", "area": main }),
        )["file"],
    );
    assert_eq!(ana.show(&file)["row"]["area"]["name"], "Main stage");
    ana.ok("area.set", json!({ "event": event, "area": main, "name": "Harbour stage" }));
    assert_eq!(ana.show(&file)["row"]["area"]["name"], "Harbour stage");
    let page = ana.ok("file.list", json!({ "event": event, "area": main }));
    assert_eq!(page["total"], 1);
    ana.ok("area.archive", json!({ "event": event, "area": tent }));
    let areas = show(&ana, &event)["areas"].clone();
    assert_eq!((areas[1]["name"].as_str(), areas[1]["archived"].as_bool()), (Some("Big tent"), Some(true)));
    ana.refused(
        "archived",
        "deliverable.create",
        json!({ "event": event, "name": "X", "to": rig, "due": "2027-06-01", "area": tent }),
    );
    ana.ok("area.restore", json!({ "event": event, "area": tent }));
    assert_eq!(show(&ana, &event)["areas"][0]["archived"], false);
    ana.expect_sound();
}

#[test]
fn a_collaborator_has_the_modules_it_was_given_and_its_own_counts() {
    let ana = Device::of("Ana Ruiz");
    let (event, rig, file) = ana.with_deliverable();
    let light = text(
        &ana.ok("collaborator.add", json!({ "event": event, "name": "Light & Son", "modules": ["files", "crew"] }))["collaborator"],
    );
    let find = |id: &str| {
        show(&ana, &event)["collaborators"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|c| c["collaborator"] == id)
            .cloned()
            .unwrap_or_default()
    };
    let mut modules: Vec<String> = find(&light)["modules"].as_array().into_iter().flatten().map(text).collect();
    modules.sort_unstable();
    assert_eq!(modules, ["crew", "files"]);
    assert_eq!(
        (
            find(&rig)["modules"].as_array().map(Vec::len),
            find(&rig)["owes"].as_u64(),
            find(&rig)["deliverables"].as_u64()
        ),
        (Some(8), Some(1), Some(1))
    );
    ana.ok("collaborator.set", json!({ "event": event, "collaborator": light, "name": "Light & Daughter", "modules": ["files", "crew", "tasks"] }));
    assert_eq!(
        (find(&light)["name"].as_str(), find(&light)["modules"].as_array().map(Vec::len)),
        (Some("Light & Daughter"), Some(3))
    );
    ana.ok("deliverable.set", json!({ "file": file, "to": light }));
    assert_eq!((find(&rig)["owes"].as_u64(), find(&light)["owes"].as_u64()), (Some(0), Some(1)));
    assert_eq!(ana.show(&file)["row"]["assigned_to"][0]["name"], "Light & Daughter");
    ana.expect_sound();
}

#[test]
fn crew_are_contacts_with_a_point_of_contact_and_one_of_them_may_be_me() {
    let ana = Device::of("Ana Ruiz");
    let (event, rig, file) = ana.with_deliverable();
    let bo = ana.ok("crew.add", json!({ "event": event, "collaborator": rig, "first": "Bo", "last": "Lang", "email": "bo@example.org", "phone": "+49 30 1234", "title": "Head rigger", "contact": true }));
    let find = || {
        show(&ana, &event)["collaborators"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|c| c["collaborator"] == rig.as_str())
            .cloned()
            .unwrap_or_default()
    };
    assert_eq!(
        (find()["crew"].as_u64(), find()["contacts"].clone(), find()["mine"].as_bool()),
        (Some(1), json!(["Bo Lang"]), Some(false))
    );
    assert_eq!(ana.show(&file)["row"]["ball_in_court"][0]["me"], false);
    // I play the rigger's side as well: the whole loop can be played alone.
    ana.ok("crew.add", json!({ "event": event, "collaborator": rig, "first": "Ana", "last": "Ruiz", "me": true }));
    assert_eq!(find()["mine"], true);
    assert_eq!(ana.show(&file)["row"]["ball_in_court"][0]["me"], true);
    ana.refused(
        "already",
        "crew.add",
        json!({ "event": event, "collaborator": rig, "first": "Ana", "last": "Ruiz", "me": true }),
    );
    ana.ok("crew.set", json!({ "event": event, "collaborator": rig, "crew": bo["crew"], "title": "", "phone": "+49 30 99", "contact": false }));
    let crew = ana.ok("crew.list", json!({ "event": event, "collaborator": rig }));
    let row = crew.as_array().into_iter().flatten().find(|c| c["first"] == "Bo").cloned().unwrap_or_default();
    assert_eq!(
        (text(&row["title"]), text(&row["phone"]), text(&row["email"]), row["contact"].as_bool()),
        (String::new(), "+49 30 99".into(), "bo@example.org".into(), Some(false))
    );
    ana.ok("crew.archive", json!({ "event": event, "collaborator": rig, "crew": bo["crew"] }));
    assert_eq!(ana.ok("crew.list", json!({ "event": event })).as_array().map(Vec::len), Some(1));
    assert_eq!(
        ana.ok("crew.list", json!({ "event": event, "archived": true }))
            .as_array()
            .into_iter()
            .flatten()
            .filter(|c| c["archived"] == true)
            .count(),
        1
    );
    ana.ok("crew.restore", json!({ "event": event, "collaborator": rig, "crew": bo["crew"] }));
    let people = ana.ok("people", json!({ "event": event }));
    assert_eq!(
        (people["people"].as_array().map(Vec::len), people["crew"].as_array().map(Vec::len)),
        (Some(1), Some(2))
    );
    ana.expect_sound();
}

#[test]
fn a_person_who_is_given_rights_becomes_a_person_with_access_and_the_crew_says_so() {
    let (ana, bea) = (Device::of("Ana Ruiz"), Device::of("Bea Lind"));
    let (event, rig, file) = ana.with_deliverable();
    ana.invites(&bea, &event, &["Event:Read"], None);
    assert_eq!(bea.no("file.show", json!({ "file": file })).code, "not_found");
    ana.ok("grant.add", json!({ "event": event, "person": bea.me(), "rights": ["Collaborator:FilesEdit", "Collaborator:CrewManage"], "on": rig }));
    bea.hears(&ana, &event);
    // Through the assignment she may deliver, and nothing more.
    let may = bea.show(&file)["row"]["may"].clone();
    assert_eq!(
        (may["deliver"].as_bool(), may["comment"].as_bool(), may["edit"].as_bool(), may["admin"].as_bool()),
        (Some(true), Some(true), Some(false), Some(false))
    );
    bea.ok("crew.add", json!({ "event": event, "collaborator": rig, "first": "Bea", "last": "Lind", "me": true }));
    ana.hears(&bea, &event);
    let row = ana.ok("crew.list", json!({ "event": event }))[0].clone();
    assert_eq!((row["person"].as_str(), row["me"].as_bool()), (Some(bea.me().as_str()), Some(false)));
    for who in [&ana, &bea] {
        who.expect_sound();
    }
    // Switching the module off closes the file to those who reach it only there.
    ana.ok("collaborator.set", json!({ "event": event, "collaborator": rig, "modules": ["crew"] }));
    bea.hears(&ana, &event);
    assert_eq!(bea.no("deliver", json!({ "file": file, "files": [] })).kind, "refused");
    for who in [&ana, &bea] {
        who.expect_sound();
    }
}

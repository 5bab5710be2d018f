//! A document from the outside: what is refused, what is kept, what other programs get.

#![allow(clippy::unwrap_used, reason = "clippy spares tests, but not what they share")]

use automerge::{Automerge, ReadDoc};
use model::id::{DeviceId, DocumentId, OpId};
use model::op::{DocumentKind, Edit, Value};
use offstage_document::{DERIVE_VERSION, Derived, Failure, Layout, Step};

const DOCUMENT: DocumentId = DocumentId([7; 32]);

fn new() -> Derived {
    Derived::new(DocumentKind::File, 1, DOCUMENT).unwrap()
}

fn id(number: u8) -> OpId {
    OpId([number; 32])
}

fn step<'a>(number: u8, author: u8, prev: Option<u8>, deps: &[u8], edits: &'a [Edit]) -> Step<'a> {
    Step {
        id: id(number),
        author: DeviceId([author; 32]),
        branch: None,
        prev: prev.map(id),
        deps: deps.iter().copied().map(id).collect(),
        applied: true,
        edits,
    }
}

fn name(value: &str) -> [Edit; 1] {
    [Edit { section: "meta".into(), entry: String::new(), field: "name".into(), value: Value::Str(value.into()) }]
}

fn text(value: &str) -> [Edit; 1] {
    [Edit {
        section: "description".into(),
        entry: String::new(),
        field: String::new(),
        value: Value::Text(value.into()),
    }]
}

#[test]
fn a_new_document_has_the_sections_of_its_kind_and_nothing_in_them_o4() {
    for layout in offstage_document::genesis::LAYOUTS {
        let derived = Derived::new(layout.kind, layout.version, DOCUMENT).unwrap();
        assert_eq!(derived.heads(), [layout.genesis()]);
        assert_eq!(derived.content(), layout.empty());
        assert_eq!(Layout::newest(layout.kind), Some(1));
    }
}

#[test]
fn the_roster_and_kinds_of_newer_programs_are_no_documents_o4() {
    for (kind, version) in [(DocumentKind::Roster, 1), (DocumentKind::File, 0), (DocumentKind::File, 2)] {
        assert_eq!(Derived::new(kind, version, DOCUMENT).unwrap_err(), Failure::KindUnknown { kind, version });
    }
}

#[test]
fn a_step_before_its_past_is_refused_and_nothing_of_the_batch_is_taken() {
    let (one, two) = (name("one"), name("two"));
    let mut derived = new();
    let batch = [step(1, 1, None, &[], &one), step(3, 1, Some(1), &[2], &two)];
    assert_eq!(derived.take(&batch), Err(Failure::PastMissing { step: id(3), named: id(2) }));
    assert!(!derived.has(&id(1)));
    assert_eq!(derived.content(), new().content());
}

#[test]
fn a_step_that_was_taken_already_is_passed_over() {
    let one = name("one");
    let mut derived = new();
    derived.take(&[step(1, 1, None, &[], &one)]).unwrap();
    let heads = derived.heads();
    derived.take(&[step(1, 1, None, &[], &one), step(1, 1, None, &[], &one)]).unwrap();
    assert_eq!(derived.heads(), heads);
    assert_eq!(derived.ops().collect::<Vec<_>>(), [&id(1)]);
}

/// Two operations of one device that do not know each other are a fork; their branches have to be named (A7).
#[test]
fn a_fork_without_branches_is_refused_in_either_order_and_taken_with_them_a7() {
    let (one, two, three) = (name("one"), name("two"), name("three"));
    let fork = [step(2, 1, Some(1), &[1], &two), step(3, 1, Some(1), &[1], &three)];
    for order in [[0, 1], [1, 0]] {
        let mut derived = new();
        derived.take(&[step(1, 1, None, &[], &one)]).unwrap();
        derived.take(std::slice::from_ref(&fork[order[0]])).unwrap();
        let later = fork[order[1]].clone();
        assert_eq!(derived.take(std::slice::from_ref(&later)), Err(Failure::BranchUnnamed { step: later.id }));
    }
    let mut derived = new();
    let branches = fork.map(|step| Step { branch: Some(step.id), ..step });
    derived.take(&[step(1, 1, None, &[], &one)]).unwrap();
    derived.take(&branches).unwrap();
    assert!(derived.content().values("meta", "", "name").unwrap().disputed());
}

#[test]
fn concurrent_values_are_both_there_until_somebody_chooses() {
    let (red, blue) = (name("red"), name("blue"));
    let mut derived = new();
    derived.take(&[step(1, 1, None, &[], &red), step(2, 2, None, &[], &blue)]).unwrap();
    let content = derived.content();
    let values = content.values("meta", "", "name").unwrap();
    let mut both: Vec<&str> =
        values.both().iter().map(|value| if let Value::Str(words) = value { words } else { "" }).collect();
    let json = derived.export_json();
    assert_eq!(json["meta"][""]["name"], serde_json::json!(both), "the export has both, the winner last");
    assert_eq!(content.str("meta", "", "name"), both.last().copied(), "the winner is last");
    both.sort_unstable();
    assert_eq!(both, ["blue", "red"]);
    let loser = name(if content.str("meta", "", "name") == Some("red") { "blue" } else { "red" });
    derived.take(&[step(3, 1, Some(1), &[1, 2], &loser)]).unwrap();
    assert_eq!(derived.content().values("meta", "", "name").unwrap().both(), [loser[0].value.clone()]);
}

#[test]
fn letters_that_two_people_type_at_once_are_all_kept_o3() {
    let (first, left, right) = (text("load-in"), text("the load-in"), text("load-in at 14:00"));
    let mut derived = new();
    derived
        .take(&[step(1, 1, None, &[], &first), step(2, 1, Some(1), &[1], &left), step(3, 2, None, &[1], &right)])
        .unwrap();
    assert_eq!(derived.content().text("description"), "the load-in at 14:00");
}

#[test]
fn statements_and_records_stand_for_their_parents_o3() {
    let one = name("one");
    let mut derived = new();
    derived.take(&[step(1, 1, None, &[], &[]), step(2, 1, Some(1), &[1], &one), step(3, 2, None, &[2], &[])]).unwrap();
    assert_eq!(derived.stand(&id(1)), Some(vec![derived.layout().genesis()]));
    assert_eq!(derived.stand(&id(3)), derived.stand(&id(2)));
    assert_eq!(derived.stand(&id(4)), None);
}

#[test]
fn any_automerge_library_loads_the_export_with_its_history() {
    let (one, two, words) = (name("one"), name("two"), text("Bühne"));
    let mut derived = new();
    derived
        .take(&[step(1, 1, None, &[], &one), step(2, 1, Some(1), &[1], &words), step(3, 2, None, &[2], &two)])
        .unwrap();
    let loaded = Automerge::load(&derived.export_automerge()).unwrap();
    assert_eq!(loaded.get_heads().iter().map(|hash| hash.0).collect::<Vec<_>>(), derived.heads());
    assert_eq!(loaded.get_changes(&[]).len(), 4);
    let (_, meta) = loaded.get(automerge::ROOT, "meta").unwrap().unwrap();
    assert_eq!(loaded.get(&meta, "/name").unwrap().unwrap().0.into_string(), Ok("two".to_owned()));
    let (_, description) = loaded.get(automerge::ROOT, "description").unwrap().unwrap();
    assert_eq!(loaded.text(&description).unwrap(), "Bühne");
}

#[test]
fn the_json_export_says_what_the_document_says() {
    let edits = [
        Edit { section: "meta".into(), entry: String::new(), field: "due".into(), value: Value::Int(-3) },
        Edit { section: "meta".into(), entry: String::new(), field: "final".into(), value: Value::Bool(true) },
        text("words")[0].clone(),
    ];
    let mut derived = new();
    derived.take(&[step(1, 1, None, &[], &edits)]).unwrap();
    let expected = serde_json::json!({
        "meta": { "": { "due": -3, "final": true } },
        "deliverable": {}, "criteria": {}, "versions": {}, "formats": {}, "comments": {}, "resolved": {}, "links": {},
        "description": "words",
    });
    assert_eq!(derived.export_json(), expected);
}

#[test]
fn a_damaged_snapshot_is_refused_and_never_a_panic() {
    let (one, two) = (name("one"), text("two"));
    let mut derived = new();
    derived.take(&[step(1, 1, None, &[], &one), step(2, 2, None, &[], &two)]).unwrap();
    let snapshot = derived.save();
    for length in 0..snapshot.len() {
        assert!(matches!(Derived::load(&snapshot[..length]), Err(Failure::SnapshotUnusable { .. })), "cut at {length}");
    }
    for place in 0..snapshot.len() {
        let mut damaged = snapshot.clone();
        damaged[place] ^= 1 << (place % 8);
        assert!(matches!(Derived::load(&damaged), Err(Failure::SnapshotUnusable { .. })), "damaged at {place}");
    }
}

/// The checksum says nothing about who made the bytes: what it is right over is still only believed as far as it makes sense.
#[test]
fn a_snapshot_of_nonsense_with_a_right_checksum_is_refused_and_never_a_panic() {
    const MAGIC: usize = b"offstage document".len();
    let mut derived = new();
    let one = name("one");
    derived.take(&[step(1, 1, None, &[], &one)]).unwrap();
    let snapshot = derived.save();
    let (head, body) = snapshot.split_at(MAGIC + 32);
    let sealed = |body: &[u8]| [&head[..MAGIC], blake3::hash(body).as_bytes(), body].concat();
    assert!(Derived::load(&sealed(body)).is_ok());
    let mut other = body.to_vec();
    other[0] = DERIVE_VERSION + 1;
    assert!(matches!(
        Derived::load(&sealed(&other)),
        Err(Failure::SnapshotUnusable { why: "another version of derive made it" })
    ));
    other = body.to_vec();
    other[2] = 200;
    assert!(matches!(Derived::load(&sealed(&other)), Err(Failure::KindUnknown { version: 200, .. })));
    for length in 0..body.len() {
        assert!(Derived::load(&sealed(&body[..length])).is_err(), "cut at {length}");
    }
}

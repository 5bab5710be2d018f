//! What the worlds found once, each as small as it goes.

use engine::{Failure, Made};
use model::command::{CommentAdd, CrewAdd, Deliver, EventCreate, FileAdd, GrantAdd, PersonRename};
use model::decide::Draft;
use model::id::{DocumentId, EventId, ScopeId};
use offstage_tests::clocked::Clocked;
use serde_json::json;

const NOW: i64 = 1_800_000_000_000;

fn ana() -> (Clocked, EventId, ScopeId, DocumentId) {
    let mut ana = Clocked::of("Ana Ruiz", NOW);
    let wish = json!({ "name": "Harbour Nights", "zone": "Europe/Berlin", "from": "2027-06-10", "to": "2027-06-12", "collaborator": "Tide" });
    let Made::Event(event, side) = ana.acts::<EventCreate>(wish, &[]) else { panic!("no event") };
    let Made::Files(files) = ana.acts::<FileAdd>(json!({ "event": event, "files": [] }), &[("plot.pdf", b"%PDF-1.4")])
    else {
        panic!("no file")
    };
    (ana, event, side, files[0].0)
}

/// A7: what a copied device wrote under a number of mine arrives alone, signed with my own key.
#[test]
fn a_device_that_hears_of_its_own_copy_takes_both_branches_in() {
    let (mut ana, event, _, file) = ana();
    let mut copy = Clocked::of("Ana Ruiz", NOW + 1);
    copy.hears(&ana, event);
    // The same key, the same number, twice.
    copy.now += 1_000;
    ana.acts::<Deliver>(json!({ "file": file, "files": [] }), &[("plot.pdf", b"%PDF-1.4 here")]);
    copy.acts::<CommentAdd>(json!({ "file": file, "body": "Written on the copy" }), &[]);
    ana.hears(&copy, event);
    copy.hears(&ana, event);
    assert_eq!(ana.engine.show(event).unwrap().judge.forks().len(), 1);
    assert!(ana.engine.heads().unwrap() == copy.engine.heads().unwrap());
    let show = ana.show(file);
    assert_eq!((show.versions.len(), show.versions.iter().map(|v| v.comments.len()).sum::<usize>()), (2, 1));
}

/// Lines of the log and rows follow when what came first was late: every operation alone, the last one first.
#[test]
fn operations_that_arrive_one_by_one_from_the_last_to_the_first_leave_the_same_rows() {
    let (mut ana, event, side, file) = ana();
    let bea = Clocked::of("Bea Lind", NOW);
    ana.acts::<CommentAdd>(json!({ "file": file, "body": "Nice" }), &[]);
    ana.acts::<CrewAdd>(
        json!({ "event": event, "collaborator": side, "first": "Ana", "last": "Ruiz", "me": true }),
        &[],
    );
    ana.acts::<GrantAdd>(
        json!({ "event": event, "person": bea.me(), "rights": ["Event:Read", "Event:FilesRead", "Event:CrewView"] }),
        &[],
    );
    let mut all = ana.engine.operations(event).unwrap();
    all.reverse();
    let mut late = bea;
    for one in &all {
        late.engine.receive(std::slice::from_ref(one), NOW).unwrap();
    }
    let rows = late.engine.dump().unwrap();
    late.engine.rebuild(NOW).unwrap();
    assert!(rows == late.engine.dump().unwrap());
    let mut at_once = Clocked::of("Bea Lind", NOW);
    at_once.hears(&ana, event);
    assert!(rows == at_once.engine.dump().unwrap());
    assert_eq!(late.row(file).name, "plot");
}

/// What a right opens has rows from then on, also of files that were there before; and what is taken away has none.
#[test]
fn rows_come_and_go_with_rights_and_a_removed_person_is_no_longer_shown() {
    let (mut ana, event, _, file) = ana();
    let mut bea = Clocked::of("Bea Lind", NOW);
    let row = |device: &Clocked| device.home.readers().ask(|view| view.file_row(&file, NOW)).unwrap();
    ana.acts::<GrantAdd>(json!({ "event": event, "person": bea.me(), "rights": ["Event:Read"] }), &[]);
    bea.hears(&ana, event);
    assert_eq!(row(&bea), None);
    ana.acts::<GrantAdd>(json!({ "event": event, "person": bea.me(), "rights": ["Event:FilesRead"] }), &[]);
    bea.hears(&ana, event);
    assert!(row(&bea).is_some());
    let people = |device: &Clocked| device.home.readers().ask(|view| view.people(&event)).unwrap().len();
    assert_eq!(people(&ana), 2);
    ana.signs(event, vec![Draft::Revoke { person: bea.me() }]);
    bea.hears(&ana, event);
    assert_eq!(row(&bea), None);
    assert_eq!(people(&ana), 1, "who never said a name leaves no row");
    // And who has no access is refused by the rules, not by admission.
    match bea.tries::<PersonRename>(json!({ "event": event, "name": "Bea" }), &[]) {
        Err(Failure::Refused(refusal)) => assert_eq!(refusal.code(), "not_allowed"),
        other => panic!("not refused: {other:?}"),
    }
    for device in [&mut ana, &mut bea] {
        let rows = device.engine.dump().unwrap();
        device.engine.rebuild(NOW).unwrap();
        assert!(rows == device.engine.dump().unwrap());
    }
}

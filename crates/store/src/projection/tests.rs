//! Rows to play with, and whether what is put is what is counted.

use crate::home::Home;
use crate::projection::{EventExtra, FileExtra};
use crate::writer::{Tx, Writer};
use crate::{DashboardAsk, FilesAsk, StoreError};
use model::command::Drive;
use model::id::{BlobHash, DeviceId, DocumentId, EntryId, EventId, OpId, PersonId, ScopeId};
use model::op::Kind;
use model::row::*;

pub(crate) const DAY: i64 = 86_400_000;
pub(crate) const NOW: i64 = 100 * DAY;

pub(crate) fn bytes(n: u64) -> [u8; 32] {
    *blake3::hash(&n.to_le_bytes()).as_bytes()
}
pub(crate) fn event(n: u64) -> EventId {
    EventId(bytes(n))
}
pub(crate) fn file(n: u64) -> DocumentId {
    DocumentId(bytes(1_000_000 + n))
}
pub(crate) fn side(n: u64) -> ScopeId {
    ScopeId(bytes(2_000_000 + n))
}
pub(crate) fn area(n: u64) -> ScopeId {
    ScopeId(bytes(3_000_000 + n))
}
pub(crate) fn person(n: u64) -> PersonId {
    PersonId(bytes(4_000_000 + n))
}
pub(crate) fn entry(n: u64) -> EntryId {
    let mut id = [0; 16];
    id.copy_from_slice(&bytes(5_000_000 + n)[..16]);
    EntryId(id)
}
pub(crate) fn op(n: u64) -> OpId {
    OpId(bytes(6_000_000 + n))
}

pub(crate) fn named(id: ScopeId, name: &str) -> Named {
    Named { id, name: name.into() }
}

pub(crate) fn ball(side: ScopeId, why: BallWhy, me: bool) -> Ball {
    Ball { kind: BallKind::Collaborator, id: side.to_string(), name: "a side".into(), why, me }
}

/// A deliverable that is not delivered, owed by side `n % 5`, due `n` days from the first, in area `n % 3`.
pub(crate) fn deliverable(n: u64) -> (FileRow, FileExtra) {
    let owes = side(n % 5);
    let due = DAY * i64::try_from(n).unwrap();
    let row = FileRow {
        file: file(n),
        event: event(0),
        kind: FileKind::Deliverable,
        number: u32::try_from(n).unwrap(),
        name: format!("Deliverable {n}"),
        drive: Drive::Event,
        drive_name: "Event".into(),
        folder: None,
        area: Some(named(area(n % 3), &format!("Area {}", n % 3))),
        status: Status::Incomplete,
        status_words: "Not delivered".into(),
        version: None,
        version_number: 0,
        version_label: String::new(),
        due_at: Some(due),
        due_also: Vec::new(),
        overdue: false,
        due_soon: false,
        delivered_late: false,
        assigned_to: vec![named(owes, &format!("Side {}", n % 5))],
        ball_in_court: vec![ball(owes, BallWhy::Deliver, n.is_multiple_of(5))],
        forked: false,
        held: 0,
        waived: false,
        waived_reason: String::new(),
        permit: String::new(),
        formats_wanted: Vec::new(),
        formats_missing: Vec::new(),
        formats: Vec::new(),
        size: 0,
        reviewers: 0,
        approvals: 0,
        comments_open: 0,
        r#where: Where { here: false, peers: 0, relay: false },
        may: May { deliver: true, comment: true, review: false, edit: true, admin: true, archive: true, choose: false },
        my_review_wanted: false,
        archived: false,
        changed_by: "Ana".into(),
        changed_at: i64::try_from(n).unwrap(),
    };
    (row, FileExtra { undelivered: true, due_soon_from: Some(due - 3 * DAY), managed: true })
}

pub(crate) fn show(row: &FileRow, description: &str, comments: &[(u64, &str)]) -> FileShow {
    let comments = comments.iter().map(|(n, body)| CommentRow {
        comment: entry(*n),
        by: "Ben".into(),
        person: person(2),
        body: (*body).into(),
        made_at: 5,
        edited_at: None,
        resolved: false,
        resolved_by: String::new(),
        reply_to: None,
        may_edit: false,
        may_resolve: true,
    });
    let version = VersionRow {
        version: entry(900_000 + u64::from(row.number)),
        number: 1,
        label: "v1".into(),
        revision: "Rev A".into(),
        note: "first go".into(),
        by: "Ana".into(),
        person: person(1),
        on_behalf_of: String::new(),
        made_at: 4,
        first_seen_at: None,
        status: Status::NoStatus,
        status_words: "Delivered".into(),
        latest: true,
        not_taken: false,
        taken_back: false,
        formats: vec![FormatRow {
            format: entry(800_000 + u64::from(row.number)),
            hash: BlobHash(bytes(7)),
            size: 3,
            name: "Bühnenplan_final.pdf".into(),
            extension: "pdf".into(),
            sniffed: "application/pdf".into(),
            covered_by: Vec::new(),
            uncovered: false,
            here: true,
            preview: true,
            by: "Ana".into(),
            made_at: 4,
            may_remove: false,
        }],
        comments: comments.collect(),
        reviews: Vec::new(),
        may_review: false,
        may_undo: false,
    };
    FileShow {
        row: row.clone(),
        description: description.into(),
        criteria: vec![CriterionRow { criterion: entry(700_000), text: "Shows every riser".into(), required: true }],
        reviewers: Vec::new(),
        could_review: Vec::new(),
        versions: vec![version],
        associations: Vec::new(),
        made_by: "Ana".into(),
        made_at: 1,
        lead_days: 3,
        strict_formats: false,
        zone: "Europe/Berlin".into(),
    }
}

pub(crate) fn event_row(n: u64, name: &str) -> (EventRow, EventExtra) {
    let row = EventRow {
        event: event(n),
        name: name.into(),
        from: "2027-06-01".into(),
        to: "2027-06-03".into(),
        zone: "Europe/Berlin".into(),
        venue: "Old harbour".into(),
        archived: false,
        deliverables: 77,
        overdue: 77,
        may_update: true,
    };
    let settings = EventSettings { lead_days: 3, strict_formats: None, independent_review: None };
    (row, EventExtra { notes: "Bring ear plugs".into(), settings, made_by: "Ana".into(), made_at: 1 })
}

pub(crate) fn area_row(n: u64) -> AreaRow {
    AreaRow {
        area: area(n),
        name: format!("Area {n}"),
        order: -i64::try_from(n).unwrap(),
        archived: false,
        deliverables: 9,
        overdue: 9,
    }
}

pub(crate) fn side_row(n: u64) -> CollaboratorRow {
    CollaboratorRow {
        collaborator: side(n),
        name: format!("Side {n}"),
        modules: Vec::new(),
        archived: false,
        mine: n == 0,
        crew: 9,
        contacts: vec!["nobody".into()],
        owes: 9,
        overdue: 9,
        deliverables: 9,
        may_manage: true,
    }
}

pub(crate) fn crew_row(n: u64, of: u64, first: &str, last: &str) -> CrewRow {
    CrewRow {
        crew: entry(n),
        collaborator: side(of),
        collaborator_name: format!("Side {of}"),
        first: first.into(),
        last: last.into(),
        email: format!("{}@example.org", first.to_lowercase()),
        phone: "+49 30 1234".into(),
        title: "Rigger".into(),
        contact: n.is_multiple_of(2),
        person: (n == 2).then(|| person(2)),
        me: false,
        archived: n == 3,
        may_manage: true,
    }
}

pub(crate) fn activity_row(n: u64, made_at: i64, of: Option<DocumentId>, state: OpState) -> ActivityRow {
    ActivityRow {
        op: op(n),
        verb: "renamed".into(),
        words: format!("renamed {n}"),
        document: of.unwrap_or(file(0)),
        file: of,
        subject: "Plot".into(),
        by: "Ana".into(),
        person: person(1),
        device: "laptop".into(),
        made_at,
        first_seen_at: None,
        state,
        rule: String::new(),
    }
}

/// An event with three areas, five collaborators, three crew records and `n` deliverables.
pub(crate) fn fill(tx: &mut Tx<'_>, n: u64) -> Result<(), StoreError> {
    let (row, extra) = event_row(0, "Harbour Festival");
    tx.put_event(&row, &extra)?;
    for n in 0..3 {
        tx.put_area(&event(0), &area_row(n))?;
    }
    for n in 0..5 {
        tx.put_collaborator(&event(0), &side_row(n))?;
    }
    for (n, first, last) in [(1, "Zoë", "Ångström"), (2, "Ben", "Öztürk"), (3, "Gone", "Away")] {
        tx.put_crew(&event(0), &crew_row(n, 1, first, last))?;
    }
    tx.put_person(
        &event(0),
        &PersonRow {
            person: person(2),
            name: "Ben Öztürk".into(),
            me: false,
            rights: Vec::new(),
            sides: vec!["Side 1".into()],
        },
    )?;
    for n in 0..n {
        let (row, extra) = deliverable(n);
        tx.put_file_row(&row, &extra)?;
    }
    Ok(())
}

pub(crate) fn world(n: u64) -> (Home, Writer) {
    let home = Home::scratch().unwrap();
    let mut writer = home.writer().unwrap();
    writer.transaction(|tx| fill(tx, n)).unwrap();
    (home, writer)
}

pub(crate) fn operation(n: u64) -> crate::StoredOperation {
    crate::StoredOperation {
        id: op(n),
        event: event(0),
        log: file(n % 7),
        author: DeviceId(bytes(8_000_000 + n % 3)),
        seq: n,
        prev: (n > 0).then(|| op(n - 1)),
        kind: Kind::Change,
        made_at: 5,
        received_at: 6,
        envelope: vec![1; 180],
        body: vec![2; 120],
        state: OpState::Applied,
        rule: String::new(),
    }
}

#[test]
fn counters_follow_every_change_of_a_row_as_if_all_rows_had_been_counted() {
    let (_home, mut writer) = world(200);
    let mut rows: Vec<(FileRow, FileExtra)> = (0..200).map(deliverable).collect();
    // A small generator of changes: every field that is counted moves, in an order that repeats itself on every run.
    let mut at: u64 = 42;
    let mut draw = |most: u64| {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (at >> 33) % most
    };
    for _ in 0..600 {
        let n = usize::try_from(draw(200)).unwrap();
        let (row, extra) = &mut rows[n];
        match draw(9) {
            0 => {
                row.status = [Status::Incomplete, Status::NoStatus, Status::ChangesRequested, Status::Approved]
                    [usize::try_from(draw(4)).unwrap()];
            }
            1 => row.archived = !row.archived,
            2 => row.waived = !row.waived,
            3 => row.forked = !row.forked,
            4 => row.area = (draw(2) == 0).then(|| named(area(draw(3)), "x")),
            5 => row.assigned_to = vec![named(side(draw(5)), "y"), named(side(draw(5)), "z")],
            6 => {
                row.ball_in_court = vec![
                    ball(side(draw(5)), BallWhy::Change, draw(2) == 0),
                    ball(side(draw(5)), BallWhy::Review, false),
                ];
            }
            7 => extra.undelivered = !extra.undelivered,
            _ => row.my_review_wanted = !row.my_review_wanted,
        }
        let (row, extra) = rows[n].clone();
        writer.transaction(|tx| tx.put_file_row(&row, &extra)).unwrap();
    }
    let live: Vec<_> = rows.iter().filter(|(r, _)| !r.archived).collect();
    let counted: Vec<_> = live.iter().filter(|(r, _)| !r.waived).collect();
    let late = |r: &FileRow, x: &FileExtra| x.undelivered && !r.waived && !r.archived && r.due_at.unwrap() < NOW;
    let n = |f: &dyn Fn(&FileRow, &FileExtra) -> bool| {
        u32::try_from(counted.iter().filter(|(r, x)| f(r, x)).count()).unwrap()
    };

    let view = writer.view();
    let show = view.event_show(&event(0), NOW).unwrap().unwrap();
    assert_eq!(show.counts.all, n(&|_, _| true));
    assert_eq!(show.counts.incomplete, n(&|r, _| r.status == Status::Incomplete));
    assert_eq!(show.counts.approved, n(&|r, _| r.status == Status::Approved));
    assert_eq!(show.counts.changes, n(&|r, _| r.status == Status::ChangesRequested));
    assert_eq!(show.counts.delivered, n(&|r, _| r.status == Status::NoStatus));
    assert_eq!(show.counts.forked, n(&|r, _| r.forked));
    assert_eq!(show.counts.overdue, n(&late));
    assert_eq!(show.counts.due_soon, n(&|r, x| x.undelivered && !late(r, x) && r.due_at.unwrap() - 3 * DAY <= NOW));
    assert_eq!(show.row.deliverables, u32::try_from(live.len()).unwrap());
    for found in &show.areas {
        let here = |r: &FileRow| r.area.as_ref().is_some_and(|a| a.id == found.area);
        assert_eq!(found.deliverables, u32::try_from(live.iter().filter(|(r, _)| here(r)).count()).unwrap());
        assert_eq!(found.overdue, n(&|r, x| here(r) && late(r, x)));
    }
    for found in &show.collaborators {
        let its = |r: &FileRow| r.assigned_to.iter().any(|s| s.id == found.collaborator);
        assert_eq!(found.deliverables, u32::try_from(live.iter().filter(|(r, _)| its(r)).count()).unwrap());
        assert_eq!(found.overdue, n(&|r, x| its(r) && late(r, x)));
        let id = found.collaborator.to_string();
        assert_eq!(found.owes, n(&|r, _| its(r) && r.ball_in_court.iter().any(|b| b.id == id)));
    }
    let mine = view.dashboard(&DashboardAsk { event: None, collaborator: None, limit: 1000, now: NOW }).unwrap();
    assert_eq!(mine.i_owe_count, n(&|r, _| r.ball_in_court.iter().any(|b| b.me)));
    assert_eq!(mine.i_owe.len(), usize::try_from(mine.i_owe_count).unwrap());
    assert_eq!(mine.owed_to_me_count, n(&|r, _| r.ball_in_court.iter().any(|b| !b.me)));
    assert_eq!(mine.owed_to_me.len(), usize::try_from(mine.owed_to_me_count).unwrap());
    assert_eq!(mine.waiting_for_my_review_count, n(&|r, _| r.my_review_wanted));
    assert_eq!(mine.counts, show.counts);
    assert!(mine.i_owe.is_sorted_by_key(|r| r.due_at));

    // The same rows put once into an empty projection give the same tables, line for line.
    let kept = view.dump_projection().unwrap();
    writer
        .transaction(|tx| {
            tx.clear_projection()?;
            fill(tx, 0)?;
            rows.iter().rev().try_for_each(|(row, extra)| tx.put_file_row(row, extra))?;
            tx.projection_is_whole()
        })
        .unwrap();
    assert_eq!(writer.view().dump_projection().unwrap(), kept);
    assert_eq!(kept["file_rows"].len(), 200);
}

#[test]
fn a_file_that_is_taken_away_leaves_nothing() {
    let (_home, mut writer) = world(0);
    let empty = writer.view().dump_projection().unwrap();
    let (mut row, extra) = deliverable(4);
    row.ball_in_court.push(Ball {
        kind: BallKind::Person,
        id: person(3).to_string(),
        name: "C".into(),
        why: BallWhy::Review,
        me: false,
    });
    let put = |tx: &mut Tx<'_>| {
        tx.put_file_row(&row, &extra)?;
        tx.put_file_show(&show(&row, "wants truss", &[(1, "too low"), (2, "fine now")]))
    };
    writer.transaction(put).unwrap();
    assert_eq!(writer.view().dump_projection().unwrap()["findable"].len(), empty["findable"].len() + 3);
    writer.transaction(|tx| tx.remove_file(&row.file)).unwrap();
    assert_eq!(writer.view().dump_projection().unwrap(), empty);
}

#[test]
fn what_depends_on_other_rows_and_on_the_moment_is_filled_in_when_asked() {
    let (_home, mut writer) = world(10);
    let view = writer.view();
    let side_1 = view.collaborator(&side(1), NOW).unwrap().unwrap();
    // deliverables 1 and 6 are its; crew 1 and 2 are there and 3 is archived; 2 is a contact
    assert_eq!((side_1.deliverables, side_1.owes, side_1.overdue, side_1.crew), (2, 2, 2, 2));
    assert_eq!(side_1.contacts, ["Ben Öztürk"]);
    let row = |now| view.file_row(&file(5), now).unwrap().unwrap();
    let flags = |now| (row(now).due_soon, row(now).overdue);
    assert_eq!(flags(2 * DAY - 1), (false, false));
    assert_eq!(flags(2 * DAY), (true, false), "due soon from the instant the engine gave");
    assert_eq!(flags(5 * DAY), (true, false), "at the due instant itself nothing is late");
    assert_eq!(flags(5 * DAY + 1), (false, true));
    assert_eq!(view.events(NOW).unwrap()[0].deliverables, 10);
    assert_eq!(
        view.areas(&event(0), NOW).unwrap().iter().map(|a| a.deliverables).collect::<Vec<_>>(),
        [3, 3, 4],
        "by order, highest last"
    );
    // Of two due dates the earlier decides.
    let (mut row, extra) = deliverable(5);
    row.due_also = vec![DAY];
    writer.transaction(|tx| tx.put_file_row(&row, &extra)).unwrap();
    assert!(writer.view().file_row(&file(5), 2 * DAY).unwrap().unwrap().overdue);
}

#[test]
fn folders_count_what_lies_below_them_and_survive_a_circle() {
    let (_home, mut writer) = world(0);
    let folder = |n, parent: Option<u64>, name: &str| FolderRow {
        folder: entry(n),
        parent: parent.map(entry),
        name: name.into(),
        files: 0,
    };
    let drive = DriveRow {
        drive: Drive::Event,
        name: "Event".into(),
        folders: vec![
            folder(1, None, "Plots"),
            folder(2, Some(1), "Älter"),
            folder(3, Some(4), "x"),
            folder(4, Some(3), "y"),
        ],
        files: 0,
        may_add: true,
    };
    writer
        .transaction(|tx| {
            tx.put_drive(&event(0), &drive)?;
            for (n, folder) in [(1, Some(1)), (2, Some(2)), (3, Some(2)), (4, None), (5, Some(3))] {
                let (mut row, extra) = deliverable(n);
                row.folder = folder.map(entry);
                tx.put_file_row(&row, &extra)?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let drives = writer.view().drives(&event(0)).unwrap();
    let files: Vec<_> = drives[0].folders.iter().map(|f| (f.name.as_str(), f.files)).collect();
    assert_eq!(files, [("Älter", 2), ("Plots", 3), ("x", 1), ("y", 1)]);
    assert_eq!(drives[0].files, 5);
    let page = |folder, top| {
        let ask = FilesAsk { drive: Some(Drive::Event), folder, top, ..FilesAsk::of(event(0), NOW) };
        writer.view().file_page(&ask).unwrap().rows.iter().map(|r| r.number).collect::<Vec<_>>()
    };
    assert_eq!(page(Some(entry(2)), false), [2, 3]);
    assert_eq!(page(None, true), [4]);
    assert_eq!(page(None, false), [1, 2, 3, 4, 5]);
}

#[test]
fn a_projection_of_another_layout_is_emptied_and_asks_to_be_rebuilt() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Home::open(folder.path(), crate::Options::default()).unwrap();
    {
        let home = open();
        let mut writer = home.writer().unwrap();
        assert!(!writer.must_rebuild().unwrap(), "a new database has nothing to be rebuilt from");
        writer
            .transaction(|tx| {
                tx.put_operation(&operation(1))?;
                fill(tx, 3)
            })
            .unwrap();
        writer
            .raw()
            .execute_batch("UPDATE projection_state SET version = 0; DROP TABLE areas; CREATE TABLE from_before (x)")
            .unwrap();
    }
    {
        let home = open();
        let mut writer = home.writer().unwrap();
        assert!(writer.must_rebuild().unwrap());
        assert_eq!(writer.view().dump_projection().unwrap().values().map(Vec::len).sum::<usize>(), 0);
        assert!(writer.view().has_operation(&op(1)).unwrap(), "the truth stays");
        writer
            .transaction(|tx| {
                fill(tx, 3)?;
                tx.projection_is_whole()
            })
            .unwrap();
    }
    assert!(!open().writer().unwrap().must_rebuild().unwrap());
}

#[test]
fn an_event_can_be_taken_away_without_touching_another() {
    let (_home, mut writer) = world(20);
    let (row, extra) = event_row(1, "Other");
    let others = |tx: &mut Tx<'_>| {
        tx.put_event(&row, &extra)?;
        tx.put_activity(&event(1), &activity_row(1, 1, None, OpState::Applied))
    };
    writer.transaction(others).unwrap();
    writer.transaction(|tx| tx.clear_event(&event(0))).unwrap();
    let left = writer.view().dump_projection().unwrap();
    let count = |table: &str| left[table].len();
    assert_eq!((count("events"), count("activity"), count("findable")), (1, 1, 1));
    assert_eq!(left.values().map(Vec::len).sum::<usize>(), 3, "{left:#?}");
}

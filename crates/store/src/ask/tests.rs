use super::excerpt::excerpt;
use super::list::Query;
use super::{DashboardAsk, FilesAsk, Grouping, LogAsk, Ordering, SearchAsk, Whose};
use crate::projection::tests::*;
use crate::writer::Writer;
use crate::{StoreError, View};
use model::command::Drive;
use model::row::{BallWhy, FilePage, OpState, Status};
use rusqlite::params_from_iter;
use std::time::{Duration, Instant};

fn ask() -> FilesAsk {
    FilesAsk {
        today_from: NOW - 1000,
        today_to: NOW + DAY - 1000,
        week_to: NOW + 5 * DAY,
        ..FilesAsk::of(event(0), NOW)
    }
}

fn numbers(page: &FilePage) -> Vec<u32> {
    page.rows.iter().map(|row| row.number).collect()
}

fn groups(page: &FilePage) -> Vec<(&str, u32)> {
    page.groups.iter().map(|g| (g.title.as_str(), g.rows)).collect()
}

#[test]
fn a_list_of_ten_thousand_rows_is_cut_ordered_and_paged_as_one() {
    let (_home, mut writer) = world(0);
    let put = |tx: &mut crate::Tx<'_>| {
        fill(tx, 0)?;
        // The due dates go round, so that number and due date order differently; names sort as words do.
        (0..10_000).try_for_each(|n| {
            let (mut row, mut extra) = deliverable(n);
            row.due_at = (!n.is_multiple_of(53)).then_some(DAY * (i64::try_from(n).unwrap() * 7 % 200));
            row.name = format!("{} {n}", ["Älpha", "beta", "Gamma"][usize::try_from(n % 3).unwrap()]);
            extra.undelivered = !n.is_multiple_of(4);
            tx.put_file_row(&row, &extra)
        })
    };
    writer.transaction(put).unwrap();
    let view = writer.view();
    let whole = view.file_page(&FilesAsk { group: Grouping::Due, limit: 20_000, ..ask() }).unwrap();
    assert_eq!((whole.total, whole.rows.len()), (10_000, 10_000));
    let titles: Vec<_> = whole.groups.iter().map(|g| g.title.as_str()).collect();
    assert_eq!(titles, ["Overdue", "Today", "This week", "Later", "No date", "Earlier"]);
    assert_eq!(whole.groups.iter().map(|g| g.rows).sum::<u32>(), 10_000);
    assert_eq!(whole.overdue, whole.groups[0].rows);
    assert_eq!(u64::from(whole.overdue), whole.rows.iter().filter(|r| r.overdue).count() as u64);
    assert!(whole.rows[..usize::try_from(whole.overdue).unwrap()].iter().all(|r| r.overdue));
    assert!(whole.rows.last().unwrap().due_at.unwrap() < NOW && !whole.rows.last().unwrap().overdue);
    for (offset, limit) in [(0, 200), (4_321, 200), (9_900, 200), (10_001, 5)] {
        let page = view.file_page(&FilesAsk { group: Grouping::Due, offset, limit, ..ask() }).unwrap();
        let wanted: Vec<_> = whole.rows.iter().skip(offset as usize).take(limit as usize).map(|r| r.number).collect();
        assert_eq!(numbers(&page), wanted);
        assert_eq!((page.total, page.offset, &page.groups), (10_000, offset, &whole.groups));
    }
    let by_name = view.file_page(&FilesAsk { sort: Ordering::Name, limit: 20_000, ..ask() }).unwrap();
    assert!(by_name.rows.is_sorted_by_key(|r| crate::sql::fold(&r.name)));
    assert_eq!(by_name.rows[0].name, "Älpha 0", "A with dots is an A");
    assert!(by_name.groups.is_empty());
    let changed = view.file_page(&FilesAsk { sort: Ordering::Changed, limit: 3, ..ask() }).unwrap();
    assert_eq!(numbers(&changed), [9_999, 9_998, 9_997]);
    let found = view.file_page(&FilesAsk { search: Some("ALPHA 12".into()), limit: 20_000, ..ask() }).unwrap();
    assert!(found.rows.iter().all(|r| r.name.starts_with("Älpha 12")));
    assert_eq!(
        found.total,
        (0..10_000_u64).filter(|n| n.is_multiple_of(3) && n.to_string().starts_with("12")).count() as u32
    );
}

#[test]
fn each_filter_keeps_exactly_what_it_names() {
    let (_home, mut writer) = world(0);
    let put = |tx: &mut crate::Tx<'_>| {
        fill(tx, 40)?;
        let (mut row, extra) = deliverable(3);
        (row.status, row.archived) = (Status::Approved, true);
        tx.put_file_row(&row, &extra)?;
        let (mut row, mut extra) = deliverable(4);
        row.status = Status::AwaitingApproval;
        row.my_review_wanted = true;
        row.drive = Drive::Area(area(1));
        row.ball_in_court = vec![ball(side(2), BallWhy::Review, false)];
        extra.undelivered = false;
        tx.put_file_row(&row, &extra)?;
        let (mut row, extra) = deliverable(5);
        row.kind = model::row::FileKind::File;
        row.assigned_to = Vec::new();
        row.area = None;
        tx.put_file_row(&row, &crate::FileExtra { undelivered: false, ..extra })?;
        let (mut row, extra) = deliverable(6);
        row.waived = true;
        tx.put_file_row(&row, &extra)
    };
    writer.transaction(put).unwrap();
    let view = writer.view();
    let of = |ask: FilesAsk| numbers(&view.file_page(&ask).unwrap());
    let all: Vec<u32> = (0..40).collect();
    let without = |gone: &[u32]| all.iter().copied().filter(|n| !gone.contains(n)).collect::<Vec<_>>();
    assert_eq!(of(FilesAsk { limit: 99, ..ask() }), without(&[3]));
    assert_eq!(of(FilesAsk { archived: true, ..ask() }), [3]);
    assert_eq!(of(FilesAsk { deliverables: true, ..ask() }), without(&[3, 5]));
    assert_eq!(of(FilesAsk { status: Some(Status::AwaitingApproval), ..ask() }), [4]);
    assert_eq!(of(FilesAsk { drive: Some(Drive::Area(area(1))), ..ask() }), [4]);
    assert_eq!(of(FilesAsk { area: Some(area(1)), limit: 3, ..ask() }), [1, 4, 7]);
    assert_eq!(of(FilesAsk { collaborator: Some(side(4)), limit: 3, ..ask() }), [4, 9, 14]);
    assert_eq!(
        of(FilesAsk { overdue: true, now: 8 * DAY, ..ask() }),
        [0, 1, 2, 7],
        "delivered, archived, waived and file are not"
    );
    assert_eq!(of(FilesAsk { mine: Some(Whose::Owe), limit: 3, ..ask() }), [0, 5, 10]);
    assert_eq!(of(FilesAsk { mine: Some(Whose::Owed), limit: 4, ..ask() }), [1, 2, 4, 7]);
    assert_eq!(of(FilesAsk { mine: Some(Whose::Review), ..ask() }), [4]);
    assert_eq!(of(FilesAsk::of(event(9), NOW)), Vec::<u32>::new());

    let cut = |group| view.file_page(&FilesAsk { group, limit: 99, ..ask() }).unwrap();
    assert_eq!(
        groups(&cut(Grouping::Area)),
        [("Area 2", 12), ("Area 1", 13), ("Area 0", 13), ("", 1)],
        "in the event's order"
    );
    assert_eq!(numbers(&cut(Grouping::Area)).last(), Some(&5));
    assert_eq!(
        groups(&cut(Grouping::Assignee)),
        [("Side 0", 7), ("Side 1", 8), ("Side 2", 8), ("Side 3", 7), ("Side 4", 8), ("", 1)]
    );
    assert_eq!(groups(&cut(Grouping::State)), [("Not delivered", 37), ("Awaiting approval", 1), ("Waived", 1)]);
}

#[test]
fn a_collaborators_own_dashboard_is_what_concerns_it() {
    let (_home, mut writer) = world(20);
    let put = |tx: &mut crate::Tx<'_>| {
        // 6 is side 1's, and waits for the person behind one of side 1's crew; 7 is side 2's and waits for side 1 itself
        let (mut row, extra) = deliverable(6);
        let id = person(2).to_string();
        row.ball_in_court = vec![model::row::Ball {
            kind: model::row::BallKind::Person,
            id,
            name: "Ben".into(),
            why: BallWhy::Review,
            me: false,
        }];
        tx.put_file_row(&row, &extra)?;
        let (mut row, extra) = deliverable(7);
        row.ball_in_court = vec![ball(side(1), BallWhy::Review, false)];
        tx.put_file_row(&row, &extra)?;
        tx.put_activity(&event(0), &activity_row(1, 10, Some(file(6)), OpState::Applied))?;
        tx.put_activity(&event(0), &activity_row(2, 11, Some(file(7)), OpState::Applied))
    };
    writer.transaction(put).unwrap();
    let of = DashboardAsk { event: Some(event(0)), collaborator: Some(side(1)), limit: 50, now: NOW };
    let board = writer.view().dashboard(&of).unwrap();
    let list = |rows: &[model::row::FileRow]| rows.iter().map(|r| r.number).collect::<Vec<_>>();
    assert_eq!(list(&board.i_owe), [1, 7, 11, 16]);
    assert_eq!(list(&board.owed_to_me), [6]);
    assert_eq!(list(&board.waiting_for_my_review), [6, 7]);
    assert_eq!((board.i_owe_count, board.owed_to_me_count, board.waiting_for_my_review_count), (4, 1, 2));
    assert_eq!(board.changed.iter().map(|l| l.made_at).collect::<Vec<_>>(), [10], "the log of its own deliverables");
    assert_eq!((board.counts.all, board.counts.overdue), (4, 4));
    let short = writer.view().dashboard(&DashboardAsk { limit: 2, ..of }).unwrap();
    assert_eq!((list(&short.i_owe), short.i_owe_count), (vec![1, 7], 4));
    // An archived event is in nobody's dashboard over all events.
    let (mut row, extra) = event_row(0, "Old");
    row.archived = true;
    writer.transaction(|tx| tx.put_event(&row, &extra)).unwrap();
    let all = writer.view().dashboard(&DashboardAsk { event: None, collaborator: None, limit: 50, now: NOW }).unwrap();
    assert_eq!((all.i_owe.len(), all.i_owe_count, all.counts.all), (0, 0, 0));
}

#[test]
fn paging_the_log_by_instants_loses_no_line() {
    let (_home, mut writer) = world(0);
    writer
        .transaction(|tx| {
            (0..100_u64).try_for_each(|n| {
                let state = if n.is_multiple_of(10) { OpState::Held } else { OpState::Applied };
                // seven operations share each instant, as those of one act do
                tx.put_activity(
                    &event(n % 2),
                    &activity_row(n, i64::try_from(n / 7).unwrap(), Some(file(n % 3)), state),
                )
            })
        })
        .unwrap();
    let view = writer.view();
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let page = view.activity(&LogAsk { before, limit: 10, ..LogAsk::default() }).unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.made_at);
        seen.extend(page.iter().map(|l| l.op));
    }
    let mut once = seen.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!((seen.len(), once.len()), (100, 100));
    let count = |ask: LogAsk| view.activity(&LogAsk { limit: 1000, ..ask }).unwrap().len();
    assert_eq!(count(LogAsk { event: Some(event(1)), ..LogAsk::default() }), 50);
    assert_eq!(count(LogAsk { file: Some(file(0)), ..LogAsk::default() }), 34);
    assert_eq!(count(LogAsk { state: Some(OpState::Held), ..LogAsk::default() }), 10);
    assert_eq!(count(LogAsk { since: Some(10), before: Some(12), ..LogAsk::default() }), 14);
}

fn find(view: View<'_>, text: &str) -> Vec<(String, String)> {
    let found = view.search(&SearchAsk { text: text.into(), event: None, limit: 30 }).unwrap();
    found.into_iter().map(|f| (f.kind, f.title)).collect()
}

#[test]
fn search_finds_words_by_their_beginning_without_diacritics_wherever_they_stand() {
    let (_home, mut writer) = world(0);
    let put = |tx: &mut crate::Tx<'_>| {
        for (n, name, description, comments) in [
            (1, "Stage plot", "Truss over the pit", vec![(1, "The truss is too low for the projector")]),
            (2, "Truss plan", "", vec![]),
            (3, "Überlast – Nachweis", "für die Bühne", vec![(2, "plot wrong; see stage")]),
        ] {
            let (mut row, extra) = deliverable(n);
            row.name = name.into();
            tx.put_file_row(&row, &extra)?;
            tx.put_file_show(&show(&row, description, &comments))?;
        }
        Ok::<_, StoreError>(())
    };
    writer.transaction(put).unwrap();
    let view = writer.view();
    let titles = |text: &str| find(view, text).into_iter().map(|(_, title)| title).collect::<Vec<_>>();
    assert_eq!(titles("truss"), ["Truss plan", "Stage plot", "Ben"], "a title first, then what it says, then remarks");
    assert_eq!(titles("uber"), ["Überlast – Nachweis"]);
    assert_eq!(titles("UBERLAST nach"), ["Überlast – Nachweis"]);
    assert_eq!(titles("U\u{308}berlast"), ["Überlast – Nachweis"], "decomposed as well");
    assert_eq!(titles("angst"), ["Zoë Ångström"]);
    assert_eq!(titles("oztu"), ["Ben Öztürk", "Ben Öztürk"], "the person and the contact");
    assert_eq!(titles("harbour"), ["Harbour Festival"]);
    assert_eq!(titles("buhnenplan").len(), 3, "by the name of a delivered file");
    assert_eq!(titles("zoe@example"), ["Zoë Ångström"], "by an address");
    for nothing in ["", "   ", "\"", "*", "AND", "NEAR(", "title:", "(", "'; DROP TABLE findable", "\u{202E}", "xyzzy"]
    {
        assert!(titles(nothing).len() <= 1, "{nothing:?} is only words: {:?}", titles(nothing));
    }
    let hit = &view.search(&SearchAsk { text: "projec".into(), event: Some(event(0)), limit: 5 }).unwrap()[0];
    assert_eq!(
        hit.excerpt,
        "The truss is too low for the \u{2068}projector\u{2069}".split_at(4).1.replacen("", "…", 1).as_str()
    );
    assert_eq!((hit.kind.as_str(), hit.r#where.as_str(), hit.file), ("comment", "Stage plot", Some(file(1))));
    assert!(view.search(&SearchAsk { text: "projec".into(), event: Some(event(9)), limit: 5 }).unwrap().is_empty());

    // A comment that is edited or taken away is found as it stands.
    let (mut row, _) = deliverable(1);
    row.name = "Stage plot".into();
    writer.transaction(|tx| tx.put_file_show(&show(&row, "", &[(1, "all good")]))).unwrap();
    assert_eq!(find(writer.view(), "projector"), []);
    assert_eq!(find(writer.view(), "good").len(), 1);
    writer.transaction(|tx| tx.put_file_show(&show(&row, "", &[]))).unwrap();
    assert_eq!(find(writer.view(), "good"), []);
}

#[test]
fn an_excerpt_marks_whole_words_and_stays_short() {
    let long = (0..100).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
    let found = excerpt(&long, &["w50".into()]).unwrap();
    assert_eq!(found, "…w44 w45 w46 w47 w48 w49 \u{2068}w50\u{2069} w51 w52 w53 w54 w55 w56 w57 w58 w59 w60 w61…");
    assert_eq!(excerpt("Die Bühne,\n hinten", &["buh".into()]).unwrap(), "Die \u{2068}Bühne\u{2069}, hinten");
    assert_eq!(excerpt("nothing here", &["zz".into()]), None);
    assert_eq!(excerpt("", &["zz".into()]), None);
}

#[test]
fn a_thing_is_named_by_its_id_the_beginning_of_it_or_its_exact_name() {
    let (_home, mut writer) = world(3);
    let (mut row, _) = deliverable(1);
    row.name = "Stage plot".into();
    writer.transaction(|tx| tx.put_file_show(&show(&row, "", &[]))).unwrap();
    let view = writer.view();
    let id = file(1).to_string();
    for name in [id.as_str(), &id[..12], &id[..12].to_uppercase(), "Stage plot"] {
        let found = view.named("file", name, Some(&event(0))).unwrap();
        assert_eq!(found.iter().map(|m| m.id.as_str()).collect::<Vec<_>>(), [&id], "{name}");
    }
    assert_eq!(view.named("area", "Area 1", None).unwrap()[0].id, area(1).to_string());
    for (kind, name) in
        [("file", "stage plot "), ("file", "doc_"), ("area", &id[..12]), ("file", "doc_zzzzzz"), ("file", "")]
    {
        assert!(view.named(kind, name, None).unwrap().is_empty(), "{kind} {name}");
    }
}

/// The steps of SQLite's plan for a statement.
fn plan(writer: &mut Writer, sql: &str, values: &[rusqlite::types::Value]) -> String {
    let mut explain = writer.raw().prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let rows = explain.query_map(params_from_iter(values), |row| row.get::<_, String>(3)).unwrap();
    rows.map(Result::unwrap).collect::<Vec<_>>().join("\n")
}

#[test]
fn lists_dashboards_and_search_read_by_index_and_never_a_whole_table() {
    let (_home, mut writer) = world(100);
    let every = [
        ask(),
        FilesAsk { group: Grouping::Due, deliverables: true, ..ask() },
        FilesAsk { group: Grouping::Area, ..ask() },
        FilesAsk { group: Grouping::Assignee, mine: Some(Whose::Owed), ..ask() },
        FilesAsk { group: Grouping::State, overdue: true, ..ask() },
        FilesAsk { drive: Some(Drive::Event), top: true, ..ask() },
        FilesAsk { area: Some(area(1)), collaborator: Some(side(1)), sort: Ordering::Name, ..ask() },
    ];
    for ask in &every {
        for query in [Query::of_groups(ask), Query::of_rows(ask)] {
            let plan = plan(&mut writer, &query.sql, &query.values);
            assert!(plan.contains("SEARCH f USING") && !plan.contains("SCAN f"), "{}\n{plan}", query.sql);
        }
    }
    for (sql, index) in [
        (
            "SELECT count(*) FROM file_rows WHERE event = x'00' AND overdue_from < 1",
            "COVERING INDEX files_overdue (event=? AND overdue_from<?)",
        ),
        (
            "SELECT count(*) FROM file_rows WHERE event = x'00' AND due_soon_from <= 1",
            "COVERING INDEX files_due_soon (event=? AND due_soon_from<?)",
        ),
        (
            "SELECT count(*) FROM file_rows WHERE area = x'00' AND overdue_from < 1",
            "COVERING INDEX files_area_overdue (area=? AND overdue_from<?)",
        ),
        (
            "SELECT count(*) FROM file_assignees WHERE collaborator = x'00' AND overdue_from < 1",
            "COVERING INDEX assignees_overdue (collaborator=? AND overdue_from<?)",
        ),
        (
            "SELECT row, extra FROM file_rows INDEXED BY files_owe WHERE event = x'00' AND owe ORDER BY due_rank, number, place LIMIT 9",
            "files_owe (event=?)",
        ),
        ("SELECT row FROM activity WHERE 1 ORDER BY made_at DESC, operation DESC LIMIT 9", "activity_by_time"),
        (
            "SELECT row FROM activity WHERE 1 AND event = x'00' AND made_at < 5 ORDER BY made_at DESC, operation DESC LIMIT 9",
            "activity_by_event (event=? AND made_at<?)",
        ),
        (
            "SELECT row FROM activity WHERE 1 AND file = x'00' ORDER BY made_at DESC, operation DESC LIMIT 9",
            "activity_by_file (file=?)",
        ),
        (
            "SELECT row FROM activity WHERE 1 AND state <> 0 AND state = 1 ORDER BY made_at DESC, operation DESC LIMIT 9",
            "activity_aside (state=?)",
        ),
        (
            "SELECT count(DISTINCT b.file) FROM ball_in_court b WHERE b.kind = 0 AND b.id = 'x'",
            "ball_by_holder (kind=? AND id=?)",
        ),
        (
            "SELECT t.place FROM found f CROSS JOIN findable t ON t.place = f.rowid WHERE found MATCH 'x' ORDER BY f.rowid DESC LIMIT 9",
            "SEARCH t USING INTEGER PRIMARY KEY",
        ),
    ] {
        let plan = plan(&mut writer, sql, &[]);
        assert!(plan.contains(index), "{sql}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{sql}\n{plan}");
    }
}

fn fastest(mut act: impl FnMut()) -> Duration {
    (0..15)
        .map(|_| {
            let from = Instant::now();
            act();
            from.elapsed()
        })
        .min()
        .unwrap()
}

#[test]
fn a_word_that_stands_in_a_hundred_thousand_rows_is_not_slower_to_find_than_the_bare_index_allows() {
    let (_home, mut writer) = world(0);
    let place = |n: u64| crate::projection::findable::Findable {
        event: event(0),
        kind: "comment",
        id: entry(n).to_string(),
        file: None,
        title: "",
        text: "",
        at: "",
    };
    writer
        .transaction(|tx| {
            (0..100_000).try_for_each(|n| {
                let title = format!("Stage plot {n}");
                let text =
                    if n == 50_000 { "a stagehand was here, needle" } else { "stage stages staging of the plan" };
                tx.put_findable(&crate::projection::findable::Findable { title: &title, text, ..place(n) })
            })
        })
        .unwrap();
    let view = writer.view();
    let search = |text: &str| view.search(&SearchAsk { text: text.into(), event: Some(event(0)), limit: 30 }).unwrap();
    assert_eq!(search("stage").len(), 30);
    assert_eq!(search("s").len(), 30);
    assert_eq!(search("stagehand")[0].title, "Stage plot 50000", "a rare word among common ones is still found");
    assert_eq!(search("stage needle").len(), 1);
    assert_eq!(search("stage plot 777")[0].title, "Stage plot 777", "the whole title before those that only begin so");
    let elsewhere = SearchAsk { text: "stage".into(), event: Some(event(1)), limit: 30 };
    assert_eq!(view.search(&elsewhere).unwrap(), []);
    // The control is what nothing can be faster than: the first matches as the index has them, with their rows.
    let mut control = view
        .db
        .prepare("SELECT t.* FROM found f CROSS JOIN findable t ON t.place = f.rowid WHERE found MATCH ?1 ORDER BY f.rowid DESC LIMIT 600")
        .unwrap();
    for text in ["s", "st", "sta", "stage", "stage plot"] {
        let query = text.split(' ').map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ");
        let bare =
            fastest(|| assert!(control.query([&query]).unwrap().mapped(|r| r.get::<_, String>(5)).count() > 500));
        let ours = fastest(|| assert_eq!(search(text).len(), 30));
        println!("{text}: bare {bare:?}, ours {ours:?}");
        assert!(ours < bare * 15, "{text}: {ours:?} where the index alone takes {bare:?}");
    }
    let bare =
        fastest(|| assert!(control.query(["\"stage\"*"]).unwrap().mapped(|r| r.get::<_, String>(5)).count() > 500));
    let none = fastest(|| assert_eq!(view.search(&elsewhere).unwrap(), []));
    assert!(none < bare * 15, "another event's matches are not walked through: {none:?} beside {bare:?}");
}

//! A part of a long list of files: filtered, cut into groups, ordered, counted.

use crate::error::StoreError;
use crate::projection::file::{NEVER, row_at};
use crate::reader::View;
use crate::sql::{drive_to_owner, fold, status_to_n};
use model::command::Drive;
use model::id::{EntryId, EventId, ScopeId};
use model::row::{FilePage, FileRow, GroupRow, Status};
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use std::fmt::Write as _;

/// Whose ball.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// In my court, or a side's of mine.
    Owe,
    /// In somebody else's, on what I made or manage.
    Owed,
    /// My answer is wanted.
    Review,
}

/// How a list is cut into groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// Overdue, today, this week, later, no date, and what was due before today and is delivered.
    Due,
    /// By area, in the event's order; what belongs to none last.
    Area,
    /// By who owes it, by name; what nobody owes last.
    Assignee,
    /// By state, what needs most doing first.
    State,
    /// Not at all.
    #[default]
    None,
}

/// How a list is ordered within its groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ordering {
    /// Soonest due first.
    #[default]
    Due,
    /// By name.
    Name,
    /// By number.
    Number,
    /// Last changed first.
    Changed,
}

/// What is wanted of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilesAsk {
    /// Where.
    pub event: EventId,
    /// Deliverables only.
    pub deliverables: bool,
    /// In this drive.
    pub drive: Option<Drive>,
    /// With `drive`: in this folder itself.
    pub folder: Option<EntryId>,
    /// With `drive`: only what lies at its top.
    pub top: bool,
    /// Belonging to this area.
    pub area: Option<ScopeId>,
    /// Owed by this collaborator.
    pub collaborator: Option<ScopeId>,
    /// In this status.
    pub status: Option<Status>,
    /// Overdue only.
    pub overdue: bool,
    /// By ball in court.
    pub mine: Option<Whose>,
    /// Whose name has these words, each a prefix, diacritics folded.
    pub search: Option<String>,
    /// Archived ones instead.
    pub archived: bool,
    /// How it is cut.
    pub group: Grouping,
    /// How it is ordered.
    pub sort: Ordering,
    /// Rows to pass over.
    pub offset: u32,
    /// Rows at most.
    pub limit: u32,
    /// The instant at which it is asked.
    pub now: i64,
    /// When today began in the event's zone.
    pub today_from: i64,
    /// When today ends there.
    pub today_to: i64,
    /// When this week ends there.
    pub week_to: i64,
}

impl FilesAsk {
    /// Everything of an event that is not archived, soonest due first, 200 rows, ungrouped. Grouping by due date wants the three ends set.
    #[must_use]
    pub const fn of(event: EventId, now: i64) -> Self {
        Self {
            event,
            deliverables: false,
            drive: None,
            folder: None,
            top: false,
            area: None,
            collaborator: None,
            status: None,
            overdue: false,
            mine: None,
            search: None,
            archived: false,
            group: Grouping::None,
            sort: Ordering::Due,
            offset: 0,
            limit: 200,
            now,
            today_from: now,
            today_to: now,
            week_to: now,
        }
    }
}

/// The groups of a list by due date, by their number.
const DUE_TITLES: [&str; 6] = ["Overdue", "Today", "This week", "Later", "No date", "Earlier"];
/// The groups of a list by state, by their number.
const STATE_TITLES: [&str; 8] = [
    "Your choice",
    "Changes asked",
    "Not delivered",
    "Awaiting approval",
    "Delivered",
    "Approved",
    "No review",
    "Waived",
];

/// A statement, and the values that are bound in it.
pub(super) struct Query<'a> {
    ask: &'a FilesAsk,
    pub(super) values: Vec<Value>,
    pub(super) sql: String,
}

impl View<'_> {
    /// A part of a list, with the groups and counts of the whole.
    pub fn file_page(&self, ask: &FilesAsk) -> Result<FilePage, StoreError> {
        let (groups, total, overdue) = self.groups(ask)?;
        let rows = self.rows(ask)?;
        Ok(FilePage { rows, total, overdue, groups, offset: ask.offset })
    }

    fn groups(&self, ask: &FilesAsk) -> Result<(Vec<GroupRow>, u32, u32), StoreError> {
        let query = Query::of_groups(ask);
        let mut counted = self.db.prepare_cached(&query.sql)?;
        let mut rows = counted.query(params_from_iter(&query.values))?;
        let (mut groups, mut total, mut overdue) = (Vec::new(), 0, 0);
        while let Some(row) = rows.next()? {
            let title = match ask.group {
                Grouping::Due => nth(&DUE_TITLES, row.get(0)?),
                Grouping::State => nth(&STATE_TITLES, row.get(0)?),
                Grouping::Area | Grouping::Assignee | Grouping::None => {
                    row.get::<_, Option<String>>(0)?.unwrap_or_default()
                }
            };
            let rows: u32 = row.get(1)?;
            total += rows;
            overdue += row.get::<_, u32>(2)?;
            groups.push(GroupRow { title, rows });
        }
        if ask.group == Grouping::None {
            groups.clear();
        }
        Ok((groups, total, overdue))
    }

    fn rows(&self, ask: &FilesAsk) -> Result<Vec<FileRow>, StoreError> {
        let query = Query::of_rows(ask);
        let mut sorted = self.db.prepare_cached(&query.sql)?;
        let places = sorted.query_map(params_from_iter(&query.values), |row| row.get::<_, i64>(0))?;
        let mut one = self.db.prepare_cached("SELECT row, extra FROM file_rows WHERE place = ?1")?;
        places.map(|place| one.query_row([place?], |row| Ok(row_at(row, ask.now)))?).collect()
    }
}

/// How a list is cut: what of a row says its group, a key that orders the groups, the title of each, and the table that has it.
struct Cut {
    by: String,
    key: &'static str,
    title: &'static str,
    join: &'static str,
}

impl<'a> Query<'a> {
    /// How many rows each group has, and how many of them are overdue.
    pub(super) fn of_groups(ask: &'a FilesAsk) -> Self {
        let mut query = Self { ask, values: Vec::new(), sql: String::new() };
        let late = query.bind(ask.now);
        let Cut { key, title, by, join } = query.cut();
        let filter = query.filter();
        // Counted first and joined afterwards: a name is looked up once for each group, not for each row.
        query.sql = format!(
            "SELECT {title}, sum(c.rows), sum(c.late) FROM (
                SELECT {by} AS k, count(*) AS rows, count(*) FILTER (WHERE f.overdue_from < {late}) AS late FROM file_rows f
                WHERE {filter} GROUP BY 1) c {join} GROUP BY {key} ORDER BY {key}",
            join = join.replace("$k", "c.k"),
        );
        query
    }

    /// Where the rows of the part that is wanted are: sorted without the rows themselves, which are read afterwards for that part only.
    pub(super) fn of_rows(ask: &'a FilesAsk) -> Self {
        let mut query = Self { ask, values: Vec::new(), sql: String::new() };
        let Cut { key, by, join, .. } = query.cut();
        let filter = query.filter();
        let (limit, offset) = (query.bind(ask.limit), query.bind(ask.offset));
        let first = if ask.group == Grouping::None { String::new() } else { key.replace("c.k", &by) + ", " };
        let (join, order) = (join.replace("$k", &by), order(ask.sort));
        query.sql = format!(
            "SELECT f.place FROM file_rows f {join} WHERE {filter} ORDER BY {first}{order} LIMIT {limit} OFFSET {offset}"
        );
        query
    }

    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn filter(&mut self) -> String {
        let ask = self.ask;
        let (event, archived) = (self.bind(ask.event.0.to_vec()), self.bind(ask.archived));
        let mut sql = format!("f.event = {event} AND f.archived = {archived}");
        let mut and = |text: &str| _ = write!(sql, " AND {text}");
        if ask.deliverables {
            and("f.kind = 1");
        }
        if let Some(drive) = &ask.drive {
            and(&format!("f.drive = {}", self.bind(drive_to_owner(&ask.event, drive).to_vec())));
            match ask.folder {
                Some(folder) => and(&format!("f.folder = {}", self.bind(folder.0.to_vec()))),
                None if ask.top => and("f.folder IS NULL"),
                None => {}
            }
        }
        if let Some(area) = ask.area {
            and(&format!("f.area = {}", self.bind(area.0.to_vec())));
        }
        if let Some(side) = ask.collaborator {
            let side = self.bind(side.0.to_vec());
            and(&format!("EXISTS (SELECT 1 FROM file_assignees a WHERE a.collaborator = {side} AND a.file = f.file)"));
        }
        if let Some(status) = ask.status {
            and(&format!("f.status = {}", self.bind(status_to_n(status))));
        }
        if ask.overdue {
            and(&format!("f.overdue_from < {}", self.bind(ask.now)));
        }
        match ask.mine {
            Some(Whose::Owe) => and("f.owe"),
            Some(Whose::Owed) => and("f.owed"),
            Some(Whose::Review) => and("f.review"),
            None => {}
        }
        for word in ask.search.iter().flat_map(|text| words(text)) {
            and(&format!("instr(f.words, {}) > 0", self.bind(word)));
        }
        sql
    }

    fn cut(&mut self) -> Cut {
        let ask = self.ask;
        match ask.group {
            Grouping::None => Cut { by: "0".into(), key: "c.k", title: "NULL", join: "" },
            Grouping::State => Cut { by: "f.state".into(), key: "c.k", title: "c.k", join: "" },
            Grouping::Area => Cut {
                by: "f.area".into(),
                key: "g.area IS NULL, g.place, g.words, g.area",
                title: "g.row ->> 'name'",
                join: "LEFT JOIN areas g ON g.area = $k",
            },
            Grouping::Assignee => Cut {
                by: "f.assignee".into(),
                key: "g.collaborator IS NULL, g.words, g.collaborator",
                title: "g.row ->> 'name'",
                join: "LEFT JOIN collaborators g ON g.collaborator = $k",
            },
            Grouping::Due => {
                let (now, from) = (self.bind(ask.now), self.bind(ask.today_from));
                let (today, week, never) = (self.bind(ask.today_to), self.bind(ask.week_to), self.bind(NEVER));
                let by = format!(
                    "CASE WHEN f.overdue_from < {now} THEN 0 WHEN f.due_rank = {never} THEN 4 WHEN f.due_rank < {from} THEN 5
                     WHEN f.due_rank <= {today} THEN 1 WHEN f.due_rank <= {week} THEN 2 ELSE 3 END"
                );
                Cut { by, key: "c.k", title: "c.k", join: "" }
            }
        }
    }
}

const fn order(sort: Ordering) -> &'static str {
    match sort {
        Ordering::Due => "f.due_rank, f.number, f.place",
        Ordering::Name => "f.words, f.number, f.place",
        Ordering::Number => "f.number, f.words, f.place",
        Ordering::Changed => "f.changed_at DESC, f.number, f.place",
    }
}

/// The words of a wish, each with the space before it that begins a word in what is searched.
fn words(text: &str) -> Vec<String> {
    fold(text).split_whitespace().take(8).map(|word| format!(" {word}")).collect()
}

fn nth(titles: &[&str], n: i64) -> String {
    usize::try_from(n).ok().and_then(|n| titles.get(n)).copied().unwrap_or_default().to_owned()
}

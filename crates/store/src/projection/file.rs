//! Files and deliverables: the row of a list, with what it is filtered, sorted and counted by.

use super::tally::{move_share, share_of};
use super::{from_json, row_in, to_json};
use crate::error::StoreError;
use crate::reader::View;
use crate::sql::{ball_kind_to_n, ball_why_to_n, drive_to_owner, file_kind_to_n, fold, status_to_n};
use crate::writer::Tx;
use model::id::{DocumentId, EventId, ScopeId};
use model::row::{FileKind, FileRow, Status};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

/// What a row does not show and a question needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FileExtra {
    /// A deliverable without a delivery: it can become due soon and overdue. Archived and waived ones do neither, whatever this says.
    pub undelivered: bool,
    /// From when it counts as due soon.
    pub due_soon_from: Option<i64>,
    /// I made or manage it, so that what others owe on it is owed to me.
    pub managed: bool,
}

/// The due rank of what has no due date.
pub(crate) const NEVER: i64 = i64::MAX;

impl Tx<'_> {
    /// Puts a row whole, in place of the one before it. `overdue` and `due_soon` are computed when asked; what they are here does not matter.
    pub fn put_file_row(&mut self, row: &FileRow, extra: &FileExtra) -> Result<(), StoreError> {
        let row = &FileRow { overdue: false, due_soon: false, ..row.clone() };
        let before = self.view().file_row_kept(&row.file)?;
        if before.as_ref().is_some_and(|(old, old_extra)| old == row && old_extra == extra) {
            return Ok(());
        }
        let share = before.as_ref().map(|(row, extra)| share_of(row, extra)).unwrap_or_default();
        if before.as_ref().is_some_and(|(old, old_extra)| indexed(old, old_extra) == indexed(row, extra)) {
            self.rewrite_file_row(row, extra)?;
        } else {
            self.write_file_row(row, extra)?;
        }
        let same = |part: fn(&FileRow, &FileExtra) -> Keyed| {
            before.as_ref().is_some_and(|(old, old_extra)| part(old, old_extra) == part(row, extra))
        };
        if !same(balls) {
            self.write_balls(row, before.is_some())?;
        }
        if !same(assignees) {
            self.write_assignees(row, extra, before.is_some())?;
        }
        move_share(&self.db, &share, &share_of(row, extra))
    }

    /// Takes a file away: its row, its screen, its counts and what is found of it.
    pub fn remove_file(&mut self, file: &DocumentId) -> Result<(), StoreError> {
        if let Some((row, extra)) = self.view().file_row_kept(file)? {
            move_share(&self.db, &share_of(&row, &extra), &super::tally::Share::new())?;
        }
        for table in ["file_rows", "file_shows", "file_assignees", "ball_in_court", "findable"] {
            self.db.prepare_cached(&format!("DELETE FROM {table} WHERE file = ?1"))?.execute([file.0])?;
        }
        Ok(())
    }

    fn write_file_row(&mut self, row: &FileRow, extra: &FileExtra) -> Result<(), StoreError> {
        let (overdue_from, due_soon_from) = late_from(row, extra);
        self.db
            .prepare_cached(
                "INSERT INTO file_rows (file, event, kind, archived, waived, status, state, forked, number, words, drive, folder, area, assignee,
                    due_rank, overdue_from, due_soon_from, owe, owed, review, changed_at, row, extra)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)
                 ON CONFLICT (file) DO UPDATE SET event = ?2, kind = ?3, archived = ?4, waived = ?5, status = ?6, state = ?7, forked = ?8,
                    number = ?9, words = ?10, drive = ?11, folder = ?12, area = ?13, assignee = ?14, due_rank = ?15, overdue_from = ?16,
                    due_soon_from = ?17, owe = ?18, owed = ?19, review = ?20, changed_at = ?21, row = ?22, extra = ?23",
            )?
            .execute(params![
                row.file.0,
                row.event.0,
                file_kind_to_n(row.kind),
                row.archived,
                row.waived,
                status_to_n(row.status),
                state_of(row),
                row.forked,
                row.number,
                fold(&row.name),
                drive_to_owner(&row.event, &row.drive),
                row.folder.map(|f| f.0),
                row.area.as_ref().map(|a| a.id.0),
                row.assigned_to.first().map(|a| a.id.0),
                due_rank(row),
                overdue_from,
                due_soon_from,
                owe(row),
                owed(row, extra),
                review(row),
                row.changed_at,
                to_json("file_rows", row)?,
                to_json("file_rows", extra)?
            ])?;
        Ok(())
    }

    /// As most edits do: nothing changed that an index is made of. SQLite writes every index anew whose columns are merely named.
    fn rewrite_file_row(&mut self, row: &FileRow, extra: &FileExtra) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "UPDATE file_rows SET waived = ?2, status = ?3, state = ?4, forked = ?5, words = ?6, assignee = ?7, changed_at = ?8, row = ?9, extra = ?10
                 WHERE file = ?1",
            )?
            .execute(params![
                row.file.0,
                row.waived,
                status_to_n(row.status),
                state_of(row),
                row.forked,
                fold(&row.name),
                row.assigned_to.first().map(|a| a.id.0),
                row.changed_at,
                to_json("file_rows", row)?,
                to_json("file_rows", extra)?
            ])?;
        Ok(())
    }

    fn write_balls(&mut self, row: &FileRow, replace: bool) -> Result<(), StoreError> {
        if replace {
            self.db.prepare_cached("DELETE FROM ball_in_court WHERE file = ?1")?.execute([row.file.0])?;
        }
        if row.archived || row.waived {
            return Ok(());
        }
        for ball in &row.ball_in_court {
            self.db
                .prepare_cached(
                    "INSERT OR IGNORE INTO ball_in_court (file, kind, id, why, event, due_rank) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![
                    row.file.0,
                    ball_kind_to_n(ball.kind),
                    ball.id,
                    ball_why_to_n(ball.why),
                    row.event.0,
                    due_rank(row)
                ])?;
        }
        Ok(())
    }

    fn write_assignees(&mut self, row: &FileRow, extra: &FileExtra, replace: bool) -> Result<(), StoreError> {
        if replace {
            self.db.prepare_cached("DELETE FROM file_assignees WHERE file = ?1")?.execute([row.file.0])?;
        }
        let (overdue_from, due_soon_from) = late_from(row, extra);
        for side in &row.assigned_to {
            self.db
                .prepare_cached(
                    "INSERT OR IGNORE INTO file_assignees (collaborator, file, event, elsewhere, due_rank, overdue_from, due_soon_from)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    side.id.0,
                    row.file.0,
                    row.event.0,
                    is_elsewhere(row, &side.id),
                    due_rank(row),
                    overdue_from,
                    due_soon_from
                ])?;
        }
        Ok(())
    }
}

impl View<'_> {
    /// A row as it was put, with what stands beside it.
    pub fn file_row_kept(&self, file: &DocumentId) -> Result<Option<(FileRow, FileExtra)>, StoreError> {
        self.db
            .prepare_cached("SELECT row, extra FROM file_rows WHERE file = ?1")?
            .query_row([file.0], |row| {
                Ok(row_in("file_rows", row, 0).and_then(|r| Ok((r, row_in("file_rows", row, 1)?))))
            })
            .optional()?
            .transpose()
    }

    /// A row as it stands at an instant.
    pub fn file_row(&self, file: &DocumentId, now: i64) -> Result<Option<FileRow>, StoreError> {
        Ok(self.file_row_kept(file)?.map(|(row, extra)| at(row, &extra, now)))
    }

    /// The highest number that a deliverable of an event has; 0 without any.
    pub fn highest_number(&self, event: &EventId) -> Result<u32, StoreError> {
        Ok(self
            .db
            .prepare_cached("SELECT COALESCE(MAX(number), 0) FROM file_rows WHERE event = ?1")?
            .query_row([event.0], |row| row.get(0))?)
    }

    /// Files and deliverables of an event, archived ones too.
    pub fn files_of_event(&self, event: &EventId) -> Result<Vec<DocumentId>, StoreError> {
        let mut found = self
            .db
            .prepare_cached("SELECT file FROM file_rows INDEXED BY files_list WHERE event = ?1 ORDER BY place")?;
        let rows = found.query_map([event.0], |row| Ok(DocumentId(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Files whose rows show the name of an area or collaborator: lying in its drive, belonging to it, owed by it or in its court. After a
    /// rename these rows must be put again.
    pub fn files_naming(&self, scope: &ScopeId) -> Result<Vec<DocumentId>, StoreError> {
        let mut found = self.db.prepare_cached(
            "SELECT file FROM file_rows WHERE drive = ?1 UNION SELECT file FROM file_rows WHERE area = ?1
             UNION SELECT file FROM file_assignees WHERE collaborator = ?1 UNION SELECT file FROM ball_in_court WHERE kind = 0 AND id = ?2",
        )?;
        let rows = found.query_map(params![scope.0, scope.to_string()], |row| Ok(DocumentId(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A row read from two columns, as it stands at an instant.
pub(crate) fn row_at(row: &rusqlite::Row<'_>, now: i64) -> Result<FileRow, StoreError> {
    let kept: FileRow = row_in("file_rows", row, 0)?;
    let extra: FileExtra = from_json("file_rows", row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
    Ok(at(kept, &extra, now))
}

fn at(row: FileRow, extra: &FileExtra, now: i64) -> FileRow {
    let (overdue_from, due_soon_from) = late_from(&row, extra);
    let overdue = overdue_from.is_some_and(|from| from < now);
    let due_soon = !overdue && due_soon_from.is_some_and(|from| from <= now);
    FileRow { overdue, due_soon, ..row }
}

/// After which instant it is overdue, and from which it is due soon or overdue. Of several due dates the earliest decides (d.7).
fn late_from(row: &FileRow, extra: &FileExtra) -> (Option<i64>, Option<i64>) {
    let due = due_rank(row);
    if !extra.undelivered || row.archived || row.waived || due == NEVER {
        return (None, None);
    }
    (Some(due), Some(extra.due_soon_from.unwrap_or(due).min(due)))
}

fn due_rank(row: &FileRow) -> i64 {
    row.due_at.iter().chain(&row.due_also).copied().min().unwrap_or(NEVER)
}

fn open(row: &FileRow) -> bool {
    !row.archived && !row.waived
}

pub(super) fn owe(row: &FileRow) -> bool {
    open(row) && row.ball_in_court.iter().any(|b| b.me)
}

pub(super) fn owed(row: &FileRow, extra: &FileExtra) -> bool {
    open(row) && extra.managed && row.ball_in_court.iter().any(|b| !b.me)
}

pub(super) fn review(row: &FileRow) -> bool {
    open(row) && row.my_review_wanted
}

fn is_elsewhere(row: &FileRow, side: &ScopeId) -> bool {
    let id = side.to_string();
    open(row) && row.ball_in_court.iter().any(|b| b.id != id)
}

/// The group of a list that is cut by state, in the order in which something is to be done about it.
fn state_of(row: &FileRow) -> i64 {
    match row.status {
        _ if row.waived => 7,
        _ if row.forked => 0,
        Status::ChangesRequested => 1,
        Status::Incomplete => 2,
        Status::AwaitingApproval => 3,
        Status::NoStatus if row.kind == FileKind::Deliverable => 4,
        Status::Approved => 5,
        Status::NoStatus => 6,
    }
}

/// What the indexes of the table are made of.
fn indexed(row: &FileRow, extra: &FileExtra) -> impl PartialEq + use<> {
    let place =
        (row.event, row.kind, row.archived, row.number, row.drive, row.folder, row.area.as_ref().map(|area| area.id));
    (place, due_rank(row), late_from(row, extra), owe(row), owed(row, extra), review(row))
}

/// What the child tables hold of a row, to be compared.
type Keyed = Vec<(i64, String, i64, i64, Option<i64>, Option<i64>)>;

fn balls(row: &FileRow, _: &FileExtra) -> Keyed {
    let due = due_rank(row);
    let all = row.ball_in_court.iter().filter(|_| open(row));
    all.map(|b| (ball_kind_to_n(b.kind), b.id.clone(), ball_why_to_n(b.why), due, None, None)).collect()
}

fn assignees(row: &FileRow, extra: &FileExtra) -> Keyed {
    let (overdue_from, due_soon_from) = late_from(row, extra);
    let line = |side: &model::row::Named| {
        (i64::from(is_elsewhere(row, &side.id)), side.id.to_string(), 0, due_rank(row), overdue_from, due_soon_from)
    };
    row.assigned_to.iter().map(line).collect()
}

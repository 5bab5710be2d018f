//! Counters, so that a dashboard never counts: each file adds to its event's, its area's and its assignees' line.

use super::file::FileExtra;
use crate::error::StoreError;
use model::id::EventId;
use model::row::{BallKind, Counts, FileKind, FileRow, Status};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// How many columns are counted; their order is that of the table.
const COLUMNS: usize = 12;

type Line = [i64; COLUMNS];

/// What one file adds to each scope's line.
pub(super) type Share = BTreeMap<[u8; 32], Line>;

/// What a file adds.
pub(super) fn share_of(row: &FileRow, extra: &FileExtra) -> Share {
    let mut share = Share::new();
    if row.archived {
        return share;
    }
    let deliverable = row.kind == FileKind::Deliverable;
    let counted = deliverable && !row.waived;
    let in_status = |status| i64::from(counted && row.status == status);
    let line = |owe: bool, owed: bool, review: bool| -> Line {
        [
            1,
            i64::from(deliverable),
            i64::from(counted),
            in_status(Status::Incomplete),
            in_status(Status::NoStatus),
            in_status(Status::AwaitingApproval),
            in_status(Status::ChangesRequested),
            in_status(Status::Approved),
            i64::from(counted && row.forked),
            i64::from(owe),
            i64::from(owed),
            i64::from(review),
        ]
    };
    share.insert(row.event.0, line(super::file::owe(row), super::file::owed(row, extra), super::file::review(row)));
    if let Some(area) = &row.area {
        share.insert(area.id.0, line(false, false, false));
    }
    for side in &row.assigned_to {
        let id = side.id.to_string();
        let has_ball = counted && row.ball_in_court.iter().any(|b| b.kind == BallKind::Collaborator && b.id == id);
        share.insert(side.id.0, line(has_ball, false, false));
    }
    share
}

/// Brings the lines from what a file added before to what it adds now.
pub(super) fn move_share(db: &Connection, before: &Share, after: &Share) -> Result<(), StoreError> {
    if before == after {
        return Ok(());
    }
    let mut change = after.clone();
    for (scope, line) in before {
        let sum = change.entry(*scope).or_insert([0; COLUMNS]);
        sum.iter_mut().zip(line).for_each(|(a, b)| *a -= b);
    }
    for (scope, line) in change.iter().filter(|(_, line)| line.iter().any(|n| *n != 0)) {
        let [
            files,
            deliverables,
            counted,
            incomplete,
            delivered,
            awaiting,
            changes,
            approved,
            forked,
            owe,
            owed,
            review,
        ] = line;
        db.prepare_cached(
            "INSERT INTO tallies (scope, files, deliverables, counted, incomplete, delivered, awaiting, changes, approved, forked, owe, owed, review)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
             ON CONFLICT (scope) DO UPDATE SET files = files + ?2, deliverables = deliverables + ?3, counted = counted + ?4,
                incomplete = incomplete + ?5, delivered = delivered + ?6, awaiting = awaiting + ?7, changes = changes + ?8,
                approved = approved + ?9, forked = forked + ?10, owe = owe + ?11, owed = owed + ?12, review = review + ?13",
        )?
        .execute(params![
            scope, files, deliverables, counted, incomplete, delivered, awaiting, changes, approved, forked, owe, owed, review
        ])?;
        // A line of zeros is the same as none, and must be none: otherwise a rebuild would not give the same tables.
        if line.iter().any(|n| *n < 0) {
            db.prepare_cached("DELETE FROM tallies WHERE scope = ?1 AND files = 0")?.execute([scope])?;
        }
    }
    Ok(())
}

/// One scope's line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) deliverables: u32,
    pub(crate) owe: u32,
    pub(crate) owed: u32,
    pub(crate) review: u32,
    /// Without `overdue` and `due_soon`, which depend on the moment.
    pub(crate) counts: [u32; 7],
}

impl Tally {
    pub(crate) fn of(db: &Connection, scope: &[u8; 32]) -> Result<Self, StoreError> {
        let mut found = db.prepare_cached(
            "SELECT deliverables, owe, owed, review, counted, incomplete, delivered, awaiting, changes, approved, forked
             FROM tallies WHERE scope = ?1",
        )?;
        let line = found
            .query_row([scope], |row| {
                Ok(Self {
                    deliverables: row.get(0)?,
                    owe: row.get(1)?,
                    owed: row.get(2)?,
                    review: row.get(3)?,
                    counts: [
                        row.get(4)?,
                        row.get(5)?,
                        row.get(6)?,
                        row.get(7)?,
                        row.get(8)?,
                        row.get(9)?,
                        row.get(10)?,
                    ],
                })
            })
            .optional()?;
        Ok(line.unwrap_or_default())
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.deliverables += other.deliverables;
        self.owe += other.owe;
        self.owed += other.owed;
        self.review += other.review;
        self.counts.iter_mut().zip(other.counts).for_each(|(a, b)| *a += b);
    }

    pub(crate) const fn counts(&self, overdue: u32, due_soon: u32) -> Counts {
        let [all, incomplete, delivered, awaiting, changes, approved, forked] = self.counts;
        Counts { all, incomplete, delivered, awaiting, changes, approved, forked, overdue, due_soon }
    }
}

/// How many of an event's deliverables are overdue, and due soon, at an instant.
pub(crate) fn late_in_event(db: &Connection, event: &EventId, now: i64) -> Result<(u32, u32), StoreError> {
    late(
        db,
        "SELECT count(*) FROM file_rows WHERE event = ?1 AND overdue_from < ?2",
        "SELECT count(*) FROM file_rows WHERE event = ?1 AND due_soon_from <= ?2",
        &event.0,
        now,
    )
}

/// How many of a collaborator's deliverables are overdue, and due soon, at an instant.
pub(crate) fn late_of_collaborator(db: &Connection, id: &[u8; 32], now: i64) -> Result<(u32, u32), StoreError> {
    late(
        db,
        "SELECT count(*) FROM file_assignees WHERE collaborator = ?1 AND overdue_from < ?2",
        "SELECT count(*) FROM file_assignees WHERE collaborator = ?1 AND due_soon_from <= ?2",
        id,
        now,
    )
}

fn late(db: &Connection, overdue: &str, soon: &str, scope: &[u8; 32], now: i64) -> Result<(u32, u32), StoreError> {
    let overdue: u32 = db.prepare_cached(overdue)?.query_row(params![scope, now], |row| row.get(0))?;
    // What is overdue has been due soon before, so the difference is what is due soon and not yet overdue.
    let soon: u32 = db.prepare_cached(soon)?.query_row(params![scope, now], |row| row.get(0))?;
    Ok((overdue, soon.saturating_sub(overdue)))
}

/// How many of an area's deliverables are overdue at an instant.
pub(crate) fn overdue_in_area(db: &Connection, area: &[u8; 32], now: i64) -> Result<u32, StoreError> {
    Ok(db
        .prepare_cached("SELECT count(*) FROM file_rows WHERE area = ?1 AND overdue_from < ?2")?
        .query_row(params![area, now], |row| row.get(0))?)
}

//! What I owe, what I am owed, what waits for my review, what changed: of all events or one, mine or one collaborator's.

use super::LogAsk;
use crate::error::StoreError;
use crate::projection::file::row_at;
use crate::projection::tally::{Tally, late_in_event, late_of_collaborator};
use crate::reader::View;
use model::id::{EventId, ScopeId};
use model::row::{ActivityRow, Dashboard, FileRow};
use rusqlite::params;

/// What is wanted of a dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DashboardAsk {
    /// Of which event; absent: all that are not archived.
    pub event: Option<EventId>,
    /// One collaborator's own: what it owes, what its deliverables wait for elsewhere, what its people are asked to review.
    pub collaborator: Option<ScopeId>,
    /// Rows a list at most.
    pub limit: u32,
    /// The instant at which it is asked.
    pub now: i64,
}

impl View<'_> {
    /// The dashboard.
    pub fn dashboard(&self, ask: &DashboardAsk) -> Result<Dashboard, StoreError> {
        match &ask.collaborator {
            Some(side) => self.dashboard_of(side, ask),
            None => self.my_dashboard(ask),
        }
    }

    fn my_dashboard(&self, ask: &DashboardAsk) -> Result<Dashboard, StoreError> {
        let events = match ask.event {
            Some(event) => vec![event],
            None => self.live_events()?,
        };
        let (mut tally, mut overdue, mut due_soon) = (Tally::default(), 0, 0);
        for event in &events {
            tally.add(&Tally::of(self.db, &event.0)?);
            let (late, soon) = late_in_event(self.db, event, ask.now)?;
            overdue += late;
            due_soon += soon;
        }
        Ok(Dashboard {
            i_owe: self.mine("owe", &events, ask)?,
            i_owe_count: tally.owe,
            owed_to_me: self.mine("owed", &events, ask)?,
            owed_to_me_count: tally.owed,
            waiting_for_my_review: self.mine("review", &events, ask)?,
            waiting_for_my_review_count: tally.review,
            changed: self.activity(&LogAsk { event: ask.event, limit: ask.limit, ..LogAsk::default() })?,
            counts: tally.counts(overdue, due_soon),
        })
    }

    /// The first rows of one of my lists: each event's in the order of its index, then merged, so that no list is ever sorted whole.
    fn mine(&self, list: &'static str, events: &[EventId], ask: &DashboardAsk) -> Result<Vec<FileRow>, StoreError> {
        let mut found = self.db.prepare_cached(&format!(
            "SELECT row, extra, due_rank, number FROM file_rows INDEXED BY files_{list} WHERE event = ?1 AND {list}
             ORDER BY due_rank, number, place LIMIT ?2"
        ))?;
        let mut rows: Vec<((i64, u32), FileRow)> = Vec::new();
        for event in events {
            for row in found.query_and_then(params![event.0, ask.limit], |row| -> Result<_, StoreError> {
                Ok(((row.get(2)?, row.get(3)?), row_at(row, ask.now)?))
            })? {
                rows.push(row?);
            }
        }
        rows.sort_by_key(|(key, row)| (*key, row.file));
        rows.truncate(usize::try_from(ask.limit).unwrap_or(usize::MAX));
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    fn live_events(&self) -> Result<Vec<EventId>, StoreError> {
        let mut found = self.db.prepare_cached("SELECT event FROM events WHERE NOT archived ORDER BY event")?;
        let rows = found.query_map([], |row| Ok(EventId(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn dashboard_of(&self, side: &ScopeId, ask: &DashboardAsk) -> Result<Dashboard, StoreError> {
        let id = side.to_string();
        let (overdue, due_soon) = late_of_collaborator(self.db, &side.0, ask.now)?;
        let owes =
            "SELECT DISTINCT b.due_rank, b.file FROM ball_in_court b WHERE b.kind = 0 AND b.id = ?2 AND ?1 IS NOT NULL";
        let owed = "SELECT b.due_rank, b.file FROM file_assignees b WHERE b.collaborator = ?1 AND b.elsewhere AND ?2 IS NOT NULL";
        // A review is asked of the collaborator, or of a person behind one of its crew records.
        let review = "SELECT b.due_rank, b.file FROM ball_in_court b WHERE b.kind = 0 AND b.id = ?2 AND b.why = 1
             UNION SELECT b.due_rank, b.file FROM crew c JOIN ball_in_court b ON b.kind = 1 AND b.id = c.row ->> 'person' AND b.why = 1
             WHERE c.collaborator = ?1 AND c.archived = 0 AND c.person IS NOT NULL";
        let (i_owe, i_owe_count) = self.of_side(owes, side, &id, ask)?;
        let (owed_to_me, owed_to_me_count) = self.of_side(owed, side, &id, ask)?;
        let (waiting_for_my_review, waiting_for_my_review_count) = self.of_side(review, side, &id, ask)?;
        Ok(Dashboard {
            i_owe,
            i_owe_count,
            owed_to_me,
            owed_to_me_count,
            waiting_for_my_review,
            waiting_for_my_review_count,
            changed: self.changed_of(side, ask)?,
            counts: Tally::of(self.db, &side.0)?.counts(overdue, due_soon),
        })
    }

    fn of_side(
        &self,
        from: &str,
        side: &ScopeId,
        id: &str,
        ask: &DashboardAsk,
    ) -> Result<(Vec<FileRow>, u32), StoreError> {
        let count = self
            .db
            .prepare_cached(&format!("SELECT count(*) FROM ({from})"))?
            .query_row(params![side.0, id], |row| row.get(0))?;
        let mut found = self.db.prepare_cached(&format!(
            "SELECT f.row, f.extra FROM ({from} ORDER BY 1, 2 LIMIT ?3) b CROSS JOIN file_rows f ON f.file = b.file
             ORDER BY b.due_rank, f.number, f.file"
        ))?;
        let rows = found.query_and_then(params![side.0, id, ask.limit], |row| row_at(row, ask.now))?;
        Ok((rows.collect::<Result<_, _>>()?, count))
    }

    fn changed_of(&self, side: &ScopeId, ask: &DashboardAsk) -> Result<Vec<ActivityRow>, StoreError> {
        let mut found = self.db.prepare_cached(
            "SELECT l.row FROM activity l JOIN (SELECT file FROM file_assignees WHERE collaborator = ?1) a ON a.file = l.file
             ORDER BY l.made_at DESC, l.operation DESC LIMIT ?2",
        )?;
        let rows =
            found.query_and_then(params![side.0, ask.limit], |row| crate::projection::row_in("activity", row, 0))?;
        rows.collect()
    }
}

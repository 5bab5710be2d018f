//! Events and their areas.

use super::{row_in, tally, to_json};
use crate::error::StoreError;
use crate::reader::View;
use crate::sql::fold;
use crate::writer::Tx;
use model::id::{EventId, ScopeId};
use model::row::{AreaRow, EventRow, EventSettings, EventShow};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

/// What the overview of an event shows beside its row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventExtra {
    /// Notes for everybody.
    pub notes: String,
    /// Settings.
    pub settings: EventSettings,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made_at: i64,
}

impl Tx<'_> {
    /// Puts an event. Its numbers of deliverables are counted when asked.
    pub fn put_event(&mut self, row: &EventRow, extra: &EventExtra) -> Result<(), StoreError> {
        let row = EventRow { deliverables: 0, overdue: 0, ..row.clone() };
        self.db
            .prepare_cached(
                "INSERT INTO events (event, words, archived, row, extra) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (event) DO UPDATE SET words = ?2, archived = ?3, row = ?4, extra = ?5",
            )?
            .execute(params![
                row.event.0,
                fold(&row.name),
                row.archived,
                to_json("events", &row)?,
                to_json("events", extra)?
            ])?;
        self.put_findable(&super::findable::Findable {
            event: row.event,
            kind: "event",
            id: row.event.to_string(),
            file: None,
            title: &row.name,
            text: &format!("{} {}", row.venue, extra.notes),
            at: "",
        })
    }

    /// Puts an area of an event. Its numbers of deliverables are counted when asked.
    pub fn put_area(&mut self, event: &EventId, row: &AreaRow) -> Result<(), StoreError> {
        let row = AreaRow { deliverables: 0, overdue: 0, ..row.clone() };
        self.db
            .prepare_cached(
                "INSERT INTO areas (area, event, place, words, archived, row) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (area) DO UPDATE SET event = ?2, place = ?3, words = ?4, archived = ?5, row = ?6",
            )?
            .execute(params![row.area.0, event.0, row.order, fold(&row.name), row.archived, to_json("areas", &row)?])?;
        self.put_findable(&super::findable::Findable {
            event: *event,
            kind: "area",
            id: row.area.to_string(),
            file: None,
            title: &row.name,
            text: "",
            at: "",
        })
    }

    /// Takes an area away.
    pub fn remove_area(&mut self, area: &ScopeId) -> Result<(), StoreError> {
        self.db.prepare_cached("DELETE FROM areas WHERE area = ?1")?.execute([area.0])?;
        self.remove_findable("area", &area.to_string())
    }
}

impl View<'_> {
    /// All events, by name, archived ones last.
    pub fn events(&self, now: i64) -> Result<Vec<EventRow>, StoreError> {
        let mut found = self.db.prepare_cached("SELECT row FROM events ORDER BY archived, words, event")?;
        let rows = found.query_and_then([], |row| row_in("events", row, 0))?;
        rows.map(|row| self.count_event(row?, now)).collect()
    }

    /// One event's row.
    pub fn event_row(&self, event: &EventId, now: i64) -> Result<Option<EventRow>, StoreError> {
        let found = self
            .db
            .prepare_cached("SELECT row FROM events WHERE event = ?1")?
            .query_row([event.0], |row| Ok(row_in("events", row, 0)))
            .optional()?;
        found.transpose()?.map(|row| self.count_event(row, now)).transpose()
    }

    /// What stands beside an event's row.
    pub fn event_extra(&self, event: &EventId) -> Result<Option<EventExtra>, StoreError> {
        self.db
            .prepare_cached("SELECT extra FROM events WHERE event = ?1")?
            .query_row([event.0], |row| Ok(row_in("events", row, 0)))
            .optional()?
            .transpose()
    }

    /// Everything on the overview of an event.
    pub fn event_show(&self, event: &EventId, now: i64) -> Result<Option<EventShow>, StoreError> {
        let (Some(row), Some(extra)) = (self.event_row(event, now)?, self.event_extra(event)?) else { return Ok(None) };
        let (overdue, due_soon) = tally::late_in_event(self.db, event, now)?;
        Ok(Some(EventShow {
            row,
            notes: extra.notes,
            settings: extra.settings,
            areas: self.areas(event, now)?,
            collaborators: self.collaborators(event, now)?,
            counts: tally::Tally::of(self.db, &event.0)?.counts(overdue, due_soon),
            made_by: extra.made_by,
            made_at: extra.made_at,
        }))
    }

    /// The areas of an event, in order, archived ones last.
    pub fn areas(&self, event: &EventId, now: i64) -> Result<Vec<AreaRow>, StoreError> {
        let mut found =
            self.db.prepare_cached("SELECT row FROM areas WHERE event = ?1 ORDER BY archived, place, words, area")?;
        let rows = found.query_and_then([event.0], |row| row_in::<AreaRow>("areas", row, 0))?;
        rows.map(|row| {
            let row = row?;
            let deliverables = tally::Tally::of(self.db, &row.area.0)?.deliverables;
            Ok(AreaRow { deliverables, overdue: tally::overdue_in_area(self.db, &row.area.0, now)?, ..row })
        })
        .collect()
    }

    fn count_event(&self, row: EventRow, now: i64) -> Result<EventRow, StoreError> {
        let deliverables = tally::Tally::of(self.db, &row.event.0)?.deliverables;
        Ok(EventRow { deliverables, overdue: tally::late_in_event(self.db, &row.event, now)?.0, ..row })
    }
}

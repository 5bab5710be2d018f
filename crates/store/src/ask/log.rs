//! The activity log, newest first, a page at a time.

use crate::error::StoreError;
use crate::projection::row_in;
use crate::reader::View;
use crate::sql::state_to_n;
use model::id::{DocumentId, EventId};
use model::row::{ActivityRow, OpState};
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use std::fmt::Write as _;

/// What is wanted of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LogAsk {
    /// Of which event; absent: all.
    pub event: Option<EventId>,
    /// Of this file.
    pub file: Option<DocumentId>,
    /// Since this instant, it included.
    pub since: Option<i64>,
    /// Before this instant, it left out: the last line of a page pages on.
    pub before: Option<i64>,
    /// Acts in this state only.
    pub state: Option<OpState>,
    /// Lines at most; lines of one instant are never torn apart, so that paging by instants loses none. 0 means 200.
    pub limit: u32,
}

/// Lines of one instant beyond the limit that are still given.
const TOGETHER: u32 = 10_000;

impl View<'_> {
    /// Lines of the log, newest first.
    pub fn activity(&self, ask: &LogAsk) -> Result<Vec<ActivityRow>, StoreError> {
        let limit = if ask.limit == 0 { 200 } else { ask.limit };
        let mut lines = self.lines(ask, limit)?;
        // Operations of one act share an instant, and a page ends with a whole one.
        if let Some(last) = lines.last().filter(|_| lines.len() as u64 == u64::from(limit)).map(|line| line.made_at) {
            lines.retain(|line| line.made_at != last);
            let instant = LogAsk { since: Some(last), before: Some(last.saturating_add(1)), ..*ask };
            lines.extend(self.lines(&instant, TOGETHER)?);
        }
        Ok(lines)
    }

    fn lines(&self, ask: &LogAsk, limit: u32) -> Result<Vec<ActivityRow>, StoreError> {
        let mut values: Vec<Value> = Vec::new();
        let mut sql = String::from("SELECT row FROM activity WHERE 1");
        let mut and = |text: &str, value: Value| {
            values.push(value);
            _ = write!(sql, " AND {text} ?{}", values.len());
        };
        if let Some(file) = ask.file {
            and("file =", file.0.to_vec().into());
        } else if let Some(event) = ask.event {
            and("event =", event.0.to_vec().into());
        }
        if let Some(since) = ask.since {
            and("made_at >=", since.into());
        }
        if let Some(before) = ask.before {
            and("made_at <", before.into());
        }
        if let Some(state) = ask.state {
            and("state <> 0 AND state =", state_to_n(state).into());
        }
        values.push(limit.into());
        _ = write!(sql, " ORDER BY made_at DESC, operation DESC LIMIT ?{}", values.len());
        let mut found = self.db.prepare_cached(&sql)?;
        found.query_and_then(params_from_iter(values), |row| row_in("activity", row, 0))?.collect()
    }
}

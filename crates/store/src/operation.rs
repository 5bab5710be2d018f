//! Operations as they are kept: exactly the bytes that were signed, with the header's fields beside them for finding.

use crate::error::StoreError;
use crate::reader::View;
use crate::sql::{kind_to_n, n_to_kind, n_to_state, state_to_n};
use crate::writer::Tx;
use model::id::{DeviceId, DocumentId, EventId, OpId};
use model::op::Kind;
use model::row::OpState;
use rusqlite::{OptionalExtension, Row, params};

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOperation {
    /// Its name.
    pub id: OpId,
    /// The event; that of a genesis operation is named by its own hash.
    pub event: EventId,
    /// The log it belongs to; that of a `Home` is named by its own hash, that of the roster by the event.
    pub log: DocumentId,
    /// The device that signed.
    pub author: DeviceId,
    /// Its number in this log among its author's.
    pub seq: u64,
    /// The author's operation before it.
    pub prev: Option<OpId>,
    /// Which kind of body it carries.
    pub kind: Kind,
    /// The author's clock.
    pub made_at: i64,
    /// This device's clock when it first had it.
    pub received_at: i64,
    /// The signed header, byte for byte.
    pub envelope: Vec<u8>,
    /// The body, byte for byte.
    pub body: Vec<u8>,
    /// What became of it.
    pub state: OpState,
    /// The rule that held or refused it; empty when applied.
    pub rule: String,
}

/// A log that has operations here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogSummary {
    /// Which.
    pub log: DocumentId,
    /// How many.
    pub operations: u64,
}

impl StoredOperation {
    /// Of all that never changes in it.
    pub(crate) fn sum(&self) -> [u8; 8] {
        let mut hasher = blake3::Hasher::new();
        for id in [&self.id.0, &self.event.0, &self.log.0, &self.author.0, &self.prev.map_or([0; 32], |prev| prev.0)] {
            hasher.update(id);
        }
        for number in [self.seq.cast_signed(), kind_to_n(self.kind), self.made_at, self.received_at] {
            hasher.update(&number.to_le_bytes());
        }
        for bytes in [&self.envelope, &self.body] {
            hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
        }
        let mut sum = [0; 8];
        hasher.finalize_xof().fill(&mut sum);
        sum
    }
}

const COLUMNS: &str = "id, event, log, author, seq, prev, kind, made_at, received_at, envelope, body, state, rule";

impl Tx<'_> {
    /// Keeps an operation. Says no, and changes nothing, when it is there already.
    pub fn put_operation(&mut self, op: &StoredOperation) -> Result<bool, StoreError> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO operations (id, event, log, author, seq, prev, kind, made_at, received_at, envelope, body, state, rule, sum)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT (id) DO NOTHING",
        )?;
        let put = put.execute(params![
            op.id.0,
            op.event.0,
            op.log.0,
            op.author.0,
            op.seq.cast_signed(),
            op.prev.map(|p| p.0),
            kind_to_n(op.kind),
            op.made_at,
            op.received_at,
            op.envelope,
            op.body,
            state_to_n(op.state),
            op.rule,
            op.sum()
        ])?;
        Ok(put == 1)
    }

    /// Says anew what became of an operation. The operation itself never changes.
    pub fn set_operation_state(&mut self, id: &OpId, state: OpState, rule: &str) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "UPDATE operations SET state = ?2, rule = ?3 WHERE id = ?1 AND (state <> ?2 OR rule <> ?3)",
            )?
            .execute(params![id.0, state_to_n(state), rule])?;
        Ok(())
    }

    /// Notes that another person's device first saw an operation at an instant; a later instant than the one known changes nothing.
    pub fn witness(&mut self, id: &OpId, first_seen_at: i64, by: &DeviceId) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "INSERT INTO witnessed (operation, first_seen_at, by) VALUES (?1, ?2, ?3)
                 ON CONFLICT (operation) DO UPDATE SET first_seen_at = excluded.first_seen_at, by = excluded.by
                 WHERE excluded.first_seen_at < first_seen_at",
            )?
            .execute(params![id.0, first_seen_at, by.0])?;
        Ok(())
    }
}

impl View<'_> {
    /// One operation.
    pub fn operation(&self, id: &OpId) -> Result<Option<StoredOperation>, StoreError> {
        self.db
            .prepare_cached(&format!("SELECT {COLUMNS} FROM operations WHERE id = ?1"))?
            .query_row([id.0], |row| Ok(read(row)))
            .optional()?
            .transpose()
    }

    /// Whether an operation is here.
    pub fn has_operation(&self, id: &OpId) -> Result<bool, StoreError> {
        Ok(self.db.prepare_cached("SELECT 1 FROM operations WHERE id = ?1")?.exists([id.0])?)
    }

    /// Every operation of a log, in the order in which they came.
    pub fn operations_of(&self, log: &DocumentId) -> Result<Vec<StoredOperation>, StoreError> {
        let mut found = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM operations INDEXED BY operations_by_author WHERE log = ?1 ORDER BY place"
        ))?;
        found.query_and_then([log.0], read)?.collect()
    }

    /// The last operation of an author in a log, for the next one's `seq` and `prev`. After a fork it is one of those with the highest number.
    pub fn last_of(&self, log: &DocumentId, author: &DeviceId) -> Result<Option<(u64, OpId)>, StoreError> {
        Ok(self
            .db
            .prepare_cached("SELECT seq, id FROM operations WHERE log = ?1 AND author = ?2 ORDER BY seq DESC LIMIT 1")?
            .query_row(params![log.0, author.0], |row| Ok((row.get::<_, i64>(0)?.cast_unsigned(), OpId(row.get(1)?))))
            .optional()?)
    }

    /// The logs of an event, the roster among them.
    pub fn logs(&self, event: &EventId) -> Result<Vec<LogSummary>, StoreError> {
        let mut found = self
            .db
            .prepare_cached("SELECT log, count(*) FROM operations WHERE event = ?1 GROUP BY log ORDER BY log")?;
        let rows = found.query_map([event.0], |row| {
            Ok(LogSummary { log: DocumentId(row.get(0)?), operations: row.get::<_, i64>(1)?.cast_unsigned() })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The events that have operations here.
    pub fn events_kept(&self) -> Result<Vec<EventId>, StoreError> {
        let mut found = self.db.prepare_cached("SELECT DISTINCT event FROM operations ORDER BY event")?;
        let rows = found.query_map([], |row| Ok(EventId(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many operations are here.
    pub fn operation_count(&self) -> Result<u64, StoreError> {
        let n: i64 = self.db.prepare_cached("SELECT count(*) FROM operations")?.query_row([], |row| row.get(0))?;
        Ok(n.cast_unsigned())
    }

    /// Every operation that is not applied, in the order in which they came.
    pub fn operations_aside(&self) -> Result<Vec<StoredOperation>, StoreError> {
        let mut found =
            self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM operations WHERE state <> 0 ORDER BY place"))?;
        found.query_and_then([], read)?.collect()
    }

    /// Gives every operation in the order in which they came, one at a time, until `each` fails.
    pub fn each_operation<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(StoredOperation) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut found = self
            .db
            .prepare_cached(&format!("SELECT {COLUMNS} FROM operations ORDER BY place"))
            .map_err(StoreError::from)?;
        let mut rows = found.query([]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            each(read(row)?)?;
        }
        Ok(())
    }

    /// Operations whose row is not what was written.
    pub(crate) fn damaged_operations(&self) -> Result<Vec<OpId>, StoreError> {
        let mut found = self.db.prepare(&format!("SELECT {COLUMNS}, sum FROM operations ORDER BY place"))?;
        let mut rows = found.query([])?;
        let mut damaged = Vec::new();
        while let Some(row) = rows.next()? {
            if !is_whole(row)? {
                damaged.push(OpId(row.get(0)?));
            }
        }
        Ok(damaged)
    }

    /// When another person's device first saw an operation.
    pub fn first_seen_at(&self, id: &OpId) -> Result<Option<i64>, StoreError> {
        Ok(self
            .db
            .prepare_cached("SELECT first_seen_at FROM witnessed WHERE operation = ?1")?
            .query_row([id.0], |row| row.get(0))
            .optional()?)
    }
}

/// Whether a row of [`COLUMNS`] and the sum is what was written. One without a sum is taken at its word.
fn is_whole(row: &Row<'_>) -> Result<bool, StoreError> {
    let sum: Option<[u8; 8]> = row.get(13)?;
    // A value that is no longer of its column's kind is damage as well.
    Ok(sum.is_none_or(|sum| read(row).is_ok_and(|op| op.sum() == sum)))
}

/// An operation read by its place from a database that may be damaged: absent when its row is not what was written.
pub(crate) fn read_damaged(old: &rusqlite::Connection, place: i64) -> Option<StoredOperation> {
    let with_sum = format!("SELECT {COLUMNS}, sum FROM operations NOT INDEXED WHERE place = ?1");
    let before_sums = format!("SELECT {COLUMNS}, NULL FROM operations NOT INDEXED WHERE place = ?1");
    let mut one = old.prepare_cached(&with_sum).or_else(|_| old.prepare_cached(&before_sums)).ok()?;
    let found =
        one.query_row([place], |row| Ok(is_whole(row).is_ok_and(|whole| whole).then(|| read(row).ok()).flatten()));
    found.ok().flatten()
}

fn read(row: &Row<'_>) -> Result<StoredOperation, StoreError> {
    Ok(StoredOperation {
        id: OpId(row.get(0)?),
        event: EventId(row.get(1)?),
        log: DocumentId(row.get(2)?),
        author: DeviceId(row.get(3)?),
        seq: row.get::<_, i64>(4)?.cast_unsigned(),
        prev: row.get::<_, Option<[u8; 32]>>(5)?.map(OpId),
        kind: n_to_kind(row.get(6)?)?,
        made_at: row.get(7)?,
        received_at: row.get(8)?,
        envelope: row.get(9)?,
        body: row.get(10)?,
        state: n_to_state(row.get(11)?)?,
        rule: row.get(12)?,
    })
}

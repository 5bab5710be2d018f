//! Connections as this program wants them, and the numbered migrations of the truth tables.

use crate::error::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::{path::Path, time::Duration};

/// The name of the database in the home.
pub(crate) const DATABASE: &str = "offstage.db";

/// The oldest SQLite without the fault that could corrupt a database in WAL mode.
pub(crate) const SQLITE_LEAST: i32 = 3_051_003;

/// Applied in order, each in its own transaction; `user_version` says how many have been.
const MIGRATIONS: &[&str] =
    &[include_str!("../migrations/0001_truth.sql"), include_str!("../migrations/0002_sums.sql")];

/// The newest schema that this program knows.
#[allow(clippy::cast_possible_wrap, reason = "a handful")]
pub(crate) const SCHEMA: i64 = MIGRATIONS.len() as i64;

/// The one connection that writes. `durable` is off only in simulated worlds, where no crash is survived on purpose.
pub(crate) fn connect_writer(path: &Path, durable: bool) -> Result<Connection, StoreError> {
    // Without SQLITE_OPEN_URI, so that `?`, `%` and `file:` in a path mean themselves.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    settle(&db)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", if durable { "FULL" } else { "OFF" })?;
    // Fewer, larger checkpoints: one costs two fsyncs, and it happens inside somebody's edit.
    db.pragma_update(None, "wal_autocheckpoint", 2000)?;
    // After a large batch the WAL file is cut back instead of keeping its largest size for ever.
    db.pragma_update(None, "journal_size_limit", 64 << 20)?;
    Ok(db)
}

/// A connection that cannot write.
pub(crate) fn connect_reader(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    settle(&db)?;
    db.pragma_update(None, "query_only", true)?;
    Ok(db)
}

fn settle(db: &Connection) -> Result<(), StoreError> {
    db.busy_timeout(Duration::from_secs(5))?;
    db.set_prepared_statement_cache_capacity(192);
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    db.pragma_update(None, "cache_size", -16_384)?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(())
}

/// The schema that a database has; a new one has 0.
pub(crate) fn schema_of(db: &Connection) -> Result<i64, StoreError> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Brings an older database to [`SCHEMA`]. The caller has refused a newer one.
pub(crate) fn migrate(db: &mut Connection) -> Result<(), StoreError> {
    let from = usize::try_from(schema_of(db)?).unwrap_or(usize::MAX);
    for (done, sql) in MIGRATIONS.iter().enumerate().skip(from) {
        let tx = db.transaction()?;
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", i64::try_from(done + 1).unwrap_or(SCHEMA))?;
        tx.commit()?;
    }
    Ok(())
}

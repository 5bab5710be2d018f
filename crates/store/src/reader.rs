//! Looking, without being able to change anything and without ever waiting for the writer.

use crate::database::connect_reader;
use crate::error::StoreError;
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// One moment of the database. Every question is a method of it; they stand in the files of what they ask about.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    pub(crate) db: &'a Connection,
}

impl<'a> View<'a> {
    pub(crate) const fn new(db: &'a Connection) -> Self {
        Self { db }
    }
}

/// A read-only connection.
#[derive(Debug)]
pub struct Reader {
    db: Connection,
}

impl Reader {
    pub(crate) const fn new(db: Connection) -> Self {
        Self { db }
    }

    /// Asks one or several questions of one moment: what the writer commits meanwhile is not seen until the next `ask`.
    pub fn ask<T, E: From<StoreError>>(&mut self, question: impl FnOnce(View<'_>) -> Result<T, E>) -> Result<T, E> {
        let moment = self.db.transaction().map_err(StoreError::from)?;
        question(View::new(&moment))
    }
}

/// Read-only connections for any thread: one is opened when all others are in use, and a few are kept.
#[derive(Debug, Clone)]
pub struct Readers {
    pool: Arc<Pool>,
}

#[derive(Debug)]
struct Pool {
    database: PathBuf,
    idle: Mutex<Vec<Reader>>,
}

/// Idle readers that are kept; more are closed when they come back.
const KEPT: usize = 4;

impl Readers {
    pub(crate) fn new(database: PathBuf) -> Self {
        Self { pool: Arc::new(Pool { database, idle: Mutex::new(Vec::new()) }) }
    }

    pub(crate) fn open(&self) -> Result<Reader, StoreError> {
        Ok(Reader::new(connect_reader(&self.pool.database)?))
    }

    /// As [`Reader::ask`], with any idle reader.
    pub fn ask<T, E: From<StoreError>>(&self, question: impl FnOnce(View<'_>) -> Result<T, E>) -> Result<T, E> {
        let idle = self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => self.open()?,
        };
        let answer = reader.ask(question);
        let mut idle = self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(reader);
        }
        answer
    }
}

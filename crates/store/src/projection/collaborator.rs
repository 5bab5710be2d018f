//! Collaborators, their crew, and people with access.

use super::findable::Findable;
use super::{row_in, tally, to_json};
use crate::error::StoreError;
use crate::reader::View;
use crate::sql::fold;
use crate::writer::Tx;
use model::id::{EntryId, EventId, PersonId, ScopeId};
use model::row::{CollaboratorRow, CrewRow, PersonRow};
use rusqlite::{OptionalExtension, params};

impl Tx<'_> {
    /// Puts a collaborator. Its crew, contacts and numbers of deliverables are counted when asked.
    pub fn put_collaborator(&mut self, event: &EventId, row: &CollaboratorRow) -> Result<(), StoreError> {
        let row =
            CollaboratorRow { crew: 0, contacts: Vec::new(), owes: 0, overdue: 0, deliverables: 0, ..row.clone() };
        self.db
            .prepare_cached(
                "INSERT INTO collaborators (collaborator, event, words, archived, row) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (collaborator) DO UPDATE SET event = ?2, words = ?3, archived = ?4, row = ?5",
            )?
            .execute(params![
                row.collaborator.0,
                event.0,
                fold(&row.name),
                row.archived,
                to_json("collaborators", &row)?
            ])?;
        self.put_findable(&Findable {
            event: *event,
            kind: "collaborator",
            id: row.collaborator.to_string(),
            file: None,
            title: &row.name,
            text: "",
            at: "",
        })
    }

    /// Takes a collaborator away, its crew with it.
    pub fn remove_collaborator(&mut self, collaborator: &ScopeId) -> Result<(), StoreError> {
        for crew in self.view().crew_ids(collaborator)? {
            self.remove_crew(&crew)?;
        }
        self.db.prepare_cached("DELETE FROM collaborators WHERE collaborator = ?1")?.execute([collaborator.0])?;
        self.remove_findable("collaborator", &collaborator.to_string())
    }

    /// Puts a crew record.
    pub fn put_crew(&mut self, event: &EventId, row: &CrewRow) -> Result<(), StoreError> {
        let name = format!("{} {}", row.first, row.last);
        self.db
            .prepare_cached(
                "INSERT INTO crew (crew, event, collaborator, person, words, contact, archived, row)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (crew) DO UPDATE SET event = ?2, collaborator = ?3, person = ?4, words = ?5, contact = ?6, archived = ?7, row = ?8",
            )?
            .execute(params![
                row.crew.0,
                event.0,
                row.collaborator.0,
                row.person.map(|p| p.0),
                fold(&name),
                row.contact,
                row.archived,
                to_json("crew", row)?
            ])?;
        self.put_findable(&Findable {
            event: *event,
            kind: "crew",
            id: row.crew.to_string(),
            file: None,
            title: name.trim(),
            text: format!("{} {} {}", row.title, row.email, row.phone).trim(),
            at: &row.collaborator_name,
        })
    }

    /// Takes a crew record away.
    pub fn remove_crew(&mut self, crew: &EntryId) -> Result<(), StoreError> {
        self.db.prepare_cached("DELETE FROM crew WHERE crew = ?1")?.execute([crew.0])?;
        self.remove_findable("crew", &crew.to_string())
    }

    /// Puts a person with access to an event.
    pub fn put_person(&mut self, event: &EventId, row: &PersonRow) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "INSERT INTO people (event, person, words, row) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (event, person) DO UPDATE SET words = ?3, row = ?4",
            )?
            .execute(params![event.0, row.person.0, fold(&row.name), to_json("people", row)?])?;
        self.put_findable(&Findable {
            event: *event,
            kind: "person",
            id: row.person.to_string(),
            file: None,
            title: &row.name,
            text: "",
            at: &row.sides.join(", "),
        })
    }

    /// Takes a person of an event away.
    pub fn remove_person(&mut self, event: &EventId, person: &PersonId) -> Result<(), StoreError> {
        self.db
            .prepare_cached("DELETE FROM people WHERE event = ?1 AND person = ?2")?
            .execute(params![event.0, person.0])?;
        self.db
            .prepare_cached("DELETE FROM findable WHERE kind = 'person' AND id = ?2 AND event = ?1")?
            .execute(params![event.0, person.to_string()])?;
        Ok(())
    }
}

impl View<'_> {
    /// The collaborators of an event, by name, archived ones last.
    pub fn collaborators(&self, event: &EventId, now: i64) -> Result<Vec<CollaboratorRow>, StoreError> {
        let mut found = self
            .db
            .prepare_cached("SELECT row FROM collaborators WHERE event = ?1 ORDER BY archived, words, collaborator")?;
        let rows = found.query_and_then([event.0], |row| row_in("collaborators", row, 0))?;
        rows.map(|row| self.count_collaborator(row?, now)).collect()
    }

    /// One collaborator.
    pub fn collaborator(&self, collaborator: &ScopeId, now: i64) -> Result<Option<CollaboratorRow>, StoreError> {
        let found = self
            .db
            .prepare_cached("SELECT row FROM collaborators WHERE collaborator = ?1")?
            .query_row([collaborator.0], |row| Ok(row_in("collaborators", row, 0)))
            .optional()?;
        found.transpose()?.map(|row| self.count_collaborator(row, now)).transpose()
    }

    /// The crew of an event, or of one of its collaborators, by name; archived ones only when wanted, then last.
    pub fn crew(&self, event: &EventId, of: Option<&ScopeId>, archived: bool) -> Result<Vec<CrewRow>, StoreError> {
        let mut found = self.db.prepare_cached(
            "SELECT row FROM crew INDEXED BY crew_by_event WHERE event = ?1 AND (?2 IS NULL OR collaborator = ?2) AND (?3 OR NOT archived)
             ORDER BY archived, words, crew",
        )?;
        found.query_and_then(params![event.0, of.map(|c| c.0), archived], |row| row_in("crew", row, 0))?.collect()
    }

    /// People with access to an event, by name.
    pub fn people(&self, event: &EventId) -> Result<Vec<PersonRow>, StoreError> {
        let mut found = self.db.prepare_cached("SELECT row FROM people WHERE event = ?1 ORDER BY words, person")?;
        found.query_and_then([event.0], |row| row_in("people", row, 0))?.collect()
    }

    fn crew_ids(&self, collaborator: &ScopeId) -> Result<Vec<EntryId>, StoreError> {
        let mut found = self.db.prepare_cached("SELECT crew FROM crew WHERE collaborator = ?1")?;
        let rows = found.query_map([collaborator.0], |row| Ok(EntryId(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn count_collaborator(&self, row: CollaboratorRow, now: i64) -> Result<CollaboratorRow, StoreError> {
        let id = &row.collaborator.0;
        let tally = tally::Tally::of(self.db, id)?;
        let (overdue, _) = tally::late_of_collaborator(self.db, id, now)?;
        let crew = self
            .db
            .prepare_cached("SELECT count(*) FROM crew WHERE collaborator = ?1 AND NOT archived")?
            .query_row([id], |row| row.get(0))?;
        let mut found = self.db.prepare_cached(
            "SELECT row FROM crew WHERE collaborator = ?1 AND archived = 0 AND contact = 1 ORDER BY words, crew",
        )?;
        let contacts = found.query_and_then([id], |row| row_in::<CrewRow>("crew", row, 0))?;
        let contacts = contacts
            .map(|c| c.map(|c| format!("{} {}", c.first, c.last).trim().to_owned()))
            .collect::<Result<_, _>>()?;
        Ok(CollaboratorRow { crew, contacts, owes: tally.owe, overdue, deliverables: tally.deliverables, ..row })
    }
}

//! Drives and their folders.

use super::{row_in, to_json};
use crate::error::StoreError;
use crate::reader::View;
use crate::sql::{drive_to_owner, fold};
use crate::writer::Tx;
use model::command::Drive;
use model::id::{EntryId, EventId};
use model::row::{DriveRow, FolderRow};
use rusqlite::params;
use std::collections::BTreeMap;

impl Tx<'_> {
    /// Puts a drive with all its folders. Numbers of files are counted when asked.
    pub fn put_drive(&mut self, event: &EventId, row: &DriveRow) -> Result<(), StoreError> {
        let owner = drive_to_owner(event, &row.drive);
        let rank = match row.drive {
            Drive::Event => 0,
            Drive::Collaborator(_) => 1,
            Drive::Area(_) => 2,
        };
        let bare = DriveRow { folders: Vec::new(), files: 0, ..row.clone() };
        self.db
            .prepare_cached(
                "INSERT INTO drives (owner, event, rank, words, row) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (owner) DO UPDATE SET event = ?2, rank = ?3, words = ?4, row = ?5",
            )?
            .execute(params![owner, event.0, rank, fold(&row.name), to_json("drives", &bare)?])?;
        self.db.prepare_cached("DELETE FROM folders WHERE owner = ?1")?.execute([owner])?;
        for folder in &row.folders {
            let folder = FolderRow { files: 0, ..folder.clone() };
            self.db
                .prepare_cached("INSERT INTO folders (owner, folder, words, row) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![owner, folder.folder.0, fold(&folder.name), to_json("folders", &folder)?])?;
        }
        Ok(())
    }

    /// Takes a drive away.
    pub fn remove_drive(&mut self, event: &EventId, drive: &Drive) -> Result<(), StoreError> {
        let owner = drive_to_owner(event, drive);
        self.db.prepare_cached("DELETE FROM folders WHERE owner = ?1")?.execute([owner])?;
        self.db.prepare_cached("DELETE FROM drives WHERE owner = ?1")?.execute([owner])?;
        Ok(())
    }
}

impl View<'_> {
    /// The drives of an event with their folders: the event's own first, then collaborators', then areas', each by name.
    pub fn drives(&self, event: &EventId) -> Result<Vec<DriveRow>, StoreError> {
        let mut found =
            self.db.prepare_cached("SELECT row FROM drives WHERE event = ?1 ORDER BY rank, words, owner")?;
        let rows = found.query_and_then([event.0], |row| row_in("drives", row, 0))?;
        rows.map(|row| self.fill_drive(event, row?)).collect()
    }

    fn fill_drive(&self, event: &EventId, row: DriveRow) -> Result<DriveRow, StoreError> {
        let owner = drive_to_owner(event, &row.drive);
        let mut found = self.db.prepare_cached("SELECT row FROM folders WHERE owner = ?1 ORDER BY words, folder")?;
        let mut folders: Vec<FolderRow> =
            found.query_and_then([owner], |row| row_in("folders", row, 0))?.collect::<Result<_, _>>()?;
        let mut counted = self.db.prepare_cached(
            "SELECT folder, count(*) FROM file_rows WHERE drive = ?1 AND NOT archived GROUP BY folder",
        )?;
        let own =
            counted.query_map([owner], |row| Ok((row.get::<_, Option<[u8; 16]>>(0)?.map(EntryId), row.get(1)?)))?;
        let own: BTreeMap<Option<EntryId>, u32> = own.collect::<Result<_, _>>()?;
        let below = sum_up(&folders, &own);
        for folder in &mut folders {
            folder.files = below.get(&folder.folder).copied().unwrap_or(0);
        }
        Ok(DriveRow { folders, files: own.values().sum(), ..row })
    }
}

/// Adds what lies in each folder to every folder above it. A circle of folders, which two devices can make, ends after one round.
fn sum_up(folders: &[FolderRow], own: &BTreeMap<Option<EntryId>, u32>) -> BTreeMap<EntryId, u32> {
    let parents: BTreeMap<EntryId, Option<EntryId>> = folders.iter().map(|f| (f.folder, f.parent)).collect();
    let mut below: BTreeMap<EntryId, u32> = BTreeMap::new();
    for (folder, files) in own.iter().filter_map(|(folder, files)| Some(((*folder)?, files))) {
        let mut at = Some(folder);
        for _ in 0..=folders.len() {
            let Some(here) = at else { break };
            *below.entry(here).or_default() += files;
            at = parents.get(&here).copied().flatten().filter(|above| *above != folder);
        }
    }
    below
}

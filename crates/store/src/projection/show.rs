//! The File screen: everything on it but its row, which lists share.

use super::findable::Findable;
use super::{row_in, to_json};
use crate::error::StoreError;
use crate::reader::View;
use crate::writer::Tx;
use model::id::DocumentId;
use model::row::{AssociationRow, CriterionRow, FileKind, FileShow, PersonRow, ReviewerRow, VersionRow};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A [`FileShow`] without its row.
#[derive(Serialize, Deserialize)]
struct Kept<'a> {
    description: Cow<'a, str>,
    criteria: Cow<'a, [CriterionRow]>,
    reviewers: Cow<'a, [ReviewerRow]>,
    could_review: Cow<'a, [PersonRow]>,
    versions: Cow<'a, [VersionRow]>,
    associations: Cow<'a, [AssociationRow]>,
    made_by: Cow<'a, str>,
    made_at: i64,
    lead_days: i64,
    strict_formats: bool,
    zone: Cow<'a, str>,
}

impl Tx<'_> {
    /// Puts the File screen, and makes the file, what it says and its comments findable. Its row is put by [`Tx::put_file_row`]; of the row
    /// in `show` only the names are used here.
    pub fn put_file_show(&mut self, show: &FileShow) -> Result<(), StoreError> {
        let FileShow { row, description, criteria, reviewers, could_review, versions, associations, .. } = show;
        let kept = Kept {
            description: description.into(),
            criteria: criteria.into(),
            reviewers: reviewers.into(),
            could_review: could_review.into(),
            versions: versions.into(),
            associations: associations.into(),
            made_by: Cow::Borrowed(&show.made_by),
            made_at: show.made_at,
            lead_days: show.lead_days,
            strict_formats: show.strict_formats,
            zone: Cow::Borrowed(&show.zone),
        };
        self.db
            .prepare_cached(
                "INSERT INTO file_shows (file, event, show) VALUES (?1, ?2, ?3) ON CONFLICT (file) DO UPDATE SET event = ?2, show = ?3",
            )?
            .execute(params![row.file.0, row.event.0, to_json("file_shows", &kept)?])?;
        self.make_findable(show)
    }

    fn make_findable(&mut self, show: &FileShow) -> Result<(), StoreError> {
        let row = &show.row;
        let mut gone = self.view().found_of_file(&row.file)?;
        let place = match (&row.area, row.drive_name.as_str()) {
            (Some(area), _) => area.name.as_str(),
            (None, drive) => drive,
        };
        let id = row.file.to_string();
        let kind = if row.kind == FileKind::Deliverable { "deliverable" } else { "file" };
        gone.remove(&(kind.to_owned(), id.clone()));
        let text = words_of(show);
        self.put_findable(&Findable {
            event: row.event,
            kind,
            id,
            file: Some(row.file),
            title: &row.name,
            text: &text,
            at: place,
        })?;
        for comment in show.versions.iter().flat_map(|v| &v.comments) {
            let id = comment.comment.to_string();
            gone.remove(&("comment".to_owned(), id.clone()));
            self.put_findable(&Findable {
                event: row.event,
                kind: "comment",
                id,
                file: Some(row.file),
                title: &comment.by,
                text: &comment.body,
                at: &row.name,
            })?;
        }
        for (kind, id) in gone {
            self.remove_findable(&kind, &id)?;
        }
        Ok(())
    }
}

impl View<'_> {
    /// The File screen as it stands at an instant.
    pub fn file_show(&self, file: &DocumentId, now: i64) -> Result<Option<FileShow>, StoreError> {
        let Some(row) = self.file_row(file, now)? else { return Ok(None) };
        let kept = self
            .db
            .prepare_cached("SELECT show FROM file_shows WHERE file = ?1")?
            .query_row([file.0], |found| Ok(row_in::<Kept<'static>>("file_shows", found, 0)))
            .optional()?
            .transpose()?;
        Ok(kept.map(|kept| FileShow {
            row,
            description: kept.description.into_owned(),
            criteria: kept.criteria.into_owned(),
            reviewers: kept.reviewers.into_owned(),
            could_review: kept.could_review.into_owned(),
            versions: kept.versions.into_owned(),
            associations: kept.associations.into_owned(),
            made_by: kept.made_by.into_owned(),
            made_at: kept.made_at,
            lead_days: kept.lead_days,
            strict_formats: kept.strict_formats,
            zone: kept.zone.into_owned(),
        }))
    }

    fn found_of_file(&self, file: &DocumentId) -> Result<BTreeSet<(String, String)>, StoreError> {
        let mut found = self.db.prepare_cached("SELECT kind, id FROM findable WHERE file = ?1")?;
        let rows = found.query_map([file.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// What a file is found by beside its name: its description, its criteria, the authority it goes to, its files' names, notes and labels.
fn words_of(show: &FileShow) -> String {
    let mut lines: Vec<&str> = vec![&show.description, &show.row.permit];
    lines.extend(show.criteria.iter().map(|c| c.text.as_str()));
    for version in &show.versions {
        lines.extend([version.revision.as_str(), version.note.as_str()]);
        lines.extend(version.formats.iter().map(|f| f.name.as_str()));
    }
    let mut seen = BTreeSet::new();
    lines.retain(|line| !line.is_empty() && seen.insert(*line));
    lines.join("\n")
}

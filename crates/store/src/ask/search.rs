//! Search as somebody types. Candidates are capped before they are ranked, so that a word that stands everywhere is as fast as a rare one;
//! the ranking is ours and short, because FTS5's own reads every match before it can say the first.

use super::excerpt::excerpt;
use crate::error::StoreError;
use crate::reader::View;
use crate::sql::fold;
use model::id::{DocumentId, EventId};
use model::row::Found;
use rusqlite::{Row, params};
use std::collections::BTreeMap;

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchAsk {
    /// Words, each a prefix; all must be found.
    pub text: String,
    /// In which event; absent: all.
    pub event: Option<EventId>,
    /// At most.
    pub limit: u32,
}

/// Candidates that are looked at, newest first: as many by title, as many again anywhere.
const CANDIDATES: u32 = 300;

struct Candidate {
    kind: String,
    id: String,
    event: EventId,
    file: Option<DocumentId>,
    title: String,
    text: String,
    at: String,
}

impl View<'_> {
    /// What is found, best first.
    pub fn search(&self, ask: &SearchAsk) -> Result<Vec<Found>, StoreError> {
        let words: Vec<String> = fold(&ask.text).split_whitespace().take(8).map(str::to_owned).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        // Words hold letters and digits only, so nothing in them means anything to FTS5.
        let all: Vec<String> = words.iter().map(|word| format!("\"{word}\"*")).collect();
        let all = all.join(" AND ");
        let mut candidates = BTreeMap::new();
        for query in [format!("title : ({all})"), all] {
            self.candidates(&query, ask.event.as_ref(), &mut candidates)?;
        }
        let mut ranked: Vec<(u32, i64, Candidate)> =
            candidates.into_iter().map(|(place, found)| (rank(&found, &words), -place, found)).collect();
        ranked.sort_by_key(|(rank, place, _)| (*rank, *place));
        ranked.truncate(usize::try_from(ask.limit).unwrap_or(usize::MAX));
        Ok(ranked.into_iter().map(|(_, _, found)| tell(found, &words)).collect())
    }

    fn candidates(
        &self,
        query: &str,
        event: Option<&EventId>,
        into: &mut BTreeMap<i64, Candidate>,
    ) -> Result<(), StoreError> {
        let filter = if event.is_some() { "t.event = ?2" } else { "?2 IS NULL" };
        let mut found = self.db.prepare_cached(&format!(
            "SELECT t.place, t.kind, t.id, t.event, t.file, t.title, t.text, t.at FROM found f CROSS JOIN findable t ON t.place = f.rowid
             WHERE found MATCH ?1 AND {filter} ORDER BY f.rowid DESC LIMIT ?3"
        ))?;
        let rows = found.query_map(params![query, event.map(|e| e.0), CANDIDATES], |row| Ok((row.get(0)?, read(row)?)))?;
        for row in rows {
            let (place, candidate) = row?;
            into.entry(place).or_insert(candidate);
        }
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Candidate> {
    Ok(Candidate {
        kind: row.get(1)?,
        id: row.get(2)?,
        event: EventId(row.get(3)?),
        file: row.get::<_, Option<[u8; 32]>>(4)?.map(DocumentId),
        title: row.get(5)?,
        text: row.get(6)?,
        at: row.get(7)?,
    })
}

/// Smaller is better: the whole title, its beginning, words of it, then words below it; things before remarks about them.
fn rank(found: &Candidate, words: &[String]) -> u32 {
    let title = fold(&found.title);
    let wish = words.iter().fold(String::new(), |all, word| all + " " + word);
    let place = if title == wish {
        0
    } else if title.starts_with(&wish) {
        1
    } else if title.contains(&wish) {
        2
    } else if words.iter().all(|word| title.contains(&format!(" {word}"))) {
        3
    } else {
        4
    };
    let kind = match found.kind.as_str() {
        "event" | "deliverable" | "file" => 0,
        "collaborator" | "area" => 1,
        "person" | "crew" => 2,
        _ => 3,
    };
    place * 4 + kind
}

fn tell(found: Candidate, words: &[String]) -> Found {
    let in_text = excerpt(&found.text, words);
    let excerpt = in_text.or_else(|| excerpt(&found.title, words)).unwrap_or_default();
    Found { kind: found.kind, id: found.id, event: found.event, file: found.file, title: found.title, r#where: found.at, excerpt }
}

//! Search as somebody types. Candidates are capped before they are ranked, so that a word that stands everywhere is as fast as a rare one;
//! the ranking is ours and short, because FTS5's own reads every match before it can say the first.

use super::excerpt::excerpt;
use crate::error::StoreError;
use crate::projection::findable::scope_word;
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
const CANDIDATES: u32 = 200;
/// Letters of the longest prefix that has an index of its own. A longer one makes FTS5 gather every match before it gives the first.
const INDEXED: usize = 3;

/// What is ranked: the folded title and the kind; the folded text only where it must be looked into.
struct Candidate {
    kind: u32,
    title: String,
    text: String,
}

impl View<'_> {
    /// What is found, best first.
    pub fn search(&self, ask: &SearchAsk) -> Result<Vec<Found>, StoreError> {
        let words: Vec<String> = fold(&ask.text).split_whitespace().take(8).map(str::to_owned).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let enough = usize::try_from(ask.limit).unwrap_or(usize::MAX);
        let mut found = self.candidates("title", &words, ask)?;
        // A match in a title comes before all others, so with enough of them the others need not be looked for.
        if found.len() < enough {
            found.extend(self.candidates("{title text}", &words, ask)?);
        }
        let mut ranked: Vec<_> = found.into_iter().map(|(place, found)| (rank(&found, &words), -place)).collect();
        ranked.sort_unstable();
        ranked.truncate(enough);
        // Everything else of a row is read only for those that are shown.
        let mut one =
            self.db.prepare_cached("SELECT kind, id, event, file, title, text, at FROM findable WHERE place = ?1")?;
        ranked.into_iter().map(|(_, place)| Ok(one.query_row([-place], |row| tell(row, &words))?)).collect()
    }

    /// The newest matches. First by the beginnings of the words that have an index, sifting the rows; only when that does not give enough,
    /// by the whole words, of which there are then few.
    fn candidates(
        &self,
        columns: &str,
        words: &[String],
        ask: &SearchAsk,
    ) -> Result<BTreeMap<i64, Candidate>, StoreError> {
        let most = CANDIDATES.max(ask.limit);
        let short: Vec<String> = words.iter().map(|word| word.chars().take(INDEXED).collect()).collect();
        let sift = short != words;
        let rows = self.matches(columns, &short, ask, most, sift)?;
        let exhausted = rows.len() < usize::try_from(most).unwrap_or(usize::MAX);
        if !sift {
            return Ok(rows);
        }
        let mut fit: BTreeMap<_, _> = rows.into_iter().filter(|(_, row)| fits(row, words)).collect();
        if !exhausted && fit.len() < usize::try_from(ask.limit).unwrap_or(usize::MAX) {
            fit.extend(self.matches(columns, words, ask, most, false)?);
        }
        Ok(fit)
    }

    fn matches(
        &self,
        columns: &str,
        words: &[String],
        ask: &SearchAsk,
        most: u32,
        with_text: bool,
    ) -> Result<BTreeMap<i64, Candidate>, StoreError> {
        // Words hold letters and digits only, so nothing in them means anything to FTS5.
        let all: Vec<String> = words.iter().map(|word| format!("\"{word}\"*")).collect();
        let mut query = format!("{columns} : ({})", all.join(" AND "));
        if let Some(event) = &ask.event {
            query = format!("({query}) AND scope : \"{}\"", scope_word(event));
        }
        let text = if with_text { "t.text" } else { "''" };
        let mut found = self.db.prepare_cached(&format!(
            "SELECT t.place, t.kind, t.title, {text} FROM found f CROSS JOIN findable t ON t.place = f.rowid
             WHERE found MATCH ?1 ORDER BY f.rowid DESC LIMIT ?2"
        ))?;
        let rows = found.query_map(params![query, most], |row| Ok((row.get(0)?, read(row)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Whether every word begins a word of it.
fn fits(found: &Candidate, words: &[String]) -> bool {
    words.iter().all(|word| {
        let begins = format!(" {word}");
        found.title.contains(&begins) || found.text.contains(&begins)
    })
}

fn read(row: &Row<'_>) -> rusqlite::Result<Candidate> {
    // Things before remarks about them.
    let kind = match row.get_ref(1)?.as_str()? {
        "event" | "deliverable" | "file" => 0,
        "collaborator" | "area" => 1,
        "person" | "crew" => 2,
        _ => 3,
    };
    Ok(Candidate { kind, title: fold(row.get_ref(2)?.as_str()?), text: fold(row.get_ref(3)?.as_str()?) })
}

/// Smaller is better: the whole title, its beginning, words of it, then words below it.
fn rank(found: &Candidate, words: &[String]) -> u32 {
    let title = &found.title;
    let wish = words.iter().fold(String::new(), |all, word| all + " " + word);
    let place = if *title == wish {
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
    place * 4 + found.kind
}

fn tell(row: &Row<'_>, words: &[String]) -> rusqlite::Result<Found> {
    let (title, text): (String, String) = (row.get(4)?, row.get(5)?);
    let excerpt = excerpt(&text, words).or_else(|| excerpt(&title, words)).unwrap_or_default();
    let file = row.get::<_, Option<[u8; 32]>>(3)?.map(DocumentId);
    Ok(Found {
        kind: row.get(0)?,
        id: row.get(1)?,
        event: EventId(row.get(2)?),
        file,
        title,
        r#where: row.get(6)?,
        excerpt,
    })
}

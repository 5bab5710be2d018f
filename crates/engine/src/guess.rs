//! Which deliverable a file is probably for, by its name.

use model::id::DocumentId;
use model::row::FileRow;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;

/// Below this, no guess is better than a wrong one.
const SCORE_LEAST: u32 = 34;

/// The words of a name: folded, without what only numbers revisions.
#[must_use]
pub fn words(name: &str) -> BTreeSet<String> {
    let folded: String =
        name.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect::<String>().to_lowercase();
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| {
            w.len() > 1
                && !w.chars().all(|c| c.is_ascii_digit())
                && !is_revision(w)
                && !["the", "for", "and", "rev", "final", "copy"].contains(w)
        })
        .map(str::to_owned)
        .collect()
}

fn is_revision(word: &str) -> bool {
    word.strip_prefix('v').is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()))
}

/// The best guess for a file's name among deliverables, with its score from 0 to 100: shared words over the words of the shorter side, a little
/// more when the format is one that is wanted, a little less when it has been delivered already.
#[must_use]
pub fn best(name: &str, among: &[(&FileRow, BTreeSet<String>)]) -> Option<(DocumentId, String, u32)> {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let file = words(stem);
    let scored = among.iter().filter_map(|(row, title)| {
        let shared = file
            .iter()
            .filter(|w| {
                title.iter().any(|t| {
                    t == *w
                        || (w.len() >= 4 && t.starts_with(w.as_str()))
                        || (t.len() >= 4 && w.starts_with(t.as_str()))
                })
            })
            .count();
        if shared == 0 {
            return None;
        }
        let mut score = u32::try_from(200 * shared / (file.len() + title.len()).max(1)).unwrap_or(0).min(96);
        if row.formats_wanted.iter().any(|f| f.eq_ignore_ascii_case(extension)) {
            score += 4;
        }
        if row.version.is_some() {
            score = score.saturating_sub(2);
        }
        Some((score.min(100), *row))
    });
    let (score, row) =
        scored.max_by_key(|(score, row)| (*score, std::cmp::Reverse(row.due_at), std::cmp::Reverse(row.file)))?;
    (score >= SCORE_LEAST).then(|| (row.file, row.name.clone(), score))
}

//! The words around a match, with the match between U+2068 and U+2069.

use crate::sql::fold;

/// Words before and after the first match that are shown.
const AROUND: usize = 6;

/// Absent when no word of the text begins with any of the words sought, which are folded.
pub(super) fn excerpt(text: &str, sought: &[String]) -> Option<String> {
    let spans = words_of(text);
    let hit = |(from, to): &(usize, usize)| {
        let word = text.get(*from..*to).unwrap_or_default();
        if word.is_ascii() {
            let begins = |wish: &String| word.get(..wish.len()).is_some_and(|start| start.eq_ignore_ascii_case(wish));
            return sought.iter().any(begins);
        }
        let word = fold(word);
        sought.iter().any(|wish| word.trim_start().starts_with(wish.as_str()))
    };
    let first = spans.iter().position(hit)?;
    let begin = first.saturating_sub(AROUND);
    let shown = spans.get(begin..spans.len().min(first + AROUND * 2)).unwrap_or_default();
    let (mut at, end) = (shown.first()?.0, shown.last()?.1);
    let mut out = String::from(if begin > 0 { "…" } else { "" });
    for span in shown.iter().filter(|span| hit(span)) {
        out.push_str(text.get(at..span.0).unwrap_or_default());
        out.push('\u{2068}');
        out.push_str(text.get(span.0..span.1).unwrap_or_default());
        out.push('\u{2069}');
        at = span.1;
    }
    out.push_str(text.get(at..end).unwrap_or_default());
    if begin + shown.len() < spans.len() {
        out.push('…');
    }
    // An excerpt is one line of a list.
    Some(out.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Where each word begins and ends. A combining mark belongs to the word it stands in.
fn words_of(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices() {
        let inside = c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
        match (inside, from) {
            (true, None) => from = Some(at),
            (false, Some(begin)) => {
                spans.push((begin, at));
                from = None;
            }
            _ => {}
        }
    }
    spans.extend(from.map(|begin| (begin, text.len())));
    spans
}

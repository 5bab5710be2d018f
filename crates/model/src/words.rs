//! What people write: names of one line, texts of many. Both are refused rather than mended when they could mislead.

use crate::refusal::Refusal;
use unicode_normalization::UnicodeNormalization;

/// The longest name, in characters.
pub const NAME_MOST: usize = 200;
/// The longest text, in characters.
pub const TEXT_MOST: usize = 16_000;

/// A name of one line: trimmed, composed (NFC), neither empty nor long, without characters that hide or reorder what is read.
///
/// # Errors
/// [`Refusal::Empty`], [`Refusal::TooLong`] or [`Refusal::BadCharacter`].
pub fn name(what: &'static str, text: &str) -> Result<String, Refusal> {
    let composed: String = text.trim().nfc().collect();
    if !composed.chars().any(|c| !c.is_whitespace() && !is_mark(c)) {
        return Err(Refusal::Empty { what });
    }
    checked(what, composed, NAME_MOST, |c| c.is_control() || reorders(c) || c == '\u{2028}' || c == '\u{2029}')
}

/// A name that may be left out: empty stays empty.
///
/// # Errors
/// As [`name`], except for being empty.
pub fn optional_name(what: &'static str, text: &str) -> Result<String, Refusal> {
    if text.trim().is_empty() { Ok(String::new()) } else { name(what, text) }
}

/// A text of any number of lines: trimmed at its end, composed, at most [`TEXT_MOST`] characters, line ends as `\n`; may be empty.
///
/// # Errors
/// [`Refusal::TooLong`] or [`Refusal::BadCharacter`].
pub fn text(what: &'static str, text: &str) -> Result<String, Refusal> {
    let composed: String = text.replace("\r\n", "\n").trim_end().nfc().collect();
    checked(what, composed, TEXT_MOST, |c| (c.is_control() && c != '\n' && c != '\t') || reorders(c))
}

fn checked(what: &'static str, text: String, most: usize, bad: fn(char) -> bool) -> Result<String, Refusal> {
    if let Some(c) = text.chars().find(|c| bad(*c)) {
        return Err(Refusal::BadCharacter { what, character: format!("U+{:04X}", u32::from(c)) });
    }
    let length = text.chars().count();
    if length > most { Err(Refusal::TooLong { what, length, most }) } else { Ok(text) }
}

/// Characters that change the order in which text is shown. Right-to-left scripts need none of them.
const fn reorders(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Characters without a shape of their own.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{3164}')
}

/// An extension that somebody asks for: lower case, without dot, letters and digits, at most 12.
///
/// # Errors
/// When it is anything else.
pub fn extension(text: &str) -> Result<String, Refusal> {
    let lower = text.trim().trim_start_matches('.').to_lowercase();
    if lower.is_empty() || lower.len() > 12 || !lower.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(Refusal::NotA { text: text.to_owned(), wanted: "a format such as pdf or dwg" });
    }
    Ok(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_composed() {
        assert_eq!(name("The name", "  Ku\u{308}che ").unwrap(), "Küche");
        assert_eq!(name("The name", "مخطط المسرح").unwrap(), "مخطط المسرح");
    }

    #[test]
    fn names_that_say_nothing_or_mislead_are_refused() {
        assert_eq!(name("The name", " \u{200B}\u{FEFF} "), Err(Refusal::Empty { what: "The name" }));
        assert_eq!(
            name("The name", "plot\u{202E}fdp.exe"),
            Err(Refusal::BadCharacter { what: "The name", character: "U+202E".into() })
        );
        assert_eq!(
            name("The name", "a\nb"),
            Err(Refusal::BadCharacter { what: "The name", character: "U+000A".into() })
        );
        assert!(matches!(name("The name", &"x".repeat(201)), Err(Refusal::TooLong { length: 201, most: 200, .. })));
    }

    #[test]
    fn a_text_keeps_its_lines() {
        assert_eq!(text("The text", "one\r\ntwo\n\n").unwrap(), "one\ntwo");
        assert!(text("The text", "a\u{0}b").is_err());
    }
}

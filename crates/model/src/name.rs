//! Names of files as they come from elsewhere, made safe to show and to save on any system.
//!
//! A name is never the place of anything in the store (files lie under their hash), so making it safe loses nothing but what could deceive.

use unicode_normalization::UnicodeNormalization;

/// Bytes that a name may have on the file systems in use.
const LONGEST: usize = 255;
/// A longer ending is no extension, and is cut with the rest.
const LONGEST_EXTENSION: usize = 32;
/// What a name becomes of which nothing is left.
const NAMELESS: &str = "unnamed";

/// A name without anything that could hide, reorder or redirect: composed (NFC), without control, invisible and direction-changing
/// characters, without the characters that mean something in a path or to Windows, not one of Windows' reserved names, without spaces
/// and dots at its end, and at most 255 bytes with its extension kept. Right-to-left letters themselves stay. Safe names stay as they are.
#[must_use]
pub fn safe_name(name: &str) -> String {
    let composed = name.nfc().filter(|c| !is_deceptive(*c)).map(|c| if is_special(c) { '_' } else { c });
    let mut name: String = composed.collect();
    // Cutting can bring a space or a dot to the end, so it comes before trimming, and trimming never makes a name longer.
    name = shorten(name.trim_start(), LONGEST);
    name.truncate(name.trim_end_matches(|c: char| c == '.' || c.is_whitespace()).len());
    if name.is_empty() {
        return NAMELESS.to_owned();
    }
    if is_reserved(&name) {
        name = shorten(&format!("_{name}"), LONGEST);
    }
    name
}

/// The lower-case extension without its dot; empty when there is none.
#[must_use]
pub fn extension_of(name: &str) -> String {
    split(name).1.trim_start_matches('.').to_lowercase()
}

/// Control characters, what changes the direction of text, and what has no width. Joiners stay: Persian and many emoji are spelt with them.
const fn is_deceptive(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// What means something in a path, or is refused by Windows; a colon there writes into a stream that nobody sees.
const fn is_special(c: char) -> bool {
    matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

/// Devices of Windows, which a name is whatever extension follows.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let numbered = |device: &str| {
        let rest = stem.strip_prefix(device).map(|rest| rest.chars().collect::<Vec<_>>());
        matches!(rest.as_deref(), Some(['0'..='9' | '¹' | '²' | '³']))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" | "CLOCK$")
        || numbered("COM")
        || numbered("LPT")
}

fn shorten(name: &str, most: usize) -> String {
    if name.len() <= most {
        return name.to_owned();
    }
    let (stem, extension) = split(name);
    let room = most.saturating_sub(extension.len());
    let end = (0..=room.min(stem.len())).rev().find(|end| stem.is_char_boundary(*end)).unwrap_or(0);
    let stem = stem.get(..end).unwrap_or_default().trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    format!("{stem}{extension}")
}

/// The stem, and the extension with its dot. A name that begins with its only dot has none.
fn split(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if dot > 0 && dot + 1 < name.len() && name.len() - dot <= LONGEST_EXTENSION => name.split_at(dot),
        _ => (name, ""),
    }
}

#[cfg(test)]
mod tests;

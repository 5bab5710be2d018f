//! Text, and the formats that are text inside.

use super::Seen;
use crate::Format;

/// What bytes without a signature are: text of a known form, some text, or nothing we know.
pub(super) fn content(bytes: &[u8]) -> Seen {
    let Some(text) = decode(bytes) else { return Seen::Nothing };
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if is_dxf(start) {
        return Seen::Exactly(Format::Dxf);
    }
    if let Some(format) = markup(start) {
        return Seen::Exactly(format);
    }
    Seen::Text
}

/// Whether text of no particular form may be this format: its name is then believed.
pub(super) fn may_be(format: Format) -> bool {
    matches!(format, Format::Csv | Format::Txt | Format::Xml)
}

/// The text in these bytes: UTF-8 (the last character may be cut), UTF-16 with its mark, or one byte a character
/// as office programs still write tables. None where control characters show that it is no text.
fn decode(bytes: &[u8]) -> Option<String> {
    let utf16 = |pair: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).skip(1).filter_map(|pair| pair.try_into().ok()).map(pair);
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>()
    };
    let text = if bytes.starts_with(b"\xff\xfe") {
        utf16(u16::from_le_bytes)
    } else if bytes.starts_with(b"\xfe\xff") {
        utf16(u16::from_be_bytes)
    } else {
        match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(cut) if cut.error_len().is_none() => {
                String::from_utf8_lossy(bytes.get(..cut.valid_up_to()).unwrap_or_default()).into_owned()
            }
            Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
        }
    };
    text.chars().all(is_written).then_some(text)
}

/// Whether a character occurs in text: no control character but tab, line ends, page end and the old end-of-file mark.
/// The upper control characters are let through: where a byte is a character they are quotation marks and the euro.
fn is_written(character: char) -> bool {
    !character.is_ascii_control() || matches!(character, '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}')
}

/// A drawing in text begins with group 0 and a section, or with a comment in group 999.
fn is_dxf(start: &str) -> bool {
    let mut lines = start.lines().map(str::trim);
    match (lines.next(), lines.next()) {
        (Some("0"), Some("SECTION")) => true,
        (Some("999"), Some(_)) => matches!((lines.next(), lines.next()), (Some("0" | "999"), Some(_))),
        _ => false,
    }
}

/// XML and what can be told from its first element. Prologue, comments and document type are passed over.
fn markup(start: &str) -> Option<Format> {
    let mut rest = start;
    let is_declared = rest.starts_with("<?xml");
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<!") {
            ">"
        } else {
            break;
        };
        rest = rest.split_once(end)?.1;
    }
    let element = rest.strip_prefix('<')?;
    let name = element.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default();
    match name.rsplit(':').next() {
        Some("svg") => Some(Format::Svg),
        _ if is_declared => Some(Format::Xml),
        _ => None,
    }
}

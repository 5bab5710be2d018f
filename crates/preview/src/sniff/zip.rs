//! Which kind of zip: by the names of the entries at its front, as far as the given bytes go.
//!
//! Nothing is unpacked. The names come from the headers before each entry, so they are as true as the archive's own
//! directory for every file that a program wrote honestly, and a lie costs a wrong icon.

use crate::Format;

/// Of how many entries the names are looked at.
const ENTRIES_MAX: usize = 256;

/// The format that the first entries give away.
pub(super) fn content(bytes: &[u8]) -> Option<Format> {
    let mut rest = bytes;
    for _ in 0..ENTRIES_MAX {
        let entry = Entry::read(rest)?;
        if let Some(format) = by_entry(&entry) {
            return Some(format);
        }
        rest = rest.get(entry.length?..)?;
    }
    None
}

/// Whether files of this format are zip archives, so that a zip may be one without showing it at the front.
pub(super) fn is_kept_in_one(format: Format) -> bool {
    matches!(
        format,
        Format::Mvr | Format::Gdtf | Format::Docx | Format::Xlsx | Format::Pptx | Format::OpenDocument | Format::Vwx
    )
}

fn by_entry(entry: &Entry<'_>) -> Option<Format> {
    match entry.name {
        b"GeneralSceneDescription.xml" => Some(Format::Mvr),
        b"description.xml" => Some(Format::Gdtf),
        b"mimetype" if entry.stored.starts_with(b"application/vnd.oasis.opendocument.") => Some(Format::OpenDocument),
        b"META-INF/MANIFEST.MF" => Some(Format::Program),
        name if name.starts_with(b"word/") => Some(Format::Docx),
        name if name.starts_with(b"xl/") => Some(Format::Xlsx),
        name if name.starts_with(b"ppt/") => Some(Format::Pptx),
        _ => None,
    }
}

/// An entry as its local header tells it.
struct Entry<'a> {
    name: &'a [u8],
    /// What follows the header: the entry itself where it is not compressed.
    stored: &'a [u8],
    /// Header and entry together; none where the header was written before the length was known.
    length: Option<usize>,
}

impl<'a> Entry<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        const HEADER: usize = 30;
        const LENGTH_FOLLOWS: u16 = 1 << 3;
        if !bytes.starts_with(b"PK\x03\x04") {
            return None;
        }
        let name_length = usize::from(u16_at(bytes, 26)?);
        let extra_length = usize::from(u16_at(bytes, 28)?);
        let packed = usize::try_from(u32_at(bytes, 18)?).ok()?;
        let body = HEADER + name_length + extra_length;
        let is_known = u16_at(bytes, 6)? & LENGTH_FOLLOWS == 0;
        Some(Self {
            name: bytes.get(HEADER..HEADER + name_length)?,
            stored: bytes.get(body..).unwrap_or_default(),
            length: if is_known { body.checked_add(packed) } else { next_header(bytes, body) },
        })
    }
}

/// Where the next local header seems to begin, for entries that do not tell their length.
fn next_header(bytes: &[u8], from: usize) -> Option<usize> {
    let at = bytes.get(from..)?.windows(4).position(|window| window == b"PK\x03\x04")?;
    from.checked_add(at)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

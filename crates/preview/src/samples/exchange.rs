//! Files for other programs: a table, a drawing as lines, a rig for consoles. Nothing previews them here; they are part
//! of the example event because they are part of every event.

use std::fmt::Write;

use super::TitleBlock;
use super::lists::channels;

/// The channels of a stage as comma-separated values.
pub(super) fn patch_table(title: &TitleBlock) -> Vec<u8> {
    let mut text = String::from("ch,source,microphone,stand,where\r\n");
    for (number, [source, microphone, stand, place]) in channels(title.revision) {
        // No value here holds a comma or a quotation mark but those of hand-held radios.
        let quoted = if microphone.contains(',') { format!("\"{microphone}\"") } else { microphone.to_owned() };
        line(&mut text, format_args!("{number},{source},{quoted},{stand},{place}\r"));
    }
    text.into_bytes()
}

/// The deck with its risers as lines, in metres, for any program that draws.
pub(super) fn stage_lines(title: &TitleBlock) -> Vec<u8> {
    let mut text = String::from("999\nOffstage example event\n0\nSECTION\n2\nENTITIES\n");
    let drums = if title.revision.is_multiple_of(2) { 9.5 } else { 9.0 };
    for (layer, (x, y), (width, depth)) in [
        ("DECK", (0.0, 0.0), (19.0, 13.0)),
        ("RISERS", (8.0, drums), (3.0, 2.6)),
        ("RISERS", (1.2, 7.0), (2.4, 2.0)),
        ("RISERS", (15.7, 6.5), (2.2, 1.8)),
        ("WINGS", (-3.4, 2.0), (3.4, 9.6)),
        ("WINGS", (19.0, 2.0), (3.4, 9.6)),
    ] {
        let corners = [(x, y), (x + width, y), (x + width, y + depth), (x, y + depth)];
        for ((x1, y1), (x2, y2)) in corners.into_iter().zip(corners.into_iter().cycle().skip(1)) {
            line(
                &mut text,
                format_args!(
                    "0\nLINE\n8\n{layer}\n10\n{x1:.2}\n20\n{y1:.2}\n30\n0.0\n11\n{x2:.2}\n21\n{y2:.2}\n31\n0.0"
                ),
            );
        }
    }
    text.push_str("0\nENDSEC\n0\nEOF\n");
    text.into_bytes()
}

/// The fixtures of three trusses as a scene in an archive.
pub(super) fn rig(title: &TitleBlock) -> Vec<u8> {
    let mut scene = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<GeneralSceneDescription verMajor=\"1\" verMinor=\"5\">\n<Scene><Layers>\n",
    );
    let mut number = 1;
    for (layer, (name, fixtures)) in (1..).zip([("LX 1", 13), ("LX 2", 11 + title.revision.min(9)), ("LX 3", 13)]) {
        line(
            &mut scene,
            format_args!("<Layer name=\"{name}\" uuid=\"00000000-0000-4000-8000-0000000000{layer:02}\"><ChildList>"),
        );
        for place in 1..=fixtures {
            let kind = if place % 3 == 0 { "Spot" } else { "Wash" };
            let address = (number - 1) * 24 % 504 + 1;
            line(
                &mut scene,
                format_args!(
                    "<Fixture name=\"{kind} {place}\" uuid=\"00000000-0000-4000-8001-{number:012}\"><GDTFSpec>Generic@{kind}.gdtf</GDTFSpec>\
                     <GDTFMode>Standard</GDTFMode><FixtureID>{number}</FixtureID><UnitNumber>{number}</UnitNumber>\
                     <Addresses><Address break=\"0\">{address}</Address></Addresses></Fixture>"
                ),
            );
            number += 1;
        }
        scene.push_str("</ChildList></Layer>\n");
    }
    scene.push_str("</Layers></Scene>\n</GeneralSceneDescription>\n");
    archive("GeneralSceneDescription.xml", scene.as_bytes())
}

/// Writes one line. A string refuses nothing.
fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    let written = writeln!(text, "{words}");
    debug_assert!(written.is_ok());
}

/// A zip archive of one entry, which lies in it as it is.
fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    const VERSION: [u8; 2] = [20, 0];
    // The first of January 1980, midnight: the format has no way to say nothing.
    const NEVER: [u8; 4] = [0, 0, 0x21, 0];
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX).to_le_bytes();
    let name_length = u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes();
    let facts = [
        VERSION.as_slice(),
        &[0; 4], // no flags, not compressed
        &NEVER,
        &checksum(content).to_le_bytes(),
        &length,
        &length,
        &name_length,
        &[0; 2], // nothing extra
    ]
    .concat();
    let mut bytes = [b"PK\x03\x04", facts.as_slice(), name.as_bytes(), content].concat();
    let directory_at = bytes.len();
    bytes.extend([b"PK\x01\x02", VERSION.as_slice(), &facts, &[0; 14], name.as_bytes()].concat());
    let directory_length = u32::try_from(bytes.len() - directory_at).unwrap_or(u32::MAX).to_le_bytes();
    let directory_at = u32::try_from(directory_at).unwrap_or(u32::MAX).to_le_bytes();
    bytes.extend([b"PK\x05\x06\0\0\0\0\x01\0\x01\0".as_slice(), &directory_length, &directory_at, &[0; 2]].concat());
    bytes
}

/// The checksum that archives carry.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_all_archives() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn an_archive_ends_where_its_directory_says() {
        let bytes = archive("a.xml", b"<a/>");
        let end = &bytes[bytes.len() - 22..];
        assert_eq!(&end[..4], b"PK\x05\x06");
        let number = |at: usize| u32::from_le_bytes(end[at..at + 4].try_into().unwrap()) as usize;
        let (length, at) = (number(12), number(16));
        assert_eq!(at + length + 22, bytes.len());
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        assert_eq!(length, 46 + "a.xml".len());
    }
}

use super::*;
use crate::samples;

fn format(bytes: &[u8], name: &str) -> Format {
    sniff(bytes, name).format
}

fn disagrees(bytes: &[u8], name: &str) -> bool {
    sniff(bytes, name).disagrees
}

/// An entry of a zip archive as programs write it, stored.
fn entry(name: &str, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_le_bytes();
    let mut bytes = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    bytes.extend_from_slice(&length);
    bytes.extend_from_slice(&length);
    bytes.extend_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
    bytes.extend_from_slice(&[0, 0]);
    bytes.extend_from_slice(name.as_bytes());
    bytes.extend_from_slice(content);
    bytes
}

#[test]
fn the_content_decides_and_a_lying_name_is_reported() {
    let plot = samples::many_pages(1);
    assert_eq!(sniff(&plot, "Stage plot.PDF"), Kind { format: Format::Pdf, disagrees: false });
    assert_eq!(sniff(&plot, "plot.png"), Kind { format: Format::Pdf, disagrees: true });
    assert_eq!(sniff(&plot, "plot"), Kind { format: Format::Pdf, disagrees: false });
    assert_eq!(sniff(b"\x7fELF\x02\x01\x01\0", "plot.pdf"), Kind { format: Format::Program, disagrees: true });
    assert_eq!(sniff(b"MZ\x90\0", "setup.exe"), Kind { format: Format::Program, disagrees: false });
    assert_eq!(sniff(b"#!/bin/sh\nrm -r *", "readme.txt"), Kind { format: Format::Program, disagrees: true });
}

#[test]
fn an_extension_alone_makes_nothing_that_could_be_previewed() {
    for format in Format::ALL.into_iter().filter(|format| format.has_preview()) {
        for extension in format.extensions() {
            for bytes in [b"".as_slice(), b"\0\x01\x02\x03\x04\x05\x06\x07", b"just words"] {
                let kind = sniff(bytes, &format!("file.{extension}"));
                assert!(!kind.has_preview(), "{extension}: {kind:?}");
                assert!(kind.disagrees, "{extension}: {kind:?}");
            }
        }
    }
}

#[test]
fn pictures_are_known_by_their_first_bytes() {
    for (bytes, name, expected) in [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), "a.png", Format::Png),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a.jpeg", Format::Jpeg),
        (b"GIF89a\x01\0\x01\0", "a.gif", Format::Gif),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "a.webp", Format::Webp),
        (b"II*\0\x08\0\0\0", "a.tif", Format::Tiff),
        (b"MM\0*\0\0\0\x08", "a.tiff", Format::Tiff),
        (b"8BPS\0\x01", "a.psd", Format::Psd),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a.heic", Format::Heic),
        (b"<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<svg xmlns=\"x\">", "a.svg", Format::Svg),
        (b"<svg width=\"3\">", "a.svg", Format::Svg),
    ] {
        assert_eq!(sniff(bytes, name), Kind { format: expected, disagrees: false }, "{name}");
        assert!(disagrees(bytes, "a.dwg"), "{name}");
    }
    let bitmap = {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(2, 2).write_to(&mut bytes, image::ImageFormat::Bmp).unwrap();
        bytes.into_inner()
    };
    assert_eq!(format(&bitmap, "a.bmp"), Format::Bmp);
}

#[test]
fn drawings_are_known_where_they_carry_a_mark_and_by_name_where_they_carry_none() {
    assert_eq!(sniff(b"AC1032\0\0\0\0", "plan.dwg"), Kind { format: Format::Dwg, disagrees: false });
    assert_eq!(format(b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n", "plan.dxf"), Format::Dxf);
    assert_eq!(format(b"999\nmade by a program\n0\nSECTION\n", "plan.dxf"), Format::Dxf);
    assert_eq!(format(b"AutoCAD Binary DXF\r\n\x1a\0", "plan.txt"), Format::Dxf);
    assert_eq!(format(b"\xff\xfe\xff\x0eS\0k\0e\0t\0c\0h\0U\0p\0", "stage.skp"), Format::Skp);
    assert_eq!(sniff(b"\x01\x02\x03\x04 anything", "stage.vwx"), Kind { format: Format::Vwx, disagrees: false });
    assert_eq!(sniff(b"\x01\x02\x03\x04 anything", "stage.dwg"), Kind { format: Format::Unknown, disagrees: true });
    assert_eq!(sniff(b"\x01\x02\x03\x04 anything", "show.d3"), Kind { format: Format::Unknown, disagrees: false });
}

#[test]
fn zip_archives_are_told_apart_by_their_entries() {
    let with = |name: &str| [entry("first.bin", b"12345"), entry(name, b"<x/>")].concat();
    for (inside, name, expected) in [
        ("GeneralSceneDescription.xml", "rig.mvr", Format::Mvr),
        ("description.xml", "wash.gdtf", Format::Gdtf),
        ("word/document.xml", "rider.docx", Format::Docx),
        ("xl/workbook.xml", "budget.xlsx", Format::Xlsx),
        ("ppt/presentation.xml", "deck.pptx", Format::Pptx),
        ("photos/1.jpg", "photos.zip", Format::Zip),
    ] {
        assert_eq!(sniff(&with(inside), name), Kind { format: expected, disagrees: false }, "{name}");
    }
    let sheet = entry("mimetype", b"application/vnd.oasis.opendocument.spreadsheet");
    assert_eq!(format(&sheet, "budget.ods"), Format::OpenDocument);
    assert_eq!(sniff(&with("word/document.xml"), "budget.xlsx"), Kind { format: Format::Docx, disagrees: true });
    assert_eq!(sniff(&with("photos/1.jpg"), "photos.pdf"), Kind { format: Format::Zip, disagrees: true });
    // The scene of a large rig comes after its models, beyond what is looked at.
    assert_eq!(sniff(&with("models/truss.3ds"), "rig.mvr"), Kind { format: Format::Mvr, disagrees: false });
}

#[test]
fn an_entry_that_hides_its_length_is_passed_over() {
    let mut first = entry("models/a.glb", b"abcdefgh");
    first[6] = 1 << 3;
    first[18..26].fill(0);
    let bytes = [first, entry("GeneralSceneDescription.xml", b"<x/>")].concat();
    assert_eq!(format(&bytes, "rig.zip"), Format::Mvr);
}

#[test]
fn text_is_a_table_or_prose_by_its_name() {
    assert_eq!(sniff(b"ch;source\n1;kick", "patch.csv"), Kind { format: Format::Csv, disagrees: false });
    assert_eq!(sniff("Grüße".as_bytes(), "note.txt"), Kind { format: Format::Txt, disagrees: false });
    assert_eq!(sniff(b"Gr\xfc\xdfe \x80", "old.csv"), Kind { format: Format::Csv, disagrees: false });
    assert_eq!(sniff(b"\xff\xfeG\0r\0", "note.txt"), Kind { format: Format::Txt, disagrees: false });
    assert_eq!(sniff(b"plain words", "plan.dwg"), Kind { format: Format::Txt, disagrees: true });
    assert_eq!(sniff(b"plain words", "README"), Kind { format: Format::Txt, disagrees: false });
    assert_eq!(sniff(b"<?xml version=\"1.0\"?><rig/>", "rig.xml"), Kind { format: Format::Xml, disagrees: false });
    // The last character is cut in the middle by the limit of what is looked at.
    assert_eq!(format(&"ä".as_bytes()[..1], "cut.txt"), Format::Txt);
}

#[test]
fn sound_and_film_are_known() {
    for (bytes, name, expected) in [
        (b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2".as_slice(), "clip.mp4", Format::Mp4),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "clip.mov", Format::Mov),
        (b"RIFF\x24\0\0\0WAVEfmt ", "walk-in.wav", Format::Wav),
        (b"ID3\x03\0\0\0\0\0\0", "walk-in.mp3", Format::Mp3),
        (b"FORM\0\0\0\0AIFFCOMM", "walk-in.aif", Format::Aiff),
    ] {
        assert_eq!(sniff(bytes, name), Kind { format: expected, disagrees: false }, "{name}");
    }
}

#[test]
fn names_of_every_sort_are_read_for_their_extension_only() {
    for name in ["", ".", "..", ".pdf", "pdf", "a.", "a/b.c/pdf", "\u{202e}fdp.exe.\u{202c}", "..\\..\\x.pdf "] {
        let kind = sniff(b"%PDF-1.7\n", name);
        assert_eq!(kind.format, Format::Pdf, "{name:?}");
    }
    assert!(!disagrees(b"%PDF-1.7\n", "folder.png/plot.PdF"));
    assert!(!disagrees(b"%PDF-1.7\n", ".png"), "a hidden file has no extension");
    assert!(disagrees(b"%PDF-1.7\n", "plot.pdf.exe"));
}

#[test]
fn no_bytes_bring_it_down() {
    let mut state = 11_u32;
    for length in 0..600 {
        let bytes: Vec<u8> = (0..length)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        for mark in [b"".as_slice(), b"PK\x03\x04", b"%PDF-", b"<?xml", b"<!", b"0\nSECTION", b"\xff\xfe", b"999\n"] {
            let kind = sniff(&[mark, &bytes].concat(), "file.mvr");
            assert!(Format::from_id(kind.id()).is_some());
        }
    }
}

#[test]
fn every_format_has_a_word_of_its_own_and_every_extension_one_format() {
    let words: std::collections::BTreeSet<&str> = Format::ALL.iter().map(|format| format.id()).collect();
    assert_eq!(words.len(), Format::ALL.len());
    for format in Format::ALL {
        assert_eq!(Format::from_id(format.id()), Some(format));
        assert_eq!(serde_json::to_value(format).unwrap(), format.id());
        for extension in format.extensions() {
            assert_eq!(Format::from_extension(extension), Some(format), "{extension}");
        }
    }
}

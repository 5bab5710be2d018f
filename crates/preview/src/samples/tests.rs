use super::*;
use crate::draw::drawn_page;

fn title(revision: u32) -> TitleBlock {
    TitleBlock {
        event: "Harbour Lights Festival".to_owned(),
        title: "Übersicht – main stage".to_owned(),
        author: "Production".to_owned(),
        revision,
        date: "14 Jun 2025".to_owned(),
    }
}

/// The share of pixels that are not paper, in thousandths.
fn inked(image: &RgbImage) -> usize {
    let paper = image.get_pixel(image.width() / 2, 1);
    image.pixels().filter(|pixel| *pixel != paper).count() * 1000 / (image.width() * image.height()) as usize
}

#[test]
fn every_sheet_is_drawn_by_our_own_hand_and_is_no_empty_paper() {
    for sheet in Sheet::ALL {
        let drawn = drawn_page(pdf(sheet, &title(2)), 800).unwrap();
        assert!(inked(&drawn) > 25, "{sheet:?}: {} of 1000", inked(&drawn));
    }
}

#[test]
fn the_same_sheet_is_the_same_file_and_another_revision_another_drawing() {
    for sheet in Sheet::ALL {
        let (first, again, second) = (pdf(sheet, &title(1)), pdf(sheet, &title(1)), pdf(sheet, &title(2)));
        assert_eq!(first, again, "{sheet:?}");
        assert_ne!(first.len(), second.len(), "{sheet:?}: more than a number changed");
    }
}

#[test]
fn a_sheet_is_small_and_says_what_it_is() {
    for sheet in Sheet::ALL {
        let bytes = pdf(sheet, &title(3));
        assert!(bytes.len() < 300_000, "{sheet:?}: {} bytes", bytes.len());
        assert_eq!(crate::sniff(&bytes, "sheet.pdf").format, crate::Format::Pdf);
    }
}

#[test]
fn titles_of_every_length_and_script_are_drawn() {
    for text in ["", "x", &"very long ".repeat(60), "日本語のタイトル", "\u{202e}tfel\u{202c} (((\\", "€ – “quoted” …"]
    {
        let title = TitleBlock {
            event: text.into(),
            title: text.into(),
            author: text.into(),
            revision: 4_000_000_000,
            date: text.into(),
        };
        for sheet in [Sheet::StagePlot, Sheet::Certificate, Sheet::Signage] {
            assert!(drawn_page(pdf(sheet, &title), 200).is_some(), "{sheet:?} {text:?}");
        }
        assert!(drawn_page(paper::bound(vec![artwork::poster(&title)], "", ""), 100).is_some());
    }
}

#[test]
fn images_are_of_the_width_that_was_asked_for() {
    for (image, height) in [
        (Image::Poster, 140),
        (Image::Logo, 100),
        (Image::Banner, 25),
        (Image::StagePhoto, 66),
        (Image::GroundPhoto, 66),
    ] {
        let png = png(image, &title(1), 100);
        assert_eq!(crate::sniff(&png, "image.png"), crate::Kind { format: crate::Format::Png, disagrees: false });
        let read = image::load_from_memory(&png).unwrap().into_rgb8();
        assert_eq!(read.dimensions(), (100, height), "{image:?}");
        assert!(inked(&read) > 400, "{image:?} is more than one colour");
        let jpeg = jpeg(image, &title(1), 100);
        assert_eq!(crate::sniff(&jpeg, "image.jpg"), crate::Kind { format: crate::Format::Jpeg, disagrees: false });
    }
    assert_eq!(image::load_from_memory(&png(Image::StagePhoto, &title(1), 1)).unwrap().width(), 16);
}

#[test]
fn a_later_photograph_shows_another_moment() {
    for image in [Image::StagePhoto, Image::GroundPhoto] {
        assert_eq!(png(image, &title(1), 60), png(image, &title(1), 60));
        assert_ne!(png(image, &title(1), 60), png(image, &title(2), 60));
    }
}

#[test]
fn files_for_other_programs_are_what_their_names_say() {
    for (kind, name, format) in [
        (Exchange::PatchTable, "patch.csv", crate::Format::Csv),
        (Exchange::StageLines, "stage.dxf", crate::Format::Dxf),
        (Exchange::Rig, "rig.mvr", crate::Format::Mvr),
    ] {
        let first = exchange(kind, &title(1));
        assert_eq!(crate::sniff(&first, name), crate::Kind { format, disagrees: false });
        assert_eq!(first, exchange(kind, &title(1)));
        assert_ne!(first, exchange(kind, &title(2)), "{name}");
    }
    let table = String::from_utf8(exchange(Exchange::PatchTable, &title(1))).unwrap();
    assert_eq!(table.lines().count(), 33);
    assert!(table.contains("\r\n26,Lead vocal,\"Radio, hand-held\",straight,Centre\r\n"), "{table}");
}

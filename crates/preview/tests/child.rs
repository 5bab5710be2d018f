//! The guarded child against good files, long files and files that mean harm.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what a test is built from may fail as loudly as the test"
)]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use offstage_preview::{
    Answer, Card, Drawer, Format, PICTURE_PIXELS_MAX, Picture, Region, Request, Size, Source, Wish, samples,
};

fn drawer() -> Drawer {
    Drawer::with_program(env!("CARGO_BIN_EXE_offstage-preview-child"))
}

fn title() -> samples::TitleBlock {
    samples::TitleBlock {
        event: "Harbour Lights".to_owned(),
        title: "Stage plot".to_owned(),
        author: "Production".to_owned(),
        revision: 2,
        date: "14 Jun 2025".to_owned(),
    }
}

/// A folder with one file in it, and the file.
fn file(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn picture(answer: Answer) -> Picture {
    match answer {
        Answer::Picture(picture) => picture,
        other => panic!("no picture but {other:?}"),
    }
}

fn pixels(picture: &Picture) -> image::RgbImage {
    let image = image::load_from_memory_with_format(&picture.png, image::ImageFormat::Png).unwrap();
    assert_eq!((image.width(), image.height()), (picture.width, picture.height));
    image.into_rgb8()
}

fn ask_picture(
    drawer: &mut Drawer,
    source: Source,
    format: Format,
    page: u32,
    size: Size,
    region: Option<Region>,
) -> Answer {
    drawer.ask(Request { source, format, wish: Wish::Picture { page, size, region } }).unwrap()
}

#[test]
fn every_page_of_a_long_file_is_reached_and_none_beyond() {
    let (_folder, path) = file(&samples::many_pages(300));
    let mut drawer = drawer();
    let source = Source::Path(path);
    let Answer::Pages(pages) = drawer.ask(Request::pages(source.clone(), Format::Pdf)).unwrap() else {
        panic!("no pages")
    };
    assert_eq!((pages.count, pages.sizes.len()), (300, 300));
    let child = drawer.child_id();
    let mut seen = std::collections::BTreeSet::new();
    for page in 0..300 {
        let drawn = picture(drawer.ask(Request::page_at_width(source.clone(), Format::Pdf, page, 80)).unwrap());
        assert_eq!((drawn.width, drawn.height), (80, 113));
        seen.insert(drawn.png);
    }
    assert_eq!(seen.len(), 300, "each page shows its own number");
    assert_eq!(drawer.child_id(), child, "one child drew them all");
    let beyond = drawer.ask(Request::page_at_width(source, Format::Pdf, 300, 80)).unwrap();
    assert_eq!(beyond, Answer::Card(Card::NoSuchPage));
}

#[test]
fn four_times_enlarged_the_regions_put_together_are_the_whole() {
    let (_folder, path) = file(&samples::pdf(samples::Sheet::Certificate, &title()));
    let (mut drawer, source) = (drawer(), Source::Path(path));
    let whole_page = picture(ask_picture(&mut drawer, source.clone(), Format::Pdf, 0, Size::Scale(4.0), None));
    // A4 at 96 pixels to the inch, four times.
    assert_eq!((whole_page.width, whole_page.height), (3175, 4490));
    let whole = pixels(&whole_page);
    let mut farthest = 0;
    for (x, y) in [(0, 0), (1000, 2000), (2900, 4200)] {
        let region = Region { x, y, width: 512, height: 512 };
        let tile = picture(ask_picture(&mut drawer, source.clone(), Format::Pdf, 0, Size::Scale(4.0), Some(region)));
        assert_eq!((tile.whole_width, tile.whole_height), (3175, 4490));
        assert_eq!((tile.width, tile.height), (512.min(3175 - x), 512.min(4490 - y)), "cut off at the page's edge");
        for (column, row, pixel) in pixels(&tile).enumerate_pixels() {
            let same = whole.get_pixel(x + column, y + row);
            farthest = farthest.max((0..3).map(|channel| pixel.0[channel].abs_diff(same.0[channel])).max().unwrap());
        }
    }
    // The edges of curves are rounded from another corner.
    assert!(farthest <= 24, "a region differs from the whole by {farthest}");
}

#[test]
fn a_wish_for_too_many_pixels_is_a_card_and_its_regions_are_not() {
    let (_folder, path) = file(&samples::pdf(samples::Sheet::SitePlan, &title()));
    let (mut drawer, source) = (drawer(), Source::Path(path));
    let whole = ask_picture(&mut drawer, source.clone(), Format::Pdf, 0, Size::Scale(4.0), None);
    assert_eq!(whole, Answer::Card(Card::TooBig));
    let region = Region { x: 5000, y: 3000, width: 1024, height: 1024 };
    let tile = picture(ask_picture(&mut drawer, source, Format::Pdf, 0, Size::Scale(4.0), Some(region)));
    assert_eq!((tile.width, tile.height, tile.whole_width), (1024, 1024, 6350));
}

#[test]
fn the_same_child_serves_files_of_all_kinds_one_after_the_other() {
    let mut drawer = drawer();
    let photo =
        image::DynamicImage::from(image::RgbImage::from_fn(300, 200, |x, y| image::Rgb([x as u8, y as u8, 90])));
    let mut child = None;
    for (format, encoding) in [
        (Format::Png, image::ImageFormat::Png),
        (Format::Jpeg, image::ImageFormat::Jpeg),
        (Format::Gif, image::ImageFormat::Gif),
        (Format::Webp, image::ImageFormat::WebP),
        (Format::Tiff, image::ImageFormat::Tiff),
        (Format::Bmp, image::ImageFormat::Bmp),
    ] {
        let mut bytes = std::io::Cursor::new(Vec::new());
        photo.write_to(&mut bytes, encoding).unwrap();
        let (_folder, path) = file(bytes.get_ref());
        let small = pixels(&picture(drawer.ask(Request::page_at_width(Source::Path(path), format, 0, 150)).unwrap()));
        assert_eq!(small.dimensions(), (150, 100), "{format:?}");
        let middle = small.get_pixel(75, 50).0;
        assert!(middle[0].abs_diff(150) < 24 && middle[1].abs_diff(100) < 24, "{format:?}: {middle:?}");
        let sent = drawer.ask(Request::pages(Source::Bytes(bytes.into_inner()), format)).unwrap();
        assert!(matches!(sent, Answer::Pages(pages) if pages.count == 1), "{format:?} as bytes");
        assert_eq!(drawer.child_id(), *child.get_or_insert(drawer.child_id()));
    }
}

#[test]
fn a_small_image_is_enlarged_for_a_region_only() {
    let image = image::RgbImage::from_fn(40, 30, |x, _| image::Rgb([if x < 20 { 0 } else { 240 }, 0, 0]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let (mut drawer, source) = (drawer(), Source::Bytes(bytes.into_inner()));
    let whole = picture(ask_picture(&mut drawer, source.clone(), Format::Png, 0, Size::Width(160), None));
    assert_eq!((whole.width, whole.height), (40, 30));
    let right = Region { x: 100, y: 60, width: 100, height: 60 };
    let tile = picture(ask_picture(&mut drawer, source, Format::Png, 0, Size::Width(160), Some(right)));
    assert_eq!((tile.width, tile.height, tile.whole_width, tile.whole_height), (60, 60, 160, 120));
    assert!(pixels(&tile).pixels().all(|pixel| pixel.0 == [240, 0, 0]));
}

#[test]
fn a_file_that_was_replaced_under_its_name_is_read_again() {
    let (_folder, path) = file(&samples::many_pages(2));
    let mut drawer = drawer();
    let count = |drawer: &mut Drawer| match drawer.ask(Request::pages(Source::Path(path.clone()), Format::Pdf)).unwrap()
    {
        Answer::Pages(pages) => pages.count,
        other => panic!("{other:?}"),
    };
    assert_eq!(count(&mut drawer), 2);
    std::fs::write(&path, samples::many_pages(3)).unwrap();
    assert_eq!(count(&mut drawer), 3);
}

/// A PNG that says it is enormous and holds almost nothing.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(64, 64).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let mut bytes = bytes.into_inner();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

#[test]
fn an_image_that_would_unpack_to_gigabytes_is_too_big() {
    let mut drawer = drawer();
    for (width, height) in [(60_000, 60_000), (2_000_000_000, 2), (65_000, 9_000)] {
        let answer =
            drawer.ask(Request::page_at_width(Source::Bytes(bomb(width, height)), Format::Png, 0, 320)).unwrap();
        assert_eq!(answer, Answer::Card(Card::TooBig), "{width} × {height}");
    }
    assert!(drawer.child_id().is_some(), "no child died of it");
}

#[test]
fn what_is_no_regular_file_is_unreadable_and_keeps_nobody_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let mut drawer = drawer();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let start = Instant::now();
    for path in [folder.path().to_owned(), folder.path().join("gone"), pipe, "/dev/zero".into()] {
        for format in [Format::Pdf, Format::Png] {
            let answer = drawer.ask(Request::pages(Source::Path(path.clone()), format)).unwrap();
            assert_eq!(answer, Answer::Card(Card::Unreadable), "{}", path.display());
        }
    }
    assert!(start.elapsed() < Duration::from_secs(3));
}

#[test]
fn formats_that_are_not_drawn_are_a_card() {
    let mut drawer = drawer();
    for format in Format::ALL.into_iter().filter(|format| !format.has_preview()) {
        let answer = drawer.ask(Request::pages(Source::Bytes(b"anything".to_vec()), format)).unwrap();
        assert_eq!(answer, Answer::Card(Card::Unsupported), "{format:?}");
    }
}

#[test]
fn nothing_and_noise_and_cut_files_of_every_kind_are_cards_or_pictures_and_never_a_hang() {
    let mut drawer = drawer();
    let mut noise = 7_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (noise >> 24) as u8
    })
    .take(20_000)
    .collect();
    let photo = image::DynamicImage::from(image::RgbImage::from_fn(120, 90, |x, y| image::Rgb([x as u8, y as u8, 90])));
    for (format, encoding, mark) in [
        (Format::Pdf, None, b"%PDF-1.7\n".as_slice()),
        (Format::Png, Some(image::ImageFormat::Png), b"\x89PNG\r\n\x1a\n"),
        (Format::Jpeg, Some(image::ImageFormat::Jpeg), b"\xff\xd8\xff\xe0"),
        (Format::Gif, Some(image::ImageFormat::Gif), b"GIF89a"),
        (Format::Webp, Some(image::ImageFormat::WebP), b"RIFF\x10\0\0\0WEBPVP8 "),
        (Format::Tiff, Some(image::ImageFormat::Tiff), b"II*\0"),
        (Format::Bmp, Some(image::ImageFormat::Bmp), b"BM"),
    ] {
        let ask = |drawer: &mut Drawer, bytes: Vec<u8>| {
            let start = Instant::now();
            let answer = drawer.ask(Request::page_at_width(Source::Bytes(bytes), format, 0, 200)).unwrap();
            assert!(start.elapsed() < Duration::from_secs(5), "{format:?} took {:?}", start.elapsed());
            answer
        };
        assert!(matches!(ask(&mut drawer, Vec::new()), Answer::Card(Card::Damaged)), "{format:?} of no bytes");
        assert!(matches!(ask(&mut drawer, noise.clone()), Answer::Card(_)), "{format:?} of noise");
        let marked = [mark, noise.as_slice()].concat();
        assert!(matches!(ask(&mut drawer, marked), Answer::Card(_)), "{format:?} of noise behind its mark");
        let good = match encoding {
            None => samples::pdf(samples::Sheet::StagePlot, &title()),
            Some(encoding) => {
                let mut bytes = std::io::Cursor::new(Vec::new());
                photo.write_to(&mut bytes, encoding).unwrap();
                bytes.into_inner()
            }
        };
        assert!(matches!(ask(&mut drawer, good.clone()), Answer::Picture(_)), "{format:?} as it should be");
        for part in 1..16 {
            let cut = good[..good.len() * part / 16].to_vec();
            assert!(matches!(ask(&mut drawer, cut), Answer::Card(_) | Answer::Picture(_)));
            let mut spoilt = good.clone();
            for (place, byte) in noise.iter().enumerate().take(40) {
                let at = (usize::from(*byte) * 977 + place * 131 * part) % spoilt.len();
                spoilt[at] ^= noise[place + part];
            }
            assert!(matches!(ask(&mut drawer, spoilt), Answer::Card(_) | Answer::Picture(_)));
        }
    }
}

#[test]
fn a_hanging_child_is_ended_and_the_next_request_gets_a_new_one() {
    let mut drawer = drawer().with_time_max(Duration::from_millis(1));
    let heavy = samples::many_pages(3000);
    let answer = drawer.ask(Request::page_at_width(Source::Bytes(heavy), Format::Pdf, 2999, 2000)).unwrap();
    assert_eq!(answer, Answer::Card(Card::TimedOut));
    assert_eq!(drawer.child_id(), None);
    let mut drawer = drawer.with_time_max(Duration::from_secs(5));
    let answer = drawer.ask(Request::pages(Source::Bytes(samples::many_pages(1)), Format::Pdf)).unwrap();
    assert!(matches!(answer, Answer::Pages(_)));
}

#[test]
fn a_child_that_died_between_requests_is_replaced() {
    let mut drawer = drawer();
    let request = Request::pages(Source::Bytes(samples::many_pages(1)), Format::Pdf);
    assert!(matches!(drawer.ask(request.clone()).unwrap(), Answer::Pages(_)));
    let first = drawer.child_id().unwrap();
    assert!(std::process::Command::new("kill").args(["-9", &first.to_string()]).status().unwrap().success());
    std::thread::sleep(Duration::from_millis(50));
    assert!(matches!(drawer.ask(request).unwrap(), Answer::Pages(_)));
    assert_ne!(drawer.child_id().unwrap(), first);
}

#[test]
fn a_resting_drawer_has_no_child() {
    let mut drawer = drawer();
    drawer.ask(Request::pages(Source::Bytes(samples::many_pages(1)), Format::Pdf)).unwrap();
    let child = drawer.child_id().unwrap();
    drawer.rest();
    assert!(!std::path::Path::new(&format!("/proc/{child}")).exists());
}

#[test]
fn the_largest_photograph_that_is_allowed_fits_into_the_memory_of_the_child() {
    // 8 256 × 5 504: what a camera of 45 megapixels writes.
    let photo = image::RgbImage::from_fn(8256, 5504, |x, y| image::Rgb([(x / 33) as u8, (y / 22) as u8, 128]));
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 70).encode_image(&photo).unwrap();
    let (_folder, path) = file(&bytes);
    let (mut drawer, source) = (drawer(), Source::Path(path));
    let small = picture(drawer.ask(Request::page_at_width(source.clone(), Format::Jpeg, 0, 1600)).unwrap());
    assert_eq!((small.width, small.height), (1600, 1067));
    let region = Region { x: 8256 * 2, y: 5504 * 2, width: 2048, height: 2048 };
    let tile = picture(ask_picture(&mut drawer, source, Format::Jpeg, 0, Size::Scale(4.0), Some(region)));
    assert_eq!((tile.width, tile.height), (2048, 2048));
}

#[test]
fn the_largest_picture_that_is_allowed_fits_into_the_memory_of_the_child() {
    let (_folder, path) = file(&samples::pdf(samples::Sheet::StagePlot, &title()));
    let (mut drawer, source) = (drawer(), Source::Path(path));
    let region = Region { x: 0, y: 0, width: 4096, height: 4096 };
    assert_eq!(u64::from(region.width) * u64::from(region.height), PICTURE_PIXELS_MAX);
    let tile = picture(ask_picture(&mut drawer, source, Format::Pdf, 0, Size::Scale(4.0), Some(region)));
    assert_eq!((tile.width, tile.height), (4096, 4096));
}

#[cfg(target_os = "linux")]
#[test]
fn a_child_has_given_up_memory_files_and_processes() {
    let mut drawer = drawer();
    drawer.ask(Request::pages(Source::Bytes(samples::many_pages(1)), Format::Pdf)).unwrap();
    let child = drawer.child_id().unwrap();
    let limits = std::fs::read_to_string(format!("/proc/{child}/limits")).unwrap();
    let soft_and_hard = |name: &str| {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        let mut words = line[name.len()..].split_whitespace();
        (words.next().unwrap().to_owned(), words.next().unwrap().to_owned())
    };
    let (soft, hard) = soft_and_hard("Max address space");
    assert_eq!(soft, hard);
    let mebibytes = soft.parse::<u64>().unwrap() / 1024 / 1024;
    assert!((256..320).contains(&mebibytes), "{mebibytes} MiB");
    for nothing in ["Max file size", "Max processes", "Max core file size"] {
        assert_eq!(soft_and_hard(nothing), ("0".to_owned(), "0".to_owned()), "{nothing}");
    }
    let (seconds, _) = soft_and_hard("Max cpu time");
    assert!((6..10).contains(&seconds.parse::<u64>().unwrap()), "{seconds} s for the request");
    let environment = std::fs::read(format!("/proc/{child}/environ")).unwrap();
    assert!(!environment.windows(5).any(|word| word == b"HOME="), "the environment stays at home");
}

#[test]
fn a_program_that_is_no_child_of_ours_is_a_card_and_one_that_is_missing_a_failure() {
    let request = Request::pages(Source::Bytes(samples::many_pages(1)), Format::Pdf);
    for program in ["true", "cat", "yes"] {
        let mut drawer = Drawer::with_program(program);
        assert_eq!(drawer.ask(request.clone()).unwrap(), Answer::Card(Card::Damaged), "{program}");
        assert_eq!(drawer.child_id(), None);
    }
    let missing = Drawer::with_program("/nowhere/offstage").ask(request).unwrap_err();
    assert_eq!(missing.program, PathBuf::from("/nowhere/offstage"));
}

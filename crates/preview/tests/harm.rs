//! PDF files that are built to bring a reader down. Whatever they do, it ends as a card, and the next file is drawn.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what a test is built from may fail as loudly as the test"
)]

use std::time::{Duration, Instant};

use offstage_preview::{Answer, Card, Drawer, Format, Request, Source, samples};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref};

const PAGE: Ref = Ref::new(3);

/// A file of one page with this content; the rest is written by `add`, which is given the page's resources as well.
fn page(
    content: &[u8],
    add: impl FnOnce(&mut Pdf),
    resources: impl FnOnce(&mut pdf_writer::writers::Resources<'_>),
) -> Vec<u8> {
    let (catalog, tree, stream) = (Ref::new(1), Ref::new(2), Ref::new(4));
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids([PAGE]).count(1);
    let mut page = pdf.page(PAGE);
    page.parent(tree).contents(stream).media_box(Rect::new(0.0, 0.0, 595.0, 842.0));
    resources(&mut page.resources());
    page.finish();
    pdf.stream(stream, content);
    add(&mut pdf);
    pdf.finish()
}

/// Asks for a thumbnail, then shows that the drawer still draws.
fn answer(bytes: Vec<u8>, time_max: Duration) -> Answer {
    let mut drawer = Drawer::with_program(env!("CARGO_BIN_EXE_offstage-preview-child")).with_time_max(time_max);
    let start = Instant::now();
    let answer = drawer.ask(Request::page_at_width(Source::Bytes(bytes), Format::Pdf, 0, 320)).unwrap();
    assert!(start.elapsed() < time_max + Duration::from_secs(1), "the time is kept to");
    let good = Request::page_at_width(Source::Bytes(samples::many_pages(1)), Format::Pdf, 0, 320);
    assert!(matches!(drawer.with_time_max(Duration::from_secs(5)).ask(good).unwrap(), Answer::Picture(_)));
    answer
}

fn draw_x() -> Vec<u8> {
    let mut content = Content::new();
    content.transform([500.0, 0.0, 0.0, 500.0, 0.0, 0.0]).x_object(Name(b"X"));
    content.finish().to_vec()
}

#[test]
fn an_image_in_a_page_that_unpacks_to_gigabytes_is_too_big_or_left_out() {
    const SIDE: i32 = 60_000;
    let image = Ref::new(5);
    // A run of 128 bytes is two bytes; packed once more, 3.6 gigabytes are less than one megabyte.
    let runs = |count: usize| [129_u8, 0].repeat(count);
    let once_length = (SIDE as usize * SIDE as usize).div_ceil(128) * 2;
    let mut packed = Vec::new();
    for part in runs(once_length / 2).chunks(128) {
        packed.push(u8::try_from(part.len() - 1).unwrap());
        packed.extend_from_slice(part);
    }
    let bytes = page(
        &draw_x(),
        |pdf| {
            let mut x = pdf.image_xobject(image, &packed);
            x.filter(Filter::RunLengthDecode);
            x.width(SIDE).height(SIDE).bits_per_component(8).color_space().device_gray();
            x.insert(Name(b"Filter")).array().items([Name(b"RunLengthDecode"), Name(b"RunLengthDecode")]);
        },
        |resources| {
            resources.x_objects().pair(Name(b"X"), image);
        },
    );
    let answer = answer(bytes, Duration::from_secs(5));
    assert!(matches!(answer, Answer::Card(Card::TooBig) | Answer::Picture(_)), "{answer:?}");
}

#[test]
fn forms_that_draw_forms_that_draw_forms_run_out_of_time() {
    const DEPTH: i32 = 12;
    let form = |depth: i32| Ref::new(10 + depth);
    let ten_times = b"/X Do ".repeat(10);
    let bytes = page(
        &ten_times,
        |pdf| {
            for depth in 0..DEPTH {
                let last = depth + 1 == DEPTH;
                let content: &[u8] = if last { b"0 0 m 9 9 l S" } else { &ten_times };
                let mut x = pdf.form_xobject(form(depth), content);
                x.bbox(Rect::new(0.0, 0.0, 595.0, 842.0));
                if !last {
                    x.resources().x_objects().pair(Name(b"X"), form(depth + 1));
                }
            }
        },
        |resources| {
            resources.x_objects().pair(Name(b"X"), form(0));
        },
    );
    assert_eq!(answer(bytes, Duration::from_secs(2)), Answer::Card(Card::TimedOut));
}

#[test]
fn a_form_that_draws_itself_ends() {
    let form = Ref::new(5);
    let bytes = page(
        b"/X Do",
        |pdf| {
            let mut x = pdf.form_xobject(form, b"q 0.9 0 0 0.9 1 1 cm /X Do Q");
            x.bbox(Rect::new(0.0, 0.0, 595.0, 842.0));
            x.resources().x_objects().pair(Name(b"X"), form);
        },
        |resources| {
            resources.x_objects().pair(Name(b"X"), form);
        },
    );
    let answer = answer(bytes, Duration::from_secs(5));
    assert!(matches!(answer, Answer::Card(Card::Damaged) | Answer::Picture(_)), "{answer:?}");
}

#[test]
fn a_page_of_a_thousand_kilometres_is_drawn_small_or_not_at_all() {
    for (width, height) in [(3.0e9, 3.0e9), (1.0, 1.0e9), (1.0e9, 1.0)] {
        let mut pdf = Pdf::new();
        pdf.catalog(Ref::new(1)).pages(Ref::new(2));
        pdf.pages(Ref::new(2)).kids([PAGE]).count(1);
        pdf.page(PAGE).parent(Ref::new(2)).media_box(Rect::new(0.0, 0.0, width, height)).resources();
        let answer = answer(pdf.finish(), Duration::from_secs(5));
        assert!(matches!(answer, Answer::Card(Card::TooBig) | Answer::Picture(_)), "{width} × {height}: {answer:?}");
    }
}

#[test]
fn a_file_with_a_password_is_encrypted_and_not_damaged() {
    let mut pdf = Pdf::new();
    pdf.catalog(Ref::new(1)).pages(Ref::new(2));
    pdf.pages(Ref::new(2)).kids([PAGE]).count(1);
    pdf.page(PAGE).parent(Ref::new(2)).media_box(Rect::new(0.0, 0.0, 595.0, 842.0)).resources();
    let mut lock = pdf.indirect(Ref::new(9)).dict();
    lock.pair(Name(b"Filter"), Name(b"Standard"));
    lock.pair(Name(b"V"), 2).pair(Name(b"R"), 3).pair(Name(b"Length"), 128).pair(Name(b"P"), -44);
    lock.pair(Name(b"O"), pdf_writer::Str(&[7; 32])).pair(Name(b"U"), pdf_writer::Str(&[9; 32]));
    lock.finish();
    pdf.set_file_id((vec![1; 16], vec![1; 16]));
    let bytes = pdf.finish();
    // The writer knows no passwords, so the trailer is given its lock by hand.
    let at = bytes.windows(7).rposition(|window| window == b"trailer").unwrap();
    let open = at + bytes[at..].windows(2).position(|window| window == b"<<").unwrap() + 2;
    let locked = [&bytes[..open], b" /Encrypt 9 0 R ", &bytes[open..]].concat();
    assert_eq!(answer(locked, Duration::from_secs(5)), Answer::Card(Card::Encrypted));
}

#[test]
fn a_file_that_just_fits_is_drawn_and_one_that_does_not_is_too_big() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("survey.pdf");
    let heavy = |mebibytes: usize| {
        let ballast = vec![b' '; mebibytes * 1024 * 1024];
        page(
            b"0 0 1 rg 0 0 595 842 re f",
            |pdf| {
                pdf.stream(Ref::new(5), &ballast);
            },
            |_| (),
        )
    };
    let mut drawer = Drawer::with_program(env!("CARGO_BIN_EXE_offstage-preview-child"));
    std::fs::write(&path, heavy(120)).unwrap();
    let request = Request::page_at_width(Source::Path(path.clone()), Format::Pdf, 0, 1600);
    let drawn = drawer.ask(request.clone()).unwrap();
    assert!(matches!(drawn, Answer::Picture(_)), "{drawn:?}");
    std::fs::write(&path, heavy(130)).unwrap();
    assert_eq!(drawer.ask(request).unwrap(), Answer::Card(Card::TooBig));
}

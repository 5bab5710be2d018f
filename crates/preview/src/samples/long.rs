//! A page of a long file: its number large enough to be read from a thumbnail.

use super::paper::{BLACK, GREY, MIST, PALE, Paper, filled, letters, pen, scattered};

/// Page `number` of `count`.
pub(super) fn page(number: u32, count: u32) -> Paper {
    let mut paper = Paper::a4();
    paper.rect((18.0, 18.0), (174.0, 60.0), filled(MIST).with(pen(PALE, 0.3)));
    paper.text((105.0, 62.0), &number.to_string(), letters(48.0).bold().centred());
    let mut y = 96.0;
    for line in 0..28_u32 {
        // Lines of words as bars of different lengths: the shape of a page without its text.
        let width = 120.0 + f32::from(u16::try_from(scattered(number, line, 54)).unwrap_or(0));
        let width = if line % 7 == 6 { width / 2.0 } else { width };
        paper.rect((18.0, y), (width, 2.2), filled(PALE));
        y += if line % 7 == 6 { 8.4 } else { 5.4 };
    }
    paper.line((18.0, 278.0), (192.0, 278.0), pen(BLACK, 0.3));
    paper.text((192.0, 284.0), &format!("Page {number} of {count}"), letters(3.4).ink(GREY).right());
    paper
}

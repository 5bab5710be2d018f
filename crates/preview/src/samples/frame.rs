//! What surrounds every sheet: the border, the title block, the list of revisions, the north arrow, the scale bar.

use super::TitleBlock;
use super::paper::{BLACK, GREY, Ink, MIST, PALE, Paper, RED, Spot, Type, WHITE, filled, letters, outlined, pen};

/// The left edge of the column that holds key, notes and title block on an A3 sheet.
pub(super) const COLUMN: f32 = 338.0;
/// How wide that column is inside.
pub(super) const COLUMN_WIDTH: f32 = 70.0;
/// The height of the part of the column that is free for the key.
pub(super) const COLUMN_TOP: f32 = 18.0;

const BORDER: f32 = 8.0;
const TITLE_TOP: f32 = 213.0;

/// What a kind of drawing says about itself in its title block.
pub(super) struct Facts {
    pub number: &'static str,
    pub scale: &'static str,
    /// What the first revisions changed, the first issue left out.
    pub changes: &'static [&'static str],
    pub notes: &'static [&'static str],
    /// The colour of the department.
    pub ink: Ink,
}

/// Draws the border and the right-hand column of an A3 drawing.
pub(super) fn drawing_frame(paper: &mut Paper, title: &TitleBlock, facts: &Facts) {
    let (width, height) = (paper.width(), paper.height());
    paper.rect((BORDER, BORDER), (width - 2.0 * BORDER, height - 2.0 * BORDER), outlined(pen(BLACK, 0.7)));
    let edge = COLUMN - 4.0;
    paper.line((edge, BORDER), (edge, height - BORDER), pen(BLACK, 0.35));
    grid_marks(paper, edge);
    let notes_top = revisions(paper, title, facts);
    notes(paper, facts.notes, notes_top);
    title_block(paper, title, facts);
}

/// Letters and numbers along the border, by which one says on the telephone where to look.
fn grid_marks(paper: &mut Paper, edge: f32) {
    let kind = letters(2.2).ink(GREY).centred();
    for (step, mark) in (0_u8..8).zip(["1", "2", "3", "4", "5", "6", "7", "8"]) {
        let x = BORDER + (edge - BORDER) * (f32::from(step) + 0.5) / 8.0;
        paper.text((x, BORDER - 2.0), mark, kind);
        paper.text((x, paper.height() - BORDER + 3.6), mark, kind);
    }
    for (step, mark) in (0_u8..6).zip(["A", "B", "C", "D", "E", "F"]) {
        let y = BORDER + (paper.height() - 2.0 * BORDER) * (f32::from(step) + 0.5) / 6.0 + 0.8;
        paper.text((BORDER - 3.0, y), mark, kind);
    }
}

fn title_block(paper: &mut Paper, title: &TitleBlock, facts: &Facts) {
    let (left, right) = (COLUMN - 4.0, paper.width() - BORDER);
    let bottom = paper.height() - BORDER;
    let thin = pen(BLACK, 0.25);
    paper.line((left, TITLE_TOP), (right, TITLE_TOP), pen(BLACK, 0.7));
    paper.rect((left, TITLE_TOP), (right - left, 17.0), filled(facts.ink));
    paper.text((COLUMN, TITLE_TOP + 6.0), "EVENT", letters(2.1).ink(WHITE));
    paper.text(
        (COLUMN, TITLE_TOP + 13.0),
        &title.event,
        letters(6.2).bold().ink(WHITE).fitted(&title.event, COLUMN_WIDTH),
    );
    paper.text((COLUMN, TITLE_TOP + 22.0), "TITLE", letters(2.1).ink(GREY));
    paper.text((COLUMN, TITLE_TOP + 29.5), &title.title, letters(6.0).bold().fitted(&title.title, COLUMN_WIDTH));
    let rows = [TITLE_TOP + 34.0, TITLE_TOP + 45.0, TITLE_TOP + 56.0];
    for y in rows {
        paper.line((left, y), (right, y), thin);
    }
    let middle = left + 45.0;
    paper.line((middle, TITLE_TOP + 34.0), (middle, bottom), thin);
    let [first, second, third] = rows;
    for (x, y, name, value) in [
        (COLUMN, first, "DRAWN BY", title.author.as_str()),
        (middle + 2.5, first, "DATE", title.date.as_str()),
        (COLUMN, second, "DRAWING NO.", facts.number),
        (middle + 2.5, second, "SCALE AT A3", facts.scale),
    ] {
        let room = if x > COLUMN { right - middle - 4.0 } else { 39.0 };
        paper.text((x, y + 3.6), name, letters(2.1).ink(GREY));
        paper.text((x, y + 8.6), value, letters(3.6).bold().fitted(value, room));
    }
    let revision = title.revision.to_string();
    paper.text((middle + 2.5, third + 3.6), "REVISION", letters(2.1).ink(GREY));
    paper.text((middle + 15.0, bottom - 2.4), &revision, letters(9.0).bold().centred().fitted(&revision, 16.0));
    let foot = letters(2.3).ink(GREY);
    paper.text((COLUMN, third + 4.6), "Do not scale from this drawing.", foot);
    paper.text((COLUMN, third + 8.2), "Check all sizes on site.", foot);
}

/// The list of revisions, newest first. Returns where it begins.
fn revisions(paper: &mut Paper, title: &TitleBlock, facts: &Facts) -> f32 {
    const ROW: f32 = 5.2;
    let shown = title.revision.clamp(1, 5);
    let (left, right) = (COLUMN - 4.0, paper.width() - BORDER);
    let top = TITLE_TOP - ROW * f32::from(u8::try_from(shown + 1).unwrap_or(6));
    paper.line((left, top), (right, top), pen(BLACK, 0.35));
    paper.rect((left, top), (right - left, ROW), filled(MIST));
    paper.text((COLUMN, top + 3.6), "REV", letters(2.1).ink(GREY));
    paper.text((COLUMN + 10.0, top + 3.6), "WHAT CHANGED", letters(2.1).ink(GREY));
    let mut y = top + ROW;
    for number in (1..=title.revision).rev().take(5) {
        paper.line((left, y), (right, y), pen(PALE, 0.2));
        let changed = change(facts.changes, number);
        let kind = letters(2.7);
        paper.text((COLUMN, y + 3.7), &number.to_string(), kind.bold());
        paper.text((COLUMN + 10.0, y + 3.7), changed, kind.fitted(changed, COLUMN_WIDTH - 10.0));
        y += ROW;
    }
    top
}

/// What a revision changed.
fn change<'a>(changes: &[&'a str], number: u32) -> &'a str {
    let later = number.checked_sub(2).and_then(|place| usize::try_from(place).ok());
    match later {
        None => "First issue",
        Some(place) => changes.get(place).copied().unwrap_or("Comments of the last review taken in"),
    }
}

fn notes(paper: &mut Paper, notes: &[&str], bottom: f32) {
    let kind = letters(2.6);
    let lines = |note: &str| (kind.width(note) / (COLUMN_WIDTH - 6.0)).ceil().max(1.0);
    let height: f32 = notes.iter().map(|note| lines(note) * 3.5 + 1.3).sum();
    let mut y = bottom - height - 2.0;
    paper.text((COLUMN, y - 3.0), "NOTES", letters(2.8).bold());
    y += 1.5;
    for (number, note) in (1..).zip(notes) {
        paper.text((COLUMN, y), &format!("{number}."), kind);
        y = paper.paragraph((COLUMN + 5.0, y), COLUMN_WIDTH - 5.0, note, kind) + 1.0;
    }
}

/// The heading of the key, and a place for each of its entries.
pub(super) fn key_heading(paper: &mut Paper, text: &str) {
    paper.text((COLUMN, COLUMN_TOP), text, letters(3.2).bold());
    paper.line((COLUMN, COLUMN_TOP + 1.8), (COLUMN + COLUMN_WIDTH, COLUMN_TOP + 1.8), pen(BLACK, 0.25));
}

/// The middle of the symbol of a key's entry, counted from 0, and its text written beside it.
pub(super) fn key_entry(paper: &mut Paper, place: u8, text: &str) -> Spot {
    let y = COLUMN_TOP + 8.0 + 7.4 * f32::from(place);
    paper.text((COLUMN + 13.0, y + 1.0), text, letters(2.9).fitted(text, COLUMN_WIDTH - 13.0));
    (COLUMN + 5.0, y)
}

/// An arrow to the north with its letter.
pub(super) fn north(paper: &mut Paper, middle: Spot, degrees: f32) {
    use super::paper::turned;
    let at = |offset| turned(middle, offset, degrees);
    paper.circle(middle, 8.0, filled(WHITE).with(pen(BLACK, 0.35)));
    paper.polygon(&[at((0.0, -7.6)), at((3.4, 5.4)), at((0.0, 2.8))], filled(BLACK));
    paper.polygon(&[at((0.0, -7.6)), at((-3.4, 5.4)), at((0.0, 2.8))], filled(WHITE).with(pen(BLACK, 0.3)));
    let (x, y) = at((0.0, -11.0));
    paper.text((x, y + 1.5), "N", letters(4.2).bold().centred());
}

/// A scale bar of four fields, each `field` millimetres long on paper and `step` long in truth.
pub(super) fn scale_bar(paper: &mut Paper, corner: Spot, field: f32, step: u16, unit: &str) {
    let line = pen(BLACK, 0.25);
    for (place, ink) in (0_u16..4).zip([BLACK, WHITE, BLACK, WHITE]) {
        let x = corner.0 + field * f32::from(place);
        paper.rect((x, corner.1), (field, 1.8), filled(ink).with(line));
        paper.text((x, corner.1 - 1.2), &(place * step).to_string(), letters(2.4).centred());
    }
    paper.text((corner.0 + field * 4.0, corner.1 - 1.2), &format!("{} {unit}", step * 4), letters(2.4).centred());
}

/// A line with its length, ending in slanted strokes as builders draw them. It lies across or down.
pub(super) fn dimension(paper: &mut Paper, from: Spot, to: Spot, text: &str) {
    let line = pen(GREY, 0.2);
    paper.line(from, to, line);
    for (x, y) in [from, to] {
        paper.line((x - 1.1, y + 1.1), (x + 1.1, y - 1.1), pen(BLACK, 0.4));
    }
    let middle = (f32::midpoint(from.0, to.0), f32::midpoint(from.1, to.1));
    let kind = letters(2.7).centred();
    if (from.0 - to.0).abs() > (from.1 - to.1).abs() {
        paper.text((middle.0, middle.1 - 1.0), text, kind);
    } else {
        paper.text((middle.0 - 1.0, middle.1), text, kind.turned(90.0));
    }
}

/// A cloud about what the newest revision changed, with its number in a triangle. The first issue has none.
pub(super) fn cloud(paper: &mut Paper, corner: Spot, size: (f32, f32), revision: u32) {
    if revision < 2 {
        return;
    }
    let ((x, y), (width, height)) = (corner, size);
    let mut spots = Vec::new();
    let mut side = |from: Spot, to: Spot, out: Spot| {
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        let mut walked = 0.0;
        while walked < length {
            let at = |distance: f32| {
                let part = (distance / length).min(1.0);
                (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part)
            };
            let ((x1, y1), (x2, y2)) = (at(walked), at(walked + 2.0));
            spots.push((x1, y1));
            spots.push((x2 + out.0, y2 + out.1));
            walked += 4.0;
        }
    };
    side((x, y), (x + width, y), (0.0, -1.6));
    side((x + width, y), (x + width, y + height), (1.6, 0.0));
    side((x + width, y + height), (x, y + height), (0.0, 1.6));
    side((x, y + height), (x, y), (-1.6, 0.0));
    paper.blob(&spots, outlined(pen(RED, 0.35)));
    let (tip, base) = ((x + width + 4.0, y - 5.5), y + 0.5);
    paper.polygon(&[tip, (tip.0 + 3.6, base), (tip.0 - 3.6, base)], filled(WHITE).with(pen(RED, 0.35)));
    paper.text((tip.0, base - 1.0), &revision.to_string(), letters(3.0).bold().ink(RED).centred());
}

/// The head of an A4 paper. Returns where its text begins.
pub(super) fn paper_head(paper: &mut Paper, title: &TitleBlock, number: &str, ink: Ink) -> f32 {
    paper.rect((0.0, 0.0), (paper.width(), 4.0), filled(ink));
    paper.text((18.0, 16.0), &title.event, letters(3.6).ink(GREY));
    paper.text((18.0, 26.5), &title.title, letters(8.0).bold().fitted(&title.title, 128.0));
    let facts = [("No.", number.to_owned()), ("Revision", title.revision.to_string()), ("Date", title.date.clone())];
    for (row, (name, value)) in (0_u8..).zip(facts) {
        let y = 15.6 + 5.0 * f32::from(row);
        paper.text((168.0, y), name, letters(2.8).ink(GREY).right());
        paper.text((171.0, y), &value, letters(2.8).bold().fitted(&value, 24.0));
    }
    paper.line((18.0, 31.5), (192.0, 31.5), pen(ink, 0.7));
    41.0
}

/// The foot of an A4 paper.
pub(super) fn paper_foot(paper: &mut Paper, title: &TitleBlock, page: u32, pages: u32) {
    let y = paper.height() - 11.0;
    let kind: Type = letters(2.6).ink(GREY);
    paper.line((18.0, y - 4.5), (192.0, y - 4.5), pen(PALE, 0.3));
    paper.text((18.0, y), &format!("{} · {}", title.event, title.author), kind);
    paper.text((192.0, y), &format!("Page {page} of {pages}"), kind.right());
}

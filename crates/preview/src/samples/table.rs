//! Tables on A4 papers.

use super::paper::{GREY, Ink, MIST, PALE, Paper, Spot, filled, letters, pen};

/// A column: its heading, its width in millimetres, and whether its first place matters most.
pub(super) struct Column {
    pub title: &'static str,
    pub width: f32,
    pub is_bold: bool,
}

/// A column of plain text.
pub(super) const fn column(title: &'static str, width: f32) -> Column {
    Column { title, width, is_bold: false }
}

/// A column of bold text.
pub(super) const fn bold_column(title: &'static str, width: f32) -> Column {
    Column { title, width, is_bold: true }
}

/// How a table lies on the paper.
pub(super) struct Table<'a> {
    pub at: Spot,
    pub row: f32,
    pub columns: &'a [Column],
    pub ink: Ink,
}

impl Table<'_> {
    /// Draws the heading and every row, each value made to fit its column. Returns where the next thing may stand.
    pub(super) fn draw<'b, R>(&self, paper: &mut Paper, rows: impl IntoIterator<Item = R>) -> f32
    where
        R: IntoIterator<Item = &'b str>,
    {
        let (left, mut y) = self.at;
        let width: f32 = self.columns.iter().map(|column| column.width).sum();
        paper.rect((left, y), (width, 6.4), filled(self.ink));
        self.cells(
            paper,
            y,
            6.4,
            self.columns.iter().map(|column| (column.title, letters(2.5).bold().ink([1.0, 1.0, 1.0]))),
        );
        y += 6.4;
        for (number, row) in rows.into_iter().enumerate() {
            if number % 2 == 1 {
                paper.rect((left, y), (width, self.row), filled(MIST));
            }
            let kinds =
                self.columns.iter().map(|column| if column.is_bold { letters(2.9).bold() } else { letters(2.9) });
            self.cells(paper, y, self.row, row.into_iter().zip(kinds));
            y += self.row;
            paper.line((left, y), (left + width, y), pen(PALE, 0.15));
        }
        y
    }

    fn cells<'b>(
        &self,
        paper: &mut Paper,
        y: f32,
        height: f32,
        cells: impl Iterator<Item = (&'b str, super::paper::Type)>,
    ) {
        let mut x = self.at.0;
        for ((text, kind), column) in cells.zip(self.columns) {
            paper.text((x + 1.8, y + height / 2.0 + 1.0), text, kind.fitted(text, column.width - 3.0));
            x += column.width;
        }
    }
}

/// A heading between two parts of a paper. Returns where the part begins.
pub(super) fn heading(paper: &mut Paper, y: f32, text: &str, ink: Ink) -> f32 {
    paper.text((18.0, y + 4.0), text, letters(4.2).bold().ink(ink));
    y + 9.0
}

/// A small word above a value. Returns nothing: the caller keeps its own raster.
pub(super) fn fact(paper: &mut Paper, at: Spot, name: &str, value: &str) {
    paper.text(at, name, letters(2.3).ink(GREY));
    paper.text((at.0, at.1 + 5.0), value, letters(3.6).bold().fitted(value, 54.0));
}

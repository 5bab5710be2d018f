//! Paper to draw on: millimetres from the upper left corner, a few shapes, and letters.

use pdf_writer::types::{LineCapStyle, LineJoinStyle};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::letters;

/// A place on the paper: millimetres from the left and from the top.
pub(super) type Spot = (f32, f32);
/// A colour: red, green and blue from 0 to 1.
pub(super) type Ink = [f32; 3];

pub(super) const BLACK: Ink = [0.10, 0.11, 0.13];
pub(super) const WHITE: Ink = [1.0, 1.0, 1.0];
pub(super) const GREY: Ink = [0.45, 0.47, 0.50];
pub(super) const PALE: Ink = [0.80, 0.82, 0.84];
pub(super) const MIST: Ink = [0.945, 0.95, 0.955];
pub(super) const RED: Ink = [0.78, 0.13, 0.15];
pub(super) const BLUE: Ink = [0.09, 0.33, 0.63];
pub(super) const GREEN: Ink = [0.10, 0.48, 0.28];
pub(super) const AMBER: Ink = [0.87, 0.56, 0.08];

const POINTS_PER_MM: f32 = 72.0 / 25.4;
/// How far the handles of a curve reach for a quarter of a circle of radius 1.
const QUARTER: f32 = 0.552_284_8;
/// The steps in which something may be see-through.
const VEILS: u8 = 10;

/// A pen: colour, width in millimetres, and the dashes that it draws.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    ink: Ink,
    width: f32,
    dashes: &'static [f32],
}

/// A pen that draws through.
pub(super) const fn pen(ink: Ink, width: f32) -> Pen {
    Pen { ink, width, dashes: &[] }
}

impl Pen {
    pub(super) const fn dashed(self) -> Self {
        Self { dashes: &[2.0, 1.4], ..self }
    }

    pub(super) const fn fine_dashed(self) -> Self {
        Self { dashes: &[0.8, 0.8], ..self }
    }

    /// Long and short, as centre lines are drawn.
    pub(super) const fn chained(self) -> Self {
        Self { dashes: &[8.0, 1.5, 1.5, 1.5], ..self }
    }
}

/// How a shape looks: filled, outlined, or both.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    fill: Option<Ink>,
    pen: Option<Pen>,
}

pub(super) const fn filled(ink: Ink) -> Look {
    Look { fill: Some(ink), pen: None }
}

pub(super) const fn outlined(pen: Pen) -> Look {
    Look { fill: None, pen: Some(pen) }
}

impl Look {
    pub(super) const fn with(self, pen: Pen) -> Self {
        Self { pen: Some(pen), ..self }
    }
}

/// How letters look. The size is the height of a line in millimetres.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    size: f32,
    ink: Ink,
    is_bold: bool,
    /// Which part of the width lies left of the place: 0 for text that begins there, 0.5 for centred, 1 for text that ends there.
    lean: f32,
    /// Degrees against the clock.
    turn: f32,
}

/// Plain black letters.
pub(super) const fn letters(size: f32) -> Type {
    Type { size, ink: BLACK, is_bold: false, lean: 0.0, turn: 0.0 }
}

impl Type {
    pub(super) const fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }

    pub(super) const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    pub(super) const fn centred(self) -> Self {
        Self { lean: 0.5, ..self }
    }

    pub(super) const fn right(self) -> Self {
        Self { lean: 1.0, ..self }
    }

    pub(super) const fn turned(self, degrees: f32) -> Self {
        Self { turn: degrees, ..self }
    }

    /// How wide a text in these letters runs.
    pub(super) fn width(self, text: &str) -> f32 {
        letters::width(text, self.is_bold) * self.size
    }

    /// The same letters, made small enough for a text to fit into a width.
    pub(super) fn fitted(self, text: &str, width: f32) -> Self {
        let wide = self.width(text);
        if wide > width { Self { size: self.size * width / wide, ..self } } else { self }
    }
}

/// One page while it is drawn.
pub(super) struct Paper {
    width: f32,
    height: f32,
    content: Content,
}

impl Paper {
    /// Empty paper of a size in millimetres.
    pub(super) fn new(width: f32, height: f32) -> Self {
        let mut content = Content::new();
        content.set_line_cap(LineCapStyle::ButtCap).set_line_join(LineJoinStyle::MiterJoin);
        Self { width, height, content }
    }

    /// A3 across.
    pub(super) fn a3() -> Self {
        Self::new(420.0, 297.0)
    }

    /// A4 upright.
    pub(super) fn a4() -> Self {
        Self::new(210.0, 297.0)
    }

    pub(super) fn width(&self) -> f32 {
        self.width
    }

    pub(super) fn height(&self) -> f32 {
        self.height
    }

    pub(super) fn line(&mut self, from: Spot, to: Spot, pen: Pen) {
        self.polyline(&[from, to], pen);
    }

    pub(super) fn polyline(&mut self, spots: &[Spot], pen: Pen) {
        self.path(spots);
        self.finish_shape(outlined(pen), false);
    }

    pub(super) fn polygon(&mut self, spots: &[Spot], look: Look) {
        self.path(spots);
        self.finish_shape(look, true);
    }

    pub(super) fn rect(&mut self, corner: Spot, size: (f32, f32), look: Look) {
        let ((x, y), (width, height)) = (corner, size);
        self.polygon(&[(x, y), (x + width, y), (x + width, y + height), (x, y + height)], look);
    }

    /// A rectangle about its middle, turned by degrees against the clock.
    pub(super) fn turned_rect(&mut self, middle: Spot, size: (f32, f32), degrees: f32, look: Look) {
        let (half_width, half_height) = (size.0 / 2.0, size.1 / 2.0);
        let corners = [
            (-half_width, -half_height),
            (half_width, -half_height),
            (half_width, half_height),
            (-half_width, half_height),
        ];
        let spots = corners.map(|corner| turned(middle, corner, degrees));
        self.polygon(&spots, look);
    }

    /// A rectangle with round corners.
    pub(super) fn card(&mut self, corner: Spot, size: (f32, f32), radius: f32, look: Look) {
        let ((x, y), (w, h)) = (corner, size);
        let near = radius * (1.0 - QUARTER);
        self.move_to((x + radius, y));
        self.line_to((x + w - radius, y));
        self.curve_to((x + w - near, y), (x + w, y + near), (x + w, y + radius));
        self.line_to((x + w, y + h - radius));
        self.curve_to((x + w, y + h - near), (x + w - near, y + h), (x + w - radius, y + h));
        self.line_to((x + radius, y + h));
        self.curve_to((x + near, y + h), (x, y + h - near), (x, y + h - radius));
        self.line_to((x, y + radius));
        self.curve_to((x, y + near), (x + near, y), (x + radius, y));
        self.finish_shape(look, true);
    }

    pub(super) fn circle(&mut self, middle: Spot, radius: f32, look: Look) {
        self.oval(middle, (radius, radius), look);
    }

    pub(super) fn oval(&mut self, middle: Spot, radii: (f32, f32), look: Look) {
        let ((x, y), (across, down)) = (middle, radii);
        let (reach_x, reach_y) = (across * QUARTER, down * QUARTER);
        self.move_to((x + across, y));
        self.curve_to((x + across, y + reach_y), (x + reach_x, y + down), (x, y + down));
        self.curve_to((x - reach_x, y + down), (x - across, y + reach_y), (x - across, y));
        self.curve_to((x - across, y - reach_y), (x - reach_x, y - down), (x, y - down));
        self.curve_to((x + reach_x, y - down), (x + across, y - reach_y), (x + across, y));
        self.finish_shape(look, true);
    }

    /// A smooth closed line through all spots.
    pub(super) fn blob(&mut self, spots: &[Spot], look: Look) {
        self.smooth(spots, true);
        self.finish_shape(look, true);
    }

    /// A smooth line from the first spot through all to the last.
    pub(super) fn curve(&mut self, spots: &[Spot], pen: Pen) {
        self.smooth(spots, false);
        self.finish_shape(outlined(pen), false);
    }

    /// An arrow, its head at the end.
    pub(super) fn arrow(&mut self, from: Spot, to: Spot, pen: Pen) {
        let (along, across) = (to.0 - from.0, to.1 - from.1);
        let length = along.hypot(across).max(0.001);
        let (x, y) = (along / length, across / length);
        let head = (pen.width * 6.0).max(1.6);
        let neck = (to.0 - x * head, to.1 - y * head);
        self.line(from, neck, pen);
        let half = head * 0.38;
        self.polygon(
            &[to, (neck.0 - y * half, neck.1 + x * half), (neck.0 + y * half, neck.1 - x * half)],
            filled(pen.ink),
        );
    }

    /// A text with its base line at the place.
    pub(super) fn text(&mut self, at: Spot, text: &str, kind: Type) {
        let back = kind.width(text) * kind.lean;
        let (sine, cosine) = kind.turn.to_radians().sin_cos();
        let (x, y) = self.points((at.0 - back * cosine, at.1 + back * sine));
        let [red, green, blue] = kind.ink;
        self.content.set_fill_rgb(red, green, blue).begin_text();
        self.content.set_font(Name(if kind.is_bold { b"B" } else { b"P" }), kind.size * POINTS_PER_MM);
        self.content.set_text_matrix([cosine, sine, -sine, cosine, x, y]);
        self.content.show(Str(&letters::encoded(text))).end_text();
    }

    /// A text broken into lines of a width. Returns where the next line would stand.
    pub(super) fn paragraph(&mut self, at: Spot, width: f32, text: &str, kind: Type) -> f32 {
        let leading = kind.size * 1.32;
        let (mut y, mut line) = (at.1, String::new());
        for word in text.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if kind.width(&longer) > width && !line.is_empty() {
                self.text((at.0, y), &line, kind);
                y += leading;
                word.clone_into(&mut line);
            } else {
                line = longer;
            }
        }
        self.text((at.0, y), &line, kind);
        y + leading
    }

    /// Draws something that one can see through; opacity from 0 to 1 in tenths.
    pub(super) fn veiled(&mut self, opacity: f32, draw: impl FnOnce(&mut Self)) {
        self.content.save_state();
        self.content.set_parameters(Name(veil_name(opacity).as_bytes()));
        draw(self);
        self.content.restore_state();
    }

    /// Draws everything moved to the right and down.
    pub(super) fn moved(&mut self, offset: (f32, f32), draw: impl FnOnce(&mut Self)) {
        self.content.save_state();
        self.content.transform([1.0, 0.0, 0.0, 1.0, offset.0 * POINTS_PER_MM, -offset.1 * POINTS_PER_MM]);
        draw(self);
        self.content.restore_state();
    }

    /// Draws only inside a polygon.
    pub(super) fn inside(&mut self, spots: &[Spot], draw: impl FnOnce(&mut Self)) {
        self.content.save_state();
        self.path(spots);
        self.content.close_path().clip_nonzero().end_path();
        draw(self);
        self.content.restore_state();
    }

    /// A rectangle whose colour runs from one at the top to another at the bottom.
    pub(super) fn fade(&mut self, corner: Spot, size: (f32, f32), from: Ink, to: Ink) {
        const STEPS: u16 = 96;
        for step in 0..STEPS {
            let part = f32::from(step) / f32::from(STEPS);
            // Each strip reaches down to the end, so that no seam shows between two.
            let top = corner.1 + size.1 * part;
            self.rect((corner.0, top), (size.0, size.1 * (1.0 - part)), filled(mixed(from, to, part)));
        }
    }

    fn path(&mut self, spots: &[Spot]) {
        let mut spots = spots.iter();
        if let Some(first) = spots.next() {
            self.move_to(*first);
        }
        for spot in spots {
            self.line_to(*spot);
        }
    }

    fn smooth(&mut self, spots: &[Spot], is_closed: bool) {
        let count = spots.len();
        let spot = |at: usize, step: isize| {
            let place = at.checked_add_signed(step);
            let place = if is_closed {
                place.unwrap_or(count.saturating_sub(1)).checked_rem(count).unwrap_or_default()
            } else {
                place.unwrap_or_default().min(count.saturating_sub(1))
            };
            spots.get(place).copied().unwrap_or_default()
        };
        self.move_to(spot(0, 0));
        for at in 0..if is_closed { count } else { count.saturating_sub(1) } {
            let (before, from, to, after) = (spot(at, -1), spot(at, 0), spot(at, 1), spot(at, 2));
            let out = (from.0 + (to.0 - before.0) / 6.0, from.1 + (to.1 - before.1) / 6.0);
            let back = (to.0 - (after.0 - from.0) / 6.0, to.1 - (after.1 - from.1) / 6.0);
            self.curve_to(out, back, to);
        }
    }

    fn finish_shape(&mut self, look: Look, is_closed: bool) {
        if let Some([red, green, blue]) = look.fill {
            self.content.set_fill_rgb(red, green, blue);
        }
        if let Some(Pen { ink: [red, green, blue], width, dashes }) = look.pen {
            self.content.set_stroke_rgb(red, green, blue).set_line_width(width * POINTS_PER_MM);
            self.content.set_dash_pattern(dashes.iter().map(|dash| dash * POINTS_PER_MM), 0.0);
        }
        if is_closed {
            self.content.close_path();
        }
        match (look.fill, look.pen) {
            (Some(_), Some(_)) => self.content.fill_nonzero_and_stroke(),
            (Some(_), None) => self.content.fill_nonzero(),
            (None, Some(_)) => self.content.stroke(),
            (None, None) => self.content.end_path(),
        };
    }

    fn move_to(&mut self, spot: Spot) {
        let (x, y) = self.points(spot);
        self.content.move_to(x, y);
    }

    fn line_to(&mut self, spot: Spot) {
        let (x, y) = self.points(spot);
        self.content.line_to(x, y);
    }

    fn curve_to(&mut self, out: Spot, back: Spot, to: Spot) {
        let ((x1, y1), (x2, y2), (x3, y3)) = (self.points(out), self.points(back), self.points(to));
        self.content.cubic_to(x1, y1, x2, y2, x3, y3);
    }

    /// From our millimetres to the format's points, which count from the lower left. Rounded: nobody sees a thousandth
    /// of a point, and the file stays small.
    fn points(&self, spot: Spot) -> Spot {
        let round = |points: f32| (points * 100.0).round() / 100.0;
        (round(spot.0 * POINTS_PER_MM), round((self.height - spot.1) * POINTS_PER_MM))
    }
}

/// A spot beside a middle, turned about it by degrees against the clock.
pub(super) fn turned(middle: Spot, offset: Spot, degrees: f32) -> Spot {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    (middle.0 + offset.0 * cosine + offset.1 * sine, middle.1 - offset.0 * sine + offset.1 * cosine)
}

/// A colour between two.
pub(super) fn mixed(from: Ink, to: Ink, part: f32) -> Ink {
    let ([r1, g1, b1], [r2, g2, b2]) = (from, to);
    [r1 + (r2 - r1) * part, g1 + (g2 - g1) * part, b1 + (b2 - b1) * part]
}

/// A whole number from a seed and a place, spread evenly from 0 to below `bound`: for what should look scattered.
pub(super) fn scattered(seed: u32, place: u32, bound: u32) -> u32 {
    let mut mixed = seed.wrapping_mul(0x9e37_79b9) ^ place.wrapping_mul(0x85eb_ca6b).rotate_left(13);
    mixed = (mixed ^ (mixed >> 16)).wrapping_mul(0x7feb_352d);
    mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x846c_a68b);
    (mixed ^ (mixed >> 16)).checked_rem(bound).unwrap_or_default()
}

/// Binds papers into a PDF file.
pub(super) fn bound(papers: Vec<Paper>, title: &str, author: &str) -> Vec<u8> {
    let mut numbers = 1..;
    let mut next = || Ref::new(numbers.next().unwrap_or(i32::MAX));
    let (catalog, tree, facts, plain, bold) = (next(), next(), next(), next(), next());
    let veils: Vec<(u8, Ref)> = (1..VEILS).map(|tenths| (tenths, next())).collect();
    let leaves: Vec<(Ref, Ref, Paper)> = papers.into_iter().map(|paper| (next(), next(), paper)).collect();

    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    let mut info = pdf.document_info(facts);
    info.title(TextStr(title)).author(TextStr(author)).creator(TextStr("Offstage"));
    info.finish();
    let count = i32::try_from(leaves.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(leaves.iter().map(|(page, _, _)| *page)).count(count);
    for (font, name) in [(plain, Name(b"Helvetica")), (bold, Name(b"Helvetica-Bold"))] {
        pdf.type1_font(font).base_font(name).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    for (tenths, veil) in &veils {
        let opacity = f32::from(*tenths) / f32::from(VEILS);
        pdf.ext_graphics(*veil).non_stroking_alpha(opacity).stroking_alpha(opacity);
    }
    for (page, content, paper) in leaves {
        let mut leaf = pdf.page(page);
        leaf.parent(tree).contents(content);
        leaf.media_box(Rect::new(0.0, 0.0, paper.width * POINTS_PER_MM, paper.height * POINTS_PER_MM));
        let mut resources = leaf.resources();
        resources.fonts().pair(Name(b"P"), plain).pair(Name(b"B"), bold);
        let mut states = resources.ext_g_states();
        for (tenths, veil) in &veils {
            states.pair(Name(veil_name(f32::from(*tenths) / f32::from(VEILS)).as_bytes()), *veil);
        }
        states.finish();
        resources.finish();
        leaf.finish();
        pdf.stream(content, &paper.content.finish());
    }
    pdf.finish()
}

/// The name of the state that makes things see-through.
fn veil_name(opacity: f32) -> String {
    format!("V{:.0}", (opacity * f32::from(VEILS)).clamp(1.0, f32::from(VEILS - 1)))
}

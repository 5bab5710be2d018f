//! Pages of a PDF, drawn by hayro on white paper.

use std::io::{self, Read, Write};

use hayro::hayro_interpret::{InterpreterSettings, TransformExt};
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};

use super::encode::{Pixels, picture};
use super::frame::{Frame, frame};
use super::{Drawn, Next, Opened, next_about, wished_page};
use crate::child::{self, Pipes};
use crate::request::{PageSize, Request, Wish};
use crate::{Card, Region, Size};

/// Pixels that make 100 %: 96 to the inch, of 72 points to the inch.
const PIXELS_PER_POINT: f64 = 96.0 / 72.0;
/// After so many pictures what was kept of fonts and images is dropped: it only grows.
const PICTURES_PER_KEPT: usize = 24;

/// A PDF that was read and has at least one page.
pub(super) struct Document {
    pdf: Pdf,
}

/// What is kept from one picture of a document to the next.
pub(super) struct Kept<'a> {
    cache: RenderCache<'a>,
    settings: InterpreterSettings,
}

impl Kept<'_> {
    pub(super) fn new() -> Self {
        Self { cache: RenderCache::new(), settings: InterpreterSettings::default() }
    }
}

/// Answers requests about one document.
pub(super) fn serve(
    document: &Document,
    file: &Opened,
    first: Request,
    pipes: &mut Pipes<impl Read, impl Write>,
) -> io::Result<Option<Request>> {
    let mut request = first;
    loop {
        let kept = Kept::new();
        for _ in 0..PICTURES_PER_KEPT {
            let drawn = child::guarded(|| document.draw(&kept, request.wish));
            match next_about(file, drawn, pipes)? {
                Next::Same(next) => request = next,
                Next::Other(other) => return Ok(other),
            }
        }
    }
}

impl Document {
    pub(super) fn read(bytes: Vec<u8>) -> Result<Self, Card> {
        let pdf = Pdf::new(bytes).map_err(|failure| match failure {
            LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm | DecryptionError::PasswordProtected) => {
                Card::Encrypted
            }
            LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Card::Damaged,
        })?;
        if pdf.pages().is_empty() { Err(Card::Damaged) } else { Ok(Self { pdf }) }
    }

    pub(super) fn draw<'a>(&'a self, kept: &Kept<'a>, wish: Wish) -> Result<Drawn, Card> {
        let Wish::Picture { size, region, .. } = wish else { return Ok(Drawn::Pages(self.sizes())) };
        let page = wished_page(wish, self.pdf.pages().len())?;
        let (frame, pixels) = self.pixels(kept, page, size, region)?;
        Ok(Drawn::Picture(picture(&frame, &Pixels::Rgb(pixels))?))
    }

    fn sizes(&self) -> Vec<PageSize> {
        self.pdf
            .pages()
            .iter()
            .map(|page| {
                let (width, height) = page.render_dimensions();
                PageSize { width, height }
            })
            .collect()
    }

    /// The part of a page that a region names, three bytes for each pixel.
    pub(super) fn pixels<'a>(
        &'a self,
        kept: &Kept<'a>,
        page: usize,
        size: Size,
        region: Option<Region>,
    ) -> Result<(Frame, Vec<u8>), Card> {
        let page = self.pdf.pages().get(page).ok_or(Card::NoSuchPage)?;
        let (width, height) = page.render_dimensions();
        let frame = frame((f64::from(width), f64::from(height)), PIXELS_PER_POINT, size, region)?;
        let side = |pixels: u32| u16::try_from(pixels).map_err(|_| Card::TooBig);
        let mut canvas = RenderContext::new(side(frame.part.width)?, side(frame.part.height)?);
        let to_part = Affine::translate((-f64::from(frame.part.x), -f64::from(frame.part.y)))
            * Affine::scale(frame.scale)
            * page.initial_transform(true).to_kurbo();
        render_into(page, &kept.cache, &kept.settings, &RenderSettings::default(), &mut canvas, to_part);
        canvas.flush();
        let mut paper = Pixmap::new(canvas.width(), canvas.height());
        let on_white = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..Default::default() };
        canvas.render_with(&mut paper, &mut Resources::default(), on_white);
        drop(canvas);
        Ok((frame, opaque(&paper)))
    }
}

/// The colours alone: on white paper nothing is left to see through.
fn opaque(paper: &Pixmap) -> Vec<u8> {
    let mut colours = Vec::with_capacity(paper.data().len() * 3);
    for pixel in paper.data() {
        colours.extend_from_slice(&[pixel.r, pixel.g, pixel.b]);
    }
    colours
}

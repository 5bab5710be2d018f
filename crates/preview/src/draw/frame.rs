//! From a wish to pixels: how large the whole page is at the wished size, and which part of it is wanted.

use crate::{Card, PICTURE_PIXELS_MAX, PICTURE_SIDE_MAX, Region, SCALE_MAX, Size};

/// The longest side of a whole page that regions are cut from.
const WHOLE_SIDE_MAX: f64 = 400_000.0;

/// A part of a page at a size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    /// Pixels of the whole page for one unit of it.
    pub scale: f64,
    /// Pixels of the whole page.
    pub whole: (u32, u32),
    /// The part that is drawn; it lies inside the whole.
    pub part: Region,
}

/// The frame for a wish about a page of `units` across and down, of which `pixels_per_unit` make its 100 %.
pub(super) fn frame(
    units: (f64, f64),
    pixels_per_unit: f64,
    size: Size,
    region: Option<Region>,
) -> Result<Frame, Card> {
    let scale = match size {
        Size::Width(0) => return Err(Card::NoSuchPage),
        Size::Width(width) => f64::from(width) / units.0,
        Size::Scale(scale) if scale > 0.0 && scale <= SCALE_MAX => f64::from(scale) * pixels_per_unit,
        Size::Scale(_) => return Err(Card::TooBig),
    };
    let whole = (pixels(units.0 * scale)?, pixels(units.1 * scale)?);
    let part = match region {
        None => Region { x: 0, y: 0, width: whole.0, height: whole.1 },
        Some(wanted) if wanted.x >= whole.0 || wanted.y >= whole.1 || wanted.width == 0 || wanted.height == 0 => {
            return Err(Card::NoSuchPage);
        }
        Some(wanted) => Region {
            x: wanted.x,
            y: wanted.y,
            width: wanted.width.min(whole.0 - wanted.x),
            height: wanted.height.min(whole.1 - wanted.y),
        },
    };
    let is_small = part.width <= PICTURE_SIDE_MAX
        && part.height <= PICTURE_SIDE_MAX
        && u64::from(part.width) * u64::from(part.height) <= PICTURE_PIXELS_MAX;
    if is_small { Ok(Frame { scale, whole, part }) } else { Err(Card::TooBig) }
}

/// A side in whole pixels, at least one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounded and positive by the checks above it"
)]
fn pixels(side: f64) -> Result<u32, Card> {
    if side.is_finite() && side <= WHOLE_SIDE_MAX { Ok(side.round().max(1.0) as u32) } else { Err(Card::TooBig) }
}

//! Pictures as PNG files, written for speed: they live as long as a screen does.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use super::frame::Frame;
use crate::{Card, Picture};

/// The pixels of one picture.
pub(super) enum Pixels {
    /// Three bytes each.
    Rgb(Vec<u8>),
    /// Four bytes each, colours not multiplied by opacity.
    Rgba(Vec<u8>),
}

/// Wraps pixels of the frame's part as a picture.
pub(super) fn picture(frame: &Frame, pixels: &Pixels) -> Result<Picture, Card> {
    let (width, height) = (frame.part.width, frame.part.height);
    let mut png = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive);
    let written = match pixels {
        Pixels::Rgb(bytes) => encoder.write_image(bytes, width, height, ExtendedColorType::Rgb8),
        Pixels::Rgba(bytes) => encoder.write_image(bytes, width, height, ExtendedColorType::Rgba8),
    };
    written.map_err(|_| Card::TooBig)?;
    Ok(Picture { png, width, height, whole_width: frame.whole.0, whole_height: frame.whole.1 })
}

//! Images, decoded once and scaled for each wish.

use std::fs::File;
use std::io::{BufReader, Cursor};

use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use super::encode::{Pixels, picture};
use super::frame::{Frame, frame};
use super::resample::Raster;
use super::{Drawn, open_regular, wished_page};
use crate::request::{PageSize, Source, Wish};
use crate::{Card, Format, Region, Size};

/// The most bytes of a decoded image: about 55 million pixels of a photograph.
const DECODED_BYTES_MAX: u64 = 160 * 1024 * 1024;
/// The longest side of an image.
const SIDE_MAX: u32 = 65_535;
/// Points that a pixel counts as: 96 pixels to the inch.
const POINTS_PER_PIXEL: f32 = 72.0 / 96.0;

/// A decoded image and how it is to be turned.
pub(super) struct Still {
    image: DynamicImage,
    orientation: Orientation,
}

impl Still {
    pub(super) fn read(source: &Source, format: Format) -> Result<Self, Card> {
        let format = image_format(format).ok_or(Card::Unsupported)?;
        match source {
            Source::Path(path) => {
                let (file, _) = open_regular(path)?;
                Self::decode::<BufReader<File>>(ImageReader::with_format(BufReader::new(file), format))
            }
            Source::Bytes(bytes) => Self::decode(ImageReader::with_format(Cursor::new(bytes.as_slice()), format)),
        }
    }

    fn decode<R: std::io::BufRead + std::io::Seek>(mut reader: ImageReader<R>) -> Result<Self, Card> {
        let mut limits = Limits::default();
        limits.max_image_width = Some(SIDE_MAX);
        limits.max_image_height = Some(SIDE_MAX);
        limits.max_alloc = Some(DECODED_BYTES_MAX);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(|error| card(&error))?;
        if decoder.total_bytes() > DECODED_BYTES_MAX {
            return Err(Card::TooBig);
        }
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let image = DynamicImage::from_decoder(decoder).map_err(|error| card(&error))?;
        if image.width() == 0 || image.height() == 0 {
            return Err(Card::Damaged);
        }
        Ok(Self { image: to_eight_bits(image)?, orientation })
    }

    pub(super) fn draw(&self, wish: Wish) -> Result<Drawn, Card> {
        let (width, height) = self.shown_size();
        let _ = wished_page(wish, 1)?;
        match wish {
            Wish::Pages => {
                let points = |pixels: f64| {
                    #[expect(clippy::cast_possible_truncation, reason = "at most 65 535 pixels")]
                    let pixels = pixels as f32;
                    pixels * POINTS_PER_PIXEL
                };
                Ok(Drawn::Pages(vec![PageSize { width: points(width), height: points(height) }]))
            }
            Wish::Picture { size, region, .. } => {
                let size = match size {
                    // More pixels than there are would only be larger, not clearer. A region is another matter: whoever
                    // asks for one has a page of that width before them.
                    Size::Width(wished) if region.is_none() && f64::from(wished) > width => Size::Scale(1.0),
                    size => size,
                };
                let frame = frame((width, height), 1.0, size, region)?;
                Ok(Drawn::Picture(picture(&frame, &self.part(&frame)?)?))
            }
        }
    }

    /// Across and down as it is shown, after turning.
    fn shown_size(&self) -> (f64, f64) {
        let (width, height) = self.image.dimensions();
        if is_on_its_side(self.orientation) {
            (f64::from(height), f64::from(width))
        } else {
            (f64::from(width), f64::from(height))
        }
    }

    /// The pixels of the frame's part. It is scaled as it lies in the file and turned last, when it is small: turning
    /// the whole would need its memory twice.
    fn part(&self, frame: &Frame) -> Result<Pixels, Card> {
        let lying = lying_part(frame.part, frame.whole, self.orientation);
        let whole = if is_on_its_side(self.orientation) { (frame.whole.1, frame.whole.0) } else { frame.whole };
        let mut part = self.scaled(whole, lying).ok_or(Card::Damaged)?;
        part.apply_orientation(self.orientation);
        Ok(if part.color().has_alpha() {
            Pixels::Rgba(part.into_rgba8().into_raw())
        } else {
            Pixels::Rgb(part.into_rgb8().into_raw())
        })
    }

    fn scaled(&self, whole: (u32, u32), part: Region) -> Option<DynamicImage> {
        let (bytes, (columns, rows)) = (self.image.as_bytes(), self.image.dimensions());
        let (width, height) = (part.width, part.height);
        match &self.image {
            DynamicImage::ImageLuma8(_) => {
                let pixels = Raster::<1>::new(bytes, columns, rows)?.scaled(whole, part);
                image::GrayImage::from_raw(width, height, pixels).map(DynamicImage::from)
            }
            DynamicImage::ImageLumaA8(_) => {
                let pixels = Raster::<2>::new(bytes, columns, rows)?.scaled(whole, part);
                image::GrayAlphaImage::from_raw(width, height, pixels).map(DynamicImage::from)
            }
            DynamicImage::ImageRgb8(_) => {
                let pixels = Raster::<3>::new(bytes, columns, rows)?.scaled(whole, part);
                image::RgbImage::from_raw(width, height, pixels).map(DynamicImage::from)
            }
            DynamicImage::ImageRgba8(_) => {
                let pixels = Raster::<4>::new(bytes, columns, rows)?.scaled(whole, part);
                image::RgbaImage::from_raw(width, height, pixels).map(DynamicImage::from)
            }
            // `to_eight_bits` leaves no other kind.
            _ => None,
        }
    }
}

/// Images of 16 or 32 bits a channel become 8: a screen shows no more. The wider one is dropped on the way.
fn to_eight_bits(image: DynamicImage) -> Result<DynamicImage, Card> {
    let eight_bit_bytes =
        u64::from(image.width()) * u64::from(image.height()) * u64::from(image.color().channel_count());
    Ok(match image {
        image @ (DynamicImage::ImageLuma8(_)
        | DynamicImage::ImageLumaA8(_)
        | DynamicImage::ImageRgb8(_)
        | DynamicImage::ImageRgba8(_)) => image,
        image
            if u64::try_from(image.as_bytes().len()).unwrap_or(u64::MAX).saturating_add(eight_bit_bytes)
                > DECODED_BYTES_MAX =>
        {
            return Err(Card::TooBig);
        }
        image if image.color().has_alpha() => DynamicImage::ImageRgba8(image.into_rgba8()),
        image => DynamicImage::ImageRgb8(image.into_rgb8()),
    })
}

/// Whether turning swaps across and down.
fn is_on_its_side(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    )
}

/// The part as it lies in the file, given as it is shown.
fn lying_part(part: Region, whole: (u32, u32), orientation: Orientation) -> Region {
    let right = whole.0 - part.x - part.width;
    let below = whole.1 - part.y - part.height;
    let across = |x, y| Region { x, y, width: part.width, height: part.height };
    let upright = |x, y| Region { x, y, width: part.height, height: part.width };
    match orientation {
        Orientation::NoTransforms => part,
        Orientation::FlipHorizontal => across(right, part.y),
        Orientation::Rotate180 => across(right, below),
        Orientation::FlipVertical => across(part.x, below),
        Orientation::Rotate90 => upright(part.y, right),
        Orientation::Rotate270 => upright(below, part.x),
        Orientation::Rotate90FlipH => upright(part.y, part.x),
        Orientation::Rotate270FlipH => upright(below, right),
    }
}

fn image_format(format: Format) -> Option<ImageFormat> {
    Some(match format {
        Format::Png => ImageFormat::Png,
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Gif => ImageFormat::Gif,
        Format::Webp => ImageFormat::WebP,
        Format::Tiff => ImageFormat::Tiff,
        Format::Bmp => ImageFormat::Bmp,
        _ => return None,
    })
}

fn card(error: &ImageError) -> Card {
    match error {
        ImageError::Limits(_) => Card::TooBig,
        ImageError::Unsupported(_) => Card::Unsupported,
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::PermissionDenied => Card::Unreadable,
        _ => Card::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Orientation; 8] = [
        Orientation::NoTransforms,
        Orientation::FlipHorizontal,
        Orientation::Rotate180,
        Orientation::FlipVertical,
        Orientation::Rotate90FlipH,
        Orientation::Rotate90,
        Orientation::Rotate270FlipH,
        Orientation::Rotate270,
    ];

    /// The decoder turns a whole image; this file turns its parts. Both must agree on every way to hold a camera.
    #[test]
    fn a_part_of_a_turned_photograph_is_that_part_of_it_turned_as_a_whole() {
        let photo = image::RgbImage::from_fn(6, 4, |x, y| image::Rgb([x as u8 * 40, y as u8 * 60, 7]));
        for orientation in ALL {
            let mut turned = DynamicImage::from(photo.clone());
            turned.apply_orientation(orientation);
            let still = Still { image: photo.clone().into(), orientation };
            let (width, height) = turned.dimensions();
            assert_eq!(still.shown_size(), (f64::from(width), f64::from(height)));
            let part = Region { x: 1, y: 1, width: 2, height: 3.min(height - 1) };
            let frame = frame(still.shown_size(), 1.0, Size::Scale(1.0), Some(part)).unwrap();
            let Pixels::Rgb(pixels) = still.part(&frame).unwrap() else { panic!("no opacity in it") };
            let expected = turned.crop_imm(part.x, part.y, part.width, part.height).into_rgb8().into_raw();
            assert_eq!(pixels, expected, "{orientation:?}");
        }
    }
}

//! Scaling of a part of an image, row by row from the image itself: no copy of the part, no second image of wide numbers.
//!
//! Every pixel is computed from its place in the whole page, so that regions put together are the whole. Shrinking
//! averages exactly what lies under a pixel; growing blends the four nearest. Colours count by their opacity, or
//! what lies invisible under transparent pixels would colour their edges.

use std::ops::Range;

use crate::Region;

/// Rows of pixels of `C` bytes; with an even count the last byte is the opacity.
pub(super) struct Raster<'a, const C: usize> {
    pixels: &'a [[u8; C]],
    width: usize,
    height: usize,
}

impl<'a, const C: usize> Raster<'a, C> {
    /// None when the bytes are not as many as the size says.
    pub(super) fn new(bytes: &'a [u8], width: u32, height: u32) -> Option<Self> {
        let (pixels, rest) = bytes.as_chunks::<C>();
        let (width, height) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
        (rest.is_empty() && width > 0 && height > 0 && pixels.len() == width.checked_mul(height)?).then_some(Self {
            pixels,
            width,
            height,
        })
    }

    /// The part of the image as it is when the whole has the size `whole`.
    pub(super) fn scaled(&self, whole: (u32, u32), part: Region) -> Vec<u8> {
        let places = |start: u32, length: u32| (start..start.saturating_add(length)).map(u64::from);
        let (columns, rows) = (places(part.x, part.width), places(part.y, part.height));
        let (whole_width, whole_height) = (u64::from(whole.0).max(1), u64::from(whole.1).max(1));
        let is_growing = whole_width > self.width as u64 || whole_height > self.height as u64;
        if is_growing {
            let columns: Vec<Blend> = columns.map(|at| Blend::of(at, whole_width, self.width)).collect();
            rows.flat_map(|at| self.blended_row(Blend::of(at, whole_height, self.height), &columns)).flatten().collect()
        } else {
            let columns: Vec<Share> = columns.map(|at| Share::of(at, whole_width, self.width as u64)).collect();
            let mut sums = Sums::<C>::new(&columns);
            rows.flat_map(|at| self.averaged_row(&Share::of(at, whole_height, self.height as u64), &columns, &mut sums))
                .flatten()
                .collect()
        }
    }

    fn row(&self, at: usize) -> &[[u8; C]] {
        let start = at.min(self.height - 1) * self.width;
        self.pixels.get(start..start + self.width).unwrap_or_default()
    }

    /// One row of a shrunken image: first the rows above each other are summed up by their shares, then the columns.
    fn averaged_row(&self, share: &Share, columns: &[Share], sums: &mut Sums<C>) -> Vec<[u8; C]> {
        sums.weighed.fill([0; C]);
        for (at, weight) in share.weights() {
            let row = self.row(at).get(sums.columns.clone()).unwrap_or_default();
            for (sum, pixel) in sums.weighed.iter_mut().zip(row) {
                let weighed = by_opacity(*pixel);
                for (sum, value) in sum.iter_mut().zip(weighed) {
                    *sum += value * weight;
                }
            }
        }
        columns.iter().map(|column| sums.averaged(column, share.whole)).collect()
    }

    fn blended_row(&self, row: Blend, columns: &[Blend]) -> Vec<[u8; C]> {
        let (upper, lower) = (self.row(row.first), self.row(row.second));
        let blended = |column: &Blend| {
            let pixel = |row: &[[u8; C]], at: usize| row.get(at).copied().unwrap_or([0; C]);
            let corners = [
                (pixel(upper, column.first), (1.0 - row.part) * (1.0 - column.part)),
                (pixel(upper, column.second), (1.0 - row.part) * column.part),
                (pixel(lower, column.first), row.part * (1.0 - column.part)),
                (pixel(lower, column.second), row.part * column.part),
            ];
            let mut sums = [0.0_f32; C];
            for (pixel, weight) in corners {
                for (sum, value) in sums.iter_mut().zip(by_opacity(pixel)) {
                    #[expect(clippy::cast_precision_loss, reason = "at most 255 × 255")]
                    let value = value as f32;
                    *sum += value * weight;
                }
            }
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sums of positive values")]
            without_opacity(sums.map(|sum| (sum * 256.0) as u64), 256)
        };
        columns.iter().map(blended).collect()
    }
}

/// Which pixels of a side lie under one pixel of the shrunken side, and how much of each, in parts of the new side's
/// length: whole numbers, so that nothing is rounded before the end.
struct Share {
    first: usize,
    /// The part of the first pixel, of every one between, and of the last. One pixel alone has the first.
    weights: (u32, u32, u32),
    count: usize,
    /// All parts together.
    whole: u64,
}

impl Share {
    fn of(at: u64, new_side: u64, side: u64) -> Self {
        let (start, end) = (at * side, (at + 1) * side);
        let (first, last) = (start / new_side, (end - 1) / new_side);
        let part = |pixel: u64| {
            let (from, to) = (start.max(pixel * new_side), end.min((pixel + 1) * new_side));
            u32::try_from(to.saturating_sub(from)).unwrap_or(u32::MAX)
        };
        Self {
            first: usize::try_from(first).unwrap_or(usize::MAX),
            weights: (part(first), u32::try_from(new_side).unwrap_or(u32::MAX), part(last)),
            count: usize::try_from(last - first + 1).unwrap_or(1),
            whole: side,
        }
    }

    fn weights(&self) -> impl Iterator<Item = (usize, u32)> {
        let (first, between, last) = self.weights;
        let weight = move |(place, at)| match place {
            0 => (at, first),
            place if place + 1 == self.count => (at, last),
            _ => (at, between),
        };
        (self.first..self.first + self.count).enumerate().map(weight)
    }
}

/// The sums over the rows under one new row, for the columns that the part needs.
struct Sums<const C: usize> {
    columns: Range<usize>,
    weighed: Vec<[u32; C]>,
}

impl<const C: usize> Sums<C> {
    fn new(columns: &[Share]) -> Self {
        let start = columns.first().map_or(0, |column| column.first);
        let end = columns.last().map_or(0, |column| column.first + column.count);
        Self { columns: start..end, weighed: vec![[0; C]; end - start] }
    }

    fn averaged(&self, column: &Share, rows: u64) -> [u8; C] {
        let mut sums = [0_u64; C];
        for (at, weight) in column.weights() {
            let weighed = self.weighed.get(at - self.columns.start).copied().unwrap_or([0; C]);
            for (sum, value) in sums.iter_mut().zip(weighed) {
                *sum += u64::from(value) * u64::from(weight);
            }
        }
        without_opacity(sums, rows * column.whole)
    }
}

/// The two pixels of a side that lie nearest to one pixel of the grown side, and how far it is towards the second.
#[derive(Clone, Copy)]
struct Blend {
    first: usize,
    second: usize,
    part: f32,
}

impl Blend {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sides are far below the numbers that a float of 64 bits holds exactly, and places are not negative"
    )]
    fn of(at: u64, new_side: u64, side: usize) -> Self {
        let place = ((at as f64 + 0.5) * side as f64 / new_side as f64 - 0.5).max(0.0);
        let first = (place as usize).min(side - 1);
        Self { first, second: (first + 1).min(side - 1), part: (place - first as f64).min(1.0) as f32 }
    }
}

/// Whether pixels of this many bytes carry an opacity.
const fn has_opacity(channels: usize) -> bool {
    channels.is_multiple_of(2)
}

/// The values of a pixel, the colours multiplied by the opacity where there is one.
fn by_opacity<const C: usize>(pixel: [u8; C]) -> [u32; C] {
    let mut values = pixel.map(u32::from);
    if has_opacity(C)
        && let [colours @ .., opacity] = values.as_mut_slice()
    {
        for colour in colours {
            *colour *= *opacity;
        }
    }
    values
}

/// The pixel from sums of values as [`by_opacity`] gives them, whose weights together are `weight`.
fn without_opacity<const C: usize>(sums: [u64; C], weight: u64) -> [u8; C] {
    let opacity = if has_opacity(C) { sums.last().copied().unwrap_or_default() } else { weight };
    let byte = |sum: u64, weight: u64| {
        let rounded = (sum + weight / 2).checked_div(weight).unwrap_or_default();
        u8::try_from(rounded.min(255)).unwrap_or(u8::MAX)
    };
    let mut pixel = sums.map(|sum| byte(sum, opacity));
    if has_opacity(C)
        && let Some(last) = pixel.last_mut()
    {
        *last = byte(opacity, weight);
    }
    pixel
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(width: u32, height: u32) -> Region {
        Region { x: 0, y: 0, width, height }
    }

    #[test]
    fn shrinking_averages_exactly_what_lies_under_a_pixel() {
        let image = Raster::<1>::new(&[0, 90, 30, 60, 90, 0], 3, 2).unwrap();
        assert_eq!(image.scaled((1, 1), whole(1, 1)), [45]);
        // Three pixels become two: one and a half each.
        let row = Raster::<1>::new(&[0, 90, 30], 3, 1).unwrap();
        assert_eq!(row.scaled((2, 1), whole(2, 1)), [30, 50]);
    }

    #[test]
    fn colours_count_by_their_opacity() {
        let image = Raster::<4>::new(&[200, 0, 0, 255, 0, 255, 0, 0], 2, 1).unwrap();
        assert_eq!(image.scaled((1, 1), whole(1, 1)), [200, 0, 0, 128]);
        let nothing = Raster::<4>::new(&[9, 9, 9, 0], 1, 1).unwrap();
        assert_eq!(nothing.scaled((1, 1), whole(1, 1)), [0, 0, 0, 0]);
    }

    #[test]
    fn growing_blends_between_neighbours_and_keeps_the_edges() {
        let image = Raster::<1>::new(&[0, 100], 2, 1).unwrap();
        assert_eq!(image.scaled((4, 2), whole(4, 2)), [0, 25, 75, 100, 0, 25, 75, 100]);
    }

    #[test]
    fn regions_put_together_are_the_whole_at_every_size() {
        let bytes: Vec<u8> = (0..37 * 23 * 3_u32).map(|place| (place * 7919 % 251) as u8).collect();
        let image = Raster::<3>::new(&bytes, 37, 23).unwrap();
        for size in [(37, 23), (20, 12), (5, 3), (74, 46), (101, 63)] {
            let all = image.scaled(size, whole(size.0, size.1));
            let (left, right) = (size.0 / 3, size.0 - size.0 / 3);
            let first = image.scaled(size, Region { x: 0, y: 0, width: left, height: size.1 });
            let second = image.scaled(size, Region { x: left, y: 0, width: right, height: size.1 });
            let rows = all.chunks(size.0 as usize * 3);
            let parts = first.chunks(left as usize * 3).zip(second.chunks(right as usize * 3));
            for (row, (first, second)) in rows.zip(parts) {
                assert_eq!(row, [first, second].concat());
            }
            if size == (37, 23) {
                assert_eq!(all, bytes, "at its own size it is itself");
            }
        }
    }
}

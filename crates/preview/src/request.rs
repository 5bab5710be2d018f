//! The conversation: what can be asked of the child, and what it answers.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::{Card, Format};

/// One question about one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Where the bytes are.
    pub source: Source,
    /// What [`sniff`](crate::sniff) said they are. The child draws them as that or not at all.
    pub format: Format,
    /// What is wanted.
    pub wish: Wish,
}

/// Where the bytes of a file are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A regular file, which the child opens for reading. Absolute: the child has a working directory of its own.
    Path(PathBuf),
    /// Bytes that are in no file; they travel to the child beside the request.
    Bytes(#[serde(skip)] Vec<u8>),
}

/// What is wanted of the file.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// The number of pages and their sizes. An image has one page.
    Pages,
    /// A picture of a page, or of a part of one.
    Picture {
        /// Counted from 0.
        page: u32,
        /// How large the whole page is drawn.
        size: Size,
        /// The part that is wanted, in pixels of the whole page at that size; none means all of it.
        region: Option<Region>,
    },
}

/// How large a whole page is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// So many pixels wide, the height following. Without a region an image is not enlarged by this: the answer is then
    /// as wide as the image.
    Width(u32),
    /// A factor: 1.0 is 96 pixels for an inch of paper, or one pixel for each pixel of an image. 400 % is 4.0.
    Scale(f32),
}

/// A rectangle in pixels, from the upper left corner. What reaches beyond the page is cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// Pixels from the left edge of the page.
    pub x: u32,
    /// Pixels from the upper edge of the page.
    pub y: u32,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// A picture, for [`Wish::Picture`].
    Picture(Picture),
    /// The pages, for [`Wish::Pages`].
    Pages(Pages),
    /// No picture, and why.
    Card(Card),
}

/// A picture of a page or of a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The picture as a PNG file that the child encoded itself; none of the foreign file's bytes are in it.
    pub png: Vec<u8>,
    /// Pixels across, of this picture.
    pub width: u32,
    /// Pixels down, of this picture.
    pub height: u32,
    /// Pixels across, of the whole page at this size: the same as `width` without a region.
    pub whole_width: u32,
    /// Pixels down, of the whole page at this size.
    pub whole_height: u32,
}

/// The pages of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pages {
    /// How many there are; never 0.
    pub count: u32,
    /// Their sizes in order, as they are shown (after rotation).
    pub sizes: Vec<PageSize>,
}

/// The size of a page in points, 72 to the inch; an image counts 96 pixels to the inch.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PageSize {
    /// Points across.
    pub width: f32,
    /// Points down.
    pub height: f32,
}

impl Request {
    /// Asks for the pages of a file.
    #[must_use]
    pub fn pages(source: Source, format: Format) -> Self {
        Self { source, format, wish: Wish::Pages }
    }

    /// Asks for a whole page at a width in pixels: a thumbnail is page 0 at 320.
    #[must_use]
    pub fn page_at_width(source: Source, format: Format, page: u32, width_px: u32) -> Self {
        Self { source, format, wish: Wish::Picture { page, size: Size::Width(width_px), region: None } }
    }
}

/// What the child says about an answer before the bytes of its picture follow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reply {
    /// A frame with the PNG follows.
    Picture {
        width: u32,
        height: u32,
        whole_width: u32,
        whole_height: u32,
    },
    Pages(Pages),
    Card(Card),
}

//! What a foreign file is, and how it looks.
//!
//! Files come from everybody, so nothing here believes them. [`sniff`] looks at the name and at the first bytes and
//! says which [`Format`] a file really has and whether its name agrees. A [`Drawer`] draws pages and pictures, and it
//! does so in a child process of its own: the same program started with the verb [`CHILD_VERB`], which calls
//! [`child_main`] before anything else. The child may use little memory, has a few seconds for each request, and can
//! write no file; when it dies over a request, the caller is given a [`Card`] to show in place of a picture and the
//! next request gets a new child.
//!
//! Read [`Request`] and [`Answer`] first: they are the whole conversation. [`samples`] is apart from all that: it makes
//! the small drawings, papers and pictures of the built-in example event.
//!
//! Deliberately absent: keeping pictures (whoever asks decides what to keep), network, fonts of the system, and every
//! other crate of ours.

mod card;
mod child;
mod draw;
mod drawer;
mod format;
mod frame;
mod request;
pub mod samples;
mod sniff;

pub use card::Card;
pub use child::{CHILD_VERB, child_main};
pub use drawer::{Drawer, StartFailure};
pub use format::Format;
pub use request::{Answer, PageSize, Pages, Picture, Region, Request, Size, Source, Wish};
pub use sniff::{Kind, SNIFF_BYTES_MAX, sniff};

/// The longest side of a picture in pixels; a larger wish is answered with [`Card::TooBig`].
pub const PICTURE_SIDE_MAX: u32 = 16_384;
/// The most pixels of one picture: beyond it, ask for regions.
pub const PICTURE_PIXELS_MAX: u64 = 16 * 1024 * 1024;
/// The largest [`Size::Scale`]: 400 % on a screen with two device pixels for each of the page's.
pub const SCALE_MAX: f32 = 8.0;

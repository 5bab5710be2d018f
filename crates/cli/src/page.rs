//! The page, as it was built when this program was built.

use transport::Asset;

/// Every file of the page; none when the page had not been built.
pub(crate) static PAGE: &[Asset] = include!(concat!(env!("OUT_DIR"), "/page.rs"));

//! What can be drawn here.

use preview::Format;

/// Whether files of a media type can be drawn.
#[must_use]
pub fn can_draw(media_type: &str) -> bool {
    Format::ALL.iter().any(|f| f.media_type() == media_type && f.has_preview())
}

//! What a file is, by its name and its first bytes together.
//!
//! The bytes decide wherever they say anything. The name decides only between things that look alike from the front:
//! which kind of zip, a table or prose, a drawing program whose files carry no mark. A name that promises something
//! else than the bytes hold is reported and never believed.

use file_format::FileFormat;

use crate::Format;

mod text;
mod zip;

#[cfg(test)]
mod tests;

/// How much of a file [`sniff`] looks at. More may be given and is ignored.
pub const SNIFF_BYTES_MAX: usize = 64 * 1024;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The format, by content where content tells.
    pub format: Format,
    /// Whether the name promises another format than the content has. The screen warns; nothing is refused for it.
    pub disagrees: bool,
}

impl Kind {
    /// The word of the format: `pdf`, `mvr`, `unknown`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.format.id()
    }

    /// The media type of the format.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.format.media_type()
    }

    /// Whether a [`Drawer`](crate::Drawer) can draw it.
    #[must_use]
    pub fn has_preview(self) -> bool {
        self.format.has_preview()
    }
}

/// What a file with these first bytes and this name is. A name may come with its folders.
#[must_use]
pub fn sniff(first_bytes: &[u8], name: &str) -> Kind {
    let bytes = first_bytes.get(..SNIFF_BYTES_MAX).unwrap_or(first_bytes);
    let promised = extension(name).and_then(|extension| Format::from_extension(&extension));
    let seen = content(bytes);
    let (format, disagrees) = match (seen, promised) {
        (Seen::Exactly(format), Some(promised)) => (format, promised != format),
        (Seen::Exactly(format), None) => (format, false),
        (Seen::ZipOfSomeKind, Some(promised)) if zip::is_kept_in_one(promised) => (promised, false),
        (Seen::ZipOfSomeKind, promised) => (Format::Zip, promised.is_some_and(|promised| promised != Format::Zip)),
        (Seen::Text, Some(promised)) if text::may_be(promised) => (promised, false),
        (Seen::Text, promised) => (Format::Txt, promised.is_some()),
        // Files of drawing programs and films begin with bytes that say little: the name is all there is.
        (Seen::Nothing, Some(promised)) if has_no_mark(promised) => (promised, false),
        (Seen::Nothing, promised) => (Format::Unknown, promised.is_some()),
    };
    Kind { format, disagrees }
}

/// What the bytes say by themselves.
enum Seen {
    Exactly(Format),
    /// A zip archive whose beginning does not show what it is for.
    ZipOfSomeKind,
    /// Text of no particular form.
    Text,
    Nothing,
}

fn content(bytes: &[u8]) -> Seen {
    if bytes.is_empty() {
        return Seen::Nothing;
    }
    // PDF readers accept a file whose header comes within the first kilobyte, and mail gateways make such files.
    if bytes.get(..1024).unwrap_or(bytes).windows(5).any(|window| window == b"%PDF-") {
        return Seen::Exactly(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return zip::content(bytes).map_or(Seen::ZipOfSomeKind, Seen::Exactly);
    }
    if let Some(format) = by_signature(bytes) {
        return Seen::Exactly(format);
    }
    text::content(bytes)
}

/// The formats that a signature at a fixed place marks beyond doubt.
fn by_signature(bytes: &[u8]) -> Option<Format> {
    // SketchUp: a length-prefixed UTF-16 word at the very start.
    if bytes.starts_with(b"\xff\xfe\xff\x0eS\0k\0e\0t\0c\0h\0U\0p\0") {
        return Some(Format::Skp);
    }
    if bytes.starts_with(b"AutoCAD Binary DXF") {
        return Some(Format::Dxf);
    }
    if bytes.starts_with(b"#!") {
        return Some(Format::Program);
    }
    match FileFormat::from_bytes(bytes) {
        FileFormat::PortableNetworkGraphics | FileFormat::AnimatedPortableNetworkGraphics => Some(Format::Png),
        FileFormat::JointPhotographicExpertsGroup => Some(Format::Jpeg),
        FileFormat::GraphicsInterchangeFormat => Some(Format::Gif),
        FileFormat::Webp => Some(Format::Webp),
        FileFormat::TagImageFileFormat => Some(Format::Tiff),
        FileFormat::WindowsBitmap => Some(Format::Bmp),
        FileFormat::HighEfficiencyImageCoding
        | FileFormat::HighEfficiencyImageCodingSequence
        | FileFormat::HighEfficiencyImageFileFormat
        | FileFormat::HighEfficiencyImageFileFormatSequence
        | FileFormat::Av1ImageFileFormat
        | FileFormat::Av1ImageFileFormatSequence => Some(Format::Heic),
        FileFormat::AdobePhotoshopDocument => Some(Format::Psd),
        FileFormat::Zip => Some(Format::Zip),
        FileFormat::SevenZip => Some(Format::SevenZip),
        FileFormat::AutocadDrawing => Some(Format::Dwg),
        FileFormat::Sketchup => Some(Format::Skp),
        FileFormat::CompoundFileBinary => Some(Format::OldOffice),
        FileFormat::Mpeg4Part14
        | FileFormat::Mpeg4Part14Video
        | FileFormat::Mpeg4Part14Audio
        | FileFormat::AppleItunesVideo
        | FileFormat::AppleItunesAudio => Some(Format::Mp4),
        FileFormat::AppleQuicktime => Some(Format::Mov),
        FileFormat::MaterialExchangeFormat => Some(Format::Mxf),
        FileFormat::WaveformAudio => Some(Format::Wav),
        FileFormat::AudioInterchangeFileFormat => Some(Format::Aiff),
        FileFormat::Mpeg12AudioLayer3 | FileFormat::Id3v2 => Some(Format::Mp3),
        FileFormat::MsDosExecutable
        | FileFormat::PortableExecutable
        | FileFormat::NewExecutable
        | FileFormat::LinearExecutable
        | FileFormat::DynamicLinkLibrary
        | FileFormat::ExecutableAndLinkableFormat
        | FileFormat::MachO
        | FileFormat::MicrosoftSoftwareInstaller
        | FileFormat::DebianPackage
        | FileFormat::RedHatPackageManager
        | FileFormat::WindowsShortcut => Some(Format::Program),
        _ => None,
    }
}

/// Whether files of this format may begin with anything at all.
fn has_no_mark(format: Format) -> bool {
    matches!(format, Format::Vwx | Format::Mp3 | Format::Mxf)
}

/// What follows the last dot of a name, in lower case. A name that begins with its only dot has no extension.
fn extension(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, extension) = last.rsplit_once('.')?;
    (!stem.is_empty()).then(|| extension.trim().to_lowercase())
}

//! The formats that the trade sends round, each with its word, media type and extensions.

use serde::{Deserialize, Serialize};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Portable Document Format; also what most `.ai` files are inside.
    Pdf,
    /// Portable Network Graphics.
    Png,
    /// JPEG photograph.
    Jpeg,
    /// GIF; its first picture is the one shown.
    Gif,
    /// WebP.
    Webp,
    /// TIFF; its first picture is the one shown.
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// Scalable Vector Graphics.
    Svg,
    /// Photographs of telephones: HEIC, HEIF, AVIF.
    Heic,
    /// Photoshop document.
    Psd,
    /// A plain zip archive.
    Zip,
    /// A 7z archive.
    SevenZip,
    /// My Virtual Rig: scene and fixtures between drafting, visualiser and console.
    Mvr,
    /// General Device Type Format: one fixture type.
    Gdtf,
    /// Drawing exchange, as text or binary.
    Dxf,
    /// AutoCAD drawing.
    Dwg,
    /// Vectorworks document.
    Vwx,
    /// SketchUp model.
    Skp,
    /// Word document.
    Docx,
    /// Excel workbook.
    Xlsx,
    /// PowerPoint presentation.
    Pptx,
    /// Word, Excel or PowerPoint file from before 2007.
    OldOffice,
    /// OpenDocument text, sheet or presentation.
    OpenDocument,
    /// Comma-separated values.
    Csv,
    /// XML that is nothing more special.
    Xml,
    /// Plain text.
    Txt,
    /// MPEG-4 film.
    Mp4,
    /// QuickTime film.
    Mov,
    /// Material Exchange Format film.
    Mxf,
    /// Sound as waveform.
    Wav,
    /// Sound as Apple's waveform.
    Aiff,
    /// Sound as MP3.
    Mp3,
    /// Something that a computer would run: a program, a library, a script. Never what a plot should be.
    Program,
    /// None of these.
    Unknown,
}

impl Format {
    /// Every format, the unknown last.
    pub const ALL: [Self; 34] = [
        Self::Pdf,
        Self::Png,
        Self::Jpeg,
        Self::Gif,
        Self::Webp,
        Self::Tiff,
        Self::Bmp,
        Self::Svg,
        Self::Heic,
        Self::Psd,
        Self::Zip,
        Self::SevenZip,
        Self::Mvr,
        Self::Gdtf,
        Self::Dxf,
        Self::Dwg,
        Self::Vwx,
        Self::Skp,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::OldOffice,
        Self::OpenDocument,
        Self::Csv,
        Self::Xml,
        Self::Txt,
        Self::Mp4,
        Self::Mov,
        Self::Mxf,
        Self::Wav,
        Self::Aiff,
        Self::Mp3,
        Self::Program,
        Self::Unknown,
    ];

    /// The word for it on the wire, in rows and in the page's icons: `pdf`, `old_office`, `unknown`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.facts().0
    }

    /// The format with this word, if there is one.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.id() == id)
    }

    /// Its media type. Formats without a registered one get the type that is common for them.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.facts().1
    }

    /// The extensions that a file of this format may honestly have, in lower case, the usual one first.
    /// Empty where any extension is as good as another.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        self.facts().2
    }

    /// Whether the child can draw it.
    #[must_use]
    pub fn has_preview(self) -> bool {
        matches!(self, Self::Pdf | Self::Png | Self::Jpeg | Self::Gif | Self::Webp | Self::Tiff | Self::Bmp)
    }

    /// The format that an extension (in lower case, without its dot) promises.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extensions().contains(&extension))
    }

    /// One match owns the table, so that a new format is one variant and one line.
    fn facts(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            Self::Pdf => ("pdf", "application/pdf", &["pdf", "ai"]),
            Self::Png => ("png", "image/png", &["png", "apng"]),
            Self::Jpeg => ("jpeg", "image/jpeg", &["jpg", "jpeg", "jpe", "jfif"]),
            Self::Gif => ("gif", "image/gif", &["gif"]),
            Self::Webp => ("webp", "image/webp", &["webp"]),
            Self::Tiff => ("tiff", "image/tiff", &["tif", "tiff"]),
            Self::Bmp => ("bmp", "image/bmp", &["bmp", "dib"]),
            Self::Svg => ("svg", "image/svg+xml", &["svg"]),
            Self::Heic => ("heic", "image/heic", &["heic", "heif", "avif"]),
            Self::Psd => ("psd", "image/vnd.adobe.photoshop", &["psd", "psb"]),
            Self::Zip => ("zip", "application/zip", &["zip"]),
            Self::SevenZip => ("seven_zip", "application/x-7z-compressed", &["7z"]),
            Self::Mvr => ("mvr", "application/x-mvr", &["mvr"]),
            Self::Gdtf => ("gdtf", "application/x-gdtf", &["gdtf"]),
            Self::Dxf => ("dxf", "image/vnd.dxf", &["dxf"]),
            Self::Dwg => ("dwg", "image/vnd.dwg", &["dwg", "dwt"]),
            Self::Vwx => ("vwx", "application/vnd.vectorworks", &["vwx", "sta"]),
            Self::Skp => ("skp", "application/vnd.sketchup.skp", &["skp"]),
            Self::Docx => (
                "docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                &["docx", "docm", "dotx"],
            ),
            Self::Xlsx => {
                ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx", "xlsm", "xltx"])
            }
            Self::Pptx => (
                "pptx",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                &["pptx", "pptm", "ppsx"],
            ),
            Self::OldOffice => ("old_office", "application/x-ole-storage", &["doc", "xls", "ppt", "dot", "pps"]),
            Self::OpenDocument => {
                ("open_document", "application/vnd.oasis.opendocument.text", &["odt", "ods", "odp", "odg"])
            }
            Self::Csv => ("csv", "text/csv", &["csv", "tsv"]),
            Self::Xml => ("xml", "application/xml", &["xml", "lw6", "kml", "gpx"]),
            Self::Txt => ("txt", "text/plain", &["txt", "text", "md", "log", "ics", "vcf", "json"]),
            Self::Mp4 => ("mp4", "video/mp4", &["mp4", "m4v", "m4a"]),
            Self::Mov => ("mov", "video/quicktime", &["mov", "qt"]),
            Self::Mxf => ("mxf", "application/mxf", &["mxf"]),
            Self::Wav => ("wav", "audio/wav", &["wav", "wave", "bwf"]),
            Self::Aiff => ("aiff", "audio/aiff", &["aif", "aiff", "aifc"]),
            Self::Mp3 => ("mp3", "audio/mpeg", &["mp3"]),
            Self::Program => (
                "program",
                "application/x-executable",
                &["exe", "msi", "dll", "com", "scr", "bat", "cmd", "ps1", "sh", "app", "deb", "rpm", "jar", "appimage"],
            ),
            Self::Unknown => ("unknown", "application/octet-stream", &[]),
        }
    }
}

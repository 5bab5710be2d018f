//! The drawings, papers and pictures of the built-in example event: small real files that the program makes itself.
//!
//! [`pdf`] makes a [`Sheet`], [`png`] and [`jpeg`] an [`Image`], [`exchange()`] a file for other programs. The same arguments
//! give the same bytes in every run of one build, so that an example event made again holds the same files. Another revision of a sheet differs in the drawing as well as in its
//! title block.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, RgbImage};

use crate::draw::drawn_page;

mod artwork;
mod boards;
mod exchange;
mod frame;
mod ground;
mod letters;
mod lighting;
mod lists;
mod long;
mod paper;
mod papers;
mod photo;
mod plans;
mod power;
mod rigging;
mod stage_plot;
mod table;

#[cfg(test)]
mod tests;

/// A drawing or a paper, made as a PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sheet {
    /// The stage from above with backline, monitors, power drops and risers. A3 across.
    StagePlot,
    /// Roof points with loads, trusses and motors. A3 across.
    RiggingPlot,
    /// Lighting positions with fixtures, channels and a key. A3 across.
    LightingPlot,
    /// The festival ground with stages, fences, exits, fire lanes and a north arrow. A3 across.
    SitePlan,
    /// The distribution of power as a one-line diagram. A3 across.
    PowerDiagram,
    /// The channels of a stage: microphones, stands, inserts. A4 upright.
    InputList,
    /// A certificate with a seal: flame resistance, insurance, inspection. A4 upright.
    Certificate,
    /// A table of hazards, likelihood, severity and measures. A4 upright.
    RiskAssessment,
    /// What catering serves on each day. A4 upright.
    Menu,
    /// Names, roles and telephone numbers. A4 upright.
    ContactSheet,
    /// Who comes when, with key times and the nearest hospital. A4 upright.
    CallSheet,
    /// Posts, zones and head counts of the stewards. A3 across.
    SecurityPlan,
    /// First-aid posts, ambulance ways and evacuation points. A3 across.
    MedicalPlan,
    /// Signs with their texts, sizes and counts. A3 across.
    Signage,
    /// Several pages of technical requirements of an artist. A4 upright.
    TechnicalRider,
    /// The order of the day, by stage. A3 across.
    RunningOrder,
}

impl Sheet {
    /// Every sheet.
    pub const ALL: [Self; 16] = [
        Self::StagePlot,
        Self::RiggingPlot,
        Self::LightingPlot,
        Self::SitePlan,
        Self::PowerDiagram,
        Self::InputList,
        Self::Certificate,
        Self::RiskAssessment,
        Self::Menu,
        Self::ContactSheet,
        Self::CallSheet,
        Self::SecurityPlan,
        Self::MedicalPlan,
        Self::Signage,
        Self::TechnicalRider,
        Self::RunningOrder,
    ];
}

/// A picture, made as a PNG.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Image {
    /// The poster of the event. Upright, 5 to 7.
    Poster,
    /// The mark of the event on a clear ground. Square.
    Logo,
    /// The stage at night, seen from the crowd. Across, 3 to 2.
    StagePhoto,
    /// The ground in the evening sun. Across, 3 to 2.
    GroundPhoto,
    /// A banner for the front of the stage. Across, 4 to 1.
    Banner,
}

/// A file for other programs, which is kept and sent and not previewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exchange {
    /// The channels of a stage, as comma-separated values (`.csv`).
    PatchTable,
    /// The deck and its risers as lines (`.dxf`).
    StageLines,
    /// The fixtures of the rig for drafting, visualiser and console (`.mvr`).
    Rig,
}

/// What the title block of a sheet says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleBlock {
    /// The name of the event.
    pub event: String,
    /// The title of the sheet.
    pub title: String,
    /// Who drew it.
    pub author: String,
    /// Which revision it is, from 1.
    pub revision: u32,
    /// The day of the revision, as it is to be printed.
    pub date: String,
}

/// The sheet as a PDF file.
#[must_use]
pub fn pdf(sheet: Sheet, title: &TitleBlock) -> Vec<u8> {
    let papers = match sheet {
        Sheet::StagePlot => stage_plot::draw(title),
        Sheet::RiggingPlot => rigging::draw(title),
        Sheet::LightingPlot => lighting::draw(title),
        Sheet::SitePlan => plans::site(title),
        Sheet::PowerDiagram => power::draw(title),
        Sheet::InputList => lists::inputs(title),
        Sheet::Certificate => papers::certificate(title),
        Sheet::RiskAssessment => papers::risks(title),
        Sheet::Menu => lists::menu(title),
        Sheet::ContactSheet => lists::contacts(title),
        Sheet::CallSheet => lists::calls(title),
        Sheet::SecurityPlan => plans::security(title),
        Sheet::MedicalPlan => plans::medical(title),
        Sheet::Signage => boards::signage(title),
        Sheet::TechnicalRider => papers::rider(title),
        Sheet::RunningOrder => boards::order(title),
    };
    paper::bound(papers, &title.title, &title.author)
}

impl Image {
    /// Every image.
    pub const ALL: [Self; 5] = [Self::Poster, Self::Logo, Self::StagePhoto, Self::GroundPhoto, Self::Banner];
}

/// The image as a PNG file of this width in pixels, from 16 to 4096.
#[must_use]
pub fn png(image: Image, title: &TitleBlock, width: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    written(&pixels(image, title, width), encoder);
    bytes
}

/// The image as a JPEG file of this width in pixels, from 16 to 4096: what cameras and telephones send.
#[must_use]
pub fn jpeg(image: Image, title: &TitleBlock, width: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    written(&pixels(image, title, width), JpegEncoder::new_with_quality(&mut bytes, 85));
    bytes
}

/// Encodes an image. Writing into memory fails for no size that [`pixels`] gives.
fn written(image: &RgbImage, encoder: impl ImageEncoder) {
    let written = encoder.write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8);
    debug_assert!(written.is_ok(), "{written:?}");
}

fn pixels(image: Image, title: &TitleBlock, width: u32) -> RgbImage {
    let width = width.clamp(16, 4096);
    let paper = match image {
        Image::Poster => artwork::poster(title),
        Image::Logo => artwork::mark(title),
        Image::Banner => artwork::banner(title),
        Image::StagePhoto => return photo::stage(width, title.revision),
        Image::GroundPhoto => return photo::ground(width, title.revision),
    };
    let page = paper::bound(vec![paper], &title.title, &title.author);
    drawn_page(page, width).unwrap_or_else(|| RgbImage::from_pixel(width, width, image::Rgb([255; 3])))
}

/// The file for other programs.
#[must_use]
pub fn exchange(exchange: Exchange, title: &TitleBlock) -> Vec<u8> {
    match exchange {
        Exchange::PatchTable => exchange::patch_table(title),
        Exchange::StageLines => exchange::stage_lines(title),
        Exchange::Rig => exchange::rig(title),
    }
}

/// A PDF of many plain pages, each with its number: for trying long files.
#[must_use]
pub fn many_pages(count: u32) -> Vec<u8> {
    paper::bound((1..=count).map(|number| long::page(number, count)).collect(), "A long file", "Offstage")
}

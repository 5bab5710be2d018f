//! Drawing, as it happens inside the child: open a file as what it is said to be, then answer requests about it.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read, Write};

use crate::child::{self, Pipes};
use crate::request::{PageSize, Picture, Request, Source, Wish};
use crate::{Card, Format, Size};

mod encode;
mod frame;
mod image;
mod pdf;
mod resample;

/// The longest PDF that is read: it lies in memory whole while it is drawn, beside what drawing needs.
const PDF_BYTES_MAX: u64 = 128 * 1024 * 1024;

/// What came of a request that came to something.
pub(crate) enum Drawn {
    Pages(Vec<PageSize>),
    Picture(Picture),
}

/// A file that was opened, kept with what was decoded of it.
pub(crate) struct Opened {
    mark: Mark,
    content: Content,
}

enum Content {
    Pdf(pdf::Document),
    Image(image::Still),
}

/// Which file it is: enough to notice that another one lies under the same path.
#[derive(PartialEq)]
struct Mark {
    source: Source,
    format: Format,
    stamp: Option<(u64, Option<std::time::SystemTime>)>,
}

/// Opens the file of a request and decodes what every later wish about it needs.
pub(crate) fn open(request: &Request) -> Result<Opened, Card> {
    let mark = Mark::of(request)?;
    let content = match request.format {
        Format::Pdf => Content::Pdf(pdf::Document::read(whole(&request.source)?)?),
        format if format.has_preview() => Content::Image(image::Still::read(&request.source, format)?),
        _ => return Err(Card::Unsupported),
    };
    Ok(Opened { mark, content })
}

/// Answers the first request, then all that follow while they are about the same file. Returns the first request about
/// another file, or none when the pipe closed.
pub(crate) fn serve_file(
    file: &Opened,
    first: Request,
    pipes: &mut Pipes<impl Read, impl Write>,
) -> io::Result<Option<Request>> {
    match &file.content {
        Content::Pdf(document) => pdf::serve(document, file, first, pipes),
        Content::Image(still) => {
            let mut request = first;
            loop {
                let drawn = child::guarded(|| still.draw(request.wish));
                match next_about(file, drawn, pipes)? {
                    Next::Same(next) => request = next,
                    Next::Other(other) => return Ok(other),
                }
            }
        }
    }
}

/// Whether the next request is about the file that is open.
enum Next {
    Same(Request),
    Other(Option<Request>),
}

/// Sends an answer and waits for the next request.
fn next_about(file: &Opened, drawn: Result<Drawn, Card>, pipes: &mut Pipes<impl Read, impl Write>) -> io::Result<Next> {
    // After a panic nothing that was kept can be trusted; the file is opened again for the next request.
    let is_sound = !matches!(drawn, Err(Card::Damaged));
    pipes.answer(drawn)?;
    let Some(request) = pipes.next_request()? else { return Ok(Next::Other(None)) };
    if is_sound && Mark::of(&request).is_ok_and(|mark| mark == file.mark) {
        child::start_request()?;
        Ok(Next::Same(request))
    } else {
        Ok(Next::Other(Some(request)))
    }
}

impl Mark {
    fn of(request: &Request) -> Result<Self, Card> {
        let stamp = match &request.source {
            Source::Path(path) => {
                let metadata = std::fs::metadata(path).map_err(|_| Card::Unreadable)?;
                Some((metadata.len(), metadata.modified().ok()))
            }
            Source::Bytes(_) => None,
        };
        Ok(Self { source: request.source.clone(), format: request.format, stamp })
    }
}

/// Opens a regular file for reading, and nothing else: a pipe or a device would keep the reader waiting.
fn open_regular(path: &std::path::Path) -> Result<(File, Metadata), Card> {
    let mut how = OpenOptions::new();
    how.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // Opening a named pipe waits for its other side unless told not to.
        how.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    let file = how.open(path).map_err(|_| Card::Unreadable)?;
    let metadata = file.metadata().map_err(|_| Card::Unreadable)?;
    if metadata.is_file() { Ok((file, metadata)) } else { Err(Card::Unreadable) }
}

/// All bytes of a source.
fn whole(source: &Source) -> Result<Vec<u8>, Card> {
    match source {
        Source::Bytes(bytes) => Ok(bytes.clone()),
        Source::Path(path) => {
            let (file, metadata) = open_regular(path)?;
            if metadata.len() > PDF_BYTES_MAX {
                return Err(Card::TooBig);
            }
            let mut bytes = Vec::new();
            let length = usize::try_from(metadata.len()).map_err(|_| Card::TooBig)?;
            bytes.try_reserve_exact(length).map_err(|_| Card::TooBig)?;
            // Bounded again: the file may grow while it is read.
            file.take(metadata.len()).read_to_end(&mut bytes).map_err(|_| Card::Unreadable)?;
            Ok(bytes)
        }
    }
}

/// The first page of a PDF of our own making, drawn without a child: nothing in it is foreign.
pub(crate) fn drawn_page(pdf: Vec<u8>, width: u32) -> Option<::image::RgbImage> {
    let document = pdf::Document::read(pdf).ok()?;
    let (frame, pixels) = document.pixels(&pdf::Kept::new(), 0, Size::Width(width), None).ok()?;
    ::image::RgbImage::from_raw(frame.part.width, frame.part.height, pixels)
}

/// The wish for one page, for both kinds of content.
fn wished_page(wish: Wish, pages: usize) -> Result<usize, Card> {
    match wish {
        Wish::Pages => Ok(0),
        Wish::Picture { page, .. } => usize::try_from(page).ok().filter(|page| *page < pages).ok_or(Card::NoSuchPage),
    }
}

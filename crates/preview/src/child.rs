//! The child: a process that meets foreign files so that ours does not.
//!
//! It reads requests from its input and writes replies to its output until the input closes. Before the first request
//! it gives up what it does not need: memory beyond a limit, writing files, starting processes. Each request then has
//! its own limit of processor time, so that a child whose parent died in the middle ends as well.

use std::io::{self, BufWriter, Read, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use crate::draw::{self, Drawn};
use crate::frame::{read_frame, write_frame};
use crate::request::{Reply, Request, Source};
use crate::{Card, Pages};

mod limits;

/// The hidden verb that makes our program the child: its only argument.
pub const CHILD_VERB: &str = "preview-child";

/// The most bytes of a request or of a reply without its picture.
pub(crate) const MESSAGE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// The most bytes of [`Source::Bytes`] and of a picture.
pub(crate) const BODY_BYTES_MAX: usize = 96 * 1024 * 1024;

/// Serves requests until standard input closes. Call it first thing in `main`, before threads, windows and arguments,
/// when the only argument is [`CHILD_VERB`].
#[must_use]
pub fn child_main() -> ExitCode {
    // A panic over a foreign file is an answer, not news: its text may quote the file.
    panic::set_hook(Box::new(|_| {}));
    if limits::give_up().is_err() {
        return ExitCode::FAILURE;
    }
    let mut pipes = Pipes { input: io::stdin().lock(), output: BufWriter::new(io::stdout().lock()) };
    match serve(&mut pipes) {
        Ok(()) => ExitCode::SUCCESS,
        // The parent went away or speaks nonsense: either way there is nobody to tell.
        Err(_) => ExitCode::FAILURE,
    }
}

/// Answers requests one after the other. A file stays open, with what was decoded of it, while requests are about it:
/// the tiles of a zoomed page cost the decoding once.
fn serve(pipes: &mut Pipes<impl Read, impl Write>) -> io::Result<()> {
    let mut next = pipes.next_request()?;
    while let Some(request) = next {
        limits::start_request()?;
        next = match guarded(|| draw::open(&request)) {
            Ok(file) => draw::serve_file(&file, request, pipes)?,
            Err(card) => {
                pipes.answer(Err(card))?;
                pipes.next_request()?
            }
        };
    }
    Ok(())
}

/// Runs what touches the file; a panic in a decoder means that the file is not as it should be.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Card>) -> Result<T, Card> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Card::Damaged))
}

/// Marks the beginning of a further request for the limit of processor time.
pub(crate) fn start_request() -> io::Result<()> {
    limits::start_request()
}

/// The two pipes to the parent.
pub(crate) struct Pipes<I, O: Write> {
    input: I,
    output: BufWriter<O>,
}

impl<I: Read, O: Write> Pipes<I, O> {
    /// The next request; none when the parent closed the pipe.
    pub(crate) fn next_request(&mut self) -> io::Result<Option<Request>> {
        let Some(message) = read_frame(&mut self.input, MESSAGE_BYTES_MAX)? else { return Ok(None) };
        let mut request: Request = serde_json::from_slice(&message)?;
        if let Source::Bytes(bytes) = &mut request.source {
            *bytes = read_frame(&mut self.input, BODY_BYTES_MAX)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        }
        Ok(Some(request))
    }

    /// Sends what came of the last request.
    pub(crate) fn answer(&mut self, drawn: Result<Drawn, Card>) -> io::Result<()> {
        let (reply, picture) = match drawn {
            Ok(Drawn::Pages(sizes)) => match u32::try_from(sizes.len()) {
                Ok(count) => (Reply::Pages(Pages { count, sizes }), None),
                Err(_) => (Reply::Card(Card::TooBig), None),
            },
            Ok(Drawn::Picture(picture)) => (
                Reply::Picture {
                    width: picture.width,
                    height: picture.height,
                    whole_width: picture.whole_width,
                    whole_height: picture.whole_height,
                },
                Some(picture.png),
            ),
            Err(card) => (Reply::Card(card), None),
        };
        let message = serde_json::to_vec(&reply)?;
        write_frame(&mut self.output, &message)?;
        if let Some(png) = picture {
            write_frame(&mut self.output, &png)?;
        }
        self.output.flush()
    }
}

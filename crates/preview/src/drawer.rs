//! The parent's side: starts the child, asks it, and outlives it.

use std::io::{self, Read};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use crate::child::{BODY_BYTES_MAX, CHILD_VERB, MESSAGE_BYTES_MAX};
use crate::frame::{read_frame, write_frame};
use crate::request::Reply;
use crate::{Answer, Card, PICTURE_PIXELS_MAX, Picture, Request, Source};

/// How long a request may take on the wall.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(5);
/// How much of a dying child's last words is read.
const LAST_WORDS_BYTES_MAX: u64 = 4096;

/// Draws foreign files in a child process that it starts when first asked and keeps for the next request.
///
/// One request at a time; whoever wants several at once keeps several drawers. A child costs its memory while it is
/// kept: [`Drawer::rest`] ends an idle one.
#[derive(Debug)]
pub struct Drawer {
    program: PathBuf,
    time_max: Duration,
    child: Option<Running>,
}

/// The child could not be started at all: the only thing that is not an [`Answer`], because no file is to blame.
#[derive(Debug, thiserror::Error)]
#[error("start the preview child {}", program.display())]
pub struct StartFailure {
    /// The program that was to be the child.
    pub program: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl Drawer {
    /// A drawer whose child is this very program. Nothing is started yet.
    ///
    /// # Errors
    /// When the system does not say where this program lies.
    pub fn new() -> Result<Self, StartFailure> {
        match std::env::current_exe() {
            Ok(program) => Ok(Self::with_program(program)),
            Err(source) => Err(StartFailure { program: PathBuf::new(), source }),
        }
    }

    /// A drawer whose child is another program that calls [`child_main`](crate::child_main).
    #[must_use]
    pub fn with_program(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), time_max: REQUEST_TIME_MAX, child: None }
    }

    /// The same drawer with another limit of time for each request; the usual one is five seconds.
    #[must_use]
    pub fn with_time_max(self, time_max: Duration) -> Self {
        Self { time_max, ..self }
    }

    /// Asks the child. Whatever the file does to the child comes back as a [`Card`].
    ///
    /// # Errors
    /// When no child could be started.
    pub fn ask(&mut self, request: Request) -> Result<Answer, StartFailure> {
        let mut child = match self.child.take().and_then(Running::still_alive) {
            Some(kept) => kept,
            None => Running::start(&self.program)
                .map_err(|source| StartFailure { program: self.program.clone(), source })?,
        };
        match child.ask(request, self.time_max) {
            Ok(answer) => {
                self.child = Some(child);
                Ok(answer)
            }
            Err(card) => Ok(Answer::Card(card)),
        }
    }

    /// Ends the child, if one is running. The next request starts another.
    pub fn rest(&mut self) {
        self.child = None;
    }

    /// The process id of the running child, for whoever watches memory.
    #[must_use]
    pub fn child_id(&self) -> Option<u32> {
        self.child.as_ref().map(|child| child.process.id())
    }
}

/// A started child and the thread that talks to it.
#[derive(Debug)]
struct Running {
    process: Child,
    /// Closed by dropping: the thread then closes the child's input, and the child ends.
    requests: SyncSender<Request>,
    answers: Receiver<io::Result<Answer>>,
}

impl Running {
    fn start(program: &PathBuf) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.arg(CHILD_VERB).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // What the environment holds is no business of a process that meets foreign files; a packed program still
        // has to find its libraries.
        command.env_clear();
        for kept in ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SystemRoot"] {
            if let Some(value) = std::env::var_os(kept) {
                command.env(kept, value);
            }
        }
        let mut process = command.spawn()?;
        let (Some(mut input), Some(mut output)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        // A pipe blocks whoever uses it while the other side hangs, so a thread does, and the asker waits with a clock.
        let (requests, asked) = sync_channel::<Request>(1);
        let (answered, answers) = sync_channel(1);
        thread::Builder::new().name("preview".to_owned()).spawn(move || {
            while let Ok(request) = asked.recv() {
                let answer = talk(&request, &mut input, &mut output);
                let is_over = answer.is_err();
                if answered.send(answer).is_err() || is_over {
                    break;
                }
            }
        })?;
        Ok(Self { process, requests, answers })
    }

    /// The same child, unless it ended between two requests.
    fn still_alive(mut self) -> Option<Self> {
        matches!(self.process.try_wait(), Ok(None)).then_some(self)
    }

    /// The answer, or why the child is lost and must be dropped.
    fn ask(&mut self, request: Request, time_max: Duration) -> Result<Answer, Card> {
        if self.requests.send(request).is_err() {
            return Err(self.reason_of_death());
        }
        match self.answers.recv_timeout(time_max) {
            Ok(Ok(answer)) => Ok(answer),
            Err(RecvTimeoutError::Timeout) => Err(Card::TimedOut),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(self.reason_of_death()),
        }
    }

    /// Why a child that stopped talking is dead: by its status and its last words.
    fn reason_of_death(&mut self) -> Card {
        // It may be alive and talking nonsense; then it is ended here.
        let _ = self.process.kill();
        let Ok(status) = self.process.wait() else { return Card::Damaged };
        if is_out_of_time(status) {
            return Card::TimedOut;
        }
        let mut last_words = Vec::new();
        if let Some(pipe) = self.process.stderr.take() {
            let _ = pipe.take(LAST_WORDS_BYTES_MAX).read_to_end(&mut last_words);
        }
        // The words with which Rust ends a process that asked for memory and got none.
        if String::from_utf8_lossy(&last_words).contains("memory allocation of") { Card::TooBig } else { Card::Damaged }
    }
}

impl Drop for Running {
    /// Leaves neither a process nor a zombie behind. A child between two requests has nothing to lose.
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One request and its answer over the pipes.
fn talk(request: &Request, input: &mut impl io::Write, output: &mut impl Read) -> io::Result<Answer> {
    write_frame(input, &serde_json::to_vec(request)?)?;
    if let Source::Bytes(bytes) = &request.source {
        write_frame(input, bytes)?;
    }
    input.flush()?;
    let message = read_frame(output, MESSAGE_BYTES_MAX)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok(match serde_json::from_slice(&message)? {
        Reply::Pages(pages) => Answer::Pages(pages),
        Reply::Card(card) => Answer::Card(card),
        Reply::Picture { width, height, whole_width, whole_height } => {
            let png = read_frame(output, BODY_BYTES_MAX)?.ok_or(io::ErrorKind::UnexpectedEof)?;
            if u64::from(width) * u64::from(height) > PICTURE_PIXELS_MAX || !is_png_of_size(&png, width, height) {
                return Err(io::ErrorKind::InvalidData.into());
            }
            Answer::Picture(Picture { png, width, height, whole_width, whole_height })
        }
    })
}

/// Whether the bytes begin as a PNG of this size does: a child that was taken over shall not pass on anything else.
fn is_png_of_size(png: &[u8], width: u32, height: u32) -> bool {
    png.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
        && png.get(16..20) == Some(width.to_be_bytes().as_slice())
        && png.get(20..24) == Some(height.to_be_bytes().as_slice())
}

#[cfg(unix)]
fn is_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(unix))]
fn is_out_of_time(_status: ExitStatus) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawer_may_be_kept_behind_a_lock() {
        fn is_sent<T: Send>() {}
        is_sent::<Drawer>();
    }

    #[test]
    fn only_a_png_of_the_size_that_was_told_is_passed_on() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 1, 64, 0, 0, 0, 200]);
        assert!(is_png_of_size(&png, 320, 200));
        assert!(!is_png_of_size(&png, 200, 320));
        assert!(!is_png_of_size(b"<svg onload=", 320, 200));
        assert!(!is_png_of_size(&png[..20], 320, 200));
    }
}

//! Progress on standard error, for anything that takes more than half a second.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use model::row::Progress;

/// What is quicker is not worth a word.
const QUIET: Duration = Duration::from_millis(500);
/// Between two lines where lines cannot be overwritten.
const PAUSE: Duration = Duration::from_secs(2);

/// Tells a person how far long work is.
#[derive(Debug)]
pub(crate) struct Teller {
    began: Instant,
    told: Option<Instant>,
    terminal: bool,
}

impl Teller {
    pub(crate) fn new() -> Self {
        Self { began: Instant::now(), told: None, terminal: io::stderr().is_terminal() }
    }

    pub(crate) fn tell(&mut self, moved: &Progress) {
        let too_soon = self.told.is_some_and(|told| !self.terminal && told.elapsed() < PAUSE);
        if self.began.elapsed() < QUIET || too_soon || moved.state != "copying" {
            return;
        }
        self.told = Some(Instant::now());
        let how_far = match moved.total {
            0 => format!("{} done", moved.done),
            total => format!("{} %", u128::from(moved.done) * 100 / u128::from(total)),
        };
        let title: String = moved.title.chars().filter(|letter| !letter.is_control()).collect();
        let mut err = io::stderr().lock();
        let _ = if self.terminal {
            write!(err, "\r\x1b[Kcopying {title}: {how_far}").and_then(|()| err.flush())
        } else {
            writeln!(err, "copying {title}: {how_far}")
        };
    }

    /// Clears the line that was being overwritten.
    pub(crate) fn end(&self) {
        if self.terminal && self.told.is_some() {
            let mut err = io::stderr().lock();
            let _ = write!(err, "\r\x1b[K").and_then(|()| err.flush());
        }
    }
}

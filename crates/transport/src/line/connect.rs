//! The calling side.

use std::io;
use std::os::unix::net::UnixStream;
use std::path::Path;

use model::row::Progress;
use serde_json::Value;

use super::frame::{self, Call, Reply};
use super::{BadLine, Line, place};
use crate::Fault;

impl Line {
    /// Reaches the program that has this home open.
    ///
    /// # Errors
    /// [`BadLine::Nobody`] when none has.
    pub fn connect(home: &Path) -> Result<Self, BadLine> {
        match UnixStream::connect(place(home)) {
            Ok(stream) => Ok(Self { stream }),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => {
                Err(BadLine::Nobody)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Makes one call. Progress is told as it comes; without anybody to tell it to, it is not asked for.
    ///
    /// # Errors
    /// The outer error is the line's, the inner one the call's.
    pub fn call(
        &mut self,
        folder: &Path,
        name: &str,
        ask: Value,
        mut progress: Option<&mut dyn FnMut(Progress)>,
    ) -> Result<Result<Value, Fault>, BadLine> {
        let call = Call {
            speech: frame::SPEECH,
            folder: folder.to_path_buf(),
            name: name.to_owned(),
            ask,
            progress: progress.is_some(),
        };
        frame::write(&mut self.stream, &call, frame::CALL_MAX)?;
        loop {
            let reply = frame::read(&mut self.stream, frame::ANSWER_MAX).map_err(|error| match error.kind() {
                io::ErrorKind::InvalidData => BadLine::Strange(error.to_string()),
                _ => BadLine::Broken(error),
            })?;
            match reply {
                Reply::Progress(moved) => {
                    if let Some(tell) = progress.as_mut() {
                        tell(moved);
                    }
                }
                Reply::Answer(value) => return Ok(Ok(value)),
                Reply::Fault(fault) => return Ok(Err(fault)),
            }
        }
    }
}

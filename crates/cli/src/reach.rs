//! How the home is reached: through the program that has it open, or by opening it here.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use transport::{Caller, Device as _, Fault, OpenDevice, OpenFailure};

use crate::progress::Teller;

/// Two commands that change the same home take turns; the second waits so long.
const PATIENCE: Duration = Duration::from_secs(10);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(40);

/// A way to the device.
pub(crate) enum Reach {
    /// Another program has the home open.
    #[cfg(unix)]
    Beside(transport::Line),
    /// This program has it open.
    Here(Arc<OpenDevice>),
}

impl Reach {
    /// Finds a way; waits for its turn where the home is in use by a program that cannot be asked.
    pub(crate) fn find(home: &Path) -> Result<Self, Fault> {
        let until = Instant::now() + PATIENCE;
        loop {
            #[cfg(unix)]
            match transport::Line::connect(home) {
                Ok(line) => return Ok(Self::Beside(line)),
                Err(transport::BadLine::Nobody) => {}
                Err(error) => return Err(Fault::failed("line", sentence(&error))),
            }
            match OpenDevice::open(home) {
                Ok(device) => return Ok(Self::Here(Arc::new(device))),
                Err(OpenFailure::InUse(_)) if Instant::now() < until => thread::sleep(PAUSE),
                Err(failure) => return Err(failure.fault()),
            }
        }
    }

    /// Makes one call and tells of progress where somebody reads along.
    pub(crate) fn call(&mut self, name: &str, ask: Value, silent: bool) -> Result<Value, Fault> {
        let folder = std::env::current_dir()
            .map_err(|error| Fault::failed("no_folder", format!("This folder is gone: {error}.")))?;
        let mut teller = Teller::new();
        match self {
            #[cfg(unix)]
            Self::Beside(line) => {
                let mut tell = |moved| teller.tell(&moved);
                let progress: Option<&mut dyn FnMut(model::row::Progress)> =
                    if silent { None } else { Some(&mut tell) };
                let answer = line.call(&folder, name, ask, progress);
                teller.end();
                answer.map_err(|error| Fault::failed("line", sentence(&error)))?
            }
            Self::Here(device) if silent => device.call(Caller::Script { folder }, name, ask),
            Self::Here(device) => {
                let told = device.notices();
                let ended = AtomicBool::new(false);
                thread::scope(|threads| {
                    let ended = &ended;
                    threads.spawn(move || {
                        while !ended.load(Ordering::Relaxed) {
                            if let Ok(model::row::Notice::Progress(moved)) = told.recv_timeout(PAUSE) {
                                teller.tell(&moved);
                            }
                        }
                        teller.end();
                    });
                    let answer = device.call(Caller::Script { folder }, name, ask);
                    ended.store(true, Ordering::Relaxed);
                    answer
                })
            }
        }
    }

    /// Lets go of the home, everything durable.
    pub(crate) fn end(&self) {
        if let Self::Here(device) = self {
            device.close();
        }
    }
}

/// Makes a damaged database anew from what can still be read; the damaged one is kept. A sound home is left as it is, and so is one that
/// cannot be opened for another reason: what comes next will say why.
pub(crate) fn rescue_damaged(home: &Path) -> Result<(), Fault> {
    match OpenDevice::open(home) {
        Ok(device) => device.close(),
        Err(OpenFailure::Damaged(_)) => OpenDevice::rescue(home).map_err(|failure| failure.fault())?.close(),
        Err(_) => {}
    }
    Ok(())
}

/// Words that begin with a capital and end with a stop.
fn sentence(error: &impl ToString) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

//! The command line's way to a device that another program of the same user has open: a Unix domain socket.
//!
//! A caller sends one [`frame`] with the folder it stands in, the call's name and arguments, and whether it wants to hear of progress; it
//! is answered with any number of progress frames and one answer or fault. One connection may carry many calls, one after another.
//!
//! The socket lies in the home's folder, mode 0600, and whoever connects must be the same user. Whoever listens holds the home, so a
//! socket file that is already there is a dead one.

mod connect;
mod frame;
mod listen;
mod place;
#[cfg(test)]
mod tests;

use std::io;
use std::os::unix::net::UnixStream;

pub use listen::Listening;
pub use place::place;

/// A line to a device that another program has open.
#[derive(Debug)]
pub struct Line {
    stream: UnixStream,
}

/// Why a line does not carry.
#[derive(Debug, thiserror::Error)]
pub enum BadLine {
    /// Nobody listens: no program has this home open.
    #[error("no program has this home open")]
    Nobody,
    /// The other program is gone, or the socket broke.
    #[error("the program that has this home open went away: {0}")]
    Broken(#[from] io::Error),
    /// The other side does not speak as this one does.
    #[error(
        "the program that has this home open speaks differently ({0}); it may be of another version. Close it and try again"
    )]
    Strange(String),
}

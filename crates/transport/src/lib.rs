//! Everything with a socket.
//!
//! One device offers itself in two ways, and both end in the same [`Device`]:
//!
//! - [`Loopback`] speaks HTTP on 127.0.0.1 with a page in a browser: the page itself, calls, notices, files that come in, pictures
//!   and files that go out. A per-run token is wanted for everything but the page's own files, and `Host` and `Origin` are checked.
//! - [`Line`] is the command line's way to a device that a window or `offstage serve` has open: a Unix domain socket beside the
//!   device's data, for the same user only.
//!
//! Deliberately absent: rules, rows, words for people. What comes in is handed to the device as it is, what it answers goes out.
//! On Windows there is no [`Line`] yet; two programs there take turns.

mod device;
mod fault;
mod home;
#[cfg(unix)]
mod line;
mod loopback;
mod open;
#[cfg(test)]
mod stand_in;

pub use api::Caller;
pub use device::{Device, PictureWish, Region};
pub use fault::{Fault, FaultKind};
pub use home::default_home;
#[cfg(unix)]
pub use line::{BadLine, Line, Listening, place};
pub use loopback::{Asset, Loopback, Options, Serving, Token};
pub use open::{OpenDevice, OpenFailure};

//! Keys, signed operations, and judging them.
//!
//! Pure: seeds, salts, nonces and times are given; nothing here waits, reads a clock or draws a number. The rules are those of
//! `docs/protocol.md`, and comments cite them by id.

pub mod keys;
pub mod operation;

pub use keys::{DeviceKey, InviteKey, PersonKey};
pub use operation::{BadOperation, Operation, Parts};

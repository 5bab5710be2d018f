//! Keys, signed operations, and judging them.
//!
//! Pure: seeds, salts, nonces and times are given; nothing here waits, reads a clock or draws a number. The rules are those of
//! `docs/protocol.md`, and comments cite them by id.
//!
//! # The way of an operation
//!
//! Writing one: ask the [`Judge`] what the header must name and under which grant a record may be given, then sign.
//!
//! ```text
//! let parts = Parts {
//!     event, document, made_at,
//!     seq: judge.last_of(device, document).map_or(1, |(_, seq)| seq + 1),
//!     prev: judge.last_of(device, document).map(|(id, _)| id),
//!     deps: judge.heads(document),
//!     roster_heads: judge.heads(event.into()),          // empty in the roster itself
//! };
//! let operation = Operation::sign(&device_key, parts, Body::Change(Change(edits)))?;
//! ```
//!
//! Genesis and `Home` begin a log: their `document` is zero and their own hash names it ([`Operation::log`]); [`Parts::first`] is their
//! header. Genesis has event zero too. A `Home` names roster heads, and everything after it in its log has it in `deps` or behind them.
//!
//! Receiving one: [`Operation::verify`] checks size, form, signature and limits and refuses with a [`BadOperation`], of which nothing is
//! kept. Whatever passes is stored, and [`Judge::take`] says what it became and what else changed:
//!
//! ```text
//! let taken = judge.take(&operation);
//! taken.changed     // (operation, was, now), new ones with `was: None`
//! taken.rederive    // documents to derive again from everything that counts; others only grew at the end
//! ```
//!
//! On start [`Operation::stored`] reads back without checking signatures again, and [`Judge::take_all`] judges once.
//!
//! # Questions
//!
//! [`Judge::state`], [`Judge::operations`], [`Judge::documents`], [`Judge::readers`], [`Judge::level_of`], [`Judge::may`],
//! [`Judge::reviewers`], [`Judge::reviewers_at`], [`Judge::assignees`], [`Judge::shares`], [`Judge::answers`], [`Judge::choices`],
//! [`Judge::modules`], [`Judge::scopes`], [`Judge::members`], [`Judge::rights_of`], [`Judge::grants_of`], [`Judge::way_to`],
//! [`Judge::heads`], [`Judge::last_of`], [`Judge::knows`], [`Judge::forks`].

pub mod judge;
pub mod keys;
pub mod operation;
pub mod sealed;

pub use judge::{
    Act, Answered, Changed, Choice, DocumentEntry, Fork, GrantEntry, Judge, Rank, Rule, ScopeEntry, Seat, Shared,
    State, Taken,
};
pub use keys::{DeviceKey, InviteKey, PersonKey};
pub use operation::{BadOperation, Operation, Parts};

//! Limits and orders (O2, O3, O6): checked before any work is done with an operation, and before one is signed.

use super::BadOperation;
use model::id::OpId;
use model::op::{Body, Change, Header, OPERATION_FORMAT, Record, Statement, Value};

/// Bytes of one operation, envelope and body together.
pub const MAX_OPERATION: usize = 256 * 1024;
/// Edits in one Change.
pub const MAX_EDITS: usize = 20_000;
/// Bytes of one string.
pub const MAX_STRING: usize = 64 * 1024;
/// Operations named in `deps`, and in `roster_heads`.
pub const MAX_DEPS: usize = 64;

pub(super) fn sorted(mut ids: Vec<OpId>) -> Vec<OpId> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Puts lists whose order says nothing into their one order. A place that occurs twice is left for the check to refuse.
pub(super) fn in_order(mut body: Body) -> Body {
    match &mut body {
        Body::Change(Change(edits)) => edits.sort_by(|a, b| a.place().cmp(&b.place())),
        Body::Statement(statement) => {
            statement.covers.sort_unstable();
            statement.covers.dedup();
        }
        Body::Record(_) => {}
    }
    body
}

pub(super) const fn check_size(envelope: &[u8], body: &[u8]) -> Result<(), BadOperation> {
    let bytes = envelope.len().saturating_add(body.len());
    if bytes > MAX_OPERATION { Err(BadOperation::TooLarge { bytes }) } else { Ok(()) }
}

pub(super) fn check_header(header: &Header) -> Result<(), BadOperation> {
    if header.format != OPERATION_FORMAT {
        return Err(BadOperation::Format { found: header.format });
    }
    if header.seq == 0 || (header.seq == 1) != header.prev.is_none() {
        return Err(BadOperation::Sequence);
    }
    for list in [&header.deps, &header.roster_heads] {
        if list.len() > MAX_DEPS {
            return Err(BadOperation::TooManyDeps);
        }
        if !rising(list) {
            return Err(BadOperation::DepsOrder);
        }
    }
    Ok(())
}

pub(super) fn check_body(body: &Body) -> Result<(), BadOperation> {
    match body {
        Body::Change(change) => check_change(change),
        Body::Statement(statement) => check_statement(statement),
        Body::Record(Record::Unshare { reason, .. }) => short(reason),
        Body::Record(_) => Ok(()),
    }
}

fn check_change(Change(edits): &Change) -> Result<(), BadOperation> {
    if edits.is_empty() || edits.len() > MAX_EDITS {
        return Err(BadOperation::EditCount);
    }
    if !edits.is_sorted_by(|a, b| a.place() < b.place()) {
        return Err(BadOperation::EditOrder);
    }
    for edit in edits {
        short(&edit.section)?;
        short(&edit.entry)?;
        short(&edit.field)?;
        if let Value::Str(text) | Value::Text(text) = &edit.value {
            short(text)?;
        }
    }
    Ok(())
}

fn check_statement(statement: &Statement) -> Result<(), BadOperation> {
    short(&statement.reason)?;
    if rising(&statement.covers) { Ok(()) } else { Err(BadOperation::CoversOrder) }
}

fn short(text: &str) -> Result<(), BadOperation> {
    if text.len() > MAX_STRING { Err(BadOperation::StringTooLong) } else { Ok(()) }
}

fn rising<T: Ord>(list: &[T]) -> bool {
    list.is_sorted_by(|a, b| a < b)
}

//! The one spelling of headers and bodies: decode, write again, compare (O1).

use super::BadOperation;
use minicbor::{Decode, Encode};
use model::id::OpId;
use model::op::{Body, Header, Kind};

pub(super) fn id(header: &[u8]) -> OpId {
    OpId(*blake3::hash(header).as_bytes())
}

pub(super) fn encode_header(header: &Header) -> Result<Vec<u8>, BadOperation> {
    minicbor::to_vec(header).map_err(|_| BadOperation::Header)
}

pub(super) fn encode_body(body: &Body) -> Result<Vec<u8>, BadOperation> {
    match body {
        Body::Change(change) => minicbor::to_vec(change),
        Body::Statement(statement) => minicbor::to_vec(statement),
        Body::Record(record) => minicbor::to_vec(record),
    }
    .map_err(|_| BadOperation::Body)
}

pub(super) fn decode_header(bytes: &[u8]) -> Result<Header, BadOperation> {
    // The format is the first of the array, so that a newer program's header is told from a broken one.
    let header: Header = match minicbor::decode(bytes) {
        Ok(header) => header,
        Err(_) => return Err(format_of(bytes).map_or(BadOperation::Header, |found| BadOperation::Format { found })),
    };
    same(&header, bytes, BadOperation::HeaderSpelling)?;
    Ok(header)
}

pub(super) fn decode_body(kind: Kind, bytes: &[u8]) -> Result<Body, BadOperation> {
    Ok(match kind {
        Kind::Change => Body::Change(decode(bytes)?),
        Kind::Statement => Body::Statement(decode(bytes)?),
        Kind::Record => Body::Record(decode(bytes)?),
    })
}

fn decode<T: for<'b> Decode<'b, ()> + Encode<()>>(bytes: &[u8]) -> Result<T, BadOperation> {
    let value = minicbor::decode(bytes).map_err(|_| BadOperation::Body)?;
    same(&value, bytes, BadOperation::BodySpelling)?;
    Ok(value)
}

fn same<T: Encode<()>>(value: &T, bytes: &[u8], otherwise: BadOperation) -> Result<(), BadOperation> {
    let again = minicbor::to_vec(value).map_err(|_| otherwise.clone())?;
    if again == bytes { Ok(()) } else { Err(otherwise) }
}

/// The format that a header names which cannot be read otherwise; nothing if it is ours, and so simply broken.
fn format_of(bytes: &[u8]) -> Option<u8> {
    let mut decoder = minicbor::Decoder::new(bytes);
    decoder.array().ok()?;
    decoder.u8().ok().filter(|format| *format != model::op::OPERATION_FORMAT)
}

//! Operations: what is signed, how it is spelt in bytes, and what is wrong with bytes that are none (O1, O2, O3, O6).
//!
//! A [`Header`] is deterministic CBOR and its BLAKE3 is the operation's id. It travels as the payload of a COSE_Sign1 envelope whose key
//! id is the author; the body travels beside it, named in the header by hash and length, so that a body can be dropped and every chain
//! still verifies. There is one spelling: bytes that decode and would be written otherwise are refused.

mod bad;
mod bytes;
mod envelope;
mod limits;

pub use bad::BadOperation;
pub use limits::{MAX_DEPS, MAX_EDITS, MAX_OPERATION, MAX_STRING};

use crate::keys::DeviceKey;
use model::id::{BlobHash, DocumentId, EventId, OpId};
use model::op::{Body, Header, OPERATION_FORMAT, Record};

/// A signed operation whose signature, form and limits have been checked. Whether it counts is [`crate::Judge`]'s to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    id: OpId,
    header: Header,
    body: Body,
    envelope: Vec<u8>,
    body_bytes: Vec<u8>,
}

/// What the author of an operation decides about its header; the rest follows from the key and the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The event; zero in genesis.
    pub event: EventId,
    /// The log; zero in genesis and in `Home`.
    pub document: DocumentId,
    /// The author's number in this log, from 1.
    pub seq: u64,
    /// The author's operation before it in this log.
    pub prev: Option<OpId>,
    /// The maximal operations of this log.
    pub deps: Vec<OpId>,
    /// The maximal operations of the roster; empty in the roster.
    pub roster_heads: Vec<OpId>,
    /// The author's clock.
    pub made_at: i64,
}

impl Parts {
    /// The parts of the operation that begins an event, or (with the event and roster heads set) a document.
    #[must_use]
    pub const fn first(made_at: i64) -> Self {
        Self {
            event: EventId([0; 32]),
            document: DocumentId([0; 32]),
            seq: 1,
            prev: None,
            deps: Vec::new(),
            roster_heads: Vec::new(),
            made_at,
        }
    }
}

impl Operation {
    /// Signs a body. Lists whose order says nothing (deps, roster heads, edits, covers) are sorted here; everything else that
    /// [`Operation::verify`] would refuse is refused before it is signed.
    pub fn sign(key: &DeviceKey, parts: Parts, body: Body) -> Result<Self, BadOperation> {
        let body = limits::in_order(body);
        let body_bytes = bytes::encode_body(&body)?;
        let header = Header {
            format: OPERATION_FORMAT,
            event: parts.event,
            document: parts.document,
            kind: body.kind(),
            author: key.id(),
            seq: parts.seq,
            prev: parts.prev,
            deps: limits::sorted(parts.deps),
            roster_heads: limits::sorted(parts.roster_heads),
            made_at: parts.made_at,
            body_hash: BlobHash(*blake3::hash(&body_bytes).as_bytes()),
            body_len: body_bytes.len() as u64,
        };
        let header_bytes = bytes::encode_header(&header)?;
        limits::check_header(&header)?;
        limits::check_body(&body)?;
        let envelope = envelope::sign(key, header_bytes.clone())?;
        limits::check_size(&envelope, &body_bytes)?;
        Ok(Self { id: bytes::id(&header_bytes), header, body, envelope, body_bytes })
    }

    /// Reads an operation that came from anywhere: size, form, signature, limits, in that order of cost.
    pub fn verify(envelope: &[u8], body_bytes: &[u8]) -> Result<Self, BadOperation> {
        Self::read(envelope, body_bytes, true)
    }

    /// Reads an operation that this device verified before it stored it: everything but the signature is checked again.
    pub fn stored(envelope: &[u8], body_bytes: &[u8]) -> Result<Self, BadOperation> {
        Self::read(envelope, body_bytes, false)
    }

    fn read(envelope: &[u8], body_bytes: &[u8], signature: bool) -> Result<Self, BadOperation> {
        limits::check_size(envelope, body_bytes)?;
        let opened = envelope::open(envelope)?;
        let header = bytes::decode_header(&opened.header)?;
        envelope::check(&opened, &header, envelope)?;
        limits::check_header(&header)?;
        if header.body_len != body_bytes.len() as u64 || header.body_hash.0 != *blake3::hash(body_bytes).as_bytes() {
            return Err(BadOperation::BodyDiffers);
        }
        if signature {
            envelope::check_signature(&opened, &header)?;
        }
        let body = bytes::decode_body(header.kind, body_bytes)?;
        limits::check_body(&body)?;
        Ok(Self {
            id: bytes::id(&opened.header),
            header,
            body,
            envelope: envelope.to_vec(),
            body_bytes: body_bytes.to_vec(),
        })
    }

    /// The name: BLAKE3 of the header.
    #[must_use]
    pub const fn id(&self) -> OpId {
        self.id
    }

    /// What was signed.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// What it says.
    #[must_use]
    pub const fn body(&self) -> &Body {
        &self.body
    }

    /// The COSE_Sign1, as it is kept and sent.
    #[must_use]
    pub fn envelope(&self) -> &[u8] {
        &self.envelope
    }

    /// The body's bytes, as they are kept and sent.
    #[must_use]
    pub fn body_bytes(&self) -> &[u8] {
        &self.body_bytes
    }

    /// The log that it belongs to: what its header names; for genesis and `Home` the log that its own hash names (I3, R4).
    #[must_use]
    pub const fn log(&self) -> DocumentId {
        if self.begins_a_log() { DocumentId(self.id.0) } else { self.header.document }
    }

    /// The event that it belongs to; genesis begins its own (I3).
    #[must_use]
    pub const fn event(&self) -> EventId {
        if matches!(self.body, Body::Record(Record::Genesis { .. })) { EventId(self.id.0) } else { self.header.event }
    }

    const fn begins_a_log(&self) -> bool {
        matches!(self.body, Body::Record(Record::Genesis { .. } | Record::Home { .. }))
    }
}

#[cfg(test)]
mod tests;

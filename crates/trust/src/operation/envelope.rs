//! The COSE_Sign1 around a header: EdDSA, the author as key id, both in the protected part.

use super::BadOperation;
use crate::keys::{DeviceKey, OPERATION, holds};
use coset::{CborSerializable, CoseSign1, CoseSign1Builder, HeaderBuilder, iana};
use model::op::Header;

/// What an envelope holds, before any of it is believed.
pub(super) struct Opened {
    pub(super) header: Vec<u8>,
    cose: CoseSign1,
}

pub(super) fn sign(key: &DeviceKey, header: Vec<u8>) -> Result<Vec<u8>, BadOperation> {
    builder(key.id().0.to_vec(), header)
        .create_signature(OPERATION, |message| key.sign(message).to_vec())
        .build()
        .to_vec()
        .map_err(|_| BadOperation::Envelope)
}

pub(super) fn open(envelope: &[u8]) -> Result<Opened, BadOperation> {
    let cose = CoseSign1::from_slice(envelope).map_err(|_| BadOperation::Envelope)?;
    let header = cose.payload.clone().ok_or(BadOperation::Envelope)?;
    Ok(Opened { header, cose })
}

/// The key id is the author, and nothing is in the envelope that we would not have put there in the same bytes.
pub(super) fn check(opened: &Opened, header: &Header, envelope: &[u8]) -> Result<(), BadOperation> {
    let cose = &opened.cose;
    if cose.protected.header.key_id != header.author.0 {
        return Err(BadOperation::WrongKey);
    }
    let again = builder(header.author.0.to_vec(), opened.header.clone()).signature(cose.signature.clone()).build();
    match again.to_vec() {
        Ok(bytes) if bytes == envelope => Ok(()),
        _ => Err(BadOperation::EnvelopeSpelling),
    }
}

pub(super) fn check_signature(opened: &Opened, header: &Header) -> Result<(), BadOperation> {
    let message = opened.cose.tbs_data(OPERATION);
    if holds(&header.author.0, &message, &opened.cose.signature) { Ok(()) } else { Err(BadOperation::Signature) }
}

fn builder(author: Vec<u8>, header: Vec<u8>) -> CoseSign1Builder {
    let protected = HeaderBuilder::new().algorithm(iana::Algorithm::EdDSA).key_id(author).build();
    CoseSign1Builder::new().protected(protected).payload(header)
}

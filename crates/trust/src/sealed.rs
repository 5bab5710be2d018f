//! Keys at rest: a key file that a passphrase opens (I2).
//!
//! Argon2id turns passphrase and salt into a key, XChaCha20-Poly1305 seals the seeds under it, and everything before the sealed part is
//! bound to it. A check sum stands outside, so that a file that was damaged on the disk is told from a passphrase that was mistyped.
//! The same form serves the key file of a device and the recovery kit of a person.

use crate::keys::{DeviceKey, PersonKey};
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use minicbor::{Decode, Encode};
use zeroize::Zeroizing;

const MAGIC: &str = "offstage key file";
const FORMAT: u8 = 1;
/// A file that asks for more than this was not made by us; opening it would only tie the device up.
const MOST: Cost = Cost { memory_kib: 1024 * 1024, passes: 16, lanes: 4 };
const LARGEST: usize = 4096;

/// What a key file holds.
pub struct Keys {
    /// The person's root key.
    pub person: Option<PersonKey>,
    /// The device's key; absent in a recovery kit.
    pub device: Option<DeviceKey>,
}

/// How dear a guess at the passphrase is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Cost {
    /// Memory in KiB.
    #[n(0)]
    pub memory_kib: u32,
    /// Passes over it.
    #[n(1)]
    pub passes: u32,
    /// Lanes.
    #[n(2)]
    pub lanes: u32,
}

impl Cost {
    /// For the key file that is opened at every start.
    pub const DAILY: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };
    /// For a recovery kit, which lies in drawers and mailboxes for years.
    pub const KIT: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };
}

/// Why a key file was not made or not opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The bytes are no key file.
    #[error("this is not a key file")]
    NotAKeyFile,
    /// A newer program made it.
    #[error("the key file has format {found}; this program knows {FORMAT}")]
    Newer {
        /// Its format.
        found: u8,
    },
    /// The file is not as it was written.
    #[error("the key file is damaged: its check sum does not fit")]
    Damaged,
    /// The passphrase does not open it.
    #[error("the passphrase does not open this key file")]
    WrongPassphrase,
    /// It asks for more work than any key file of ours.
    #[error("the key file asks for too much memory or time")]
    TooDear,
}

type Seed = Zeroizing<[u8; 32]>;

#[derive(Encode, Decode)]
#[cbor(array)]
struct File {
    #[n(0)]
    magic: String,
    #[n(1)]
    format: u8,
    #[n(2)]
    cost: Cost,
    #[cbor(n(3), with = "minicbor::bytes")]
    salt: Vec<u8>,
    #[cbor(n(4), with = "minicbor::bytes")]
    nonce: Vec<u8>,
    #[cbor(n(5), with = "minicbor::bytes")]
    sealed: Vec<u8>,
    /// BLAKE3 of everything before it.
    #[cbor(n(6), with = "minicbor::bytes")]
    sum: Vec<u8>,
}

/// Seals keys. Salt and nonce are fresh random bytes, given by the caller.
pub fn seal(keys: &Keys, passphrase: &str, salt: [u8; 16], nonce: [u8; 24], cost: Cost) -> Result<Vec<u8>, SealError> {
    let key = stretch(passphrase, &salt, cost)?;
    let (salt, nonce) = (salt.to_vec(), nonce.to_vec());
    let mut plain = Zeroizing::new(Vec::with_capacity(66));
    for seed in [keys.person.as_ref().map(PersonKey::seed), keys.device.as_ref().map(DeviceKey::seed)] {
        plain.push(u8::from(seed.is_some()));
        plain.extend_from_slice(&*seed.unwrap_or_default());
    }
    let aad = bound(cost, &salt, &nonce);
    let payload = Payload { msg: &plain, aad: &aad };
    let at = XNonce::try_from(nonce.as_slice()).map_err(|_| SealError::NotAKeyFile)?;
    let sealed = XChaCha20Poly1305::new(&Key::from(*key)).encrypt(&at, payload).map_err(|_| SealError::TooDear)?;
    let sum = sum_of(&aad, &sealed);
    let file = File { magic: MAGIC.into(), format: FORMAT, cost, salt, nonce, sealed, sum };
    minicbor::to_vec(&file).map_err(|_| SealError::NotAKeyFile)
}

/// Opens a key file.
pub fn open(bytes: &[u8], passphrase: &str) -> Result<Keys, SealError> {
    if bytes.len() > LARGEST {
        return Err(SealError::NotAKeyFile);
    }
    let format = format_of(bytes).ok_or(SealError::NotAKeyFile)?;
    if format > FORMAT {
        return Err(SealError::Newer { found: format });
    }
    let file: File = minicbor::decode(bytes).map_err(|_| SealError::Damaged)?;
    let aad = bound(file.cost, &file.salt, &file.nonce);
    let nonce = XNonce::try_from(file.nonce.as_slice()).map_err(|_| SealError::Damaged)?;
    if file.sum != sum_of(&aad, &file.sealed) || minicbor::to_vec(&file).map_err(|_| SealError::Damaged)? != bytes {
        return Err(SealError::Damaged);
    }
    let key = stretch(passphrase, &file.salt, file.cost)?;
    let payload = Payload { msg: &file.sealed, aad: &aad };
    let plain = XChaCha20Poly1305::new(&Key::from(*key)).decrypt(&nonce, payload);
    let plain = Zeroizing::new(plain.map_err(|_| SealError::WrongPassphrase)?);
    let (person, rest) = seed(&plain)?;
    let (device, rest) = seed(rest)?;
    if !rest.is_empty() {
        return Err(SealError::Damaged);
    }
    Ok(Keys { person: person.map(|s| PersonKey::from_seed(&s)), device: device.map(|s| DeviceKey::from_seed(&s)) })
}

fn stretch(passphrase: &str, salt: &[u8], cost: Cost) -> Result<Zeroizing<[u8; 32]>, SealError> {
    if cost.memory_kib > MOST.memory_kib || cost.passes > MOST.passes || cost.lanes > MOST.lanes {
        return Err(SealError::TooDear);
    }
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(|_| SealError::TooDear)?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut *key)
        .map_err(|_| SealError::TooDear)?;
    Ok(key)
}

/// What the sealed part is bound to.
fn bound(cost: Cost, salt: &[u8], nonce: &[u8]) -> Vec<u8> {
    let mut out = MAGIC.as_bytes().to_vec();
    out.push(FORMAT);
    for number in [cost.memory_kib, cost.passes, cost.lanes] {
        out.extend_from_slice(&number.to_be_bytes());
    }
    for part in [salt, nonce] {
        out.extend_from_slice(&(part.len() as u64).to_be_bytes());
        out.extend_from_slice(part);
    }
    out
}

fn sum_of(bound: &[u8], sealed: &[u8]) -> Vec<u8> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(bound);
    hasher.update(sealed);
    hasher.finalize().as_bytes().to_vec()
}

fn seed(bytes: &[u8]) -> Result<(Option<Seed>, &[u8]), SealError> {
    let ((there, seed), rest) = bytes
        .split_first_chunk::<33>()
        .and_then(|(head, rest)| Some((head.split_first()?, rest)))
        .ok_or(SealError::Damaged)?;
    let seed = Zeroizing::new(<[u8; 32]>::try_from(seed).map_err(|_| SealError::Damaged)?);
    Ok(((*there == 1).then_some(seed), rest))
}

/// The format of what begins like a key file.
fn format_of(bytes: &[u8]) -> Option<u8> {
    let mut decoder = minicbor::Decoder::new(bytes);
    decoder.array().ok()?;
    let magic = decoder.str().ok()? == MAGIC;
    decoder.u8().ok().filter(|_| magic)
}

#[cfg(test)]
mod tests;

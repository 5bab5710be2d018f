//! Keys of devices, people and invites (I1, I2, N1). They are made from bytes that are given: nothing here draws a number.
//!
//! Everything that is signed begins with the name of what it is, so a signature over one thing can never be shown as a signature over
//! another.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use model::id::{DeviceId, EventId, OpId, PersonId};
use zeroize::Zeroizing;

/// What an operation's signature begins with; it is the external data of its COSE_Sign1.
pub(crate) const OPERATION: &[u8] = b"offstage/operation/1";
const DEVICE: &str = "offstage/device/1";
const OWNER: &str = "offstage/owner/1";
const REDEEM: &str = "offstage/redeem/1";
const INVITE: &str = "offstage invite key 1";

/// The key of one device on one event's operations; the same key is its address on the network (I1). Wiped when dropped.
pub struct DeviceKey(SigningKey);

/// The root key of a person. It certifies devices and signs nothing else (I2). Wiped when dropped.
pub struct PersonKey(SigningKey);

/// The key that is derived from an invite's secret (N1). Wiped when dropped.
pub struct InviteKey(SigningKey);

impl DeviceKey {
    /// The key for 32 random bytes.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The device's name: the public half.
    #[must_use]
    pub fn id(&self) -> DeviceId {
        DeviceId(self.0.verifying_key().to_bytes())
    }

    /// The bytes that it was made from, for sealing.
    #[must_use]
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl PersonKey {
    /// The key for 32 random bytes.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The person's name: the public half.
    #[must_use]
    pub fn id(&self) -> PersonId {
        PersonId(self.0.verifying_key().to_bytes())
    }

    /// The bytes that it was made from, for sealing.
    #[must_use]
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// Says that a device acts for this person in this event (I2).
    #[must_use]
    pub fn certify_device(&self, event: EventId, device: DeviceId) -> Vec<u8> {
        self.0.sign(&device_payload(event, self.id(), device)).to_bytes().to_vec()
    }

    /// Says that a device acts for this person in the event that a genesis with this nonce begins.
    #[must_use]
    pub fn certify_owner(&self, nonce: &[u8], device: DeviceId) -> Vec<u8> {
        self.0.sign(&owner_payload(nonce, self.id(), device)).to_bytes().to_vec()
    }
}

impl InviteKey {
    /// The key for an invite's secret.
    #[must_use]
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        let seed = Zeroizing::new(blake3::derive_key(INVITE, secret));
        Self(SigningKey::from_bytes(&seed))
    }

    /// The public half, which the `Invite` record names.
    #[must_use]
    pub fn id(&self) -> DeviceId {
        DeviceId(self.0.verifying_key().to_bytes())
    }

    /// Shows that whoever joins holds the secret (N2).
    #[must_use]
    pub fn prove(&self, event: EventId, invite: OpId, person: PersonId, device: DeviceId) -> Vec<u8> {
        self.0.sign(&redeem_payload(event, invite, person, device)).to_bytes().to_vec()
    }
}

/// Does the certificate say that this device acts for this person in this event?
#[must_use]
pub fn is_device_of(event: EventId, person: PersonId, device: DeviceId, certificate: &[u8]) -> bool {
    holds(&person.0, &device_payload(event, person, device), certificate)
}

/// Does the certificate say that this device acts for this owner in the event that this nonce begins?
#[must_use]
pub fn is_owner_device(nonce: &[u8], person: PersonId, device: DeviceId, certificate: &[u8]) -> bool {
    holds(&person.0, &owner_payload(nonce, person, device), certificate)
}

/// Does the proof say that the holder of the invite's secret lets this person in with this device?
#[must_use]
pub fn is_redeemed(
    key: DeviceId,
    event: EventId,
    invite: OpId,
    person: PersonId,
    device: DeviceId,
    proof: &[u8],
) -> bool {
    holds(&key.0, &redeem_payload(event, invite, person, device), proof)
}

/// One signature by one key, checked strictly: what a batch would let through, devices could disagree on.
pub(crate) fn holds(key: &[u8; 32], message: &[u8], signature: &[u8]) -> bool {
    let Ok(signature) = <[u8; 64]>::try_from(signature) else { return false };
    let Ok(key) = VerifyingKey::from_bytes(key) else { return false };
    key.verify_strict(message, &Signature::from_bytes(&signature)).is_ok()
}

fn device_payload(event: EventId, person: PersonId, device: DeviceId) -> Vec<u8> {
    payload(DEVICE, &[&event.0, &person.0, &device.0])
}

fn owner_payload(nonce: &[u8], person: PersonId, device: DeviceId) -> Vec<u8> {
    payload(OWNER, &[nonce, &person.0, &device.0])
}

fn redeem_payload(event: EventId, invite: OpId, person: PersonId, device: DeviceId) -> Vec<u8> {
    payload(REDEEM, &[&event.0, &invite.0, &person.0, &device.0])
}

/// The name of what is signed, then each part with its length before it, so that no two lists of parts are the same bytes.
fn payload(domain: &str, parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::with_capacity(domain.len() + 1 + parts.iter().map(|p| p.len() + 8).sum::<usize>());
    out.extend_from_slice(domain.as_bytes());
    out.push(0);
    for part in parts {
        out.extend_from_slice(&(part.len() as u64).to_be_bytes());
        out.extend_from_slice(part);
    }
    out
}

#[cfg(test)]
mod tests;

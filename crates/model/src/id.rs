//! Names of things. Each is a newtype, and its printed form begins with what it names, so a log line explains itself.
//!
//! Documents, operations, events, areas and collaborators are named by a BLAKE3 hash, people and devices by an Ed25519 public key
//! (both 32 bytes); entries inside a document by a UUIDv7, printed with the random part first so that a short prefix is unique.

use data_encoding::{BASE32_DNSSEC, HEXLOWER};
use minicbor::{Decode, Decoder, Encode, Encoder};
use serde::{Deserialize, Serialize, de::Error as _};
use std::{fmt, str::FromStr};

/// A text that is not a name of the kind that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not {kind}")]
pub struct BadId {
    /// What was read.
    pub text: String,
    /// What was wanted, with its article: "a person".
    pub kind: &'static str,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $bytes:literal, $prefix:literal, $spelling:expr, $kind:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $bytes]);

        impl $name {
            /// What the printed form begins with.
            pub const PREFIX: &'static str = $prefix;
            /// The bytes themselves.
            #[must_use]
            pub const fn bytes(&self) -> &[u8; $bytes] {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $prefix, $spelling.encode(&self.0))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let all = self.to_string();
                write!(f, "{}", all.get(..12).unwrap_or(&all))
            }
        }
        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                let bad = || BadId { text: text.chars().take(80).collect(), kind: $kind };
                let rest = text.strip_prefix($prefix).ok_or_else(bad)?;
                let bytes = $spelling.decode(rest.as_bytes()).map_err(|_| bad())?;
                Ok(Self(bytes.try_into().map_err(|_| bad())?))
            }
        }
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                String::deserialize(d)?.parse().map_err(D::Error::custom)
            }
        }
        impl<C> Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(&self.0)?;
                Ok(())
            }
        }
        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                let at = d.position();
                let bytes = d.bytes()?;
                Ok(Self(bytes.try_into().map_err(|_| minicbor::decode::Error::message("wrong length of a name").at(at))?))
            }
        }
        impl ts_rs::TS for $name {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;
            fn name(_: &ts_rs::Config) -> String { "string".into() }
            fn inline(_: &ts_rs::Config) -> String { "string".into() }
        }
    };
}

id!(/// A signed operation: the BLAKE3 of its header (O1).
    OpId, 32, "op_", BASE32_DNSSEC, "an operation");
id!(/// An event: the BLAKE3 of its genesis operation's header (I3).
    EventId, 32, "evt_", BASE32_DNSSEC, "an event");
id!(/// A document: the BLAKE3 of its `Home` operation's header (R4).
    DocumentId, 32, "doc_", BASE32_DNSSEC, "a document");
id!(/// An area or a collaborator: the BLAKE3 of its `Scope` operation's header (R4).
    ScopeId, 32, "sco_", BASE32_DNSSEC, "an area or a collaborator");
id!(/// A person: the public half of the root key that certifies the person's devices (I2).
    PersonId, 32, "per_", BASE32_DNSSEC, "a person");
id!(/// A device: its Ed25519 public key (I1).
    DeviceId, 32, "dev_", BASE32_DNSSEC, "a device");
id!(/// Bytes: their BLAKE3 hash, as `b3sum` prints it.
    BlobHash, 32, "", HEXLOWER, "a file's hash");
id!(/// An entry inside a document (a version, a comment, a crew record): the bytes of a UUIDv7, random part first.
    EntryId, 16, "ent_", BASE32_DNSSEC, "an entry");

impl EntryId {
    /// The id for a UUIDv7; the eight bytes with the random part go first, so that a short prefix is unique.
    #[must_use]
    pub fn from_uuid(uuid: uuid::Uuid) -> Self {
        let b = uuid.into_bytes();
        let mut out = [0; 16];
        let (first, last) = out.split_at_mut(8);
        let (head, tail) = b.split_at(8);
        first.copy_from_slice(tail);
        last.copy_from_slice(head);
        Self(out)
    }
}

/// The roster of an event is a log like a document's; it is named by the event's own hash.
impl From<EventId> for DocumentId {
    fn from(event: EventId) -> Self {
        Self(event.0)
    }
}

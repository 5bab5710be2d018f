//! What a record gives, and how far up its giver stood (R2, R4).

use super::node::OpIx;
use model::op::{Domain, GrantRef, Held, Principal, Right, Role};
use model::permission::gives;

/// How far up a grant stands; smaller is above (R2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank {
    /// 0 the whole event, 1 a right to give in the event or a scope, 2 a right to give in one document, 3 the rest.
    pub class: u8,
    /// How many hands it has come through.
    pub depth: u16,
    /// The place of an owner in genesis.
    pub place: u8,
}

/// What a Genesis owner, Scope, Grant, Redeem, Home or Share gives.
#[derive(Debug, Clone)]
pub(super) struct Gift {
    pub(super) name: GrantRef,
    pub(super) op: OpIx,
    pub(super) subject: Principal,
    pub(super) rights: Vec<Held>,
    pub(super) rank: Rank,
    pub(super) role: Option<Role>,
    pub(super) required: bool,
    pub(super) until: Option<i64>,
}

impl Gift {
    pub(super) fn holds_event(&self) -> bool {
        self.rights.contains(&EVERYTHING)
    }
}

/// `Event:*`.
pub(super) const EVERYTHING: Held = Held { domain: Domain::Event, right: Right::All };

/// Grants deeper than this are refused, so that judging stays shallow whatever is sent.
pub(super) const MAX_DEPTH: u16 = 64;

pub(super) fn rank_of(rights: &[Held], depth: u16) -> Rank {
    let on_document = rights.iter().any(|h| matches!(h.domain, Domain::Document(_)));
    let class = if rights.contains(&EVERYTHING) {
        0
    } else if on_document {
        if rights.iter().any(|h| h.right == Right::All) { 2 } else { 3 }
    } else if rights.iter().any(|h| gives(h.right)) {
        1
    } else {
        3
    };
    Rank { class, depth, place: 0 }
}

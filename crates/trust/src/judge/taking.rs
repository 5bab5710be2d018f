//! What a Revoke or Unshare takes away (R3), from its own past alone.

use super::node::{GiftIx, LogIx, OpIx, ROSTER};
use super::{Gift, Judge};
use crate::judge::flaw::by_of;
use model::id::{DeviceId, PersonId};
use model::op::{Domain, Held, Level, Principal, Record, Revoked, Right};

/// What of a gift an act uses: a right, or a reviewer's seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hand {
    Right(Held),
    Seat,
}

/// Who uses a gift. Without a device only what takes from the whole person hits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Who {
    pub(super) person: PersonId,
    pub(super) device: Option<DeviceId>,
}

impl Judge {
    /// Every Revoke and Unshare that takes this away from this person and device, rank and domain considered. Whether it counts is not
    /// asked here.
    pub(super) fn takers(&self, gift_ix: GiftIx, hand: Hand, who: Who) -> Vec<OpIx> {
        let Some(gift) = self.gift(gift_ix) else { return Vec::new() };
        let mut out = Vec::new();
        let mut ask = |list: Option<&Vec<OpIx>>| {
            for v in list.into_iter().flatten() {
                if self.takes(*v, gift, hand, who) {
                    out.push(*v);
                }
            }
        };
        let Some(giver) = self.node(gift.op) else { return out };
        if giver.log != ROSTER {
            ask(self.log(giver.log).map(|l| &l.unshares));
        }
        if matches!(hand, Hand::Right(_)) {
            if let Principal::Person(person) = gift.subject {
                ask(self.index.revokes_of_person.get(&person));
            }
            if let Some(device) = who.device {
                ask(self.index.revokes_of_device.get(&device));
            }
            ask(self.index.revokes_of_grant.get(&gift.name));
            if let Some(Record::Redeem { invite, .. }) = giver.record() {
                ask(self.index.revokes_of_invite.get(invite));
            }
        }
        out
    }

    fn takes(&self, v: OpIx, gift: &Gift, hand: Hand, who: Who) -> bool {
        let (Some(taker), Some(giver)) = (self.node(v), self.node(gift.op)) else { return false };
        let hit = match taker.record() {
            Some(Record::Unshare { subject, role, .. }) => {
                giver.log == taker.log && gift.subject == *subject && role.is_none_or(|r| Some(r) == gift.role)
            }
            // The roster takes rights; a reviewer's seat ends by Unshare alone.
            Some(Record::Revoke { .. }) if hand == Hand::Seat => false,
            Some(Record::Revoke { what: Revoked::Person(person, rights), .. }) => {
                gift.subject == Principal::Person(*person)
                    && (rights.is_empty() || matches!(hand, Hand::Right(right) if rights.contains(&right)))
            }
            Some(Record::Revoke { what: Revoked::Device(device), .. }) => {
                Some(*device) == who.device && gift.subject == Principal::Person(who.person)
            }
            Some(Record::Revoke { what: Revoked::Grant(name), .. }) => *name == gift.name,
            Some(Record::Revoke { what: Revoked::Invite(invite), .. }) => {
                matches!(giver.record(), Some(Record::Redeem { invite: own, .. }) if own == invite)
            }
            _ => false,
        };
        // Given again by somebody who knew of it: not hit.
        if !hit || self.knows_ix(gift.op, v) {
            return false;
        }
        if taker.leaving {
            return true;
        }
        let right = match hand {
            Hand::Right(right) => Some(right),
            Hand::Seat => gift.rights.first().copied(),
        };
        let by = taker.record().and_then(by_of).and_then(|name| self.gift_named(name));
        by.zip(right).is_some_and(|(by, right)| by.rank < gift.rank && self.governs(by, gift, right))
    }

    /// R3: may a holder of `by` take this right of this gift away, rank aside?
    pub(super) fn governs(&self, by: &Gift, gift: &Gift, right: Held) -> bool {
        let managing = |h: &Held| h.domain == Domain::Event && matches!(h.right, Right::All | Right::UsersManage);
        if by.rights.iter().any(managing) {
            return true;
        }
        match self.node(gift.op).map(|n| n.log) {
            Some(ROSTER) => {
                by.rights.iter().any(|h| h.domain == right.domain && matches!(h.right, Right::All | Right::CrewManage))
            }
            Some(log) => self.is_admin_by(by, log),
            None => false,
        }
    }

    pub(super) fn is_admin_by(&self, by: &Gift, log: LogIx) -> bool {
        by.rights.iter().any(|h| self.level_by(*h, log) == Some(Level::Admin))
    }
}

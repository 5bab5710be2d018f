//! To rest on a grant (A4, A6, R6): the worst of the grant's own state and of what each counting removal leaves of the act.

use super::node::{GiftIx, LogIx, OpIx, ROSTER};
use super::taking::{Hand, Who};
use super::{Judge, Rank, Rule, State};
use crate::judge::flaw::by_of;
use model::op::Record;

impl Judge {
    /// The state of an act as far as it depends on one right of one grant.
    pub(super) fn rests_on(&self, op: OpIx, gift_ix: GiftIx, hand: Hand) -> State {
        let (Some(node), Some(gift)) = (self.node(op), self.gift(gift_ix)) else { return State::Refused(Rule::NoWay) };
        let Some(person) = node.person else { return State::Refused(Rule::NotCertified) };
        if gift.until.is_some_and(|end| node.made_at > end) {
            return State::Refused(Rule::Expired);
        }
        let rank = gift.rank.min(self.ceiling(op));
        let mut state = self.state_ix(gift.op);
        if state == State::Held {
            state = self.settled(op, rank, &[], State::Held);
        }
        let who = Who { person, device: Some(node.author) };
        for v in self.takers(gift_ix, hand, who) {
            if v != op && self.state_ix(v).counts() {
                state = state.max(self.after(op, rank, v));
            }
        }
        state
    }

    /// A Record in a document is kept or settled only from above what it is given under and what it gives, also where it rests on its
    /// author's lower grant of membership. So what judges a Record always stands above it, and two can never vouch for each other.
    fn ceiling(&self, op: OpIx) -> Rank {
        let lowest = Rank { class: u8::MAX, depth: u16::MAX, place: u8::MAX };
        let Some(node) = self.node(op).filter(|n| n.log != ROSTER) else { return lowest };
        let Some(record) = node.record() else { return lowest };
        let under = by_of(record).and_then(|name| self.gift_named(name)).map(|g| g.rank);
        let gives = node.gifts.iter().filter_map(|g| self.gift(*g)).map(|g| g.rank);
        under.into_iter().chain(gives).min().unwrap_or(lowest)
    }

    /// A6: what a counting removal that hits the grant leaves of an act that rests on it.
    fn after(&self, op: OpIx, rank: Rank, v: OpIx) -> State {
        if self.knows_ix(op, v) {
            return State::Refused(Rule::KnewRemoval);
        }
        if self.node(op).is_some_and(|n| matches!(n.record(), Some(Record::Home { .. }))) {
            return State::Applied;
        }
        let cuts = self.counting_cuts(op, rank, v);
        let kept = cuts.is_empty() || cuts.iter().any(|c| self.knows_ix(*c, op));
        self.settled(op, rank, &cuts, if kept { State::Applied } else { State::Held })
    }

    /// The counting Cuts of a removal in the log of an act. A Revoke is a Cut of the roster, an Unshare of its document.
    fn counting_cuts(&self, op: OpIx, rank: Rank, v: OpIx) -> Vec<OpIx> {
        let mut out = Vec::new();
        let Some((node, taker)) = self.node(op).zip(self.node(v)) else { return out };
        if taker.log == node.log {
            out.push(v);
        }
        let listed = self.log(node.log).and_then(|l| l.cuts.get(&v));
        for c in listed.into_iter().flatten() {
            let Some((cutter, by)) =
                self.node(*c).and_then(|n| Some((n, self.gift_ix_of(n.record().and_then(by_of)?)?)))
            else {
                continue;
            };
            let Some(gift) = self.gift(by) else { continue };
            let first_owner = Rank { class: 0, depth: 0, place: 0 };
            if gift.rank < rank {
                if self.state_ix(*c).counts() {
                    out.push(*c);
                }
            } else if taker.leaving && rank == first_owner && node.log != ROSTER {
                // When the first owner leaves nobody ranks above; then anybody with a roster grant that no removal hits may keep.
                let from_roster = self.node(gift.op).is_some_and(|n| n.log == ROSTER);
                let person = cutter.person;
                if from_roster
                    && person.is_some_and(|person| self.unhit(by, Who { person, device: Some(cutter.author) }))
                {
                    out.push(*c);
                }
            }
        }
        out
    }

    /// Is the grant given, and is no right of it taken away by anything that counts?
    pub(super) fn unhit(&self, gift_ix: GiftIx, who: Who) -> bool {
        let Some(gift) = self.gift(gift_ix) else { return false };
        gift.rights.iter().all(|right| self.live(gift_ix, Hand::Right(*right), who))
    }

    /// Is this right of this gift there now, everything heard considered?
    pub(super) fn live(&self, gift_ix: GiftIx, hand: Hand, who: Who) -> bool {
        let given = self.gift(gift_ix).is_some_and(|g| self.state_ix(g.op).counts());
        given && !self.takers(gift_ix, hand, who).into_iter().any(|v| self.state_ix(v).counts())
    }

    /// A6: a Settle ranked above the grant that was hit decides; the causally last, and of concurrent ones a refusal. What a Cut kept
    /// is past settling.
    fn settled(&self, op: OpIx, rank: Rank, cuts: &[OpIx], otherwise: State) -> State {
        let Some(all) = self.index.settles.get(&op) else { return otherwise };
        let good: Vec<OpIx> = all
            .iter()
            .copied()
            .filter(|s| {
                let by = self.node(*s).and_then(|n| self.gift_named(by_of(n.record()?)?));
                by.is_some_and(|by| by.rank < rank)
                    && !cuts.iter().any(|c| self.knows_ix(*s, *c) && self.knows_ix(*c, op))
                    && self.state_ix(*s).counts()
            })
            .collect();
        let mut last = good.iter().filter(|s| !good.iter().any(|t| self.knows_ix(*t, **s))).peekable();
        if last.peek().is_none() {
            return otherwise;
        }
        let accepts =
            |s: &OpIx| self.node(*s).is_some_and(|n| matches!(n.record(), Some(Record::Settle { accept: true, .. })));
        if last.all(accepts) { State::Applied } else { State::Refused(Rule::SettledNo) }
    }

    /// The best over the rights of one gift that fit.
    pub(super) fn best(&self, op: OpIx, gift_ix: GiftIx, fits: impl Fn(model::op::Held) -> bool) -> State {
        let rights = self.gift(gift_ix).map(|g| g.rights.as_slice()).unwrap_or_default();
        let usable = rights.iter().filter(|h| fits(**h)).map(|h| self.rests_on(op, gift_ix, Hand::Right(*h)));
        usable.min().unwrap_or(State::Refused(Rule::NoWay))
    }

    /// A1: some grant of the roster makes the author a member.
    pub(super) fn member(&self, op: OpIx) -> State {
        let person = self.node(op).and_then(|n| n.person);
        let mine = person.and_then(|p| self.index.of_person.get(&p)).map(Vec::as_slice).unwrap_or_default();
        let known = mine.iter().filter(|g| self.gift(**g).is_some_and(|gift| self.knows_ix(op, gift.op)));
        known.map(|g| self.best(op, *g, |_| true)).min().unwrap_or(State::Refused(Rule::NoWay))
    }

    pub(super) fn log_of_ix(&self, op: OpIx) -> Option<LogIx> {
        self.node(op).map(|n| n.log)
    }
}

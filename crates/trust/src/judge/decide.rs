//! What each operation became (A1–A8): Judgement in the words of the model.

use super::node::{Memo, OpIx, ROSTER, Said};
use super::ways::Aim;
use super::{Judge, Rule, State};
use crate::judge::flaw::by_of;
use model::op::{Answer, Level, Record, Revoked};
use model::permission::{gives, implies};

impl Judge {
    /// The state of an operation that has its place, judged now if it has not been.
    pub(super) fn state_ix(&self, ix: OpIx) -> State {
        let Some(node) = self.node(ix) else { return State::Waiting };
        match node.memo.get() {
            Memo::Known(state) => return state,
            Memo::Busy => {
                // Ranks fall along every path, so this is not reached in the searches; were it, everybody would break the circle at
                // the same place, because everybody judges in the same order.
                self.circles.set(self.circles.get() + 1);
                return State::Held;
            }
            Memo::Unknown => {}
        }
        node.memo.set(Memo::Busy);
        let state = match node.flaw {
            Some(rule) => State::Refused(rule),
            None => self.judge_unflawed(ix),
        };
        node.memo.set(Memo::Known(state));
        state
    }

    fn judge_unflawed(&self, ix: OpIx) -> State {
        let Some(node) = self.node(ix) else { return State::Waiting };
        match &node.said {
            Said::Change(wanted) => {
                let states = wanted.iter().map(|w| self.reach_wanted(ix, *w));
                states.max().unwrap_or(State::Refused(Rule::NoSection))
            }
            Said::Statement(statement) => self.judge_statement(ix, statement.answer),
            Said::Record(record) => self.judge_record(ix, record),
        }
    }

    /// d.3, d.11.5: a reviewer's seat, and Read in any way. Choosing between versions is for those who may make them.
    fn judge_statement(&self, ix: OpIx, answer: Answer) -> State {
        if answer == Answer::Chosen {
            return self.reach(ix, Aim::Level { level: Level::Edit, assigned: true });
        }
        let seat = self.seat(ix);
        if matches!(seat, State::Applied | State::Held) {
            seat.max(self.reach(ix, Aim::Level { level: Level::Read, assigned: false }))
        } else {
            seat
        }
    }

    fn judge_record(&self, ix: OpIx, record: &Record) -> State {
        let Some(node) = self.node(ix) else { return State::Waiting };
        match record {
            Record::Genesis { .. } | Record::Device { .. } => return State::Applied,
            Record::Revoke { .. } | Record::Unshare { .. } if node.leaving => return self.judge_leaving(ix, record),
            Record::Redeem { .. } => return self.judge_redeem(ix, record),
            _ => {}
        }
        let Some(by) = by_of(record).and_then(|name| self.gift_ix_of(name)) else {
            return State::Refused(Rule::NotOnesOwn);
        };
        match record {
            Record::Grant { rights, .. } | Record::Invite { rights, .. } => {
                let give = self.best(ix, by, |h| gives(h.right));
                rights.iter().map(|right| self.best(ix, by, |h| implies(h, *right))).fold(give, State::max)
            }
            _ if node.log != ROSTER => {
                let home = matches!(record, Record::Home { .. });
                let act = self.best(ix, by, |h| home || self.level_by(h, node.log) == Some(Level::Admin));
                let on_document = self.gift(by).and_then(|g| self.log_of_ix(g.op)).is_some_and(|log| log != ROSTER);
                if on_document { act.max(self.member(ix)) } else { act }
            }
            _ => self.best(ix, by, |h| gives(h.right)),
        }
    }

    /// R3: one's own leaving always counts, unless another device of the same person had put this device out.
    fn judge_leaving(&self, ix: OpIx, record: &Record) -> State {
        let Some(node) = self.node(ix) else { return State::Waiting };
        if !matches!(record, Record::Revoke { what: Revoked::Person(..), .. }) {
            return State::Applied;
        }
        let mut state = State::Applied;
        for v in self.index.revokes_of_device.get(&node.author).into_iter().flatten() {
            if self.node(*v).is_some_and(|n| n.leaving && n.person == node.person) {
                if self.knows_ix(ix, *v) {
                    return State::Refused(Rule::KnewRemoval);
                }
                if !self.knows_ix(*v, ix) {
                    state = State::Held;
                }
            }
        }
        state
    }

    /// N2: it counts until the invite is closed, then only if a Close names it. It rests on the inviter's grant.
    fn judge_redeem(&self, ix: OpIx, record: &Record) -> State {
        let no_invite = State::Refused(Rule::NoInvite);
        let Some(node) = self.node(ix) else { return State::Waiting };
        let Record::Redeem { invite, .. } = record else { return no_invite };
        let Some(invite_ix) = self.here(ix, invite) else { return no_invite };
        let Some(Record::Invite { by, until, .. }) = self.node(invite_ix).and_then(|n| n.record()) else {
            return no_invite;
        };
        let (Some(by), Some(mine)) = (self.gift_ix_of(*by), node.gifts.first().and_then(|g| self.gift(*g))) else {
            return no_invite;
        };
        if until.is_some_and(|end| node.made_at > end) {
            return State::Refused(Rule::Expired);
        }
        let state = self.state_ix(invite_ix).max(self.best(ix, by, |h| gives(h.right)));
        let counting = |c: &OpIx| {
            let by = self.node(*c).and_then(|n| self.gift_named(by_of(n.record()?)?));
            by.is_some_and(|by| by.rank < mine.rank && mine.rights.iter().all(|r| self.governs(by, mine, *r)))
                && self.state_ix(*c).counts()
        };
        let closes: Vec<OpIx> = self.index.closes.get(invite).into_iter().flatten().copied().filter(counting).collect();
        let names_this = |c: &OpIx| {
            self.node(*c)
                .is_some_and(|n| matches!(n.record(), Some(Record::Close { redeem, .. }) if *redeem == node.id))
        };
        if closes.is_empty() || closes.iter().any(names_this) {
            return state;
        }
        let knew = closes.iter().any(|c| self.knows_ix(ix, *c));
        state.max(if knew { State::Refused(Rule::InviteClosed) } else { State::Held })
    }
}

//! Ways to a right (A4, d.11.4): one grant of the roster, or a Share and a grant under it.

use super::gift::EVERYTHING;
use super::node::{GiftIx, LogIx, OpIx, Wanted};
use super::taking::Hand;
use super::{Judge, Rule, State};
use model::id::{PersonId, ScopeId};
use model::op::{Domain, Held, Level, Module, Principal, Record, Role};
use model::permission::{Need, files_level, implies, level_given, module_of};
use std::ops::ControlFlow;

/// What a way must lead to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Aim {
    /// This level; `assigned`: the assignment gives Edit here, elsewhere it gives Read.
    Level { level: Level, assigned: bool },
    /// Any of these rights in the document's scope.
    Rights(&'static [model::op::Right]),
}

/// One way: the gifts that it uses, all of them together, and the scope through which it leads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    pub(super) first: (GiftIx, Hand),
    pub(super) second: Option<(GiftIx, Hand)>,
    /// The area or collaborator whose switched-off feature closes it; nothing for those who hold `Event:*`.
    pub(super) through: Option<ScopeId>,
}

impl Way {
    pub(super) fn steps(&self) -> impl Iterator<Item = (GiftIx, Hand)> {
        std::iter::once(self.first).chain(self.second)
    }
}

impl Judge {
    /// Shows every way in which a person may reach an aim on a document, until told to stop.
    pub(super) fn ways(
        &self,
        person: PersonId,
        log_ix: LogIx,
        aim: Aim,
        mut show: impl FnMut(Way) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Some(log) = self.log(log_ix) else { return ControlFlow::Continue(()) };
        let Some(home) = log.home else { return ControlFlow::Continue(()) };
        let mine = self.index.of_person.get(&person).map(Vec::as_slice).unwrap_or_default();
        let held = || {
            mine.iter().flat_map(|g| {
                self.gift(*g).map(|gift| gift.rights.as_slice()).unwrap_or_default().iter().map(|h| (*g, *h))
            })
        };
        for (g, h) in held() {
            let reaches = match aim {
                Aim::Level { level, .. } => level_given(home.kind, home.scope, h) >= Some(level),
                Aim::Rights(rights) => rights.iter().any(|r| implies(h, Held { domain: home.scope, right: *r })),
            };
            if reaches {
                show(Way { first: (g, Hand::Right(h)), second: None, through: scope_of(h) })?;
            }
        }
        let Aim::Level { level, assigned } = aim else { return ControlFlow::Continue(()) };
        for s in &log.gifts {
            let Some(share) = self.gift(*s) else { continue };
            let Some(right) = share.rights.first().copied() else { continue };
            if files_level(right.right) < Some(level) {
                continue;
            }
            if share.role == Some(Role::Assignee) && level > Level::Read && !assigned {
                continue;
            }
            let first = (*s, Hand::Right(right));
            match share.subject {
                // As given, to a member: any grant of the roster makes one.
                Principal::Person(subject) if subject == person => {
                    for (g, h) in held() {
                        show(Way { first, second: Some((g, Hand::Right(h))), through: None })?;
                    }
                }
                Principal::Person(_) => {}
                // A ceiling on what each member holds there (d.11.4c).
                Principal::Scope(_) | Principal::Event => {
                    let domain = match share.subject {
                        Principal::Scope(scope) => Domain::Scope(scope),
                        _ => Domain::Event,
                    };
                    for (g, h) in held() {
                        let theirs = h.domain == domain && level_given(home.kind, domain, h) >= Some(level);
                        if theirs || h == EVERYTHING {
                            let through = if h == EVERYTHING { None } else { scope_of(h) };
                            show(Way { first, second: Some((g, Hand::Right(h))), through })?;
                        }
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// A4: the best state over all ways that the operation's own past holds.
    pub(super) fn reach(&self, op: OpIx, aim: Aim) -> State {
        let mut best = State::Refused(Rule::NoWay);
        let Some((node, person)) = self.node(op).and_then(|n| Some((n, n.person?))) else { return best };
        let module = self.log(node.log).and_then(|l| l.home).and_then(|h| module_of(h.kind));
        let _ = self.ways(person, node.log, aim, |way| {
            let known = way.steps().all(|(g, _)| self.gift(g).is_some_and(|gift| self.knows_ix(op, gift.op)));
            if known {
                let off = way.through.zip(module).is_some_and(|(scope, module)| {
                    self.switched_off(scope, module, |switch| self.knows_ix(op, switch))
                });
                let state = if off {
                    State::Refused(Rule::ModuleOff)
                } else {
                    way.steps().map(|(g, hand)| self.rests_on(op, g, hand)).max().unwrap_or(best)
                };
                best = best.min(state);
            }
            if best == State::Applied { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        best
    }

    /// What one section of a Change comes to.
    pub(super) fn reach_wanted(&self, op: OpIx, wanted: Wanted) -> State {
        let level = |level| self.reach(op, Aim::Level { level, assigned: wanted.assigned });
        match wanted.need {
            Need::Level(at_least) => level(at_least),
            Need::LevelOrSeat(at_least) => {
                let by_level = level(at_least);
                if by_level == State::Applied { by_level } else { by_level.min(self.seat(op).max(level(Level::Read))) }
            }
            Need::Rights(rights) => self.reach(op, Aim::Rights(rights)),
        }
    }

    /// The author's seat among the reviewers, as far as the operation knows.
    pub(super) fn seat(&self, op: OpIx) -> State {
        let no_seat = State::Refused(Rule::NoSeat);
        let Some((node, person)) = self.node(op).and_then(|n| Some((n, n.person?))) else { return no_seat };
        let gifts = self.log(node.log).map(|l| l.gifts.as_slice()).unwrap_or_default();
        let seats = gifts.iter().filter(|g| {
            self.gift(**g).is_some_and(|gift| {
                gift.role == Some(Role::Reviewer)
                    && gift.subject == Principal::Person(person)
                    && self.knows_ix(op, gift.op)
            })
        });
        seats.map(|g| self.rests_on(op, *g, Hand::Seat)).min().unwrap_or(no_seat)
    }

    /// d.11.3: the causally last switches among those seen; of concurrent ones, off.
    pub(super) fn switched_off(&self, scope: ScopeId, module: Module, seen: impl Fn(OpIx) -> bool) -> bool {
        let Some(all) = self.index.switches.get(&(scope, module)) else { return false };
        let counting: Vec<OpIx> = all.iter().copied().filter(|s| seen(*s) && self.state_ix(*s).counts()).collect();
        let last = counting.iter().filter(|s| !counting.iter().any(|t| self.knows_ix(*t, **s)));
        last.into_iter()
            .any(|s| self.node(*s).is_some_and(|n| matches!(n.record(), Some(Record::Module { on: false, .. }))))
    }
}

fn scope_of(held: Held) -> Option<ScopeId> {
    match held.domain {
        Domain::Scope(scope) => Some(scope),
        _ => None,
    }
}

//! What an honest device writes by itself: Cut (A6), Close (N2), and the Revoke of a grant whose time has passed (R6).

use super::world::{Manner, Place, World, person};
use crate::judge::node::{GiftIx, OpIx, ROSTER};
use crate::judge::taking::{Hand, Who};
use crate::judge::{Judge, Rank, State};
use model::id::{DocumentId, OpId, PersonId};
use model::op::{Body, Domain, Principal, Record, Revoked};
use model::permission::gives;
use std::collections::BTreeSet;

const FIRST_OWNER: Rank = Rank { class: 0, depth: 0, place: 0 };

fn gifts(j: &Judge) -> impl Iterator<Item = GiftIx> {
    (0..j.index.gifts.len() as u32).map(GiftIx)
}

impl World {
    pub(super) fn chores(&mut self, device: &str) {
        if self.retired.contains(device) {
            return;
        }
        let met = self.met.get(device).cloned().unwrap_or_default();
        let j = self.judge(device).clone();
        let (me, me_device) = (person(device), self.id_of(device));
        let who = Who { person: me, device: Some(me_device) };
        let mine: Vec<GiftIx> = gifts(&j)
            .filter(|g| {
                let gift = j.gift(*g).unwrap();
                gift.subject == Principal::Person(me) && gift.rights.iter().any(|h| gives(h.right)) && j.unhit(*g, who)
            })
            .collect();
        let removals: Vec<OpIx> = self
            .records(&j)
            .filter(|(_, r)| matches!(r, Record::Revoke { .. } | Record::Unshare { .. }))
            .map(|(ix, _)| ix)
            .collect();
        let ids = |list: &[OpIx]| -> BTreeSet<OpId> { list.iter().map(|ix| j.node(*ix).unwrap().id).collect() };
        if mine.is_empty() {
            self.met.entry(device.to_owned()).or_default().extend(ids(&removals));
            return;
        }
        let counting: Vec<OpIx> = removals.into_iter().filter(|v| j.state_ix(*v).counts()).collect();
        let mut todo = Vec::new();
        for v in &counting {
            self.cuts_due(&j, *v, &mine, &met, &mut todo);
        }
        self.met.entry(device.to_owned()).or_default().extend(ids(&counting));
        self.closes_due(&j, &mine, &mut todo);
        self.expiries_due(&j, &mine, &mut todo);
        for (log, record) in todo {
            let place = if log == self.event.into() { Place::Roster } else { Place::In(log) };
            self.write(device, place, Body::Record(record), &Manner::default());
        }
    }

    fn cuts_due(
        &self,
        j: &Judge,
        v: OpIx,
        mine: &[GiftIx],
        met: &BTreeSet<OpId>,
        todo: &mut Vec<(DocumentId, Record)>,
    ) {
        let node = j.node(v).unwrap();
        let of_device = match node.record() {
            Some(Record::Revoke { what: Revoked::Device(device), .. }) => Some(*device),
            _ => None,
        };
        let hit: Vec<GiftIx> = gifts(j)
            .filter(|g| {
                let gift = j.gift(*g).unwrap();
                let person = match (of_device.and_then(|d| j.person_of(d)), gift.subject) {
                    (Some(person), _) | (None, Principal::Person(person)) => person,
                    _ => PersonId([0; 32]),
                };
                let hands = gift.rights.iter().map(|h| Hand::Right(*h)).chain([Hand::Seat]);
                hands.into_iter().any(|h| j.takers(*g, h, Who { person, device: of_device }).contains(&v))
            })
            .collect();
        let logs: Vec<DocumentId> = if node.log == ROSTER {
            let documents = j.documents().into_iter().filter(|d| d.state.counts()).map(|d| d.document);
            std::iter::once(self.event.into()).chain(documents).collect()
        } else {
            vec![j.log(node.log).unwrap().id]
        };
        for log in logs {
            let log_ix = j.log_ix(log).unwrap();
            let in_roster = |g: &GiftIx| World::is_roster(j, j.gift(*g).unwrap().op);
            let able = mine.iter().filter(|g| {
                let gift = j.gift(**g).unwrap();
                let here = if log_ix == ROSTER { in_roster(g) } else { j.is_admin_by(gift, log_ix) };
                here && hit.iter().any(|x| {
                    let rank = j.gift(*x).unwrap().rank;
                    gift.rank < rank || (node.leaving && rank == FIRST_OWNER && in_roster(g) && log_ix != ROSTER)
                })
            });
            let Some(best) = able.min_by_key(|g| j.gift(**g).unwrap().rank) else { continue };
            let best = j.gift(*best).unwrap();
            let mut lost: BTreeSet<Principal> = hit.iter().map(|x| j.gift(*x).unwrap().subject).collect();
            for g in gifts(j) {
                let gift = j.gift(g).unwrap();
                let through = |d: Domain| matches!(d, Domain::Scope(s) if lost.contains(&Principal::Scope(s)));
                if gift.rights.iter().any(|h| through(h.domain)) {
                    lost.insert(gift.subject);
                }
            }
            let theirs: Vec<OpIx> = j
                .log(log_ix)
                .unwrap()
                .ops
                .iter()
                .copied()
                .filter(|o| {
                    let n = j.node(*o).unwrap();
                    let redeem = matches!(n.record(), Some(Record::Redeem { .. }));
                    redeem
                        || n.person
                            .or_else(|| j.person_of(n.author))
                            .is_some_and(|p| lost.contains(&Principal::Person(p)))
                })
                .collect();
            let listed = j.log(log_ix).unwrap().cuts.get(&v).into_iter().flatten().copied();
            let mut cuts: Vec<OpIx> = listed
                .filter(|c| {
                    let n = j.node(*c).unwrap();
                    let Some(Record::Cut { by, .. }) = n.record() else { return false };
                    j.state_ix(*c).counts() && j.gift_named(*by).is_some_and(|g| g.rank <= best.rank)
                })
                .collect();
            if node.log == log_ix {
                cuts.push(v);
            }
            let loses = |o: &OpIx| !cuts.iter().any(|c| j.knows_ix(*c, *o)) && !j.knows_ix(*o, v);
            if cuts.is_empty() || (!met.contains(&node.id) && theirs.iter().any(loses)) {
                todo.push((log, Record::Cut { of: node.id, by: best.name }));
            }
        }
    }

    fn closes_due(&self, j: &Judge, mine: &[GiftIx], todo: &mut Vec<(DocumentId, Record)>) {
        let closed = |invite: &OpId, todo: &[(DocumentId, Record)]| {
            let names = |r: &Record| matches!(r, Record::Close { invite: i, .. } if i == invite);
            self.records(j).any(|(_, r)| names(r)) || todo.iter().any(|(_, r)| names(r))
        };
        for (ix, record) in self.records(j) {
            let Record::Redeem { invite, .. } = record else { continue };
            let Some(gift) = j.node(ix).unwrap().gifts.first().and_then(|g| j.gift(*g)) else { continue };
            if closed(invite, todo) || j.state_ix(ix) != State::Applied {
                continue;
            }
            let able = mine.iter().map(|g| j.gift(*g).unwrap()).find(|by| {
                World::is_roster(j, by.op) && by.rank < gift.rank && gift.rights.iter().all(|r| j.governs(by, gift, *r))
            });
            if let Some(by) = able {
                let close = Record::Close { invite: *invite, redeem: j.node(ix).unwrap().id, by: by.name };
                todo.push((self.event.into(), close));
            }
        }
    }

    fn expiries_due(&self, j: &Judge, mine: &[GiftIx], todo: &mut Vec<(DocumentId, Record)>) {
        for g in gifts(j) {
            let gift = j.gift(g).unwrap();
            if gift.until.is_none_or(|end| self.clock <= end) || j.index.revokes_of_grant.contains_key(&gift.name) {
                continue;
            }
            let able = mine.iter().map(|m| j.gift(*m).unwrap()).find(|m| {
                World::is_roster(j, m.op) && m.rank < gift.rank && gift.rights.iter().all(|r| j.governs(m, gift, *r))
            });
            if let Some(by) = able {
                let revoke = Record::Revoke { what: Revoked::Grant(gift.name), by: Some(by.name) };
                todo.push((self.event.into(), revoke));
            }
        }
    }
}

//! What is wrong with an operation as far as its own past says: A1 and the forms of R and N (History in the model).

use super::gift::{EVERYTHING, MAX_DEPTH, rank_of};
use super::node::{GiftIx, Home, OpIx, ROSTER, Said};
use super::{Gift, Judge, Rank, Rule};
use crate::keys::{is_device_of, is_owner_device, is_redeemed};
use crate::operation::Operation;
use model::id::{DocumentId, EventId, OpId, PersonId, ScopeId};
use model::op::{Domain, GrantRef, Held, Level, Owner, Principal, Record, Revoked};
use model::permission::{gives, implies, level_given, may_give, may_make, right_of};
use std::collections::BTreeSet;

impl Judge {
    /// Whom the author's device acts for, by the certificates in the operation's own past.
    pub(super) fn person_at(&self, ix: OpIx) -> Result<Option<PersonId>, Rule> {
        let Some(node) = self.node(ix) else { return Ok(None) };
        let mut person = match node.record() {
            Some(Record::Device { person, .. } | Record::Redeem { person, .. }) => Some(*person),
            Some(Record::Genesis { owners, .. }) => owners.iter().find(|o| o.device == node.author).map(|o| o.person),
            _ => None,
        };
        for (by, certified) in self.index.certified.get(&node.author).into_iter().flatten() {
            if self.knows_ix(ix, *by) {
                match person {
                    Some(other) if other != *certified => return Err(Rule::TwoPeople),
                    _ => person = Some(*certified),
                }
            }
        }
        Ok(person)
    }

    /// R3: a person's own Revoke of themselves or of one of their devices, or their own Unshare.
    pub(super) fn is_leaving(&self, ix: OpIx) -> bool {
        let Some(node) = self.node(ix) else { return false };
        let Some(me) = node.person else { return false };
        match node.record() {
            Some(Record::Unshare { subject, .. }) => *subject == Principal::Person(me),
            Some(Record::Revoke { what: Revoked::Person(person, _), .. }) => *person == me,
            Some(Record::Revoke { what: Revoked::Device(device), .. }) => {
                let certified = self.index.certified.get(device).into_iter().flatten();
                certified.into_iter().any(|(by, person)| *person == me && self.knows_ix(ix, *by))
            }
            _ => false,
        }
    }

    /// The document's first record, if the operation knows it.
    pub(super) fn known_home(&self, ix: OpIx) -> Option<Home> {
        let home = self.log(self.node(ix)?.log)?.home?;
        self.knows_ix(ix, home.op).then_some(home)
    }

    /// The first thing that is wrong, or nothing.
    pub(super) fn flaw(&self, ix: OpIx, operation: &Operation, two: Option<Rule>) -> Option<Rule> {
        let node = self.node(ix)?;
        match &node.said {
            Said::Record(record) => {
                if !belongs(record, node.log == ROSTER) {
                    return Some(Rule::WrongLog);
                }
                if let Record::Genesis { nonce, owners } = &**record {
                    return self.flaw_of_genesis(operation, nonce, owners);
                }
                if let Some(rule) = two {
                    return Some(rule);
                }
                match &**record {
                    Record::Device { person, device, certificate } => {
                        let holds = *device == node.author && is_device_of(self.event, *person, *device, certificate);
                        (!holds).then_some(Rule::BadCertificate)
                    }
                    Record::Redeem { .. } => self.flaw_of_redeem(ix, record),
                    _ if node.person.is_none() => Some(Rule::NotCertified),
                    _ => self.flaw_of_record(ix, operation, record),
                }
            }
            _ if node.log == ROSTER => Some(Rule::WrongLog),
            _ if two.is_some() => two,
            _ if node.person.is_none() => Some(Rule::NotCertified),
            _ if self.known_home(ix).is_none() => Some(Rule::NoHome),
            Said::Statement(statement) => {
                let writes = self.log(node.log)?.versions.get(&statement.version);
                let here = writes.into_iter().flatten().any(|w| self.knows_ix(ix, *w));
                (!here).then_some(Rule::NoVersion)
            }
            Said::Change(_) => None,
        }
    }

    fn flaw_of_genesis(&self, operation: &Operation, nonce: &[u8], owners: &[Owner]) -> Option<Rule> {
        let header = operation.header();
        let first = header.seq == 1
            && header.deps.is_empty()
            && header.roster_heads.is_empty()
            && header.event == EventId([0; 32])
            && header.document == DocumentId([0; 32]);
        let people: BTreeSet<_> = owners.iter().map(|o| o.person).collect();
        let devices: BTreeSet<_> = owners.iter().map(|o| o.device).collect();
        let distinct =
            people.len() == owners.len() && devices.len() == owners.len() && owners.len() <= usize::from(u8::MAX);
        let good = first
            && distinct
            && devices.contains(&header.author)
            && owners.iter().all(|o| is_owner_device(nonce, o.person, o.device, &o.certificate));
        (!good).then_some(Rule::BadGenesis)
    }

    fn flaw_of_redeem(&self, ix: OpIx, record: &Record) -> Option<Rule> {
        let node = self.node(ix)?;
        let Record::Redeem { invite, person, device, certificate, proof } = record else { return None };
        if *device != node.author || !is_device_of(self.event, *person, *device, certificate) {
            return Some(Rule::BadCertificate);
        }
        let key = self.here(ix, invite).and_then(|i| match self.node(i)?.record()? {
            Record::Invite { key, .. } if self.node(i)?.flaw.is_none() => Some(*key),
            _ => None,
        });
        let proved = key.is_some_and(|key| is_redeemed(key, self.event, *invite, *person, *device, proof));
        (!proved).then_some(Rule::NoInvite)
    }

    /// Everything that is given under a grant (R2, R4, A4, A6).
    fn flaw_of_record(&self, ix: OpIx, operation: &Operation, record: &Record) -> Option<Rule> {
        let node = self.node(ix)?;
        let header = operation.header();
        let on_document = node.log != ROSTER;
        if matches!(record, Record::Home { .. }) {
            let first = header.seq == 1 && header.deps.is_empty() && header.document == DocumentId([0; 32]);
            if !first {
                return Some(Rule::HomeNotFirst);
            }
        } else if on_document && self.known_home(ix).is_none() {
            return Some(Rule::NoHome);
        }
        if node.leaving {
            return None;
        }
        let by = by_of(record).and_then(|name| self.gift_named(name));
        let Some(by) = by.filter(|g| Some(g.subject) == node.person.map(Principal::Person) && self.knows_ix(ix, g.op))
        else {
            return Some(Rule::NotOnesOwn);
        };
        let passes_on = matches!(
            record,
            Record::Grant { .. } | Record::Invite { .. } | Record::Share { .. } | Record::Scope { .. }
        );
        if passes_on && by.rank.depth >= MAX_DEPTH {
            return Some(Rule::TooManyHands);
        }
        match record {
            Record::Cut { of, .. } if self.here(ix, of).is_none() => return Some(Rule::NotThere),
            Record::Settle { of, .. } => {
                let same_log = self.here(ix, of).and_then(|o| self.node(o)).is_some_and(|o| o.log == node.log);
                if !same_log {
                    return Some(Rule::NotThere);
                }
            }
            _ => {}
        }
        match record {
            Record::Home { kind, scope, .. } => {
                (!by.rights.iter().any(|h| may_make(*kind, *scope, *h))).then_some(Rule::MayNotMake)
            }
            _ if on_document => {
                let admin = by.rights.iter().any(|h| self.level_by(*h, node.log) == Some(Level::Admin));
                (!admin).then_some(Rule::NeedsAdmin)
            }
            Record::Scope { .. } | Record::Module { .. } if !by.holds_event() => Some(Rule::NeedsOwner),
            Record::Grant { rights, until, .. } | Record::Invite { rights, until, .. } => {
                flaw_of_giving(by, rights, *until)
            }
            _ => (!by.rights.iter().any(|h| gives(h.right))).then_some(Rule::MayNotGive),
        }
    }

    /// Enters what it gives (R2, R4).
    pub(super) fn give(&mut self, ix: OpIx) {
        for gift in self.gifts_of(ix).unwrap_or_default() {
            let gift_ix = GiftIx(self.index.gifts.len() as u32);
            let Some(node) = self.nodes.get_mut(ix.0 as usize) else { return };
            node.gifts.push(gift_ix);
            if node.log == ROSTER {
                if let Principal::Person(person) = gift.subject {
                    self.index.of_person.entry(person).or_default().push(gift_ix);
                }
            } else if let Some(log) = self.logs.get_mut(node.log.0 as usize) {
                log.gifts.push(gift_ix);
            }
            self.index.gifts.push(gift);
        }
    }

    fn gifts_of(&self, ix: OpIx) -> Option<Vec<Gift>> {
        let node = self.node(ix)?;
        let me = node.person.map(Principal::Person)?;
        let name = GrantRef { op: node.id, place: 0 };
        let gift = |subject, rights: Vec<Held>, rank| Gift {
            name,
            op: ix,
            subject,
            rights,
            rank,
            role: None,
            required: false,
            until: None,
        };
        let below = |by: &GrantRef| self.gift_named(*by).map(|g| g.rank.depth.saturating_add(1));
        let document = self.log(node.log)?.id;
        let on = |level| Held { domain: Domain::Document(document), right: right_of(level) };
        Some(match node.record()? {
            Record::Genesis { owners, .. } => owners
                .iter()
                .zip(0..=u8::MAX)
                .map(|(owner, place)| Gift {
                    name: GrantRef { op: node.id, place },
                    rank: Rank { class: 0, depth: 0, place },
                    ..gift(Principal::Person(owner.person), vec![EVERYTHING], Rank { class: 0, depth: 0, place })
                })
                .collect(),
            Record::Scope { by, .. } => {
                let rights = vec![Held { domain: Domain::Scope(ScopeId(node.id.0)), right: model::op::Right::All }];
                let rank = rank_of(&rights, below(by)?);
                vec![gift(me, rights, rank)]
            }
            Record::Grant { person, rights, by, until } => {
                let rank = rank_of(rights, below(by)?);
                vec![Gift { until: *until, ..gift(Principal::Person(*person), rights.clone(), rank) }]
            }
            Record::Redeem { invite, .. } => {
                let Record::Invite { rights, by, until, .. } = self.node(self.here(ix, invite)?)?.record()? else {
                    return None;
                };
                let rank = rank_of(rights, below(by)?);
                vec![Gift { until: *until, ..gift(me, rights.clone(), rank) }]
            }
            Record::Home { .. } => vec![gift(me, vec![on(Level::Admin)], Rank { class: 2, depth: 0, place: 0 })],
            Record::Share { subject, level, role, required, by } => {
                let rights = vec![on(*level)];
                let rank = rank_of(&rights, below(by)?);
                vec![Gift { role: *role, required: *required, ..gift(*subject, rights, rank) }]
            }
            _ => Vec::new(),
        })
    }

    /// The file level that one right of a grant gives on one document (d.11.4 a, b; `Event:*` everywhere).
    pub(super) fn level_by(&self, held: Held, log: super::node::LogIx) -> Option<Level> {
        let log = self.log(log)?;
        if let Domain::Document(document) = held.domain {
            return if document == log.id { model::permission::files_level(held.right) } else { None };
        }
        let home = log.home?;
        level_given(home.kind, home.scope, held)
    }

    /// An operation that is in this one's past.
    pub(super) fn here(&self, ix: OpIx, id: &OpId) -> Option<OpIx> {
        self.by_id.get(id).copied().filter(|other| self.knows_ix(ix, *other))
    }

    pub(super) fn gift_named(&self, name: GrantRef) -> Option<&Gift> {
        let node = self.node(*self.by_id.get(&name.op)?)?;
        node.gifts.iter().filter_map(|g| self.gift(*g)).find(|g| g.name == name)
    }
}

/// R2: never more than the parent, never longer, and only by those who may give there.
fn flaw_of_giving(by: &Gift, rights: &[Held], until: Option<i64>) -> Option<Rule> {
    if rights.is_empty() || rights.iter().any(|h| matches!(h.domain, Domain::Document(_))) {
        return Some(Rule::NothingGiven);
    }
    for right in rights {
        if !by.rights.iter().any(|h| implies(*h, *right)) {
            return Some(Rule::MoreThanHeld);
        }
        if !may_give(&by.rights, right.domain) {
            return Some(Rule::MayNotGive);
        }
    }
    if by.until.is_some_and(|end| until.is_none_or(|until| until > end)) {
        return Some(Rule::Outlives);
    }
    None
}

/// R1: which Records are the roster's, and which a document's.
fn belongs(record: &Record, roster: bool) -> bool {
    match record {
        Record::Home { .. } | Record::Share { .. } | Record::Unshare { .. } => !roster,
        Record::Cut { .. } | Record::Settle { .. } => true,
        _ => roster,
    }
}

/// The grant that a record is given under.
pub(super) fn by_of(record: &Record) -> Option<GrantRef> {
    match record {
        Record::Scope { by, .. }
        | Record::Grant { by, .. }
        | Record::Invite { by, .. }
        | Record::Close { by, .. }
        | Record::Module { by, .. }
        | Record::Cut { by, .. }
        | Record::Settle { by, .. }
        | Record::Home { by, .. }
        | Record::Share { by, .. } => Some(*by),
        Record::Revoke { by, .. } | Record::Unshare { by, .. } => *by,
        Record::Genesis { .. } | Record::Device { .. } | Record::Redeem { .. } => None,
    }
}

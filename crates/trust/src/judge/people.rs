//! Questions about people: what they hold, and which of their grants an act can be given under (R2, R3).

use super::node::{GiftIx, LogIx, ROSTER};
use super::taking::{Hand, Who};
use super::{Judge, Rank};
use model::id::{DeviceId, DocumentId, OpId, PersonId, ScopeId};
use model::op::{DocumentKind, Domain, GrantRef, Held, Principal, Record, ScopeKind};
use model::permission::{gives, implies, may_give, may_make};
use std::collections::BTreeSet;

/// A grant of the roster that is there now, in whole or in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantEntry {
    /// How records name it.
    pub name: GrantRef,
    /// The rights of it that nothing has taken away.
    pub rights: BTreeSet<Held>,
    /// Until when.
    pub until: Option<i64>,
    /// How far up it stands.
    pub rank: Rank,
}

/// An area or a collaborator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ScopeEntry {
    /// Its name.
    pub scope: ScopeId,
    /// Which of the two.
    pub kind: ScopeKind,
    /// Who founded it.
    pub founder: PersonId,
}

/// A record that somebody wants to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act<'a> {
    /// Scope or Module.
    Found,
    /// Grant or Invite of these rights.
    Give(&'a [Held]),
    /// Home of such a document.
    Make(DocumentKind, Domain),
    /// Share, Unshare, Cut or Settle in a document.
    Administer(DocumentId),
    /// Revoke, Cut, Settle or Close in the roster, under the highest grant that gives a right to give or take. Whether what shall be hit stands
    /// below is not asked.
    Take,
}

impl Judge {
    /// Whom a device acts for.
    #[must_use]
    pub fn person_of(&self, device: DeviceId) -> Option<PersonId> {
        let by = self.index.certified.get(&device)?;
        by.iter().filter(|(op, _)| self.state_ix(*op).counts()).map(|(_, person)| *person).min()
    }

    /// A person's devices, put out or not.
    #[must_use]
    pub fn devices_of(&self, person: PersonId) -> BTreeSet<DeviceId> {
        self.devices().filter(|(_, p)| *p == person).map(|(device, _)| device).collect()
    }

    /// Everybody who holds something in the roster now.
    #[must_use]
    pub fn members(&self) -> BTreeSet<PersonId> {
        self.index.of_person.keys().copied().filter(|p| !self.rights_of(*p).is_empty()).collect()
    }

    /// The owners that genesis names, first to last.
    #[must_use]
    pub fn owners(&self) -> Vec<PersonId> {
        let genesis = self.op_ix(OpId(self.event.0)).and_then(|ix| self.node(ix)).filter(|n| n.flaw.is_none());
        match genesis.and_then(|n| n.record()) {
            Some(Record::Genesis { owners, .. }) => owners.iter().map(|o| o.person).collect(),
            _ => Vec::new(),
        }
    }

    /// Areas and collaborators, by id.
    #[must_use]
    pub fn scopes(&self) -> Vec<ScopeEntry> {
        let founded =
            self.index.scopes.iter().filter(|ix| self.state_ix(**ix).counts()).filter_map(|ix| self.node(*ix));
        let mut out: Vec<ScopeEntry> = founded
            .filter_map(|n| match n.record() {
                Some(Record::Scope { kind, .. }) => {
                    Some(ScopeEntry { scope: ScopeId(n.id.0), kind: *kind, founder: n.person? })
                }
                _ => None,
            })
            .collect();
        out.sort_unstable();
        out
    }

    /// The rights that a person holds in the event and its areas and collaborators now. What one right implies is not spelt out:
    /// `model::permission::implies`.
    #[must_use]
    pub fn rights_of(&self, person: PersonId) -> BTreeSet<Held> {
        self.grants_of(person).into_iter().flat_map(|g| g.rights).collect()
    }

    /// The grants of the roster that a person holds now, the highest first.
    #[must_use]
    pub fn grants_of(&self, person: PersonId) -> Vec<GrantEntry> {
        let who = Who { person, device: None };
        let mine = self.index.of_person.get(&person).map(Vec::as_slice).unwrap_or_default();
        let mut out: Vec<GrantEntry> = mine
            .iter()
            .filter_map(|ix| {
                let gift = self.gift(*ix)?;
                let rights: BTreeSet<Held> =
                    gift.rights.iter().copied().filter(|h| self.live(*ix, Hand::Right(*h), who)).collect();
                let entry = GrantEntry { name: gift.name, rights, until: gift.until, rank: gift.rank };
                (!entry.rights.is_empty()).then_some(entry)
            })
            .collect();
        out.sort_by_key(|g| (g.rank, g.name));
        out
    }

    /// The grant to name in `by` for a record that this person wants to write at a time of theirs: the highest of those under which it would
    /// be applied, everything known here considered. Nothing: they may not.
    #[must_use]
    pub fn way_to(&self, person: PersonId, act: Act<'_>, at: i64) -> Option<GrantRef> {
        let who = Who { person, device: None };
        let roster = self.index.of_person.get(&person).map(Vec::as_slice).unwrap_or_default();
        let log = if let Act::Administer(document) = act { Some(self.log_ix(document)?) } else { None };
        let member = || roster.iter().any(|g| self.usable(*g, who, at, |_| true));
        let in_log = log.and_then(|l| self.log(l)).map(|l| l.gifts.as_slice()).unwrap_or_default();
        let own = in_log
            .iter()
            .filter(|g| self.gift(**g).is_some_and(|gift| gift.subject == Principal::Person(person)) && member());
        let able = roster.iter().chain(own).filter(|g| self.serves(**g, act, log, who, at));
        able.filter_map(|g| self.gift(*g)).min_by_key(|g| (g.rank, g.name)).map(|g| g.name)
    }

    fn serves(&self, ix: GiftIx, act: Act<'_>, log: Option<LogIx>, who: Who, at: i64) -> bool {
        let Some(gift) = self.gift(ix) else { return false };
        match act {
            Act::Found => gift.holds_event() && self.usable(ix, who, at, |h| gives(h.right)),
            Act::Take => self.usable(ix, who, at, |h| gives(h.right)),
            Act::Make(kind, scope) => {
                gift.rights.iter().any(|h| may_make(kind, scope, *h)) && self.usable(ix, who, at, |_| true)
            }
            Act::Give(rights) => {
                let covers =
                    |r: &Held| may_give(&gift.rights, r.domain) && self.usable(ix, who, at, |h| implies(h, *r));
                !rights.is_empty() && self.usable(ix, who, at, |h| gives(h.right)) && rights.iter().all(covers)
            }
            Act::Administer(_) => log.is_some_and(|log| {
                log != ROSTER && self.usable(ix, who, at, |h| self.level_by(h, log) == Some(model::op::Level::Admin))
            }),
        }
    }

    /// Is some right of this gift that fits there now?
    fn usable(&self, ix: GiftIx, who: Who, at: i64, fits: impl Fn(Held) -> bool) -> bool {
        let Some(gift) = self.gift(ix) else { return false };
        gift.until.is_none_or(|end| at <= end)
            && gift.rights.iter().any(|h| fits(*h) && self.live(ix, Hand::Right(*h), who))
    }
}

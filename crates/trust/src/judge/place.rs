//! Giving an operation its place: what it names, what it knows, what follows from that alone (A1–A3, History in the model).

use super::node::{Home, LogIx, Memo, NOWHERE, Node, OpIx, ROSTER, Said, Wanted};
use super::{Judge, Log, Rule};
use crate::operation::Operation;
use model::id::{DocumentId, OpId};
use model::op::{Body, Change, Header, Record};
use model::permission::{entry_of, needed, owner_of, while_assigned};
use std::sync::Arc;

impl Judge {
    /// Places an operation, or says which of the operations that it names is missing.
    pub(super) fn place(&mut self, operation: &Operation) -> Result<OpIx, OpId> {
        let header = operation.header();
        let named =
            |ids: &[OpId]| ids.iter().map(|id| self.by_id.get(id).copied().ok_or(*id)).collect::<Result<_, _>>();
        let prev: Option<OpIx> = header.prev.map(|id| self.by_id.get(&id).copied().ok_or(id)).transpose()?;
        let deps: Vec<OpIx> = named(&header.deps)?;
        let heads: Vec<OpIx> = named(&header.roster_heads)?;

        let ix = OpIx(self.nodes.len() as u32);
        let mut node = Node {
            id: operation.id(),
            log: NOWHERE,
            author: header.author,
            seq: header.seq,
            made_at: header.made_at,
            chain: 0,
            at: 0,
            own: Arc::clone(&self.nothing_known),
            roster: Arc::clone(&self.nothing_known),
            generation: 0,
            person: None,
            leaving: false,
            flaw: None,
            gifts: Vec::new(),
            said: said(operation.body()),
            memo: std::cell::Cell::new(Memo::Unknown),
        };
        if operation.event() != self.event {
            node.flaw = Some(Rule::AnotherEvent);
        } else if !self.builds_on_its_own_log(operation, prev, &deps, &heads) {
            node.flaw = Some(Rule::OtherLog);
        } else {
            node.log = self.log_of(operation.log());
            self.learn(&mut node, prev, &deps, &heads);
            self.join_chain(&mut node, ix, prev);
            node.flaw = self.flaw_of_chain(&node, header, prev, &deps, &heads);
        }
        self.by_id.insert(node.id, ix);
        let log = node.log;
        self.nodes.push(node);
        if log != NOWHERE {
            self.judge_form(ix, operation);
            self.file(ix, operation);
        }
        Ok(ix)
    }

    /// Everything named is in this log, or among the roster heads in the roster; so no operation drags another document along.
    fn builds_on_its_own_log(&self, operation: &Operation, prev: Option<OpIx>, deps: &[OpIx], heads: &[OpIx]) -> bool {
        let log = self.log_ix(operation.log());
        let mine = |ix: &OpIx| self.node(*ix).is_some_and(|n| Some(n.log) == log);
        let in_roster = |ix: &OpIx| self.node(*ix).is_some_and(|n| n.log == ROSTER);
        prev.iter().all(mine)
            && deps.iter().all(mine)
            && heads.iter().all(in_roster)
            && (log != Some(ROSTER) || heads.is_empty())
    }

    /// The union of what everything named knows, and of what is named.
    fn learn(&mut self, node: &mut Node, prev: Option<OpIx>, deps: &[OpIx], heads: &[OpIx]) {
        let (mut own, mut roster) = (std::mem::take(&mut self.scratch.0), std::mem::take(&mut self.scratch.1));
        own.clear();
        roster.clear();
        let mut generation = 0;
        for ix in prev.iter().chain(deps) {
            let Some(n) = self.node(*ix) else { continue };
            unite(&mut own, &n.own);
            reach(&mut own, n.chain, n.at + 1);
            unite(&mut roster, &n.roster);
            generation = generation.max(n.generation + 1);
        }
        for ix in heads {
            let Some(n) = self.node(*ix) else { continue };
            unite(&mut roster, &n.own);
            reach(&mut roster, n.chain, n.at + 1);
            generation = generation.max(n.generation + 1);
        }
        node.generation = generation;
        let before = prev.and_then(|ix| self.node(ix));
        node.roster = share(&roster, before.map(|n| &n.roster), &self.last_roster);
        self.last_roster = Arc::clone(&node.roster);
        node.own = Arc::from(own.as_slice());
        self.scratch = (own, roster);
    }

    /// Goes on in its predecessor's chain if that ends there, and begins one otherwise.
    fn join_chain(&mut self, node: &mut Node, ix: OpIx, prev: Option<OpIx>) {
        let before =
            prev.and_then(|p| self.nodes.get(p.0 as usize)).filter(|n| n.log == node.log && n.author == node.author);
        let Some(log) = self.logs.get_mut(node.log.0 as usize) else { return };
        let goes_on = before.filter(|n| log.tips.get(n.chain as usize).copied() == prev);
        match goes_on {
            Some(n) => {
                node.chain = n.chain;
                node.at = n.at + 1;
                if let Some(tip) = log.tips.get_mut(n.chain as usize) {
                    *tip = ix;
                }
            }
            None => {
                node.chain = log.tips.len() as u32;
                node.at = 0;
                log.tips.push(ix);
            }
        }
        // Its own chain is known by its place in it; without that entry the rest is usually what its predecessor knew.
        let mut own = node.own.to_vec();
        if let Some(entry) = own.get_mut(node.chain as usize) {
            *entry = 0;
        }
        while own.last() == Some(&0) {
            own.pop();
        }
        node.own = share(&own, before.map(|n| &n.own), &self.nothing_known);
    }

    /// A2: the author's number, the operation before it, and what it knows of the roster only ever go forward.
    fn flaw_of_chain(
        &self,
        node: &Node,
        header: &Header,
        prev: Option<OpIx>,
        deps: &[OpIx],
        heads: &[OpIx],
    ) -> Option<Rule> {
        let Some(before) = prev.and_then(|ix| self.node(ix)) else {
            return (header.seq != 1).then_some(Rule::Chain);
        };
        if before.author != header.author || before.seq.checked_add(1) != Some(header.seq) {
            return Some(Rule::Chain);
        }
        if node.log == ROSTER {
            return None;
        }
        let mut without = Vec::new();
        for n in deps.iter().filter_map(|ix| self.node(*ix)) {
            unite(&mut without, &n.roster);
        }
        for n in heads.iter().filter_map(|ix| self.node(*ix)) {
            unite(&mut without, &n.own);
            reach(&mut without, n.chain, n.at + 1);
        }
        let goes_back = before.roster.iter().enumerate().any(|(c, n)| without.get(c).copied().unwrap_or(0) < *n);
        goes_back.then_some(Rule::HeadsBackwards)
    }

    /// Whom it acts for, what else is wrong with it, and what it gives.
    fn judge_form(&mut self, ix: OpIx, operation: &Operation) {
        let person = self.person_at(ix);
        if let Some(node) = self.nodes.get_mut(ix.0 as usize) {
            node.person = person.ok().flatten();
        }
        let leaving = self.is_leaving(ix);
        if let Some(node) = self.nodes.get_mut(ix.0 as usize) {
            node.leaving = leaving;
        }
        let mut flaw = self.node(ix).and_then(|n| n.flaw).or_else(|| self.flaw(ix, operation, person.err()));
        let mut wanted = None;
        if let (None, Body::Change(change)) = (flaw, operation.body()) {
            match self.wants(ix, change) {
                Ok(wants) => wanted = Some(wants),
                Err(rule) => flaw = Some(rule),
            }
        }
        if let Some(node) = self.nodes.get_mut(ix.0 as usize) {
            node.flaw = flaw;
            if let Some(wanted) = wanted {
                node.said = Said::Change(wanted);
            }
        }
        if flaw.is_none() {
            self.give(ix);
        }
    }

    /// What the edits of a Change need, each need once. The kind is that of the document, which must begin in its past.
    fn wants(&self, ix: OpIx, Change(edits): &Change) -> Result<Vec<Wanted>, Rule> {
        let home = self.known_home(ix).ok_or(Rule::NoHome)?;
        let person = self.node(ix).and_then(|n| n.person);
        let mut wanted = Vec::new();
        let mut last: Option<(&str, bool, Wanted)> = None;
        for edit in edits {
            let own = person.is_some() && owner_of(&edit.entry) == person;
            if let Some((section, was_own, _)) = last
                && section == edit.section
                && was_own == own
            {
                continue;
            }
            let need = needed(home.kind, &edit.section, own).ok_or(Rule::NoSection)?;
            let want = Wanted { need, assigned: while_assigned(&edit.section) };
            last = Some((&edit.section, own, want));
            if !wanted.contains(&want) {
                wanted.push(want);
            }
        }
        wanted.sort_unstable();
        Ok(wanted)
    }

    /// Enters it in its log and, if nothing is wrong with it, in the lists that judging asks.
    fn file(&mut self, ix: OpIx, operation: &Operation) {
        let Some(node) = self.nodes.get(ix.0 as usize) else { return };
        let (log_ix, flawed, author) = (node.log, node.flaw.is_some(), node.author);
        let known: Vec<OpIx> = self
            .log(log_ix)
            .map(|l| l.heads.iter().copied().filter(|h| self.knows_ix(ix, *h)).collect())
            .unwrap_or_default();
        let Some(log) = self.logs.get_mut(log_ix.0 as usize) else { return };
        log.ops.push(ix);
        log.authors.entry(author).or_default().push(ix);
        for head in known {
            log.heads.remove(&head);
        }
        log.heads.insert(ix);
        if flawed {
            return;
        }
        match operation.body() {
            Body::Change(Change(edits)) => {
                let mut last = "";
                for edit in edits.iter().filter(|e| e.section == VERSIONS) {
                    if edit.entry != last {
                        last = &edit.entry;
                        if let Some(version) = entry_of(last) {
                            log.versions.entry(version).or_default().push(ix);
                        }
                    }
                }
            }
            Body::Statement(_) => log.statements.push(ix),
            Body::Record(record) => self.file_record(ix, log_ix, record),
        }
    }

    fn file_record(&mut self, ix: OpIx, log_ix: LogIx, record: &Record) {
        let of = |id: &OpId| self.by_id.get(id).copied();
        match record {
            Record::Home { kind, scope, version, .. } => {
                let home = Home { op: ix, kind: *kind, scope: *scope, version: *version };
                if let Some(log) = self.logs.get_mut(log_ix.0 as usize) {
                    log.home = Some(home);
                }
            }
            Record::Unshare { .. } => {
                if let Some(log) = self.logs.get_mut(log_ix.0 as usize) {
                    log.unshares.push(ix);
                }
            }
            Record::Cut { of: what, .. } => {
                if let (Some(what), Some(log)) = (of(what), self.logs.get_mut(log_ix.0 as usize)) {
                    log.cuts.entry(what).or_default().push(ix);
                }
            }
            Record::Settle { of: what, .. } => {
                if let Some(what) = of(what) {
                    self.index.settles.entry(what).or_default().push(ix);
                }
            }
            Record::Close { invite, .. } => self.index.closes.entry(*invite).or_default().push(ix),
            Record::Module { scope, module, .. } => self.index.switches.entry((*scope, *module)).or_default().push(ix),
            Record::Scope { .. } => self.index.scopes.push(ix),
            Record::Genesis { owners, .. } => {
                for owner in owners {
                    self.index.certified.entry(owner.device).or_default().push((ix, owner.person));
                }
            }
            Record::Device { person, device, .. } | Record::Redeem { person, device, .. } => {
                self.index.certified.entry(*device).or_default().push((ix, *person));
            }
            Record::Revoke { what, .. } => {
                use model::op::Revoked;
                match what {
                    Revoked::Person(person, _) => self.index.revokes_of_person.entry(*person).or_default().push(ix),
                    Revoked::Device(device) => self.index.revokes_of_device.entry(*device).or_default().push(ix),
                    Revoked::Grant(grant) => self.index.revokes_of_grant.entry(*grant).or_default().push(ix),
                    Revoked::Invite(invite) => self.index.revokes_of_invite.entry(*invite).or_default().push(ix),
                }
            }
            Record::Grant { .. } | Record::Invite { .. } | Record::Share { .. } => {}
        }
    }

    fn log_of(&mut self, id: DocumentId) -> LogIx {
        if let Some(ix) = self.log_ix(id) {
            return ix;
        }
        let ix = LogIx(self.logs.len() as u32);
        self.logs.push(Log::new(id));
        self.log_by_id.insert(id, ix);
        ix
    }
}

/// The section of a file in which each version has its entry.
const VERSIONS: &str = "versions";

fn said(body: &Body) -> Said {
    match body {
        Body::Change(_) => Said::Change(Vec::new()),
        Body::Statement(statement) => Said::Statement(Box::new(statement.clone())),
        Body::Record(record) => Said::Record(Box::new(record.clone())),
    }
}

fn unite(into: &mut Vec<u32>, more: &[u32]) {
    if into.len() < more.len() {
        into.resize(more.len(), 0);
    }
    for (a, b) in into.iter_mut().zip(more) {
        *a = (*a).max(*b);
    }
}

fn reach(into: &mut Vec<u32>, chain: u32, count: u32) {
    let chain = chain as usize;
    if into.len() <= chain {
        into.resize(chain + 1, 0);
    }
    if let Some(entry) = into.get_mut(chain) {
        *entry = (*entry).max(count);
    }
}

/// One of the known lists if it says the same, or a new one.
fn share(list: &[u32], first: Option<&Arc<[u32]>>, second: &Arc<[u32]>) -> Arc<[u32]> {
    match first {
        Some(known) if **known == *list => Arc::clone(known),
        _ if **second == *list => Arc::clone(second),
        _ => Arc::from(list),
    }
}

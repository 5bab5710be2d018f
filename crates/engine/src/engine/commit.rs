//! The one door: admit → derive → project → one SQLite transaction → what pages are told.

use super::Engine;
use super::project::{Before, Projection};
use crate::failure::Failure;
use crate::show::Show;
use model::id::{DocumentId, EventId, OpId};
use model::op::{Body, DocumentKind, Record};
use model::row::{Notice, OpState};
use std::collections::{BTreeMap, BTreeSet};
use store::{Imported, StoredOperation};
use trust::{Operation, State, Taken};

/// What became of an operation, as it is kept and shown.
#[must_use]
pub fn op_state(state: Option<State>) -> (OpState, String) {
    match state {
        Some(State::Applied) => (OpState::Applied, String::new()),
        Some(State::Held) => (OpState::Held, "A6".to_owned()),
        Some(State::Refused(rule)) => (OpState::Refused, format!("{}: {}", rule.id(), rule.words())),
        Some(State::Waiting) | None => (OpState::Waiting, "A3".to_owned()),
    }
}

impl Engine {
    /// Keeps operations that the judge has just taken, and everything that follows from them. All or nothing.
    pub(super) fn commit(
        &mut self,
        event: EventId,
        mut operations: Vec<Operation>,
        taken: &Taken,
        imported: &[Imported],
        now: i64,
    ) -> Result<Vec<Notice>, Failure> {
        let viewer = self.viewer();
        let me = self.me.as_ref().map(crate::me::Me::person);
        let Self { writer, shows, papers, event_of, .. } = self;
        let show = shows.get_mut(&event).ok_or(Failure::Closed)?;
        let before = Before::of(show, viewer);
        if taken.changed.iter().any(|c| c.log == DocumentId::from(event))
            || operations.iter().any(|op| matches!(op.body(), Body::Record(_)))
        {
            show.records_changed(me);
        }
        let touched: BTreeSet<DocumentId> = taken
            .changed
            .iter()
            .map(|c| c.log)
            .chain(taken.rederive.iter().copied())
            .filter(|log| *log != DocumentId::from(event))
            .collect();
        for document in &touched {
            if let Some(entry) = show.judge.document(*document) {
                show.note(&entry);
                event_of.insert(*document, event);
            }
        }
        causally(show, &mut operations);
        let new: BTreeSet<OpId> = operations.iter().map(Operation::id).collect();
        // An operation that was waiting is on disk and not in hand: its document is derived anew.
        let woken: BTreeSet<DocumentId> = taken
            .changed
            .iter()
            .filter(|c| !new.contains(&c.op) && c.was == Some(State::Waiting))
            .map(|c| c.log)
            .collect();
        let show = &mut *show;
        let result = writer.as_mut().ok_or(Failure::Closed)?.transaction(|tx| {
            for op in &operations {
                tx.put_operation(&stored(show, op, now))?;
            }
            for changed in taken.changed.iter().filter(|c| !new.contains(&c.op)) {
                let (state, rule) = op_state(Some(changed.now));
                tx.set_operation_state(&changed.op, state, &rule)?;
            }
            for one in imported {
                tx.put_file(one, now)?;
            }
            let mut by_document: BTreeMap<DocumentId, Vec<Operation>> = BTreeMap::new();
            for op in &operations {
                if show.judge.state(op.id()).is_some_and(|s| s != State::Waiting) {
                    by_document.entry(op.log()).or_default().push(op.clone());
                }
            }
            for document in &touched {
                let readable = show.judge.document(*document).is_some_and(|d| {
                    d.state.counts()
                        && d.kind != DocumentKind::Roster
                        && document::Layout::of(d.kind, d.version).is_some()
                });
                if readable {
                    let ops = by_document.get(document).map(Vec::as_slice).unwrap_or_default();
                    let anew = taken.rederive.contains(document) || woken.contains(document);
                    papers.take(show, *document, ops, anew, tx)?;
                }
            }
            let mut projection = Projection { show, papers, viewer, now, tx };
            projection.after(&before, &touched, &taken.changed, &operations)
        });
        match result {
            Ok(notices) => Ok(notices),
            Err(error) => {
                papers.close(&touched);
                Err(error)
            }
        }
    }
}

/// Puts operations into an order in which everything comes after what it names.
fn causally(show: &Show, operations: &mut [Operation]) {
    if operations.len() < 2 {
        return;
    }
    let logs: BTreeSet<DocumentId> = operations.iter().map(Operation::log).collect();
    let mut place: BTreeMap<OpId, (DocumentId, usize)> = BTreeMap::new();
    for log in logs {
        place.extend(show.judge.operations(log).into_iter().enumerate().map(|(nth, (id, _))| (id, (log, nth))));
    }
    operations.sort_by_key(|op| place.get(&op.id()).copied().unwrap_or((op.log(), usize::MAX)));
}

fn stored(show: &Show, op: &Operation, now: i64) -> StoredOperation {
    let header = op.header();
    let (state, rule) = op_state(show.judge.state(op.id()));
    StoredOperation {
        id: op.id(),
        event: op.event(),
        log: op.log(),
        author: header.author,
        seq: header.seq,
        prev: header.prev,
        kind: header.kind,
        made_at: header.made_at,
        received_at: now,
        envelope: op.envelope().to_vec(),
        body: op.body_bytes().to_vec(),
        state,
        rule,
    }
}

/// Operations that need no line of their own in the log: the act's other operations say it.
#[must_use]
pub const fn is_quiet(op: &Operation) -> bool {
    matches!(
        op.body(),
        Body::Record(Record::Genesis { .. } | Record::Home { .. } | Record::Scope { .. } | Record::Cut { .. })
    )
}

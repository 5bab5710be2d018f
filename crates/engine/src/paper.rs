//! Documents that are open: derived, read back, and kept for a while because the same one is usually wanted again.

use crate::failure::Failure;
use crate::show::Show;
use document::{DERIVE_VERSION, Derived, Step};
use model::content::Content;
use model::id::{DocumentId, EntryId, OpId};
use model::op::{Body, Edit};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use store::{Snapshot, Tx, View};
use trust::{Operation, State};

/// Open documents at most; beyond that the one used longest ago is closed.
const OPEN_MOST: usize = 256;
/// A snapshot is written when a document has grown by so many operations: until then deriving the rest costs less than writing.
const SNAPSHOT_EVERY: usize = 64;

/// A document that is open.
#[derive(Debug)]
pub struct Paper {
    derived: Derived,
    /// What it says now.
    pub content: Rc<Content>,
    /// The operation that brought each version, of those that count.
    pub version_ops: BTreeMap<EntryId, OpId>,
    /// Operations that the snapshot on disk does not have.
    unsaved: usize,
    used: u64,
}

/// Operations as steps: those of one document, in causal order, with what became of them.
fn steps<'a>(show: &Show, operations: &'a [Operation]) -> Vec<Step<'a>> {
    let state = |op: &Operation| show.judge.state(op.id());
    operations
        .iter()
        .filter(|op| state(op).is_some_and(|s| s != State::Waiting))
        .map(|op| {
            let edits: &[Edit] = match op.body() {
                Body::Change(change) => &change.0,
                Body::Statement(_) | Body::Record(_) => &[],
            };
            let header = op.header();
            let applied = state(op).is_some_and(State::counts);
            Step {
                id: op.id(),
                author: header.author,
                branch: branch(show, op, operations),
                prev: header.prev,
                deps: header.deps.clone(),
                applied,
                edits,
            }
        })
        .collect()
}

/// The branch of a fork that an operation is on: the forked operation nearest before it, or itself (A7).
fn branch(show: &Show, op: &Operation, operations: &[Operation]) -> Option<OpId> {
    let forks = show.forks.get(&(op.log(), op.header().author))?;
    let forked: BTreeSet<OpId> = forks.iter().flat_map(|f| f.ops.iter().copied()).collect();
    let by_id: BTreeMap<OpId, &Operation> = operations.iter().map(|o| (o.id(), o)).collect();
    let mut at = Some(op);
    while let Some(op) = at {
        if forked.contains(&op.id()) {
            return Some(op.id());
        }
        at = op.header().prev.and_then(|prev| by_id.get(&prev).copied());
    }
    None
}

impl Paper {
    fn derive(
        show: &Show,
        document: DocumentId,
        operations: &[Operation],
        snapshot: Option<&Snapshot>,
    ) -> Result<Self, Failure> {
        let failed = |source| Failure::Derive { document: document.to_string(), source };
        let entry = show
            .judge
            .document(document)
            .ok_or_else(|| failed(document::Failure::SnapshotUnusable { why: "its Home is missing" }))?;
        let begun =
            match snapshot.filter(|s| s.derive_version == u32::from(DERIVE_VERSION)).map(|s| Derived::load(&s.content))
            {
                Some(Ok(derived)) => derived,
                // A snapshot that cannot be used is a cache that is thrown away.
                Some(Err(_)) | None => Derived::new(entry.kind, entry.version, document).map_err(failed)?,
            };
        let mut paper =
            Self { derived: begun, content: Rc::default(), version_ops: BTreeMap::new(), unsaved: 0, used: 0 };
        let all = steps(show, operations);
        paper.unsaved = all.iter().filter(|s| !paper.derived.has(&s.id)).count();
        paper.derived.take(&all).map_err(failed)?;
        paper.note(&all);
        paper.content = Rc::new(paper.derived.content());
        Ok(paper)
    }

    fn note(&mut self, steps: &[Step<'_>]) {
        for step in steps.iter().filter(|s| s.applied) {
            let brought = step.edits.iter().filter(|e| e.section == "versions" && e.field == "parents");
            self.version_ops.extend(brought.filter_map(|e| Some((model::file::read_owned(&e.entry)?.1, step.id))));
        }
    }

    /// The document's heads, as any Automerge library names them.
    #[must_use]
    pub fn heads(&self) -> Vec<[u8; 32]> {
        self.derived.heads()
    }

    /// The derived document itself, for export.
    #[must_use]
    pub const fn derived(&self) -> &Derived {
        &self.derived
    }
}

/// The open documents.
#[derive(Debug, Default)]
pub struct Papers {
    open: HashMap<DocumentId, Paper>,
    clock: u64,
}

impl Papers {
    /// A document, opened if it is not.
    pub fn open(&mut self, show: &Show, document: DocumentId, view: View<'_>) -> Result<&Paper, Failure> {
        self.clock += 1;
        if !self.open.contains_key(&document) {
            let operations = operations_of(show, document, view)?;
            let snapshot = view.snapshot(&document)?;
            let paper = Paper::derive(show, document, &operations, snapshot.as_ref())?;
            self.insert(document, paper);
        }
        let clock = self.clock;
        let paper = self.open.get_mut(&document).ok_or(Failure::Closed)?;
        paper.used = clock;
        Ok(paper)
    }

    fn insert(&mut self, document: DocumentId, paper: Paper) {
        if self.open.len() >= OPEN_MOST
            && let Some(oldest) = self.open.iter().min_by_key(|(_, p)| p.used).map(|(id, _)| *id)
        {
            self.open.remove(&oldest);
        }
        self.open.insert(document, paper);
    }

    /// Goes on with operations that were just stored; all of it anew when the filter changed before the end (A8).
    pub fn take(
        &mut self,
        show: &Show,
        document: DocumentId,
        new: &[Operation],
        anew: bool,
        tx: &mut Tx<'_>,
    ) -> Result<&Paper, Failure> {
        self.clock += 1;
        let clock = self.clock;
        // A fork changes which branch earlier operations are on, so such a document is derived anew as well.
        let forked = new.iter().any(|op| show.forks.contains_key(&(op.log(), op.header().author)));
        if anew || forked {
            self.open.remove(&document);
            tx.remove_snapshot(&document)?;
        }
        let failed = |source| Failure::Derive { document: document.to_string(), source };
        if let Some(paper) = self.open.get_mut(&document) {
            let steps = steps(show, new);
            paper.unsaved += steps.len();
            paper.derived.take(&steps).map_err(failed)?;
            paper.note(&steps);
            paper.content = Rc::new(paper.derived.content());
        } else {
            let (operations, snapshot) = {
                let view = tx.view();
                (operations_of(show, document, view)?, view.snapshot(&document)?)
            };
            let paper = Paper::derive(show, document, &operations, snapshot.as_ref())?;
            self.insert(document, paper);
        }
        let paper = self.open.get_mut(&document).ok_or(Failure::Closed)?;
        paper.used = clock;
        if paper.unsaved >= SNAPSHOT_EVERY {
            tx.put_snapshot(&Snapshot {
                document,
                event: show.event_id,
                derive_version: u32::from(DERIVE_VERSION),
                operations: paper.derived.ops().count() as u64,
                content: paper.derived.save(),
            })?;
            paper.unsaved = 0;
        }
        Ok(paper)
    }

    /// Closes documents: after a transaction that did not come to its end, what is in memory is ahead of what is kept.
    pub fn close<'a>(&mut self, documents: impl IntoIterator<Item = &'a DocumentId>) {
        for document in documents {
            self.open.remove(document);
        }
    }

    /// Closes all.
    pub fn close_all(&mut self) {
        self.open.clear();
    }
}

/// The stored operations of a document, in causal order; those that wait for something are left out.
pub fn operations_of(show: &Show, document: DocumentId, view: View<'_>) -> Result<Vec<Operation>, Failure> {
    let mut by_id: BTreeMap<OpId, Operation> = BTreeMap::new();
    for stored in view.operations_of(&document)? {
        let operation = Operation::stored(&stored.envelope, &stored.body)?;
        by_id.insert(stored.id, operation);
    }
    Ok(show
        .judge
        .operations(document)
        .into_iter()
        .filter(|(_, s)| *s != State::Waiting)
        .filter_map(|(id, _)| by_id.remove(&id))
        .collect())
}

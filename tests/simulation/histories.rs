//! The property: whatever the order, the same rows, the same documents, and both once more from the operations alone.

use crate::chance::Chance;
use crate::history::{History, WRITERS};
use crate::reference;
use crate::stores::{Fed, NOW, Outcome};
use model::file::File;
use model::id::DocumentId;
use model::op::DocumentKind;
use model::review::Facts;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};
use trust::State;

/// Operations in a history, at least.
const OPERATIONS: usize = 200;
/// Seeds that are always played.
const ALWAYS: u64 = 4;

/// How often each kind of operation came up, over all histories.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    histories: usize,
    operations: usize,
    applied: usize,
    refused: usize,
    held: usize,
    waiting: usize,
    concurrent: usize,
    forked: usize,
    statuses: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.histories += 1;
        self.operations += other.operations;
        self.applied += other.applied;
        self.refused += other.refused;
        self.held += other.held;
        self.waiting += other.waiting;
        self.concurrent += other.concurrent;
        self.forked += other.forked;
        self.statuses += other.statuses;
    }
}

/// Plays one history: two or three stores, each in its own order, then everything anew.
fn play(seed: u64) -> Tally {
    let history = History::of(seed, OPERATIONS);
    let mut chance = Chance::of(seed ^ 0xFEED);
    let viewer = &history.authors[chance.below(WRITERS + 1)];
    let stores = 2 + usize::from(chance.percent(34));
    let mut first: Option<Outcome> = None;
    let mut tally = Tally::default();
    for nth in 0..stores {
        let mut fed = Fed::of(viewer).fed(&history, &mut chance, nth == 1);
        let outcome = Outcome::of(&mut fed.engine);
        if nth == 0 {
            tally = look(&history, &mut fed);
        }
        if nth == stores - 1 {
            fed.engine.rebuild(NOW).expect("it can be made anew");
            if let Some(what) = outcome.differs(&Outcome::of(&mut fed.engine)) {
                panic!("made anew, it differs: {what}");
            }
        }
        match &first {
            None => first = Some(outcome),
            Some(first) => {
                if let Some(what) = first.differs(&outcome) {
                    panic!("store {nth} differs from store 0: {what}");
                }
            }
        }
    }
    tally
}

/// What a store says of a history: nothing is lost, every state is one that a judge of nothing else finds, every status is the table's.
fn look(history: &History, fed: &mut Fed) -> Tally {
    let mut tally = Tally { operations: history.ids().len(), ..Tally::default() };
    let kept = fed.engine.operations(history.event).expect("operations");
    assert_eq!(kept.len(), history.ids().len(), "every operation is kept, once");
    let mut fresh = trust::Judge::new(history.event);
    fresh.take_all(&history.operations);
    let judge = fed.show(history.event).judge.clone();
    assert_eq!(judge.circles(), 0, "judging came back to what it was judging");
    for operation in &history.operations {
        let state = judge.state(operation.id()).expect("it is kept");
        assert_eq!(Some(state), fresh.state(operation.id()), "{:?} judged in another order", operation.id());
        let stored =
            fed.home.readers().ask(|view| view.operation(&operation.id())).expect("it is read").expect("it is stored");
        assert_eq!(stored.state, engine_state(state), "the stored state of {:?}", operation.id());
        match state {
            State::Applied => tally.applied += 1,
            State::Refused(_) => tally.refused += 1,
            State::Held => tally.held += 1,
            State::Waiting => tally.waiting += 1,
        }
    }
    tally.forked = judge.forks().iter().map(|f| f.ops.len()).sum();
    let logs: Vec<DocumentId> = judge.documents().into_iter().map(|d| d.document).collect();
    for log in logs {
        let ops = judge.operations(log);
        tally.concurrent += ops
            .iter()
            .filter(|(a, _)| ops.iter().any(|(b, _)| a != b && !judge.knows(*a, *b) && !judge.knows(*b, *a)))
            .count();
    }
    for entry in judge.documents().into_iter().filter(|d| d.kind == DocumentKind::File && d.state.counts()) {
        let (file, version_ops) = fed
            .engine
            .paper(entry.document, |paper| (File::read(&paper.content), paper.version_ops.clone()))
            .expect("the file");
        let event = &fed.show(history.event).event;
        let (strict, independent) = (Facts::strict(&file, event), Facts::independent(&file, event));
        let wanted = reference::status(&judge, entry.document, &file, &version_ops, strict, independent);
        if let Some(row) = fed.home.readers().ask(|view| view.file_row(&entry.document, NOW)).expect("a row") {
            assert_eq!(row.status, wanted, "the status of {}", entry.document);
            tally.statuses += 1;
        }
    }
    tally
}

fn engine_state(state: State) -> model::row::OpState {
    use model::row::OpState;
    match state {
        State::Applied => OpState::Applied,
        State::Held => OpState::Held,
        State::Refused(_) => OpState::Refused,
        State::Waiting => OpState::Waiting,
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.trim().parse().ok()
}

/// A8, O3: `state(document) = derive(filter(set))`, on real stores.
#[test]
fn random_histories_come_to_the_same_rows_and_documents_in_any_order_and_once_more_from_the_operations() {
    if let Some(seed) = number("OFFSTAGE_SEED") {
        eprintln!("{:?}", play(seed));
        return;
    }
    let begun = Instant::now();
    let most = number("OFFSTAGE_HISTORIES");
    let time = Duration::from_secs(number("OFFSTAGE_WORLD_SECONDS").unwrap_or(60));
    let mut all = Tally::default();
    for nth in 0.. {
        let go_on = match most {
            Some(most) => nth < most,
            None => nth < ALWAYS || begun.elapsed() < time,
        };
        if !go_on {
            break;
        }
        // The first few are the same in every run; with a number of histories asked for, all are.
        let seed = if most.is_some() || nth < ALWAYS {
            nth
        } else {
            Chance::of(u64::from(std::process::id()) << 32 | nth).next()
        };
        match catch_unwind(AssertUnwindSafe(|| play(seed))) {
            Ok(tally) => {
                all.add(tally);
                if all.histories % 50 == 0 {
                    eprintln!("{} histories, {} operations, {:?}", all.histories, all.operations, begun.elapsed());
                }
            }
            Err(cause) => {
                let words = cause
                    .downcast_ref::<String>()
                    .cloned()
                    .or_else(|| cause.downcast_ref::<&str>().map(|s| (*s).to_owned()))
                    .unwrap_or_default();
                panic!("OFFSTAGE_SEED={seed}: {words}");
            }
        }
    }
    eprintln!("{all:?} in {:?}", begun.elapsed());
    for (what, count) in [
        ("applied", all.applied),
        ("refused", all.refused),
        ("held", all.held),
        ("waiting", all.waiting),
        ("concurrent", all.concurrent),
        ("forked", all.forked),
        ("computed status", all.statuses),
    ] {
        assert!(count > 0, "no operation was {what} in {} histories: the plan has gone blind", all.histories);
    }
}

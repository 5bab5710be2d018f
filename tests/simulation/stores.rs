//! Real stores that are fed a history, each in an order of its own, and what must be equal in all of them.

use crate::author::Author;
use crate::chance::Chance;
use crate::history::History;
use engine::{Arrived, Engine};
use model::id::{DocumentId, EventId};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Home;
use trust::Operation;

/// Everything that must not depend on the order of arrival.
#[derive(PartialEq, Eq)]
pub struct Outcome {
    pub rows: BTreeMap<String, Vec<String>>,
    pub heads: BTreeMap<DocumentId, Vec<[u8; 32]>>,
}

impl Outcome {
    pub fn of(engine: &mut Engine) -> Self {
        Self { rows: engine.dump().expect("rows"), heads: engine.heads().expect("heads") }
    }

    /// In words, what is different; nothing when all is equal.
    pub fn differs(&self, other: &Self) -> Option<String> {
        for (table, rows) in &self.rows {
            let theirs = other.rows.get(table).map(Vec::as_slice).unwrap_or_default();
            let lost: Vec<&String> = rows.iter().filter(|r| !theirs.contains(r)).collect();
            let new: Vec<&String> = theirs.iter().filter(|r| !rows.contains(r)).collect();
            if !lost.is_empty() || !new.is_empty() || rows.len() != theirs.len() {
                return Some(format!(
                    "table {table}: {} rows only here, {} only there\n{}",
                    lost.len(),
                    new.len(),
                    first_difference(lost.first(), new.first())
                ));
            }
        }
        for (document, heads) in &self.heads {
            if other.heads.get(document) != Some(heads) {
                return Some(format!("heads of {document}: {heads:?} and {:?}", other.heads.get(document)));
            }
        }
        (self.heads.len() != other.heads.len())
            .then(|| format!("{} and {} documents", self.heads.len(), other.heads.len()))
    }
}

/// Two rows from where they part.
fn first_difference(here: Option<&&String>, there: Option<&&String>) -> String {
    let (Some(here), Some(there)) = (here, there) else { return format!("here  {here:?}\nthere {there:?}") };
    let same = here
        .char_indices()
        .zip(there.chars())
        .take_while(|((_, a), b)| a == b)
        .map(|((at, _), _)| at)
        .last()
        .unwrap_or(0);
    let from = here.char_indices().map(|(at, _)| at).take_while(|at| at + 120 < same).fold(0, |_, at| at);
    let part = |row: &str| row.get(from..).unwrap_or(row).chars().take(400).collect::<String>();
    format!("here  {}\nthere {}", part(here), part(there))
}

pub fn arrived(operation: &Operation) -> Arrived {
    Arrived { envelope: operation.envelope().to_vec(), body: operation.body_bytes().to_vec() }
}

/// A device that is fed.
pub struct Fed {
    pub home: Arc<Home>,
    pub engine: Engine,
}

/// The moment at which everything arrives: the same everywhere, because a row says when it was first seen here.
pub const NOW: i64 = crate::history::BEGIN + 40 * 86_400_000;

impl Fed {
    /// A fresh device of one of the people.
    pub fn of(viewer: &Author) -> Self {
        let home = Arc::new(Home::scratch().expect("a home"));
        let mut engine = Engine::new(Arc::clone(&home), NOW).expect("an engine");
        engine.set_up("Viewer", "Device", &viewer.seeds.0, &viewer.seeds.1, NOW).expect("it is set up");
        Self { home, engine }
    }

    /// Closes it and opens it again.
    pub fn restarted(self) -> Self {
        let Self { home, engine } = self;
        drop(engine);
        Self { engine: Engine::new(Arc::clone(&home), NOW).expect("it opens again"), home }
    }

    /// Feeds everything in a random order, in batches of random size, some of it twice; restarts once on the way when asked to.
    pub fn fed(mut self, history: &History, chance: &mut Chance, restart: bool) -> Self {
        let mut order: Vec<&Operation> = history.operations.iter().collect();
        match chance.below(3) {
            0 => chance.shuffle(&mut order),
            // As it would come from a few devices: in order, with parts that are late.
            1 => order.chunks_mut(25).for_each(|part| chance.shuffle(part)),
            _ => order.reverse(),
        }
        let mut queue: Vec<Arrived> = order.into_iter().map(arrived).collect();
        for _ in 0..queue.len() / 10 {
            let again = queue[chance.below(queue.len())].clone();
            let at = chance.below(queue.len() + 1);
            queue.insert(at, again);
        }
        let half = queue.len() / 2;
        let mut done = 0;
        let mut restart = restart;
        while done < queue.len() {
            let most = if chance.percent(50) { 8 } else { 80 };
            let size = (1 + chance.below(most)).min(queue.len() - done);
            let received = self.engine.receive(&queue[done..done + size], NOW).expect("it is kept");
            assert!(received.bad.is_empty(), "a well-formed operation was called bad: {:?}", received.bad);
            done += size;
            if restart && done > half {
                self = self.restarted();
                restart = false;
            }
        }
        self
    }

    pub fn show(&self, event: EventId) -> &engine::show::Show {
        self.engine.show(event).expect("the event is known")
    }
}

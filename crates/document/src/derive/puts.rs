//! Who put what under one key.

use super::index::{Actors, Clock, Name, Stamp};
use automerge::ScalarValue;
use std::collections::BTreeMap;

/// By actor, in the actor's own order. An actor knows its own earlier puts, so at most its last one in a past can show:
/// a key that is written ten thousand times costs no more to ask than one that is written twice.
#[derive(Debug, Clone, Default)]
pub(super) struct Puts(BTreeMap<u32, Vec<Put>>);

#[derive(Debug, Clone)]
struct Put {
    counter: u64,
    seq: u32,
    value: ScalarValue,
    /// The changes that overwrote or removed it.
    gone: Vec<Stamp>,
}

impl Puts {
    /// The puts that show in a past, in the order of their ids: the last one wins.
    pub(super) fn shown(&self, past: &Clock, actors: &Actors) -> Vec<Name> {
        let mut shown: Vec<Name> = Vec::new();
        for (actor, puts) in &self.0 {
            let known = puts.partition_point(|put| put.seq <= past.get(*actor));
            if let Some(last) = puts.get(..known).and_then(<[Put]>::last)
                && !last.gone.iter().any(|stamp| past.covers(*stamp))
            {
                shown.push(Name { counter: last.counter, actor: *actor });
            }
        }
        shown.sort_by(|a, b| actors.key(*a).cmp(&actors.key(*b)));
        shown
    }

    pub(super) fn value(&self, name: Name) -> Option<&ScalarValue> {
        let puts = self.0.get(&name.actor)?;
        puts.get(place(puts, name)?).map(|put| &put.value)
    }

    pub(super) fn put(&mut self, name: Name, seq: u32, value: ScalarValue) {
        self.0.entry(name.actor).or_default().push(Put { counter: name.counter, seq, value, gone: Vec::new() });
    }

    pub(super) fn overwrite(&mut self, names: &[Name], by: Stamp) {
        for name in names {
            if let Some(puts) = self.0.get_mut(&name.actor)
                && let Some(place) = place(puts, *name)
                && let Some(put) = puts.get_mut(place)
            {
                put.gone.push(by);
            }
        }
    }
}

fn place(puts: &[Put], name: Name) -> Option<usize> {
    puts.binary_search_by_key(&name.counter, |put| put.counter).ok()
}

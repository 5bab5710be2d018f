//! The letters of one text, in document order, with those that are gone.

use super::diff::diff;
use super::index::{Actors, Clock, Name, Out, Stamp};
use crate::genesis::Section;
use automerge::legacy::{ElementId, Key, OpType};
use std::collections::BTreeMap;

/// Every letter ever put in. Which of them a writer saw is a matter of their past.
#[derive(Debug, Clone, Default)]
pub(super) struct Letters {
    letters: Vec<Letter>,
    /// Only while a document is read: what each letter was put after, in the order of the letters.
    after: Vec<Option<Name>>,
    /// Only while a document is read.
    deleted: BTreeMap<Name, Vec<Stamp>>,
}

#[derive(Debug, Clone)]
struct Letter {
    name: Name,
    seq: u32,
    letter: char,
    /// The changes that took it away.
    gone: Vec<Stamp>,
}

impl Letter {
    fn shown(&self, past: &Clock) -> bool {
        past.covers(Stamp { actor: self.name.actor, seq: self.seq })
            && !self.gone.iter().any(|stamp| past.covers(*stamp))
    }
}

impl Letters {
    /// While a document is read: a letter was put in.
    pub(super) fn note_insert(&mut self, after: Option<Name>, name: Name, seq: u32, letter: char) {
        self.after.push(after);
        self.letters.push(Letter { name, seq, letter, gone: Vec::new() });
    }

    /// While a document is read: letters were taken away.
    pub(super) fn note_delete(&mut self, names: &[Name], by: Stamp) {
        for name in names {
            self.deleted.entry(*name).or_default().push(by);
        }
    }

    /// Puts what was read into document order: each letter stands after the one that it was put after, and of several put
    /// after the same one the greater id stands first, each with all that was put after it.
    pub(super) fn arrange(&mut self, actors: &Actors) {
        let mut followers: BTreeMap<Option<Name>, Vec<Letter>> = BTreeMap::new();
        let count = self.letters.len();
        for (mut letter, after) in std::mem::take(&mut self.letters).into_iter().zip(std::mem::take(&mut self.after)) {
            letter.gone = self.deleted.remove(&letter.name).unwrap_or_default();
            followers.entry(after).or_default().push(letter);
        }
        self.deleted.clear();
        let mut next: Vec<Letter> = Vec::new();
        let mut push_followers = |of: Option<Name>, next: &mut Vec<Letter>| {
            if let Some(mut letters) = followers.remove(&of) {
                letters.sort_by(|a, b| actors.key(a.name).cmp(&actors.key(b.name)));
                next.append(&mut letters);
            }
        };
        self.letters.reserve(count);
        push_followers(None, &mut next);
        while let Some(letter) = next.pop() {
            push_followers(Some(letter.name), &mut next);
            self.letters.push(letter);
        }
    }

    /// Makes the text that `past` shows read `text`: for each hunk first a Delete for each letter that goes, then a Put for
    /// each that comes, after the last letter kept or put in.
    pub(super) fn write(
        &mut self,
        text: &str,
        past: &Clock,
        by: Stamp,
        actors: &Actors,
        section: Section,
        out: &mut Out,
    ) {
        let shown: Vec<usize> =
            (0..).zip(&self.letters).filter(|(_, letter)| letter.shown(past)).map(|(place, _)| place).collect();
        let old: Vec<char> =
            shown.iter().filter_map(|place| self.letters.get(*place)).map(|letter| letter.letter).collect();
        let new: Vec<char> = text.chars().collect();
        // How many letters have come in before the place we are at.
        let mut shift = 0;
        for hunk in diff(&old, &new) {
            for place in shown.get(hunk.old.clone()).unwrap_or_default() {
                if let Some(letter) = self.letters.get_mut(place + shift) {
                    letter.gone.push(by);
                    let id = actors.id(letter.name);
                    out.push(section, Key::Seq(ElementId::Id(id.clone())), OpType::Delete, vec![id], false);
                }
            }
            let letters = new.get(hunk.new.clone()).unwrap_or_default();
            if !letters.is_empty() {
                let kept = hunk.old.start.checked_sub(1).and_then(|last| shown.get(last)).map(|place| place + shift);
                self.insert(kept, letters, by, actors, section, out);
                shift += letters.len();
            }
        }
    }

    /// Puts letters in after the one at `kept`, or at the head.
    fn insert(
        &mut self,
        kept: Option<usize>,
        letters: &[char],
        by: Stamp,
        actors: &Actors,
        section: Section,
        out: &mut Out,
    ) {
        let mut after = kept
            .and_then(|place| self.letters.get(place))
            .map_or(ElementId::Head, |letter| ElementId::Id(actors.id(letter.name)));
        let mut inserted = Vec::with_capacity(letters.len());
        for letter in letters {
            let name = out.push(section, Key::Seq(after), OpType::Put((*letter).into()), Vec::new(), true);
            after = ElementId::Id(actors.id(name));
            inserted.push(Letter { name, seq: by.seq, letter: *letter, gone: Vec::new() });
        }
        let Some(first) = inserted.first().map(|letter| letter.name) else { return };
        // What others put after the same letter without knowing of this, under a greater id, stands before it. The letters
        // in that past have lesser ids, so this never goes beyond the next one shown.
        let from = kept.map_or(0, |place| place + 1);
        let later =
            self.letters.iter().skip(from).take_while(|letter| actors.key(letter.name) > actors.key(first)).count();
        let place = (from + later).min(self.letters.len());
        self.letters.splice(place..place, inserted);
    }
}

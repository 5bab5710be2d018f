//! A document's content as plain maps, whatever it is kept in: what `document` reads back, and what the rules ask.
//!
//! A place is section, entry, field (O4). A place usually holds one value; after two people wrote to it without knowing
//! of each other it holds both, and the screen says so ("both, choose").

use crate::op::{Edit, Value};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What stands at one place: one value, or the several that were written there concurrently. Never empty, no value twice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Values(Vec<Value>);

impl Values {
    /// A single value.
    #[must_use]
    pub fn single(value: Value) -> Self {
        Self(vec![value])
    }

    /// Concurrent values, the winner last. Equal values are nothing to choose between: of them the last stays. None for an empty list.
    #[must_use]
    pub fn concurrent(values: Vec<Value>) -> Option<Self> {
        let mut kept: Vec<Value> = Vec::with_capacity(values.len());
        for value in values {
            kept.retain(|earlier| *earlier != value);
            kept.push(value);
        }
        (!kept.is_empty()).then_some(Self(kept))
    }

    /// The value to go on with: the only one, or the one that every device takes as the winner.
    #[must_use]
    pub fn one(&self) -> &Value {
        self.0.last().unwrap_or(&Value::Nothing)
    }

    /// All of them, in an order that is the same on every device; the winner is last.
    #[must_use]
    pub fn both(&self) -> &[Value] {
        &self.0
    }

    /// Whether somebody should choose.
    #[must_use]
    pub fn disputed(&self) -> bool {
        self.0.len() > 1
    }
}

/// The fields of one entry.
pub type Entry = BTreeMap<String, Values>;

/// Everything that a document says. Every section and text of its kind is present, if only empty: a section that is not
/// here does not exist, and an edit of it is no edit (R8).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Content {
    /// Section, entry, field.
    pub sections: BTreeMap<String, BTreeMap<String, Entry>>,
    /// The collaborative texts, by section.
    pub texts: BTreeMap<String, String>,
}

impl Content {
    /// The content of a document in which nobody has written yet.
    #[must_use]
    pub fn empty(maps: &[&str], texts: &[&str]) -> Self {
        Self {
            sections: maps.iter().map(|name| ((*name).to_owned(), BTreeMap::new())).collect(),
            texts: texts.iter().map(|name| ((*name).to_owned(), String::new())).collect(),
        }
    }

    /// What `edits` leave behind when nobody else writes meanwhile. With concurrent work only `document` knows the answer.
    pub fn apply(&mut self, edits: &[Edit]) {
        let mut seen = BTreeSet::new();
        for edit in edits {
            if !self.is_edit(edit) || !seen.insert(edit.place()) {
                continue;
            }
            match &edit.value {
                Value::Text(text) => {
                    self.texts.insert(edit.section.clone(), text.clone());
                }
                Value::Nothing => self.set(&edit.section, &edit.entry, &edit.field, None),
                value => self.set(&edit.section, &edit.entry, &edit.field, Some(Values::single(value.clone()))),
            }
        }
    }

    /// Whether this document has the edit's place, and the value is of that place's sort; anything else is no edit (R8).
    fn is_edit(&self, edit: &Edit) -> bool {
        if matches!(edit.value, Value::Text(_)) {
            self.texts.contains_key(&edit.section) && edit.entry.is_empty() && edit.field.is_empty()
        } else {
            self.sections.contains_key(&edit.section) && flat_key(&edit.entry, &edit.field).is_some()
        }
    }

    /// Puts `values` at a place, or empties it. An entry without fields is gone; a section that is not here stays so.
    pub fn set(&mut self, section: &str, entry: &str, field: &str, values: Option<Values>) {
        let Some(entries) = self.sections.get_mut(section) else { return };
        if let Some(values) = values {
            entries.entry(entry.to_owned()).or_default().insert(field.to_owned(), values);
        } else if let Some(fields) = entries.get_mut(entry) {
            fields.remove(field);
            if fields.is_empty() {
                entries.remove(entry);
            }
        }
    }

    /// The entries of a section by name; none if there is no such section.
    pub fn entries(&self, section: &str) -> impl Iterator<Item = (&str, &Entry)> {
        self.sections.get(section).into_iter().flatten().map(|(name, entry)| (name.as_str(), entry))
    }

    /// One entry.
    #[must_use]
    pub fn entry(&self, section: &str, entry: &str) -> Option<&Entry> {
        self.sections.get(section)?.get(entry)
    }

    /// All that stands at a place.
    #[must_use]
    pub fn values(&self, section: &str, entry: &str, field: &str) -> Option<&Values> {
        self.entry(section, entry)?.get(field)
    }

    /// The value at a place.
    #[must_use]
    pub fn value(&self, section: &str, entry: &str, field: &str) -> Option<&Value> {
        self.values(section, entry, field).map(Values::one)
    }

    /// The words at a place, if what stands there are words.
    #[must_use]
    pub fn str(&self, section: &str, entry: &str, field: &str) -> Option<&str> {
        match self.value(section, entry, field)? {
            Value::Str(words) => Some(words),
            _ => None,
        }
    }

    /// The number at a place, if what stands there is one.
    #[must_use]
    pub fn int(&self, section: &str, entry: &str, field: &str) -> Option<i64> {
        match self.value(section, entry, field)? {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The yes or no at a place, if what stands there is one.
    #[must_use]
    pub fn bool(&self, section: &str, entry: &str, field: &str) -> Option<bool> {
        match self.value(section, entry, field)? {
            Value::Bool(yes) => Some(*yes),
            _ => None,
        }
    }

    /// A collaborative text; empty if there is no such text.
    #[must_use]
    pub fn text(&self, section: &str) -> &str {
        self.texts.get(section).map_or("", String::as_str)
    }
}

/// `entry/field`, under which a section keeps the place (O4). A name with a slash in it has no key, so that two places
/// never meet under one: an edit of it is no edit.
#[must_use]
pub fn flat_key(entry: &str, field: &str) -> Option<String> {
    (!entry.contains('/') && !field.contains('/')).then(|| format!("{entry}/{field}"))
}

#[cfg(test)]
mod tests;

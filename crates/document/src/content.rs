//! The document read back.

use crate::derive::Derived;
use automerge::{ObjId, ReadDoc, ScalarValue};
use model::content::{Content, Values, flat_key};
use model::op::{Edit, Value};

impl Derived {
    /// Everything that the document says. Where values are concurrent all of them are here, Automerge's winner last.
    #[must_use]
    pub fn content(&self) -> Content {
        let mut content = self.layout().empty();
        for (name, entries) in &mut content.sections {
            let Some(object) = self.layout().map(name).map(|section| self.object(section)) else { continue };
            for item in self.automerge().map_range(&object, ..) {
                let Some((entry, field)) = item.key.split_once('/') else { continue };
                let values = if item.conflict {
                    self.all(&object, &item.key)
                } else {
                    vec![item.value.into_value().into_scalar().map_or(Value::Nothing, value)]
                };
                if let Some(values) = Values::concurrent(values) {
                    entries.entry(entry.to_owned()).or_default().insert(field.to_owned(), values);
                }
            }
        }
        for (name, text) in &mut content.texts {
            if let Some(section) = self.layout().text(name) {
                *text = self.automerge().text(self.object(section)).unwrap_or_default();
            }
        }
        content
    }

    /// Brings `content`, read from this document before, up to date at the places of `edits`, which have been taken since.
    /// It costs what the edits cost, where [`Derived::content`] costs what the document does.
    pub fn refresh(&self, content: &mut Content, edits: &[Edit]) {
        for Edit { section, entry, field, .. } in edits {
            if let (Some(place), Some(key)) = (self.layout().map(section), flat_key(entry, field)) {
                let values = Values::concurrent(self.all(&self.object(place), &key));
                content.set(section, entry, field, values);
            } else if let (Some(place), Some(text)) = (self.layout().text(section), content.texts.get_mut(section)) {
                *text = self.automerge().text(self.object(place)).unwrap_or_default();
            }
        }
    }

    fn all(&self, object: &ObjId, key: &str) -> Vec<Value> {
        let all = self.automerge().get_all(object, key).unwrap_or_default();
        all.into_iter().filter_map(|(value, _)| value.into_scalar().ok()).map(value).collect()
    }
}

/// A scalar as the model has it. Derive writes no others than these; a kind of scalar that it never wrote reads as nothing.
fn value(scalar: ScalarValue) -> Value {
    match scalar {
        ScalarValue::Boolean(yes) => Value::Bool(yes),
        ScalarValue::Int(number) => Value::Int(number),
        ScalarValue::Str(words) => Value::Str(words.to_string()),
        _ => Value::Nothing,
    }
}

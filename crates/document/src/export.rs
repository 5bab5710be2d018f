//! The document for other programs.

use crate::derive::Derived;
use model::content::Values;
use model::op::Value;
use serde_json::{Map, Value as Json};

impl Derived {
    /// The whole document, history and all, as any Automerge library loads it.
    #[must_use]
    pub fn export_automerge(&self) -> Vec<u8> {
        self.automerge().save()
    }

    /// What the document says: sections, entries, fields; texts as strings. Where values are concurrent there is a list of
    /// them, the winner last; nothing else is ever a list.
    #[must_use]
    pub fn export_json(&self) -> Json {
        let content = self.content();
        let mut sections = Map::new();
        for (section, entries) in content.sections {
            let entries = entries.into_iter().map(|(entry, fields)| {
                let fields: Map<String, Json> =
                    fields.iter().map(|(field, values)| (field.clone(), json(values))).collect();
                (entry, Json::Object(fields))
            });
            sections.insert(section, Json::Object(entries.collect()));
        }
        sections.extend(content.texts.into_iter().map(|(name, text)| (name, Json::String(text))));
        Json::Object(sections)
    }
}

fn json(values: &Values) -> Json {
    match values.both() {
        [one] => scalar(one),
        both => Json::Array(both.iter().map(scalar).collect()),
    }
}

fn scalar(value: &Value) -> Json {
    match value {
        Value::Nothing => Json::Null,
        Value::Bool(yes) => Json::Bool(*yes),
        Value::Int(number) => Json::from(*number),
        Value::Str(words) | Value::Text(words) => Json::String(words.clone()),
    }
}

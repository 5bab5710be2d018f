//! What a list of edits asks of the document: the edits that are edits, and nothing else (R8).

use crate::genesis::{Layout, Section};
use automerge::ScalarValue;
use model::content::flat_key;
use model::op::{Edit, Value};
use std::collections::BTreeSet;

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Act<'a> {
    /// A value to a key.
    Put { section: Section, key: String, value: ScalarValue },
    /// A key to be emptied.
    Clear { section: Section, key: String },
    /// A text to read so afterwards.
    Write { section: Section, text: &'a str },
}

/// In the order of the edits. A section that the layout lacks, a value of the wrong sort for its section, and names with a
/// slash are no edits; of several edits of one place the first counts. [`model::content::Content::apply`] says the same.
pub(super) fn of<'a>(layout: &Layout, edits: &'a [Edit]) -> Vec<Act<'a>> {
    let mut seen = BTreeSet::new();
    edits.iter().filter_map(|edit| act(layout, edit).filter(|_| seen.insert(edit.place()))).collect()
}

fn act<'a>(layout: &Layout, edit: &'a Edit) -> Option<Act<'a>> {
    let value = match &edit.value {
        Value::Text(text) => {
            let section = layout.text(&edit.section)?;
            return (edit.entry.is_empty() && edit.field.is_empty()).then_some(Act::Write { section, text });
        }
        Value::Nothing => None,
        Value::Bool(yes) => Some(ScalarValue::Boolean(*yes)),
        Value::Int(number) => Some(ScalarValue::Int(*number)),
        Value::Str(words) => Some(ScalarValue::Str(words.as_str().into())),
    };
    let section = layout.map(&edit.section)?;
    let key = flat_key(&edit.entry, &edit.field)?;
    Some(match value {
        Some(value) => Act::Put { section, key, value },
        None => Act::Clear { section, key },
    })
}

//! Lines of the activity log: one for each operation, read from its body alone, so that any order of arrival gives the same lines.
//!
//! Words name people, places and versions by their ids in braces; [`Names`] puts the names in when the log is asked for, so that a rename
//! reaches old lines without writing them again.

use model::file::{SELF, read_owned};
use model::id::{DocumentId, EntryId, PersonId, ScopeId};
use model::op::{Answer, Body, DocumentKind, Edit, Principal, Record, Role, Value};
use std::collections::BTreeMap;
use trust::Operation;

/// A line before names are put in: the verb of d.12, and the words.
#[must_use]
pub fn line(operation: &Operation, kind: Option<DocumentKind>) -> (&'static str, String) {
    match operation.body() {
        Body::Change(change) => changed(kind, &change.0),
        Body::Statement(s) => {
            let (verb, words) = match s.answer {
                Answer::Approved => ("approved", format!("approved {{{}}}", s.version)),
                Answer::ChangesRequested => ("changes-requested", format!("asked for changes on {{{}}}", s.version)),
                Answer::Withdrawn => ("withdrawn", format!("withdrew their answer on {{{}}}", s.version)),
                Answer::Chosen => ("version-chosen", format!("chose {{{}}} as the latest", s.version)),
            };
            (verb, because(words, &s.reason))
        }
        Body::Record(record) => recorded(record),
    }
}

fn because(words: String, reason: &str) -> String {
    if reason.is_empty() { words } else { format!("{words}: {reason}") }
}

fn recorded(record: &Record) -> (&'static str, String) {
    let subject = |s: &Principal| match s {
        Principal::Event => "everybody".to_owned(),
        Principal::Scope(scope) => format!("{{{scope}}}"),
        Principal::Person(person) => format!("{{{person}}}"),
    };
    match record {
        Record::Genesis { .. } => ("created", "began the event".into()),
        Record::Scope { kind: model::op::ScopeKind::Area, .. } => ("created", "added an area".into()),
        Record::Scope { .. } => ("created", "added a collaborator".into()),
        Record::Device { person, .. } => ("device-added", format!("added a device of {{{person}}}")),
        Record::Grant { person, .. } => ("granted", format!("gave rights to {{{person}}}")),
        Record::Revoke { .. } => ("revoked", "took rights away".into()),
        Record::Invite { .. } => ("invited", "wrote an invitation".into()),
        Record::Redeem { person, .. } => ("joined", format!("{{{person}}} joined")),
        Record::Close { .. } => ("closed", "closed an invitation".into()),
        Record::Module { scope, module, on, .. } => {
            let module = format!("{module:?}").to_lowercase();
            ("module-switched", format!("switched {module} {} for {{{scope}}}", if *on { "on" } else { "off" }))
        }
        Record::Cut { .. } => ("cut", "said what stays of a removal".into()),
        Record::Settle { accept, .. } => {
            ("settled", if *accept { "accepted a held act" } else { "refused a held act" }.into())
        }
        Record::Home { kind: DocumentKind::File, .. } => ("created", "made it".into()),
        Record::Home { kind, .. } => ("created", format!("made the {} document", format!("{kind:?}").to_lowercase())),
        Record::Share { subject: s, role: Some(Role::Reviewer), .. } => {
            ("reviewer-added", format!("asked {} to review", subject(s)))
        }
        Record::Share { subject: s, role: Some(Role::Assignee), .. } => {
            ("assigned", format!("assigned it to {}", subject(s)))
        }
        Record::Share { subject: s, .. } => ("shared", format!("shared it with {}", subject(s))),
        Record::Unshare { subject: s, role: Some(Role::Reviewer), reason, .. } => {
            ("reviewer-removed", because(format!("removed {} as a reviewer", subject(s)), reason))
        }
        Record::Unshare { subject: s, role: Some(Role::Assignee), .. } => {
            ("unassigned", format!("took it from {}", subject(s)))
        }
        Record::Unshare { subject: s, reason, .. } => {
            ("unshared", because(format!("ended sharing with {}", subject(s)), reason))
        }
    }
}

fn changed(kind: Option<DocumentKind>, edits: &[Edit]) -> (&'static str, String) {
    let find = |section: &str, field: &str| edits.iter().find(|e| e.section == section && e.field == field);
    let words_of = |edit: Option<&Edit>| match edit.map(|e| &e.value) {
        Some(Value::Str(words) | Value::Text(words)) => words.clone(),
        _ => String::new(),
    };
    match kind {
        Some(DocumentKind::File) => file_changed(edits, &find, &words_of),
        Some(DocumentKind::Event) => event_changed(edits, &find, &words_of),
        Some(DocumentKind::Collaborator) => {
            let name =
                format!("{} {}", words_of(find("crew", "first")), words_of(find("crew", "last"))).trim().to_owned();
            match find("crew", "archived_at").map(|e| &e.value) {
                Some(Value::Nothing) => ("restored", "restored a crew record".into()),
                Some(_) => ("archived", "archived a crew record".into()),
                None if name.is_empty() => ("crew-changed", "changed a crew record".into()),
                None => ("crew-changed", format!("wrote the crew record of {name}")),
            }
        }
        Some(DocumentKind::Drive) => match words_of(find("folders", "name")) {
            name if name.is_empty() => ("moved", "moved a folder".into()),
            name => ("created", format!("named a folder “{name}”")),
        },
        Some(DocumentKind::Roster) | None => ("changed", "changed it".into()),
    }
}

type Find<'a> = dyn Fn(&str, &str) -> Option<&'a Edit> + 'a;

fn event_changed<'a>(
    edits: &'a [Edit],
    find: &Find<'a>,
    words_of: &dyn Fn(Option<&Edit>) -> String,
) -> (&'static str, String) {
    match find("facts", "archived_at").map(|e| &e.value) {
        Some(Value::Nothing) => return ("restored", "restored the event".into()),
        Some(_) => return ("archived", "archived the event".into()),
        None => {}
    }
    if find("facts", "made_by").is_some() {
        return ("created", format!("made the event “{}”", words_of(find("facts", "name"))));
    }
    for (section, what) in [("areas", "area"), ("collaborators", "collaborator")] {
        if let Some(edit) = edits.iter().find(|e| e.section == section) {
            return match (edit.field.as_str(), &edit.value) {
                ("archived_at", Value::Nothing) => ("restored", format!("restored the {what} {{{}}}", edit.entry)),
                ("archived_at", _) => ("archived", format!("archived the {what} {{{}}}", edit.entry)),
                ("name", Value::Str(name)) => ("renamed", format!("named the {what} “{name}”")),
                _ => ("changed", format!("changed the {what} {{{}}}", edit.entry)),
            };
        }
    }
    if let Some(name) = edits.iter().find(|e| e.section == "people") {
        return ("renamed", format!("goes by “{}”", words_of(Some(name))));
    }
    if find("facts", "name").is_some() {
        return ("renamed", format!("renamed the event to “{}”", words_of(find("facts", "name"))));
    }
    (
        "changed",
        if edits.iter().any(|e| e.section == "settings") {
            "changed the event's settings"
        } else {
            "changed the event's facts"
        }
        .into(),
    )
}

fn file_changed<'a>(
    edits: &'a [Edit],
    find: &Find<'a>,
    words_of: &dyn Fn(Option<&Edit>) -> String,
) -> (&'static str, String) {
    let quoted = |text: &str| {
        let short: String = text.chars().take(120).collect();
        format!("“{short}{}”", if short.len() < text.len() { "…" } else { "" })
    };
    if let Some(version) = edits.iter().find(|e| e.section == "versions") {
        let id = read_owned(&version.entry).map(|(_, id)| id.to_string()).unwrap_or_default();
        if version.field == "taken_back" {
            return ("version-taken-back", format!("took {{{id}}} back"));
        }
        let names: Vec<String> =
            edits.iter().filter(|e| e.section == "formats" && e.field == "name").map(|e| words_of(Some(e))).collect();
        let behalf = words_of(find("versions", "on_behalf_of"));
        let behalf = if behalf.is_empty() { String::new() } else { format!(" on behalf of {{{behalf}}}") };
        return ("version-added", format!("delivered {{{id}}}{behalf}: {}", names.join(", ")));
    }
    if let Some(format) = edits.iter().find(|e| e.section == "formats") {
        return if format.field == "removed" {
            ("format-removed", "removed a format".into())
        } else {
            ("format-added", format!("added the format {}", words_of(find("formats", "name"))))
        };
    }
    if edits.iter().any(|e| e.section == "comments") {
        let body = quoted(&words_of(find("comments", "body")));
        return if find("comments", "edited_at").is_some() {
            ("comment-edited", format!("edited a comment: {body}"))
        } else {
            ("comment-added", format!("commented: {body}"))
        };
    }
    if let Some(resolved) = find("resolved", "resolved") {
        return if resolved.value == Value::Bool(true) {
            ("comment-resolved", "resolved a comment".into())
        } else {
            ("comment-reopened", "opened a comment again".into())
        };
    }
    match find("meta", "archived_at").map(|e| &e.value) {
        Some(Value::Nothing) => return ("restored", "restored it".into()),
        Some(_) => return ("archived", "archived it".into()),
        None => {}
    }
    match find("deliverable", "waived_at").map(|e| &e.value) {
        Some(Value::Nothing) => return ("wanted-again", "wants it again".into()),
        Some(_) => return ("waived", because("waived it".into(), &words_of(find("deliverable", "waived_reason")))),
        None => {}
    }
    if find("meta", "kind").is_some() {
        return ("created", format!("made the deliverable {}", quoted(&words_of(find("meta", "name")))));
    }
    let mut said: Vec<String> = Vec::new();
    let mut verb = "changed";
    if let Some(name) = find("meta", "name") {
        verb = "renamed";
        said.push(format!("renamed it to {}", quoted(&words_of(Some(name)))));
    }
    if let Some(due) = find("deliverable", "due") {
        verb = "due-changed";
        let civil = model::civil::Due::from_value(&words_of(Some(due)))
            .map(|d| format!("{} ({})", d.civil.replace('T', " "), d.zone));
        said.push(format!("set the due date to {}", civil.unwrap_or_default()));
    }
    if edits.iter().any(|e| e.section == "description") {
        verb = "described";
        said.push("changed the description".into());
    }
    if edits.iter().any(|e| e.section == "criteria") {
        said.push("changed the acceptance criteria".into());
    }
    if edits.iter().any(|e| e.section == "meta" && e.entry == SELF && e.field == "folder") {
        verb = "moved";
        said.push("moved it to another folder".into());
    }
    if said.is_empty() || edits.iter().any(|e| e.section == "deliverable" && e.field != "due") {
        said.push("changed what is owed".into());
    }
    (verb, said.join("; "))
}

/// Names that stand for ids in braces.
#[derive(Debug, Default)]
pub struct Names {
    /// Id to name.
    pub by_id: BTreeMap<String, String>,
}

impl Names {
    /// Adds a person.
    pub fn person(&mut self, person: PersonId, name: String) {
        self.by_id.insert(person.to_string(), name);
    }

    /// Adds an area or collaborator.
    pub fn place(&mut self, scope: ScopeId, name: String) {
        self.by_id.insert(scope.to_string(), name);
    }

    /// Adds a version's label.
    pub fn version(&mut self, version: EntryId, label: String) {
        self.by_id.insert(version.to_string(), label);
    }

    /// Puts names in. An id that nobody named becomes "somebody", "a version" or "somewhere", never a key.
    #[must_use]
    pub fn put_into(&self, words: &str) -> String {
        let mut out = String::with_capacity(words.len());
        let mut rest = words;
        while let Some(at) = rest.find('{') {
            let (before, after) = rest.split_at(at);
            out.push_str(before);
            let inner = after.get(1..).unwrap_or_default();
            match inner
                .split_once('}')
                .filter(|(id, _)| id.starts_with("per_") || id.starts_with("sco_") || id.starts_with("ent_"))
            {
                Some((id, tail)) => {
                    out.push_str(self.by_id.get(id).map_or(nameless(id), String::as_str));
                    rest = tail;
                }
                None => {
                    out.push('{');
                    rest = inner;
                }
            }
        }
        out.push_str(rest);
        out
    }
}

fn nameless(id: &str) -> &'static str {
    match id.get(..4) {
        Some("per_") => "somebody",
        Some("ent_") => "a version",
        _ => "somewhere",
    }
}

/// The file that an operation's line is about.
#[must_use]
pub const fn file_of(document: DocumentId, kind: Option<DocumentKind>) -> Option<DocumentId> {
    match kind {
        Some(DocumentKind::File) => Some(document),
        _ => None,
    }
}

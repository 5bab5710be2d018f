//! A file or deliverable, as its document says it: read from content, and the edits that write it.
//!
//! Sections of the document: `meta`, `deliverable`, `criteria`, `versions`, `formats`, `comments`, `resolved`, and the text
//! `description`. Versions, formats and comments belong to their author: their entries are named `<person>.<entry>` (O4).

use crate::civil::Due;
use crate::content::{Content, Entry, Values};
use crate::id::{BlobHash, EntryId, PersonId, ScopeId};
use crate::op::{Edit, Value};
use crate::row::FileKind;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// The one entry of `meta` and of `deliverable`.
pub const SELF: &str = "self";

/// A file or deliverable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Which of the two.
    pub kind: FileKind,
    /// Its name.
    pub name: String,
    /// Its number in the event; 0 without one.
    pub number: u32,
    /// The folder it lies in.
    pub folder: Option<EntryId>,
    /// When it was put away.
    pub archived_at: Option<i64>,
    /// Requirements, or what it is.
    pub description: String,
    /// Due dates: one, or several that were set concurrently, the winner last.
    pub due: Vec<Due>,
    /// The area it belongs to.
    pub area: Option<ScopeId>,
    /// The authority it is submitted to; empty without one.
    pub permit: String,
    /// Extensions wanted.
    pub formats_wanted: Vec<String>,
    /// Its own lead days.
    pub lead_days: Option<i64>,
    /// Its own rule for formats.
    pub strict_formats: Option<bool>,
    /// Its own rule for answers by the version's author.
    pub independent_review: Option<bool>,
    /// When it was waived.
    pub waived_at: Option<i64>,
    /// Why.
    pub waived_reason: String,
    /// Acceptance criteria in order.
    pub criteria: Vec<Criterion>,
    /// Versions by id.
    pub versions: BTreeMap<EntryId, Version>,
    /// Formats by id.
    pub formats: BTreeMap<EntryId, Format>,
    /// Comments by id.
    pub comments: BTreeMap<EntryId, Comment>,
}

/// A line of acceptance criteria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Which.
    pub id: EntryId,
    /// The words.
    pub text: String,
    /// Whether it must be met.
    pub required: bool,
    /// Its place.
    pub order: i64,
}

/// A version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Which.
    pub id: EntryId,
    /// Who made it.
    pub person: PersonId,
    /// The versions it was made from.
    pub parents: Vec<EntryId>,
    /// When, by its author's clock.
    pub made_at: i64,
    /// The author's own label.
    pub revision: String,
    /// The author's note.
    pub note: String,
    /// The collaborator in whose name somebody else uploaded.
    pub on_behalf_of: Option<ScopeId>,
    /// Taken back by its author.
    pub taken_back: bool,
}

/// A format of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    /// Which.
    pub id: EntryId,
    /// Of which version.
    pub version: EntryId,
    /// Who added it.
    pub person: PersonId,
    /// Its bytes.
    pub hash: BlobHash,
    /// Length in bytes.
    pub size: u64,
    /// Its name where it came from.
    pub name: String,
    /// Lower-case extension.
    pub extension: String,
    /// What its content is.
    pub sniffed: String,
    /// When it was added.
    pub made_at: i64,
    /// Taken away before anybody had answered; an answer that covers it keeps it (d.5.9).
    pub removed: bool,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Which.
    pub id: EntryId,
    /// On which version.
    pub version: EntryId,
    /// Who.
    pub person: PersonId,
    /// The words.
    pub body: String,
    /// When.
    pub made_at: i64,
    /// When it was last edited.
    pub edited_at: Option<i64>,
    /// The comment it answers.
    pub reply_to: Option<EntryId>,
    /// Dealt with, by whom.
    pub resolved_by: Option<PersonId>,
}

/// The name of an entry that belongs to a person.
#[must_use]
pub fn owned(person: PersonId, id: EntryId) -> String {
    format!("{person}.{id}")
}

/// Whose entry, and which; nothing for a name of another form.
#[must_use]
pub fn read_owned(name: &str) -> Option<(PersonId, EntryId)> {
    let (person, id) = name.split_once('.')?;
    Some((person.parse().ok()?, id.parse().ok()?))
}

impl File {
    /// Reads a file's content. What is missing or malformed is left out, never guessed: content comes from other devices.
    #[must_use]
    pub fn read(content: &Content) -> Self {
        let meta = content.entry("meta", SELF);
        let what = content.entry("deliverable", SELF);
        let kind = if words(meta, "kind") == "deliverable" { FileKind::Deliverable } else { FileKind::File };
        let mut versions = BTreeMap::new();
        for (name, entry) in content.entries("versions") {
            if let Some((person, id)) = read_owned(name) {
                versions.insert(id, Version::read(person, id, entry));
            }
        }
        let mut formats = BTreeMap::new();
        for (name, entry) in content.entries("formats") {
            if let Some((person, id)) = read_owned(name)
                && let Some(format) = Format::read(person, id, entry)
            {
                formats.insert(id, format);
            }
        }
        let mut comments = BTreeMap::new();
        for (name, entry) in content.entries("comments") {
            if let Some((person, id)) = read_owned(name)
                && let Some(comment) = Comment::read(person, id, entry, content.entry("resolved", name))
            {
                comments.insert(id, comment);
            }
        }
        let mut criteria: Vec<Criterion> =
            content.entries("criteria").filter_map(|(name, entry)| Criterion::read(name, entry)).collect();
        criteria.sort_by_key(|c| (c.order, c.id));
        Self {
            kind,
            name: words(meta, "name"),
            number: number(meta, "number").and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
            folder: id(meta, "folder"),
            archived_at: number(meta, "archived_at"),
            description: content.texts.get("description").cloned().unwrap_or_default(),
            due: field(what, "due")
                .map(Values::both)
                .unwrap_or_default()
                .iter()
                .filter_map(|v| string(v).and_then(Due::from_value))
                .collect(),
            area: id(what, "area"),
            permit: words(what, "permit"),
            formats_wanted: words(what, "formats").split(',').filter(|f| !f.is_empty()).map(str::to_owned).collect(),
            lead_days: number(what, "lead_days"),
            strict_formats: yes(what, "strict_formats"),
            independent_review: yes(what, "independent_review"),
            waived_at: number(what, "waived_at"),
            waived_reason: words(what, "waived_reason"),
            criteria,
            versions,
            formats,
            comments,
        }
    }

    /// The due date in force: of several set concurrently the earliest (d.7).
    #[must_use]
    pub fn due_in_force(&self) -> Option<&Due> {
        self.due.iter().min()
    }

    /// Formats of a version that are there: removed ones too when an answer covers them (d.5.9).
    #[must_use]
    pub fn formats_of(&self, version: EntryId, covered: &BTreeSet<BlobHash>) -> Vec<&Format> {
        let mut out: Vec<&Format> = self
            .formats
            .values()
            .filter(|f| f.version == version && (!f.removed || covered.contains(&f.hash)))
            .collect();
        out.sort_by_key(|f| (f.made_at, f.id));
        out
    }

    /// Hash of the description and criteria as they stand, which an answer signs (d.5.10).
    #[must_use]
    pub fn criteria_hash(&self) -> BlobHash {
        let mut hasher = blake3::Hasher::new_derive_key("offstage/criteria/1");
        let mut part = |text: &str| {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        part(&self.description);
        for criterion in &self.criteria {
            part(&criterion.text);
            part(if criterion.required { "required" } else { "optional" });
        }
        BlobHash(*hasher.finalize().as_bytes())
    }
}

impl Version {
    fn read(person: PersonId, id: EntryId, entry: &Entry) -> Self {
        let entry = Some(entry);
        Self {
            id,
            person,
            parents: words(entry, "parents").split(',').filter_map(|p| p.parse().ok()).collect(),
            made_at: number(entry, "made_at").unwrap_or(0),
            revision: words(entry, "revision"),
            note: words(entry, "note"),
            on_behalf_of: self::id(entry, "on_behalf_of"),
            taken_back: yes(entry, "taken_back").unwrap_or(false),
        }
    }

    /// The edits that add it.
    #[must_use]
    pub fn edits(&self) -> Vec<Edit> {
        let name = owned(self.person, self.id);
        let parents: Vec<String> = self.parents.iter().map(ToString::to_string).collect();
        let mut edits = vec![
            put("versions", &name, "made_at", Value::Int(self.made_at)),
            put("versions", &name, "parents", Value::Str(parents.join(","))),
        ];
        put_words(&mut edits, "versions", &name, "revision", &self.revision);
        put_words(&mut edits, "versions", &name, "note", &self.note);
        if let Some(scope) = self.on_behalf_of {
            edits.push(put("versions", &name, "on_behalf_of", Value::Str(scope.to_string())));
        }
        edits
    }
}

impl Format {
    fn read(person: PersonId, id: EntryId, entry: &Entry) -> Option<Self> {
        let entry = Some(entry);
        Some(Self {
            id,
            version: self::id(entry, "version")?,
            person,
            hash: words(entry, "hash").parse().ok()?,
            size: number(entry, "size").and_then(|n| u64::try_from(n).ok())?,
            name: words(entry, "name"),
            extension: words(entry, "extension"),
            sniffed: words(entry, "sniffed"),
            made_at: number(entry, "made_at").unwrap_or(0),
            removed: yes(entry, "removed").unwrap_or(false),
        })
    }

    /// The edits that add it.
    #[must_use]
    pub fn edits(&self) -> Vec<Edit> {
        let name = owned(self.person, self.id);
        let mut edits = vec![
            put("formats", &name, "version", Value::Str(self.version.to_string())),
            put("formats", &name, "hash", Value::Str(self.hash.to_string())),
            put("formats", &name, "size", Value::Int(i64::try_from(self.size).unwrap_or(i64::MAX))),
            put("formats", &name, "made_at", Value::Int(self.made_at)),
        ];
        put_words(&mut edits, "formats", &name, "name", &self.name);
        put_words(&mut edits, "formats", &name, "extension", &self.extension);
        put_words(&mut edits, "formats", &name, "sniffed", &self.sniffed);
        edits
    }
}

impl Comment {
    fn read(person: PersonId, id: EntryId, entry: &Entry, resolved: Option<&Entry>) -> Option<Self> {
        let entry = Some(entry);
        Some(Self {
            id,
            version: self::id(entry, "version")?,
            person,
            body: words(entry, "body"),
            made_at: number(entry, "made_at").unwrap_or(0),
            edited_at: number(entry, "edited_at"),
            reply_to: self::id(entry, "reply_to"),
            resolved_by: if yes(resolved, "resolved") == Some(true) { self::id(resolved, "by") } else { None },
        })
    }

    /// The edits that add it.
    #[must_use]
    pub fn edits(&self) -> Vec<Edit> {
        let name = owned(self.person, self.id);
        let mut edits = vec![
            put("comments", &name, "version", Value::Str(self.version.to_string())),
            put("comments", &name, "made_at", Value::Int(self.made_at)),
            put("comments", &name, "body", Value::Str(self.body.clone())),
        ];
        if let Some(to) = self.reply_to {
            edits.push(put("comments", &name, "reply_to", Value::Str(to.to_string())));
        }
        edits
    }
}

impl Criterion {
    fn read(name: &str, entry: &Entry) -> Option<Self> {
        let entry = Some(entry);
        let text = words(entry, "text");
        if text.is_empty() {
            return None;
        }
        Some(Self {
            id: name.parse().ok()?,
            text,
            required: yes(entry, "required").unwrap_or(true),
            order: number(entry, "order").unwrap_or(0),
        })
    }

    /// The edits that add it.
    #[must_use]
    pub fn edits(&self) -> Vec<Edit> {
        let name = self.id.to_string();
        vec![
            put("criteria", &name, "text", Value::Str(self.text.clone())),
            put("criteria", &name, "required", Value::Bool(self.required)),
            put("criteria", &name, "order", Value::Int(self.order)),
        ]
    }

    /// The edits that take it away.
    #[must_use]
    pub fn removal(&self) -> Vec<Edit> {
        let name = self.id.to_string();
        ["text", "required", "order"].into_iter().map(|field| put("criteria", &name, field, Value::Nothing)).collect()
    }
}

/// One edit.
#[must_use]
pub fn put(section: &str, entry: &str, field: &str, value: Value) -> Edit {
    Edit { section: section.to_owned(), entry: entry.to_owned(), field: field.to_owned(), value }
}

/// Words are written only when there are any.
pub fn put_words(edits: &mut Vec<Edit>, section: &str, entry: &str, field: &str, text: &str) {
    if !text.is_empty() {
        edits.push(put(section, entry, field, Value::Str(text.to_owned())));
    }
}

/// Words that stand, or that take what stands away when they are empty.
#[must_use]
pub fn set_words(section: &str, entry: &str, field: &str, text: &str) -> Edit {
    put(section, entry, field, if text.is_empty() { Value::Nothing } else { Value::Str(text.to_owned()) })
}

pub(crate) fn field<'a>(entry: Option<&'a Entry>, name: &str) -> Option<&'a Values> {
    entry?.get(name)
}

fn string(value: &Value) -> Option<&str> {
    match value {
        Value::Str(words) => Some(words),
        _ => None,
    }
}

pub(crate) fn words(entry: Option<&Entry>, name: &str) -> String {
    field(entry, name).and_then(|v| string(v.one())).unwrap_or_default().to_owned()
}

pub(crate) fn number(entry: Option<&Entry>, name: &str) -> Option<i64> {
    match field(entry, name)?.one() {
        Value::Int(n) => Some(*n),
        _ => None,
    }
}

pub(crate) fn yes(entry: Option<&Entry>, name: &str) -> Option<bool> {
    match field(entry, name)?.one() {
        Value::Bool(b) => Some(*b),
        _ => None,
    }
}

pub(crate) fn id<T: FromStr>(entry: Option<&Entry>, name: &str) -> Option<T> {
    field(entry, name).and_then(|v| string(v.one())).and_then(|s| s.parse().ok())
}

//! Files, versions and formats.

use super::{Decision, Draft, FileScene, Given, Location, Outcome, Scene, Slot, Target, change, drive_domain};
use crate::command::{Deliver, Drive, FileAdd, Taken};
use crate::file::{Format, SELF, Version, owned, put, put_words};
use crate::id::{EntryId, PersonId};
use crate::op::{DocumentKind, Edit, Level, Value};
use crate::refusal::Refusal;
use crate::review::Latest;
use crate::words;
use std::collections::BTreeSet;

/// Versions, formats and comments that one document may hold before it is full (`architecture.md` 4).
pub const ENTRIES_MOST: usize = 10_000;

pub(super) fn add(scene: &Scene, c: &FileAdd, taken: &[Taken], given: &mut Given) -> Result<Decision, Refusal> {
    let at = scene.open_event()?;
    let drive = c.drive.unwrap_or(Drive::Event);
    at.drive(drive)?;
    if !at.adds_to(drive) {
        return Err(Refusal::NotAllowed { act: "add files here", right: "the right FilesEdit in this drive" });
    }
    if taken.is_empty() {
        return Err(Refusal::NoFile);
    }
    let folder = known_folder(scene, c.folder)?;
    let (note, revision) = remarks(c.note.as_deref(), c.revision.as_deref())?;
    let (mut drafts, mut made) = (Vec::new(), Vec::new());
    for (nth, one) in taken.iter().enumerate() {
        let name = match (&c.name, taken.len()) {
            (Some(name), 1) => words::name("The file's name", name)?,
            _ => words::name("The file's name", stem(one))?,
        };
        let slot = Slot(u16::try_from(nth).map_err(|_| Refusal::OutOfRange {
            what: "The number of files at once",
            least: 1,
            most: i64::from(u16::MAX),
        })?);
        let (version, edits) =
            version_edits(scene.me, Vec::new(), (&note, &revision, None), std::slice::from_ref(one), given);
        let mut all =
            vec![put("meta", SELF, "kind", Value::Str("file".to_owned())), put("meta", SELF, "name", Value::Str(name))];
        if let Some(folder) = folder {
            all.push(put("meta", SELF, "folder", Value::Str(folder.to_string())));
        }
        all.extend(edits);
        drafts.push(Draft::Home {
            slot,
            kind: DocumentKind::File,
            scope: Location::Known(drive_domain(drive)),
            nonce: given.nonce(),
        });
        drafts.push(Draft::Change { document: Target::New(slot), edits: all });
        made.push((slot, version, one.clone()));
    }
    Ok(Decision { drafts, outcome: Outcome::Files(made) })
}

/// A file's name without its extension, as a title.
fn stem(taken: &Taken) -> &str {
    let cut = taken.name.len().saturating_sub(taken.extension.len() + 1);
    match taken.name.get(..cut) {
        Some(stem) if !taken.extension.is_empty() && !stem.trim().is_empty() => stem,
        _ => &taken.name,
    }
}

pub(super) fn known_folder(scene: &Scene, folder: Option<EntryId>) -> Result<Option<EntryId>, Refusal> {
    match folder {
        Some(id) if !scene.folders.contains_key(&id) => Err(Refusal::NotFound { what: "folder", name: id.to_string() }),
        other => Ok(other),
    }
}

fn remarks(note: Option<&str>, revision: Option<&str>) -> Result<(String, String), Refusal> {
    Ok((
        words::text("The note", note.unwrap_or_default())?,
        words::optional_name("The revision label", revision.unwrap_or_default())?,
    ))
}

fn version_edits(
    me: PersonId,
    parents: Vec<EntryId>,
    (note, revision, on_behalf_of): (&str, &str, Option<crate::id::ScopeId>),
    taken: &[Taken],
    given: &mut Given,
) -> (EntryId, Vec<Edit>) {
    let id = given.entry();
    let version = Version {
        id,
        person: me,
        parents,
        made_at: given.now,
        revision: revision.to_owned(),
        note: note.to_owned(),
        on_behalf_of,
        taken_back: false,
    };
    let mut edits = version.edits();
    for one in taken {
        edits.extend(format_edits(me, id, one, given));
    }
    (id, edits)
}

fn format_edits(me: PersonId, version: EntryId, one: &Taken, given: &mut Given) -> Vec<Edit> {
    Format {
        id: given.entry(),
        version,
        person: me,
        hash: one.hash,
        size: one.size,
        name: one.name.clone(),
        extension: one.extension.clone(),
        sniffed: one.sniffed.clone(),
        made_at: given.now,
        removed: false,
    }
    .edits()
}

/// The same bytes twice in one delivery are one format; two files of one format are refused, since a version has each format once.
fn distinct(taken: &[Taken]) -> Result<Vec<Taken>, Refusal> {
    let mut kept: Vec<Taken> = Vec::new();
    for one in taken {
        if kept.iter().any(|k| k.hash == one.hash) {
            continue;
        }
        if let Some(twin) = kept.iter().find(|k| k.extension == one.extension) {
            return Err(Refusal::FormatTwice {
                version: "This delivery".to_owned(),
                extension: one.extension.clone(),
                name: twin.name.clone(),
            });
        }
        kept.push(one.clone());
    }
    if kept.is_empty() { Err(Refusal::NoFile) } else { Ok(kept) }
}

fn wants_delivery(file: &FileScene) -> Result<(), Refusal> {
    if file.standing.delivers() {
        Ok(())
    } else {
        Err(Refusal::NotAllowed {
            act: "deliver here",
            right: "Edit on this file, or a place in the collaborator that owes it",
        })
    }
}

pub(super) fn deliver(scene: &Scene, c: &Deliver, taken: &[Taken], given: &mut Given) -> Result<Decision, Refusal> {
    let file = scene.open_file()?;
    wants_delivery(file)?;
    let facts = &file.facts;
    let taken = distinct(taken)?;
    let (note, revision) = remarks(c.note.as_deref(), c.revision.as_deref())?;
    if let Some(scope) = c.on_behalf_of {
        scene.open_event()?.open_collaborator(scope)?;
    }
    if facts.file.versions.len() + facts.file.formats.len() + facts.file.comments.len() + taken.len() >= ENTRIES_MOST {
        return Err(Refusal::Full { name: facts.file.name.clone(), count: ENTRIES_MOST });
    }
    // The same bytes as the latest version make nothing (decision 11).
    if let (Latest::One(latest), false) = (facts.latest(), c.again) {
        let there: BTreeSet<_> = facts.formats(latest).into_iter().collect();
        if there == taken.iter().map(|t| t.hash).collect() {
            return Ok(Decision { drafts: Vec::new(), outcome: Outcome::Delivered { version: latest, same: true } });
        }
    }
    // A version that was taken back is a parent too: its number is not used again (decision 10).
    let mut parents = facts.heads();
    let children: BTreeSet<EntryId> = facts.file.versions.values().flat_map(|v| v.parents.iter().copied()).collect();
    parents.extend(facts.file.versions.values().filter(|v| v.taken_back && !children.contains(&v.id)).map(|v| v.id));
    parents.sort_unstable();
    let (version, edits) = version_edits(scene.me, parents, (&note, &revision, c.on_behalf_of), &taken, given);
    Ok(Decision { outcome: Outcome::Delivered { version, same: false }, ..change(file.document, edits) })
}

/// The version that a command names, or the latest; of a fork one has to be named.
pub(super) fn version_named(file: &FileScene, version: Option<EntryId>) -> Result<EntryId, Refusal> {
    let facts = &file.facts;
    match (version, facts.latest()) {
        (Some(id), _) if facts.file.versions.contains_key(&id) => Ok(id),
        (Some(id), _) => Err(Refusal::NotFound { what: "version", name: id.to_string() }),
        (None, Latest::One(id)) => Ok(id),
        (None, Latest::None) => Err(Refusal::NoVersion { file: facts.file.name.clone() }),
        (None, Latest::Forked(heads)) => {
            let labels = facts.labels();
            let names: Vec<&str> = heads.iter().filter_map(|h| labels.get(h)).map(String::as_str).collect();
            Err(Refusal::Ambiguous {
                name: "the latest version".to_owned(),
                count: heads.len(),
                candidates: names.join(", "),
            })
        }
    }
}

pub(super) fn label(file: &FileScene, version: EntryId) -> String {
    file.facts.labels().remove(&version).unwrap_or_else(|| "That version".to_owned())
}

pub(super) fn undo(scene: &Scene, version: Option<EntryId>) -> Result<Decision, Refusal> {
    let file = scene.open_file()?;
    let facts = &file.facts;
    let id = version_named(file, version)?;
    let Some(version) = facts.file.versions.get(&id) else {
        return Err(Refusal::NoVersion { file: facts.file.name.clone() });
    };
    let label = label(file, id);
    if version.person != scene.me {
        return Err(Refusal::NotYours {
            who: scene.event()?.event.person(version.person),
            act: "take back this delivery",
        });
    }
    let cannot = |why| Err(Refusal::CannotUndo { version: label.clone(), why });
    if version.taken_back {
        return Err(Refusal::Already { what: format!("{label} is taken back") });
    }
    if facts.answers.iter().any(|a| a.version == id) {
        return cannot("somebody has answered it");
    }
    if facts.file.comments.values().any(|c| c.version == id) {
        return cannot("somebody has commented on it");
    }
    if facts.file.versions.values().any(|v| v.parents.contains(&id)) {
        return cannot("a newer version was made from it");
    }
    Ok(change(file.document, vec![put("versions", &owned(scene.me, id), "taken_back", Value::Bool(true))]))
}

pub(super) fn add_formats(
    scene: &Scene,
    version: Option<EntryId>,
    taken: &[Taken],
    given: &mut Given,
) -> Result<Decision, Refusal> {
    let file = scene.open_file()?;
    wants_delivery(file)?;
    let id = version_named(file, version)?;
    let taken = distinct(taken)?;
    let facts = &file.facts;
    let covered = facts.covered(id);
    let there = facts.file.formats_of(id, &covered);
    let answered = facts.answers.iter().any(|a| a.version == id);
    let mut edits = Vec::new();
    for one in &taken {
        if there.iter().any(|f| f.hash == one.hash) {
            continue; // The same bytes with a new name are already there (d.5.7).
        }
        if let Some(twin) = there.iter().find(|f| f.extension == one.extension) {
            return Err(if answered {
                Refusal::Answered { version: label(file, id) }
            } else {
                Refusal::FormatTwice {
                    version: label(file, id),
                    extension: one.extension.clone(),
                    name: twin.name.clone(),
                }
            });
        }
        edits.extend(format_edits(scene.me, id, one, given));
    }
    let same = edits.is_empty();
    Ok(Decision { outcome: Outcome::Delivered { version: id, same }, ..change(file.document, edits) })
}

pub(super) fn remove_format(scene: &Scene, format: EntryId) -> Result<Decision, Refusal> {
    let file = scene.open_file()?;
    let facts = &file.facts;
    let Some(format) = facts.file.formats.get(&format).filter(|f| !f.removed) else {
        return Err(Refusal::NotFound { what: "format", name: format.to_string() });
    };
    let own = format.person == scene.me;
    if !(own && file.standing.delivers() || file.standing.reaches(Level::Admin)) {
        return Err(Refusal::NotAllowed {
            act: "remove this format",
            right: "to have added it, or full rights on this file",
        });
    }
    if facts.answers.iter().any(|a| a.version == format.version) {
        return Err(Refusal::Answered { version: label(file, format.version) });
    }
    Ok(change(file.document, vec![put("formats", &owned(format.person, format.id), "removed", Value::Bool(true))]))
}

fn wants_edit(file: &FileScene, act: &'static str) -> Result<(), Refusal> {
    if file.standing.reaches(Level::Edit) {
        Ok(())
    } else {
        Err(Refusal::NotAllowed { act, right: "Edit on this file" })
    }
}

pub(super) fn rename(scene: &Scene, name: &str) -> Result<Decision, Refusal> {
    let file = scene.open_file()?;
    wants_edit(file, "rename this")?;
    let name = words::name("The name", name)?;
    if name == file.facts.file.name {
        return Ok(super::done(Vec::new()));
    }
    Ok(change(file.document, vec![put("meta", SELF, "name", Value::Str(name))]))
}

pub(super) fn describe(scene: &Scene, description: &str) -> Result<Decision, Refusal> {
    let file = scene.open_file()?;
    wants_edit(file, "describe this")?;
    let text = words::text("The description", description)?;
    if text == file.facts.file.description {
        return Ok(super::done(Vec::new()));
    }
    Ok(change(file.document, vec![put("description", "", "", Value::Text(text))]))
}

pub(super) fn change_folder(scene: &Scene, folder: Option<EntryId>) -> Result<Decision, Refusal> {
    let file = scene.open_file()?;
    wants_edit(file, "move this")?;
    let value = known_folder(scene, folder)?.map_or(Value::Nothing, |f| Value::Str(f.to_string()));
    Ok(change(file.document, vec![put("meta", SELF, "folder", value)]))
}

fn wants_archive(file: &FileScene) -> Result<(), Refusal> {
    if file.standing.reaches(Level::Admin) {
        Ok(())
    } else {
        Err(Refusal::NotAllowed { act: "archive or restore this", right: "full rights on this file" })
    }
}

pub(super) fn archive(scene: &Scene, now: i64) -> Result<Decision, Refusal> {
    scene.open_event()?;
    let file = scene.file()?;
    wants_archive(file)?;
    if file.facts.file.archived_at.is_some() {
        return Err(Refusal::Already { what: format!("“{}” is archived", file.facts.file.name) });
    }
    Ok(change(file.document, vec![put("meta", SELF, "archived_at", Value::Int(now))]))
}

pub(super) fn restore(scene: &Scene) -> Result<Decision, Refusal> {
    scene.open_event()?;
    let file = scene.file()?;
    wants_archive(file)?;
    if file.facts.file.archived_at.is_none() {
        return Err(Refusal::Already { what: format!("“{}” is in use", file.facts.file.name) });
    }
    Ok(change(file.document, vec![put("meta", SELF, "archived_at", Value::Nothing)]))
}

/// The edits that make a placeholder's `meta`.
pub(super) fn meta_edits(name: String, number: u32, folder: Option<EntryId>) -> Vec<Edit> {
    let mut edits = vec![
        put("meta", SELF, "kind", Value::Str("deliverable".to_owned())),
        put("meta", SELF, "name", Value::Str(name)),
        put("meta", SELF, "number", Value::Int(i64::from(number))),
    ];
    put_words(&mut edits, "meta", SELF, "folder", &folder.map(|f| f.to_string()).unwrap_or_default());
    edits
}

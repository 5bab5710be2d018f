//! Folders of a drive.

use super::{Decision, EventScene, Given, Outcome, Scene, change, drive_domain};
use crate::command::{Drive, FolderAdd, FolderMove, FolderRename};
use crate::event::Folder;
use crate::file::put;
use crate::id::{DocumentId, EntryId};
use crate::op::{Right, Value};
use crate::refusal::Refusal;
use crate::words;

fn document(at: &EventScene, drive: Drive) -> Result<DocumentId, Refusal> {
    at.drive(drive)?;
    if !at.holds(drive_domain(drive), Right::FilesEdit) {
        return Err(Refusal::NotAllowed { act: "change folders here", right: "the right FilesEdit in this drive" });
    }
    at.drive_documents.get(&drive).copied().ok_or_else(|| Refusal::NotFound { what: "drive", name: String::new() })
}

fn folder(scene: &Scene, id: EntryId) -> Result<&Folder, Refusal> {
    scene.folders.get(&id).ok_or_else(|| Refusal::NotFound { what: "folder", name: id.to_string() })
}

fn free(scene: &Scene, parent: Option<EntryId>, name: &str, but: Option<EntryId>) -> Result<(), Refusal> {
    let folded = name.to_lowercase();
    if scene.folders.values().any(|f| f.parent == parent && Some(f.id) != but && f.name.to_lowercase() == folded) {
        return Err(Refusal::Taken { what: "a folder here", name: name.to_owned() });
    }
    Ok(())
}

pub(super) fn add(scene: &Scene, c: &FolderAdd, given: &mut Given) -> Result<Decision, Refusal> {
    let document = document(scene.open_event()?, c.drive)?;
    let name = words::name("The folder's name", &c.name)?;
    if let Some(parent) = c.parent {
        folder(scene, parent)?;
    }
    free(scene, c.parent, &name, None)?;
    let id = given.entry();
    let mut edits = vec![put("folders", &id.to_string(), "name", Value::Str(name))];
    if let Some(parent) = c.parent {
        edits.push(put("folders", &id.to_string(), "parent", Value::Str(parent.to_string())));
    }
    Ok(Decision { outcome: Outcome::Folder(id), ..change(document, edits) })
}

pub(super) fn rename(scene: &Scene, c: &FolderRename) -> Result<Decision, Refusal> {
    let document = document(scene.open_event()?, c.drive)?;
    let parent = folder(scene, c.folder)?.parent;
    let name = words::name("The folder's name", &c.name)?;
    free(scene, parent, &name, Some(c.folder))?;
    Ok(change(document, vec![put("folders", &c.folder.to_string(), "name", Value::Str(name))]))
}

pub(super) fn change_parent(scene: &Scene, c: &FolderMove) -> Result<Decision, Refusal> {
    let document = document(scene.open_event()?, c.drive)?;
    let moved = folder(scene, c.folder)?;
    let mut up = c.parent;
    while let Some(at) = up {
        if at == c.folder {
            return Err(Refusal::IntoItself { name: moved.name.clone() });
        }
        up = folder(scene, at)?.parent;
    }
    free(scene, c.parent, &moved.name, Some(c.folder))?;
    let value = c.parent.map_or(Value::Nothing, |p| Value::Str(p.to_string()));
    Ok(change(document, vec![put("folders", &c.folder.to_string(), "parent", value)]))
}

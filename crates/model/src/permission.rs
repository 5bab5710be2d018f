//! What an act needs, and what a right gives: the whole of write permission, as tables that can be read aloud.
//!
//! `model::decide` asks these functions before anything is signed and `trust::judge` asks the same ones about what others signed, so a
//! local command and a remote operation cannot be measured by two rules. Nothing here knows who holds what.

use crate::id::{EntryId, PersonId};
use crate::op::{Answer, DocumentKind, Domain, Held, Level, Module, Right};

/// What an edit of one section needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// This file level on the document, in any way (d.11.4).
    Level(Level),
    /// This level, or Read together with a reviewer's seat.
    LevelOrSeat(Level),
    /// Any one of these rights in the document's own scope, or `Event:*`.
    Rights(&'static [Right]),
}

/// The table: what an edit of an entry in this section needs. `own` says whether the entry is named after the author (O4).
///
/// `None`: this kind of document has no such section, so nobody may write there.
#[must_use]
pub fn needed(kind: DocumentKind, section: &str, own: bool) -> Option<Need> {
    use Need::{Level as AtLeast, LevelOrSeat, Rights};
    Some(match (kind, section) {
        (DocumentKind::Event, "facts" | "settings" | "areas" | "collaborators" | "types" | "attributes" | "notes") => {
            Rights(&[Right::Update])
        }
        (DocumentKind::Event, "phases" | "statuses") => Rights(&[Right::Update, Right::ProjectManagementAdmin]),
        (DocumentKind::Event, "people") if own => AtLeast(Level::Read),
        (DocumentKind::Event, "people") => Rights(&[Right::UsersManage]),

        (DocumentKind::Collaborator, "crew") => Rights(&[Right::CrewManage]),
        (DocumentKind::Collaborator, "facts" | "attributes" | "notes") => Rights(&[Right::Update, Right::CrewManage]),

        (DocumentKind::Drive, "folders") => Rights(&[Right::FilesEdit]),

        (DocumentKind::File, "meta" | "description" | "links") => AtLeast(Level::Edit),
        (DocumentKind::File, "deliverable" | "criteria") => AtLeast(Level::Admin),
        (DocumentKind::File, "versions" | "formats") => AtLeast(if own { Level::Edit } else { Level::Admin }),
        (DocumentKind::File, "comments") => AtLeast(if own { Level::Read } else { Level::Edit }),
        (DocumentKind::File, "resolved") if own => AtLeast(Level::Read),
        (DocumentKind::File, "resolved") => LevelOrSeat(Level::Edit),
        _ => return None,
    })
}

/// The sections in which the assigned collaborator has Edit; everywhere else the assignment gives Read (d.11, last column).
#[must_use]
pub fn while_assigned(section: &str) -> bool {
    matches!(section, "versions" | "formats")
}

/// The file level that a Files right stands for.
#[must_use]
pub const fn files_level(right: Right) -> Option<Level> {
    match right {
        Right::FilesRead => Some(Level::Read),
        Right::FilesEdit => Some(Level::Edit),
        Right::FilesAdmin | Right::All => Some(Level::Admin),
        _ => None,
    }
}

/// The right by which a Share or a Home gives a level on its document.
#[must_use]
pub const fn right_of(level: Level) -> Right {
    match level {
        Level::Read => Right::FilesRead,
        Level::Edit => Right::FilesEdit,
        Level::Admin => Right::All,
    }
}

/// The level that one right, held in the event or in an area or collaborator, gives on a document that lies in `scope` (d.11.4a).
///
/// What a Share gives on one document is not asked here.
#[must_use]
pub fn level_given(kind: DocumentKind, scope: Domain, held: Held) -> Option<Level> {
    let everything = Held { domain: Domain::Event, right: Right::All };
    if held == everything {
        return Some(Level::Admin);
    }
    let here = held.domain == scope;
    match kind {
        DocumentKind::File | DocumentKind::Drive if here => files_level(held.right),
        // Crew and their contact details: also for those who see crew everywhere.
        DocumentKind::Collaborator if here || held.domain == Domain::Event => match held.right {
            Right::All => Some(Level::Admin),
            Right::CrewManage => Some(Level::Edit),
            Right::CrewView => Some(Level::Read),
            _ => None,
        },
        // The event's own page: every member reads it.
        DocumentKind::Event => Some(Level::Read),
        _ => None,
    }
}

/// Does holding one right include another (d.11.2, d.11.4)?
#[must_use]
pub fn implies(held: Held, wanted: Held) -> bool {
    if held == (Held { domain: Domain::Event, right: Right::All }) {
        return true;
    }
    if held.domain != wanted.domain {
        return false;
    }
    if held.right == wanted.right || held.right == Right::All {
        return true;
    }
    // FilesAdmin is the whole of Files, and not the whole of the domain.
    wanted.right != Right::All
        && matches!((files_level(held.right), files_level(wanted.right)), (Some(held), Some(wanted)) if wanted <= held)
}

/// Rights that let their holder give or take rights (R2, R3).
#[must_use]
pub const fn gives(right: Right) -> bool {
    matches!(right, Right::All | Right::UsersManage | Right::CrewManage | Right::FilesAdmin)
}

/// Do these rights allow handing out rights in this domain (R2)? What is handed out must be held besides: [`implies`].
#[must_use]
pub fn may_give(held: &[Held], domain: Domain) -> bool {
    held.iter().any(|h| match (h.domain, h.right) {
        (Domain::Event, Right::All | Right::UsersManage) => true,
        (d, Right::All | Right::CrewManage) => d == domain,
        _ => false,
    })
}

/// Does one right allow making a document of this kind in this scope (R4)?
#[must_use]
pub fn may_make(kind: DocumentKind, scope: Domain, held: Held) -> bool {
    let fits = match kind {
        DocumentKind::Roster => false,
        DocumentKind::Event => scope == Domain::Event,
        DocumentKind::Collaborator => matches!(scope, Domain::Scope(_)),
        DocumentKind::Drive | DocumentKind::File => !matches!(scope, Domain::Document(_)),
    };
    if !fits || held == (Held { domain: Domain::Event, right: Right::All }) {
        return fits;
    }
    match kind {
        DocumentKind::Roster | DocumentKind::Event => false,
        DocumentKind::Collaborator => held.domain == scope && matches!(held.right, Right::All | Right::CrewManage),
        DocumentKind::Drive | DocumentKind::File => {
            held.domain == scope && files_level(held.right).is_some_and(|level| level >= Level::Edit)
        }
    }
}

/// The feature whose switch closes a document of this kind to those who reach it through a collaborator only (d.11.3).
#[must_use]
pub const fn module_of(kind: DocumentKind) -> Option<Module> {
    match kind {
        DocumentKind::Drive | DocumentKind::File => Some(Module::Files),
        DocumentKind::Collaborator => Some(Module::Crew),
        DocumentKind::Roster | DocumentKind::Event => None,
    }
}

/// Of concurrent answers of one person the smallest counts (O5); choosing between versions is no answer.
#[must_use]
pub const fn strictness(answer: Answer) -> Option<u8> {
    match answer {
        Answer::ChangesRequested => Some(0),
        Answer::Withdrawn => Some(1),
        Answer::Approved => Some(2),
        Answer::Chosen => None,
    }
}

/// The name of an entry that belongs to its author: `<person>.<entry>` (O4).
#[must_use]
pub fn owned_name(person: PersonId, entry: EntryId) -> String {
    format!("{person}.{entry}")
}

/// Whom an entry belongs to: the person before the first dot, if there is one.
#[must_use]
pub fn owner_of(entry: &str) -> Option<PersonId> {
    entry.split('.').next()?.parse().ok()
}

/// The entry's own id in a name that may begin with its author: what stands after the last dot.
#[must_use]
pub fn entry_of(entry: &str) -> Option<EntryId> {
    entry.rsplit('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests;

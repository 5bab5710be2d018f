//! The event's own document, a collaborator's and a drive's: read from content, and what their sections mean.
//!
//! `event`: `facts`, `settings`, `areas`, `collaborators`, `people`, text `notes`. `collaborator`: `crew`. `drive`: `folders`.

use crate::content::{Content, Entry};
use crate::file::{SELF, id, number, words, yes};
use crate::id::{EntryId, PersonId, ScopeId};
use std::collections::BTreeMap;

/// Lead days when nobody has set any (decision 14).
pub const LEAD_DAYS: i64 = 3;

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its name.
    pub name: String,
    /// IANA zone.
    pub zone: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Where.
    pub venue: String,
    /// The maker's own side.
    pub first_collaborator: Option<ScopeId>,
    /// When it was put away.
    pub archived_at: Option<i64>,
    /// When it was made, and by whom.
    pub made: Option<(i64, PersonId)>,
    /// Notes for everybody.
    pub notes: String,
    /// Working days before a due date at which it counts as due soon.
    pub lead_days: i64,
    /// Formats added after an answer: strict, lax, or by permit.
    pub strict_formats: Option<bool>,
    /// Answers by the version's author.
    pub independent_review: Option<bool>,
    /// Its areas.
    pub areas: BTreeMap<ScopeId, Place>,
    /// Its collaborators.
    pub collaborators: BTreeMap<ScopeId, Place>,
    /// What people call themselves.
    pub people: BTreeMap<PersonId, String>,
}

/// An area or a collaborator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Its place in the list.
    pub order: i64,
    /// When it was put away.
    pub archived_at: Option<i64>,
}

impl Event {
    /// Reads an event's content.
    #[must_use]
    pub fn read(content: &Content) -> Self {
        let facts = content.entry("facts", SELF);
        let settings = content.entry("settings", SELF);
        let places = |section| -> BTreeMap<ScopeId, Place> {
            content.entries(section).filter_map(|(name, e)| Some((name.parse().ok()?, Place::read(e)?))).collect()
        };
        Self {
            name: words(facts, "name"),
            zone: words(facts, "zone"),
            from: words(facts, "from"),
            to: words(facts, "to"),
            venue: words(facts, "venue"),
            first_collaborator: id(facts, "first_collaborator"),
            archived_at: number(facts, "archived_at"),
            made: number(facts, "made_at").zip(id(facts, "made_by")),
            notes: content.texts.get("notes").cloned().unwrap_or_default(),
            lead_days: number(settings, "lead_days").unwrap_or(LEAD_DAYS),
            strict_formats: yes(settings, "strict_formats"),
            independent_review: yes(settings, "independent_review"),
            areas: places("areas"),
            collaborators: places("collaborators"),
            people: content
                .entries("people")
                .filter_map(|(name, e)| Some((name.parse().ok()?, words(Some(e), "name"))))
                .collect(),
        }
    }

    /// What a person calls themselves here, or the beginning of their key.
    #[must_use]
    pub fn person(&self, person: PersonId) -> String {
        self.people.get(&person).filter(|name| !name.is_empty()).cloned().unwrap_or_else(|| format!("{person:?}"))
    }

    /// A collaborator's or area's name.
    #[must_use]
    pub fn place(&self, scope: ScopeId) -> String {
        self.collaborators
            .get(&scope)
            .or_else(|| self.areas.get(&scope))
            .map_or_else(|| format!("{scope:?}"), |p| p.name.clone())
    }
}

impl Place {
    fn read(entry: &Entry) -> Option<Self> {
        let entry = Some(entry);
        let name = words(entry, "name");
        (!name.is_empty()).then(|| Self {
            name,
            order: number(entry, "order").unwrap_or(0),
            archived_at: number(entry, "archived_at"),
        })
    }
}

/// A crew record: a contact, which gives no access by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crew {
    /// Which.
    pub id: EntryId,
    /// First name.
    pub first: String,
    /// Last name.
    pub last: String,
    /// E-mail address.
    pub email: String,
    /// Telephone number.
    pub phone: String,
    /// What they do.
    pub title: String,
    /// Point of contact.
    pub contact: bool,
    /// The person behind it.
    pub person: Option<PersonId>,
    /// When it was put away.
    pub archived_at: Option<i64>,
}

impl Crew {
    /// The crew of a collaborator's document, by last name.
    #[must_use]
    pub fn read_all(content: &Content) -> Vec<Self> {
        let mut all: Vec<Self> = content
            .entries("crew")
            .filter_map(|(name, e)| {
                let entry = Some(e);
                Some(Self {
                    id: name.parse().ok()?,
                    first: words(entry, "first"),
                    last: words(entry, "last"),
                    email: words(entry, "email"),
                    phone: words(entry, "phone"),
                    title: words(entry, "title"),
                    contact: yes(entry, "contact").unwrap_or(false),
                    person: id(entry, "person"),
                    archived_at: number(entry, "archived_at"),
                })
            })
            .collect();
        all.sort_by(|a, b| {
            (a.last.to_lowercase(), a.first.to_lowercase(), a.id).cmp(&(
                b.last.to_lowercase(),
                b.first.to_lowercase(),
                b.id,
            ))
        });
        all
    }

    /// First and last name.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.first, self.last).trim().to_owned()
    }
}

/// A folder of a drive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Which.
    pub id: EntryId,
    /// Its name.
    pub name: String,
    /// In which folder.
    pub parent: Option<EntryId>,
}

impl Folder {
    /// The folders of a drive. One whose parent is missing, or that a merge has put inside itself, counts as lying at the top.
    #[must_use]
    pub fn read_all(content: &Content) -> BTreeMap<EntryId, Self> {
        let mut all: BTreeMap<EntryId, Self> = content
            .entries("folders")
            .filter_map(|(name, e)| {
                let (entry, folder) = (Some(e), name.parse().ok()?);
                let name = words(entry, "name");
                (!name.is_empty()).then(|| (folder, Self { id: folder, name, parent: id(entry, "parent") }))
            })
            .collect();
        let lost: Vec<EntryId> = all.values().filter(|f| !reaches_top(&all, f)).map(|f| f.id).collect();
        for folder in lost {
            if let Some(f) = all.get_mut(&folder) {
                f.parent = None;
            }
        }
        all
    }
}

fn reaches_top(all: &BTreeMap<EntryId, Folder>, folder: &Folder) -> bool {
    let mut at = folder.parent;
    for _ in 0..=all.len() {
        match at {
            None => return true,
            Some(parent) => match all.get(&parent) {
                Some(f) => at = f.parent,
                None => return false,
            },
        }
    }
    false
}

//! Events, areas, collaborators, people and their rights.

use super::{Decision, Draft, EventScene, Location, Outcome, Scene, Slot, Target, change, done};
use crate::civil;
use crate::command::{AreaAdd, AreaSet, CollaboratorAdd, CollaboratorSet, EventCreate, EventSet, GrantAdd};
use crate::event::Place;
use crate::file::{SELF, put, put_words, set_words};
use crate::id::ScopeId;
use crate::op::{DocumentKind, Domain, Edit, Held, Module, Right, ScopeKind, Value};
use crate::refusal::Refusal;
use crate::{permission, words};
use std::collections::BTreeMap;

/// Every module there is (d.11.3).
pub const MODULES: [Module; 8] = [
    Module::Schedule,
    Module::Files,
    Module::Advancing,
    Module::Crew,
    Module::Tasks,
    Module::Documents,
    Module::Procurement,
    Module::Accounting,
];

pub(super) fn create(scene: &Scene, c: &EventCreate, given: &mut super::Given) -> Result<Decision, Refusal> {
    let name = words::name("The event's name", &c.name)?;
    let side = words::name("The collaborator's name", &c.collaborator)?;
    let venue = words::optional_name("The venue", c.venue.as_deref().unwrap_or_default())?;
    civil::zone(&c.zone)?;
    days(&c.from, &c.to)?;
    let (event, drive, collaborator, crew, own_drive) = (Slot(0), Slot(1), Slot(2), Slot(3), Slot(4));
    let all = Location::Known(Domain::Event);
    let mut edits = vec![
        put("facts", SELF, "name", Value::Str(name)),
        put("facts", SELF, "zone", Value::Str(c.zone.trim().to_owned())),
        put("facts", SELF, "from", Value::Str(c.from.trim().to_owned())),
        put("facts", SELF, "to", Value::Str(c.to.trim().to_owned())),
        put("facts", SELF, "made_at", Value::Int(given.now)),
        put("facts", SELF, "made_by", Value::Str(scene.me.to_string())),
        put("facts", SELF, "first_collaborator", Value::Str(collaborator.placeholder())),
        put("collaborators", &collaborator.placeholder(), "name", Value::Str(side)),
        put("people", &scene.me.to_string(), "name", Value::Str(scene.my_name.clone())),
    ];
    put_words(&mut edits, "facts", SELF, "venue", &venue);
    let drafts = vec![
        Draft::Genesis { nonce: given.nonce() },
        Draft::Home { slot: event, kind: DocumentKind::Event, scope: all, nonce: given.nonce() },
        Draft::Home { slot: drive, kind: DocumentKind::Drive, scope: all, nonce: given.nonce() },
        Draft::Scope { slot: collaborator, kind: ScopeKind::Collaborator },
        Draft::Home {
            slot: crew,
            kind: DocumentKind::Collaborator,
            scope: Location::New(collaborator),
            nonce: given.nonce(),
        },
        Draft::Home {
            slot: own_drive,
            kind: DocumentKind::Drive,
            scope: Location::New(collaborator),
            nonce: given.nonce(),
        },
        Draft::Change { document: Target::New(event), edits },
    ];
    Ok(Decision { drafts, outcome: Outcome::Event(collaborator) })
}

fn days(from: &str, to: &str) -> Result<(), Refusal> {
    if civil::day(to)? < civil::day(from)? {
        return Err(Refusal::EndBeforeStart { from: from.trim().to_owned(), to: to.trim().to_owned() });
    }
    Ok(())
}

pub(super) fn set(scene: &Scene, c: &EventSet) -> Result<Decision, Refusal> {
    let at = scene.open_event()?;
    at.wants_update("change this event")?;
    let mut edits = Vec::new();
    if let Some(name) = &c.name {
        edits.push(put("facts", SELF, "name", Value::Str(words::name("The event's name", name)?)));
    }
    if let Some(zone) = &c.zone {
        civil::zone(zone)?;
        edits.push(put("facts", SELF, "zone", Value::Str(zone.trim().to_owned())));
    }
    let (from, to) = (c.from.as_deref().unwrap_or(&at.event.from), c.to.as_deref().unwrap_or(&at.event.to));
    if c.from.is_some() || c.to.is_some() {
        days(from, to)?;
        edits.push(put("facts", SELF, "from", Value::Str(from.trim().to_owned())));
        edits.push(put("facts", SELF, "to", Value::Str(to.trim().to_owned())));
    }
    if let Some(venue) = &c.venue {
        edits.push(set_words("facts", SELF, "venue", &words::optional_name("The venue", venue)?));
    }
    if let Some(notes) = &c.notes {
        edits.push(put("notes", "", "", Value::Text(words::text("The notes", notes)?)));
    }
    if let Some(days) = c.lead_days {
        if !(0..=60).contains(&days) {
            return Err(Refusal::OutOfRange { what: "The number of lead days", least: 0, most: 60 });
        }
        edits.push(put("settings", SELF, "lead_days", Value::Int(days)));
    }
    if let Some(strict) = c.strict_formats {
        edits.push(put("settings", SELF, "strict_formats", Value::Bool(strict)));
    }
    if let Some(independent) = c.independent_review {
        edits.push(put("settings", SELF, "independent_review", Value::Bool(independent)));
    }
    Ok(change(at.document, edits))
}

pub(super) fn archive(scene: &Scene, now: i64) -> Result<Decision, Refusal> {
    let at = scene.event()?;
    at.wants_everything("archive this event")?;
    if at.event.archived_at.is_some() {
        return Err(Refusal::Already { what: format!("“{}” is archived", at.event.name) });
    }
    Ok(change(at.document, vec![put("facts", SELF, "archived_at", Value::Int(now))]))
}

pub(super) fn restore(scene: &Scene) -> Result<Decision, Refusal> {
    let at = scene.event()?;
    at.wants_everything("restore this event")?;
    if at.event.archived_at.is_none() {
        return Err(Refusal::Already { what: format!("“{}” is in use", at.event.name) });
    }
    Ok(change(at.document, vec![put("facts", SELF, "archived_at", Value::Nothing)]))
}

fn free_name<'a>(
    mut places: impl Iterator<Item = (&'a ScopeId, &'a Place)>,
    what: &'static str,
    name: &str,
    but: Option<ScopeId>,
) -> Result<(), Refusal> {
    let folded = name.to_lowercase();
    if places.any(|(id, p)| Some(*id) != but && p.archived_at.is_none() && p.name.to_lowercase() == folded) {
        return Err(Refusal::Taken { what, name: name.to_owned() });
    }
    Ok(())
}

pub(super) fn add_area(scene: &Scene, c: &AreaAdd, given: &mut super::Given) -> Result<Decision, Refusal> {
    let at = scene.open_event()?;
    at.wants_everything("add an area")?;
    let name = words::name("The area's name", &c.name)?;
    free_name(at.event.areas.iter(), "an area", &name, None)?;
    let (area, drive) = (Slot(0), Slot(1));
    let order = at.event.areas.values().map(|a| a.order).max().unwrap_or(0) + 1;
    let edits = vec![
        put("areas", &area.placeholder(), "name", Value::Str(name)),
        put("areas", &area.placeholder(), "order", Value::Int(order)),
    ];
    let drafts = vec![
        Draft::Scope { slot: area, kind: ScopeKind::Area },
        Draft::Home { slot: drive, kind: DocumentKind::Drive, scope: Location::New(area), nonce: given.nonce() },
        Draft::Change { document: Target::Known(at.document), edits },
    ];
    Ok(Decision { drafts, outcome: Outcome::Scope(area) })
}

pub(super) fn set_area(scene: &Scene, c: &AreaSet) -> Result<Decision, Refusal> {
    let at = scene.open_event()?;
    at.wants_update("change an area")?;
    at.open_area(c.area)?;
    let mut edits = Vec::new();
    if let Some(name) = &c.name {
        let name = words::name("The area's name", name)?;
        free_name(at.event.areas.iter(), "an area", &name, Some(c.area))?;
        edits.push(put("areas", &c.area.to_string(), "name", Value::Str(name)));
    }
    if let Some(order) = c.order {
        edits.push(put("areas", &c.area.to_string(), "order", Value::Int(order)));
    }
    Ok(change(at.document, edits))
}

pub(super) fn archive_area(scene: &Scene, area: ScopeId, when: Option<i64>) -> Result<Decision, Refusal> {
    let at = scene.open_event()?;
    at.wants_update("archive or restore an area")?;
    let place = at.event.areas.get(&area).ok_or_else(|| Refusal::NotFound { what: "area", name: area.to_string() })?;
    put_away(at, "areas", area, place, when, &at.event.areas, "an area")
}

fn put_away(
    at: &EventScene,
    section: &str,
    scope: ScopeId,
    place: &Place,
    when: Option<i64>,
    all: &BTreeMap<ScopeId, Place>,
    what: &'static str,
) -> Result<Decision, Refusal> {
    if place.archived_at.is_some() == when.is_some() {
        return Err(Refusal::Already {
            what: format!("“{}” is {}", place.name, if when.is_some() { "archived" } else { "in use" }),
        });
    }
    if when.is_none() {
        free_name(all.iter(), what, &place.name, Some(scope))?;
    }
    Ok(change(
        at.document,
        vec![put(section, &scope.to_string(), "archived_at", when.map_or(Value::Nothing, Value::Int))],
    ))
}

pub(super) fn add_collaborator(
    scene: &Scene,
    c: &CollaboratorAdd,
    given: &mut super::Given,
) -> Result<Decision, Refusal> {
    let at = scene.open_event()?;
    at.wants_everything("add a collaborator")?;
    let name = words::name("The collaborator's name", &c.name)?;
    free_name(at.event.collaborators.iter(), "a collaborator", &name, None)?;
    let (collaborator, crew, drive) = (Slot(0), Slot(1), Slot(2));
    let mut drafts = vec![
        Draft::Scope { slot: collaborator, kind: ScopeKind::Collaborator },
        Draft::Home {
            slot: crew,
            kind: DocumentKind::Collaborator,
            scope: Location::New(collaborator),
            nonce: given.nonce(),
        },
        Draft::Home {
            slot: drive,
            kind: DocumentKind::Drive,
            scope: Location::New(collaborator),
            nonce: given.nonce(),
        },
    ];
    if let Some(on) = &c.modules {
        drafts.extend(MODULES.into_iter().filter(|m| !on.contains(m)).map(|module| Draft::Module {
            scope: Location::New(collaborator),
            module,
            on: false,
        }));
    }
    let edits = vec![put("collaborators", &collaborator.placeholder(), "name", Value::Str(name))];
    drafts.push(Draft::Change { document: Target::Known(at.document), edits });
    Ok(Decision { drafts, outcome: Outcome::Scope(collaborator) })
}

pub(super) fn set_collaborator(scene: &Scene, c: &CollaboratorSet) -> Result<Decision, Refusal> {
    let at = scene.open_event()?;
    at.open_collaborator(c.collaborator)?;
    let mut drafts = Vec::new();
    if let Some(modules) = &c.modules {
        at.wants_everything("switch a collaborator's modules")?;
        let off = at.off.get(&c.collaborator).cloned().unwrap_or_default();
        let scope = Location::Known(Domain::Scope(c.collaborator));
        drafts.extend(
            MODULES.into_iter().filter(|m| modules.contains(m) == off.contains(m)).map(|module| Draft::Module {
                scope,
                module,
                on: modules.contains(&module),
            }),
        );
    }
    if let Some(name) = &c.name {
        at.wants_update("change a collaborator")?;
        let name = words::name("The collaborator's name", name)?;
        free_name(at.event.collaborators.iter(), "a collaborator", &name, Some(c.collaborator))?;
        let edits: Vec<Edit> = vec![put("collaborators", &c.collaborator.to_string(), "name", Value::Str(name))];
        drafts.push(Draft::Change { document: Target::Known(at.document), edits });
    }
    Ok(done(drafts))
}

pub(super) fn archive_collaborator(scene: &Scene, scope: ScopeId, when: Option<i64>) -> Result<Decision, Refusal> {
    let at = scene.open_event()?;
    at.wants_update("archive or restore a collaborator")?;
    let place = at.collaborator(scope)?;
    put_away(at, "collaborators", scope, place, when, &at.event.collaborators, "a collaborator")
}

pub(super) fn rename_person(scene: &Scene, name: &str) -> Result<Decision, Refusal> {
    let at = scene.open_event()?;
    if !at.members.contains(&scene.me) {
        return Err(Refusal::NotAllowed { act: "change how you are called here", right: "access to this event" });
    }
    let name = words::name("Your name", name)?;
    if at.event.people.get(&scene.me) == Some(&name) {
        return Ok(done(Vec::new()));
    }
    Ok(change(at.document, vec![put("people", &scene.me.to_string(), "name", Value::Str(name))]))
}

pub(super) fn grant(scene: &Scene, c: &GrantAdd) -> Result<Decision, Refusal> {
    let at = scene.open_event()?;
    if c.rights.is_empty() {
        return Err(Refusal::BadShape { detail: "no right was named".to_owned() });
    }
    let mut rights = Vec::new();
    for text in &c.rights {
        let held = right(text, c.on)?;
        if !permission::may_give(&at.rights, held.domain) || !at.holds(held.domain, held.right) {
            return Err(Refusal::NotAllowed {
                act: "give this right",
                right: "the right itself, and the right to give it",
            });
        }
        rights.push(held);
    }
    rights.sort_unstable();
    rights.dedup();
    Ok(Decision { drafts: vec![Draft::Grant { person: c.person, rights }], outcome: Outcome::Grant })
}

/// Reads a permission as it is written: `Event:Read`, `Collaborator:FilesEdit`, `Area:*`.
fn right(text: &str, on: Option<ScopeId>) -> Result<Held, Refusal> {
    let not =
        || Refusal::NotA { text: text.to_owned(), wanted: "a permission such as Event:Read or Collaborator:FilesEdit" };
    let (domain, name) = text.split_once(':').ok_or_else(not)?;
    let right: Right = serde_json::from_value(serde_json::Value::String(name.to_owned())).map_err(|_| not())?;
    let domain = match (domain, on) {
        ("Event", _) => Domain::Event,
        ("Collaborator" | "Area", Some(scope)) => Domain::Scope(scope),
        _ => return Err(not()),
    };
    Ok(Held { domain, right })
}

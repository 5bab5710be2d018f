//! Crew records.

use super::{Decision, EventScene, Given, Outcome, Scene, change};
use crate::command::{CrewAdd, CrewSet};
use crate::file::{put, put_words, set_words};
use crate::id::{DocumentId, EntryId, ScopeId};
use crate::op::Value;
use crate::refusal::Refusal;
use crate::words;

fn document(at: &EventScene, scope: ScopeId) -> Result<DocumentId, Refusal> {
    at.open_collaborator(scope)?;
    if !at.manages_crew(scope) {
        return Err(Refusal::NotAllowed { act: "change this crew", right: "the right Collaborator:CrewManage there" });
    }
    at.crew_documents
        .get(&scope)
        .copied()
        .ok_or_else(|| Refusal::NotFound { what: "collaborator", name: scope.to_string() })
}

pub(super) fn add(scene: &Scene, c: &CrewAdd, given: &mut Given) -> Result<Decision, Refusal> {
    let at = scene.open_event()?;
    let document = document(at, c.collaborator)?;
    let (first, last) =
        (words::optional_name("The first name", &c.first)?, words::optional_name("The last name", &c.last)?);
    if first.is_empty() && last.is_empty() {
        return Err(Refusal::Empty { what: "The name" });
    }
    if c.me && scene.crew.iter().any(|r| r.person == Some(scene.me) && r.archived_at.is_none()) {
        return Err(Refusal::Already { what: "You are in this crew".to_owned() });
    }
    let id = given.entry();
    let entry = id.to_string();
    let mut edits = Vec::new();
    put_words(&mut edits, "crew", &entry, "first", &first);
    put_words(&mut edits, "crew", &entry, "last", &last);
    put_words(&mut edits, "crew", &entry, "email", &email(c.email.as_deref())?);
    put_words(
        &mut edits,
        "crew",
        &entry,
        "phone",
        &words::optional_name("The telephone number", c.phone.as_deref().unwrap_or_default())?,
    );
    put_words(
        &mut edits,
        "crew",
        &entry,
        "title",
        &words::optional_name("The title", c.title.as_deref().unwrap_or_default())?,
    );
    if c.contact {
        edits.push(put("crew", &entry, "contact", Value::Bool(true)));
    }
    if c.me {
        edits.push(put("crew", &entry, "person", Value::Str(scene.me.to_string())));
    }
    Ok(Decision { outcome: Outcome::Crew(id), ..change(document, edits) })
}

fn email(text: Option<&str>) -> Result<String, Refusal> {
    let email = words::optional_name("The e-mail address", text.unwrap_or_default())?;
    let fits = email.is_empty()
        || (email
            .split_once('@')
            .is_some_and(|(a, b)| !a.is_empty() && b.contains('.') && !b.starts_with('.') && !b.ends_with('.'))
            && !email.contains(char::is_whitespace));
    if fits {
        Ok(email)
    } else {
        Err(Refusal::NotA { text: email, wanted: "an e-mail address such as ana@example.org" })
    }
}

pub(super) fn set(scene: &Scene, c: &CrewSet) -> Result<Decision, Refusal> {
    let at = scene.open_event()?;
    let document = document(at, c.collaborator)?;
    let record = scene
        .crew
        .iter()
        .find(|r| r.id == c.crew)
        .ok_or_else(|| Refusal::NotFound { what: "crew record", name: c.crew.to_string() })?;
    let entry = c.crew.to_string();
    let mut edits = Vec::new();
    let (mut first, mut last) = (record.first.clone(), record.last.clone());
    if let Some(text) = &c.first {
        first = words::optional_name("The first name", text)?;
        edits.push(set_words("crew", &entry, "first", &first));
    }
    if let Some(text) = &c.last {
        last = words::optional_name("The last name", text)?;
        edits.push(set_words("crew", &entry, "last", &last));
    }
    if first.is_empty() && last.is_empty() {
        return Err(Refusal::Empty { what: "The name" });
    }
    if c.email.is_some() {
        edits.push(set_words("crew", &entry, "email", &email(c.email.as_deref())?));
    }
    if let Some(text) = &c.phone {
        edits.push(set_words("crew", &entry, "phone", &words::optional_name("The telephone number", text)?));
    }
    if let Some(text) = &c.title {
        edits.push(set_words("crew", &entry, "title", &words::optional_name("The title", text)?));
    }
    if let Some(contact) = c.contact {
        edits.push(put("crew", &entry, "contact", Value::Bool(contact)));
    }
    Ok(change(document, edits))
}

pub(super) fn archive(scene: &Scene, scope: ScopeId, crew: EntryId, when: Option<i64>) -> Result<Decision, Refusal> {
    let at = scene.open_event()?;
    let document = document(at, scope)?;
    let record = scene
        .crew
        .iter()
        .find(|r| r.id == crew)
        .ok_or_else(|| Refusal::NotFound { what: "crew record", name: crew.to_string() })?;
    if record.archived_at.is_some() == when.is_some() {
        return Err(Refusal::Already {
            what: format!("{} is {}", record.name(), if when.is_some() { "archived" } else { "in use" }),
        });
    }
    Ok(change(document, vec![put("crew", &crew.to_string(), "archived_at", when.map_or(Value::Nothing, Value::Int))]))
}

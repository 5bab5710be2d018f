//! Comments, reviewers and their answers.

use super::file::{label, version_named};
use super::{Decision, Draft, FileScene, Given, Outcome, Scene, Target, change, done};
use crate::command::{CommentAdd, Review};
use crate::file::{Comment, owned, put};
use crate::id::{EntryId, PersonId};
use crate::op::{Answer, Level, Principal, Role, Statement, Value};
use crate::refusal::Refusal;
use crate::review::Latest;
use crate::row::Status;
use crate::words;

pub(super) fn comment(scene: &Scene, c: &CommentAdd, given: &mut Given) -> Result<Decision, Refusal> {
    let file = readable(scene)?;
    let version = version_named(file, c.version)?;
    let body = words::text("The comment", &c.body)?;
    if body.trim().is_empty() {
        return Err(Refusal::Empty { what: "The comment" });
    }
    if let Some(to) = c.reply_to {
        let asked = find(file, to)?;
        if asked.version != version {
            return Err(Refusal::NotFound { what: "comment on this version", name: to.to_string() });
        }
    }
    let facts = &file.facts.file;
    if facts.versions.len() + facts.formats.len() + facts.comments.len() >= super::file::ENTRIES_MOST {
        return Err(Refusal::Full { name: facts.name.clone(), count: super::file::ENTRIES_MOST });
    }
    let new = Comment {
        id: given.entry(),
        version,
        person: scene.me,
        body,
        made_at: given.now,
        edited_at: None,
        reply_to: c.reply_to,
        resolved_by: None,
    };
    Ok(Decision { outcome: Outcome::Comment(new.id), ..change(file.document, new.edits()) })
}

fn readable(scene: &Scene) -> Result<&FileScene, Refusal> {
    let file = scene.open_file()?;
    if file.standing.may().comment {
        Ok(file)
    } else {
        Err(Refusal::NotAllowed { act: "comment here", right: "Read on this file" })
    }
}

fn find(file: &FileScene, comment: EntryId) -> Result<&Comment, Refusal> {
    file.facts
        .file
        .comments
        .get(&comment)
        .ok_or_else(|| Refusal::NotFound { what: "comment", name: comment.to_string() })
}

pub(super) fn edit_comment(scene: &Scene, comment: EntryId, body: &str, now: i64) -> Result<Decision, Refusal> {
    let file = readable(scene)?;
    let old = find(file, comment)?;
    if old.person != scene.me {
        return Err(Refusal::NotYours { who: scene.event()?.event.person(old.person), act: "edit this comment" });
    }
    let body = words::text("The comment", body)?;
    if body.trim().is_empty() {
        return Err(Refusal::Empty { what: "The comment" });
    }
    let entry = owned(old.person, old.id);
    Ok(change(
        file.document,
        vec![put("comments", &entry, "body", Value::Str(body)), put("comments", &entry, "edited_at", Value::Int(now))],
    ))
}

pub(super) fn resolve(scene: &Scene, comment: EntryId, resolved: bool, now: i64) -> Result<Decision, Refusal> {
    let file = readable(scene)?;
    let old = find(file, comment)?;
    let may = old.person == scene.me || file.standing.reaches(Level::Edit) || file.standing.seated;
    if !may {
        return Err(Refusal::NotAllowed {
            act: "resolve somebody else's comment",
            right: "Edit on this file, or a reviewer's seat",
        });
    }
    if old.resolved_by.is_some() == resolved {
        return Err(Refusal::Already {
            what: format!("This comment is {}", if resolved { "resolved" } else { "open" }),
        });
    }
    let entry = owned(old.person, old.id);
    let edits = vec![
        put("resolved", &entry, "resolved", Value::Bool(resolved)),
        put("resolved", &entry, "by", Value::Str(scene.me.to_string())),
        put("resolved", &entry, "at", Value::Int(now)),
    ];
    Ok(change(file.document, edits))
}

fn managed(scene: &Scene) -> Result<&FileScene, Refusal> {
    let file = scene.open_file()?;
    if file.standing.reaches(Level::Admin) {
        Ok(file)
    } else {
        Err(Refusal::NotAllowed { act: "choose reviewers here", right: "full rights on this file" })
    }
}

pub(super) fn add_reviewer(scene: &Scene, person: PersonId, required: bool) -> Result<Decision, Refusal> {
    let file = managed(scene)?;
    let at = scene.open_event()?;
    if !at.members.contains(&person) {
        return Err(Refusal::NotFound { what: "person with access", name: person.to_string() });
    }
    if file.facts.seats.iter().any(|s| s.person == person) {
        return Err(Refusal::Already { what: format!("{} is a reviewer", at.event.person(person)) });
    }
    let share = Draft::Share {
        document: Target::Known(file.document),
        subject: Principal::Person(person),
        level: Level::Read,
        role: Some(Role::Reviewer),
        required,
    };
    Ok(Decision { drafts: vec![share], outcome: Outcome::Reviewers })
}

pub(super) fn remove_reviewer(scene: &Scene, person: PersonId, reason: &str) -> Result<Decision, Refusal> {
    let file = managed(scene)?;
    let name = scene.open_event()?.event.person(person);
    if !file.facts.seats.iter().any(|s| s.person == person) {
        return Err(Refusal::NotFound { what: "reviewer", name });
    }
    let reason = words::text("The reason", reason)?;
    let before = file.facts.status();
    let mut without = file.facts.clone();
    without.seats.retain(|s| s.person != person);
    let after = without.status();
    // d.4: when the removal alone completes the approval, or takes the only blocker away, it has to be explained.
    let telling = after != before && (after == Status::Approved || before == Status::ChangesRequested);
    if telling && reason.trim().is_empty() {
        return Err(Refusal::RemovalReasonWanted {
            reviewer: name,
            file: file.facts.file.name.clone(),
            before: file.facts.file_words(true),
            after: without.file_words(true),
        });
    }
    let unshare = Draft::Unshare {
        document: file.document,
        subject: Principal::Person(person),
        role: Some(Role::Reviewer),
        reason,
    };
    Ok(Decision { drafts: vec![unshare], outcome: Outcome::Reviewers })
}

pub(super) fn answer(scene: &Scene, c: &Review) -> Result<Decision, Refusal> {
    let file = scene.open_file()?;
    let facts = &file.facts;
    if c.answer == Answer::Chosen {
        return Err(Refusal::BadShape { detail: "an answer is approved, changes_requested or withdrawn".to_owned() });
    }
    let version = version_named(file, c.version)?;
    if !file.standing.seated || !facts.seats_of(version).iter().any(|s| s.person == scene.me) {
        return Err(Refusal::NotAReviewer { file: facts.file.name.clone() });
    }
    if facts.file.versions.get(&version).is_some_and(|v| v.taken_back) {
        return Err(Refusal::Already { what: format!("{} is taken back", label(file, version)) });
    }
    let reason = words::text("The reason", c.reason.as_deref().unwrap_or_default())?;
    let mine = facts.answers.iter().find(|a| a.version == version && a.person == scene.me);
    match c.answer {
        Answer::ChangesRequested => {
            let open = facts.file.comments.values().any(|k| k.version == version && k.resolved_by.is_none());
            if reason.trim().is_empty() && !open {
                return Err(Refusal::ReasonWanted);
            }
        }
        Answer::Withdrawn if mine.is_none_or(|a| a.answer == Answer::Withdrawn) => {
            return Err(Refusal::Already { what: format!("You have no answer on {}", label(file, version)) });
        }
        _ => {}
    }
    let mut covers = facts.formats(version);
    covers.sort_unstable();
    covers.dedup();
    let criteria = Some(facts.file.criteria_hash());
    let again = mine
        .is_some_and(|a| a.answer == c.answer && a.covers == covers && a.criteria == criteria && a.reason == reason);
    let statement = Statement { answer: c.answer, version, covers, criteria, reason };
    // The very same answer once more says nothing new.
    let drafts = if again { Vec::new() } else { vec![Draft::Statement { document: file.document, statement }] };
    Ok(Decision { drafts, outcome: Outcome::Reviewed(version) })
}

pub(super) fn choose(scene: &Scene, version: EntryId) -> Result<Decision, Refusal> {
    let file = scene.open_file()?;
    if !file.standing.delivers() {
        return Err(Refusal::NotAllowed {
            act: "choose between these versions",
            right: "Edit on this file, or a place in the collaborator that owes it",
        });
    }
    let Latest::Forked(heads) = file.facts.latest() else {
        return Ok(done(Vec::new())).map(|d| Decision { outcome: Outcome::Reviewed(version), ..d });
    };
    if !heads.contains(&version) {
        return Err(Refusal::NotFound { what: "version to choose", name: label(file, version) });
    }
    let statement =
        Statement { answer: Answer::Chosen, version, covers: Vec::new(), criteria: None, reason: String::new() };
    Ok(Decision {
        drafts: vec![Draft::Statement { document: file.document, statement }],
        outcome: Outcome::Reviewed(version),
    })
}

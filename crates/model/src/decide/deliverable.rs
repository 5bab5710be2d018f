//! Deliverables: what is owed, by whom, when.

use super::{Decision, Draft, FileScene, Given, Location, Outcome, Scene, Slot, Target, change, drive_domain};
use crate::civil::{self, Due};
use crate::command::{CriterionWish, DeliverableCreate, DeliverableSet, DeliverableWaive, Drive};
use crate::file::{Criterion, SELF, put, put_words, set_words};
use crate::id::ScopeId;
use crate::op::{DocumentKind, Edit, Level, Module, Principal, Role, Value};
use crate::refusal::Refusal;
use crate::row::FileKind;
use crate::words;
use std::collections::BTreeSet;

/// Lines of acceptance criteria at most.
const CRITERIA_MOST: usize = 100;

pub(super) fn create(scene: &Scene, c: &DeliverableCreate, given: &mut Given) -> Result<Decision, Refusal> {
    let at = scene.open_event()?;
    let drive = c.drive.unwrap_or(Drive::Event);
    at.drive(drive)?;
    if !at.adds_to(drive) {
        return Err(Refusal::NotAllowed { act: "make deliverables here", right: "the right FilesEdit in this drive" });
    }
    let name = words::name("The deliverable's name", &c.name)?;
    owes(scene, c.to)?;
    let due = civil::due(&c.due, &at.event.zone)?;
    let description = words::text("The description", c.description.as_deref().unwrap_or_default())?;
    let permit = words::optional_name("The authority", c.permit.as_deref().unwrap_or_default())?;
    let formats = formats(&c.formats)?;
    let folder = super::file::known_folder(scene, c.folder)?;
    if let Some(area) = c.area {
        at.open_area(area)?;
    }
    let slot = Slot(0);
    let target = Target::New(slot);
    let mut drafts = vec![
        Draft::Home {
            slot,
            kind: DocumentKind::File,
            scope: Location::Known(drive_domain(drive)),
            nonce: given.nonce(),
        },
        Draft::Share {
            document: target,
            subject: Principal::Scope(c.to),
            level: Level::Edit,
            role: Some(Role::Assignee),
            required: true,
        },
    ];
    let mut asked = BTreeSet::new();
    for wish in &c.reviewers {
        if !at.members.contains(&wish.person) {
            return Err(Refusal::NotFound { what: "person with access", name: wish.person.to_string() });
        }
        if asked.insert(wish.person) {
            drafts.push(Draft::Share {
                document: target,
                subject: Principal::Person(wish.person),
                level: Level::Read,
                role: Some(Role::Reviewer),
                required: wish.required,
            });
        }
    }
    let mut edits = super::file::meta_edits(name, at.next_number, folder);
    edits.push(put("deliverable", SELF, "due", Value::Str(due.to_value())));
    put_words(&mut edits, "deliverable", SELF, "permit", &permit);
    put_words(&mut edits, "deliverable", SELF, "formats", &formats);
    put_words(&mut edits, "deliverable", SELF, "area", &c.area.map(|a| a.to_string()).unwrap_or_default());
    if !description.is_empty() {
        edits.push(put("description", "", "", Value::Text(description)));
    }
    for criterion in criteria(&c.criteria, given)? {
        edits.extend(criterion.edits());
    }
    drafts.push(Draft::Change { document: target, edits });
    Ok(Decision { drafts, outcome: Outcome::File(slot) })
}

/// The collaborator is there, and uses files.
fn owes(scene: &Scene, to: ScopeId) -> Result<(), Refusal> {
    let at = scene.open_event()?;
    let place = at.open_collaborator(to)?;
    if at.off.get(&to).is_some_and(|off| off.contains(&Module::Files)) {
        return Err(Refusal::ModuleOff { collaborator: place.name.clone(), module: "files" });
    }
    Ok(())
}

fn formats(wanted: &[String]) -> Result<String, Refusal> {
    let mut all: Vec<String> = Vec::new();
    for text in wanted {
        let one = words::extension(text)?;
        if !all.contains(&one) {
            all.push(one);
        }
    }
    Ok(all.join(","))
}

fn criteria(wishes: &[CriterionWish], given: &mut Given) -> Result<Vec<Criterion>, Refusal> {
    if wishes.len() > CRITERIA_MOST {
        return Err(Refusal::OutOfRange { what: "The number of criteria", least: 0, most: 100 });
    }
    wishes
        .iter()
        .enumerate()
        .map(|(nth, wish)| {
            let text = words::name("A criterion", &wish.text)?;
            Ok(Criterion { id: given.entry(), text, required: wish.required, order: i64::try_from(nth).unwrap_or(0) })
        })
        .collect()
}

fn managed<'a>(scene: &'a Scene, act: &'static str) -> Result<&'a FileScene, Refusal> {
    let file = scene.open_file()?;
    if file.facts.file.kind != FileKind::Deliverable {
        return Err(Refusal::NotFound { what: "deliverable", name: file.facts.file.name.clone() });
    }
    if file.standing.reaches(Level::Admin) {
        Ok(file)
    } else {
        Err(Refusal::NotAllowed { act, right: "full rights on this deliverable" })
    }
}

pub(super) fn set(scene: &Scene, c: &DeliverableSet, given: &mut Given) -> Result<Decision, Refusal> {
    let file = managed(scene, "change what is owed")?;
    let at = scene.open_event()?;
    let facts = &file.facts;
    let (mut edits, mut drafts): (Vec<Edit>, Vec<Draft>) = (Vec::new(), Vec::new());
    if let Some(name) = &c.name {
        edits.push(put("meta", SELF, "name", Value::Str(words::name("The deliverable's name", name)?)));
    }
    if let Some(to) = c.to {
        owes(scene, to)?;
        let others: Vec<ScopeId> = facts.assignees.iter().copied().filter(|a| *a != to).collect();
        drafts.extend(others.into_iter().map(|a| Draft::Unshare {
            document: file.document,
            subject: Principal::Scope(a),
            role: Some(Role::Assignee),
            reason: String::new(),
        }));
        if !facts.assignees.contains(&to) {
            drafts.push(Draft::Share {
                document: Target::Known(file.document),
                subject: Principal::Scope(to),
                level: Level::Edit,
                role: Some(Role::Assignee),
                required: true,
            });
        }
    }
    if let Some(text) = &c.due {
        let due = civil::due(text, &at.event.zone)?;
        if facts.file.due != [due.clone()] {
            edits.push(due_edit(&due));
        }
    }
    if let Some(text) = &c.description {
        let text = words::text("The description", text)?;
        if text != facts.file.description {
            edits.push(put("description", "", "", Value::Text(text)));
        }
    }
    if let Some(wishes) = &c.criteria {
        edits.extend(criteria_edits(&facts.file.criteria, wishes, given)?);
    }
    if let Some(wanted) = &c.formats {
        edits.push(set_words("deliverable", SELF, "formats", &formats(wanted)?));
    }
    if let Some(area) = &c.area {
        let value = if area.is_empty() {
            String::new()
        } else {
            area.parse::<ScopeId>()
                .map_err(|_| Refusal::NotFound { what: "area", name: area.clone() })
                .and_then(|a| at.open_area(a).map(|_| a.to_string()))?
        };
        edits.push(set_words("deliverable", SELF, "area", &value));
    }
    if let Some(permit) = &c.permit {
        edits.push(set_words("deliverable", SELF, "permit", &words::optional_name("The authority", permit)?));
    }
    if let Some(days) = c.lead_days {
        if !(0..=60).contains(&days) {
            return Err(Refusal::OutOfRange { what: "The number of lead days", least: 0, most: 60 });
        }
        edits.push(put("deliverable", SELF, "lead_days", Value::Int(days)));
    }
    if let Some(strict) = c.strict_formats {
        edits.push(put("deliverable", SELF, "strict_formats", Value::Bool(strict)));
    }
    if !edits.is_empty() {
        drafts.push(Draft::Change { document: Target::Known(file.document), edits });
    }
    Ok(super::done(drafts))
}

fn due_edit(due: &Due) -> Edit {
    put("deliverable", SELF, "due", Value::Str(due.to_value()))
}

/// The whole list anew, keeping lines whose words stay as they are, so that a remark about one still points at it.
fn criteria_edits(old: &[Criterion], wishes: &[CriterionWish], given: &mut Given) -> Result<Vec<Edit>, Refusal> {
    let mut edits = Vec::new();
    let mut left: Vec<&Criterion> = old.iter().collect();
    for mut new in criteria(wishes, given)? {
        if let Some(at) = left.iter().position(|o| o.text == new.text) {
            let kept = left.remove(at);
            if kept.required == new.required && kept.order == new.order {
                continue;
            }
            new.id = kept.id;
        }
        edits.extend(new.edits());
    }
    edits.extend(left.into_iter().flat_map(Criterion::removal));
    Ok(edits)
}

pub(super) fn waive(scene: &Scene, c: &DeliverableWaive, now: i64) -> Result<Decision, Refusal> {
    let file = managed(scene, "waive this deliverable")?;
    if file.facts.file.waived_at.is_some() == c.waived {
        return Err(Refusal::Already {
            what: format!("“{}” is {}", file.facts.file.name, if c.waived { "waived" } else { "wanted" }),
        });
    }
    if !c.waived {
        return Ok(change(
            file.document,
            vec![
                put("deliverable", SELF, "waived_at", Value::Nothing),
                put("deliverable", SELF, "waived_reason", Value::Nothing),
            ],
        ));
    }
    let reason = words::text("The reason", c.reason.as_deref().unwrap_or_default())?;
    if reason.trim().is_empty() {
        return Err(Refusal::Empty { what: "The reason for waiving" });
    }
    Ok(change(
        file.document,
        vec![
            put("deliverable", SELF, "waived_at", Value::Int(now)),
            put("deliverable", SELF, "waived_reason", Value::Str(reason)),
        ],
    ))
}

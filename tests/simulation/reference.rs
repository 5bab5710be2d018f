//! Review status once more, written from the table in the domain page without looking at the program's own way.

use model::file::{File, Version};
use model::id::{DocumentId, EntryId, PersonId};
use model::op::Answer;
use model::row::{FileKind, Status};
use std::collections::{BTreeMap, BTreeSet};
use trust::Judge;

/// The file's status from what the judge lets count.
pub fn status(
    judge: &Judge,
    document: DocumentId,
    file: &File,
    version_ops: &BTreeMap<EntryId, model::id::OpId>,
    strict: bool,
    independent: bool,
) -> Status {
    let standing: Vec<&Version> = file.versions.values().filter(|v| !v.taken_back).collect();
    let answers = judge.answers(document);
    let covered: BTreeMap<EntryId, BTreeSet<_>> = answers
        .iter()
        .map(|(v, all)| {
            (
                *v,
                all.values().filter(|a| a.answer != Answer::Withdrawn).flat_map(|a| a.covers.iter().copied()).collect(),
            )
        })
        .collect();
    let formats = |v: EntryId| -> Vec<_> {
        file.formats
            .values()
            .filter(|f| f.version == v && (!f.removed || covered.get(&v).is_some_and(|c| c.contains(&f.hash))))
            .map(|f| f.hash)
            .collect()
    };
    let ancestors = |v: &Version| -> BTreeSet<EntryId> {
        let (mut seen, mut up) = (BTreeSet::new(), v.parents.clone());
        while let Some(p) = up.pop() {
            if p != v.id && seen.insert(p) {
                up.extend(file.versions.get(&p).map(|p| p.parents.clone()).unwrap_or_default());
            }
        }
        seen
    };
    let below: BTreeSet<EntryId> = standing.iter().flat_map(|v| ancestors(v)).collect();
    let mut heads: Vec<EntryId> = standing.iter().map(|v| v.id).filter(|v| !below.contains(v)).collect();
    let choices = judge.choices(document);
    let last: Vec<_> = choices.iter().filter(|c| !choices.iter().any(|o| judge.knows(o.op, c.op))).collect();
    let passed = |head: EntryId| {
        let of = file.versions.get(&head).map(&ancestors).unwrap_or_default();
        let kept = last.iter().any(|c| c.version == head || of.contains(&c.version));
        !kept && last.iter().any(|c| version_ops.get(&head).is_some_and(|op| judge.knows(c.op, *op)))
    };
    let all = heads.clone();
    heads.retain(|h| !passed(*h));
    let _ = all;
    let seats = judge.reviewers(document);
    let delivered = standing.iter().any(|v| !formats(v.id).is_empty());
    if file.kind == FileKind::Deliverable && (!delivered || heads.is_empty()) {
        return Status::Incomplete;
    }
    let said = |version: EntryId, person: PersonId| -> Option<Answer> {
        let given = answers.get(&version)?.get(&person)?;
        let own = file.versions.get(&version).is_some_and(|v| v.person == person);
        match given.answer {
            Answer::Withdrawn | Answer::Chosen => None,
            _ if independent && own => None,
            Answer::Approved if strict && formats(version).iter().any(|h| !given.covers.contains(h)) => None,
            answer => Some(answer),
        }
    };
    let one = |version: EntryId| {
        let each: Vec<(bool, Option<Answer>)> = seats.iter().map(|s| (s.required, said(version, s.person))).collect();
        let required: Vec<_> = each.iter().filter(|e| e.0).collect();
        if each.iter().any(|e| e.1 == Some(Answer::ChangesRequested)) {
            Status::ChangesRequested
        } else if required.is_empty() {
            if each.iter().any(|e| e.1 == Some(Answer::Approved)) { Status::Approved } else { Status::NoStatus }
        } else if required.iter().all(|e| e.1 == Some(Answer::Approved)) {
            Status::Approved
        } else {
            Status::AwaitingApproval
        }
    };
    match heads.as_slice() {
        [] => Status::NoStatus,
        [head] => one(*head),
        several if several.iter().any(|h| one(*h) == Status::ChangesRequested) => Status::ChangesRequested,
        _ if seats.is_empty() => Status::NoStatus,
        _ => Status::AwaitingApproval,
    }
}

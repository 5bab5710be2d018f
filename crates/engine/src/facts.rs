//! From what was signed to what `model` computes with: the facts of a file, and what I may do on it.

use crate::paper::Paper;
use crate::show::Show;
use model::decide::Standing;
use model::file::File;
use model::id::{DocumentId, EntryId, OpId, PersonId, ScopeId};
use model::op::{Level, Principal};
use model::review::{Choice, Facts, Given, Seat};
use std::collections::{BTreeMap, BTreeSet};

fn seats(from: Vec<trust::Seat>) -> Vec<Seat> {
    from.into_iter().map(|s| Seat { person: s.person, required: s.required }).collect()
}

/// Everything that the status of a file is computed from.
#[must_use]
pub fn facts(show: &Show, document: DocumentId, paper: &Paper) -> Facts {
    let file = File::read(&paper.content);
    let judge = &show.judge;
    let answers = judge.answers(document).into_iter().flat_map(|(version, all)| {
        all.into_iter().map(move |(person, a)| Given {
            person,
            version,
            answer: a.answer,
            covers: a.covers,
            criteria: a.criteria,
            reason: a.reason,
            at: a.made_at,
            op: a.op,
        })
    });
    let all_choices = judge.choices(document);
    let last = all_choices.iter().filter(|c| !all_choices.iter().any(|other| judge.knows(other.op, c.op)));
    let choices = last
        .map(|c| Choice {
            version: c.version,
            knew: paper.version_ops.iter().filter(|(_, op)| judge.knows(c.op, **op)).map(|(v, _)| *v).collect(),
        })
        .collect();
    let assignees: BTreeSet<ScopeId> = judge
        .assignees(document)
        .into_iter()
        .filter_map(|(subject, _)| match subject {
            Principal::Scope(scope) => Some(scope),
            Principal::Event | Principal::Person(_) => None,
        })
        .collect();
    let mut facts = Facts {
        seats: seats(judge.reviewers(document)),
        seats_before: BTreeMap::new(),
        answers: answers.collect(),
        choices,
        assignees: assignees.into_iter().collect(),
        creator: judge.document(document).map_or(PersonId([0; 32]), |d| d.creator),
        strict_formats: Facts::strict(&file, &show.event),
        independent_review: Facts::independent(&file, &show.event),
        file,
    };
    facts.seats_before =
        superseded(&facts, paper).into_iter().map(|(v, op)| (v, seats(judge.reviewers_at(document, op)))).collect();
    facts
}

/// Superseded versions with the operation that superseded each: the earliest of those that were made from it (d.4).
fn superseded(facts: &Facts, paper: &Paper) -> BTreeMap<EntryId, OpId> {
    let mut by: BTreeMap<EntryId, (i64, EntryId)> = BTreeMap::new();
    for newer in facts.file.versions.values().filter(|v| !v.taken_back) {
        for parent in &newer.parents {
            let key = (newer.made_at, newer.id);
            by.entry(*parent).and_modify(|first| *first = key.min(*first)).or_insert(key);
        }
    }
    by.into_iter().filter_map(|(old, (_, newer))| Some((old, *paper.version_ops.get(&newer)?))).collect()
}

/// What a person may on a document.
#[must_use]
pub fn standing(show: &Show, document: DocumentId, person: PersonId, now: i64) -> Standing {
    let judge = &show.judge;
    let level = judge.level_of(person, document);
    let delivers = level >= Some(Level::Edit) || judge.may(person, document, "versions", true, now);
    let reads = level.is_some() || judge.may(person, document, "comments", true, now);
    Standing {
        level: level.or(if reads { Some(Level::Read) } else { None }),
        delivering: if delivers { level.max(Some(Level::Edit)) } else { level },
        seated: reads && judge.reviewers(document).iter().any(|s| s.person == person),
    }
}

use super::*;
use crate::civil::Due;
use crate::content::Content;
use crate::file::Format;

fn person(n: u8) -> PersonId {
    PersonId([n; 32])
}
fn entry(n: u8) -> EntryId {
    EntryId([n; 16])
}
fn hash(n: u8) -> BlobHash {
    BlobHash([n; 32])
}

/// A deliverable owed by collaborator 9, made by person 1.
fn deliverable() -> Facts {
    let mut file = File::read(&Content::default());
    file.kind = FileKind::Deliverable;
    file.due = vec![Due { at: 1_000, zone: "UTC".into(), civil: String::new() }];
    Facts {
        file,
        seats: Vec::new(),
        seats_before: BTreeMap::new(),
        answers: Vec::new(),
        choices: Vec::new(),
        assignees: vec![ScopeId([9; 32])],
        creator: person(1),
        strict_formats: false,
        independent_review: false,
    }
}

impl Facts {
    fn version(mut self, n: u8, parents: &[u8]) -> Self {
        let version = Version {
            id: entry(n),
            person: person(5),
            parents: parents.iter().map(|p| entry(*p)).collect(),
            made_at: i64::from(n) * 100,
            revision: String::new(),
            note: String::new(),
            on_behalf_of: None,
            taken_back: false,
        };
        self.file.versions.insert(version.id, version);
        self.format(n, n)
    }
    fn format(mut self, version: u8, n: u8) -> Self {
        let id = EntryId([100 + n; 16]);
        let format = Format {
            id,
            version: entry(version),
            person: person(5),
            hash: hash(n),
            size: 1,
            name: "plot.pdf".into(),
            extension: "pdf".into(),
            sniffed: "application/pdf".into(),
            made_at: 0,
            removed: false,
        };
        self.file.formats.insert(id, format);
        self
    }
    fn reviewers(mut self, people: &[u8]) -> Self {
        self.seats = people.iter().map(|p| Seat { person: person(*p), required: true }).collect();
        self
    }
    fn says(mut self, who: u8, version: u8, answer: Answer) -> Self {
        let covers = self.formats(entry(version));
        self.answers.retain(|a| !(a.person == person(who) && a.version == entry(version)));
        self.answers.push(Given {
            person: person(who),
            version: entry(version),
            answer,
            covers,
            criteria: None,
            reason: String::new(),
            at: 0,
            op: OpId([who; 32]),
        });
        self
    }
    fn balls(&self) -> Vec<(String, BallWhy)> {
        let event = Event::read(&Content::default());
        self.ball_in_court(&event, person(1), &BTreeSet::new()).into_iter().map(|b| (b.id, b.why)).collect()
    }
}

use Answer::{Approved, ChangesRequested, Withdrawn};

#[test]
fn case_01_a_deliverable_without_a_version_is_incomplete_and_one_without_reviewers_is_delivered() {
    let d = deliverable();
    assert_eq!((d.status(), d.file_words(true)), (Status::Incomplete, "Not delivered".into()));
    assert_eq!(d.balls(), [(ScopeId([9; 32]).to_string(), BallWhy::Deliver)]);
    let d = d.version(1, &[]);
    assert_eq!((d.status(), d.file_words(true)), (Status::NoStatus, "Delivered".into()));
    assert_eq!(d.balls(), [(person(1).to_string(), BallWhy::Accept)]);
}

#[test]
fn case_02_a_version_is_approved_only_when_every_reviewer_approved() {
    let d = deliverable().version(1, &[]).reviewers(&[2, 3]).says(2, 1, Approved);
    assert_eq!(d.status(), Status::AwaitingApproval);
    assert_eq!(d.balls(), [(person(3).to_string(), BallWhy::Review)]);
    let d = d.says(3, 1, Approved);
    assert_eq!((d.status(), d.file_words(true)), (Status::Approved, "Approved".into()));
    assert_eq!(d.balls(), []);
}

#[test]
fn case_03_changes_requested_beats_an_approval_and_finishes_that_review() {
    let d = deliverable().version(1, &[]).reviewers(&[2, 3]).says(2, 1, Approved).says(3, 1, ChangesRequested);
    assert_eq!(d.status(), Status::ChangesRequested);
    assert_eq!(d.silent(entry(1)), []);
}

#[test]
fn case_04_changes_requested_leaves_the_silent_reviewer_listed() {
    let d = deliverable().version(1, &[]).reviewers(&[2, 3]).says(2, 1, ChangesRequested);
    assert_eq!(d.status(), Status::ChangesRequested);
    assert_eq!(d.balls(), [(ScopeId([9; 32]).to_string(), BallWhy::Change), (person(3).to_string(), BallWhy::Review)]);
}

#[test]
fn case_05_a_new_answer_replaces_the_earlier_one() {
    let d = deliverable()
        .version(1, &[])
        .reviewers(&[2, 3])
        .says(2, 1, Approved)
        .says(3, 1, ChangesRequested)
        .says(3, 1, Approved);
    assert_eq!(d.status(), Status::Approved);
}

#[test]
fn case_06_withdrawing_from_an_approved_version_waits_again() {
    let d = deliverable()
        .version(1, &[])
        .reviewers(&[2, 3])
        .says(2, 1, Approved)
        .says(3, 1, Approved)
        .says(2, 1, Withdrawn);
    assert_eq!(d.status(), Status::AwaitingApproval);
}

#[test]
fn case_07_a_new_version_starts_a_new_round_and_the_old_one_stays_approved() {
    let mut d = deliverable().version(1, &[]).reviewers(&[2]).says(2, 1, Approved).version(2, &[1]);
    d.seats_before.insert(entry(1), d.seats.clone());
    assert_eq!(d.status(), Status::AwaitingApproval);
    assert_eq!(d.status_of(entry(1)), Status::Approved);
    assert_eq!(d.latest(), Latest::One(entry(2)));
}

#[test]
fn case_08_adding_a_reviewer_to_an_approved_version_waits_again() {
    let d = deliverable().version(1, &[]).reviewers(&[2]).says(2, 1, Approved).reviewers(&[2, 3]);
    assert_eq!(d.status(), Status::AwaitingApproval);
}

#[test]
fn case_09_a_format_added_after_an_answer_is_uncovered_and_strict_formats_wait_for_it() {
    let d = deliverable().version(1, &[]).reviewers(&[2]).says(2, 1, Approved).format(1, 7);
    assert_eq!((d.status(), d.file_words(true)), (Status::Approved, "Approved (1 of 2 formats)".into()));
    let strict = Facts { strict_formats: true, ..d };
    assert_eq!(strict.status(), Status::AwaitingApproval);
    for strict_formats in [false, true] {
        let d = Facts {
            strict_formats,
            ..deliverable().version(1, &[]).reviewers(&[2]).says(2, 1, ChangesRequested).format(1, 7)
        };
        assert_eq!(d.status(), Status::ChangesRequested);
    }
}

#[test]
fn case_11_a_forked_file_never_reads_approved_until_one_is_chosen() {
    let mut d = deliverable().version(1, &[]).version(2, &[1]).version(3, &[2]).version(4, &[2]).reviewers(&[2]);
    d = d.says(2, 3, Approved).says(2, 4, Approved);
    assert_eq!(d.latest(), Latest::Forked(vec![entry(3), entry(4)]));
    assert_eq!((d.status_of(entry(3)), d.status_of(entry(4))), (Status::Approved, Status::Approved));
    assert_eq!(d.status(), Status::AwaitingApproval);
    assert_eq!(d.balls(), [(ScopeId([9; 32]).to_string(), BallWhy::Choose)]);
    assert_eq!((d.labels()[&entry(3)].as_str(), d.labels()[&entry(4)].as_str()), ("v3", "v3′"));
    d.choices = vec![Choice { version: entry(4), knew: [1, 2, 3, 4].map(entry).into() }];
    assert_eq!((d.latest(), d.status()), (Latest::One(entry(4)), Status::Approved));
    assert_eq!(d.not_taken(), BTreeSet::from([entry(3)]));
    // Somebody who had not heard of the choice went on from the one that was not taken: a fork again, nothing lost.
    let d = d.version(5, &[3]);
    assert_eq!(d.latest(), Latest::Forked(vec![entry(4), entry(5)]));
}

#[test]
fn two_choices_at_once_are_a_fork_still() {
    let mut d = deliverable().version(1, &[]).version(2, &[1]).version(3, &[1]);
    let knew: BTreeSet<EntryId> = [1, 2, 3].map(entry).into();
    d.choices = vec![Choice { version: entry(2), knew: knew.clone() }, Choice { version: entry(3), knew }];
    assert_eq!(d.latest(), Latest::Forked(vec![entry(2), entry(3)]));
}

#[test]
fn case_12_an_answer_on_an_older_version_is_valid_there_and_moves_nothing() {
    let mut d = deliverable().version(1, &[]).version(2, &[1]).version(3, &[2]).reviewers(&[2]);
    d.seats_before.insert(entry(2), d.seats.clone());
    let d = d.says(2, 2, Approved);
    assert_eq!((d.status_of(entry(2)), d.status()), (Status::Approved, Status::AwaitingApproval));
}

#[test]
fn case_17_what_was_made_before_it_was_due_is_not_late_whenever_it_arrives() {
    let d = deliverable().version(9, &[]);
    assert!(!d.delivered_late());
    let d = deliverable().version(11, &[]);
    assert!(d.delivered_late());
}

#[test]
fn a_version_taken_back_keeps_its_number_and_the_status_falls_back() {
    let mut d = deliverable().version(1, &[]).version(2, &[1]);
    d.file.versions.get_mut(&entry(2)).unwrap().taken_back = true;
    assert_eq!(d.latest(), Latest::One(entry(1)));
    let d = d.version(3, &[2]);
    assert_eq!(d.numbers()[&entry(3)], 3);
    assert_eq!(d.heads(), [entry(3)]);
    let mut only = deliverable().version(1, &[]);
    only.file.versions.get_mut(&entry(1)).unwrap().taken_back = true;
    assert_eq!(only.status(), Status::Incomplete);
}

#[test]
fn an_optional_reviewer_never_holds_a_version_up_and_blocks_like_any_other() {
    let mut d = deliverable().version(1, &[]).reviewers(&[2, 3]);
    d.seats[1].required = false;
    let d = d.says(2, 1, Approved);
    assert_eq!(d.status(), Status::Approved);
    assert_eq!(d.says(3, 1, ChangesRequested).status(), Status::ChangesRequested);
}

#[test]
fn independent_review_passes_over_the_versions_own_author() {
    let d = Facts { independent_review: true, ..deliverable().version(1, &[]).reviewers(&[5]).says(5, 1, Approved) };
    assert_eq!(d.status(), Status::AwaitingApproval);
}

#[test]
fn a_format_that_an_answer_covers_stays_though_it_was_removed_at_the_same_time() {
    let mut d = deliverable().version(1, &[]).reviewers(&[2]).says(2, 1, Approved);
    d.file.formats.get_mut(&EntryId([101; 16])).unwrap().removed = true;
    assert_eq!(d.formats(entry(1)), [hash(1)]);
    assert_eq!(d.status(), Status::Approved);
}

#[test]
fn parents_in_a_circle_end() {
    let d = deliverable().version(1, &[2]).version(2, &[1]).version(3, &[3]);
    assert_eq!(d.numbers().len(), 3);
    assert_eq!(d.latest(), Latest::One(entry(3)));
}

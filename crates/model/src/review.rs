//! Status, the latest version, version numbers and ball in court: computed, never stored as truth (d.3 to d.7).

use crate::event::Event;
use crate::file::{File, Version};
use crate::id::{BlobHash, EntryId, OpId, PersonId, ScopeId};
use crate::op::Answer;
use crate::row::{Ball, BallKind, BallWhy, FileKind, Status};
use std::collections::{BTreeMap, BTreeSet};

/// A reviewer's seat (d.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seat {
    /// Who.
    pub person: PersonId,
    /// An optional reviewer's silence holds nothing up; their Changes Requested blocks like any other (decision 12).
    pub required: bool,
}

/// The answer of a person on a version that counts (the causally last, O5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Who.
    pub person: PersonId,
    /// On which version.
    pub version: EntryId,
    /// What.
    pub answer: Answer,
    /// The formats that it signs.
    pub covers: Vec<BlobHash>,
    /// Description and criteria as they stood.
    pub criteria: Option<BlobHash>,
    /// Why.
    pub reason: String,
    /// When, by its author's clock.
    pub at: i64,
    /// The Statement.
    pub op: OpId,
}

/// Somebody chose a version of a forked file (d.6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The version.
    pub version: EntryId,
    /// The versions that the chooser knew: only these can have been passed over.
    pub knew: BTreeSet<EntryId>,
}

/// Everything that status is computed from.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The file.
    pub file: File,
    /// Reviewers now.
    pub seats: Vec<Seat>,
    /// Reviewers of superseded versions, as they were when superseded (d.4).
    pub seats_before: BTreeMap<EntryId, Vec<Seat>>,
    /// Answers, one for each person and version.
    pub answers: Vec<Given>,
    /// The causally last choices.
    pub choices: Vec<Choice>,
    /// Who owes it; two when it was reassigned concurrently.
    pub assignees: Vec<ScopeId>,
    /// Who made it.
    pub creator: PersonId,
    /// An approval counts only while it covers every format (d.5.6).
    pub strict_formats: bool,
    /// An answer by the version's own author does not count (decision 8).
    pub independent_review: bool,
}

/// Which version is the latest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Latest {
    /// There is none.
    None,
    /// This one.
    One(EntryId),
    /// Several were made from one parent, and nobody has chosen.
    Forked(Vec<EntryId>),
}

impl Facts {
    /// Strict formats: the file's own setting, else the event's, else on with permit information (decision 3).
    #[must_use]
    pub fn strict(file: &File, event: &Event) -> bool {
        file.strict_formats.or(event.strict_formats).unwrap_or(!file.permit.is_empty())
    }

    /// Independent review: the file's own setting, else the event's, else on with permit information (decision 8).
    #[must_use]
    pub fn independent(file: &File, event: &Event) -> bool {
        file.independent_review.or(event.independent_review).unwrap_or(!file.permit.is_empty())
    }

    /// Lead days: the file's own, else the event's.
    #[must_use]
    pub fn lead_days(file: &File, event: &Event) -> i64 {
        file.lead_days.unwrap_or(event.lead_days)
    }

    /// The version's reviewers: now for a head, as they were for a superseded one.
    #[must_use]
    pub fn seats_of(&self, version: EntryId) -> &[Seat] {
        self.seats_before.get(&version).map_or(self.seats.as_slice(), Vec::as_slice)
    }

    /// Hashes that answers on a version cover; these formats stay whatever else happens (d.5.9).
    #[must_use]
    pub fn covered(&self, version: EntryId) -> BTreeSet<BlobHash> {
        self.answers
            .iter()
            .filter(|a| a.version == version && a.answer != Answer::Withdrawn)
            .flat_map(|a| a.covers.iter().copied())
            .collect()
    }

    /// Hashes of the formats that a version has.
    #[must_use]
    pub fn formats(&self, version: EntryId) -> Vec<BlobHash> {
        self.file.formats_of(version, &self.covered(version)).into_iter().map(|f| f.hash).collect()
    }

    /// The answer of a person on a version as far as it counts: not a withdrawal, not an approval that independence or strictness voids.
    #[must_use]
    pub fn counting(&self, version: EntryId, person: PersonId) -> Option<&Given> {
        let given = self.answers.iter().find(|a| a.version == version && a.person == person)?;
        match given.answer {
            Answer::Withdrawn | Answer::Chosen => None,
            _ if self.independent_review && self.file.versions.get(&version).is_some_and(|v| v.person == person) => {
                None
            }
            Answer::Approved
                if self.strict_formats && self.formats(version).iter().any(|h| !given.covers.contains(h)) =>
            {
                None
            }
            Answer::Approved | Answer::ChangesRequested => Some(given),
        }
    }

    /// Status of one version: d.3's table, first match wins.
    #[must_use]
    pub fn status_of(&self, version: EntryId) -> Status {
        if self.file.kind == FileKind::Deliverable && !self.delivered() {
            return Status::Incomplete;
        }
        let seats = self.seats_of(version);
        let answers: Vec<(Seat, Option<Answer>)> =
            seats.iter().map(|s| (*s, self.counting(version, s.person).map(|a| a.answer))).collect();
        let required = answers.iter().filter(|(s, _)| s.required);
        if answers.is_empty() {
            Status::NoStatus
        } else if answers.iter().any(|(_, a)| *a == Some(Answer::ChangesRequested)) {
            Status::ChangesRequested
        } else if required.clone().count() > 0 {
            if required.clone().all(|(_, a)| *a == Some(Answer::Approved)) {
                Status::Approved
            } else {
                Status::AwaitingApproval
            }
        } else if answers.iter().any(|(_, a)| *a == Some(Answer::Approved)) {
            // Only optional reviewers: their silence holds nothing up, and one who approved has.
            Status::Approved
        } else {
            Status::NoStatus
        }
    }

    /// Whether some version that stands has a format.
    #[must_use]
    pub fn delivered(&self) -> bool {
        self.file.versions.values().any(|v| !v.taken_back && !self.formats(v.id).is_empty())
    }

    /// Versions that no standing version was made from. One taken back is passed through, not counted.
    #[must_use]
    pub fn heads(&self) -> Vec<EntryId> {
        let mut superseded = BTreeSet::new();
        for version in self.file.versions.values().filter(|v| !v.taken_back) {
            let mut up: Vec<EntryId> = version.parents.clone();
            while let Some(parent) = up.pop() {
                if parent != version.id && superseded.insert(parent) {
                    up.extend(self.file.versions.get(&parent).map(|v| v.parents.clone()).unwrap_or_default());
                }
            }
        }
        self.file.versions.values().filter(|v| !v.taken_back && !superseded.contains(&v.id)).map(|v| v.id).collect()
    }

    /// Heads that somebody passed over by choosing another.
    #[must_use]
    pub fn not_taken(&self) -> BTreeSet<EntryId> {
        let chosen: BTreeSet<EntryId> = self.choices.iter().map(|c| c.version).collect();
        let heads = self.heads();
        // What was built on a chosen version is not passed over by the choice, and neither is what the chooser had not seen.
        heads
            .iter()
            .copied()
            .filter(|h| {
                !chosen.iter().any(|c| self.builds_on(*h, *c)) && self.choices.iter().any(|c| c.knew.contains(h))
            })
            .collect()
    }

    fn builds_on(&self, version: EntryId, base: EntryId) -> bool {
        let (mut up, mut seen) = (vec![version], BTreeSet::new());
        while let Some(at) = up.pop() {
            if at == base {
                return true;
            }
            if seen.insert(at) {
                up.extend(self.file.versions.get(&at).map(|v| v.parents.clone()).unwrap_or_default());
            }
        }
        false
    }

    /// The latest version.
    #[must_use]
    pub fn latest(&self) -> Latest {
        let passed = self.not_taken();
        let heads: Vec<EntryId> = self.heads().into_iter().filter(|h| !passed.contains(h)).collect();
        match heads.as_slice() {
            [] => Latest::None,
            [one] => Latest::One(*one),
            _ => Latest::Forked(heads),
        }
    }

    /// Status of the file: that of its latest version; a forked file never reads Approved (d.6).
    #[must_use]
    pub fn status(&self) -> Status {
        match self.latest() {
            Latest::None if self.file.kind == FileKind::Deliverable => Status::Incomplete,
            Latest::None => Status::NoStatus,
            Latest::One(version) => self.status_of(version),
            Latest::Forked(heads) => {
                let each: Vec<Status> = heads.iter().map(|h| self.status_of(*h)).collect();
                if each.contains(&Status::Incomplete) {
                    Status::Incomplete
                } else if each.contains(&Status::ChangesRequested) {
                    Status::ChangesRequested
                } else if self.seats.is_empty() {
                    Status::NoStatus
                } else {
                    Status::AwaitingApproval
                }
            }
        }
    }

    /// Numbers of versions: one more than the highest among the parents (d.6). Parents that are missing count as nothing.
    #[must_use]
    pub fn numbers(&self) -> BTreeMap<EntryId, u32> {
        let mut numbers = BTreeMap::new();
        for id in self.file.versions.keys() {
            self.number(*id, &mut numbers, 0);
        }
        numbers
    }

    fn number(&self, id: EntryId, numbers: &mut BTreeMap<EntryId, u32>, deep: usize) -> u32 {
        if let Some(n) = numbers.get(&id) {
            return *n;
        }
        // Parents come from other devices: a circle ends here instead of never.
        let Some(version) = self.file.versions.get(&id).filter(|_| deep <= self.file.versions.len()) else { return 0 };
        let n = 1 + version
            .parents
            .iter()
            .map(|p| if *p == id { 0 } else { self.number(*p, numbers, deep + 1) })
            .max()
            .unwrap_or(0);
        numbers.insert(id, n);
        n
    }

    /// Labels: "v3"; of several with one number the first by (made_at, id) is plain and the others carry primes: "v3′".
    #[must_use]
    pub fn labels(&self) -> BTreeMap<EntryId, String> {
        let numbers = self.numbers();
        let mut by_number: BTreeMap<u32, Vec<&Version>> = BTreeMap::new();
        for version in self.file.versions.values() {
            by_number.entry(numbers.get(&version.id).copied().unwrap_or(0)).or_default().push(version);
        }
        let mut labels = BTreeMap::new();
        for (number, mut same) in by_number {
            same.sort_by_key(|v| (v.taken_back, v.made_at, v.id));
            for (nth, version) in same.into_iter().enumerate() {
                labels.insert(version.id, format!("v{number}{}", "′".repeat(nth)));
            }
        }
        labels
    }

    /// When the first delivery that stands was made, by its author's clock.
    #[must_use]
    pub fn first_delivered_at(&self) -> Option<i64> {
        self.file.versions.values().filter(|v| !v.taken_back && !self.formats(v.id).is_empty()).map(|v| v.made_at).min()
    }

    /// Delivered after it was due, judged by the author's clock (d.7).
    #[must_use]
    pub fn delivered_late(&self) -> bool {
        matches!((self.first_delivered_at(), self.file.due_in_force()), (Some(at), Some(due)) if at > due.at)
    }

    /// Extensions wanted that the latest version lacks.
    #[must_use]
    pub fn missing_formats(&self) -> Vec<String> {
        let Latest::One(latest) = self.latest() else {
            return if self.delivered() { Vec::new() } else { self.file.formats_wanted.clone() };
        };
        let covered = self.covered(latest);
        let there: BTreeSet<&str> =
            self.file.formats_of(latest, &covered).into_iter().map(|f| f.extension.as_str()).collect();
        self.file.formats_wanted.iter().filter(|f| !there.contains(f.as_str())).cloned().collect()
    }

    /// Formats of a version that every counting approval covers, and all formats: the badge's "2 of 3".
    #[must_use]
    pub fn coverage(&self, version: EntryId) -> (usize, usize) {
        let formats = self.formats(version);
        let approvals: Vec<&Given> = self
            .seats_of(version)
            .iter()
            .filter_map(|s| self.counting(version, s.person))
            .filter(|a| a.answer == Answer::Approved)
            .collect();
        (formats.iter().filter(|h| approvals.iter().all(|a| a.covers.contains(h))).count(), formats.len())
    }

    /// Required reviewers of the latest version (or of any fork's head) who have not answered.
    #[must_use]
    pub fn silent(&self, version: EntryId) -> Vec<PersonId> {
        self.seats_of(version)
            .iter()
            .filter(|s| s.required && self.counting(version, s.person).is_none())
            .map(|s| s.person)
            .collect()
    }

    /// The words for a status.
    #[must_use]
    pub fn words(&self, version: Option<EntryId>, status: Status) -> String {
        match (status, version) {
            (Status::Incomplete, _) => "Not delivered".to_owned(),
            (Status::NoStatus, _) if self.file.kind == FileKind::Deliverable => "Delivered".to_owned(),
            (Status::NoStatus, _) => "No review".to_owned(),
            (Status::ChangesRequested, _) => "Changes asked".to_owned(),
            (Status::AwaitingApproval, Some(v)) => format!("Awaiting {}", self.silent(v).len().max(1)),
            (Status::AwaitingApproval, None) => "Awaiting".to_owned(),
            (Status::Approved, Some(v)) => match self.coverage(v) {
                (covered, all) if covered < all => format!("Approved ({covered} of {all} formats)"),
                _ => "Approved".to_owned(),
            },
            (Status::Approved, None) => "Approved".to_owned(),
        }
    }

    /// The words for the file's own state: what stands before status (d.7, `ui.md`).
    #[must_use]
    pub fn file_words(&self, may_choose: bool) -> String {
        if self.file.waived_at.is_some() {
            return "Waived".to_owned();
        }
        match self.latest() {
            Latest::Forked(_) => if may_choose { "Needs your choice" } else { "Needs a choice" }.to_owned(),
            Latest::One(v) => self.words(Some(v), self.status()),
            Latest::None => self.words(None, self.status()),
        }
    }

    /// Who must act (d.7). `me` and `sides` mark what is mine.
    #[must_use]
    pub fn ball_in_court(&self, event: &Event, me: PersonId, sides: &BTreeSet<ScopeId>) -> Vec<Ball> {
        if self.file.waived_at.is_some() || self.file.archived_at.is_some() {
            return Vec::new();
        }
        let person = |p: PersonId, why| Ball {
            kind: BallKind::Person,
            id: p.to_string(),
            name: event.person(p),
            why,
            me: p == me,
        };
        let owners = |why| -> Vec<Ball> {
            if self.file.kind == FileKind::Deliverable {
                self.assignees
                    .iter()
                    .map(|s| Ball {
                        kind: BallKind::Collaborator,
                        id: s.to_string(),
                        name: event.place(*s),
                        why,
                        me: sides.contains(s),
                    })
                    .collect()
            } else {
                // For an ordinary file the author of the latest version stands in the assigned collaborator's place.
                self.heads()
                    .first()
                    .and_then(|h| self.file.versions.get(h))
                    .map(|v| person(v.person, why))
                    .into_iter()
                    .collect()
            }
        };
        match self.latest() {
            Latest::Forked(_) => owners(BallWhy::Choose),
            Latest::None => {
                if self.file.kind == FileKind::Deliverable {
                    owners(BallWhy::Deliver)
                } else {
                    Vec::new()
                }
            }
            Latest::One(latest) => match self.status() {
                Status::Incomplete => owners(BallWhy::Deliver),
                Status::AwaitingApproval => {
                    self.silent(latest).into_iter().map(|p| person(p, BallWhy::Review)).collect()
                }
                Status::ChangesRequested => {
                    let mut all = owners(BallWhy::Change);
                    all.extend(self.silent(latest).into_iter().map(|p| person(p, BallWhy::Review)));
                    all
                }
                Status::NoStatus if self.file.kind == FileKind::Deliverable => {
                    vec![person(self.creator, BallWhy::Accept)]
                }
                Status::NoStatus | Status::Approved => Vec::new(),
            },
        }
    }
}

#[cfg(test)]
mod tests;

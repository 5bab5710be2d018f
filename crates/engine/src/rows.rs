//! Rows of files: everything that a screen shows of one, computed once when it changes.
//!
//! What depends on the moment of the question (overdue, due soon) is left false here and filled in by `store` when it is asked.

use crate::facts::standing;
use crate::show::Show;
use model::civil;
use model::command::Drive;
use model::decide::Standing;
use model::file::{Comment, Format, Version};
use model::id::{BlobHash, DocumentId, EntryId, PersonId};
use model::op::{Answer, Level, Principal};
use model::review::{Facts, Latest};
use model::row::{
    AssociationRow, CommentRow, CriterionRow, FileKind, FileRow, FileShow, FormatRow, May, Named, PersonRow, ReviewRow,
    ReviewerRow, Status, VersionRow, Where,
};
use std::collections::{BTreeMap, BTreeSet};

/// What rows are made from.
pub struct Subject<'a> {
    /// The event.
    pub show: &'a Show,
    /// The file.
    pub document: DocumentId,
    /// What it says and what was answered.
    pub facts: &'a Facts,
    /// Whose device this is.
    pub me: PersonId,
    /// My collaborators.
    pub sides: &'a BTreeSet<model::id::ScopeId>,
    /// Whether bytes are on this device.
    pub here: &'a dyn Fn(&BlobHash) -> bool,
    /// When versions of others arrived here, by version.
    pub arrived: &'a BTreeMap<EntryId, i64>,
    /// Operations on it that are held.
    pub held: u32,
    /// Who changed it last, and when.
    pub changed: (PersonId, i64),
    /// Who made it, and when.
    pub made: (PersonId, i64),
    /// The moment, for rights that end.
    pub now: i64,
}

/// The row, and what goes with it into the projection.
pub struct Made {
    /// The row.
    pub row: FileRow,
    /// Everything on the File screen.
    pub show: FileShow,
    /// From when it counts as due soon; nothing without a due date.
    pub due_soon_from: Option<i64>,
    /// Whether it is a deliverable that still waits for its first delivery.
    pub undelivered: bool,
    /// Whether I made or manage it.
    pub managed: bool,
}

impl Subject<'_> {
    /// Makes the row and the screen.
    #[must_use]
    pub fn make(&self) -> Made {
        let standing = standing(self.show, self.document, self.me, self.now);
        let row = self.row(standing);
        let facts = self.facts;
        let undelivered = facts.file.kind == FileKind::Deliverable
            && !facts.delivered()
            && facts.file.waived_at.is_none()
            && facts.file.archived_at.is_none();
        let lead = Facts::lead_days(&facts.file, &self.show.event);
        let due_soon_from = facts.file.due_in_force().map(|d| civil::due_soon_from(d.at, &self.show.event.zone, lead));
        let managed = self.made.0 == self.me || standing.reaches(Level::Admin);
        Made { show: self.show(row.clone(), standing, lead), row, due_soon_from, undelivered, managed }
    }

    fn person(&self, person: PersonId) -> String {
        self.show.event.person(person)
    }

    fn row(&self, standing: Standing) -> FileRow {
        let (facts, file) = (self.facts, &self.facts.file);
        let latest = match facts.latest() {
            Latest::One(v) => Some(v),
            Latest::None => None,
            // Of a fork the first head by label stands in the row until somebody chooses.
            Latest::Forked(heads) => heads.into_iter().min_by_key(|h| facts.labels().get(h).cloned()),
        };
        let forked = matches!(facts.latest(), Latest::Forked(_));
        let archived = file.archived_at.is_some();
        let may = if archived || self.show.event.archived_at.is_some() {
            May {
                deliver: false,
                comment: false,
                review: false,
                edit: false,
                admin: false,
                archive: standing.may().archive,
                choose: false,
            }
        } else {
            standing.may()
        };
        let formats: Vec<&Format> = latest.map(|v| file.formats_of(v, &facts.covered(v))).unwrap_or_default();
        let seats = latest.map(|v| facts.seats_of(v)).unwrap_or(&facts.seats);
        let status = facts.status();
        let drive = self.drive();
        let labels = facts.labels();
        let version_label = match facts.latest() {
            Latest::Forked(heads) => {
                heads.iter().filter_map(|h| labels.get(h)).map(String::as_str).collect::<Vec<_>>().join(" · ")
            }
            _ => latest.and_then(|v| labels.get(&v)).cloned().unwrap_or_default(),
        };
        let mut extensions: Vec<String> = formats.iter().map(|f| f.extension.clone()).collect();
        extensions.dedup();
        let in_force = file.due_in_force().map(|d| d.at);
        FileRow {
            file: self.document,
            event: self.show.event_id,
            kind: file.kind,
            number: file.number,
            name: if file.name.is_empty() { "(no name)".to_owned() } else { file.name.clone() },
            drive,
            drive_name: self.show.drive_name(drive),
            folder: file.folder,
            area: file.area.map(|id| Named { id, name: self.show.event.place(id) }),
            status,
            status_words: if self.held > 0 && !facts.delivered() && file.kind == FileKind::Deliverable {
                "Held".to_owned()
            } else {
                facts.file_words(may.choose)
            },
            version: latest,
            version_number: latest.and_then(|v| facts.numbers().get(&v).copied()).unwrap_or(0),
            version_label,
            due_at: in_force,
            due_also: file.due.iter().map(|d| d.at).filter(|at| Some(*at) != in_force).collect(),
            overdue: false,
            due_soon: false,
            delivered_late: facts.delivered_late(),
            assigned_to: facts.assignees.iter().map(|id| Named { id: *id, name: self.show.event.place(*id) }).collect(),
            ball_in_court: facts.ball_in_court(&self.show.event, self.me, self.sides),
            forked,
            held: self.held,
            waived: file.waived_at.is_some(),
            waived_reason: file.waived_reason.clone(),
            permit: file.permit.clone(),
            formats_wanted: file.formats_wanted.clone(),
            formats_missing: facts.missing_formats(),
            formats: extensions,
            size: formats.iter().map(|f| f.size).sum(),
            reviewers: count(seats.len()),
            approvals: latest.map_or(0, |v| {
                count(
                    seats
                        .iter()
                        .filter(|s| facts.counting(v, s.person).is_some_and(|a| a.answer == Answer::Approved))
                        .count(),
                )
            }),
            comments_open: latest.map_or(0, |v| {
                count(file.comments.values().filter(|c| c.version == v && c.resolved_by.is_none()).count())
            }),
            r#where: Where { here: formats.iter().all(|f| (self.here)(&f.hash)), peers: 0, relay: false },
            my_review_wanted: may.review
                && file.waived_at.is_none()
                && status != Status::Incomplete
                && latest.is_some_and(|v| facts.seats_of(v).iter().any(|s| s.person == self.me) && !self.answered(v)),
            may,
            archived,
            changed_by: self.person(self.changed.0),
            changed_at: self.changed.1,
        }
    }

    /// Whether I have answered a version, counting or not: nobody is asked twice for what they said.
    fn answered(&self, version: EntryId) -> bool {
        let mine = self.facts.answers.iter().find(|a| a.version == version && a.person == self.me);
        mine.is_some_and(|a| a.answer != Answer::Withdrawn)
            && (self.facts.independent_review || self.facts.counting(version, self.me).is_some())
    }

    fn drive(&self) -> Drive {
        self.show.judge.document(self.document).and_then(|d| self.show.drive_of(d.scope)).unwrap_or(Drive::Event)
    }

    fn show(&self, row: FileRow, standing: Standing, lead_days: i64) -> FileShow {
        let (facts, file) = (self.facts, &self.facts.file);
        let labels = facts.labels();
        let numbers = facts.numbers();
        let not_taken = facts.not_taken();
        let latest = facts.latest();
        let mut versions: Vec<&Version> = file.versions.values().collect();
        versions.sort_by_key(|v| std::cmp::Reverse((numbers.get(&v.id).copied(), v.made_at, v.id)));
        let open = row.may.comment;
        let rows = versions.into_iter().map(|v| {
            let status = if v.taken_back { Status::NoStatus } else { facts.status_of(v.id) };
            let seats = facts.seats_of(v.id);
            let covered = facts.covered(v.id);
            let comments = file.comments.values().filter(|c| c.version == v.id);
            let mut comments: Vec<&Comment> = comments.collect();
            comments.sort_by_key(|c| (c.made_at, c.id));
            let answered = facts.answers.iter().any(|a| a.version == v.id);
            let used = answered || !comments.is_empty() || file.versions.values().any(|o| o.parents.contains(&v.id));
            let others = v.person != self.me;
            VersionRow {
                version: v.id,
                number: numbers.get(&v.id).copied().unwrap_or(0),
                label: labels.get(&v.id).cloned().unwrap_or_default(),
                revision: v.revision.clone(),
                note: v.note.clone(),
                by: self.person(v.person),
                person: v.person,
                on_behalf_of: v.on_behalf_of.map(|s| self.show.event.place(s)).unwrap_or_default(),
                made_at: v.made_at,
                first_seen_at: if others { self.arrived.get(&v.id).copied() } else { None },
                status,
                status_words: if v.taken_back { "Taken back".to_owned() } else { facts.words(Some(v.id), status) },
                latest: latest == Latest::One(v.id),
                not_taken: not_taken.contains(&v.id),
                taken_back: v.taken_back,
                formats: file
                    .formats_of(v.id, &covered)
                    .into_iter()
                    .map(|f| self.format(f, standing, answered))
                    .collect(),
                comments: comments.into_iter().map(|c| self.comment(c, standing, open)).collect(),
                reviews: self.reviews(v),
                may_review: row.may.review && !v.taken_back && seats.iter().any(|s| s.person == self.me),
                may_undo: !others && !v.taken_back && !used && row.may.deliver,
            }
        });
        let versions: Vec<VersionRow> = rows.collect();
        let head = match &latest {
            Latest::One(v) => Some(*v),
            Latest::None | Latest::Forked(_) => None,
        };
        let reviewers = facts.seats.iter().map(|s| {
            let answer = head.and_then(|v| facts.counting(v, s.person));
            ReviewerRow {
                person: s.person,
                name: self.person(s.person),
                required: s.required,
                answer: answer.map(|a| a.answer),
                at: answer.map(|a| a.at),
                me: s.person == self.me,
            }
        });
        let reviewers: Vec<ReviewerRow> = reviewers.collect();
        let associations = self.show.judge.shares(self.document).into_iter().map(|s| AssociationRow {
            association: s.op,
            name: match s.subject {
                Principal::Event => "Everybody with files here".to_owned(),
                Principal::Scope(scope) => self.show.event.place(scope),
                Principal::Person(person) => self.person(person),
            },
            level: s.level,
            role: s.role,
        });
        FileShow {
            description: file.description.clone(),
            criteria: file
                .criteria
                .iter()
                .map(|c| CriterionRow { criterion: c.id, text: c.text.clone(), required: c.required })
                .collect(),
            reviewers,
            // Changes with every new member, and is no part of the file: filled in when it is asked for.
            could_review: Vec::new(),
            versions,
            associations: associations.collect(),
            made_by: self.person(self.made.0),
            made_at: self.made.1,
            lead_days,
            strict_formats: facts.strict_formats,
            zone: self.show.event.zone.clone(),
            row,
        }
    }

    fn format(&self, f: &Format, standing: Standing, answered: bool) -> FormatRow {
        let facts = self.facts;
        let approvals: Vec<_> =
            facts.answers.iter().filter(|a| a.version == f.version && a.answer == Answer::Approved).collect();
        let covered_by: Vec<String> =
            approvals.iter().filter(|a| a.covers.contains(&f.hash)).map(|a| self.person(a.person)).collect();
        FormatRow {
            format: f.id,
            hash: f.hash,
            size: f.size,
            name: f.name.clone(),
            extension: f.extension.clone(),
            sniffed: f.sniffed.clone(),
            uncovered: covered_by.len() < approvals.len(),
            covered_by,
            here: (self.here)(&f.hash),
            preview: crate::drawing::can_draw(&f.sniffed),
            by: self.person(f.person),
            made_at: f.made_at,
            may_remove: !answered && (standing.reaches(Level::Admin) || f.person == self.me && standing.delivers()),
        }
    }

    fn comment(&self, c: &Comment, standing: Standing, open: bool) -> CommentRow {
        let own = c.person == self.me;
        CommentRow {
            comment: c.id,
            by: self.person(c.person),
            person: c.person,
            body: c.body.clone(),
            made_at: c.made_at,
            edited_at: c.edited_at,
            resolved: c.resolved_by.is_some(),
            resolved_by: c.resolved_by.map(|p| self.person(p)).unwrap_or_default(),
            reply_to: c.reply_to,
            may_edit: own && open,
            may_resolve: open && (own || standing.reaches(Level::Edit) || standing.seated),
        }
    }

    fn reviews(&self, v: &Version) -> Vec<ReviewRow> {
        let facts = self.facts;
        let seats = facts.seats_of(v.id);
        let now = facts.file.criteria_hash();
        let seated = seats.iter().map(|s| (s.person, s.required, true));
        let gone = facts
            .answers
            .iter()
            .filter(|a| a.version == v.id && !seats.iter().any(|s| s.person == a.person))
            .map(|a| (a.person, true, false));
        let all: Vec<(PersonId, bool, bool)> = seated.chain(gone).collect();
        let rows = all.into_iter().map(|(person, required, seat)| {
            let given =
                facts.answers.iter().find(|a| a.version == v.id && a.person == person && a.answer != Answer::Withdrawn);
            ReviewRow {
                person,
                name: self.person(person),
                answer: given.map(|g| g.answer),
                reason: given.map(|g| g.reason.clone()).unwrap_or_default(),
                at: given.map(|g| g.at),
                required,
                counts: seat && facts.counting(v.id, person).is_some(),
                by_author: given.is_some() && v.person == person,
                covers: given.map(|g| g.covers.clone()).unwrap_or_default(),
                criteria_changed: given.is_some_and(|g| g.criteria.is_some_and(|c| c != now)),
            }
        });
        rows.collect()
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A person with access, with rights and sides in words.
#[must_use]
pub fn person_row(show: &Show, person: PersonId, me: PersonId) -> PersonRow {
    let owners = show.judge.owners();
    let rights = show.judge.rights_of(person).into_iter().map(|held| {
        let place = match held.domain {
            model::op::Domain::Event => "Event".to_owned(),
            model::op::Domain::Scope(scope) => show.event.place(scope),
            model::op::Domain::Document(_) => "One file".to_owned(),
        };
        let what =
            serde_json::to_value(held.right).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
        let what = if what == "*" { "everything".to_owned() } else { what };
        let why = match held.domain {
            model::op::Domain::Event if owners.contains(&person) => " (owner)",
            model::op::Domain::Scope(scope)
                if show.judge.scopes().iter().any(|s| s.scope == scope && s.founder == person) =>
            {
                " (made it)"
            }
            _ => "",
        };
        format!("{place}: {what}{why}")
    });
    PersonRow {
        person,
        name: show.event.person(person),
        me: person == me,
        rights: rights.collect(),
        sides: show.sides(person).into_iter().map(|s| show.event.place(s)).collect(),
    }
}

//! The acts of which a random history is made.

use super::{History, MadeFile, MadeVersion, WRITERS};
use crate::author::entry;
use model::file::{Comment, Format, Version, owned, put};
use model::id::{BlobHash, DocumentId, EntryId, PersonId};
use model::op::{
    Answer, Body, Change, DocumentKind, Domain, Edit, Held, Level, Module, Principal, Record, Revoked, Right, Role,
    Statement, Value,
};
use trust::{Act, Operation, Parts, State};

const WORDS: &[&str] =
    &["truss", "plot", "König", "مسرح", "rev B", "load-in", "stage left", "Größe 5", "n\u{303}", "fly bar"];

impl History {
    fn words(&mut self) -> String {
        let n = 1 + self.chance.below(4);
        (0..n).map(|_| self.chance.pick(WORDS).copied().unwrap_or("plot")).collect::<Vec<_>>().join(" ")
    }

    fn someone(&mut self) -> PersonId {
        let who = self.chance.below(WRITERS + 1);
        self.authors[who].person()
    }

    /// A file that this author has heard of.
    fn a_file(&mut self, who: usize) -> Option<MadeFile> {
        let author = &self.authors[who];
        let known: Vec<&MadeFile> = self.files.iter().filter(|f| author.judge.document(f.document).is_some()).collect();
        // A few files get most of the acts, so that acts on one file meet.
        let some: Vec<&MadeFile> =
            if self.chance.percent(70) { known.iter().take(3).copied().collect() } else { known };
        self.chance.pick(&some).map(|f| (*f).clone())
    }

    fn in_file(&mut self, document: DocumentId) -> &mut MadeFile {
        self.files.iter_mut().find(|f| f.document == document).expect("it was picked from these")
    }

    /// One act by one author; sometimes there is nothing to act on, and nothing happens.
    pub fn act(&mut self, who: usize) {
        match self.chance.below(100) {
            0..6 => self.new_file(who),
            6..22 => self.deliver(who),
            22..28 => self.add_format(who),
            28..30 => self.remove_format(who),
            30..40 => self.comment(who),
            40..44 => self.resolve_or_edit(who),
            44..60 => self.answer(who),
            60..66 => self.seat(who),
            66..72 => self.facts_of_file(who),
            72..77 => self.facts_of_event(who),
            77..80 => self.crew(who),
            80..83 => self.folder(who),
            83..85 => self.module(who),
            85..88 => self.give(who),
            88..91 => self.take_away(who),
            91..93 => self.cut(who),
            93..95 => self.settle_all(who),
            95..97 => self.fork(who),
            97..98 => self.take_back(who),
            _ => self.mischief(who),
        }
    }

    fn new_file(&mut self, who: usize) {
        if self.files.len() >= self.files_most {
            return;
        }
        let scope = if self.chance.percent(60) {
            Domain::Event
        } else {
            self.chance.pick(&self.scopes).map_or(Domain::Event, |s| Domain::Scope(*s))
        };
        let Some(document) = self.home(who, DocumentKind::File, scope) else { return };
        let owed = self.chance.percent(60);
        let name = self.words();
        let mut edits = vec![
            put("meta", "self", "kind", Value::Str(if owed { "deliverable" } else { "file" }.into())),
            put("meta", "self", "name", Value::Str(name)),
        ];
        if owed {
            edits.push(put("meta", "self", "number", Value::Int(i64::try_from(self.files.len()).unwrap_or(0) + 1)));
            edits.push(self.due());
        }
        self.change(who, document, edits);
        self.files.push(MadeFile { document, versions: Vec::new(), comments: Vec::new() });
        if owed {
            let scope = self.scopes[self.chance.below(2)];
            self.share(who, document, Principal::Scope(scope), Level::Edit, Some(Role::Assignee));
        }
        if self.chance.percent(60) {
            let person = self.someone();
            self.share(who, document, Principal::Person(person), Level::Read, Some(Role::Reviewer));
        }
    }

    fn due(&mut self) -> Edit {
        let at = self.now + i64::try_from(self.chance.below(400)).unwrap_or(0) * 3_600_000;
        put("deliverable", "self", "due", Value::Str(format!("{at} 2027-06-04T17:00 Europe/Berlin")))
    }

    fn share(&mut self, who: usize, document: DocumentId, subject: Principal, level: Level, role: Option<Role>) {
        let Some(by) = self.authors[who].by(Act::Administer(document), self.now, &mut self.chance) else { return };
        let required = self.chance.percent(80);
        self.record(who, Some(document), Record::Share { subject, level, role, required, by });
    }

    /// The versions that this author could build on: those it has heard of that nothing it has heard of was built on.
    fn ends(&self, who: usize, file: &MadeFile) -> Vec<EntryId> {
        let known: Vec<&MadeVersion> = file.versions.iter().filter(|v| self.authors[who].knows(v.op)).collect();
        known.iter().filter(|v| !known.iter().any(|other| other.parents.contains(&v.id))).map(|v| v.id).collect()
    }

    fn format(&mut self, person: PersonId, version: EntryId) -> (Format, Vec<Edit>) {
        let extension = self.chance.pick(&["pdf", "dwg", "png"]).copied().unwrap_or("pdf");
        let size = 1 + self.chance.next() % 90_000;
        let made = Format {
            id: entry(&mut self.chance, self.now),
            version,
            person,
            hash: BlobHash(self.chance.bytes()),
            size,
            name: format!("sheet.{extension}"),
            extension: extension.into(),
            sniffed: "application/octet-stream".into(),
            made_at: self.now,
            removed: false,
        };
        let edits = made.edits();
        (made, edits)
    }

    fn deliver(&mut self, who: usize) {
        let Some(file) = self.a_file(who) else { return };
        let person = self.authors[who].person();
        let id = entry(&mut self.chance, self.now);
        let note = self.words();
        let mut parents = self.ends(who, &file);
        if parents.len() > 1 && self.chance.percent(50) {
            parents.truncate(1);
        }
        let made_at = self.now + self.authors[who].clock;
        let version = Version {
            id,
            person,
            parents: parents.clone(),
            made_at,
            revision: String::new(),
            note,
            on_behalf_of: None,
            taken_back: false,
        };
        let mut edits = version.edits();
        let mut formats = Vec::new();
        for _ in 0..self.chance.below(3) {
            let (format, more) = self.format(person, id);
            formats.push((format.id, format.hash, person));
            edits.extend(more);
        }
        if let Some(op) = self.change(who, file.document, edits) {
            self.in_file(file.document).versions.push(MadeVersion { id, person, parents, op, formats });
        }
    }

    fn a_version(&mut self, who: usize, file: &MadeFile) -> Option<MadeVersion> {
        let known: Vec<&MadeVersion> = file.versions.iter().filter(|v| self.authors[who].knows(v.op)).collect();
        // Mostly the newest.
        if self.chance.percent(70) {
            known.last().map(|v| (*v).clone())
        } else {
            self.chance.pick(&known).map(|v| (*v).clone())
        }
    }

    fn add_format(&mut self, who: usize) {
        let Some(file) = self.a_file(who) else { return };
        let Some(version) = self.a_version(who, &file) else { return };
        let person = self.authors[who].person();
        let (format, edits) = self.format(person, version.id);
        if self.change(who, file.document, edits).is_some()
            && let Some(kept) = self.in_file(file.document).versions.iter_mut().find(|v| v.id == version.id)
        {
            kept.formats.push((format.id, format.hash, person));
        }
    }

    fn remove_format(&mut self, who: usize) {
        let Some(file) = self.a_file(who) else { return };
        let Some(version) = self.a_version(who, &file) else { return };
        if let Some((format, _, person)) = self.chance.pick(&version.formats).copied() {
            self.change(who, file.document, vec![put("formats", &owned(person, format), "removed", Value::Bool(true))]);
        }
    }

    fn take_back(&mut self, who: usize) {
        let Some(file) = self.a_file(who) else { return };
        let person = self.authors[who].person();
        if let Some(version) = self.a_version(who, &file).filter(|v| v.person == person) {
            self.change(
                who,
                file.document,
                vec![put("versions", &owned(person, version.id), "taken_back", Value::Bool(true))],
            );
        }
    }

    fn comment(&mut self, who: usize) {
        let Some(file) = self.a_file(who) else { return };
        let Some(version) = self.a_version(who, &file) else { return };
        let (person, body) = (self.authors[who].person(), self.words());
        let reply_to = if self.chance.percent(30) { self.chance.pick(&file.comments).map(|c| c.0) } else { None };
        let id = entry(&mut self.chance, self.now);
        let made = Comment {
            id,
            version: version.id,
            person,
            body,
            made_at: self.now,
            edited_at: None,
            reply_to,
            resolved_by: None,
        };
        if let Some(op) = self.change(who, file.document, made.edits()) {
            self.in_file(file.document).comments.push((id, person, op));
        }
    }

    fn resolve_or_edit(&mut self, who: usize) {
        let Some(file) = self.a_file(who) else { return };
        let known: Vec<_> = file.comments.iter().filter(|c| self.authors[who].knows(c.2)).copied().collect();
        let Some((comment, author, _)) = self.chance.pick(&known).copied() else { return };
        let (entry, me) = (owned(author, comment), self.authors[who].person().to_string());
        let edits = if self.chance.percent(50) {
            vec![
                put("resolved", &entry, "resolved", Value::Bool(self.chance.percent(70))),
                put("resolved", &entry, "by", Value::Str(me)),
                put("resolved", &entry, "at", Value::Int(self.now)),
            ]
        } else {
            // Somebody else's words now and then: that needs Edit.
            vec![
                put("comments", &entry, "body", Value::Str(self.words())),
                put("comments", &entry, "edited_at", Value::Int(self.now)),
            ]
        };
        self.change(who, file.document, edits);
    }

    fn answer(&mut self, who: usize) {
        let Some(file) = self.a_file(who) else { return };
        let Some(version) = self.a_version(who, &file) else { return };
        let answer = match self.chance.below(10) {
            0..5 => Answer::Approved,
            5..7 => Answer::ChangesRequested,
            7 => Answer::Withdrawn,
            _ => Answer::Chosen,
        };
        let covers = if answer == Answer::Chosen { Vec::new() } else { version.formats.iter().map(|f| f.1).collect() };
        let reason = if answer == Answer::ChangesRequested { self.words() } else { String::new() };
        let statement = Statement { answer, version: version.id, covers, criteria: None, reason };
        // Mostly one who is asked; the others are refused.
        let asked =
            self.authors[who].judge.reviewers(file.document).iter().any(|s| s.person == self.authors[who].person());
        if (asked || answer == Answer::Chosen || self.chance.percent(25))
            && let Some(operation) = self.authors[who].sign(file.document, Body::Statement(statement), self.now)
        {
            self.said(who, operation);
        }
    }

    fn seat(&mut self, who: usize) {
        let Some(file) = self.a_file(who) else { return };
        let person = self.someone();
        match self.chance.below(10) {
            0..6 => self.share(who, file.document, Principal::Person(person), Level::Read, Some(Role::Reviewer)),
            6 => self.share(who, file.document, Principal::Person(person), Level::Edit, None),
            _ => {
                let by = self.authors[who].by(Act::Administer(file.document), self.now, &mut self.chance);
                let leaving = person == self.authors[who].person();
                if by.is_some() || leaving {
                    let role = if self.chance.percent(80) { Some(Role::Reviewer) } else { None };
                    let reason = self.words();
                    if let Some(op) = self.record(
                        who,
                        Some(file.document),
                        Record::Unshare { subject: Principal::Person(person), role, by, reason },
                    ) {
                        self.removals.push(op);
                    }
                }
            }
        }
    }

    fn facts_of_file(&mut self, who: usize) {
        let Some(file) = self.a_file(who) else { return };
        let (words, now) = (self.words(), self.now);
        let edit = match self.chance.below(8) {
            0 => put("meta", "self", "name", Value::Str(words)),
            1 | 2 => put("description", "", "", Value::Text(words)),
            3 => self.due(),
            4 => put(
                "meta",
                "self",
                "archived_at",
                if self.chance.percent(40) { Value::Int(now) } else { Value::Nothing },
            ),
            5 => put("deliverable", "self", "strict_formats", Value::Bool(self.chance.percent(50))),
            6 => match self.chance.pick(&self.folders) {
                Some((_, folder)) => put("meta", "self", "folder", Value::Str(folder.to_string())),
                None => put("meta", "self", "folder", Value::Nothing),
            },
            _ => {
                let id = entry(&mut self.chance, now).to_string();
                let edits = vec![
                    put("criteria", &id, "text", Value::Str(words)),
                    put("criteria", &id, "order", Value::Int(1)),
                    put("criteria", &id, "required", Value::Bool(true)),
                ];
                self.change(who, file.document, edits);
                return;
            }
        };
        self.change(who, file.document, vec![edit]);
    }

    fn facts_of_event(&mut self, who: usize) {
        let (words, me) = (self.words(), self.authors[who].person().to_string());
        let nth = self.chance.below(self.scopes.len());
        let scope = self.scopes[nth].to_string();
        let section = if nth == 2 { "areas" } else { "collaborators" };
        let edit = match self.chance.below(8) {
            0 => put("facts", "self", "name", Value::Str(words)),
            1 => put("notes", "", "", Value::Text(words)),
            2 => put("settings", "self", "lead_days", Value::Int(i64::try_from(self.chance.below(10)).unwrap_or(3))),
            3 => put("settings", "self", "strict_formats", Value::Bool(self.chance.percent(50))),
            4 => put("settings", "self", "independent_review", Value::Bool(self.chance.percent(50))),
            5 => put(section, &scope, "name", Value::Str(words)),
            6 => put(
                section,
                &scope,
                "archived_at",
                if self.chance.percent(30) { Value::Int(self.now) } else { Value::Nothing },
            ),
            _ => put("people", &me, "name", Value::Str(words)),
        };
        self.change(who, self.event_document, vec![edit]);
    }

    fn crew(&mut self, who: usize) {
        let Some(document) = self.chance.pick(&self.crew_documents).copied() else { return };
        let id = entry(&mut self.chance, self.now).to_string();
        let mut edits = vec![
            put("crew", &id, "first", Value::Str(self.words())),
            put("crew", &id, "last", Value::Str("Ruiz".into())),
        ];
        if self.chance.percent(30) {
            edits.push(put("crew", &id, "contact", Value::Bool(true)));
        }
        if self.chance.percent(20) {
            edits.push(put("crew", &id, "person", Value::Str(self.someone().to_string())));
        }
        self.change(who, document, edits);
    }

    fn folder(&mut self, who: usize) {
        let Some(drive) = self.chance.pick(&self.drives).copied() else { return };
        let words = self.words();
        let there: Vec<EntryId> = self.folders.iter().filter(|(d, _)| *d == drive).map(|(_, f)| *f).collect();
        let old = self.chance.pick(&there).copied();
        match (old, self.chance.below(3)) {
            (Some(folder), 0) => {
                self.change(who, drive, vec![put("folders", &folder.to_string(), "name", Value::Str(words))]);
            }
            (Some(folder), 1) => {
                // Folders moved into each other on two devices make a circle; every device must see the same circle.
                let parent = self.chance.pick(&there).map_or(Value::Nothing, |p| Value::Str(p.to_string()));
                self.change(who, drive, vec![put("folders", &folder.to_string(), "parent", parent)]);
            }
            _ => {
                let id = entry(&mut self.chance, self.now);
                if self.change(who, drive, vec![put("folders", &id.to_string(), "name", Value::Str(words))]).is_some() {
                    self.folders.push((drive, id));
                }
            }
        }
    }

    fn module(&mut self, who: usize) {
        let Some(by) = self.authors[who].by(Act::Found, self.now, &mut self.chance) else { return };
        let scope = self.scopes[self.chance.below(2)];
        let module = self.chance.pick(&[Module::Files, Module::Crew, Module::Tasks]).copied().unwrap_or(Module::Files);
        let on = self.chance.percent(70);
        self.record(who, None, Record::Module { scope, module, on, by });
    }

    fn give(&mut self, who: usize) {
        let (event, scope) = (Domain::Event, Domain::Scope(self.scopes[1]));
        let choices = [
            (event, Right::FilesRead),
            (event, Right::FilesEdit),
            (scope, Right::FilesEdit),
            (scope, Right::CrewManage),
            (event, Right::UsersManage),
            (event, Right::Update),
        ];
        let Some((domain, right)) = self.chance.pick(&choices).copied() else { return };
        let rights = vec![Held { domain, right }];
        let Some(by) = self.authors[who].by(Act::Give(&rights), self.now, &mut self.chance) else { return };
        let person = self.someone();
        let until = self.chance.percent(10).then(|| self.now + 86_400_000);
        self.record(who, None, Record::Grant { person, rights, by, until });
    }

    fn take_away(&mut self, who: usize) {
        let person =
            if self.chance.percent(80) { self.authors[1 + self.chance.below(2)].person() } else { self.someone() };
        let by = self.authors[who].by(Act::Take, self.now, &mut self.chance);
        let me = self.authors[who].person();
        if by.is_none() && person != me || person == me && !self.chance.percent(5) {
            return;
        }
        let held: Vec<Held> = self.authors[who].judge.rights_of(person).into_iter().collect();
        let rights =
            if self.chance.percent(70) { Vec::new() } else { self.chance.pick(&held).copied().into_iter().collect() };
        if let Some(op) = self.record(who, None, Record::Revoke { what: Revoked::Person(person, rights), by }) {
            self.removals.push(op);
        }
        // They are often asked back in, so that a history does not end with everybody gone.
        if self.chance.percent(70) {
            let rights = vec![
                Held { domain: Domain::Event, right: Right::Read },
                Held { domain: Domain::Event, right: Right::FilesEdit },
            ];
            if let Some(by) = self.authors[0].judge.way_to(self.authors[0].person(), Act::Give(&rights), self.now) {
                self.record(0, None, Record::Grant { person, rights, by, until: None });
            }
        }
    }

    fn cut(&mut self, who: usize) {
        let Some(of) = self.chance.pick(&self.removals).copied().filter(|of| self.authors[who].knows(*of)) else {
            return;
        };
        let Some(file) = self.a_file(who) else { return };
        if let Some(by) = self.authors[who].by(Act::Administer(file.document), self.now, &mut self.chance) {
            self.record(who, Some(file.document), Record::Cut { of, by });
        }
    }

    /// Somebody goes through what is held and says yes or no.
    pub fn settle_all(&mut self, who: usize) {
        let logs: Vec<DocumentId> = self.files.iter().map(|f| f.document).collect();
        for log in logs {
            let held: Vec<_> = self.authors[who]
                .judge
                .operations(log)
                .into_iter()
                .filter(|(_, s)| *s == State::Held)
                .map(|(id, _)| id)
                .collect();
            for of in held {
                if !self.chance.percent(40) {
                    continue;
                }
                let accept = self.chance.percent(60);
                if let Some(by) = self.authors[who].by(Act::Administer(log), self.now, &mut self.chance) {
                    self.record(who, Some(log), Record::Settle { of, accept, by });
                }
            }
        }
    }

    /// A device that was copied: two operations under one number (A7).
    fn fork(&mut self, who: usize) {
        let Some(file) = self.a_file(who) else { return };
        let parts = self.authors[who].parts(file.document, self.now);
        let person = self.authors[who].person();
        for _ in 0..2 {
            let id = entry(&mut self.chance, self.now);
            let parents = self.ends(who, &file);
            let version = Version {
                id,
                person,
                parents: parents.clone(),
                made_at: self.now,
                revision: String::new(),
                note: self.words(),
                on_behalf_of: None,
                taken_back: false,
            };
            let mut edits = version.edits();
            let (format, more) = self.format(person, id);
            edits.extend(more);
            edits.sort_by(|a, b| a.place().cmp(&b.place()));
            let Ok(operation) =
                Operation::sign(&self.authors[who].device_key, parts.clone(), Body::Change(Change(edits)))
            else {
                return;
            };
            let op = self.said(who, operation);
            self.in_file(file.document).versions.push(MadeVersion {
                id,
                person,
                parents,
                op,
                formats: vec![(format.id, format.hash, person)],
            });
        }
    }

    /// What no honest program signs.
    fn mischief(&mut self, who: usize) {
        let Some(file) = self.a_file(who) else { return };
        let words = self.words();
        let (key, honest) = (&self.authors[who].device_key, self.authors[who].parts(file.document, self.now));
        let rename = |edit: Edit| Body::Change(Change(vec![edit]));
        let name = put("meta", "self", "name", Value::Str(words.clone()));
        let signed = match self.chance.below(5) {
            // A number left out.
            0 => Operation::sign(key, Parts { seq: honest.seq + 7, ..honest }, rename(name)),
            // A section that this kind of document does not have.
            1 => Operation::sign(key, honest, rename(put("budget", "self", "sum", Value::Int(7)))),
            // It builds on something that never arrives.
            2 => {
                Operation::sign(key, Parts { deps: vec![model::id::OpId(self.chance.bytes())], ..honest }, rename(name))
            }
            // Less of the roster than its author knew before.
            3 => Operation::sign(key, Parts { roster_heads: Vec::new(), ..honest }, rename(name)),
            // Facts of the event under a right that may not be there.
            _ => {
                let parts = self.authors[who].parts(self.event_document, self.now);
                Operation::sign(key, parts, rename(put("facts", "self", "venue", Value::Str(words))))
            }
        };
        // What waits for ever must not be built on by its own author.
        if let Ok(operation) = signed {
            if operation.header().deps.iter().all(|d| self.authors[who].knows(*d)) {
                self.said(who, operation);
            } else {
                self.operations.push(operation);
            }
        }
    }
}

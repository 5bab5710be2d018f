//! Questions: answered from read-only connections, in the thread that asks, without waiting for the engine.

use super::{Caller, Desk, now};
use crate::activity::Names;
use crate::failure::Failure;
use model::civil;
use model::id::{BlobHash, DocumentId, EntryId, EventId, ScopeId};
use model::refusal::Refusal;
use model::row::{
    ActivityRow, CrewRow, Dashboard, DriveRow, EventRow, EventShow, FilePage, FileRow, FileShow, Found, OpState,
    People, PersonRow, Progress, VersionRow, Whoami,
};
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use store::{DashboardAsk, FilesAsk, LogAsk, SearchAsk, View};

/// A thing found by what somebody called it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundName {
    /// Its whole id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A deliverable that a file is probably for: which, its name, and how sure that is, 0 to 100.
pub type Guess = (DocumentId, String, u32);

/// Candidates that a refusal names.
const CANDIDATES_SHOWN: usize = 5;

#[allow(clippy::needless_pass_by_value, reason = "ids and texts alike, and most are small")]
fn no(what: &'static str, name: impl std::fmt::Display) -> Failure {
    Refusal::NotFound { what, name: format!("{name}") }.into()
}

impl Desk {
    /// Who this device is.
    ///
    /// # Errors
    /// When the database cannot be read. So for every question.
    pub fn whoami(&self) -> Result<Whoami, Failure> {
        let this = self.inner.readers.ask(|view| view.this_device())?;
        let home = self.home().display().to_string();
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Ok(match this {
            Some(this) => Whoami {
                person: Some(this.person),
                name: this.name,
                device: Some(this.device),
                device_name: this.device_name,
                home,
                version,
            },
            None => {
                Whoami { person: None, name: String::new(), device: None, device_name: String::new(), home, version }
            }
        })
    }

    /// All events.
    #[allow(clippy::missing_errors_doc, reason = "said once, above")]
    pub fn events(&self) -> Result<Vec<EventRow>, Failure> {
        Ok(self.inner.readers.ask(|view| view.events(now()))?)
    }

    /// One event.
    #[allow(clippy::missing_errors_doc, reason = "said once, above")]
    pub fn event(&self, event: EventId) -> Result<EventShow, Failure> {
        self.inner.readers.ask(|view| view.event_show(&event, now()))?.ok_or_else(|| no("event", event))
    }

    /// People with access, and crew.
    #[allow(clippy::missing_errors_doc, reason = "said once, above")]
    pub fn people(&self, event: EventId) -> Result<People, Failure> {
        self.inner
            .readers
            .ask(|view| Ok(People { people: with_access(view, &event)?, crew: view.crew(&event, None, false)? }))
    }

    /// Crew of an event or a collaborator.
    #[allow(clippy::missing_errors_doc, reason = "said once, above")]
    pub fn crew(&self, event: EventId, of: Option<ScopeId>, archived: bool) -> Result<Vec<CrewRow>, Failure> {
        Ok(self.inner.readers.ask(|view| view.crew(&event, of.as_ref(), archived))?)
    }

    /// Drives with their folders.
    #[allow(clippy::missing_errors_doc, reason = "said once, above")]
    pub fn drives(&self, event: EventId) -> Result<Vec<DriveRow>, Failure> {
        Ok(self.inner.readers.ask(|view| view.drives(&event))?)
    }

    /// A part of a list of files. The moment and the days of the event's zone are filled in here.
    #[allow(clippy::missing_errors_doc, reason = "said once, above")]
    pub fn files(&self, ask: FilesAsk) -> Result<FilePage, Failure> {
        self.inner.readers.ask(|view| {
            let now = now();
            let row = view.event_row(&ask.event, now)?.ok_or_else(|| no("event", ask.event))?;
            let (today_to, week_to) = civil::ends(now, &row.zone);
            Ok(view.file_page(&FilesAsk {
                now,
                today_from: civil::day_begins(now, &row.zone),
                today_to,
                week_to,
                ..ask
            })?)
        })
    }

    /// One row.
    #[allow(clippy::missing_errors_doc, reason = "said once, above")]
    pub fn file_row(&self, file: DocumentId) -> Result<FileRow, Failure> {
        self.inner.readers.ask(|view| view.file_row(&file, now()))?.ok_or_else(|| no("file", file))
    }

    /// The File screen.
    #[allow(clippy::missing_errors_doc, reason = "said once, above")]
    pub fn file(&self, file: DocumentId) -> Result<FileShow, Failure> {
        self.inner.readers.ask(|view| {
            let mut show = view.file_show(&file, now())?.ok_or_else(|| no("file", file))?;
            // Who could be asked changes with every new member; it is no part of the file.
            show.could_review = with_access(view, &show.row.event)?
                .into_iter()
                .filter(|p| !show.reviewers.iter().any(|r| r.person == p.person))
                .collect();
            Ok(show)
        })
    }

    /// Lines of the log.
    #[allow(clippy::missing_errors_doc, reason = "said once, above")]
    pub fn log(&self, ask: &LogAsk) -> Result<Vec<ActivityRow>, Failure> {
        self.inner.readers.ask(|view| {
            let mut lines = view.activity(ask)?;
            name(&mut lines, view)?;
            Ok(lines)
        })
    }

    /// The dashboard.
    #[allow(clippy::missing_errors_doc, reason = "said once, above")]
    pub fn dashboard(
        &self,
        event: Option<EventId>,
        collaborator: Option<ScopeId>,
        limit: u32,
    ) -> Result<Dashboard, Failure> {
        self.inner.readers.ask(|view| {
            let mut board = view.dashboard(&DashboardAsk { event, collaborator, limit, now: now() })?;
            name(&mut board.changed, view)?;
            Ok(board)
        })
    }

    /// What is found for words.
    #[allow(clippy::missing_errors_doc, reason = "said once, above")]
    pub fn search(&self, text: &str, event: Option<EventId>, limit: u32) -> Result<Vec<Found>, Failure> {
        let ask = SearchAsk { text: text.chars().take(400).collect(), event, limit: limit.clamp(1, 200) };
        Ok(self.inner.readers.ask(|view| view.search(&ask))?)
    }

    /// A setting of this device.
    #[allow(clippy::missing_errors_doc, reason = "said once, above")]
    pub fn setting(&self, key: &str) -> Result<Option<String>, Failure> {
        Ok(self.inner.readers.ask(|view| view.setting(key))?)
    }

    /// Work that is under way.
    #[must_use]
    pub fn works(&self) -> Vec<Progress> {
        self.inner.works.list()
    }

    /// Stops work.
    ///
    /// # Errors
    /// When there is no such work (any more).
    pub fn cancel(&self, work: &str) -> Result<(), Failure> {
        if self.inner.works.cancel(work) { Ok(()) } else { Err(no("work", work)) }
    }

    /// Where the bytes of a content lie, when a file that this person may read names it. For reading only.
    #[must_use]
    pub fn file_path(&self, hash: BlobHash) -> Option<PathBuf> {
        let known = self.inner.readers.ask(|view| view.file(&hash)).ok().flatten().is_some_and(|f| !f.quarantined);
        (known && self.inner.files.has(&hash)).then(|| self.inner.files.path(&hash))
    }

    /// The version that somebody means: by label or id, else the latest.
    fn version_of(show: &FileShow, version: Option<EntryId>) -> Result<&VersionRow, Failure> {
        let found = match version {
            Some(id) => show.versions.iter().find(|v| v.version == id),
            None => show.versions.iter().find(|v| Some(v.version) == show.row.version),
        };
        found.ok_or_else(|| Refusal::NoVersion { file: show.row.name.clone() }.into())
    }

    /// Saves a copy of a format outside the home, whole or not at all; never over the stored bytes.
    ///
    /// # Errors
    /// When there is no such format, its bytes are not here, or the place cannot be written.
    pub fn save(
        &self,
        file: DocumentId,
        version: Option<EntryId>,
        format: Option<&str>,
        to: &Path,
        caller: &Caller,
    ) -> Result<(PathBuf, BlobHash), Failure> {
        let Caller::Script { folder } = caller else { return Err(Refusal::PathFromPage.into()) };
        let show = self.file(file)?;
        let version = Self::version_of(&show, version)?;
        let chosen = match format {
            Some(wanted) => version.formats.iter().find(|f| {
                f.extension == wanted.trim_start_matches('.').to_lowercase() || f.format.to_string() == wanted
            }),
            None => version.formats.first(),
        };
        let chosen = chosen.ok_or_else(|| no("format", format.unwrap_or("any")))?;
        let mut to = folder.join(to);
        if to.is_dir() {
            to = to.join(&chosen.name);
        }
        let mut from = self.inner.files.read(&chosen.hash)?;
        let place = to.parent().map(Path::to_path_buf).unwrap_or_default();
        let mut written = || -> io::Result<()> {
            let part = place.join(format!(".{}.part", chosen.hash.to_string().get(..16).unwrap_or_default()));
            let copied = std::fs::File::create(&part).and_then(|mut out| {
                io::copy(&mut from, &mut out)?;
                out.flush()?;
                out.sync_all()
            });
            let done = copied.and_then(|()| std::fs::rename(&part, &to));
            if done.is_err() {
                let _ = std::fs::remove_file(&part);
            }
            done
        };
        written().map_err(|source| Failure::Outside { act: "written", path: to.display().to_string(), source })?;
        Ok((to, chosen.hash))
    }

    /// A thing by its id, a unique prefix of it, or its exact name.
    ///
    /// # Errors
    /// When nothing or more than one thing fits.
    pub fn resolve(
        &self,
        kind: &str,
        name: &str,
        event: Option<EventId>,
        file: Option<DocumentId>,
    ) -> Result<FoundName, Failure> {
        let what = kind_word(kind).ok_or_else(|| {
            Failure::Refused(Refusal::BadShape { detail: format!("there is no kind of thing called “{kind}”") })
        })?;
        let mut found = match (what, file) {
            ("version", Some(file)) => {
                let wanted = name.trim().trim_start_matches('v');
                self.file(file)?
                    .versions
                    .into_iter()
                    .filter(|v| {
                        v.label == name
                            || v.number.to_string() == wanted && !v.taken_back
                            || fits(&v.version.to_string(), name)
                    })
                    .map(|v| FoundName { id: v.version.to_string(), name: v.label })
                    .collect()
            }
            ("format", Some(file)) => {
                let formats = self.file(file)?.versions.into_iter().flat_map(|v| v.formats);
                formats
                    .filter(|f| f.name == name || fits(&f.format.to_string(), name))
                    .map(|f| FoundName { id: f.format.to_string(), name: f.name })
                    .collect()
            }
            ("comment", Some(file)) => {
                let comments = self.file(file)?.versions.into_iter().flat_map(|v| v.comments);
                comments
                    .filter(|c| fits(&c.comment.to_string(), name))
                    .map(|c| FoundName { id: c.comment.to_string(), name: c.body })
                    .collect()
            }
            ("folder", _) => self.folders_named(event, name)?,
            ("event", _) => {
                let rows = self.events()?;
                let exact: Vec<_> = rows.iter().filter(|r| r.name == name || r.event.to_string() == name).collect();
                let all = if exact.is_empty() {
                    rows.iter().filter(|r| fits(&r.event.to_string(), name)).collect()
                } else {
                    exact
                };
                all.into_iter().map(|r| FoundName { id: r.event.to_string(), name: r.name.clone() }).collect()
            }
            _ => {
                let found = self.inner.readers.ask(|view| view.named(what, name, event.as_ref()))?;
                found.into_iter().map(|m| FoundName { id: m.id, name: m.name }).collect::<Vec<_>>()
            }
        };
        match found.len() {
            0 => Err(no(what, name)),
            1 => found.pop().ok_or_else(|| no(what, name)),
            count => {
                let candidates: Vec<String> = found
                    .iter()
                    .take(CANDIDATES_SHOWN)
                    .map(|f| format!("{} ({})", f.name, f.id.get(..12).unwrap_or(&f.id)))
                    .collect();
                Err(Refusal::Ambiguous { name: name.to_owned(), count, candidates: candidates.join(", ") }.into())
            }
        }
    }

    fn folders_named(&self, event: Option<EventId>, name: &str) -> Result<Vec<FoundName>, Failure> {
        let mut all = Vec::new();
        for row in self.events()?.into_iter().filter(|r| event.is_none_or(|e| e == r.event)) {
            for folder in self.drives(row.event)?.into_iter().flat_map(|d| d.folders) {
                if folder.name == name || fits(&folder.folder.to_string(), name) {
                    all.push(FoundName { id: folder.folder.to_string(), name: folder.name });
                }
            }
        }
        Ok(all)
    }

    /// Which deliverables files are probably for, by their names: the best guess, its name, and 0 to 100.
    #[allow(clippy::missing_errors_doc, reason = "said once, above")]
    pub fn guess(&self, event: EventId, names: &[String]) -> Result<Vec<Option<Guess>>, Failure> {
        let mut rows = Vec::new();
        loop {
            let page = self.files(FilesAsk {
                deliverables: true,
                limit: 1_000,
                offset: u32::try_from(rows.len()).unwrap_or(u32::MAX),
                ..FilesAsk::of(event, now())
            })?;
            let done = page.rows.is_empty();
            rows.extend(page.rows.into_iter().filter(|r| r.may.deliver));
            if done || rows.len() >= 10_000 || rows.len() >= page.total as usize {
                break;
            }
        }
        let titles: Vec<_> = rows.iter().map(|r| (r, crate::guess::words(&r.name))).collect();
        Ok(names.iter().map(|name| crate::guess::best(name, &titles)).collect())
    }
}

/// People who hold something now. The rows of others are kept for their names in old lines.
fn with_access(view: View<'_>, event: &EventId) -> Result<Vec<PersonRow>, Failure> {
    Ok(view.people(event)?.into_iter().filter(|p| !p.rights.is_empty()).collect())
}

fn kind_word(kind: &str) -> Option<&'static str> {
    ["event", "area", "collaborator", "crew", "file", "deliverable", "person", "folder", "comment", "version", "format"]
        .into_iter()
        .find(|k| *k == kind)
}

/// A whole id, or a prefix of it that says more than its kind.
fn fits(id: &str, name: &str) -> bool {
    let bare = id.split_once('_').map_or(id, |(_, rest)| rest);
    name.len() >= 2 && (id.starts_with(name) && name.len() > id.len() - bare.len() || bare.starts_with(name))
}

/// Puts names into lines of the log.
fn name(lines: &mut [ActivityRow], view: View<'_>) -> Result<(), Failure> {
    let mut names = Names::default();
    let mut titles: BTreeMap<DocumentId, String> = BTreeMap::new();
    let events = view.events(0)?;
    for row in &events {
        for person in view.people(&row.event)? {
            names.person(person.person, person.name);
        }
        for place in view.collaborators(&row.event, 0)? {
            names.place(place.collaborator, place.name);
        }
        for place in view.areas(&row.event, 0)? {
            names.place(place.area, place.name);
        }
        titles.insert(row.event.into(), row.name.clone());
    }
    let this = view.this_device()?;
    for line in lines.iter() {
        if let Some(file) = line.file
            && !titles.contains_key(&file)
            && let Some(show) = view.file_show(&file, 0)?
        {
            titles.insert(file, show.row.name.clone());
            for version in show.versions {
                names.version(version.version, version.label);
            }
        }
    }
    for line in lines {
        line.words = names.put_into(&line.words);
        line.by = names.by_id.get(&line.person.to_string()).cloned().unwrap_or_else(|| format!("{:?}", line.person));
        line.subject = titles.get(&line.file.unwrap_or(line.document)).cloned().unwrap_or_default();
        line.device = match &this {
            Some(this) if this.device.to_string() == line.device => this.device_name.clone(),
            _ => line.device.chars().take(12).collect(),
        };
    }
    Ok(())
}

/// The state that a log is filtered by.
#[must_use]
pub const fn aside(held: bool, refused: bool) -> Option<OpState> {
    match (held, refused) {
        (true, _) => Some(OpState::Held),
        (false, true) => Some(OpState::Refused),
        (false, false) => None,
    }
}

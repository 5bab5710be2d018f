//! Typed calls, and things by name.

use std::fmt::Display;
use std::path::Path;
use std::str::FromStr;

use api::question::{Nothing, Resolve, Resolved};
use model::command::Drive;
use model::id::{DocumentId, EntryId, EventId, PersonId, ScopeId};
use model::row::{EventRow, Whoami};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use transport::Fault;

use crate::print::Print;
use crate::reach::Reach;

/// A conversation with the device.
pub(crate) struct Talk<'a> {
    reach: Reach,
    event: Option<String>,
    pub(crate) print: &'a Print,
}

impl<'a> Talk<'a> {
    pub(crate) fn begin(home: &Path, event: Option<String>, print: &'a Print) -> Result<Self, Fault> {
        Ok(Self { reach: Reach::find(home)?, event, print })
    }

    pub(crate) fn end(&self) {
        self.reach.end();
    }

    /// One call as it is.
    pub(crate) fn raw(&mut self, name: &str, ask: Value) -> Result<Value, Fault> {
        self.reach.call(name, ask, self.print.is_json())
    }

    /// One call with its types.
    pub(crate) fn ask<R: DeserializeOwned>(&mut self, name: &str, ask: &impl Serialize) -> Result<R, Fault> {
        let ask = serde_json::to_value(ask).map_err(|error| strange(name, &error))?;
        let answer = self.raw(name, ask)?;
        serde_json::from_value(answer).map_err(|error| strange(name, &error))
    }

    /// One call that answers nothing of its own: what it was about is printed instead.
    pub(crate) fn done(&mut self, name: &str, ask: &impl Serialize, about: &Value, words: &str) -> Result<(), Fault> {
        let _: Value = self.ask(name, ask)?;
        self.print.answer(about, || words.to_owned())
    }

    /// Whether an event was named.
    pub(crate) fn has_event(&self) -> bool {
        self.event.is_some()
    }

    /// The event that is meant: the one that was named, or the only one there is.
    pub(crate) fn event(&mut self) -> Result<EventId, Fault> {
        if let Some(name) = self.event.clone() {
            return self.event_called(&name);
        }
        let events: Vec<EventRow> = self.ask("event.list", &Nothing {})?;
        let mut open = events.iter().filter(|row| !row.archived);
        match (open.next(), open.next()) {
            (Some(only), None) => Ok(only.event),
            (Some(_), Some(_)) => {
                let names: Vec<String> =
                    events.iter().filter(|row| !row.archived).map(|row| format!("“{}”", row.name)).collect();
                let words = format!("There are several events: {}. Say which with --event.", names.join(", "));
                Err(Fault::used_wrongly("which_event", words))
            }
            (None, _) => {
                let words = "There is no event here. Create one with `offstage event create`, or name an archived one with --event.";
                Err(Fault::refused("no_event", words))
            }
        }
    }

    pub(crate) fn event_called(&mut self, name: &str) -> Result<EventId, Fault> {
        self.resolve("event", name, None, None)
    }

    /// A thing of the event that is meant.
    pub(crate) fn find<T: FromStr>(&mut self, kind: &str, name: &str) -> Result<T, Fault>
    where
        T::Err: Display,
    {
        let event = if self.event.is_some() { Some(self.event()?) } else { None };
        self.resolve(kind, name, event, None)
    }

    pub(crate) fn file(&mut self, name: &str) -> Result<DocumentId, Fault> {
        self.find("file", name)
    }

    pub(crate) fn collaborator(&mut self, name: &str) -> Result<ScopeId, Fault> {
        self.find("collaborator", name)
    }

    pub(crate) fn area(&mut self, name: &str) -> Result<ScopeId, Fault> {
        self.find("area", name)
    }

    /// A person; `me` is whoever this device is for.
    pub(crate) fn person(&mut self, name: &str) -> Result<PersonId, Fault> {
        if name != "me" {
            return self.find("person", name);
        }
        let whoami: Whoami = self.ask("whoami", &Nothing {})?;
        whoami.person.ok_or_else(|| {
            Fault::refused(
                "not_set_up",
                "This device has not been set up. Say how you are called with `offstage init --name`.",
            )
        })
    }

    /// A version of a file: its number (`2`), how it is shown (`v2`), or its id.
    pub(crate) fn version(&mut self, file: DocumentId, name: Option<&str>) -> Result<Option<EntryId>, Fault> {
        name.map(|name| self.resolve("version", name, None, Some(file))).transpose()
    }

    /// A drive: `event`, `collaborator:C` or `area:A`.
    pub(crate) fn drive(&mut self, name: Option<&str>) -> Result<Option<Drive>, Fault> {
        Ok(match name.map(|name| name.split_once(':').unwrap_or((name, ""))) {
            None => None,
            Some(("event", "")) => Some(Drive::Event),
            Some(("collaborator", name)) => Some(Drive::Collaborator(self.collaborator(name)?)),
            Some(("area", name)) => Some(Drive::Area(self.area(name)?)),
            Some(_) => {
                let words = "A drive is `event`, `collaborator:NAME` or `area:NAME`.";
                return Err(Fault::used_wrongly("bad_drive", words));
            }
        })
    }

    /// A thing by name, wherever it is.
    pub(crate) fn resolve<T: FromStr>(
        &mut self,
        kind: &str,
        name: &str,
        event: Option<EventId>,
        file: Option<DocumentId>,
    ) -> Result<T, Fault>
    where
        T::Err: Display,
    {
        let resolve = Resolve { kind: kind.to_owned(), name: name.to_owned(), event, file };
        let found: Resolved = self.ask("resolve", &resolve)?;
        found.id.parse().map_err(|error: T::Err| Fault::failed("bug", format!("{error}.")))
    }
}

/// The two sides do not agree on a shape: another version, or a mistake.
fn strange(name: &str, error: &serde_json::Error) -> Fault {
    Fault::failed(
        "other_version",
        format!("The answer to “{name}” was not understood ({error}). Is the window of another version?"),
    )
}

/// What a path argument says to the core. Names that are not Unicode cannot be said in JSON.
pub(crate) fn offered(paths: &[std::path::PathBuf]) -> Result<Vec<model::command::Intake>, Fault> {
    let offer = |path: &std::path::PathBuf| {
        let text = path.to_str().ok_or_else(|| {
            let words =
                format!("The name of {} is not valid Unicode. Rename the file, then try again.", path.display());
            Fault::used_wrongly("bad_name", words)
        })?;
        Ok(model::command::Intake::Path { path: text.to_owned() })
    };
    paths.iter().map(offer).collect()
}

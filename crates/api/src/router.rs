//! One entry for every call: reads its arguments, asks the desk, writes its answer.
//!
//! The list in [`crate::calls`] is matched exhaustively: a call without an arm here does not compile, and neither does an arm without a call.

use crate::question::*;
use engine::desk::{CheckAsk as EngineCheck, FoundName, aside};
use engine::{Desk, Failure, FilesAsk, Grouping, LogAsk as StoreLogAsk, Made, Ordering, Whose};
use model::command::*;
use model::id::{DocumentId, EntryId};
use model::refusal::Refusal;
use model::row::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use engine::Caller;

/// Rows of a list at most, whatever is asked for.
const ROWS_MOST: u32 = 1_000;

/// Why a call was not answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct ApiError {
    /// `refused` (the rules say no), `failed` (the world says no), `used_wrongly` (the call is not understood).
    pub kind: &'static str,
    /// What a program matches.
    pub code: String,
    /// What a person reads.
    pub message: String,
    /// The facts behind it.
    pub facts: Value,
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        let kind = if matches!(failure, Failure::Refused(_)) { "refused" } else { "failed" };
        Self { kind, code: failure.code(), message: failure.to_string(), facts: failure.facts() }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Failure::Refused(refusal).into()
    }
}

fn used_wrongly(code: &str, message: String) -> ApiError {
    ApiError { kind: "used_wrongly", code: code.to_owned(), message, facts: Value::Object(serde_json::Map::new()) }
}

fn arguments<T: DeserializeOwned>(ask: Value) -> Result<T, ApiError> {
    serde_json::from_value(ask).map_err(|error| used_wrongly("bad_shape", format!("That is not understood: {error}.")))
}

fn answer<T: Serialize>(answer: &T) -> Result<Value, ApiError> {
    serde_json::to_value(answer)
        .map_err(|error| used_wrongly("unwritable", format!("The answer could not be written: {error}.")))
}

/// Every call of a device.
#[derive(Clone)]
pub struct Api {
    desk: Desk,
}

macro_rules! route {
    ($($name:literal $kind:ident $arguments:ident -> $answer:ty;)*) => {
        /// The names of all calls.
        pub const NAMES: &[&str] = &[$($name),*];

        impl Api {
            fn route(&self, caller: &Caller, name: &str, ask: Value) -> Result<Value, ApiError> {
                match name {
                    $($name => route!(@one $kind $arguments $answer, self, caller, name, ask),)*
                    _ => Err(used_wrongly("no_such_call", format!("There is no call “{name}”."))),
                }
            }
        }
    };
    (@one Question $arguments:ident $answer:ty, $api:ident, $caller:ident, $name:ident, $ask:ident) => {{
        let asked: $arguments = arguments($ask)?;
        let answered: $answer = $api.question(asked, $caller, $name)?;
        answer(&answered)
    }};
    (@one Command $arguments:ident $answer:ty, $api:ident, $caller:ident, $name:ident, $ask:ident) => {{
        let wish: $arguments = arguments($ask)?;
        let done = $api.desk.command(wish.into(), $caller)?;
        let answered: $answer = Told::told($api, done)?;
        answer(&answered)
    }};
}
crate::with_calls!(route);

impl Api {
    /// The calls of a device that is open.
    #[must_use]
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }

    /// The device.
    #[must_use]
    pub const fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Answers one call. May wait for the disk: call it from a thread that may wait.
    ///
    /// # Errors
    /// [`ApiError`]; nothing has changed when one is given.
    pub fn call(&self, caller: &Caller, name: &str, ask: Value) -> Result<Value, ApiError> {
        // A call without arguments may be written without them.
        let ask = if ask.is_null() { Value::Object(serde_json::Map::new()) } else { ask };
        self.route(caller, name, ask)
    }

    fn question<Q, A>(&self, asked: Q, caller: &Caller, name: &str) -> Result<A, ApiError>
    where
        Q: Answers<A>,
        A: Serialize,
    {
        asked.answers(self, caller, name)
    }
}

/// A question with the answer that the list promises for it.
trait Answers<A> {
    fn answers(self, api: &Api, caller: &Caller, name: &str) -> Result<A, ApiError>;
}

macro_rules! answers {
    ($($ask:ident -> $answer:ty = |$q:ident, $api:ident, $caller:ident| $body:expr;)*) => {$(
        impl Answers<$answer> for $ask {
            fn answers(self, $api: &Api, $caller: &Caller, _: &str) -> Result<$answer, ApiError> {
                let $q = self;
                Ok($body)
            }
        }
    )*};
}

answers! {
    Nothing -> Whoami = |_q, api, _caller| api.desk.whoami()?;
    Nothing -> Vec<Progress> = |_q, api, _caller| api.desk.works();
    Nothing -> Vec<EventRow> = |_q, api, _caller| api.desk.events()?;
    Nothing -> EventMade = |_q, api, _caller| {
        let (event, collaborator) = api.desk.example()?;
        EventMade { event, collaborator }
    };
    Init -> Whoami = |q, api, _caller| {
        api.desk.set_up(&q.name, q.device.as_deref())?;
        api.desk.whoami()?
    };
    SettingAsk -> Setting = |q, api, _caller| Setting { value: api.desk.setting(&q.key)? };
    SettingSet -> Done = |q, api, _caller| {
        api.desk.set_setting(&q.key, q.value.as_deref())?;
        Done {}
    };
    WorkCancel -> Done = |q, api, _caller| {
        api.desk.cancel(&q.work)?;
        Done {}
    };
    CheckAsk -> Checked = |q, api, _caller| {
        if q.read_data_subset.is_some_and(|p| !(1..=100).contains(&p)) {
            return Err(Refusal::OutOfRange { what: "The part to read, in percent,", least: 1, most: 100 }.into());
        }
        api.desk.check(EngineCheck { read_data: q.read_data, subset: q.read_data_subset, rebuild: q.rebuild, repair: q.repair })?
    };
    Resolve -> Resolved = |q, api, _caller| {
        let FoundName { id, name } = api.desk.resolve(&q.kind, &q.name, q.event, q.file)?;
        Resolved { id, name }
    };
    OfEvent -> EventShow = |q, api, _caller| api.desk.event(q.event)?;
    OfEvent -> People = |q, api, _caller| api.desk.people(q.event)?;
    OfEvent -> Vec<DriveRow> = |q, api, _caller| api.desk.drives(q.event)?;
    CrewAsk -> Vec<CrewRow> = |q, api, _caller| api.desk.crew(q.event, q.collaborator, q.archived)?;
    OfFile -> FileShow = |q, api, _caller| api.desk.file(q.file)?;
    FileAsk -> FilePage = |q, api, _caller| api.desk.files(files_ask(q))?;
    FileSave -> Saved = |q, api, caller| {
        let (path, hash) = api.desk.save(q.file, q.version, q.format.as_deref(), std::path::Path::new(&q.to), caller)?;
        Saved { path: path.display().to_string(), hash }
    };
    DashboardAsk -> Dashboard = |q, api, _caller| api.desk.dashboard(q.event, q.collaborator, q.limit.unwrap_or(50).min(ROWS_MOST))?;
    SearchAsk -> Vec<Found> = |q, api, _caller| api.desk.search(&q.text, q.event, q.limit.unwrap_or(30))?;
    LogAsk -> Vec<ActivityRow> = |q, api, _caller| {
        let ask = StoreLogAsk { event: q.event, file: q.file, since: q.since, before: q.before, state: aside(q.held, q.refused), limit: q.limit.unwrap_or(200).clamp(1, ROWS_MOST) };
        api.desk.log(&ask)?
    };
    PreviewAsk -> PreviewShow = |q, api, _caller| match api.desk.pages(q.hash)? {
        Ok(pages) => PreviewShow {
            pages: pages.count,
            widths: pages.sizes.iter().map(|s| points(s.width)).collect(),
            heights: pages.sizes.iter().map(|s| points(s.height)).collect(),
            card: String::new(),
            sniffed: String::new(),
        },
        Err(card) => PreviewShow { pages: 0, widths: Vec::new(), heights: Vec::new(), card: card.code().to_owned(), sniffed: String::new() },
    };
    MatchAsk -> Vec<Match> = |q, api, _caller| {
        let guesses = api.desk.guess(q.event, &q.names)?;
        q.names
            .iter()
            .zip(guesses)
            .map(|(name, guess)| {
                let (file, title, score) = guess.map_or((None, String::new(), 0), |(f, t, s)| (Some(f), t, s));
                Match { name: name.clone(), file, title, score }
            })
            .collect()
    };
    IntakeAsk -> Vec<IntakeShow> = |q, api, _caller| api.desk.in_hand(&q.tokens, q.file)?.into_iter().map(shown).collect();
    FolderOpen -> Vec<IntakeShow> = |q, api, _caller| api.desk.open_folder(&q.token, q.zip)?.into_iter().map(shown).collect();
    DocumentAsk -> DocumentShow = |q, api, _caller| {
        let document = q.document;
        let json = match q.form.as_str() {
            "json" => true,
            "automerge" => false,
            other => return Err(Refusal::NotA { text: other.to_owned(), wanted: "a form: automerge or json" }.into()),
        };
        let (heads, content) = api.desk.document(document, json)?;
        DocumentShow { document, heads: heads.iter().map(|h| data_encoding::HEXLOWER.encode(h)).collect(), content: if json { String::from_utf8(content).unwrap_or_default() } else { data_encoding::BASE64.encode(&content) } }
    };
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page's side: positive and far below the limit"
)]
fn points(side: f32) -> u32 {
    side.round().clamp(0.0, 1_000_000.0) as u32
}

fn shown(f: engine::desk::InHand) -> IntakeShow {
    IntakeShow {
        token: f.token,
        name: f.name,
        size: f.size,
        extension: f.extension,
        sniffed: f.sniffed,
        folder: f.folder,
        files: f.files,
        skipped: f.skipped,
        problem: f.problem,
        unwanted: f.unwanted,
    }
}

fn files_ask(q: FileAsk) -> FilesAsk {
    FilesAsk {
        deliverables: q.deliverables,
        drive: q.drive,
        folder: q.folder,
        top: q.top,
        area: q.area,
        collaborator: q.collaborator,
        status: q.status,
        overdue: q.overdue,
        mine: q.mine.map(|m| match m {
            Mine::Owe => Whose::Owe,
            Mine::Owed => Whose::Owed,
            Mine::Review => Whose::Review,
        }),
        search: q.search,
        archived: q.archived,
        group: match q.group {
            Some(Group::Due) => Grouping::Due,
            Some(Group::Area) => Grouping::Area,
            Some(Group::Assignee) => Grouping::Assignee,
            Some(Group::State) => Grouping::State,
            Some(Group::None) | None => Grouping::None,
        },
        sort: match q.sort {
            Some(Sort::Name) => Ordering::Name,
            Some(Sort::Number) => Ordering::Number,
            Some(Sort::Changed) => Ordering::Changed,
            Some(Sort::Due) | None => Ordering::Due,
        },
        offset: q.offset,
        limit: q.limit.unwrap_or(200).clamp(1, ROWS_MOST),
        ..FilesAsk::of(q.event, 0)
    }
}

/// What a command made, as its call answers it.
trait Told: Sized {
    fn told(api: &Api, done: engine::desk::Answer) -> Result<Self, ApiError>;
}

fn other_than_promised() -> ApiError {
    used_wrongly("answer", "The act is done; its answer has another shape than its call promises.".to_owned())
}

macro_rules! told {
    ($($answer:ident = $pattern:pat => $made:expr;)*) => {$(
        impl Told for $answer {
            fn told(_: &Api, done: engine::desk::Answer) -> Result<Self, ApiError> {
                match done.made {
                    $pattern => Ok($made),
                    _ => Err(other_than_promised()),
                }
            }
        }
    )*};
}

told! {
    EventMade = Made::Event(event, collaborator) => Self { event, collaborator };
    AreaMade = Made::Scope(area) => Self { area };
    CollaboratorMade = Made::Scope(collaborator) => Self { collaborator };
    CrewMade = Made::Crew(crew) => Self { crew };
    FolderMade = Made::Folder(folder) => Self { folder };
    FileMade = Made::File(file) => Self { file };
    CommentMade = Made::Comment(comment) => Self { comment };
    GrantMade = Made::Grant(grant) => Self { grant };
}

impl Told for Done {
    fn told(_: &Api, _: engine::desk::Answer) -> Result<Self, ApiError> {
        Ok(Self {})
    }
}

impl Told for ReviewersSet {
    fn told(api: &Api, done: engine::desk::Answer) -> Result<Self, ApiError> {
        let Made::Reviewers(file) = done.made else { return Err(other_than_promised()) };
        Ok(Self { file, status: api.desk.file_row(file)?.status })
    }
}

impl Told for Reviewed {
    fn told(api: &Api, done: engine::desk::Answer) -> Result<Self, ApiError> {
        let Made::Reviewed(file, version) = done.made else { return Err(other_than_promised()) };
        let show = api.desk.file(file)?;
        let status = show.versions.iter().find(|v| v.version == version).map_or(show.row.status, |v| v.status);
        Ok(Self { file, version, status })
    }
}

fn delivered(api: &Api, file: DocumentId, version: EntryId, same: bool) -> Result<Delivered, ApiError> {
    let show = api.desk.file(file)?;
    let found = show.versions.into_iter().find(|v| v.version == version).ok_or_else(other_than_promised)?;
    let formats = found.formats.into_iter().map(|f| FormatAnswer {
        hash: f.hash,
        size: f.size,
        name: f.name,
        extension: f.extension,
    });
    Ok(Delivered { file, version, number: found.number, formats: formats.collect(), same_as: same.then_some(version) })
}

impl Told for DeliveryMade {
    fn told(api: &Api, done: engine::desk::Answer) -> Result<Self, ApiError> {
        let Made::Delivered { file, version, same } = done.made else { return Err(other_than_promised()) };
        Ok(Self { delivered: delivered(api, file, version, same)?, not_taken: done.not_taken })
    }
}

impl Told for FilesMade {
    fn told(_: &Api, done: engine::desk::Answer) -> Result<Self, ApiError> {
        let Made::Files(files) = done.made else { return Err(other_than_promised()) };
        let made = files.into_iter().map(|(file, version, t)| Delivered {
            file,
            version,
            number: 1,
            formats: vec![FormatAnswer { hash: t.hash, size: t.size, name: t.name, extension: t.extension }],
            same_as: None,
        });
        Ok(Self { made: made.collect(), not_taken: done.not_taken })
    }
}

//! `offstage log`, `dashboard` and `search`: looking around.

use api::question::{DashboardAsk, LogAsk, SearchAsk};
use clap::Args;
use model::id::EventId;
use model::row::{ActivityRow, EventRow, FileRow, Found};
use serde_json::{Value, json};
use transport::Fault;

use crate::file;
use crate::print::{Table, short};
use crate::talk::Talk;
use crate::times::{Zones, moment};

/// Shows what was done, newest first.
#[derive(Debug, Args)]
#[command(after_help = "Example: offstage log \"Rigging plot\" --since 2027-05-01")]
pub(crate) struct Log {
    /// Of this file only.
    file: Option<String>,
    /// Since a day or a time in the event's zone.
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// Held acts only.
    #[arg(long)]
    held: bool,
    /// Refused acts only.
    #[arg(long)]
    refused: bool,
    /// Lines at most.
    #[arg(long, default_value_t = 200)]
    limit: u32,
}

/// Shows what you owe, what others owe you, and what waits for your review.
#[derive(Debug, Args)]
#[command(after_help = "Example: offstage dashboard --collaborator \"Bright Rentals\"")]
pub(crate) struct Dashboard {
    /// One collaborator's own.
    #[arg(long)]
    collaborator: Option<String>,
}

/// Searches names, file names, descriptions, comments and people.
#[derive(Debug, Args)]
#[command(after_help = "Example: offstage search rigg plot")]
pub(crate) struct Search {
    /// Words; each is the beginning of one.
    #[arg(required = true)]
    text: Vec<String>,
    /// At most.
    #[arg(long, default_value_t = 30)]
    limit: u32,
}

/// The event that was named, or none: then all are meant.
fn named_event(talk: &mut Talk) -> Result<Option<EventId>, Fault> {
    if talk.has_event() { talk.event().map(Some) } else { Ok(None) }
}

pub(crate) fn log(log: &Log, talk: &mut Talk) -> Result<(), Fault> {
    let event = named_event(talk)?;
    let file = log.file.as_deref().map(|name| talk.file(name)).transpose()?;
    let since = match &log.since {
        Some(text) => {
            let event = talk.event()?;
            let events: Vec<EventRow> = talk.ask("event.list", &api::question::Nothing {})?;
            let zone = events.iter().find(|row| row.event == event).map_or("UTC", |row| row.zone.as_str());
            Some(moment(text, zone)?)
        }
        None => None,
    };
    let ask = LogAsk { event, file, since, before: None, held: log.held, refused: log.refused, limit: Some(log.limit) };
    let lines: Vec<ActivityRow> = talk.ask("log", &ask)?;
    let zones = Zones::ask(talk)?;
    let value = zones.written(&lines)?;
    talk.print.table(&value, "Nothing yet.", || {
        let mut table = Table::new(["when", "who", "what", "where", ""]);
        for (row, written) in lines.iter().zip(value.as_array().into_iter().flatten()) {
            let when = written.get("made_at").and_then(Value::as_str).unwrap_or_default();
            let state = serde_json::to_value(row.state).ok().and_then(|state| state.as_str().map(str::to_owned));
            let state = state.filter(|state| state != "applied").unwrap_or_default();
            table.row([when.to_owned(), row.by.clone(), row.words.clone(), row.subject.clone(), state]);
        }
        table
    })
}

pub(crate) fn dashboard(dashboard: &Dashboard, talk: &mut Talk) -> Result<(), Fault> {
    let event = named_event(talk)?;
    let collaborator = dashboard.collaborator.as_deref().map(|name| talk.collaborator(name)).transpose()?;
    let board: model::row::Dashboard = talk.ask("dashboard", &DashboardAsk { event, collaborator, limit: None })?;
    let zones = Zones::ask(talk)?;
    let mut value = zones.written(&board)?;
    if let Value::Object(fields) = &mut value {
        // Lines of the schedule come with the schedule.
        fields.entry("next").or_insert(json!([]));
    }
    talk.print.answer(&value, || {
        let mut words = String::new();
        let mut part = |title: &str, rows: &[FileRow], count: u32| {
            words.push_str(&format!("{title} ({count})\n"));
            for row in rows {
                let due = row.due_at.map(|at| format!(", due {}", zones.iso(at, &row.event))).unwrap_or_default();
                let late = if row.overdue { ", overdue" } else { "" };
                words.push_str(&format!("  {}  {} ({}{due}{late})\n", short(&row.file), row.name, file::words(row)));
            }
        };
        part("I owe", &board.i_owe, board.i_owe_count);
        part("I'm owed", &board.owed_to_me, board.owed_to_me_count);
        part("Waiting for my review", &board.waiting_for_my_review, board.waiting_for_my_review_count);
        words
    })
}

pub(crate) fn search(search: &Search, talk: &mut Talk) -> Result<(), Fault> {
    let event = named_event(talk)?;
    let ask = SearchAsk { text: search.text.join(" "), event, limit: Some(search.limit) };
    let found: Vec<Found> = talk.ask("search", &ask)?;
    talk.print.table(&found, "Nothing found.", || {
        Table::of(["kind", "id", "title", "where"], &found, |row| {
            [row.kind.clone(), short(&row.id), row.title.clone(), row.r#where.clone()]
        })
    })
}

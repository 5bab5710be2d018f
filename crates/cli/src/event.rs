//! `offstage event …`.

use api::question::{EventMade, Nothing, OfEvent};
use clap::Subcommand;
use model::command::{EventArchive, EventCreate, EventRestore, EventSet};
use model::id::EventId;
use model::row::{EventRow, EventShow};
use serde_json::json;
use transport::Fault;

use crate::print::{Table, mark, short};
use crate::talk::Talk;
use crate::times::{Zones, lifted};

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Creates an event with its first collaborator, which is your own side.
    #[command(
        after_help = "Example: offstage event create \"Open Air\" --zone Europe/Berlin --from 2027-06-10 --to 2027-06-13 --collaborator \"Production\""
    )]
    Create {
        /// What the show is called.
        name: String,
        /// IANA zone of the venue.
        #[arg(long)]
        zone: String,
        /// First day.
        #[arg(long, value_name = "DATE")]
        from: String,
        /// Last day.
        #[arg(long, value_name = "DATE")]
        to: String,
        /// The first collaborator's name.
        #[arg(long, value_name = "NAME")]
        collaborator: String,
        /// Where it is.
        #[arg(long)]
        venue: Option<String>,
    },
    /// Lists all events.
    #[command(after_help = "Example: offstage event list --json")]
    List,
    /// Shows an event with its areas and collaborators.
    #[command(after_help = "Example: offstage event show \"Open Air\"")]
    Show {
        /// Which; left out: the only one.
        #[arg(value_name = "EVENT")]
        which: Option<String>,
    },
    /// Changes facts and settings of an event.
    #[command(after_help = "Example: offstage event set --venue \"Old Harbour\" --lead-days 3")]
    Set {
        /// Which; left out: the only one.
        #[arg(value_name = "EVENT")]
        which: Option<String>,
        /// Its name.
        #[arg(long)]
        name: Option<String>,
        /// Its zone; instants stay as they are.
        #[arg(long)]
        zone: Option<String>,
        /// First day.
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// Last day.
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        /// Where it is.
        #[arg(long)]
        venue: Option<String>,
        /// Notes for everybody.
        #[arg(long)]
        notes: Option<String>,
        /// Working days before a due date at which it counts as due soon.
        #[arg(long, value_name = "DAYS", allow_negative_numbers = true)]
        lead_days: Option<i64>,
        /// An approval counts only while it covers every format.
        #[arg(long, value_name = "true|false")]
        strict_formats: Option<bool>,
        /// An answer by the version's own author does not count.
        #[arg(long, value_name = "true|false")]
        independent_review: Option<bool>,
    },
    /// Puts an event away.
    #[command(after_help = "Example: offstage event archive \"Open Air\"")]
    Archive {
        /// Which; left out: the only one.
        #[arg(value_name = "EVENT")]
        which: Option<String>,
    },
    /// Brings an event back.
    #[command(after_help = "Example: offstage event restore \"Open Air\"")]
    Restore {
        /// Which.
        #[arg(value_name = "EVENT")]
        which: String,
    },
    /// Makes the built-in example event.
    #[command(after_help = "Example: offstage event example")]
    Example,
}

pub(crate) fn run(verb: Verb, talk: &mut Talk) -> Result<(), Fault> {
    match verb {
        Verb::Create { name, zone, from, to, collaborator, venue } => {
            let create = EventCreate { name, zone, from, to, collaborator, venue };
            let made: EventMade = talk.ask("event.create", &create)?;
            talk.print.answer(&made, || format!("Created “{}” ({}).", create.name, short(&made.event)))
        }
        Verb::Example => {
            let made: EventMade = talk.ask("event.example", &Nothing {})?;
            talk.print.answer(&made, || format!("Made the example event ({}).", short(&made.event)))
        }
        Verb::List => list(talk),
        Verb::Show { which } => show(which.as_deref(), talk),
        Verb::Set { which, name, zone, from, to, venue, notes, lead_days, strict_formats, independent_review } => {
            let event = meant(which.as_deref(), talk)?;
            let set =
                EventSet { event, name, zone, from, to, venue, notes, lead_days, strict_formats, independent_review };
            talk.done("event.set", &set, &json!({ "event": event }), "Changed.")
        }
        Verb::Archive { which } => {
            let event = meant(which.as_deref(), talk)?;
            talk.done("event.archive", &EventArchive { event }, &json!({ "event": event }), "Archived.")
        }
        Verb::Restore { which } => {
            let event = meant(Some(&which), talk)?;
            talk.done("event.restore", &EventRestore { event }, &json!({ "event": event }), "Restored.")
        }
    }
}

fn meant(which: Option<&str>, talk: &mut Talk) -> Result<EventId, Fault> {
    match which {
        Some(name) => talk.event_called(name),
        None => talk.event(),
    }
}

fn list(talk: &mut Talk) -> Result<(), Fault> {
    let events: Vec<EventRow> = talk.ask("event.list", &Nothing {})?;
    talk.print.table(
        &events,
        "No event yet. Create one with `offstage event create`, or look at `offstage event example`.",
        || {
            Table::of(["event", "name", "from", "to", "zone", "deliverables", "overdue", ""], &events, |row| {
                [
                    short(&row.event),
                    row.name.clone(),
                    row.from.clone(),
                    row.to.clone(),
                    row.zone.clone(),
                    row.deliverables.to_string(),
                    row.overdue.to_string(),
                    mark(row.archived, "archived"),
                ]
            })
        },
    )
}

fn show(which: Option<&str>, talk: &mut Talk) -> Result<(), Fault> {
    let event = meant(which, talk)?;
    let zones = Zones::ask(talk)?;
    let show: EventShow = talk.ask("event.show", &OfEvent { event })?;
    let value = lifted(zones.written(&show)?);
    talk.print.answer(&value, || {
        let row = &show.row;
        let names = |all: Vec<&str>| if all.is_empty() { "none".to_owned() } else { all.join(", ") };
        let mut words = format!("{} ({})\n{} to {}, {}\n", row.name, short(&row.event), row.from, row.to, row.zone);
        if !row.venue.is_empty() {
            words.push_str(&format!("At {}\n", row.venue));
        }
        let counts = &show.counts;
        words.push_str(&format!(
            "Deliverables: {} ({} not delivered, {} awaiting, {} with changes asked, {} approved; {} overdue)\n",
            counts.all, counts.incomplete, counts.awaiting, counts.changes, counts.approved, counts.overdue
        ));
        words.push_str(&format!("Areas: {}\n", names(show.areas.iter().map(|area| area.name.as_str()).collect())));
        words.push_str(&format!(
            "Collaborators: {}\n",
            names(show.collaborators.iter().map(|collaborator| collaborator.name.as_str()).collect())
        ));
        words
    })
}

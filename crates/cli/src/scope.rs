//! `offstage area …` and `offstage collaborator …`: the two kinds of scope in an event.

use api::question::{AreaMade, CollaboratorMade, OfEvent};
use clap::Subcommand;
use model::command::{
    AreaAdd, AreaArchive, AreaRestore, AreaSet, CollaboratorAdd, CollaboratorArchive, CollaboratorRestore,
    CollaboratorSet,
};
use model::op::Module;
use model::row::EventShow;
use serde::Deserialize as _;
use serde::de::IntoDeserializer as _;
use serde::de::value::StrDeserializer;
use serde_json::json;
use transport::Fault;

use crate::print::{Table, mark, short};
use crate::talk::Talk;

#[derive(Debug, Subcommand)]
pub(crate) enum AreaVerb {
    /// Adds an area.
    #[command(after_help = "Example: offstage area add \"Main stage\"")]
    Add {
        /// Its name.
        name: String,
    },
    /// Lists the areas.
    #[command(after_help = "Example: offstage area list")]
    List,
    /// Changes an area.
    #[command(after_help = "Example: offstage area set \"Main stage\" --name \"Harbour stage\" --order 1")]
    Set {
        /// Which.
        area: String,
        /// Its name.
        #[arg(long)]
        name: Option<String>,
        /// Its place in the list.
        #[arg(long, allow_negative_numbers = true)]
        order: Option<i64>,
    },
    /// Puts an area away.
    #[command(after_help = "Example: offstage area archive \"Tent\"")]
    Archive {
        /// Which.
        area: String,
    },
    /// Brings an area back.
    #[command(after_help = "Example: offstage area restore \"Tent\"")]
    Restore {
        /// Which.
        area: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum CollaboratorVerb {
    /// Adds a collaborator.
    #[command(after_help = "Example: offstage collaborator add \"Bright Rentals\" --modules files,crew")]
    Add {
        /// Its name.
        name: String,
        /// The features it has; left out: all.
        #[arg(long, value_delimiter = ',', value_parser = module)]
        modules: Option<Vec<Module>>,
    },
    /// Lists the collaborators.
    #[command(after_help = "Example: offstage collaborator list")]
    List,
    /// Changes a collaborator.
    #[command(after_help = "Example: offstage collaborator set \"Bright Rentals\" --modules files,crew,schedule")]
    Set {
        /// Which.
        collaborator: String,
        /// Its name.
        #[arg(long)]
        name: Option<String>,
        /// Exactly the features it has.
        #[arg(long, value_delimiter = ',', value_parser = module)]
        modules: Option<Vec<Module>>,
    },
    /// Puts a collaborator away.
    #[command(after_help = "Example: offstage collaborator archive \"Bright Rentals\"")]
    Archive {
        /// Which.
        collaborator: String,
    },
    /// Brings a collaborator back.
    #[command(after_help = "Example: offstage collaborator restore \"Bright Rentals\"")]
    Restore {
        /// Which.
        collaborator: String,
    },
}

/// Reads a feature by the name it has on the wire.
fn module(text: &str) -> Result<Module, String> {
    let read: StrDeserializer<serde::de::value::Error> = text.into_deserializer();
    Module::deserialize(read).map_err(|error| error.to_string())
}

pub(crate) fn area(verb: AreaVerb, talk: &mut Talk) -> Result<(), Fault> {
    let event = talk.event()?;
    match verb {
        AreaVerb::Add { name } => {
            let add = AreaAdd { event, name };
            let made: AreaMade = talk.ask("area.add", &add)?;
            talk.print.answer(&made, || format!("Added “{}” ({}).", add.name, short(&made.area)))
        }
        AreaVerb::List => {
            let show: EventShow = talk.ask("event.show", &OfEvent { event })?;
            talk.print.table(&show.areas, "No area yet.", || {
                Table::of(["area", "name", "deliverables", "overdue", ""], &show.areas, |row| {
                    [
                        short(&row.area),
                        row.name.clone(),
                        row.deliverables.to_string(),
                        row.overdue.to_string(),
                        mark(row.archived, "archived"),
                    ]
                })
            })
        }
        AreaVerb::Set { area, name, order } => {
            let area = talk.area(&area)?;
            talk.done("area.set", &AreaSet { event, area, name, order }, &json!({ "area": area }), "Changed.")
        }
        AreaVerb::Archive { area } => {
            let area = talk.area(&area)?;
            talk.done("area.archive", &AreaArchive { event, area }, &json!({ "area": area }), "Archived.")
        }
        AreaVerb::Restore { area } => {
            let area = talk.area(&area)?;
            talk.done("area.restore", &AreaRestore { event, area }, &json!({ "area": area }), "Restored.")
        }
    }
}

pub(crate) fn collaborator(verb: CollaboratorVerb, talk: &mut Talk) -> Result<(), Fault> {
    let event = talk.event()?;
    match verb {
        CollaboratorVerb::Add { name, modules } => {
            let add = CollaboratorAdd { event, name, modules };
            let made: CollaboratorMade = talk.ask("collaborator.add", &add)?;
            talk.print.answer(&made, || format!("Added “{}” ({}).", add.name, short(&made.collaborator)))
        }
        CollaboratorVerb::List => {
            let show: EventShow = talk.ask("event.show", &OfEvent { event })?;
            talk.print.table(&show.collaborators, "No collaborator yet.", || {
                Table::of(
                    ["collaborator", "name", "crew", "contacts", "owes", "overdue", ""],
                    &show.collaborators,
                    |row| {
                        let mut marks = vec![mark(row.mine, "mine"), mark(row.archived, "archived")];
                        marks.retain(|mark| !mark.is_empty());
                        [
                            short(&row.collaborator),
                            row.name.clone(),
                            row.crew.to_string(),
                            row.contacts.join(", "),
                            row.owes.to_string(),
                            row.overdue.to_string(),
                            marks.join(", "),
                        ]
                    },
                )
            })
        }
        CollaboratorVerb::Set { collaborator, name, modules } => {
            let collaborator = talk.collaborator(&collaborator)?;
            talk.done(
                "collaborator.set",
                &CollaboratorSet { event, collaborator, name, modules },
                &json!({ "collaborator": collaborator }),
                "Changed.",
            )
        }
        CollaboratorVerb::Archive { collaborator } => {
            let collaborator = talk.collaborator(&collaborator)?;
            talk.done(
                "collaborator.archive",
                &CollaboratorArchive { event, collaborator },
                &json!({ "collaborator": collaborator }),
                "Archived.",
            )
        }
        CollaboratorVerb::Restore { collaborator } => {
            let collaborator = talk.collaborator(&collaborator)?;
            talk.done(
                "collaborator.restore",
                &CollaboratorRestore { event, collaborator },
                &json!({ "collaborator": collaborator }),
                "Restored.",
            )
        }
    }
}

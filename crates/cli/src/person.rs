//! `offstage person …`: people with access.

use api::question::OfEvent;
use clap::Subcommand;
use model::command::PersonRename;
use model::row::People;
use serde_json::json;
use transport::Fault;

use crate::print::{Table, mark, short};
use crate::talk::Talk;

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Lists who has access to an event.
    #[command(after_help = "Example: offstage person list")]
    List,
    /// Says how you are called in an event.
    #[command(after_help = "Example: offstage person rename \"Ana Ruiz\"")]
    Rename {
        /// The name.
        name: String,
    },
}

pub(crate) fn run(verb: Verb, talk: &mut Talk) -> Result<(), Fault> {
    let event = talk.event()?;
    match verb {
        Verb::List => {
            let people: People = talk.ask("people", &OfEvent { event })?;
            talk.print.table(&people.people, "Nobody has access yet.", || {
                Table::of(["person", "name", "sides", "rights", ""], &people.people, |row| {
                    let (sides, rights) = (row.sides.join(", "), row.rights.join("; "));
                    [short(&row.person), row.name.clone(), sides, rights, mark(row.me, "me")]
                })
            })
        }
        Verb::Rename { name } => {
            let about = json!({ "event": event, "name": name });
            talk.done("person.rename", &PersonRename { event, name }, &about, "Changed.")
        }
    }
}

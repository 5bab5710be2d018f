//! `offstage grant …`: rights of people.

use api::question::GrantMade;
use clap::Subcommand;
use model::command::{Drive, GrantAdd};
use transport::Fault;

use crate::print::short;
use crate::talk::Talk;

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Gives a person rights.
    #[command(
        after_help = "Example: offstage grant add \"Ben Okafor\" Collaborator:FilesEdit --on collaborator:\"Bright Rentals\""
    )]
    Add {
        /// To whom.
        person: String,
        /// Rights such as Event:Read.
        #[arg(required = true, value_name = "PERMISSION")]
        rights: Vec<String>,
        /// What they are about: collaborator:C or area:A.
        #[arg(long)]
        on: Option<String>,
    },
}

pub(crate) fn run(verb: Verb, talk: &mut Talk) -> Result<(), Fault> {
    let Verb::Add { person, rights, on } = verb;
    let event = talk.event()?;
    let on = match talk.drive(on.as_deref())? {
        Some(Drive::Collaborator(scope) | Drive::Area(scope)) => Some(scope),
        Some(Drive::Event) | None => None,
    };
    let person = talk.person(&person)?;
    let made: GrantMade = talk.ask("grant.add", &GrantAdd { event, person, rights, on })?;
    talk.print.answer(&made, || format!("Given ({}).", short(&made.grant)))
}

//! `offstage reviewer …`: who must answer.

use api::question::ReviewersSet;
use clap::Subcommand;
use model::command::{ReviewerAdd, ReviewerRemove};
use transport::Fault;

use crate::review::status_words;
use crate::talk::Talk;

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Asks a person to answer every version from the latest on.
    #[command(after_help = "Example: offstage reviewer add \"Rigging plot\" me")]
    Add {
        /// On what.
        file: String,
        /// Who; `me` for yourself.
        person: String,
        /// The version does not wait for them.
        #[arg(long)]
        optional: bool,
    },
    /// Ends a person's seat.
    #[command(after_help = "Example: offstage reviewer remove \"Rigging plot\" \"Ben Okafor\" --reason \"On leave\"")]
    Remove {
        /// On what.
        file: String,
        /// Who.
        person: String,
        /// Why; wanted when it completes the approval.
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
}

pub(crate) fn run(verb: Verb, talk: &mut Talk) -> Result<(), Fault> {
    let set: ReviewersSet = match verb {
        Verb::Add { file, person, optional } => {
            let ask = ReviewerAdd { file: talk.file(&file)?, person: talk.person(&person)?, required: !optional };
            talk.ask("reviewer.add", &ask)?
        }
        Verb::Remove { file, person, reason } => {
            let ask = ReviewerRemove { file: talk.file(&file)?, person: talk.person(&person)?, reason };
            talk.ask("reviewer.remove", &ask)?
        }
    };
    talk.print.answer(&set, || format!("Now: {}.", status_words(set.status)))
}

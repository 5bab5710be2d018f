//! `offstage deliverable …`: what collaborators owe.

use api::question::FileMade;
use clap::Subcommand;
use model::command::{CriterionWish, DeliverableCreate, DeliverableSet, DeliverableWaive, ReviewerWish};
use serde_json::json;
use transport::Fault;

use crate::print::short;
use crate::talk::Talk;

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Makes a placeholder for a file that a collaborator owes.
    #[command(
        after_help = "Example: offstage deliverable create \"Rigging plot\" --to \"Bright Rentals\" --due 2027-05-20 --format pdf --criterion \"Loads per point\" --reviewer me"
    )]
    Create {
        /// What is owed.
        name: String,
        /// Who owes it.
        #[arg(long, value_name = "COLLABORATOR")]
        to: String,
        /// When: a day, a time in the event's zone, or a time with its offset.
        #[arg(long, value_name = "TIME")]
        due: String,
        /// Requirements in words.
        #[arg(long, value_name = "TEXT")]
        description: Option<String>,
        /// An acceptance criterion; may be given several times.
        #[arg(long = "criterion", value_name = "TEXT")]
        criteria: Vec<String>,
        /// A format that is wanted, by extension; may be given several times.
        #[arg(long = "format", value_name = "EXTENSION")]
        formats: Vec<String>,
        /// event, collaborator:C or area:A.
        #[arg(long)]
        drive: Option<String>,
        /// In which folder.
        #[arg(long)]
        folder: Option<String>,
        /// The area it belongs to.
        #[arg(long)]
        area: Option<String>,
        /// Who must answer (`me` for yourself); may be given several times.
        #[arg(long = "reviewer", value_name = "PERSON")]
        reviewers: Vec<String>,
        /// The authority it is submitted to.
        #[arg(long, value_name = "AUTHORITY")]
        permit: Option<String>,
    },
    /// Changes what is owed. What is not said stays.
    #[command(after_help = "Example: offstage deliverable set \"Rigging plot\" --due 2027-05-24T12:00")]
    Set {
        /// Which.
        file: String,
        /// Its name.
        #[arg(long)]
        name: Option<String>,
        /// Who owes it.
        #[arg(long, value_name = "COLLABORATOR")]
        to: Option<String>,
        /// When.
        #[arg(long, value_name = "TIME")]
        due: Option<String>,
        /// Requirements in words.
        #[arg(long, value_name = "TEXT")]
        description: Option<String>,
        /// All acceptance criteria anew.
        #[arg(long = "criterion", value_name = "TEXT")]
        criteria: Option<Vec<String>>,
        /// All formats that are wanted anew.
        #[arg(long = "format", value_name = "EXTENSION")]
        formats: Option<Vec<String>>,
        /// The area it belongs to; empty: none.
        #[arg(long)]
        area: Option<String>,
        /// The authority it is submitted to; empty: none.
        #[arg(long, value_name = "AUTHORITY")]
        permit: Option<String>,
        /// Working days before the due date at which it counts as due soon.
        #[arg(long, value_name = "DAYS", allow_negative_numbers = true)]
        lead_days: Option<i64>,
        /// An approval counts only while it covers every format.
        #[arg(long, value_name = "true|false")]
        strict_formats: Option<bool>,
    },
    /// Says that a deliverable is no longer wanted, or wants it again.
    #[command(after_help = "Example: offstage deliverable waive \"Rigging plot\" --reason \"Ground support instead\"")]
    Waive {
        /// Which.
        file: String,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        /// Wants it again.
        #[arg(long)]
        undo: bool,
    },
}

fn criterion(text: String) -> CriterionWish {
    CriterionWish { text, required: true }
}

pub(crate) fn run(verb: Verb, talk: &mut Talk) -> Result<(), Fault> {
    match verb {
        Verb::Create { name, to, due, description, criteria, formats, drive, folder, area, reviewers, permit } => {
            let event = talk.event()?;
            let create = DeliverableCreate {
                event,
                name,
                to: talk.collaborator(&to)?,
                due,
                description,
                criteria: criteria.into_iter().map(criterion).collect(),
                formats,
                drive: talk.drive(drive.as_deref())?,
                folder: folder.map(|name| talk.resolve("folder", &name, Some(event), None)).transpose()?,
                area: area.map(|name| talk.area(&name)).transpose()?,
                reviewers: reviewers
                    .iter()
                    .map(|name| Ok(ReviewerWish { person: talk.person(name)?, required: true }))
                    .collect::<Result<_, Fault>>()?,
                permit,
            };
            let made: FileMade = talk.ask("deliverable.create", &create)?;
            talk.print.answer(&made, || format!("Created “{}” ({}).", create.name, short(&made.file)))
        }
        Verb::Set { file, name, to, due, description, criteria, formats, area, permit, lead_days, strict_formats } => {
            let file = talk.file(&file)?;
            let set = DeliverableSet {
                file,
                name,
                to: to.map(|name| talk.collaborator(&name)).transpose()?,
                due,
                description,
                criteria: criteria.map(|all| all.into_iter().map(criterion).collect()),
                formats,
                area: match area {
                    Some(name) if !name.is_empty() => Some(talk.area(&name)?.to_string()),
                    other => other,
                },
                permit,
                lead_days,
                strict_formats,
            };
            talk.done("deliverable.set", &set, &json!({ "file": file }), "Changed.")
        }
        Verb::Waive { file, reason, undo } => {
            let file = talk.file(&file)?;
            let words = if undo { "Wanted again." } else { "Waived." };
            talk.done(
                "deliverable.waive",
                &DeliverableWaive { file, reason, waived: !undo },
                &json!({ "file": file }),
                words,
            )
        }
    }
}

//! `offstage crew …`: contacts of a collaborator.

mod table;
mod vcard;

use std::path::{Path, PathBuf};

use api::question::{CrewAsk, CrewMade};
use clap::Subcommand;
use model::command::{CrewAdd, CrewArchive, CrewRestore, CrewSet};
use model::id::{EntryId, EventId, ScopeId};
use model::row::CrewRow;
use serde_json::json;
use transport::Fault;

use crate::print::{Table, mark, short};
use crate::talk::Talk;

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Adds a crew record: a contact, which gives no access by itself.
    #[command(
        after_help = "Example: offstage crew add --collaborator \"Bright Rentals\" --first Ben --last Okafor --email ben@bright.example --contact"
    )]
    Add {
        /// Whose crew.
        #[arg(long)]
        collaborator: String,
        /// First name.
        #[arg(long)]
        first: String,
        /// Last name.
        #[arg(long)]
        last: String,
        /// E-mail address.
        #[arg(long)]
        email: Option<String>,
        /// Telephone number.
        #[arg(long)]
        phone: Option<String>,
        /// What they do.
        #[arg(long)]
        title: Option<String>,
        /// They are the collaborator's point of contact.
        #[arg(long)]
        contact: bool,
        /// This is me: then that side is mine as well.
        #[arg(long)]
        me: bool,
    },
    /// Lists crew.
    #[command(after_help = "Example: offstage crew list --collaborator \"Bright Rentals\"")]
    List {
        /// Whose crew; left out: everybody's.
        #[arg(long)]
        collaborator: Option<String>,
        /// Archived ones too.
        #[arg(long)]
        archived: bool,
    },
    /// Changes a crew record; an empty value takes a detail away.
    #[command(after_help = "Example: offstage crew set \"Ben Okafor\" --phone \"+49 30 5550123\"")]
    Set {
        /// Which.
        crew: String,
        /// First name.
        #[arg(long)]
        first: Option<String>,
        /// Last name.
        #[arg(long)]
        last: Option<String>,
        /// E-mail address.
        #[arg(long)]
        email: Option<String>,
        /// Telephone number.
        #[arg(long)]
        phone: Option<String>,
        /// What they do.
        #[arg(long)]
        title: Option<String>,
        /// Whether they are a point of contact.
        #[arg(long, value_name = "true|false")]
        contact: Option<bool>,
    },
    /// Puts a crew record away.
    #[command(after_help = "Example: offstage crew archive \"Ben Okafor\"")]
    Archive {
        /// Which.
        crew: String,
    },
    /// Brings a crew record back.
    #[command(after_help = "Example: offstage crew restore \"Ben Okafor\"")]
    Restore {
        /// Which.
        crew: String,
    },
    /// Adds everybody in a table (.csv with a line of titles) or in a list of contacts (.vcf).
    #[command(after_help = "Example: offstage crew import crew.csv --collaborator \"Bright Rentals\"")]
    Import {
        /// The file.
        file: PathBuf,
        /// Whose crew.
        #[arg(long)]
        collaborator: String,
    },
}

/// Somebody in a file that is imported.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Contact {
    first: String,
    last: String,
    email: String,
    phone: String,
    title: String,
}

pub(crate) fn run(verb: Verb, talk: &mut Talk) -> Result<(), Fault> {
    let event = talk.event()?;
    match verb {
        Verb::Add { collaborator, first, last, email, phone, title, contact, me } => {
            let collaborator = talk.collaborator(&collaborator)?;
            let add = CrewAdd { event, collaborator, first, last, email, phone, title, contact, me };
            let made: CrewMade = talk.ask("crew.add", &add)?;
            talk.print.answer(&made, || format!("Added {} {} ({}).", add.first, add.last, short(&made.crew)))
        }
        Verb::List { collaborator, archived } => {
            let collaborator = collaborator.map(|name| talk.collaborator(&name)).transpose()?;
            let crew: Vec<CrewRow> = talk.ask("crew.list", &CrewAsk { event, collaborator, archived })?;
            talk.print.table(&crew, "Nobody yet.", || {
                Table::of(["crew", "name", "collaborator", "title", "phone", "email", ""], &crew, |row| {
                    let mut marks =
                        vec![mark(row.contact, "contact"), mark(row.me, "me"), mark(row.archived, "archived")];
                    marks.retain(|mark| !mark.is_empty());
                    [
                        short(&row.crew),
                        format!("{} {}", row.first, row.last),
                        row.collaborator_name.clone(),
                        row.title.clone(),
                        row.phone.clone(),
                        row.email.clone(),
                        marks.join(", "),
                    ]
                })
            })
        }
        Verb::Set { crew, first, last, email, phone, title, contact } => {
            let (collaborator, crew) = whose(event, &crew, talk)?;
            let set = CrewSet { event, collaborator, crew, first, last, email, phone, title, contact };
            talk.done("crew.set", &set, &json!({ "crew": crew }), "Changed.")
        }
        Verb::Archive { crew } => {
            let (collaborator, crew) = whose(event, &crew, talk)?;
            talk.done("crew.archive", &CrewArchive { event, collaborator, crew }, &json!({ "crew": crew }), "Archived.")
        }
        Verb::Restore { crew } => {
            let (collaborator, crew) = whose(event, &crew, talk)?;
            talk.done("crew.restore", &CrewRestore { event, collaborator, crew }, &json!({ "crew": crew }), "Restored.")
        }
        Verb::Import { file, collaborator } => import(event, &file, &collaborator, talk),
    }
}

/// A crew record by name, with the collaborator it belongs to.
fn whose(event: EventId, name: &str, talk: &mut Talk) -> Result<(ScopeId, EntryId), Fault> {
    let crew: EntryId = talk.resolve("crew", name, Some(event), None)?;
    let all: Vec<CrewRow> = talk.ask("crew.list", &CrewAsk { event, collaborator: None, archived: true })?;
    let row = all.iter().find(|row| row.crew == crew);
    row.map(|row| (row.collaborator, crew))
        .ok_or_else(|| Fault::refused("not_found", format!("There is nobody called “{name}” here.")))
}

fn import(event: EventId, file: &Path, collaborator: &str, talk: &mut Talk) -> Result<(), Fault> {
    let contacts = read(file)?;
    let collaborator = talk.collaborator(collaborator)?;
    let mut crew = Vec::new();
    for (index, contact) in contacts.into_iter().enumerate() {
        let said = |text: String| if text.is_empty() { None } else { Some(text) };
        let add = CrewAdd {
            event,
            collaborator,
            first: contact.first,
            last: contact.last,
            email: said(contact.email),
            phone: said(contact.phone),
            title: said(contact.title),
            contact: false,
            me: false,
        };
        let made: Result<CrewMade, Fault> = talk.ask("crew.add", &add);
        match made {
            Ok(made) => crew.push(made.crew),
            Err(mut fault) => {
                let name = format!("{} {}", add.first, add.last);
                fault.message = format!(
                    "Contact {} ({}): {} The {index} before it were added.",
                    index + 1,
                    name.trim(),
                    fault.message
                );
                return Err(fault);
            }
        }
    }
    talk.print.answer(&json!({ "crew": crew }), || format!("Added {}.", crew.len()))
}

fn read(file: &Path) -> Result<Vec<Contact>, Fault> {
    let kind =
        file.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase).unwrap_or_default();
    if !matches!(kind.as_str(), "csv" | "vcf") {
        let words = "Only .csv and .vcf can be read. Save a spreadsheet as CSV first.";
        return Err(Fault::used_wrongly("unknown_format", words));
    }
    let bytes = std::fs::read(file)
        .map_err(|error| Fault::failed("cannot_read", format!("{} cannot be read: {error}.", file.display())))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Fault::failed("not_text", format!("{} is not in UTF-8. Save it as “CSV UTF-8” and try again.", file.display()))
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let contacts = if kind == "csv" { table::contacts(text) } else { Ok(vcard::contacts(text)) };
    let contacts = contacts.map_err(|words| Fault::failed("not_understood", format!("{}: {words}", file.display())))?;
    if contacts.is_empty() {
        return Err(Fault::failed("empty", format!("There is nobody in {}.", file.display())));
    }
    Ok(contacts)
}

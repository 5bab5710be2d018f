//! `offstage deliver` and `offstage undo deliver`.

use std::path::PathBuf;

use api::question::DeliveryMade;
use clap::{Args, Subcommand};
use model::command::DeliverUndo;
use model::row::NotTaken;
use serde_json::json;
use transport::Fault;

use crate::talk::{Talk, offered};

/// Delivers files as the next version.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: offstage deliver \"Rigging plot\" plot.pdf plot.dwg --note \"Loads added\" --revision \"Rev B\""
)]
pub(crate) struct Deliver {
    /// On what.
    #[arg(value_name = "FILE")]
    file: String,
    /// The files: each becomes a format of the one version.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// A note on the version.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Your own label for it.
    #[arg(long, value_name = "LABEL")]
    revision: Option<String>,
    /// The collaborator in whose name you upload.
    #[arg(long, value_name = "COLLABORATOR")]
    on_behalf_of: Option<String>,
    /// Makes a version even if the bytes are those of the latest.
    #[arg(long)]
    again: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UndoVerb {
    /// Takes your own delivery back, until somebody has answered, commented or built on it.
    #[command(after_help = "Example: offstage undo deliver \"Rigging plot\"")]
    Deliver {
        /// On what.
        file: String,
        /// Which version; left out: the latest.
        #[arg(long, value_name = "N")]
        version: Option<String>,
    },
}

pub(crate) fn deliver(deliver: Deliver, talk: &mut Talk) -> Result<(), Fault> {
    let ask = model::command::Deliver {
        file: talk.file(&deliver.file)?,
        files: offered(&deliver.paths)?,
        note: deliver.note,
        revision: deliver.revision,
        on_behalf_of: deliver.on_behalf_of.map(|name| talk.collaborator(&name)).transpose()?,
        again: deliver.again,
    };
    let made: DeliveryMade = talk.ask("deliver", &ask)?;
    answer(&made, talk)
}

/// Prints what a delivery made; fails when a file of it could not be taken.
pub(crate) fn answer(made: &DeliveryMade, talk: &Talk) -> Result<(), Fault> {
    talk.print.answer(made, || {
        let number = made.delivered.number;
        match made.delivered.same_as {
            Some(_) => format!("The same as version {number}; nothing was added. Use --again to deliver it anew."),
            None => format!("Delivered version {number} ({} files).", made.delivered.formats.len()),
        }
    })?;
    all_taken(&made.not_taken)
}

/// Fails when files could not be taken, and says which.
pub(crate) fn all_taken(left: &[NotTaken]) -> Result<(), Fault> {
    if left.is_empty() {
        return Ok(());
    }
    let words: Vec<String> = left.iter().map(|file| format!("“{}”: {}", file.name, file.message)).collect();
    let mut fault = Fault::failed("not_taken", format!("Not every file could be taken. {}", words.join(" ")));
    fault.facts = json!({ "not_taken": left });
    Err(fault)
}

pub(crate) fn undo(verb: &UndoVerb, talk: &mut Talk) -> Result<(), Fault> {
    let UndoVerb::Deliver { file, version } = verb;
    let file = talk.file(file)?;
    let version = talk.version(file, version.as_deref())?;
    talk.done("deliver.undo", &DeliverUndo { file, version }, &json!({ "file": file }), "Taken back.")
}

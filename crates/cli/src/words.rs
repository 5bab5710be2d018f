//! What can be said.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::{
    call, comment, crew, deliver, deliverable, document, event, file, folder, grant, look, person, review, reviewer,
    scope, serve, this_device,
};

/// Offstage: production of live events, local first.
#[derive(Debug, Parser)]
#[command(
    name = "offstage",
    version,
    after_help = "Things are named by their id, a unique beginning of it, or their exact name.\nExit status: 0 done, 1 failed, 2 used wrongly, 3 refused by the rules.\n\nExample: offstage --json file list --overdue"
)]
pub(crate) struct Said {
    /// The folder with this device's data.
    #[arg(long, global = true, env = "OFFSTAGE_HOME", value_name = "DIR")]
    pub(crate) home: Option<PathBuf>,
    /// Which event; not needed while there is one.
    #[arg(long, global = true, value_name = "NAME|ID")]
    pub(crate) event: Option<String>,
    /// Prints one JSON value.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) noun: Noun,
}

#[derive(Debug, Subcommand)]
#[allow(clippy::large_enum_variant, reason = "one lives at a time")]
pub(crate) enum Noun {
    Init(this_device::Init),
    /// Says who this device is.
    #[command(after_help = "Example: offstage whoami")]
    Whoami,
    /// Events.
    Event {
        #[command(subcommand)]
        verb: event::Verb,
    },
    /// Areas of an event.
    Area {
        #[command(subcommand)]
        verb: scope::AreaVerb,
    },
    /// Collaborators of an event.
    Collaborator {
        #[command(subcommand)]
        verb: scope::CollaboratorVerb,
    },
    /// Crew of a collaborator: contacts.
    Crew {
        #[command(subcommand)]
        verb: crew::Verb,
    },
    /// People with access.
    Person {
        #[command(subcommand)]
        verb: person::Verb,
    },
    /// Rights of people.
    Grant {
        #[command(subcommand)]
        verb: grant::Verb,
    },
    /// Folders of a drive.
    Folder {
        #[command(subcommand)]
        verb: folder::Verb,
    },
    /// Files, and what every deliverable has as well.
    File {
        #[command(subcommand)]
        verb: file::Verb,
    },
    /// What collaborators owe.
    Deliverable {
        #[command(subcommand)]
        verb: deliverable::Verb,
    },
    Deliver(deliver::Deliver),
    /// Takes something back.
    Undo {
        #[command(subcommand)]
        verb: deliver::UndoVerb,
    },
    /// Comments on a version.
    Comment {
        #[command(subcommand)]
        verb: comment::Verb,
    },
    /// Who must answer.
    Reviewer {
        #[command(subcommand)]
        verb: reviewer::Verb,
    },
    Review(review::Review),
    Log(look::Log),
    Dashboard(look::Dashboard),
    Search(look::Search),
    /// Settings of this device.
    Settings {
        #[command(subcommand)]
        verb: this_device::SettingsVerb,
    },
    Check(this_device::Check),
    /// Documents as others can read them.
    Document {
        #[command(subcommand)]
        verb: document::Verb,
    },
    Call(call::Call),
    Serve(serve::Serve),
    /// Prints the completion script of a shell.
    #[command(after_help = "Example: offstage completions bash > ~/.local/share/bash-completion/completions/offstage")]
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn what_can_be_said_does_not_contradict_itself() {
        super::Said::command().debug_assert();
    }
}

//! `offstage folder …`: folders of a drive.

use api::question::{FolderMade, OfEvent};
use clap::Subcommand;
use model::command::{Drive, FolderAdd, FolderMove, FolderRename};
use model::id::{EntryId, EventId};
use model::row::DriveRow;
use serde_json::json;
use transport::Fault;

use crate::print::{Table, short};
use crate::talk::Talk;

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Adds a folder to a drive.
    #[command(after_help = "Example: offstage folder add Plans --drive area:\"Main stage\"")]
    Add {
        /// Its name.
        name: String,
        /// event, collaborator:C or area:A.
        #[arg(long, default_value = "event")]
        drive: String,
        /// In which folder; left out: at the top.
        #[arg(long = "in", value_name = "FOLDER")]
        parent: Option<String>,
    },
    /// Lists drives and their folders.
    #[command(after_help = "Example: offstage folder list")]
    List,
    /// Renames a folder.
    #[command(after_help = "Example: offstage folder rename Plans Drawings")]
    Rename {
        /// Which.
        folder: String,
        /// Its name.
        name: String,
    },
    /// Moves a folder within its drive.
    #[command(after_help = "Example: offstage folder move Drawings --to Archive")]
    Move {
        /// Which.
        folder: String,
        /// Into which folder; left out: to the top.
        #[arg(long, value_name = "FOLDER")]
        to: Option<String>,
    },
}

pub(crate) fn run(verb: Verb, talk: &mut Talk) -> Result<(), Fault> {
    let event = talk.event()?;
    match verb {
        Verb::Add { name, drive, parent } => {
            let drive = talk.drive(Some(&drive))?.unwrap_or(Drive::Event);
            let parent = parent.map(|name| talk.resolve("folder", &name, Some(event), None)).transpose()?;
            let add = FolderAdd { event, drive, parent, name };
            let made: FolderMade = talk.ask("folder.add", &add)?;
            talk.print.answer(&made, || format!("Added “{}” ({}).", add.name, short(&made.folder)))
        }
        Verb::List => {
            let drives: Vec<DriveRow> = talk.ask("drive.list", &OfEvent { event })?;
            talk.print.table(&drives, "No drive.", || {
                let mut table = Table::new(["folder", "name", "files"]);
                for drive in &drives {
                    table.row([String::new(), drive.name.clone(), drive.files.to_string()]);
                    for folder in &drive.folders {
                        table.row([short(&folder.folder), format!("  {}", folder.name), folder.files.to_string()]);
                    }
                }
                table
            })
        }
        Verb::Rename { folder, name } => {
            let (drive, folder) = found(event, &folder, talk)?;
            talk.done(
                "folder.rename",
                &FolderRename { event, drive, folder, name },
                &json!({ "folder": folder }),
                "Renamed.",
            )
        }
        Verb::Move { folder, to } => {
            let (drive, folder) = found(event, &folder, talk)?;
            let parent = to.map(|name| talk.resolve("folder", &name, Some(event), None)).transpose()?;
            talk.done(
                "folder.move",
                &FolderMove { event, drive, folder, parent },
                &json!({ "folder": folder }),
                "Moved.",
            )
        }
    }
}

/// A folder by name, with the drive it is in.
fn found(event: EventId, name: &str, talk: &mut Talk) -> Result<(Drive, EntryId), Fault> {
    let folder: EntryId = talk.resolve("folder", name, Some(event), None)?;
    let drives: Vec<DriveRow> = talk.ask("drive.list", &OfEvent { event })?;
    let drive = drives.iter().find(|drive| drive.folders.iter().any(|row| row.folder == folder));
    drive
        .map(|drive| (drive.drive, folder))
        .ok_or_else(|| Fault::refused("not_found", format!("There is no folder “{name}” here.")))
}

//! `offstage file …`.

mod show;

use std::path::PathBuf;

use api::question::{DeliveryMade, FileAsk, FileSave, FilesMade, Mine, OfFile, Saved};
use clap::{Args, Subcommand, ValueEnum};
use model::command::{
    FileAdd, FileArchive, FileDescribe, FileMove, FileRename, FileRestore, FormatAdd, FormatRemove, VersionChoose,
};
use model::id::{DocumentId, EntryId, EventId};
use model::row::{FilePage, FileRow, FileShow, Reviewed, Status};
use serde_json::json;
use transport::Fault;

use crate::deliver;
use crate::print::{Table, mark, short};
use crate::talk::{Talk, offered};
use crate::times::Zones;

/// Rows asked for at once.
const PAGE: u32 = 1000;

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Makes files, one for each given, each with its version 1.
    #[command(after_help = "Example: offstage file add plan.pdf site.dwg --drive area:\"Main stage\" --folder Plans")]
    Add {
        /// The files.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// The name, when one file is given; left out: each keeps its own.
        #[arg(long)]
        name: Option<String>,
        /// event, collaborator:C or area:A.
        #[arg(long)]
        drive: Option<String>,
        /// In which folder.
        #[arg(long)]
        folder: Option<String>,
        /// A note on the first version.
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
        /// Your own label for it.
        #[arg(long, value_name = "LABEL")]
        revision: Option<String>,
    },
    List(List),
    /// Shows a file with its versions, comments and reviews.
    #[command(after_help = "Example: offstage file show \"Rigging plot\"")]
    Show {
        /// Which.
        file: String,
    },
    /// Adds the next version.
    #[command(after_help = "Example: offstage file version \"Site plan\" plan-b.pdf")]
    Version {
        /// On what.
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
        /// Makes a version even if the bytes are those of the latest.
        #[arg(long)]
        again: bool,
    },
    /// Adds formats to a version.
    #[command(after_help = "Example: offstage file format \"Site plan\" plan.dwg --version 2")]
    Format {
        /// On what.
        file: String,
        /// The files.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// To which version; left out: the latest.
        #[arg(long, value_name = "N")]
        version: Option<String>,
    },
    /// Takes a format away, before anybody has answered.
    #[command(after_help = "Example: offstage file format-remove \"Site plan\" dwg")]
    FormatRemove {
        /// On what.
        file: String,
        /// Its id, its extension on the latest version, or its name.
        format: String,
    },
    /// Renames a file or deliverable.
    #[command(after_help = "Example: offstage file rename \"Site plan\" \"Site plan, north\"")]
    Rename {
        /// Which.
        file: String,
        /// Its name.
        name: String,
    },
    /// Describes a file.
    #[command(after_help = "Example: offstage file describe \"Site plan\" \"Scale 1:200, with the north gate\"")]
    Describe {
        /// Which.
        file: String,
        /// The whole text.
        text: String,
    },
    /// Puts a file into another folder of its drive.
    #[command(after_help = "Example: offstage file move \"Site plan\" --to Plans")]
    Move {
        /// Which.
        file: String,
        /// Into which folder; left out: to the top.
        #[arg(long, value_name = "FOLDER")]
        to: Option<String>,
    },
    /// Puts a file away.
    #[command(after_help = "Example: offstage file archive \"Site plan\"")]
    Archive {
        /// Which.
        file: String,
    },
    /// Brings a file back.
    #[command(after_help = "Example: offstage file restore \"Site plan\"")]
    Restore {
        /// Which.
        file: String,
    },
    /// Settles a fork: this version is the latest.
    #[command(after_help = "Example: offstage file choose \"Site plan\" \"v3′\"")]
    Choose {
        /// On what.
        file: String,
        /// Which version.
        version: String,
    },
    /// Saves a copy.
    #[command(after_help = "Example: offstage file save \"Site plan\" --version 1 --format pdf --to plan.pdf")]
    Save {
        /// Which.
        file: String,
        /// Which version; left out: the latest.
        #[arg(long, value_name = "N")]
        version: Option<String>,
        /// Which format, by extension; left out: the first.
        #[arg(long, value_name = "EXTENSION")]
        format: Option<String>,
        /// Where to.
        #[arg(long, value_name = "PATH")]
        to: PathBuf,
    },
}

/// Lists files and deliverables.
#[derive(Debug, Args)]
#[command(after_help = "Example: offstage file list --deliverables --overdue --collaborator \"Bright Rentals\"")]
pub(crate) struct List {
    /// Deliverables only.
    #[arg(long)]
    deliverables: bool,
    /// Overdue only.
    #[arg(long)]
    overdue: bool,
    /// What I owe, what others owe me, or what waits for my review.
    #[arg(long, value_enum)]
    mine: Option<Whose>,
    /// Belonging to this area.
    #[arg(long)]
    area: Option<String>,
    /// Owed by this collaborator.
    #[arg(long)]
    collaborator: Option<String>,
    /// In this status.
    #[arg(long, value_enum)]
    status: Option<InStatus>,
    /// Whose name has these words.
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// In this drive: event, collaborator:C or area:A.
    #[arg(long)]
    drive: Option<String>,
    /// Archived ones instead.
    #[arg(long)]
    archived: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Whose {
    Owe,
    Owed,
    Review,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum InStatus {
    Incomplete,
    NoStatus,
    ChangesRequested,
    Approved,
    AwaitingApproval,
}

pub(crate) fn run(verb: Verb, talk: &mut Talk) -> Result<(), Fault> {
    match verb {
        Verb::Add { paths, name, drive, folder, note, revision } => {
            let event = talk.event()?;
            let add = FileAdd {
                event,
                drive: talk.drive(drive.as_deref())?,
                folder: folder.map(|name| talk.resolve("folder", &name, Some(event), None)).transpose()?,
                name,
                files: offered(&paths)?,
                note,
                revision,
            };
            let made: FilesMade = talk.ask("file.add", &add)?;
            talk.print.answer(&made.made, || format!("Added {} files.", made.made.len()))?;
            deliver::all_taken(&made.not_taken)
        }
        Verb::List(said) => list(&said, talk),
        Verb::Show { file } => show::show(&file, talk),
        Verb::Version { file, paths, note, revision, again } => {
            let file = talk.file(&file)?;
            let ask =
                model::command::Deliver { file, files: offered(&paths)?, note, revision, on_behalf_of: None, again };
            let made: DeliveryMade = talk.ask("deliver", &ask)?;
            deliver::answer(&made, talk)
        }
        Verb::Format { file, paths, version } => {
            let file = talk.file(&file)?;
            let version = talk.version(file, version.as_deref())?;
            let made: DeliveryMade = talk.ask("format.add", &FormatAdd { file, version, files: offered(&paths)? })?;
            deliver::answer(&made, talk)
        }
        Verb::FormatRemove { file, format } => {
            let file = talk.file(&file)?;
            let format = format_called(file, &format, talk)?;
            talk.done(
                "format.remove",
                &FormatRemove { file, format },
                &json!({ "file": file, "format": format }),
                "Removed.",
            )
        }
        Verb::Rename { file, name } => {
            let file = talk.file(&file)?;
            talk.done("file.rename", &FileRename { file, name }, &json!({ "file": file }), "Renamed.")
        }
        Verb::Describe { file, text } => {
            let file = talk.file(&file)?;
            talk.done("file.describe", &FileDescribe { file, description: text }, &json!({ "file": file }), "Changed.")
        }
        Verb::Move { file, to } => {
            let file = talk.file(&file)?;
            let folder = to.map(|name| talk.find("folder", &name)).transpose()?;
            talk.done("file.move", &FileMove { file, folder }, &json!({ "file": file }), "Moved.")
        }
        Verb::Archive { file } => {
            let file = talk.file(&file)?;
            talk.done("file.archive", &FileArchive { file }, &json!({ "file": file }), "Archived.")
        }
        Verb::Restore { file } => {
            let file = talk.file(&file)?;
            talk.done("file.restore", &FileRestore { file }, &json!({ "file": file }), "Restored.")
        }
        Verb::Choose { file, version } => {
            let file = talk.file(&file)?;
            let version = talk.version(file, Some(&version))?;
            let Some(version) = version else { return Ok(()) };
            let chosen: Reviewed = talk.ask("version.choose", &VersionChoose { file, version })?;
            talk.print.answer(&chosen, || "Chosen.".to_owned())
        }
        Verb::Save { file, version, format, to } => {
            let file = talk.file(&file)?;
            let version = talk.version(file, version.as_deref())?;
            let Some(to) = to.to_str().map(str::to_owned) else {
                return Err(Fault::used_wrongly("bad_name", "The name to save under is not valid Unicode."));
            };
            let saved: Saved = talk.ask("file.save", &FileSave { file, version, format, to })?;
            talk.print.answer(&saved, || format!("Saved as {}.", saved.path))
        }
    }
}

/// Every file of an event that is not archived.
pub(crate) fn everything(event: EventId) -> FileAsk {
    FileAsk {
        event,
        deliverables: false,
        drive: None,
        folder: None,
        top: false,
        area: None,
        collaborator: None,
        status: None,
        overdue: false,
        mine: None,
        search: None,
        archived: false,
        group: None,
        sort: None,
        offset: 0,
        limit: Some(PAGE),
    }
}

/// All rows, however many there are.
pub(crate) fn all(ask: &FileAsk, talk: &mut Talk) -> Result<Vec<FileRow>, Fault> {
    let mut rows: Vec<FileRow> = Vec::new();
    loop {
        let offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let page: FilePage = talk.ask("file.list", &FileAsk { offset, ..ask.clone() })?;
        let none_came = page.rows.is_empty();
        rows.extend(page.rows);
        if none_came || rows.len() as u64 >= u64::from(page.total) {
            return Ok(rows);
        }
    }
}

fn list(said: &List, talk: &mut Talk) -> Result<(), Fault> {
    let ask = FileAsk {
        deliverables: said.deliverables,
        drive: talk.drive(said.drive.as_deref())?,
        area: said.area.as_deref().map(|name| talk.area(name)).transpose()?,
        collaborator: said.collaborator.as_deref().map(|name| talk.collaborator(name)).transpose()?,
        status: said.status.map(|status| match status {
            InStatus::Incomplete => Status::Incomplete,
            InStatus::NoStatus => Status::NoStatus,
            InStatus::ChangesRequested => Status::ChangesRequested,
            InStatus::Approved => Status::Approved,
            InStatus::AwaitingApproval => Status::AwaitingApproval,
        }),
        overdue: said.overdue,
        mine: said.mine.map(|whose| match whose {
            Whose::Owe => Mine::Owe,
            Whose::Owed => Mine::Owed,
            Whose::Review => Mine::Review,
        }),
        search: said.search.clone(),
        archived: said.archived,
        ..everything(talk.event()?)
    };
    let rows = all(&ask, talk)?;
    let zones = Zones::ask(talk)?;
    talk.print.table(&zones.written(&rows)?, "Nothing here.", || {
        Table::of(["file", "name", "status", "version", "due", "owed by", ""], &rows, |row| {
            let owed_by: Vec<&str> = row.assigned_to.iter().map(|named| named.name.as_str()).collect();
            [
                short(&row.file),
                row.name.clone(),
                words(row),
                row.version_label.clone(),
                row.due_at.map(|at| zones.iso(at, &row.event)).unwrap_or_default(),
                owed_by.join(", "),
                mark(row.overdue, "overdue"),
            ]
        })
    })
}

/// The status in words.
pub(crate) fn words(row: &FileRow) -> String {
    row.status_words.clone()
}

/// A format by its id, its extension or its name; the latest version's first.
fn format_called(file: DocumentId, name: &str, talk: &mut Talk) -> Result<EntryId, Fault> {
    let show: FileShow = talk.ask("file.show", &OfFile { file })?;
    for version in &show.versions {
        let fits = version.formats.iter().find(|format| format.extension == name || format.name == name);
        if let Some(format) = fits {
            return Ok(format.format);
        }
    }
    talk.resolve("format", name, Some(show.row.event), Some(file))
}

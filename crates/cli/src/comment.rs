//! `offstage comment …`.

use api::question::{CommentMade, OfFile};
use clap::Subcommand;
use model::command::{CommentAdd, CommentEdit, CommentResolve};
use model::id::{DocumentId, EntryId};
use model::row::{FileRow, FileShow};
use serde_json::json;
use transport::Fault;

use crate::print::short;
use crate::talk::Talk;

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Comments on a version.
    #[command(after_help = "Example: offstage comment add \"Rigging plot\" \"Point 4 is over the limit\" --version 2")]
    Add {
        /// On what.
        file: String,
        /// The words.
        text: String,
        /// On which version; left out: the latest.
        #[arg(long, value_name = "N")]
        version: Option<String>,
        /// The comment that this one answers.
        #[arg(long, value_name = "COMMENT")]
        reply_to: Option<String>,
    },
    /// Changes your own comment.
    #[command(after_help = "Example: offstage comment edit ent_4kq2 \"Point 5 is over the limit\"")]
    Edit {
        /// Which.
        comment: String,
        /// The words.
        text: String,
        /// On which file it is; left out: it is looked for.
        #[arg(long)]
        file: Option<String>,
    },
    /// Marks a comment as dealt with.
    #[command(after_help = "Example: offstage comment resolve ent_4kq2")]
    Resolve {
        /// Which.
        comment: String,
        /// Opens it again.
        #[arg(long)]
        reopen: bool,
        /// On which file it is; left out: it is looked for.
        #[arg(long)]
        file: Option<String>,
    },
}

pub(crate) fn run(verb: Verb, talk: &mut Talk) -> Result<(), Fault> {
    match verb {
        Verb::Add { file, text, version, reply_to } => {
            let file = talk.file(&file)?;
            let version = talk.version(file, version.as_deref())?;
            let reply_to = reply_to.map(|name| talk.resolve("comment", &name, None, Some(file))).transpose()?;
            let made: CommentMade = talk.ask("comment.add", &CommentAdd { file, version, body: text, reply_to })?;
            talk.print.answer(&made, || format!("Commented ({}).", short(&made.comment)))
        }
        Verb::Edit { comment, text, file } => {
            let (file, comment) = found(&comment, file.as_deref(), talk)?;
            talk.done(
                "comment.edit",
                &CommentEdit { file, comment, body: text },
                &json!({ "comment": comment }),
                "Changed.",
            )
        }
        Verb::Resolve { comment, reopen, file } => {
            let (file, comment) = found(&comment, file.as_deref(), talk)?;
            let words = if reopen { "Opened again." } else { "Resolved." };
            let ask = CommentResolve { file, comment, resolved: !reopen };
            talk.done("comment.resolve", &ask, &json!({ "comment": comment }), words)
        }
    }
}

/// A comment by its id, with the file it is on. Without the file, every file of the event is looked through.
fn found(name: &str, file: Option<&str>, talk: &mut Talk) -> Result<(DocumentId, EntryId), Fault> {
    if let Some(file) = file {
        let file = talk.file(file)?;
        return Ok((file, talk.resolve("comment", name, None, Some(file))?));
    }
    let event = talk.event()?;
    let mut fits = Vec::new();
    let mut files: Vec<FileRow> = crate::file::all(&crate::file::everything(event), talk)?;
    files.extend(crate::file::all(&api::question::FileAsk { archived: true, ..crate::file::everything(event) }, talk)?);
    for row in files {
        let show: FileShow = talk.ask("file.show", &OfFile { file: row.file })?;
        for comment in show.versions.iter().flat_map(|version| &version.comments) {
            if comment.comment.to_string().starts_with(name) {
                fits.push((row.file, comment.comment));
            }
        }
    }
    match fits.as_slice() {
        [only] => Ok(*only),
        [] => Err(Fault::refused("not_found", format!("There is no comment “{name}” here."))),
        several => {
            let words = format!("“{name}” fits {} comments. Use more of the id.", several.len());
            Err(Fault::refused("ambiguous", words))
        }
    }
}

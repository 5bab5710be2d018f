//! `offstage document …`: documents as others can read them.

use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;

use api::question::{DocumentAsk, DocumentShow};
use clap::{Subcommand, ValueEnum};
use data_encoding::BASE64;
use model::id::DocumentId;
use serde_json::json;
use transport::Fault;

use crate::talk::Talk;

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Writes a document as any Automerge library loads it, or as JSON. A file that is there is not written over.
    #[command(after_help = "Example: offstage document export \"Rigging plot\" --as json --out plot.json")]
    Export {
        /// Its id, or the file it is about.
        document: String,
        /// In which form.
        #[arg(long = "as", value_enum)]
        form: Form,
        /// Where to.
        #[arg(long, value_name = "PATH")]
        out: PathBuf,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Form {
    /// A file for Automerge libraries.
    Automerge,
    /// Its content.
    Json,
}

pub(crate) fn run(verb: Verb, talk: &mut Talk) -> Result<(), Fault> {
    let Verb::Export { document, form, out } = verb;
    let document = match document.parse::<DocumentId>() {
        Ok(document) => document,
        Err(_) => talk.file(&document)?,
    };
    let name = match form {
        Form::Automerge => "automerge",
        Form::Json => "json",
    };
    let show: DocumentShow = talk.ask("document.export", &DocumentAsk { document, form: name.to_owned() })?;
    let bytes = match form {
        Form::Automerge => {
            BASE64.decode(show.content.as_bytes()).map_err(|error| Fault::failed("bug", error.to_string()))?
        }
        Form::Json => show.content.into_bytes(),
    };
    let cannot =
        |error: std::io::Error| Fault::failed("cannot_write", format!("{} cannot be written: {error}.", out.display()));
    let mut file = File::create_new(&out).map_err(cannot)?;
    file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(cannot)?;
    let path = out.canonicalize().map_err(cannot)?;
    talk.print.answer(&json!({ "path": path, "heads": show.heads }), || format!("Written to {}.", path.display()))
}

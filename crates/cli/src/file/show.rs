//! `offstage file show`.

use api::question::OfFile;
use model::row::{FileShow, VersionRow};
use transport::Fault;

use super::words;
use crate::print::short;
use crate::talk::Talk;
use crate::times::{Zones, lifted};

pub(super) fn show(name: &str, talk: &mut Talk) -> Result<(), Fault> {
    let file = talk.file(name)?;
    let show: FileShow = talk.ask("file.show", &OfFile { file })?;
    let zones = Zones::ask(talk)?;
    talk.print.answer(&lifted(zones.written(&show)?), || {
        let row = &show.row;
        let mut out = format!("{} ({})\n{}", row.name, short(&row.file), words(row));
        if let Some(at) = row.due_at {
            out.push_str(&format!(", due {}", zones.iso(at, &row.event)));
        }
        let owed_by: Vec<&str> = row.assigned_to.iter().map(|named| named.name.as_str()).collect();
        if !owed_by.is_empty() {
            out.push_str(&format!(", owed by {}", owed_by.join(" and ")));
        }
        out.push('\n');
        if !show.description.is_empty() {
            out.push_str(&format!("\n{}\n", show.description));
        }
        for criterion in &show.criteria {
            out.push_str(&format!("- {}\n", criterion.text));
        }
        for version in &show.versions {
            out.push_str(&one(version, |at| zones.iso(at, &row.event)));
        }
        out
    })
}

fn one(version: &VersionRow, iso: impl Fn(i64) -> String) -> String {
    let mut out = format!("\n{}  {}  {} by {}", version.label, version.status_words, iso(version.made_at), version.by);
    if !version.note.is_empty() {
        out.push_str(&format!("  “{}”", version.note));
    }
    out.push('\n');
    for format in &version.formats {
        out.push_str(&format!("  {} ({} bytes, {})\n", format.name, format.size, short(&format.hash)));
    }
    for review in version.reviews.iter().filter(|review| review.answer.is_some()) {
        let said =
            serde_json::to_value(review.answer).ok().and_then(|said| said.as_str().map(|said| said.replace('_', " ")));
        out.push_str(&format!("  {}: {}", review.name, said.unwrap_or_default()));
        if !review.reason.is_empty() {
            out.push_str(&format!(" ({})", review.reason));
        }
        out.push('\n');
    }
    for comment in &version.comments {
        let state = if comment.resolved { ", resolved" } else { "" };
        out.push_str(&format!("  {} {}{state}: {}\n", short(&comment.comment), comment.by, comment.body));
    }
    out
}

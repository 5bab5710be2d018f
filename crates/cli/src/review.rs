//! `offstage review`: answering as a reviewer.

use clap::{Args, ValueEnum};
use model::op::Answer;
use model::row::{Reviewed, Status};
use transport::Fault;

use crate::talk::Talk;

/// Answers a version as a reviewer.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: offstage review \"Rigging plot\" request-changes --reason \"Point 4 is over the limit\""
)]
pub(crate) struct Review {
    /// On what.
    file: String,
    /// What you say.
    answer: Say,
    /// On which version; left out: the latest.
    #[arg(long, value_name = "N")]
    version: Option<String>,
    /// Why; wanted for changes unless a comment is open.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Say {
    Approve,
    RequestChanges,
    Withdraw,
}

pub(crate) fn run(said: Review, talk: &mut Talk) -> Result<(), Fault> {
    let file = talk.file(&said.file)?;
    let version = talk.version(file, said.version.as_deref())?;
    let answer = match said.answer {
        Say::Approve => Answer::Approved,
        Say::RequestChanges => Answer::ChangesRequested,
        Say::Withdraw => Answer::Withdrawn,
    };
    let reviewed: Reviewed =
        talk.ask("review", &model::command::Review { file, version, answer, reason: said.reason })?;
    talk.print.answer(&reviewed, || format!("Now: {}.", status_words(reviewed.status)))
}

pub(crate) fn status_words(status: Status) -> &'static str {
    match status {
        Status::Incomplete => "not delivered",
        Status::NoStatus => "delivered, nobody is asked to review",
        Status::ChangesRequested => "changes requested",
        Status::Approved => "approved",
        Status::AwaitingApproval => "awaiting approval",
    }
}

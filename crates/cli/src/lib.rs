//! The command line: everything that the window can do, for scripts and servers.
//!
//! [`words`] is what can be said. Each noun has a file with its verbs, whose remarks are the help text; a verb makes one call of the
//! `api` (or a few) through [`talk`] and prints the answer with [`print`]. [`reach`] decides how the home is reached: through the local
//! socket when a window or `offstage serve` has it open, otherwise by opening it here.
//!
//! Deliberately absent: rules. What may be done is decided in the core, and what it answers is passed on.

mod call;
mod comment;
mod crew;
mod deliver;
mod deliverable;
mod document;
mod event;
mod file;
mod folder;
mod grant;
mod look;
mod page;
mod person;
mod print;
mod progress;
mod reach;
mod review;
mod reviewer;
mod scope;
mod serve;
mod talk;
mod this_device;
mod times;
mod words;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use transport::{Fault, FaultKind};

use crate::print::Print;
use crate::talk::Talk;
use crate::words::{Noun, Said};

/// Reads the command line, does what it says, and answers with the exit status: 0 done, 1 failed, 2 used wrongly, 3 refused.
#[must_use]
pub fn main() -> ExitCode {
    // Before anything else: this program may have been started only to draw a foreign file.
    if std::env::args_os().nth(1).is_some_and(|verb| verb == preview::CHILD_VERB) {
        return preview::child_main();
    }
    let said = match Said::try_parse() {
        Ok(said) => said,
        Err(error) => {
            // Help and the version are answers, everything else was used wrongly. A closed pipe changes neither.
            let _ = error.print();
            return ExitCode::from(u8::from(error.use_stderr()) * 2);
        }
    };
    let print = Print::new(said.json);
    match run(said, &print) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            print.fault(&fault);
            ExitCode::from(match fault.kind {
                FaultKind::Failed => 1,
                FaultKind::UsedWrongly => 2,
                FaultKind::Refused => 3,
            })
        }
    }
}

fn run(said: Said, print: &Print) -> Result<(), Fault> {
    let Said { home, event, json: _, noun } = said;
    if let Noun::Completions { shell } = noun {
        // Into memory first: a pipe that closes early is no reason to panic.
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Said::command(), "offstage", &mut script);
        let _ = std::io::stdout().lock().write_all(&script);
        return Ok(());
    }
    let home = match home.or_else(transport::default_home) {
        Some(home) => home,
        None => return Err(Fault::used_wrongly("no_home", "There is no home folder here. Name one with --home.")),
    };
    if let Noun::Serve(serve) = noun {
        return serve::run(&serve, &home);
    }
    if let Noun::Check(check) = &noun
        && check.repair
    {
        reach::rescue_damaged(&home)?;
    }
    let talk = &mut Talk::begin(&home, event, print)?;
    let done = match noun {
        Noun::Init(init) => this_device::init(init, talk),
        Noun::Whoami => this_device::whoami(talk),
        Noun::Settings { verb } => this_device::settings(verb, talk),
        Noun::Check(check) => this_device::check(&check, talk),
        Noun::Event { verb } => event::run(verb, talk),
        Noun::Area { verb } => scope::area(verb, talk),
        Noun::Collaborator { verb } => scope::collaborator(verb, talk),
        Noun::Crew { verb } => crew::run(verb, talk),
        Noun::Person { verb } => person::run(verb, talk),
        Noun::Grant { verb } => grant::run(verb, talk),
        Noun::Folder { verb } => folder::run(verb, talk),
        Noun::File { verb } => file::run(verb, talk),
        Noun::Deliverable { verb } => deliverable::run(verb, talk),
        Noun::Deliver(deliver) => deliver::deliver(deliver, talk),
        Noun::Undo { verb } => deliver::undo(&verb, talk),
        Noun::Comment { verb } => comment::run(verb, talk),
        Noun::Reviewer { verb } => reviewer::run(verb, talk),
        Noun::Review(said) => review::run(said, talk),
        Noun::Log(log) => look::log(&log, talk),
        Noun::Dashboard(dashboard) => look::dashboard(&dashboard, talk),
        Noun::Search(search) => look::search(&search, talk),
        Noun::Document { verb } => document::run(verb, talk),
        Noun::Call(call) => call::run(&call, talk),
        Noun::Serve(_) | Noun::Completions { .. } => Ok(()),
    };
    talk.end();
    done
}

//! The shell: a window over the core, and nothing more.
//!
//! - [`opening`] opens the home, or says why it cannot be opened.
//! - [`bridge`] hands the page's calls to the `api`, and what the device tells to the page.
//! - [`drops`] takes files that are dropped; [`files`] those that are chosen or pasted. Their paths stay here: the page gets tokens.
//! - [`pictures`] answers `offstage://localhost/picture/…`.
//!
//! Deliberately absent: rules, rows, words that belong to a screen.

mod bridge;
mod drops;
mod files;
mod opening;
mod pictures;
mod shell;
#[cfg(test)]
mod tests;

use std::io::Write as _;
use std::process::ExitCode;

use tauri::{Manager as _, RunEvent};

use crate::shell::Shell;

const HELP: &str = "The window of Offstage.\n\nUsage: offstage-desktop [--version] [--help]\n\n\
    The folder with this device's data is OFFSTAGE_HOME, or the platform's data folder.\n\
    Scripts and servers use the command line, `offstage`.";

/// Opens the window and stays until it is closed.
#[must_use]
pub fn main() -> ExitCode {
    // Before anything else: this program may have been started only to draw a foreign file.
    let mut words = std::env::args_os().skip(1);
    match words.next() {
        Some(verb) if verb == preview::CHILD_VERB => return preview::child_main(),
        Some(word) if word == "--version" => return say(&format!("offstage-desktop {}", env!("CARGO_PKG_VERSION"))),
        Some(word) if word == "--help" || word == "-h" => return say(HELP),
        _ => {}
    }
    let filter = tracing_subscriber::EnvFilter::try_from_env("OFFSTAGE_LOG");
    let filter = filter.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match open() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the window could not be opened");
            ExitCode::FAILURE
        }
    }
}

fn say(words: &str) -> ExitCode {
    // A reader that has gone away wants no more.
    let _ = writeln!(std::io::stdout().lock(), "{words}");
    ExitCode::SUCCESS
}

fn open() -> tauri::Result<()> {
    let app = tauri::Builder::default()
        // First: a second start for the same home must end before it opens anything.
        .plugin(opening::single())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .plugin(tauri_plugin_dialog::init())
        .register_asynchronous_uri_scheme_protocol(pictures::SCHEME, pictures::answer)
        .on_window_event(drops::on_window_event)
        .invoke_handler(tauri::generate_handler![bridge::call, files::pick_files, files::paste_files, files::save_file])
        .setup(|app| {
            opening::open(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if let RunEvent::Exit = event
            && let Some(shell) = app.try_state::<Shell>()
        {
            shell.close();
        }
    });
    Ok(())
}

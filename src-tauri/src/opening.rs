//! Opening the home and the window, or saying why that cannot be.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::path::Path;
use std::sync::Arc;

use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager as _, WebviewWindowBuilder, Wry};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogButtons, MessageDialogKind};
use transport::{OpenDevice, OpenFailure};

use crate::bridge;
use crate::shell::Shell;

/// The label of the one window.
pub(crate) const WINDOW: &str = "main";

/// A second start brings the window to the front and ends. Each home may have a window of its own.
pub(crate) fn single() -> TauriPlugin<Wry> {
    let mut single = tauri_plugin_single_instance::Builder::new().callback(|app, _words, _folder| to_front(app));
    if let Some(home) = std::env::var_os("OFFSTAGE_HOME") {
        let mut name = DefaultHasher::new();
        Path::new(&home).canonicalize().unwrap_or_else(|_| home.clone().into()).hash(&mut name);
        single = single.dbus_id(format!("app.offstage.desktop.h{:016x}", name.finish()));
    }
    single.build()
}

fn to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        // Each is a wish to the window manager; one that is not granted changes nothing.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Opens the home and shows the window; otherwise says what is the matter and ends.
pub(crate) fn open(app: &AppHandle) {
    let Some(home) = transport::default_home() else {
        last_words(app, "There is no home folder here. Set OFFSTAGE_HOME to a folder for this device's data.");
        return;
    };
    match OpenDevice::open(&home) {
        Ok(device) => show(app, device),
        Err(OpenFailure::Damaged(words)) => offer_rescue(app, &words, home),
        Err(failure) => last_words(app, &failure.to_string()),
    }
}

fn show(app: &AppHandle, device: OpenDevice) {
    let device = Arc::new(device);
    bridge::pass_on_notices(app, device.as_ref());
    app.manage(Shell::new(device));
    let window = app.config().app.windows.iter().find(|window| window.label == WINDOW);
    let built =
        window.map(|window| WebviewWindowBuilder::from_config(app, window).and_then(WebviewWindowBuilder::build));
    if !matches!(built, Some(Ok(_))) {
        tracing::error!(?built, "the window could not be made");
        app.exit(1);
    }
}

/// Says what is the matter; the program ends when that has been read.
fn last_words(app: &AppHandle, words: &str) {
    tracing::error!("{words}");
    let ended = app.clone();
    app.dialog()
        .message(words)
        .title("Offstage cannot open")
        .kind(MessageDialogKind::Error)
        .buttons(MessageDialogButtons::OkCustom("Quit".to_owned()))
        .show(move |_| ended.exit(1));
}

/// A damaged home can be made anew from what can still be read. The person decides.
fn offer_rescue(app: &AppHandle, words: &str, home: std::path::PathBuf) {
    tracing::error!("{words}");
    let answered = app.clone();
    app.dialog()
        .message(format!("{words}\n\nRebuild it now? The damaged database is kept."))
        .title("Offstage cannot open")
        .kind(MessageDialogKind::Warning)
        .buttons(MessageDialogButtons::OkCancelCustom("Rebuild".to_owned(), "Quit".to_owned()))
        .show(move |rebuild| {
            if !rebuild {
                answered.exit(1);
                return;
            }
            // Reading a large home anew takes a while; the dialog's thread must not be kept.
            std::thread::spawn(move || match OpenDevice::rescue(&home) {
                Ok(device) => {
                    let app = answered.clone();
                    let shown = answered.run_on_main_thread(move || show(&app, device));
                    if let Err(error) = shown {
                        tracing::error!(%error, "the window could not be made");
                        answered.exit(1);
                    }
                }
                Err(failure) => last_words(&answered, &failure.to_string()),
            });
        });
}

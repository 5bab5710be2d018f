//! Files that are chosen in a dialog or pasted, and copies that are saved. Every path stays here.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Value, json};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::{DialogExt as _, FilePath};
use transport::{Caller, Device as _, Fault};

use crate::bridge::{aside, tokens};
use crate::shell::Shell;

/// A copy that was saved: the page is told its name, not its place.
#[derive(Debug, Serialize)]
pub(crate) struct SavedCopy {
    path: String,
}

/// Lets a person choose files or folders; answers a token for each, none when they thought better of it.
#[tauri::command]
pub(crate) async fn pick_files(
    app: AppHandle,
    shell: State<'_, Shell>,
    multiple: bool,
    folder: bool,
) -> Result<Vec<String>, Fault> {
    let device = shell.device();
    let dialog = app.dialog().file();
    aside(move || {
        let one = |path: FilePath| vec![path];
        let chosen = match (folder, multiple) {
            (true, true) => dialog.blocking_pick_folders(),
            (true, false) => dialog.blocking_pick_folder().map(one),
            (false, true) => dialog.blocking_pick_files(),
            (false, false) => dialog.blocking_pick_file().map(one),
        };
        let paths = chosen.unwrap_or_default().into_iter().filter_map(|path| path.into_path().ok()).collect();
        tokens(&device, paths)
    })
    .await?
}

/// Files that were copied in a file manager; answers a token for each, none when something else was copied.
#[tauri::command]
pub(crate) async fn paste_files(app: AppHandle, shell: State<'_, Shell>) -> Result<Vec<String>, Fault> {
    let device = shell.device();
    let copied = clipboard::files(&app)?;
    aside(move || {
        // A file manager that has gone away never answers.
        let paths = copied.recv_timeout(std::time::Duration::from_secs(2)).unwrap_or_default();
        tokens(&device, paths)
    })
    .await?
}

/// Saves a copy where a person says; nothing when they thought better of it.
#[tauri::command]
pub(crate) async fn save_file(
    app: AppHandle,
    shell: State<'_, Shell>,
    suggest: String,
    file: String,
    version: Option<String>,
    format: Option<String>,
) -> Result<Option<SavedCopy>, Fault> {
    let device = shell.device();
    let dialog = app.dialog().file().set_file_name(suggest);
    aside(move || {
        let Some(to) = dialog.blocking_save_file().and_then(|path| path.into_path().ok()) else { return Ok(None) };
        let Some(text) = to.to_str() else {
            return Err(Fault::failed("bad_name", "That place's name is not valid Unicode. Choose another."));
        };
        let ask = json!({ "file": file, "version": version, "format": format, "to": text });
        // The dialog has asked before writing over a file; the shell, not the page, names the place.
        let _: Value = device.call(Caller::Script { folder: PathBuf::from("/") }, "file.save", ask)?;
        Ok(Some(SavedCopy { path: name(&to) }))
    })
    .await?
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The clipboard as file managers fill it: `text/uri-list`.
#[cfg(target_os = "linux")]
mod clipboard {
    use std::path::PathBuf;
    use std::sync::mpsc::{Receiver, channel};

    use gtk::gdk::SELECTION_CLIPBOARD;
    use gtk::glib;
    use tauri::AppHandle;
    use transport::Fault;

    /// Asks for the files. GTK answers in the window's own thread, later.
    pub(super) fn files(app: &AppHandle) -> Result<Receiver<Vec<PathBuf>>, Fault> {
        let (send, receive) = channel();
        let asked = app.run_on_main_thread(move || {
            gtk::Clipboard::get(&SELECTION_CLIPBOARD).request_uris(move |_, uris| {
                let paths = uris.iter().filter_map(|uri| glib::filename_from_uri(uri).ok()).map(|(path, _host)| path);
                // Nobody waits any more when the answer came too late.
                let _ = send.send(paths.collect());
            });
        });
        asked.map_err(|error| Fault::failed("clipboard", format!("The clipboard cannot be read: {error}.")))?;
        Ok(receive)
    }
}

/// Elsewhere the clipboard's files are not read yet; the dialog and the drop are.
#[cfg(not(target_os = "linux"))]
mod clipboard {
    use std::path::PathBuf;
    use std::sync::mpsc::{Receiver, channel};

    use tauri::AppHandle;
    use transport::Fault;

    pub(super) fn files(_app: &AppHandle) -> Result<Receiver<Vec<PathBuf>>, Fault> {
        Ok(channel().1)
    }
}

//! The page's calls, and what the page is told.

use std::sync::Arc;

use serde_json::Value;
use tauri::{AppHandle, Emitter as _, State};
use transport::{Caller, Device, Fault, OpenDevice};

use crate::opening::WINDOW;
use crate::shell::Shell;

/// One call of the `api`.
#[tauri::command]
pub(crate) async fn call(shell: State<'_, Shell>, name: String, ask: Value) -> Result<Value, Fault> {
    let device = shell.device();
    aside(move || device.call(Caller::Page, &name, ask)).await?
}

/// Does something that may wait for the disk, on a thread that may.
pub(crate) async fn aside<T: Send + 'static>(act: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    tauri::async_runtime::spawn_blocking(act).await.map_err(|error| {
        tracing::error!(%error, "a call ended without an answer");
        Fault::failed("bug", "Offstage made a mistake and could not answer. Nothing was changed by halves; try again.")
    })
}

/// The token for each file that the page is offered.
pub(crate) fn tokens(device: &Arc<OpenDevice>, paths: Vec<std::path::PathBuf>) -> Result<Vec<String>, Fault> {
    paths.into_iter().map(|path| device.take_in_hand(path)).collect()
}

/// Passes everything that the device tells to the page, until the device is closed.
pub(crate) fn pass_on_notices(app: &AppHandle, device: &dyn Device) {
    let told = device.notices();
    let app = app.clone();
    std::thread::spawn(move || {
        for notice in told {
            if let Err(error) = app.emit_to(WINDOW, "notice", &notice) {
                tracing::warn!(%error, "the page could not be told");
            }
        }
    });
}

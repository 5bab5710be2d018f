//! The shell: a Tauri window over the core.

/// Opens the window and stays until it is closed.
pub fn run() {
    let built = tauri::Builder::default().run(tauri::generate_context!());
    if let Err(error) = built {
        tracing::error!(%error, "the window could not be opened");
    }
}

//! What the window holds while it is open.

use std::sync::{Arc, Mutex, PoisonError};

use transport::OpenDevice;

/// The device, and the ways to it that the shell keeps open.
pub(crate) struct Shell {
    device: Arc<OpenDevice>,
    #[cfg(unix)]
    line: Mutex<Option<transport::Listening>>,
    /// Names of the files that hover over the page, for its hint.
    pub(crate) hovering: Mutex<Vec<String>>,
}

impl Shell {
    /// Around a device that has just been opened; from now on the command line reaches it too.
    pub(crate) fn new(device: Arc<OpenDevice>) -> Self {
        Self {
            #[cfg(unix)]
            line: Mutex::new(listen(&device)),
            device,
            hovering: Mutex::default(),
        }
    }

    pub(crate) fn device(&self) -> Arc<OpenDevice> {
        Arc::clone(&self.device)
    }

    /// Lets what is under way end, and the home go. Work that can be cancelled is: nothing of it was acknowledged.
    pub(crate) fn close(&self) {
        #[cfg(unix)]
        if let Some(line) = self.line.lock().unwrap_or_else(PoisonError::into_inner).take() {
            tauri::async_runtime::block_on(line.stop());
        }
        self.device.close();
    }
}

/// Without the socket the window works all the same; only the command line has to wait.
#[cfg(unix)]
fn listen(device: &Arc<OpenDevice>) -> Option<transport::Listening> {
    use transport::Device as _;
    let home = device.home().to_path_buf();
    let listening = tauri::async_runtime::block_on(transport::Line::listen(device.clone(), &home));
    listening.inspect_err(|error| tracing::warn!(%error, "the command line cannot reach this window")).ok()
}

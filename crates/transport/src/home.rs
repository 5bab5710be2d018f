//! Where this device's data is, unless somebody says otherwise.

use std::path::PathBuf;

/// The home: `OFFSTAGE_HOME`, or a folder of our own where the platform keeps programs' data. Nothing when neither is known.
///
/// The window and the command line must find the same one.
#[must_use]
pub fn default_home() -> Option<PathBuf> {
    let said = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(home) = said("OFFSTAGE_HOME") {
        return Some(home);
    }
    if cfg!(target_os = "macos") {
        Some(said("HOME")?.join("Library/Application Support/Offstage"))
    } else if cfg!(windows) {
        Some(said("APPDATA")?.join("Offstage"))
    } else {
        // The base directory specification: a relative path counts as none.
        let data = said("XDG_DATA_HOME").filter(|path| path.is_absolute());
        Some(data.or_else(|| Some(said("HOME")?.join(".local/share")))?.join("offstage"))
    }
}

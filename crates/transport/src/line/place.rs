//! Where a home's socket lies.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;

/// The longest path that every Unix takes for a socket, with room for the end mark (104 on macOS, 108 on Linux).
const PATH_MAX: usize = 103;
const NAME: &str = "line.sock";

/// The path of the socket for this home: inside it or, where that path would be too long for a socket, in the user's own runtime folder
/// under a name made from the home's.
#[must_use]
pub fn place(home: &Path) -> PathBuf {
    let whole = home.canonicalize().unwrap_or_else(|_| home.to_path_buf());
    let inside = whole.join(NAME);
    if inside.as_os_str().len() <= PATH_MAX {
        return inside;
    }
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_absolute());
    outside(&whole, &runtime.unwrap_or_else(std::env::temp_dir))
}

fn outside(home: &Path, folder: &Path) -> PathBuf {
    let hash = blake3::hash(home.as_os_str().as_bytes());
    let (short, _) = hash.as_bytes().split_at(12);
    folder.join(format!("offstage-{}.sock", HEXLOWER.encode(short)))
}

#[cfg(test)]
mod tests {
    use super::{PATH_MAX, place};
    use std::path::Path;

    #[test]
    fn a_short_home_has_its_socket_inside() {
        assert_eq!(place(Path::new("/somewhere/short")), Path::new("/somewhere/short/line.sock"));
    }

    #[test]
    fn a_long_home_has_a_short_socket_of_its_own() {
        let long = format!("/somewhere/{}", "ü".repeat(100));
        let one = place(Path::new(&long));
        let other = place(Path::new(&format!("{long}x")));
        assert!(one.as_os_str().len() <= PATH_MAX, "{}", one.display());
        assert_ne!(one, other);
        assert_eq!(one, place(Path::new(&long)), "both sides must find the same");
    }
}

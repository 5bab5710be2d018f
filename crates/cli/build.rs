//! Builds the page into the program, so that `offstage serve` works from the program alone.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let page = here.join("../../ui/dist");
    // Cargo looks into the folder; a folder that is not there yet is looked for at every build, which costs nothing.
    println!("cargo:rerun-if-changed={}", page.display());
    println!("cargo:rerun-if-changed=build.rs");
    // A copy: the page may be built again while the program is being compiled.
    let copy = out.join("page");
    match fs::remove_dir_all(&copy) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut files = Vec::new();
    if page.join("index.html").is_file() {
        take(&page, &copy, "", &mut files)?;
        files.sort();
    } else {
        println!("cargo:warning=the page is not built (ui/dist): `offstage serve` will say so in its place");
    }
    let mut list = String::from("&[\n");
    for path in files {
        let line = format!("    Asset {{ path: {path:?}, bytes: include_bytes!({:?}) }},", copy.join(&path));
        writeln!(list, "{line}").map_err(io::Error::other)?;
    }
    list.push_str("]\n");
    fs::write(out.join("page.rs"), list)
}

/// Copies a folder and notes each file's path below the page's address.
fn take(from: &Path, to: &Path, below: &str, files: &mut Vec<String>) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        if entry.path().is_dir() {
            take(&entry.path(), &to.join(&name), &path, files)?;
        } else {
            fs::copy(entry.path(), to.join(&name))?;
            files.push(path);
        }
    }
    Ok(())
}

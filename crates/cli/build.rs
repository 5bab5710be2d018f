//! Builds the page into the program, so that `offstage serve` works from the program alone.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let page = here.join("../../ui/dist");
    // Cargo looks into the folder; a folder that is not there yet is looked for at every build, which costs nothing.
    println!("cargo:rerun-if-changed={}", page.display());
    println!("cargo:rerun-if-changed=build.rs");
    let mut files = Vec::new();
    if page.is_dir() {
        walk(&page, &page, &mut files)?;
        files.sort();
    } else {
        println!("cargo:warning=the page is not built (ui/dist): `offstage serve` will say so in its place");
    }
    let mut out = String::from("&[\n");
    for (path, whole) in files {
        let line = writeln!(out, "    Asset {{ path: {path:?}, bytes: include_bytes!({whole:?}) }},");
        line.map_err(io::Error::other)?;
    }
    out.push_str("]\n");
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("page.rs"), out)
}

fn walk(top: &Path, folder: &Path, files: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let whole = entry?.path().canonicalize()?;
        if whole.is_dir() {
            walk(top, &whole, files)?;
        } else if let Ok(path) = whole.strip_prefix(top.canonicalize()?) {
            files.push((path.to_string_lossy().replace('\\', "/"), whole.to_string_lossy().into_owned()));
        }
    }
    Ok(())
}

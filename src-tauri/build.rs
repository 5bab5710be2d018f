//! Tells Tauri where its pieces are, because the desktop package's manifest is the workspace's.
fn main() {
    // The page is built into the program; Tauri itself does not notice when it changes.
    println!("cargo:rerun-if-changed=ui/dist");
    let attributes = tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
        std::process::exit(1);
    }
}

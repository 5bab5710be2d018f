use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{packages_are_fresh, page_is_fresh};

/// An empty folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("offstage-xtask-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file that was changed so many seconds after the first of all.
    fn write(&self, name: &str, second: u64) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, name).unwrap();
        self.change(name, second);
    }

    fn change(&self, name: &str, second: u64) {
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + second);
        File::open(self.0.join(name)).unwrap().set_modified(at).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn page(name: &str) -> Folder {
    let ui = Folder::new(name);
    ui.write("index.html", 1);
    ui.write("src/screens/Home.svelte", 1);
    ui.write("dist/index.html", 10);
    for folder in ["src/screens", "src"] {
        ui.change(folder, 1);
    }
    ui
}

#[test]
fn a_page_older_than_its_build_is_fresh() {
    let ui = page("fresh");
    assert!(page_is_fresh(&ui.0).unwrap());
}

#[test]
fn a_changed_source_deep_down_asks_for_a_build() {
    let ui = page("deep");
    ui.change("src/screens/Home.svelte", 11);
    assert!(!page_is_fresh(&ui.0).unwrap());
}

#[test]
fn a_removed_source_asks_for_a_build() {
    let ui = page("removed");
    fs::remove_file(ui.0.join("src/screens/Home.svelte")).unwrap();
    assert!(!page_is_fresh(&ui.0).unwrap());
}

#[test]
fn what_tests_leave_behind_does_not_ask_for_a_build() {
    let ui = page("left");
    ui.write("test-results/shot.png", 20);
    ui.write("node_modules/a/index.js", 20);
    assert!(page_is_fresh(&ui.0).unwrap());
}

#[test]
fn a_page_that_was_never_built_is_not_fresh() {
    let ui = page("never");
    fs::remove_dir_all(ui.0.join("dist")).unwrap();
    assert!(!page_is_fresh(&ui.0).unwrap());
}

#[test]
fn packages_are_stale_once_the_lock_file_changes() {
    let ui = Folder::new("packages");
    let installed = |ui: &Folder| -> bool {
        let at = |name: &str| -> PathBuf { Path::new(&ui.0).join(name) };
        packages_are_fresh(&at("package-lock.json"), &at("node_modules/.package-lock.json")).unwrap()
    };
    ui.write("package-lock.json", 5);
    assert!(!installed(&ui));
    ui.write("node_modules/.package-lock.json", 10);
    assert!(installed(&ui));
    ui.change("package-lock.json", 60);
    assert!(!installed(&ui));
}

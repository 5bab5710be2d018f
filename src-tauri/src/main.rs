//! The window of Offstage.
fn main() {
    offstage_desktop::run();
}

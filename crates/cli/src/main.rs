//! `offstage`.
fn main() {}

//! Prints the page's types.
#![allow(clippy::print_stdout, reason = "that is its job")]
fn main() {
    print!("{}", offstage_api::typescript::wire());
}

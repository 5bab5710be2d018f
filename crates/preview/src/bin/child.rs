//! The child of the drawer and nothing else, so that tests can start it without the product.
use std::process::ExitCode;

fn main() -> ExitCode {
    offstage_preview::child_main()
}

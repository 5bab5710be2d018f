//! The window of Offstage.

use std::process::ExitCode;

fn main() -> ExitCode {
    offstage_desktop::main()
}

//! `offstage`: the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    offstage_cli::main()
}

//! `offstage call`: any command or question by name.

use std::io::Read as _;

use clap::Args;
use serde_json::Value;
use transport::Fault;

use crate::talk::Talk;

/// Makes any call of the program by its name; what it asks and answers stands in `ui/src/wire/wire.ts`.
#[derive(Debug, Args)]
#[command(after_help = "Example: offstage call event.list '{}'")]
pub(crate) struct Call {
    /// Which.
    name: String,
    /// Its arguments; `-` reads them from standard input.
    #[arg(default_value = "{}", value_name = "JSON")]
    ask: String,
}

pub(crate) fn run(call: &Call, talk: &mut Talk) -> Result<(), Fault> {
    let text = if call.ask == "-" {
        let mut text = String::new();
        let read = std::io::stdin().read_to_string(&mut text);
        read.map_err(|error| Fault::used_wrongly("bad_shape", format!("Standard input cannot be read: {error}.")))?;
        text
    } else {
        call.ask.clone()
    };
    let ask: Value = serde_json::from_str(&text)
        .map_err(|error| Fault::used_wrongly("bad_shape", format!("The arguments are not JSON: {error}.")))?;
    let answer = talk.raw(&call.name, ask)?;
    talk.print.answer(&answer, || serde_json::to_string_pretty(&answer).unwrap_or_default())
}

//! `offstage init`, `whoami`, `settings` and `check`: what concerns this device alone.

use api::question::{CheckAsk, Nothing, Setting, SettingAsk, SettingSet};
use clap::{Args, Subcommand};
use model::row::{Checked, Whoami};
use serde_json::json;
use transport::Fault;

use crate::print::short;
use crate::talk::Talk;

/// Sets this device up: says who you are.
#[derive(Debug, Args)]
#[command(after_help = "Example: offstage init --name \"Ana Ruiz\" --device \"Ana's laptop\"")]
pub(crate) struct Init {
    /// How you are called.
    #[arg(long)]
    name: String,
    /// How this device is called; left out: the computer's name.
    #[arg(long)]
    device: Option<String>,
}

/// Settings of this device.
#[derive(Debug, Subcommand)]
pub(crate) enum SettingsVerb {
    /// Shows a setting.
    #[command(after_help = "Example: offstage settings get theme")]
    Get {
        /// Which.
        key: String,
    },
    /// Sets a setting, or takes it away.
    #[command(after_help = "Example: offstage settings set theme backstage")]
    Set {
        /// Which.
        key: String,
        /// To what; left out: as if it had never been set.
        value: Option<String>,
    },
}

/// Checks what is kept on this device.
#[derive(Debug, Args)]
#[command(after_help = "Example: offstage check --read-data")]
pub(crate) struct Check {
    /// Reads every file again.
    #[arg(long)]
    read_data: bool,
    /// Reads this part of the files again, such as 5%.
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    read_data_subset: Option<u32>,
    /// Makes every document and row anew from the operations and compares.
    #[arg(long)]
    rebuild: bool,
    /// Mends what can be mended, a damaged database too.
    #[arg(long)]
    pub(crate) repair: bool,
}

fn percent(text: &str) -> Result<u32, String> {
    let number = text.trim_end_matches('%').parse::<u32>().ok().filter(|number| (1..=100).contains(number));
    number.ok_or_else(|| "a part is between 1% and 100%".to_owned())
}

pub(crate) fn init(init: Init, talk: &mut Talk) -> Result<(), Fault> {
    let ask = api::question::Init { name: init.name, device: init.device };
    let me: Whoami = talk.ask("init", &ask)?;
    talk.print.answer(&me, || format!("Welcome, {}. This device is “{}”.", me.name, me.device_name))
}

pub(crate) fn whoami(talk: &mut Talk) -> Result<(), Fault> {
    let me: Whoami = talk.ask("whoami", &Nothing {})?;
    talk.print.answer(&me, || match (&me.person, &me.device) {
        (Some(person), Some(device)) => {
            format!(
                "{} ({}) with “{}” ({})\nData in {}",
                me.name,
                short(person),
                me.device_name,
                short(device),
                me.home
            )
        }
        _ => format!("Nobody yet: set this device up with `offstage init --name`.\nData in {}", me.home),
    })
}

pub(crate) fn settings(verb: SettingsVerb, talk: &mut Talk) -> Result<(), Fault> {
    match verb {
        SettingsVerb::Get { key } => {
            let setting: Setting = talk.ask("settings.get", &SettingAsk { key: key.clone() })?;
            let value = json!({ "key": key, "value": setting.value });
            talk.print.answer(&value, || setting.value.clone().unwrap_or_else(|| "not set".to_owned()))
        }
        SettingsVerb::Set { key, value } => {
            let about = json!({ "key": key, "value": value });
            talk.done("settings.set", &SettingSet { key, value }, &about, "Set.")
        }
    }
}

pub(crate) fn check(check: &Check, talk: &mut Talk) -> Result<(), Fault> {
    let ask = CheckAsk {
        read_data: check.read_data,
        read_data_subset: check.read_data_subset,
        rebuild: check.rebuild,
        repair: check.repair,
    };
    let checked: Checked = talk.ask("check", &ask)?;
    talk.print.answer(&checked, || {
        let mut words = format!(
            "{} operations, {} files checked, {} bytes read again",
            checked.operations, checked.files_checked, checked.bytes_read
        );
        for problem in &checked.problems {
            words.push_str(&format!("\n- {problem}"));
        }
        words
    })?;
    if checked.ok {
        Ok(())
    } else {
        Err(Fault::failed("problems", "Something is wrong with what is kept here; see above."))
    }
}

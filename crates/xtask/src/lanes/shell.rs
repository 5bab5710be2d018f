//! The real window: the desktop package's own tests, and journeys in the built program under a virtual display, driven through
//! WebKitWebDriver and a real drag source.

use anyhow::{Result, bail};

use super::{Tally, rust};
use crate::house::House;
use crate::process::{find, program};
use crate::setup::{self, Need};

/// Large enough for three panes.
const SCREEN: &str = "-screen 0 1440x1000x24";

pub fn run(house: &House, tally: &mut Tally) -> Result<()> {
    setup::machine(&[Need::Window])?;
    setup::built_page(house)?;
    house.cargo(["build", "--locked", "--workspace", "--bins"]).run()?;
    let own = if find("cargo-nextest").is_some() {
        rust::nextest(house).args(["--no-tests=pass", "--workspace", "-E", "package(offstage-desktop)"])
    } else {
        house.cargo(["test", "--locked", "-p", "offstage-desktop"])
    };
    tally.runner("desktop tests", &own)?;

    let journeys = house.root.join("tests/window/run.py");
    if !journeys.is_file() {
        bail!("tests/window/run.py is missing");
    }
    // Debian's own Python: another one on the search path would not see the bindings for GTK.
    let python = if cfg!(target_os = "linux") { "/usr/bin/python3" } else { "python3" };
    let window = program("xvfb-run")
        .args(["--auto-servernum", "--server-args", SCREEN, "dbus-run-session", "--", python])
        .arg(&journeys)
        .within(&house.root)
        .set("OFFSTAGE_BIN", house.built("debug", "offstage"))
        .set("OFFSTAGE_DESKTOP", house.built("debug", "offstage-desktop"));
    tally.runner("window journeys", &window.at_most_minutes(20))
}

//! Worlds of simulated devices: the saved plans, the fixed seeds, and as many fresh seeds as the time box allows.

use anyhow::Result;

use super::{Tally, rust};
use crate::house::House;
use crate::process::Program;
use crate::setup::{self, Need};

/// How long fresh seeds are tried when nothing else is said.
const SECONDS: &str = "60";

pub fn run(house: &House, tally: &mut Tally) -> Result<()> {
    setup::machine(&[Need::Build])?;
    // The command line carries the built page.
    setup::built_page(house)?;
    let seconds = std::env::var("OFFSTAGE_WORLD_SECONDS").unwrap_or_else(|_| SECONDS.to_owned());
    tally.runner("worlds", &worlds(house, &seconds))
}

/// The test package, with so many seconds for fresh seeds.
pub fn worlds(house: &House, seconds: &str) -> Program {
    rust::tests(house, "package(offstage-tests)", &["-p", "offstage-tests"]).set("OFFSTAGE_WORLD_SECONDS", seconds)
}

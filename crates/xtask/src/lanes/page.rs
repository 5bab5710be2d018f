//! The page: types, lint, its tests in a real browser, and whole journeys in that browser against `offstage serve`.

use anyhow::Result;

use super::Tally;
use crate::house::House;
use crate::setup::{self, Need};

pub fn run(house: &House, tally: &mut Tally) -> Result<()> {
    setup::machine(&[Need::Browser])?;
    setup::page::packages(house)?;
    tally.check("types", house.npm(["run", "check"]).run());
    tally.check("lint", house.npm(["run", "lint"]).run());
    tally.runner("page tests", &house.npm(["run", "test"]).at_most_minutes(20))?;

    setup::built_page(house)?;
    house.cargo(["build", "--locked", "--workspace", "--bins"]).run()?;
    let journeys = house.npm(["run", "journeys"]).set("OFFSTAGE_BIN", house.built("debug", "offstage"));
    tally.runner("page journeys", &journeys.at_most_minutes(20))
}

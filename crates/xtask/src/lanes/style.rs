//! What can be said about the code without running it.

use anyhow::Result;

use super::Tally;
use crate::house::House;
use crate::setup::{self, Need};
use crate::{arrows, bans, rules};

pub fn run(house: &House, tally: &mut Tally) -> Result<()> {
    tally.check("format", house.cargo(["fmt", "--all", "--check"]).run());
    tally.check("arrows", arrows::check(house));
    tally.check("deny", bans::check(house));
    setup::machine(&[Need::Build])?;
    tally.check("wire types", setup::wire::check(house));
    // The desktop package takes the built page in when it is compiled.
    setup::built_page(house)?;
    let clippy = house.cargo(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]);
    tally.check("clippy", clippy.run());
    if let Err(error) = rules::report(house) {
        println!("{error:#}");
    }
    Ok(())
}

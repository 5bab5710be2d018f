//! What a machine needs before our programs can be built, shown or tested. Every step looks first and does only what is missing.

use anyhow::{Result, bail};

use crate::house::House;
use crate::process::find;

pub mod page;
pub mod system;
pub mod wire;

/// What is about to be done, and so what must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Building the programs.
    Build,
    /// Building them, and testing the page in a browser.
    Browser,
    /// Building them, and testing the real window under a virtual display.
    Window,
}

/// Makes the machine ready: system packages, and Node for the page.
pub fn machine(needs: &[Need]) -> Result<()> {
    system::install(needs)?;
    for name in ["node", "npm"] {
        if find(name).is_none() {
            bail!(
                "{name} is not on the search path; the page needs Node 20 or newer (nodejs.org, or your distribution)"
            );
        }
    }
    Ok(())
}

/// Makes the page ready to be built into a program: npm packages and `ui/dist`.
pub fn built_page(house: &House) -> Result<()> {
    page::packages(house)?;
    page::build(house)
}

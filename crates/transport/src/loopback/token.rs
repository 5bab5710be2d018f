//! The secret of one run.

use std::{fmt, io};

use data_encoding::HEXLOWER;
use subtle::ConstantTimeEq;

/// 32 random bytes, in hexadecimal. It is not printed by accident.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A new one.
    pub(crate) fn draw() -> io::Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        Ok(Self(HEXLOWER.encode(&bytes)))
    }

    /// The text itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether it is this one; takes as long for a nearly right text as for a wrong one.
    pub(crate) fn is(&self, offered: &str) -> bool {
        self.0.as_bytes().ct_eq(offered.as_bytes()).into()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

//! Licence expressions (SPDX), as far as an allow-list needs them: AND, OR, WITH, parentheses, and the old `/` for OR.

use anyhow::{Result, bail};

/// Whether the allow-list satisfies a licence expression: of every OR one side, of every AND both.
/// A licence WITH an exception is one name, `Apache-2.0 WITH LLVM-exception`.
pub fn satisfied(expression: &str, allowed: &dyn Fn(&str) -> bool) -> Result<bool> {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reading = Reading { words: &words, allowed };
    let is_satisfied = reading.either()?;
    if !reading.words.is_empty() {
        bail!("`{expression}` is no licence expression");
    }
    Ok(is_satisfied)
}

struct Reading<'a> {
    words: &'a [&'a str],
    allowed: &'a dyn Fn(&str) -> bool,
}

impl<'a> Reading<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    fn take(&mut self, word: &str) -> bool {
        let is_next = self.words.first() == Some(&word);
        if is_next {
            self.next();
        }
        is_next
    }

    fn either(&mut self) -> Result<bool> {
        let mut any = self.both()?;
        while self.take("OR") {
            any |= self.both()?;
        }
        Ok(any)
    }

    fn both(&mut self) -> Result<bool> {
        let mut all = self.one()?;
        while self.take("AND") {
            all &= self.one()?;
        }
        Ok(all)
    }

    fn one(&mut self) -> Result<bool> {
        if self.take("(") {
            let inner = self.either()?;
            if !self.take(")") {
                bail!("a licence expression lacks its closing parenthesis");
            }
            return Ok(inner);
        }
        let name = match self.next() {
            Some(word) if !["OR", "AND", "WITH", ")"].contains(&word) => word.to_owned(),
            _ => bail!("a licence expression lacks a name"),
        };
        let name = match self.take("WITH") {
            true => format!("{name} WITH {}", self.next().unwrap_or_default()),
            false => name,
        };
        Ok((self.allowed)(&name))
    }
}

#[cfg(test)]
mod tests;

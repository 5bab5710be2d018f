//! What is printed: one JSON value for scripts, short tables for people.

use std::io::{self, IsTerminal as _, Write as _};

use serde::Serialize;
use serde_json::json;
use transport::Fault;

/// How to print.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Print {
    json: bool,
    colours: bool,
}

/// Rows of words under titles.
#[derive(Debug)]
pub(crate) struct Table {
    titles: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Print {
    pub(crate) fn new(json: bool) -> Self {
        let colours = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self { json, colours }
    }

    /// Whether a script listens.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Prints an answer: as JSON, or in words.
    pub(crate) fn answer(&self, value: &impl Serialize, words: impl FnOnce() -> String) -> Result<(), Fault> {
        if self.json {
            let text = serde_json::to_string(value).map_err(|error| Fault::failed("bug", error.to_string()))?;
            self.line(&text);
        } else {
            self.line(words().trim_end());
        }
        Ok(())
    }

    /// Prints a table, or what to say when there is nothing in it.
    pub(crate) fn table(
        &self,
        value: &impl Serialize,
        empty: &str,
        table: impl FnOnce() -> Table,
    ) -> Result<(), Fault> {
        self.answer(value, || {
            let table = table();
            if table.rows.is_empty() { empty.to_owned() } else { table.text(self.colours) }
        })
    }

    /// A whole line to standard output. A reader that has gone away wants no more.
    fn line(&self, text: &str) {
        let mut out = io::stdout().lock();
        let _ = writeln!(out, "{text}").and_then(|()| out.flush());
    }

    /// Says what went wrong, on standard error.
    pub(crate) fn fault(&self, fault: &Fault) {
        let mut err = io::stderr().lock();
        let _ = if self.json {
            writeln!(err, "{}", json!({ "error": fault }))
        } else {
            writeln!(err, "offstage: {}", fault.message)
        };
    }
}

impl Table {
    pub(crate) fn new<const N: usize>(titles: [&'static str; N]) -> Self {
        Self { titles: titles.to_vec(), rows: Vec::new() }
    }

    pub(crate) fn row<const N: usize>(&mut self, row: [String; N]) {
        self.rows.push(row.into_iter().map(|cell| one_line(&cell)).collect());
    }

    /// Makes a table from things.
    pub(crate) fn of<T, const N: usize>(
        titles: [&'static str; N],
        things: impl IntoIterator<Item = T>,
        row: impl Fn(T) -> [String; N],
    ) -> Self {
        let mut table = Self::new(titles);
        for thing in things {
            table.row(row(thing));
        }
        table
    }

    fn text(&self, colours: bool) -> String {
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
            cells.chain(self.titles.get(column).map(|title| title.len())).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.titles.len()).map(width).collect();
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let mut out = String::new();
            for (cell, width) in cells.zip(&widths) {
                out.push_str(&format!("{cell:<width$}  "));
            }
            out.trim_end().to_owned()
        };
        let titles = line(&mut self.titles.iter().copied());
        let mut out = if colours { format!("\x1b[1m{titles}\x1b[0m") } else { titles };
        for row in &self.rows {
            out.push('\n');
            out.push_str(&line(&mut row.iter().map(String::as_str)));
        }
        out
    }
}

/// Names come from others: in a terminal they must not move the cursor or look like another row.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// The beginning of an id: enough to name the thing by.
pub(crate) fn short(id: &impl ToString) -> String {
    id.to_string().chars().take(12).collect()
}

/// A mark for what is so, nothing for what is not.
pub(crate) fn mark(is_so: bool, word: &str) -> String {
    if is_so { word.to_owned() } else { String::new() }
}

//! Other programs: started from the root of the repository, shown to the person before they run, never through a shell.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;

use anyhow::{Context as _, Result, bail};

use crate::house::in_ci;

/// A program to start, with what it is given.
#[derive(Clone)]
pub struct Program {
    name: OsString,
    args: Vec<OsString>,
    folder: Option<PathBuf>,
    variables: Vec<(String, OsString)>,
}

/// What a program said and how it ended.
pub struct Said {
    /// Whether its exit status was 0.
    pub done: bool,
    /// Standard output and standard error, line by line as they came.
    pub text: String,
}

/// Starts the description of a run of `name`.
pub fn program(name: impl AsRef<OsStr>) -> Program {
    Program { name: name.as_ref().to_owned(), args: Vec::new(), folder: None, variables: Vec::new() }
}

impl Program {
    /// Adds one argument.
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.args.push(arg.as_ref().to_owned());
        self
    }

    /// Adds several arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(|a| a.as_ref().to_owned()));
        self
    }

    /// Chooses the folder to run in.
    pub fn within(mut self, folder: impl AsRef<Path>) -> Self {
        self.folder = Some(folder.as_ref().to_owned());
        self
    }

    /// Sets one environment variable.
    pub fn set(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.variables.push((name.to_owned(), value.as_ref().to_owned()));
        self
    }

    /// In continuous integration, stops it and what it started after so long: a browser that hangs must not take the whole run with
    /// it. A person at a terminal has Ctrl+C, which `timeout` would keep from its child.
    pub fn at_most_minutes(self, minutes: u32) -> Self {
        if in_ci() && find("timeout").is_some() { self.limited(minutes) } else { self }
    }

    fn limited(self, minutes: u32) -> Self {
        let limit = ["--kill-after=10".to_owned(), format!("{minutes}m")];
        let wrapped = program("timeout").args(limit).arg(&self.name).args(&self.args);
        Self { name: wrapped.name, args: wrapped.args, ..self }
    }

    /// The command as a person would type it; good enough to be copied, as our arguments carry no quotes.
    pub fn line(&self) -> String {
        let words = std::iter::once(&self.name).chain(&self.args).map(|w| {
            let word = w.to_string_lossy();
            if word.is_empty() || word.contains(char::is_whitespace) { format!("'{word}'") } else { word.into_owned() }
        });
        words.collect::<Vec<_>>().join(" ")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.name);
        command.args(&self.args);
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        command.envs(self.variables.iter().map(|(k, v)| (k, v)));
        command
    }

    /// Runs it in the person's own terminal and fails unless it ends well.
    pub fn run(&self) -> Result<()> {
        println!("» {}", self.line());
        let status = self.command().status().with_context(|| format!("cannot start {}", self.line()))?;
        if !status.success() {
            bail!("`{}` ended with {status}", self.line());
        }
        Ok(())
    }

    /// Runs it in the person's own terminal and answers its exit status; a program that was stopped by a signal counts as 1.
    pub fn status(&self) -> Result<i32> {
        println!("» {}", self.line());
        let status = self.command().status().with_context(|| format!("cannot start {}", self.line()))?;
        Ok(status.code().unwrap_or(1))
    }

    /// Whether it starts and ends well, without showing anything.
    pub fn succeeds(&self) -> bool {
        self.command()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|s| s.success())
    }

    /// Its standard output, without showing anything; fails with its standard error.
    pub fn capture(&self) -> Result<String> {
        let output =
            self.command().stdin(Stdio::null()).output().with_context(|| format!("cannot start {}", self.line()))?;
        if !output.status.success() {
            bail!(
                "`{}` ended with {}\n{}",
                self.line(),
                output.status,
                String::from_utf8_lossy(&output.stderr).trim_end()
            );
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Whatever it says on standard output, however it ends; nothing when it cannot be started.
    pub fn lenient_capture(&self) -> String {
        let output = self.command().stdin(Stdio::null()).output();
        output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default()
    }

    /// Runs it with its lines shown as they come and kept, so that the tests in them can be counted.
    pub fn tee(&self) -> Result<Said> {
        println!("» {}", self.line());
        let mut child = self
            .command()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", self.line()))?;
        let (lines, heard) = mpsc::channel();
        let mut readers = Vec::new();
        if let Some(out) = child.stdout.take() {
            readers.push(read_lines(out, lines.clone()));
        }
        if let Some(err) = child.stderr.take() {
            readers.push(read_lines(err, lines.clone()));
        }
        drop(lines);
        let mut text = String::new();
        let mut screen = std::io::stdout().lock();
        for line in heard {
            // A closed screen (`| head`) must not end a test run: what counts is what the program says.
            let _ = writeln!(screen, "{line}");
            text.push_str(&line);
            text.push('\n');
        }
        drop(screen);
        for reader in readers {
            let _ = reader.join();
        }
        let status = child.wait().with_context(|| format!("lost sight of {}", self.line()))?;
        Ok(Said { done: status.success(), text })
    }
}

fn read_lines(from: impl Read + Send + 'static, to: mpsc::Sender<String>) -> std::thread::JoinHandle<()> {
    std::thread::spawn(move || {
        for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned();
            if to.send(line).is_err() {
                return;
            }
        }
    })
}

/// Where `name` is found on the search path, if it is.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests;

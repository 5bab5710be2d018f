//! Starting the program and reading what it says.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// A home of its own, on a path with a space and an umlaut.
pub struct Home {
    folder: tempfile::TempDir,
}

/// What a command came to.
#[derive(Debug)]
pub struct Said {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// The answer of a command that must have worked.
    #[track_caller]
    pub fn answer(&self) -> Value {
        assert_eq!(self.status, 0, "{self:?}");
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The fault of a command that must not have worked, with this exit status and kind.
    #[track_caller]
    pub fn fault(&self, status: i32, kind: &str) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.out, "", "a command that does not work answers nothing");
        let error: Value = serde_json::from_str(&self.err).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        let error = error["error"].clone();
        assert_eq!(error["kind"], kind, "{error}");
        assert!(!error["message"].as_str().unwrap().is_empty() && error["facts"].is_object(), "{error}");
        error
    }
}

impl Home {
    pub fn empty() -> Self {
        Self { folder: tempfile::Builder::new().prefix("offstage bühne ").tempdir().unwrap() }
    }

    /// Set up for Ana, with an event.
    pub fn with_event() -> Self {
        let home = Self::empty();
        home.ask(&["init", "--name", "Ana Ruiz", "--device", "Ana's laptop"]).answer();
        let create = [
            "event",
            "create",
            "Harbour Nights",
            "--zone",
            "Europe/Berlin",
            "--from",
            "2027-06-10",
            "--to",
            "2027-06-13",
        ];
        home.ask(&[&create[..], &["--collaborator", "Tide Productions"]].concat()).answer();
        home
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A folder for files to deliver, beside the home.
    pub fn outside(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file to deliver.
    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.outside().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_offstage"));
        command.args(words).env("OFFSTAGE_HOME", self.path()).current_dir(self.outside()).stdin(Stdio::null());
        command
    }

    /// With `--json`.
    pub fn ask(&self, words: &[&str]) -> Said {
        self.say(&[&["--json"], words].concat())
    }

    /// As people type it.
    pub fn say(&self, words: &[&str]) -> Said {
        said(&self.command(words).output().unwrap())
    }

    pub fn serve(&self, words: &[&str]) -> Serving {
        let mut child =
            self.command(&[&["serve"], words].concat()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ready = match serde_json::from_str(&line) {
            Ok(ready) => ready,
            Err(error) => {
                let told = child.wait_with_output().unwrap();
                panic!("{error}: “{line}” {}", String::from_utf8_lossy(&told.stderr))
            }
        };
        Serving { child, ready }
    }
}

pub fn said(output: &Output) -> Said {
    Said {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

/// `offstage serve`, until it is dropped.
pub struct Serving {
    pub child: Child,
    pub ready: Value,
}

impl Serving {
    /// Asks it politely to end, and gives its exit status.
    pub fn stop(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

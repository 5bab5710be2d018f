//! What several test suites share: a device driven through the same `api` as the window.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "what tests are made of")]

pub mod clocked;

use api::{Api, ApiError, Caller};
use engine::Desk;
use model::decide::{Draft, Given};
use model::id::{DocumentId, EventId};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A device on a home of its own, in a folder that vanishes with it.
pub struct Device {
    /// Every call.
    pub api: Api,
    folder: TempDir,
}

impl Device {
    /// A device that has been set up for somebody.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let device = Self::bare();
        device.ok("init", json!({ "name": name, "device": "Test laptop" }));
        device
    }

    /// A device before its first start.
    #[must_use]
    pub fn bare() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let api = Api::new(Desk::open(&folder.path().join("home"), store::Options::default()).expect("a home"));
        Self { api, folder }
    }

    /// Closes it and opens it again, as a restart does.
    #[must_use]
    pub fn restarted(self) -> Self {
        self.api.desk().close();
        let Self { api, folder } = self;
        drop(api);
        let api =
            Api::new(Desk::open(&folder.path().join("home"), store::Options::default()).expect("the home opens again"));
        Self { api, folder }
    }

    /// Closes it for good; what is given keeps the folder alive.
    #[must_use]
    pub fn closed(self) -> TempDir {
        self.api.desk().close();
        self.folder
    }

    /// Where this device keeps everything.
    #[must_use]
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A folder for files outside the home.
    #[must_use]
    pub fn outside(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file outside the home.
    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.outside().join(name);
        std::fs::write(&path, bytes).expect("a file is written");
        path
    }

    /// A call as a script makes it.
    pub fn call(&self, name: &str, ask: Value) -> Result<Value, ApiError> {
        self.api.call(&Caller::Script { folder: self.outside().to_path_buf() }, name, ask)
    }

    /// A call that must succeed.
    #[track_caller]
    pub fn ok(&self, name: &str, ask: Value) -> Value {
        match self.call(name, ask) {
            Ok(answer) => answer,
            Err(error) => panic!("{name}: {} ({})", error.message, error.code),
        }
    }

    /// A call that must be refused or fail, with its code.
    #[track_caller]
    pub fn no(&self, name: &str, ask: Value) -> ApiError {
        match self.call(name, ask) {
            Ok(answer) => panic!("{name} was not refused: {answer}"),
            Err(error) => error,
        }
    }

    /// An event with a collaborator that owes one deliverable: (event, collaborator, file).
    pub fn with_deliverable(&self) -> (String, String, String) {
        let made = self.ok("event.create", json!({ "name": "Harbour Nights", "zone": "Europe/Berlin", "from": "2027-06-10", "to": "2027-06-12", "collaborator": "Tide Productions" }));
        let event = text(&made["event"]);
        let collaborator =
            text(&self.ok("collaborator.add", json!({ "event": event, "name": "Rig & Co" }))["collaborator"]);
        let file = text(
            &self.ok(
                "deliverable.create",
                json!({ "event": event, "name": "Rigging drawings", "to": collaborator, "due": "2027-06-04T17:00" }),
            )["file"],
        );
        (event, collaborator, file)
    }

    /// The File screen.
    pub fn show(&self, file: &str) -> Value {
        self.ok("file.show", json!({ "file": file }))
    }

    /// This device's person.
    pub fn me(&self) -> String {
        text(&self.ok("whoami", json!({}))["person"])
    }

    /// Everything can be made again from operations, and every byte is what its name says.
    #[track_caller]
    pub fn expect_sound(&self) {
        let checked = self.ok("check", json!({ "read_data": true, "rebuild": true }));
        assert_eq!(checked["problems"], json!([]), "the check found problems");
    }
}

/// A JSON text as a string.
#[must_use]
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A tiny PDF that differs by what it says.
#[must_use]
pub fn pdf(says: &str) -> Vec<u8> {
    let content = format!("BT /F1 24 Tf 72 700 Td ({says}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let at = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for offset in offsets {
        out.push_str(&format!("{offset:010} 00000 n \n"));
    }
    out.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n", objects.len() + 1));
    out.into_bytes()
}

/// Rows by table, and heads by document.
pub type Dump = (BTreeMap<String, Vec<String>>, BTreeMap<DocumentId, Vec<[u8; 32]>>);

/// Devices of several people: what one signed is carried to the others by hand.
impl Device {
    /// Every operation of an event that this device keeps, as it travels.
    #[must_use]
    pub fn operations(&self, event: &str) -> Vec<engine::Arrived> {
        let event: EventId = event.parse().expect("an event");
        self.api.desk().engine(move |engine| engine.operations(event)).expect("operations")
    }

    /// Hears everything that another device keeps of an event.
    pub fn hears(&self, other: &Self, event: &str) {
        let received = self.api.desk().receive(other.operations(event)).expect("it is kept");
        assert_eq!(received.bad, Vec::new());
    }

    /// Signs what no command of a page signs: joining, sharing, taking rights away.
    pub fn signs(&self, event: &str, drafts: Vec<Draft>) -> Vec<trust::Operation> {
        let event: EventId = event.parse().expect("an event");
        let given = Given::new(engine::desk::now(), engine::desk::entropy().expect("randomness"));
        self.api
            .desk()
            .engine(move |engine| engine.draft_all(event, drafts, &given))
            .expect("it is admitted")
            .operations
    }

    /// Gives another device's person rights, and lets that device join.
    pub fn invites(&self, other: &Self, event: &str, rights: &[&str], on: Option<&str>) {
        self.ok("grant.add", json!({ "event": event, "person": other.me(), "rights": rights, "on": on }));
        other.hears(self, event);
        other.signs(event, vec![Draft::Device]);
        let name = text(&other.ok("whoami", json!({}))["name"]);
        other.ok("person.rename", json!({ "event": event, "name": name }));
        self.hears(other, event);
    }

    /// Every row of the projection, and the heads of every document.
    #[must_use]
    pub fn dump(&self) -> Dump {
        self.api.desk().engine(|engine| Ok((engine.dump()?, engine.heads()?))).expect("a dump")
    }

    /// A call that must be refused or fail with this code, and that must change nothing.
    #[track_caller]
    pub fn refused(&self, code: &str, name: &str, ask: Value) -> ApiError {
        let before = self.dump();
        let error = self.no(name, ask);
        assert_eq!(error.code, code, "{name}: {}", error.message);
        assert!(before == self.dump(), "{name} was refused and changed something");
        error
    }
}

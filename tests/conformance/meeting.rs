//! Three people and a deliverable.

use offstage_tests::{Device, pdf, text};
use serde_json::{Value, json};

/// Ana manages the event; Bea and Chu may edit its files.
pub struct Meeting {
    pub ana: Device,
    pub bea: Device,
    pub chu: Device,
    pub event: String,
    pub file: String,
}

impl Meeting {
    pub fn new() -> Self {
        let (ana, bea, chu) = (Device::of("Ana Ruiz"), Device::of("Bea Lind"), Device::of("Chu Park"));
        let (event, _, file) = ana.with_deliverable();
        for other in [&bea, &chu] {
            ana.invites(other, &event, &["Event:Read", "Event:FilesEdit"], None);
        }
        let meeting = Self { ana, bea, chu, event, file };
        meeting.meet();
        meeting
    }

    /// With version 1 delivered, and these people asked to review it.
    pub fn with_reviewers(reviewers: &[fn(&Self) -> &Device]) -> Self {
        let meeting = Self::new();
        meeting.deliver(&meeting.ana, "one.pdf");
        for who in reviewers {
            meeting.ana.ok("reviewer.add", json!({ "file": meeting.file, "person": who(&meeting).me() }));
        }
        meeting.meet();
        meeting
    }

    pub fn bea(&self) -> &Device {
        &self.bea
    }

    pub fn chu(&self) -> &Device {
        &self.chu
    }

    fn all(&self) -> [&Device; 3] {
        [&self.ana, &self.bea, &self.chu]
    }

    /// Everybody hears everything.
    pub fn meet(&self) {
        for _ in 0..2 {
            for to in self.all() {
                for from in self.all() {
                    if !std::ptr::eq(to, from) {
                        to.hears(from, &self.event);
                    }
                }
            }
        }
    }

    pub fn deliver(&self, who: &Device, name: &str) -> String {
        who.write(name, &pdf(name));
        text(&who.ok("deliver", json!({ "file": self.file, "files": [{ "path": name }] }))["version"])
    }

    pub fn add_format(&self, who: &Device, name: &str) {
        who.write(name, name.as_bytes());
        who.ok("format.add", json!({ "file": self.file, "files": [{ "path": name }] }));
    }

    pub fn says(&self, who: &Device, answer: &str) -> Value {
        who.ok("review", json!({ "file": self.file, "answer": answer, "reason": if answer == "changes_requested" { "2 m upstage" } else { "" } }))
    }

    pub fn says_on(&self, who: &Device, answer: &str, version: &str) {
        who.ok("review", json!({ "file": self.file, "version": version, "answer": answer }));
    }

    pub fn row(&self, who: &Device) -> Value {
        who.show(&self.file)["row"].clone()
    }

    /// The status of the file, which everybody must see alike once they have met.
    #[track_caller]
    pub fn expect(&self, status: &str, words: &str) {
        self.meet();
        for who in self.all() {
            let row = self.row(who);
            assert_eq!(
                (text(&row["status"]), text(&row["status_words"])),
                (status.to_owned(), words.to_owned()),
                "as {} sees it",
                who.ok("whoami", json!({}))["name"]
            );
        }
    }

    /// Names in the row's ball in court, with what they must do.
    pub fn balls(&self, who: &Device) -> Vec<(String, String)> {
        self.row(who)["ball_in_court"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|b| (text(&b["name"]), text(&b["why"])))
            .collect()
    }

    /// The row of a version.
    pub fn version(&self, who: &Device, version: &str) -> Value {
        let show = who.show(&self.file);
        show["versions"].as_array().into_iter().flatten().find(|v| v["version"] == version).cloned().unwrap_or_default()
    }
}

//! A device for this crate's own tests: it answers with what it was asked, so that a test sees exactly what came through a socket.
//! The real device is tested through both ways in the command line's tests.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use model::id::BlobHash;
use model::row::{Notice, Progress};
use serde_json::{Value, json};

use crate::{Caller, Device, Fault, PictureWish};

pub(crate) struct StandIn {
    pub(crate) home: tempfile::TempDir,
    listeners: Mutex<Vec<Sender<Notice>>>,
    hands: Mutex<Vec<PathBuf>>,
    files: Mutex<BTreeMap<BlobHash, PathBuf>>,
}

impl StandIn {
    pub(crate) fn new() -> Self {
        let home = tempfile::Builder::new().prefix("off stäge").tempdir().unwrap();
        Self { home, listeners: Mutex::default(), hands: Mutex::default(), files: Mutex::default() }
    }

    pub(crate) fn tell(&self, notice: &Notice) {
        self.listeners.lock().unwrap().retain(|listener| listener.send(notice.clone()).is_ok());
    }

    pub(crate) fn in_hand(&self) -> Vec<PathBuf> {
        self.hands.lock().unwrap().clone()
    }

    /// Keeps bytes as a file that may be read.
    pub(crate) fn keep(&self, bytes: &[u8]) -> BlobHash {
        let hash = BlobHash(*blake3::hash(bytes).as_bytes());
        let path = self.home.path().join(hash.to_string());
        std::fs::write(&path, bytes).unwrap();
        self.files.lock().unwrap().insert(hash, path);
        hash
    }
}

pub(crate) fn step(done: u64) -> Progress {
    Progress {
        work: "w1".into(),
        title: "Plot.pdf".into(),
        state: "copying".into(),
        done,
        total: 3,
        rate: 0,
        message: String::new(),
    }
}

impl Device for StandIn {
    fn call(&self, caller: Caller, name: &str, ask: Value) -> Result<Value, Fault> {
        match name {
            "say" => Ok(json!({ "caller": format!("{caller:?}"), "ask": ask })),
            "deliver" => Ok(json!({ "version": "v", "not_taken": [] })),
            "same" => Ok(json!({ "version": "v", "same_as": "v", "not_taken": [] })),
            "work" => {
                for done in 1..=3 {
                    self.tell(&Notice::Progress(step(done)));
                    std::thread::sleep(std::time::Duration::from_millis(120));
                }
                Ok(json!({ "worked": true }))
            }
            "refuse" => Err(Fault::refused("not_allowed", "You may not.")),
            "fail" => Err(Fault::failed("disk_full", "The disk is full.")),
            "panic" => panic!("a bug in the device"),
            other => Err(Fault::used_wrongly("no_such_call", format!("There is no call “{other}”."))),
        }
    }

    fn notices(&self) -> Receiver<Notice> {
        let (send, receive) = channel();
        self.listeners.lock().unwrap().push(send);
        receive
    }

    fn take_in_hand(&self, path: PathBuf) -> Result<String, Fault> {
        let mut hands = self.hands.lock().unwrap();
        hands.push(path);
        Ok(format!("hand{}", hands.len()))
    }

    fn picture(&self, wish: PictureWish) -> Result<Arc<Vec<u8>>, String> {
        if wish.page == 9 { Err("no_such_page".into()) } else { Ok(Arc::new(format!("{wish:?}").into_bytes())) }
    }

    fn file_path(&self, hash: BlobHash) -> Option<PathBuf> {
        self.files.lock().unwrap().get(&hash).cloned()
    }

    fn home(&self) -> &Path {
        self.home.path()
    }
}

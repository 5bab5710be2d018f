//! `POST /intake?name=…`: a browser's file comes in as bytes, is written beside the device's data, and is named by a token.
//!
//! What was written is cleared away once a call has taken it, an hour after its last use, and at the beginning and end of every run.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use tokio_stream::StreamExt;

use super::{Offer, answer};
use crate::Fault;

/// The folder for incoming files, inside the device's home.
const FOLDER: &str = "incoming-from-page";
/// A file that nobody used for so long is cleared away.
const KEPT: Duration = Duration::from_secs(60 * 60);
/// How long the next piece may take to come.
const PATIENCE: Duration = Duration::from_secs(60);
/// Pieces that may wait for the disk.
const BACKLOG: usize = 16;
/// The most bytes that most file systems take in a name.
const NAME_MAX: usize = 200;

/// The files that came in, each in a folder of its own so that it keeps its name.
#[derive(Debug, Clone)]
pub(super) struct Incoming {
    folder: PathBuf,
    kept: Arc<Mutex<BTreeMap<String, Kept>>>,
}

#[derive(Debug)]
struct Kept {
    folder: PathBuf,
    since: Instant,
}

#[derive(Deserialize)]
pub(super) struct Named {
    name: String,
}

#[derive(Serialize)]
struct TakenIn {
    token: String,
}

impl Incoming {
    /// Begins a run: what an earlier one left is cleared away.
    pub(super) fn begin(home: &Path) -> io::Result<Self> {
        let folder = home.join(FOLDER);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        Ok(Self { folder, kept: Arc::default() })
    }

    /// Clears everything away.
    pub(super) fn clear(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let _ = fs::remove_dir_all(&self.folder);
    }

    /// A call took these: their bytes are in the store now.
    pub(super) fn used(&self, tokens: &[String]) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        for file in tokens.iter().filter_map(|token| kept.remove(token)) {
            let _ = fs::remove_dir_all(file.folder);
        }
    }

    fn keep(&self, token: String, folder: PathBuf) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, file| {
            let stays = file.since.elapsed() < KEPT;
            if !stays {
                let _ = fs::remove_dir_all(&file.folder);
            }
            stays
        });
        kept.insert(token, Kept { folder, since: Instant::now() });
    }

    /// A new folder that only this file will lie in.
    fn room(&self) -> io::Result<PathBuf> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        let room = self.folder.join(HEXLOWER.encode(&bytes));
        fs::create_dir_all(&room)?;
        Ok(room)
    }
}

pub(super) async fn intake(State(offer): State<Offer>, Query(named): Query<Named>, body: Body) -> Response {
    let Some(name) = safe_name(&named.name) else {
        return answer::fault(&Fault::used_wrongly("bad_shape", "A file needs a name without folders in it."));
    };
    let (send, pieces) = mpsc::channel::<Bytes>(BACKLOG);
    let incoming = offer.incoming.clone();
    let writing = tokio::task::spawn_blocking(move || write(&incoming, &name, pieces));
    let came_whole = pass_on(body, &send).await;
    if came_whole {
        // An empty piece says that nothing is missing: a stream that merely ends may have been cut off.
        let _ = send.send(Bytes::new()).await;
    }
    drop(send);
    match writing.await {
        Ok(Ok(Some((room, path)))) => {
            let device = offer.device.clone();
            match tokio::task::spawn_blocking(move || device.take_in_hand(path)).await {
                Ok(Err(fault)) => answer::fault(&fault),
                Ok(Ok(token)) => {
                    offer.incoming.keep(token.clone(), room);
                    answer::json(StatusCode::OK, &TakenIn { token })
                }
                Err(error) => answer::broken(&error),
            }
        }
        Ok(Ok(None)) => answer::fault(&Fault::failed("cut_off", "The file did not arrive whole. Choose it again.")),
        Ok(Err(error)) => answer::fault(&cannot_write(&error)),
        Err(error) => answer::broken(&error),
    }
}

/// Passes the pieces on to the writing thread; says whether all of them came.
async fn pass_on(body: Body, send: &mpsc::Sender<Bytes>) -> bool {
    let mut stream = body.into_data_stream();
    loop {
        match tokio::time::timeout(PATIENCE, stream.next()).await {
            Ok(Some(Ok(piece))) if piece.is_empty() => {}
            Ok(Some(Ok(piece))) => {
                if send.send(piece).await.is_err() {
                    return false;
                }
            }
            Ok(None) => return true,
            Ok(Some(Err(_))) | Err(_) => return false,
        }
    }
}

/// Writes pieces until the empty one; without it nothing is left behind.
fn write(incoming: &Incoming, name: &str, mut pieces: mpsc::Receiver<Bytes>) -> io::Result<Option<(PathBuf, PathBuf)>> {
    let room = incoming.room()?;
    let path = room.join(name);
    let mut whole = false;
    let written = (|| {
        let mut file = File::create_new(&path)?;
        while let Some(piece) = pieces.blocking_recv() {
            if piece.is_empty() {
                whole = true;
                break;
            }
            file.write_all(&piece)?;
        }
        Ok(())
    })();
    if whole && written.is_ok() {
        return Ok(Some((room, path)));
    }
    let _ = fs::remove_dir_all(&room);
    written.map(|()| None)
}

fn cannot_write(error: &io::Error) -> Fault {
    if error.kind() == io::ErrorKind::StorageFull {
        Fault::failed("disk_full", "The disk is full. Make room, then choose the file again.")
    } else {
        Fault::failed(
            "cannot_write",
            format!("The file could not be kept: {error}. Check the disk, then choose it again."),
        )
    }
}

/// The last part of a name, if it can be the name of a file. What the device makes of it is decided there.
fn safe_name(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default().replace('\0', "");
    if last.is_empty() || last == "." || last == ".." {
        return None;
    }
    Some(shortened(&last))
}

/// At most as long as a file system takes, with its extension kept.
fn shortened(name: &str) -> String {
    if name.len() <= NAME_MAX {
        return name.to_owned();
    }
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let extension = if extension.is_empty() || extension.len() > 16 { String::new() } else { format!(".{extension}") };
    let mut out = String::new();
    for letter in stem.chars() {
        if out.len() + letter.len_utf8() + extension.len() > NAME_MAX {
            break;
        }
        out.push(letter);
    }
    out + &extension
}

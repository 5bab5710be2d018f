//! The listening side.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use model::row::{Notice, Progress};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use super::frame::{self, Call, Reply};
use super::{Line, place};
use crate::{Caller, Device, Fault};

/// Callers at once; the next ones wait.
const CALLERS_MAX: usize = 64;
/// How often the thread that tells of progress looks whether the call has ended.
const LOOK: Duration = Duration::from_millis(50);

/// A socket that is being listened at. Dropping it without [`Listening::stop`] leaves the socket file for the next listener to remove.
#[derive(Debug)]
pub struct Listening {
    path: PathBuf,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Line {
    /// Listens for this computer's scripts. The caller must hold the home: a socket that lies there is taken for a dead one.
    ///
    /// # Errors
    /// When the socket cannot be made.
    pub async fn listen(device: Arc<dyn Device>, home: &Path) -> io::Result<Listening> {
        let path = place(home);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(&path)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(accept(listener, device, stopped));
        Ok(Listening { path, stop, task })
    }
}

impl Listening {
    /// Where callers find it.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes no more calls, lets those under way end, and removes the socket.
    pub async fn stop(self) {
        // First the name, so that nobody begins to wait for a socket that answers no more.
        let _ = fs::remove_file(&self.path);
        let _ = self.stop.send(true);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the local socket ended badly");
        }
    }
}

async fn accept(listener: UnixListener, device: Arc<dyn Device>, mut stopped: watch::Receiver<bool>) {
    let mut callers = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            () = end(&mut stopped) => break,
            Some(_) = callers.join_next(), if !callers.is_empty() => {}
            accepted = listener.accept(), if callers.len() < CALLERS_MAX => match accepted {
                Ok((stream, _)) if is_same_user(&stream) => {
                    callers.spawn(answer_all(stream, device.clone(), stopped.clone()));
                }
                Ok(_) => tracing::warn!("another user tried the local socket"),
                Err(error) => {
                    // Too many open files, for one: breathe instead of spinning.
                    tracing::warn!(%error, "a caller could not be accepted");
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
            },
        }
    }
    while callers.join_next().await.is_some() {}
}

/// Waits until the listener is to stop; an error means that whoever could say so is gone, which is the end as well.
async fn end(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

fn is_same_user(stream: &UnixStream) -> bool {
    stream.peer_cred().is_ok_and(|peer| peer.uid() == rustix::process::geteuid().as_raw())
}

async fn answer_all(mut stream: UnixStream, device: Arc<dyn Device>, mut stopped: watch::Receiver<bool>) {
    loop {
        let call = tokio::select! {
            () = end(&mut stopped) => return,
            call = read(&mut stream) => call,
        };
        let Ok(call) = call else { return };
        let answered = match call {
            Some(call) => answer(&mut stream, device.clone(), call).await,
            None => {
                let words =
                    "The two programs are of different versions. Close the window, or use the program it came with.";
                send(&mut stream, &Reply::Fault(Fault::failed("other_version", words))).await
            }
        };
        if answered.is_err() {
            return;
        }
    }
}

/// The next call; nothing when the caller speaks otherwise.
async fn read(stream: &mut UnixStream) -> io::Result<Option<Call>> {
    let mut head = [0; 4];
    stream.read_exact(&mut head).await?;
    let length = frame::length(head, frame::CALL_MAX)?;
    let mut json = Vec::new();
    stream.take(u64::from(length)).read_to_end(&mut json).await?;
    if json.len() as u64 != u64::from(length) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(frame::value::<Call>(&json).ok().filter(|call| call.speech == frame::SPEECH))
}

async fn answer(stream: &mut UnixStream, device: Arc<dyn Device>, call: Call) -> io::Result<()> {
    let mut progress = call.progress.then(|| follow(device.as_ref()));
    let mut work =
        tokio::task::spawn_blocking(move || device.call(Caller::Script { folder: call.folder }, &call.name, call.ask));
    let done = loop {
        tokio::select! {
            done = &mut work => break done,
            moved = next(&mut progress) => match moved {
                Some(moved) => send(stream, &Reply::Progress(moved)).await?,
                None => progress = None,
            },
        }
    };
    let reply = match done {
        Ok(Ok(value)) => Reply::Answer(value),
        Ok(Err(fault)) => Reply::Fault(fault),
        Err(error) => {
            tracing::error!(%error, "a call ended without an answer");
            Reply::Fault(Fault::failed(
                "bug",
                "Offstage made a mistake and could not answer. Nothing was changed by halves.",
            ))
        }
    };
    match frame::bytes(&reply, frame::ANSWER_MAX) {
        Ok(bytes) => stream.write_all(&bytes).await,
        Err(_) => {
            send(stream, &Reply::Fault(Fault::failed("too_long", "The answer is too long for the local socket."))).await
        }
    }
}

async fn send(stream: &mut UnixStream, reply: &Reply) -> io::Result<()> {
    stream.write_all(&frame::bytes(reply, frame::ANSWER_MAX)?).await
}

async fn next(progress: &mut Option<mpsc::Receiver<Progress>>) -> Option<Progress> {
    match progress {
        Some(moves) => moves.recv().await,
        None => std::future::pending().await,
    }
}

/// Progress of this device, until nobody wants to hear of it.
fn follow(device: &dyn Device) -> mpsc::Receiver<Progress> {
    let told = device.notices();
    let (send, moves) = mpsc::channel(64);
    tokio::task::spawn_blocking(move || {
        while !send.is_closed() {
            match told.recv_timeout(LOOK) {
                // A caller that does not keep up misses steps, never the answer.
                Ok(Notice::Progress(moved)) => drop(send.try_send(moved)),
                Ok(_) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
    });
    moves
}

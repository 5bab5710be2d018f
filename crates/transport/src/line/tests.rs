use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;

use model::row::Progress;
use serde_json::{Value, json};

use super::{BadLine, Line, Listening, place};
use crate::stand_in::{StandIn, step};
use crate::{Fault, FaultKind};

async fn listening() -> (Arc<StandIn>, Listening) {
    let device = Arc::new(StandIn::new());
    let listening = Line::listen(device.clone(), device.home.path()).await.unwrap();
    (device, listening)
}

/// The calling side waits, so it does so on a thread that may.
async fn call(device: &Arc<StandIn>, name: &'static str, ask: Value) -> Result<Value, Fault> {
    let device = device.clone();
    let done = tokio::task::spawn_blocking(move || {
        Line::connect(device.home.path()).unwrap().call(Path::new("/a folder"), name, ask, None).unwrap()
    });
    done.await.unwrap()
}

#[tokio::test]
async fn a_call_comes_through_with_the_callers_folder() {
    let (device, listening) = listening().await;
    let answer = call(&device, "say", json!({ "name": "Bühne" })).await.unwrap();
    assert_eq!(answer["ask"], json!({ "name": "Bühne" }));
    assert_eq!(answer["caller"], "Script { folder: \"/a folder\" }");
    let fault = call(&device, "refuse", json!({})).await.unwrap_err();
    assert_eq!((fault.kind, fault.code.as_str()), (FaultKind::Refused, "not_allowed"));
    assert_eq!(call(&device, "panic", json!({})).await.unwrap_err().code, "bug");
    listening.stop().await;
}

#[tokio::test]
async fn one_connection_carries_many_calls_and_tells_of_progress_when_asked() {
    let (device, listening) = listening().await;
    let of = device.clone();
    let steps = tokio::task::spawn_blocking(move || {
        let mut line = Line::connect(of.home.path()).unwrap();
        let mut steps: Vec<Progress> = Vec::new();
        let mut tell = |moved| steps.push(moved);
        let answer = line.call(Path::new("/"), "work", json!({}), Some(&mut tell)).unwrap().unwrap();
        assert_eq!(answer, json!({ "worked": true }));
        let silent = line.call(Path::new("/"), "work", json!({}), None).unwrap().unwrap();
        assert_eq!(silent, json!({ "worked": true }));
        steps
    });
    assert_eq!(steps.await.unwrap(), [step(1), step(2), step(3)]);
    listening.stop().await;
}

#[tokio::test]
async fn the_socket_is_the_users_own_and_goes_with_the_listener() {
    let (device, listening) = listening().await;
    let path = listening.path().to_path_buf();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    listening.stop().await;
    assert!(!path.exists());
    assert!(matches!(Line::connect(device.home.path()), Err(BadLine::Nobody)));
}

#[tokio::test]
async fn a_dead_socket_is_nobody_and_is_taken_over() {
    let device = Arc::new(StandIn::new());
    drop(std::os::unix::net::UnixListener::bind(place(device.home.path())).unwrap());
    assert!(matches!(Line::connect(device.home.path()), Err(BadLine::Nobody)));
    let listening = Line::listen(device.clone(), device.home.path()).await.unwrap();
    assert!(call(&device, "say", json!({})).await.is_ok());
    listening.stop().await;
}

#[tokio::test]
async fn strangers_speech_is_answered_with_words_and_nonsense_with_nothing() {
    let (device, listening) = listening().await;
    let path = place(device.home.path());
    let replies = tokio::task::spawn_blocking(move || {
        let mut replies = Vec::new();
        for frame in [b"\0\0\0\x02{}".to_vec(), b"\xff\xff\xff\xff".to_vec(), b"\0\0\0\x09half".to_vec()] {
            let mut stream = UnixStream::connect(&path).unwrap();
            stream.write_all(&frame).unwrap();
            stream.shutdown(std::net::Shutdown::Write).unwrap();
            let mut reply = Vec::new();
            // A connection that is closed with bytes unread may end as a reset, which is an end as well.
            let _ = stream.read_to_end(&mut reply);
            replies.push(reply);
        }
        replies
    });
    let replies = replies.await.unwrap();
    assert!(String::from_utf8_lossy(&replies[0]).contains("other_version"));
    assert!(replies[1].is_empty() && replies[2].is_empty());
    assert!(call(&device, "say", json!({})).await.is_ok(), "the listener goes on");
    listening.stop().await;
}

#[tokio::test]
async fn twenty_callers_at_once_are_all_answered() {
    let (device, listening) = listening().await;
    let calls: Vec<_> = (0..20)
        .map(|number| {
            let device = device.clone();
            tokio::spawn(async move { call(&device, "say", json!({ "number": number })).await.unwrap() })
        })
        .collect();
    for (number, call) in calls.into_iter().enumerate() {
        assert_eq!(call.await.unwrap()["ask"]["number"], number);
    }
    listening.stop().await;
}

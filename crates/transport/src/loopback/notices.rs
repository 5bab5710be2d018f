//! `GET /notices`: everything that the device tells, one JSON value a line.

use std::convert::Infallible;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use tokio::sync::mpsc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

use super::Offer;

/// An empty line at least this often, so that a page notices a dead stream and this side a page that went away.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// How often the waiting thread looks whether the page is still there.
const LOOK: Duration = Duration::from_millis(500);
/// Lines that may wait for a slow page. The next one ends the stream; a page that comes again asks for everything anew.
const BACKLOG: usize = 1024;

pub(super) async fn notices(State(offer): State<Offer>) -> Response {
    let told = offer.device.notices();
    let stopped = offer.stopped;
    let (send, lines) = mpsc::channel::<Bytes>(BACKLOG);
    // The first line comes at once, so that the page knows from when on it hears everything.
    let _ = send.try_send(Bytes::from_static(b"\n"));
    tokio::task::spawn_blocking(move || {
        let mut last = Instant::now();
        while !*stopped.borrow() && !send.is_closed() {
            let line = match told.recv_timeout(LOOK) {
                Ok(notice) => match serde_json::to_vec(&notice) {
                    Ok(mut line) => {
                        line.push(b'\n');
                        Bytes::from(line)
                    }
                    Err(error) => {
                        tracing::error!(%error, "a notice cannot be written");
                        break;
                    }
                },
                Err(RecvTimeoutError::Timeout) if last.elapsed() < HEARTBEAT => continue,
                Err(RecvTimeoutError::Timeout) => Bytes::from_static(b"\n"),
                Err(RecvTimeoutError::Disconnected) => break,
            };
            last = Instant::now();
            if send.try_send(line).is_err() {
                break;
            }
        }
    });
    let headers = [(CONTENT_TYPE, "application/x-ndjson"), (CACHE_CONTROL, "no-store")];
    (headers, Body::from_stream(ReceiverStream::new(lines).map(Ok::<_, Infallible>))).into_response()
}

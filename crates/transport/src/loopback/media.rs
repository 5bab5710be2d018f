//! Pictures and files by the name of their bytes. Only what the device's person may read is found.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, HeaderValue, RANGE,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use model::id::BlobHash;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::range::{Wanted, wanted};
use super::{Offer, answer};
use crate::{PictureWish, Region};

/// Bytes never change under their name.
const FOR_EVER: HeaderValue = HeaderValue::from_static("private, max-age=31536000, immutable");
/// A foreign file that a browser is led to show after all may run and load nothing.
const NOTHING_RUNS: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'; frame-ancestors 'none'");
const PIECE: usize = 64 * 1024;
/// Pieces read ahead of a slow browser.
const AHEAD: usize = 8;
/// Pixels across when nothing is said.
const WIDTH: u32 = 1024;

#[derive(Deserialize)]
pub(super) struct PictureQuery {
    w: Option<u32>,
    x: Option<u32>,
    y: Option<u32>,
    rw: Option<u32>,
    rh: Option<u32>,
}

#[derive(Deserialize)]
pub(super) struct FileQuery {
    name: Option<String>,
}

pub(super) async fn picture(
    State(offer): State<Offer>,
    Path((hash, page)): Path<(String, u32)>,
    Query(query): Query<PictureQuery>,
) -> Response {
    let Ok(hash) = hash.parse::<BlobHash>() else { return nothing_here() };
    let region = match (query.rw, query.rh) {
        (Some(width), Some(height)) => Some(Region { x: query.x.unwrap_or(0), y: query.y.unwrap_or(0), width, height }),
        _ => None,
    };
    let wish = PictureWish { hash, page, width: query.w.unwrap_or(WIDTH), region };
    let device = offer.device.clone();
    match tokio::task::spawn_blocking(move || device.picture(wish)).await {
        Ok(Ok(png)) => (
            [(CONTENT_TYPE, HeaderValue::from_static("image/png")), (CACHE_CONTROL, FOR_EVER)],
            Arc::unwrap_or_clone(png),
        )
            .into_response(),
        Ok(Err(card)) => answer::json(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "card": card })),
        Err(error) => answer::broken(&error),
    }
}

pub(super) async fn file(
    State(offer): State<Offer>,
    Path(hash): Path<String>,
    Query(query): Query<FileQuery>,
    headers: HeaderMap,
) -> Response {
    let Ok(hash) = hash.parse::<BlobHash>() else { return nothing_here() };
    let device = offer.device.clone();
    let path = match tokio::task::spawn_blocking(move || device.file_path(hash)).await {
        Ok(Some(path)) => path,
        Ok(None) => return nothing_here(),
        Err(error) => return answer::broken(&error),
    };
    let name = query.name.unwrap_or_else(|| hash.to_string());
    let range = headers.get(RANGE).and_then(|range| range.to_str().ok()).map(str::to_owned);
    let opened = tokio::task::spawn_blocking(move || open(&path, range.as_deref())).await;
    match opened {
        Ok(Ok(opened)) => hand_out(opened, &name),
        Ok(Err(error)) => {
            tracing::warn!(%hash, %error, "a file cannot be read");
            nothing_here()
        }
        Err(error) => answer::broken(&error),
    }
}

struct Opened {
    file: File,
    length: u64,
    wanted: Wanted,
}

fn open(path: &PathBuf, range: Option<&str>) -> io::Result<Opened> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let wanted = wanted(range, length);
    if let Wanted::Part { from, .. } = wanted {
        file.seek(SeekFrom::Start(from))?;
    }
    Ok(Opened { file, length, wanted })
}

fn hand_out(opened: Opened, name: &str) -> Response {
    let Opened { file, length, wanted } = opened;
    let (status, count, range) = match wanted {
        Wanted::All => (StatusCode::OK, length, None),
        Wanted::Part { from, to } => {
            (StatusCode::PARTIAL_CONTENT, to - from + 1, Some(format!("bytes {from}-{to}/{length}")))
        }
        Wanted::Outside => (StatusCode::RANGE_NOT_SATISFIABLE, 0, Some(format!("bytes */{length}"))),
    };
    let body = if count == 0 { Body::empty() } else { Body::from_stream(ReceiverStream::new(pieces(file, count))) };
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(count));
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(CACHE_CONTROL, FOR_EVER);
    headers.insert(CONTENT_SECURITY_POLICY, NOTHING_RUNS);
    if let Ok(value) = HeaderValue::from_str(&disposition(name)) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    if let Some(range) = range.and_then(|range| HeaderValue::from_str(&range).ok()) {
        headers.insert(CONTENT_RANGE, range);
    }
    response
}

/// Reads on a thread that may wait, no further ahead than the browser takes.
fn pieces(file: File, count: u64) -> mpsc::Receiver<io::Result<Bytes>> {
    let (send, receive) = mpsc::channel(AHEAD);
    tokio::task::spawn_blocking(move || {
        let mut rest = file.take(count);
        loop {
            let mut piece = Vec::with_capacity(PIECE);
            let read = rest.by_ref().take(PIECE as u64).read_to_end(&mut piece);
            let last = match read {
                Ok(0) => break,
                Ok(_) => send.blocking_send(Ok(Bytes::from(piece))),
                Err(error) => {
                    let _ = send.blocking_send(Err(error));
                    break;
                }
            };
            if last.is_err() {
                break;
            }
        }
    });
    receive
}

/// `attachment`, with the name in plain letters for old readers and whole for all others (RFC 6266).
fn disposition(name: &str) -> String {
    let name: String =
        name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).collect();
    let plain: String =
        name.chars().map(|c| if c.is_ascii() && !matches!(c, '"' | '\\' | '%') { c } else { '_' }).collect();
    let mut whole = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            whole.push(char::from(byte));
        } else {
            whole.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

/// Media that a page plays needs its type; everything else is bytes to be kept.
fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).as_deref() {
        Some("mp4" | "m4v") => "video/mp4",
        Some("webm") => "video/webm",
        Some("mov") => "video/quicktime",
        Some("mp3") => "audio/mpeg",
        Some("m4a") => "audio/mp4",
        Some("wav") => "audio/wav",
        Some("flac") => "audio/flac",
        Some("ogg") => "audio/ogg",
        _ => "application/octet-stream",
    }
}

fn nothing_here() -> Response {
    answer::plain(StatusCode::NOT_FOUND, "There is nothing here.")
}

//! `POST /call/<name>`.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value};

use super::{Offer, answer};
use crate::{Caller, Fault};

/// A call's arguments are words; files come in by `/intake`.
const ARGUMENTS_MAX: usize = 4 * 1024 * 1024;
/// How long a page may take to send them.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) async fn call(State(offer): State<Offer>, Path(name): Path<String>, body: Body) -> Response {
    let read = tokio::time::timeout(PATIENCE, to_bytes(body, ARGUMENTS_MAX)).await;
    let Ok(read) = read else {
        return answer::plain(StatusCode::REQUEST_TIMEOUT, "The arguments did not arrive in time.");
    };
    let Ok(bytes) = read else {
        let words = "The arguments broke off, or are longer than 4 MiB.";
        return answer::fault(&Fault::used_wrongly("bad_shape", words));
    };
    let ask = if bytes.is_empty() { Ok(Value::Object(Map::new())) } else { serde_json::from_slice(&bytes) };
    let ask: Value = match ask {
        Ok(ask) => ask,
        Err(error) => {
            return answer::fault(&Fault::used_wrongly("bad_shape", format!("The arguments are not JSON: {error}.")));
        }
    };
    let tokens = tokens_of(&ask);
    let device = offer.device.clone();
    match tokio::task::spawn_blocking(move || device.call(Caller::Page, &name, ask)).await {
        Ok(Ok(value)) => {
            if !tokens.is_empty() && all_taken(&value) {
                offer.incoming.used(&tokens);
            }
            answer::json(StatusCode::OK, &value)
        }
        Ok(Err(fault)) => answer::fault(&fault),
        Err(error) => answer::broken(&error),
    }
}

/// The files that a call names, if it is one that takes files.
fn tokens_of(ask: &Value) -> Vec<String> {
    let files = ask.get("files").and_then(Value::as_array).into_iter().flatten();
    files.filter_map(|file| Some(file.get("token")?.as_str()?.to_owned())).collect()
}

/// Whether the call took every file. Where the same bytes were there already, the page may deliver the same tokens again.
fn all_taken(value: &Value) -> bool {
    let left = value.get("not_taken").and_then(Value::as_array).is_none_or(|left| !left.is_empty());
    !left && value.get("same_as").is_none_or(Value::is_null)
}

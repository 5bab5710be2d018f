//! Answers and faults as HTTP.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::{Fault, FaultKind};

/// A line of plain text.
pub(super) fn plain(status: StatusCode, words: &'static str) -> Response {
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    (status, headers, words).into_response()
}

/// JSON that nobody keeps.
pub(super) fn json(status: StatusCode, value: &impl Serialize) -> Response {
    let mut response = (status, axum::Json(value)).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A fault, with the status that its kind has.
pub(super) fn fault(fault: &Fault) -> Response {
    let status = match fault.kind {
        FaultKind::UsedWrongly => StatusCode::BAD_REQUEST,
        FaultKind::Refused => StatusCode::CONFLICT,
        FaultKind::Failed => StatusCode::INTERNAL_SERVER_ERROR,
    };
    json(status, fault)
}

/// The device did not come to an answer: a bug, not a refusal.
pub(super) fn broken(error: &tokio::task::JoinError) -> Response {
    tracing::error!(%error, "a call ended without an answer");
    fault(&Fault::failed(
        "bug",
        "Offstage made a mistake and could not answer. Nothing was changed by halves; try again.",
    ))
}

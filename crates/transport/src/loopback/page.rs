//! The page's own files, which are part of the program.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use super::{Offer, answer};

/// A file of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// Its path below the page's address, such as `assets/index.js`.
    pub path: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

const FRONT: &str = "index.html";

pub(super) async fn asset(State(offer): State<Offer>, method: Method, uri: Uri) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return answer::plain(StatusCode::NOT_FOUND, "There is nothing here.");
    }
    let Some(page) = offer.page else {
        return answer::plain(StatusCode::NOT_FOUND, "This device is offered without its page (--no-page).");
    };
    if page.is_empty() {
        let words = "This program was built without its page. Build the page (`npm run build` in `ui`), then the program again.";
        return answer::plain(StatusCode::SERVICE_UNAVAILABLE, words);
    }
    let path = uri.path().trim_start_matches('/');
    let path = if path.is_empty() { FRONT } else { path };
    let Some(asset) = page.iter().find(|asset| asset.path == path) else {
        return answer::plain(StatusCode::NOT_FOUND, "There is nothing here.");
    };
    // Built files carry a hash in their names; the front page, which names them, does not.
    let keep = if path.starts_with("assets/") { "private, max-age=31536000, immutable" } else { "no-cache" };
    ([(CONTENT_TYPE, media_type(path)), (CACHE_CONTROL, keep)], asset.bytes).into_response()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        "ftl" | "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

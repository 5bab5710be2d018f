//! `offstage://localhost/picture/<hash>/<page>?w=<width>`: drawn pages and pictures, by the name of their bytes.

use tauri::http::{Request, Response, StatusCode, Uri, header};
use tauri::{Manager as _, UriSchemeContext, UriSchemeResponder, Wry};
use transport::{Device as _, PictureWish, Region};

use crate::opening::WINDOW;
use crate::shell::Shell;

/// The scheme's name.
pub(crate) const SCHEME: &str = "offstage";
/// Pixels across when nothing is said.
const WIDTH: u32 = 1024;

/// Answers one request, on a thread that may wait.
#[allow(clippy::needless_pass_by_value, reason = "the shape that Tauri calls")]
pub(crate) fn answer(context: UriSchemeContext<'_, Wry>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let shell = context.app_handle().try_state::<Shell>().filter(|_| context.webview_label() == WINDOW);
    let (Some(shell), Some(wish)) = (shell, wish(request.uri())) else {
        responder.respond(said(StatusCode::NOT_FOUND, "text/plain", b"There is nothing here.".to_vec()));
        return;
    };
    let device = shell.device();
    tauri::async_runtime::spawn_blocking(move || {
        responder.respond(match device.picture(wish) {
            Ok(png) => said(StatusCode::OK, "image/png", png.to_vec()),
            Err(card) => said(StatusCode::UNPROCESSABLE_ENTITY, "text/plain", card.into_bytes()),
        });
    });
}

/// What an address asks for; nothing when it makes no sense.
pub(crate) fn wish(uri: &Uri) -> Option<PictureWish> {
    let mut parts = uri.path().trim_matches('/').split('/');
    let (Some("picture"), Some(hash), Some(page), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let number = |key: &str| {
        let parts = uri.query().unwrap_or_default().split('&').filter_map(|part| part.split_once('='));
        parts.into_iter().find(|(name, _)| *name == key).and_then(|(_, value)| value.parse::<u32>().ok())
    };
    let region = match (number("rw"), number("rh")) {
        (Some(width), Some(height)) => {
            Some(Region { x: number("x").unwrap_or(0), y: number("y").unwrap_or(0), width, height })
        }
        _ => None,
    };
    Some(PictureWish {
        hash: hash.parse().ok()?,
        page: page.parse().ok()?,
        width: number("w").unwrap_or(WIDTH),
        region,
    })
}

fn said(status: StatusCode, kind: &str, body: Vec<u8>) -> Response<Vec<u8>> {
    // Bytes never change under their name; a failure may.
    let keep = if status == StatusCode::OK { "private, max-age=31536000, immutable" } else { "no-store" };
    let built = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, kind)
        .header(header::CACHE_CONTROL, keep)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(body);
    built.unwrap_or_default()
}

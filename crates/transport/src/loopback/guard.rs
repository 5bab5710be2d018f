//! Who may ask: only this computer's own page, with the run's token.

use axum::extract::{Request, State};
use axum::http::header::{
    AUTHORIZATION, CONTENT_SECURITY_POLICY, HOST, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{Offer, answer};

/// What the page may load and do. Styles may stand in the page because transitions set them.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self' data:; \
     connect-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'",
);

/// Refuses a request that was not meant for this very address: a foreign name that was made to point here (DNS rebinding), or a
/// request that another site's page sends.
pub(super) async fn own_address(State(offer): State<Offer>, request: Request, next: Next) -> Response {
    if is_own(request.headers(), offer.address.port()) {
        next.run(request).await
    } else {
        answer::plain(StatusCode::FORBIDDEN, "This address answers its own page only.")
    }
}

fn is_own(headers: &HeaderMap, port: u16) -> bool {
    let ours = [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}")];
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let host_is_ours = host.is_some_and(|host| ours.iter().any(|own| own.eq_ignore_ascii_case(host)));
    let origin_is_ours = headers.get(ORIGIN).is_none_or(|origin| {
        let site = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
        site.is_some_and(|site| ours.iter().any(|own| own.eq_ignore_ascii_case(site)))
    });
    let site = headers.get(HeaderName::from_static("sec-fetch-site")).and_then(|site| site.to_str().ok());
    // "none" is a person who opens the address by hand.
    let site_is_ours = site.is_none_or(|site| matches!(site, "same-origin" | "none"));
    host_is_ours && origin_is_ours && site_is_ours
}

/// Wants `Authorization: Bearer <token>`.
pub(super) async fn bearer(State(offer): State<Offer>, request: Request, next: Next) -> Response {
    if has_bearer(&offer, request.headers()) { next.run(request).await } else { no_token() }
}

/// Wants the token in the header or, for pictures and downloads, in the address.
pub(super) async fn bearer_or_address(State(offer): State<Offer>, request: Request, next: Next) -> Response {
    if has_bearer(&offer, request.headers()) || has_in_address(&offer, request.uri()) {
        next.run(request).await
    } else {
        no_token()
    }
}

fn has_bearer(offer: &Offer, headers: &HeaderMap) -> bool {
    let given = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    given.and_then(|value| value.strip_prefix("Bearer ")).is_some_and(|token| offer.token.is(token.trim()))
}

fn has_in_address(offer: &Offer, uri: &Uri) -> bool {
    let parts = uri.query().unwrap_or_default().split('&');
    parts.filter_map(|part| part.strip_prefix("token=")).any(|token| offer.token.is(token))
}

fn no_token() -> Response {
    answer::plain(
        StatusCode::UNAUTHORIZED,
        "The token of this run is wanted. Open the address that `offstage serve` printed.",
    )
}

/// Says to browsers what this address is and is not; a route that says more (media) is left as it is.
pub(super) async fn security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await.into_response();
    let headers = response.headers_mut();
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(PAGE_POLICY);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    response
}

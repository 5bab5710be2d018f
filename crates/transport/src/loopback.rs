//! The page and the `api` over HTTP on 127.0.0.1.
//!
//! | request | answer |
//! |---|---|
//! | `GET /`, `GET /<asset>` | the page's own files; no token wanted, nothing of anybody's in them |
//! | `POST /call/<name>` with JSON | the call's answer, or [`Fault`](crate::Fault) with status 400 (used wrongly), 409 (refused) or 500 (failed) |
//! | `GET /notices` | a stream with one JSON notice a line; an empty line every few seconds says that it is alive |
//! | `POST /intake?name=<name>` with bytes | `{"token": …}`, to name the file by in a call |
//! | `GET /picture/<hash>/<page>?w=<width>` | PNG; 422 with `{"card": …}` where there is nothing to draw |
//! | `GET /file/<hash>?name=<name>` | the bytes, as a download; `Range` is understood |
//!
//! Every request must come with a `Host` (and, if any, an `Origin`) of this very address, so that a foreign page cannot use a name
//! of its own that points here. All but the page's files want the run's token: as `Authorization: Bearer`, or, where a browser sets no
//! headers (pictures, downloads), as `token=` in the address.

mod answer;
mod call;
mod guard;
mod intake;
mod media;
mod notices;
mod page;
mod range;
#[cfg(test)]
mod tests;
mod token;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::middleware;
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::Device;
pub use page::Asset;
pub use token::Token;

/// How a device is offered.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Where to listen: an address of this computer alone. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// The files of the page; without one, only the calls are offered.
    pub page: Option<&'static [Asset]>,
}

/// The way in for pages in a browser.
#[derive(Debug, Clone, Copy)]
pub struct Loopback;

/// A device that is being offered.
#[derive(Debug)]
pub struct Serving {
    address: SocketAddr,
    token: Token,
    stop: watch::Sender<bool>,
    task: JoinHandle<io::Result<()>>,
    incoming: intake::Incoming,
}

/// What every route is given.
#[derive(Clone)]
struct Offer {
    device: Arc<dyn Device>,
    token: Token,
    address: SocketAddr,
    page: Option<&'static [Asset]>,
    incoming: intake::Incoming,
    stopped: watch::Receiver<bool>,
}

impl Loopback {
    /// Begins to offer a device. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When the address is not this computer's own, or is taken; when the system gives no randomness or no room for incoming files.
    pub async fn serve(device: Arc<dyn Device>, options: Options) -> io::Result<Serving> {
        if !options.listen.ip().is_loopback() {
            let words = format!("{} can be reached from other computers; use 127.0.0.1", options.listen.ip());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, words));
        }
        let token = Token::draw()?;
        let incoming = intake::Incoming::begin(device.home())?;
        let listener = TcpListener::bind(options.listen).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = watch::channel(false);
        let offer = Offer {
            device,
            token: token.clone(),
            address,
            page: options.page,
            incoming: incoming.clone(),
            stopped: stopped.clone(),
        };
        let app = routes(offer);
        let task = tokio::spawn(async move {
            axum::serve(listener, app).with_graceful_shutdown(told_to_stop(stopped)).into_future().await
        });
        Ok(Serving { address, token, stop, task, incoming })
    }
}

impl Serving {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The run's token.
    #[must_use]
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// The address to open in a browser. The token stands behind `#`, where it is never sent to anybody.
    #[must_use]
    pub fn page(&self) -> String {
        format!("http://{}/#token={}", self.address, self.token.reveal())
    }

    /// Takes no more requests, lets those under way end, and clears away what came in and was not used.
    ///
    /// # Errors
    /// When the listener broke.
    pub async fn stop(self) -> io::Result<()> {
        // Nobody listens to the channel any more when the listener broke on its own.
        let _ = self.stop.send(true);
        let ended = self.task.await.map_err(io::Error::other)?;
        self.incoming.clear();
        ended
    }
}

async fn told_to_stop(mut stopped: watch::Receiver<bool>) {
    // An error means that whoever could tell is gone, which is the end as well.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

fn routes(offer: Offer) -> Router {
    let private = Router::new()
        .route("/call/{name}", post(call::call))
        .route("/notices", get(notices::notices))
        .route("/intake", post(intake::intake))
        .route_layer(middleware::from_fn_with_state(offer.clone(), guard::bearer));
    let media = Router::new()
        .route("/picture/{hash}/{page}", get(media::picture))
        .route("/file/{hash}", get(media::file))
        .route_layer(middleware::from_fn_with_state(offer.clone(), guard::bearer_or_address));
    Router::new()
        .merge(private)
        .merge(media)
        .fallback(page::asset)
        .layer(middleware::from_fn_with_state(offer.clone(), guard::own_address))
        .layer(middleware::from_fn(guard::security_headers))
        .with_state(offer)
}

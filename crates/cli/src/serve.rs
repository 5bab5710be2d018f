//! `offstage serve`: a device without a window.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use api::question::Nothing;
use clap::Args;
use model::row::Whoami;
use serde_json::json;
use transport::{Caller, Device, Fault, Loopback, OpenDevice, OpenFailure, Options};

use crate::page::PAGE;

/// Serves the page on this computer, for a browser, until it is told to stop.
#[derive(Debug, Args)]
#[command(after_help = "Example: offstage serve --listen 127.0.0.1:8765")]
pub(crate) struct Serve {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:0", value_name = "127.0.0.1:PORT")]
    listen: SocketAddr,
    /// Serves the calls without the page.
    #[arg(long)]
    no_page: bool,
}

/// As long as a command waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(40);

pub(crate) fn run(serve: &Serve, home: &Path) -> Result<(), Fault> {
    // A server's log is its standard error. Commands stay silent: there, standard error is for what went wrong.
    let filter = tracing_subscriber::EnvFilter::try_from_env("OFFSTAGE_LOG");
    let filter = filter.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let device = open(home)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| failed(&error))?;
    let served = runtime.block_on(offer(serve, home, device.clone()));
    // Calls that were under way have ended; only threads that wait for a page to listen again are left.
    runtime.shutdown_timeout(Duration::from_secs(2));
    device.close();
    served
}

fn open(home: &Path) -> Result<Arc<OpenDevice>, Fault> {
    let until = Instant::now() + PATIENCE;
    loop {
        match OpenDevice::open(home) {
            Ok(device) => return Ok(Arc::new(device)),
            Err(OpenFailure::InUse(_)) if Instant::now() < until => thread::sleep(PAUSE),
            Err(failure) => return Err(failure.fault()),
        }
    }
}

async fn offer(serve: &Serve, home: &Path, device: Arc<OpenDevice>) -> Result<(), Fault> {
    // From here on a signal is waited for; one that comes while things are being set up is not lost.
    let told_to_stop = Signals::new().map_err(|error| failed(&error))?;
    let options = Options { listen: serve.listen, page: (!serve.no_page).then_some(PAGE) };
    let serving = Loopback::serve(device.clone(), options).await.map_err(|error| failed(&error))?;
    #[cfg(unix)]
    let line = transport::Line::listen(device.clone(), home).await.map_err(|error| failed(&error))?;
    #[cfg(not(unix))]
    let _ = home;

    let whoami = tokio::task::spawn_blocking(move || whoami(&device)).await.ok().flatten();
    let endpoint = whoami.and_then(|me| me.device).map(|device| format!("{device}@{}", serving.address()));
    let ready = json!({ "page": serving.page(), "endpoint": endpoint });
    // Somebody who closed the pipe does not want to know; the device is offered all the same.
    let _ = writeln!(std::io::stdout().lock(), "{ready}");

    told_to_stop.wait().await;
    #[cfg(unix)]
    line.stop().await;
    serving.stop().await.map_err(|error| failed(&error))
}

fn whoami(device: &OpenDevice) -> Option<Whoami> {
    let ask = serde_json::to_value(Nothing {}).ok()?;
    let folder = std::env::current_dir().ok()?;
    serde_json::from_value(device.call(Caller::Script { folder }, "whoami", ask).ok()?).ok()
}

fn failed(error: &std::io::Error) -> Fault {
    Fault::failed("cannot_serve", format!("The page cannot be served: {error}."))
}

/// Ctrl+C, and on Unix a polite request to end.
struct Signals {
    #[cfg(unix)]
    end: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    fn new() -> std::io::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(Self { end: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    #[cfg(unix)]
    async fn wait(mut self) {
        tokio::select! {
            _ = self.end.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn wait(self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}

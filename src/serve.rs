//! Shows the site in a browser on this machine, and reloads the tabs when the author saves.
//!
//! The room knows nothing of how pages are made: it asks a [`PageSource`].
//! It has no write endpoint and no directory listing, and reads no file for a request; what the
//! publisher does not name does not exist. So there is nothing to traverse, and no deny-list to
//! slip past.

mod address;
mod batch;
mod browser;
mod content;
mod events;
mod guard;
mod publisher;
mod reply;
mod server;
mod shared;
mod watch;

use std::io;
use std::sync::Arc;

pub use publisher::{Notice, Options, POLICY, PageSource, Reply};

/// Serves until the process is ended; returns only when it cannot begin.
///
/// ```no_run
/// use bilan::serve::{Reply, Options, PageSource, serve};
/// use std::path::PathBuf;
///
/// struct Greeting;
///
/// impl PageSource for Greeting {
///     fn answer(&self, path: &str) -> Option<Reply> {
///         (path == "/").then(|| Reply::new(200, "text/html", *b"<h1>Bonjour</h1>"))
///     }
///     fn not_found(&self, _path: &str) -> Reply {
///         Reply::new(404, "text/plain", *b"Rien ici")
///     }
///     fn refresh(&self, _changed: &[PathBuf]) -> bool {
///         true
///     }
/// }
///
/// let options = Options { watched: vec!["content".into()], ..Options::default() };
/// serve(options, Greeting, |notice| eprintln!("{notice:?}"))?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn serve(
    options: Options,
    publisher: impl PageSource,
    tell: impl Fn(Notice),
) -> io::Result<()> {
    let publisher: Arc<dyn PageSource> = Arc::new(publisher);
    let doors = server::Doors::open(options.port)?;
    let port = doors.port;
    let shared = Arc::new(shared::Shared::new(port, options.policy, publisher)?);

    // The watch lasts as long as this value.
    let watch = watch::watch(&options.watched, {
        let shared = Arc::clone(&shared);
        move |changed| {
            if shared.publisher.refresh(changed) {
                shared.editions.advance();
            }
        }
    });

    let address = format!("http://127.0.0.1:{port}/");
    if port != options.port && options.port != 0 {
        tell(Notice::PortBusy {
            wanted: options.port,
            given: port,
        });
    }
    if let Err(error) = &watch {
        tell(Notice::NotWatching {
            reason: error.to_string(),
        });
    }
    if options.open
        && let Err(error) = browser::open(&address)
    {
        tell(Notice::BrowserNotOpened {
            reason: error.to_string(),
        });
    }
    tell(Notice::Ready { address });
    server::run(doors, shared)
}

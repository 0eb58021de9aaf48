//! Shows the site in a browser on this machine, and reloads the tabs when the author saves.
//!
//! The room knows nothing of how pages are made: it asks a [`Publisher`].
//! It has no write endpoint and no directory listing, and reads no file for a request; what the
//! publisher does not name does not exist. So there is nothing to traverse, and no deny-list to
//! slip past.

mod address;
mod batch;
mod browser;
mod caught;
mod content;
mod events;
mod guard;
mod preview;
mod reply;
mod server;
mod watch;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

pub use preview::Preview;

/// Serves until the process is ended; returns only when it cannot begin.
///
/// ```no_run
/// use bilan::serve::{Answer, Options, Publisher, serve};
/// use std::path::PathBuf;
///
/// struct Greeting;
///
/// impl Publisher for Greeting {
///     fn answer(&self, path: &str) -> Option<Answer> {
///         (path == "/").then(|| Answer::new(200, "text/html", *b"<h1>Bonjour</h1>"))
///     }
///     fn not_found(&self, _path: &str) -> Answer {
///         Answer::new(404, "text/plain", *b"Rien ici")
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
pub fn serve(options: Options, publisher: impl Publisher, tell: impl Fn(Notice)) -> io::Result<()> {
    let publisher: Arc<dyn Publisher> = Arc::new(publisher);
    let doors = server::Doors::open(options.port)?;
    let port = doors.port;
    let preview = Arc::new(server::Preview::new(port, options.policy, publisher)?);

    // The watch lasts as long as this value.
    let watch = watch::watch(&options.watched, {
        let preview = Arc::clone(&preview);
        move |changed| {
            if preview.publisher.refresh(changed) {
                preview.editions.advance();
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
    server::run(doors, preview)
}

/// What the site has under an address.
pub struct Answer {
    /// An HTTP status from 200 to 599.
    pub status: u16,
    /// Sent as it is, such as `text/html; charset=utf-8`. An HTML answer gets the reload client
    /// added.
    pub content_type: String,
    /// Behind `Arc`, so that an asset kept in memory is never copied for a request.
    pub body: Arc<[u8]>,
    /// Where a redirect goes: a path of this site, such as `/fr/`, not yet percent-encoded.
    pub location: Option<String>,
    /// The `Content-Security-Policy` of this answer, where it is not that of [`Options`].
    pub policy: Option<String>,
}

impl Answer {
    /// An answer that is no redirect.
    pub fn new(status: u16, content_type: &str, body: impl Into<Arc<[u8]>>) -> Self {
        Self {
            status,
            content_type: content_type.to_owned(),
            body: body.into(),
            location: None,
            policy: None,
        }
    }
}

/// The rest of the program, as this room sees it.
pub trait Publisher: Send + Sync + 'static {
    /// The page or asset under a decoded, absolute path such as `/fr/cpf/`; `None` when the site
    /// has nothing there.
    ///
    /// The path holds no `..`, no empty segment, no backslash, no colon and no control character.
    /// May be called from several threads at once.
    fn answer(&self, path: &str) -> Option<Answer>;

    /// What a reader sees in place of a page that does not exist.
    fn not_found(&self, path: &str) -> Answer;

    /// Takes in the files that changed; true when tabs must reload.
    ///
    /// Called from one thread, one call at a time. A path may be a folder, which stands for all
    /// that is in it, and may no longer exist. It begins with one of [`Options::watched`], as
    /// written there.
    fn refresh(&self, changed: &[PathBuf]) -> bool;
}

/// What the author may choose.
pub struct Options {
    /// The first port to try; the following ones are tried when it is busy. 0 leaves the choice to
    /// the system.
    pub port: u16,
    /// The folders to watch, with all that is in them.
    pub watched: Vec<PathBuf>,
    /// Whether to open the author's browser.
    pub open: bool,
    /// The `Content-Security-Policy` of every answer.
    pub policy: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 8000,
            watched: Vec::new(),
            open: false,
            policy: POLICY.to_owned(),
        }
    }
}

/// The policy of the published site, but for `connect-src`, which the reload client needs for its
/// event stream. The author sees in the preview what a stricter page would break on the real host.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self'; font-src 'self'; manifest-src 'self'; connect-src 'self'; \
     form-action 'none'; base-uri 'none'; frame-ancestors 'none'; \
     require-trusted-types-for 'script'; trusted-types 'none'";

/// What the author should be told. The words are the command line's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The port that was asked for belongs to another program.
    PortBusy {
        /// The one that was asked for.
        wanted: u16,
        /// The one that is used in its place.
        given: u16,
    },
    /// The pages are shown, but edits will not appear before the next start.
    NotWatching {
        /// In the system's words, with the path.
        reason: String,
    },
    /// The author opens the address by hand.
    BrowserNotOpened {
        /// In the system's words.
        reason: String,
    },
    /// Connections are taken from now on.
    Ready {
        /// Such as `http://127.0.0.1:8000/`.
        address: String,
    },
}

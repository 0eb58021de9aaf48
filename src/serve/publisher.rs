//! What a preview asks of the rest of the program, and what it tells.

use std::path::PathBuf;
use std::sync::Arc;

/// What the site has under an address.
pub struct Reply {
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

impl Reply {
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
pub trait PageSource: Send + Sync + 'static {
    /// The page or asset under a decoded, absolute path such as `/fr/cpf/`; `None` when the site
    /// has nothing there.
    ///
    /// The path holds no `..`, no empty segment, no backslash, no colon and no control character.
    /// May be called from several threads at once.
    fn answer(&self, path: &str) -> Option<Reply>;

    /// What a reader sees in place of a page that does not exist.
    fn not_found(&self, path: &str) -> Reply;

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

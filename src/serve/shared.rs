//! What every connection knows: the port, the policy, the secret of this run, the site.

use std::io;
use std::sync::Arc;

use crate::serve::events::Editions;
use crate::serve::publisher::PageSource;

/// What every connection shares.
pub(super) struct Shared {
    pub port: u16,
    pub policy: String,
    /// Secret of this run. It stands in the path of the event stream, where another site cannot
    /// guess it.
    pub token: String,
    pub publisher: Arc<dyn PageSource>,
    pub editions: Editions,
}

impl Shared {
    pub fn new(port: u16, policy: String, publisher: Arc<dyn PageSource>) -> io::Result<Self> {
        let mut secret = [0; 16];
        getrandom::fill(&mut secret).map_err(io::Error::other)?;
        let token = format!("{:032x}", u128::from_ne_bytes(secret));
        Ok(Self {
            port,
            policy,
            token,
            publisher,
            editions: Editions::new(),
        })
    }
}

//! Tells browsers that there is something newer to see, and nothing else.
//!
//! Each page is marked with the edition of the site that it was made from, and its event stream
//! asks for the end of that edition. A browser that was away, or connects late, is told at once: no
//! change is lost between two streams.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame};
use tokio::sync::watch;
use tokio::time::timeout;

/// Finds out that a client is gone when no packet says so, as after a laptop's sleep.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Counts how often the site changed in this run.
pub(super) struct Editions(watch::Sender<u64>);

impl Editions {
    pub fn new() -> Self {
        Self(watch::Sender::new(1))
    }

    pub fn current(&self) -> u64 {
        *self.0.borrow()
    }

    pub fn advance(&self) {
        self.0.send_modify(|edition| *edition += 1);
    }

    /// The stream for a page of this edition.
    pub fn after(&self, edition: u64) -> Events {
        Events::Opening {
            edition,
            editions: self.0.subscribe(),
        }
    }
}

/// The body of a `text/event-stream` answer: a greeting, a heartbeat now and then, and one
/// `reload`, which ends it. hyper drops it when the client goes.
pub(super) enum Events {
    Opening {
        edition: u64,
        editions: watch::Receiver<u64>,
    },
    Waiting(Pin<Box<dyn Future<Output = (Bytes, Events)> + Send>>),
    Over,
}

impl Body for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let (text, next) = match std::mem::replace(&mut *self, Events::Over) {
            // Sent at once, so that the browser knows the stream is open. `retry` is in
            // milliseconds.
            Events::Opening { edition, editions } => (
                Bytes::from_static(b"retry: 1000\n\n"),
                waiting(edition, editions),
            ),
            Events::Waiting(mut waiting) => match waiting.as_mut().poll(cx) {
                Poll::Ready(step) => step,
                Poll::Pending => {
                    *self = Events::Waiting(waiting);
                    return Poll::Pending;
                }
            },
            Events::Over => return Poll::Ready(None),
        };
        *self = next;
        Poll::Ready(Some(Ok(Frame::data(text))))
    }
}

fn waiting(edition: u64, editions: watch::Receiver<u64>) -> Events {
    Events::Waiting(Box::pin(wait(edition, editions)))
}

async fn wait(edition: u64, mut editions: watch::Receiver<u64>) -> (Bytes, Events) {
    let newer = timeout(HEARTBEAT, editions.wait_for(|current| *current > edition))
        .await
        .map(|newer| newer.is_ok());
    match newer {
        Ok(true) => (
            Bytes::from_static(b"event: reload\ndata: reload\n\n"),
            Events::Over,
        ),
        // The preview is being taken down.
        Ok(false) => (Bytes::new(), Events::Over),
        Err(_) => (
            Bytes::from_static(b": still here\n\n"),
            waiting(edition, editions),
        ),
    }
}

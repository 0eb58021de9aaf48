//! Takes connections on loopback, each within limits of size, time and number.
//!
//! hyper stands here because tiny_http starved: Chromium opened ten tabs on twenty fresh servers,
//! and on seventeen of them tabs were still waiting after ten seconds; with hyper, on none.
//! tiny_http also has no timeout and no header limit. One thread is enough for the sockets; pages
//! are made on a few others (see `reply.rs`).

use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use crate::serve::reply::reply;
use crate::serve::shared::Shared;

/// How many ports are tried after the one that was asked for, before the system may choose.
const NEIGHBOURS: u16 = 20;
/// A browser opens six connections to a host, and the preview has three names. The rest wait to be
/// accepted.
const MAX_CONNECTIONS: usize = 128;
/// Bytes of a request's head. Browsers and proxies stay under 8 kB.
const MAX_HEAD: usize = 16 * 1024;
/// For a request's head to arrive, and for a kept connection to be used again. Ends a slow loris.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
/// No connection outlives this, so that a client that never reads gives its place back.
/// An event stream that is cut is opened again by the browser, and misses nothing: see `events.rs`.
const MAX_LIFE: Duration = Duration::from_secs(300);
/// For an answer under way to end, once the connection's life is over.
const GRACE: Duration = Duration::from_secs(10);
/// Pages made at the same time. A burst of tabs should not take the whole machine.
const PAGE_THREADS: usize = 4;

/// The listening sockets: 127.0.0.1, and ::1 where the machine has it, on one port.
pub(super) struct Doors {
    pub port: u16,
    sockets: Vec<TcpListener>,
}

impl Doors {
    /// Opens the port that was asked for, or else the next free one.
    pub fn open(wanted: u16) -> io::Result<Self> {
        // Windows says "permission denied" of a port that another program holds for itself.
        let busy = |error: &io::Error| {
            matches!(
                error.kind(),
                ErrorKind::AddrInUse | ErrorKind::PermissionDenied
            )
        };
        for port in wanted..=wanted.saturating_add(NEIGHBOURS) {
            match Self::open_exactly(port) {
                Err(error) if busy(&error) => {}
                result => return result,
            }
        }
        Self::open_exactly(0)
    }

    fn open_exactly(port: u16) -> io::Result<Self> {
        let first = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let port = first.local_addr()?.port();
        let mut sockets = vec![first];
        match TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
            Ok(second) => sockets.push(second),
            // Another program would answer to `localhost`: better another port than two sites under
            // one name.
            Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(error),
            // No IPv6 on this machine.
            Err(_) => {}
        }
        for socket in &sockets {
            socket.set_nonblocking(true)?;
        }
        Ok(Self { port, sockets })
    }
}

/// Serves until the process ends.
pub(super) fn run(doors: Doors, shared: Arc<Shared>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .max_blocking_threads(PAGE_THREADS)
        .build()?;
    runtime.block_on(async {
        let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        let mut loops = Vec::new();
        for socket in doors.sockets {
            let socket = tokio::net::TcpListener::from_std(socket)?;
            loops.push(tokio::spawn(accept(
                socket,
                Arc::clone(&places),
                Arc::clone(&shared),
            )));
        }
        for accepting in loops {
            accepting.await.map_err(io::Error::other)?;
        }
        Ok(())
    })
}

async fn accept(socket: tokio::net::TcpListener, places: Arc<Semaphore>, shared: Arc<Shared>) {
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        match socket.accept().await {
            Ok((stream, _)) => {
                let shared = Arc::clone(&shared);
                tokio::spawn(async move {
                    converse(stream, shared).await;
                    drop(place);
                });
            }
            // A client that went before it was accepted, or no file handle left: the next moment
            // may be better.
            Err(_) => sleep(Duration::from_millis(20)).await,
        }
    }
}

/// One connection, from its first request to its last. What goes wrong on it ends it, and nothing
/// else.
async fn converse(stream: TcpStream, shared: Arc<Shared>) {
    // Answers are small and written whole; waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| {
        let shared = Arc::clone(&shared);
        async move { Ok::<_, Infallible>(reply(shared, request).await) }
    });
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIMEOUT)
            .max_buf_size(MAX_HEAD)
            .serve_connection(TokioIo::new(stream), service)
    );
    if timeout(MAX_LIFE, connection.as_mut()).await.is_err() {
        connection.as_mut().graceful_shutdown();
        let _ = timeout(GRACE, connection).await;
    }
}

//! Makes the answer to one request.

use std::sync::Arc;

use hyper::body::Incoming;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};

use crate::serve::content::Content;
use crate::serve::publisher::Reply;
use crate::serve::shared::Shared;
use crate::serve::{address, guard};

const PLAIN: &str = "text/plain; charset=utf-8";
/// Addresses of the preview's own. No page of a site may begin so: slugs hold a letter or a digit.
const OWN: &str = "/-/";
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

pub(super) async fn reply(shared: Arc<Shared>, request: Request<Incoming>) -> Response<Content> {
    let mut response = if !guard::admits(&request, shared.port) {
        say(
            StatusCode::FORBIDDEN,
            "This preview answers its own machine only.\n",
        )
    } else if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = say(StatusCode::METHOD_NOT_ALLOWED, "A preview is only read.\n");
        set(&mut response, header::ALLOW, "GET, HEAD");
        response
    } else if let Some(own) = request.uri().path().strip_prefix(OWN) {
        own_part(&shared, own, request.method() == Method::HEAD)
    } else {
        site_part(&shared, request.uri().path()).await
    };
    if !response
        .headers()
        .contains_key(header::CONTENT_SECURITY_POLICY)
    {
        set(
            &mut response,
            header::CONTENT_SECURITY_POLICY,
            &shared.policy,
        );
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (RESOURCE_POLICY, "same-origin"),
        // A browser's cache would show the author an edition that is past.
        (header::CACHE_CONTROL, "no-store"),
    ] {
        set(&mut response, name, value);
    }
    response
}

/// `<token>/<edition>/reload.mjs` and `<token>/<edition>/events`.
fn own_part(shared: &Shared, path: &str, head: bool) -> Response<Content> {
    let nothing = || say(StatusCode::NOT_FOUND, "Nothing here.\n");
    let mut parts = path.splitn(3, '/');
    let (Some(token), Some(Ok(edition)), Some(name)) = (
        parts.next(),
        parts.next().map(str::parse::<u64>),
        parts.next(),
    ) else {
        return nothing();
    };
    if token != shared.token {
        return nothing();
    }
    match name {
        "reload.mjs" => respond(
            StatusCode::OK,
            "text/javascript; charset=utf-8",
            CLIENT.into(),
        ),
        "events" if head => respond(StatusCode::OK, EVENT_STREAM, Content::default()),
        "events" => respond(
            StatusCode::OK,
            EVENT_STREAM,
            Content::Events(shared.editions.after(edition)),
        ),
        _ => nothing(),
    }
}

const CLIENT: &str = include_str!("client.mjs");
const EVENT_STREAM: &str = "text/event-stream";

/// Asks the publisher, on a thread where it may take its time. If it panics there, this answer is
/// lost and the preview goes on.
async fn site_part(shared: &Arc<Shared>, path: &str) -> Response<Content> {
    let path = address::read(path);
    let shared = Arc::clone(shared);
    let made = tokio::task::spawn_blocking(move || {
        // Taken before the page is made: a change meanwhile costs a needless reload, never a stale
        // page.
        let edition = shared.editions.current();
        let publisher = &shared.publisher;
        let answer = match path {
            Some(path) => publisher
                .answer(&path)
                .unwrap_or_else(|| publisher.not_found(&path)),
            None => publisher.not_found("/"),
        };
        present(
            answer,
            &format!("{OWN}{}/{edition}/reload.mjs", shared.token),
        )
    });
    made.await.unwrap_or_else(|_| {
        say(
            StatusCode::INTERNAL_SERVER_ERROR,
            "This page could not be made.\n",
        )
    })
}

fn present(answer: Reply, client: &str) -> Response<Content> {
    let status = StatusCode::from_u16(answer.status)
        .ok()
        .filter(|status| (200..600).contains(&status.as_u16()));
    let location = answer.location.as_deref().map(address::write);
    let (Some(status), false) = (status, location == Some(None)) else {
        return say(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The site gave a status or a redirect that cannot be sent.\n",
        );
    };
    let html = answer
        .content_type
        .get(..9)
        .is_some_and(|start| start.eq_ignore_ascii_case("text/html"));
    let body = if html {
        with_client(&answer.body, client).into()
    } else {
        Content::from(answer.body)
    };
    let mut response = respond(status, &answer.content_type, body);
    if let Some(location) = location.flatten() {
        set(&mut response, header::LOCATION, &location);
    }
    if let Some(policy) = answer.policy {
        set(&mut response, header::CONTENT_SECURITY_POLICY, &policy);
    }
    response
}

/// The page with the reload client at the end of its head; at the end of the page, if it has none.
fn with_client(page: &[u8], client: &str) -> Vec<u8> {
    let end = b"</head>";
    let place = page
        .windows(end.len())
        .position(|bytes| bytes.eq_ignore_ascii_case(end))
        .unwrap_or(page.len());
    let (before, after) = page.split_at(place);
    let tag = format!("<script type=\"module\" src=\"{client}\"></script>");
    [before, tag.as_bytes(), after].concat()
}

fn say(status: StatusCode, words: &'static str) -> Response<Content> {
    respond(status, PLAIN, words.into())
}

fn respond(status: StatusCode, content_type: &str, content: Content) -> Response<Content> {
    let mut response = Response::new(content);
    *response.status_mut() = status;
    set(&mut response, header::CONTENT_TYPE, content_type);
    response
}

/// Sets a header; a value that cannot be one (the publisher's content type, a site's policy) is
/// left out.
fn set(response: &mut Response<Content>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

//! The preview against raw bytes: clients such as `curl` would tidy them first.
//!
//! The numbers are those of the failures of other servers that each test was written for.

mod preview;

use std::io::Write;
use std::net::{Ipv4Addr, Ipv6Addr, TcpStream, UdpSocket};
use std::thread;
use std::time::{Duration, Instant};

use bilan::serve::Notice;
use preview::{PAGE, Preview, read_to_end};

// What is served

#[test]
fn a_page_comes_with_its_headers_and_the_reload_client() {
    let preview = Preview::start();
    let answer = preview.get("/fr/");
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(
        answer.header("cross-origin-resource-policy"),
        Some("same-origin")
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let policy = answer.header("content-security-policy").unwrap_or_default();
    for directive in [
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(
            policy.split("; ").any(|said| said == directive),
            "{directive} in {policy}"
        );
    }
    assert!(
        !answer.text.to_lowercase().contains("access-control-"),
        "{}",
        answer.text
    );

    let client = answer.client();
    let tag = format!("<script type=\"module\" src=\"{client}\"></script></HEAD>");
    assert_eq!(answer.body(), PAGE.replace("</HEAD>", &tag));
    let script = preview.get(client);
    assert_eq!(
        (script.status, script.header("content-type")),
        (200, Some("text/javascript; charset=utf-8"))
    );
}

#[test]
fn other_files_are_served_as_they_are() {
    let answer = Preview::start().get("/style.css");
    assert_eq!((answer.status, answer.body()), (200, "body{}</head>"));
}

#[test]
fn head_gives_the_same_head_and_no_body() {
    let preview = Preview::start();
    let get = preview.get("/fr/");
    let head = preview.ask("HEAD", "/fr/", "");
    assert_eq!((head.status, head.body()), (200, ""));
    assert_eq!(head.header("content-length"), get.header("content-length"));
}

#[test]
fn a_query_is_ignored() {
    let preview = Preview::start();
    for path in [
        "/fr/?raw",
        "/fr/?import&raw??",
        "/fr/?/../../etc/passwd",
        "/fr/?%00",
    ] {
        assert_eq!(preview.get(path).body_without_client(), PAGE, "{path}");
    }
}

#[test]
fn a_redirect_stays_on_the_site() {
    let preview = Preview::start();
    let answer = preview.get("/ancien/");
    assert_eq!(
        (answer.status, answer.header("location")),
        (308, Some("/%C3%A0-propos/"))
    );
    // 7: RUSTSEC-2022-0072
    for path in [
        "/vers/autre/",
        "/vers/barre/",
        "/vers/ligne/",
        "//evil.test/..",
        "//evil.test/dir",
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.header("location"), None, "{path}");
        assert!(answer.status >= 400, "{path}");
    }
}

#[test]
fn a_publisher_that_fails_costs_one_answer() {
    let preview = Preview::start();
    assert_eq!(preview.get("/panic/").status, 500);
    assert_eq!(preview.get("/statut/").status, 500);
    preview.still_serves();
}

#[test]
fn pages_are_only_read() {
    let preview = Preview::start();
    // 15: GHSA-v6wh-96g9-6wx3
    for method in [
        "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get",
    ] {
        let answer = preview.ask(method, "/fr/", "Content-Length: 3\r\n");
        assert_eq!(
            (answer.status, answer.header("allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
    preview.still_serves();
}

// Paths

#[test]
fn nothing_outside_the_site_is_found() {
    let preview = Preview::start();
    let paths = [
        // 1 to 3: CVE-2023-40274, CVE-2021-40978
        "/../../../../etc/passwd",
        "/fr/../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/.%2e/.%2e/etc/passwd",
        "/%252e%252e/etc/passwd",
        "/..%5c..%5cetc%5cpasswd",
        "/..\\..\\etc\\passwd",
        "/fr/%00",
        "/fr/index.md%00.html",
        "/%c0%ae%c0%ae/etc/passwd",
        "/%e0%80%ae%e0%80%ae/",
        "/%f0%80%80%ae/",
        "/%ff%fe/",
        "/%u002e%u002e/",
        "/%2",
        "/%",
        "/%gg/",
        "/fr%2f",
        "/fr//",
        "/fr/./",
        "/fr;/../",
        "/....//....//etc/passwd",
        // 4: RUSTSEC-2022-0082, RUSTSEC-2024-0445
        "/c:/windows/win.ini",
        "/fr/c:/windows/win.ini",
        "/C%3A/",
        "/%5c%5chost%5cshare",
        "/\\\\host\\share",
        "/con",
        "/COM%C2%B9",
        "/fr/::$DATA",
        "/fr./",
        "/fr%20/",
        "/etc/passwd",
        "//etc/passwd",
        "/file:///etc/passwd",
        // 12: Vite
        "/.env",
        "/.git/config",
        "/content/fr/index.md",
        "/fr/index.md",
        "/site.yaml",
        "/@fs/etc/passwd",
        "/Cargo.toml",
        // 14
        "/<img src=x onerror=alert(1)>",
        "/%3Cimg%20src=x%20onerror=alert(1)%3E",
        // The preview's own
        "/-/",
        "/-/reload.mjs",
        "/-/0/1/reload.mjs",
        "/-/0/1/events",
        "/-/../fr/",
    ];
    for path in paths {
        let answer = preview.get(path);
        // A space ends the path of a request, and hyper finds no version after it.
        assert!(
            matches!(answer.status, 400 | 404),
            "{path}: {}",
            answer.text
        );
        assert!(
            !answer.text.contains("root:") && !answer.text.contains("onerror"),
            "{path}: {}",
            answer.text
        );
    }
    // Raw bytes that are not UTF-8.
    for path in [
        b"/\xff\xfe/".as_slice(),
        b"/\xc0\xae\xc0\xae/",
        b"/\x80",
        b"/fr/\x00",
        b"/fr\x7f",
    ] {
        let request = [
            b"GET ",
            path,
            b" HTTP/1.1\r\n",
            preview.host().as_bytes(),
            b"Connection: close\r\n\r\n",
        ]
        .concat();
        assert!(
            matches!(preview.send(&request).status, 400 | 404),
            "{path:?}"
        );
    }
    preview.still_serves();
}

#[test]
fn the_publisher_gets_clean_paths_only() {
    let preview = Preview::start();
    for path in [
        "/m%C3%A9dia/a%20b.pdf",
        "/%252e%252e/",
        "/..%2f",
        "/a//b",
        "/a%5cb",
    ] {
        preview.get(path);
    }
    // A refused path asks for the page of the root's 404, without the path.
    let asked = preview.get("/asked");
    assert_eq!(asked.body(), "/média/a b.pdf\n/%2e%2e/");
}

// Who may ask

#[test]
fn our_own_names_are_served() {
    let preview = Preview::start();
    for name in ["localhost", "LocalHost", "localhost.", "127.0.0.1", "[::1]"] {
        assert_eq!(
            preview
                .ask_host(&format!("Host: {name}:{}\r\n", preview.port))
                .status,
            200,
            "{name}"
        );
    }
}

#[test]
fn foreign_names_are_turned_away() {
    let preview = Preview::start();
    let port = preview.port;
    // 8: CVE-2025-24010; 11: CVE-2026-14631
    let hosts = [
        format!("Host: evil.test:{port}\r\n"),
        format!("Host: localhost.evil.test:{port}\r\n"),
        format!("Host: 127.0.0.1.evil.test:{port}\r\n"),
        format!("Host: xn--lcalhost-.test:{port}\r\n"),
        format!("Host: ⓛocalhost:{port}\r\n"),
        format!("Host: localhost:{}\r\n", port.wrapping_add(1)),
        format!("Host: localhost:{port}@evil.test\r\n"),
        format!("Host: evil.test@localhost:{port}\r\n"),
        format!("Host: [::1:{port}\r\n"),
        format!("Host: [::ffff:127.0.0.1]:{port}\r\n"),
        format!("Host: localhost:{port}\r\nHost: localhost:{port}\r\n"),
        format!("Host: localhost:{port}\r\nHost: evil.test\r\n"),
        "Host: localhost\r\n".to_owned(),
        "Host: localhost:99999999999999999999\r\n".to_owned(),
        "Host: localhost:-1\r\n".to_owned(),
        "Host: [[[[\r\n".to_owned(),
        "Host: :\r\n".to_owned(),
        "Host:\r\n".to_owned(),
        String::new(),
    ];
    for host in hosts {
        assert_eq!(preview.ask_host(&host).status, 403, "{host}");
    }
    // An absolute address in the request line counts as well.
    assert_eq!(
        preview.get(&format!("http://evil.test:{port}/fr/")).status,
        403
    );
    assert_eq!(
        preview.get(&format!("http://localhost:{port}/fr/")).status,
        200
    );
    preview.still_serves();
}

#[test]
fn other_sites_are_turned_away() {
    let preview = Preview::start();
    let port = preview.port;
    let events = preview.get("/fr/").events();
    // 9: GHSA-67mh-4wv8-2f99; 10: CVE-2018-14732
    let foreign = [
        "Origin: https://evil.test\r\n".to_owned(),
        "Origin: null\r\n".to_owned(),
        "Origin: \r\n".to_owned(),
        "Origin: http://[\r\n".to_owned(),
        "Origin: ://\r\n".to_owned(),
        "Origin: é\r\n".to_owned(),
        format!("Origin: https://localhost:{port}\r\n"),
        format!("Origin: http://localhost:{}\r\n", port.wrapping_add(1)),
        format!("Origin: http://localhost:{port}.evil.test\r\n"),
        format!("Origin: http://localhost:{port}/\r\n"),
        format!("Origin: http://localhost:{port}\r\nOrigin: http://evil.test\r\n"),
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n"
            .to_owned(),
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n"
            .to_owned(),
        "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n".to_owned(),
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n"
            .to_owned(),
        "Sec-Fetch-Site: other\r\n".to_owned(),
    ];
    for headers in foreign {
        for path in ["/fr/", &events] {
            assert_eq!(
                preview.ask("GET", path, &headers).status,
                403,
                "{path}: {headers}"
            );
        }
    }
    let own = [
        format!("Origin: http://localhost:{port}\r\nSec-Fetch-Site: same-origin\r\n"),
        format!("Origin: http://[::1]:{port}\r\n"),
        "Sec-Fetch-Site: none\r\n".to_owned(),
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"
            .to_owned(),
    ];
    for headers in own {
        assert_eq!(
            preview.ask("GET", "/fr/", &headers).status,
            200,
            "{headers}"
        );
    }
}

#[test]
fn only_loopback_listens() {
    let preview = Preview::start();
    // No packet is sent: this asks which of its addresses the machine would use.
    let outside = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|socket| {
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        socket.local_addr()
    });
    if let Ok(address) = outside
        && !address.ip().is_loopback()
    {
        assert!(
            TcpStream::connect((address.ip(), preview.port)).is_err(),
            "{address}"
        );
    }
    if UdpSocket::bind((Ipv6Addr::LOCALHOST, 0)).is_ok() {
        assert!(TcpStream::connect((Ipv6Addr::LOCALHOST, preview.port)).is_ok());
    }
}

#[test]
fn a_busy_port_gives_the_next() {
    let first = Preview::start();
    let second = Preview::start_on(first.port);
    assert_ne!(first.port, second.port);
    assert_eq!(
        second.notices,
        [Notice::PortBusy {
            wanted: first.port,
            given: second.port
        }]
    );
    second.still_serves();
}

// Bytes that no browser sends (16)

#[test]
fn a_request_has_a_limit() {
    let preview = Preview::start();
    let long = "a".repeat(1 << 20);
    for request in [
        format!("GET / HTTP/1.1\r\n{}X: {long}\r\n\r\n", preview.host()),
        format!("GET /{long} HTTP/1.1\r\n{}\r\n", preview.host()),
        format!(
            "GET / HTTP/1.1\r\n{}{}\r\n",
            preview.host(),
            "A: b\r\n".repeat(500)
        ),
        format!("GET / HTTP/1.1\r\n{long}"),
        long.clone(),
    ] {
        let status = preview.send(request.as_bytes()).status;
        assert!(matches!(status, 0 | 400 | 414 | 431), "{status}");
    }
    preview.still_serves();
}

#[test]
fn one_request_is_not_read_as_two() {
    let preview = Preview::start();
    let hidden = format!("GET /style.css HTTP/1.1\r\n{}\r\n", preview.host());
    for framing in [
        format!("Content-Length: {}\r\n", hidden.len()),
        format!(
            "Content-Length: {}\r\nTransfer-Encoding: chunked\r\n",
            hidden.len()
        ),
        format!("Content-Length: {}\r\nContent-Length: 0\r\n", hidden.len()),
        "Content-Length: -1\r\n".to_owned(),
        "Content-Length: +0\r\n".to_owned(),
        "Transfer-Encoding: xchunked\r\n".to_owned(),
        "Transfer-Encoding : chunked\r\n".to_owned(),
    ] {
        let request = format!(
            "GET /fr/ HTTP/1.1\r\n{}{framing}\r\n{hidden}",
            preview.host()
        );
        let answer = preview.send(request.as_bytes());
        assert!(
            !answer.text.contains("body{}"),
            "{framing}: {}",
            answer.text
        );
    }
    preview.still_serves();
}

#[test]
fn noise_ends_its_own_connection_only() {
    let preview = Preview::start();
    let noise: [&[u8]; 12] = [
        b"",
        b"\r\n\r\n",
        b"\0\0\0\0",
        b"GET\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
        b"GET / HTTP/1.0\r\n\r\n",
        b"CONNECT evil.test:443 HTTP/1.1\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\n\r\n",
    ];
    for bytes in noise {
        assert_ne!(preview.send_and_leave(bytes).status, 200, "{bytes:?}");
    }
    // Honest requests with bytes changed: the same ones in every run.
    let honest = format!(
        "GET /fr/ HTTP/1.1\r\n{}Origin: http://localhost:{}\r\n\r\n",
        preview.host(),
        preview.port
    );
    let mut seed = 42_u32;
    let mut chance = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    for _ in 0..2000 {
        let mut bytes = honest.clone().into_bytes();
        for _ in 0..=chance(4) {
            let place = chance(bytes.len());
            bytes[place] = u8::try_from(chance(256)).unwrap_or(0);
        }
        preview.send_and_leave(&bytes);
    }
    preview.still_serves();
}

#[test]
fn slow_clients_do_not_keep_their_places() {
    let preview = Preview::start();
    // More than there are places, each with the beginning of a request.
    let mut slow: Vec<TcpStream> = (0..150).map(|_| preview.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HT").expect("the system takes it");
    }
    let drips = thread::spawn(move || {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(8) {
            slow.retain_mut(|stream| stream.write_all(b"T").is_ok());
            thread::sleep(Duration::from_millis(200));
        }
        slow.len()
    });
    preview.still_serves();
    assert!(drips.join().expect("no panic there") < 150);
}

// Events

#[test]
fn an_edit_is_told_once_to_each_page() {
    let preview = Preview::start();
    let path = preview.get("/fr/").events();
    let mut stream = preview.open(&path);
    preview.save("index.md", "Bonsoir");
    let heard = read_to_end(&mut stream);
    assert!(heard.contains("content-type: text/event-stream"), "{heard}");
    assert_eq!(heard.matches("event: reload").count(), 1, "{heard}");
    assert!(
        !heard.contains("Bonsoir") && !heard.contains("index.md"),
        "nothing but the word: {heard}"
    );

    // A page of the old edition that listens late is told at once.
    assert!(read_to_end(&mut preview.open(&path)).contains("event: reload"));
    // A page of the new one has nothing to hear.
    let mut stream = preview.open(&preview.get("/fr/").events());
    stream
        .set_read_timeout(Some(Duration::from_millis(300)))
        .expect("a valid time");
    assert!(!read_to_end(&mut stream).contains("event: reload"));
}

#[test]
fn a_change_that_shows_nowhere_is_not_told() {
    let preview = Preview::start();
    let path = preview.get("/fr/").events();
    preview.save("note.unseen", "…");
    preview.wait_for("note.unseen");
    let mut stream = preview.open(&path);
    stream
        .set_read_timeout(Some(Duration::from_millis(300)))
        .expect("a valid time");
    assert!(!read_to_end(&mut stream).contains("event: reload"));
}

#[test]
fn a_refresh_that_fails_does_not_end_the_watch() {
    let preview = Preview::start();
    preview.save("panic.md", "…");
    preview.wait_for("panic.md");
    let path = preview.get("/fr/").events();
    let mut stream = preview.open(&path);
    preview.save("index.md", "Bonsoir");
    assert!(read_to_end(&mut stream).contains("event: reload"));
}

#[test]
fn events_need_the_token_of_this_run() {
    let preview = Preview::start();
    let other = Preview::start();
    let path = preview.get("/fr/").events();
    assert_eq!(preview.ask("HEAD", &path, "").status, 200);
    assert_eq!(other.get(&path).status, 404);
    for path in [
        path.replace("/1/", "/-1/"),
        path.replace("/1/", "/x/"),
        format!("{path}/"),
        path.replacen("/1/", "/", 1),
    ] {
        assert_eq!(preview.get(&path).status, 404, "{path}");
    }
}

#[test]
fn a_new_folder_is_watched_too() {
    let preview = Preview::start();
    preview.save("fr/guide/cpf.md", "CPF");
    preview.wait_for("fr");
    preview.save("fr/guide/cpf.md", "CPF !");
    preview.wait_for("fr/guide/cpf.md");
}

#[test]
fn a_checkout_is_told_in_few_batches() {
    let preview = Preview::start();
    for file in 0..1000 {
        preview.save(&format!("{file}.md"), "Bonjour");
    }
    preview.wait_for("999.md");
    let batches: usize = preview.get("/batches").body().parse().expect("a number");
    assert!(batches <= 20, "{batches}");
}

//! A preview of a small publisher, and a client that sends its bytes untouched.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use bilan::serve::{Notice, Options, PageSource, Reply, serve};
use tempfile::TempDir;

pub const PAGE: &str =
    "<!doctype html><html><HEAD><title>Accueil</title></HEAD><body>Bonjour</body></html>";

pub struct Preview {
    pub port: u16,
    pub notices: Vec<Notice>,
    folder: TempDir,
}

impl Preview {
    pub fn start() -> Self {
        Self::start_on(0)
    }

    /// The server lives as long as the test program; there is no other way to end it.
    pub fn start_on(port: u16) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let options = Options {
            port,
            watched: vec![folder.path().to_owned()],
            ..Options::default()
        };
        let publisher = Samples {
            root: folder.path().to_owned(),
            asked: Mutex::default(),
            changed: Mutex::default(),
        };
        let (sender, receiver) = channel();
        thread::spawn(move || serve(options, publisher, move |notice| drop(sender.send(notice))));
        let mut notices = Vec::new();
        loop {
            match receiver
                .recv_timeout(Duration::from_secs(10))
                .expect("the server starts")
            {
                Notice::Ready { address } => {
                    let port = address
                        .trim_end_matches('/')
                        .rsplit(':')
                        .next()
                        .and_then(|port| port.parse().ok());
                    return Self {
                        port: port.expect("the address ends in a port"),
                        notices,
                        folder,
                    };
                }
                notice => notices.push(notice),
            }
        }
    }

    pub fn host(&self) -> String {
        format!("Host: 127.0.0.1:{}\r\n", self.port)
    }

    pub fn get(&self, path: &str) -> Heard {
        self.ask("GET", path, "")
    }

    pub fn ask(&self, method: &str, path: &str, headers: &str) -> Heard {
        let host = self.host();
        self.send(
            format!("{method} {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n")
                .as_bytes(),
        )
    }

    pub fn ask_host(&self, host: &str) -> Heard {
        self.send(format!("GET /fr/ HTTP/1.1\r\n{host}Connection: close\r\n\r\n").as_bytes())
    }

    /// All that comes back for these bytes.
    pub fn send(&self, bytes: &[u8]) -> Heard {
        let mut stream = self.connect();
        // The server may well close before it has read all.
        let _ = stream.write_all(bytes);
        Heard::new(read_to_end(&mut stream))
    }

    /// The same, from a client that has no more to say. The server waits for nothing then.
    pub fn send_and_leave(&self, bytes: &[u8]) -> Heard {
        let mut stream = self.connect();
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(Shutdown::Write);
        Heard::new(read_to_end(&mut stream))
    }

    /// A request whose answer comes bit by bit.
    pub fn open(&self, path: &str) -> TcpStream {
        let mut stream = self.connect();
        let request = format!(
            "GET {path} HTTP/1.1\r\n{}Connection: close\r\n\r\n",
            self.host()
        );
        stream
            .write_all(request.as_bytes())
            .expect("the server reads");
        stream
    }

    pub fn connect(&self) -> TcpStream {
        let stream =
            TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("the server listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .expect("a valid time");
        stream
    }

    pub fn still_serves(&self) {
        assert_eq!(self.get("/fr/").status, 200);
    }

    pub fn save(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Until the publisher has been told of this path.
    pub fn wait_for(&self, name: &str) {
        for _ in 0..200 {
            if self.get("/changed").body().lines().any(|line| line == name) {
                return;
            }
            thread::sleep(Duration::from_millis(25));
        }
        panic!(
            "{name} was not told; told were {}",
            self.get("/changed").body()
        );
    }
}

/// A publisher with a page for each thing that can go well or wrong.
struct Samples {
    root: PathBuf,
    asked: Mutex<Vec<String>>,
    changed: Mutex<Vec<Vec<PathBuf>>>,
}

impl PageSource for Samples {
    fn answer(&self, path: &str) -> Option<Reply> {
        let html = "text/html; charset=utf-8";
        let text = |text: String| Reply::new(200, "text/plain; charset=utf-8", text.into_bytes());
        let to = |location: &str| Reply {
            location: Some(location.to_owned()),
            ..Reply::new(308, html, *b"")
        };
        let changed = self
            .changed
            .lock()
            .unwrap_or_else(|poison| poison.into_inner());
        Some(match path {
            "/fr/" => Reply::new(200, html, PAGE.as_bytes()),
            "/style.css" => Reply::new(200, "text/css", *b"body{}</head>"),
            "/ancien/" => to("/à-propos/"),
            "/vers/autre/" => to("//evil.test/"),
            "/vers/barre/" => to("/\\evil.test/"),
            "/vers/ligne/" => to("/fr/\r\nX-Own: no"),
            "/statut/" => Reply::new(99, html, *b""),
            "/panic/" => panic!("as a test asks"),
            "/asked" => text(self.asked.lock().expect("no panic under it").join("\n")),
            "/batches" => text(changed.len().to_string()),
            "/changed" => {
                let names = changed.iter().flatten().map(|path| {
                    path.strip_prefix(&self.root)
                        .map(|path| path.display().to_string())
                        .unwrap_or_default()
                });
                text(names.collect::<Vec<_>>().join("\n"))
            }
            _ => return None,
        })
    }

    fn not_found(&self, path: &str) -> Reply {
        if path != "/" {
            self.asked
                .lock()
                .expect("no panic under it")
                .push(path.to_owned());
        }
        Reply::new(
            404,
            "text/html; charset=utf-8",
            *b"<!doctype html><title>404</title>",
        )
    }

    fn refresh(&self, changed: &[PathBuf]) -> bool {
        self.changed
            .lock()
            .unwrap_or_else(|poison| poison.into_inner())
            .push(changed.to_vec());
        assert!(
            !changed.iter().any(|path| path.ends_with("panic.md")),
            "as a test asks"
        );
        changed.iter().any(|path| !path.ends_with("note.unseen"))
    }
}

/// What came back. The status is 0 when the connection was closed without a word.
pub struct Heard {
    pub status: u16,
    pub text: String,
}

impl Heard {
    fn new(text: String) -> Self {
        let status = text
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .unwrap_or(0);
        Self { status, text }
    }

    pub fn body(&self) -> &str {
        self.text
            .split_once("\r\n\r\n")
            .map_or("", |(_, body)| body)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let head = self.text.split("\r\n\r\n").next()?;
        head.lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// The address of the reload client in a page.
    pub fn client(&self) -> &str {
        let tag = self.body().split("<script type=\"module\" src=\"").nth(1);
        tag.and_then(|tag| tag.split('"').next())
            .expect("the page has the reload client")
    }

    /// The address of the event stream of a page.
    pub fn events(&self) -> String {
        self.client().replace("reload.mjs", "events")
    }

    pub fn body_without_client(&self) -> String {
        self.body().replace(
            &format!(
                "<script type=\"module\" src=\"{}\"></script>",
                self.client()
            ),
            "",
        )
    }
}

/// What a stream says until it ends, or falls silent for its read timeout.
pub fn read_to_end(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

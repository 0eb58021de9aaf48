//! Opens the author's browser.
//!
//! Each system has one command for it. The crates `open` and `opener` do more (other programs,
//! waiting, a bundled script); here the address is our own, so nothing needs quoting, and a failure
//! only means a click.

use std::io;
use std::process::{Command, Stdio};

pub(super) fn open(address: &str) -> io::Result<()> {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        // `start` takes its first quoted word for a window's title.
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut child = Command::new(program)
        .args(before)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // The command may last as long as the browser; someone has to wait for it, or it stays as a
    // zombie.
    std::thread::spawn(move || child.wait());
    Ok(())
}

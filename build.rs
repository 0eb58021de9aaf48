//! Rebuilds the program when the content, the theme or the pages on faults inside it have changed.

fn main() {
    println!("cargo::rerun-if-changed=content");
    println!("cargo::rerun-if-changed=themes");
    println!("cargo::rerun-if-changed=src/report/faults");
}

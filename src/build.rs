//! Rebuilds the program when the content or the theme inside it has changed.

fn main() {
    println!("cargo::rerun-if-changed=content");
    println!("cargo::rerun-if-changed=themes");
}

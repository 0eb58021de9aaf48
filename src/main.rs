//! The program; see [`bilan::cli`].

use std::process::ExitCode;

use bilan::cli::{Arguments, run};
use clap::Parser;

fn main() -> ExitCode {
    run(Arguments::parse())
}

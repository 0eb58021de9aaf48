//! The program; see [`bilan::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    bilan::cli::main()
}

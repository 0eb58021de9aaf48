//! `bilan rules`: work on the rules alone. One file a command; `rules diff` has a room beside this one.

mod cases;
mod check;
mod graph;
mod matrix;
mod questions;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::cli::diff;
use crate::language::Language;

/// What `bilan rules` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Hold the rules to their worked cases
    Cases(cases::Arguments),
    /// Check the rules alone, and say how many questions they ask
    Check(check::Arguments),
    /// Say what changes for whom between two versions of the rules, or two days
    Diff(diff::Arguments),
    /// Draw the decisions and the order of questions
    Graph(graph::Arguments),
    /// Write the summary table: who can pay in which situation
    Matrix(matrix::Arguments),
    /// List every question: what can be answered, and when it is asked
    Questions(questions::Arguments),
}

/// Runs a command on the rules.
pub(super) fn run(arguments: &Arguments, language: Language) -> ExitCode {
    match &arguments.command {
        Command::Cases(arguments) => cases::run(arguments, language),
        Command::Check(arguments) => check::run(arguments, language),
        Command::Diff(arguments) => diff::run(arguments, language),
        Command::Graph(arguments) => graph::run(arguments, language),
        Command::Matrix(arguments) => matrix::run(arguments, language),
        Command::Questions(arguments) => questions::run(arguments, language),
    }
}

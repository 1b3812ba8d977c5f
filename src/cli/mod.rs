//! The command line: one file a command, and one line here.
//!
//! Exit codes: 0 found, 1 nothing found, 2 error. What was asked for goes to standard output, everything
//! else to standard error.

mod actor;
mod actors;
mod annotate;
mod ask;
mod balance;
mod between;
mod bridges;
mod brokers;
mod build;
mod code;
mod communities;
mod compare;
mod diff;
mod explain;
mod export;
mod extract;
mod input;
mod judge;
mod matches;
mod merge;
mod motifs;
mod output;
mod path;
mod remove;
mod report;
mod review;
mod search;
mod select;
mod show;
#[cfg_attr(not(feature = "sparql"), path = "no_sparql.rs")]
mod sparql;
mod timeline;
mod top;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use legation::Error;
use legation::graph::{NameError, Verdict};

const QUICK_START: &str = "Quick start:
  legation build news/ -o news.graph             read every article in a folder
  legation between news.graph Putin \"Kim Jong-un\"  what is said between two actors
  legation export news.graph -o news.html        a picture of it all, with its evidence";

/// Knowledge graphs of geopolitical relations, from news text and event data.
#[derive(Parser)]
#[command(version, after_help = QUICK_START, disable_help_subcommand = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Build(build::Args),
    Extract(extract::Args),
    Code(code::Args),
    Explain(explain::Args),
    Annotate(annotate::Args),
    Actor(actor::Args),
    Actors(actors::Args),
    /// Record that two actors of a graph are one
    Same(judge::Args),
    /// Record that two actors of a graph are two
    Different(judge::Args),
    Review(review::Args),
    Show(show::Args),
    Between(between::Args),
    Search(search::Args),
    Timeline(timeline::Args),
    Path(path::Args),
    Match(matches::Args),
    Ask(ask::Args),
    Sparql(sparql::Args),
    Compare(compare::Args),
    Top(top::Args),
    Communities(communities::Args),
    Brokers(brokers::Args),
    Bridges(bridges::Args),
    Balance(balance::Args),
    Motifs(motifs::Args),
    Diff(diff::Args),
    Export(export::Args),
    Report(report::Args),
    Merge(merge::Args),
    Remove(remove::Args),
}

/// How a command ends when nothing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// There is something to show.
    Found,
    /// There is not.
    Nothing,
    /// There may be, but part of the input could not be read; it has been said.
    Partly,
}

impl Outcome {
    fn found(yes: bool) -> Self {
        if yes { Self::Found } else { Self::Nothing }
    }
}

/// Runs the command of the program's arguments.
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Build(args) => build::run(args),
        Command::Extract(args) => extract::run(args),
        Command::Code(args) => code::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Annotate(args) => annotate::run(args),
        Command::Actor(args) => actor::run(args),
        Command::Actors(args) => actors::run(args),
        Command::Same(args) => judge::run(&args, Verdict::Same),
        Command::Different(args) => judge::run(&args, Verdict::Different),
        Command::Review(args) => review::run(args),
        Command::Show(args) => show::run(args),
        Command::Between(args) => between::run(args),
        Command::Search(args) => search::run(args),
        Command::Timeline(args) => timeline::run(args),
        Command::Path(args) => path::run(args),
        Command::Match(args) => matches::run(args),
        Command::Ask(args) => ask::run(args),
        Command::Sparql(args) => sparql::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Top(args) => top::run(args),
        Command::Communities(args) => communities::run(args),
        Command::Brokers(args) => brokers::run(args),
        Command::Bridges(args) => bridges::run(args),
        Command::Balance(args) => balance::run(args),
        Command::Motifs(args) => motifs::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Export(args) => export::run(args),
        Command::Report(args) => report::run(args),
        Command::Merge(args) => merge::run(args),
        Command::Remove(args) => remove::run(args),
    };
    match result {
        Ok(Outcome::Found) | Err(Error::ClosedPipe) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Partly) => ExitCode::from(2),
        Err(error) => {
            output::complain(&error);
            ExitCode::from(match error {
                Error::Name(NameError::Unknown { .. }) => 1,
                _ => 2,
            })
        }
    }
}

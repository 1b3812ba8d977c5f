use std::path::PathBuf;

use legation::graph::Filter;
use legation::query::{self, Diff};
use legation::{Error, Result};

use super::Outcome;
use super::output::{Out, describe, plain};
use super::select::{GraphArg, QuestionArgs};

/// Show what is new: actors, ties, ties that turned, and what is contested
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// A later graph to compare it with; without one, --since says what is new, by the day of publication
    later: Option<PathBuf>,
    #[command(flatten)]
    question: QuestionArgs,
}

pub fn run(args: Args) -> Result<Outcome> {
    let graph = args.graph.load()?;
    let filter = args.question.filter(&graph)?;
    let (old, new, filter) = match (&args.later, filter.since) {
        (Some(later), _) => (graph, args.graph.load_other(later)?, filter),
        (None, Some(day)) => {
            let filter = Filter {
                since: None,
                ..filter
            };
            (query::before(&graph, day), graph, filter)
        }
        (None, None) => {
            return Err(Error::Usage(
                "say what to compare with: a later graph, or a day with --since".to_owned(),
            ));
        }
    };
    let diff = query::diff(&old, &new, &filter);
    let mut out = Out::new();
    if args.question.json {
        out.json(&diff)?;
    } else {
        print(&mut out, &diff, &args.question)?;
    }
    out.flush()?;
    Ok(Outcome::found(!diff.is_empty()))
}

fn print(out: &mut Out, diff: &Diff<'_>, question: &QuestionArgs) -> Result<()> {
    out.line(format_args!("new actors: {}", diff.actors.len()))?;
    for actor in question.limited(&diff.actors) {
        out.line(format_args!("    {}", describe(actor)))?;
    }
    out.line(format_args!("new ties: {}", diff.ties.len()))?;
    for evidence in question.limited(&diff.ties) {
        out.evidence("    ", evidence)?;
    }
    out.line(format_args!("turned: {}", diff.turned.len()))?;
    for turned in question.limited(&diff.turned) {
        out.line(plain(&format!(
            "    {} and {}: {:+.1} before, {:+.1} since",
            turned.a.name, turned.b.name, turned.before, turned.since
        )))?;
        for evidence in question.limited(&turned.statements) {
            out.evidence("        ", evidence)?;
        }
    }
    out.line(format_args!("contested: {}", diff.contested.len()))?;
    for contested in question.limited(&diff.contested) {
        out.evidence("    ", &contested.affirmed)?;
        out.evidence("    ", &contested.denied)?;
    }
    Ok(())
}

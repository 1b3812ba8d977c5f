use legation::Result;
use legation::query::{self, Paths};

use super::Outcome;
use super::output::{Out, count, describe, hint};
use super::select::{GraphArg, QuestionArgs};

/// Show how one actor is connected to another, with a sentence for each step
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// Where the path begins: a name, a part of one, or an id
    from: String,
    /// Where it ends
    to: String,
    #[command(flatten)]
    question: QuestionArgs,
}

pub fn run(args: Args) -> Result<Outcome> {
    let graph = args.graph.load()?;
    let (from, to) = (graph.find(&args.from)?, graph.find(&args.to)?);
    let Some(paths) = query::path(&graph, &from.id, &to.id, &args.question.filter(&graph)?) else {
        return Ok(Outcome::Nothing);
    };
    let mut out = Out::new();
    if args.question.json {
        out.json(&paths)?;
    } else {
        print(&mut out, &paths)?;
    }
    out.flush()?;
    if paths.paths.is_empty() {
        hint("no path connects them; --all also follows what is planned, possible, denied or negated");
    }
    Ok(Outcome::found(!paths.paths.is_empty()))
}

fn print(out: &mut Out, paths: &Paths<'_>) -> Result<()> {
    for path in &paths.paths {
        let steps = count(path.steps.len(), "step");
        out.line(format_args!(
            "{} to {}: {steps}",
            describe(paths.from),
            describe(paths.to)
        ))?;
        for (number, step) in (1..).zip(&path.steps) {
            out.line("")?;
            let others = match step.others {
                0 => String::new(),
                others => format!(" (and {})", count(others, "other tie")),
            };
            let arrow = match (step.evidence.symmetric, step.source_id == step.from) {
                (true, _) => "<->",
                (false, true) => "->",
                (false, false) => "<-",
            };
            let (left, right) = if step.source_id == step.from {
                (step.source, step.target)
            } else {
                (step.target, step.source)
            };
            out.line(super::output::plain(&format!(
                "{number}. {left} {arrow} {right}{others}"
            )))?;
            out.evidence("   ", &step.evidence)?;
        }
    }
    Ok(())
}

use legation::Result;
use legation::query;

use super::Outcome;
use super::output::{Out, count, describe};
use super::select::{GraphArg, QuestionArgs, hint_hidden};

/// Show all that is said between two actors, each with its sentence
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// The one: a name, a part of one, or an id
    a: String,
    /// The other
    b: String,
    #[command(flatten)]
    question: QuestionArgs,
}

pub fn run(args: Args) -> Result<Outcome> {
    // of a large graph only what is needed
    let part = match args.question.is_plain() {
        true => args.graph.load_between(&args.a, &args.b)?,
        false => None,
    };
    let graph = part.map_or_else(|| args.graph.load(), Ok)?;
    let (a, b) = (graph.find(&args.a)?, graph.find(&args.b)?);
    let Some(between) = query::between(&graph, &a.id, &b.id, &args.question.filter(&graph)?) else {
        return Ok(Outcome::Nothing);
    };
    let mut out = Out::new();
    if args.question.json {
        out.json(&between)?;
    } else {
        out.line(format_args!(
            "{} and {}: {}",
            describe(a),
            describe(b),
            count(between.statements.len(), "statement")
        ))?;
        for evidence in args.question.limited(&between.statements) {
            out.line("")?;
            out.evidence("", evidence)?;
        }
    }
    out.flush()?;
    hint_hidden(between.hidden);
    Ok(Outcome::found(!between.statements.is_empty()))
}

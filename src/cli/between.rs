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
    let names = [args.a.as_str(), &args.b];
    let (graph, [a, b]) = args.graph.load_about(names, &args.question)?;
    let Some(between) = query::between(&graph, &a, &b, &args.question.filter(&graph)?) else {
        return Ok(Outcome::Nothing);
    };
    let mut out = Out::new();
    if args.question.json {
        out.json(&between)?;
    } else {
        out.line(format_args!(
            "{} and {}: {}",
            describe(between.a),
            describe(between.b),
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

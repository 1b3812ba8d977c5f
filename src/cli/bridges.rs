use legation::Result;
use legation::query;

use super::Outcome;
use super::output::{Out, count};
use super::select::{GraphArg, QuestionArgs};

/// Find the ties that alone hold parts of the graph together
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    #[command(flatten)]
    question: QuestionArgs,
}

pub fn run(args: Args) -> Result<Outcome> {
    let graph = args.graph.load()?;
    let bridges = query::bridges(&graph.select(&args.question.filter(&graph)?));
    let mut out = Out::new();
    if args.question.json {
        out.json(&bridges)?;
    } else {
        out.line(count(bridges.len(), "bridge"))?;
        for (number, bridge) in (1..).zip(args.question.limited(&bridges)) {
            out.line("")?;
            out.line(format_args!(
                "{number}. without it, {} cut off",
                match bridge.cut_off {
                    1 => "1 actor is".to_owned(),
                    more => format!("{more} actors are"),
                }
            ))?;
            out.step("   ", &bridge.step)?;
        }
    }
    out.flush()?;
    Ok(Outcome::found(!bridges.is_empty()))
}

use legation::Result;
use legation::query;

use super::Outcome;
use super::output::{Out, count, describe};
use super::select::{GraphArg, QuestionArgs};

/// Find groups of actors with more ties among themselves than to others
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    #[command(flatten)]
    question: QuestionArgs,
}

pub fn run(args: Args) -> Result<Outcome> {
    let ties = args.graph.ties(&args.question)?;
    let found = query::communities(&&ties);
    let mut out = Out::new();
    if args.question.json {
        out.json(&found)?;
    } else {
        out.line(format_args!(
            "{} communities, modularity {:.3}",
            found.communities.len(),
            found.modularity
        ))?;
        for (number, members) in (1..).zip(args.question.limited(&found.communities)) {
            out.line("")?;
            out.line(format_args!("{number}. {}", count(members.len(), "actor")))?;
            for actor in args.question.limited(members) {
                out.line(format_args!("   {}", describe(actor)))?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::found(!found.communities.is_empty()))
}

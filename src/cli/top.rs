use clap::ValueEnum;
use legation::Result;
use legation::query::{self, Measure};

use super::Outcome;
use super::output::{Out, describe};
use super::select::{GraphArg, QuestionArgs};

/// Rank the actors by how central they are
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// What counts
    #[arg(long, value_enum, default_value_t = By::Degree)]
    by: By,
    #[command(flatten)]
    question: QuestionArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    /// To how many others an actor is tied
    Degree,
    /// How much is done to it, and by those to whom much is done
    Pagerank,
    /// On what share of the shortest paths between two others it lies
    Betweenness,
}

pub fn run(args: Args) -> Result<Outcome> {
    let ties = args.graph.ties(&args.question)?;
    let measure = match args.by {
        By::Degree => Measure::Degree,
        By::Pagerank => Measure::PageRank,
        By::Betweenness => Measure::Betweenness,
    };
    let ranked = query::top(&&ties, measure);
    let mut out = Out::new();
    if args.question.json {
        out.json(&ranked)?;
    } else {
        for (rank, ranked) in (1..).zip(args.question.limited(&ranked)) {
            let value = match measure {
                Measure::Degree => format!("{}", ranked.value),
                Measure::PageRank | Measure::Betweenness => format!("{:.4}", ranked.value),
            };
            out.line(format_args!("{rank:4}. {value:>8}  {}", describe(ranked.actor)))?;
        }
    }
    out.flush()?;
    Ok(Outcome::found(!ranked.is_empty()))
}

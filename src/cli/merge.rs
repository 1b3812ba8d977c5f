use std::path::PathBuf;

use legation::Result;
use legation::graph::Ledger;

use super::Outcome;
use super::output::{hint, totals};

/// Make one graph of several: all that any of them holds, once
///
/// Of a document that is in several of them in different forms, the one that was changed most often counts,
/// then the one that was published last. What was taken out of one stays out.
#[derive(clap::Args)]
pub struct Args {
    /// Graphs that 'legation build' made
    #[arg(required = true, value_name = "GRAPH")]
    graphs: Vec<PathBuf>,
    /// The new graph
    #[arg(short, long, value_name = "GRAPH")]
    output: PathBuf,
}

pub fn run(args: Args) -> Result<Outcome> {
    let parts = args
        .graphs
        .iter()
        .map(|graph| Ledger::open(graph))
        .collect::<Result<Vec<_>, _>>()?;
    let ledger = Ledger::merge(&parts, &args.output)?;
    let counts = ledger.counts()?;
    ledger.close()?;
    hint(totals(&args.output, &counts));
    Ok(Outcome::found(counts.statements > 0))
}

use legation::Result;
use legation::graph::Ledger;

use super::Outcome;
use super::output::{count, hint};
use super::select::FileArg;

/// Take documents out of a graph, with their statements
///
/// What was taken out is kept as history (see --as-of), and comes back when it is read again.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    graph: FileArg,
    /// A document's id, as 'legation show' prints it below a sentence; may be repeated
    #[arg(required = true, value_name = "DOCUMENT")]
    documents: Vec<String>,
}

pub fn run(args: Args) -> Result<Outcome> {
    let mut ledger = Ledger::open_for_change(args.graph.file())?;
    let mut all = true;
    for id in &args.documents {
        let (documents, statements) = ledger.remove(id)?;
        if documents == 0 {
            hint(format_args!("there is no document '{id}'"));
            all = false;
        } else {
            hint(format_args!(
                "took out {id}: {}",
                count(statements as usize, "statement")
            ));
        }
    }
    ledger.close()?;
    Ok(Outcome::found(all))
}

//! `same` and `different`: a judgement on two actors.

use std::path::PathBuf;

use legation::graph::{Ledger, Verdict};
use legation::{Error, Result};

use super::Outcome;
use super::output::{describe, hint};

/// Which two.
#[derive(clap::Args)]
pub struct Args {
    /// A graph that 'legation build' made
    graph: PathBuf,
    /// The one: a name, a part of one, or an id
    a: String,
    /// The other
    b: String,
    /// Take back what was judged about the two
    #[arg(long)]
    undo: bool,
}

/// Records a verdict. Names mean actors as they were resolved, before any judgement.
pub fn run(args: &Args, verdict: Verdict) -> Result<Outcome> {
    let mut ledger = Ledger::open_for_change(&args.graph)?;
    let graph = ledger.load_unjudged()?;
    let (a, b) = (graph.find(&args.a)?, graph.find(&args.b)?);
    if a.id == b.id {
        return Err(Error::Usage(format!(
            "'{}' and '{}' both mean {}; ask for one by its id, see 'legation actors'",
            args.a,
            args.b,
            describe(a)
        )));
    }
    let verdict = (!args.undo).then_some(verdict);
    let changed = ledger.judge(&[(a.id.clone(), b.id.clone(), verdict)])?;
    ledger.close()?;
    let judged = match verdict {
        Some(Verdict::Same) => "are the same",
        Some(Verdict::Different) => "are different",
        None => "are not judged",
    };
    let already = if changed == 0 { ", as before" } else { "" };
    hint(format_args!(
        "{} and {} {judged}{already}",
        describe(a),
        describe(b)
    ));
    Ok(Outcome::Found)
}

use legation::Result;
use legation::query::{self, Actors};

use super::Outcome;
use super::output::{Out, count, describe, plain};
use super::select::GraphArg;

/// List the actors of a graph, their names, and pairs that may be one
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// Only the pairs that may be one
    #[arg(long, conflicts_with = "json")]
    doubtful: bool,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: Args) -> Result<Outcome> {
    let graph = args.graph.load()?;
    let actors = query::actors(&graph);
    let mut out = Out::new();
    let found = if args.doubtful {
        doubts(&mut out, &actors)?;
        !actors.doubtful.is_empty()
    } else {
        if args.json {
            out.json(&actors)?;
        } else {
            list(&mut out, &actors)?;
        }
        !actors.actors.is_empty()
    };
    out.flush()?;
    Ok(Outcome::found(found))
}

fn list(out: &mut Out, actors: &Actors<'_>) -> Result<()> {
    for counted in &actors.actors {
        out.line(format_args!(
            "{}  {}  {}, {}",
            plain(&counted.actor.id),
            describe(counted.actor),
            count(counted.statements, "statement"),
            count(counted.ties, "tie"),
        ))?;
        if !counted.names.is_empty() {
            out.line(format_args!(
                "    also called: {}",
                plain(&counted.names.join(", "))
            ))?;
        }
        if !counted.merged.is_empty() {
            let merged: Vec<&str> = counted.merged.iter().map(|id| id.as_str()).collect();
            out.line(format_args!("    judged the same: {}", plain(&merged.join(", "))))?;
        }
    }
    if !actors.doubtful.is_empty() {
        out.line("")?;
        out.line("may be one; say so with 'legation same' or 'legation different':")?;
        doubts(out, actors)?;
    }
    Ok(())
}

fn doubts(out: &mut Out, actors: &Actors<'_>) -> Result<()> {
    actors.doubtful.iter().try_for_each(|doubt| {
        out.line(format_args!(
            "{}  {}  |  {}  {}  ({})",
            plain(&doubt.a.id),
            describe(doubt.a),
            plain(&doubt.b.id),
            describe(doubt.b),
            doubt.why.name()
        ))
    })
}

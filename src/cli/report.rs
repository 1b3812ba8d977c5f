use std::path::PathBuf;

use legation::report::Report;
use legation::{Error, Result};

use super::Outcome;
use super::output::{hint, write_to};
use super::select::{FilterArgs, GraphArg};

/// Write a dossier about an actor, or about two: summary, picture, timeline, evidence, sources
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// Who: a name, a part of one, or an id
    a: String,
    /// And with whom
    b: Option<String>,
    /// Write to this file, as its name says: .html or .md; by default Markdown to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    filter: FilterArgs,
}

pub fn run(args: Args) -> Result<Outcome> {
    let print = match &args.output {
        None => Report::markdown,
        Some(output) => {
            let extension = output.extension().and_then(|text| text.to_str());
            match extension.map(str::to_lowercase).as_deref() {
                Some("html" | "htm") => Report::html,
                Some("md" | "markdown") => Report::markdown,
                _ => {
                    let file = output.display();
                    return Err(Error::Usage(format!(
                        "{file}: a dossier is .html or .md; name it so"
                    )));
                }
            }
        }
    };
    let graph = args.graph.load()?;
    let a = graph.find(&args.a)?;
    let b = args.b.as_deref().map(|name| graph.find(name)).transpose()?;
    let filter = args.filter.everything(&graph)?;
    let Some(report) = Report::new(&graph, &a.id, b.map(|actor| actor.id.as_str()), &filter) else {
        return Ok(Outcome::Nothing);
    };
    if report.entries.is_empty() {
        hint("nothing is said; no dossier was written");
        return Ok(Outcome::Nothing);
    }
    write_to(args.output.as_deref(), |out| {
        out.write_all(print(&report).as_bytes())
    })?;
    Ok(Outcome::Found)
}

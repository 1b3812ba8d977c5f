use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use legation::export::{FORMATS, Format};
use legation::{Error, Result};

use super::Outcome;
use super::output::{Out, write_file};
use super::select::{FilterArgs, GraphArg};

/// Write a graph, or a part of it, for other programs: a picture, or data
#[derive(clap::Args)]
#[command(after_help = formats())]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// The format; by default the one that the output's name says
    #[arg(short, long, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))]
    format: Option<String>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only what lies around this actor; may be repeated
    #[arg(long, value_name = "ACTOR")]
    focus: Vec<String>,
    /// How many ties away from the actors in focus
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    hops: usize,
    /// Leave out what is planned, possible, demanded, denied or negated
    #[arg(long)]
    facts: bool,
    #[command(flatten)]
    filter: FilterArgs,
}

fn formats() -> String {
    let rows = FORMATS
        .iter()
        .map(|format| format!("\n  {:6} {}", format.name, format.about));
    format!("Formats:{}", rows.collect::<String>())
}

pub fn run(args: Args) -> Result<Outcome> {
    let extension = args
        .output
        .as_ref()
        .and_then(|output| output.extension())
        .and_then(|text| text.to_str());
    let format = match &args.format {
        Some(name) => Format::named(name),
        None => extension.and_then(Format::of_extension),
    };
    let Some(format) = format else {
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        return Err(Error::Usage(format!(
            "say which format with --format ({})",
            names.join(", ")
        )));
    };
    let graph = args.graph.load()?;
    let mut filter = if args.facts {
        args.filter.facts(&graph)?
    } else {
        args.filter.everything(&graph)?
    };
    for name in &args.focus {
        filter.focus.push(graph.find(name)?.id.clone());
    }
    filter.hops = args.hops;
    let bytes = format.bytes(&graph.select(&filter));
    match &args.output {
        Some(file) => write_file(file, &bytes)?,
        None => {
            let mut out = Out::new();
            out.bytes(&bytes)?;
            out.flush()?;
        }
    }
    Ok(Outcome::Found)
}

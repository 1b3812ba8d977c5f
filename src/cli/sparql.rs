use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use legation::sparql::{Answer, Error as SparqlError, FORMATS, Format, Query, sparql};
use legation::{Error, Result};

use super::Outcome;
use super::output::{Out, hint, plain};
use super::select::{FilterArgs, GraphArg};

/// Answer a question in SPARQL, over the terms that the RDF exports write
#[derive(clap::Args)]
#[command(after_help = after())]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// The query: SELECT, ASK, CONSTRUCT or DESCRIBE; - for standard input
    #[arg(required_unless_present = "file", conflicts_with = "file")]
    query: Option<String>,
    /// Read the query from this file
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// The format; by default a table, for CONSTRUCT and DESCRIBE turtle
    #[arg(long, value_parser = PossibleValuesParser::new(["table"].into_iter().chain(FORMATS.iter().map(|format| format.name))))]
    format: Option<String>,
    /// Print the answer as JSON: json, or jsonld for CONSTRUCT and DESCRIBE
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Leave out what is planned, possible, demanded, denied or negated
    #[arg(long)]
    facts: bool,
    /// Show at most so many rows of a table, 0 for all
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
    #[command(flatten)]
    filter: FilterArgs,
}

const EXAMPLE: &str = "Example:
  legation sparql news.graph 'SELECT ?who ?words WHERE {
    ?statement leg:source/rdfs:label ?who ; rdfs:label ?words ; leg:modality \"planned\" }'

The prefixes leg, oa, owl, prov, rdf, rdfs, schema and xsd need no declaration; docs/rdf.md lists the terms. The default
graph holds everything, the graph of a document its statements. Exit code 1: no rows, no triples, or ASK is false.";

fn after() -> String {
    let rows = FORMATS
        .iter()
        .map(|format| format!("\n  {:8} {}", format.name, format.about));
    let table = "\n  table    rows and columns";
    format!("Formats:{table}{}\n\n{EXAMPLE}", rows.collect::<String>())
}

pub fn run(args: Args) -> Result<Outcome> {
    let (place, text) = query(&args)?;
    let wrong = |error: SparqlError| {
        Error::Usage(match error {
            SparqlError::Syntax { .. } => format!("{place}:{error}"),
            SparqlError::Evaluation(_) => format!("{place}: {error}"),
        })
    };
    let query: Query = text.parse().map_err(wrong)?;
    let graph = args.graph.load()?;
    let filter = if args.facts {
        args.filter.facts(&graph)?
    } else {
        args.filter.everything(&graph)?
    };
    let answer = sparql(&graph.select(&filter), &query).map_err(wrong)?;
    let default = match (args.json, answer.is_graph()) {
        (true, true) => "jsonld",
        (true, false) => "json",
        (false, true) => "turtle",
        (false, false) => "table",
    };
    let name = args.format.as_deref().unwrap_or(default);
    let mut out = Out::new();
    match Format::named(name) {
        Some(format) => {
            let mut bytes = answer.bytes(format).ok_or_else(|| unfit(name, &answer))?;
            if !bytes.ends_with(b"\n") {
                bytes.push(b'\n');
            }
            out.bytes(&bytes)?;
        }
        None => print(&mut out, &answer, args.limit)?,
    }
    out.flush()?;
    Ok(Outcome::found(!answer.is_empty()))
}

/// The query, and where it stands.
fn query(args: &Args) -> Result<(String, String)> {
    let stdin = || {
        let mut text = String::new();
        let read = std::io::stdin().lock().read_to_string(&mut text);
        let read = read.map_err(|error| Error::Usage(format!("standard input: {error}")));
        read.map(|_| ("standard input".to_owned(), text))
    };
    match (&args.query, &args.file) {
        (_, Some(file)) if file == Path::new("-") => stdin(),
        (_, Some(file)) => {
            let place = file.display().to_string();
            let text = std::fs::read_to_string(file);
            let text = text.map_err(|error| Error::Usage(format!("{place}: {error}")))?;
            Ok((place, text))
        }
        (Some(query), None) if query == "-" => stdin(),
        (query, None) => Ok(("query".to_owned(), query.clone().unwrap_or_default())),
    }
}

fn unfit(name: &str, answer: &Answer) -> Error {
    let fit = FORMATS
        .iter()
        .filter(|format| format.is_of_graphs() == answer.is_graph());
    let fit: Vec<&str> = fit.map(|format| format.name).collect();
    let what = if answer.is_graph() {
        "triples, the answer of CONSTRUCT and DESCRIBE;"
    } else {
        "the answer of SELECT and ASK;"
    };
    Error::Usage(format!(
        "{name} is no format for {what} choose one of table, {}",
        fit.join(", ")
    ))
}

/// The widest that a column is made for the sake of those behind it.
const WIDEST: usize = 48;

fn print(out: &mut Out, answer: &Answer, limit: usize) -> Result<()> {
    let (heads, rows) = answer.table();
    let most = if limit == 0 {
        rows.len()
    } else {
        limit.min(rows.len())
    };
    let hidden = rows.len() - most;
    let rows = rows[..most]
        .iter()
        .map(|row| row.iter().map(|cell| plain(cell)).collect());
    let lines: Vec<Vec<String>> = std::iter::once(heads).chain(rows).collect();
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
            .min(WIDEST)
    };
    let widths: Vec<usize> = (0..lines.iter().map(Vec::len).max().unwrap_or(0))
        .map(width)
        .collect();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let cells = line
            .iter()
            .zip(&widths)
            .map(|(cell, &width)| format!("{cell:width$}"));
        out.line(cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    if hidden > 0 {
        hint(format_args!("{hidden} more not shown; see --limit"));
    }
    Ok(())
}

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use legation::model::Relation;
use legation::{Result, read};
use serde::Serialize;
use serde_json::Value;

use super::Outcome;
use super::input::ThreadArgs;
use super::output::{Out, note};

/// Say which relation a text states between two given actors, line by line
///
/// Reads JSON Lines {"id","text","source","target"}, with an actor as a name or as a place [start,end] in characters of the
/// text, and prints {"id","relation","confidence","rule"} for each, in their order; for a line that is no such pair the relation
/// is null, and standard error says why.
#[derive(clap::Args)]
pub struct Args {
    /// A file of JSON Lines, or - for standard input
    #[arg(value_name = "INPUT")]
    input: PathBuf,
    #[command(flatten)]
    threads: ThreadArgs,
}

/// So many pairs are coded side by side.
const BATCH: usize = 1024;

#[derive(Serialize)]
struct Coded<'a> {
    id: &'a Value,
    relation: &'a Option<Relation>,
    confidence: f32,
    rule: &'a str,
}

pub fn run(args: Args) -> Result<Outcome> {
    let pipeline = args.threads.pipeline()?;
    let name = args.input.display().to_string();
    let unreadable = |source| read::Error::Unreadable {
        path: name.clone(),
        source,
    };
    let bytes: Box<dyn Read + Send> = if name == "-" {
        Box::new(std::io::stdin())
    } else {
        Box::new(File::open(&args.input).map_err(unreadable)?)
    };
    let mut out = Out::new();
    let (mut found, mut failed) = (false, false);
    let mut lines = read::pairs(&name, bytes).map_err(unreadable)?.peekable();
    while lines.peek().is_some() {
        // a line that is no pair has its place among the answers, too
        let (mut ids, mut pairs) = (Vec::new(), Vec::new());
        for line in lines.by_ref().take(BATCH) {
            match line {
                Ok((id, pair)) => {
                    ids.push((id, true));
                    pairs.push(pair);
                }
                Err((id, said)) => {
                    failed = true;
                    note(&said);
                    ids.push((id, false));
                }
            }
        }
        let mut ties = pipeline.ties(&pairs).into_iter();
        for (id, is_pair) in &ids {
            let tie = is_pair.then(|| ties.next()).flatten().unwrap_or_default();
            found |= tie.relation.is_some();
            out.json(&Coded {
                id,
                relation: &tie.relation,
                confidence: tie.confidence,
                rule: &tie.rule,
            })?;
        }
        out.flush()?;
    }
    Ok(if failed {
        Outcome::Partly
    } else {
        Outcome::found(found)
    })
}

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use legation::code::Tie;
use legation::model::{Pair, Relation};
use legation::{Result, read};
use serde::Serialize;
use serde_json::Value;

use super::Outcome;
use super::input::ThreadArgs;
use super::output::{Out, note};

/// Say which relation a text states between two given actors, line by line
///
/// Reads JSON Lines {"id","text","source","target"}, with an actor as a name or as a place [start,end] in characters of the
/// text, and prints {"id","relation","confidence","rule"} for each, in their order.
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
    let mut code = |ids: &mut Vec<Value>, pairs: &mut Vec<Pair>| -> Result<()> {
        for (
            id,
            Tie {
                relation,
                confidence,
                rule,
            },
        ) in ids.iter().zip(pipeline.ties(pairs))
        {
            found |= relation.is_some();
            out.json(&Coded {
                id,
                relation: &relation,
                confidence,
                rule: &rule,
            })?;
        }
        ids.clear();
        pairs.clear();
        out.flush()
    };
    let (mut ids, mut pairs) = (Vec::new(), Vec::new());
    for line in read::pairs(&name, bytes).map_err(unreadable)? {
        match line {
            Ok((id, pair)) => {
                ids.push(id);
                pairs.push(pair);
            }
            Err(said) => {
                failed = true;
                note(&said);
            }
        }
        if pairs.len() == BATCH {
            code(&mut ids, &mut pairs)?;
        }
    }
    code(&mut ids, &mut pairs)?;
    Ok(if failed {
        Outcome::Partly
    } else {
        Outcome::found(found)
    })
}

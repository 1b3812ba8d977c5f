use legation::Result;
use legation::extract::open;
use legation::model::{Line, Statement};
use legation::pipeline::{Parcel, has_actor};
use legation::read::{Item, Severity};

use super::Outcome;
use super::input::InputArgs;
use super::output::{Out, note, plain};
use super::select::share;

/// Documents that are read side by side for tuples.
const BATCH: usize = 1000;

/// Print what texts say, statement by statement, without a graph
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// How to print a statement
    #[arg(short, long, value_enum, default_value = "text")]
    format: Form,
    /// Also what no graph keeps: statements in which no known actor takes part, and doubtful ones
    #[arg(long)]
    all: bool,
    /// Only statements that are at least so sure, from 0 to 1: how many of these are right is in docs/precision.md
    #[arg(long, value_name = "SHARE", value_parser = share, default_value_t = 0.0, hide_default_value = true)]
    min_confidence: f32,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Form {
    /// The statement in one line, its sentence below it
    Text,
    /// One JSON object a line
    Jsonl,
    /// Open tuples of any English text, read one sentence a line: sentence, confidence, relation and arguments,
    /// parted by tabs
    Carb,
}

pub fn run(args: Args) -> Result<Outcome> {
    if matches!(args.format, Form::Carb) {
        return tuples(&args);
    }
    let inputs = args.input.open()?;
    let pipeline = args.input.pipeline()?;
    let mut out = Out::new();
    let (mut found, mut failed) = (false, false);
    pipeline.extract(inputs, |parcel| {
        // who reads along wants a document as soon as it is done; rows come by the thousand
        let (statements, flush) = match parcel {
            Parcel::Note(said) => {
                failed |= said.severity == Severity::Error;
                note(&said);
                return Ok(());
            }
            Parcel::Document(_, statements) => (statements, true),
            Parcel::Known(_, statements) => (statements, false),
            Parcel::Row(statement, _) => (vec![*statement], false),
        };
        for statement in statements
            .iter()
            .filter(|statement| args.all || has_actor(statement))
            .filter(|statement| statement.confidence >= args.min_confidence)
        {
            found = true;
            print(&mut out, statement, matches!(args.format, Form::Jsonl))?;
        }
        if flush { out.flush() } else { Ok(()) }
    })?;
    out.flush()?;
    Ok(if failed {
        Outcome::Partly
    } else {
        Outcome::found(found)
    })
}

/// Prints open tuples. Of a text that is one sentence a line the sentence is the line, as it was given.
fn tuples(args: &Args) -> Result<Outcome> {
    let pipeline = args.input.pipeline()?;
    let mut out = Out::new();
    let (mut found, mut failed) = (false, false);
    let mut items = args.input.open_as("lines")?;
    loop {
        let mut documents = Vec::new();
        for item in items.by_ref().take(BATCH) {
            match item {
                Item::Document(document) => documents.push(document),
                Item::Note(said) => {
                    failed |= said.severity == Severity::Error;
                    note(&said);
                }
                Item::Row { .. } | Item::Known { .. } => {}
            }
        }
        if documents.is_empty() {
            break;
        }
        for (document, sentences) in documents.iter().zip(pipeline.annotate_all(&documents)) {
            let line = document.text.lines().count() == 1;
            for sentence in &sentences {
                let text = if line {
                    document.text.clone()
                } else {
                    sentence.text(0..sentence.len())
                };
                for tuple in open(sentence) {
                    found = true;
                    let slots = [vec![tuple.relation], tuple.arguments].concat();
                    let slots: Vec<String> = slots.iter().map(|slot| plain(slot).to_string()).collect();
                    out.line(format_args!(
                        "{}\t{:.3}\t{}",
                        plain(&text),
                        tuple.confidence,
                        slots.join("\t")
                    ))?;
                }
            }
        }
        out.flush()?;
    }
    Ok(if failed {
        Outcome::Partly
    } else {
        Outcome::found(found)
    })
}

fn print(out: &mut Out, statement: &Statement, json: bool) -> Result<()> {
    if json {
        return out.json(statement);
    }
    out.line(Line::from(statement))?;
    if statement.quote.is_empty() {
        return Ok(());
    }
    out.line(format_args!("    \"{}\"", plain(&statement.quote)))
}

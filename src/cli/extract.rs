use legation::Result;
use legation::model::{Line, Statement};
use legation::pipeline::{Parcel, has_actor};
use legation::read::Severity;

use super::Outcome;
use super::input::InputArgs;
use super::output::{Out, note, plain};

/// Print what texts say, statement by statement, without a graph
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// How to print a statement
    #[arg(short, long, value_enum, default_value = "text")]
    format: Form,
    /// Also statements in which no known actor takes part
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Form {
    /// The statement in one line, its sentence below it
    Text,
    /// One JSON object a line
    Jsonl,
}

pub fn run(args: Args) -> Result<Outcome> {
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
            Parcel::Row(statement, _) => (vec![*statement], false),
        };
        for statement in statements
            .iter()
            .filter(|statement| args.all || has_actor(statement))
        {
            found = true;
            print(&mut out, statement, args.format)?;
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

fn print(out: &mut Out, statement: &Statement, form: Form) -> Result<()> {
    match form {
        Form::Jsonl => out.json(statement),
        Form::Text => {
            out.line(Line::from(statement))?;
            if statement.quote.is_empty() {
                return Ok(());
            }
            out.line(format_args!("    \"{}\"", plain(&statement.quote)))
        }
    }
}

use legation::query::{self, Searched};
use legation::{Error, Result};

use super::Outcome;
use super::output::{Out, count};
use super::select::{GraphArg, QuestionArgs, hint_hidden};

/// Find statements by words of their sentences, in the order of time
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// Words that must all be there, in any form and order: sanctions finds "sanction", too; several words in quotation marks are a
    /// phrase, and "sanction*" is all words that begin so
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    #[command(flatten)]
    question: QuestionArgs,
}

pub fn run(args: Args) -> Result<Outcome> {
    if let Some(none) = args
        .words
        .iter()
        .find(|words| !words.chars().any(char::is_alphanumeric))
    {
        return Err(Error::Usage(format!("'{none}' has no word to look for")));
    }
    let (graph, ids) = args.graph.load_quoting(&args.words, &args.question)?;
    let found = query::search(&graph, &ids, &args.question.filter(&graph)?);
    let mut out = Out::new();
    if args.question.json {
        out.json(&found)?;
    } else {
        print(&mut out, &found, &args.question)?;
    }
    out.flush()?;
    hint_hidden(found.hidden);
    Ok(Outcome::found(!found.statements.is_empty()))
}

fn print(out: &mut Out, found: &Searched<'_>, question: &QuestionArgs) -> Result<()> {
    out.line(count(found.statements.len(), "statement"))?;
    for evidence in question.limited(&found.statements) {
        out.line("")?;
        out.evidence("", evidence)?;
    }
    Ok(())
}

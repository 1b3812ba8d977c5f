use jiff::civil::Date;
use legation::Result;
use legation::ask::{Asked, ask};
use legation::pipeline::{Options, Pipeline};

use super::Outcome;
use super::input::day;
use super::output::{Out, count, describe, hint, plain};
use super::select::{GraphArg, QuestionArgs};

/// Answer a question in English, with the sentences that the answer rests on
#[derive(clap::Args)]
#[command(after_help = FORMS)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// The question, in quotes
    text: String,
    /// Today, which "last week" counts from, as 2025-08-12
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<Date>,
    #[command(flatten)]
    question: QuestionArgs,
}

const FORMS: &str = "Questions:
  Who threatened Russia?                        Which country accused Cambodia?
  Who did Putin speak with in August 2025?      To whom did North Korea send soldiers?
  Did Putin meet Trump?                         Will Putin meet Trump?
  When did Thailand accuse Cambodia?            Where will Putin meet Trump?
  How many soldiers did North Korea send?       How often did Putin speak with Kim Jong-un?
  Who said that Thailand could close its embassy?   What does KCNA say about Putin?
  Who is Dmitry Peskov?                         What happened between Russia and Iran?
  What did Putin do?                            How is China connected to North Korea?
  Which treaties did Russia sign?               According to whom did North Korea send soldiers?
  How are relations between Russia and Iran?    Tell me about Dmitry Peskov
  According to KCNA, who did Putin praise?      When did Putin and Kim Jong-un last speak?
It says how a question is understood. What is not understood is not answered, and a word that is not found again
in the evidence makes no answer.";

pub fn run(args: Args) -> Result<Outcome> {
    let graph = args.graph.load()?;
    let pipeline = Pipeline::new(Options { threads: Some(1) })?;
    let filter = args.question.filter(&graph)?;
    let asked = ask(&pipeline, &graph, &args.text, args.date, &filter);
    let mut out = Out::new();
    if args.question.json {
        out.json(&asked)?;
    } else {
        print(&mut out, &asked, &args.question)?;
    }
    out.flush()?;
    if let Some(reason) = &asked.declined {
        hint(format_args!("I can't answer this: {reason}"));
    } else if asked.answers.is_empty() {
        hint("the graph does not say");
    }
    Ok(Outcome::found(!asked.answers.is_empty()))
}

fn print(out: &mut Out, asked: &Asked<'_>, question: &QuestionArgs) -> Result<()> {
    if let Some(understood) = &asked.understood {
        out.line(plain(&format!("understood: {understood}")))?;
    }
    for answer in question.limited(&asked.answers) {
        out.line("")?;
        let evidence = &answer.evidence;
        match answer.actor {
            Some(actor) => out.line(describe(actor))?,
            // a statement as an answer is its own evidence
            None if evidence.len() == 1 && evidence[0].line == answer.text => {}
            None => out.line(plain(&answer.text))?,
        }
        for evidence in question.limited(evidence) {
            out.evidence("    ", evidence)?;
        }
    }
    if !asked.near.is_empty() {
        out.line("")?;
        let near = count(asked.near.len(), "statement");
        out.line(format_args!("not an answer, but of the kind: {near}"))?;
        for evidence in question.limited(&asked.near) {
            out.evidence("    ", evidence)?;
        }
    }
    Ok(())
}

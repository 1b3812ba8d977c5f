use legation::Result;
use legation::query::{self, Between};
use legation::resolve::at_state;
use serde::Serialize;

use super::Outcome;
use super::output::{Out, count, describe};
use super::select::{GraphArg, QuestionArgs, hint_hidden};

/// Show all that is said between two actors, event by event, each statement with its sentence
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// The one: a name, a part of one, or an id
    a: String,
    /// The other
    b: String,
    /// Also what is between those who act for the two: states' people and bodies, organisations' officials
    #[arg(long)]
    members: bool,
    #[command(flatten)]
    question: QuestionArgs,
}

/// What is between two actors, and between those who act for them.
#[derive(Serialize)]
struct Answer<'g> {
    #[serde(flatten)]
    between: Between<'g>,
    #[serde(skip_serializing_if = "Option::is_none")]
    members: Option<Vec<Between<'g>>>,
}

pub fn run(args: Args) -> Result<Outcome> {
    let names = [args.a.as_str(), &args.b];
    let (graph, [a, b]) = match args.members {
        // of a large graph only what is needed
        false => args.graph.load_about(names, &args.question)?,
        true => {
            let graph = args.graph.load()?;
            let [a, b] = names.map(|name| graph.find(name).map(|actor| actor.id.clone()));
            let ids = [a?, b?];
            (graph, ids)
        }
    };
    let filter = args.question.filter(&graph)?;
    let Some(between) = query::between(&graph, &a, &b, &filter) else {
        return Ok(Outcome::Nothing);
    };
    let members = args
        .members
        .then(|| query::members(&graph, at_state, &a, &b, &filter));
    let answer = Answer { between, members };
    let mut out = Out::new();
    if args.question.json {
        out.json(&answer)?;
    } else {
        print(&mut out, &answer.between, &args.question)?;
        for pair in args
            .question
            .limited(answer.members.as_deref().unwrap_or_default())
        {
            out.line("")?;
            print(&mut out, pair, &args.question)?;
        }
    }
    out.flush()?;
    hint_hidden(answer.between.hidden);
    let found =
        !answer.between.statements.is_empty() || answer.members.is_some_and(|pairs| !pairs.is_empty());
    Ok(Outcome::found(found))
}

fn print(out: &mut Out, between: &Between<'_>, question: &QuestionArgs) -> Result<()> {
    let events = match between.occurrences.len() < between.statements.len() {
        true => format!(" of {}", count(between.occurrences.len(), "event")),
        false => String::new(),
    };
    out.line(format_args!(
        "{} and {}: {}{events}",
        describe(between.a),
        describe(between.b),
        count(between.statements.len(), "statement")
    ))?;
    for occurrence in question.limited(&between.occurrences) {
        out.line("")?;
        let mut indent = "";
        if occurrence.statements.len() > 1 {
            indent = "    ";
            let days = match (occurrence.first, occurrence.last) {
                (Some(first), Some(last)) if first == last => format!(" {first}"),
                (Some(first), Some(last)) => format!(" {first} to {last}"),
                _ => String::new(),
            };
            let contested = if occurrence.contested { ", contested" } else { "" };
            out.line(super::output::plain(&format!(
                "{}{days}: {}, {}{contested}",
                occurrence.relation,
                count(occurrence.statements.len(), "statement"),
                count(occurrence.sources, "source"),
            )))?;
        }
        for &place in &occurrence.statements {
            out.evidence(indent, &between.statements[place])?;
        }
    }
    Ok(())
}

use legation::Result;
use legation::query::{self, Direction, Neighbour, Shown};

use super::Outcome;
use super::output::{Out, count};
use super::select::{GraphArg, QuestionArgs, hint_hidden};

/// Show an actor: its names, and its ties with a sentence for each
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// A name, a part of one, or an id
    actor: String,
    #[command(flatten)]
    question: QuestionArgs,
}

pub fn run(args: Args) -> Result<Outcome> {
    let (graph, [actor]) = args.graph.load_about([&args.actor], &args.question)?;
    let Some(shown) = query::show(&graph, &actor, &args.question.filter(&graph)?) else {
        return Ok(Outcome::Nothing);
    };
    let mut out = Out::new();
    if args.question.json {
        out.json(&shown)?;
    } else {
        print(&mut out, &shown, &args.question)?;
    }
    out.flush()?;
    hint_hidden(shown.hidden);
    Ok(Outcome::found(!shown.ties.is_empty() || !shown.alone.is_empty()))
}

fn print(out: &mut Out, shown: &Shown<'_>, question: &QuestionArgs) -> Result<()> {
    out.line(super::output::describe(shown.actor))?;
    if !shown.names.is_empty() {
        out.line(format_args!(
            "also called: {}",
            super::output::plain(&shown.names.join(", "))
        ))?;
    }
    if shown.ties.len() > 1 {
        out.line(format_args!(
            "{}, net {:+.1}",
            count(shown.ties.len(), "tie"),
            shown.net
        ))?;
    }
    for tie in question.limited(&shown.ties) {
        out.line("")?;
        out.line(head(tie))?;
        if let Some(best) = &tie.best {
            out.evidence("    ", best)?;
        }
    }
    if !shown.alone.is_empty() {
        out.line("")?;
        out.line("alone:")?;
    }
    question
        .limited(&shown.alone)
        .iter()
        .try_for_each(|evidence| out.evidence("    ", evidence))
}

fn head(tie: &Neighbour<'_>) -> String {
    let arrow = match tie.direction {
        Direction::Out => "->",
        Direction::In => "<-",
        Direction::Both => "<->",
    };
    let days = match (tie.first, tie.last) {
        (Some(first), Some(last)) if first == last => format!(", {first}"),
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    };
    let mut support = String::new();
    if tie.occurrences < tie.statements.len() {
        support = format!("{support}, {}", count(tie.occurrences, "event"));
    }
    if tie.sources < tie.documents {
        support = format!("{support}, {}", count(tie.sources, "source"));
    }
    if tie.contested {
        support.push_str(", contested");
    }
    super::output::plain(&format!(
        "{arrow} {}  {}  ({} in {}{support}{days})",
        tie.actor.name,
        tie.relation,
        count(tie.statements.len(), "statement"),
        count(tie.documents, "document"),
    ))
}

use legation::Result;
use legation::query::{self, Census, Side};

use super::Outcome;
use super::output::{Out, count, describe};
use super::select::{GraphArg, QuestionArgs};
use super::timeline::By;

/// Show who is whose friend's enemy: triads of friends and foes, and how many of them are balanced
#[derive(clap::Args)]
#[command(after_help = NOTES)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// Only around this actor, with the foes of its friends: a name, a part of one, or an id
    actor: Option<String>,
    /// Also over time
    #[arg(long, value_name = "UNIT")]
    by: Option<By>,
    #[command(flatten)]
    question: QuestionArgs,
}

const NOTES: &str = "Two actors are friends (+) where the scores of what is between them sum up to more than 0, foes (-) where to less.
Three friends, and two with a common foe, are balanced; a friend of two foes, and three foes, are not.";

pub fn run(args: Args) -> Result<Outcome> {
    let graph = args.graph.load()?;
    let around = args.actor.as_deref().map(|name| graph.find(name)).transpose()?;
    let around = around.map(|actor| actor.id.as_str());
    let selection = graph.select(&args.question.filter(&graph)?);
    let balance = query::balance(&selection, around, args.by.map(By::unit), args.question.most());
    let mut out = Out::new();
    if args.question.json {
        out.json(&balance)?;
    } else {
        let census = &balance.census;
        out.line(format_args!("{}{}", count(census.all(), "triad"), share(census)))?;
        for (signs, number, meaning) in [
            ("+++", census.friends, "three friends"),
            ("+--", census.common_foe, "two friends with a common foe"),
            ("++-", census.between_foes, "a friend of two foes"),
            ("---", census.foes, "three foes"),
        ] {
            out.line(format_args!("{signs} {number:>10}  {meaning}"))?;
        }
        if let (Some(by), false) = (args.by, balance.series.is_empty()) {
            out.line("")?;
            out.line("period      triads  balanced")?;
            for period in &balance.series {
                let share = period.census.balanced.unwrap_or_default();
                let (name, all) = (by.name(period.start), period.census.all());
                out.line(format_args!("{name:10}  {all:6}  {:7.0}%", 100.0 * share))?;
            }
        }
        for (number, triad) in (1..).zip(&balance.triads) {
            out.line("")?;
            let balanced = if triad.balanced {
                "balanced"
            } else {
                "not balanced"
            };
            out.line(format_args!("{number}. {balanced}"))?;
            sides(&mut out, &triad.sides)?;
        }
        for foe in args.question.limited(&balance.foes_of_friends) {
            out.line("")?;
            let own = match foe.score {
                Some(score) if score > 0.0 => ", a friend itself",
                Some(_) => ", a foe itself",
                None => "",
            };
            let friends = count(foe.friends.len(), "friend");
            out.line(format_args!("foe of {friends}: {}{own}", describe(foe.actor)))?;
            sides(&mut out, &foe.sides)?;
        }
    }
    out.flush()?;
    args.question
        .hint_more(balance.census.all() - balance.triads.len());
    Ok(Outcome::found(
        balance.census.all() > 0 || !balance.foes_of_friends.is_empty(),
    ))
}

fn share(census: &Census) -> String {
    let share = census.balanced;
    share.map_or_else(String::new, |share| format!(", {:.0}% balanced", 100.0 * share))
}

fn sides(out: &mut Out, sides: &[Side<'_>]) -> Result<()> {
    for side in sides {
        let sign = if side.score > 0.0 { '+' } else { '-' };
        out.line(format_args!(
            "   {} {sign} {} (net {:.1})",
            describe(side.a),
            describe(side.b),
            side.score
        ))?;
        if let Some(evidence) = &side.evidence {
            out.evidence("      ", evidence)?;
        }
    }
    Ok(())
}

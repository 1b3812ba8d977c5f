use legation::Result;
use legation::query::{self, Criterion, Path, PathOptions, Paths};

use super::Outcome;
use super::output::{Out, count, describe, hint};
use super::select::{GraphArg, QuestionArgs};

/// Show how one actor is connected to another, with a sentence for each step
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// Where the path begins: a name, a part of one, or an id
    from: String,
    /// Where it ends
    to: String,
    /// Show so many paths, the shortest ones
    #[arg(short = 'k', long, value_name = "N", default_value_t = 1)]
    count: usize,
    /// Show all paths of at most so many steps, as far as --limit goes
    #[arg(long, value_name = "N", conflicts_with_all = ["count", "by_support"])]
    up_to: Option<usize>,
    /// Prefer ties that more sources tell of: with n of them, a step is as short as 1/n
    #[arg(long)]
    by_support: bool,
    /// Do not go through this actor; may be repeated
    #[arg(long, value_name = "ACTOR")]
    avoid: Vec<String>,
    /// Do not go through hubs: actors tied to more than so many others
    #[arg(long, value_name = "N")]
    most_ties: Option<usize>,
    /// Follow ties only from who acts to whom it is done to
    #[arg(long)]
    directed: bool,
    /// Only paths in the order of time, on which word could have passed: the one that arrives first, the one
    /// with the fewest steps, the one that leaves last
    #[arg(long, conflicts_with_all = ["count", "up_to", "by_support"])]
    in_order: bool,
    #[command(flatten)]
    question: QuestionArgs,
}

pub fn run(args: Args) -> Result<Outcome> {
    let graph = args.graph.load()?;
    let (from, to) = (graph.find(&args.from)?, graph.find(&args.to)?);
    let avoid = args.avoid.iter();
    let avoid = avoid.map(|name| graph.find(name).map(|actor| actor.id.clone()));
    let options = PathOptions {
        count: match args.up_to {
            Some(_) => args.question.most(),
            None => args.count,
        },
        up_to: args.up_to,
        directed: args.directed,
        by_support: args.by_support,
        avoid: avoid.collect::<Result<_, _>>()?,
        most_ties: args.most_ties,
    };
    let filter = args.question.filter(&graph)?;
    let paths = if args.in_order {
        query::in_order(&graph, &from.id, &to.id, &filter, &options)
    } else {
        query::path(&graph, &from.id, &to.id, &filter, &options)
    };
    let Some(paths) = paths else {
        return Ok(Outcome::Nothing);
    };
    let mut out = Out::new();
    if args.question.json {
        out.json(&paths)?;
    } else {
        print(&mut out, &paths)?;
    }
    out.flush()?;
    if paths.paths.is_empty() {
        hint("no path connects them; --all also follows what is planned, possible, denied or negated");
    }
    if args.up_to.is_some() && paths.paths.len() == args.question.most() {
        hint("there may be more; see --limit");
    }
    Ok(Outcome::found(!paths.paths.is_empty()))
}

fn print(out: &mut Out, paths: &Paths<'_>) -> Result<()> {
    for (number, path) in paths.paths.iter().enumerate() {
        if number > 0 {
            out.line("")?;
        }
        out.line(format_args!(
            "{} to {}: {}{}",
            describe(paths.from),
            describe(paths.to),
            count(path.steps.len(), "step"),
            time(path)
        ))?;
        for (number, step) in (1..).zip(&path.steps) {
            out.line("")?;
            out.step(&format!("{number}. "), step)?;
        }
    }
    Ok(())
}

/// What a path in the order of time is the best in, and its days.
fn time(path: &Path<'_>) -> String {
    let best_in = path.best_in.iter().map(|criterion| match criterion {
        Criterion::EarliestArrival => "earliest arrival",
        Criterion::FewestHops => "fewest hops",
        Criterion::LatestDeparture => "latest departure",
    });
    let best_in: Vec<&str> = best_in.collect();
    let mut text = String::new();
    if !best_in.is_empty() {
        text += &format!(", {}", best_in.join(", "));
    }
    if let Some(day) = path.departs {
        text += &format!("; leaves by {day}");
    }
    if let Some(day) = path.arrives {
        text += &format!("; there from {day}");
    }
    text
}

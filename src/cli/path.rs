use legation::Result;
use legation::model::ActorId;
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
    let outline = match args.in_order || args.by_support {
        true => None,
        false => args.graph.outline(&args.question)?,
    };
    // of a large graph only the ties on the way are loaded
    let (graph, filter, ends, ways) = match outline {
        Some((ledger, outline, filter)) => {
            let find = |name: &str| Ok::<_, legation::Error>(ledger.find(name)??);
            let ends = [find(&args.from)?, find(&args.to)?];
            let options = options(&args, find)?;
            let ways = query::routes(&&outline, &ends[0], &ends[1], &options);
            let mut steps: Vec<_> = ways.iter().flat_map(|way| way.windows(2)).collect();
            steps.sort_unstable();
            steps.dedup();
            let steps: Vec<_> = steps
                .iter()
                .map(|step| (step[0].clone(), step[1].clone()))
                .collect();
            (ledger.load_pairs(&steps, &ends)?, filter, ends, Some(ways))
        }
        None => {
            let graph = args.graph.load()?;
            let filter = args.question.filter(&graph)?;
            let ends = [
                graph.find(&args.from)?.id.clone(),
                graph.find(&args.to)?.id.clone(),
            ];
            (graph, filter, ends, None)
        }
    };
    let [from, to] = &ends;
    let paths = match ways {
        Some(ways) => query::along(&graph.select(&filter), (from, to), &ways, args.directed),
        None => {
            let options = options(&args, |name| Ok(graph.find(name)?.id.clone()))?;
            let selection = graph.select(&filter);
            match args.in_order {
                true => query::in_order(&selection, from, to, &options),
                false => query::path(&selection, from, to, &options),
            }
        }
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

/// What paths are asked for; `find` says who is meant by a name.
fn options(args: &Args, find: impl Fn(&str) -> Result<ActorId>) -> Result<PathOptions> {
    let avoid = args.avoid.iter().map(|name| find(name));
    Ok(PathOptions {
        count: match args.up_to {
            Some(_) => args.question.most(),
            None => args.count,
        },
        up_to: args.up_to,
        directed: args.directed,
        by_support: args.by_support,
        avoid: avoid.collect::<Result<_>>()?,
        most_ties: args.most_ties,
    })
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

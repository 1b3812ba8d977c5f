use legation::Result;
use legation::query;

use super::Outcome;
use super::output::{Out, count, describe};
use super::select::{GraphArg, QuestionArgs};

/// Find who stands between others that have no tie with each other
#[derive(clap::Args)]
#[command(after_help = NOTES)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    #[command(flatten)]
    question: QuestionArgs,
}

const NOTES: &str = "Of each broker are told: the pairs of its neighbours that are not tied to each other, with the best supported one;
the parts that the graph around it would fall into without it; Burt's effective size and constraint; and its roles
after Gould and Fernandez, by whose the one that acts on it, itself, and the one that it acts on are:
  coordinator     all of one country            gatekeeper   the first of another country
  representative  the last of another country   consultant   the broker of another country
  liaison         three countries";

pub fn run(args: Args) -> Result<Outcome> {
    let graph = args.graph.load()?;
    let brokers = query::brokers(&graph.select(&args.question.filter(&graph)?));
    let mut out = Out::new();
    if args.question.json {
        out.json(&brokers)?;
    } else {
        for (number, broker) in (1..).zip(args.question.limited(&brokers)) {
            if number > 1 {
                out.line("")?;
            }
            let parts = match broker.parts {
                1 => String::new(),
                parts => format!("; without it, {parts} parts"),
            };
            out.line(format_args!(
                "{number}. {}: {} among {}{parts}",
                describe(broker.actor),
                count(broker.pairs, "pair"),
                count(broker.neighbours, "neighbour"),
            ))?;
            let roles = broker.roles;
            let roles = [
                (roles.coordinator, "coordinator"),
                (roles.gatekeeper, "gatekeeper"),
                (roles.representative, "representative"),
                (roles.consultant, "consultant"),
                (roles.liaison, "liaison"),
            ];
            let roles: String = roles
                .iter()
                .filter(|(times, _)| *times > 0)
                .map(|(times, role)| format!(", {role} {times}"))
                .collect();
            out.line(format_args!(
                "   effective size {:.1}, constraint {:.3}{roles}",
                broker.effective_size, broker.constraint
            ))?;
            for step in &broker.example {
                out.step("   ", step)?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::found(!brokers.is_empty()))
}

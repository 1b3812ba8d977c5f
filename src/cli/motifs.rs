use legation::Result;
use legation::query;

use super::Outcome;
use super::output::{Out, count, describe};
use super::select::{GraphArg, QuestionArgs};

/// Count the shapes of three actors, and find who could mediate: whom two consult that do not consult each other
#[derive(clap::Args)]
#[command(after_help = NOTES)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    #[command(flatten)]
    question: QuestionArgs,
}

const NOTES: &str = "Pairs in conflict come first. With --relation, another relation stands for CONSULT.
Triads are named by how many of their three ties are mutual, one-sided and absent, and by direction (Down, Up,
Cyclic, Transitive): 030C is a circle, 201 a middle man of two, 300 a full circle of mutual ties.";

pub fn run(args: Args) -> Result<Outcome> {
    let graph = args.graph.load()?;
    let most = args.question.most();
    let motifs = query::motifs(&graph, &args.question.filter(&graph)?, most);
    let mut out = Out::new();
    if args.question.json {
        out.json(&motifs)?;
    } else {
        for (kind, count) in motifs.triads.iter().filter(|(_, count)| **count > 0) {
            out.line(format_args!("{kind:4} {count:>12}"))?;
        }
        out.line("")?;
        out.line(format_args!(
            "{}: two consult a third and not each other",
            count(motifs.mediated, "mediation")
        ))?;
        for (number, mediation) in (1..).zip(&motifs.mediations) {
            out.line("")?;
            let score = match mediation.score {
                Some(score) => format!(" (net {score:.1})"),
                None => String::new(),
            };
            out.line(format_args!(
                "{number}. {} between {} and {}{score}",
                describe(mediation.mediator),
                describe(mediation.a),
                describe(mediation.b)
            ))?;
            for step in &mediation.steps {
                out.step("   ", step)?;
            }
            if let Some(conflict) = &mediation.conflict {
                out.evidence("   ", conflict)?;
            }
        }
    }
    out.flush()?;
    args.question.hint_more(motifs.mediated - motifs.mediations.len());
    Ok(Outcome::found(motifs.mediated > 0))
}

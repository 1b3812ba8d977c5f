use legation::query::{self, Pattern};
use legation::{Error, Result};

use super::Outcome;
use super::output::{Out, describe, hint};
use super::select::{GraphArg, QuestionArgs};

/// Find who fits a pattern, as '(RUS)-[CONSULT]->(?x)-[ASSAULT]->(UKR)'
#[derive(clap::Args)]
#[command(after_help = FORM)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// Actors in parentheses and the ties between them, in the form that statements print in
    pattern: String,
    #[command(flatten)]
    question: QuestionArgs,
}

const FORM: &str = "Pattern:
  (Putin)  (PRK)  (state:RUS)       an actor: a name, a part of one, a state's code, an id
  (?x)  (?x:person)  (RUS/?x)       a variable; of a kind or sector; of a country
  ()  (:media)  (RUS/*)             anybody; of a kind or sector; of a country
  -[CONSULT]->  <-[leads]-          a directed tie: an event, an affiliation, a quad class, words; [] for any
  -[AID|SUPPORT]-  <-[CONSULT]->    of several kinds; either way -[]-, only mutual <-[]->
  -[planned CONSULT \"meet\"]->       a modality, 'not', words of the predicate in quotes
  (?a)-[]->(?b), (?b)-[]->(?c)      several chains
Different parts of a pattern stand for different actors.";

pub fn run(args: Args) -> Result<Outcome> {
    let pattern: Pattern = args
        .pattern
        .parse()
        .map_err(|error| Error::Usage(format!("no pattern: {error}; see 'legation match --help'")))?;
    let graph = args.graph.load()?;
    let filter = args.question.filter(&graph)?;
    let found = query::find(&graph, &pattern, &filter, args.question.most())?;
    let mut out = Out::new();
    if args.question.json {
        out.json(&found)?;
    } else {
        for (number, matching) in found.matches.iter().enumerate() {
            if number > 0 {
                out.line("")?;
            }
            for variable in &matching.variables {
                out.line(format_args!("?{} = {}", variable.name, describe(variable.actor)))?;
            }
            for step in &matching.steps {
                out.step("  ", step)?;
            }
        }
    }
    out.flush()?;
    if found.matches.is_empty() {
        hint("nobody fits the pattern; --all also follows what is planned, possible, denied or negated");
    }
    if !found.complete {
        hint("there are more; see --limit");
    }
    Ok(Outcome::found(!found.matches.is_empty()))
}

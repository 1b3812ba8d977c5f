use legation::graph::{KnowledgeGraph, NameError};
use legation::query::{self, Account, ComparedClaim};
use legation::{Error, Result};

use super::Outcome;
use super::output::{Out, count, plain};
use super::select::{GraphArg, QuestionArgs};

/// Compare accounts: what each tells, what only one tells, and where they contradict each other
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// Whose accounts: two or more speakers or publishers
    #[arg(required = true, num_args = 2.., value_name = "WHO")]
    accounts: Vec<String>,
    /// Only what this actor takes part in; with several, all of them together
    #[arg(long, value_name = "ACTOR")]
    about: Vec<String>,
    #[command(flatten)]
    question: QuestionArgs,
}

pub fn run(args: Args) -> Result<Outcome> {
    let graph = args.graph.load()?;
    let mut names = Vec::new();
    let mut accounts = Vec::new();
    for name in &args.accounts {
        let (name, account) = account(&graph, name)?;
        names.push(name);
        accounts.push(account);
    }
    let about = args.about.iter();
    let about = about.map(|name| graph.find(name).map(|actor| actor.id.clone()));
    let about: Vec<_> = about.collect::<Result<_, _>>()?;
    let filter = args.question.filter(&graph)?;
    let compared = query::compare(&graph, &accounts, &about, &filter);
    let mut out = Out::new();
    if args.question.json {
        let json = serde_json::json!({"accounts": names, "claims": compared.claims});
        out.json(&json)?;
    } else {
        print(&mut out, &names, &compared.claims, &args.question)?;
    }
    out.flush()?;
    Ok(Outcome::found(!compared.claims.is_empty()))
}

/// The speaker or the publisher of a name.
fn account(graph: &KnowledgeGraph, name: &str) -> Result<(String, Account)> {
    match graph.find_speaker(name) {
        Ok(actor) => Ok((actor.name.to_string(), Account::Speaker(actor.id.clone()))),
        Err(error @ NameError::Unknown { .. }) => match graph.find_publishers(name) {
            Ok(publishers) => match publishers[..] {
                [only] => Ok((only.to_owned(), Account::Publisher(only.to_owned()))),
                _ => Err(Error::Usage(format!(
                    "'{name}' could be any of these publishers: {}",
                    publishers.join(", ")
                ))),
            },
            Err(_) => Err(error.into()),
        },
        Err(error) => Err(error.into()),
    }
}

/// First what they contradict each other on, then what several tell, then what only one does.
fn print(
    out: &mut Out,
    names: &[String],
    claims: &[ComparedClaim<'_>],
    question: &QuestionArgs,
) -> Result<()> {
    let mut groups: Vec<(String, Vec<&ComparedClaim<'_>>)> = Vec::new();
    let mut group = |title: String, members: Vec<_>| {
        if !members.is_empty() {
            groups.push((title, members));
        }
    };
    let contradicted = claims.iter().filter(|claim| claim.contradicted).collect();
    group("contradicted".to_owned(), contradicted);
    let undisputed = || claims.iter().filter(|claim| !claim.contradicted);
    let shared = undisputed().filter(|claim| claim.told_by().len() > 1);
    group("told by several".to_owned(), shared.collect());
    for (place, name) in names.iter().enumerate() {
        let only = undisputed().filter(|claim| claim.told_by() == [place]);
        group(format!("only {name}"), only.collect());
    }
    for (number, (title, members)) in groups.iter().enumerate() {
        if number > 0 {
            out.line("")?;
        }
        out.line(plain(&format!("{title}: {}", count(members.len(), "claim"))))?;
        for claim in question.limited(members) {
            for (name, told) in names.iter().zip(&claim.told) {
                for evidence in told {
                    out.line(plain(&format!("  {name}:")))?;
                    out.evidence("    ", evidence)?;
                }
            }
        }
    }
    Ok(())
}

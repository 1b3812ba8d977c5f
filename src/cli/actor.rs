use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use legation::resolve::{Identity, Meant, identify};
use legation::{Error, Result};
use serde::{Deserialize, Serialize};

use super::Outcome;
use super::input::{ActorsArg, day};
use super::output::{Out, describe, plain};

/// Say who is meant by a name: a person, office, state, body or common noun of a country
#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("asked").required(true).args(["name", "batch"])))]
pub struct Args {
    /// The name: "the US president", "Zelenskiy", "the Kremlin", "Police (India)"
    name: Option<String>,
    /// The day on which it is said, as 2012-03-05; it decides who holds an office
    #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "batch")]
    on: Option<Date>,
    /// The text in which it is said
    #[arg(long, value_name = "TEXT", conflicts_with = "batch")]
    context: Option<String>,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    actors: ActorsArg,
    /// Answer many: a file of JSON Lines {"name", "date", "context"}, or - for standard input
    #[arg(long, value_name = "INPUT")]
    batch: Option<PathBuf>,
}

/// Most candidates that an answer lists.
const LISTED: usize = 10;

/// One question of a batch.
#[derive(Deserialize)]
struct Question {
    name: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    context: Option<String>,
}

/// The answer: who is likeliest meant, with nulls for what is not known.
#[derive(Serialize)]
struct Answer<'a> {
    query: &'a str,
    date: Option<Date>,
    #[serde(flatten)]
    meant: Actor,
    ambiguous: bool,
    candidates: Vec<Scored>,
}

#[derive(Default, Serialize)]
struct Actor {
    id: Option<String>,
    name: Option<String>,
    kind: Option<&'static str>,
    country: Option<String>,
    sector: Option<&'static str>,
    wikidata: Option<String>,
    wikipedia: Option<&'static str>,
}

#[derive(Serialize)]
struct Scored {
    #[serde(flatten)]
    actor: Actor,
    score: f64,
}

impl Actor {
    fn new(meant: &Meant, on: Option<Date>) -> Self {
        let actor = meant.record.actor(on);
        Self {
            wikidata: meant.record.wikidata(),
            wikipedia: meant.record.wikipedia(),
            id: Some(actor.id.to_string()),
            name: Some(actor.name.to_string()),
            kind: Some(actor.kind.name()),
            country: actor.country.map(String::from),
            sector: actor.sector.map(|sector| sector.name()),
        }
    }
}

impl<'a> Answer<'a> {
    fn new(query: &'a str, date: Option<Date>, identity: &Identity) -> Self {
        let listed = identity.candidates.iter().take(LISTED);
        let nobody = || Actor {
            country: identity.country.as_ref().map(ToString::to_string),
            ..Actor::default()
        };
        Self {
            query,
            date,
            meant: identity
                .candidates
                .first()
                .map_or_else(nobody, |meant| Actor::new(meant, date)),
            ambiguous: identity.ambiguous,
            candidates: listed
                .map(|meant| Scored {
                    actor: Actor::new(meant, date),
                    score: (f64::from(meant.score) * 1000.0).round() / 1000.0,
                })
                .collect(),
        }
    }
}

pub fn run(args: Args) -> Result<Outcome> {
    args.actors.add()?;
    let mut out = Out::new();
    let found = match (&args.batch, &args.name) {
        (Some(input), _) => {
            batch(input, &mut out)?;
            true
        }
        (None, name) => {
            let name = name.as_deref().unwrap_or_default();
            let identity = identify(name, args.on, args.context.as_deref());
            if args.json {
                out.json(&Answer::new(name, args.on, &identity))?;
            } else {
                print(&mut out, &identity, args.on)?;
            }
            !identity.candidates.is_empty()
        }
    };
    out.flush()?;
    Ok(Outcome::found(found))
}

/// Answers a file line by line, in its order.
fn batch(input: &Path, out: &mut Out) -> Result<()> {
    let place = match input.to_str() {
        Some("-") => "standard input".to_owned(),
        _ => input.display().to_string(),
    };
    let unreadable = |error: io::Error| Error::Usage(format!("{place}: {error}"));
    let reader: Box<dyn BufRead> = match input.to_str() {
        Some("-") => Box::new(io::stdin().lock()),
        _ => Box::new(BufReader::new(File::open(input).map_err(unreadable)?)),
    };
    for (at, line) in reader.lines().enumerate() {
        let line = line.map_err(unreadable)?;
        let line = line.trim_start_matches('\u{feff}');
        if line.trim().is_empty() {
            continue;
        }
        // who asked a good question before has its answer
        let bad = |why: String| {
            Error::Usage(format!(
                "{place}, line {}: {why}; a line is {{\"name\": \"the Kremlin\", \"date\": \"2012-03-05\", \"context\": \"...\"}}, \
                 date and context may be left out",
                at + 1
            ))
        };
        let read = || -> Result<(Question, Option<Date>), String> {
            let question: Question = serde_json::from_str(line).map_err(|error| error.to_string())?;
            let date = question.date.as_deref().filter(|date| !date.is_empty());
            let date = date.map(|date| day(date).map_err(|why| format!("date {date:?} is {why}")));
            Ok((question, date.transpose()?))
        };
        let (question, date) = match read() {
            Ok(read) => read,
            Err(why) => {
                out.flush()?;
                return Err(bad(why));
            }
        };
        let identity = identify(&question.name, date, question.context.as_deref());
        out.json(&Answer::new(&question.name, date, &identity))?;
    }
    Ok(())
}

fn print(out: &mut Out, identity: &Identity, on: Option<Date>) -> Result<()> {
    let Some(first) = identity.candidates.first() else {
        return match &identity.country {
            Some(country) => out.line(format_args!("nobody known, of {country}")),
            None => out.line("nobody known"),
        };
    };
    let actor = first.record.actor(on);
    out.line(describe(&actor))?;
    let sector = actor.sector.map(|sector| format!(", {}", sector.name()));
    let wikidata = first.record.wikidata().map(|id| format!(", Wikidata {id}"));
    let article = first
        .record
        .wikipedia()
        .map(|title| format!(", Wikipedia \"{title}\""));
    let known = [sector, wikidata, article]
        .into_iter()
        .flatten()
        .collect::<String>();
    out.line(format_args!("    {}{}", actor.id, plain(&known)))?;
    if identity.candidates.len() > 1 {
        out.line(if identity.ambiguous {
            "or, as likely as not:"
        } else {
            "less likely:"
        })?;
    }
    for meant in identity.candidates.iter().skip(1).take(LISTED - 1) {
        let actor = meant.record.actor(on);
        out.line(format_args!(
            "    {:.2}  {}  {}",
            meant.score,
            describe(&actor),
            actor.id
        ))?;
    }
    Ok(())
}

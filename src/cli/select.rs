//! The arguments that all questions share: which graph, and which part of it.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use legation::Result;
use legation::graph::{Filter, KnowledgeGraph, Ledger, RelationFilter};
use legation::model::{Interval, Modality, Polarity};

/// The graph that is asked.
#[derive(clap::Args)]
pub struct GraphArg {
    /// A graph that 'legation build' made
    graph: PathBuf,
}

impl GraphArg {
    pub fn load(&self) -> Result<KnowledgeGraph> {
        Ok(Ledger::open(&self.graph)?.load()?)
    }
}

/// Which statements count.
#[derive(clap::Args)]
pub struct FilterArgs {
    /// Only what lasted until then or later: 2025, 2025-08 or 2025-08-12
    #[arg(long, value_name = "DATE", value_parser = interval)]
    since: Option<Interval>,
    /// Only what began by then: 2025, 2025-08 or 2025-08-12
    #[arg(long, value_name = "DATE", value_parser = interval)]
    until: Option<Interval>,
    /// Only this relation: an event (CONSULT, CONSULT:phone), a tie (leads), a quad class (1 to 4) or words of
    /// the predicate; may be repeated
    #[arg(long, value_name = "RELATION")]
    relation: Vec<String>,
    /// Only this modality; may be repeated
    #[arg(long, value_parser = PossibleValuesParser::new(Modality::ALL.iter().map(|(_, name)| name)))]
    modality: Vec<String>,
    /// Only what is said to be so, or not to be so
    #[arg(long, value_parser = PossibleValuesParser::new(Polarity::ALL.iter().map(|(_, name)| name)))]
    polarity: Option<String>,
}

impl FilterArgs {
    /// A filter that lets everything pass but what the arguments exclude.
    pub fn everything(&self) -> Filter {
        Filter {
            since: self.since.as_ref().and_then(|since| since.start),
            until: self.until.as_ref().and_then(|until| until.end),
            relations: self
                .relation
                .iter()
                .map(|relation| RelationFilter::new(relation))
                .collect(),
            modalities: self
                .modality
                .iter()
                .filter_map(|name| Modality::from_name(name))
                .collect(),
            polarity: self.polarity.as_deref().and_then(Polarity::from_name),
            ..Filter::default()
        }
    }

    /// The same, and of what nothing is said about modality or polarity only the facts.
    pub fn facts(&self) -> Filter {
        let mut filter = self.everything();
        let facts = Filter::facts();
        if filter.modalities.is_empty() {
            filter.modalities = facts.modalities;
        }
        filter.polarity = filter.polarity.or(facts.polarity);
        filter
    }
}

/// What the questions about facts share.
#[derive(clap::Args)]
pub struct QuestionArgs {
    #[command(flatten)]
    filter: FilterArgs,
    /// Also what is planned, possible, demanded, denied or negated, marked as such
    #[arg(long)]
    all: bool,
    /// Print the answer as JSON
    #[arg(long)]
    pub json: bool,
}

impl QuestionArgs {
    pub fn filter(&self) -> Filter {
        if self.all {
            self.filter.everything()
        } else {
            self.filter.facts()
        }
    }
}

fn interval(text: &str) -> Result<Interval, String> {
    Interval::parse_iso(text)
        .filter(|interval| interval.start.is_some() && interval.end.is_some())
        .ok_or_else(|| "no date; write it as 2025, 2025-08 or 2025-08-12".to_owned())
}

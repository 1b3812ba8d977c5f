//! The arguments that all questions share: which graph, and which part of it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use legation::graph::{
    AsOf, Filter, KnowledgeGraph, Ledger, NameError, Network, Outline, RelationFilter, Ties, Ways,
};
use legation::model::{ActorId, Interval, Modality, Polarity, Sector, StatementId};
use legation::resolve::at_state;
use legation::{Error, Result};
use smol_str::SmolStr;

use super::output::hint;

/// A graph.
#[derive(clap::Args)]
pub struct FileArg {
    /// A graph that 'legation build' made
    graph: PathBuf,
}

impl FileArg {
    pub fn file(&self) -> &Path {
        &self.graph
    }
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Level {
    #[value(alias = "person")]
    Actor,
    State,
}

/// The graph that is asked, as it stands or stood.
#[derive(clap::Args)]
pub struct GraphArg {
    #[command(flatten)]
    graph: FileArg,
    /// The graph as it was after this run of 'build', 'remove' or another command that changed it, or what had
    /// been published by the end of this month or day: 3, 2025-08 or 2025-08-12
    #[arg(long, value_name = "RUN|DATE", value_parser = moment)]
    as_of: Option<AsOf>,
    /// Whether actors are persons and bodies as they are named, or the states and organisations that they act for;
    /// what happens within one of these is no tie
    #[arg(long, value_enum, default_value = "actor")]
    level: Level,
}

impl GraphArg {
    pub fn load(&self) -> Result<KnowledgeGraph> {
        let ledger = Ledger::open(self.graph.file())?;
        let graph = match self.as_of {
            None => ledger.load(),
            Some(moment) => ledger.load_as_of(moment),
        }?;
        Ok(self.at_level(graph))
    }

    /// Who is tied to whom, where that is all that a question needs: of a large graph no more than that is read.
    pub fn ties(&self, question: &QuestionArgs) -> Result<Tied> {
        if let Some((_, outline, _)) = self.outline(question)? {
            return Ok(Tied::Outline(outline));
        }
        let graph = self.load()?;
        let filter = question.filter(&graph)?;
        Ok(Tied::Graph(Box::new(graph), Box::new(filter)))
    }

    /// The ledger, who is tied to whom in it, and the filter; none where the whole graph is needed to tell.
    pub fn outline(&self, question: &QuestionArgs) -> Result<Option<(Ledger, Outline, Filter)>> {
        if self.as_of.is_some() || matches!(self.level, Level::State) || question.names_anybody() {
            return Ok(None);
        }
        // what names nobody is the same for every graph
        let filter = question.filter(&KnowledgeGraph::default())?;
        let ledger = Ledger::open(self.graph.file())?;
        let outline = ledger.outline(&filter)?;
        Ok(outline.map(|outline| (ledger, outline, filter)))
    }

    /// Another graph, as it stands, at the same level.
    pub fn load_other(&self, file: &Path) -> Result<KnowledgeGraph> {
        Ok(self.at_level(Ledger::open(file)?.load()?))
    }

    /// The graph of the statements whose sentences have some phrases, or one that has it in it; and the ids of those statements.
    pub fn load_quoting(
        &self,
        phrases: &[String],
        question: &QuestionArgs,
    ) -> Result<(KnowledgeGraph, BTreeSet<StatementId>)> {
        let ledger = Ledger::open(self.graph.file())?;
        if self.is_of_the_whole(question) {
            return Ok((self.load()?, ledger.quoting(phrases)?));
        }
        Ok(ledger.load_quoting(phrases)?)
    }

    /// Whether it takes the whole graph to answer.
    fn is_of_the_whole(&self, question: &QuestionArgs) -> bool {
        self.as_of.is_some() || matches!(self.level, Level::State) || question.names_actors()
    }

    fn at_level(&self, graph: KnowledgeGraph) -> KnowledgeGraph {
        match self.level {
            Level::Actor => graph,
            Level::State => graph.at_level(at_state),
        }
    }

    /// The graph, and who is meant by one or two names: of a large graph only what one actor takes part in or two
    /// take part in together, where the question is about no more.
    pub fn load_about<const N: usize>(
        &self,
        names: [&str; N],
        question: &QuestionArgs,
    ) -> Result<(KnowledgeGraph, [ActorId; N])> {
        let mut ids = names.map(ActorId::new);
        if self.is_of_the_whole(question) {
            let graph = self.load()?;
            for (id, name) in ids.iter_mut().zip(names) {
                *id = graph.find(name)?.id.clone();
            }
            return Ok((graph, ids));
        }
        let ledger = Ledger::open(self.graph.file())?;
        for (id, name) in ids.iter_mut().zip(names) {
            *id = ledger.find(name)??;
        }
        let graph = match &ids[..] {
            [one] => ledger.load_around(one),
            [one, other] => ledger.load_between(one, other),
            _ => ledger.load(),
        };
        Ok((graph?, ids))
    }
}

/// Who is tied to whom.
pub enum Tied {
    Outline(Outline),
    Graph(Box<KnowledgeGraph>, Box<Filter>),
}

impl<'t> Ties<'t> for &'t Tied {
    fn steps(&self, ways: Ways) -> Cow<'_, Network<'t>> {
        let tied: &'t Tied = self;
        match tied {
            Tied::Outline(outline) => Cow::Owned((&outline).steps(ways).into_owned()),
            Tied::Graph(graph, filter) => Cow::Owned(graph.select(filter).steps(ways).into_owned()),
        }
    }
}

fn moment(text: &str) -> Result<AsOf, String> {
    if let Ok(run) = text.parse() {
        return Ok(AsOf::Run(run));
    }
    let day = Interval::parse_iso(text).filter(|time| time.start.is_some());
    day.and_then(|day| day.end)
        .map(AsOf::Day)
        .ok_or_else(|| "neither a run nor a date; write 3, 2025-08 or 2025-08-12".to_owned())
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
    /// Only what this actor says; may be repeated
    #[arg(long, value_name = "ACTOR")]
    said_by: Vec<String>,
    /// Only what this publisher's documents say; may be repeated
    #[arg(long, value_name = "NAME")]
    publisher: Vec<String>,
    /// Only what actors of this country take part in: its ISO 3166 code (RUS) or its name; may be repeated
    #[arg(long, value_name = "COUNTRY")]
    country: Vec<String>,
    /// Only what actors of this sector take part in; may be repeated
    #[arg(long, value_parser = PossibleValuesParser::new(Sector::ALL.iter().map(|(_, name)| name)))]
    sector: Vec<String>,
    /// Only ties between actors of this list: a file with a name or an id on each line
    #[arg(long, value_name = "FILE")]
    only: Option<PathBuf>,
    /// Only statements that are at least so sure, from 0 to 1: how many of these are right is in docs/precision.md
    #[arg(long, value_name = "SHARE", value_parser = share, default_value_t = 0.0, hide_default_value = true)]
    min_confidence: f32,
    /// Only of events that so many independent sources tell of; copies of one article are one source
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    min_sources: usize,
    /// Only of events that some say happened and others say did not
    #[arg(long)]
    contested: bool,
}

/// A number from 0 to 1.
pub fn share(text: &str) -> Result<f32, String> {
    text.parse()
        .ok()
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| "a number from 0 to 1 is needed".to_owned())
}

impl FilterArgs {
    /// A filter that lets everything pass but what the arguments exclude.
    pub fn everything(&self, graph: &KnowledgeGraph) -> Result<Filter> {
        let said_by = self.said_by.iter();
        let said_by = said_by.map(|name| graph.find_speaker(name).map(|actor| actor.id.clone()));
        let mut publishers = Vec::new();
        for name in &self.publisher {
            publishers.extend(graph.find_publishers(name)?.into_iter().map(str::to_owned));
        }
        let countries = self.country.iter().map(|country| code(graph, country));
        let sectors = self.sector.iter();
        let only = self.only.as_deref().map(|file| listed(graph, file));
        Ok(Filter {
            only: only.transpose()?,
            said_by: said_by.collect::<Result<_, _>>()?,
            publishers,
            countries: countries.collect::<Result<_>>()?,
            sectors: sectors.filter_map(|name| Sector::from_name(name)).collect(),
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
            min_confidence: self.min_confidence,
            min_sources: self.min_sources,
            contested: self.contested,
            ..Filter::default()
        })
    }

    /// The same, and of what nothing is said about modality or polarity only the facts; of what is contested
    /// both sides.
    pub fn facts(&self, graph: &KnowledgeGraph) -> Result<Filter> {
        let mut filter = self.everything(graph)?;
        if self.contested {
            return Ok(filter);
        }
        let facts = Filter::facts();
        if filter.modalities.is_empty() {
            filter.modalities = facts.modalities;
        }
        filter.polarity = filter.polarity.or(facts.polarity);
        Ok(filter)
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
    /// Show at most so many entries, 0 for all; lists in JSON are whole but where finding all could take too long
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
}

impl QuestionArgs {
    /// Whether it takes the whole graph to know whom the filter names.
    fn names_actors(&self) -> bool {
        let filter = &self.filter;
        filter.only.is_some() || !filter.said_by.is_empty() || !filter.country.is_empty()
    }

    /// Whether the filter names an actor or a publisher.
    fn names_anybody(&self) -> bool {
        self.names_actors() || !self.filter.publisher.is_empty()
    }

    pub fn filter(&self, graph: &KnowledgeGraph) -> Result<Filter> {
        if self.all {
            self.filter.everything(graph)
        } else {
            self.filter.facts(graph)
        }
    }

    /// How many entries there may be.
    pub fn most(&self) -> usize {
        if self.limit == 0 { usize::MAX } else { self.limit }
    }

    /// As many of some entries as are to be printed; how many there are beyond is said.
    pub fn limited<'a, T>(&self, entries: &'a [T]) -> &'a [T] {
        let shown = entries.len().min(self.most());
        self.hint_more(entries.len() - shown);
        &entries[..shown]
    }

    /// Says how many entries are not printed.
    pub fn hint_more(&self, hidden: usize) {
        if hidden > 0 {
            hint(format_args!("{hidden} more not shown; see --limit"));
        }
    }
}

/// Says how many statements are hidden for being no facts.
pub fn hint_hidden(hidden: usize) {
    if hidden > 0 {
        hint(format_args!(
            "{hidden} not shown: planned, possible, denied or negated; see --all"
        ));
    }
}

/// The actors that a file lists; who is not in the graph is told.
fn listed(graph: &KnowledgeGraph, file: &Path) -> Result<Vec<ActorId>> {
    let text = std::fs::read_to_string(file);
    let text = text.map_err(|error| Error::Usage(format!("{}: {error}", file.display())))?;
    let mut ids = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let name = line.trim_start_matches('\u{feff}').trim();
        if name.is_empty() || name.starts_with('#') {
            continue;
        }
        let place = format!("{}:{}", file.display(), number + 1);
        match graph.find(name) {
            Ok(actor) => ids.push(actor.id.clone()),
            Err(error @ NameError::Unknown { .. }) => hint(format_args!("{place}: {error}; passed over")),
            Err(error) => return Err(Error::Usage(format!("{place}: {error}"))),
        }
    }
    Ok(ids)
}

/// The code of a country that actors of a graph belong to.
fn code(graph: &KnowledgeGraph, country: &str) -> Result<SmolStr> {
    let code = SmolStr::new(country.to_uppercase());
    if graph.actors().any(|actor| actor.country.as_ref() == Some(&code)) {
        return Ok(code);
    }
    let actor = graph.find(country)?;
    actor.country.clone().ok_or_else(|| {
        Error::Usage(format!(
            "'{}' belongs to no country; give one's code or name",
            actor.name
        ))
    })
}

fn interval(text: &str) -> Result<Interval, String> {
    Interval::parse_iso(text)
        .filter(|interval| interval.start.is_some() && interval.end.is_some())
        .ok_or_else(|| "no date; write it as 2025, 2025-08 or 2025-08-12".to_owned())
}

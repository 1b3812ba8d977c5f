use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use serde::Serialize;

use super::{Evidence, hidden};
use crate::graph::{Filter, KnowledgeGraph};
use crate::model::{Actor, ActorId, Participant, Statement};

/// Everything that is said between two actors.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Between<'g> {
    /// The one.
    pub a: &'g Actor,
    /// The other.
    pub b: &'g Actor,
    /// What is said, in the order of time; of what is contested also the other side.
    pub statements: Vec<Evidence<'g>>,
    /// The events that it tells of, in the order of their first statements.
    pub occurrences: Vec<Occurrence>,
    /// How many more there are that are no facts: planned, possible, denied, negated.
    pub hidden: usize,
}

/// One event, as it is told.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Occurrence {
    /// The relation's label, without its mode where accounts differ in that.
    pub relation: String,
    /// The first day that is given for it.
    pub first: Option<Date>,
    /// The last.
    pub last: Option<Date>,
    /// How many independent sources tell of it, those aside that deny it.
    pub sources: usize,
    /// Whether some say that it is so and others that it is not.
    pub contested: bool,
    /// The places of its statements in [`Between::statements`].
    pub statements: Vec<usize>,
}

/// What is said of two actors, given by their ids: one doing something to the other, or both among those
/// who do something to each other. `None` for an unknown id. O(k log k) in the statements of the first.
pub fn between<'g>(graph: &'g KnowledgeGraph, a: &str, b: &str, filter: &Filter) -> Option<Between<'g>> {
    let (a, b) = (graph.actor(a)?, graph.actor(b)?);
    let statements = graph.statements_of(&a.id);
    let joining = statements.filter(|statement| joins(statement, &a.id, &b.id));
    Some(told(graph, (a, b), joining.collect(), filter))
}

/// What is said between those who act for two actors, pair by pair, as `level` gives the whole that an actor belongs
/// to on a day: what is said between Putin and Kim under Russia and North Korea. What is between the two themselves is
/// left out, and pairs of which nothing passes; those with the most statements come first, then by id.
/// O(n log n) in statements.
pub fn members<'g>(
    graph: &'g KnowledgeGraph,
    level: impl Fn(&Actor, Option<Date>) -> Actor,
    a: &str,
    b: &str,
    filter: &Filter,
) -> Vec<Between<'g>> {
    let mut wholes: HashMap<(&str, Option<Date>), ActorId> = HashMap::new();
    let mut pairs: BTreeMap<(&str, &str), Vec<&Statement>> = BTreeMap::new();
    for statement in graph.statements() {
        let day = KnowledgeGraph::date_of(statement);
        let participants = statement.source.iter().chain(&statement.targets);
        let (mut of_a, mut of_b) = (Vec::new(), Vec::new());
        for actor in participants.filter_map(|participant| participant.actor.as_ref()) {
            let whole = wholes
                .entry((&actor.id, day))
                .or_insert_with(|| level(actor, day).id);
            for (side, members) in [(a, &mut of_a), (b, &mut of_b)] {
                if (*whole == *side || actor.id == *side) && !members.contains(&actor.id.as_str()) {
                    members.push(actor.id.as_str());
                }
            }
        }
        for &x in &of_a {
            for &y in of_b.iter().filter(|&&y| x != y && (x, y) != (a, b)) {
                // of two with each other in one whole, one order is enough
                let twice = of_a.contains(&y) && of_b.contains(&x) && y < x;
                if !twice && joins(statement, x, y) {
                    pairs.entry((x, y)).or_default().push(statement);
                }
            }
        }
    }
    let pairs = pairs.into_iter().filter_map(|((x, y), statements)| {
        let ends = (graph.actor(x)?, graph.actor(y)?);
        Some(told(graph, ends, statements, filter))
    });
    let mut pairs: Vec<Between<'g>> = pairs.filter(|pair| !pair.statements.is_empty()).collect();
    // stable: pairs are in the order of their ids
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.statements.len()));
    pairs
}

/// Statements that join two actors and are in the order of time, by the events that they tell of.
fn told<'g>(
    graph: &'g KnowledgeGraph,
    (a, b): (&'g Actor, &'g Actor),
    joining: Vec<&'g Statement>,
    filter: &Filter,
) -> Between<'g> {
    let lax = Filter {
        modalities: Vec::new(),
        polarity: None,
        ..filter.clone()
    };
    let known: HashMap<(&str, &str), u32> = graph
        .events_between(&a.id, &b.id)
        .into_iter()
        .map(|(event, statement)| (name(statement), event))
        .collect();
    let event = |statement: &Statement| known.get(&name(statement)).copied();
    let mut passing: Vec<u32> = joining
        .iter()
        .filter(|statement| graph.admits(filter, statement))
        .filter_map(|statement| event(statement))
        .collect();
    passing.sort_unstable();
    // of what is contested, both sides are shown
    let disputes = |statement: &Statement| {
        graph.admits(&lax, statement)
            && graph.corroboration(statement).contested
            && event(statement).is_some_and(|event| passing.binary_search(&event).is_ok())
    };
    let passes = |statement: &Statement| graph.admits(filter, statement);
    let shown = joining.iter().copied();
    let shown: Vec<&Statement> = shown
        .filter(|statement| passes(statement) || disputes(statement))
        .collect();
    let mut events: Vec<Vec<usize>> = Vec::new();
    let mut places: HashMap<u32, usize> = HashMap::new();
    for (place, statement) in shown.iter().enumerate() {
        let number = event(statement);
        let at = number.map_or(events.len(), |number| {
            *places.entry(number).or_insert(events.len())
        });
        if at == events.len() {
            events.push(Vec::new());
        }
        events[at].push(place);
    }
    Between {
        a,
        b,
        statements: shown
            .iter()
            .map(|statement| Evidence::of(graph, statement))
            .collect(),
        occurrences: events
            .into_iter()
            .map(|places| occurrence(graph, &shown, places))
            .collect(),
        hidden: hidden(graph, joining.iter().copied(), filter)
            - shown.iter().filter(|statement| !passes(statement)).count(),
    }
}

/// A statement's own name in a graph.
fn name(statement: &Statement) -> (&str, &str) {
    (&statement.doc, &statement.id)
}

/// The event that the statements at some places tell of.
fn occurrence(graph: &KnowledgeGraph, shown: &[&Statement], places: Vec<usize>) -> Occurrence {
    let statements = || places.iter().map(|&place| shown[place]);
    let mut labels: Vec<String> = statements().map(KnowledgeGraph::relation_of).collect();
    labels.sort_unstable();
    labels.dedup();
    let relation = match labels.as_slice() {
        [only] => only.clone(),
        [first, ..] => first.split(':').next().unwrap_or_default().to_owned(),
        [] => String::new(),
    };
    let days = || statements().filter_map(KnowledgeGraph::date_of);
    let known = || statements().map(|statement| graph.corroboration(statement));
    Occurrence {
        relation,
        first: days().min(),
        last: days().max(),
        sources: known().map(|known| known.sources).max().unwrap_or_default(),
        contested: known().any(|known| known.contested),
        statements: places,
    }
}

/// Whether a statement is about two actors together.
pub(super) fn joins(statement: &Statement, a: &str, b: &str) -> bool {
    let is =
        |participant: &Participant, id: &str| participant.actor.as_ref().is_some_and(|actor| actor.id == id);
    let acts = |id| statement.source.as_ref().is_some_and(|source| is(source, id));
    let among = |id| statement.targets.iter().any(|target| is(target, id));
    if statement.symmetric {
        let twice =
            |id| usize::from(acts(id)) + statement.targets.iter().filter(|target| is(target, id)).count() > 1;
        return (acts(a) || among(a)) && (acts(b) || among(b)) && (a != b || twice(a));
    }
    acts(a) && among(b) || acts(b) && among(a)
}

//! Which statements tell of one event, how many independent sources do, and whether accounts contradict.
//!
//! An occurrence is what statements of the same two actors, of the same type of event (or the same
//! affiliation, or words) and of compatible dates tell of. Who acts must be the same, but for meetings and
//! agreements. What did not happen, is planned or is denied is an account of the event like any other.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};

use super::Edge;
use crate::model::{Actor, Interval, Modality, PloverEvent, Polarity, Relation, Statement};

/// Reports of one event give days that are so far apart at most: many say only when they were written.
const DAYS: i32 = 2;
/// A time of more days than this is no day of an event, but a month or a year in which it lies.
const WEEK: i32 = 7;

/// The occurrences of a graph.
#[derive(Clone, Debug, Default)]
pub(super) struct Occurrences {
    /// For each edge its statements' occurrences, in their order.
    edges: Vec<Vec<u32>>,
    /// For each statement, how many independent sources tell of its occurrence, denials aside.
    pub(super) sources: Vec<u32>,
    /// For each statement, whether others contradict it or what it contradicts.
    pub(super) contested: Vec<bool>,
}

/// A statement on an edge.
#[derive(Clone, Copy)]
struct Account {
    edge: EdgeIndex,
    /// Its place among the edge's statements.
    at: usize,
    number: u32,
    from: i32,
    to: i32,
}

impl Occurrences {
    /// Groups the statements on a graph's edges; `sources` has the number of each statement's source.
    /// O(n log n) in statements.
    pub(super) fn new(graph: &DiGraph<Actor, Edge>, statements: &[Statement], sources: &[u32]) -> Self {
        let mut accounts: Vec<((NodeIndex, NodeIndex, Kind<'_>), Account)> =
            Vec::with_capacity(statements.len());
        for edge in graph.edge_indices() {
            let Some((source, target)) = graph.edge_endpoints(edge) else {
                continue;
            };
            for (at, &number) in graph[edge].statements.iter().enumerate() {
                let statement = &statements[number as usize];
                let kind = Kind::of(statement);
                let (a, b) = if kind.is_mutual() && target < source {
                    (target, source)
                } else {
                    (source, target)
                };
                let (from, to) = bounds(statement);
                let account = Account {
                    edge,
                    at,
                    number,
                    from,
                    to,
                };
                accounts.push(((a, b, kind), account));
            }
        }
        // stable, and quick where edges are in order already
        accounts.sort_by_key(|(between, _)| *between);
        let mut occurrences = Self {
            edges: graph
                .edge_weights()
                .map(|edge| vec![0; edge.statements.len()])
                .collect(),
            sources: vec![0; statements.len()],
            contested: vec![false; statements.len()],
        };
        let mut next = 0;
        for group in accounts.chunk_by(|(one, _), (other, _)| one == other) {
            let (_, _, kind) = group[0].0;
            for occurrence in kind.parts(group.iter().map(|(_, account)| *account).collect()) {
                for account in &occurrence {
                    occurrences.edges[account.edge.index()][account.at] = next;
                }
                occurrences.weigh(&occurrence, statements, sources);
                next += 1;
            }
        }
        occurrences
    }

    /// The occurrence that an edge's statement tells of, by the statement's place on the edge.
    pub(super) fn of(&self, edge: EdgeIndex, at: usize) -> u32 {
        self.edges[edge.index()][at]
    }

    fn weigh(&mut self, occurrence: &[Account], statements: &[Statement], sources: &[u32]) {
        let statement = |account: &Account| &statements[account.number as usize];
        let telling = occurrence.iter().filter(|account| !denies(statement(account)));
        let telling: BTreeSet<u32> = telling.map(|account| sources[account.number as usize]).collect();
        for account in occurrence {
            let known = &mut self.sources[account.number as usize];
            *known = (*known).max(telling.len() as u32);
        }
        let denying: Vec<&Account> = occurrence
            .iter()
            .filter(|account| denies(statement(account)))
            .collect();
        for denial in denying {
            let who = sayer(statement(denial), sources[denial.number as usize]);
            for account in occurrence.iter().filter(|account| asserts(statement(account))) {
                if account.from <= denial.to.saturating_add(DAYS)
                    && denial.from <= account.to.saturating_add(DAYS)
                    && sayer(statement(account), sources[account.number as usize]) != who
                {
                    self.contested[account.number as usize] = true;
                    self.contested[denial.number as usize] = true;
                }
            }
        }
    }
}

/// What must be the same for two statements to tell of one event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind<'s> {
    Event(PloverEvent),
    Affiliation(&'static str),
    Words(&'s str),
}

impl<'s> Kind<'s> {
    fn of(statement: &'s Statement) -> Self {
        match &statement.relation {
            Some(Relation::Event(event)) => Self::Event(event.event),
            Some(Relation::Affiliation { affiliation }) => Self::Affiliation(affiliation.name()),
            None => Self::Words(&statement.predicate.lemma),
        }
    }

    /// Whether it is the same event whoever is named first.
    fn is_mutual(self) -> bool {
        matches!(self, Self::Event(PloverEvent::Consult | PloverEvent::Agree))
    }

    /// Cuts the accounts of two actors into occurrences; what lasts is one.
    fn parts(self, accounts: Vec<Account>) -> Vec<Vec<Account>> {
        if matches!(self, Self::Affiliation(_)) {
            return vec![accounts];
        }
        let (mut dated, vague): (Vec<Account>, Vec<Account>) = accounts
            .into_iter()
            .partition(|account| account.to.saturating_sub(account.from) <= WEEK);
        dated.sort_by_key(|account| (account.from, account.to, account.number));
        let mut parts: Vec<Vec<Account>> = Vec::new();
        for account in dated {
            match parts.last_mut() {
                Some(part) if account.from - part[0].from <= DAYS => part.push(account),
                _ => parts.push(vec![account]),
            }
        }
        let days: Vec<(i32, i32)> = parts
            .iter()
            .map(|part| (part[0].from, part[part.len() - 1].from))
            .collect();
        // what is only known to a month or less belongs to the one event then, if there is just one
        let mut others: BTreeMap<(i32, i32), Vec<Account>> = BTreeMap::new();
        for account in vague {
            let first = days.partition_point(|&(_, last)| last < account.from);
            let mut then = (first..days.len()).take_while(|&at| days[at].0 <= account.to);
            match (then.next(), then.next()) {
                (Some(only), None) => parts[only].push(account),
                _ => others
                    .entry((account.from, account.to))
                    .or_default()
                    .push(account),
            }
        }
        parts.extend(others.into_values());
        parts
    }
}

/// First and last day of what a statement tells, of its publication where it gives no time, counted from a
/// fixed day; the least and greatest number where a side is open.
fn bounds(statement: &Statement) -> (i32, i32) {
    let day = |date: Date| {
        // the calendar is some four million days long
        let hours = date.duration_since(Date::constant(1, 1, 1)).as_hours();
        (hours / 24) as i32
    };
    let (start, end) = match &statement.when {
        Some(Interval {
            start: None,
            end: None,
            ..
        })
        | None => (statement.published, statement.published),
        Some(when) => (when.start, when.end),
    };
    (start.map_or(i32::MIN, day), end.map_or(i32::MAX, day))
}

/// Says that it is or was so.
fn asserts(statement: &Statement) -> bool {
    statement.polarity == Polarity::Affirmed
        && matches!(statement.modality, Modality::Actual | Modality::Reported)
}

/// Says that it is not or was not so.
fn denies(statement: &Statement) -> bool {
    match statement.modality {
        Modality::Denied => true,
        Modality::Actual | Modality::Reported => statement.polarity == Polarity::Negated,
        _ => false,
    }
}

/// Who says so: whom the document quotes, else its source.
#[derive(PartialEq, Eq)]
enum Sayer<'s> {
    Quoted(&'s str),
    Source(u32),
}

fn sayer(statement: &Statement, source: u32) -> Sayer<'_> {
    match statement.attribution.last() {
        None => Sayer::Source(source),
        Some(speaker) => Sayer::Quoted(speaker.actor.as_ref().map_or(&speaker.text, |actor| &actor.id)),
    }
}

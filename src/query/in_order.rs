//! Paths in the order of time: could word have passed from one actor to another?

use std::cmp::Reverse;

use jiff::civil::Date;

use super::path::{Criterion, Path, PathOptions, Paths, step};
use crate::graph::{Cost, Filter, KnowledgeGraph, Tie, Ways};
use crate::model::Statement;

/// That two actors have to do with each other on some day from `start` to `end`.
#[derive(Clone, Copy, Debug)]
struct Contact {
    from: u32,
    to: u32,
    start: Date,
    end: Date,
    tie: usize,
    statement: usize,
}

/// The paths from one actor to another, given by their ids, on which no step is over before the one before it
/// can have happened: the one that arrives first, the one with the fewest steps, and the one that leaves
/// last; each once, with what it is best in. A step can be taken on any of the days that its statement may
/// speak of; where it gives no time, on the day of publication; statements without either are not used.
/// Several steps can be taken on one day. `None` when nobody has one of the ids.
///
/// Layer by layer: with one step more, who can be reached earlier? Only who was reached earlier with the last
/// step is looked at again, O(m) a layer. B. Wu and others, "Path problems in temporal graphs", PVLDB 7 (2014),
/// define the three kinds; there every contact has one day.
pub fn in_order<'g>(
    graph: &'g KnowledgeGraph,
    from: &str,
    to: &str,
    filter: &Filter,
    options: &PathOptions,
) -> Option<Paths<'g>> {
    let (from, to) = (graph.actor(from)?, graph.actor(to)?);
    let nothing = Paths {
        from,
        to,
        paths: Vec::new(),
    };
    let selection = graph.select(filter);
    let either = selection.network(Ways::Either, Cost::Steps);
    let (Some(start), Some(end)) = (either.number(&from.id), either.number(&to.id)) else {
        return Some(nothing);
    };
    if start == end {
        return Some(nothing);
    }
    let ties: Vec<Tie<'g>> = selection.ties().collect();
    let mut contacts = Vec::new();
    for (number, tie) in ties.iter().enumerate() {
        let (Some(source), Some(target)) = (either.number(&tie.source.id), either.number(&tie.target.id))
        else {
            continue;
        };
        let closed = |actor| actor != start && actor != end && options.avoids(&either, actor);
        if source == target || closed(source) || closed(target) {
            continue;
        }
        for (statement, (first, last)) in days(tie) {
            let contact = |from, to| Contact {
                from,
                to,
                start: first,
                end: last,
                tie: number,
                statement,
            };
            contacts.push(contact(source, target));
            if tie.symmetric || !options.directed {
                contacts.push(contact(target, source));
            }
        }
    }
    let forward = Scan::run(either.len(), (start, end), &contacts, |contact| Hop {
        from: contact.from,
        to: contact.to,
        opens: contact.start,
        closes: contact.end,
    });
    let backward = Scan::run(either.len(), (end, start), &contacts, |contact| Hop {
        from: contact.to,
        to: contact.from,
        opens: Reverse(contact.end),
        closes: Reverse(contact.start),
    });
    let reversed = |mut way: Vec<usize>| {
        way.reverse();
        way
    };
    let ways = [
        (Criterion::EarliestArrival, forward.soonest(end)),
        (Criterion::FewestHops, forward.fewest(end)),
        (Criterion::LatestDeparture, backward.soonest(start).map(reversed)),
    ];
    // one path may be the best in several ways, if not by the very same contacts
    let merits = |way: &[usize]| {
        let contacts = || way.iter().map(|&contact| &contacts[contact]);
        let arrives = contacts().map(|contact| contact.start).max();
        let departs = contacts().map(|contact| contact.end).min();
        (way.len(), arrives, departs)
    };
    let mut kept: Vec<(Vec<Criterion>, Vec<usize>)> = Vec::new();
    for (criterion, way) in ways {
        let Some(way) = way else { continue };
        let (hops, arrives, departs) = merits(&way);
        let as_good = |known: &[usize]| {
            let other = merits(known);
            let same_time = match criterion {
                Criterion::LatestDeparture => other.2 == departs,
                Criterion::EarliestArrival | Criterion::FewestHops => other.1 == arrives,
            };
            same_time && other.0 == hops
        };
        match kept.iter_mut().find(|(_, known)| as_good(known)) {
            Some((criteria, _)) => criteria.push(criterion),
            None => kept.push((vec![criterion], way)),
        }
    }
    let paths = kept.into_iter().map(|(best_in, way)| {
        let way: Vec<Contact> = way.into_iter().map(|contact| contacts[contact]).collect();
        let departs = way.iter().map(|contact| contact.end).min();
        let steps = way.iter().map(|contact| {
            let ends = (either.actor(contact.from), either.actor(contact.to));
            let tie = &ties[contact.tie];
            let others = selection.ties_between(&ends.0.id, &ends.1.id).len();
            let statement = tie.statements[contact.statement];
            step(graph, ends, tie, statement, others.saturating_sub(1))
        });
        Path {
            best_in,
            departs: departs.filter(|&day| day < Date::MAX),
            arrives: way.iter().map(|contact| contact.start).max(),
            steps: steps.collect(),
        }
    });
    Some(Paths {
        from,
        to,
        paths: paths.collect(),
    })
}

/// The statements of a tie that have a time, by place, with the first and the last day on which it can have
/// happened. What has no known beginning is known by its last day.
fn days(tie: &Tie<'_>) -> impl Iterator<Item = (usize, (Date, Date))> {
    let time = |statement: &Statement| match &statement.when {
        Some(when) if when.anchor().is_some() => Some((when.anchor()?, when.end.unwrap_or(Date::MAX))),
        _ => statement.published.map(|day| (day, day)),
    };
    let statements = tie.statements.iter().enumerate();
    statements.filter_map(move |(place, statement)| Some((place, time(statement)?)))
}

/// A contact as a scan sees it: time may run backwards.
#[derive(Clone, Copy)]
struct Hop<T> {
    from: u32,
    to: u32,
    opens: T,
    closes: T,
}

/// That an actor can be reached at a time, by a contact after another label.
#[derive(Clone, Copy)]
struct Label<T> {
    time: T,
    contact: usize,
    before: Option<usize>,
}

/// For each actor, the labels by which it is reached: each with more steps than the one before it, and sooner.
struct Scan<T> {
    labels: Vec<Label<T>>,
    of: Vec<Vec<usize>>,
}

impl<T: Ord + Copy> Scan<T> {
    fn run(
        actors: usize,
        (start, end): (u32, u32),
        contacts: &[Contact],
        hop: impl Fn(&Contact) -> Hop<T>,
    ) -> Self {
        let mut leaving: Vec<Vec<usize>> = vec![Vec::new(); actors];
        for (number, contact) in contacts.iter().enumerate() {
            leaving[hop(contact).from as usize].push(number);
        }
        let mut scan = Self {
            labels: Vec::new(),
            of: vec![Vec::new(); actors],
        };
        // who was reached sooner by the last step, with its label; the start can leave at any time
        let mut layer: Vec<(u32, Option<usize>)> = vec![(start, None)];
        while !layer.is_empty() {
            let mut next: Vec<(u32, Label<T>)> = Vec::new();
            for (actor, label) in layer {
                for &number in &leaving[actor as usize] {
                    let hop = hop(&contacts[number]);
                    let time = match label.map(|label| scan.labels[label].time) {
                        None => hop.opens,
                        Some(time) if time <= hop.closes => time.max(hop.opens),
                        Some(_) => continue,
                    };
                    let sooner =
                        |known: Option<&usize>| known.is_none_or(|&known| time < scan.labels[known].time);
                    if hop.to != start && sooner(scan.of[hop.to as usize].last()) {
                        let before = label;
                        let label = Label {
                            time,
                            contact: number,
                            before,
                        };
                        next.push((hop.to, label));
                    }
                }
            }
            // the soonest label of each actor, the first contact of equals
            next.sort_by_key(|(actor, label)| (*actor, label.time, label.contact));
            next.dedup_by_key(|(actor, _)| *actor);
            layer = Vec::with_capacity(next.len());
            for (actor, label) in next {
                scan.of[actor as usize].push(scan.labels.len());
                if actor != end {
                    layer.push((actor, Some(scan.labels.len())));
                }
                scan.labels.push(label);
            }
        }
        scan
    }

    /// The contacts that lead to an actor soonest, of those the fewest.
    fn soonest(&self, actor: u32) -> Option<Vec<usize>> {
        self.of[actor as usize].last().map(|&label| self.way(label))
    }

    /// The fewest contacts that lead to an actor, of those the soonest.
    fn fewest(&self, actor: u32) -> Option<Vec<usize>> {
        self.of[actor as usize].first().map(|&label| self.way(label))
    }

    fn way(&self, label: usize) -> Vec<usize> {
        let labels = std::iter::successors(Some(label), |&label| self.labels[label].before);
        let mut way: Vec<usize> = labels.map(|label| self.labels[label].contact).collect();
        way.reverse();
        way
    }
}

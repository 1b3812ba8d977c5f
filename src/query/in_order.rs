//! Paths in the order of time: could word have passed from one actor to another?

use super::path::{Criterion, Path, PathOptions, Paths, step};
use super::spread::Contacts;
use crate::graph::{Contact, Cost, Selection, Tick, Ways, days};

/// The paths from one actor to another, given by their ids, on which no step is over before the one before it
/// can have happened: the one that arrives first, the one with the fewest steps, and the one that leaves
/// last; each once, with what it is best in. A step can be taken on any of the days that its statement may
/// speak of; where it gives no time, on the day of publication; statements without either are not used.
/// Several steps can be taken on one day. `None` when nobody in the graph has one of the ids.
///
/// B. Wu and others, "Path problems in temporal graphs", PVLDB 7 (2014), define the three kinds; there every contact
/// has one day. O(m) for m dated contacts, seldom more than a few days of them; contacts of several days count once for
/// each time that who has them is reached sooner.
pub fn in_order<'g>(
    selection: &Selection<'g>,
    from: &str,
    to: &str,
    options: &PathOptions,
) -> Option<Paths<'g>> {
    let graph = selection.graph();
    let (from, to) = (graph.actor(from)?, graph.actor(to)?);
    let nothing = Paths {
        from,
        to,
        paths: Vec::new(),
    };
    let either = selection.network(Ways::Either, Cost::Steps);
    let (Some(start), Some(end)) = (either.number(&from.id), either.number(&to.id)) else {
        return Some(nothing);
    };
    if start == end {
        return Some(nothing);
    }
    let schedule = selection.schedule(options.ways().0);
    let closed = |actor: u32| options.avoids(either, actor);
    let forward = Contacts {
        ahead: &schedule.ahead,
        back: &schedule.back,
        actors: either.len(),
    };
    let backward = Contacts {
        ahead: &schedule.back,
        back: &schedule.ahead,
        ..forward
    };
    let Some(arrival) = forward.arrival((start, end), closed) else {
        return Some(nothing);
    };
    // with time running backwards, arriving first is leaving last
    let departure = backward.arrival((end, start), closed);
    let latest = departure.and_then(|time| backward.fewest((end, start), time + 1, closed));
    let ways = [
        (
            Criterion::EarliestArrival,
            forward.fewest((start, end), arrival + 1, closed),
        ),
        (
            Criterion::FewestHops,
            forward.fewest((start, end), Tick::MAX, closed),
        ),
        (
            Criterion::LatestDeparture,
            latest.map(|way| way.into_iter().rev().collect()),
        ),
    ];
    // the days on which a contact can have been
    let times = |&contact: &Contact| {
        let (place, statement, _) = schedule.told(contact);
        days(selection.statement_at(place, statement)).expect("a schedule holds statements with a time alone")
    };
    // one path may be the best in several ways, if not by the very same contacts
    let merits = |way: &[Contact]| {
        let arrives = way.iter().map(times).map(|(first, _)| first).max();
        let departs = way.iter().map(times).map(|(_, last)| last).min();
        (way.len(), arrives, departs)
    };
    let mut kept: Vec<(Vec<Criterion>, Vec<Contact>)> = Vec::new();
    for (criterion, way) in ways {
        let Some(way) = way else { continue };
        let (hops, arrives, departs) = merits(&way);
        let as_good = |known: &[Contact]| {
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
        let (_, arrives, departs) = merits(&way);
        let steps = way.iter().map(|&contact| {
            let (place, statement, flipped) = schedule.told(contact);
            let tie = selection.tie_with(place, statement);
            let ends = match flipped {
                true => (tie.target, tie.source),
                false => (tie.source, tie.target),
            };
            let others = selection.count_between(&ends.0.id, &ends.1.id);
            step(graph, ends, &tie, tie.statements[0], others.saturating_sub(1))
        });
        Path {
            best_in,
            departs: departs.filter(|&day| day < jiff::civil::Date::MAX),
            arrives,
            steps: steps.collect(),
        }
    });
    Some(Paths {
        from,
        to,
        paths: paths.collect(),
    })
}

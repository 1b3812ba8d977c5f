//! Paths in the order of time: could word have passed from one actor to another?

use super::path::{Criterion, Path, PathOptions, Paths, step};
use super::spread::Spread;
use crate::graph::{Contact, Cost, Selection, Ways, days};

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
    let forward = Spread::run(
        &schedule.ahead,
        &schedule.back,
        (start, end),
        either.len(),
        closed,
    );
    let backward = Spread::run(
        &schedule.back,
        &schedule.ahead,
        (end, start),
        either.len(),
        closed,
    );
    let reversed = |mut way: Vec<Contact>| {
        way.reverse();
        way
    };
    let ways = [
        (Criterion::EarliestArrival, forward.soonest()),
        (Criterion::FewestHops, forward.fewest()),
        (Criterion::LatestDeparture, backward.soonest().map(reversed)),
    ];
    let told = |&contact: &Contact| {
        let (place, statement, flipped) = schedule.told(contact);
        let tie = selection.tie_with(place, statement);
        let ends = if flipped {
            (tie.target, tie.source)
        } else {
            (tie.source, tie.target)
        };
        let time = days(tie.statements[0]);
        let (first, last) = time.expect("a schedule holds statements with a time alone");
        (tie, ends, first, last)
    };
    // one path may be the best in several ways, if not by the very same contacts
    let merits = |way: &[Contact]| {
        let days = || way.iter().map(told).map(|(_, _, first, last)| (first, last));
        let arrives = days().map(|(first, _)| first).max();
        let departs = days().map(|(_, last)| last).min();
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
        let steps = way.iter().map(told).map(|(tie, ends, ..)| {
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

//! Many events: a lane for each counterpart (of two actors: for each direction), where the events of a few days stand
//! on each other.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::super::font::{Weight, width};
use super::super::layout::Point;
use super::super::style::{Class, Standing};
use super::super::svg::{Body, SMALL, n};
use super::super::words::cut;
use super::super::xml::escaped;
use super::Happening;
use super::axis::{TimeAxis, between};
use crate::model::{Actor, Participant};

/// How wide the axis is.
const WIDE: f64 = 860.0;
/// How wide the events of one place are.
const BIN: f64 = 6.0;
/// How high a lane becomes at most, and is at least.
const HIGH: f64 = 96.0;
const LOW: f64 = 22.0;
/// How high the mark of an event is at most.
const UNIT: f64 = 6.0;
/// From this height on each event has a mark of its own.
const SEEN: f64 = 2.5;
const GAP: f64 = 14.0;
/// The room before the axis for what lies far before its beginning.
const EARLIER: f64 = 60.0;
/// The most lanes; the rest is one.
const LANES: usize = 12;
/// The longest name of a lane, in characters.
const NAME: usize = 30;
/// How many events a mark of several tells.
const TOLD: usize = 5;

pub(super) fn body(happenings: &[Happening<'_>], about: (&Actor, Option<&Actor>)) -> Body {
    let lanes = lanes(happenings, about);
    let left = lanes
        .iter()
        .map(|(name, events)| width(&label(name, events.len()), SMALL + 1.0, Weight::Bold))
        .fold(60.0, f64::max)
        + 14.0;
    let days: Vec<Date> = happenings.iter().filter_map(|one| one.day).collect();
    let earlier = earlier(&days);
    let shift = if earlier > 0 { EARLIER } else { 0.0 };
    let later = days[earlier..].iter().copied();
    let Some(axis) = TimeAxis::new(later, WIDE - BIN - shift) else {
        let text = "<text class=\"small\" x=\"0\" y=\"20\">nothing has a date</text>\n".to_owned();
        return Body {
            text,
            size: Point::new(WIDE, 30.0),
        };
    };
    let stacked: Vec<BTreeMap<usize, Vec<&Happening<'_>>>> = lanes
        .iter()
        .map(|(_, events)| {
            let mut bins: BTreeMap<usize, Vec<&Happening<'_>>> = BTreeMap::new();
            for event in events {
                if let Some(day) = event.day {
                    let place = if day < days[earlier] {
                        0.0
                    } else {
                        shift + axis.at(day)
                    };
                    bins.entry((place / BIN) as usize).or_default().push(event);
                }
            }
            bins
        })
        .collect();
    // one scale for all lanes, so that they can be compared
    let highest = stacked.iter().flat_map(BTreeMap::values).map(Vec::len).max();
    let unit = (HIGH / highest.unwrap_or(1).max(1) as f64).min(UNIT);
    let heights: Vec<f64> = stacked
        .iter()
        .map(|bins| {
            let highest = bins.values().map(Vec::len).max().unwrap_or(0);
            (highest as f64 * unit).max(LOW)
        })
        .collect();
    let height = heights.iter().map(|high| high + GAP).sum::<f64>();
    let mut text = String::new();
    let ticks = axis.ticks(10).into_iter().map(|(at, name)| (shift + at, name));
    let first = (earlier > 0).then(|| (0.0, "earlier".to_owned()));
    for (at, name) in first.into_iter().chain(ticks) {
        let x = left + at;
        let _ = writeln!(
            text,
            "<path class=\"lead\" d=\"M{} 0V{}\"/><text class=\"small\" x=\"{}\" y=\"{}\">{name}</text>",
            n(x),
            n(height + 6.0),
            n(x),
            n(height + 20.0)
        );
    }
    let mut floor = 0.0;
    for (((name, events), bins), high) in lanes.iter().zip(&stacked).zip(&heights) {
        floor += high + GAP;
        let _ = writeln!(
            text,
            "<path class=\"rule\" d=\"M0 {}H{}\"/><text x=\"0\" y=\"{}\" font-size=\"{}\" font-weight=\"bold\">{}</text>",
            n(floor),
            n(left + WIDE),
            n(floor - 5.0),
            n(SMALL + 1.0),
            escaped(&label(name, events.len()))
        );
        for (bin, events) in bins {
            text += &stack(left + *bin as f64 * BIN, floor, unit, events);
        }
    }
    Body {
        text,
        size: Point::new(left + WIDE, height + 24.0),
    }
}

/// How many of these days, in their order, lie so far before the others that an axis with them would leave these no room:
/// one in twenty at most, before a gap of half the time.
fn earlier(days: &[Date]) -> usize {
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else {
        return 0;
    };
    let after_gap = |&at: &usize| between(days[at - 1], days[at]) > between(first, last) / 2.0;
    (1..=days.len() / 20).find(after_gap).unwrap_or(0)
}

fn label(name: &str, events: usize) -> String {
    format!("{} · {events}", cut(name, NAME))
}

/// The lanes with their events, those with most first, what is in no lane of its own last.
fn lanes<'h, 'g>(
    happenings: &'h [Happening<'g>],
    (a, b): (&Actor, Option<&Actor>),
) -> Vec<(String, Vec<&'h Happening<'g>>)> {
    let mut found: BTreeMap<String, Vec<&Happening<'_>>> = BTreeMap::new();
    for one in happenings {
        for name in lanes_of(one, a, b) {
            found.entry(name).or_default().push(one);
        }
    }
    let mut lanes: Vec<(String, Vec<&Happening<'_>>)> = found.into_iter().collect();
    lanes.sort_by_key(|(_, events)| std::cmp::Reverse(events.len())); // stable
    if lanes.len() > LANES {
        let rest = lanes.split_off(LANES - 1);
        let names = rest.len();
        let mut events: Vec<&Happening<'_>> = rest.into_iter().flat_map(|(_, events)| events).collect();
        events.sort_by_key(|one| one.day); // stable
        lanes.push((format!("{names} others"), events));
    }
    lanes
}

/// The lanes of an event: for two actors its direction, for one all others who take part.
fn lanes_of(one: &Happening<'_>, a: &Actor, b: Option<&Actor>) -> Vec<String> {
    let is = |participant: &Participant, who: &Actor| {
        participant.actor.as_ref().is_some_and(|actor| actor.id == who.id)
    };
    let source = one.statement.source.as_ref();
    if let Some(b) = b {
        let (first, second) = if source.is_some_and(|source| is(source, b)) {
            (b, a)
        } else {
            (a, b)
        };
        let arrow = if one.statement.symmetric { "↔" } else { "→" };
        let (first, second) = if one.statement.symmetric {
            (a, b)
        } else {
            (first, second)
        };
        return vec![format!(
            "{} {arrow} {}",
            cut(&first.name, 14),
            cut(&second.name, 14)
        )];
    }
    let takers = source.into_iter().chain(&one.statement.targets);
    let mut names: Vec<String> = takers
        .filter(|taker| !is(taker, a))
        .map(|taker| match &taker.actor {
            Some(actor) => actor.name.to_string(),
            None => "nobody known".to_owned(),
        })
        .collect();
    names.sort();
    names.dedup();
    if names.is_empty() {
        names.push("nobody else".to_owned());
    }
    names
}

/// The events of one place in a lane: each its own mark, or one for all that look alike where that would be too small.
fn stack(x: f64, floor: f64, unit: f64, events: &[&Happening<'_>]) -> String {
    let mut sorted = events.to_vec();
    sorted.sort_by_key(|one| (one.class, one.standing)); // stable
    let looks = |one: &Happening<'_>| -> (Class, Standing) { (one.class, one.standing) };
    let single = unit >= SEEN;
    let mut out = String::new();
    let mut y = floor;
    for alike in sorted.chunk_by(|a, b| !single && looks(a) == looks(b)) {
        let Some(first) = alike.first() else { continue };
        let high = alike.len() as f64 * unit;
        y -= high;
        let mut told: Vec<&str> = alike.iter().take(TOLD).map(|one| one.evidence.as_str()).collect();
        let more = format!("and {} more", alike.len().saturating_sub(TOLD));
        if alike.len() > TOLD {
            told.push(&more);
        }
        let gap = if single { 1.0 } else { 0.0 };
        let _ = writeln!(
            out,
            "<g class=\"mark {} {}\"><title>{}</title><rect class=\"spot\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" stroke-width=\"{}\"/></g>",
            first.class.short(),
            first.standing.short(),
            escaped(&told.join("\n")),
            n(x + 0.5),
            n(y),
            n(BIN - 1.0),
            n(high - gap),
            if first.standing == Standing::Fact {
                "0"
            } else {
                "0.8"
            }
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_days_far_before_all_others_do_not_stretch_the_axis() {
        let day = |year: i16, day: i8| Date::constant(year, 1, day);
        let mut days: Vec<Date> = (0..60).map(|at| day(2020, 1 + at / 2)).collect();
        assert_eq!(earlier(&days), 0);
        days[0] = day(1968, 1);
        assert_eq!(earlier(&days), 1);
        days[1..5].fill(day(1970, 1)); // one in twelve is no exception
        assert_eq!(earlier(&days), 0);
        assert_eq!(earlier(&[]), 0);
    }
}

//! How word spreads over dated contacts, from one actor until it reaches another.

use crate::graph::{Contact, Rows, Tick};

/// No label.
const NONE: u32 = u32::MAX;

/// That an actor can be reached at a time, by a contact after another label.
#[derive(Clone, Copy)]
struct Label {
    actor: u32,
    time: Tick,
    /// When the actor was reached by fewer steps; what it does from then on is known.
    known_from: Tick,
    contact: Contact,
    before: u32,
}

/// The labels of a search. Those of each actor have each more steps than the one before it, and are sooner.
pub(super) struct Spread {
    labels: Vec<Label>,
    /// The labels of the end.
    of_end: Vec<u32>,
}

impl Spread {
    /// Layer by layer: with one step more, who can be reached earlier? `back` is `ahead` with ends and time turned
    /// round. Each layer first looks from the end whether it can be reached; what lies later than the end is never
    /// looked at, and nothing more once the end can not be reached earlier.
    pub(super) fn run(
        ahead: &Rows,
        back: &Rows,
        (start, end): (u32, u32),
        actors: usize,
        closed: impl Fn(u32) -> bool,
    ) -> Self {
        let first = Label {
            actor: start,
            time: Tick::MIN,
            known_from: Tick::MAX,
            contact: 0,
            before: NONE,
        };
        let mut spread = Self {
            labels: vec![first],
            of_end: Vec::new(),
        };
        // when each actor is reached so far, and by which label; the end is looked after apart
        let mut times = vec![Tick::MAX; actors];
        let mut newest = vec![NONE; actors];
        (times[start as usize], newest[start as usize]) = (Tick::MIN, 0);
        times[end as usize] = Tick::MIN;
        let mut layer = 0..1;
        let mut goal = Tick::MAX;
        while !layer.is_empty() {
            let earliest = spread.labels[layer.clone()].iter().map(|label| label.time).min();
            let window = (earliest.unwrap_or(Tick::MAX), goal);
            if let Some(label) = into_end(back, end, (&times, &newest), window) {
                goal = label.time;
                spread.of_end.push(spread.labels.len() as u32);
                spread.labels.push(label);
            }
            if !hopeful(back, end, (window.0, goal)) {
                break;
            }
            let new = spread.labels.len();
            for number in layer {
                let label = spread.labels[number];
                if label.time >= goal {
                    continue;
                }
                let mut reach = |with: u32, time: Tick, contact: Contact| {
                    let known_from = times[with as usize];
                    if time >= known_from {
                        return;
                    }
                    if known_from == Tick::MAX && closed(with) {
                        times[with as usize] = Tick::MIN;
                        return;
                    }
                    times[with as usize] = time;
                    let before = number as u32;
                    match spread.labels.get_mut(newest[with as usize] as usize) {
                        // of this layer
                        Some(known) if newest[with as usize] as usize >= new => {
                            (known.time, known.contact, known.before) = (time, contact, before);
                        }
                        _ => {
                            newest[with as usize] = spread.labels.len() as u32;
                            spread.labels.push(Label {
                                actor: with,
                                time,
                                known_from,
                                contact,
                                before,
                            });
                        }
                    }
                };
                for (tick, with, contact) in ahead.days(label.actor, label.time, label.known_from.min(goal)) {
                    reach(with, tick, contact);
                }
                for way in ahead.lasting(label.actor) {
                    let time = label.time.max(way.opens);
                    if label.time <= way.closes && time < goal {
                        reach(way.with, time, way.contact);
                    }
                }
            }
            layer = new..spread.labels.len();
        }
        spread
    }

    /// The contacts that lead to the end soonest, of those the fewest.
    pub(super) fn soonest(&self) -> Option<Vec<Contact>> {
        self.of_end.last().map(|&label| self.way(label))
    }

    /// The fewest contacts that lead to the end, of those the soonest.
    pub(super) fn fewest(&self) -> Option<Vec<Contact>> {
        self.of_end.first().map(|&label| self.way(label))
    }

    fn way(&self, label: u32) -> Vec<Contact> {
        let mut way = Vec::new();
        let mut at = self.labels[label as usize];
        while at.before != NONE {
            way.push(at.contact);
            at = self.labels[at.before as usize];
        }
        way.reverse();
        way
    }
}

/// Whether the end has any contact from one time to before another.
fn hopeful(back: &Rows, end: u32, (earliest, goal): (Tick, Tick)) -> bool {
    // the end's own days run backwards
    let mut days = back.days(end, 1 - goal, Tick::MAX);
    days.next().is_some_and(|(tick, ..)| -tick >= earliest)
        || back.lasting(end).iter().any(|way| -way.closes < goal)
}

/// How the end can be reached in one more step, from one time to before another: soonest, by the first of equals.
fn into_end(
    back: &Rows,
    end: u32,
    (times, newest): (&[Tick], &[u32]),
    (earliest, goal): (Tick, Tick),
) -> Option<Label> {
    let mut best: Option<(Tick, Contact, u32)> = None;
    let mut better = |way: (Tick, Contact, u32)| best = Some(best.map_or(way, |best| best.min(way)));
    let reached = |actor: u32| newest[actor as usize] != NONE;
    let latest = earliest.checked_neg().map_or(Tick::MAX, |tick| tick + 1);
    let mut soonest = goal;
    for (tick, actor, contact) in back.days(end, 1 - goal, latest).rev() {
        if -tick > soonest {
            break;
        }
        if reached(actor) && times[actor as usize] <= -tick {
            soonest = -tick;
            better((-tick, contact, newest[actor as usize]));
        }
    }
    for way in back.lasting(end) {
        let (opens, closes) = (-way.closes, -way.opens);
        let time = times[way.with as usize].max(opens);
        if reached(way.with) && times[way.with as usize] <= closes && time < goal {
            better((time, way.contact, newest[way.with as usize]));
        }
    }
    best.map(|(time, contact, before)| Label {
        actor: end,
        time,
        known_from: Tick::MAX,
        contact,
        before,
    })
}

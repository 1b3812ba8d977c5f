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
        // the last label of each actor
        let mut newest = vec![NONE; actors];
        newest[start as usize] = 0;
        let mut layer = 0..1;
        let mut goal = Tick::MAX;
        while !layer.is_empty() {
            let times = spread.labels[layer.clone()].iter().map(|label| label.time);
            let earliest = times.min().unwrap_or(Tick::MAX);
            if let Some(label) = spread.into_end(back, end, &newest, (earliest, goal)) {
                goal = label.time;
                spread.of_end.push(spread.labels.len() as u32);
                spread.labels.push(label);
            }
            let mut hopeful = back.days(end, 1 - goal, Tick::MAX);
            let sooner = |tick: Tick| -tick >= earliest;
            let lasting = back.lasting(end);
            if !hopeful.next().is_some_and(|(tick, ..)| sooner(tick))
                && !lasting.iter().any(|way| -way.closes < goal)
            {
                break;
            }
            let new = spread.labels.len();
            for number in layer {
                let label = spread.labels[number];
                if label.time >= goal {
                    continue;
                }
                let mut reach = |with: u32, time: Tick, contact: Contact| {
                    if with == end || time >= goal {
                        return;
                    }
                    let known = newest[with as usize];
                    if known != NONE && known as usize >= new {
                        let known = &mut spread.labels[known as usize];
                        if (time, contact) < (known.time, known.contact) {
                            (known.time, known.contact, known.before) = (time, contact, number as u32);
                        }
                        return;
                    }
                    let known_from = match known {
                        NONE if closed(with) => return,
                        NONE => Tick::MAX,
                        known => spread.labels[known as usize].time,
                    };
                    if time < known_from {
                        newest[with as usize] = spread.labels.len() as u32;
                        spread.labels.push(Label {
                            actor: with,
                            time,
                            known_from,
                            contact,
                            before: number as u32,
                        });
                    }
                };
                for (tick, with, contact) in ahead.days(label.actor, label.time, label.known_from.min(goal)) {
                    reach(with, tick, contact);
                }
                for way in ahead.lasting(label.actor) {
                    if label.time <= way.closes {
                        reach(way.with, label.time.max(way.opens), way.contact);
                    }
                }
            }
            layer = new..spread.labels.len();
        }
        spread
    }

    /// How the end can be reached in one more step, from one time to before another: soonest, by the first of equals.
    fn into_end(
        &self,
        back: &Rows,
        end: u32,
        newest: &[u32],
        (earliest, goal): (Tick, Tick),
    ) -> Option<Label> {
        let mut best: Option<(Tick, Contact, u32)> = None;
        let reached = |actor: u32| Some(newest[actor as usize]).filter(|&label| label != NONE);
        // the end's own days run backwards
        let latest = earliest.checked_neg().map_or(Tick::MAX, |tick| tick + 1);
        for (tick, actor, contact) in back.days(end, 1 - goal, latest).rev() {
            if best.is_some_and(|(time, ..)| -tick > time) {
                break;
            }
            if let Some(label) = reached(actor)
                && self.labels[label as usize].time <= -tick
            {
                let way = (-tick, contact, label);
                best = Some(best.map_or(way, |best| best.min(way)));
            }
        }
        for way in back.lasting(end) {
            let (opens, closes) = (-way.closes, -way.opens);
            if let Some(label) = reached(way.with)
                && self.labels[label as usize].time <= closes
            {
                let time = self.labels[label as usize].time.max(opens);
                let way = (time, way.contact, label);
                if time < goal {
                    best = Some(best.map_or(way, |best| best.min(way)));
                }
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

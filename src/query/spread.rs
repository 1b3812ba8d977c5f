//! How word spreads over dated contacts, from one actor until it reaches another.

use foldhash::{HashMap, HashMapExt as _};

use crate::graph::{Contact, Rows, Tick};

/// No label.
const NONE: u32 = u32::MAX;

/// Contacts, and the same with ends and time turned round.
#[derive(Clone, Copy)]
pub(super) struct Contacts<'s> {
    pub(super) ahead: &'s Rows,
    pub(super) back: &'s Rows,
    /// How many actors have them.
    pub(super) actors: usize,
}

impl Contacts<'_> {
    /// When word reaches an end from a start at the soonest, not through actors that are closed: day by day, who has it
    /// passes it on. O(m) in the contacts of the days until then.
    pub(super) fn arrival(self, (start, end): (u32, u32), closed: impl Fn(u32) -> bool) -> Option<Tick> {
        let mut word = Word {
            has: vec![false; self.actors],
            barred: vec![false; self.actors],
            new: Vec::new(),
        };
        word.has[start as usize] = true;
        for day in self.ahead.opening(start) {
            let tick = day[0].tick;
            for opening in day {
                if word.has[opening.of as usize] {
                    for &with in self.ahead.with(opening) {
                        word.reach(with, end, &closed);
                    }
                }
            }
            while let Some(actor) = word.new.pop() {
                if actor == end {
                    return Some(tick);
                }
                if let Ok(own) = day.binary_search_by_key(&actor, |opening| opening.of) {
                    for &with in self.ahead.with(&day[own]) {
                        word.reach(with, end, &closed);
                    }
                }
                for way in self.ahead.lasting(actor) {
                    if way.opens <= tick && tick <= way.closes {
                        word.reach(way.with, end, &closed);
                    }
                }
            }
        }
        None
    }

    /// The fewest contacts that lead from a start to an end before `goal`, of those the soonest. Layer by layer: with
    /// one step more, who can be reached earlier? The last two steps are looked for from the end, day by day, so that
    /// most layers that would be large are never made. O(m) in contacts for each layer at worst.
    pub(super) fn fewest(
        self,
        (start, end): (u32, u32),
        goal: Tick,
        closed: impl Fn(u32) -> bool,
    ) -> Option<Vec<Contact>> {
        let mut spread = Spread {
            contacts: self,
            labels: Vec::new(),
            times: vec![Tick::MAX; self.actors],
            newest: vec![NONE; self.actors],
        };
        spread.label(start, Tick::MIN, Tick::MAX, (0, NONE));
        spread.times[end as usize] = Tick::MIN; // looked after apart
        let mut layer = 0..1;
        while !layer.is_empty() {
            if let Some(step) = spread.in_one(end, goal) {
                return Some(spread.way(&[step]));
            }
            if layer.start > 0
                && let Some(steps) = spread.in_two(end, goal, &closed)
            {
                return Some(spread.way(&steps));
            }
            let new = spread.labels.len();
            for number in layer {
                spread.advance(number as u32, new as u32, goal, &closed);
            }
            layer = new..spread.labels.len();
        }
        None
    }
}

/// Who has word by a day.
struct Word {
    has: Vec<bool>,
    /// Who was asked and does not pass it on.
    barred: Vec<bool>,
    /// Who has it anew.
    new: Vec<u32>,
}

impl Word {
    fn reach(&mut self, actor: u32, end: u32, closed: impl Fn(u32) -> bool) {
        let at = actor as usize;
        if self.has[at] || self.barred[at] {
            return;
        }
        if actor != end && closed(actor) {
            self.barred[at] = true;
            return;
        }
        self.has[at] = true;
        self.new.push(actor);
    }
}

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

/// A step: when, by which contact, after which label.
type Step = (Tick, Contact, u32);

/// The labels of a search. Those of each actor have each more steps than the one before it, and are sooner.
struct Spread<'s> {
    contacts: Contacts<'s>,
    labels: Vec<Label>,
    /// When each actor is reached so far, and by which label.
    times: Vec<Tick>,
    newest: Vec<u32>,
}

impl Spread<'_> {
    fn label(&mut self, actor: u32, time: Tick, known_from: Tick, (contact, before): (Contact, u32)) {
        self.times[actor as usize] = time;
        self.newest[actor as usize] = self.labels.len() as u32;
        self.labels.push(Label {
            actor,
            time,
            known_from,
            contact,
            before,
        });
    }

    /// Notes whom the actor of a label reaches earlier than known; labels from `new` on are of the layer that is made.
    fn advance(&mut self, number: u32, new: u32, goal: Tick, closed: impl Fn(u32) -> bool) {
        let label = self.labels[number as usize];
        let ahead = self.contacts.ahead;
        if label.time >= goal {
            return;
        }
        let mut reach = |with: u32, time: Tick, contact: Contact| {
            let known_from = self.times[with as usize];
            if time >= known_from {
                return;
            }
            if known_from == Tick::MAX && closed(with) {
                self.times[with as usize] = Tick::MIN;
                return;
            }
            let newest = self.newest[with as usize];
            match self.labels.get_mut(newest as usize) {
                Some(known) if newest >= new => {
                    (known.time, known.contact, known.before) = (time, contact, number);
                    self.times[with as usize] = time;
                }
                _ => self.label(with, time, known_from, (contact, number)),
            }
        };
        let until = label.known_from.min(goal);
        let days = ahead.days(label.actor, label.time);
        for (tick, with, contact) in days.take_while(|day| day.0 < until) {
            reach(with, tick, contact);
        }
        for way in ahead.lasting(label.actor) {
            let time = label.time.max(way.opens);
            if label.time <= way.closes && time < goal {
                reach(way.with, time, way.contact);
            }
        }
    }

    /// The contacts of one day that lead to an actor before a time: when, from whom, and which.
    fn days_into(&self, actor: u32, goal: Tick) -> impl Iterator<Item = (Tick, u32, Contact)> {
        // time runs backwards there
        let days = self.contacts.back.days_back(actor);
        let days = days.map(|(tick, with, contact)| (-tick, with, contact));
        days.take_while(move |day| day.0 < goal)
    }

    /// How an actor can be reached before a time in one more step from those who are: soonest.
    fn in_one(&self, actor: u32, goal: Tick) -> Option<Step> {
        let back = self.contacts.back;
        let reached = |with: u32| self.newest[with as usize] != NONE;
        let mut days = self.days_into(actor, goal);
        let day = days.find(|&(time, with, _)| reached(with) && self.times[with as usize] <= time);
        let mut best = day.map(|(time, with, contact)| (time, contact, self.newest[with as usize]));
        for way in back.lasting(actor) {
            let (opens, closes) = (-way.closes, -way.opens);
            let from = self.times[way.with as usize];
            let time = from.max(opens);
            if reached(way.with) && from <= closes && time < goal && best.is_none_or(|best| time < best.0) {
                best = Some((time, way.contact, self.newest[way.with as usize]));
            }
        }
        best
    }

    /// The same in two more steps, where one is not enough.
    fn in_two(&self, actor: u32, goal: Tick, closed: impl Fn(u32) -> bool) -> Option<[Step; 2]> {
        let back = self.contacts.back;
        let mut known: HashMap<u32, Option<Step>> = HashMap::new();
        let mut first = |with: u32| {
            let step = || self.in_one(with, goal).filter(|_| !closed(with));
            *known.entry(with).or_insert_with(step)
        };
        let mut days = self.days_into(actor, goal);
        let mut best: Option<[Step; 2]> = days.find_map(|(time, with, contact)| {
            let step = first(with).filter(|step| step.0 <= time)?;
            Some([step, (time, contact, NONE)])
        });
        for way in back.lasting(actor) {
            let (opens, closes) = (-way.closes, -way.opens);
            let Some(step) = first(way.with).filter(|step| step.0 <= closes) else {
                continue;
            };
            let time = step.0.max(opens);
            if time < goal && best.is_none_or(|best| time < best[1].0) {
                best = Some([step, (time, way.contact, NONE)]);
            }
        }
        best
    }

    /// The contacts of the last steps, and of those that lead to the first of them.
    fn way(&self, last: &[Step]) -> Vec<Contact> {
        let mut way: Vec<Contact> = last.iter().rev().map(|step| step.1).collect();
        let mut at = self.labels[last[0].2 as usize];
        while at.before != NONE {
            way.push(at.contact);
            at = self.labels[at.before as usize];
        }
        way.reverse();
        way
    }
}

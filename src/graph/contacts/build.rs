//! Contacts by name to columns of numbers.

use foldhash::{HashMap, HashMapExt};
use jiff::civil::Date;
use rayon::prelude::*;

use super::{Contacts, Day, Rows};
use crate::model::ActorId;

/// Who acts, on whom, when.
type Contact = (u32, u32, Day);

/// Some contacts, between actors that are numbered as they come.
struct Part<'a> {
    names: Vec<&'a str>,
    contacts: Vec<Contact>,
}

impl<'a> Part<'a> {
    fn new(contacts: impl IntoIterator<Item = (&'a str, &'a str, Date)>) -> Self {
        let mut names = Vec::new();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut number = |name: &'a str| {
            *numbers.entry(name).or_insert_with(|| {
                names.push(name);
                names.len() as u32 - 1
            })
        };
        let contacts = contacts
            .into_iter()
            .map(|(source, target, date)| (number(source), number(target), date.into()))
            .collect();
        Self { names, contacts }
    }
}

impl Contacts {
    /// From contacts in parts: who acts, on whom, when. The parts are taken in side by side; which contact is in
    /// which part does not matter. O(n) in contacts where the days lie close together, else O(n log n).
    pub fn new<'a, P>(parts: impl IntoParallelIterator<Item = P>) -> Self
    where
        P: IntoIterator<Item = (&'a str, &'a str, Date)> + Send,
    {
        let parts: Vec<Part<'a>> = parts.into_par_iter().map(Part::new).collect();
        let mut names: Vec<&str> = match &parts[..] {
            [only] => only.names.clone(),
            parts => {
                let mut places: HashMap<&str, ()> = HashMap::new();
                let all = parts.iter().flat_map(|part| &part.names).copied();
                all.filter(|name| places.insert(name, ()).is_none()).collect()
            }
        };
        names.par_sort_unstable();
        let places: HashMap<&str, u32> = names.iter().copied().zip(0..).collect();
        let parts = parts.into_par_iter().flat_map_iter(|part| {
            let places: Vec<u32> = part.names.iter().map(|name| places[name]).collect();
            let contacts = part.contacts.into_iter();
            contacts.map(move |(a, b, day)| (places[a as usize], places[b as usize], day))
        });
        let contacts = parts.collect();
        Self::of(names.into_iter().map(ActorId::new).collect(), contacts)
    }

    fn of(actors: Vec<ActorId>, contacts: Vec<Contact>) -> Self {
        let count = actors.len();
        let days = Span::of(&contacts);
        let ((targets, neighbours, days), contacts) = rayon::join(
            || dyads(count, contacts.clone(), days),
            || by_actor(count, &contacts, days),
        );
        Self {
            actors,
            contacts,
            neighbours,
            targets,
            days,
        }
    }
}

/// On whom each acts, with the end of the dyad's days; who has to do with whom; and the days, dyad after dyad.
fn dyads(count: usize, mut contacts: Vec<Contact>, span: Span) -> (Rows<(u32, u32)>, Rows<u32>, Vec<Day>) {
    span.sort(&mut contacts, |contact| contact.2);
    sort(&mut contacts, count, |contact| contact.1 as usize);
    sort(&mut contacts, count, |contact| contact.0 as usize);
    let days: Vec<Day> = contacts.iter().map(|contact| contact.2).collect();
    let dyads = contacts
        .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .scan(0, |end, dyad| {
            *end += dyad.len() as u32;
            Some((dyad[0].0, (dyad[0].1, *end)))
        });
    let targets = Rows::new(count, dyads);
    let mut near: Vec<(u32, u32)> = Vec::with_capacity(2 * targets.cells.len());
    for source in 0..count as u32 {
        for &(target, _) in targets.row(source) {
            near.extend([(source, target), (target, source)]);
        }
    }
    sort(&mut near, count, |pair| pair.1 as usize);
    sort(&mut near, count, |pair| pair.0 as usize);
    near.dedup();
    (targets, Rows::new(count, near.into_iter()), days)
}

/// Each actor's contacts by day.
fn by_actor(count: usize, contacts: &[Contact], span: Span) -> Rows<(Day, u32)> {
    let mut both: Vec<Contact> = Vec::with_capacity(2 * contacts.len());
    for &(source, target, day) in contacts {
        both.extend([(source, target, day), (target, source, day)]);
    }
    sort(&mut both, count, |contact| contact.1 as usize);
    span.sort(&mut both, |contact| contact.2);
    sort(&mut both, count, |contact| contact.0 as usize);
    Rows::new(
        count,
        both.iter().map(|&(actor, other, day)| (actor, (day, other))),
    )
}

/// The first of some days, and how many numbers of days lie between that and the last.
#[derive(Clone, Copy)]
struct Span {
    first: i32,
    len: usize,
}

impl Span {
    fn of(contacts: &[Contact]) -> Self {
        let days = || contacts.iter().map(|contact| contact.2.0);
        let (first, last) = (days().min().unwrap_or_default(), days().max().unwrap_or_default());
        Self {
            first,
            len: (last - first) as usize + 1,
        }
    }

    /// Sorts stably by day.
    fn sort<T: Copy>(self, items: &mut Vec<T>, day: impl Fn(&T) -> Day) {
        if self.len <= 4 * items.len() {
            sort(items, self.len, |item| (day(item).0 - self.first) as usize);
        } else {
            items.sort_by_key(day);
        }
    }
}

/// Sorts stably by a number below a bound: counting sort. O(n + bound).
fn sort<T: Copy>(items: &mut Vec<T>, bound: usize, number: impl Fn(&T) -> usize) {
    let mut places = vec![0; bound];
    for item in items.iter() {
        places[number(item)] += 1;
    }
    let mut next = 0;
    for place in &mut places {
        (*place, next) = (next, next + *place);
    }
    let mut sorted = items.clone();
    for item in items.iter() {
        let place = &mut places[number(item)];
        sorted[*place] = *item;
        *place += 1;
    }
    *items = sorted;
}

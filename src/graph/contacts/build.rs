//! Contacts by name to columns of numbers.

use foldhash::HashMap;
use jiff::civil::Date;
use rayon::prelude::*;

use super::{Contacts, Day, Rows};
use crate::model::ActorId;

/// Who acts, on whom, when.
type Contact = (u32, u32, Day);

/// Some contacts, between actors that are numbered as they come.
#[derive(Clone, Debug, Default)]
pub struct ContactsPart {
    names: Vec<ActorId>,
    numbers: HashMap<ActorId, u32>,
    contacts: Vec<Contact>,
    /// Who acted last: tables have many rows of one actor in a row.
    last: u32,
}

impl ContactsPart {
    /// Adds that one acts on another on a day.
    pub fn add(&mut self, source: &str, target: &str, date: Date) {
        if self
            .names
            .get(self.last as usize)
            .is_none_or(|last| last != source)
        {
            self.last = self.number(source);
        }
        let target = self.number(target);
        self.contacts.push((self.last, target, date.into()));
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let (name, number) = (ActorId::new(name), self.names.len() as u32);
        self.numbers.insert(name.clone(), number);
        self.names.push(name);
        number
    }
}

impl<'a> FromIterator<(&'a str, &'a str, Date)> for ContactsPart {
    fn from_iter<T: IntoIterator<Item = (&'a str, &'a str, Date)>>(contacts: T) -> Self {
        let mut part = Self::default();
        for (source, target, date) in contacts {
            part.add(source, target, date);
        }
        part
    }
}

impl Contacts {
    /// From contacts in parts, which may have been made side by side; which contact is in which part does not matter. O(n)
    /// in contacts where they are in the order of days or these lie close together, else O(n log n).
    pub fn new(mut parts: Vec<ContactsPart>) -> Self {
        let mut names: Vec<ActorId> = parts
            .iter_mut()
            .flat_map(|part| {
                part.numbers = HashMap::default();
                part.names.iter().cloned()
            })
            .collect();
        names.par_sort_unstable();
        names.dedup();
        let places: HashMap<&str, u32> = names.iter().map(ActorId::as_str).zip(0..).collect();
        parts.par_iter_mut().for_each(|part| {
            let places: Vec<u32> = part.names.iter().map(|name| places[name.as_str()]).collect();
            for (source, target, _) in &mut part.contacts {
                (*source, *target) = (places[*source as usize], places[*target as usize]);
            }
        });
        let contacts = by_day(parts.into_iter().map(|part| part.contacts).collect());
        let count = names.len();
        let ((targets, neighbours, days), contacts) =
            rayon::join(|| dyads(count, &contacts), || by_actor(count, &contacts));
        Self {
            actors: names,
            contacts,
            neighbours,
            targets,
            days,
        }
    }
}

impl<T: Copy + Default> Rows<T> {
    /// From cells with their row's number in any order; cells of a row stay in theirs. Counting sort: O(rows + cells).
    fn sorted(rows: usize, cells: impl Iterator<Item = (u32, T)> + Clone) -> Self {
        let mut starts = vec![0; rows + 1];
        cells.clone().for_each(|(row, _)| starts[row as usize + 1] += 1);
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        let mut sorted = vec![T::default(); starts[rows] as usize];
        cells.for_each(|(row, cell)| {
            let place = &mut next[row as usize];
            sorted[*place as usize] = cell;
            *place += 1;
        });
        Self {
            starts,
            cells: sorted,
        }
    }

    /// All cells, each with its row's number.
    fn cells(&self) -> impl Iterator<Item = (u32, T)> + Clone {
        (0..self.starts.len() as u32 - 1).flat_map(|row| self.row(row).iter().map(move |&cell| (row, cell)))
    }
}

/// Contacts in the order of their days.
fn by_day(parts: Vec<Vec<Contact>>) -> Vec<Contact> {
    let contacts = parts.iter().flatten().copied();
    if contacts.clone().is_sorted_by_key(|contact| contact.2) {
        return parts.concat();
    }
    let days = || contacts.clone().map(|contact| contact.2.0);
    let (first, last) = (days().min().unwrap_or_default(), days().max().unwrap_or_default());
    let span = (last - first) as usize + 1;
    if span <= 4 * parts.iter().map(Vec::len).sum::<usize>() {
        return Rows::sorted(
            span,
            contacts.map(|contact| ((contact.2.0 - first) as u32, contact)),
        )
        .cells;
    }
    let mut sorted: Vec<Contact> = contacts.collect();
    sorted.sort_by_key(|contact| contact.2);
    sorted
}

/// On whom each acts, with the end of the dyad's days; who has to do with whom; and the days, dyad after dyad. The
/// contacts are in the order of days.
fn dyads(count: usize, contacts: &[Contact]) -> (Rows<(u32, u32)>, Rows<u32>, Vec<Day>) {
    let by_target = Rows::sorted(count, contacts.iter().map(|&(a, b, day)| (b, (a, day))));
    let by_source = Rows::sorted(count, by_target.cells().map(|(b, (a, day))| (a, (b, day))));
    drop(by_target);
    let mut targets = Rows::default();
    let mut end = 0;
    for source in 0..count as u32 {
        for dyad in by_source.row(source).chunk_by(|a, b| a.0 == b.0) {
            end += dyad.len() as u32;
            targets.cells.push((dyad[0].0, end));
        }
        targets.end_row();
    }
    let days = by_source.cells.iter().map(|cell| cell.1).collect();
    drop(by_source);
    let pairs = || targets.cells().map(|(a, (b, _))| (a, b));
    let back = Rows::sorted(count, pairs().flat_map(|(a, b)| [(a, b), (b, a)]));
    let both = Rows::sorted(count, back.cells().map(|(a, b)| (b, a)));
    drop(back);
    let mut neighbours = Rows::default();
    for actor in 0..count as u32 {
        let row = both.row(actor).chunk_by(|a, b| a == b);
        neighbours.cells.extend(row.map(|same| same[0]));
        neighbours.end_row();
    }
    targets.cells.shrink_to_fit();
    neighbours.cells.shrink_to_fit();
    (targets, neighbours, days)
}

/// Each actor's contacts by day; they are in the order of days.
fn by_actor(count: usize, contacts: &[Contact]) -> Rows<(Day, u32)> {
    let contacts = contacts.iter();
    Rows::sorted(
        count,
        contacts.flat_map(|&(source, target, day)| [(source, (day, target)), (target, (day, source))]),
    )
}

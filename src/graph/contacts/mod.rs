//! Who has to do with whom and when, in a few megabytes: for questions about the whole of a large graph.

mod build;
mod rank;
mod search;

use jiff::civil::Date;

pub use build::ContactsPart;

use super::{Filter, KnowledgeGraph, knowledge};
use crate::model::ActorId;

/// Dated contacts between actors as columns of numbers, without the statements that tell of them.
///
/// Actors are numbered in the order of their ids. 20 bytes a contact and 16 a dyad.
#[derive(Clone, Debug, Default)]
pub struct Contacts {
    actors: Vec<ActorId>,
    /// Each actor's contacts in either direction, by day: with whom.
    contacts: Rows<(Day, u32)>,
    /// With whom each actor has any contact: each once, by number.
    neighbours: Rows<u32>,
    /// On whom each actor acts, by number, and the end of the dyad's days.
    targets: Rows<(u32, u32)>,
    /// The days of each dyad, dyad after dyad, in order.
    days: Vec<Day>,
}

/// A day as a number that sorts: year, month and day in 23, 4 and 5 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Day(i32);

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(i32::from(date.year()) << 9 | i32::from(date.month()) << 5 | i32::from(date.day()))
    }
}

/// Rows of different lengths, one after the other.
#[derive(Clone, Debug)]
struct Rows<T> {
    starts: Vec<u32>,
    cells: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self {
            starts: vec![0],
            cells: Vec::new(),
        }
    }
}

impl<T> Rows<T> {
    /// All cells since the last row are one.
    fn end_row(&mut self) {
        self.starts.push(self.cells.len() as u32);
    }

    /// Where a row begins and ends.
    fn bounds(&self, row: u32) -> std::ops::Range<usize> {
        self.starts[row as usize] as usize..self.starts[row as usize + 1] as usize
    }

    fn row(&self, row: u32) -> &[T] {
        &self.cells[self.bounds(row)]
    }
}

/// How many contacts two actors have in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: i8,
    /// How many.
    pub contacts: u32,
}

impl Contacts {
    /// The actors, by id.
    pub fn actors(&self) -> &[ActorId] {
        &self.actors
    }

    /// Number of contacts.
    pub fn len(&self) -> usize {
        self.days.len()
    }

    /// Whether nobody has to do with anybody.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// The number of an actor. O(log n).
    fn number(&self, id: &str) -> Option<u32> {
        let place = self.actors.binary_search_by(|actor| actor.as_str().cmp(id));
        place.ok().map(|place| place as u32)
    }

    fn ids(&self, numbers: Vec<u32>) -> Vec<&ActorId> {
        numbers
            .into_iter()
            .map(|number| &self.actors[number as usize])
            .collect()
    }

    /// With whom an actor has contact from one day to another, both included, in either direction; by id.
    /// O(log n + k log k) for k contacts then.
    pub fn neighbours(&self, id: &str, since: Date, until: Date) -> Vec<&ActorId> {
        let Some(number) = self.number(id) else {
            return Vec::new();
        };
        let row = self.contacts.row(number);
        let first = row.partition_point(|contact| contact.0 < since.into());
        let then = row[first..]
            .iter()
            .take_while(|contact| contact.0 <= until.into());
        let mut found: Vec<u32> = then.map(|contact| contact.1).collect();
        found.sort_unstable();
        found.dedup();
        self.ids(found)
    }

    /// How often one actor acts on another, month by month, without the months in which he does not.
    /// O(log n + k) for k contacts.
    pub fn months(&self, source: &str, target: &str) -> Vec<Month> {
        let (Some(source), Some(target)) = (self.number(source), self.number(target)) else {
            return Vec::new();
        };
        let bounds = self.targets.bounds(source);
        let row = &self.targets.cells[bounds.clone()];
        let found = row.binary_search_by_key(&target, |dyad| dyad.0);
        found.map_or_else(
            |_| Vec::new(),
            |at| months(self.dyad(bounds.start + at)).collect(),
        )
    }

    /// The same for all pairs of actors that have contact, by their ids. O(n).
    pub fn all_months(&self) -> impl Iterator<Item = (&ActorId, &ActorId, Month)> {
        (0..self.actors.len() as u32).flat_map(move |source| {
            self.targets.bounds(source).flat_map(move |at| {
                let target = self.targets.cells[at].0;
                let pair = (&self.actors[source as usize], &self.actors[target as usize]);
                months(self.dyad(at)).map(move |month| (pair.0, pair.1, month))
            })
        })
    }

    /// The days of a dyad, by its place among all.
    fn dyad(&self, at: usize) -> &[Day] {
        let start = at.checked_sub(1).map_or(0, |before| self.targets.cells[before].1);
        &self.days[start as usize..self.targets.cells[at].1 as usize]
    }
}

/// Days that are in order, counted by month.
fn months(days: &[Day]) -> impl Iterator<Item = Month> {
    days.chunk_by(|a, b| a.0 >> 5 == b.0 >> 5).map(|days| Month {
        year: (days[0].0 >> 9) as i16,
        month: (days[0].0 >> 5 & 15) as i8,
        contacts: days.len() as u32,
    })
}

impl KnowledgeGraph {
    /// Who has to do with whom, by the statements that pass a filter and have a date; a statement on several
    /// ties is a contact on each. O(n log n) in statements.
    pub fn contacts(&self, filter: &Filter) -> Contacts {
        let selection = self.select(filter);
        let ties: Vec<_> = selection.ties().collect();
        let contacts = ties.iter().flat_map(|tie| {
            let days = tie
                .statements
                .iter()
                .filter_map(|statement| knowledge::date_of(statement));
            days.map(|day| (tie.source.id.as_str(), tie.target.id.as_str(), day))
        });
        Contacts::new(vec![contacts.collect()])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::{Contacts, ContactsPart, Date};

    /// Contacts of a few actors, drawn by chance, and the slow way to each answer.
    fn contacts() -> impl Strategy<Value = Vec<(String, String, Date)>> {
        let actor = || (0u32..12).prop_map(|number| format!("x:{number}"));
        let day = (2000i16..2002, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::constant(y, m, d));
        prop::collection::vec((actor(), actor(), day), 0..30)
    }

    fn distances(contacts: &[(String, String, Date)], from: &str) -> BTreeMap<String, usize> {
        let mut distances = BTreeMap::from([(from.to_owned(), 0)]);
        for step in 1..=contacts.len() {
            for (a, b, _) in contacts {
                for (a, b) in [(a, b), (b, a)] {
                    if distances.get(a) == Some(&(step - 1)) && !distances.contains_key(b) {
                        distances.insert(b.clone(), step);
                    }
                }
            }
        }
        distances
    }

    proptest! {
        #[test]
        fn answers_are_those_of_the_slow_way(contacts in contacts(), a in 0u32..12, b in 0u32..12) {
            let parts = contacts.chunks(7).map(|part| part.iter().map(|(a, b, day)| (a.as_str(), b.as_str(), *day)));
            let network = Contacts::new(parts.map(ContactsPart::from_iter).collect());
            let (a, b) = (format!("x:{a}"), format!("x:{b}"));
            let (since, until) = (Date::constant(2000, 6, 1), Date::constant(2001, 2, 11));
            prop_assert_eq!(network.len(), contacts.len());
            let then = contacts.iter().filter(|contact| contact.2 >= since && contact.2 <= until);
            let mut near = BTreeSet::new();
            for (source, target, _) in then {
                near.extend([(source, target), (target, source)].iter().filter(|pair| *pair.0 == a).map(|pair| pair.1.as_str()));
            }
            let found: Vec<&str> = network.neighbours(&a, since, until).into_iter().map(|id| id.as_str()).collect();
            prop_assert_eq!(found, near.into_iter().collect::<Vec<_>>());

            let known = network.actors().iter().any(|id| *id == a);
            let distances = distances(&contacts, &a);
            let within: BTreeSet<&str> = network.within(&a, 2).into_iter().map(|id| id.as_str()).collect();
            let two = distances.iter().filter(|(_, step)| (1..=2).contains(*step));
            prop_assert_eq!(within, two.map(|(id, _)| id.as_str()).collect::<BTreeSet<_>>());
            let way = network.shortest_path(&a, &b);
            let length = distances.get(&b).filter(|_| known && network.actors().iter().any(|id| *id == b));
            prop_assert_eq!(way.as_ref().map(|way| way.len() - 1), length.copied());
            if let Some(way) = way {
                prop_assert_eq!((way[0].as_str(), way[way.len() - 1].as_str()), (a.as_str(), b.as_str()));
                for step in way.windows(2) {
                    prop_assert!(contacts.iter().any(|(x, y, _)| (x == step[0] && y == step[1]) || (y == step[0] && x == step[1])));
                }
            }

            let mut counts: BTreeMap<(String, String, i16, i8), u32> = BTreeMap::new();
            for (source, target, day) in &contacts {
                *counts.entry((source.clone(), target.clone(), day.year(), day.month())).or_default() += 1;
            }
            let all: BTreeMap<_, _> = network
                .all_months()
                .map(|(x, y, month)| ((x.to_string(), y.to_string(), month.year, month.month), month.contacts))
                .collect();
            prop_assert_eq!(&all, &counts);
            let dyad: u32 = network.months(&a, &b).iter().map(|month| month.contacts).sum();
            let count = contacts.iter().filter(|(x, y, _)| *x == a && *y == b).count();
            prop_assert_eq!(dyad as usize, count);
            let sum: f64 = network.pagerank().iter().sum();
            prop_assert!(network.is_empty() || (sum - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn who_is_acted_on_most_ranks_first() {
        let day = Date::constant(2031, 4, 2);
        let contacts = [("a", "c"), ("b", "c"), ("b", "a"), ("c", "d"), ("d", "c")];
        let network = Contacts::new(vec![contacts.map(|(a, b)| (a, b, day)).into_iter().collect()]);
        let ranks = network.pagerank();
        // solved by hand: c and d pass their weight to each other, b has what all have
        assert!(ranks[2] > ranks[3] && ranks[3] > ranks[0] && ranks[0] > ranks[1]);
        assert!((ranks[1] - 0.15 / 4.0).abs() < 1e-6);
        assert!((ranks[0] - (0.15 / 4.0 + 0.85 * ranks[1] / 2.0)).abs() < 1e-6);
    }
}

//! On which days actors have to do with each other: what searches in the order of time walk on.

use jiff::civil::Date;
use rayon::prelude::*;

use super::{Selection, Ways};
use crate::model::Statement;

/// A day as a number that sorts; in a search backwards in time, its negative.
pub(crate) type Tick = i32;

/// A contact: twice the place of what tells of it in [`Schedule::told`], and one more where it leads from the tie's target
/// to its source.
pub(crate) type Contact = u32;

/// The dated contacts of a selection, in compressed sparse rows.
#[derive(Clone, Debug)]
pub(crate) struct Schedule {
    /// Whom each actor can pass word to.
    pub(crate) ahead: Rows,
    /// From whom it can come, with time running backwards.
    pub(crate) back: Rows,
    /// What tells of contacts: a tie, by its place in the selection, and the place of a statement in that.
    told: Vec<(u32, u32)>,
}

/// The contacts of each actor.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    days: Row<(Tick, u32)>,
    day_contacts: Vec<Contact>,
    lasting: Row<Lasting>,
    /// What opens when, by the first of the days, then by who has it.
    opening: Vec<Opening>,
    /// With whom.
    opening_with: Vec<u32>,
}

/// All contacts of an actor that have the same first day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opening {
    /// That day.
    pub(crate) tick: Tick,
    /// The actor.
    pub(crate) of: u32,
    /// The places of those with whom.
    bounds: (u32, u32),
}

/// Cells of all rows, and where each row begins.
#[derive(Clone, Debug)]
struct Row<T> {
    starts: Vec<u32>,
    cells: Vec<T>,
}

impl<T> Row<T> {
    /// From cells in the order of their rows.
    fn new(rows: usize, of: impl Iterator<Item = u32>, cells: Vec<T>) -> Self {
        let mut starts = vec![0u32; rows + 1];
        of.for_each(|row| starts[row as usize + 1] += 1);
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        Self { starts, cells }
    }

    fn bounds(&self, row: u32) -> std::ops::Range<usize> {
        self.starts[row as usize] as usize..self.starts[row as usize + 1] as usize
    }
}

/// A contact that can have been on any of several days.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lasting {
    /// The first of them.
    pub(crate) opens: Tick,
    /// The last.
    pub(crate) closes: Tick,
    /// With whom.
    pub(crate) with: u32,
    /// Which.
    pub(crate) contact: Contact,
}

/// Who has to do with whom, and when.
struct Cell {
    of: u32,
    lasting: Lasting,
}

impl Rows {
    fn new(actors: usize, mut cells: Vec<Cell>) -> Self {
        cells.par_sort_unstable_by_key(|cell| (cell.of, cell.lasting.opens, cell.lasting.contact));
        let openings = cells
            .iter()
            .map(|cell| (cell.lasting.opens, cell.of, cell.lasting.with));
        let mut openings: Vec<(Tick, u32, u32)> = openings.collect();
        openings.par_sort_unstable();
        openings.dedup();
        let mut end = 0;
        let opening = openings.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).map(|same| {
            let bounds = (end, end + same.len() as u32);
            end = bounds.1;
            let (tick, of, _) = same[0];
            Opening { tick, of, bounds }
        });
        let opening: Vec<Opening> = opening.collect();
        let opening_with = openings.into_iter().map(|opening| opening.2).collect();
        let (days, lasting): (Vec<Cell>, Vec<Cell>) = cells
            .into_iter()
            .partition(|cell| cell.lasting.opens == cell.lasting.closes);
        let of = |cells: &[Cell]| cells.iter().map(|cell| cell.of).collect::<Vec<_>>();
        let cells = days.iter().map(|cell| (cell.lasting.opens, cell.lasting.with));
        Self {
            days: Row::new(actors, of(&days).into_iter(), cells.collect()),
            day_contacts: days.iter().map(|cell| cell.lasting.contact).collect(),
            lasting: Row::new(
                actors,
                of(&lasting).into_iter(),
                lasting.iter().map(|cell| cell.lasting).collect(),
            ),
            opening,
            opening_with,
        }
    }

    /// What opens from the first of an actor's contacts on, day by day, by who has it.
    pub(crate) fn opening(&self, actor: u32) -> impl Iterator<Item = &[Opening]> {
        let day = self.days.cells[self.days.bounds(actor)]
            .first()
            .map(|cell| cell.0);
        let lasting = self.lasting(actor).first().map(|way| way.opens);
        let first = day.into_iter().chain(lasting).min();
        let before = |opening: &Opening| first.is_none_or(|first| opening.tick < first);
        let first = self.opening.partition_point(before);
        self.opening[first..].chunk_by(|a, b| a.tick == b.tick)
    }

    /// With whom: each once.
    pub(crate) fn with(&self, opening: &Opening) -> &[u32] {
        &self.opening_with[opening.bounds.0 as usize..opening.bounds.1 as usize]
    }

    /// An actor's contacts of one day from `since` on, by day, then by number: when, with whom, and which.
    pub(crate) fn days(&self, actor: u32, since: Tick) -> impl Iterator<Item = (Tick, u32, Contact)> {
        let bounds = self.days.bounds(actor);
        let first = self.days.cells[bounds.clone()].partition_point(|cell| cell.0 < since);
        self.days_at(bounds.start + first..bounds.end)
    }

    /// All of them, the last first.
    pub(crate) fn days_back(&self, actor: u32) -> impl Iterator<Item = (Tick, u32, Contact)> {
        self.days_at(self.days.bounds(actor)).rev()
    }

    fn days_at(
        &self,
        places: std::ops::Range<usize>,
    ) -> impl DoubleEndedIterator<Item = (Tick, u32, Contact)> {
        let days = self.days.cells[places.clone()].iter();
        let days = days.zip(&self.day_contacts[places]);
        days.map(|(&(tick, with), &contact)| (tick, with, contact))
    }

    /// An actor's contacts of several days, by the first of these.
    pub(crate) fn lasting(&self, actor: u32) -> &[Lasting] {
        &self.lasting.cells[self.lasting.bounds(actor)]
    }
}

impl Schedule {
    /// The place of the tie and of the statement in it that tell of a contact, and whether it leads from the tie's
    /// target to its source.
    pub(crate) fn told(&self, contact: Contact) -> (usize, usize, bool) {
        let (tie, statement) = self.told[contact as usize / 2];
        (tie as usize, statement as usize, contact % 2 == 1)
    }
}

/// The first and the last day on which what a statement tells of can have happened: where it gives no time, the day of
/// publication; what has no known beginning is known by its last day.
pub(crate) fn days(statement: &Statement) -> Option<(Date, Date)> {
    match &statement.when {
        Some(when) if when.anchor().is_some() => Some((when.anchor()?, when.end.unwrap_or(Date::MAX))),
        _ => statement.published.map(|day| (day, day)),
    }
}

fn tick(date: Date) -> Tick {
    i32::from(date.year()) << 9 | i32::from(date.month()) << 5 | i32::from(date.day())
}

impl Selection<'_> {
    /// Its dated contacts, followed as ties are; made once. O(n log n) in statements.
    pub(crate) fn schedule(&self, ways: Ways) -> &Schedule {
        self.derived.schedules[ways as usize].get_or_init(|| self.make_schedule(ways))
    }

    fn make_schedule(&self, ways: Ways) -> Schedule {
        let mut told = Vec::new();
        let (mut ahead, mut back) = (Vec::new(), Vec::new());
        for tie in 0..self.ties().len() {
            let (source, target) = self.ends(tie);
            let (Some(source), Some(target)) = (self.place(source), self.place(target)) else {
                continue;
            };
            if source == target {
                continue;
            }
            let mutual = ways == Ways::Either || self.is_mutual(tie);
            let flips = [mutual || ways == Ways::Forward, mutual || ways == Ways::Backward];
            for (place, statement) in self.statements_of(tie).enumerate() {
                let Some((start, end)) = days(statement) else {
                    continue;
                };
                let number = 2 * told.len() as u32;
                told.push((tie as u32, place as u32)); // a graph's edges and statements are counted in 32 bits
                for (flip, _) in (0..).zip(flips).filter(|(_, goes)| *goes) {
                    let (from, to) = if flip == 0 {
                        (source, target)
                    } else {
                        (target, source)
                    };
                    let cell = |of: usize, with: usize, opens, closes| Cell {
                        of: of as u32,
                        lasting: Lasting {
                            opens,
                            closes,
                            with: with as u32,
                            contact: number + flip,
                        },
                    };
                    ahead.push(cell(from, to, tick(start), tick(end)));
                    back.push(cell(to, from, -tick(end), -tick(start)));
                }
            }
        }
        let actors = self.actors().len();
        Schedule {
            ahead: Rows::new(actors, ahead),
            back: Rows::new(actors, back),
            told,
        }
    }
}

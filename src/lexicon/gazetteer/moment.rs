//! The day that a question is about, and the days around it on which the answer is the same.

use std::cell::Cell;

use jiff::civil::Date;

use super::role;

/// The day of a question, or none, which comes after all days. Whatever the tables say is compared with it here alone, so
/// that it learns how long each comparison stays as it is: who asked need not ask again for those days.
#[derive(Clone, Debug)]
pub struct Moment {
    day: Option<Date>,
    /// The day as the compiled tables number it.
    number: u16,
    /// First and last day with the same answers.
    days: Cell<(Date, Date)>,
    /// The same as far as the tables' numbers tell.
    numbers: Cell<(u16, u16)>,
}

impl Moment {
    /// A day that nothing has been compared with.
    pub fn new(day: Option<Date>) -> Self {
        Self {
            day,
            number: day.map_or(u16::MAX, role::number),
            days: Cell::new((Date::MIN, Date::MAX)),
            numbers: Cell::new((0, u16::MAX)),
        }
    }

    /// First and last day on which everything that was asked so far has the same answer.
    pub fn days(&self) -> (Date, Date) {
        let ((mut first, mut last), (from, to)) = (self.days.get(), self.numbers.get());
        if let Some(day) = role::day(from) {
            first = first.max(day);
        }
        if let Some(day) = role::day(to).filter(|_| to < u16::MAX) {
            last = last.min(day);
        }
        (first, last)
    }

    pub(crate) fn is_given(&self) -> bool {
        self.day.is_some()
    }

    /// The day itself, where the answer may be another on any other.
    pub(crate) fn exactly(&self) -> Option<Date> {
        let day = self.day?;
        self.days.set((day, day));
        Some(day)
    }

    /// Its year.
    pub(crate) fn year(&self) -> Option<i16> {
        let day = self.day?;
        let (first, last) = self.days.get();
        self.days
            .set((first.max(day.first_of_year()), last.min(day.last_of_year())));
        Some(day.year())
    }

    /// Is it this day or later?
    pub(crate) fn reaches(&self, day: Date) -> bool {
        let Some(own) = self.day else { return true };
        let (first, last) = self.days.get();
        if own >= day {
            self.days.set((first.max(day), last));
            return true;
        }
        self.days.set((first, last.min(day.yesterday().unwrap_or(day))));
        false
    }

    /// Is it later than this day?
    pub(crate) fn is_after(&self, day: Date) -> bool {
        match day.tomorrow() {
            Ok(next) => self.reaches(next),
            Err(_) => !self.is_given(),
        }
    }

    /// [`Self::reaches`], by the tables' number of a day.
    pub(crate) fn reaches_number(&self, day: u16) -> bool {
        if self.is_given() {
            let (first, last) = self.numbers.get();
            self.numbers.set(match self.number >= day {
                true => (first.max(day), last),
                false => (first, last.min(day - 1)), // greater than another number
            });
        }
        self.number >= day
    }

    /// [`Self::is_after`], by the tables' number of a day.
    pub(crate) fn is_after_number(&self, day: u16) -> bool {
        day.checked_add(1).is_some_and(|next| self.reaches_number(next))
    }
}

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::actor::names;

names! {
    /// How exactly a time is known.
    Precision {
        /// To the day.
        Day = "day",
        /// To the week.
        Week = "week",
        /// To the month.
        Month = "month",
        /// To the quarter or season.
        Quarter = "quarter",
        /// To the year.
        Year = "year",
        /// To the decade or longer.
        Decade = "decade",
        /// Only an order relative to another time is known ("in the near future").
        Vague = "vague",
    }
}

/// A time: both bounds inclusive, either may be open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// First possible day; open when unknown.
    pub start: Option<Date>,
    /// Last possible day, inclusive; open when unknown.
    pub end: Option<Date>,
    /// How exactly the words say it.
    pub precision: Precision,
    /// The words themselves; empty when the time comes from a table.
    pub text: String,
}

impl Interval {
    /// One whole day.
    pub fn day(date: Date) -> Self {
        Self {
            start: Some(date),
            end: Some(date),
            precision: Precision::Day,
            text: String::new(),
        }
    }

    /// The day that sorts and prints this time: its start, else its end.
    pub fn anchor(&self) -> Option<Date> {
        self.start.or(self.end)
    }
}

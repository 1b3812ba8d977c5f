use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How exactly a time is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the day.
    Day,
    /// To the week.
    Week,
    /// To the month.
    Month,
    /// To the quarter or season.
    Quarter,
    /// To the year.
    Year,
    /// To the decade or longer.
    Decade,
    /// Only an order relative to another time is known ("in the near future").
    Vague,
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

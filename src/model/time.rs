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

    /// Reads ISO 8601: a day, a month ("2025-08"), a year ("2025"), or two of these with a slash between
    /// them, either side ".." when it is open ("2014/..", "../2025-01-24"). A time of day after a day is
    /// dropped. `None` for anything else, and for years outside 1 to 9999.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let Some((from, to)) = text.split_once('/') else {
            return whole(text);
        };
        let side = |text: &str| match text {
            ".." => Some(None),
            text => whole(text).map(Some),
        };
        let (from, to) = (side(from)?, side(to)?);
        let precision = from.iter().chain(&to).map(|side| side.precision).max()?;
        let (start, end) = (from.and_then(|side| side.start), to.and_then(|side| side.end));
        if start.zip(end).is_some_and(|(start, end)| start > end) {
            return None;
        }
        Some(Self {
            start,
            end,
            precision,
            text: String::new(),
        })
    }

    /// Prints the bounds in the shortest form that [`Interval::parse_iso`] reads back; empty when both
    /// are open.
    pub fn iso(&self) -> String {
        let side = |date: Option<Date>| date.map_or_else(|| "..".to_owned(), |date| date.to_string());
        match (self.start, self.end) {
            (None, None) => String::new(),
            (Some(start), Some(end)) if start == end => start.to_string(),
            (Some(start), Some(end)) if start.day() == 1 && end == start.last_of_month() => {
                format!("{:04}-{:02}", start.year(), start.month())
            }
            (Some(start), Some(end)) if start == start.first_of_year() && end == start.last_of_year() => {
                format!("{:04}", start.year())
            }
            (start, end) => format!("{}/{}", side(start), side(end)),
        }
    }

    /// The day that sorts and prints this time: its start, else its end.
    pub fn anchor(&self) -> Option<Date> {
        self.start.or(self.end)
    }
}

/// The days that an ISO day, month or year covers.
fn whole(text: &str) -> Option<Interval> {
    let number = |from: usize, to: usize| -> Option<i16> {
        let digits = text.get(from..to)?;
        digits
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| digits.parse().ok())?
    };
    let year = number(0, 4).filter(|&year| year > 0)?;
    let part = |at: usize| -> Option<i8> {
        let dash = text.as_bytes().get(at - 1) == Some(&b'-');
        dash.then(|| number(at, at + 2))?.map(|part| part as i8) // two digits fit
    };
    let (start, end, precision) = match text.len() {
        4 => {
            let start = Date::new(year, 1, 1).ok()?;
            (start, start.last_of_year(), Precision::Year)
        }
        7 => {
            let start = Date::new(year, part(5)?, 1).ok()?;
            (start, start.last_of_month(), Precision::Month)
        }
        n if n == 10 || matches!(text.as_bytes().get(10), Some(b'T' | b' ')) => {
            let day = Date::new(year, part(5)?, part(8)?).ok()?;
            (day, day, Precision::Day)
        }
        _ => return None,
    };
    Some(Interval {
        start: Some(start),
        end: Some(end),
        precision,
        text: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_forms_are_read_and_printed() {
        for form in [
            "2025-08-12",
            "2025-08",
            "2025",
            "2014-02-20/..",
            "../2025-01-24",
            "2025-08-11/2025-08-17",
            "0001",
        ] {
            let interval = Interval::parse_iso(form).expect(form);
            assert_eq!(interval.iso(), form);
        }
        let month = Interval::parse_iso("2024-02").unwrap();
        assert_eq!(month.end.unwrap().to_string(), "2024-02-29");
        assert_eq!(
            Interval::parse_iso("2025-08-12T10:00:00Z"),
            Interval::parse_iso("2025-08-12")
        );
    }

    #[test]
    fn other_forms_are_refused() {
        for form in [
            "",
            "12",
            "0000",
            "2025-13",
            "2025-02-30",
            "2025-8-1",
            "2025/08/12",
            "+202",
            "../..",
            "2025/2024",
            "2025-08-12x",
            "é025",
            "2025é08é12",
        ] {
            assert_eq!(Interval::parse_iso(form), None, "{form}");
        }
    }
}

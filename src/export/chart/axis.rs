//! Where days and values lie on an axis, and which of them are named.

use jiff::ToSpan as _;
use jiff::civil::Date;

/// Days on a line of a length.
pub(super) struct TimeAxis {
    first: Date,
    days: f64,
    length: f64,
}

impl TimeAxis {
    /// From the first to the last of some days; a day long at least. `None` without any day.
    pub(super) fn new(days: impl Iterator<Item = Date> + Clone, length: f64) -> Option<Self> {
        let (first, last) = (days.clone().min()?, days.max()?);
        Some(Self {
            first,
            days: between(first, last).max(1.0),
            length,
        })
    }

    /// The place of a day.
    pub(super) fn at(&self, day: Date) -> f64 {
        between(self.first, day) / self.days * self.length
    }

    /// At most so many days with their names: beginnings of years, quarters, months, weeks, or days.
    pub(super) fn ticks(&self, most: usize) -> Vec<(f64, String)> {
        let last = self.first.saturating_add((self.days as i64).days());
        for step in STEPS {
            let mut day = step.begin(self.first);
            let mut ticks = Vec::new();
            while day <= last && ticks.len() <= most {
                if day >= self.first {
                    ticks.push((self.at(day), step.name(day)));
                }
                match step.next(day) {
                    Some(next) if next > day => day = next,
                    _ => break,
                }
            }
            if ticks.len() <= most && !ticks.is_empty() {
                return ticks;
            }
        }
        vec![(0.0, self.first.to_string())]
    }
}

/// How many days lie between two.
pub(super) fn between(first: Date, last: Date) -> f64 {
    // days alone never overflow
    f64::from(last.since(first).map_or(0, |span| span.get_days()))
}

#[derive(Clone, Copy)]
enum Step {
    Days(i64),
    Months(i8),
    Years(i16),
}

const STEPS: &[Step] = &[
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(500),
    Step::Years(2000),
];

impl Step {
    /// A day that begins a step, not after this one.
    fn begin(self, day: Date) -> Date {
        match self {
            Self::Days(1 | 2) => day,
            Self::Days(_) => day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days()),
            Self::Months(months) => {
                let month = (day.month() - 1) / months * months + 1;
                Date::new(day.year(), month, 1).unwrap_or(day)
            }
            Self::Years(years) => Date::new(day.year().div_euclid(years) * years, 1, 1).unwrap_or(day),
        }
    }

    fn next(self, day: Date) -> Option<Date> {
        match self {
            Self::Days(days) => day.checked_add(days.days()),
            Self::Months(months) => day.checked_add(i64::from(months).months()),
            Self::Years(years) => day.checked_add(i64::from(years).years()),
        }
        .ok()
    }

    fn name(self, day: Date) -> String {
        match self {
            Self::Days(_) => day.to_string(),
            Self::Months(_) => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Years(_) => format!("{:04}", day.year()),
        }
    }
}

/// Round values from `low` to `high`, both around zero: steps of 1, 2 or 5 times a power of ten.
pub(super) fn value_ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    let range = high - low;
    let mut power = 1.0;
    while power < range {
        power *= 10.0;
    }
    let mut step = power;
    // 10, 5, 2, 1, ...
    for factor in [0.5, 0.4, 0.5].into_iter().cycle() {
        if range <= 0.0 || step < 1e-9 || range / (step * factor) > most as f64 {
            break;
        }
        step *= factor;
    }
    let mut ticks = Vec::new();
    let mut number = (low / step).ceil() as i64;
    while number as f64 * step <= high + step * 1e-9 && ticks.len() <= most {
        ticks.push(number as f64 * step);
        number += 1;
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::{TimeAxis, value_ticks};

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(value_ticks(-12.0, 31.0, 5), [-10.0, 0.0, 10.0, 20.0, 30.0]);
        assert_eq!(value_ticks(0.0, 1.0, 5).len(), 6);
        assert_eq!(value_ticks(0.0, 0.0, 5), [0.0]);
        let axis = |first: &str, last: &str| {
            let days = [first, last].map(|day| day.parse().expect("a date"));
            TimeAxis::new(days.into_iter(), 100.0).expect("two days")
        };
        let names = |axis: TimeAxis| {
            axis.ticks(8)
                .into_iter()
                .map(|(_, name)| name)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names(axis("2025-08-12", "2025-08-12")),
            ["2025-08-12", "2025-08-13"]
        );
        assert_eq!(
            names(axis("2024-11-03", "2025-04-30")),
            ["2024-12", "2025-01", "2025-02", "2025-03", "2025-04"]
        );
        assert_eq!(names(axis("1946-05-01", "2020-01-01")).len(), 8);
        assert!(!names(axis("-009999-01-01", "9999-12-31")).is_empty());
    }
}

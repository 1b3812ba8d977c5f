//! Words of the calendar, and the days that its units cover.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::model::{Interval, Precision};

pub(super) fn open(precision: Precision) -> Interval {
    Interval {
        start: None,
        end: None,
        precision,
        text: String::new(),
    }
}

/// First and last day of the week (from Monday), month, ... that is `step` units from the one around `day`.
pub(super) fn unit_around(day: Date, precision: Precision, step: i64) -> Option<(Date, Date)> {
    match precision {
        Precision::Week => {
            let monday = day
                .checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
                .ok()?;
            let start = monday.checked_add(step.weeks()).ok()?;
            Some((start, start.checked_add(6.days()).ok()?))
        }
        Precision::Month => {
            let day = day.first_of_month().checked_add(step.months()).ok()?;
            Some((day, day.last_of_month()))
        }
        Precision::Quarter => {
            let first = Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()?;
            let start = first.checked_add((3 * step).months()).ok()?;
            Some((start, start.checked_add(2.months()).ok()?.last_of_month()))
        }
        Precision::Year => {
            let day = day.first_of_year().checked_add(step.years()).ok()?;
            Some((day, day.last_of_year()))
        }
        Precision::Decade => {
            let first = Date::new(day.year() / 10 * 10, 1, 1).ok()?;
            let start = first.checked_add((10 * step).years()).ok()?;
            Some((start, start.checked_add(9.years()).ok()?.last_of_year()))
        }
        Precision::Day | Precision::Vague => Some((day, day)),
    }
}

pub(super) fn month_interval(year: i16, month: i8) -> Option<Interval> {
    let start = Date::new(year, month, 1).ok()?;
    let end = Some(start.last_of_month());
    Some(Interval {
        start: Some(start),
        end,
        precision: Precision::Month,
        text: String::new(),
    })
}

pub(super) fn weekday_of(word: &str) -> Option<Weekday> {
    Some(match word.trim_end_matches('.') {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}

pub(super) fn month_of(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.');
    let known = |month: &&str| {
        word == *month
            || (word.len() >= 3 && word.len() <= 4 && month.starts_with(word))
            || (word == "sept" && *month == "september")
    };
    MONTHS.iter().position(known).map(|m| m as i8 + 1)
}

pub(super) fn day_of(word: &str) -> Option<i8> {
    let digits = word
        .trim_end_matches("st")
        .trim_end_matches("nd")
        .trim_end_matches("rd")
        .trim_end_matches("th");
    digits
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day) && digits.len() <= 2)
}

pub(super) fn year_of(word: &str) -> Option<i16> {
    let plausible = |year: &i16| (1800..2100).contains(year);
    (word.len() == 4).then(|| word.parse().ok().filter(plausible))?
}

pub(super) fn small_number(word: &str) -> Option<i64> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    WORDS
        .iter()
        .position(|w| *w == word)
        .map(|n| n as i64)
        .or_else(|| word.parse().ok().filter(|n| (0..1000).contains(n)))
}

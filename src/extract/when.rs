//! Times in sentences: from words to an interval of days, counted from the day of publication.

use std::cmp::Ordering;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::lexicon::Verbs;
use crate::model::{Interval, Precision, Sentence, Upos};

use super::Context;
use super::calendar::{
    day_of, month_interval, month_of, open, small_number, unit_around, weekday_of, year_of,
};
use super::phrase::case_of;

/// A time in a sentence.
#[derive(Clone, Debug)]
pub(super) struct TimeExpression {
    /// The word that the others hang on.
    pub(super) head: usize,
    /// First and last word, half-open.
    pub(super) tokens: std::ops::Range<usize>,
    /// What it means.
    pub(super) interval: Interval,
}

/// All times of a sentence. `future` says on which side of the publication a bare weekday lies.
pub(super) fn expressions(sentence: &Sentence, published: Option<Date>, future: bool) -> Vec<TimeExpression> {
    let words: Vec<String> = sentence.tokens().iter().map(|t| t.form.to_lowercase()).collect();
    let parser = Parser {
        sentence,
        words: &words,
        published,
        future,
    };
    let mut found: Vec<TimeExpression> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let Some((len, mut interval)) = parser.at(i) else {
            i += 1;
            continue;
        };
        let tokens = i..i + len;
        let head = tokens
            .clone()
            .find(|&t| sentence.head(t).is_none_or(|h| !tokens.contains(&h)))
            .unwrap_or(i);
        let case = case_of(sentence, head);
        let before = i.checked_sub(1).map_or("", |b| words[b].as_str());
        let bound = if case.is_empty() { before } else { case.as_str() };
        // "from 1990 to 1998", "between May and July": from the first to the last day
        if let Some(first) = found.last_mut().filter(|first| opens_range(&words, first, i)) {
            first.interval.end = interval.end;
            first.tokens.end = tokens.end;
            first.interval.text = sentence.text(first.tokens.start - 1..tokens.end);
            i += len;
            continue;
        }
        let start = if bounded(bound, &mut interval) {
            i.saturating_sub(1)
        } else {
            i
        };
        interval.text = sentence.text(start..tokens.end);
        found.push(TimeExpression {
            head,
            tokens: tokens.clone(),
            interval,
        });
        i += len;
    }
    found
}

/// Whether a time is the first of two that bound an interval, of which the second begins at word `i`.
fn opens_range(words: &[String], first: &&mut TimeExpression, i: usize) -> bool {
    let opens = |at: usize| matches!(words[at].as_str(), "from" | "between" | "since");
    first.tokens.end + 1 == i
        && matches!(
            words[i - 1].as_str(),
            "to" | "and" | "until" | "till" | "through" | "-" | "–"
        )
        && first.tokens.start.checked_sub(1).is_some_and(opens)
}

/// Opens one side of an interval as its preposition says; whether it did.
fn bounded(preposition: &str, interval: &mut Interval) -> bool {
    match preposition {
        "since" | "after" | "from" => interval.end = None,
        "by" | "until" | "till" | "before" => interval.start = None,
        _ => return false,
    }
    true
}

struct Parser<'a> {
    sentence: &'a Sentence,
    words: &'a [String],
    published: Option<Date>,
    future: bool,
}

impl Parser<'_> {
    fn word(&self, i: usize) -> &str {
        self.words.get(i).map_or("", String::as_str)
    }

    /// The longest time that starts at word `i`, and its length in words.
    fn at(&self, i: usize) -> Option<(usize, Interval)> {
        self.iso(i)
            .or_else(|| self.weekday(i))
            .or_else(|| self.calendar(i))
            .or_else(|| self.relative_day(i))
            .or_else(|| self.relative_unit(i))
            .or_else(|| self.ago(i))
            .or_else(|| self.vague(i))
            .or_else(|| self.year(i))
    }

    /// "2025-08-12", in one word or in five.
    fn iso(&self, i: usize) -> Option<(usize, Interval)> {
        if let Ok(date) = self.word(i).parse::<Date>() {
            return (self.word(i).len() == 10).then(|| (1, Interval::day(date)));
        }
        let joined = self.word(i + 1) == "-" && self.word(i + 3) == "-";
        if !joined || self.word(i).len() != 4 {
            return None;
        }
        let date = format!("{}-{}-{}", self.word(i), self.word(i + 2), self.word(i + 4))
            .parse()
            .ok()?;
        Some((5, Interval::day(date)))
    }

    /// "Tuesday", "last Tuesday", "Tuesday (Aug 12)", "Tuesday, 12 August 2025".
    fn weekday(&self, i: usize) -> Option<(usize, Interval)> {
        let (lead, direction) = match self.word(i) {
            "last" | "past" => (1, Some(false)),
            "next" | "coming" => (1, Some(true)),
            "this" => (1, None),
            _ => (0, None),
        };
        let weekday = weekday_of(self.word(i + lead))?;
        let after = i + lead + 1;
        let bracket = matches!(self.word(after), "(" | ",");
        let date_at = after + usize::from(bracket);
        if let Some((len, date)) = self.day_of_month(date_at, Some(weekday)) {
            let close = usize::from(self.word(after) == "(" && self.word(date_at + len) == ")");
            return Some((date_at + len + close - i, Interval::day(date)));
        }
        let len = lead + 1;
        let Some(published) = self.published else {
            return Some((len, open(Precision::Day)));
        };
        let forward = direction.unwrap_or(self.future);
        let mut date = published;
        // "on Friday" in a Friday's paper is that Friday; "last" and "next" leave the day itself
        if direction.is_some() {
            date = if forward {
                date.tomorrow().ok()?
            } else {
                date.yesterday().ok()?
            };
        }
        while date.weekday() != weekday {
            date = if forward {
                date.tomorrow().ok()?
            } else {
                date.yesterday().ok()?
            };
        }
        Some((len, Interval::day(date)))
    }

    /// "12 August 2025", "Aug. 12", "August 2025", "in August".
    fn calendar(&self, i: usize) -> Option<(usize, Interval)> {
        if let Some((len, date)) = self.day_of_month(i, None) {
            return Some((len, Interval::day(date)));
        }
        let month = month_of(self.word(i))?;
        if let Some(year) = year_of(self.word(i + 1)) {
            return Some((2, month_interval(year, month)?));
        }
        // "may" and "march" are months only as names
        if !matches!(self.sentence.token(i).upos, Upos::Propn) {
            return None;
        }
        let Some(published) = self.published else {
            return Some((1, open(Precision::Month)));
        };
        let year = match month.cmp(&published.month()) {
            Ordering::Greater if !self.future => published.year() - 1,
            Ordering::Less if self.future => published.year() + 1,
            _ => published.year(),
        };
        Some((1, month_interval(year, month)?))
    }

    /// Day and month in either order, with or without the year; `weekday` picks the year that fits it.
    fn day_of_month(&self, i: usize, weekday: Option<Weekday>) -> Option<(usize, Date)> {
        let (mut len, month, day) = if let Some(month) = month_of(self.word(i)) {
            (2, month, day_of(self.word(i + 1))?)
        } else {
            let of = usize::from(self.word(i + 1) == "of");
            (2 + of, month_of(self.word(i + 1 + of))?, day_of(self.word(i))?)
        };
        let comma = usize::from(self.word(i + len) == ",");
        if let Some(year) = year_of(self.word(i + len + comma)) {
            len += comma + 1;
            return Some((len, Date::new(year, month, day).ok()?));
        }
        let published = self.published?;
        let fits = |year: i16| {
            Date::new(year, month, day)
                .ok()
                .filter(|d| weekday.is_none_or(|w| d.weekday() == w))
        };
        let year = published.year();
        let nearest = [year, year - 1, year + 1]
            .into_iter()
            .filter_map(fits)
            .min_by_key(|d| (*d - published).get_days().abs())
            // a weekday fits one year in five or six; look further, both ways
            .or_else(|| (2..12).find_map(|n| fits(year - n).or_else(|| fits(year + n))))?;
        Some((len, nearest))
    }

    fn relative_day(&self, i: usize) -> Option<(usize, Interval)> {
        let days = match self.word(i) {
            "today" | "tonight" => 0,
            "yesterday" => -1,
            "tomorrow" => 1,
            _ => return None,
        };
        Some((1, self.shift(|d| d.checked_add(days.days()).ok(), Precision::Day)))
    }

    /// "last year", "later this week", "next month", "this decade".
    fn relative_unit(&self, i: usize) -> Option<(usize, Interval)> {
        let (lead, part) = match self.word(i) {
            "earlier" | "early" => (1, Some(false)),
            "later" | "late" => (1, Some(true)),
            _ => (0, None),
        };
        let step: i64 = match self.word(i + lead) {
            "last" | "previous" => -1,
            "this" => 0,
            "next" | "coming" => 1,
            _ => return None,
        };
        let precision = match self.word(i + lead + 1) {
            "week" => Precision::Week,
            "month" => Precision::Month,
            "quarter" => Precision::Quarter,
            "year" => Precision::Year,
            "decade" => Precision::Decade,
            _ => return None,
        };
        let len = lead + 2;
        let Some(published) = self.published else {
            return Some((len, open(precision)));
        };
        let (start, end) = unit_around(published, precision, step)?;
        let mut interval = Interval {
            start: Some(start),
            end: Some(end),
            precision,
            text: String::new(),
        };
        // "later this week" lies after the day of publication, "earlier this year" before it
        match part {
            Some(true) if step == 0 => {
                interval.start = published.tomorrow().ok().filter(|d| *d <= end).or(Some(end))
            }
            Some(false) if step == 0 => interval.end = Some(published),
            _ => {}
        }
        Some((len, interval))
    }

    /// "two days ago", "three weeks earlier".
    fn ago(&self, i: usize) -> Option<(usize, Interval)> {
        let count = small_number(self.word(i))?;
        let unit = self.word(i + 1).trim_end_matches('s');
        if self.word(i + 2) != "ago" {
            return None;
        }
        let (span, precision) = match unit {
            "day" => (count.days(), Precision::Day),
            "week" => (count.weeks(), Precision::Week),
            "month" => (count.months(), Precision::Month),
            "year" => (count.years(), Precision::Year),
            "decade" => ((count * 10).years(), Precision::Decade),
            _ => return None,
        };
        let Some(published) = self.published else {
            return Some((3, open(precision)));
        };
        let day = published.checked_sub(span).ok()?;
        let (start, end) = unit_around(day, precision, 0)?;
        Some((
            3,
            Interval {
                start: Some(start),
                end: Some(end),
                precision,
                text: String::new(),
            },
        ))
    }

    /// "in the near future", "in the coming days", "soon".
    fn vague(&self, i: usize) -> Option<(usize, Interval)> {
        let len = match (self.word(i), self.word(i + 1)) {
            ("near" | "foreseeable", "future") => 2,
            ("coming" | "next" | "few", "days" | "weeks" | "months" | "years") => 2,
            ("soon" | "shortly", _) => 1,
            ("future", _)
                if self.sentence.token(i).upos == Upos::Noun && self.word(i.wrapping_sub(1)) == "the" =>
            {
                1
            }
            _ => return None,
        };
        let start = self.published;
        Some((
            len,
            Interval {
                start,
                end: None,
                precision: Precision::Vague,
                text: String::new(),
            },
        ))
    }

    /// "in 2014", "the 1990s".
    fn year(&self, i: usize) -> Option<(usize, Interval)> {
        let word = self.word(i);
        if let Some(decade) = word.strip_suffix('s').and_then(year_of).filter(|y| y % 10 == 0) {
            let start = Date::new(decade, 1, 1).ok();
            let end = Date::new(decade + 9, 12, 31).ok();
            return Some((
                1,
                Interval {
                    start,
                    end,
                    precision: Precision::Decade,
                    text: String::new(),
                },
            ));
        }
        let year = year_of(word)?;
        let before = i.checked_sub(1).map_or("", |b| self.word(b));
        let dated = matches!(
            before,
            "in" | "since"
                | "by"
                | "until"
                | "till"
                | "from"
                | "during"
                | "of"
                | "before"
                | "after"
                | "late"
                | "early"
                | "mid"
                | "to"
                | "between"
                | "and"
                | "around"
                | "the"
                | "("
        );
        // "2014 troops" counts; "in 2014" dates
        let counts = self.sentence.token(i).rel() == "nummod" && before != "the";
        if !dated || counts {
            return None;
        }
        let (start, end) = unit_around(Date::new(year, 1, 1).ok()?, Precision::Year, 0)?;
        Some((
            1,
            Interval {
                start: Some(start),
                end: Some(end),
                precision: Precision::Year,
                text: String::new(),
            },
        ))
    }

    fn shift(&self, by: impl Fn(Date) -> Option<Date>, precision: Precision) -> Interval {
        let date = self.published.and_then(by);
        Interval {
            start: date,
            end: date,
            precision,
            text: String::new(),
        }
    }
}

/// The time of the predicate that `head` heads: a time that hangs on it, on its object, or on the verb
/// that governs it; and when only the saying is dated, that day as the latest possible one.
pub(super) fn when(context: &Context<'_>, head: usize, future: bool) -> Option<Interval> {
    let sentence = context.sentence();
    let published = context.document.published;
    let times = context.times(future);
    // what has happened has not happened in the future: such a time hangs on the wrong word
    let ahead = |time: &Interval| {
        !future
            && time
                .start
                .is_some_and(|start| published.is_some_and(|p| start > p))
    };
    let governed_by = |predicate: usize| {
        times
            .iter()
            .find(|time| reaches(sentence, time, predicate) && !ahead(&time.interval))
            .map(|time| time.interval.clone())
    };
    if let Some(own) = governed_by(head) {
        return Some(own);
    }
    let mut at = head;
    while let Some(governor) = sentence.head(at) {
        match sentence.token(at).rel() {
            "xcomp" | "obj" | "nsubj" | "obl" | "nmod" => {
                if let Some(time) = governed_by(governor) {
                    return Some(time);
                }
            }
            "ccomp" => {
                // said on a day: it happened by then, unless it lies ahead
                let mut said = governed_by(governor).filter(|_| !future)?;
                said.start = None;
                return Some(said);
            }
            _ => return None,
        }
        at = governor;
    }
    None
}

/// Whether a time is the time of a predicate: it hangs on it, or on a phrase that takes part in it. What
/// it is about or what it follows has a time of its own ("the leaders discussed the treaty of last year").
fn reaches(sentence: &Sentence, time: &TimeExpression, predicate: usize) -> bool {
    if closed_off(sentence, time, predicate) || names_a_thing(sentence, time.head, predicate) {
        return false;
    }
    let mut at = time.head;
    loop {
        if at == predicate {
            return true;
        }
        let token = sentence.token(at);
        let inside = time.tokens.contains(&at);
        let takes_part = match token.rel() {
            "obj" | "nsubj" | "iobj" | "compound" | "flat" | "appos" => true,
            "obl" | "nmod" => matches!(
                case_of(sentence, at).as_str(),
                "" | "in"
                    | "at"
                    | "near"
                    | "with"
                    | "to"
                    | "on"
                    | "against"
                    | "by"
                    | "into"
                    | "from"
                    | "between"
            ),
            _ => false,
        };
        if !inside && (token.upos == Upos::Verb || !takes_part) {
            return false;
        }
        match sentence.head(at) {
            Some(head) => at = head,
            None => return false,
        }
    }
}

/// Whether a time only tells which thing is meant: "the 2030 Agenda", "the 2012 candidate", "the line of 4 June 1967", "resolution
/// 661 (1990)". What a predicate makes of its object, "signed the 2015 accord", and its own year, "the 2014 invasion", are told of it.
fn names_a_thing(sentence: &Sentence, time: usize, predicate: usize) -> bool {
    let is = |at: Option<usize>, form: &str| {
        at.and_then(|at| sentence.tokens().get(at))
            .is_some_and(|token| token.form == form)
    };
    let numbered = time
        .checked_sub(2)
        .is_some_and(|number| sentence.token(number).upos == Upos::Num);
    if numbered && is(time.checked_sub(1), "(") && is(time.checked_add(1), ")") {
        return true;
    }
    let Some(noun) = sentence.head(time).filter(|&noun| noun != predicate) else {
        return false;
    };
    let token = sentence.token(time);
    let before = time < noun && matches!(token.rel(), "compound" | "nummod");
    let of = time > noun && token.rel() == "nmod" && case_of(sentence, time) == "of";
    if !(before || of) || sentence.token(noun).upos == Upos::Num {
        return false;
    }
    let made = sentence.token(noun).rel() == "obj" && sentence.head(noun) == Some(predicate);
    !(made && Verbs::embedded().is_event_noun(&sentence.token(noun).lemma))
}

/// Whether a bare time stands right after what the predicate follows or precedes, and may be that one's: "discussed
/// trade after the signing of a treaty *last year*".
fn closed_off(sentence: &Sentence, time: &TimeExpression, predicate: usize) -> bool {
    let Some(before) = time.tokens.start.checked_sub(1).filter(|&b| b > predicate) else {
        return false;
    };
    let apart = |a: usize| {
        matches!(
            case_of(sentence, a).as_str(),
            "following" | "after" | "before" | "since" | "despite" | "amid"
        )
    };
    let clauses = std::iter::once(before)
        .chain(sentence.ancestors(before))
        .take_while(|&a| a != predicate);
    case_of(sentence, time.head).is_empty() && clauses.into_iter().any(apart)
}

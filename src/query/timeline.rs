use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use super::between::joins;
use super::{Evidence, hidden};
use crate::graph::{Filter, KnowledgeGraph};
use crate::model::{Actor, Event, QuadClass, Relation, Statement};

/// What happened to an actor, or between two, in the order of time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Timeline<'g> {
    /// Who.
    pub a: &'g Actor,
    /// With whom, where two were asked for.
    pub b: Option<&'g Actor>,
    /// What is said to have happened, undated first. Affiliations are left out: they hold, they do not happen.
    pub events: Vec<Evidence<'g>>,
    /// The statements of these events, in the same order.
    #[serde(skip)]
    pub statements: Vec<&'g Statement>,
    /// The same counted, from the first period with an event to the last, without gaps; empty where no unit
    /// was asked for.
    pub series: Vec<Period>,
    /// How many events are in no period, for nobody can tell which.
    pub unplaced: usize,
    /// How many more statements there are that are no facts: planned, possible, denied, negated.
    pub hidden: usize,
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// From Monday to Sunday, as in ISO 8601.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

/// The events of one week, month or year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// How many events, those included that no code is known for.
    pub events: usize,
    /// How many of them are cooperation: quad classes 1 and 2.
    pub cooperation: usize,
    /// How many are conflict: quad classes 3 and 4.
    pub conflict: usize,
    /// The sum of their scores: cooperation minus conflict.
    pub net: f64,
}

impl Unit {
    /// What a period is called, by its first day: "2025-08" is a month, "2025" a year, a week has its Monday.
    pub fn name(self, start: Date) -> String {
        match self {
            Unit::Week => start.to_string(),
            Unit::Month => format!("{:04}-{:02}", start.year(), start.month()),
            Unit::Year => format!("{:04}", start.year()),
        }
    }

    /// The first and the last day of the period that a day is in. At the calendar's ends a period is cut off.
    fn around(self, day: Date) -> (Date, Date) {
        match self {
            Unit::Week => {
                let since = i64::from(day.weekday().to_monday_zero_offset());
                let start = day.saturating_sub(since.days());
                (start, day.saturating_add((6 - since).days()))
            }
            Unit::Month => (day.first_of_month(), day.last_of_month()),
            Unit::Year => (day.first_of_year(), day.last_of_year()),
        }
    }
}

/// What the actor of an id takes part in, or two take part in together; `None` when nobody has one of the
/// ids. With a unit, also as a series; `score` says how much cooperation an event is, and how much conflict
/// where that is negative. O(n) in the actor's statements, and in the periods between the first and the last.
pub fn timeline<'g>(
    graph: &'g KnowledgeGraph,
    a: &str,
    b: Option<&str>,
    filter: &Filter,
    unit: Option<Unit>,
    score: impl Fn(&Event) -> f32,
) -> Option<Timeline<'g>> {
    let a = graph.actor(a)?;
    let b = match b {
        Some(b) => Some(graph.actor(b)?),
        None => None,
    };
    let happens = || {
        graph.statements_of(&a.id).filter(|statement| {
            !matches!(statement.relation, Some(Relation::Affiliation { .. }))
                && b.is_none_or(|b| joins(statement, &a.id, &b.id))
        })
    };
    let passing: Vec<&Statement> = happens()
        .filter(|statement| graph.admits(filter, statement))
        .collect();
    let series = unit.map_or_else(Vec::new, |unit| series(&passing, unit, score));
    let placed: usize = series.iter().map(|period| period.events).sum();
    Some(Timeline {
        a,
        b,
        unplaced: unit.map_or(0, |_| passing.len() - placed),
        events: passing
            .iter()
            .map(|statement| Evidence::of(graph, statement))
            .collect(),
        statements: passing,
        series,
        hidden: hidden(graph, happens(), filter),
    })
}

fn series(statements: &[&Statement], unit: Unit, score: impl Fn(&Event) -> f32) -> Vec<Period> {
    let mut placed: Vec<((Date, Date), &Statement)> = statements
        .iter()
        .filter_map(|statement| Some((period_of(statement, unit)?, *statement)))
        .collect();
    placed.sort_by_key(|(period, _)| *period);
    let mut series: Vec<Period> = Vec::new();
    for ((start, end), statement) in placed {
        while series.last().is_none_or(|last| last.start < start) {
            let next = series.last().and_then(|last| last.end.tomorrow().ok());
            let (start, end) = next.map_or((start, end), |day| unit.around(day));
            series.push(Period {
                start,
                end,
                events: 0,
                cooperation: 0,
                conflict: 0,
                net: 0.0,
            });
        }
        if let Some(period) = series.last_mut() {
            count(period, statement, &score);
        }
    }
    series
}

fn count(period: &mut Period, statement: &Statement, score: impl Fn(&Event) -> f32) {
    period.events += 1;
    if let Some(Relation::Event(event)) = &statement.relation {
        match event.quad {
            QuadClass::VerbalCooperation | QuadClass::MaterialCooperation => period.cooperation += 1,
            QuadClass::VerbalConflict | QuadClass::MaterialConflict => period.conflict += 1,
        }
        period.net += f64::from(score(event));
    }
}

/// The period that a statement's time lies in as a whole: "in 2025" is in no month.
pub(super) fn period_of(statement: &Statement, unit: Unit) -> Option<(Date, Date)> {
    let day = KnowledgeGraph::date_of(statement)?;
    let (start, end) = unit.around(day);
    let last = statement
        .when
        .as_ref()
        .filter(|when| when.start.is_some())
        .and_then(|when| when.end);
    last.is_none_or(|last| last <= end).then_some((start, end))
}

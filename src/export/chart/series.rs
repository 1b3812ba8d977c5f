//! How much cooperation and conflict each period has: above the net score, below how many events.

use std::fmt::Write as _;

use super::super::layout::Point;
use super::super::style::{Class, Theme};
use super::super::svg::{Body, Item, n};
use super::Column;
use super::axis::{TimeAxis, value_ticks};
use crate::model::QuadClass;

const LEFT: f64 = 56.0;
const WIDE: f64 = 860.0;
/// How high the two parts are, and how far apart.
const NET: f64 = 190.0;
const EVENTS: f64 = 110.0;
const BETWEEN: f64 = 46.0;
const COOPERATION: Class = Class::Quad(QuadClass::VerbalCooperation);
const CONFLICT: Class = Class::Quad(QuadClass::MaterialConflict);

/// What one bar is made of: how long each part is, and its colour.
type Bar = Vec<(f64, Class)>;

pub(super) fn body(columns: &[Column], scale: &str, theme: Theme) -> Body {
    let size = Point::new(LEFT + WIDE, NET + BETWEEN + EVENTS + 26.0);
    let days = columns.iter().flat_map(|column| [column.start, column.end]);
    let Some(axis) = TimeAxis::new(days, WIDE) else {
        let text = "<text class=\"small\" x=\"0\" y=\"20\">nothing has a date</text>\n".to_owned();
        return Body { text, size };
    };
    let mut text = String::new();
    for (at, name) in axis.ticks(10) {
        let _ = writeln!(
            text,
            "<path class=\"lead\" d=\"M{} 0V{}\"/><text class=\"small\" x=\"{}\" y=\"{}\">{name}</text>",
            n(LEFT + at),
            n(size.y - 20.0),
            n(LEFT + at),
            n(size.y - 6.0)
        );
    }
    let net = |column: &Column| {
        let class = if column.net < 0.0 { CONFLICT } else { COOPERATION };
        vec![(column.net, class)]
    };
    let counted = |column: &Column| {
        let others = column.events - column.cooperation - column.conflict;
        vec![
            (column.cooperation as f64, COOPERATION),
            (column.conflict as f64, CONFLICT),
            (others as f64, Class::Other),
        ]
    };
    panel(
        &mut text,
        &axis,
        columns,
        (0.0, NET),
        &format!("cooperation minus conflict ({scale})"),
        theme,
        net,
    );
    panel(
        &mut text,
        &axis,
        columns,
        (NET + BETWEEN, EVENTS),
        "events",
        theme,
        counted,
    );
    Body { text, size }
}

/// One part of the chart with its own scale.
fn panel(
    out: &mut String,
    axis: &TimeAxis,
    columns: &[Column],
    (top, height): (f64, f64),
    name: &str,
    theme: Theme,
    bar: impl Fn(&Column) -> Bar,
) {
    let top = top + 14.0;
    let height = height - 14.0;
    let total = |column: &Column| bar(column).iter().map(|(value, _)| value).sum::<f64>();
    let low = columns.iter().map(&total).fold(0.0, f64::min);
    let high = columns.iter().map(&total).fold(0.0, f64::max);
    let range = if high > low { high - low } else { 1.0 };
    let at = |value: f64| top + (high - value) / range * height;
    let _ = writeln!(
        out,
        "<text class=\"small\" x=\"{}\" y=\"{}\">{name}</text>",
        n(LEFT),
        n(top - 8.0)
    );
    // half an event is none
    let whole = columns.iter().all(|column| total(column).fract() == 0.0);
    let ticks = value_ticks(low, high, 5).into_iter();
    for tick in ticks.filter(|tick| !whole || tick.fract() == 0.0) {
        let y = at(tick);
        let class = if tick == 0.0 { "zero" } else { "lead" };
        let _ = writeln!(
            out,
            "<path class=\"{class}\" d=\"M{} {}h{}\"/><text class=\"small end\" x=\"{}\" y=\"{}\">{}</text>",
            n(LEFT),
            n(y),
            n(WIDE),
            n(LEFT - 6.0),
            n(y + 3.6),
            signed(tick)
        );
    }
    for column in columns.iter().filter(|column| column.events > 0) {
        let next = column.end.tomorrow().unwrap_or(column.end);
        let (left, right) = (axis.at(column.start), axis.at(next).min(WIDE));
        let gap = ((right - left) * 0.15).min(3.0);
        let _ = write!(
            out,
            "<g class=\"column\"><title>{}: {} events, {} cooperation, {} conflict, net {}</title>",
            column.name,
            column.events,
            column.cooperation,
            column.conflict,
            signed(column.net)
        );
        let mut from = 0.0;
        for (value, class) in bar(column) {
            let (a, b) = (at(from).min(at(from + value)), at(from).max(at(from + value)));
            from += value;
            if b > a {
                let _ = write!(
                    out,
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>",
                    n(LEFT + left + gap / 2.0),
                    n(a),
                    n((right - left - gap).max(0.5)),
                    n(b - a),
                    theme.tie(class)
                );
            }
        }
        out.push_str("</g>\n");
    }
}

/// A number with a minus of typography, to a tenth.
pub(super) fn signed(value: f64) -> String {
    n(value).replace('-', "−")
}

pub(super) fn legend(columns: &[Column], theme: Theme) -> Vec<Item> {
    let sample = |class: Class| {
        format!(
            "<rect x=\"7\" y=\"-6\" width=\"12\" height=\"12\" rx=\"2\" fill=\"{}\"/>",
            theme.tie(class)
        )
    };
    let mut items = vec![
        (sample(COOPERATION), "cooperation".to_owned()),
        (sample(CONFLICT), "conflict".to_owned()),
    ];
    if columns
        .iter()
        .any(|column| column.events > column.cooperation + column.conflict)
    {
        items.push((sample(Class::Other), "neither is known".to_owned()));
    }
    items
}

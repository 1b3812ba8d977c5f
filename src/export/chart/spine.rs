//! Few events: an axis from above to below that keeps the true distances of days, and a leader from each day to its
//! words, which stand at even distances. Both are in the order of time, so no two leaders cross.

use std::fmt::Write as _;

use super::super::font::{Weight, width};
use super::super::layout::Point;
use super::super::style::Standing;
use super::super::svg::{Body, n};
use super::super::words::wrapped;
use super::super::xml::escaped;
use super::Happening;
use super::axis::TimeAxis;

/// Where the axis runs.
const AXIS: f64 = 78.0;
/// Where leaders end and days are written.
const DAYS: f64 = 152.0;
/// Where the words begin.
const WORDS: f64 = 256.0;
const HEAD: f64 = 11.5;
const NOTE: f64 = 10.0;
const LINE: f64 = 1.3;
/// Between two events.
const GAP: f64 = 10.0;
/// Pixels between two names on the axis, at least.
const TICK: f64 = 42.0;
const SPOT: f64 = 4.5;

pub(super) fn body(happenings: &[Happening<'_>]) -> Body {
    let rows: Vec<Vec<(String, &str, f64)>> = happenings.iter().map(lines).collect();
    let heights: Vec<f64> = rows
        .iter()
        .map(|lines| lines.iter().map(|(_, _, size)| size * LINE).sum::<f64>() + GAP)
        .collect();
    let height = heights.iter().sum::<f64>().max(60.0);
    let known = happenings.iter().filter_map(|one| one.day);
    let inset = heights.first().map_or(0.0, |height| height / 2.0);
    let axis = TimeAxis::new(known, height - 2.0 * inset);
    let mut text = String::new();
    if let Some(axis) = &axis {
        let _ = writeln!(
            text,
            "<path class=\"rule\" stroke-width=\"2\" d=\"M{} {}V{}\"/>",
            n(AXIS),
            n(inset),
            n(height - inset)
        );
        for (at, name) in axis.ticks(((height / TICK) as usize).max(2)) {
            let y = inset + at;
            let _ = writeln!(
                text,
                "<path class=\"rule\" d=\"M{} {}H{}\"/><text class=\"small end\" x=\"{}\" y=\"{}\">{name}</text>",
                n(AXIS - 5.0),
                n(y),
                n(AXIS),
                n(AXIS - 10.0),
                n(y + 3.6)
            );
        }
    }
    let mut widest: f64 = 0.0;
    let mut top = 0.0;
    let mut before: Option<&str> = None;
    for ((one, row), high) in happenings.iter().zip(&rows).zip(&heights) {
        let middle = top + high / 2.0;
        let place = one
            .day
            .and_then(|day| axis.as_ref().map(|axis| inset + axis.at(day)));
        let repeated = before == Some(one.when.as_str());
        let _ = write!(
            text,
            "<g class=\"mark {} {}\"><title>{}</title>",
            one.class.short(),
            one.standing.short(),
            escaped(&one.evidence)
        );
        if let Some(y) = place {
            let _ = write!(
                text,
                "<path class=\"lead\" d=\"M{} {}L{} {}H{}\"/>",
                n(AXIS),
                n(y),
                n(DAYS - 22.0),
                n(middle),
                n(if repeated { WORDS - 20.0 } else { DAYS - 10.0 }),
            );
            text += &spot(AXIS, y, one);
        }
        text += &spot(WORDS - 12.0, middle, one);
        if !repeated {
            let _ = write!(
                text,
                "<text class=\"small\" x=\"{}\" y=\"{}\">{}</text>",
                n(DAYS - 6.0),
                n(middle + 3.6),
                escaped(&one.when)
            );
        }
        before = Some(&one.when);
        let mut y = top + GAP / 2.0;
        for (line, class, size) in row {
            y += size * LINE;
            let weight = if *class == "head" {
                Weight::Bold
            } else {
                Weight::Regular
            };
            widest = widest.max(width(line, *size, weight));
            let bold = if *class == "head" {
                " font-weight=\"bold\""
            } else {
                ""
            };
            let _ = write!(
                text,
                "<text class=\"{class}\" x=\"{}\" y=\"{}\" font-size=\"{}\"{bold}>{}</text>",
                n(WORDS),
                n(y - size * 0.35),
                n(*size),
                escaped(line)
            );
        }
        text.push_str("</g>\n");
        top += high;
    }
    Body {
        text,
        size: Point::new(WORDS + widest.max(240.0), height),
    }
}

/// The words of an event: what, who and whom, and the rest.
fn lines<'a>(one: &Happening<'_>) -> Vec<(String, &'a str, f64)> {
    let mut lines: Vec<(String, &str, f64)> = Vec::new();
    lines.extend(
        wrapped(&one.head, 80)
            .into_iter()
            .map(|line| (line, "head", HEAD)),
    );
    lines.extend(
        wrapped(&one.parties(), 90)
            .into_iter()
            .map(|line| (line, "name", HEAD)),
    );
    lines.extend(
        wrapped(&one.notes, 100)
            .into_iter()
            .map(|line| (line, "note", NOTE)),
    );
    lines
}

/// A round mark: filled for facts, hollow for others, struck out for what is negated, denied or over.
fn spot(x: f64, y: f64, one: &Happening<'_>) -> String {
    let mut out = format!(
        "<rect class=\"spot\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{SPOT}\"/>",
        n(x - SPOT),
        n(y - SPOT),
        n(2.0 * SPOT),
        n(2.0 * SPOT)
    );
    if one.standing == Standing::Denied {
        let _ = write!(
            out,
            "<path class=\"bar\" d=\"M{} {}L{} {}\"/>",
            n(x - 3.0),
            n(y - 3.0),
            n(x + 3.0),
            n(y + 3.0)
        );
    }
    out
}

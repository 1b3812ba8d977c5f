//! Shapes in a drawing: tips of ties.

use std::fmt::Write as _;

use super::super::layout::{Point, Route};
use super::super::style::Standing;

/// How far the arms of a cross reach to each side, at least.
const CROSS: f64 = 4.0;

/// The tip at the end of a route, which it shortens to the tip's beginning: an arrow, and a cross behind it where
/// what the tie says is not so.
pub(super) fn tip(route: &mut Route, line: f64, standing: Standing) -> String {
    let (end, before) = route.head();
    let (x, y) = (end.x - before.x, end.y - before.y);
    let length = (x * x + y * y).sqrt();
    if length == 0.0 {
        return String::new();
    }
    let (x, y) = (x / length, y / length);
    let (long, wide) = (7.0 + line, 2.6 + line * 0.9);
    let along = |back: f64, side: f64| Point::new(end.x - x * back - y * side, end.y - y * back + x * side);
    let (a, b) = (along(long, -wide), along(long, wide));
    let mut shape = format!(
        "<path class=\"tip\" d=\"M{} {}L{} {}L{} {}Z\"/>",
        n(end.x),
        n(end.y),
        n(a.x),
        n(a.y),
        n(b.x),
        n(b.y)
    );
    if standing == Standing::Denied {
        let arm = CROSS + line / 2.0;
        let strokes = [(-arm, -arm), (arm, arm), (-arm, arm), (arm, -arm)];
        let [a, b, c, d] = strokes.map(|(back, side)| along(long + CROSS * 2.0 + back, side));
        let _ = write!(
            shape,
            "<path class=\"bar\" d=\"M{} {}L{} {}M{} {}L{} {}\" stroke-width=\"1.8\"/>",
            n(a.x),
            n(a.y),
            n(b.x),
            n(b.y),
            n(c.x),
            n(c.y),
            n(d.x),
            n(d.y)
        );
    }
    if let Some(last) = route.curves.last_mut() {
        last[2] = along(long * 0.8, 0.0);
    }
    shape
}

/// A coordinate, to a tenth of a pixel.
pub(in crate::export) fn n(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

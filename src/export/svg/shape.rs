//! Shapes in a drawing: tips of ties, outlines of clusters.

use super::super::layout::{Point, Route};
use super::super::style::Standing;

/// The tip at the end of a route, which it shortens to the tip's beginning: an arrow, or a bar across.
pub(super) fn tip(route: &mut Route, line: f64, standing: Standing) -> String {
    let (end, before) = route.head();
    let (x, y) = (end.x - before.x, end.y - before.y);
    let length = (x * x + y * y).sqrt();
    if length == 0.0 {
        return String::new();
    }
    let (x, y) = (x / length, y / length);
    let (long, wide) = (7.0 + line, 2.6 + line * 0.9);
    let along = |back: f64, side: f64| (end.x - x * back - y * side, end.y - y * back + x * side);
    let shape = if standing == Standing::Denied {
        let ((ax, ay), (bx, by)) = (along(3.0, -wide - 2.0), along(3.0, wide + 2.0));
        format!(
            "<path class=\"bar\" d=\"M{} {}L{} {}\" stroke-width=\"2\"/>",
            n(ax),
            n(ay),
            n(bx),
            n(by)
        )
    } else {
        let ((ax, ay), (bx, by)) = (along(long, -wide), along(long, wide));
        format!(
            "<path class=\"tip\" d=\"M{} {}L{} {}L{} {}Z\"/>",
            n(end.x),
            n(end.y),
            n(ax),
            n(ay),
            n(bx),
            n(by)
        )
    };
    let (cx, cy) = along(
        if standing == Standing::Denied {
            3.0
        } else {
            long * 0.8
        },
        0.0,
    );
    if let Some(last) = route.curves.last_mut() {
        last[2] = Point::new(cx, cy);
    }
    shape
}

/// The convex hull of some points, by Andrew's monotone chain.
pub(super) fn hull(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    points.dedup();
    let half = |points: &mut dyn Iterator<Item = Point>| {
        let mut chain: Vec<Point> = Vec::new();
        for point in points {
            while let [.., a, b] = chain.as_slice() {
                if (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x) > 0.0 {
                    break;
                }
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut around = half(&mut points.iter().copied());
    around.extend(half(&mut points.iter().rev().copied()));
    around
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

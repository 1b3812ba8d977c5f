use super::{Point, Rect};

/// A cubic Bézier curve from where the one before it ends: two control points and the end.
pub(super) type Curve = [Point; 3];

/// The way of a link, and where its label stands.
#[derive(Clone, Debug, Default)]
pub(in crate::export) struct Route {
    pub start: Point,
    pub curves: Vec<Curve>,
    pub label: Option<Rect>,
}

impl Route {
    /// The curve through these points that leaves and enters each of them horizontally.
    pub(super) fn through(points: &[Point]) -> Self {
        let bend = |pair: &[Point]| {
            let middle = (pair[0].x + pair[1].x) / 2.0;
            [
                Point::new(middle, pair[0].y),
                Point::new(middle, pair[1].y),
                pair[1],
            ]
        };
        Self {
            start: points.first().copied().unwrap_or_default(),
            curves: points.windows(2).map(bend).collect(),
            label: None,
        }
    }

    /// From the right side of a box back to it, around its upper corner.
    pub(super) fn around(node: &Rect) -> Self {
        let (right, top) = (
            node.center.x + node.size.x / 2.0,
            node.center.y - node.size.y / 2.0,
        );
        let (start, end) = (
            Point::new(right, node.center.y - 4.0),
            Point::new(right - 16.0, top),
        );
        Self {
            start,
            curves: vec![[
                Point::new(right + 34.0, node.center.y - 8.0),
                Point::new(right - 10.0, top - 36.0),
                end,
            ]],
            label: None,
        }
    }

    /// The part between two parameters (0 to 1) of the quadratic curve from `a` to `b` that `control` bends.
    pub(super) fn part(a: Point, control: Point, b: Point, from: f64, to: f64) -> Self {
        let at = |t: f64, u: f64| {
            // the polar form: at (t, t) it is the curve, at (from, to) the control point of the part
            let (p, q) = (a.between(control, t), control.between(b, t));
            p.between(q, u)
        };
        let (start, middle, end) = (at(from, from), at(from, to), at(to, to));
        Self {
            start,
            curves: vec![[
                start.between(middle, 2.0 / 3.0),
                end.between(middle, 2.0 / 3.0),
                end,
            ]],
            label: None,
        }
    }

    /// Where it ends, and a point shortly before on its way.
    pub(in crate::export) fn head(&self) -> (Point, Point) {
        match self.curves.last() {
            Some([_, before, end]) => (*end, *before),
            None => (self.start, self.start),
        }
    }

    pub(super) fn points(&self) -> impl Iterator<Item = Point> {
        std::iter::once(self.start).chain(self.curves.iter().flatten().copied())
    }

    pub(super) fn each_point(&mut self, change: impl Fn(&mut Point)) {
        change(&mut self.start);
        self.curves.iter_mut().flatten().for_each(&change);
        if let Some(label) = &mut self.label {
            change(&mut label.center);
        }
    }

    /// The same way in the other direction.
    pub(in crate::export) fn reversed(mut self) -> Self {
        let mut points: Vec<Point> = self.points().collect();
        points.reverse();
        self.start = points[0];
        self.curves = points[1..]
            .chunks_exact(3)
            .map(|curve| [curve[0], curve[1], curve[2]])
            .collect();
        self
    }
}

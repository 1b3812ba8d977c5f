//! Where things stand in a drawing: boxes of known size in, places and curves out.
//!
//! Only additions, multiplications, divisions and square roots are used, which every machine rounds alike.

mod forces;
mod layers;
mod parts;
mod route;
mod tree;

pub(super) use route::Route;

use super::picture::Layout;

/// A point, or a size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    pub(super) fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    fn between(self, other: Self, part: f64) -> Self {
        Self::new(
            self.x + (other.x - self.x) * part,
            self.y + (other.y - self.y) * part,
        )
    }

    fn minus(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }

    fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }
}

/// A rectangle by its centre and size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub center: Point,
    pub size: Point,
}

impl Rect {
    fn holds(&self, point: Point) -> bool {
        (point.x - self.center.x).abs() < self.size.x / 2.0
            && (point.y - self.center.y).abs() < self.size.y / 2.0
    }

    /// Whether two rectangles come closer to each other than `gap`.
    fn meets(&self, other: &Rect, gap: f64) -> bool {
        (self.center.x - other.center.x).abs() < (self.size.x + other.size.x) / 2.0 + gap
            && (self.center.y - other.center.y).abs() < (self.size.y + other.size.y) / 2.0 + gap
    }
}

/// An edge that wants a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub source: usize,
    pub target: usize,
    /// The size of its label.
    pub label: Point,
    /// Labels of weighty edges are placed first where not all find room.
    pub weight: usize,
}

/// Nodes that lie together, and the size of what is written above them.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub nodes: Vec<usize>,
    pub label: Point,
}

/// Where everything stands. The upper left corner of all is (0, 0).
#[derive(Debug)]
pub(super) struct Placed {
    pub size: Point,
    pub nodes: Vec<Rect>,
    /// One for each link; its label stands nowhere where it finds no room.
    pub links: Vec<Route>,
    /// One for each group; nobody else lies in it.
    pub groups: Vec<Rect>,
}

/// Finds places for nodes of these sizes, and the links between them. No node is in two groups; layers know none.
pub(super) fn place(sizes: &[Point], links: &[Link], groups: &[Group], layout: Layout) -> Placed {
    let mut placed = match layout {
        Layout::Layers => layers::place(sizes, links),
        Layout::Forces => forces::place(sizes, links, groups),
    };
    placed.move_to_origin();
    placed
}

impl Placed {
    /// Moves all so that its upper left corner is the origin, and measures it.
    fn move_to_origin(&mut self) {
        let (mut least, mut most) = (Point::new(f64::MAX, f64::MAX), Point::new(f64::MIN, f64::MIN));
        let mut cover = |point: Point| {
            least = Point::new(least.x.min(point.x), least.y.min(point.y));
            most = Point::new(most.x.max(point.x), most.y.max(point.y));
        };
        let corners = |rect: &Rect| {
            let half = Point::new(rect.size.x / 2.0, rect.size.y / 2.0);
            [
                rect.center.minus(half),
                Point::new(rect.center.x + half.x, rect.center.y + half.y),
            ]
        };
        for rect in self
            .nodes
            .iter()
            .chain(&self.groups)
            .chain(self.links.iter().filter_map(|link| link.label.as_ref()))
        {
            corners(rect).into_iter().for_each(&mut cover);
        }
        for link in &self.links {
            link.points().for_each(&mut cover);
        }
        if least.x > most.x {
            return; // nothing at all
        }
        let shift = |point: &mut Point| *point = point.minus(least);
        let rects = self.nodes.iter_mut().chain(&mut self.groups);
        rects.for_each(|rect| shift(&mut rect.center));
        for link in &mut self.links {
            link.each_point(shift);
        }
        self.size = most.minus(least);
    }
}

/// The least and the largest coordinates.
fn bounds(at: &[Point]) -> (Point, Point) {
    at.iter().fold(
        (Point::new(f64::MAX, f64::MAX), Point::new(f64::MIN, f64::MIN)),
        |(low, high), point| {
            (
                Point::new(low.x.min(point.x), low.y.min(point.y)),
                Point::new(high.x.max(point.x), high.y.max(point.y)),
            )
        },
    )
}

//! The quadtree of Barnes and Hut (1986): many bodies far away push as one.

use super::{Point, bounds};

/// A cell this much smaller than its distance counts as one body.
const ACCURACY: f64 = 0.9;

/// A quadtree of bodies.
pub(super) struct Tree {
    cells: Vec<Cell>,
}

struct Cell {
    corner: Point,
    side: f64,
    /// Sum of mass times place.
    sum: Point,
    mass: f64,
    /// The first of four cells.
    children: Option<usize>,
    /// Whether exactly one body has come here.
    single: Option<(Point, f64)>,
}

impl Tree {
    pub(super) fn new(at: &[Point], mass: &[f64]) -> Self {
        let (low, high) = bounds(at);
        let side = (high.x - low.x).max(high.y - low.y) + 1.0;
        let mut tree = Self {
            cells: vec![Cell::new(low, side)],
        };
        for (&point, &mass) in at.iter().zip(mass) {
            tree.add(point, mass);
        }
        tree
    }

    fn add(&mut self, point: Point, mass: f64) {
        let mut cell = 0;
        for _ in 0..32 {
            let here = &mut self.cells[cell];
            let empty = here.mass == 0.0;
            here.sum = Point::new(here.sum.x + point.x * mass, here.sum.y + point.y * mass);
            here.mass += mass;
            if empty {
                here.single = Some((point, mass));
                return;
            }
            if let Some((other, weight)) = here.single.take() {
                let below = self.divide(cell, other);
                let child = &mut self.cells[below];
                child.sum = Point::new(other.x * weight, other.y * weight);
                child.mass = weight;
                child.single = Some((other, weight));
            }
            cell = self.divide(cell, point);
        }
        // bodies in one place remain one
        let here = &mut self.cells[cell];
        here.sum = Point::new(here.sum.x + point.x * mass, here.sum.y + point.y * mass);
        here.mass += mass;
    }

    /// The child cell of a point; made, where there is none.
    fn divide(&mut self, cell: usize, point: Point) -> usize {
        let (corner, half) = (self.cells[cell].corner, self.cells[cell].side / 2.0);
        let first = match self.cells[cell].children {
            Some(first) => first,
            None => {
                let first = self.cells.len();
                for (x, y) in [(0.0, 0.0), (half, 0.0), (0.0, half), (half, half)] {
                    self.cells
                        .push(Cell::new(Point::new(corner.x + x, corner.y + y), half));
                }
                self.cells[cell].children = Some(first);
                first
            }
        };
        let right = usize::from(point.x >= corner.x + half);
        let below = usize::from(point.y >= corner.y + half);
        first + right + 2 * below
    }

    /// The force that all bodies push a point with.
    pub(super) fn push(&self, point: Point, strength: f64) -> Point {
        let mut force = Point::default();
        let mut stack = vec![0];
        while let Some(number) = stack.pop() {
            let cell = &self.cells[number];
            if cell.mass == 0.0 {
                continue;
            }
            let middle = Point::new(cell.sum.x / cell.mass, cell.sum.y / cell.mass);
            let away = point.minus(middle);
            let square = away.x * away.x + away.y * away.y;
            match cell.children {
                Some(first) if cell.side * cell.side > ACCURACY * ACCURACY * square => {
                    stack.extend(first..first + 4)
                }
                _ if square > 0.0 => {
                    let push = strength * cell.mass / square.max(1.0);
                    force.x += away.x * push;
                    force.y += away.y * push;
                }
                _ => {}
            }
        }
        force
    }
}

impl Cell {
    fn new(corner: Point, side: f64) -> Self {
        Self {
            corner,
            side,
            sum: Point::default(),
            mass: 0.0,
            children: None,
            single: None,
        }
    }
}

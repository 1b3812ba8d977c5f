//! Force-directed drawing after Fruchterman and Reingold (1991), with the quadtree of Barnes and Hut (1986): nodes
//! push each other away, links pull. Then boxes that overlap are pushed apart, links run as curves between them, and
//! labels go where there is room. A group is placed by itself first and is one box among the others then, so nobody
//! else lies in it. The beginning is drawn from a fixed seed.

use std::collections::BTreeMap;

use super::{Group, Link, Placed, Point, Rect, Route};

/// Between two boxes.
const GAP: f64 = 16.0;
/// Between two groups, for the labels of what runs between them.
const GROUP_GAP: f64 = 56.0;
/// Between a group's border and its boxes.
const PADDING: f64 = 14.0;
/// How far parallel links are bent apart.
const BEND: f64 = 40.0;
/// A cell this much smaller than its distance counts as one body.
const ACCURACY: f64 = 0.9;
/// How many times larger than its boxes a drawing is, and a group in it. Groups begin in less room than they need, for pushing them apart
/// packs them more closely than forces would.
const ROOM: f64 = 3.5;
const INNER_ROOM: f64 = 2.4;
const GROUP_ROOM: f64 = 0.45;
/// A few nodes are not spread further than this many times the distance that forces give them.
const STRETCH: f64 = 1.7;
const SEED: u64 = 0x1e6a_7104;

pub(super) fn place(sizes: &[Point], links: &[Link], groups: &[Group]) -> Placed {
    let pairs = links.iter().map(|link| (link.source, link.target));
    let (nodes, groups) = if groups.is_empty() {
        (spread(sizes, pairs, ROOM, GAP), Vec::new())
    } else {
        grouped(sizes, pairs, groups)
    };
    let titles = groups.iter().map(|(_, title)| *title);
    let links = routes(&nodes, titles, links);
    Placed {
        size: Point::default(),
        nodes,
        links,
        groups: groups.into_iter().map(|(group, _)| group).collect(),
    }
}

/// Boxes of these sizes, as the forces between pairs place them, apart from each other.
fn spread(sizes: &[Point], pairs: impl Iterator<Item = (usize, usize)>, room: f64, gap: f64) -> Vec<Rect> {
    // links of one pair count once, or hubs would fall together
    let mut pairs: Vec<(usize, usize)> = pairs
        .filter(|(a, b)| a != b)
        .map(|(a, b)| (a.min(b), a.max(b)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let centers = fitted(&pulled(sizes, &pairs), sizes, room);
    let boxes = centers.into_iter().zip(sizes);
    let mut boxes: Vec<Rect> = boxes.map(|(center, &size)| Rect { center, size }).collect();
    push_apart(&mut boxes, gap);
    boxes
}

/// The boxes of all nodes, and each group's with that of its title.
fn grouped(
    sizes: &[Point],
    pairs: impl Iterator<Item = (usize, usize)> + Clone,
    groups: &[Group],
) -> (Vec<Rect>, Vec<(Rect, Rect)>) {
    // who is in no group is one by itself
    let mut part_of: Vec<(usize, usize)> = vec![(usize::MAX, 0); sizes.len()];
    for (number, group) in groups.iter().enumerate() {
        for (place, &node) in group.nodes.iter().enumerate() {
            part_of[node] = (number, place);
        }
    }
    let mut parts: Vec<(Vec<usize>, Point)> = groups
        .iter()
        .map(|group| (group.nodes.clone(), group.label))
        .collect();
    for (node, part) in part_of.iter_mut().enumerate() {
        if part.0 == usize::MAX {
            *part = (parts.len(), 0);
            parts.push((vec![node], Point::default()));
        }
    }
    let mut inner: Vec<Vec<Rect>> = Vec::with_capacity(parts.len());
    let mut outer: Vec<Point> = Vec::with_capacity(parts.len());
    for (number, (nodes, label)) in parts.iter().enumerate() {
        let own: Vec<Point> = nodes.iter().map(|&node| sizes[node]).collect();
        let within = pairs.clone().filter_map(|(a, b)| {
            let ends = [part_of[a], part_of[b]];
            ends.iter()
                .all(|end| end.0 == number)
                .then_some((ends[0].1, ends[1].1))
        });
        let mut boxes = spread(&own, within, INNER_ROOM, GAP);
        let (low, high) = corners(&boxes);
        let mut size = high.minus(low);
        let mut corner = low;
        if number < groups.len() {
            // the title stands above the boxes
            corner = Point::new(corner.x - PADDING, corner.y - PADDING - label.y);
            size = Point::new(
                size.x.max(label.x) + 2.0 * PADDING,
                size.y + 2.0 * PADDING + label.y,
            );
        }
        let middle = Point::new(corner.x + size.x / 2.0, corner.y + size.y / 2.0);
        boxes
            .iter_mut()
            .for_each(|rect| rect.center = rect.center.minus(middle));
        inner.push(boxes);
        outer.push(size);
    }
    let between = pairs.map(|(a, b)| (part_of[a].0, part_of[b].0));
    let outer = spread(&outer, between, GROUP_ROOM, GROUP_GAP);
    let nodes = part_of.iter().map(|&(part, place)| {
        let rect = inner[part][place];
        Rect {
            center: Point::new(
                outer[part].center.x + rect.center.x,
                outer[part].center.y + rect.center.y,
            ),
            ..rect
        }
    });
    let titled = outer.iter().zip(groups).map(|(&rect, group)| {
        let title = Rect {
            center: Point::new(
                rect.center.x - rect.size.x / 2.0 + PADDING + group.label.x / 2.0,
                rect.center.y - rect.size.y / 2.0 + (PADDING + group.label.y) / 2.0,
            ),
            size: group.label,
        };
        (rect, title)
    });
    (nodes.collect(), titled.collect())
}

/// The upper left and the lower right corner of all boxes.
fn corners(boxes: &[Rect]) -> (Point, Point) {
    let ends = boxes.iter().flat_map(|Rect { center, size }| {
        [-0.5, 0.5].map(|part| Point::new(center.x + part * size.x, center.y + part * size.y))
    });
    bounds(&ends.collect::<Vec<_>>())
}

/// Where the forces take nodes of these sizes, the two of each pair being tied.
fn pulled(sizes: &[Point], pairs: &[(usize, usize)]) -> Vec<Point> {
    let count = sizes.len();
    if count == 0 {
        return Vec::new();
    }
    let mean = sizes.iter().map(|size| size.x).sum::<f64>() / count as f64;
    let ideal = 40.0 + mean * 0.75;
    let span = ideal * (count as f64).sqrt();
    let mut random = Random(SEED);
    let mut at: Vec<Point> = (0..count)
        .map(|_| Point::new(random.next() * span, random.next() * span))
        .collect();
    let mut mass = vec![1.0; count];
    for &(a, b) in pairs {
        mass[a] += 0.3;
        mass[b] += 0.3;
    }
    let rounds = if count > 600 { 160 } else { 400 };
    for round in 0..rounds {
        let heat = ideal * (1.0 - round as f64 / rounds as f64) + 0.5;
        let tree = Tree::new(&at, &mass);
        let mut force: Vec<Point> = (0..count)
            .map(|node| tree.push(at[node], ideal * ideal * mass[node]))
            .collect();
        let mut pull = |node: usize, away: Point, strength: f64| {
            force[node].x -= away.x * strength;
            force[node].y -= away.y * strength;
        };
        for &(a, b) in pairs {
            let away = at[a].minus(at[b]);
            let strength = away.length() / ideal;
            pull(a, away, strength);
            pull(b, away, -strength);
        }
        let middle = center(at.iter());
        for (node, &point) in at.iter().enumerate() {
            pull(node, point.minus(middle), 0.25 * mass[node]);
        }
        for (point, force) in at.iter_mut().zip(&force) {
            let length = force.length();
            if length > 0.0 {
                let step = length.min(heat) / length;
                point.x += force.x * step;
                point.y += force.y * step;
            }
        }
    }
    at
}

/// The places scaled to a ground that is so many times as large as the boxes with some room around them, and wider than
/// high, as names and pages are.
fn fitted(at: &[Point], sizes: &[Point], room: f64) -> Vec<Point> {
    let (low, high) = bounds(at);
    let spread = Point::new((high.x - low.x).max(1.0) * 1.35, (high.y - low.y).max(1.0) * 0.85);
    let boxes: f64 = sizes.iter().map(|size| (size.x + 40.0) * (size.y + 50.0)).sum();
    let scale = (boxes * room / (spread.x * spread.y)).sqrt().min(STRETCH);
    at.iter()
        .map(|point| Point::new(point.x * 1.35 * scale, point.y * 0.85 * scale))
        .collect()
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

fn center<'p>(points: impl ExactSizeIterator<Item = &'p Point>) -> Point {
    let count = points.len().max(1) as f64;
    let sum = points.fold(Point::default(), |sum, point| {
        Point::new(sum.x + point.x, sum.y + point.y)
    });
    Point::new(sum.x / count, sum.y / count)
}

/// Moves boxes that overlap apart, along the shorter way.
fn push_apart(nodes: &mut [Rect], gap: f64) {
    for _ in 0..600 {
        let mut order: Vec<usize> = (0..nodes.len()).collect();
        let left = |rect: &Rect| rect.center.x - rect.size.x / 2.0;
        order.sort_by(|&a, &b| left(&nodes[a]).total_cmp(&left(&nodes[b])).then(a.cmp(&b)));
        let mut moved = false;
        for first in 0..order.len() {
            for second in first + 1..order.len() {
                let (a, b) = (order[first], order[second]);
                if left(&nodes[b]) > nodes[a].center.x + nodes[a].size.x / 2.0 + gap {
                    break;
                }
                if !nodes[a].meets(&nodes[b], gap) {
                    continue;
                }
                moved = true;
                let away = nodes[b].center.minus(nodes[a].center);
                let x = (nodes[a].size.x + nodes[b].size.x) / 2.0 + gap - away.x.abs();
                let y = (nodes[a].size.y + nodes[b].size.y) / 2.0 + gap - away.y.abs();
                let (x, y) = if x < y {
                    (x / 2.0 + 0.05, 0.0)
                } else {
                    (0.0, y / 2.0 + 0.05)
                };
                let (x, y) = (
                    if away.x < 0.0 { -x } else { x },
                    if away.y < 0.0 { -y } else { y },
                );
                nodes[a].center = Point::new(nodes[a].center.x - x, nodes[a].center.y - y);
                nodes[b].center = Point::new(nodes[b].center.x + x, nodes[b].center.y + y);
            }
        }
        if !moved {
            break;
        }
    }
}

/// Curves between the boxes, parallel ones bent apart, and labels where there is room.
fn routes(nodes: &[Rect], titles: impl Iterator<Item = Rect>, links: &[Link]) -> Vec<Route> {
    let mut parallel: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (number, link) in links.iter().enumerate() {
        let pair = (link.source.min(link.target), link.source.max(link.target));
        parallel.entry(pair).or_default().push(number);
    }
    let mut routes = vec![Route::default(); links.len()];
    let mut middles: Vec<Vec<Point>> = vec![Vec::new(); links.len()];
    for (&(a, b), numbers) in &parallel {
        for (at, &number) in numbers.iter().enumerate() {
            if a == b {
                routes[number] = Route::around(&nodes[a]);
                let top = nodes[a].center.y - nodes[a].size.y / 2.0 - 40.0;
                middles[number] = vec![Point::new(
                    nodes[a].center.x + nodes[a].size.x / 2.0,
                    top - 14.0 * at as f64,
                )];
                continue;
            }
            let bend = (at as f64 - (numbers.len() - 1) as f64 / 2.0) * BEND;
            let (from, to) = (nodes[a], nodes[b]);
            let way = to.center.minus(from.center);
            let length = way.length().max(1.0);
            let middle = from.center.between(to.center, 0.5);
            let control = Point::new(middle.x - way.y / length * bend, middle.y + way.x / length * bend);
            let at = |t: f64| {
                let (p, q) = (from.center.between(control, t), control.between(to.center, t));
                p.between(q, t)
            };
            let (first, last) = (
                leaving(|t| from.holds(at(t))),
                1.0 - leaving(|t| to.holds(at(1.0 - t))),
            );
            let (first, last) = if first < last { (first, last) } else { (0.0, 1.0) };
            let part = Route::part(from.center, control, to.center, first, last);
            routes[number] = if links[number].source == a {
                part
            } else {
                part.reversed()
            };
            let places = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].iter();
            middles[number] = places.map(|part| at(first + (last - first) * part)).collect();
        }
    }
    let taken = nodes.iter().copied().chain(titles);
    label(taken, links, &middles, &mut routes);
    routes
}

/// The parameter at which a curve that begins inside leaves, by bisection.
fn leaving(inside: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        if inside(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// Puts labels, the weightiest first, where nothing else is.
fn label(boxes: impl Iterator<Item = Rect>, links: &[Link], places: &[Vec<Point>], routes: &mut [Route]) {
    let mut taken = Taken::default();
    boxes.for_each(|rect| taken.add(rect));
    let mut order: Vec<usize> = (0..links.len()).collect();
    order.sort_by_key(|&number| std::cmp::Reverse(links[number].weight)); // stable
    for number in order {
        let size = links[number].label;
        let mut rects = places[number].iter().map(|&center| Rect { center, size });
        if let Some(rect) = rects.find(|rect| taken.free(rect)) {
            taken.add(rect);
            routes[number].label = Some(rect);
        }
    }
}

/// Rectangles by the cells of a grid that they touch.
#[derive(Default)]
struct Taken(BTreeMap<(i64, i64), Vec<Rect>>);

impl Taken {
    const CELL: f64 = 120.0;

    fn cells(rect: &Rect) -> impl Iterator<Item = (i64, i64)> {
        let range = |center: f64, size: f64| {
            let side = |offset: f64| ((center + offset) / Self::CELL).floor() as i64;
            side(-size / 2.0 - 4.0)..=side(size / 2.0 + 4.0)
        };
        let rows = range(rect.center.y, rect.size.y);
        range(rect.center.x, rect.size.x).flat_map(move |x| rows.clone().map(move |y| (x, y)))
    }

    fn add(&mut self, rect: Rect) {
        for cell in Self::cells(&rect) {
            self.0.entry(cell).or_default().push(rect);
        }
    }

    fn free(&self, rect: &Rect) -> bool {
        let mut near = Self::cells(rect).filter_map(|cell| self.0.get(&cell)).flatten();
        !near.any(|other| other.meets(rect, 2.0))
    }
}

/// SplitMix64: numbers from 0 to 1.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// A quadtree of bodies.
struct Tree {
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
    fn new(at: &[Point], mass: &[f64]) -> Self {
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
    fn push(&self, point: Point, strength: f64) -> Point {
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

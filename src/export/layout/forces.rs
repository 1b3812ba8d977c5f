//! Force-directed drawing after Fruchterman and Reingold (1991): nodes push each other away, links pull. Then boxes that
//! overlap are pushed apart, links run as curves between them, and labels go where there is room. The beginning is drawn
//! from a fixed seed.

use std::collections::BTreeMap;

use super::tree::Tree;
use super::{Group, Link, Placed, Point, Rect, Route, bounds, parts};

/// How far parallel links are bent apart.
const BEND: f64 = 40.0;
/// How far the links of a pair may be bent together, so that they pass by the boxes between the two.
const DETOURS: [f64; 11] = [
    0.0, 60.0, -60.0, 120.0, -120.0, 180.0, -180.0, 260.0, -260.0, 360.0, -360.0,
];
/// A box is passed by at this distance where that is possible.
const CLEAR: f64 = 5.0;
/// A few nodes are not spread further than this many times the distance that forces give them.
const STRETCH: f64 = 1.7;
const SEED: u64 = 0x1e6a_7104;

pub(super) fn place(sizes: &[Point], links: &[Link], groups: &[Group]) -> Placed {
    let pairs: Vec<(usize, usize)> = links.iter().map(|link| (link.source, link.target)).collect();
    let (nodes, groups) = parts::grouped(sizes, &pairs, groups);
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
pub(super) fn spread(sizes: &[Point], pairs: &[(usize, usize)], room: f64, gap: f64) -> Vec<Rect> {
    // links of one pair count once, or hubs would fall together
    let pairs = pairs.iter().filter(|(a, b)| a != b);
    let mut pairs: Vec<(usize, usize)> = pairs.map(|&(a, b)| (a.min(b), a.max(b))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let centers = fitted(&pulled(sizes, &pairs), sizes, room);
    let boxes = centers.into_iter().zip(sizes);
    let mut boxes: Vec<Rect> = boxes.map(|(center, &size)| Rect { center, size }).collect();
    push_apart(&mut boxes, gap);
    boxes
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
    let mut boxes = Taken::default();
    nodes.iter().for_each(|&rect| boxes.add(rect));
    let mut routes = vec![Route::default(); links.len()];
    let mut middles: Vec<Vec<Point>> = vec![Vec::new(); links.len()];
    for (&(a, b), numbers) in &parallel {
        let spread = |at: usize| (at as f64 - (numbers.len() - 1) as f64 / 2.0) * BEND;
        let detour = detour(&boxes, [&nodes[a], &nodes[b]], || (0..numbers.len()).map(spread));
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
            let (from, to) = (nodes[a], nodes[b]);
            let control = control(from.center, to.center, spread(at) + detour);
            let at = |t: f64| on_curve(from.center, control, to.center, t);
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

/// The control point of the quadratic curve between two points that is bent so far to the side.
fn control(from: Point, to: Point, bend: f64) -> Point {
    let way = to.minus(from);
    let length = way.length().max(1.0);
    let middle = from.between(to, 0.5);
    Point::new(middle.x - way.y / length * bend, middle.y + way.x / length * bend)
}

fn on_curve(from: Point, control: Point, to: Point, t: f64) -> Point {
    let (p, q) = (from.between(control, t), control.between(to, t));
    p.between(q, t)
}

/// How far the links of two boxes are to be bent, each besides its own bend, so that as little of them as can be lies
/// below other boxes; the least of several such.
fn detour<B: Iterator<Item = f64>>(boxes: &Taken, [from, to]: [&Rect; 2], bends: impl Fn() -> B) -> f64 {
    let (start, end) = (from.center, to.center);
    let points = ((end.minus(start).length() / 12.0) as usize).clamp(8, 160);
    let below = |detour: &f64| {
        let hidden = |bend: f64| {
            let control = control(start, end, bend + detour);
            let at = |point: usize| on_curve(start, control, end, point as f64 / points as f64);
            let below = |point: &usize| boxes.hold(at(*point), CLEAR, [from, to]);
            (1..points).filter(below).count()
        };
        bends().map(hidden).sum::<usize>()
    };
    let mut best = (usize::MAX, 0.0);
    for detour in DETOURS {
        let below = below(&detour);
        if below < best.0 {
            best = (below, detour);
        }
        if below == 0 {
            break;
        }
    }
    best.1
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

    /// Whether a point is in one of them, or as close, but for two.
    fn hold(&self, point: Point, close: f64, but: [&Rect; 2]) -> bool {
        let point = Rect {
            center: point,
            size: Point::default(),
        };
        let mut near = Self::cells(&point).filter_map(|cell| self.0.get(&cell)).flatten();
        near.any(|rect| rect.meets(&point, close) && !but.contains(&rect))
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

//! Parts of a drawing that are placed by themselves and are boxes among each other then: groups, so that nobody else lies
//! in one, and what nothing connects, so that it does not drift apart.

use std::collections::BTreeMap;

use super::forces::spread;
use super::{Group, Point, Rect, bounds};

/// Between two boxes.
const GAP: f64 = 16.0;
/// Between two parts that nothing connects.
const PART_GAP: f64 = 40.0;
/// Between two groups, for the labels of what runs between them.
const GROUP_GAP: f64 = 56.0;
/// Between a group's border and its boxes.
const PADDING: f64 = 14.0;
/// How many times larger than its boxes a drawing is, and a group in it.
const ROOM: f64 = 3.5;
const INNER_ROOM: f64 = 2.4;
/// Groups begin in less room than they need, for pushing them apart packs them more closely than forces would.
const GROUP_ROOM: f64 = 0.45;
/// How much wider than high unconnected parts stand together.
const WIDER: f64 = 1.6;

/// Two nodes that are tied.
type Pair = (usize, usize);

/// Boxes around a centre of their own.
struct Part {
    nodes: Vec<usize>,
    boxes: Vec<Rect>,
    size: Point,
}

impl Part {
    /// Boxes with so much room around them, and above them.
    fn new(nodes: Vec<usize>, mut boxes: Vec<Rect>, padding: f64, label: Point) -> Self {
        let ends = boxes.iter().flat_map(|Rect { center, size }| {
            [-0.5, 0.5].map(|part| Point::new(center.x + part * size.x, center.y + part * size.y))
        });
        let (low, high) = bounds(&ends.collect::<Vec<_>>());
        let size = Point::new(
            (high.x - low.x).max(label.x) + 2.0 * padding,
            high.y - low.y + 2.0 * padding + label.y,
        );
        let middle = Point::new(
            low.x - padding + size.x / 2.0,
            low.y - padding - label.y + size.y / 2.0,
        );
        boxes
            .iter_mut()
            .for_each(|rect| rect.center = rect.center.minus(middle));
        Self { nodes, boxes, size }
    }
}

/// The boxes of all nodes, and each group's with that of its title.
pub(super) fn grouped(sizes: &[Point], pairs: &[Pair], groups: &[Group]) -> (Vec<Rect>, Vec<(Rect, Rect)>) {
    if groups.is_empty() {
        return (connected(sizes, pairs, ROOM), Vec::new());
    }
    // who is in no group is one by itself
    let mut members: Vec<Vec<usize>> = groups.iter().map(|group| group.nodes.clone()).collect();
    let mut alone = vec![true; sizes.len()];
    members.iter().flatten().for_each(|&node| alone[node] = false);
    members.extend(
        (0..sizes.len())
            .filter(|&node| alone[node])
            .map(|node| vec![node]),
    );
    let (part_of, inner) = divided(sizes.len(), &members, pairs);
    let parts: Vec<Part> = members
        .into_iter()
        .enumerate()
        .map(|(number, nodes)| {
            let own: Vec<Point> = nodes.iter().map(|&node| sizes[node]).collect();
            let boxes = connected(&own, &inner[number], INNER_ROOM);
            match groups.get(number) {
                Some(group) => Part::new(nodes, boxes, PADDING, group.label),
                None => Part::new(nodes, boxes, 0.0, Point::default()),
            }
        })
        .collect();
    let between: Vec<Pair> = pairs.iter().map(|&(a, b)| (part_of[a], part_of[b])).collect();
    let outer: Vec<Point> = parts.iter().map(|part| part.size).collect();
    let outer = spread(&outer, &between, GROUP_ROOM, GROUP_GAP);
    let titled = outer.iter().zip(groups).map(|(&rect, group)| {
        let center = Point::new(
            rect.center.x - rect.size.x / 2.0 + PADDING + group.label.x / 2.0,
            rect.center.y - rect.size.y / 2.0 + (PADDING + group.label.y) / 2.0,
        );
        let size = group.label;
        (rect, Rect { center, size })
    });
    let titled = titled.collect();
    let places = outer.iter().map(|rect| rect.center);
    (composed(sizes.len(), &parts, places), titled)
}

/// The boxes of all nodes; parts that nothing connects stand in rows, the largest first.
fn connected(sizes: &[Point], pairs: &[Pair], room: f64) -> Vec<Rect> {
    let members = components(sizes.len(), pairs.iter().copied());
    if members.len() < 2 {
        return spread(sizes, pairs, room, GAP);
    }
    let (_, inner) = divided(sizes.len(), &members, pairs);
    let mut parts: Vec<Part> = members
        .into_iter()
        .zip(inner)
        .map(|(nodes, pairs)| {
            let own: Vec<Point> = nodes.iter().map(|&node| sizes[node]).collect();
            let boxes = spread(&own, &pairs, room, GAP);
            Part::new(nodes, boxes, 0.0, Point::default())
        })
        .collect();
    parts.sort_by(|a, b| (b.size.x * b.size.y).total_cmp(&(a.size.x * a.size.y))); // stable
    let area: f64 = parts.iter().map(|part| part.size.x * part.size.y).sum();
    let widest = parts.iter().map(|part| part.size.x).fold(0.0, f64::max);
    let width = widest.max((area * WIDER).sqrt());
    let (mut corner, mut row) = (Point::default(), 0.0);
    let mut places = Vec::with_capacity(parts.len());
    for part in &parts {
        if corner.x > 0.0 && corner.x + part.size.x > width {
            corner = Point::new(0.0, corner.y + row + PART_GAP);
            row = 0.0;
        }
        places.push(Point::new(
            corner.x + part.size.x / 2.0,
            corner.y + part.size.y / 2.0,
        ));
        corner.x += part.size.x + PART_GAP;
        row = f64::max(row, part.size.y);
    }
    composed(sizes.len(), &parts, places.into_iter())
}

/// Which part each node is in, and the pairs within each part by their places in it.
fn divided(count: usize, members: &[Vec<usize>], pairs: &[Pair]) -> (Vec<usize>, Vec<Vec<Pair>>) {
    let (mut part_of, mut place) = (vec![0; count], vec![0; count]);
    for (number, nodes) in members.iter().enumerate() {
        for (at, &node) in nodes.iter().enumerate() {
            (part_of[node], place[node]) = (number, at);
        }
    }
    let mut inner = vec![Vec::new(); members.len()];
    for &(a, b) in pairs.iter().filter(|(a, b)| part_of[*a] == part_of[*b]) {
        inner[part_of[a]].push((place[a], place[b]));
    }
    (part_of, inner)
}

/// The boxes of all nodes, when the centres of their parts are known.
fn composed(count: usize, parts: &[Part], places: impl Iterator<Item = Point>) -> Vec<Rect> {
    let mut nodes = vec![Rect::default(); count];
    for (part, place) in parts.iter().zip(places) {
        for (&node, rect) in part.nodes.iter().zip(&part.boxes) {
            nodes[node] = Rect {
                center: Point::new(place.x + rect.center.x, place.y + rect.center.y),
                size: rect.size,
            };
        }
    }
    nodes
}

/// The nodes of each connected part, in their order.
pub(super) fn components(count: usize, pairs: impl Iterator<Item = Pair>) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..count).collect();
    fn find(root: &mut [usize], mut at: usize) -> usize {
        while root[at] != at {
            root[at] = root[root[at]];
            at = root[at];
        }
        at
    }
    for (a, b) in pairs {
        let (a, b) = (find(&mut root, a), find(&mut root, b));
        root[a.max(b)] = a.min(b);
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for node in 0..count {
        parts.entry(find(&mut root, node)).or_default().push(node);
    }
    parts.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Group, Point};
    use super::{components, grouped};

    #[test]
    fn nobody_else_lies_in_a_group() {
        assert_eq!(
            components(5, [(3, 1), (4, 2), (1, 3)].into_iter()),
            [vec![0], vec![1, 3], vec![2, 4]]
        );
        let sizes = vec![Point::new(100.0, 30.0); 30];
        let pairs: Vec<(usize, usize)> = (0..30).map(|node| (node, (node * 7 + 3) % 30)).collect();
        let label = Point::new(400.0, 12.0);
        let groups: Vec<Group> = (0..3)
            .map(|number| Group {
                nodes: (0..27).filter(|node| node % 3 == number).collect(),
                label,
            })
            .collect();
        let (nodes, boxes) = grouped(&sizes, &pairs, &groups);
        assert_eq!((nodes.len(), boxes.len()), (30, 3));
        for ((rect, title), group) in boxes.iter().zip(&groups) {
            assert!(rect.size.x > label.x && rect.holds(title.center));
            for (node, place) in nodes.iter().enumerate() {
                assert_eq!(rect.meets(place, 0.0), group.nodes.contains(&node), "{node}");
                assert!(!title.meets(place, 0.0), "{node}");
            }
        }
    }
}

//! Layered drawing from left to right, after Sugiyama, Tagawa and Toda (1981): make it acyclic, give each node a
//! layer, order the layers so that few edges cross, then straighten. Labels are vertices of layers of their own
//! between the nodes' layers, so nothing ever lies on them.

use std::collections::BTreeMap;

use super::parts::components;
use super::{Link, Placed, Point, Rect, Route};

/// Between two boxes of a layer.
const GAP: f64 = 14.0;
/// Between two layers.
const LAYER_GAP: f64 = 34.0;
/// Between two parts of the graph that nothing connects.
const PART_GAP: f64 = 36.0;
const ORDERINGS: usize = 24;
const STRAIGHTENINGS: usize = 60;

pub(super) fn place(sizes: &[Point], links: &[Link]) -> Placed {
    let mut placed = Placed {
        size: Point::default(),
        nodes: sizes
            .iter()
            .map(|&size| Rect {
                size,
                ..Rect::default()
            })
            .collect(),
        links: vec![Route::default(); links.len()],
        groups: Vec::new(),
    };
    // each part by itself, below one another, the largest first; small ones share a row
    let mut parts: Vec<Part> = parts(sizes.len(), links)
        .into_iter()
        .map(|(nodes, links_of)| Part::new(nodes, links_of, sizes, links))
        .collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.vertices.len())); // stable
    let width = parts.iter().map(|part| part.size.x).fold(0.0, f64::max);
    let (mut corner, mut row) = (Point::default(), 0.0);
    for part in &parts {
        if corner.x > 0.0 && corner.x + part.size.x > width {
            corner = Point::new(0.0, corner.y + row + PART_GAP);
            row = 0.0;
        }
        part.put(corner, links, &mut placed);
        corner.x += part.size.x + PART_GAP;
        row = f64::max(row, part.size.y);
    }
    placed
}

/// Connected parts: their nodes and links.
fn parts(count: usize, links: &[Link]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let members = components(count, links.iter().map(|link| (link.source, link.target)));
    let mut part_of = vec![0; count];
    for (number, nodes) in members.iter().enumerate() {
        nodes.iter().for_each(|&node| part_of[node] = number);
    }
    let mut parts: Vec<(Vec<usize>, Vec<usize>)> =
        members.into_iter().map(|nodes| (nodes, Vec::new())).collect();
    for (number, link) in links.iter().enumerate() {
        parts[part_of[link.source]].1.push(number);
    }
    parts
}

/// A box or a bend in a layer.
struct Vertex {
    /// With the room that loops take.
    size: Point,
    layer: usize,
    y: f64,
    /// Neighbours in the layer before and after, with how much they pull.
    before: Vec<(usize, f64)>,
    after: Vec<(usize, f64)>,
}

/// A connected part of the graph. The first vertices are its nodes, in order.
struct Part {
    nodes: Vec<usize>,
    vertices: Vec<Vertex>,
    layers: Vec<Vec<usize>>,
    /// Left and right side of each layer.
    sides: Vec<(f64, f64)>,
    /// For each link its number, the vertices on its way, which of them is its label, and whether it runs backwards.
    ways: Vec<(usize, Vec<usize>, usize, bool)>,
    /// Links from a node to itself.
    loops: Vec<usize>,
    size: Point,
}

impl Part {
    fn new(nodes: Vec<usize>, links_of: Vec<usize>, sizes: &[Point], links: &[Link]) -> Self {
        let local: BTreeMap<usize, usize> = nodes.iter().enumerate().map(|(i, &node)| (node, i)).collect();
        let (loops, others): (Vec<usize>, Vec<usize>) = links_of
            .into_iter()
            .partition(|&link| links[link].source == links[link].target);
        let ends: Vec<(usize, usize)> = others
            .iter()
            .map(|&link| (local[&links[link].source], local[&links[link].target]))
            .collect();
        let position = sequence(nodes.len(), &ends);
        let forward: Vec<(usize, usize)> = ends
            .iter()
            .map(|&(a, b)| if position[a] < position[b] { (a, b) } else { (b, a) })
            .collect();
        let ranks = ranks(nodes.len(), &forward, &position);
        let mut part = Self {
            vertices: nodes
                .iter()
                .zip(&ranks)
                .map(|(&node, rank)| Vertex::new(sizes[node], 2 * rank))
                .collect(),
            nodes,
            layers: Vec::new(),
            sides: Vec::new(),
            ways: Vec::new(),
            loops,
            size: Point::default(),
        };
        for &link in &part.loops {
            let vertex = &mut part.vertices[local[&links[link].source]];
            vertex.size.x += links[link].label.x;
            vertex.size.y += 2.0 * (links[link].label.y + 44.0);
        }
        for ((&link, &(a, b)), &(from, _)) in others.iter().zip(&forward).zip(&ends) {
            part.thread(link, a, b, from != a, links[link].label);
        }
        part.order();
        part.straighten();
        part.measure();
        part
    }

    /// Leads a link from node `a` to node `b` through the layers between them.
    fn thread(&mut self, link: usize, a: usize, b: usize, backwards: bool, label: Point) {
        let (first, last) = (self.vertices[a].layer, self.vertices[b].layer);
        let middle = (first + last) / 2;
        let middle = if middle % 2 == 1 { middle } else { middle - 1 };
        let mut way = vec![a];
        for layer in first + 1..last {
            way.push(self.vertices.len());
            let size = if layer == middle { label } else { Point::default() };
            self.vertices.push(Vertex::new(size, layer));
        }
        way.push(b);
        for pair in way.windows(2) {
            let bends = pair.iter().filter(|&&vertex| vertex >= self.nodes.len()).count();
            let pull = [1.0, 2.0, 6.0][bends];
            self.vertices[pair[0]].after.push((pair[1], pull));
            self.vertices[pair[1]].before.push((pair[0], pull));
        }
        let label_at = middle - first;
        self.ways.push((link, way, label_at, backwards));
    }

    /// Orders the vertices of each layer: sweeps by barycentre, then swaps of neighbours; the best order stays.
    fn order(&mut self) {
        let count = self
            .vertices
            .iter()
            .map(|vertex| vertex.layer + 1)
            .max()
            .unwrap_or_default();
        self.layers = vec![Vec::new(); count];
        let mut seen = vec![false; self.vertices.len()];
        // in the order of a walk, for neighbours to begin side by side
        for start in 0..self.vertices.len() {
            let mut stack = vec![start];
            while let Some(vertex) = stack.pop() {
                if std::mem::replace(&mut seen[vertex], true) {
                    continue;
                }
                self.layers[self.vertices[vertex].layer].push(vertex);
                let around = self.vertices[vertex]
                    .before
                    .iter()
                    .chain(&self.vertices[vertex].after);
                stack.extend(around.map(|(other, _)| *other).filter(|&other| !seen[other]));
            }
        }
        let mut best = (self.crossings(), self.layers.clone());
        for sweep in 0..ORDERINGS {
            let downwards = sweep % 2 == 0;
            let numbers: Vec<usize> = if downwards {
                (1..count).collect()
            } else {
                (0..count.saturating_sub(1)).rev().collect()
            };
            for layer in numbers {
                self.sort(layer, downwards);
            }
            self.swap_neighbours();
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.layers.clone());
            }
        }
        self.layers = best.1;
    }

    fn places(&self, layer: usize) -> BTreeMap<usize, usize> {
        self.layers[layer]
            .iter()
            .enumerate()
            .map(|(at, &vertex)| (vertex, at))
            .collect()
    }

    fn sort(&mut self, layer: usize, by_before: bool) {
        let other = if by_before { layer - 1 } else { layer + 1 };
        let places = self.places(other);
        let mut keyed: Vec<(f64, usize)> = Vec::new();
        for (at, &vertex) in self.layers[layer].iter().enumerate() {
            let near = self.vertices[vertex].near(by_before);
            let sum: usize = near.iter().map(|(other, _)| places[other]).sum();
            let key = if near.is_empty() {
                at as f64
            } else {
                sum as f64 / near.len() as f64
            };
            keyed.push((key, vertex));
        }
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0)); // stable
        self.layers[layer] = keyed.into_iter().map(|(_, vertex)| vertex).collect();
    }

    /// Swaps neighbours wherever that saves crossings.
    fn swap_neighbours(&mut self) {
        for layer in 0..self.layers.len() {
            let places: Vec<BTreeMap<usize, usize>> = [layer.checked_sub(1), Some(layer + 1)]
                .map(|other| {
                    other
                        .filter(|&other| other < self.layers.len())
                        .map(|other| self.places(other))
                })
                .into_iter()
                .map(Option::unwrap_or_default)
                .collect();
            let crossing = |a: usize, b: usize| {
                let mut count = 0;
                for (side, places) in places.iter().enumerate() {
                    for (x, _) in self.vertices[a].near(side == 0) {
                        let y = self.vertices[b].near(side == 0).iter();
                        count += y.filter(|(y, _)| places[x] > places[y]).count();
                    }
                }
                count
            };
            let mut order = self.layers[layer].clone();
            for at in 1..order.len() {
                if crossing(order[at - 1], order[at]) > crossing(order[at], order[at - 1]) {
                    order.swap(at - 1, at);
                }
            }
            self.layers[layer] = order;
        }
    }

    fn crossings(&self) -> usize {
        let mut count = 0;
        for layer in 1..self.layers.len() {
            let places = self.places(layer - 1);
            let mut edges: Vec<usize> = Vec::new();
            for &vertex in &self.layers[layer] {
                let mut near: Vec<usize> = self.vertices[vertex]
                    .before
                    .iter()
                    .map(|(other, _)| places[other])
                    .collect();
                near.sort_unstable();
                count += near
                    .iter()
                    .map(|&at| edges.iter().filter(|&&other| other > at).count())
                    .sum::<usize>();
                edges.extend(near);
            }
        }
        count
    }

    /// Gives each vertex its height: as near to its neighbours as the order of its layer allows.
    fn straighten(&mut self) {
        for layer in 0..self.layers.len() {
            let mut y = 0.0;
            for &vertex in &self.layers[layer] {
                y += self.vertices[vertex].size.y / 2.0;
                self.vertices[vertex].y = y;
                y += self.vertices[vertex].size.y / 2.0 + GAP;
            }
        }
        for round in 0..STRAIGHTENINGS {
            let count = self.layers.len();
            for step in 0..count {
                let layer = if round % 2 == 0 { step } else { count - 1 - step };
                self.settle(layer);
            }
        }
    }

    /// Moves a layer's vertices to where their neighbours pull them: least squares under the order, by pooling
    /// adjacent violators.
    fn settle(&mut self, layer: usize) {
        let mut pools: Vec<(f64, f64, usize)> = Vec::new(); // mean, weight, members
        let mut offset = 0.0;
        let mut offsets = Vec::new();
        for (at, &vertex) in self.layers[layer].iter().enumerate() {
            let here = &self.vertices[vertex];
            if at > 0 {
                let above = &self.vertices[self.layers[layer][at - 1]];
                offset += (above.size.y + here.size.y) / 2.0 + GAP;
            }
            offsets.push(offset);
            let (mut sum, mut weight) = (0.0, 0.0);
            for &(other, pull) in here.before.iter().chain(&here.after) {
                sum += self.vertices[other].y * pull;
                weight += pull;
            }
            let (wish, weight) = if weight > 0.0 {
                (sum / weight, weight)
            } else {
                (here.y, 0.1)
            };
            let mut pool = (wish - offset, weight, 1);
            while let Some(&(mean, weight, members)) = pools.last() {
                if mean <= pool.0 {
                    break;
                }
                pools.pop();
                let sum = weight + pool.1;
                pool = ((mean * weight + pool.0 * pool.1) / sum, sum, members + pool.2);
            }
            pools.push(pool);
        }
        let means = pools
            .iter()
            .flat_map(|&(mean, _, members)| std::iter::repeat_n(mean, members));
        for ((&vertex, offset), mean) in self.layers[layer].iter().zip(&offsets).zip(means) {
            self.vertices[vertex].y = mean + offset;
        }
    }

    /// Finds the sides of the layers, and moves all so that the upper left corner is (0, 0).
    fn measure(&mut self) {
        let mut x = 0.0;
        for layer in &self.layers {
            let width = layer
                .iter()
                .map(|&vertex| self.vertices[vertex].size.x)
                .fold(0.0, f64::max);
            self.sides.push((x, x + width));
            x += width + LAYER_GAP;
        }
        let top = |vertex: &Vertex| vertex.y - vertex.size.y / 2.0;
        let least = self.vertices.iter().map(top).fold(f64::MAX, f64::min);
        for vertex in &mut self.vertices {
            vertex.y -= least;
        }
        let bottom = |vertex: &Vertex| vertex.y + vertex.size.y / 2.0;
        let most = self.vertices.iter().map(bottom).fold(0.0, f64::max);
        self.size = Point::new((x - LAYER_GAP).max(0.0), most);
    }

    /// Writes its places into the whole, with its upper left corner at `corner`.
    fn put(&self, corner: Point, links: &[Link], placed: &mut Placed) {
        for (&node, vertex) in self.nodes.iter().zip(&self.vertices) {
            let (left, right) = self.sides[vertex.layer];
            placed.nodes[node].center = Point::new(corner.x + (left + right) / 2.0, corner.y + vertex.y);
        }
        let ports = self.ports(placed);
        for (at, (link, way, label_at, backwards)) in self.ways.iter().enumerate() {
            let mut points = Vec::new();
            for (step, &vertex) in way.iter().enumerate() {
                let (left, right) = self.sides[self.vertices[vertex].layer];
                let (left, right, y) = (
                    corner.x + left,
                    corner.x + right,
                    corner.y + self.vertices[vertex].y,
                );
                if step == 0 || step + 1 == way.len() {
                    let node = placed.nodes[self.nodes[vertex]];
                    let side = if step == 0 { 0.5 } else { -0.5 };
                    let edge = node.center.x + side * node.size.x;
                    let y = node.center.y + ports[&(at, step > 0)];
                    let turn = if step == 0 { right } else { left };
                    // straight to the end of the layer, where there may be wider boxes
                    let mut ends = [Point::new(edge, y), Point::new(turn, y)];
                    if step > 0 {
                        ends.reverse();
                    }
                    points.extend(ends);
                } else {
                    points.extend([Point::new(left, y), Point::new(right, y)]);
                }
            }
            // a box as wide as its layer has no way to the layer's end, and a way of no length no direction
            points.dedup_by(|a, b| a.minus(*b).length() < 0.5);
            let mut route = Route::through(&points);
            if *backwards {
                route = route.reversed();
            }
            let vertex = &self.vertices[way[*label_at]];
            let (left, right) = self.sides[vertex.layer];
            route.label = Some(Rect {
                center: Point::new(corner.x + (left + right) / 2.0, corner.y + vertex.y),
                size: links[*link].label,
            });
            placed.links[*link] = route;
        }
        let mut above: BTreeMap<usize, f64> = BTreeMap::new();
        for &link in &self.loops {
            let node = placed.nodes[links[link].source];
            let height = above.entry(links[link].source).or_insert(38.0);
            let mut route = Route::around(&node);
            let size = links[link].label;
            route.label = Some(Rect {
                center: Point::new(
                    node.center.x + node.size.x / 2.0,
                    node.center.y - node.size.y / 2.0 - *height - size.y / 2.0,
                ),
                size,
            });
            *height += size.y + 4.0;
            placed.links[link] = route;
        }
    }

    /// How far from a node's middle each way begins (false) and ends (true): spread over its side, in the order of
    /// where they lead.
    fn ports(&self, placed: &Placed) -> BTreeMap<(usize, bool), f64> {
        let mut sides: BTreeMap<(usize, bool), Vec<(f64, usize)>> = BTreeMap::new();
        for (at, (_, way, _, _)) in self.ways.iter().enumerate() {
            let (first, last) = (way[0], way[way.len() - 1]);
            let (next, previous) = (way[1], way[way.len() - 2]);
            sides
                .entry((first, false))
                .or_default()
                .push((self.vertices[next].y, at));
            sides
                .entry((last, true))
                .or_default()
                .push((self.vertices[previous].y, at));
        }
        let mut ports = BTreeMap::new();
        for ((vertex, end), mut ways) in sides {
            ways.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let room = placed.nodes[self.nodes[vertex]].size.y * 0.7;
            let step = (room / ways.len() as f64).min(11.0);
            for (number, (_, at)) in ways.iter().enumerate() {
                ports.insert((*at, end), (number as f64 - (ways.len() - 1) as f64 / 2.0) * step);
            }
        }
        ports
    }
}

impl Vertex {
    fn new(size: Point, layer: usize) -> Self {
        Self {
            size,
            layer,
            y: 0.0,
            before: Vec::new(),
            after: Vec::new(),
        }
    }

    fn near(&self, before: bool) -> &[(usize, f64)] {
        if before { &self.before } else { &self.after }
    }
}

/// A place in a row for each node so that few links run backwards, after Eades, Lin and Smyth (1993): sinks to the
/// end, sources to the front, else whoever sends most more than it receives.
fn sequence(count: usize, links: &[(usize, usize)]) -> Vec<usize> {
    let mut degrees = vec![(0i64, 0i64); count]; // out, in
    for &(a, b) in links {
        degrees[a].0 += 1;
        degrees[b].1 += 1;
    }
    let mut left: Vec<bool> = vec![true; count];
    let mut position = vec![0; count];
    let (mut front, mut back) = (0, count);
    for _ in 0..count {
        let standing = || (0..count).filter(|&node| left[node]);
        let sink = standing().find(|&node| degrees[node].0 == 0 && degrees[node].1 > 0);
        // the first of equals
        let source = standing().max_by_key(|&node| {
            let (outgoing, incoming) = degrees[node];
            (incoming == 0, outgoing - incoming, std::cmp::Reverse(node))
        });
        let Some(node) = sink.or(source) else { break };
        if sink.is_some() {
            back -= 1;
            position[node] = back;
        } else {
            position[node] = front;
            front += 1;
        }
        left[node] = false;
        for &(a, b) in links {
            if a == node {
                degrees[b].1 -= 1;
            }
            if b == node {
                degrees[a].0 -= 1;
            }
        }
    }
    position
}

/// A layer for each node: the longest way to it, then nearer to whom it has more links with.
fn ranks(count: usize, forward: &[(usize, usize)], position: &[usize]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&node| position[node]);
    let mut ranks = vec![0; count];
    for &node in &order {
        for &(a, b) in forward.iter().filter(|(a, _)| *a == node) {
            ranks[b] = ranks[b].max(ranks[a] + 1);
        }
    }
    for _ in 0..4 {
        for &node in order.iter().rev() {
            let before = forward
                .iter()
                .filter(|(_, b)| *b == node)
                .map(|(a, _)| ranks[*a] + 1);
            let after = forward
                .iter()
                .filter(|(a, _)| *a == node)
                .map(|(_, b)| ranks[*b] - 1);
            let (incoming, outgoing) = (before.clone().count(), after.clone().count());
            if outgoing > incoming {
                ranks[node] = after.min().unwrap_or(ranks[node]);
            } else if incoming > outgoing {
                ranks[node] = before.max().unwrap_or(ranks[node]);
            }
        }
    }
    let least = ranks.iter().copied().min().unwrap_or_default();
    ranks.into_iter().map(|rank| rank - least).collect()
}

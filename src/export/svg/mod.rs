//! SVG of our own: places from `layout`, text measured by `font`, colours from `style`. No Graphviz, no script, no
//! reference to anything outside the file; every element that stands for something has a stable id and a title.

mod frame;
mod legend;
mod shape;

use std::fmt::Write as _;

use super::font::{Weight, width};
use super::layout::{Group, Link, Placed, Point, Rect, Route, place};
use super::picture::{Edge, Layout, Node, Picture};
use super::style::Family;
use super::words::wrapped;
use super::xml::escaped;
pub(super) use frame::{Body, Frame, SMALL, bare, style};
pub(super) use legend::{Item, items, laid_out, marks};
pub(super) use shape::n;
use shape::tip;

/// Above so many nodes, names stand without captions and labels without notes.
const CROWD: usize = 60;
/// Above so many edges, forces find the places.
const MANY: usize = 60;
/// How high a box becomes at most, for its ties to have room.
const MOST_HEIGHT: f64 = 160.0;
const NAME: f64 = 13.0;
const CAPTION: f64 = 10.0;
const HEAD: f64 = 10.5;
const NOTE: f64 = 9.5;
/// Line widths by strength.
const WIDTHS: [f64; 5] = [1.4, 2.0, 2.8, 3.6, 4.6];

pub(super) fn write(picture: &Picture<'_>) -> Vec<u8> {
    svg(picture).into_bytes()
}

/// The drawing as a text, without an XML declaration.
pub(super) fn svg(picture: &Picture<'_>) -> String {
    let frame = Frame {
        name: "network",
        title: &picture.title,
        summary: &picture.summary,
        sources: &picture.sources,
        theme: picture.design.theme,
        legend: items(picture),
    };
    frame.around(&body(picture))
}

/// The actors and ties alone.
pub(super) fn body(picture: &Picture<'_>) -> Body {
    if picture.nodes.is_empty() {
        return Body {
            text: "<text class=\"small\" x=\"0\" y=\"20\">nobody does anything to anybody</text>\n"
                .to_owned(),
            size: Point::new(200.0, 30.0),
        };
    }
    let graph = Graph::new(picture);
    let size = graph.placed.size;
    let mut out = Out {
        text: String::new(),
        picture,
    };
    out.graph(&graph);
    Body { text: out.text, size }
}

/// Everything in its place.
struct Graph {
    boxes: Vec<Block>,
    labels: Vec<Block>,
    placed: Placed,
}

impl Graph {
    fn new(picture: &Picture<'_>) -> Self {
        let crowd = picture.nodes.len() > CROWD;
        let mut boxes: Vec<Block> = picture
            .nodes
            .iter()
            .map(|node| Block::of_node(node, crowd))
            .collect();
        let labels: Vec<Block> = picture
            .edges
            .iter()
            .map(|edge| Block::of_edge(edge, crowd))
            .collect();
        let layout = match picture.design.layout {
            // layers know no clusters
            _ if !picture.clusters.is_empty() => Layout::Forces,
            Some(layout) => layout,
            None if picture.edges.len() > MANY => Layout::Forces,
            None => Layout::Layers,
        };
        if layout == Layout::Layers {
            // room for each tie to begin and end by itself
            for edge in &picture.edges {
                boxes[edge.source].ties += 1;
                boxes[edge.target].ties += 1;
            }
            for block in &mut boxes {
                block.size.y = block.size.y.max((block.ties as f64 * 6.0).min(MOST_HEIGHT));
            }
        }
        let placed = placed(picture, &boxes, &labels, layout);
        Self {
            boxes,
            labels,
            placed,
        }
    }
}

fn placed(picture: &Picture<'_>, boxes: &[Block], labels: &[Block], layout: Layout) -> Placed {
    let sizes: Vec<Point> = boxes.iter().map(|block| block.size).collect();
    let links: Vec<Link> = picture
        .edges
        .iter()
        .zip(labels)
        .map(|(edge, label)| Link {
            source: edge.source,
            target: edge.target,
            label: label.size,
            weight: edge.sources.max(edge.statements.len()),
        })
        .collect();
    let groups: Vec<Group> = picture
        .clusters
        .iter()
        .map(|cluster| Group {
            nodes: cluster.nodes.clone(),
            label: Point::new(width(&cluster.name, SMALL, Weight::Regular), SMALL * LINE),
        })
        .collect();
    place(&sizes, &links, &groups, layout)
}

/// Lines of text with one centre: how large, how high, how heavy.
struct Block {
    lines: Vec<(String, f64, Weight)>,
    size: Point,
    /// How many ties begin or end at it.
    ties: usize,
}

impl Block {
    fn new(lines: Vec<(String, f64, Weight)>, padding: Point) -> Self {
        let widest = lines
            .iter()
            .map(|(text, size, weight)| width(text, *size, *weight))
            .fold(0.0, f64::max);
        let height: f64 = lines.iter().map(|(_, size, _)| size * LINE).sum();
        Self {
            lines,
            size: Point::new(widest + 2.0 * padding.x, height + 2.0 * padding.y),
            ties: 0,
        }
    }

    fn of_node(node: &Node<'_>, crowd: bool) -> Self {
        let size = if crowd { NAME - 1.0 } else { NAME };
        let mut lines: Vec<(String, f64, Weight)> = wrapped(&node.name, 22)
            .into_iter()
            .map(|line| (line, size, Weight::Bold))
            .collect();
        if !crowd {
            lines.push((node.caption.clone(), CAPTION, Weight::Regular));
        }
        Self::new(lines, Point::new(13.0, 5.5))
    }

    fn of_edge(edge: &Edge<'_>, crowd: bool) -> Self {
        let mut lines: Vec<(String, f64, Weight)> = wrapped(&edge.head, 30)
            .into_iter()
            .map(|line| (line, HEAD, Weight::Bold))
            .collect();
        if !crowd {
            let notes = edge.notes.iter().flat_map(|note| wrapped(note, 38));
            lines.extend(notes.map(|line| (line, NOTE, Weight::Regular)));
        }
        Self::new(lines, Point::new(5.0, 1.5))
    }
}

/// Height of a line, in its font's size.
const LINE: f64 = 1.24;

struct Out<'p, 'g> {
    text: String,
    picture: &'p Picture<'g>,
}

impl Out<'_, '_> {
    fn graph(&mut self, graph: &Graph) {
        let Graph {
            boxes,
            labels,
            placed,
        } = graph;
        let picture = self.picture;
        self.clusters(placed);
        for (edge, route) in picture.edges.iter().zip(&placed.links) {
            self.edge(edge, route);
        }
        self.cluster_names(placed);
        for ((edge, route), label) in picture.edges.iter().zip(&placed.links).zip(labels) {
            if let Some(rect) = &route.label {
                self.label(edge, rect, label);
            }
        }
        for ((node, rect), block) in picture.nodes.iter().zip(&placed.nodes).zip(boxes) {
            self.node(node, rect, block);
        }
    }

    fn clusters(&mut self, placed: &Placed) {
        for Rect { center, size } in &placed.groups {
            let _ = writeln!(
                self.text,
                "<rect class=\"cluster\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"12\"/>",
                n(center.x - size.x / 2.0),
                n(center.y - size.y / 2.0),
                n(size.x),
                n(size.y)
            );
        }
    }

    /// Above the lines that cross them.
    fn cluster_names(&mut self, placed: &Placed) {
        for (cluster, Rect { center, size }) in self.picture.clusters.iter().zip(&placed.groups) {
            let _ = writeln!(
                self.text,
                "<text class=\"small over\" x=\"{}\" y=\"{}\">{}</text>",
                n(center.x - size.x / 2.0 + 14.0),
                n(center.y - size.y / 2.0 + 17.0),
                escaped(&cluster.name)
            );
        }
    }

    fn edge(&mut self, edge: &Edge<'_>, route: &Route) {
        let picture = self.picture;
        let line = WIDTHS[edge.strength()];
        let mut route = route.clone();
        let mut tips = String::new();
        tips += &tip(&mut route, line, edge.standing);
        if edge.symmetric {
            let mut back = route.clone().reversed();
            tips += &tip(&mut back, line, edge.standing);
            route = back.reversed();
        }
        let mut path = format!("M{} {}", n(route.start.x), n(route.start.y));
        for [a, b, end] in &route.curves {
            let _ = write!(
                path,
                "C{} {} {} {} {} {}",
                n(a.x),
                n(a.y),
                n(b.x),
                n(b.y),
                n(end.x),
                n(end.y)
            );
        }
        let _ = writeln!(
            self.text,
            "<g class=\"edge {} {}\" id=\"{}\" data-source=\"{}\" data-target=\"{}\"><title>{}</title>\
             <path class=\"line\" d=\"{path}\" stroke-width=\"{line}\"/>{tips}</g>",
            edge.class.short(),
            edge.standing.short(),
            edge.id,
            picture.nodes[edge.source].id,
            picture.nodes[edge.target].id,
            escaped(&edge.evidence),
        );
    }

    fn label(&mut self, edge: &Edge<'_>, rect: &Rect, block: &Block) {
        let _ = writeln!(
            self.text,
            "<g class=\"label {}\" data-edge=\"{}\"><title>{}</title>\
             <rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\"/>{}</g>",
            edge.class.short(),
            edge.id,
            escaped(&edge.evidence),
            n(rect.center.x - rect.size.x / 2.0),
            n(rect.center.y - rect.size.y / 2.0),
            n(rect.size.x),
            n(rect.size.y),
            lines(rect.center, block, "head"),
        );
    }

    fn node(&mut self, node: &Node<'_>, rect: &Rect, block: &Block) {
        let round = match node.family {
            Family::Person => rect.size.y / 2.0,
            Family::State | Family::Institution => 4.0,
            Family::Armed => 0.0,
            Family::Organisation | Family::Media | Family::Other => 10.0,
        };
        let _ = writeln!(
            self.text,
            "<g class=\"node {}{}\" id=\"{}\"><title>{}</title>\
             <rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>{}</g>",
            node.family.short(),
            if node.in_focus { " focus" } else { "" },
            node.id,
            escaped(&format!("{} ({})", node.name, node.caption)),
            n(rect.center.x - rect.size.x / 2.0),
            n(rect.center.y - rect.size.y / 2.0),
            n(rect.size.x),
            n(rect.size.y),
            n(round),
            lines(rect.center, block, "name"),
        );
    }
}

/// The lines of a block around a centre; the small ones are notes.
fn lines(center: Point, block: &Block, class: &str) -> String {
    let height: f64 = block.lines.iter().map(|(_, size, _)| size * LINE).sum();
    let mut y = center.y - height / 2.0;
    let mut out = String::new();
    for (line, size, weight) in &block.lines {
        y += size * LINE;
        let (class, bold) = match weight {
            Weight::Bold => (class, " font-weight=\"bold\""),
            Weight::Regular => ("note", ""),
        };
        let _ = write!(
            out,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\" font-size=\"{}\"{bold}>{}</text>",
            n(center.x),
            n(y - size * 0.3),
            n(*size),
            escaped(line)
        );
    }
    out
}

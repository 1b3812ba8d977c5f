//! Who does how much to whom: a row for each actor who acts and a column for each on whom, with those who belong
//! together side by side.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::super::font::{Weight, width};
use super::super::layout::Point;
use super::super::picture::{GroupBy, Node, clusters};
use super::super::style::{Balance, Theme};
use super::super::svg::{Body, Item, SMALL, n};
use super::super::words::{counted, cut};
use super::super::xml::escaped;
use crate::graph::Selection;
use crate::model::{QuadClass, Relation, Statement};

/// How wide the cells of all columns are together, if that leaves each one neither too large nor too small.
const WIDE: f64 = 860.0;
const LARGEST: f64 = 34.0;
const SMALLEST: f64 = 12.0;
/// Cells from this size on have their number written in them.
const TOLD: f64 = 15.0;
/// The longest name of a row, in characters.
const NAME: usize = 30;
/// How far a slanted text of length 1 reaches to the right and upwards.
const SLANT: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// Actors, and what each does to each.
pub(super) struct Matrix<'g> {
    /// In the order of rows and columns.
    pub actors: Vec<Node<'g>>,
    /// Actors that belong together: what they have in common, and their places.
    blocks: Vec<(String, Range<usize>)>,
    /// By the places of who acts and on whom; those without an event are left out.
    pub cells: BTreeMap<(usize, usize), Cell>,
}

/// What one actor does to another. What they do to each other is in the cells of both.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub events: usize,
    pub cooperation: usize,
    pub conflict: usize,
}

impl Cell {
    fn add(&mut self, statement: &Statement) {
        self.events += 1;
        if let Some(Relation::Event(event)) = &statement.relation {
            match event.quad {
                QuadClass::VerbalCooperation | QuadClass::MaterialCooperation => self.cooperation += 1,
                QuadClass::VerbalConflict | QuadClass::MaterialConflict => self.conflict += 1,
            }
        }
    }

    fn balance(&self) -> Balance {
        Balance::of(self.cooperation, self.conflict)
    }
}

/// Whether something happens; an affiliation holds.
pub(super) fn happens(statement: &Statement) -> bool {
    !matches!(statement.relation, Some(Relation::Affiliation { .. }))
}

impl<'g> Matrix<'g> {
    /// Of all actors of a selection among whom something happens; in each group who takes part in most comes first.
    pub(super) fn new(selection: &Selection<'g>, by: Option<&GroupBy>) -> Self {
        let nodes: Vec<Node<'g>> = selection.actors().map(|actor| Node::new(actor, false)).collect();
        let number = |id: &str| {
            nodes
                .binary_search_by(|node| node.actor.id.as_str().cmp(id))
                .expect("a selection holds the actors of its ties")
        };
        let mut cells: BTreeMap<(usize, usize), Cell> = BTreeMap::new();
        let mut busy = vec![0; nodes.len()];
        for tie in selection.ties() {
            let (source, target) = (number(&tie.source.id), number(&tie.target.id));
            for statement in tie.statements.iter().filter(|statement| happens(statement)) {
                cells.entry((source, target)).or_default().add(statement);
                if tie.symmetric && source != target {
                    cells.entry((target, source)).or_default().add(statement);
                }
                busy[source] += 1;
                busy[target] += 1;
            }
        }
        let groups = by.map_or_else(Vec::new, |by| clusters(&nodes, by));
        let mut group_of = vec![groups.len(); nodes.len()];
        for (number, group) in groups.iter().enumerate() {
            group.nodes.iter().for_each(|&node| group_of[node] = number);
        }
        let mut order: Vec<usize> = (0..nodes.len()).filter(|&node| busy[node] > 0).collect();
        order.sort_by_key(|&node| (group_of[node], Reverse(busy[node]), node));
        let mut blocks = Vec::new();
        let mut start = 0;
        for members in order.chunk_by(|&a, &b| group_of[a] == group_of[b]) {
            let end = start + members.len();
            if let Some(group) = groups.get(group_of[members[0]]) {
                blocks.push((group.name.clone(), start..end));
            }
            start = end;
        }
        let mut place = vec![0; nodes.len()];
        for (at, &node) in order.iter().enumerate() {
            place[node] = at;
        }
        let mut nodes: Vec<Option<Node<'g>>> = nodes.into_iter().map(Some).collect();
        Self {
            actors: order.iter().filter_map(|&node| nodes[node].take()).collect(),
            blocks,
            cells: cells
                .into_iter()
                .map(|((source, target), cell)| ((place[source], place[target]), cell))
                .collect(),
        }
    }

    /// "Alvania → Borduria: 3 events, 1 cooperation, 2 conflict".
    fn told(&self, (source, target): (usize, usize), cell: &Cell) -> String {
        format!(
            "{} → {}: {}, {} cooperation, {} conflict",
            self.actors[source].name,
            self.actors[target].name,
            counted(cell.events, "event"),
            cell.cooperation,
            cell.conflict
        )
    }
}

pub(super) fn body(matrix: &Matrix<'_>) -> Body {
    let count = matrix.actors.len();
    if count == 0 {
        let text = "<text class=\"small\" x=\"0\" y=\"20\">nothing happens between any two actors</text>\n";
        return Body {
            text: text.to_owned(),
            size: Point::new(WIDE, 30.0),
        };
    }
    let side = (WIDE / count as f64).clamp(SMALLEST, LARGEST);
    let size = (SMALL + 1.0).min(side * 0.8);
    let names: Vec<String> = matrix.actors.iter().map(|actor| cut(&actor.name, NAME)).collect();
    let long = |text: &str| width(text, size, Weight::Regular);
    let longest = names.iter().map(|name| long(name)).fold(90.0, f64::max);
    let (left, top) = (longest + 10.0, longest * SLANT + 14.0);
    let whole = side * count as f64;
    let mut text = format!(
        "<text class=\"small end\" x=\"{0}\" y=\"{1}\">who acts ↓</text><text class=\"small end\" x=\"{0}\" y=\"{2}\">on whom →</text>\n",
        n(left - 10.0),
        n(top - 8.0),
        n(top - 22.0),
    );
    for (at, name) in names.iter().enumerate() {
        let along = side * (at as f64 + 0.5);
        let name = escaped(name);
        let _ = writeln!(
            text,
            "<text class=\"end\" x=\"{}\" y=\"{}\" font-size=\"{size}\">{name}</text>\
             <text transform=\"translate({} {}) rotate(-45)\" font-size=\"{size}\">{name}</text>\
             <path class=\"lead\" d=\"M{} {}l{6} {6}\"/>",
            n(left - 8.0),
            n(top + along + size * 0.35),
            n(left + along + size * 0.3),
            n(top - 6.0),
            n(left + along - side / 2.0),
            n(top + along - side / 2.0),
            n(side),
            size = n(size),
        );
    }
    for line in 0..=count {
        let along = side * line as f64;
        let _ = writeln!(
            text,
            "<path class=\"lead\" d=\"M{} {}h{}M{} {}v{}\"/>",
            n(left),
            n(top + along),
            n(whole),
            n(left + along),
            n(top),
            n(whole)
        );
    }
    for (&(source, target), cell) in &matrix.cells {
        let corner = Point::new(left + side * target as f64, top + side * source as f64);
        let balance = cell.balance();
        let _ = write!(
            text,
            "<g class=\"cell {}\"><title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{4}\"/>",
            balance.short(),
            escaped(&matrix.told((source, target), cell)),
            n(corner.x + 0.5),
            n(corner.y + 0.5),
            n(side - 1.0),
        );
        let size = (side * 0.42).min(SMALL + 1.0);
        let number = short(cell.events);
        if side >= TOLD && width(&number, size, Weight::Regular) <= side {
            let _ = write!(
                text,
                "<text class=\"middle\" x=\"{}\" y=\"{}\" font-size=\"{}\">{number}</text>",
                n(corner.x + side / 2.0),
                n(corner.y + side / 2.0 + size * 0.35),
                n(size)
            );
        }
        text.push_str("</g>\n");
    }
    let mut right = whole + long(&names[count - 1]) * SLANT - side / 2.0;
    for (name, places) in &matrix.blocks {
        let (start, long_side) = (side * places.start as f64, side * places.len() as f64);
        if places.len() > 1 {
            let _ = write!(
                text,
                "<rect class=\"block\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{2}\"/>",
                n(left + start),
                n(top + start),
                n(long_side),
            );
        }
        let name = cut(name, NAME + 7);
        let _ = writeln!(
            text,
            "<path class=\"zero\" fill=\"none\" d=\"M{} {}h3v{}h-3\"/><text class=\"small\" x=\"{}\" y=\"{}\">{}</text>",
            n(left + whole + 5.0),
            n(top + start + 2.0),
            n(long_side - 4.0),
            n(left + whole + 14.0),
            n(top + start + long_side / 2.0 + 3.6),
            escaped(&name)
        );
        right = right.max(whole + 14.0 + width(&name, SMALL, Weight::Regular));
    }
    Body {
        text,
        size: Point::new(left + right.max(whole), top + whole + 2.0),
    }
}

/// A number in at most four characters: "999", "1.2k", "12k".
fn short(number: usize) -> String {
    match number {
        0..1000 => number.to_string(),
        1000..10_000 => format!("{}k", n(number as f64 / 1000.0)),
        10_000..1_000_000 => format!("{}k", number / 1000),
        _ => format!("{}M", number / 1_000_000),
    }
}

pub(super) fn legend(matrix: &Matrix<'_>, theme: Theme) -> Vec<Item> {
    let found = |balance: &Balance| matrix.cells.values().any(|cell| cell.balance() == *balance);
    let item = |balance: Balance| {
        let (fill, _) = theme.balance(balance);
        let sample = format!("<rect x=\"6\" y=\"-7\" width=\"14\" height=\"14\" fill=\"{fill}\"/>");
        (sample, balance.name().to_owned())
    };
    let balances = Balance::ALL.into_iter().filter(found);
    let mut items: Vec<Item> = balances.map(item).collect();
    if !items.is_empty() {
        let text = theme.colors().text;
        let number =
            format!("<text class=\"middle\" x=\"13\" y=\"4\" font-size=\"11\" fill=\"{text}\">3</text>");
        items.push((number, "how many events".to_owned()));
    }
    items
}

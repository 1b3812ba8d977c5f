//! Charts: what happened along time, how much in each period, or who does how much to whom, on the same paper as
//! networks: style, palette, font, legend.

mod axis;
mod lanes;
mod matrix;
mod page;
mod series;
mod spine;

use jiff::civil::Date;

use matrix::Matrix;
pub(crate) use page::page_style;

use super::picture::{self, Design};
use super::style::{Class, Standing, Theme};
use super::svg::{Body, Frame, Item, marks};
use super::words::{LONGEST, counted, cut, evidence, label, name, sources, span};
use crate::graph::{KnowledgeGraph, Selection};
use crate::model::{Actor, Participant, Statement};

/// Up to so many events, each is told in words.
const FEW: usize = 40;

/// What is drawn along time, or as a matrix.
pub struct Chart<'g> {
    /// The headline.
    pub title: String,
    /// Counts and days, in one line.
    pub summary: String,
    /// Who published it, and what made the chart.
    pub sources: String,
    /// Bright or dark ground.
    pub theme: Theme,
    plot: Plot<'g>,
}

enum Plot<'g> {
    Events(Vec<Happening<'g>>, (&'g Actor, Option<&'g Actor>)),
    Series(Vec<Column>, String),
    Matrix(Matrix<'g>),
}

/// One period of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What the period is called.
    pub name: String,
    /// Its first day.
    pub start: Date,
    /// Its last day.
    pub end: Date,
    /// How many events, those included that are neither cooperation nor conflict.
    pub events: usize,
    /// How many of them are cooperation.
    pub cooperation: usize,
    /// How many are conflict.
    pub conflict: usize,
    /// The sum of their scores: cooperation minus conflict.
    pub net: f64,
}

/// A statement with its looks and its words.
struct Happening<'g> {
    statement: &'g Statement,
    class: Class,
    standing: Standing,
    /// When it happened; where nobody says, when it was told.
    day: Option<Date>,
    /// The same in words.
    when: String,
    head: String,
    notes: String,
    evidence: String,
}

impl<'g> Chart<'g> {
    /// Some statements along time, about an actor or two; in words where they are few, else as marks. Of the design
    /// title and theme count. O(n log n) in statements.
    pub fn timeline(
        graph: &'g KnowledgeGraph,
        about: (&'g Actor, Option<&'g Actor>),
        statements: &[&'g Statement],
        design: &Design,
    ) -> Self {
        let mut happenings: Vec<Happening<'g>> = statements
            .iter()
            .map(|statement| Happening::new(graph, statement))
            .collect();
        happenings.sort_by_key(|happening| happening.day); // stable
        let undated = happenings.iter().filter(|one| one.day.is_none()).count();
        let mut summary = counted(statements.len(), "event");
        if let Some(days) = span(statements.iter().copied()) {
            summary = format!("{summary} · {days}");
        }
        if undated > 0 {
            summary = format!("{summary} · {undated} undated");
        }
        Self {
            title: title(about, design, "what is said to have happened"),
            summary,
            sources: sources(graph, statements.iter().copied()),
            theme: design.theme,
            plot: Plot::Events(happenings, about),
        }
    }

    /// Cooperation minus conflict by period, and how many events there are, about an actor or two; `statements` are
    /// those that were counted, `scale` is the name of the scores.
    pub fn series(
        graph: &'g KnowledgeGraph,
        about: (&'g Actor, Option<&'g Actor>),
        statements: &[&'g Statement],
        (columns, scale): (Vec<Column>, &str),
        design: &Design,
    ) -> Self {
        let placed: usize = columns.iter().map(|column| column.events).sum();
        let mut summary = counted(placed, "event");
        if let (Some(first), Some(last)) = (columns.first(), columns.last()) {
            summary = format!("{summary} · {} to {}", first.name, last.name);
        }
        if placed < statements.len() {
            summary = format!("{summary} · {} in no single period", statements.len() - placed);
        }
        Self {
            title: title(about, design, "cooperation and conflict"),
            summary,
            sources: sources(graph, statements.iter().copied()),
            theme: design.theme,
            plot: Plot::Series(columns, scale.to_owned()),
        }
    }

    /// Who does how much to whom in a selection, a row and a column for each actor; actors of one group of the design
    /// stand side by side. `all` is how many actors there were before the selection was narrowed to these. Of the design
    /// title, theme and groups count. O(n log n) in statements.
    pub fn matrix(selection: &Selection<'g>, all: usize, design: &Design) -> Self {
        let matrix = Matrix::new(selection, design.group_by.as_ref());
        let happening: Vec<&Statement> = selection
            .statements()
            .filter(|one| matrix::happens(one))
            .collect();
        let shown = matrix.actors.len();
        let mut parts = vec![if shown < all {
            format!("{shown} of {}", counted(all, "actor"))
        } else {
            counted(shown, "actor")
        }];
        parts.push(counted(happening.len(), "event"));
        parts.extend(span(happening.iter().copied()));
        let doubtful = happening.iter().filter(|one| !one.is_fact()).count();
        if doubtful > 0 {
            parts.push(format!("{doubtful} of them planned, possible, denied or negated"));
        }
        Self {
            title: picture::title(selection, design),
            summary: parts.join(" · "),
            sources: sources(selection.graph(), happening.iter().copied()),
            theme: design.theme,
            plot: Plot::Matrix(matrix),
        }
    }

    /// The finished drawing.
    pub(super) fn svg(&self) -> String {
        let frame = Frame {
            name: match self.plot {
                Plot::Events(..) => "timeline",
                Plot::Series(..) => "series",
                Plot::Matrix(_) => "matrix",
            },
            title: &self.title,
            summary: &self.summary,
            sources: &self.sources,
            theme: self.theme,
            legend: self.legend(),
        };
        frame.around(&self.body())
    }

    /// One page with the drawing, and the same in a table.
    pub(super) fn html(&self) -> String {
        page::print(self)
    }

    fn body(&self) -> Body {
        match &self.plot {
            Plot::Events(happenings, _) if happenings.len() <= FEW => spine::body(happenings),
            Plot::Events(happenings, about) => lanes::body(happenings, *about),
            Plot::Series(columns, scale) => series::body(columns, scale, self.theme),
            Plot::Matrix(matrix) => matrix::body(matrix),
        }
    }

    fn legend(&self) -> Vec<Item> {
        match &self.plot {
            Plot::Events(happenings, _) => {
                let class = |class: &Class| happenings.iter().any(|one| one.class == *class);
                let standing = |standing: &Standing| happenings.iter().any(|one| one.standing == *standing);
                let classes: Vec<Class> = Class::ALL.into_iter().filter(class).collect();
                let standings: Vec<Standing> = Standing::ALL.into_iter().filter(standing).collect();
                marks(self.theme, &classes, &standings)
            }
            Plot::Series(columns, _) => series::legend(columns, self.theme),
            Plot::Matrix(matrix) => matrix::legend(matrix, self.theme),
        }
    }
}

impl<'g> Happening<'g> {
    fn new(graph: &'g KnowledgeGraph, statement: &'g Statement) -> Self {
        let (head, mut notes) = label(&[statement], statement);
        let corroboration = graph.corroboration(statement);
        if corroboration.sources > 1 {
            notes.push(format!("told by {} sources", corroboration.sources));
        }
        if corroboration.contested {
            notes.push("contested".to_owned());
        }
        let when = statement.when.as_ref().map(|when| when.iso());
        let when = match (when.filter(|when| !when.is_empty()), statement.published) {
            (Some(when), _) => when,
            (None, Some(day)) => format!("told {day}"),
            (None, None) => "undated".to_owned(),
        };
        Self {
            statement,
            class: Class::of(statement),
            standing: Standing::of(statement),
            day: KnowledgeGraph::date_of(statement),
            head,
            // its day stands beside it
            notes: notes.join(" · ").replace(&format!(" · {when}"), ""),
            evidence: evidence(statement),
            when,
        }
    }

    /// "Vladimir Putin ↔ Kim Jong-un": who acts, and on whom.
    fn parties(&self) -> String {
        let called = |participant: &Participant| cut(name(participant), LONGEST);
        let source = self
            .statement
            .source
            .as_ref()
            .map_or_else(|| "somebody".to_owned(), called);
        let targets: Vec<String> = self.statement.targets.iter().map(called).collect();
        if targets.is_empty() {
            return source;
        }
        let arrow = if self.statement.symmetric { "↔" } else { "→" };
        cut(&format!("{source} {arrow} {}", targets.join(", ")), 2 * LONGEST)
    }
}

fn title((a, b): (&Actor, Option<&Actor>), design: &Design, what: &str) -> String {
    match (&design.title, b) {
        (Some(title), _) => cut(title, 2 * LONGEST),
        (None, Some(b)) => format!("{} and {}: {what}", cut(&a.name, LONGEST), cut(&b.name, LONGEST)),
        (None, None) => format!("{}: {what}", cut(&a.name, LONGEST)),
    }
}

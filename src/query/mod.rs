//! What can be asked of a graph: one file a question. Every answer carries its evidence, and serialises to
//! the JSON that `--json` prints.

mod actors;
mod balance;
mod between;
mod bridges;
mod brokers;
mod claim;
mod communities;
mod compare;
mod cuts;
mod diff;
mod evidence;
mod in_order;
mod meet;
mod motifs;
mod path;
mod pattern;
mod routes;
mod search;
mod show;
mod spread;
mod timeline;
mod top;
mod triangles;

pub use actors::{Actors, Counted, actors};
pub use balance::{Balance, BalancePeriod, Census, FoeOfFriends, Side, Triad, balance};
pub use between::{Between, Occurrence, between, members};
pub use bridges::{Bridge, bridges};
pub use brokers::{Broker, Roles, brokers};
pub use communities::{Communities, communities};
pub use compare::{Account, Compared, ComparedClaim, compare};
pub use diff::{Contested, Diff, Turned, before, diff};
pub use evidence::Evidence;
pub use in_order::in_order;
pub use motifs::{Mediation, Motifs, motifs};
pub use path::{Criterion, Path, PathOptions, Paths, Step, along, path, routes};
pub use pattern::{Found, Match, Pattern, Variable, find};
pub use search::{Searched, search};
pub use show::{Direction, Neighbour, Shown, show};
pub use timeline::{Period, Timeline, Unit, timeline};
pub use top::{Measure, Ranked, top};

use crate::graph::{Filter, KnowledgeGraph};
use crate::model::Statement;

/// How many of some statements a filter only hides because they are no facts.
fn hidden<'g>(
    graph: &KnowledgeGraph,
    statements: impl Iterator<Item = &'g Statement>,
    filter: &Filter,
) -> usize {
    let lax = Filter {
        modalities: Vec::new(),
        polarity: None,
        ..filter.clone()
    };
    statements
        .filter(|statement| graph.admits(&lax, statement) && !graph.admits(filter, statement))
        .count()
}

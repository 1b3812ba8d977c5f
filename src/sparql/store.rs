//! The quads of a selection, as numbers in sorted columns.

use std::convert::Infallible;
use std::sync::OnceLock;

use foldhash::fast::RandomState;
use indexmap::IndexSet;
use oxrdf::{GraphName, Term};
use rayon::prelude::*;
use spareval::{InternalQuad, QueryableDataset};

use crate::export::quads;
use crate::graph::Selection;

/// Stands for the default graph.
const DEFAULT: u32 = u32::MAX;

/// Subject, predicate, object and graph, each at a place of its own.
type Numbers = [u32; 4];

/// In which order the parts of quads are sorted; whatever is known of a quad, one of these begins with most of it.
const ORDERS: [[usize; 4]; 4] = [[0, 1, 2, 3], [1, 2, 0, 3], [2, 0, 1, 3], [3, 1, 2, 0]];

/// 16 bytes a quad for each order that a query needs, and each term once.
pub(super) struct Store {
    terms: IndexSet<Term, RandomState>,
    /// All quads, in the first of [`ORDERS`].
    quads: Vec<Numbers>,
    /// The same in the others.
    others: [OnceLock<Vec<Numbers>>; 3],
}

impl Store {
    pub(super) fn new(selection: &Selection<'_>) -> Self {
        let mut terms = IndexSet::default();
        let mut all: Vec<Numbers> = Vec::new();
        // there are fewer terms than 32 bits can count: each takes more than a byte of memory
        let mut number = |term: Term| terms.insert_full(term).0 as u32;
        for quad in quads(selection) {
            let graph = match quad.graph_name {
                GraphName::NamedNode(name) => number(name.into()),
                GraphName::BlankNode(name) => number(name.into()),
                GraphName::DefaultGraph => DEFAULT,
            };
            let subject = number(quad.subject.into());
            all.push([subject, number(quad.predicate.into()), number(quad.object), graph]);
        }
        all.par_sort_unstable();
        all.dedup();
        Self {
            terms,
            quads: all,
            others: Default::default(),
        }
    }

    /// All quads in an order; made once.
    fn sorted(&self, order: usize) -> &[Numbers] {
        let Some(other) = order.checked_sub(1) else {
            return &self.quads;
        };
        self.others[other].get_or_init(|| {
            let turned = |quad: &Numbers| ORDERS[order].map(|place| quad[place]);
            let mut quads: Vec<Numbers> = self.quads.iter().map(turned).collect();
            quads.par_sort_unstable();
            quads
        })
    }

    /// The quads of an order that begin with what is known.
    fn beginning(&self, order: usize, known: [Option<u32>; 4]) -> &[Numbers] {
        let begin: Vec<u32> = ORDERS[order].iter().map_while(|&place| known[place]).collect();
        let quads = self.sorted(order);
        let first = quads.partition_point(|quad| quad[..begin.len()] < begin[..]);
        let rest = &quads[first..];
        &rest[..rest.partition_point(|quad| quad[..begin.len()] == begin[..])]
    }

    /// The quads of which these parts are known, in the order that begins with most of them.
    fn matching(&self, known: [Option<u32>; 4]) -> impl Iterator<Item = Numbers> + use<'_> {
        let begins = |order: &usize| {
            ORDERS[*order]
                .iter()
                .take_while(|&&place| known[place].is_some())
                .count()
        };
        // of equals the first
        let order = (0..ORDERS.len()).rev().max_by_key(begins).unwrap_or(0);
        let quads = self.beginning(order, known).iter().map(move |sorted| {
            let mut quad = [0; 4];
            for (&place, &number) in ORDERS[order].iter().zip(sorted) {
                quad[place] = number;
            }
            quad
        });
        quads.filter(move |quad| {
            known
                .iter()
                .zip(quad)
                .all(|(known, part)| known.is_none_or(|known| known == *part))
        })
    }
}

/// A term as a query handles it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Handle {
    /// One of the graph.
    Known(u32),
    /// One that only the query has.
    Other(Box<Term>),
}

impl Handle {
    /// The number of a term; `None` where no quad can have it.
    fn number(&self) -> Option<u32> {
        match self {
            Self::Known(number) => Some(*number),
            Self::Other(_) => None,
        }
    }
}

impl<'a> QueryableDataset<'a> for &'a Store {
    type InternalTerm = Handle;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Handle>,
        predicate: Option<&Handle>,
        object: Option<&Handle>,
        graph_name: Option<Option<&Handle>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Handle>, Infallible>> + use<'a> {
        let asked = [subject, predicate, object, graph_name.flatten()];
        let known = asked.map(|part| part.and_then(Handle::number));
        let possible = asked
            .iter()
            .zip(known)
            .all(|(asked, known)| asked.is_some() == known.is_some());
        // everything is in the default graph; what is asked of named ones is not about what is there alone
        let of_default = graph_name == Some(None);
        let store: &'a Store = self;
        let found = possible.then(|| store.matching(known)).into_iter().flatten();
        let found = found.filter(move |quad| of_default || quad[3] != DEFAULT);
        found.map(move |[subject, predicate, object, graph]| {
            Ok(InternalQuad {
                subject: Handle::Known(subject),
                predicate: Handle::Known(predicate),
                object: Handle::Known(object),
                graph_name: (!of_default).then_some(Handle::Known(graph)),
            })
        })
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Handle, Infallible>> + use<'a> {
        // the last order is by graph, the default graph last
        let store: &'a Store = self;
        let graphs = store
            .sorted(3)
            .chunk_by(|a, b| a[0] == b[0])
            .map(|quads| quads[0][0]);
        graphs
            .filter(|&graph| graph != DEFAULT)
            .map(|graph| Ok(Handle::Known(graph)))
    }

    fn internalize_term(&self, term: Term) -> Result<Handle, Infallible> {
        let known = self.terms.get_index_of(&term);
        Ok(known.map_or_else(
            || Handle::Other(Box::new(term)),
            |number| Handle::Known(number as u32),
        ))
    }

    fn externalize_term(&self, term: Handle) -> Result<Term, Infallible> {
        Ok(match term {
            Handle::Known(number) => self.terms[number as usize].clone(),
            Handle::Other(term) => *term,
        })
    }
}

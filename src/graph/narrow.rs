//! Narrower selections, against pictures that nobody can read.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::NodeIndex;

use super::Selection;
use super::network::Derived;

impl Selection<'_> {
    /// Its so many actors that take part in most of its statements, and the ties among them. Actors in focus always
    /// stay; of equals, those whose ids come first. O(n log n) in ties.
    pub fn most_active(mut self, count: usize) -> Self {
        let mut active: BTreeMap<NodeIndex, usize> = self.nodes.iter().map(|&node| (node, 0)).collect();
        for (edge, statements) in &self.edges {
            for node in self.both_ends(*edge) {
                *active.entry(node).or_default() += statements.len();
            }
        }
        let in_focus: BTreeSet<NodeIndex> = self.focused();
        let mut order: Vec<(NodeIndex, usize)> = active.into_iter().collect();
        order.sort_by_key(|(node, statements)| {
            (!in_focus.contains(node), std::cmp::Reverse(*statements), *node)
        });
        let kept = order.into_iter().take(count.max(in_focus.len()));
        self.keep(kept.map(|(node, _)| node).collect());
        self
    }

    /// Its k-core: the largest part in which every actor is tied to at least `k` others of it. Actors in focus
    /// always stay. O(n²) in actors at worst, O(n) in ties for each round.
    pub fn core(mut self, k: usize) -> Self {
        let in_focus = self.focused();
        loop {
            let mut near: BTreeMap<NodeIndex, BTreeSet<NodeIndex>> = BTreeMap::new();
            for (edge, _) in &self.edges {
                let [a, b] = self.both_ends(*edge);
                if a != b {
                    near.entry(a).or_default().insert(b);
                    near.entry(b).or_default().insert(a);
                }
            }
            let stays =
                |node: &NodeIndex| in_focus.contains(node) || near.get(node).map_or(0, BTreeSet::len) >= k;
            let kept: BTreeSet<NodeIndex> = self.nodes.iter().copied().filter(stays).collect();
            if kept.len() == self.nodes.len() {
                return self;
            }
            self.keep(kept);
        }
    }

    fn focused(&self) -> BTreeSet<NodeIndex> {
        let focus = self.filter().focus.iter();
        focus.filter_map(|id| self.graph().node(id)).collect()
    }

    fn keep(&mut self, nodes: BTreeSet<NodeIndex>) {
        let mut edges = std::mem::take(&mut self.edges);
        edges.retain(|(edge, _)| self.both_ends(*edge).iter().all(|node| nodes.contains(node)));
        self.edges = edges;
        self.nodes.retain(|node| nodes.contains(node));
        self.derived = Derived::default();
    }

    fn both_ends(&self, edge: petgraph::graph::EdgeIndex) -> [NodeIndex; 2] {
        let (source, target) = self
            .graph()
            .graph
            .edge_endpoints(edge)
            .expect("a selection holds edges of its graph");
        [source, target]
    }
}

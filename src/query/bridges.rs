use serde::Serialize;

use super::cuts::cuts;
use super::path::{Step, best_step};
use crate::graph::{Cost, Selection, Ways};

/// Two actors whose ties alone hold two parts of a network together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bridge<'g> {
    /// How many actors would be cut off from the rest, or the half of all.
    pub cut_off: usize,
    /// The best supported tie of the two; it leads into the part that would be cut off.
    pub step: Step<'g>,
}

/// The bridges of a selection, direction aside, and all ties of two actors as one: those that cut off most first,
/// then by id. O(n + m log m).
pub fn bridges<'g>(selection: &Selection<'g>) -> Vec<Bridge<'g>> {
    let network = selection.network(Ways::Either, Cost::Steps);
    let mut found = cuts(network).bridges;
    found.sort_unstable_by_key(|&(from, to, cut_off)| (std::cmp::Reverse(cut_off), from, to));
    let bridge = |(from, to, cut_off)| {
        let step = best_step(selection, network.actor(from), network.actor(to), false)?;
        Some(Bridge { cut_off, step })
    };
    found.into_iter().filter_map(bridge).collect()
}

use std::cmp::Reverse;

use rayon::prelude::*;
use serde::Serialize;

use super::cuts::cuts;
use super::path::{Step, best_step};
use super::triangles::triangles;
use crate::graph::{Cost, Network, Selection, Ways};
use crate::model::Actor;

/// An actor that stands between others who have nothing to do with each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Broker<'g> {
    /// Who.
    pub actor: &'g Actor,
    /// To how many others it is tied.
    pub neighbours: usize,
    /// How many pairs of these are not tied to each other.
    pub pairs: usize,
    /// Into how many parts its part of the network falls without it.
    pub parts: usize,
    /// How many of its neighbours are not redundant. R. S. Burt, "Structural Holes" (1992), in S. P. Borgatti's form.
    pub effective_size: f64,
    /// How far its ties depend on each other: the less, the more it can broker. Burt (1992).
    pub constraint: f64,
    /// In which roles it stands between actors of countries.
    pub roles: Roles,
    /// One such pair, by the best supported ties of the actor to each of the two.
    pub example: Vec<Step<'g>>,
}

/// How often an actor is the one in the middle where somebody acts on it, it acts on another, and the first does not
/// act on the other: by whose they are. Who belongs to no country is a country of its own. R. V. Gould and
/// R. M. Fernandez, "Structures of mediation", Sociological Methodology 19 (1989).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Roles {
    /// All three of one country.
    pub coordinator: usize,
    /// The first of another country than the other two.
    pub gatekeeper: usize,
    /// The last of another country than the other two.
    pub representative: usize,
    /// The one in the middle of another country than the other two.
    pub consultant: usize,
    /// Three countries.
    pub liaison: usize,
}

/// Who stands between others in a selection: those with the most pairs of neighbours that are not tied to each other
/// first, then by id; direction aside but for the roles. O(m√m) and, for the roles, O(n d²) with d neighbours.
pub fn brokers<'g>(selection: &Selection<'g>) -> Vec<Broker<'g>> {
    let network = selection.network(Ways::Either, Cost::Steps);
    let roles = roles(
        selection.network(Ways::Forward, Cost::Steps),
        selection.network(Ways::Backward, Cost::Steps),
    );
    let support = selection.network(Ways::Either, Cost::Support);
    let parts = cuts(network).parts;
    let holes = Holes::of(network);
    let mut brokers: Vec<Broker<'g>> = (0..network.len() as u32)
        .filter_map(|number| {
            let neighbours = network.arcs(number).len();
            let closed = holes.closed[number as usize];
            let pairs = neighbours * neighbours.saturating_sub(1) / 2 - closed;
            let actor = network.actor(number);
            let step = |other: u32| best_step(selection, actor, network.actor(other), false);
            (pairs > 0).then(|| Broker {
                actor,
                neighbours,
                pairs,
                parts: parts[number as usize],
                effective_size: neighbours as f64 - 2.0 * closed as f64 / neighbours as f64,
                constraint: holes.constraint[number as usize],
                roles: roles[number as usize],
                example: apart(support, number)
                    .into_iter()
                    .flatten()
                    .filter_map(step)
                    .collect(),
            })
        })
        .collect();
    // stable: actors are in the order of their ids
    brokers.sort_by_key(|broker| Reverse(broker.pairs));
    brokers
}

/// Two neighbours of an actor that are not tied to each other, the best supported.
fn apart(network: &Network<'_>, actor: u32) -> Option<[u32; 2]> {
    let mut near: Vec<(u64, u32)> = network.arcs(actor).iter().map(|arc| (arc.cost, arc.to)).collect();
    near.sort_unstable();
    let tied = |a: u32, b: u32| network.arcs(a).binary_search_by_key(&b, |arc| arc.to).is_ok();
    (1..near.len()).find_map(|second| {
        let first = (0..second).find(|&first| !tied(near[first].1, near[second].1))?;
        Some([near[first].1, near[second].1])
    })
}

/// The holes around actors.
struct Holes {
    /// How many pairs of an actor's neighbours are tied to each other.
    closed: Vec<usize>,
    constraint: Vec<f64>,
}

impl Holes {
    fn of(network: &Network<'_>) -> Self {
        let count = network.len();
        let pairs: Vec<(u32, u32)> = (0..count as u32)
            .flat_map(|a| {
                let after = network.arcs(a).iter().filter(move |arc| a < arc.to);
                after.map(move |arc| (a, arc.to))
            })
            .collect();
        let part = |actor: u32| 1.0 / network.arcs(actor).len() as f64;
        let mut closed = vec![0; count];
        // of what the one gives to others, how much comes to the other of a pair
        let mut around = vec![0.0; pairs.len()];
        let numbered = pairs.iter().enumerate().map(|(place, &(a, b))| (a, b, place));
        triangles(count, numbered, |actors, [ab, ac, bc]| {
            for actor in actors {
                closed[actor as usize] += 1;
            }
            around[ab] += part(actors[2]);
            around[ac] += part(actors[1]);
            around[bc] += part(actors[0]);
        });
        let mut constraint = vec![0.0; count];
        for (&(a, b), around) in pairs.iter().zip(around) {
            for actor in [a, b] {
                constraint[actor as usize] += (part(actor) * (1.0 + around)).powi(2);
            }
        }
        Self { closed, constraint }
    }
}

/// The roles of each actor, from the arcs of who acts and the same turned round.
fn roles(forward: &Network<'_>, backward: &Network<'_>) -> Vec<Roles> {
    let country = |number: u32| forward.actor(number).country.as_deref();
    let same = |a: u32, b: u32| country(a).is_some() && country(a) == country(b);
    let of = |middle: u32| {
        let mut roles = Roles::default();
        for first in backward.arcs(middle).iter().map(|arc| arc.to) {
            // both rows are in the order of numbers
            let mut known = forward.arcs(first).iter().map(|arc| arc.to).peekable();
            for last in forward.arcs(middle).iter().map(|arc| arc.to) {
                while known.next_if(|&other| other < last).is_some() {}
                if last == first || known.peek() == Some(&last) {
                    continue;
                }
                let role = match (same(first, middle), same(middle, last), same(first, last)) {
                    (true, true, _) => &mut roles.coordinator,
                    (false, true, _) => &mut roles.gatekeeper,
                    (true, false, _) => &mut roles.representative,
                    (false, false, true) => &mut roles.consultant,
                    (false, false, false) => &mut roles.liaison,
                };
                *role += 1;
            }
        }
        roles
    };
    (0..forward.len() as u32).into_par_iter().map(of).collect()
}

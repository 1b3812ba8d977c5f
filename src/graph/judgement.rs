//! Who is who, as a user judged: which actors of a graph are one, and which are not.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::unionfind::UnionFind;
use serde::Serialize;

use crate::model::ActorId;

/// What was judged about two actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// They are one.
    Same,
    /// They are two.
    Different,
}

impl Verdict {
    /// The word in files and output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
        }
    }

    /// The verdict of a word.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Same, Self::Different]
            .into_iter()
            .find(|verdict| verdict.name() == name)
    }
}

/// A verdict on a pair of actors.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Judgement {
    /// The one with the lesser id.
    pub a: ActorId,
    /// The other.
    pub b: ActorId,
    /// What was judged.
    pub verdict: Verdict,
}

impl Judgement {
    /// A verdict on two actors in either order.
    pub fn new(a: ActorId, b: ActorId, verdict: Verdict) -> Self {
        let (a, b) = ordered(a, b);
        Self { a, b, verdict }
    }
}

/// A pair with the lesser id first.
pub(super) fn ordered(a: ActorId, b: ActorId) -> (ActorId, ActorId) {
    if b < a { (b, a) } else { (a, b) }
}

/// Two actors that were judged different are one by other judgements.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{a} and {b} were judged different, but the same by {}; take one of these back", chain(.same))]
pub struct Contradiction {
    /// The one.
    pub a: ActorId,
    /// The other.
    pub b: ActorId,
    /// The pairs, judged the same, that lead from the one to the other.
    pub same: Vec<(ActorId, ActorId)>,
}

fn chain(same: &[(ActorId, ActorId)]) -> String {
    let pairs: Vec<String> = same.iter().map(|(a, b)| format!("{a} = {b}")).collect();
    pairs.join(", ")
}

/// What judgements make of actors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identities {
    /// Who is another one, and whom.
    meant: BTreeMap<ActorId, ActorId>,
    /// Pairs that are two, by what they are after the merges.
    different: BTreeSet<(ActorId, ActorId)>,
}

impl Identities {
    /// Joins what was judged the same. Of those that are one, an id of the gazetteer stands for all, before
    /// ids that are made of names; then the longest id, which has the fullest name; then the first in the
    /// order of ids. O(n log n) in judgements.
    ///
    /// # Errors
    /// Judgements that contradict each other.
    pub fn new(judgements: &[Judgement]) -> Result<Self, Contradiction> {
        let ids: BTreeSet<&ActorId> = judgements.iter().flat_map(|j| [&j.a, &j.b]).collect();
        let ids: Vec<&ActorId> = ids.into_iter().collect();
        let at = |id: &ActorId| ids.partition_point(|known| *known < id);
        let mut sets = UnionFind::<usize>::new(ids.len());
        let of = |verdict| {
            judgements
                .iter()
                .filter(move |judgement| judgement.verdict == verdict)
        };
        for judgement in of(Verdict::Same) {
            sets.union(at(&judgement.a), at(&judgement.b));
        }
        let sets = sets.into_labeling();
        let mut stands: BTreeMap<usize, &ActorId> = BTreeMap::new();
        for (id, set) in ids.iter().zip(&sets) {
            let rank = |id: &ActorId| (!id.contains(":~"), id.len());
            let best = stands.entry(*set).or_insert(id);
            // ids come in their order: of equals the first one stays
            if rank(id) > rank(best) {
                *best = id;
            }
        }
        let mut identities = Self::default();
        for (id, set) in ids.iter().zip(&sets).filter(|(id, set)| **id != stands[*set]) {
            identities.meant.insert((*id).clone(), stands[set].clone());
        }
        for judgement in of(Verdict::Different) {
            let (a, b) = (identities.meant(&judgement.a), identities.meant(&judgement.b));
            if a == b {
                return Err(Contradiction {
                    a: judgement.a.clone(),
                    b: judgement.b.clone(),
                    same: path(judgements, &judgement.a, &judgement.b),
                });
            }
            let pair = ordered(a.clone(), b.clone());
            identities.different.insert(pair);
        }
        Ok(identities)
    }

    /// Who is meant by an id: itself, or the one that stands for it.
    pub fn meant<'i>(&'i self, id: &'i ActorId) -> &'i ActorId {
        self.meant.get(id).unwrap_or(id)
    }

    /// The ids that are another one, in order, with the id that stands for them.
    pub fn merged(&self) -> impl ExactSizeIterator<Item = (&ActorId, &ActorId)> {
        self.meant.iter()
    }

    /// Whether two actors were judged to be two.
    pub fn differ(&self, a: &ActorId, b: &ActorId) -> bool {
        let pair = ordered(self.meant(a).clone(), self.meant(b).clone());
        self.different.contains(&pair)
    }
}

/// The fewest pairs judged the same that lead from one actor to another.
fn path(judgements: &[Judgement], from: &ActorId, to: &ActorId) -> Vec<(ActorId, ActorId)> {
    let mut beside: BTreeMap<&ActorId, Vec<&ActorId>> = BTreeMap::new();
    for judgement in judgements.iter().filter(|j| j.verdict == Verdict::Same) {
        beside.entry(&judgement.a).or_default().push(&judgement.b);
        beside.entry(&judgement.b).or_default().push(&judgement.a);
    }
    let mut before: BTreeMap<&ActorId, &ActorId> = BTreeMap::from([(from, from)]);
    let mut queue = VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        for next in beside.get(at).into_iter().flatten() {
            if !before.contains_key(*next) {
                before.insert(next, at);
                queue.push_back(next);
            }
        }
    }
    let mut pairs = Vec::new();
    let mut at = to;
    while let Some(&earlier) = before.get(at).filter(|&&earlier| earlier != at) {
        pairs.push((earlier.clone(), at.clone()));
        at = earlier;
    }
    pairs.reverse();
    pairs
}

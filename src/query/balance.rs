use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::Evidence;
use super::timeline::{Unit, period_of};
use super::triangles::triangles;
use crate::graph::{KnowledgeGraph, Selection};
use crate::model::{Actor, Relation, Statement};

/// Who is whose friend's enemy. Two actors are friends where the scores of what is between them sum up to more than
/// 0, foes where to less. F. Heider, "Attitudes and cognitive organization", Journal of Psychology 21 (1946);
/// D. Cartwright and F. Harary, "Structural balance", Psychological Review 63 (1956).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Balance<'g> {
    /// How many triads there are of each kind.
    pub census: Census,
    /// The same for what happened in each week, month or year in which there is a triad; empty where no unit was
    /// asked for.
    pub series: Vec<BalancePeriod>,
    /// The triads: first a friend of two foes, then three foes, then the balanced ones; in each kind those with the
    /// strongest weakest side first, then by id.
    pub triads: Vec<Triad<'g>>,
    /// Around one actor, the foes of its friends: of the most friends first, then by id.
    pub foes_of_friends: Vec<FoeOfFriends<'g>>,
}

/// Threes of actors of which each two are friends or foes, counted by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Census {
    /// Three friends: balanced.
    #[serde(rename = "+++")]
    pub friends: usize,
    /// Two friends and their common foe: balanced.
    #[serde(rename = "+--")]
    pub common_foe: usize,
    /// A friend of two foes: not balanced.
    #[serde(rename = "++-")]
    pub between_foes: usize,
    /// Three foes: not balanced.
    #[serde(rename = "---")]
    pub foes: usize,
    /// The share of balanced ones; absent where there is none at all.
    pub balanced: Option<f64>,
}

/// The triads of a week, month or year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BalancePeriod {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// How many there are of each kind.
    #[serde(flatten)]
    pub census: Census,
}

/// Three actors of which each two are friends or foes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Triad<'g> {
    /// Whether the product of its signs is positive.
    pub balanced: bool,
    /// Its sides, by the ids of their actors.
    pub sides: Vec<Side<'g>>,
}

/// Two actors that are friends or foes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side<'g> {
    /// The one.
    pub a: &'g Actor,
    /// The other.
    pub b: &'g Actor,
    /// The sum of the scores of what is between them: above 0 friends, below 0 foes.
    pub score: f64,
    /// What speaks for that.
    pub evidence: Option<Evidence<'g>>,
}

/// A foe of an actor's friends.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FoeOfFriends<'g> {
    /// Who.
    pub actor: &'g Actor,
    /// The friends, by id.
    pub friends: Vec<&'g Actor>,
    /// The sum of the scores of what is between the two themselves; absent where nothing is.
    pub score: Option<f64>,
    /// The first friend, and what sets it against the foe.
    pub sides: Vec<Side<'g>>,
}

impl Census {
    /// From how many triads there are with no, one, two and three foes in them.
    fn of([friends, between_foes, common_foe, foes]: [usize; 4]) -> Self {
        let all = friends + between_foes + common_foe + foes;
        Self {
            friends,
            common_foe,
            between_foes,
            foes,
            balanced: (all > 0).then(|| (friends + common_foe) as f64 / all as f64),
        }
    }

    /// How many triads there are.
    pub fn all(&self) -> usize {
        self.friends + self.common_foe + self.between_foes + self.foes
    }
}

/// An event between two actors, the first with the lesser number.
struct Act {
    ends: (u32, u32),
    period: Option<(Date, Date)>,
    score: f64,
}

/// Two actors with the sum of their scores, where it is not 0.
type Signed = (u32, u32, f64);

/// The signed triads of a selection, or only those with one actor, given by its id; at most so many are listed. With
/// a unit, also their share over time. O(p√p) in pairs, for each period.
pub fn balance<'g>(
    selection: &Selection<'g>,
    around: Option<&str>,
    unit: Option<Unit>,
    most: usize,
) -> Balance<'g> {
    let actors: Vec<&Actor> = selection.actors().collect();
    let mut acts = acts(selection, &actors, unit);
    let around = around.map(|id| number(&actors, id));
    let counts =
        |[a, b, c]: [u32; 3]| around.is_none_or(|only| only.is_some_and(|only| [a, b, c].contains(&only)));
    let foes = |scores: [f64; 3]| scores.iter().filter(|&&score| score < 0.0).count();
    let census = |pairs: &[Signed]| {
        let mut kinds = [0; 4];
        triangles(actors.len(), pairs.iter().copied(), |triad, scores| {
            kinds[foes(scores)] += usize::from(counts(triad));
        });
        Census::of(kinds)
    };

    let pairs = sum(&acts);
    let mut listed = Vec::new();
    triangles(actors.len(), pairs.iter().copied(), |mut triad, scores| {
        if counts(triad) {
            let order = [2, 0, 3, 1][foes(scores)];
            let weakest = scores
                .iter()
                .map(|score| score.abs())
                .fold(f64::INFINITY, f64::min);
            triad.sort_unstable();
            listed.push(((order, Reverse(thousandths(weakest))), triad));
        }
    });
    listed.sort_unstable();
    listed.truncate(most);
    let scores = Scores::of(&pairs, &actors);
    let side = |a: u32, b: u32| scores.side(selection, actors[a as usize], actors[b as usize]);
    let triads = listed.into_iter().map(|(_, [a, b, c])| {
        let sides: Vec<Side<'g>> = [(a, b), (a, c), (b, c)]
            .into_iter()
            .filter_map(|(a, b)| side(a, b))
            .collect();
        Triad {
            balanced: sides.iter().filter(|side| side.score < 0.0).count() % 2 == 0,
            sides,
        }
    });
    let triads = triads.collect();

    acts.retain(|act| act.period.is_some());
    acts.sort_by_key(|act| (act.period, act.ends));
    let periods = acts.chunk_by(|a, b| a.period == b.period).filter_map(|acts| {
        let (start, end) = acts[0].period?;
        let census = census(&sum(acts));
        (census.all() > 0).then_some(BalancePeriod { start, end, census })
    });
    Balance {
        census: census(&pairs),
        series: periods.collect(),
        triads,
        foes_of_friends: around
            .flatten()
            .map_or_else(Vec::new, |number| foes_of_friends(number, &pairs, &actors, side)),
    }
}

fn foes_of_friends<'g>(
    number: u32,
    pairs: &[Signed],
    actors: &[&'g Actor],
    side: impl Fn(u32, u32) -> Option<Side<'g>>,
) -> Vec<FoeOfFriends<'g>> {
    let with = |actor: u32| {
        pairs.iter().filter_map(move |&(a, b, score)| match actor {
            _ if a == actor => Some((b, score)),
            _ if b == actor => Some((a, score)),
            _ => None,
        })
    };
    let own: BTreeMap<u32, f64> = with(number).collect();
    let mut foes: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &(a, b, _) in pairs.iter().filter(|pair| pair.2 < 0.0) {
        for (friend, foe) in [(a, b), (b, a)] {
            if foe != number && own.get(&friend).is_some_and(|&own| own > 0.0) {
                foes.entry(foe).or_default().push(friend);
            }
        }
    }
    let found = foes.into_iter().map(|(foe, mut friends)| {
        friends.sort_unstable();
        FoeOfFriends {
            actor: actors[foe as usize],
            score: own.get(&foe).copied(),
            sides: [(number, friends[0]), (friends[0], foe)]
                .into_iter()
                .filter_map(|(a, b)| side(a, b))
                .collect(),
            friends: friends
                .into_iter()
                .map(|friend| actors[friend as usize])
                .collect(),
        }
    });
    let mut found: Vec<FoeOfFriends<'g>> = found.collect();
    // stable: foes are in the order of their ids
    found.sort_by_key(|foe| Reverse(foe.friends.len()));
    found
}

fn number(actors: &[&Actor], id: &str) -> Option<u32> {
    let place = actors.binary_search_by(|actor| actor.id.as_str().cmp(id));
    place.ok().map(|place| place as u32) // a graph's nodes are counted in 32 bits
}

/// What orders scores without their rounding.
fn thousandths(score: f64) -> i64 {
    (score * 1000.0).round() as i64
}

/// How much cooperation an event is, and how much conflict where that is negative; `None` for what is none.
pub(super) fn score(statement: &Statement) -> Option<f64> {
    match &statement.relation {
        Some(Relation::Event(event)) => Some(f64::from(event.score)),
        _ => None,
    }
}

/// The events of a selection, by the numbers of their actors.
fn acts(selection: &Selection<'_>, actors: &[&Actor], unit: Option<Unit>) -> Vec<Act> {
    let mut acts = Vec::new();
    for tie in selection.ties() {
        let ends = (number(actors, &tie.source.id), number(actors, &tie.target.id));
        let (Some(a), Some(b)) = ends else { continue };
        if a == b {
            continue;
        }
        acts.extend(tie.statements.iter().filter_map(|statement| {
            Some(Act {
                ends: (a.min(b), a.max(b)),
                period: unit.and_then(|unit| period_of(statement, unit)),
                score: score(statement)?,
            })
        }));
    }
    acts.sort_by_key(|act| act.ends);
    acts
}

/// The pairs of acts that are in the order of their ends.
fn sum(acts: &[Act]) -> Vec<Signed> {
    let pairs = acts.chunk_by(|a, b| a.ends == b.ends);
    let summed = pairs.map(|acts| {
        let score: f64 = acts.iter().map(|act| act.score).sum();
        (acts[0].ends.0, acts[0].ends.1, score)
    });
    summed.filter(|&(_, _, score)| thousandths(score) != 0).collect()
}

/// The sums of what is between pairs of actors.
pub(super) struct Scores<'g>(BTreeMap<(&'g str, &'g str), f64>);

/// The sums of a whole selection. O(n log n) in statements.
pub(super) fn scores<'g>(selection: &Selection<'g>) -> Scores<'g> {
    let actors: Vec<&Actor> = selection.actors().collect();
    Scores::of(&sum(&acts(selection, &actors, None)), &actors)
}

impl<'g> Scores<'g> {
    fn of(pairs: &[Signed], actors: &[&'g Actor]) -> Self {
        let id = |number: u32| actors[number as usize].id.as_str();
        // actors are in the order of their ids
        Self(
            pairs
                .iter()
                .map(|&(a, b, score)| ((id(a), id(b)), score))
                .collect(),
        )
    }

    /// Of two actors in either order; `None` where nothing is between them, or as much good as bad.
    pub(super) fn of_pair(&self, a: &str, b: &str) -> Option<f64> {
        self.0.get(&(a.min(b), a.max(b))).copied()
    }

    fn side(&self, selection: &Selection<'g>, a: &'g Actor, b: &'g Actor) -> Option<Side<'g>> {
        let score = self.of_pair(&a.id, &b.id)?;
        Some(Side {
            a,
            b,
            score,
            evidence: telling(selection, &a.id, &b.id, score),
        })
    }
}

/// The statement that speaks most for the sign of what is between two actors.
pub(super) fn telling<'g>(selection: &Selection<'g>, a: &str, b: &str, sum: f64) -> Option<Evidence<'g>> {
    let ties = selection.ties_between(a, b);
    let statements = ties.iter().flat_map(|tie| tie.statements.iter().copied());
    let weight =
        |statement: &Statement| score(statement).map_or(0, |score| thousandths(score * sum.signum()));
    let strongest = statements
        .clone()
        .map(weight)
        .max()
        .filter(|&weight| weight > 0)?;
    let strongest: Vec<&Statement> = statements
        .filter(|statement| weight(statement) == strongest)
        .collect();
    let best = KnowledgeGraph::best(&strongest)?;
    Some(Evidence::of(selection.graph(), best))
}

//! Questions whose answers take an algorithm, against brute force on small graphs made by chance.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use legation::graph::{Filter, KnowledgeGraph};
use legation::model::*;
use legation::query::{self, Criterion, Measure, Path, PathOptions};
use proptest::prelude::*;
use support::{named, says};

const STEP: u64 = 1 << 32;

fn id(number: usize) -> String {
    format!("x:{number}")
}

/// That one actor does something to another, in a document, on some days.
#[derive(Clone, Debug)]
struct Fact {
    from: usize,
    to: usize,
    lemma: &'static str,
    mutual: bool,
    document: usize,
    days: Option<(Date, Date)>,
}

fn fact(actors: usize) -> impl Strategy<Value = Fact> {
    let ends = (0..actors, 1..actors).prop_map(move |(from, by)| (from, (from + by) % actors));
    let lemma = prop::sample::select(&["meet", "threaten", "help"][..]);
    let days = (1i8..=9, 0i8..=2).prop_map(|(start, more)| {
        (
            Date::constant(2025, 5, start),
            Date::constant(2025, 5, start + more),
        )
    });
    (
        ends,
        lemma,
        any::<bool>(),
        0usize..4,
        prop::option::weighted(0.9, days),
    )
        .prop_map(|((from, to), lemma, mutual, document, days)| Fact {
            from,
            to,
            lemma,
            mutual,
            document,
            days,
        })
}

fn facts(actors: usize, most: usize) -> impl Strategy<Value = Vec<Fact>> {
    prop::collection::vec(fact(actors), 1..most)
}

fn graph(facts: &[Fact]) -> KnowledgeGraph {
    KnowledgeGraph::new(Vec::new(), statements(facts).collect())
}

/// The same with events of scores.
fn events(facts: &[Fact], scored: impl Fn(&Fact) -> (PloverEvent, f32)) -> KnowledgeGraph {
    let statements = statements(facts).zip(facts).map(|(mut statement, fact)| {
        let (event, score) = scored(fact);
        statement.relation = Some(Relation::Event(Event {
            event,
            mode: None,
            contexts: Vec::new(),
            cameo: None,
            quad: event.quad(),
            score,
        }));
        statement
    });
    KnowledgeGraph::new(Vec::new(), statements.collect())
}

fn statements(facts: &[Fact]) -> impl Iterator<Item = Statement> {
    let actor = |number: usize| named(&id(number), &format!("Actor {number}"));
    facts.iter().enumerate().map(move |(number, fact)| {
        let mut statement = says(actor(fact.from), fact.lemma, actor(fact.to));
        statement.doc = format!("document {}", fact.document).into();
        statement.symmetric = fact.mutual;
        statement.quote = format!("quote {number}");
        statement.when = fact.days.map(|(start, end)| Interval {
            end: Some(end),
            ..Interval::day(start)
        });
        statement.id = statement.content_id();
        statement
    })
}

/// For each two actors, how many documents tie them; in the order of the ends where direction counts.
fn support_of(facts: &[Fact], directed: bool) -> BTreeMap<(usize, usize), u64> {
    let mut documents: BTreeMap<(usize, usize), BTreeSet<usize>> = BTreeMap::new();
    for fact in facts {
        documents
            .entry((fact.from, fact.to))
            .or_default()
            .insert(fact.document);
        if fact.mutual || !directed {
            documents
                .entry((fact.to, fact.from))
                .or_default()
                .insert(fact.document);
        }
    }
    documents
        .into_iter()
        .map(|(ends, documents)| (ends, documents.len() as u64))
        .collect()
}

/// All ways from one actor to another that visit none twice.
fn ways(arcs: &BTreeSet<(usize, usize)>, from: usize, to: usize) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let mut open = vec![vec![from]];
    while let Some(way) = open.pop() {
        let at = way[way.len() - 1];
        if at == to {
            found.push(way);
            continue;
        }
        for &(_, next) in arcs.range((at, 0)..=(at, usize::MAX)) {
            if !way.contains(&next) {
                open.push([&way[..], &[next]].concat());
            }
        }
    }
    found
}

fn number(id: &str) -> usize {
    id[2..].parse().expect("an id of these tests")
}

/// The actors that a path visits, by number.
fn visited(path: &Path<'_>) -> Vec<usize> {
    let first = path.steps.first().map(|step| number(step.from));
    first
        .into_iter()
        .chain(path.steps.iter().map(|step| number(step.to)))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_k_shortest_paths_are_the_shortest_of_all(
        facts in facts(6, 14), k in 1usize..9, directed: bool, by_support: bool, avoided in prop::option::of(2usize..6),
    ) {
        let graph = graph(&facts);
        let options = PathOptions {
            count: k,
            directed,
            by_support,
            avoid: avoided.iter().map(|&number| id(number).into()).collect(),
            ..PathOptions::default()
        };
        let Some(answer) = query::path(&graph.select(&Filter::default()), "x:0", "x:1", &options) else {
            return Ok(());
        };
        let support = support_of(&facts, directed);
        let cost = |way: &[usize]| -> u64 {
            way.windows(2).map(|pair| if by_support { STEP / support[&(pair[0], pair[1])] } else { STEP }).sum()
        };
        let all = ways(&support.keys().copied().collect(), 0, 1);
        let mut costs: Vec<u64> = all
            .iter()
            .filter(|way| avoided.is_none_or(|avoided| !way.contains(&avoided)))
            .map(|way| cost(way))
            .collect();
        costs.sort_unstable();
        costs.truncate(k);
        let found: Vec<Vec<usize>> = answer.paths.iter().map(visited).collect();
        prop_assert_eq!(found.iter().map(|way| cost(way)).collect::<Vec<_>>(), costs);
        prop_assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len(), "a path comes twice");
        prop_assert!(found.iter().all(|way| all.contains(way)), "no path: {:?}", found);
        // one alone is looked for in another way
        let one = query::path(&graph.select(&Filter::default()), "x:0", "x:1", &PathOptions { count: 1, ..options });
        prop_assert_eq!(one.iter().flat_map(|one| &one.paths).map(visited).next(), found.into_iter().next());
    }

    #[test]
    fn all_paths_up_to_a_length_are_all(facts in facts(6, 14), steps in 0usize..6, directed: bool) {
        let graph = graph(&facts);
        let options = PathOptions { count: 1000, up_to: Some(steps), directed, ..PathOptions::default() };
        let Some(answer) = query::path(&graph.select(&Filter::default()), "x:0", "x:1", &options) else {
            return Ok(());
        };
        let support = support_of(&facts, directed);
        let mut all = ways(&support.keys().copied().collect(), 0, 1);
        all.retain(|way| way.len() <= steps + 1);
        all.sort_by_key(|way| (way.len(), way.clone()));
        prop_assert_eq!(answer.paths.iter().map(visited).collect::<Vec<_>>(), all);
    }

    #[test]
    fn paths_in_order_are_the_best_of_all(facts in facts(6, 11), directed: bool) {
        let graph = graph(&facts);
        let options = PathOptions { directed, ..PathOptions::default() };
        let Some(answer) = query::in_order(&graph.select(&Filter::default()), "x:0", "x:1", &options) else {
            return Ok(());
        };
        // the ways that time allows: steps, first arrival, last departure
        let mut all: Vec<(usize, Date, Date)> = Vec::new();
        let mut open = vec![(vec![0], Date::MIN, Date::MAX)];
        while let Some((way, arrives, departs)) = open.pop() {
            let at = way[way.len() - 1];
            if at == 1 {
                all.push((way.len() - 1, arrives, departs));
                continue;
            }
            for fact in &facts {
                let Some((start, end)) = fact.days else { continue };
                let mut go = |from, to| {
                    if from == at && !way.contains(&to) && arrives <= end {
                        open.push(([&way[..], &[to]].concat(), arrives.max(start), departs.min(end)));
                    }
                };
                go(fact.from, fact.to);
                if fact.mutual || !directed {
                    go(fact.to, fact.from);
                }
            }
        }
        let best = |criterion| answer.paths.iter().find(|path| path.best_in.contains(&criterion));
        let soonest = best(Criterion::EarliestArrival);
        let arrival = all.iter().map(|way| (way.1, way.0)).min();
        prop_assert_eq!(soonest.map(|path| (path.arrives.expect("a day"), path.steps.len())), arrival);
        let hops = all.iter().map(|way| (way.0, way.1)).min();
        let fewest = best(Criterion::FewestHops);
        prop_assert_eq!(fewest.map(|path| (path.steps.len(), path.arrives.expect("a day"))), hops);
        let departure = all.iter().map(|way| (way.2, std::cmp::Reverse(way.0))).max();
        let latest = best(Criterion::LatestDeparture);
        prop_assert_eq!(
            latest.map(|path| (path.departs.expect("a day"), std::cmp::Reverse(path.steps.len()))),
            departure
        );
    }

    #[test]
    fn a_pattern_fits_wherever_its_ties_are(facts in facts(5, 12)) {
        let graph = graph(&facts);
        let tie = |from: usize, to: usize, lemma: &str| {
            facts.iter().any(|fact| {
                fact.lemma == lemma
                    && ((fact.from, fact.to) == (from, to) || fact.mutual && (fact.to, fact.from) == (from, to))
            })
        };
        let mutual = |a: usize, b: usize| {
            facts.iter().any(|fact| fact.mutual && ((fact.from, fact.to) == (a, b) || (fact.to, fact.from) == (a, b)))
        };
        let mut expected: Vec<Vec<String>> = Vec::new();
        for a in 0..5 {
            for b in 0..5 {
                for c in 0..5 {
                    let apart = a != b && b != c && a != c;
                    if apart && tie(a, b, "meet") && tie(c, b, "help") && mutual(a, c) {
                        expected.push(vec![id(a), id(b), id(c)]);
                    }
                }
            }
        }
        expected.sort();
        let pattern = "(?a)-[meet]->(?b)<-[help]-(?c), (?a)<-[]->(?c)".parse().expect("a pattern");
        let found = query::find(&graph, &pattern, &Filter::default(), usize::MAX).expect("no names in it");
        prop_assert!(found.complete);
        let found: Vec<Vec<String>> = found
            .matches
            .iter()
            .map(|found| found.variables.iter().map(|variable| variable.actor.id.to_string()).collect())
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn central_actors_are_those_of_the_definitions(facts in facts(6, 12)) {
        let graph = graph(&facts);
        let selection = graph.select(&Filter::default());
        let value = |measure| -> BTreeMap<usize, f64> {
            let ranked = query::top(&selection, measure);
            assert!(ranked.is_sorted_by(|a, b| a.value >= b.value));
            ranked.iter().map(|ranked| (number(&ranked.actor.id), ranked.value)).collect()
        };
        let arcs: BTreeSet<(usize, usize)> = support_of(&facts, false).into_keys().collect();
        let actors: BTreeSet<usize> = arcs.iter().map(|&(from, _)| from).collect();
        let degree = value(Measure::Degree);
        for &actor in &actors {
            prop_assert_eq!(degree[&actor], arcs.range((actor, 0)..=(actor, usize::MAX)).count() as f64);
        }

        let mut between: BTreeMap<usize, f64> = actors.iter().map(|&actor| (actor, 0.0)).collect();
        for &from in &actors {
            for &to in actors.range(from + 1..) {
                let mut shortest = ways(&arcs, from, to);
                let least = shortest.iter().map(Vec::len).min();
                shortest.retain(|way| Some(way.len()) == least);
                for way in &shortest {
                    for actor in &way[1..way.len() - 1] {
                        *between.get_mut(actor).expect("an actor") += 1.0 / shortest.len() as f64;
                    }
                }
            }
        }
        let count = actors.len() as f64;
        let pairs = ((count - 1.0) * (count - 2.0) / 2.0).max(1.0);
        for (actor, value) in value(Measure::Betweenness) {
            prop_assert!((value - between[&actor] / pairs).abs() < 1e-9);
        }

        let forward: BTreeSet<(usize, usize)> = support_of(&facts, true).into_keys().collect();
        let out = |actor: usize| forward.range((actor, 0)..=(actor, usize::MAX)).count();
        let rank = value(Measure::PageRank);
        prop_assert!((rank.values().sum::<f64>() - 1.0).abs() < 1e-9);
        for &actor in &actors {
            let followed: f64 = actors
                .iter()
                .map(|&other| match out(other) {
                    0 => rank[&other] / count,
                    _ if forward.contains(&(other, actor)) => rank[&other] / out(other) as f64,
                    _ => 0.0,
                })
                .sum();
            prop_assert!((rank[&actor] - (0.85 * followed + 0.15 / count)).abs() < 1e-9);
        }
    }

    #[test]
    fn communities_are_a_partition_of_the_modularity_that_is_told(facts in facts(6, 12)) {
        let graph = graph(&facts);
        let found = query::communities(&graph.select(&Filter::default()));
        let arcs: BTreeSet<(usize, usize)> = support_of(&facts, false).into_keys().collect();
        let actors: Vec<usize> = arcs.iter().map(|&(from, _)| from).collect::<BTreeSet<_>>().into_iter().collect();
        let modularity = |of: &BTreeMap<usize, usize>| -> f64 {
            let all = arcs.len() as f64;
            let degree = |actor: usize| arcs.range((actor, 0)..=(actor, usize::MAX)).count() as f64;
            let pairs = actors.iter().flat_map(|a| actors.iter().map(move |b| (*a, *b)));
            pairs
                .filter(|(a, b)| of[a] == of[b])
                .map(|(a, b)| f64::from(u8::from(arcs.contains(&(a, b)))) / all - degree(a) * degree(b) / all / all)
                .sum()
        };
        let members = found.communities.iter().enumerate();
        let members = members.flat_map(|(place, members)| members.iter().map(move |actor| (number(&actor.id), place)));
        let of: BTreeMap<usize, usize> = members.collect();
        prop_assert_eq!(of.keys().copied().collect::<Vec<_>>(), actors.clone());
        prop_assert_eq!(found.communities.iter().map(Vec::len).sum::<usize>(), actors.len());
        prop_assert!((found.modularity - modularity(&of)).abs() < 1e-9);
        // as good as no or one community at least, and as the best of all partitions at most
        let mut best = f64::MIN;
        let mut partitions = vec![vec![0]];
        for _ in 1..actors.len() {
            partitions = partitions
                .into_iter()
                .flat_map(|partition| {
                    let next = partition.iter().max().map_or(0, |most| most + 1);
                    (0..=next).map(move |community| [&partition[..], &[community]].concat())
                })
                .collect();
        }
        for partition in partitions {
            best = best.max(modularity(&actors.iter().copied().zip(partition).collect()));
        }
        prop_assert!(found.modularity >= -1e-9 && found.modularity <= best + 1e-9);
    }

    #[test]
    fn triads_and_mediations_are_those_of_the_definitions(facts in facts(6, 14), around in prop::option::of(0usize..6)) {
        // what one does to another is good or bad by the lemma's place
        let scored = |fact: &Fact| match fact.lemma {
            "meet" => (PloverEvent::Consult, 1.5),
            "help" => (PloverEvent::Aid, 3.0),
            _ => (PloverEvent::Threaten, -4.5),
        };
        let graph = events(&facts, scored);
        let selection = graph.select(&Filter::default());
        let mut scores: BTreeMap<(usize, usize), f32> = BTreeMap::new();
        for fact in &facts {
            *scores.entry((fact.from.min(fact.to), fact.from.max(fact.to))).or_default() += scored(fact).1;
        }
        let score = |a: usize, b: usize| scores.get(&(a.min(b), a.max(b))).copied().filter(|&score| score != 0.0);
        let mut expected = [0; 4];
        let mut foes_of_friends: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for a in 0..6 {
            for b in a + 1..6 {
                for c in b + 1..6 {
                    if let (Some(ab), Some(ac), Some(bc)) = (score(a, b), score(a, c), score(b, c))
                        && around.is_none_or(|only| [a, b, c].contains(&only))
                    {
                        expected[[ab, ac, bc].iter().filter(|&&score| score < 0.0).count()] += 1;
                    }
                }
            }
        }
        for friend in 0..6 {
            for foe in 0..6 {
                if let Some(only) = around
                    && only != foe
                    && score(only, friend).is_some_and(|score| score > 0.0)
                    && score(friend, foe).is_some_and(|score| score < 0.0)
                {
                    foes_of_friends.entry(foe).or_default().insert(friend);
                }
            }
        }
        let around = around.map(id);
        let found = query::balance(&selection, around.as_deref(), None, usize::MAX);
        let census = found.census;
        prop_assert_eq!([census.friends, census.between_foes, census.common_foe, census.foes], expected);
        prop_assert_eq!(found.triads.len(), expected.iter().sum::<usize>());
        prop_assert_eq!(found.triads.iter().filter(|triad| triad.balanced).count(), expected[0] + expected[2]);
        let found: BTreeMap<usize, BTreeSet<usize>> = found
            .foes_of_friends
            .iter()
            .map(|foe| (number(&foe.actor.id), foe.friends.iter().map(|friend| number(&friend.id)).collect()))
            .collect();
        prop_assert_eq!(found, foes_of_friends);

        let meets: BTreeSet<(usize, usize)> = facts
            .iter()
            .filter(|fact| fact.lemma == "meet")
            .flat_map(|fact| [(fact.from, fact.to), (fact.to, fact.from)])
            .collect();
        let mut expected: BTreeSet<(usize, usize, usize)> = BTreeSet::new();
        for &(mediator, a) in &meets {
            for &(_, b) in meets.range((mediator, a + 1)..=(mediator, usize::MAX)) {
                if !meets.contains(&(a, b)) {
                    expected.insert((mediator, a, b));
                }
            }
        }
        let found = query::motifs(&graph, &Filter::default(), usize::MAX);
        prop_assert_eq!(found.mediated, expected.len());
        let triple = |mediation: &query::Mediation<'_>| {
            (number(&mediation.mediator.id), number(&mediation.a.id), number(&mediation.b.id))
        };
        prop_assert_eq!(found.mediations.iter().map(triple).collect::<BTreeSet<_>>(), expected);
        let conflicts: Vec<f64> = found.mediations.iter().map(|mediation| mediation.score.unwrap_or(0.0).min(0.0)).collect();
        prop_assert!(conflicts.is_sorted());
        let fewer = query::motifs(&graph, &Filter::default(), 2);
        prop_assert_eq!(&fewer.mediations[..], &found.mediations[..found.mediated.min(2)]);
    }
}

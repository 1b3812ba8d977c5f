use std::collections::BTreeMap;

use super::{Found, Kind, Link, Match, Name, Part, Pattern, Variable, Way};
use crate::graph::{Filter, KnowledgeGraph, NameError, RelationFilter, Tie};
use crate::model::{Actor, Statement};
use crate::query::path::step;

/// The ways to fit a pattern into a graph, at most so many. What the pattern says about modality or polarity
/// of a tie counts in place of what the filter says.
///
/// Backtracking: the next link is always one with the fewest ties that are possible by then. Exponential in
/// the number of links at worst, linear in the ties for one.
///
/// # Errors
/// A name in the pattern that means nobody, or several.
pub fn find<'g>(
    graph: &'g KnowledgeGraph,
    pattern: &Pattern,
    filter: &Filter,
    most: usize,
) -> Result<Found<'g>, NameError> {
    let mut bound = Vec::with_capacity(pattern.parts.len());
    for part in &pattern.parts {
        bound.push(match &part.name {
            Name::Given(name) => Some(given(graph, name, part)?),
            _ => None,
        });
    }
    let mut search = Search {
        pattern,
        ties: pattern
            .links
            .iter()
            .map(|link| Ties::of(graph, link, filter))
            .collect(),
        most,
        bound,
        chosen: vec![None; pattern.links.len()],
        found: BTreeMap::new(),
    };
    let complete = search.extend();
    let matches = search.found.into_values().map(|(actors, ties)| {
        let variables = pattern.parts.iter().zip(&actors);
        let variables = variables.filter_map(|(part, actor)| match &part.name {
            Name::Variable(name) => Some(Variable {
                name: name.clone(),
                actor,
            }),
            _ => None,
        });
        let steps = pattern.links.iter().zip(&search.ties).zip(&ties);
        let steps = steps.filter_map(|((link, all), &tie)| {
            let tie = &all.ties[tie];
            let ends = (actors[link.from], actors[link.to]);
            let others = all
                .between(ends.0, ends.1)
                .filter(|&other| link.fits(&all.ties[other], ends))
                .count();
            Some(step(graph, ends, tie, tie.best()?, others.saturating_sub(1)))
        });
        Match {
            variables: variables.collect(),
            steps: steps.collect(),
        }
    });
    Ok(Found {
        matches: matches.collect(),
        complete,
    })
}

/// Who is meant by a name in a pattern; of several, the one of the part's country.
fn given<'g>(graph: &'g KnowledgeGraph, name: &str, part: &Part) -> Result<&'g Actor, NameError> {
    match graph.find(name) {
        Err(NameError::Ambiguous { name, candidates }) => {
            let mut of_country = candidates
                .iter()
                .filter(|actor| part.country.is_some() && actor.country == part.country);
            match (
                of_country.next().and_then(|actor| graph.actor(&actor.id)),
                of_country.next(),
            ) {
                (Some(only), None) => Ok(only),
                _ => Err(NameError::Ambiguous { name, candidates }),
            }
        }
        found => found,
    }
}

impl Part {
    fn admits(&self, actor: &Actor) -> bool {
        let kind = match self.kind {
            None => true,
            Some(Kind::Kind(kind)) => actor.kind == kind,
            Some(Kind::Sector(sector)) => actor.sector == Some(sector),
        };
        kind && (self.country.is_none() || self.country == actor.country)
    }
}

impl Link {
    /// Whether a tie can lead from one actor to another.
    fn fits(&self, tie: &Tie<'_>, (from, to): (&Actor, &Actor)) -> bool {
        let forward = tie.source.id == from.id && tie.target.id == to.id;
        let backward = tie.source.id == to.id && tie.target.id == from.id;
        match self.way {
            Way::Forward => forward || backward && tie.symmetric,
            Way::Mutual => (forward || backward) && tie.symmetric,
            Way::Any => forward || backward,
        }
    }
}

/// The ties that a link may be, and by whose.
struct Ties<'g> {
    ties: Vec<Tie<'g>>,
    /// Places of the ties that an actor has, by its id.
    of: BTreeMap<&'g str, Vec<usize>>,
}

impl<'g> Ties<'g> {
    fn of(graph: &'g KnowledgeGraph, link: &Link, filter: &Filter) -> Self {
        let mut filter = filter.clone();
        if let Some(modality) = link.modality {
            filter.modalities = vec![modality];
        }
        filter.polarity = link.polarity.or(filter.polarity);
        let right = |tie: &Tie<'_>| {
            let kind =
                |wanted: &RelationFilter| tie.statements.iter().any(|statement| wanted.admits(statement));
            (link.relations.is_empty() || link.relations.iter().any(kind)) && link.words.iter().all(kind)
        };
        let mut ties: Vec<Tie<'g>> = graph.select(&filter).ties().filter(right).collect();
        // a tie has one label, but its statements may have other words
        for tie in &mut ties {
            let words = |statement: &Statement| link.words.iter().all(|words| words.admits(statement));
            tie.statements.retain(|statement| words(statement));
        }
        let mut of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, tie) in ties.iter().enumerate() {
            of.entry(&tie.source.id).or_default().push(place);
            if tie.source.id != tie.target.id {
                of.entry(&tie.target.id).or_default().push(place);
            }
        }
        Self { ties, of }
    }

    fn having(&self, actor: &Actor) -> &[usize] {
        self.of.get(actor.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The ties of two actors, in either direction.
    fn between<'a>(&'a self, a: &Actor, b: &'a Actor) -> impl Iterator<Item = usize> + 'a {
        let of_a = self.having(a).iter().copied();
        of_a.filter(move |&place| self.ties[place].source.id == b.id || self.ties[place].target.id == b.id)
    }
}

struct Search<'p, 'g> {
    pattern: &'p Pattern,
    ties: Vec<Ties<'g>>,
    most: usize,
    bound: Vec<Option<&'g Actor>>,
    /// The tie that each link is.
    chosen: Vec<Option<usize>>,
    /// The matches by the ids of their actors, with the best supported tie of each link.
    found: BTreeMap<Vec<&'g str>, (Vec<&'g Actor>, Vec<usize>)>,
}

impl<'g> Search<'_, 'g> {
    /// Tries every tie for one more link; whether all could be tried.
    fn extend(&mut self) -> bool {
        let open = (0..self.chosen.len()).filter(|&link| self.chosen[link].is_none());
        let Some(link) = open.min_by_key(|&link| self.choices(link)) else {
            return self.keep();
        };
        let Link { from, to, .. } = self.pattern.links[link];
        let candidates: Vec<usize> = match (self.bound[from], self.bound[to]) {
            (Some(from), Some(to)) => self.ties[link].between(from, to).collect(),
            (Some(one), None) | (None, Some(one)) => self.ties[link].having(one).to_vec(),
            (None, None) => (0..self.ties[link].ties.len()).collect(),
        };
        for tie in candidates {
            let (source, target) = (self.ties[link].ties[tie].source, self.ties[link].ties[tie].target);
            for ends in [(source, target), (target, source)] {
                if !self.pattern.links[link].fits(&self.ties[link].ties[tie], ends) {
                    continue;
                }
                let before = (self.bound[from], self.bound[to]);
                if self.bind(from, ends.0) && self.bind(to, ends.1) {
                    self.chosen[link] = Some(tie);
                    if !self.extend() {
                        return false;
                    }
                    self.chosen[link] = None;
                }
                (self.bound[from], self.bound[to]) = before;
            }
        }
        true
    }

    /// How many ties a link may be at most, as far as its ends are known.
    fn choices(&self, link: usize) -> usize {
        let Link { from, to, .. } = self.pattern.links[link];
        let ends = [self.bound[from], self.bound[to]];
        let known = ends
            .into_iter()
            .flatten()
            .map(|actor| self.ties[link].having(actor).len());
        known.min().unwrap_or(self.ties[link].ties.len())
    }

    fn bind(&mut self, part: usize, actor: &'g Actor) -> bool {
        match self.bound[part] {
            Some(known) => known.id == actor.id,
            None => {
                let free = !self.bound.iter().flatten().any(|other| other.id == actor.id);
                let fits = free && self.pattern.parts[part].admits(actor);
                if fits {
                    self.bound[part] = Some(actor);
                }
                fits
            }
        }
    }

    /// Keeps what is bound and chosen, where it is new or better supported; false when there is no room.
    fn keep(&mut self) -> bool {
        let actors: Vec<&Actor> = self.bound.iter().copied().flatten().collect();
        let key: Vec<&str> = actors.iter().map(|actor| actor.id.as_str()).collect();
        let ties: Vec<usize> = self.chosen.iter().copied().flatten().collect();
        if self.found.len() == self.most && !self.found.contains_key(&key) {
            return false;
        }
        let known = self.found.entry(key).or_insert_with(|| (actors, ties.clone()));
        for (link, tie) in ties.into_iter().enumerate() {
            let support = |tie: usize| {
                let tie = &self.ties[link].ties[tie];
                (tie.sources, tie.documents, tie.statements.len())
            };
            if support(tie) > support(known.1[link]) {
                known.1[link] = tie;
            }
        }
        true
    }
}

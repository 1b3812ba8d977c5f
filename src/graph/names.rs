//! Who is meant by the name that a user types.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{DiGraph, NodeIndex};

use super::Edge;
use crate::model::{Actor, ActorKind, Participant, Statement};

/// Why a name means nobody in particular.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// No actor is called so.
    #[error("unknown actor '{name}'{}", suggestion(.suggestions))]
    Unknown {
        /// As typed.
        name: String,
        /// Names that look like it, nearest first.
        suggestions: Vec<String>,
    },
    /// Several actors are.
    #[error("'{name}' could be any of these; ask for one by its id:{}", list(.candidates))]
    Ambiguous {
        /// As typed.
        name: String,
        /// All that it could be, by id.
        candidates: Vec<Actor>,
    },
}

fn suggestion(suggestions: &[String]) -> String {
    match suggestions {
        [] => String::new(),
        names => format!("; did you mean {}?", names.join(" or ")),
    }
}

fn list(candidates: &[Actor]) -> String {
    candidates
        .iter()
        .map(|actor| format!("\n  {}  {}", actor.id, actor.name))
        .collect()
}

/// How many suggestions are made.
const SUGGESTIONS: usize = 3;
/// How alike a suggestion must be, by Jaro and Winkler's measure.
const ALIKE: f64 = 0.85;

/// The names in a graph, folded.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    canonical: BTreeMap<String, BTreeSet<NodeIndex>>,
    /// Country codes of states.
    codes: BTreeMap<String, BTreeSet<NodeIndex>>,
    used: BTreeMap<String, BTreeSet<NodeIndex>>,
    words: BTreeMap<String, BTreeSet<NodeIndex>>,
    others: Vec<Vec<String>>,
}

impl Names {
    pub(super) fn new(graph: &DiGraph<Actor, Edge>, statements: &[Statement]) -> Self {
        let mut names = Self::default();
        let mut by_id = BTreeMap::new();
        for node in graph.node_indices() {
            let actor = &graph[node];
            by_id.insert(actor.id.as_str(), node);
            let folded = fold(&actor.name);
            for word in folded.split(' ').filter(|word| !word.is_empty()) {
                names.words.entry(word.to_owned()).or_default().insert(node);
            }
            names.canonical.entry(folded).or_default().insert(node);
            if let (ActorKind::State, Some(code)) = (actor.kind, &actor.country) {
                names.codes.entry(fold(code)).or_default().insert(node);
            }
        }
        let mut counts: Vec<BTreeMap<&str, u32>> = vec![BTreeMap::new(); graph.node_count()];
        for statement in statements {
            let participants = statement
                .source
                .iter()
                .chain(&statement.targets)
                .chain(&statement.attribution);
            for (text, actor) in participants.filter_map(named) {
                let Some(&node) = by_id.get(actor.id.as_str()) else {
                    continue;
                };
                names.used.entry(fold(text)).or_default().insert(node);
                if fold(text) != fold(&graph[node].name) {
                    *counts[node.index()].entry(text).or_default() += 1;
                }
            }
        }
        names.others = counts
            .into_iter()
            .map(|counts| {
                let mut counts: Vec<(&str, u32)> = counts.into_iter().collect();
                counts.sort_by_key(|&(text, count)| (std::cmp::Reverse(count), text));
                counts.into_iter().map(|(text, _)| text.to_owned()).collect()
            })
            .collect();
        names
    }

    pub(super) fn of(&self, node: NodeIndex) -> &[String] {
        &self.others[node.index()]
    }

    pub(super) fn find<'g>(
        &self,
        graph: &'g DiGraph<Actor, Edge>,
        name: &str,
    ) -> Result<&'g Actor, NameError> {
        let found = |node: NodeIndex| &graph[node];
        // nodes are in the order of their ids
        let nodes: Vec<NodeIndex> = graph.node_indices().collect();
        if let Ok(at) = nodes.binary_search_by(|&node| graph[node].id.as_str().cmp(name)) {
            return Ok(found(nodes[at]));
        }
        let exact: Vec<NodeIndex> = nodes
            .into_iter()
            .filter(|&node| graph[node].name == name)
            .collect();
        if let [only] = exact[..] {
            return Ok(found(only));
        }
        let folded = fold(name);
        let steps = [&self.canonical, &self.codes, &self.used].map(|step| step.get(&folded).cloned());
        let words = self.having_words(&folded);
        let Some(candidates) = steps
            .into_iter()
            .flatten()
            .chain([words])
            .find(|step| !step.is_empty())
        else {
            return Err(NameError::Unknown {
                name: name.to_owned(),
                suggestions: self.like(graph, &folded),
            });
        };
        let candidates: Vec<NodeIndex> = candidates.into_iter().collect();
        match candidates[..] {
            [only] => Ok(found(only)),
            _ => Err(NameError::Ambiguous {
                name: name.to_owned(),
                candidates: candidates.into_iter().map(|node| graph[node].clone()).collect(),
            }),
        }
    }

    /// The actors whose names have all of these words.
    fn having_words(&self, folded: &str) -> BTreeSet<NodeIndex> {
        let mut sets = folded
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(|word| self.words.get(word));
        let Some(Some(first)) = sets.next() else {
            return BTreeSet::new();
        };
        sets.fold(first.clone(), |common, set| match set {
            Some(set) => common.intersection(set).copied().collect(),
            None => BTreeSet::new(),
        })
    }

    fn like(&self, graph: &DiGraph<Actor, Edge>, folded: &str) -> Vec<String> {
        let known = [&self.canonical, &self.used, &self.words];
        let mut best: BTreeMap<NodeIndex, f64> = BTreeMap::new();
        for (name, nodes) in known.into_iter().flatten() {
            let likeness = strsim::jaro_winkler(name, folded);
            if likeness >= ALIKE {
                for &node in nodes {
                    let entry = best.entry(node).or_insert(likeness);
                    *entry = entry.max(likeness);
                }
            }
        }
        let mut best: Vec<(NodeIndex, f64)> = best.into_iter().collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.truncate(SUGGESTIONS);
        best.into_iter()
            .map(|(node, _)| graph[node].name.to_string())
            .collect()
    }
}

/// The words of a participant that are a name, not "he" or "the agency", and whose they are.
fn named(participant: &Participant) -> Option<(&str, &Actor)> {
    const PRONOUNS: [&str; 5] = ["He", "She", "It", "They", "We"];
    let text = participant.text.trim();
    let bare = ["the ", "The "]
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .unwrap_or(text);
    let is_name = bare.chars().next().is_some_and(|first| !first.is_lowercase()) && !PRONOUNS.contains(&bare);
    participant
        .actor
        .as_ref()
        .filter(|_| is_name)
        .map(|actor| (bare, actor))
}

/// A name without what people write differently: case, accents of Latin letters, hyphens and full stops,
/// spacing, "the" before it.
pub(super) fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            '.' | '\'' | '\u{2018}' | '\u{2019}' | '\u{0300}'..='\u{036f}' => {}
            '-' | '\u{2010}'..='\u{2015}' | '_' => folded.push(' '),
            c if c.is_whitespace() => folded.push(' '),
            c => folded.push_str(&plain(c)),
        }
    }
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let words = match words.as_slice() {
        ["the", rest @ ..] if !rest.is_empty() => rest,
        words => words,
    };
    words.join(" ")
}

/// A Latin letter without its accent.
fn plain(c: char) -> std::borrow::Cow<'static, str> {
    const PLAIN: [(&str, &str); 25] = [
        ("àáâãåāăąạảấầẩẫậắằẳẵặ", "a"),
        ("ä", "a"),
        ("æ", "ae"),
        ("çćĉċč", "c"),
        ("ďđð", "d"),
        ("èéêëēĕėęěẹẻẽếềểễệə", "e"),
        ("ĝğġģ", "g"),
        ("ĥħ", "h"),
        ("ìíîïĩīĭįıịỉ", "i"),
        ("ĵ", "j"),
        ("ķ", "k"),
        ("ĺļľŀł", "l"),
        ("ñńņňŋ", "n"),
        ("òóôõōŏőơọỏốồổỗộớờởỡợ", "o"),
        ("öø", "o"),
        ("œ", "oe"),
        ("ŕŗř", "r"),
        ("śŝşšș", "s"),
        ("ß", "ss"),
        ("ţťŧț", "t"),
        ("þ", "th"),
        ("ùúûũūŭůűųưụủứừửữự", "u"),
        ("ü", "u"),
        ("ýÿŷỳỵỷỹ", "y"),
        ("źżž", "z"),
    ];
    if c.is_ascii() {
        return String::from(c).into();
    }
    match PLAIN.iter().find(|(accented, _)| accented.contains(c)) {
        Some((_, plain)) => (*plain).into(),
        None => String::from(c).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn names_fold_to_what_people_type() {
        for (written, folded) in [
            ("Kim Jong-un", "kim jong un"),
            ("the U.S.", "us"),
            ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
            ("  Côte   d\u{2019}Ivoire ", "cote divoire"),
            ("Кремль", "кремль"),
            ("The", "the"),
        ] {
            assert_eq!(fold(written), folded);
        }
    }
}

//! Whether a statement of the graph says what a question asks for.

use super::reading::{Reading, content};
use super::rewrite::Hole;
use crate::graph::KnowledgeGraph;
use crate::model::{Actor, PloverEvent, Relation, Statement};

/// That a statement fits a question.
pub(super) struct Fit<'g> {
    /// Who fills the hole; for other holes nobody.
    pub(super) actors: Vec<&'g Actor>,
    /// Whether it says just that, not only something of the kind.
    pub(super) sure: bool,
}

/// Verbs that mean any act of an event, in whatever words it is told.
const GENERAL: [(PloverEvent, &[&str]); 9] = [
    (
        PloverEvent::Consult,
        &["speak", "talk", "consult", "communicate", "confer"],
    ),
    (PloverEvent::Support, &["support"]),
    (PloverEvent::Aid, &["help", "aid", "assist"]),
    (PloverEvent::Accuse, &["accuse", "criticize", "criticise"]),
    (PloverEvent::Threaten, &["threaten"]),
    (PloverEvent::Sanction, &["sanction"]),
    (PloverEvent::Assault, &["attack"]),
    (PloverEvent::Cooperate, &["cooperate"]),
    (PloverEvent::Protest, &["protest"]),
];

/// Verbs of ruling, which mean the tie "leads" whatever the office is called.
const RULE: [&str; 5] = ["lead", "rule", "govern", "head", "run"];

impl<'g> Reading<'g> {
    /// How a statement fits. `None` where it is about others, or about something else.
    pub(super) fn fit(&self, graph: &'g KnowledgeGraph, statement: &'g Statement) -> Option<Fit<'g>> {
        let mut actors = self.fill(statement)?;
        let sure = self.same(statement)?;
        match self.hole {
            Hole::Who(kind) => {
                actors.retain(|actor| kind.is_none_or(|kind| actor.kind == kind));
                if actors.is_empty() {
                    return None;
                }
            }
            Hole::Speaker => {
                let speakers = statement.attribution.iter();
                actors = speakers.filter_map(|speaker| speaker.actor.as_ref()).collect();
            }
            _ => actors.clear(),
        }
        // the graph's own word on who somebody is
        let actors = actors
            .into_iter()
            .map(|actor| graph.actor(&actor.id).unwrap_or(actor));
        Some(Fit {
            actors: actors.collect(),
            sure: sure && self.in_evidence(statement),
        })
    }

    /// Who is in the hole, where all others that the question names are in their places.
    fn fill(&self, statement: &'g Statement) -> Option<Vec<&'g Actor>> {
        let source = statement.source.as_ref().and_then(|source| source.actor.as_ref());
        let targets: Vec<&Actor> = statement
            .targets
            .iter()
            .filter_map(|target| target.actor.as_ref())
            .collect();
        let asked = [self.source]
            .into_iter()
            .flatten()
            .chain(self.targets.iter().copied());
        let asked: Vec<&Actor> = asked.collect();
        let is_asked = |actor: &&Actor| asked.iter().any(|known| known.id == actor.id);
        let within = |all: &[&Actor], some: &[&Actor]| {
            some.iter()
                .all(|known| all.iter().any(|actor| actor.id == known.id))
        };
        if statement.symmetric {
            // who talks with two others talks with each; that these talk with each other is not said
            let all: Vec<&Actor> = source.into_iter().chain(targets.iter().copied()).collect();
            let others: Vec<&Actor> = all.iter().copied().filter(|actor| !is_asked(actor)).collect();
            return match source {
                Some(source) if !is_asked(&source) => {
                    (asked.len() == 1 && within(&targets, &asked)).then(|| vec![source])
                }
                _ => within(&all, &asked).then_some(others),
            };
        }
        let forward = self
            .source
            .is_none_or(|known| source.is_some_and(|source| source.id == known.id))
            && within(&targets, &self.targets);
        if forward {
            return Some(if self.asks_source {
                source.into_iter().collect()
            } else {
                targets.into_iter().filter(|target| !is_asked(target)).collect()
            });
        }
        // who talks to each other in the question may do so in either order in the graph
        let back = self.statement.symmetric
            && within(&targets, &self.source.into_iter().collect::<Vec<_>>())
            && within(&source.into_iter().collect::<Vec<_>>(), &self.targets);
        back.then(|| {
            if self.asks_target {
                source.into_iter().filter(|source| !is_asked(source)).collect()
            } else if self.asks_source {
                targets.into_iter().filter(|target| !is_asked(target)).collect()
            } else {
                Vec::new()
            }
        })
    }

    /// Whether a statement's act is the one that is asked for: `Some(false)` where it is only of the same
    /// kind, `None` where it is another.
    fn same(&self, statement: &Statement) -> Option<bool> {
        let words = content(&statement.predicate.lemma);
        let has = |word: &String| words.contains(word);
        let (head, rest) = self.predicate.split_first()?;
        match (&self.statement.relation, &statement.relation) {
            (
                Some(Relation::Affiliation { affiliation: asked }),
                Some(Relation::Affiliation { affiliation: told }),
            ) => (asked == told).then(|| self.predicate.iter().all(has) || RULE.contains(&head.as_str())),
            (Some(Relation::Event(asked)), Some(Relation::Event(told))) => {
                let general = GENERAL
                    .iter()
                    .any(|(event, verbs)| *event == told.event && verbs.contains(&head.as_str()));
                if asked.event != told.event {
                    // one may be coded more finely, but the words are the same
                    return self.predicate.iter().all(has).then_some(true);
                }
                let same_mode = asked.mode.is_some() && asked.mode == told.mode;
                // "troops" and "soldiers" are what MOBILIZE:troops moves
                let of_mode =
                    |word: &str| same_mode && asked.mode.as_ref().is_some_and(|mode| mode.starts_with(word));
                let objects = rest
                    .iter()
                    .all(|word| has(word) || of_mode(word) || in_text(&statement.quote, word, word));
                let verb = has(head) || general || same_mode || !rest.is_empty() && rest.iter().all(has);
                Some(objects && verb)
            }
            (None, _) | (_, None) => self.predicate.iter().all(has).then_some(true),
            _ => None,
        }
    }

    /// Whether all words of the question that are nowhere else are in the statement's sentence.
    fn in_evidence(&self, statement: &Statement) -> bool {
        self.words
            .iter()
            .all(|(form, lemma)| in_text(&statement.quote, form, lemma))
    }
}

/// Whether a text has a word in some form: it begins as the dictionary form does, but for a last "e" or "y".
fn in_text(text: &str, form: &str, lemma: &str) -> bool {
    let stem = lemma
        .strip_suffix(['e', 'y'])
        .filter(|stem| stem.chars().count() > 2)
        .unwrap_or(lemma);
    text.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let word = word.to_lowercase();
        let ending = word.strip_prefix(stem).map(|ending| ending.chars().count());
        word == form || ending.is_some_and(|ending| ending <= 3)
    })
}

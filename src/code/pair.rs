//! The relation between two given actors: of all that the rules find, and the learnt model.

use smol_str::SmolStr;

use super::features::{Between, each};
use super::learnt::{Guess, Model};
use super::parties;
use super::plover::counted;
use crate::lexicon::{Ontology, Verbs};
use crate::model::{Event, Participant, PloverEvent, Relation, Sentence, Span, Statement};

/// What a text says between two actors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tie {
    /// The event as [`plover_event`](super::plover_event) counts it, or the lasting tie; `None` when there is none, or nobody
    /// can tell.
    pub relation: Option<Relation>,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
    /// Which rule found it, or "learnt:" and the features that decided.
    pub rule: SmolStr,
}

/// Where the model is less sure than this, the closest answer of the rules stands.
const UNSURE: f32 = 0.35;

/// Where the rules have no answer, the model must be as sure as this.
const ALONE: f32 = 0.4;

/// Where nobody has asked for the two, the model must be as sure as this.
const SURE: f32 = 0.6;

/// The tie that holds between two actors, who are named at `source` and `target`. `answers` are the coded statements of the
/// rules, the closest first; the learnt model weighs them together with the words, and chooses among them where it can.
pub fn tie(sentences: &[Sentence], source: &[Span], target: &[Span], answers: &[Statement]) -> Tie {
    let between = Between::new(sentences, source, target, answers);
    let guess = Model::relations().guess(&each(|hashes| between.gather(hashes)));
    let events: Vec<(Event, &Statement)> = answers
        .iter()
        .filter_map(|statement| Some((counted(statement)?, statement)))
        .collect();
    let of_rule = |(event, statement): &(Event, &Statement)| Tie {
        relation: Some(Relation::Event(event.clone())),
        confidence: guess.probability,
        rule: statement.rule.clone(),
    };
    if let Some(same) = events.iter().find(|(event, _)| Some(event.event) == guess.event) {
        return of_rule(same);
    }
    if let Some(first) = events.first().filter(|_| guess.probability < UNSURE) {
        return of_rule(first);
    }
    let lasting = answers
        .iter()
        .find(|statement| matches!(statement.relation, Some(Relation::Affiliation { .. })));
    let alone = events.is_empty();
    match (guess.event, lasting) {
        (_, Some(statement)) if alone => Tie {
            relation: statement.relation.clone(),
            confidence: statement.confidence,
            rule: statement.rule.clone(),
        },
        (Some(event), _) if !alone || guess.probability >= ALONE && between.in_one_sentence() => {
            learnt(event, &guess, &between)
        }
        _ => Tie::default(),
    }
}

/// What two parties of a fact do that the lexicon has no word for, and why; `None` where it knows the words, or nothing is likely
/// enough.
pub(super) fn unknown_act(sentences: &[Sentence], statement: &Statement) -> Option<Tie> {
    let places = |party: Option<&Participant>| Vec::from_iter(party.and_then(|party| party.span));
    let source = places(statement.source.as_ref());
    let target = places(statement.targets.first());
    // what the lexicon knows, but for no act or only figuratively here; or a storm's doing
    let key = &statement.predicate.key;
    let known = key.head.is_empty() || key.nominal || Verbs::embedded().match_predicate(key).is_some();
    // a question tells nothing
    let asked = statement.quote.trim_end().ends_with('?');
    // what is done to a thing is told by the words
    let is_party = |party: Option<&Participant>| party.is_some_and(parties::is_party);
    let parties = is_party(statement.source.as_ref()) && is_party(statement.targets.first());
    if known || asked || !statement.is_fact() || !parties || source.is_empty() || target.is_empty() {
        return None;
    }
    let between = Between::new(sentences, &source, &target, std::slice::from_ref(statement));
    let guess = Model::relations().guess(&each(|hashes| between.gather(hashes)));
    let event = guess.event.filter(|_| guess.probability >= SURE)?;
    Some(learnt(event, &guess, &between))
}

/// What only the words speak for: which event, and no more.
fn learnt(event: PloverEvent, guess: &Guess, between: &Between<'_>) -> Tie {
    let ontology = Ontology::embedded();
    let names = each(|names| between.gather(names));
    let reasons = Model::relations().reasons(guess, &names);
    Tie {
        relation: Some(Relation::Event(Event {
            event,
            mode: None,
            contexts: Vec::new(),
            cameo: Some(ontology.cameo_of(event, None).into()),
            quad: event.quad(),
            score: ontology.score(event, None),
        })),
        confidence: guess.probability,
        rule: format!("learnt: {}", reasons.join(", ")).into(),
    }
}

//! Demands that stand in the clause below: "Arlen demanded that Borduria withdraw", "Arlen says Borduria must withdraw".

use smol_str::SmolStr;

use crate::lexicon::{Sense, Verbs};
use crate::model::{PloverEvent, PredicateKey, Sentence, Upos};

use super::Context;
use super::draft::Draft;
use super::frame::{is_passive, is_verbal, surface_subject};
use super::phrase::{acting, conjuncts};

pub(super) fn drafts(context: &Context<'_>) -> Vec<Draft> {
    let sentence = context.sentence();
    (0..sentence.len())
        .filter(|&i| is_verbal(sentence, i) && !is_passive(sentence, i))
        .filter_map(|i| of_verb(sentence, i))
        .collect()
}

/// The demand of a verb to whoever is to act in its clause.
fn of_verb(sentence: &Sentence, verb: usize) -> Option<Draft> {
    if sentence.child_by(verb, "obj").is_some() {
        return None; // "asked Arlen to withdraw" names whom it asks
    }
    let source = surface_subject(sentence, verb).filter(|&s| acting(sentence, s).possible())?;
    let clause = sentence.child_by(verb, "ccomp")?;
    let own = |c: &usize| matches!(sentence.token(*c).deprel.as_str(), "nsubj" | "nsubj:pass");
    let asked = sentence.children(clause).find(own)?;
    let passive = is_passive(sentence, clause);
    // "suggested the driver lost control", "believes it should have acted": a claim
    let told = matches!(sentence.token(clause).xpos.as_str(), "VBD" | "VBZ")
        || sentence
            .children_by(clause, "aux")
            .any(|aux| sentence.token(aux).xpos == "VBD" || sentence.token(aux).lemma == "have");
    if told {
        return None;
    }
    if passive
        || asked == source
        || !acting(sentence, asked).possible()
        || sentence.token(asked).upos == Upos::Pron
    {
        return None;
    }
    let key = |head: &str| PredicateKey {
        head: head.into(),
        cases: vec![SmolStr::default()],
        complement: Some(sentence.token(clause).lemma.clone()),
        ..PredicateKey::default()
    };
    let asks = |key: &PredicateKey| {
        Verbs::embedded()
            .match_predicate(key)
            .is_some_and(|found| found.sense == Sense::Event(PloverEvent::Request))
    };
    let said = key(&sentence.token(verb).lemma);
    let must = sentence
        .children_by(clause, "aux")
        .find(|&aux| matches!(sentence.token(aux).lemma.as_str(), "must" | "should"));
    let (key, words) = match must {
        _ if asks(&said) => (said, vec![verb]),
        // "feels that it should", "explained that it must": an opinion
        Some(_)
            if matches!(
                said.head.as_str(),
                "acknowledge"
                    | "believe"
                    | "decide"
                    | "determine"
                    | "explain"
                    | "feel"
                    | "know"
                    | "realise"
                    | "realize"
                    | "recognise"
                    | "recognize"
                    | "think"
                    | "understand"
            ) =>
        {
            return None;
        }
        Some(aux) => (key("demand"), vec![verb, aux]),
        None => return None,
    };
    Some(Draft {
        head: verb,
        beside: None,
        order: 0,
        rule: "demand",
        nominal: false,
        source: Some(source),
        targets: conjuncts(sentence, asked),
        words,
        key,
        rest: Vec::new(),
        counted: None,
        symmetric: false,
        confidence: if must.is_some() { 0.7 } else { 0.8 },
    })
}

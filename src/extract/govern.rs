//! What verbs, adjectives and nouns make of the clauses and events that they govern.

use crate::lexicon::{CueClass, Cues, Effect};
use crate::model::{Modality, Polarity, Sentence, Upos};

use super::stance::{Stance, auxiliaries, opening};

/// "may attack, killing": a participle beside a verb shares the world of the verb, though not its polarity; what
/// an adjective is about ("interested in helping") is open, unless it is what somebody answers for.
pub(super) fn accompanies(sentence: &Sentence, at: usize, governor: usize, stance: &mut Stance) {
    let above = sentence.token(governor);
    if sentence.token(at).xpos != "VBG" {
        return;
    }
    // "since joining the League, Arlen is proud": that was done
    let done = sentence.children_by(at, "mark").any(|m| {
        matches!(
            sentence.token(m).lemma.as_str(),
            "after" | "by" | "following" | "on" | "since" | "upon" | "when" | "while"
        )
    });
    let marked = sentence.child_by(at, "mark").is_some();
    let answers = matches!(
        above.lemma.as_str(),
        "responsible" | "guilty" | "successful" | "busy" | "instrumental"
    );
    if marked && !done && above.upos == Upos::Adj && !answers {
        stance.hear(Effect::Modality(Modality::Possible));
    } else if !marked && above.upos == Upos::Verb {
        let mut verb = Stance::PLAIN;
        auxiliaries(sentence, governor, &mut verb);
        opening(sentence, governor, &mut verb);
        stance.hear(Effect::Modality(verb.modality));
    }
}

/// What a verb or adjective does to the clause that it governs; a particle or an adverb may belong to it:
/// "rule out", "stop short of", "have yet to".
pub(super) fn governing(sentence: &Sentence, governor: usize) -> Option<Effect> {
    let cues = Cues::embedded();
    let lemma = sentence.token(governor).lemma.as_str();
    // "used to attack", not "used an order to attack"
    if lemma == "use" && sentence.child_by(governor, "obj").is_some() {
        return None;
    }
    // "Let Arlen withdraw": nobody lets it
    if lemma == "let"
        && sentence.token(governor).rel() == "root"
        && sentence.child_by(governor, "nsubj").is_none()
    {
        return Some(Effect::Modality(Modality::Demanded));
    }
    sentence
        .children(governor)
        .filter(|&c| matches!(sentence.token(c).rel(), "compound" | "advmod" | "obl"))
        .find_map(|c| cues.effect(CueClass::Gov, &format!("{lemma}_{}", sentence.token(c).lemma)))
        .or_else(|| cues.effect(CueClass::Gov, lemma))
}

/// What a verb does to its object, a predicate that is a noun: "cancelled the talks", "called off the talks".
pub(super) fn acting_on(sentence: &Sentence, verb: usize) -> Option<Effect> {
    let cues = Cues::embedded();
    let lemma = sentence.token(verb).lemma.as_str();
    let particle = sentence
        .children(verb)
        .find(|&c| sentence.token(c).deprel == "compound:prt");
    match particle {
        Some(p) => cues.effect(CueClass::Act, &format!("{lemma}_{}", sentence.token(p).lemma)),
        None => cues.effect(CueClass::Act, lemma),
    }
}

/// Hears what a governing verb says of its clause. Says whether the verb's own negation is used up by that:
/// "did not fail to help" helped, "did not stop helping" goes on, "did not deny" and "refused to rule out"
/// leave it open.
pub(super) fn govern(sentence: &Sentence, governor: usize, effect: Effect, stance: &mut Stance) -> bool {
    let mut own = Stance::PLAIN;
    auxiliaries(sentence, governor, &mut own);
    let negated = own.polarity == Polarity::Negated;
    let lemma = sentence.token(governor).lemma.as_str();
    match effect {
        Effect::Negated if negated && matches!(lemma, "fail" | "forget" | "neglect" | "hesitate") => {}
        Effect::Modality(Modality::Ended) if negated => {}
        Effect::Negated | Effect::Modality(Modality::Denied) if negated => {
            stance.hear(Effect::Modality(Modality::Possible));
        }
        // "refused to rule out attacking": two negations of verbs
        Effect::Negated if stance.polarity == Polarity::Negated && stance.governed => {
            stance.polarity = Polarity::Affirmed;
            stance.hear(Effect::Modality(Modality::Possible));
            return false;
        }
        _ => {
            stance.governed |= effect == Effect::Negated;
            stance.hear(effect);
            return false;
        }
    }
    true
}

/// "said that it would send": what lies ahead of what was said, not a condition.
pub(super) fn future_in_past(sentence: &Sentence, at: usize, stance: &mut Stance) {
    let aux = |lemmas: &[&str]| {
        sentence
            .children_by(at, "aux")
            .any(|c| lemmas.contains(&sentence.token(c).lemma.as_str()))
    };
    let condition = sentence.children_by(at, "advcl").any(|c| {
        sentence.children_by(c, "mark").any(|m| {
            Cues::embedded().effect(CueClass::Mark, &sentence.token(m).lemma)
                == Some(Effect::Modality(Modality::Conditional))
        })
    });
    if stance.modality == Modality::Conditional && !condition && aux(&["would", "'d"]) && !aux(&["have"]) {
        stance.modality = Modality::Planned;
        stance.future = true;
    }
}

/// "X told Y to do": a demand; "X told Y that ...": none. The same verbs say and demand.
pub(super) fn obj_of_saying(sentence: &Sentence, at: usize, governor: usize) -> bool {
    sentence.token(at).rel() == "ccomp"
        && matches!(sentence.token(governor).lemma.as_str(), "tell" | "ask" | "agree" | "insist" | "have" | "think" | "believe")
        && sentence.children(at).any(|c| {
            matches!(sentence.token(c).rel(), "aux" | "cop") && sentence.token(c).xpos != "VB"
        } || matches!(sentence.token(at).xpos.as_str(), "VBD" | "VBZ"))
}

//! What verbs, adjectives and nouns make of the clauses and events that they govern.

use crate::lexicon::words;
use crate::lexicon::{CueClass, Cues, Effect};
use crate::model::{Modality, Polarity, Sentence, Upos};

use super::beside::auxiliaries;
use super::frame::is_passive;
use super::stance::Stance;

/// "may attack, killing": a participle beside a verb shares the world of the verb, though not its polarity; what
/// an adjective is about ("interested in helping") is open, unless it is what somebody answers for. `world` is that of the verb.
pub(super) fn accompanies(
    sentence: &Sentence,
    at: usize,
    governor: usize,
    world: Effect,
    stance: &mut Stance,
) {
    let above = sentence.token(governor);
    if sentence.token(at).xpos != "VBG" {
        return;
    }
    // "since joining the League, Arlen is proud": that was done
    let opened = |words: &[&str]| {
        sentence
            .children_by(at, "mark")
            .any(|m| words.contains(&sentence.token(m).lemma.as_str()))
    };
    // "will go on by helping", "with Arlen helping"
    // "contributed to fighting"
    let alongside = opened(&["by", "in", "through", "to", "when", "while", "with"]);
    let done = alongside || opened(&["after", "following", "on", "since", "upon"]);
    let marked = sentence.child_by(at, "mark").is_some();
    if above.upos == Upos::Verb && opened(&["for"]) {
        stance.hear(Effect::Modality(reason(&above.lemma)));
        return;
    }
    let answers = words::ANSWERED_FOR.has(&above.lemma);
    if marked && !done && above.upos == Upos::Adj && !answers {
        stance.hear(Effect::Modality(Modality::Possible));
    } else if (!marked || alongside) && matches!(above.upos, Upos::Verb | Upos::Adj) {
        stance.hear(world);
    }
}

/// "will leave as soon as Arlen helps Borduria": a clause of time in the present, which waits for what is told.
pub(super) fn awaited(sentence: &Sentence, at: usize) -> bool {
    let present = matches!(sentence.token(at).xpos.as_str(), "VBZ" | "VBP")
        || sentence
            .children_by(at, "aux")
            .any(|a| matches!(sentence.token(a).xpos.as_str(), "VBZ" | "VBP"));
    let opens = sentence.children(at).any(|c| {
        matches!(sentence.token(c).rel(), "mark" | "advmod")
            && c < at
            && matches!(
                sentence.token(c).lemma.as_str(),
                "after" | "before" | "once" | "soon" | "till" | "until" | "when"
            )
    });
    let until = sentence.children(at).any(|c| {
        sentence.token(c).rel() == "mark" && matches!(sentence.token(c).lemma.as_str(), "till" | "until")
    });
    present && opens || until
}

/// What "for doing" beside a verb says: for what somebody is thanked has been done, for what he is arrested he is said to have
/// done; else it is what something is for.
fn reason(verb: &str) -> Modality {
    match verb {
        "accuse" | "arrest" | "charge" | "detain" | "impeach" | "indict" | "investigate" | "prosecute"
        | "sue" | "suspect" => Modality::Alleged,
        "apologise" | "apologize" | "applaud" | "attack" | "blame" | "blast" | "commend" | "condemn"
        | "congratulate" | "convict" | "credit" | "criticise" | "criticize" | "denounce" | "execute"
        | "fine" | "forgive" | "honor" | "honour" | "imprison" | "jail" | "know" | "note" | "pardon"
        | "penalise" | "penalize" | "praise" | "punish" | "rebuke" | "recognise" | "recognize"
        | "remember" | "reward" | "salute" | "sentence" | "thank" => Modality::Actual,
        _ => Modality::Planned,
    }
}

/// What a wish or an expectation makes of what somebody else does: "Arlen hopes that Borduria will withdraw" is no plan of Borduria's.
/// `seen`: it is something to be seen, "would like to see Arlen withdraw".
pub(super) fn wished_of_another(
    sentence: &Sentence,
    at: usize,
    governor: usize,
    effect: Effect,
    seen: bool,
) -> Effect {
    let lemma = sentence.token(governor).lemma.as_str();
    let wishes = matches!(lemma, "desire" | "hope" | "like" | "trust" | "want" | "wish");
    let ours = || {
        sentence
            .child_by(governor, "nsubj")
            .is_some_and(|s| matches!(sentence.token(s).lemma.to_lowercase().as_str(), "i" | "we"))
    };
    let others = seen
        || sentence.child_by(at, "nsubj").is_some()
        || sentence
            .child_by(governor, "obj")
            .is_some_and(|o| o < at && sentence.token(at).rel() == "xcomp");
    match effect {
        Effect::Modality(Modality::Planned) if others && (wishes || lemma == "expect" && ours()) => {
            Effect::Modality(Modality::Demanded)
        }
        effect => effect,
    }
}

/// "is projected to have won", "was determined to have a clot": of what others find out about somebody, nothing is planned.
pub(super) fn found_out(sentence: &Sentence, at: usize, governor: usize, effect: Effect) -> Effect {
    let finds = matches!(
        sentence.token(governor).lemma.as_str(),
        "determine" | "expect" | "find" | "forecast" | "predict" | "project"
    );
    let state = || {
        sentence.child_by(at, "cop").is_some()
            || sentence.has(at, "aux", &["have"])
            || matches!(sentence.token(at).lemma.as_str(), "be" | "have")
    };
    let told = effect == Effect::Modality(Modality::Planned)
        && finds
        && sentence.token(at).rel() == "xcomp"
        && is_passive(sentence, governor)
        && state();
    match told {
        true => Effect::Modality(Modality::Reported),
        false => effect,
    }
}

/// "is qualified to lead Arlen", "is important to help Arlen": what an adjective is open to, unless the cues know better.
pub(super) fn open_to(sentence: &Sentence, at: usize, governor: usize) -> Option<Effect> {
    let to = sentence.has(at, "mark", &["to"]);
    let adjective = sentence.token(governor).upos == Upos::Adj;
    // "is proud to be helping Arlen": helps
    let felt = words::FELT.has(&sentence.token(governor).lemma);
    (to && adjective && !felt).then_some(Effect::Modality(Modality::Possible))
}

/// "supports Arlen playing a role": what a verb wants of its object, or lets it do.
pub(super) fn wanted_of(sentence: &Sentence, at: usize, verb: usize) -> Option<Effect> {
    let wants = words::OTHERS_ACT.has(&sentence.token(verb).lemma);
    let gerund = sentence.token(at).xpos == "VBG" && sentence.child_by(at, "mark").is_none();
    (wants && gerund && acts_for(sentence, at, verb).is_some())
        .then_some(Effect::Modality(Modality::Demanded))
}

/// The object of a verb that stands right before the clause `at`, with no comma between.
pub(super) fn acts_for(sentence: &Sentence, at: usize, verb: usize) -> Option<usize> {
    let object = sentence.child_by(verb, "obj").filter(|&object| object < at)?;
    let parted = (object..at).any(|w| sentence.token(w).form == ",");
    (!parted).then_some(object)
}

/// "It is for Arlen to help Borduria", "it is, in our view, up to Arlen to help": read off the words, for trees of this differ.
pub(super) fn incumbent(sentence: &Sentence, predicate: usize) -> bool {
    let is = |w: usize, lemma: &str| w < predicate && sentence.token(w).lemma.eq_ignore_ascii_case(lemma);
    (0..predicate).any(|it| {
        let aside = it + 2;
        let after = match is(aside, ",") {
            true => (aside + 1..predicate)
                .find(|&w| is(w, ","))
                .map_or(aside, |w| w + 1),
            false => aside,
        };
        is(it, "it") && is(it + 1, "be") && (is(after, "for") || is(after, "up") && is(after + 1, "to"))
    })
}

/// "It is time for Arlen to withdraw", "it is high time that Arlen withdrew".
pub(super) fn is_due(sentence: &Sentence, predicate: usize) -> bool {
    // "the time has come for Arlen to withdraw"
    let come = sentence.ancestors(predicate).take(2).any(|above| {
        sentence.token(above).lemma == "come"
            && sentence
                .child_by(above, "nsubj")
                .is_some_and(|s| matches!(sentence.token(s).lemma.as_str(), "hour" | "moment" | "time"))
    });
    if come {
        return true;
    }
    let Some(time) = sentence
        .ancestors(predicate)
        .take(2)
        .find(|&above| sentence.token(above).lemma == "time")
    else {
        return false;
    };
    sentence.child_by(time, "cop").is_some()
        && sentence.child_by(time, "det").is_none()
        && sentence
            .children(time)
            .any(|c| c < time && sentence.token(c).lemma.eq_ignore_ascii_case("it"))
}

/// "took the opportunity to thank Arlen", "reached the goal of helping Arlen": what the chance or the goal is for is done.
pub(super) fn is_taken(sentence: &Sentence, noun: usize) -> bool {
    let by: &[&str] = match sentence.token(noun).lemma.as_str() {
        // "takes an initiative to" is only about to
        "initiative" if sentence.has(noun, "det", &["a", "an"]) => return false,
        "initiative" | "occasion" | "opportunity" => &["seize", "take", "use"],
        "aim" | "goal" | "objective" | "target" => &[
            "accomplish",
            "achieve",
            "attain",
            "fulfil",
            "fulfill",
            "meet",
            "reach",
        ],
        _ => return false,
    };
    sentence.token(noun).rel() == "obj"
        && sentence
            .head(noun)
            .is_some_and(|verb| by.contains(&sentence.token(verb).lemma.as_str()))
}

/// Whether a relative clause tells of something that need not exist: "a world that respects Arlen", not "the man who attacked", "an
/// income, which reaches".
pub(super) fn imagined(sentence: &Sentence, at: usize, noun: usize) -> bool {
    let first = sentence.subtree(at).first().copied().unwrap_or(at);
    let aside = sentence.token(first).form == ","
        || first
            .checked_sub(1)
            .is_some_and(|w| sentence.token(w).form == ",");
    if aside {
        return false;
    }
    let past = matches!(sentence.token(at).xpos.as_str(), "VBD" | "VBN")
        || sentence
            .children_by(at, "aux")
            .any(|a| sentence.token(a).xpos == "VBD");
    // "an Arlen that respects Borduria" is yet to come
    let wished_for = sentence.has(noun, "det", &["a", "an"]);
    let definite = sentence.token(noun).upos == Upos::Propn && !wished_for
        || sentence.children(noun).any(|c| {
            sentence.token(c).deprel == "nmod:poss"
                || sentence.token(c).rel() == "det"
                    && !matches!(sentence.token(c).lemma.as_str(), "a" | "an" | "any")
        });
    !past && !definite
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
    // "Let me thank Arlen", "allow me to thank Arlen" thanks it
    let me = || {
        sentence
            .children(governor)
            .any(|c| matches!(sentence.token(c).rel(), "iobj" | "obj") && sentence.token(c).form == "me")
    };
    if matches!(lemma, "allow" | "let" | "permit") && sentence.child_by(governor, "nsubj").is_none() && me() {
        return Some(Effect::Modality(Modality::Actual));
    }
    // "Let Arlen withdraw": nobody lets it
    if lemma == "let"
        && !matches!(sentence.token(governor).rel(), "xcomp" | "acl")
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

/// "has been able to help", "was able to help", "enabled Arlen to help", "has had to help": did.
pub(super) fn managed(sentence: &Sentence, governor: usize) -> bool {
    let past = matches!(sentence.token(governor).xpos.as_str(), "VBD" | "VBN");
    if sentence.token(governor).lemma == "have" && past && sentence.child_by(governor, "obj").is_none() {
        return true;
    }
    if sentence.token(governor).lemma == "enable" && sentence.token(governor).xpos == "VBD" {
        return true;
    }
    sentence.token(governor).lemma == "able"
        && sentence.children(governor).any(|c| {
            let token = sentence.token(c);
            matches!(token.rel(), "aux" | "cop") && (token.xpos == "VBD" || token.lemma == "have")
        })
        && sentence.children(governor).all(|c| {
            !matches!(sentence.token(c).lemma.as_str(), "not" | "never") && sentence.token(c).xpos != "MD"
        })
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

/// "said that it would send": what lies ahead of what was said or agreed, not a condition; "was asked whether it would" tells nothing.
pub(super) fn future_in_past(sentence: &Sentence, at: usize, stance: &mut Stance) {
    let asked = sentence.has(at, "mark", &["if", "whether"]);
    if asked {
        return;
    }
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
        && matches!(sentence.token(governor).lemma.as_str(), "tell" | "ask" | "agree" | "insist" | "have" | "remind" | "suggest" | "think" | "believe")
        && sentence.children(at).any(|c| {
            matches!(sentence.token(c).rel(), "aux" | "cop") && sentence.token(c).xpos != "VB"
        } || matches!(sentence.token(at).xpos.as_str(), "VBD" | "VBZ"))
}

//! Polarity and modality: walks from the predicate up the tree and lets every cue on the way speak.

use crate::lexicon::words;
use crate::lexicon::{CueClass, Cues, Effect, Verbs};
use crate::model::{Modality, Polarity, Sentence, Upos};

use super::beside::{arguments, auxiliaries, cleft, marks, modifiers, opening, question};
use super::govern::{
    accompanies, acting_on, awaited, found_out, future_in_past, govern, governing, imagined, is_taken,
    managed, obj_of_saying, open_to, wanted_of, wished_of_another,
};
use super::phrase::case_of;

/// How a predicate stands to the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stance {
    pub(super) polarity: Polarity,
    pub(super) modality: Modality,
    /// Whether the words point to the future: weekdays then lie ahead.
    pub(super) future: bool,
    /// Whether a governing verb has negated it: "refused to".
    pub(super) governed: bool,
}

impl Stance {
    pub(super) const PLAIN: Stance = Stance {
        polarity: Polarity::Affirmed,
        modality: Modality::Actual,
        future: false,
        governed: false,
    };

    pub(super) fn hear(&mut self, effect: Effect) {
        match effect {
            Effect::Negated => self.polarity = Polarity::Negated,
            Effect::Modality(Modality::Actual) => {}
            Effect::Modality(modality) => {
                self.future |= matches!(
                    modality,
                    Modality::Planned | Modality::Demanded | Modality::Threatened | Modality::Possible
                );
                // "must stop attacking", "may no longer attack": what is to end is not to be
                let to_end = |one, other| one == Modality::Ended && commitment(other) < commitment(one);
                if (to_end(self.modality, modality) || to_end(modality, self.modality))
                    && !matches!(modality, Modality::Conditional | Modality::Denied)
                {
                    self.polarity = Polarity::Negated;
                }
                if commitment(modality) <= commitment(self.modality) {
                    self.modality = modality;
                }
            }
        }
    }
}

/// How much a modality commits to the fact; of several cues the least committal wins:
/// "may be preparing to send" is possible, not planned.
fn commitment(modality: Modality) -> u8 {
    match modality {
        Modality::Actual => 9,
        Modality::Reported => 8,
        Modality::Alleged => 8,
        Modality::Ended => 7,
        Modality::Planned => 6,
        Modality::Attempted => 5,
        Modality::Threatened => 4,
        Modality::Demanded => 3,
        Modality::Possible => 2,
        Modality::Conditional => 1,
        Modality::Denied => 0,
    }
}

/// The stance of the predicate that `head` heads. `nominal`: it is a noun.
pub(super) fn stance(sentence: &Sentence, head: usize, nominal: bool) -> Stance {
    let mut stance = Stance::PLAIN;
    // "is the former president"
    if nominal || sentence.child_by(head, "cop").is_some() {
        modifiers(sentence, head, &mut stance);
    }
    if !nominal {
        auxiliaries(sentence, head, &mut stance);
        opening(sentence, head, &mut stance);
        arguments(sentence, head, &mut stance);
        question(sentence, asked_root(sentence, head), &mut stance);
        cleft(sentence, head, &mut stance);
        // "neither would endorse it": they did not
        let would = sentence.has(head, "aux", &["would"]);
        let have = sentence.has(head, "aux", &["have"]);
        let condition = sentence.child_by(head, "advcl").is_some();
        if stance.modality == Modality::Conditional
            && stance.polarity == Polarity::Negated
            && would
            && !have
            && !condition
        {
            stance = Stance {
                modality: Modality::Actual,
                ..stance
            };
        }
    }
    climb(sentence, head, nominal, &mut stance);
    stance
}

/// The stance of a noun's event that the subject of `verb` takes part in: it shares what is said of the verb.
pub(super) fn stance_beside(sentence: &Sentence, noun: usize, verb: usize) -> Stance {
    let mut stance = Stance::PLAIN;
    modifiers(sentence, noun, &mut stance);
    if let Some(effect) = acting_on(sentence, verb).filter(|_| sentence.token(noun).rel() == "obj") {
        stance.hear(effect);
    }
    auxiliaries(sentence, verb, &mut stance);
    opening(sentence, verb, &mut stance);
    arguments(sentence, verb, &mut stance);
    question(sentence, verb, &mut stance);
    climb(sentence, verb, false, &mut stance);
    stance
}

/// The predicate whose question the one of `head` is part of: "did Arlen decide to attack?"
fn asked_root(sentence: &Sentence, head: usize) -> usize {
    let mut at = head;
    while matches!(sentence.token(at).rel(), "xcomp" | "conj" | "ccomp")
        && let Some(above) = sentence.head(at)
    {
        at = above;
    }
    at
}

/// Cues on the way up. Ends at a speech verb's clause (what is said there is attributed, not coloured),
/// at a relative clause and at the root.
fn climb(sentence: &Sentence, head: usize, nominal: bool, stance: &mut Stance) {
    let cues = Cues::embedded();
    let mut at = head;
    let mut noun = nominal;
    while let Some(governor) = sentence.head(at) {
        let above = sentence.token(governor);
        let lemma = above.lemma.as_str();
        let deprel = sentence.token(at).deprel.as_str();
        match sentence.token(at).rel() {
            "xcomp" | "ccomp" | "csubj" => {
                // "it will be recalled that Arlen attacked"
                let heard =
                    |effect| matches!(effect, Effect::Modality(Modality::Reported | Modality::Alleged));
                let governed = governing(sentence, governor);
                let recalled = deprel == "csubj:pass" && !governed.is_some_and(heard);
                let saying =
                    (recalled || sentence.token(at).rel() == "ccomp") && cues.speech_verb(lemma).is_some();
                let mut undone = false;
                // "would like to see Arlen withdraw"
                let seen = at != head && sentence.token(at).lemma == "see";
                let effect = governed
                    .map(|effect| wished_of_another(sentence, at, governor, effect, seen))
                    .or_else(|| open_to(sentence, at, governor))
                    .or_else(|| wanted_of(sentence, at, governor));
                let effect = effect
                    .filter(|effect| {
                        !(*effect == Effect::Modality(Modality::Planned) && is_past(sentence, at))
                    })
                    .map(|effect| found_out(sentence, at, governor, effect));
                if let Some(effect) = effect.filter(|_| !managed(sentence, governor)) {
                    // "said that": the speaker is kept by attribution; "is said to" is hearsay
                    let hearsay =
                        saying && matches!(effect, Effect::Modality(Modality::Reported | Modality::Alleged));
                    if !hearsay && !obj_of_saying(sentence, at, governor) {
                        undone = govern(sentence, governor, effect, stance);
                    }
                }
                if matches!(sentence.token(at).rel(), "ccomp" | "csubj") {
                    future_in_past(sentence, at, stance);
                    future_in_past(sentence, head, stance); // "... and that it would"
                }
                if saying {
                    // "I do not think that Arlen has attacked"
                    if matches!(lemma, "believe" | "expect" | "feel" | "suppose" | "think") {
                        let mut own = Stance::PLAIN;
                        auxiliaries(sentence, governor, &mut own);
                        if own.polarity == Polarity::Negated && stance.polarity == Polarity::Affirmed {
                            stance.hear(Effect::Negated);
                        }
                    } else {
                        // "did not say that Arlen has attacked" leaves it open
                        let mut own = Stance::PLAIN;
                        auxiliaries(sentence, governor, &mut own);
                        if own.polarity == Polarity::Negated {
                            stance.hear(Effect::Modality(Modality::Possible));
                        }
                    }
                    return;
                }
                // "helping Arlen does not mean ..." says nothing of whether it helps
                if sentence.token(at).rel() == "csubj" && governing(sentence, governor).is_none() {
                    return;
                }
                if !undone {
                    auxiliaries(sentence, governor, stance);
                }
                opening(sentence, governor, stance);
            }
            "advcl" => {
                let to = sentence.has(at, "mark", &["to"]);
                let marked = sentence.has(at, "mark", &["of", "for", "from", "with", "on", "against", "at"])
                    || above.upos == Upos::Adj
                        && sentence.has(at, "mark", &["in"])
                        && !words::ANSWERED_FOR.has(lemma);
                // "stopped attacking"; after a comma it would be a clause of its own
                let gerund = sentence.token(at).xpos == "VBG"
                    && sentence.child_by(at, "mark").is_none()
                    && at
                        .checked_sub(1)
                        .is_some_and(|before| sentence.token(before).upos != Upos::Punct);
                let particle = sentence
                    .children(governor)
                    .any(|c| sentence.token(c).deprel == "compound:prt");
                let gerund = gerund || particle && sentence.token(at).xpos == "VBG" && at > governor;
                // "argued for attacking" is no "argued"
                let with_mark = sentence.children_by(at, "mark").find_map(|m| {
                    cues.effect(CueClass::Gov, &format!("{lemma}_{}", sentence.token(m).lemma))
                });
                let governed = with_mark
                    .or_else(|| wanted_of(sentence, at, governor))
                    .or_else(|| governing(sentence, governor).filter(|_| to || marked || gerund));
                // "repeated its threat to attack", with the attack hung on the verb
                let object = sentence.child_by(governor, "obj").filter(|&o| o < at && to);
                let governed = governed.or_else(|| {
                    let noun = object.filter(|&o| !is_taken(sentence, o))?;
                    cues.effect(CueClass::Noun, &sentence.token(noun).lemma)
                });
                let thanked = object.is_some_and(|o| is_taken(sentence, o));
                // "stopped Arlen from attacking" is no end of what went on
                let governed = governed.map(|effect| {
                    if effect == Effect::Modality(Modality::Ended)
                        && sentence.child_by(governor, "obj").is_some()
                    {
                        Effect::Negated
                    } else {
                        effect
                    }
                });
                if lemma == "lack" && governed.is_some() {
                    stance.hear(Effect::Negated); // "lacks the authority to attack"
                }
                if let Some(effect) = governed {
                    if !govern(sentence, governor, effect, stance) {
                        auxiliaries(sentence, governor, stance);
                    }
                    opening(sentence, governor, stance);
                } else if thanked {
                    stance.hear(world_of(sentence, governor));
                    return;
                } else if lemma == "use" && object.is_some() && to {
                    stance.hear(world_of(sentence, governor)); // "used a drone to attack"
                    return;
                } else if (to && !leads_to(sentence, at, lemma) || so_as(sentence, at)) && !noun {
                    // "old enough to attack", "too weak to attack"
                    let able = sentence.has(governor, "advmod", &["enough", "too"]);
                    if able {
                        let mut own = Stance::PLAIN;
                        auxiliaries(sentence, governor, &mut own);
                        // "not old enough to attack"
                        if own.polarity == Polarity::Negated {
                            stance.hear(Effect::Negated);
                        }
                    }
                    let able = able.then_some(Modality::Possible);
                    // a purpose is no fact, and no more certain than what it is the purpose of
                    stance.hear(Effect::Modality(able.unwrap_or(Modality::Planned)));
                    stance.hear(world_of(sentence, governor));
                    return;
                } else {
                    // asked once: it climbs by itself, and clauses hang on clauses
                    let world = world_of(sentence, governor);
                    if awaited(sentence, at) && world != Effect::Modality(Modality::Actual) {
                        stance.hear(Effect::Modality(Modality::Conditional));
                    }
                    accompanies(sentence, at, governor, world, stance);
                    return;
                }
            }
            // "allegations that Arlen attacked", taken for a relative clause
            "acl" if deprel == "acl:relcl" => {
                // "the accusation he attacked Arlen" has nothing left open
                let whole = sentence.child_by(at, "nsubj").is_some()
                    && ["obj", "xcomp"]
                        .iter()
                        .any(|rel| sentence.child_by(at, rel).is_some());
                // "the offer that Arlen made" was made
                let made = sentence
                    .child_by(at, "obj")
                    .is_some_and(|o| sentence.token(o).lemma == "that" || sentence.token(o).lemma == "which")
                    && Verbs::embedded().is_light(&sentence.token(at).lemma, lemma);
                if made {
                    return;
                }
                let that = whole || sentence.children(at).any(|c| sentence.token(c).lemma == "that");
                let content = cues
                    .effect(CueClass::Noun, lemma)
                    .filter(|_| that && !takes_infinitive(lemma));
                if let Some(effect) = content {
                    stance.hear(effect);
                } else if imagined(sentence, at, governor) {
                    stance.hear(world_of_noun(sentence, governor));
                }
                return;
            }
            "acl" => {
                let to = sentence.has(at, "mark", &["to"]);
                // "efforts begun by Arlen" were begun; "commitments on helping", "uninterested in helping" help nobody yet
                let marked = sentence.child_by(at, "mark").is_some();
                let bare = sentence.token(at).xpos == "VBN" && sentence.child_by(at, "aux").is_none() && !to;
                // "a report accusing Arlen"
                let participle = bare || sentence.token(at).xpos == "VBG" && !marked;
                let gerund = sentence.token(at).xpos == "VBG" && marked;
                // "progress towards helping"
                let towards = sentence.has(at, "mark", &["toward", "towards"]);
                match cues.effect(CueClass::Noun, lemma).filter(|_| !participle) {
                    // "took the opportunity to thank Arlen", "the efforts in presiding"
                    Some(_) if is_taken(sentence, governor) => {}
                    Some(_) if gerund && lemma == "effort" && sentence.has(at, "mark", &["in"]) => {}
                    // "has no choice but to attack"
                    Some(_) if to && is_forced(sentence, at, governor) => {
                        if let Some(verb) = sentence.head(governor) {
                            stance.hear(world_of(sentence, verb));
                        }
                        return;
                    }
                    // "claimed responsibility for attacking Arlen"
                    Some(_) if gerund && lemma == "responsibility" && is_owned_up_to(sentence, governor) => {
                        return;
                    }
                    Some(effect) => {
                        stance.hear(effect);
                        let verb = sentence
                            .head(governor)
                            .map_or("", |verb| &sentence.token(verb).lemma);
                        // "has no plans to attack", "lacks the authority to attack"; "spares no effort to help" helps
                        if sentence.has(governor, "det", &["no"]) && verb != "spare" || verb == "lack" {
                            stance.hear(Effect::Negated);
                        }
                    }
                    // "has the honour of presiding", "was accused of the crime of killing"
                    None if gerund && !towards && words::OF_DEEDS.has(lemma) => {}
                    // "skill in leading", "a response in sending"
                    None if gerund && sentence.has(at, "mark", &["in"]) && !words::OPEN_IN.has(lemma) => {}
                    // "devoted a meeting to helping Arlen"
                    None if gerund && to && is_devoted(sentence, governor) => return,
                    // "with a view to helping Arlen"
                    None if gerund && (towards || matches!(lemma, "purpose" | "sake" | "view")) => {
                        stance.hear(Effect::Modality(Modality::Planned));
                        return;
                    }
                    None if gerund => {
                        stance.hear(Effect::Modality(Modality::Possible));
                        return;
                    }
                    None if to => {
                        stance.hear(Effect::Modality(Modality::Planned)); // a purpose is no fact
                        stance.hear(world_of_noun(sentence, governor));
                        return;
                    }
                    // "supports Arlen playing a role", with the playing hung on Arlen
                    None if participle
                        && let Some(verb) = sentence.head(governor)
                        && let Some(effect) = wanted_of(sentence, at, verb) =>
                    {
                        stance.hear(effect);
                        return;
                    }
                    None => return, // "troops sent by Arlen"
                }
                noun = true;
                at = governor;
                continue;
            }
            "conj" if !noun && matches!(above.upos, Upos::Verb | Upos::Adj) => {
                // auxiliaries are shared by verbs of the same form: "may attack and invade"
                let own = sentence
                    .children(at)
                    .any(|c| matches!(sentence.token(c).rel(), "aux" | "nsubj"));
                if own || above.xpos != sentence.token(at).xpos {
                    if sentence.child_by(at, "nsubj").is_some() {
                        // "if Arlen attacks and Borduria helps": two whole clauses under one conjunction
                        if sentence.child_by(governor, "nsubj").is_none() {
                            return;
                        }
                        marks(sentence, governor, stance);
                        at = governor;
                        continue;
                    }
                } else {
                    // "not to attack but to help"
                    let instead = sentence.has(at, "cc", &["but"]);
                    let polarity = stance.polarity;
                    auxiliaries(sentence, governor, stance);
                    if instead {
                        stance.polarity = polarity;
                    }
                }
                opening(sentence, governor, stance);
            }
            "obj" | "nsubj" | "obl" | "nmod" if noun => {
                let passive = sentence.token(at).deprel.starts_with("nsubj:pass");
                let rel = sentence.token(at).rel();
                let asked_for = rel == "obl" && words::ASKED_FOR.has(lemma) && case_of(sentence, at) == "for";
                let acted = rel == "obj" || passive || asked_for;
                // "must solve the conflict": there is one
                if at == head
                    && nominal
                    && words::PRESUPPOSING.has(lemma)
                    && acting_on(sentence, governor).is_none()
                {
                    return;
                }
                // "agreed on the withdrawal"
                let with_case = || {
                    let case = (rel == "obl").then(|| case_of(sentence, at))?;
                    cues.effect(CueClass::Act, &format!("{lemma}_{case}"))
                };
                let effect = match asked_for {
                    true => Some(Effect::Modality(Modality::Demanded)),
                    false => acting_on(sentence, governor).filter(|_| acted && above.upos == Upos::Verb),
                };
                // "resolving the conflict is a task" has not resolved it
                let untold = effect == Some(Effect::Modality(Modality::Ended))
                    && above.xpos == "VBG"
                    && sentence.child_by(governor, "aux").is_none();
                if untold {
                    return;
                }
                let effect = effect.or_else(with_case);
                if let Some(effect) = effect {
                    stance.hear(effect);
                }
                if above.upos != Upos::Verb {
                    let effect = cues.effect(CueClass::Noun, lemma).filter(|_| rel == "nmod");
                    // "talks on a treaty between Arlen and Borduria": there is none yet
                    let talked_of = is_talk(lemma)
                        && matches!(case_of(sentence, at).as_str(), "about" | "for" | "on" | "over");
                    if let Some(effect) = effect.or(talked_of.then_some(Effect::Modality(Modality::Planned)))
                    {
                        stance.hear(effect);
                    } else if !(rel == "nmod" && is_phase(lemma)) {
                        return;
                    }
                    at = governor;
                    continue;
                }
                // "has not announced any plans to attack"
                if rel == "obj" && !nominal && above.upos == Upos::Verb {
                    let mut verb = Stance::PLAIN;
                    auxiliaries(sentence, governor, &mut verb);
                    if verb.polarity == Polarity::Negated && stance.modality != Modality::Actual {
                        stance.hear(Effect::Modality(Modality::Possible));
                    }
                    // "must play a role in helping Arlen"
                    if matches!(verb.modality, Modality::Demanded | Modality::Planned) {
                        stance.hear(Effect::Modality(verb.modality));
                    }
                }
                // "talks were not held": what is said of the noun's existence holds for the event
                if rel == "nsubj" || rel == "obj" {
                    let light = words::HOLDING.has(lemma);
                    if light {
                        auxiliaries(sentence, governor, stance);
                        opening(sentence, governor, stance);
                    }
                }
                // "ready to enter into talks"
                let entered = rel == "obl"
                    && matches!(case_of(sentence, at).as_str(), "in" | "into" | "on" | "to")
                    && words::ENTERING.has(lemma);
                if entered {
                    auxiliaries(sentence, governor, stance);
                    opening(sentence, governor, stance);
                } else if rel == "obl" && matches!(case_of(sentence, at).as_str(), "by" | "through" | "via") {
                    // "intends to help through cooperation"
                    stance.hear(world_of(sentence, governor));
                    return;
                } else if !(acted || rel == "nsubj" && words::HOLDING.has(lemma)) {
                    // of "hopes that the talks will bear fruit" there are talks
                    return;
                }
                noun = false;
                at = governor;
                if !matches!(
                    sentence.token(at).rel(),
                    "xcomp" | "conj" | "ccomp" | "acl" | "advcl"
                ) {
                    return;
                }
                continue;
            }
            _ => return,
        }
        noun = false;
        at = governor;
    }
}

/// "I am sure that Arlen withdrew": what a clause with "that" tells of the past is no plan.
fn is_past(sentence: &Sentence, clause: usize) -> bool {
    sentence.token(clause).rel() == "ccomp"
        && sentence.token(clause).xpos == "VBD"
        && sentence.has(clause, "mark", &["that"])
        && sentence.child_by(clause, "aux").is_none()
}

/// "had no choice but to attack".
fn is_forced(sentence: &Sentence, at: usize, noun: usize) -> bool {
    matches!(
        sentence.token(noun).lemma.as_str(),
        "alternative" | "choice" | "option" | "recourse"
    ) && (noun + 1..at).any(|w| sentence.token(w).lemma == "but")
}

/// "claimed responsibility for": whether a deed that somebody answers for was done.
fn is_owned_up_to(sentence: &Sentence, noun: usize) -> bool {
    sentence.head(noun).is_some_and(|verb| {
        matches!(
            sentence.token(verb).lemma.as_str(),
            "acknowledge" | "admit" | "claim" | "deny"
        )
    })
}

/// "devoted a meeting to helping": whether a noun is what was spent on what follows.
fn is_devoted(sentence: &Sentence, noun: usize) -> bool {
    sentence.token(noun).rel() == "obj"
        && sentence
            .head(noun)
            .is_some_and(|verb| matches!(sentence.token(verb).lemma.as_str(), "dedicate" | "devote"))
}

/// "contributed to fighting", "resorted to bombing": done, and no purpose.
fn leads_to(sentence: &Sentence, at: usize, governor: &str) -> bool {
    sentence.token(at).xpos == "VBG" && words::LED_TO.has(governor)
}

/// Nouns that only say that something begins or goes on: of "called for the resumption of talks" the talks are called for.
fn is_phase(noun: &str) -> bool {
    words::PHASES.has(noun)
}

/// Nouns for what parties do before there is an agreement.
fn is_talk(noun: &str) -> bool {
    matches!(noun, "discussion" | "negotiation" | "talk")
}

/// How far what a predicate says is from being so, whatever its polarity.
pub(super) fn world_of(sentence: &Sentence, head: usize) -> Effect {
    Effect::Modality(stance(sentence, head, false).modality)
}

/// The same of the predicate that a noun stands with: "called for a world that helps Arlen", "needs a plan to help Arlen".
fn world_of_noun(sentence: &Sentence, noun: usize) -> Effect {
    let cues = Cues::embedded();
    let mut at = noun;
    let mut world = Stance::PLAIN;
    while let Some(above) = sentence.head(at) {
        if let Some(effect) = cues.effect(CueClass::Noun, &sentence.token(above).lemma)
            && sentence.token(at).rel() == "nmod"
        {
            world.hear(effect);
        }
        match sentence.token(at).rel() {
            "nmod" | "conj" if sentence.token(above).upos != Upos::Verb => at = above,
            "obj" | "obl" if sentence.token(above).upos == Upos::Verb => {
                if let Some(effect) = acting_on(sentence, above) {
                    world.hear(effect);
                }
                world.hear(world_of(sentence, above));
                break;
            }
            _ => break,
        }
    }
    match world.modality {
        modality @ (Modality::Planned
        | Modality::Attempted
        | Modality::Possible
        | Modality::Demanded
        | Modality::Conditional) => Effect::Modality(modality),
        _ => Effect::Modality(Modality::Actual),
    }
}

/// Nouns that govern an infinitive and no "that": of "the campaign that hit Arlen" nothing is left open.
fn takes_infinitive(noun: &str) -> bool {
    words::OF_INFINITIVES.has(noun)
}

/// "so as to attack", where "to" belongs to "so".
fn so_as(sentence: &Sentence, clause: usize) -> bool {
    sentence
        .children_by(clause, "mark")
        .any(|m| sentence.token(m).lemma == "so" && sentence.child_by(m, "fixed").is_some())
}

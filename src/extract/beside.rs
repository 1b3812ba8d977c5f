//! What stands beside a predicate in its own clause and colours it: auxiliaries, adverbs, conjunctions, negated arguments, questions.

use crate::lexicon::words;
use crate::lexicon::{CueClass, Cues, Effect};
use crate::model::{Modality, Polarity, Sentence};

use super::frame::surface_subject;
use super::govern::{incumbent, is_due};
use super::stance::Stance;

/// Auxiliaries and adverbs beside a verb.
pub(super) fn auxiliaries(sentence: &Sentence, i: usize, stance: &mut Stance) {
    let cues = Cues::embedded();
    let perfect = sentence.has(i, "aux", &["have"]);
    let longer = sentence.children_by(i, "advmod").any(|c| {
        sentence.token(c).form.eq_ignore_ascii_case("longer")
            && c.checked_sub(1)
                .is_some_and(|n| sentence.token(n).form.eq_ignore_ascii_case("no"))
    });
    if longer {
        stance.hear(Effect::Modality(Modality::Ended)); // "should no longer attack": is not to, see `Stance::hear`
    }
    // "is to meet"
    let to = sentence.has(i, "mark", &["to"]);
    if (to || sentence.has(i, "mark", &["that"])) && is_due(sentence, i) || to && incumbent(sentence, i) {
        stance.hear(Effect::Modality(Modality::Demanded));
    }
    // "is to meet", "is to be arrested", not "to be arrested"
    let is = sentence.children(i).any(|c| {
        matches!(sentence.token(c).rel(), "cop" | "aux")
            && sentence.token(c).lemma == "be"
            && sentence.children_by(i, "mark").any(|to| to > c)
    });
    // the headline "Arlen to meet Holm"
    let headline = sentence.token(i).rel() == "root" && sentence.child_by(i, "nsubj").is_some();
    let copular = sentence.child_by(i, "cop").is_some();
    if to && (is || headline) && (copular || matches!(sentence.token(i).xpos.as_str(), "VB" | "VBN")) {
        // "is yet to meet"
        stance.hear(match sentence.has(i, "advmod", &["yet"]) {
            true => Effect::Negated,
            false => Effect::Modality(Modality::Planned),
        });
    }
    for c in sentence.children(i) {
        let token = sentence.token(c);
        if token.lemma == "please" && matches!(token.rel(), "advmod" | "discourse" | "parataxis") {
            stance.hear(Effect::Modality(Modality::Demanded));
            continue;
        }
        let class = match token.rel() {
            "aux" => CueClass::Aux,
            "advmod" | "cc" => CueClass::Adv,
            _ => continue,
        };
        let lemma = match token.lemma.as_str() {
            "wo" | "'ll" => "will",
            "ca" => "can",
            "'d" => "would",
            lemma => lemma,
        };
        // "cannot but help": does
        let but = |n: usize| sentence.tokens().get(n).is_some_and(|token| token.lemma == "but");
        if lemma == "not" && but(c + 1) || matches!(lemma, "can" | "could") && but(c + 2) {
            continue;
        }
        // "not only attacked but ..." says that it did
        if lemma == "not"
            && sentence.children_by(c, "advmod").chain([c + 1]).any(|n| {
                n < sentence.len()
                    && matches!(
                        sentence.token(n).lemma.as_str(),
                        "only" | "just" | "merely" | "simply"
                    )
            })
        {
            continue;
        }
        // "it is unacceptable that Arlen should attack": it does
        if lemma == "should" && is_weighed(sentence, i) {
            continue;
        }
        // "we would urge": polite
        if lemma == "would" && is_performed(sentence, i) {
            continue;
        }
        // "would like to", "should like to" is a wish, neither condition nor demand
        if matches!(lemma, "would" | "should")
            && matches!(
                sentence.token(i).lemma.as_str(),
                "like" | "wish" | "love" | "prefer"
            )
        {
            continue;
        }
        // "May Arlen help Borduria": a wish
        let wish = lemma == "may"
            && token.form == "May"
            && surface_subject(sentence, i).is_some_and(|subject| c < subject)
            && sentence.tokens().last().is_some_and(|t| t.form != "?");
        if wish {
            // "May I congratulate Arlen": does so
            let own = surface_subject(sentence, i).is_some_and(|subject| {
                matches!(sentence.token(subject).lemma.to_lowercase().as_str(), "i" | "we")
            });
            if !own {
                stance.hear(Effect::Modality(Modality::Demanded));
            }
            continue;
        }
        // "Should Arlen attack, Borduria will ..."
        let supposed = token.lemma == "should"
            && sentence.child_by(i, "nsubj").is_some_and(|subject| c < subject)
            && sentence.tokens().last().is_some_and(|t| t.form != "?");
        if supposed {
            stance.hear(Effect::Modality(Modality::Conditional));
            continue;
        }
        match cues.effect(class, lemma) {
            // "should have helped" says that it did not; "may have helped" stays open
            Some(Effect::Modality(Modality::Demanded)) if perfect => stance.hear(Effect::Negated),
            Some(effect) => stance.hear(effect),
            None => {}
        }
    }
}

/// Whether an adjective says what to think of what the verb tells: "it is a shame, unacceptable that".
fn is_weighed(sentence: &Sentence, verb: usize) -> bool {
    matches!(sentence.token(verb).rel(), "acl" | "advcl" | "ccomp" | "csubj")
        && sentence.head(verb).is_some_and(|above| {
            // "find it strange that Arlen should be blamed"
            let found = sentence.children_by(above, "xcomp");
            found
                .chain([above])
                .any(|word| words::DEPLORED.has(&sentence.token(word).lemma))
        })
}

/// Whether a speaker does with the verb what it says: "I thank", "we would urge".
fn is_performed(sentence: &Sentence, verb: usize) -> bool {
    let speaks = words::PERFORMED.has(&sentence.token(verb).lemma);
    let speaker = surface_subject(sentence, verb).is_some_and(|subject| {
        matches!(
            sentence.token(subject).lemma.to_lowercase().as_str(),
            "i" | "we" | "delegation"
        )
    });
    let condition = sentence
        .child_by(verb, "advcl")
        .is_some_and(|clause| clause < verb);
    speaks && speaker && !condition
}

/// What opens the predicate's own clause, and conditions that hang on it.
pub(super) fn opening(sentence: &Sentence, i: usize, stance: &mut Stance) {
    let cues = Cues::embedded();
    marks(sentence, i, stance);
    // "asked if it had": no condition
    let asked = matches!(
        sentence.token(i).lemma.as_str(),
        "ask" | "determine" | "inquire" | "know" | "see" | "wonder"
    );
    let conditional = |c: usize| {
        // "provided that Arlen helps"
        let provided = sentence.token(c).form.eq_ignore_ascii_case("provided")
            && sentence
                .children_by(c, "ccomp")
                .any(|that| sentence.has(that, "mark", &["that"]));
        provided
            || sentence.children_by(c, "mark").any(|m| {
                matches!(
                    cues.effect(CueClass::Mark, sentence.token(m).lemma.as_str()),
                    Some(Effect::Modality(Modality::Conditional))
                )
            })
    };
    if !asked && sentence.children_by(i, "advcl").any(conditional) {
        stance.hear(Effect::Modality(Modality::Conditional));
    }
}

/// The conjunction or preposition that opens a clause.
pub(super) fn marks(sentence: &Sentence, i: usize, stance: &mut Stance) {
    for c in sentence.children(i) {
        let token = sentence.token(c);
        // "cannot conclude without thanking Arlen" thanks it
        let twice = token.lemma == "without"
            && sentence.head(i).is_some_and(|above| {
                sentence.has(above, "advmod", &["not", "n't"]) && sentence.has(above, "aux", &["can", "ca"])
            });
        // "through talks rather than by attacking"
        let rather = matches!(token.lemma.as_str(), "instead" | "rather")
            && sentence.children_by(c, "fixed").next().is_some();
        // "in order to help"
        let in_order = token.lemma == "in"
            && sentence
                .tokens()
                .get(c + 1)
                .is_some_and(|next| next.lemma == "order");
        if in_order && token.rel() == "mark" {
            stance.hear(Effect::Modality(Modality::Planned));
            continue;
        }
        if rather && matches!(token.rel(), "case" | "cc" | "mark") {
            stance.hear(Effect::Negated);
            continue;
        }
        if matches!(token.rel(), "mark" | "case")
            && !twice
            && let Some(effect) = Cues::embedded().effect(CueClass::Mark, token.lemma.as_str())
        {
            stance.hear(effect);
        }
    }
}

/// "no troops were sent", "made no reference", "neither side attacked", "in no way attacked".
pub(super) fn arguments(sentence: &Sentence, i: usize, stance: &mut Stance) {
    // "nobody threatened or attacked Arlen": the subject is shared
    let mut first = i;
    while sentence.token(first).rel() == "conj"
        && sentence.child_by(first, "nsubj").is_none()
        && let Some(above) = sentence.head(first)
    {
        first = above;
    }
    let shared = sentence.child_by(first, "nsubj").filter(|_| first != i);
    for c in sentence.children(i).chain(shared) {
        let token = sentence.token(c);
        if token.rel() == "obl" && sentence.has(c, "det", &["no"]) && words::OF_NO_KIND.has(&token.lemma) {
            stance.hear(Effect::Negated);
        }
        if matches!(token.rel(), "nsubj" | "obj") {
            let single = || sentence.has(c, "amod", &["single"]) || sentence.has(c, "nummod", &["one"]);
            let none = matches!(token.lemma.as_str(), "nobody" | "nothing" | "none" | "neither")
                || sentence.children(c).any(|d| sentence.token(d).lemma == "not") && single()
                || sentence.children(c).any(|d| {
                    matches!(sentence.token(d).lemma.as_str(), "no" | "neither")
                        && matches!(sentence.token(d).rel(), "det" | "cc")
                });
            if none {
                stance.hear(Effect::Negated);
            }
        }
    }
}

/// Modifiers of a predicate that is a noun.
pub(super) fn modifiers(sentence: &Sentence, i: usize, stance: &mut Stance) {
    let cues = Cues::embedded();
    for c in sentence.children(i) {
        let token = sentence.token(c);
        if matches!(token.rel(), "amod" | "det" | "compound" | "advmod") {
            let form = token.form.to_lowercase();
            let effect = cues
                .effect(CueClass::Mod, token.lemma.as_str())
                .or_else(|| cues.effect(CueClass::Mod, &form));
            if let Some(effect) = effect {
                stance.hear(effect);
            }
        }
    }
}

/// "Did Arlen attack?", "how do we help Arlen?" leave it open; "why did Arlen attack?" takes it for granted.
pub(super) fn question(sentence: &Sentence, head: usize, stance: &mut Stance) {
    let asks =
        sentence.tokens().last().is_some_and(|t| t.form == "?") && sentence.token(head).rel() == "root";
    if !asks {
        return;
    }
    let inverted = surface_subject(sentence, head).is_some_and(|subject| {
        sentence
            .children(head)
            .any(|c| matches!(sentence.token(c).rel(), "aux" | "cop") && c < subject)
    });
    let asked = sentence
        .subtree(head)
        .iter()
        .any(|&w| matches!(sentence.token(w).xpos.as_str(), "WRB" | "WP" | "WDT") && w < head);
    let how = sentence.has(head, "advmod", &["how"])
        && surface_subject(sentence, head).is_some_and(|subject| {
            matches!(
                sentence.token(subject).lemma.as_str(),
                "I" | "i" | "one" | "we" | "you"
            )
        });
    if inverted && (!asked || how) {
        stance.hear(Effect::Modality(Modality::Possible));
    }
}

/// "It was not Arlen that attacked": Arlen did not.
pub(super) fn cleft(sentence: &Sentence, head: usize, stance: &mut Stance) {
    // "that attacked and burnt it"
    let first = match sentence.token(head).rel() {
        "conj" if sentence.child_by(head, "nsubj").is_none() => sentence.head(head).unwrap_or(head),
        _ => head,
    };
    let Some(named) = sentence.head(first).filter(|_| {
        matches!(
            sentence.token(first).deprel.as_str(),
            "acl" | "acl:relcl" | "advcl:relcl"
        )
    }) else {
        return;
    };
    let it = sentence
        .children(named)
        .any(|c| matches!(sentence.token(c).rel(), "nsubj" | "expl") && sentence.token(c).lemma == "it");
    if it && sentence.child_by(named, "cop").is_some() {
        let mut above = Stance::PLAIN;
        auxiliaries(sentence, named, &mut above);
        if above.polarity == Polarity::Negated {
            stance.hear(Effect::Negated);
        }
    }
}

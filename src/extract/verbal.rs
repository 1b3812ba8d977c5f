//! Statements of verbs: who does what to whom.

use smol_str::SmolStr;

use crate::lexicon::words;
use crate::lexicon::{CueClass, Cues, NounKind, Sense, Verbs};
use crate::model::{EntityLabel, PredicateKey, Sentence, Upos};

use super::Context;
use super::draft::Draft;
use super::frame::{Frame, Oblique, frame, is_verbal, surface_subject};
use super::phrase::{Acting, acting, case_of, conjuncts, counted_noun, name_head};
use super::place::is_locative;
use super::reach::reach;
use super::slot::{Slot, choose, directs, mere_place, names_actor};

pub(super) fn drafts(context: &Context<'_>) -> Vec<Draft> {
    let sentence = context.sentence();
    (0..sentence.len())
        .filter(|&i| is_verbal(sentence, i))
        .flat_map(|i| of_verb(sentence, i))
        .collect()
}

/// "sent troops to help Arlen" is one act: its purpose, whose object became the act's target, is no second.
pub(super) fn drop_purposes(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    let acts: Vec<usize> = drafts
        .iter()
        .filter(|draft| draft.rule == COMPLEMENT)
        .map(|draft| draft.head)
        .collect();
    let cues = Cues::embedded();
    let governs = |class, word: usize| cues.effect(class, &sentence.token(word).lemma).is_some();
    drafts.retain(|draft| {
        let Some(above) = sentence.head(draft.head) else {
            return true;
        };
        let act = match sentence.token(draft.head).rel() {
            // "a plan to attack" is more than a purpose
            "acl" if !governs(CueClass::Noun, above) => sentence.head(above),
            "advcl" if !governs(CueClass::Gov, above) => Some(above).filter(|&verb| {
                !sentence
                    .child_by(verb, "obj")
                    .is_some_and(|object| governs(CueClass::Noun, object))
            }),
            _ => None,
        };
        !act.is_some_and(|act| acts.contains(&act))
    });
}

/// The rule that takes the owner of the object as target.
pub(super) const OWNER: &str = "verb-owner";

/// What a target stands after. "wants to help Arlen" wants nothing of Arlen: an object of the clause below is none of the
/// verb's own, and counts as one after "to do", which no pattern asks for.
fn case_of_slot(slot: &Slot) -> SmolStr {
    match slot.below && slot.case.is_empty() {
        true => SmolStr::new_static("to do"),
        false => slot.case.clone(),
    }
}

/// The rule that takes the target from the clause below.
const COMPLEMENT: &str = "verb-complement";

fn of_verb(sentence: &Sentence, verb: usize) -> Vec<Draft> {
    let lexicon = Verbs::embedded();
    let frame = frame(sentence, verb);
    let sources: Vec<usize> = frame
        .subject
        .map(|subject| speaker_meant(sentence, verb, subject).unwrap_or(subject))
        .map_or_else(Vec::new, |s| conjuncts(sentence, s));
    let object = frame.object.filter(|&o| Some(o) != frame.subject);
    let bare_object = object.filter(|&o| !names_actor(sentence, o));
    let mut key = PredicateKey {
        head: sentence.token(verb).lemma.clone(),
        nominal: false,
        particle: frame.particle.map(|p| sentence.token(p).lemma.clone()),
        object: object
            .filter(|&o| bare_object == Some(o) || acting(sentence, o) != Acting::Name)
            .map(|o| sentence.token(counted_noun(sentence, o)).lemma.clone()),
        modifiers: modifiers(sentence, verb, bare_object),
        cases: Vec::new(),
        complement: frame
            .complements
            .first()
            .map(|&c| sentence.token(c).lemma.clone()),
    };
    // "Turning to Arlen, we ...": what is spoken of next
    let turns = matches!(key.head.as_str(), "come" | "go" | "move" | "return" | "turn")
        && sentence.token(verb).xpos == "VBG"
        && sentence.token(verb).rel() == "advcl"
        && sentence.head(verb).is_some_and(|above| above > verb);
    if turns {
        return Vec::new();
    }
    // "Arlen, followed by Borduria": who comes next
    if key.head == "follow"
        && sentence.token(verb).xpos == "VBN"
        && matches!(sentence.token(verb).rel(), "acl" | "advcl")
    {
        return Vec::new();
    }
    // "let Arlen decide", "prefers Holm not to take part" is only a frame for what is let be done, or preferred
    let frames = matches!(
        key.head.as_str(),
        "believe" | "consider" | "expect" | "intend" | "let" | "need" | "prefer" | "want"
    );
    if frames
        && frame
            .complements
            .iter()
            .any(|&c| sentence.token(c).upos == Upos::Verb)
        && (object.is_some() || key.head == "let")
    {
        return Vec::new();
    }
    let mut rule = if frame.passive { "verb-passive" } else { "verb" };
    let mut chosen = choose(sentence, verb, &frame, &key, lexicon);
    // "won the first round of elections": what cannot act is no more than how many of it
    if let Some((slot, object)) = chosen.as_mut().zip(object)
        && slot.head != object
        && slot.head == counted_noun(sentence, object)
        && !acting(sentence, slot.head).possible()
    {
        slot.head = object;
        slot.case = SmolStr::default();
    }
    // "Arlen and Borduria met in Klow", "shared word of Sylvania": each other, not Klow or what it is about
    let bare = || PredicateKey {
        complement: None,
        ..key.clone()
    };
    let joined = sources.len() > 1
        && sources.iter().all(|&s| acting(sentence, s).possible())
        && (lexicon.joins(&bare()) || is_joint(sentence, &frame));
    if joined {
        let about = |case: &str| matches!(case, "about" | "for" | "of" | "on" | "over");
        let object = lexicon.recipient_cases(&key.head, key.object.as_deref());
        chosen = chosen.filter(|slot| {
            let topic = slot.case.is_empty() && !object.is_empty() && !object.contains(&slot.case);
            !slot.below && !topic && !is_locative(&slot.case) && !about(&slot.case)
        });
    }
    if chosen.is_none() {
        let light = object.filter(|&o| lexicon.is_light(&key.head, &sentence.token(o).lemma));
        // "opened fire on a patrol"
        let is_known = |o: &Oblique| {
            let key = PredicateKey {
                cases: vec![o.case.as_str().into()],
                ..key.clone()
            };
            !o.on_object
                && matches!(o.case.as_str(), "against" | "at" | "on" | "to")
                && sentence.entity_at(o.head).is_none()
                && lexicon
                    .recipient_cases(&key.head, key.object.as_deref())
                    .contains(&key.cases[0])
                && matches!(lexicon.match_predicate(&key), Some(found) if matches!(found.sense, Sense::Event(_)))
        };
        let known = bare_object.is_some() && frame.obliques.iter().any(is_known);
        if light.is_some() || known {
            // "made no reference to the talks": what it is directed at, though it cannot act
            let direct = frame.obliques.iter().filter(|o| match light {
                Some(_) => directs(sentence, o),
                None => is_known(o),
            });
            let mut slots = direct.map(|o| Slot {
                case: o.case.as_str().into(),
                head: o.head,
                owner: false,
                below: false,
            });
            // "In Arlen, ...", "signed it in Arlen"
            let elsewhere = |slot: &Slot| {
                is_locative(&slot.case) && slot.head < verb || mere_place(sentence, verb, &frame, &key, slot)
            };
            chosen = slots.find(|slot| !elsewhere(slot));
        } else if object.is_none() && !frame.complements.is_empty() && !joined {
            return Vec::new(); // "says that", "may be preparing to": only a frame for what it governs
        } else if object.is_none() && !joined && !sources.is_empty() {
            chosen = beside(sentence, verb, &frame);
        }
    }
    // "lifted its ban on Arlen": the object only leads to whom the act is directed at
    let acts_on = |slot: &Slot| acting(sentence, slot.head).possible() && !condition(sentence, slot.head);
    // "refused a request from Arlen to free Holm": whose request it was comes before what it asks for
    let asked = |slot: &Slot| {
        slot.below
            && object.is_some_and(|o| {
                Cues::embedded()
                    .effect(CueClass::Noun, &sentence.token(o).lemma)
                    .is_some()
            })
    };
    if !sources.is_empty()
        && !joined
        && !chosen.as_ref().is_some_and(|slot| acts_on(slot) && !asked(slot))
        && let Some((case, head)) = reach(sentence, verb, &frame, &key, |oblique| directs(sentence, oblique))
    {
        chosen = Some(Slot {
            case,
            head,
            owner: false,
            below: false,
        });
        rule = "verb-reach";
    }
    if let Some(slot) = &chosen
        && slot.below
        && !governs_as_event(sentence, verb, &key, slot, lexicon)
    {
        // "began to attack Arlen": the attack is the statement, not the beginning
        return Vec::new();
    }
    let between = chosen
        .as_ref()
        .is_some_and(|slot| matches!(slot.case.as_str(), "between" | "among"));
    if between && frame.subject.is_none() {
        return Vec::new(); // "talks between Arlen and Borduria are planned": the talks are the statement
    }
    let mut words = vec![verb];
    words.extend(frame.particle);
    let mut targets: Vec<usize> = Vec::new();
    let object_is_target = chosen
        .as_ref()
        .zip(object)
        .is_some_and(|(slot, object)| !slot.owner && counted_noun(sentence, object) == slot.head);
    if let Some(slot) = &chosen {
        targets = conjuncts(sentence, slot.head);
        if acting(sentence, slot.head).possible() {
            targets.retain(|&t| acting(sentence, t).possible());
        }
        words.extend(way_to(sentence, verb, slot));
    } else if let Some(object) = object {
        targets = vec![object];
    }
    if let Some(object) = object.filter(|&o| chosen.is_some() && !object_is_target && !targets.contains(&o)) {
        words.extend(object_words(sentence, object, &targets));
    }
    let named = targets.len();
    targets.retain(|&t| !is_open(sentence, t) && !is_duration(sentence, verb, t));
    // "did that", "made its way", "had 7": the verb alone says nothing
    let light = matches!(
        key.head.as_str(),
        "do" | "get" | "give" | "have" | "make" | "take"
    );
    if light && targets.is_empty() && named > 0 {
        return Vec::new();
    }
    if let Some(object) = object.filter(|object| targets.contains(object)) {
        words.extend(object_complement(sentence, verb, object, &targets));
    }
    words.sort_unstable();
    words.dedup();
    key.cases = match &chosen {
        Some(slot) => vec![case_of_slot(slot); targets.len()],
        None => vec![SmolStr::default(); targets.len()],
    };
    let rest = rest(
        sentence,
        &frame,
        object.filter(|_| chosen.is_none() || !object_is_target),
        &targets,
        chosen.is_some(),
    );
    // "asked Holm whether", "asked what she thought": a question, no request
    let asks = matches!(key.head.as_str(), "ask" | "inquire" | "wonder")
        && (frame.obliques.iter().any(|o| o.case == "about")
            || sentence.children(verb).any(|c| {
                matches!(sentence.token(c).rel(), "advcl" | "ccomp" | "xcomp") && is_question(sentence, c)
            }));
    // "a storm struck Arlen", "weather conditions": the words stay, but the lexicon knows no such event
    let nature = frame.subject.is_some_and(|subject| {
        let natural = |w: usize| Cues::embedded().is_nature(&sentence.token(w).lemma.to_lowercase());
        natural(subject)
            || sentence
                .children(subject)
                .any(|c| matches!(sentence.token(c).rel(), "amod" | "compound") && natural(c))
    });
    // "is seized with the conflict": busy with it
    let busy = key.head == "seize"
        && frame.subject.is_none()
        && frame
            .obliques
            .iter()
            .any(|o| matches!(o.case.as_str(), "of" | "with"));
    if nature || asks || busy {
        key = PredicateKey::default();
    }
    let counted = object;
    // "ended her campaign": with nobody
    let symmetric = lexicon.is_symmetric(&key) && targets.iter().any(|&t| acting(sentence, t).possible());
    match &chosen {
        Some(slot) if slot.below => rule = COMPLEMENT,
        Some(slot) if slot.owner => rule = OWNER,
        _ => {}
    }
    let reached = if rule == "verb-reach" { 0.15 } else { 0.0 };
    let confidence = confidence(sentence, verb, &frame, chosen.as_ref()) - reached;
    let draft = |order: usize, source: Option<usize>, targets: Vec<usize>| Draft {
        head: verb,
        order,
        rule,
        nominal: false,
        beside: None,
        source,
        targets,
        words: words.clone(),
        key: key.clone(),
        rest: rest.clone(),
        counted,
        symmetric,
        confidence,
    };
    if sources.is_empty() {
        return vec![draft(0, None, targets)];
    }
    // "received aid from Arlen": who is named second acts
    if lexicon.is_inverse(&key)
        && let [giver] = targets[..]
    {
        return vec![draft(0, Some(giver), sources)];
    }
    // "Arlen and Borduria met": the parties are each other's targets
    let together = sources.len() > 1
        && (!chosen.as_ref().is_some_and(acts_on)
            || key.cases.iter().all(|c| c.is_empty()) && object != chosen.as_ref().map(|s| s.head));
    if together
        && (lexicon.joins(&key) || is_joint(sentence, &frame))
        && sources.iter().all(|&s| acting(sentence, s).possible())
    {
        let others = sources[1..].to_vec();
        let mut joint = draft(0, Some(sources[0]), Vec::new());
        if let Some(object) = bare_object.filter(|o| targets.contains(o)) {
            joint.words.extend(object_words(sentence, object, &[]));
            joint.words.sort_unstable();
            joint.words.dedup();
        }
        // "discussed Iran" is known only with whom
        let alone = PredicateKey {
            cases: vec![SmolStr::default(); others.len()],
            ..joint.key.clone()
        };
        let case = if lexicon.is_symmetric(&alone) { "" } else { "with" };
        joint.key.cases = vec![case.into(); others.len()];
        joint.targets = others;
        joint.symmetric = true;
        return vec![joint];
    }
    sources
        .iter()
        .enumerate()
        .map(|(n, &source)| draft(n, Some(source), targets.clone()))
        .collect()
}

/// What stands right behind a verb without object: "called for restraint", "objected to the corridor".
fn beside(sentence: &Sentence, verb: usize, frame: &Frame) -> Option<Slot> {
    let after = frame.particle.unwrap_or(verb).max(verb) + 1;
    let bound = |case: &str| {
        matches!(
            case,
            "about" | "against" | "by" | "for" | "from" | "of" | "on" | "over" | "to" | "upon" | "with"
        )
    };
    let oblique = frame.obliques.iter().find(|o| {
        let opens = sentence
            .children_by(o.head, "case")
            .next()
            .is_some_and(|c| c == after);
        let noun = matches!(sentence.token(o.head).upos, Upos::Noun | Upos::Propn);
        !frame.passive && !o.on_object && opens && noun && bound(&o.case)
            // "met on Friday"
            && sentence.entity_at(o.head).is_none_or(|e| !matches!(e.label, EntityLabel::Date | EntityLabel::Time))
    })?;
    Some(Slot {
        case: oblique.case.as_str().into(),
        head: oblique.head,
        owner: false,
        below: false,
    })
}

/// What is said of the object, without which the verb means something else: "made Arlen stronger" did not make Arlen, "placed Holm
/// under arrest" did not place Holm, "described Arlen as a threat".
fn object_complement(sentence: &Sentence, verb: usize, object: usize, targets: &[usize]) -> Vec<usize> {
    let places = words::PLACING.has(&sentence.token(verb).lemma);
    let said = sentence
        .children(verb)
        .filter(|&c| (c > object || places && c > verb) && !targets.contains(&c))
        .find(|&c| {
            let token = sentence.token(c);
            let bare = sentence.child_by(c, "mark").is_none();
            match token.rel() {
                "xcomp" => matches!(token.upos, Upos::Adj | Upos::Noun | Upos::Propn) && bare,
                "obl" | "advcl" if token.upos != Upos::Verb && sentence.child_by(c, "nsubj").is_none() => {
                    let case = case_of(sentence, c);
                    let as_ = case == "as" || sentence.has(c, "mark", &["as"]);
                    as_ || places
                        && token.upos == Upos::Noun
                        && matches!(case.as_str(), "at" | "in" | "into" | "on" | "to" | "under")
                }
                _ => false,
            }
        });
    said.map_or_else(Vec::new, |said| {
        let leads = |c: &usize| *c < said && matches!(sentence.token(*c).rel(), "case" | "compound" | "mark");
        sentence.children(said).filter(leads).chain([said]).collect()
    })
}

/// "what Arlen seeks", "how much aid it received", "themselves": nothing is named.
fn is_open(sentence: &Sentence, target: usize) -> bool {
    let asks = |w: usize| matches!(sentence.token(w).xpos.as_str(), "WP" | "WP$" | "WRB" | "WDT");
    let token = sentence.token(target);
    let empty = matches!(
        token.lemma.as_str(),
        "that"
            | "which"
            | "themselves"
            | "itself"
            | "himself"
            | "herself"
            | "ourselves"
            | "myself"
            | "yourself"
            | "oneself"
    ) && matches!(token.upos, Upos::Pron | Upos::Sconj | Upos::Det);
    let others = token.lemma == "other"
        && sentence
            .children(target)
            .all(|c| sentence.token(c).rel() == "case");
    // "made its way", "went a long way"
    let own = |c: usize| sentence.token(c).deprel == "nmod:poss" || sentence.token(c).lemma == "long";
    let way = token.lemma == "way" && sentence.children(target).any(own);
    // "took part"
    let idiom = words::TAKEN.has(&token.lemma)
        && sentence
            .head(target)
            .is_some_and(|verb| sentence.token(verb).lemma == "take")
        && sentence
            .children(target)
            .all(|c| !matches!(sentence.token(c).rel(), "amod" | "det" | "nmod"));
    // "had 7", "spends so much": of what is left out
    let amount = |label| {
        matches!(
            label,
            EntityLabel::Money | EntityLabel::Percent | EntityLabel::Date
        )
    };
    let bare = (token.upos == Upos::Num || token.lemma == "much")
        && sentence
            .entity_at(target)
            .is_none_or(|entity| !amount(entity.label))
        && sentence.child_by(target, "nmod").is_none();
    let pointing = matches!(token.lemma.as_str(), "this" | "these" | "those")
        && sentence
            .head(target)
            .is_some_and(|verb| sentence.token(verb).lemma == "do");
    empty
        || others
        || way
        || idiom
        || bare
        || pointing
        || asks(target)
        || sentence
            .subtree(target)
            .into_iter()
            .take_while(|&w| w < target)
            .any(asks)
}

/// "lived millions of years": how long, not what.
fn is_duration(sentence: &Sentence, verb: usize, target: usize) -> bool {
    let unit = sentence.token(counted_noun(sentence, target)).lemma.as_str();
    matches!(
        unit,
        "century" | "day" | "decade" | "hour" | "minute" | "month" | "week" | "year"
    ) && !words::OF_TIMES.has(&sentence.token(verb).lemma)
}

/// "agreed to hold a joint exercise": what several do together.
fn is_joint(sentence: &Sentence, frame: &Frame) -> bool {
    let below = frame
        .complements
        .iter()
        .filter_map(|&c| sentence.child_by(c, "obj"));
    frame
        .object
        .into_iter()
        .chain(below)
        .any(|object| sentence.has(object, "amod", &["bilateral", "joint", "mutual", "trilateral"]))
}

/// Whether a clause is what is asked: "whether Arlen attacked", "if it had", "who did it".
fn is_question(sentence: &Sentence, clause: usize) -> bool {
    let opens = |c: &usize| {
        let token = sentence.token(*c);
        *c < clause
            && (matches!(token.lemma.as_str(), "if" | "whether")
                || matches!(token.xpos.as_str(), "WP" | "WRB" | "WDT"))
    };
    sentence.children(clause).any(|c| opens(&c))
}

/// "a state of emergency", which is no state.
fn condition(sentence: &Sentence, noun: usize) -> bool {
    let of_thing = |c: usize| sentence.token(c).upos == Upos::Noun && acting(sentence, c) == Acting::No;
    sentence.token(noun).lemma == "state" && sentence.children_by(noun, "nmod").any(of_thing)
}

/// Whom a pronoun means that is the subject of what somebody says of himself: "Arlen said it would attack".
fn speaker_meant(sentence: &Sentence, verb: usize, subject: usize) -> Option<usize> {
    let lemma = sentence.token(subject).lemma.as_str();
    if !matches!(lemma, "he" | "she" | "it" | "they") {
        return None;
    }
    let clause = std::iter::once(verb)
        .chain(sentence.ancestors(verb))
        .take_while(|&a| sentence.token(a).upos == Upos::Verb)
        .find(|&a| sentence.token(a).rel() == "ccomp")?;
    let saying = sentence.head(clause)?;
    let named = surface_subject(sentence, saying).filter(|&s| s < subject && s != subject)?;
    let several = sentence.token(named).xpos.ends_with('S') || conjuncts(sentence, named).len() > 1;
    let named_or_noun = !matches!(acting(sentence, named), Acting::No | Acting::Pronoun);
    let person = sentence
        .entity_at(name_head(sentence, named))
        .is_some_and(|entity| entity.label == EntityLabel::Person);
    let fits = match lemma {
        "they" => several || !person,
        "it" => !person && !several,
        // "his office said he had"
        _ => !several && acting(sentence, named) != Acting::Noun(NounKind::Body),
    };
    (named_or_noun && fits && surface_subject(sentence, verb) == Some(subject)).then_some(named)
}

/// Whether a verb whose target stands in its complement is an event itself: "agreed to", "refused to",
/// "sent troops to assist"; not "began to", "wants to".
fn governs_as_event(
    sentence: &Sentence,
    verb: usize,
    key: &PredicateKey,
    slot: &Slot,
    lexicon: &Verbs,
) -> bool {
    let mut key = key.clone();
    key.cases = vec![case_of_slot(slot)];
    let lemma = sentence.token(verb).lemma.as_str();
    let cues = Cues::embedded();
    let of_noun = |noun: &SmolStr| cues.effect(CueClass::Noun, noun).is_some();
    let colours = cues.effect(CueClass::Gov, lemma).is_some() || key.object.as_ref().is_some_and(of_noun);
    lexicon.relates(&key) || (!colours && key.object.is_some())
}

/// The words on the way from a verb to its target: "to" of "spoke to Arlen", "for end to monopoly of" of "called for an end to the
/// monopoly of Arlen". Without them the act would be done to somebody else.
fn way_to(sentence: &Sentence, verb: usize, slot: &Slot) -> Vec<usize> {
    let cases = |w: usize| {
        sentence
            .children(w)
            .filter(move |&c| c < w && matches!(sentence.token(c).rel(), "case" | "mark"))
            .filter(|&c| sentence.token(c).xpos != "POS")
            .flat_map(|c| std::iter::once(c).chain(sentence.children_by(c, "fixed")))
    };
    let above: Vec<usize> = sentence.ancestors(slot.head).take_while(|&a| a != verb).collect();
    if sentence.head(*above.last().unwrap_or(&slot.head)) != Some(verb) {
        // the verb hangs below: "Arlen, with which they spoke"
        return match slot.case.is_empty() {
            true => Vec::new(),
            false => cases(slot.head).collect(),
        };
    }
    let mut words = Vec::new();
    for at in std::iter::once(slot.head).chain(above) {
        // "killed dozens of soldiers": how many is no part of what was done
        let counted = |w: usize| counted_noun(sentence, w);
        let amount = matches!(sentence.token(at).upos, Upos::Sym | Upos::Num) && at != slot.head;
        words.extend((at != slot.head && counted(at) == at && !amount).then_some(at));
        if !amount && sentence.head(at).is_none_or(|above| counted(above) != at) {
            words.extend(cases(at));
        }
    }
    words
}

/// The words of an object that belongs to the predicate: "a phone conversation", without what it is with
/// or of, and without the words of the targets.
fn object_words(sentence: &Sentence, object: usize, targets: &[usize]) -> Vec<usize> {
    if matches!(sentence.token(object).upos, Upos::Pron | Upos::Sym | Upos::Num) {
        return Vec::new();
    }
    let mut words = vec![object];
    for c in sentence.children(object) {
        let token = sentence.token(c);
        if matches!(token.rel(), "amod" | "compound" | "det") && c < object && !targets.contains(&c) {
            words.extend(sentence.subtree(c).into_iter().filter(|w| !targets.contains(w)));
        }
    }
    words
}

/// Lemmas of the words that modify the verb or its object.
pub(super) fn modifiers(sentence: &Sentence, verb: usize, object: Option<usize>) -> Vec<SmolStr> {
    let of_object = object
        .into_iter()
        .flat_map(|o| sentence.children(o))
        .filter(|&c| matches!(sentence.token(c).rel(), "amod" | "compound"));
    let of_verb = sentence
        .children(verb)
        .filter(|&c| sentence.token(c).rel() == "advmod" && sentence.token(c).upos == Upos::Adv);
    // "spoke by phone", "met in a summit": the means tells the mode
    let means = sentence
        .children_by(verb, "obl")
        .filter(|&c| sentence.token(c).upos == Upos::Noun);
    // "targeted the fleet in new sanctions", with the means hung on the object
    let with = object.into_iter().flat_map(|o| sentence.children_by(o, "nmod"));
    let with = with.filter(|&c| {
        sentence.token(c).upos == Upos::Noun && matches!(case_of(sentence, c).as_str(), "by" | "in" | "with")
    });
    let mut found: Vec<usize> = of_object.chain(of_verb).chain(means).chain(with).collect();
    found.sort_unstable();
    found
        .into_iter()
        .map(|c| sentence.token(c).lemma.clone())
        .collect()
}

/// What is neither source nor target.
fn rest(
    sentence: &Sentence,
    frame: &Frame,
    object: Option<usize>,
    targets: &[usize],
    has_target: bool,
) -> Vec<(&'static str, Oblique)> {
    let mut rest = Vec::new();
    if let Some(object) = object.filter(|o| has_target && !targets.contains(o)) {
        rest.push((
            "obj",
            Oblique {
                case: String::new(),
                head: object,
                on_object: false,
            },
        ));
    }
    for oblique in &frame.obliques {
        let taken = targets.contains(&oblique.head)
            || targets
                .iter()
                .any(|&t| sentence.head(t) == Some(oblique.head) && sentence.token(t).deprel == "nmod:poss");
        if !taken && !oblique.on_object {
            rest.push(("obl", oblique.clone()));
        }
    }
    for &c in &frame.complements {
        let role = match sentence.token(c).rel() {
            "xcomp" => "xcomp",
            "ccomp" => "ccomp",
            _ => "advcl",
        };
        rest.push((
            role,
            Oblique {
                case: String::new(),
                head: c,
                on_object: false,
            },
        ));
    }
    rest
}

fn confidence(sentence: &Sentence, verb: usize, frame: &Frame, slot: Option<&Slot>) -> f32 {
    let mut confidence: f32 = 0.9;
    if slot.is_some_and(|s| s.owner) {
        confidence -= 0.15;
    }
    if slot.is_some_and(|s| s.below) {
        confidence -= 0.1;
    }
    // the attachments that every parser gets wrong most often
    if matches!(sentence.token(verb).rel(), "conj" | "acl" | "advcl" | "parataxis") {
        confidence -= 0.1;
    }
    if frame.subject.is_none() {
        confidence -= 0.1;
    }
    if sentence.len() > 40 {
        confidence -= 0.05;
    }
    confidence
}

//! Statements of verbs: who does what to whom.

use smol_str::SmolStr;

use crate::lexicon::words;
use crate::lexicon::{CueClass, Cues, Verbs};
use crate::model::{EntityLabel, PredicateKey, Sentence, Upos};

use super::Context;
use super::draft::Draft;
use super::frame::{Frame, Oblique, is_verbal};
use super::phrase::{acting, case_of, conjuncts, counted_noun};
use super::recipient::{Clause, Recipient, acts_on, case_of_slot, is_joint};
use super::slot::Slot;

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

/// The rule that takes the target from the clause below.
const COMPLEMENT: &str = "verb-complement";

/// The rule that takes as target whom the object leads to.
const REACH: &str = "verb-reach";

fn of_verb(sentence: &Sentence, verb: usize) -> Vec<Draft> {
    let lexicon = Verbs::embedded();
    let clause = Clause::read(sentence, verb);
    if clause.is_frame_only() {
        return Vec::new();
    }
    let Some(Recipient {
        slot: chosen,
        reached,
    }) = clause.recipient()
    else {
        return Vec::new();
    };
    let Clause {
        frame,
        mut key,
        sources,
        object,
        bare_object,
        ..
    } = clause;
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
        "do" | "get" | "give" | "have" | "make" | "put" | "take"
    );
    if light && targets.is_empty() && named > 0 {
        return Vec::new();
    }
    // "said the law, which is old, applies", "said from the hall": what is said is a clause, and the parser lost it
    let beside = |slot: &Slot| matches!(slot.case.as_str(), "at" | "before" | "from" | "in" | "of" | "on");
    let said = match &chosen {
        None => object.is_some_and(|o| targets.contains(&o)),
        Some(slot) => beside(slot),
    };
    if key.head == "say" && said {
        return Vec::new();
    }
    // "provided Arlen with weapons": what it got
    let gives = matches!(
        key.head.as_str(),
        "entrust" | "equip" | "furnish" | "present" | "provide" | "reward" | "supply"
    );
    if gives
        && let Some(given) = frame
            .obliques
            .iter()
            .find(|o| o.case == "with" && !targets.contains(&o.head))
    {
        words.extend(sentence.children_by(given.head, "case"));
        words.push(given.head);
    }
    if object.is_some_and(|object| targets.contains(&object)) {
        words.extend(object_complement(sentence, verb, &targets));
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
    if tells_no_event(sentence, verb, &frame, &key) {
        key = PredicateKey::default();
    }
    let counted = object;
    // "ended her campaign": with nobody
    let symmetric = lexicon.is_symmetric(&key) && targets.iter().any(|&t| acting(sentence, t).possible());
    let rule = match &chosen {
        Some(slot) if slot.below => COMPLEMENT,
        Some(slot) if slot.owner => OWNER,
        _ if reached => REACH,
        _ if frame.passive => "verb-passive",
        _ => "verb",
    };
    let confidence = confidence(sentence, verb, &frame, chosen.as_ref()) - if reached { 0.15 } else { 0.0 };
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
    if lexicon.is_inverse(&key) && !targets.is_empty() {
        let givers = targets.iter().enumerate();
        return givers
            .map(|(n, &giver)| draft(n, Some(giver), sources.clone()))
            .collect();
    }
    // "Arlen and Borduria met": the parties are each other's targets
    let together = sources.len() > 1
        && (!chosen.as_ref().is_some_and(|slot| acts_on(sentence, slot))
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

/// What is said of the object, without which the verb means something else: "made Arlen stronger" did not make Arlen, "placed Holm
/// under arrest" did not place Holm, "described Arlen as a threat".
fn object_complement(sentence: &Sentence, verb: usize, targets: &[usize]) -> Vec<usize> {
    let places = words::PLACING.has(&sentence.token(verb).lemma);
    let judges = words::JUDGING.has(&sentence.token(verb).lemma);
    let said = sentence
        .children(verb)
        .filter(|&c| c > verb && !targets.contains(&c))
        .find(|&c| {
            let token = sentence.token(c);
            let bare = sentence.child_by(c, "mark").is_none();
            match token.rel() {
                "xcomp" if judges => bare || sentence.child_by(c, "cop").is_some(),
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
        let leads = |c: &usize| {
            let token = sentence.token(*c);
            *c < said
                && (matches!(token.rel(), "case" | "compound")
                    || token.rel() == "mark" && token.lemma != "to")
        };
        // "come true"
        let on = sentence
            .child_by(said, "xcomp")
            .filter(|&c| sentence.token(c).upos == Upos::Adj);
        sentence
            .children(said)
            .filter(leads)
            .chain([said])
            .chain(on)
            .collect()
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
    // "an ambitious", "the": the noun is lost; "holds firm"
    let headless = token.xpos == "JJ"
        && token.upos == Upos::Adj
        && sentence.entity_at(target).is_none()
        && sentence
            .children(target)
            .all(|c| sentence.token(c).rel() == "advmod")
        || token.upos == Upos::Det && matches!(token.lemma.as_str(), "a" | "an" | "the" | "no")
        || token.upos == Upos::Adj
            && sentence.has(target, "det", &["a", "an"])
            && sentence.child_by(target, "nmod").is_none();
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
        || headless
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

/// Whether a predicate tells of no act though the lexicon has one for its words: a question, weather, an idiom.
fn tells_no_event(sentence: &Sentence, verb: usize, frame: &Frame, key: &PredicateKey) -> bool {
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
    nature || asks || busy
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

//! Clauses: who does what to whom around one predicate, with what the syntax leaves out filled in —
//! passives undone, subjects of infinitives and coordinated verbs found, relative pronouns replaced.

use crate::lexicon::words;
use crate::lexicon::{CueClass, Cues, NounKind};
use crate::model::{EntityLabel, Sentence, Upos};

use super::govern::{acts_for, wanted_of};
use super::phrase::{Acting, acting, case_of};

/// A phrase that a preposition marks.
#[derive(Clone, Debug)]
pub(super) struct Oblique {
    /// The preposition; empty for a bare time or place ("last week").
    pub(super) case: String,
    /// The head of the phrase.
    pub(super) head: usize,
    /// Whether it hangs on the object: "a conversation *with Arlen*".
    pub(super) on_object: bool,
}

/// One predicate and its arguments, by the words that head them.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// Who acts.
    pub(super) subject: Option<usize>,
    /// What it is done to.
    pub(super) object: Option<usize>,
    /// To whom it is given or told.
    pub(super) indirect: Option<usize>,
    /// Phrases with prepositions.
    pub(super) obliques: Vec<Oblique>,
    /// Verb particle.
    pub(super) particle: Option<usize>,
    /// Heads of the clauses that it governs.
    pub(super) complements: Vec<usize>,
    /// Whether the clause is passive; source and object are already swapped back.
    pub(super) passive: bool,
}

/// Deepest chain of shared subjects that is followed; real sentences stay far below.
const MAX_DEPTH: usize = 12;

/// Whether the word heads a verbal predicate.
pub(super) fn is_verbal(sentence: &Sentence, i: usize) -> bool {
    let token = sentence.token(i);
    if token.upos != Upos::Verb || is_part_of_name(sentence, i) {
        return false;
    }
    // "according to Arlen", "concerning Arlen": prepositions, whatever the parser makes of them
    let led = || sentence.child_by(i, "aux").is_some() || sentence.child_by(i, "nsubj").is_some();
    if token.form.ends_with("ing") && words::PREPOSITIONS.has(&token.form.to_lowercase()) && !led() {
        return false;
    }
    match token.rel() {
        "amod" | "compound" | "case" | "mark" | "fixed" | "flat" | "aux" | "cop" | "nmod" | "det" => {
            // "attacking forces" is a modifier, but a participle with its own object is a clause
            sentence.child_by(i, "obj").is_some()
        }
        _ => true,
    }
}

/// "Acting Director Holm", "the Coalition to Counter Arlen": a word with a capital beside another, in a sentence where most have none.
fn is_part_of_name(sentence: &Sentence, i: usize) -> bool {
    let capital = |w: usize| sentence.token(w).form.starts_with(char::is_uppercase);
    let beside = i + 1 < sentence.len() && capital(i + 1) || i.checked_sub(1).is_some_and(capital);
    let opens = i
        .checked_sub(1)
        .is_none_or(|before| sentence.token(before).upos == Upos::Punct);
    if !capital(i) || !beside || opens {
        return false;
    }
    let words = || (0..sentence.len()).filter(|&w| sentence.token(w).form.starts_with(char::is_alphabetic));
    words().filter(|&w| capital(w)).count() * 2 < words().count()
}

/// Whether the predicate is passive.
pub(super) fn is_passive(sentence: &Sentence, i: usize) -> bool {
    if words::STATES.has(&sentence.token(i).form.to_lowercase())
        && !sentence
            .children_by(i, "obl")
            .any(|c| case_of(sentence, c) == "by")
    {
        return false;
    }
    let passive = |c: usize| {
        matches!(
            sentence.token(c).deprel.as_str(),
            "aux:pass" | "nsubj:pass" | "csubj:pass"
        )
    };
    if sentence.children(i).any(passive) {
        return true;
    }
    let token = sentence.token(i);
    if token.xpos != "VBN" || sentence.child_by(i, "aux").is_some() {
        return false;
    }
    match token.rel() {
        // "troops sent by Arlen"; a participle with an object is rather a perfect
        "acl" | "advcl" => sentence.child_by(i, "obj").is_none(),
        "conj" => {
            sentence.head(i).is_some_and(|h| is_passive(sentence, h)) && own_subject(sentence, i).is_none()
        }
        _ => false,
    }
}

fn own_subject(sentence: &Sentence, i: usize) -> Option<usize> {
    sentence
        .children(i)
        .find(|&c| sentence.token(c).rel() == "nsubj" && sentence.token(c).deprel != "nsubj:outer")
}

/// The word that stands as the subject of predicate `i`, its own or shared.
pub(super) fn surface_subject(sentence: &Sentence, i: usize) -> Option<usize> {
    surface_subject_within(sentence, i, MAX_DEPTH)
}

fn surface_subject_within(sentence: &Sentence, i: usize, depth: usize) -> Option<usize> {
    if let Some(subject) = own_subject(sentence, i) {
        return Some(antecedent(sentence, i, subject).unwrap_or(subject));
    }
    let depth = depth.checked_sub(1)?;
    let governor = sentence.head(i)?;
    let above = sentence.token(governor).lemma.as_str();
    let gerund = sentence.token(i).xpos == "VBG";
    let clause = sentence.token(i).rel();
    let marked = sentence.has(i, "mark", &["for", "of", "on", "over", "from"]);
    if gerund && marked && matches!(clause, "advcl" | "obl") && words::OBJECT_HAS_DONE.has(above) {
        let object = sentence.child_by(governor, "obj");
        return object.or_else(|| surface_subject_within(sentence, governor, depth));
    }
    let others = words::OTHERS_ACT.has(above) && sentence.child_by(governor, "obj").is_none();
    if gerund && others && (matches!(clause, "xcomp" | "ccomp") || marked) {
        return None;
    }
    match sentence.token(i).deprel.as_str() {
        "conj" => surface_subject_within(sentence, governor, depth),
        "xcomp" | "ccomp" => controller(sentence, i, governor, depth),
        // "accused Arlen of attacking": Arlen is said to have done it
        "advcl" if words::OBJECT_ACTS.has(above) => sentence
            .child_by(governor, "obj")
            .or_else(|| sentence.child_by(governor, "iobj"))
            .or_else(|| surface_subject_within(sentence, governor, depth)),
        // "called on Arlen to leave", with the leaving hung loosely
        "advcl"
            if has_to(sentence, i)
                && matches!(
                    sentence.token(governor).lemma.as_str(),
                    "appeal" | "call" | "count" | "rely"
                ) =>
        {
            controller(sentence, i, governor, depth)
        }
        // "supports reforms to strengthen Arlen": the reforms are to do so
        "advcl" if has_to(sentence, i) && words::OF_OTHERS_DEEDS.has(above) => {
            let object = sentence
                .child_by(governor, "obj")
                .or_else(|| sentence.child_by(governor, "iobj"));
            match object {
                Some(object) => acting(sentence, object).possible().then_some(object),
                None => surface_subject_within(sentence, governor, depth),
            }
        }
        // "urged Arlen to leave", "helped Arlen to leave", with the leaving hung loosely
        "advcl"
            if has_to(sentence, i)
                && (words::OF_INFINITIVE_OBJECTS.has(above) || above == "help")
                && ["obj", "iobj"]
                    .iter()
                    .any(|rel| sentence.child_by(governor, rel).is_some()) =>
        {
            controller(sentence, i, governor, depth)
        }
        "advcl" if wanted_of(sentence, i, governor).is_some() => acts_for(sentence, i, governor),
        "advcl" | "advcl:relcl" => surface_subject_within(sentence, governor, depth),
        // "apologised for bombing"
        "obl" if sentence.child_by(i, "mark").is_some() => surface_subject_within(sentence, governor, depth),
        // "visited Arlen, met Holm and praised Vik"
        "parataxis" => {
            let token = sentence.token(governor);
            let list = i > governor
                && token.upos == Upos::Verb
                && token.xpos == sentence.token(i).xpos
                && sentence.children_by(governor, "conj").any(|c| c > i)
                && Cues::embedded().speech_verb(&sentence.token(i).lemma).is_none();
            list.then(|| surface_subject_within(sentence, governor, depth))?
        }
        "acl" => {
            let infinitive = sentence.token(i).xpos == "VB" || has_to(sentence, i);
            if !infinitive && sentence.child_by(i, "mark").is_none() && sentence.child_by(i, "case").is_none()
            {
                // "published a report accusing Arlen": who published it accuses
                let author = (sentence.token(i).xpos == "VBG" && is_utterance(sentence, governor))
                    .then(|| sentence.head(governor))
                    .flatten()
                    .filter(|&verb| {
                        sentence.token(governor).rel() == "obj" && sentence.token(verb).upos == Upos::Verb
                    })
                    .and_then(|verb| surface_subject_within(sentence, verb, depth))
                    .filter(|&subject| acting(sentence, subject).possible());
                return author.or(Some(governor)); // "troops fighting in Arlen", "troops sent by Arlen"
            }
            owner_of(sentence, governor, depth)
        }
        "acl:relcl" => sentence.child_by(i, "obj").is_some().then_some(governor),
        _ => None,
    }
}

/// Who carries out a clause that a noun governs: "Arlen's plan to attack", "the role of Arlen in helping", "Arlen signed a deal to
/// buy"; nobody in particular where the noun weighs it: "Arlen saw the possibility of attacking".
fn owner_of(sentence: &Sentence, noun: usize, depth: usize) -> Option<usize> {
    let lemma = sentence.token(noun).lemma.as_str();
    // "Holm's call to lift the siege": others are to lift it
    if matches!(
        lemma,
        "appeal" | "call" | "demand" | "exhortation" | "invitation" | "recommendation" | "request"
    ) {
        return None;
    }
    let owner = |&c: &usize| {
        // "the efforts of Arlen to help", "the decision of Arlen to attack"
        let governs = Cues::embedded().effect(CueClass::Noun, lemma).is_some();
        let part = (words::OF_DOERS.has(lemma) || governs && acting(sentence, c).possible())
            && sentence.token(c).rel() == "nmod"
            && case_of(sentence, c) == "of";
        sentence.token(c).deprel == "nmod:poss" || part
    };
    // "efforts by Arlen to help"
    let by = |&c: &usize| {
        sentence.token(c).rel() == "nmod" && case_of(sentence, c) == "by" && acting(sentence, c).possible()
    };
    if let Some(owner) = sentence.children(noun).find(owner) {
        return Some(owner);
    }
    if let Some(owner) = sentence.children(noun).find(by) {
        return Some(owner);
    }
    if words::WEIGHED.has(lemma) {
        return None;
    }
    let verb = sentence.head(noun)?;
    // "granted Arlen an opportunity to assess": Arlen assesses
    if sentence.token(noun).rel() == "obj"
        && let Some(given) = sentence.child_by(verb, "iobj")
    {
        return Some(given);
    }
    // "supports efforts to help", "called for efforts to help": others make them
    let others = words::OF_OTHERS_DEEDS.has(&sentence.token(verb).lemma);
    if others {
        return None;
    }
    // "Ahead of an attempt to attack, Arlen ...", "despite attempts to attack" are another's
    let shares = matches!(
        case_of(sentence, noun).as_str(),
        "as" | "in" | "on" | "through" | "under" | "with"
    );
    let behind = sentence.token(noun).rel() == "obl" && noun > verb && shares;
    (sentence.token(noun).rel() == "obj" || behind).then(|| surface_subject_within(sentence, verb, depth))?
}

/// Who carries out the clause `i` that `governor` governs: its object ("urged Arlen to leave"), except
/// after a promise, else its subject.
fn controller(sentence: &Sentence, i: usize, governor: usize, depth: usize) -> Option<usize> {
    let token = sentence.token(governor);
    if sentence.token(i).rel() == "ccomp" && finite(sentence, i) {
        return None;
    }
    let by_subject = matches!(
        token.lemma.as_str(),
        "promise" | "vow" | "pledge" | "threaten" | "agree"
    );
    if !by_subject && token.upos == Upos::Verb {
        let object = sentence
            .child_by(governor, "obj")
            .or_else(|| sentence.child_by(governor, "iobj"));
        // "accused Arlen of attacking", "called on Arlen to leave"
        let called = sentence.children_by(governor, "obl").find(|&c| {
            matches!(token.lemma.as_str(), "call" | "count" | "rely")
                && matches!(case_of(sentence, c).as_str(), "on" | "upon")
                // the "to" may hang on the clause, whose own it is not
                || token.lemma == "appeal" && matches!(case_of(sentence, c).as_str(), "" | "to") && c < i
        });
        if let Some(object) = object.or(called)
            && object != i
        {
            return Some(object);
        }
    }
    surface_subject_within(sentence, governor, depth)
}

/// Whether a noun is something by which people speak or show what they think.
fn is_utterance(sentence: &Sentence, noun: usize) -> bool {
    let lemma = sentence.token(noun).lemma.as_str();
    Cues::embedded().speech_noun(lemma).is_some() || words::STATED.has(lemma)
}

fn finite(sentence: &Sentence, i: usize) -> bool {
    matches!(sentence.token(i).xpos.as_str(), "VBD" | "VBZ" | "VBP" | "MD")
        || sentence.children(i).any(|c| {
            matches!(sentence.token(c).rel(), "aux" | "cop")
                && matches!(sentence.token(c).xpos.as_str(), "VBD" | "VBZ" | "VBP" | "MD")
        })
}

fn has_to(sentence: &Sentence, i: usize) -> bool {
    sentence.has(i, "mark", &["to"])
}

/// The noun that the relative pronoun `word` of the relative clause around `i` stands for.
fn antecedent(sentence: &Sentence, i: usize, word: usize) -> Option<usize> {
    let token = sentence.token(word);
    let relative = matches!(token.xpos.as_str(), "WDT" | "WP" | "WP$")
        || (token.upos == Upos::Pron && matches!(token.lemma.as_str(), "that" | "which" | "who" | "whom"));
    if !relative {
        return None;
    }
    // "allegations that Arlen attacked": the clause says what is alleged, "that" stands for nothing
    let content = |a: &usize| {
        sentence.head(*a).is_some_and(|noun| {
            Cues::embedded()
                .effect(CueClass::Noun, &sentence.token(noun).lemma)
                .is_some()
        })
    };
    let clause = std::iter::once(i).chain(sentence.ancestors(i)).find(|&a| {
        matches!(
            sentence.token(a).deprel.as_str(),
            "acl:relcl" | "advcl:relcl" | "acl"
        )
    })?;
    if content(&clause) && sentence.token(word).lemma == "that" {
        return None;
    }
    let noun = sentence.head(clause)?;
    // "the people of the Revolution, who rose": people do
    let people = sentence.head(noun).filter(|&people| {
        token.lemma == "who"
            && sentence.token(noun).rel() == "nmod"
            && sentence
                .entity_at(noun)
                .is_none_or(|entity| matches!(entity.label, EntityLabel::Event | EntityLabel::Org))
            && !matches!(acting(sentence, noun), Acting::Noun(_))
            && matches!(
                acting(sentence, people),
                Acting::Noun(NounKind::Person | NounKind::Group)
            )
    });
    if people.is_some() {
        return people;
    }
    // "the victims of Hurricane Holm, which ravaged Arlen": the storm did
    let thing = sentence.children_by(noun, "nmod").last().filter(|&thing| {
        token.lemma == "which"
            && acting(sentence, noun) == Acting::Noun(NounKind::Person)
            && !acting(sentence, thing).possible()
    });
    if thing.is_some() {
        return thing;
    }
    Some(
        common_noun(sentence, noun)
            .filter(|_| token.lemma == "which")
            .unwrap_or(noun),
    )
}

/// "the agreement between Arlen and Borduria, which ended the war": the noun that holds the parties, of whom `last` is the last.
fn common_noun(sentence: &Sentence, last: usize) -> Option<usize> {
    let first = std::iter::successors(Some(last), |&at| {
        sentence.head(at).filter(|_| sentence.token(at).rel() == "conj")
    })
    .take(MAX_DEPTH)
    .last()?;
    let holds =
        |noun: &usize| sentence.token(*noun).upos == Upos::Noun && !acting(sentence, *noun).possible();
    let parties =
        first != last && sentence.token(first).rel() == "nmod" && acting(sentence, last) == Acting::Name;
    sentence.head(first).filter(|_| parties).filter(holds)
}

/// Whether the noun of a relative clause stands in it elsewhere than as an object: "the speed at which it moves", "the time when",
/// "something that Arlen wants to see".
fn fills_another_place(sentence: &Sentence, clause: usize) -> bool {
    let relative = |w: usize| matches!(sentence.token(w).xpos.as_str(), "WDT" | "WP" | "WP$" | "WRB");
    sentence.children(clause).any(|c| match sentence.token(c).rel() {
        "obl" => relative(c) || sentence.children(c).any(relative),
        "advmod" => relative(c),
        "xcomp" => sentence.token(c).upos == Upos::Verb,
        _ => false,
    })
}

/// "in a row", "on the one hand", "in vain": words that only sit beside a predicate.
fn is_idle(sentence: &Sentence, oblique: usize) -> bool {
    // "follows with great interest"
    if words::MANNERS.has(&sentence.token(oblique).lemma) && case_of(sentence, oblique) == "with" {
        return true;
    }
    // "for that reason", "on an equal footing", "on the basis of the treaty"; but "in the way of"
    let how = words::HOW.has(&sentence.token(oblique).lemma)
        && !(sentence.token(oblique).lemma == "way" && sentence.child_by(oblique, "nmod").is_some());
    if how
        && matches!(
            case_of(sentence, oblique).as_str(),
            "at" | "for" | "in" | "on" | "to"
        )
    {
        return true;
    }
    words::IDLE.has(&sentence.token(oblique).lemma)
        && sentence.children(oblique).all(|c| {
            matches!(
                sentence.token(c).rel(),
                "case" | "det" | "nummod" | "amod" | "advmod" | "punct"
            )
        })
        && sentence.children_by(oblique, "amod").all(|c| {
            matches!(
                sentence.token(c).lemma.as_str(),
                "one" | "other" | "first" | "large" | "great"
            )
        })
}

/// The frame of the verbal predicate `i`.
pub(super) fn frame(sentence: &Sentence, i: usize) -> Frame {
    let passive = is_passive(sentence, i);
    let surface = surface_subject(sentence, i);
    let resolved = |word: usize| antecedent(sentence, i, word).unwrap_or(word);
    // a "that" without antecedent is a conjunction
    let is_that = |&o: &usize| sentence.token(o).form.eq_ignore_ascii_case("that") && resolved(o) == o;
    let objects: Vec<usize> = sentence.children_by(i, "obj").filter(|o| !is_that(o)).collect();
    let mut frame = Frame {
        subject: surface,
        object: objects
            .iter()
            .copied()
            // "the fourth day that Arlen attacked Borduria": the relative pronoun is the day's
            .find(|&o| objects.len() == 1 || resolved(o) == o)
            .map(resolved),
        indirect: sentence.child_by(i, "iobj").map(resolved),
        obliques: Vec::new(),
        particle: sentence.children(i).find(|&c| {
            let token = sentence.token(c);
            // "hit back at Arlen", "put forward by Arlen", with an adverb
            let adverb = matches!(token.lemma.as_str(), "back" | "forth" | "forward");
            token.deprel == "compound:prt" || token.rel() == "advmod" && adverb && c == i + 1
        }),
        complements: sentence
            .children(i)
            .filter(|&c| match sentence.token(c).rel() {
                "xcomp" | "ccomp" => true,
                // "sent troops to assist Arlen": what it is done for
                "advcl" => has_to(sentence, c),
                _ => false,
            })
            .collect(),
        passive,
    };
    // "offered Arlen a loan" with two objects: the first receives the second
    if frame.indirect.is_none()
        && let Some(first) = frame.object
        && let Some(second) = sentence
            .children_by(i, "obj")
            .find(|&o| o > first && resolved(o) != first)
        && acting(sentence, first).possible()
        && !acting(sentence, second).possible()
    {
        frame.indirect = Some(first);
        frame.object = Some(second);
    }
    for c in sentence.children_by(i, "obl") {
        let case = case_of(sentence, c);
        if is_idle(sentence, c) {
            continue;
        }
        // "brokered between Arlen and Borduria" is by neither
        let by = case.is_empty() || case == "by";
        let agent = by && sentence.token(c).deprel == "obl:agent" || passive && case == "by";
        if agent {
            frame.subject = Some(resolved(c));
        } else {
            // "spoke by phone with Arlen", with Arlen hung on the phone
            for partner in sentence.children_by(c, "nmod") {
                if case == "by" && case_of(sentence, partner) == "with" {
                    frame.obliques.push(Oblique {
                        case: "with".to_owned(),
                        head: partner,
                        on_object: false,
                    });
                }
            }
            frame.obliques.push(Oblique {
                case,
                head: resolved(c),
                on_object: false,
            });
        }
    }
    if passive {
        if frame.subject == surface {
            frame.subject = None;
        }
        // "was given weapons by": what stays an object was the gift, the subject its receiver
        if frame.object.is_some() {
            frame.indirect = surface;
        } else {
            frame.object = surface;
        }
    } else if frame.object.is_none() && sentence.token(i).deprel == "acl:relcl" {
        // "the troops that Arlen sent": the pronoun, or nothing, stands for the object
        let governor = sentence.head(i);
        // "reports Arlen attacked": what was reported
        let content = governor.is_some_and(|noun| {
            let lemma = &sentence.token(noun).lemma;
            lemma != "word" && Cues::embedded().speech_noun(lemma).is_some()
        });
        // "the way he talks"
        let how = governor.is_some_and(|noun| words::HOW.has(&sentence.token(noun).lemma));
        if governor.is_some()
            && !content
            && !how
            && frame.subject.is_some()
            && frame.subject != governor
            && !fills_another_place(sentence, i)
        {
            frame.object = governor;
        }
    }
    if !passive && frame.object.is_none() && sentence.token(i).deprel == "conj" {
        // "attacked and burnt the town": an object after both belongs to both
        frame.object = sentence
            .head(i)
            .filter(|&h| own_subject(sentence, i).is_none() && !is_passive(sentence, h))
            .and_then(|h| sentence.child_by(h, "obj"))
            .filter(|&object| object > i);
    }
    // "stayed and fought Arlen" stayed nobody
    let alone = words::ALONE.has(&sentence.token(i).lemma);
    if !passive && !alone && frame.object.is_none() {
        // "attacked and defeated Arlen", with the object hung on the second
        frame.object = sentence
            .children_by(i, "conj")
            .find(|&c| {
                c == i + 2 && sentence.token(c).upos == Upos::Verb && own_subject(sentence, c).is_none()
            })
            .and_then(|c| sentence.child_by(c, "obj"));
    }
    if let Some(object) = frame.object {
        // "sent troops to assist Arlen", with the purpose hung on the troops; but "welcomed Arlen's decision
        // to leave" is about what Arlen does
        let others = sentence.children_by(object, "nmod").any(|c| {
            Some(c) != frame.subject
                && (sentence.token(c).deprel == "nmod:poss" || case_of(sentence, c) == "of")
                && acting(sentence, c) == Acting::Name
        });
        frame.complements.extend(
            sentence
                .children_by(object, "acl")
                .filter(|&c| !others && has_to(sentence, c) && own_subject(sentence, c).is_none()),
        );
        for c in sentence.children_by(object, "nmod") {
            if sentence.token(c).deprel != "nmod:poss" {
                let case = case_of(sentence, c);
                if !case.is_empty() {
                    frame.obliques.push(Oblique {
                        case,
                        head: c,
                        on_object: true,
                    });
                }
            }
        }
    }
    frame
}

//! Whom or what the act of a verb is directed at, among all that its frame and its object lead to.

use smol_str::SmolStr;

use crate::lexicon::words;
use crate::lexicon::{CueClass, Cues, NounKind, Sense, Verbs};
use crate::model::{EntityLabel, PredicateKey, Sentence, Upos};

use super::frame::{Frame, Oblique, frame, surface_subject};
use super::phrase::{Acting, acting, case_of, conjuncts, counted_noun, name_head};
use super::place::is_locative;
use super::reach::reach;
use super::slot::{Slot, choose, directs, mere_place, names_actor, speaks_for};

/// A verb with what stands around it.
pub(super) struct Clause<'a> {
    sentence: &'a Sentence,
    verb: usize,
    pub(super) frame: Frame,
    /// What the lexicon is asked for, still without the recipient's preposition.
    pub(super) key: PredicateKey,
    /// Who acts, each for itself.
    pub(super) sources: Vec<usize>,
    /// What it is done to.
    pub(super) object: Option<usize>,
    /// The same where it is nobody who could act.
    pub(super) bare_object: Option<usize>,
}

/// Whom an act is directed at.
pub(super) struct Recipient {
    /// The phrase; none where the object, or nobody, is meant.
    pub(super) slot: Option<Slot>,
    /// Whether the object only leads there: "lifted its ban on Arlen".
    pub(super) reached: bool,
}

impl<'a> Clause<'a> {
    pub(super) fn read(sentence: &'a Sentence, verb: usize) -> Self {
        let frame = frame(sentence, verb);
        let sources: Vec<usize> = frame
            .subject
            .map(|subject| speaker_meant(sentence, verb, subject).unwrap_or(subject))
            .map_or_else(Vec::new, |s| conjuncts(sentence, s));
        let object = frame.object.filter(|&o| Some(o) != frame.subject);
        // "I reiterate the support of Arlen": Arlen supports
        let own = |s: usize| matches!(sentence.token(s).lemma.to_lowercase().as_str(), "i" | "we");
        let sources = match (&sources[..], object) {
            (&[speaker], Some(object)) if own(speaker) => {
                let mut owners = sentence
                    .children_by(object, "nmod")
                    .filter(|&c| sentence.token(c).deprel == "nmod:poss" || case_of(sentence, c) == "of")
                    .filter(|&c| acting(sentence, c).possible() && speaks_for(sentence, verb, c));
                owners.next().map_or(sources, |owner| conjuncts(sentence, owner))
            }
            _ => sources,
        };
        let bare_object = object.filter(|&o| !names_actor(sentence, o));
        let key = PredicateKey {
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
        Clause {
            sentence,
            verb,
            frame,
            key,
            sources,
            object,
            bare_object,
        }
    }

    /// Whether the verb only leads to another predicate, or to the next phrase.
    pub(super) fn is_frame_only(&self) -> bool {
        let (sentence, verb, key) = (self.sentence, self.verb, &self.key);
        // "Turning to Arlen, we ...": what is spoken of next
        let turns = matches!(key.head.as_str(), "come" | "go" | "move" | "return" | "turn")
            && sentence.token(verb).xpos == "VBG"
            && sentence.token(verb).rel() == "advcl"
            && sentence.head(verb).is_some_and(|above| above > verb);
        // "Arlen, followed by Borduria": who comes next
        let follows = key.head == "follow"
            && sentence.token(verb).xpos == "VBN"
            && matches!(sentence.token(verb).rel(), "acl" | "advcl");
        // "let Arlen decide", "prefers Holm not to take part" is only a frame for what is let be done, or preferred
        let frames = matches!(
            key.head.as_str(),
            "believe" | "consider" | "expect" | "intend" | "let" | "need" | "prefer" | "want"
        );
        let frames = frames
            && self
                .frame
                .complements
                .iter()
                .any(|&c| sentence.token(c).upos == Upos::Verb)
            && (self.object.is_some() || key.head == "let");
        turns || follows || frames
    }

    /// The recipient; `None` where the verb makes no statement of its own beside what it governs.
    pub(super) fn recipient(&self) -> Option<Recipient> {
        let Clause {
            sentence,
            verb,
            frame,
            key,
            sources,
            object,
            ..
        } = self;
        let (sentence, verb, object) = (*sentence, *verb, *object);
        let lexicon = Verbs::embedded();
        let mut reached = false;
        let mut chosen = choose(sentence, verb, frame, key, lexicon);
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
            && (lexicon.joins(&bare()) || is_joint(sentence, frame));
        if joined {
            let about = |case: &str| matches!(case, "about" | "for" | "of" | "on" | "over");
            let object = lexicon.recipient_cases(&key.head, key.object.as_deref());
            chosen = chosen.filter(|slot| {
                let topic = slot.case.is_empty() && !object.is_empty() && !object.contains(&slot.case);
                !slot.below && !topic && !is_locative(&slot.case) && !about(&slot.case)
            });
        }
        if chosen.is_none() {
            let governs = object.is_none() && !frame.complements.is_empty() && !joined;
            chosen = self.directed();
            if chosen.is_none() && governs {
                return None; // "says that", "may be preparing to": only a frame for what it governs
            }
            if chosen.is_none() && object.is_none() && !joined && !sources.is_empty() {
                chosen = beside(sentence, verb, frame);
            }
        }
        // "refused a request from Arlen to free Holm": whose request it was comes before what it asks for
        let asked = |slot: &Slot| {
            slot.below
                && object.is_some_and(|o| {
                    Cues::embedded()
                        .effect(CueClass::Noun, &sentence.token(o).lemma)
                        .is_some()
                })
        };
        // "lifted its ban on Arlen": the object only leads to whom the act is directed at
        if !sources.is_empty()
            && !joined
            && !chosen
                .as_ref()
                .is_some_and(|slot| acts_on(sentence, slot) && !asked(slot))
            && let Some((case, head)) =
                reach(sentence, verb, frame, key, |oblique| directs(sentence, oblique))
        {
            chosen = Some(Slot {
                case,
                head,
                owner: false,
                below: false,
            });
            reached = true;
        }
        // "invited firms to bring machines to Arlen", "called on its neighbours to join Arlen": those are asked
        let asks = words::ASKING.has(&key.head)
            && (object.or(frame.indirect).is_some()
                || frame
                    .obliques
                    .iter()
                    .any(|o| matches!(o.case.as_str(), "on" | "to" | "upon")));
        chosen = chosen.filter(|slot| !(slot.below && asks));
        if let Some(slot) = &chosen
            && slot.below
            && !governs_as_event(sentence, verb, key, slot, lexicon)
        {
            // "began to attack Arlen": the attack is the statement, not the beginning
            return None;
        }
        let between = chosen
            .as_ref()
            .is_some_and(|slot| matches!(slot.case.as_str(), "between" | "among"));
        if between && frame.subject.is_none() {
            return None; // "talks between Arlen and Borduria are planned": the talks are the statement
        }
        Some(Recipient {
            slot: chosen,
            reached,
        })
    }

    /// What an act is directed at though it cannot act: "made no reference to the talks", "opened fire on a patrol".
    fn directed(&self) -> Option<Slot> {
        let (sentence, frame, key) = (self.sentence, &self.frame, &self.key);
        let lexicon = Verbs::embedded();
        let light = self
            .object
            .filter(|&o| lexicon.is_light(&key.head, &sentence.token(o).lemma));
        let known = |o: &Oblique| {
            let key = PredicateKey {
                cases: vec![o.case.as_str().into()],
                ..key.clone()
            };
            let event = || matches!(lexicon.match_predicate(&key), Some(found) if matches!(found.sense, Sense::Event(_)));
            self.bare_object.is_some()
                && !o.on_object
                && matches!(o.case.as_str(), "against" | "at" | "on" | "to")
                && sentence.entity_at(o.head).is_none()
                && lexicon
                    .recipient_cases(&key.head, key.object.as_deref())
                    .contains(&key.cases[0])
                && event()
        };
        let others = |o: &&Oblique| !self.sources.contains(&o.head);
        let direct = frame.obliques.iter().filter(others).filter(|o| match light {
            Some(_) => directs(sentence, o),
            None => known(o),
        });
        let mut slots = direct.map(|o| Slot {
            case: o.case.as_str().into(),
            head: o.head,
            owner: false,
            below: false,
        });
        // "In Arlen, ...", "signed it in Arlen"
        let elsewhere = |slot: &Slot| {
            is_locative(&slot.case) && slot.head < self.verb
                || mere_place(sentence, self.verb, frame, key, slot)
        };
        slots.find(|slot| !elsewhere(slot)).or_else(|| self.idiom())
    }

    /// "the war" of "put an end to the war": what an object leads to that is nothing by itself.
    fn idiom(&self) -> Option<Slot> {
        let (sentence, key) = (self.sentence, &self.key);
        let object = self.bare_object.filter(|&object| object > self.verb)?;
        if !words::CARRYING.has(&key.head) || !words::EMPTY.has(&sentence.token(object).lemma) {
            return None;
        }
        let leads = |o: &&Oblique| {
            sentence.children_by(o.head, "case").next() == Some(object + 1)
                && matches!(
                    o.case.as_str(),
                    "for" | "in" | "of" | "on" | "over" | "to" | "with"
                )
        };
        let oblique = self.frame.obliques.iter().find(leads)?;
        Some(Slot {
            case: oblique.case.as_str().into(),
            head: oblique.head,
            owner: false,
            below: false,
        })
    }
}

/// Whether a recipient can act, so that the act is directed at it and not at what it leads to.
pub(super) fn acts_on(sentence: &Sentence, slot: &Slot) -> bool {
    acting(sentence, slot.head).possible() && !condition(sentence, slot.head)
}

/// What a target stands after. "wants to help Arlen" wants nothing of Arlen: an object of the clause below is none of the
/// verb's own, and counts as one after "to do", which no pattern asks for.
pub(super) fn case_of_slot(slot: &Slot) -> SmolStr {
    match slot.below && slot.case.is_empty() {
        true => SmolStr::new_static("to do"),
        false => slot.case.clone(),
    }
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
    // "Arlen said: \"He lied\"": whoever is spoken of is not who speaks
    let quoted = |from: usize| sentence.is_parted_by_quote(from..subject);
    let named = surface_subject(sentence, saying).filter(|&s| s < subject && !quoted(s))?;
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

/// "agreed to hold a joint exercise": what several do together.
pub(super) fn is_joint(sentence: &Sentence, frame: &Frame) -> bool {
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

//! The phrase that a verb's act is directed at: which of its phrases could be, and which most likely is.

use smol_str::SmolStr;

use crate::lexicon::gazetteer::Gazetteer;
use crate::lexicon::words;
use crate::lexicon::{NounKind, Role, Sense, Verbs};
use crate::model::{ActorKind, EntityLabel, PloverEvent, PredicateKey, Sentence, Upos};

use super::frame::{Frame, Oblique};
use super::phrase::{Acting, acting, acting_entity, case_of, name_head, owner_of, possessor};
use super::place::is_locative;

/// A phrase that may be the target.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// Preposition; empty for a direct object.
    pub(super) case: SmolStr,
    pub(super) head: usize,
    /// Whether the actor is only the owner of what the verb is done to: "commended Arlen's decision".
    pub(super) owner: bool,
    /// Whether it comes from the clause that the verb governs: "sent troops to assist Arlen".
    pub(super) below: bool,
}

/// Whether the phrase names an actor, or could by its own words be nothing but one.
pub(super) fn names_actor(sentence: &Sentence, head: usize) -> bool {
    match acting(sentence, head) {
        Acting::Name | Acting::Pronoun => true,
        // "the minister", "its allies": people spoken of; "10,000 troops" are things sent
        Acting::Noun(_) => {
            let token = sentence.token(head);
            let counted = sentence.child_by(head, "nummod").is_some();
            let definite = sentence.has(head, "det", &["the", "both", "this", "that", "these"]);
            !counted && (definite || possessor(sentence, head).is_some() || token.xpos == "NN")
        }
        Acting::No => false,
    }
}

/// The phrase that the act is directed at.
pub(super) fn choose(
    sentence: &Sentence,
    verb: usize,
    frame: &Frame,
    key: &PredicateKey,
    lexicon: &Verbs,
) -> Option<Slot> {
    let slots = slots(sentence, verb, frame, lexicon);
    let preferred = lexicon.recipient_cases(&key.head, key.object.as_deref());
    // "From Klow to Arlen, we ..."
    let fronted = |slot: &Slot| !slot.case.is_empty() && is_fronted(verb, frame, slot.head);
    let asks = sentence.tokens().last().is_some_and(|token| token.form == "?");
    // only of a known act it can be said that it is done to the owner: "commended Arlen's decision"
    // "withdrew its troops from Arlen" withdraws from Arlen
    let led = slots.iter().any(|slot| {
        !slot.below && !slot.owner && !slot.case.is_empty() && acting(sentence, slot.head).possible()
    });
    let own_means = |slot: &Slot| slot.case.is_empty() && led && is_own(sentence, slot.head);
    let concerns_owner = |slot: &Slot| {
        if (slot.owner || slot.case == "of") && speaks_for(sentence, verb, slot.head) {
            return false;
        }
        let mut key = key.clone();
        key.cases = vec![slot.case.clone()];
        !slot.owner
            || lexicon.relates(&key) && !(slot.case.is_empty() && transfers(sentence, verb, slot.head))
    };
    // "wrote on Twitter": where it was said
    let told_on = |slot: &Slot| slot.case == "on" && is_channel(sentence, slot.head);
    for case in preferred {
        if let Some(slot) = slots.iter().find(|s| {
            !s.below
                && s.case == *case
                && acting(sentence, s.head) != Acting::No
                && concerns_owner(s)
                && !own_means(s)
                && (asks || !fronted(s))
                && !mere_place(sentence, verb, frame, key, s)
                && !told_on(s)
        }) {
            return Some(slot.clone());
        }
    }
    let rank = |slot: &Slot| {
        let name = matches!(acting(sentence, slot.head), Acting::Name);
        (slot.below, slot.owner, !name, prepositions(&slot.case))
    };
    slots
        .iter()
        .filter(|slot| concerns_owner(slot) && !own_means(slot))
        .filter(|slot| match acting(sentence, slot.head) {
            Acting::No => false,
            Acting::Noun(_) if slot.case.is_empty() => names_actor(sentence, slot.head),
            _ => true,
        })
        // "supported operations against Arlen" is done to somebody else, unless the lexicon says so
        .filter(|slot| slot.case != "against" || key.object.is_none() || preferred.contains(&slot.case))
        // "spoke of Arlen", "warned over Arlen": about whom, unless the lexicon says that it is to whom
        .filter(|slot| !is_locative(&slot.case) && !matches!(slot.case.as_str(), "of" | "over" | "about"))
        .filter(|slot| !fronted(slot) && !told_on(slot))
        .min_by_key(|slot| rank(slot))
        .cloned()
}

/// "its troops", "their ambassador": whom somebody sends or recalls, if they are the subject's own.
fn is_own(sentence: &Sentence, head: usize) -> bool {
    matches!(acting(sentence, head), Acting::Noun(_))
        && sentence.children(head).any(|c| {
            sentence.token(c).deprel == "nmod:poss"
                && matches!(
                    sentence.token(c).form.to_lowercase().as_str(),
                    "her" | "his" | "its" | "my" | "our" | "their"
                )
        })
}

/// "fought in Kursk" is not directed at Kursk; "intervened in Arlen" may be, if Arlen is no mere place and
/// neither opens the sentence ("In Arlen, ...") nor says where others are ("attacked diplomats in Arlen"), and nothing is said,
/// signed or held there ("signed a treaty in Arlen"), unless the words ask for it ("confidence in Arlen").
pub(super) fn mere_place(
    sentence: &Sentence,
    verb: usize,
    frame: &Frame,
    key: &PredicateKey,
    slot: &Slot,
) -> bool {
    use PloverEvent::*;
    if !is_locative(&slot.case) {
        return false;
    }
    if is_venue(sentence, slot.head) {
        return true;
    }
    let lexicon = Verbs::embedded();
    let cased = PredicateKey {
        cases: vec![slot.case.clone()],
        ..key.clone()
    };
    let in_words = || {
        lexicon.match_predicate(&cased).is_some_and(|found| {
            matches!(
                found.sense,
                Sense::Event(Accuse | Agree | Consult | Reject | Request | Support)
            )
        })
    };
    // "confidence in", "interference in"; a killing only happens there
    let asked_for = |object: &SmolStr| {
        let noun = PredicateKey {
            head: object.clone(),
            nominal: true,
            cases: vec![slot.case.clone()],
            ..PredicateKey::default()
        };
        lexicon
            .noun_cases(object)
            .iter()
            .any(|known| known.preposition == slot.case)
            && lexicon
                .match_predicate(&noun)
                .is_some_and(|found| !matches!(found.sense, Sense::Event(Agree | Assault | Consult)))
    };
    if key
        .object
        .as_ref()
        .is_some_and(|object| in_words() && !asked_for(object))
    {
        return true;
    }
    let directly = lexicon
        .recipient_cases(
            &sentence.token(verb).lemma,
            frame.object.map(|o| sentence.token(o).lemma.as_str()),
        )
        .iter()
        .any(SmolStr::is_empty);
    let people = |o: usize| {
        matches!(
            acting(sentence, o),
            Acting::Noun(NounKind::Person | NounKind::Group)
        )
    };
    let others = directly
        && frame
            .object
            .is_some_and(|o| Some(o) != frame.subject && people(o));
    let opens = slot.head < verb && frame.subject.is_some_and(|s| slot.head < s);
    if others || opens {
        return true;
    }
    let Some((tokens, _)) = acting_entity(sentence, name_head(sentence, slot.head)) else {
        return false;
    };
    let name = sentence.text(tokens);
    let gazetteer = Gazetteer::embedded();
    gazetteer.country_of(&name).is_none() && !gazetteer.lookup(&name).is_empty()
}

/// "agreed at the Arlen Conference", "sued in the court": where people meet.
fn is_venue(sentence: &Sentence, head: usize) -> bool {
    words::VENUES.has(&sentence.token(head).lemma.to_lowercase())
}

/// Whether a phrase stands before verb and subject: "From Klow to Arlen, we ...".
pub(super) fn is_fronted(verb: usize, frame: &Frame, head: usize) -> bool {
    head < verb && frame.subject.is_some_and(|subject| head < subject)
}

/// Whether what a verb is done to changes hands and an adjective says whose it is: of "sent Spanish vessels to the strait", Spain
/// receives nothing.
pub(super) fn transfers(sentence: &Sentence, verb: usize, owner: usize) -> bool {
    let adjective = || {
        let form = &sentence.token(owner).form;
        Gazetteer::embedded().country_of_adjective(form).is_some()
    };
    matches!(
        sentence.token(verb).lemma.as_str(),
        "deliver"
            | "deploy"
            | "dispatch"
            | "donate"
            | "export"
            | "give"
            | "lend"
            | "provide"
            | "sell"
            | "send"
            | "ship"
            | "supply"
            | "transfer"
    ) && adjective()
}

/// "expressed the gratitude of Arlen", "reiterated Arlen's demands": the owner of what is expressed gets nothing.
pub(super) fn speaks_for(sentence: &Sentence, verb: usize, owner: usize) -> bool {
    let expresses = matches!(
        sentence.token(verb).lemma.as_str(),
        "affirm"
            | "announce"
            | "confirm"
            | "convey"
            | "declare"
            | "express"
            | "extend"
            | "offer"
            | "pledge"
            | "reaffirm"
            | "reiterate"
            | "renew"
            | "repeat"
            | "restate"
            | "transmit"
            | "voice"
    );
    expresses
        && sentence.head(owner).is_some_and(|noun| {
            if sentence.token(noun).rel() != "obj" || sentence.head(noun) != Some(verb) {
                return false; // "expressed appreciation for Arlen's help"
            }
            let case = match sentence.token(owner).rel() {
                "nmod" if sentence.token(owner).deprel != "nmod:poss" => "of",
                _ => "'s",
            };
            let expressed = sentence.token(noun).lemma.as_str();
            let roles = Verbs::embedded().noun_cases(expressed);
            let role = roles
                .iter()
                .find(|known| known.preposition == case)
                .map(|known| known.role);
            // "reiterated the commitment of Arlen", not "its support of Arlen"
            let of_another = || {
                sentence
                    .children(noun)
                    .any(|c| sentence.token(c).deprel == "nmod:poss")
            };
            let felt = words::ATTITUDES.has(expressed) && (case == "'s" || !of_another());
            role == Some(Role::Source) || felt || case == "'s" && !roles.is_empty()
        })
}

/// "an Asian initiative" is not Asia's.
pub(super) fn is_region(sentence: &Sentence, owner: usize) -> bool {
    // "the Klow Declaration", "the Klow summit": where it was made
    if gives_its_name(sentence, owner) {
        return true;
    }
    matches!(
        sentence.token(owner).form.as_str(),
        "African" | "American" | "Arab" | "Asian" | "Caribbean" | "European" | "Pacific" | "Western"
    ) && sentence.token(owner).rel() == "amod"
        && sentence
            .entity_at(owner)
            .is_some_and(|entity| entity.tokens.len() == 1)
        && Gazetteer::embedded()
            .country_of_adjective(&sentence.token(owner).form)
            .is_none()
}

/// Whether a town stands before what is called after it: "the Klow agreements".
pub(super) fn gives_its_name(sentence: &Sentence, town: usize) -> bool {
    let Some(noun) = sentence
        .head(town)
        .filter(|_| sentence.token(town).rel() == "compound")
    else {
        return false;
    };
    let noun = sentence.token(noun).lemma.to_lowercase();
    let Some((tokens, EntityLabel::Gpe)) = acting_entity(sentence, town) else {
        return false;
    };
    words::NAMED_AFTER.has(&noun)
        && Gazetteer::embedded()
            .lookup(&sentence.text(tokens))
            .best()
            .is_some_and(|best| best.record.kind() == ActorKind::Place)
}

/// What people say things on.
fn is_channel(sentence: &Sentence, head: usize) -> bool {
    let name = sentence
        .entity_at(head)
        .map_or(head..head + 1, |entity| entity.tokens.clone());
    name.into_iter().any(|t| {
        matches!(
            sentence.token(t).form.as_str(),
            "Chat"
                | "Facebook"
                | "Instagram"
                | "Reddit"
                | "Telegram"
                | "TikTok"
                | "Twitter"
                | "VKontakte"
                | "WeChat"
                | "Weibo"
                | "WhatsApp"
                | "X"
                | "YouTube"
        )
    })
}

/// How likely a preposition marks whom the act is directed at; smaller is likelier.
fn prepositions(case: &str) -> u8 {
    match case {
        "" => 0,
        "with" | "to" | "against" | "on" | "upon" => 1,
        "at" | "into" | "towards" | "toward" | "onto" => 2,
        "for" | "from" | "between" | "among" => 3,
        _ => 4,
    }
}

/// Everything that could be the target.
fn slots(sentence: &Sentence, verb: usize, frame: &Frame, lexicon: &Verbs) -> Vec<Slot> {
    let mut slots = Vec::new();
    let joint = lexicon.is_symmetric(&PredicateKey {
        head: sentence.token(verb).lemma.clone(),
        cases: vec![SmolStr::new_static("with")],
        ..PredicateKey::default()
    });
    let mut add = |case: &str, head: usize, below: bool| {
        slots.push(Slot {
            case: case.into(),
            head,
            owner: false,
            below,
        });
        // "discussed the Arlen-Borduria talks" is directed at neither
        let event = lexicon.is_event_noun(&sentence.token(head).lemma);
        if acting(sentence, head) == Acting::No
            && !(event && symmetric_noun(sentence, head, lexicon))
            && let Some(owner) =
                owner_of(sentence, head).filter(|&o| Some(o) != frame.subject && !is_region(sentence, o))
            && (!below || is_helped(sentence, head))
        {
            slots.push(Slot {
                case: case.into(),
                head: owner,
                owner: true,
                below,
            });
        }
    };
    if let Some(indirect) = frame.indirect {
        add("", indirect, false);
    }
    if let Some(object) = frame.object.filter(|&o| Some(o) != frame.subject) {
        add("", object, false);
    }
    // "condemned the attack on Arlen" is not directed at Arlen; "launched an attack on Arlen" is
    let whole = |o: &Oblique| {
        !o.on_object
            || frame.object.is_none_or(|object| {
                let noun = &sentence.token(object).lemma;
                let verb = &sentence.token(verb).lemma;
                let named = !matches!(o.case.as_str(), "of" | "between" | "among" | "in");
                sentence.token(object).upos != Upos::Pron
                    && (lexicon.is_light(verb, noun)
                        || o.case != "of" && lexicon.aims(verb, noun, &o.case)
                        // "supported operations against Arlen" supports somebody else
                        || named && !lexicon.is_event_noun(noun) && o.case != "against")
            })
    };
    for oblique in frame.obliques.iter().filter(|o| directs(sentence, o) && whole(o)) {
        add(&oblique.case, oblique.head, false);
        // "filed a lawsuit in a court against Arlen": no court is against Arlen
        if let Some(object) = frame.object {
            for phrase in sentence.children_by(oblique.head, "nmod") {
                let case = case_of(sentence, phrase);
                if case == "against"
                    && lexicon.aims(&sentence.token(verb).lemma, &sentence.token(object).lemma, &case)
                {
                    add(&case, phrase, false);
                }
            }
        }
    }
    // "agreed to send troops to Arlen": the target may stand in what is agreed
    for &c in &frame.complements {
        // "met to praise Arlen" met somebody else
        if sentence.token(c).rel() == "ccomp" || c <= verb || joint && sentence.token(c).rel() == "advcl" {
            continue;
        }
        let below = super::frame::frame(sentence, c);
        if let Some(object) = below.object {
            add("", object, true);
        }
        for oblique in below
            .obliques
            .iter()
            .filter(|o| directs(sentence, o) && !is_locative(&o.case))
        {
            add(&oblique.case, oblique.head, true);
        }
    }
    let subject = frame.subject;
    slots.retain(|slot| Some(slot.head) != subject && slot.head != verb);
    slots
}

/// Whether something is governed by a verb that helps: "sent troops to assist Arlen's campaign" is aid to Arlen.
fn is_helped(sentence: &Sentence, object: usize) -> bool {
    sentence.head(object).is_some_and(|verb| {
        matches!(
            sentence.token(verb).lemma.as_str(),
            "help" | "assist" | "aid" | "support" | "back" | "protect" | "defend"
        )
    })
}

/// Whether the noun names something that holds between parties alike: talks, relations, a war.
fn symmetric_noun(sentence: &Sentence, noun: usize, lexicon: &Verbs) -> bool {
    lexicon.is_symmetric(&PredicateKey {
        head: sentence.token(noun).lemma.clone(),
        nominal: true,
        cases: vec![SmolStr::new_static("between")],
        ..PredicateKey::default()
    })
}

/// "with regard to", "on behalf of": a noun that is part of a preposition.
fn joins_words(sentence: &Sentence, oblique: &Oblique) -> bool {
    let part = matches!(
        (oblique.case.as_str(), sentence.token(oblique.head).lemma.as_str()),
        (
            "with",
            "regard" | "respect" | "reference" | "relation" | "view" | "aim"
        ) | (
            "in",
            "regard"
                | "respect"
                | "relation"
                | "terms"
                | "term"
                | "light"
                | "view"
                | "accordance"
                | "line"
                | "favour"
                | "favor"
                | "spite"
        ) | ("on", "behalf" | "account" | "part" | "basis" | "ground")
            | ("at", "expense" | "behest" | "invitation" | "request" | "hand")
            | ("for", "sake")
            | ("under", "auspices" | "auspice" | "leadership" | "chairmanship")
    );
    // "in principle", "for the first time", "in such a way", "among others"
    let adverb = matches!(
        (oblique.case.as_str(), sentence.token(oblique.head).lemma.as_str()),
        (
            "in",
            "context"
                | "fact"
                | "manner"
                | "particular"
                | "person"
                | "practice"
                | "principle"
                | "turn"
                | "way"
        ) | ("for", "example" | "instance" | "time" | "while")
            | ("among", "other")
    );
    let goes_on = || {
        let mut children = sentence.children(oblique.head);
        children.any(|c| matches!(sentence.token(c).rel(), "nmod" | "acl"))
    };
    adverb || part && goes_on()
}

/// Whether a phrase can say whom the act is directed at: not a time, a cause or a comparison.
pub(super) fn directs(sentence: &Sentence, oblique: &Oblique) -> bool {
    let label = sentence
        .entity_at(name_head(sentence, oblique.head))
        .map(|e| e.label);
    let timed = matches!(label, Some(EntityLabel::Date | EntityLabel::Time));
    if joins_words(sentence, oblique) {
        return false;
    }
    let aims = matches!(
        oblique.case.as_str(),
        "with"
            | "to"
            | "against"
            | "on"
            | "upon"
            | "at"
            | "into"
            | "towards"
            | "toward"
            | "onto"
            | "for"
            | "from"
            | "between"
            | "among"
            | "of"
            | "over"
            | "about"
            | "out of"
            | "alongside"
            | "together with"
            | "within"
            | "outside"
            | "through"
            | "across"
            | "around"
            | "near"
            | "inside"
            | "in"
            | "off"
            | "away from"
            | "in favour of"
            | "in favor of"
            | "on behalf of"
            | "under"
    );
    !timed && aims
}

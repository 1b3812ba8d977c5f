//! Statements of nouns: "Arlen's invasion of Borduria", "talks between Arlen and Borduria",
//! "the Arlen-Borduria summit". Only where two parties are named, and never of a bare noun's own phrase.

use smol_str::SmolStr;

use crate::lexicon::words;
use crate::lexicon::{Role, Verbs};
use crate::model::{EntityLabel, PredicateKey, Sentence, Upos};

use super::Context;
use super::copular::is_copular;
use super::draft::Draft;
use super::frame::{Oblique, frame, surface_subject};
use super::phrase::{Acting, acting, acting_entity, case_of, conjuncts, counted_noun, owner_of};
use super::slot::gives_its_name;
use super::verbal::OWNER;

pub(super) fn drafts(context: &Context<'_>, verbal: &[Draft]) -> Vec<Draft> {
    let sentence = context.sentence();
    (0..sentence.len())
        .filter(|&i| sentence.token(i).upos == Upos::Noun && !is_copular(sentence, i))
        // "held talks with": the verb's statement has the noun already; "condemned Arlen's attack on" is another act
        .filter(|&i| {
            !verbal.iter().any(|draft| {
                draft.words.contains(&i)
                    && draft.source.is_some()
                    && draft.words.len() > 1
                    && draft.rule != OWNER
            })
        })
        .filter_map(|i| of_noun(sentence, i))
        .collect()
}

fn of_noun(sentence: &Sentence, head: usize) -> Option<Draft> {
    let lexicon = Verbs::embedded();
    let lemma = sentence.token(head).lemma.clone();
    // "Russian and Ukrainian forces" are parties, no act
    let acts = || acting(sentence, head).possible() && !sentence.owners_of_each(head).is_empty();
    if !lexicon.is_event_noun(&lemma) || acting_entity(sentence, head).is_some() || acts() {
        return None;
    }
    let cases = lexicon.noun_cases(&lemma);
    let role_of = |case: &str| cases.iter().find(|c| c.preposition == case).map(|c| c.role);
    let stands_by = case_of(sentence, head) == "in" && words::TAKING_PART.has(&lemma);
    let mut sources: Vec<usize> = Vec::new();
    let mut targets: Vec<(SmolStr, usize)> = Vec::new();
    let mut both: Vec<usize> = Vec::new();
    let mut words = vec![head];
    let mut rest = Vec::new();
    let governor = sentence.head(head);
    let case = case_of(sentence, head);
    let symmetric = || lexicon.is_symmetric(&key(sentence, head, &["with".into()], &[]));
    // "informed Arlen about a meeting with Borduria", with Borduria hung on the verb; "during the call" has its parties
    // elsewhere
    let partner = governor
        .filter(|&v| {
            sentence.token(v).upos == Upos::Verb
                && v < head
                && sentence.token(head).rel() == "obl"
                && symmetric()
        })
        .and_then(|v| {
            sentence
                .children_by(v, "obl")
                .find(|&c| c > head && case_of(sentence, c) == "with")
        });
    // "a series of strikes against Arlen", with Arlen hung on the series
    let series = governor
        .filter(|&g| g < head && case == "of" && counted_noun(sentence, g) == head)
        .into_iter()
        .flat_map(|g| sentence.children_by(g, "nmod").filter(move |&c| c > head));
    for c in sentence.children(head).chain(partner).chain(series) {
        let token = sentence.token(c);
        match token.rel() {
            "nmod" if token.deprel == "nmod:poss" && acting(sentence, c).possible() => match role_of("'s") {
                Some(Role::Both) => both.extend(conjuncts(sentence, c)),
                _ => sources.extend(conjuncts(sentence, c)),
            },
            "nmod" | "obl" => {
                let case = case_of(sentence, c);
                let mut parties: Vec<usize> = conjuncts(sentence, c)
                    .into_iter()
                    .filter(|&p| acting(sentence, p).possible())
                    .collect();
                if parties.is_empty() && matches!(case.as_str(), "against" | "on" | "with" | "at") {
                    parties.extend(owner_of(sentence, c)); // "strikes against NATO targets"
                }
                let role = match case.as_str() {
                    "of" | "for" if stands_by => Some(Role::Target),
                    "between" | "among" if parties.len() > 1 && role_of("between").is_some() => {
                        Some(Role::Both)
                    }
                    // "the meeting of Arlen and Borduria"; "the convictions of Holm and Varga" are by somebody else
                    "of" if parties.len() > 1 && role_of("between").is_some() && symmetric() => {
                        Some(Role::Both)
                    }
                    "by" => Some(Role::Source),
                    "with" | "against" | "on" | "to" => role_of(&case).or(Some(Role::Target)),
                    _ => role_of(&case),
                };
                match role.filter(|_| !parties.is_empty()) {
                    // "the signing of a treaty by Arlen and Borduria"
                    Some(Role::Source) if parties.len() > 1 && symmetric() => both.extend(parties),
                    Some(Role::Source) => sources.extend(parties),
                    Some(Role::Both) => both.extend(parties),
                    Some(Role::Target) => {
                        words.extend(sentence.children_by(c, "case"));
                        targets.extend(parties.into_iter().map(|p| (case.as_str().into(), p)));
                    }
                    None => rest.push((
                        "nmod",
                        Oblique {
                            case,
                            head: c,
                            on_object: false,
                        },
                    )),
                }
            }
            "compound" | "amod" => match parties_before(sentence, head, c) {
                parties if parties.is_empty() => words.push(c),
                parties if parties.len() > 1 => both.extend(parties),
                parties => sources.extend(parties),
            },
            _ => {}
        }
    }
    let between = !both.is_empty();
    // parties of a common event: the first stands as source
    if both.len() > 1 || (both.len() == 1 && (!sources.is_empty() || !targets.is_empty())) {
        if sources.is_empty() {
            sources.push(both.remove(0));
        }
        targets.extend(both.iter().map(|&p| (SmolStr::new_static("between"), p)));
    } else {
        sources.append(&mut both);
    }
    let mut beside = None;
    if sources.is_empty()
        && !targets.is_empty()
        && let Some(verb) = governor
    {
        // "joined the fight against Arlen", "fought in support of Arlen": who does that acts
        let takes_part = engages(sentence, head, verb, &case);
        // "Holm discussed it in a meeting with Arlen": who met is who acts, whatever becomes of the rest
        let with = targets[0].0 == "with"
            && sentence.token(verb).upos == Upos::Verb
            && symmetric()
            && lemma != "war";
        let subject = match sentence.token(verb).upos {
            Upos::Verb => frame(sentence, verb).subject,
            _ => surface_subject(sentence, verb),
        };
        if takes_part || with {
            sources.extend(subject.filter(|&s| acting(sentence, s).possible()));
        }
        if takes_part {
            beside = Some(verb);
        }
    }
    if sources.is_empty() && targets.first().is_some_and(|(case, _)| case == "with") {
        sources.extend(belligerent(sentence, head, &lemma));
    }
    let source = *sources.first()?;
    targets.retain(|(_, t)| *t != source);
    // "talks between Russian and Ukrainian officials": one phrase, whose members are each other's parties
    let among = targets.is_empty() && between && !sentence.owners_of_each(source).is_empty();
    if targets.is_empty() && !among || acting(sentence, source) == Acting::No {
        return None;
    }
    let target_cases: Vec<SmolStr> = match among {
        true => vec![SmolStr::new_static("between")],
        false => targets.iter().map(|(case, _)| case.clone()).collect(),
    };
    let taken: Vec<usize> = targets.iter().map(|(_, t)| *t).chain([source]).collect();
    words.retain(|w| !taken.contains(w));
    words.sort_unstable();
    words.dedup();
    let key = key(sentence, head, &target_cases, &taken);
    Some(Draft {
        head,
        order: 0,
        rule: "noun",
        nominal: true,
        beside,
        source: Some(source),
        symmetric: lexicon.is_symmetric(&key),
        targets: targets.into_iter().map(|(_, t)| t).collect(),
        words,
        key,
        rest,
        counted: None,
        confidence: 0.75,
    })
}

/// Whether the subject of `verb` takes part in what the noun names.
fn engages(sentence: &Sentence, noun: usize, verb: usize, case: &str) -> bool {
    let lemma = sentence.token(verb).lemma.as_str();
    match sentence.token(noun).rel() {
        "obj" => words::ENGAGING.has(lemma) || Verbs::embedded().is_light(lemma, &sentence.token(noun).lemma),
        "obl" | "nmod" | "advcl" if case == "in" => {
            words::TAKING_PART.has(&sentence.token(noun).lemma)
                || matches!(
                    lemma,
                    "assist" | "engage" | "help" | "involve" | "join" | "participate" | "take"
                )
        }
        _ => false,
    }
}

/// Who is at war in "... in western Arlen during the war with Borduria": the country that the words right before
/// place it in.
fn belligerent(sentence: &Sentence, noun: usize, lemma: &str) -> Option<usize> {
    let during = matches!(case_of(sentence, noun).as_str(), "during" | "amid" | "in");
    let before = sentence.subtree(noun).first()?.checked_sub(1)?;
    let (tokens, label) = acting_entity(sentence, before)?;
    let place = tokens
        .clone()
        .find(|&t| sentence.head(t).is_none_or(|h| !tokens.contains(&h)))?;
    let token = sentence.token(place);
    let lies = label == EntityLabel::Gpe
        && token.rel() == "nmod"
        && case_of(sentence, place) == "in"
        && sentence
            .head(place)
            .is_some_and(|h| sentence.token(h).upos != Upos::Verb);
    (lemma == "war" && during && lies).then_some(place)
}

fn key(sentence: &Sentence, head: usize, cases: &[SmolStr], taken: &[usize]) -> PredicateKey {
    PredicateKey {
        head: sentence.token(head).lemma.clone(),
        nominal: true,
        modifiers: sentence
            .children(head)
            .filter(|&c| matches!(sentence.token(c).rel(), "amod" | "compound") && !taken.contains(&c))
            .map(|c| sentence.token(c).lemma.clone())
            .collect(),
        cases: cases.to_vec(),
        ..PredicateKey::default()
    }
}

/// The parties that stand before the noun as its modifiers, in text order: "the Arlen-Borduria talks",
/// "Bordurian attack". A dash joins two names into one compound, whichever way it is parsed.
fn parties_before(sentence: &Sentence, head: usize, modifier: usize) -> Vec<usize> {
    let mut parties: Vec<usize> = sentence
        .subtree(modifier)
        .into_iter()
        .filter(|&w| w < head && acting(sentence, w) == Acting::Name && !gives_its_name(sentence, w))
        .filter(|&w| {
            // one word for each name: its head
            let inside = |h: usize| acting_entity(sentence, w).is_some_and(|(tokens, _)| tokens.contains(&h));
            !sentence.head(w).is_some_and(inside)
        })
        .collect();
    // "Holm - Arlen meeting" taken for one name: its parts around the dash
    if let [one] = parties[..]
        && let Some((tokens, _)) = acting_entity(sentence, one)
    {
        let dash = tokens
            .clone()
            .find(|&t| matches!(sentence.token(t).form.as_str(), "-" | "–" | "—"));
        if let Some(dash) = dash.filter(|&d| d > tokens.start && d + 1 < tokens.end)
            && sentence.token(dash - 1).upos == Upos::Propn
            && sentence.token(dash + 1).upos == Upos::Propn
        {
            parties = vec![dash - 1, dash + 1];
        }
    }
    parties
}

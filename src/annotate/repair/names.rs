//! Entities that the words around them put right.

use std::collections::HashSet;

use smol_str::SmolStr;

use crate::annotate::entities::is_of_somebody;
use crate::lexicon::gazetteer::{Gazetteer, Match, RoleClass};
use crate::lexicon::words;
use crate::lexicon::{
    NameWord, ThingWord, Verbs, is_given_name, is_institution_noun, is_of_members, is_rare_given_name,
    name_word, noun_sense, place_length, surname_rank, thing_word,
};
use crate::model::{Entity, EntityLabel, PredicateKey, Sentence, Upos};

/// "Holm–Arlen" as one entity: two, unless the gazetteer knows it whole.
pub(super) fn split_names(sentence: &Sentence, persons: &HashSet<SmolStr>) -> Option<Vec<Entity>> {
    let dash = |t: &usize| matches!(sentence.token(*t).form.as_str(), "-" | "–" | "—");
    if !sentence
        .entities
        .iter()
        .any(|e| e.tokens.clone().any(|t| dash(&t)))
    {
        return None;
    }
    let gazetteer = Gazetteer::embedded();
    let mut entities = Vec::new();
    for entity in &sentence.entities {
        let at = entity.tokens.clone().find(dash);
        let parts = at.and_then(|at| {
            let (left, right) = (entity.tokens.start..at, at + 1..entity.tokens.end);
            if left.is_empty() || right.is_empty() {
                return None;
            }
            let known = |tokens: &std::ops::Range<usize>| {
                let text = sentence.text(tokens.clone());
                persons.contains(text.as_str()) || is_known(&text)
            };
            let joined = gazetteer.lookup(&sentence.text(entity.tokens.clone())).is_empty();
            let wide = sentence.token(at).form != "-" || before_event(sentence, entity);
            (joined && (wide || known(&left) && known(&right))).then_some([left, right])
        });
        let Some(parts) = parts else {
            entities.push(entity.clone());
            continue;
        };
        for tokens in parts {
            let text = sentence.text(tokens.clone());
            let label = if persons.contains(text.as_str()) {
                EntityLabel::Person
            } else if gazetteer.country_of_adjective(&text).is_some() {
                EntityLabel::Norp
            } else if gazetteer.country_of(&text).is_some() {
                EntityLabel::Gpe
            } else {
                entity.label
            };
            entities.push(Entity { tokens, label });
        }
    }
    Some(entities)
}

/// A surname alone means whoever is better known than this: "Putin-Kim" are two, "Kimberly-Clark" is one.
const PROMINENT: f32 = 0.4;

/// Whether the gazetteer knows somebody of just this name.
pub(super) fn is_known(name: &str) -> bool {
    let bearers = Gazetteer::embedded().lookup(name);
    bearers.iter().any(|bearer| match bearer.matched {
        Match::Weak | Match::Variant => false,
        Match::Surname => bearer.prior >= PROMINENT,
        _ => true,
    })
}

/// Whether a name stands before a noun that holds between parties: "the Arlen-Borduria talks".
pub(super) fn before_event(sentence: &Sentence, name: &Entity) -> bool {
    let noun = name.tokens.end;
    let parts =
        |t: usize| sentence.token(t).form.chars().count() > 3 || sentence.token(t).upos == Upos::Punct;
    noun < sentence.len()
        && sentence.token(noun).upos == Upos::Noun
        && name.tokens.clone().all(parts)
        && Verbs::embedded().is_symmetric(&PredicateKey {
            head: sentence.token(noun).lemma.clone(),
            nominal: true,
            cases: vec![SmolStr::new_static("between")],
            ..PredicateKey::default()
        })
}

/// A single unknown word that the network takes for a person or a body is a state where only one can stand: "Arlen's army",
/// "the president of Arlen", "invaded Arlen". The whole document follows. O(n) in words.
pub(super) fn states(sentences: &mut [Sentence]) {
    let single = |entity: &Entity| {
        matches!(entity.label, EntityLabel::Person | EntityLabel::Org) && entity.tokens.len() == 1
    };
    let mut found: HashSet<SmolStr> = HashSet::new();
    for sentence in sentences.iter() {
        for entity in sentence.entities.iter().filter(|e| single(e)) {
            let at = entity.tokens.start;
            let lemma = |t: usize| sentence.tokens().get(t).map(|t| t.lemma.to_lowercase());
            let of_state = |t: usize| lemma(t).is_some_and(|lemma| words::OWNED_BY_STATES.has(&lemma));
            let owns = sentence.tokens().get(at + 1).is_some_and(|t| t.xpos == "POS") && of_state(at + 2);
            let owned = at > 1 && sentence.token(at - 1).form == "of" && of_state(at - 2);
            // "Arlen President Ada Holm"
            let titled = sentence
                .entity_at(at + 2)
                .is_some_and(|e| e.label == EntityLabel::Person)
                && sentence.entity_at(at + 1).is_none()
                && of_state(at + 1);
            let token = sentence.token(at);
            let taken = token.rel() == "obj"
                && token
                    .head
                    .and_then(|head| lemma(head as usize))
                    .is_some_and(|verb| matches!(verb.as_str(), "invade" | "annex" | "occupy"));
            let form = &token.form;
            if (owns || owned || titled || taken)
                && !is_given_name(form)
                && Gazetteer::embedded().lookup(form).is_empty()
            {
                found.insert(form.clone());
            }
        }
    }
    for sentence in sentences.iter_mut().filter(|_| !found.is_empty()) {
        for i in 0..sentence.entities.len() {
            let entity = &sentence.entities[i];
            if single(entity) && found.contains(&sentence.token(entity.tokens.start).form) {
                sentence.entities[i].label = EntityLabel::Gpe;
            }
        }
    }
}

/// "Bordurian University", "Arlen Airlines" with the country alone as entity: an institution.
pub(super) fn institutions(sentence: &Sentence) -> Option<Vec<Entity>> {
    let next = |entity: &Entity| {
        let place = matches!(
            entity.label,
            EntityLabel::Gpe | EntityLabel::Norp | EntityLabel::Loc
        );
        let last = entity.tokens.end;
        let named = place && last < sentence.len() && is_institution_noun(&sentence.token(last).form);
        named.then_some(last)
    };
    if !sentence.entities.iter().any(|e| next(e).is_some()) {
        return None;
    }
    let mut entities: Vec<Entity> = Vec::new();
    for entity in &sentence.entities {
        match next(entity) {
            Some(last) => entities.push(Entity {
                tokens: entity.tokens.start..last + 1,
                label: EntityLabel::Org,
            }),
            // the noun by itself
            None if entities
                .last()
                .is_some_and(|e| entity.tokens.start < e.tokens.end) => {}
            None => entities.push(entity.clone()),
        }
    }
    Some(entities)
}

/// "opposition Alternative" as one entity: the name begins with its capital.
pub(super) fn described_names(sentence: &Sentence) -> Option<Vec<Entity>> {
    let described = |entity: &Entity| {
        let first = entity.tokens.start;
        // "Will Arlen attack?"
        let asks = sentence.token(first).xpos == "MD" && entity.tokens.len() > 1;
        let small = sentence.token(first).form.chars().all(char::is_lowercase);
        let capital = entity
            .tokens
            .clone()
            .nth(1)
            .is_some_and(|t| sentence.token(t).form.starts_with(char::is_uppercase));
        let noun = matches!(sentence.token(first).upos, Upos::Noun | Upos::Adj);
        asks || entity.label == EntityLabel::Org && small && capital && noun
    };
    if !sentence.entities.iter().any(described) {
        return None;
    }
    let mut entities = sentence.entities.clone();
    for entity in &mut entities {
        if described(entity) {
            entity.tokens.start += 1;
        }
    }
    Some(entities)
}

/// "Ada Holm of Arlen", "Arlen in May" as one entity: the name ends before the preposition.
pub(super) fn cut_names(sentence: &Sentence) -> Option<Vec<Entity>> {
    let end = |entity: &Entity| {
        let person = entity.label == EntityLabel::Person;
        let place = matches!(entity.label, EntityLabel::Gpe | EntityLabel::Norp);
        entity.tokens.clone().skip(1).find(|&t| {
            let token = sentence.token(t);
            token.upos == Upos::Adp
                && match token.form.as_str() {
                    "of" => person && t > entity.tokens.start + 1,
                    "in" | "at" | "near" | "by" | "with" | "from" | "against" => person || place,
                    _ => false,
                }
        })
    };
    if !sentence.entities.iter().any(|e| end(e).is_some()) {
        return None;
    }
    let mut entities = Vec::new();
    for entity in &sentence.entities {
        let Some(at) = end(entity) else {
            entities.push(entity.clone());
            continue;
        };
        entities.push(Entity {
            tokens: entity.tokens.start..at,
            label: entity.label,
        });
        let rest = at + 1..entity.tokens.end;
        if !rest.is_empty() && sentence.token(rest.start).upos == Upos::Propn {
            entities.push(Entity {
                tokens: rest,
                label: EntityLabel::Gpe,
            });
        }
    }
    Some(entities)
}

/// "Minister of Information Ada Holm": what somebody is minister of is no part of the name.
pub(super) fn portfolios(sentence: &Sentence) -> Option<Vec<Entity>> {
    let word = |t: usize| sentence.token(t).form.as_str();
    let start = |entity: &Entity| {
        let first = entity.tokens.start;
        let of = first.checked_sub(2).is_some_and(|title| {
            word(first - 1) == "of" && RoleClass::from_title(&word(title).to_lowercase()).is_some()
        });
        let noun = |t: &usize| is_given_name(word(*t)) || noun_sense(word(*t)).is_none();
        let named = entity
            .tokens
            .clone()
            .find(noun)
            .filter(|_| of && entity.label == EntityLabel::Person)?;
        (named > first && named < entity.tokens.end).then_some(named)
    };
    sentence.entities.iter().find_map(start)?;
    let mut entities = sentence.entities.clone();
    for entity in &mut entities {
        if let Some(start) = start(entity) {
            entity.tokens.start = start;
        }
    }
    Some(entities)
}

/// "the Arlen-Borduria talks" without an entity: two names.
pub(super) fn dashed_names(sentence: &Sentence) -> Option<Vec<Entity>> {
    let mut entities = None;
    for dash in 1..sentence.len().saturating_sub(2) {
        let name = |t: usize| sentence.token(t).upos == Upos::Propn && sentence.entity_at(t).is_none();
        let pair = Entity {
            tokens: dash - 1..dash + 2,
            label: EntityLabel::Gpe,
        };
        if matches!(sentence.token(dash).form.as_str(), "-" | "–")
            && name(dash - 1)
            && name(dash + 1)
            && before_event(sentence, &pair)
        {
            let entities = entities.get_or_insert_with(|| sentence.entities.clone());
            for t in [dash - 1, dash + 1] {
                entities.push(Entity {
                    tokens: t..t + 1,
                    label: EntityLabel::Gpe,
                });
            }
        }
    }
    if let Some(entities) = &mut entities {
        entities.sort_by_key(|e| e.tokens.start);
    }
    entities
}

/// "Nova Scotia" as one person: whoever has the whole name of a place is the place, unless it begins with a given name.
pub(super) fn listed_places(sentence: &Sentence) -> Option<Vec<Entity>> {
    let listed = |entity: &Entity| {
        let tokens = entity.tokens.clone();
        let words: Vec<String> = tokens.map(|t| sentence.token(t).form.to_lowercase()).collect();
        entity.label == EntityLabel::Person
            && words.len() > 1
            && place_length(&words) == words.len()
            && !is_given_name(&sentence.token(entity.tokens.start).form)
    };
    sentence.entities.iter().find(|entity| listed(entity))?;
    let mut entities = sentence.entities.clone();
    for entity in &mut entities {
        if listed(entity) {
            entity.label = EntityLabel::Gpe;
        }
    }
    Some(entities)
}

/// "President" alone as a person, "Fourth" as a place: a title is no name, nor is a number.
pub(super) fn lone_titles(sentence: &Sentence) -> Option<Vec<Entity>> {
    let title = |entity: &Entity| {
        let form = &sentence.token(entity.tokens.start).form;
        let ordinal = matches!(
            form.as_str(),
            "First"
                | "Second"
                | "Third"
                | "Fourth"
                | "Fifth"
                | "Sixth"
                | "Seventh"
                | "Eighth"
                | "Ninth"
                | "Tenth"
        );
        let title = || {
            matches!(entity.label, EntityLabel::Person | EntityLabel::Org)
                && name_word(form) == Some(NameWord::Title)
                && surname_rank(form).is_none()
        };
        entity.tokens.len() == 1 && is_of_somebody(entity.label) && (ordinal || title())
    };
    sentence.entities.iter().find(|entity| title(entity))?;
    let mut entities = sentence.entities.clone();
    entities.retain(|entity| !title(entity));
    Some(entities)
}

/// "Ada Holm 53596", "Ada Holm - Analyst" as one person: the name ends before the number and before the dash that stands apart.
pub(super) fn numbered_persons(sentence: &Sentence) -> Option<Vec<Entity>> {
    let end = |entity: &Entity| {
        let apart = |t: usize| sentence.token(t - 1).space_after && sentence.token(t).space_after;
        let ends = |&t: &usize| {
            let form = sentence.token(t).form.as_str();
            form.chars().all(|c| c.is_ascii_digit()) || matches!(form, "-" | "--" | "–" | "—") && apart(t)
        };
        let person = entity.label == EntityLabel::Person;
        entity.tokens.clone().skip(1).find(ends).filter(|_| person)
    };
    sentence.entities.iter().find_map(end)?;
    let mut entities = sentence.entities.clone();
    for entity in &mut entities {
        if let Some(end) = end(entity) {
            entity.tokens.end = end;
        }
    }
    Some(entities)
}

/// "Ada Holm -" as one entity: a name ends with a word. "Holm / Arlen": two names.
pub(super) fn bare_names(sentence: &Sentence) -> Option<Vec<Entity>> {
    let mark = |t: usize| {
        matches!(
            sentence.token(t).form.as_str(),
            "-" | "--" | "–" | "—" | "/" | "|" | "\"" | "*"
        )
    };
    // "Committee on" goes on with no name; "Sign On" is one
    let hangs = |t: usize| {
        mark(t)
            || matches!(
                sentence.token(t).form.as_str(),
                "and" | "for" | "of" | "on" | "the"
            )
    };
    let slash = |t: usize| sentence.token(t).form == "/";
    let odd = |entity: &Entity| {
        let tokens = entity.tokens.clone();
        is_of_somebody(entity.label)
            && (mark(tokens.start) || hangs(tokens.end - 1) || tokens.into_iter().any(slash))
    };
    if !sentence.entities.iter().any(odd) {
        return None;
    }
    let mut entities = Vec::new();
    for entity in &sentence.entities {
        if !odd(entity) {
            entities.push(entity.clone());
            continue;
        }
        let mut start = entity.tokens.start;
        for end in entity.tokens.start..=entity.tokens.end {
            if end < entity.tokens.end && !slash(end) {
                continue;
            }
            let mut tokens = start..end;
            start = end + 1;
            while !tokens.is_empty() && mark(tokens.start) {
                tokens.start += 1;
            }
            while !tokens.is_empty() && hangs(tokens.end - 1) {
                tokens.end -= 1;
            }
            if !tokens.is_empty() {
                let label = entity.label;
                entities.push(Entity { tokens, label });
            }
        }
    }
    Some(entities)
}

/// "Zita" alone of "Zita Varga", or "Varga" of it: the whole name, where the other word is a proper noun that nothing else takes.
/// Two persons side by side are one where only the first begins with a given name.
pub(super) fn full_names(sentence: &Sentence) -> Option<Vec<Entity>> {
    let given = |t: usize| {
        let form = &sentence.token(t).form;
        is_given_name(form) || is_rare_given_name(form)
    };
    let free = |t: usize| {
        sentence.tokens().get(t).is_some_and(|token| {
            let mut letters = token.form.chars();
            token.upos == Upos::Propn
                && letters.next().is_some_and(char::is_uppercase)
                && letters.next().is_some_and(char::is_lowercase)
                && letters.all(char::is_alphabetic)
                && name_word(&token.form).is_none()
        }) && sentence.entity_at(t).is_none()
    };
    let family = |t: usize| {
        let form = &sentence.token(t).form;
        surname_rank(form).is_some() || noun_sense(form).is_none()
    };
    let mut entities: Vec<Entity> = Vec::new();
    let mut changed = false;
    for entity in &sentence.entities {
        let mut entity = entity.clone();
        let (first, last) = (entity.tokens.start, entity.tokens.end - 1);
        // "Ada Holm Foundation" as a person
        if entity.label == EntityLabel::Person
            && entity.tokens.len() > 2
            && name_word(&sentence.token(last).form) == Some(NameWord::Org)
        {
            entity.label = EntityLabel::Org;
            changed = true;
        }
        if matches!(entity.label, EntityLabel::Org | EntityLabel::Gpe)
            && entity.tokens.len() == 2
            && is_given_name(&sentence.token(first).form)
            && surname_rank(&sentence.token(last).form).is_some()
            && name_word(&sentence.token(last).form).is_none()
            && !is_known(&sentence.text(entity.tokens.clone()))
        {
            entity.label = EntityLabel::Person;
            changed = true;
        }
        if entity.label == EntityLabel::Person {
            let tokens = &mut entity.tokens;
            let before = entities.last().map(|e| (e.label, e.tokens.clone()));
            if let Some((EntityLabel::Person, before)) = before
                && before.end == tokens.start
                && before.len() <= 2
                && tokens.len() == 1
                && given(before.start)
                && !given(tokens.start)
            {
                entities.pop();
                tokens.start = before.start;
                changed = true;
            } else if let Some(first) = tokens.start.checked_sub(1)
                && free(first)
                && given(first)
                && !(tokens.len() > 1 && given(tokens.start))
            {
                tokens.start = first;
                changed = true;
            }
            // "Han Dong-seok" with the rest hung on "Han"
            let hangs = sentence.tokens().get(tokens.end).is_some_and(|token| {
                token.rel() == "flat"
                    && token.head == Some(tokens.start as u32)
                    && token.form.contains('-')
                    && token.form.starts_with(char::is_uppercase)
                    && sentence.entity_at(tokens.end).is_none()
            });
            let given_and_family = || {
                is_given_name(&sentence.token(tokens.start).form) && free(tokens.end) && family(tokens.end)
            };
            if tokens.len() == 1 && (hangs || given_and_family()) {
                tokens.end += 1;
                changed = true;
            }
        }
        entities.push(entity);
    }
    // "Debra Varga", "Debra" of which the network takes nothing; a line that holds no more may have other tags
    let bare = sentence.len() <= 3;
    let name = |t: usize| {
        free(t)
            || bare
                && sentence.entity_at(t).is_none()
                && sentence.token(t).form.starts_with(char::is_uppercase)
    };
    let proper = |t: usize| {
        sentence
            .tokens()
            .get(t)
            .is_some_and(|token| token.upos == Upos::Propn)
    };
    for t in 0..sentence.len() {
        if !name(t) || !is_given_name(&sentence.token(t).form) || t > 0 && proper(t - 1) {
            continue;
        }
        let end = if t + 1 < sentence.len() && name(t + 1) && family(t + 1) && !given(t + 1) {
            t + 2
        } else {
            t + 1
        };
        if !proper(end) && !entities.iter().any(|entity| entity.tokens.contains(&t)) {
            entities.push(Entity {
                tokens: t..end,
                label: EntityLabel::Person,
            });
            changed = true;
        }
    }
    if changed {
        entities.sort_by_key(|entity| entity.tokens.start);
    }
    changed.then_some(entities)
}

/// "Zita" alone of "Hurricane Zita": the storm's name is both.
pub(super) fn storms(sentence: &Sentence) -> Option<Vec<Entity>> {
    // "Tropical Storm" alone of "Tropical Storm Zita"
    let goes_on = |entity: &Entity| {
        let (last, next) = (entity.tokens.end - 1, entity.tokens.end);
        thing_word(&sentence.token(last).form) == Some(ThingWord::Storm)
            && sentence.entity_at(next).is_none()
            && sentence
                .tokens()
                .get(next)
                .is_some_and(|token| token.upos == Upos::Propn)
    };
    let storm = |entity: &Entity| {
        let before = entity.tokens.start.checked_sub(1)?;
        let form = &sentence.token(before).form;
        // "Tropical Storm" and "Zita", as two
        let first = sentence
            .entity_at(before)
            .map_or(before, |other| other.tokens.start);
        (is_of_somebody(entity.label)
            // "hurricane Zita", but no "storm Zita"
            && (form.starts_with(char::is_uppercase) || matches!(form.as_str(), "cyclone" | "hurricane" | "typhoon"))
            && thing_word(&capitalised(form)) == Some(ThingWord::Storm))
        .then_some(first)
    };
    let odd = |entity: &Entity| storm(entity).is_some() || goes_on(entity);
    if !sentence.entities.iter().any(odd) {
        return None;
    }
    let mut entities = sentence.entities.clone();
    for entity in &mut entities {
        if goes_on(entity) {
            entity.tokens.end += 1;
            entity.label = EntityLabel::Event;
        } else if let Some(before) = storm(entity) {
            entity.tokens.start = before;
            entity.label = EntityLabel::Event;
        }
    }
    // the longer of two that begin together
    entities.dedup_by(|next, before| {
        let same = next.tokens.start == before.tokens.start;
        if same {
            *before = next.clone();
        }
        same
    });
    Some(entities)
}

/// "Hurricane" of "hurricane".
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "Zita" by itself, where the document has "Hurricane Zita": the storm again. O(n) in words.
pub(super) fn storms_again(sentences: &mut [Sentence]) {
    let mut found: HashSet<SmolStr> = HashSet::new();
    for sentence in sentences.iter() {
        for entity in &sentence.entities {
            let [storm, name] = &sentence.tokens()[entity.tokens.clone()] else {
                continue;
            };
            if thing_word(&capitalised(&storm.form)) == Some(ThingWord::Storm) {
                found.insert(name.form.clone());
            }
        }
    }
    if found.is_empty() {
        return;
    }
    for sentence in sentences {
        for i in 0..sentence.entities.len() {
            let entity = &sentence.entities[i];
            if is_of_somebody(entity.label)
                && entity.tokens.len() == 1
                && found.contains(&sentence.token(entity.tokens.start).form)
            {
                sentence.entities[i].label = EntityLabel::Event;
            }
        }
    }
}

/// What is nobody's name: "GDP" and "Thu" are none, "the Arlen Accord" is a law, "Typhoon Zita" an event. Whom the gazetteer knows
/// stays who it is.
pub(super) fn things(sentence: &Sentence) -> Option<Vec<Entity>> {
    let thing = |entity: &Entity| {
        let word = |t: usize| thing_word(&sentence.token(t).form);
        let (first, last) = (entity.tokens.start, entity.tokens.end - 1);
        let somebody = is_of_somebody(entity.label);
        let thing = match (word(first), word(last)) {
            _ if somebody && is_of_members(&sentence.text(entity.tokens.clone())) => ThingWord::Other,
            (Some(ThingWord::Storm), _)
                if first < last && (somebody || entity.label == EntityLabel::WorkOfArt) =>
            {
                ThingWord::Storm
            }
            _ if !somebody => return None,
            (_, Some(thing @ (ThingWord::Other | ThingWord::Law | ThingWord::Event))) if first == last => {
                thing
            }
            (_, Some(thing @ (ThingWord::Law | ThingWord::Event | ThingWord::Product)))
                if first < last && entity.label != EntityLabel::Person =>
            {
                thing
            }
            _ => return None,
        };
        Gazetteer::embedded()
            .lookup(&sentence.text(entity.tokens.clone()))
            .is_empty()
            .then_some(thing)
    };
    if !sentence.entities.iter().any(|e| thing(e).is_some()) {
        return None;
    }
    let relabelled = sentence.entities.iter().filter_map(|entity| {
        let label = match thing(entity) {
            None => entity.label,
            Some(ThingWord::Law) => EntityLabel::Law,
            Some(ThingWord::Event | ThingWord::Storm) => EntityLabel::Event,
            Some(ThingWord::Product) => EntityLabel::Product,
            Some(ThingWord::Other) => return None,
        };
        Some(Entity {
            tokens: entity.tokens.clone(),
            label,
        })
    });
    Some(relabelled.collect())
}

//! Names that the network cuts: at a dash ("Kimberly-Clark"), before a preposition ("Committee on the Rights of the Child").

use crate::lexicon::gazetteer::{Gazetteer, Match};
use crate::lexicon::words;
use crate::lexicon::{NameWord, ThingWord, name_word, noun_sense, thing_word};
use crate::model::{ActorKind, Entity, EntityLabel, Sentence, Upos};

use super::names::{before_event, is_known};

/// "Kimberly" or "Kimberly", "Clark" of "Kimberly-Clark", written without spaces: one name, unless the gazetteer knows both parts or
/// they are the parties of something ("the Holm-Arlen talks").
pub(super) fn dashed(sentence: &Sentence) -> Option<Vec<Entity>> {
    let own = |label| matches!(label, EntityLabel::Person | EntityLabel::Org);
    let known = |t: usize| is_known(&sentence.token(t).form);
    // the word on the other side of a dash, where it can be part of the name
    let part = |dash: usize, beyond: usize, taken: EntityLabel| {
        let token = sentence.token(beyond);
        sentence.token(dash).form == "-"
            && token.upos == Upos::Propn
            && token
                .form
                .starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            && sentence
                .entity_at(beyond)
                .is_none_or(|other| own(other.label) && own(taken) && other.tokens.len() == 1)
    };
    let tight = |t: usize| !sentence.token(t).space_after;
    let mut entities: Vec<Entity> = Vec::new();
    let mut changed = false;
    for entity in &sentence.entities {
        let mut entity = entity.clone();
        let (first, last) = (entity.tokens.start, entity.tokens.end - 1);
        if entities.last().is_some_and(|before| before.tokens.end > last) {
            continue; // taken by the name before
        }
        let here = |t: usize, beyond: usize| {
            own(entity.label) && sentence.token(t).upos == Upos::Propn && !(known(t) && known(beyond))
        };
        if last + 2 < sentence.len()
            && tight(last)
            && tight(last + 1)
            && here(last, last + 2)
            && part(last + 1, last + 2, entity.label)
        {
            entity.tokens.end = last + 3;
        } else if first >= 2
            && tight(first - 1)
            && tight(first - 2)
            && here(first, first - 2)
            && sentence.entity_at(first - 2).is_none()
            && part(first - 1, first - 2, entity.label)
        {
            entity.tokens.start = first - 2;
        }
        let joined = entity.tokens.start < first || entity.tokens.end > last + 1;
        if joined && before_event(sentence, &entity) {
            entity.tokens = first..last + 1;
        } else {
            changed |= joined;
        }
        entities.push(entity);
    }
    changed.then_some(entities)
}

/// "Committee" of "Committee on the Rights of the Child", "Treaty" of "Treaty on the Prohibition of Nuclear Weapons": whatever
/// is called after its task goes on as long as its words have capitals and are common nouns.
pub(super) fn tasked(sentence: &Sentence) -> Option<Vec<Entity>> {
    let capital = |t: usize| {
        sentence.tokens().get(t).is_some_and(|token| {
            let mut letters = token.form.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
        })
    };
    // in a headline the verbs have capitals, too
    let headline = |t: usize| sentence.token(t).upos == Upos::Verb && capital(t);
    if (1..sentence.len()).any(headline) {
        return None;
    }
    let small = |t: usize, forms: &[&str]| {
        sentence
            .tokens()
            .get(t)
            .is_some_and(|token| forms.contains(&token.form.as_str()))
    };
    let common = |t: usize| {
        let form = sentence.tokens().get(t).map_or("", |token| token.form.as_str());
        // "Council on Wednesday", "Council of Arlen"
        let owned = sentence.entity_at(t).is_some_and(|entity| {
            let text = || sentence.text(entity.tokens.clone());
            match entity.label {
                EntityLabel::Org | EntityLabel::Law | EntityLabel::Loc => false,
                EntityLabel::Gpe => {
                    Gazetteer::embedded().country_of(&text()).is_some() || !is_sea(sentence, entity)
                }
                _ => true,
            }
        });
        capital(t) && !owned && (noun_sense(form).is_some() || sentence.token(t).upos == Upos::Adj)
    };
    let end_of = |head: usize| {
        let body = |form: &str| {
            thing_word(form) == Some(ThingWord::Law)
                || words::PLANS.has(&form.to_lowercase())
                || matches!(name_word(form), Some(NameWord::Org)) && noun_sense(form).is_some()
        };
        let after = head + 1;
        if !body(&sentence.token(head).form) || !small(after, &["on", "for", "of", "against"]) {
            return None;
        }
        let mut end = head + 1;
        let mut at = after;
        while at < sentence.len() {
            let skipped = (at..sentence.len())
                .take(3)
                .take_while(|&t| small(t, &["and", "against", "for", "in", "of", "on", "the", "to"]))
                .count();
            let next = at + skipped;
            if !common(next) {
                break;
            }
            end = next + 1;
            at = end;
        }
        // "the Court for the Northern District of Arlen"
        let district =
            ["Circuit", "County", "District", "Division"].contains(&sentence.token(end - 1).form.as_str());
        if district
            && small(end, &["of"])
            && let Some(place) = sentence
                .entity_at(end + 1)
                .filter(|place| place.label == EntityLabel::Gpe)
        {
            end = place.tokens.end;
        }
        (end > head + 1).then_some(end)
    };
    let mut entities: Vec<Entity> = Vec::new();
    let mut changed = false;
    let mut from = 0;
    let mut known = sentence.entities.iter().peekable();
    while from < sentence.len() {
        let entity = known.next_if(|entity| entity.tokens.start <= from);
        let (head, label) = match entity {
            Some(entity) if entity.tokens.start < from => continue, // taken by the name before
            Some(entity) => (entity.tokens.end - 1, Some(entity.label)),
            None => (from, None),
        };
        let whole = matches!(
            label,
            None | Some(EntityLabel::Org | EntityLabel::Law | EntityLabel::Gpe)
        )
        .then(|| end_of(head))
        .flatten()
        .filter(|_| label.is_some() || capital(head));
        match (whole, entity) {
            (Some(end), _) => {
                let form = &sentence.token(head).form;
                let law = thing_word(form) == Some(ThingWord::Law) || words::PLANS.has(&form.to_lowercase());
                entities.push(Entity {
                    tokens: from..end,
                    label: if law { EntityLabel::Law } else { EntityLabel::Org },
                });
                changed = true;
                from = end;
            }
            (None, Some(entity)) => {
                entities.push(entity.clone());
                from = entity.tokens.end;
            }
            (None, None) => from += 1,
        }
    }
    changed.then_some(entities)
}

/// "Animal Foundation" after "Ada Holm" or "United States" of "the Ada Holm Animal Foundation": one body, unless it is known for itself
/// or one that states have ("the Arlen Army").
pub(super) fn namesakes(sentence: &Sentence) -> Option<Vec<Entity>> {
    use EntityLabel::{Gpe, Loc, Org, Person};
    let joins = |bearer: &Entity, body: &Entity| {
        let last = &sentence.token(body.tokens.end - 1).form;
        bearer.tokens.end == body.tokens.start
            && body.label == Org
            && body.tokens.len() > 1
            && matches!(bearer.label, Gpe | Loc | Person)
            && (bearer.label != Person || bearer.tokens.len() > 1)
            && name_word(last) == Some(NameWord::Org)
            && !words::OWNED_BY_STATES.has(&last.to_lowercase())
            && Gazetteer::embedded()
                .lookup(&sentence.text(body.tokens.clone()))
                .is_empty()
    };
    let pairs = || sentence.entities.windows(2);
    pairs().find(|pair| joins(&pair[0], &pair[1]))?;
    let mut entities: Vec<Entity> = Vec::new();
    for entity in &sentence.entities {
        match entities.last_mut().filter(|before| joins(before, entity)) {
            Some(before) => {
                before.tokens.end = entity.tokens.end;
                before.label = Org;
            }
            None => entities.push(entity.clone()),
        }
    }
    Some(entities)
}

/// "Housing Authority" of "Housing Authority of Klow": a body of a place that is no state is one name.
pub(super) fn local(sentence: &Sentence) -> Option<Vec<Entity>> {
    let form = |t: usize| sentence.tokens().get(t).map_or("", |token| token.form.as_str());
    let end = |entity: &Entity| {
        let after = entity.tokens.end;
        let head = form(after - 1);
        let body = entity.label == EntityLabel::Org
            && name_word(head) == Some(NameWord::Org)
            && !words::OWNED_BY_STATES.has(&head.to_lowercase());
        if !body || form(after) != "of" {
            return None;
        }
        let place = sentence.entity_at(after + 1 + usize::from(form(after + 1) == "the"))?;
        let text = sentence.text(place.tokens.clone());
        (place.label == EntityLabel::Gpe
            && place.tokens.start <= after + 2
            && Gazetteer::embedded().country_of(&text).is_none())
        .then_some(place.tokens.end)
    };
    sentence.entities.iter().find_map(end)?;
    let mut entities: Vec<Entity> = Vec::new();
    for entity in &sentence.entities {
        match end(entity) {
            _ if entities
                .last()
                .is_some_and(|before| entity.tokens.start < before.tokens.end) => {}
            Some(end) => entities.push(Entity {
                tokens: entity.tokens.start..end,
                label: entity.label,
            }),
            None => entities.push(entity.clone()),
        }
    }
    Some(entities)
}

/// So many words the names have that are looked for in a list.
const LONGEST: usize = 7;

/// "Islamic State", "Afghanistan" of "Islamic State of Afghanistan", "Korean" of "the Korean peninsula", or no entity at all: what the
/// gazetteer knows whole is one name, where it is a state, a place or a body of states.
pub(super) fn listed(sentence: &Sentence) -> Option<Vec<Entity>> {
    let capital = |t: usize| sentence.token(t).form.starts_with(char::is_uppercase);
    let joins = |t: usize| {
        matches!(
            sentence.token(t).form.as_str(),
            "and" | "for" | "of" | "on" | "the"
        )
    };
    let mut found: Vec<Entity> = Vec::new();
    let mut at = 0;
    while at + 1 < sentence.len() {
        let begins = sentence
            .entity_at(at)
            .is_none_or(|entity| entity.tokens.start == at);
        if !capital(at) || !begins || sentence.token(at).upos == Upos::Det {
            at += 1;
            continue;
        }
        // the words that one name can have: capitals, small words between them, and "peninsula"
        let mut end = at + 1;
        while end < sentence.len().min(at + LONGEST)
            && (capital(end) || joins(end) || sentence.token(end).form == "peninsula")
        {
            end += 1;
        }
        let known = (at + 2..=end).rev().find_map(|end| {
            let inside = sentence.entities.iter().all(|entity| {
                let apart = entity.tokens.end <= at || end <= entity.tokens.start;
                apart || entity.tokens.start >= at && entity.tokens.end <= end && entity.tokens != (at..end)
            });
            if !inside || joins(end - 1) {
                return None;
            }
            let bearers = Gazetteer::embedded().listed(&sentence.text(at..end));
            let best = bearers
                .best()
                .filter(|best| matches!(best.matched, Match::Name | Match::Alias))?;
            let label = match best.record.kind() {
                ActorKind::Igo => EntityLabel::Org,
                ActorKind::State => EntityLabel::Gpe,
                ActorKind::Place => EntityLabel::Loc,
                _ => return None,
            };
            Some(Entity {
                tokens: at..end,
                label,
            })
        });
        at = known.as_ref().map_or(at + 1, |entity| entity.tokens.end);
        found.extend(known);
    }
    if found.is_empty() {
        return None;
    }
    let free = |entity: &&Entity| {
        found
            .iter()
            .all(|whole| entity.tokens.end <= whole.tokens.start || whole.tokens.end <= entity.tokens.start)
    };
    let mut entities: Vec<Entity> = sentence.entities.iter().filter(free).cloned().collect();
    entities.extend(found);
    entities.sort_by_key(|entity| entity.tokens.start);
    Some(entities)
}

/// "American" of "Latin American", "Central American": of a part of the continent.
pub(super) fn parts(sentence: &Sentence) -> Option<Vec<Entity>> {
    let first = |entity: &Entity| {
        let at = entity.tokens.start;
        let before = sentence.tokens().get(at.checked_sub(1)?)?.form.as_str();
        let part = matches!(before, "African" | "Latin")
            || before.starts_with(char::is_uppercase) && words::DIRECTIONS.has(&before.to_lowercase());
        let whole = matches!(
            sentence.token(at).form.as_str(),
            "African" | "American" | "Americans" | "Asian" | "European" | "Europeans"
        );
        (part && whole && entity.label == EntityLabel::Norp).then_some(at - 1)
    };
    sentence.entities.iter().find_map(first)?;
    let mut entities: Vec<Entity> = Vec::new();
    for entity in &sentence.entities {
        let mut entity = entity.clone();
        if let Some(first) = first(&entity) {
            entity.tokens.start = first;
            while entities.last().is_some_and(|before| before.tokens.end > first) {
                entities.pop();
            }
        }
        entities.push(entity);
    }
    Some(entities)
}

/// "South" of "South and Central Asia": both are of the continent.
pub(super) fn directions(sentence: &Sentence) -> Option<Vec<Entity>> {
    let direction = |t: usize| {
        let form = sentence.tokens().get(t).map_or("", |token| token.form.as_str());
        form.starts_with(char::is_uppercase) && words::DIRECTIONS.has(&form.to_lowercase())
    };
    let place = |label| matches!(label, EntityLabel::Gpe | EntityLabel::Loc | EntityLabel::Norp);
    let joined = |t: usize| {
        let next = sentence.entity_at(t + 2)?;
        let and = sentence.token(t + 1).form == "and" || sentence.token(t + 1).form == "or";
        let alone = sentence
            .entity_at(t)
            .is_none_or(|entity| entity.tokens.len() == 1);
        (and && alone && direction(t) && direction(t + 2) && next.tokens.start == t + 2)
            .then_some(next)
            .filter(|next| next.tokens.len() > 1 && place(next.label))
    };
    let first = (0..sentence.len()).find(|&t| joined(t).is_some())?;
    let mut entities = sentence.entities.clone();
    entities.retain(|entity| entity.tokens.start != first);
    let second = entities
        .iter_mut()
        .find(|entity| entity.tokens.start == first + 2)?;
    second.tokens.start = first;
    second.label = EntityLabel::Loc;
    Some(entities)
}

/// "the Indian Ocean", which the network takes for a country.
fn is_sea(sentence: &Sentence, entity: &Entity) -> bool {
    let last = sentence.token(entity.tokens.end - 1);
    matches!(name_word(&last.form), Some(NameWord::Loc))
}

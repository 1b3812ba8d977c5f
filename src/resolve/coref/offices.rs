//! Offices: who holds the one that a phrase names.

use smol_str::SmolStr;

use crate::lexicon::gazetteer::{Gazetteer, Role, RoleClass};
use crate::model::{Actor, ActorKind, Mention, Sentence, Upos};

use super::super::names::known;
use super::Discourse;

impl Discourse<'_> {
    /// "the US president", "president of Arlen", "Borduria's foreign minister": who held the office.
    pub(super) fn by_office(&self, sentence: &Sentence, mention: &Mention) -> Option<Actor> {
        let gazetteer = Gazetteer::embedded();
        let in_sentence = self.seen_in(mention.sentence..mention.sentence + 1);
        let polity = in_sentence.iter().find(|s| {
            let government = s.actor.kind == ActorKind::Government;
            mention.tokens.contains(&s.tokens.start) && (is_polity(&s.actor) || government)
        })?;
        let scope = scope(&polity.actor)?;
        let own: Vec<usize> = mention
            .tokens
            .clone()
            .filter(|t| !polity.tokens.contains(t))
            .collect();
        let title: Vec<&str> = own
            .iter()
            .filter(|&&t| {
                matches!(sentence.token(t).upos, Upos::Noun | Upos::Propn | Upos::Adj)
                    && sentence.token(t).xpos != "POS"
            })
            .filter(|&&t| t <= mention.head)
            .map(|&t| sentence.token(t).form.as_str())
            .collect();
        // a plural names no single holder: "Arlen's ministers"
        if sentence.token(mention.head).xpos.ends_with('S')
            && sentence.token(mention.head).xpos.starts_with("NN")
        {
            return None;
        }
        let title = title.join(" ");
        let holder = gazetteer.holder_of(&scope, &title, self.on)?;
        self.in_time(&title, holder.actor(self.on))
    }

    /// "Russian and Ukrainian troops", "the presidents of Arlen and Borduria": each owner's own. Nobody unless all are known.
    pub(super) fn of_each(&self, sentence: &Sentence, mention: &Mention) -> Vec<Actor> {
        let owners = sentence.owners_of_each(mention.head);
        let (Some(&first), Some(&last)) = (owners.first(), owners.last()) else {
            return Vec::new();
        };
        let in_sentence = self.seen_in(mention.sentence..mention.sentence + 1);
        let words: Vec<usize> = (mention.tokens.start..mention.head)
            .filter(|t| *t < first || *t > last)
            .filter(|&t| matches!(sentence.token(t).upos, Upos::Noun | Upos::Propn | Upos::Adj))
            .collect();
        let phrase = |head: &str| {
            let own = words.iter().map(|&t| sentence.token(t).form.as_str());
            own.chain([head]).collect::<Vec<_>>().join(" ")
        };
        let noun = sentence.token(mention.head);
        let one = |owner: &usize| {
            let polity = in_sentence
                .iter()
                .find(|s| s.tokens.contains(owner) && is_polity(&s.actor))?;
            let owner = sentence.text(polity.tokens.clone());
            let body = [&noun.form, &noun.lemma].into_iter().find_map(|noun| {
                known(&format!("{owner} {}", phrase(noun)), self.on, None)
                    .filter(|actor| actor.kind != ActorKind::State)
            });
            body.or_else(|| {
                let holder =
                    Gazetteer::embedded().holder_of(&scope(&polity.actor)?, &phrase(&noun.lemma), self.on)?;
                Some(holder.actor(self.on))
            })
        };
        owners
            .iter()
            .map(one)
            .collect::<Option<Vec<_>>>()
            .unwrap_or_default()
    }

    /// "his Bordurian counterpart", "his counterpart": who holds, in that state or as the only other of the text, the office of the last
    /// person that was named.
    pub(super) fn counterpart(&self, sentence: &Sentence, mention: &Mention) -> Option<Actor> {
        use RoleClass::{Defence, Finance, Foreign, HeadOfGovernment, HeadOfState, Interior, Leader};
        let gazetteer = Gazetteer::embedded();
        let held = |actor: &Actor| -> Vec<RoleClass> {
            let roles = gazetteer.get(&actor.id).map(|record| record.roles());
            let now = |role: &Role| self.on.map_or(role.to.is_none(), |on| role.holds(on));
            let classes = [
                Foreign,
                Defence,
                Interior,
                Finance,
                HeadOfState,
                HeadOfGovernment,
                Leader,
            ];
            let held: Vec<RoleClass> = roles
                .into_iter()
                .flatten()
                .filter(now)
                .map(|role| role.class)
                .collect();
            classes.into_iter().filter(|class| held.contains(class)).collect()
        };
        let persons = || {
            self.before(mention, 3)
                .iter()
                .rev()
                .filter(|s| s.actor.kind == ActorKind::Person)
        };
        let in_sentence = self.seen_in(mention.sentence..mention.sentence + 1);
        let owner = persons()
            .find(|s| s.subject && s.sentence == mention.sentence)
            // "in a call with his counterpart, Holm said"
            .or_else(|| {
                in_sentence
                    .iter()
                    .find(|s| s.subject && s.actor.kind == ActorKind::Person)
            })
            .or_else(|| persons().next())?;
        let offices = held(&owner.actor);
        let class = *offices.first()?;
        let state = in_sentence
            .iter()
            .find(|s| mention.tokens.contains(&s.tokens.start) && is_polity(&s.actor));
        if let Some(state) = state {
            let record = gazetteer.holder(&scope(&state.actor)?, class, self.on)?;
            return Some(record.actor(self.on));
        }
        if sentence.owners_of_each(mention.head).len() > 1 {
            return None;
        }
        let mut others =
            persons().filter(|s| s.actor.id != owner.actor.id && held(&s.actor).contains(&class));
        let one = others.next()?;
        others
            .all(|other| other.actor.id == one.actor.id)
            .then(|| one.actor.clone())
    }

    pub(super) fn office_holder_near(&self, mention: &Mention, class: RoleClass) -> Option<Actor> {
        let holds = |actor: &Actor| {
            Gazetteer::embedded()
                .get(&actor.id)
                .is_some_and(|record| record.roles().iter().any(|role| role.class == class))
        };
        let mut found: Option<&Actor> = None;
        for seen in self
            .before(mention, 3)
            .iter()
            .filter(|s| s.actor.kind == ActorKind::Person)
        {
            if holds(&seen.actor) {
                if found.is_some_and(|other| other.id != seen.actor.id) {
                    return None;
                }
                found = Some(&seen.actor);
            }
        }
        found.cloned()
    }
}

/// "ran for president of Arlen": the office, whoever holds it.
pub(super) fn is_sought(sentence: &Sentence, mention: &Mention) -> bool {
    mention.tokens.start == mention.head
        && sentence.token(mention.head).upos == Upos::Noun
        && sentence.has(mention.head, "case", &["as", "for"])
}

/// Whether an actor has offices: a state, its people for it, an organisation of states.
fn is_polity(actor: &Actor) -> bool {
    matches!(actor.kind, ActorKind::State | ActorKind::Igo | ActorKind::People)
}

/// What the gazetteer files the offices of a polity under.
fn scope(polity: &Actor) -> Option<SmolStr> {
    match polity.kind {
        ActorKind::Igo => Some(polity.id.clone()),
        _ => polity.country.clone(),
    }
}

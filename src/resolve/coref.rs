//! Who is meant, given the document: full names lend themselves to surnames and acronyms, nouns and pronouns
//! point back. All rules are deterministic, and each leaves a mention open rather than guess.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use jiff::civil::Date;
use smol_str::SmolStr;

use crate::lexicon::gazetteer::{Candidate, Gazetteer, Role, RoleClass};
use crate::lexicon::{Cues, Gender, NounKind, gender_of_name, is_given_name};
use crate::model::{Actor, ActorKind, Document, EntityLabel, Mention, Sentence, Span, Upos};

use super::names::{country_of_place, kind_of, known, known_among, minted, of_document};

/// How many sentences back "the two leaders" may look: the length of a long article, so that a book costs
/// no more for each mention.
const PAIR_WINDOW: usize = 200;

/// How many sentences back "the ministers" may look, who are the only two there.
const NEAR: usize = 3;

/// How many sentences back "the Foreign Ministry" may be one that was named with its state.
const COMMON_WINDOW: usize = 30;

/// A name in the text and who is meant by it.
#[derive(Clone, Debug)]
struct Seen {
    sentence: usize,
    tokens: Range<usize>,
    actor: Actor,
    subject: bool,
    /// Whether it only says whose or what sort something is: "Bordurian", "Arlen's".
    adjective: bool,
}

/// The names of a document in text order, and what has been pointed at so far.
pub(super) struct Discourse<'a> {
    document: &'a str,
    sentences: &'a [Sentence],
    on: Option<Date>,
    seen: Vec<Seen>,
    /// Acronyms that the text itself explains: "Arlen Press (AP)".
    acronyms: HashMap<String, Actor>,
    /// Full names of persons in the text, as their words, with who is meant.
    persons: Vec<(Vec<String>, Actor)>,
    /// In which of those names a word stands.
    names_with: HashMap<String, Vec<usize>>,
    /// The countries that the text speaks of.
    countries: HashSet<SmolStr>,
    /// The last group that a phrase stood for, and where.
    group: Option<(usize, Vec<Actor>)>,
}

impl<'a> Discourse<'a> {
    /// Reads all names of a document. O(n) in words.
    pub(super) fn read(document: &'a Document, sentences: &'a [Sentence]) -> Self {
        let mut discourse = Discourse {
            document: &document.id,
            sentences,
            on: document.published,
            seen: Vec::new(),
            acronyms: HashMap::new(),
            persons: Vec::new(),
            names_with: HashMap::new(),
            countries: countries(sentences),
            group: None,
        };
        discourse.read_persons();
        for (index, sentence) in sentences.iter().enumerate() {
            for entity in &sentence.entities {
                if !entity.label.can_act() && !matches!(entity.label, EntityLabel::Fac | EntityLabel::Loc) {
                    continue;
                }
                let Some(actor) = discourse.entity(index, &entity.tokens, entity.label) else {
                    continue;
                };
                let tokens = entity.tokens.clone();
                let head = tokens
                    .clone()
                    .find(|&t| sentence.head(t).is_none_or(|h| !tokens.contains(&h)))
                    .unwrap_or(tokens.start);
                let mut token = sentence.token(head);
                if token.rel() == "flat"
                    && let Some(first) = sentence.head(head)
                {
                    token = sentence.token(first); // "the Arlen–Bordurian talks": the second name serves as the first
                }
                if let Some(acronym) = acronym_after(sentence, tokens.end) {
                    discourse.acronyms.entry(acronym).or_insert_with(|| actor.clone());
                }
                discourse.seen.push(Seen {
                    sentence: index,
                    subject: token.rel() == "nsubj",
                    adjective: token.upos == Upos::Adj
                        || matches!(token.rel(), "amod" | "compound")
                        || token.deprel == "nmod:poss",
                    tokens,
                    actor,
                });
            }
        }
        discourse
    }

    /// Full names first, so that a surname finds its owner wherever the full name stands.
    fn read_persons(&mut self) {
        let mut known_names: HashSet<Vec<String>> = HashSet::new();
        for sentence in self.sentences {
            for entity in sentence
                .entities
                .iter()
                .filter(|e| e.label == EntityLabel::Person)
            {
                let words = name_words(sentence, &entity.tokens);
                if words.len() < 2 || !known_names.insert(words.clone()) {
                    continue;
                }
                let name = sentence.text(entity.tokens.clone());
                let name = name
                    .strip_suffix("'s")
                    .or_else(|| name.strip_suffix("’s"))
                    .unwrap_or(&name);
                let actor = known_among(&self.countries, name, self.on, Some(EntityLabel::Person))
                    .unwrap_or_else(|| minted(ActorKind::Person, name));
                for word in &words {
                    self.names_with
                        .entry(word.clone())
                        .or_default()
                        .push(self.persons.len());
                }
                self.persons.push((words, actor));
            }
        }
    }

    fn entity(&self, index: usize, tokens: &Range<usize>, label: EntityLabel) -> Option<Actor> {
        let sentence = &self.sentences[index];
        let text = sentence.text(tokens.clone());
        if is_own_body(sentence, tokens) {
            return None;
        }
        if Gazetteer::embedded().is_common(&text) && !self.acronyms.contains_key(&text) {
            return self.common(index, tokens, &text, Some(label)).or_else(|| {
                let minted = self.name(&text, &name_words(sentence, tokens), Some(label))?;
                Some(of_document(minted, self.document))
            });
        }
        self.name(&text, &name_words(sentence, tokens), Some(label))
    }

    /// Who is meant by a common noun that every state has a body for: "China's Commerce Ministry", "the Electoral Commission of Zambia",
    /// "the foreign ministry in Port Sudan" by its owner beside it; else that of which the text spoke before, or that of the state whose
    /// doings it tells. A name counts as one by itself where its state is among those that the text is about. O(n) in the names of the
    /// sentences near.
    fn common(
        &self,
        index: usize,
        tokens: &Range<usize>,
        text: &str,
        label: Option<EntityLabel>,
    ) -> Option<Actor> {
        let gazetteer = Gazetteer::embedded();
        let sentence = &self.sentences[index];
        // "the Congress" of India is a party
        let of = |country: &str| {
            let named = gazetteer.lookup_on(text, self.on);
            let own = label.and_then(|_| {
                let own = |c: &&Candidate| c.record.country().as_deref() == Some(country);
                named.iter().find(own).map(|c| c.record.actor(self.on))
            });
            own.or_else(|| Some(gazetteer.body_of(country, text)?.actor(self.on)))
        };
        let word = |w: usize| sentence.tokens().get(w).map_or("", |token| token.form.as_str());
        let article = |w: usize| w + usize::from(word(w) == "the");
        let before = tokens.start.checked_sub(1);
        let before = before.map(|w| {
            if sentence.token(w).xpos == "POS" {
                w.saturating_sub(1)
            } else {
                w
            }
        });
        let after = matches!(word(tokens.end), "of" | "in").then(|| article(tokens.end + 1));
        // "In Taipei, the defence ministry"
        let front = (word(0) == "In").then(|| article(1));
        let beside = [before, after, front].into_iter().flatten().find_map(|w| {
            let owner = sentence.entity_at(w)?;
            let owner = sentence.text(owner.tokens.clone());
            let owner = owner.trim_end_matches("'s").trim_end_matches("’s");
            gazetteer
                .country_of_adjective(owner)
                .or_else(|| country_of_place(owner))
        });
        if let Some(actor) = beside.and_then(|country| of(&country)) {
            return Some(actor);
        }
        let near = self.seen_in(index.saturating_sub(COMMON_WINDOW)..index + 1);
        let same = near.iter().rev().find(|seen| {
            let country = seen.actor.country.as_deref();
            country.is_some_and(|country| {
                gazetteer
                    .body_of(country, text)
                    .is_some_and(|body| body.id() == seen.actor.id)
            })
        });
        // "Its Foreign Office" is of whoever was spoken of last
        let its = tokens
            .start
            .checked_sub(1)
            .is_some_and(|w| sentence.token(w).xpos == "PRP$");
        if let Some(seen) = same.filter(|_| !its) {
            return Some(seen.actor.clone());
        }
        let mut told: Vec<(usize, &str)> = Vec::new();
        for country in near.iter().filter_map(|seen| seen.actor.country.as_deref()) {
            match told.iter_mut().find(|(_, other)| *other == country) {
                Some((count, _)) => *count += 1,
                None => told.push((1, country)),
            }
        }
        told.sort_by_key(|(count, _)| std::cmp::Reverse(*count)); // stable: who is named first leads among equals
        let named = label.and_then(|label| known_among(&self.countries, text, self.on, Some(label)));
        let about = |actor: &Actor| {
            let country = actor.country.as_deref();
            country.is_none() || told.len() < 2 || told[..2].iter().any(|(_, other)| country == Some(other))
        };
        if let Some(actor) = named.filter(|actor| about(actor) && !its) {
            return Some(actor);
        }
        let telling = self.seen_in(index.saturating_sub(1)..index + 1);
        let subject = telling.iter().rev().find(|seen| {
            seen.subject
                && seen.tokens.start != tokens.start
                && matches!(
                    seen.actor.kind,
                    ActorKind::State | ActorKind::Government | ActorKind::Military | ActorKind::Ministry
                )
        });
        let country = subject.and_then(|seen| seen.actor.country.as_deref());
        country
            .or(told
                .first()
                .filter(|_| label.is_some())
                .map(|(_, country)| *country))
            .and_then(of)
    }

    /// Who is meant by a name: within the document first, then by the gazetteer, else somebody new.
    fn name(&self, text: &str, words: &[String], label: Option<EntityLabel>) -> Option<Actor> {
        let text = text
            .strip_suffix("'s")
            .or_else(|| text.strip_suffix("’s"))
            .unwrap_or(text);
        if let Some(actor) = self.acronyms.get(text) {
            return Some(actor.clone());
        }
        let person = label.is_none_or(|l| l == EntityLabel::Person);
        if (person || words.len() == 1)
            && let Some(actor) = self.person_by_part(words, label)
        {
            return Some(actor);
        }
        if let Some(actor) = known_among(&self.countries, text, self.on, label) {
            return Some(actor);
        }
        let text = text
            .strip_prefix("the ")
            .or_else(|| text.strip_prefix("The "))
            .unwrap_or(text);
        // "the North" of a report on Korea
        let korea = |code: &str| self.countries.contains(code);
        if matches!(text, "North" | "South") && (korea("PRK") || korea("KOR")) {
            return known(&format!("{text} Korea"), self.on, label);
        }
        // "the Turkish President": an office, not a name
        let last = words.last().map_or("", String::as_str);
        if RoleClass::from_title(last).is_some() && !text.contains(" of ") {
            return None;
        }
        // "the Council", "Member States", "His Excellency": common nouns in capitals
        let common = |word: &String| {
            let word = word.as_str();
            let nouns = Cues::embedded();
            matches!(word, "of" | "the" | "and")
                || nouns
                    .noun(word)
                    .or_else(|| nouns.noun(word.strip_suffix('s')?))
                    .is_some()
        };
        if label != Some(EntityLabel::Person) && !words.is_empty() && words.iter().all(common) {
            return None;
        }
        // a lone letter or number is no name
        if text.chars().filter(|c| c.is_alphabetic()).count() < 2 {
            return None;
        }
        let actor = minted(kind_of(label), text);
        // a family name alone may be another's in another text
        let alone = actor.kind == ActorKind::Person && words.len() == 1;
        Some(if alone {
            of_document(actor, self.document)
        } else {
            actor
        })
    }

    /// The one person of the text whose full name has these words; nobody if there are two.
    fn person_by_part(&self, words: &[String], label: Option<EntityLabel>) -> Option<Actor> {
        let mut found: Option<&Actor> = None;
        for &at in self.names_with.get(words.first()?)? {
            let (full, actor) = &self.persons[at];
            let part = words.len() <= full.len() && full.windows(words.len()).any(|w| w == words);
            if part {
                if found.is_some_and(|other| other.id != actor.id) {
                    return None;
                }
                found = Some(actor);
            }
        }
        // "Jordan" the country is not Ms Jordan, unless the text calls it a person; "West" after "Kanye West" is he
        let other = label.is_some_and(|l| l != EntityLabel::Person);
        let place = |actor: &Actor| matches!(actor.kind, ActorKind::State | ActorKind::Place);
        found
            .filter(|_| !other || known(&words.join(" "), self.on, label).is_none_or(|known| !place(&known)))
            .cloned()
    }

    /// Where an actor is named.
    pub(super) fn places_of(&self, id: &str) -> Vec<Span> {
        let of = |seen: &Seen| {
            let tokens = self
                .sentences
                .get(seen.sentence)?
                .tokens()
                .get(seen.tokens.clone())?;
            Some(tokens.first()?.span.join(tokens.last()?.span))
        };
        let named = self.seen.iter().filter(|seen| seen.actor.id == id);
        named.filter_map(of).collect()
    }

    /// Who is meant by a mention with a name in it.
    pub(super) fn named(&self, mention: &Mention) -> Option<Actor> {
        if self.is_part_of_many(mention) {
            return None;
        }
        let seen = self
            .seen_in(mention.sentence..mention.sentence + 1)
            .iter()
            .find(|s| s.tokens.contains(&mention.head));
        if let Some(seen) = seen {
            // a longer phrase may be the name of something else: "Russian forces", "the Arlen army"
            let longer = mention.tokens.len() > seen.tokens.len() && seen.actor.kind != ActorKind::Person;
            let whole = longer.then(|| known(&mention.text, self.on, None)).flatten();
            return Some(whole.unwrap_or_else(|| seen.actor.clone()));
        }
        let sentence = self.sentences.get(mention.sentence)?;
        if is_own_body(sentence, &mention.tokens) {
            return None;
        }
        self.name(
            &mention.text,
            &name_words(sentence, &mention.tokens),
            mention.label,
        )
    }

    /// "some Democrats", "three Republican senators": not all of them, so nobody that is known.
    fn is_part_of_many(&self, mention: &Mention) -> bool {
        let Some(sentence) = self.sentences.get(mention.sentence) else {
            return false;
        };
        let token = sentence.token(mention.head);
        let several = matches!(token.xpos.as_str(), "NNS" | "NNPS");
        several
            && sentence.children(mention.head).any(|c| {
                matches!(sentence.token(c).rel(), "det" | "amod" | "nummod")
                    && (sentence.token(c).rel() == "nummod"
                        || matches!(
                            sentence.token(c).lemma.to_lowercase().as_str(),
                            "certain" | "few" | "many" | "several" | "some"
                        ))
            })
    }

    /// Who is meant by a common noun phrase.
    pub(super) fn nominal(&mut self, mention: &Mention) -> Vec<Actor> {
        let Some(sentence) = self.sentences.get(mention.sentence) else {
            return Vec::new();
        };
        let lemma = sentence.token(mention.head).lemma.to_lowercase();
        let words: Vec<String> = mention
            .tokens
            .clone()
            .map(|t| sentence.token(t).form.to_lowercase())
            .collect();
        let says = |word: &str| words.iter().any(|w| w == word);
        // described by its relation to a name, it is not that name: "former Arlen officials"
        if says("former") || says("ex") || says("anti") || says("pro") || says("some") || says("many") {
            return Vec::new();
        }
        let each = self.of_each(sentence, mention);
        if !each.is_empty() {
            return each;
        }
        // "a French envoy" is nobody in particular
        let one_of_many = says("a") || says("an");
        if !one_of_many && let Some(actor) = self.by_office(sentence, mention) {
            return vec![actor];
        }
        if lemma == "counterpart" && sentence.token(mention.head).xpos == "NN" {
            return self.counterpart(sentence, mention).into_iter().collect();
        }
        let from_country = sentence
            .entities
            .iter()
            .any(|e| e.label.can_act() && mention.tokens.contains(&e.tokens.start));
        if !from_country && (says("two") && !says("other") || says("both")) {
            return self.pair(mention, &lemma, PAIR_WINDOW);
        }
        // "the ministers" of a report on two
        let several = sentence.token(mention.head).xpos == "NNS" && says("the");
        if !from_country
            && several
            && matches!(lemma.as_str(), "diplomat" | "leader" | "minister" | "president")
        {
            return self.pair(mention, &lemma, NEAR);
        }
        if from_country {
            let bare = unranked(sentence, mention);
            let actor = std::iter::once(mention.text.as_str())
                .chain(bare.as_deref())
                .find_map(|text| known(text, self.on, None).filter(|a| a.kind != ActorKind::State))
                .and_then(|actor| match one_of_many && actor.kind == ActorKind::Person {
                    true => Some(
                        Gazetteer::embedded()
                            .body_of(&actor.country?, &lemma)?
                            .actor(self.on),
                    ),
                    false => Some(actor),
                });
            return actor
                .or_else(|| self.member_of(mention, &lemma))
                .or_else(|| self.backed(sentence, mention, &lemma))
                .into_iter()
                .collect();
        }
        let found = match says("the") || says("this") || says("that") {
            true => self
                .pointed_at(mention, &lemma)
                .or_else(|| self.own_body(sentence, mention)),
            false => None,
        };
        found
            .or_else(|| self.member_of(mention, &lemma))
            .into_iter()
            .collect()
    }

    /// "Arlen Front fighters", "a member of the Arlen Front", "a spokesman for the Arlen Foreign Ministry": whoever acts for a body is
    /// the body.
    fn member_of(&self, mention: &Mention, lemma: &str) -> Option<Actor> {
        const MEMBERS: [&str; 12] = [
            "commander",
            "delegation",
            "fighter",
            "force",
            "gunman",
            "leader",
            "member",
            "militant",
            "militia",
            "official",
            "soldier",
            "troop",
        ];
        let sentence = self.sentences.get(mention.sentence)?;
        let in_sentence = self.seen_in(mention.sentence..mention.sentence + 1);
        let member = MEMBERS.contains(&lemma);
        let speaks = matches!(
            lemma,
            "delegate" | "official" | "spokesman" | "spokesperson" | "spokeswoman"
        );
        let speaks_for = |kind| {
            use ActorKind::*;
            matches!(
                kind,
                Government | Judiciary | Legislature | Ministry | Organisation | Security
            )
        };
        let body = in_sentence.iter().find(|s| {
            let outside = || {
                sentence
                    .children_by(mention.head, "nmod")
                    .any(|c| s.tokens.contains(&c) && sentence.has(c, "case", &["for", "from", "of", "with"]))
            };
            let fights = matches!(
                s.actor.kind,
                ActorKind::ArmedGroup | ActorKind::Igo | ActorKind::Party | ActorKind::Military
            );
            let within = mention.tokens.contains(&s.tokens.start);
            within && member && fights
                || (within || outside()) && speaks && (fights || speaks_for(s.actor.kind))
        });
        body.map(|body| body.actor.clone()).or_else(|| {
            // "a Norwegian defence ministry official"
            let bare = unranked(sentence, mention).unwrap_or_else(|| mention.text.clone());
            let (body, _) = bare.rsplit_once(' ').filter(|_| speaks)?;
            known(body, self.on, None).filter(|actor| speaks_for(actor.kind))
        })
    }

    /// "the Iran-backed group": the one that was named before; Iran is not meant.
    fn backed(&self, sentence: &Sentence, mention: &Mention, lemma: &str) -> Option<Actor> {
        let ties = |w: usize| {
            matches!(
                sentence.token(w).form.to_lowercase().as_str(),
                "affiliated"
                    | "aligned"
                    | "allied"
                    | "backed"
                    | "based"
                    | "controlled"
                    | "led"
                    | "linked"
                    | "supported"
            ) && w > 0
                && sentence.token(w - 1).form == "-"
        };
        mention
            .tokens
            .clone()
            .any(ties)
            .then(|| self.pointed_at(mention, lemma))?
    }

    /// "his Bordurian counterpart", "his counterpart": who holds, in that state or as the only other of the text, the office of the last
    /// person that was named.
    fn counterpart(&self, sentence: &Sentence, mention: &Mention) -> Option<Actor> {
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

    /// "Russian and Ukrainian troops", "the presidents of Arlen and Borduria": each owner's own. Nobody unless all are known.
    fn of_each(&self, sentence: &Sentence, mention: &Mention) -> Vec<Actor> {
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

    /// "the US president", "president of Arlen", "Borduria's foreign minister": who held the office.
    fn by_office(&self, sentence: &Sentence, mention: &Mention) -> Option<Actor> {
        let gazetteer = Gazetteer::embedded();
        let in_sentence = self.seen_in(mention.sentence..mention.sentence + 1);
        let polity = in_sentence
            .iter()
            .find(|s| mention.tokens.contains(&s.tokens.start) && is_polity(&s.actor))?;
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
        gazetteer
            .holder_of(&scope, &title.join(" "), self.on)
            .map(|record| record.actor(self.on))
    }

    /// "the two leaders", "both countries": the two persons, or states, that the text so far speaks of most.
    fn pair(&mut self, mention: &Mention, lemma: &str, window: usize) -> Vec<Actor> {
        let persons = match lemma {
            "head" | "leader" | "president" | "minister" | "man" | "woman" | "politician" | "diplomat"
            | "king" | "premier" => true,
            "country" | "nation" | "state" | "side" | "government" | "power" | "ally" | "neighbour"
            | "neighbor" | "party" => false,
            "both" => return self.group_near(mention),
            _ => return Vec::new(),
        };
        let wanted = |kind| {
            if persons {
                kind == ActorKind::Person
            } else {
                kind == ActorKind::State
            }
        };
        let acts = self
            .sentences
            .get(mention.sentence)
            .is_some_and(|sentence| sentence.token(mention.head).rel() == "nsubj");
        let mut counts: Vec<(usize, &Actor)> = Vec::new();
        for seen in self
            .before(mention, window)
            .iter()
            .filter(|s| wanted(s.actor.kind) && !s.adjective)
            // "Arlen urged both countries" urged others
            .filter(|s| persons || acts || s.sentence < mention.sentence)
        {
            match counts.iter_mut().find(|(_, actor)| actor.id == seen.actor.id) {
                Some((count, _)) => *count += 1,
                None => counts.push((1, &seen.actor)),
            }
        }
        counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count)); // stable: the first named leads among equals
        // of many states, those just named: a speech names its own most
        if !persons && counts.len() > 2 {
            let near = self.before(mention, 2);
            let named = |seen: &Seen, actor: &Actor| {
                seen.actor.id == actor.id && (acts || seen.sentence < mention.sentence)
            };
            counts.retain(|(_, actor)| near.iter().any(|seen| named(seen, actor)));
            if counts.len() > 2 {
                return Vec::new();
            }
        }
        if window == NEAR && counts.len() > 2 {
            return Vec::new();
        }
        let clear = counts.len() == 2 || (counts.len() > 2 && counts[1].0 > counts[2].0);
        if counts.len() < 2 || !clear {
            return Vec::new();
        }
        let pair: Vec<Actor> = counts[..2].iter().map(|(_, actor)| (*actor).clone()).collect();
        self.group = Some((mention.sentence, pair.clone()));
        pair
    }

    /// "the agency", "the ministry", "the president": the only one of that kind that was named shortly before.
    fn pointed_at(&self, mention: &Mention, lemma: &str) -> Option<Actor> {
        let sentence = self.sentences.get(mention.sentence)?;
        // "the militias" are several
        if matches!(sentence.token(mention.head).xpos.as_str(), "NNS" | "NNPS") {
            return None;
        }
        let modifier = sentence
            .children(mention.head)
            .filter(|&c| matches!(sentence.token(c).rel(), "amod" | "compound"))
            .map(|c| sentence.token(c).lemma.to_lowercase())
            .next_back();
        let kinds: &[ActorKind] = match (lemma, modifier.as_deref()) {
            ("agency" | "service", Some("spy" | "intelligence" | "security")) => &[ActorKind::Security],
            ("agency" | "service", Some("news" | "press")) => &[ActorKind::Media],
            // "the space agency": of a kind that nothing here knows
            ("agency" | "service" | "ministry" | "department" | "company" | "court" | "union", Some(_)) => {
                return None;
            }
            _ => match lemma {
                "agency" | "outlet" | "newspaper" | "broadcaster" => &[ActorKind::Media],
                "ministry" | "department" => &[ActorKind::Ministry],
                "alliance" | "bloc" | "union" | "organisation" | "organization" => {
                    &[ActorKind::Igo, ActorKind::Ngo]
                }
                "group" | "movement" | "militia" => &[ActorKind::ArmedGroup, ActorKind::Organisation],
                "party" => &[ActorKind::Party],
                "company" | "firm" => &[ActorKind::Company, ActorKind::Organisation],
                "court" => &[ActorKind::Judiciary],
                "parliament" => &[ActorKind::Legislature],
                _ => {
                    let class = RoleClass::from_title(lemma)?;
                    return self.office_holder_near(mention, class);
                }
            },
        };
        let mut near = self
            .before(mention, 4)
            .iter()
            .filter(|s| kinds.contains(&s.actor.kind));
        let one = near.next()?;
        near.all(|other| other.actor.id == one.actor.id)
            .then(|| one.actor.clone())
    }

    /// "the foreign ministry", "the defence ministry in Klow": that of the state whose doings the text tells.
    fn own_body(&self, sentence: &Sentence, mention: &Mention) -> Option<Actor> {
        let ministry = sentence.token(mention.head).lemma == "ministry";
        let words = mention.tokens.start + 1..mention.tokens.end;
        let text = sentence.text(words.clone());
        (ministry && words.len() > 1 && Gazetteer::embedded().is_common(&text))
            .then(|| self.common(mention.sentence, &words, &text, None))?
    }

    fn office_holder_near(&self, mention: &Mention, class: RoleClass) -> Option<Actor> {
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

    /// Who is meant by a pronoun.
    pub(super) fn pronoun(&mut self, mention: &Mention) -> Vec<Actor> {
        let Some(sentence) = self.sentences.get(mention.sentence) else {
            return Vec::new();
        };
        match sentence.token(mention.head).lemma.to_lowercase().as_str() {
            "he" | "his" | "him" => self.single(mention, Some(Gender::Male)).into_iter().collect(),
            "she" | "her" => self.single(mention, Some(Gender::Female)).into_iter().collect(),
            "it" if stands_for_nothing(sentence, mention.head) => Vec::new(),
            "it" if self.may_be_the_matter(mention) => Vec::new(),
            "it" | "its" => self.single(mention, None).into_iter().collect(),
            "they" | "their" | "them" | "both" => self.group_near(mention),
            _ => Vec::new(),
        }
    }

    /// The group of the sentence at hand or of the two before it, in the same paragraph.
    fn group_near(&self, mention: &Mention) -> Vec<Actor> {
        let paragraph = |s: usize| self.sentences.get(s).map(|s| s.paragraph);
        match &self.group {
            // a speaker may be carried on from a sentence before the group's
            Some((at, actors))
                if mention.sentence.checked_sub(*at).is_some_and(|back| back <= 2)
                    && paragraph(*at) == paragraph(mention.sentence) =>
            {
                actors.clone()
            }
            _ => Vec::new(),
        }
    }

    /// Of the actors named before in the sentence, else in the one before it: the subject, else the only one. A person for "he"
    /// and "she", a body for "it".
    fn single(&self, mention: &Mention, person: Option<Gender>) -> Option<Actor> {
        let paragraph = self.sentences.get(mention.sentence)?.paragraph;
        let first = mention.sentence.saturating_sub(2);
        for sentence in (first..=mention.sentence).rev() {
            if self.sentences[sentence].paragraph != paragraph {
                break;
            }
            let candidates: Vec<&Seen> = self
                .before(mention, 2)
                .iter()
                .filter(|s| s.sentence == sentence)
                // whoever is spoken of within a quote is not who utters it
                .filter(|s| {
                    sentence != mention.sentence
                        || !self.quote_between(sentence, s.tokens.end, mention.tokens.start)
                })
                .filter(|s| match person {
                    Some(gender) => s.actor.kind == ActorKind::Person && may_be(&s.actor, gender),
                    None => {
                        !s.adjective
                            && match s.actor.kind {
                                ActorKind::Person => perhaps_a_body(&s.actor),
                                // "in Klow ... it" is some thing there
                                ActorKind::Place => s.subject,
                                kind => kind != ActorKind::People,
                            }
                    }
                })
                .collect();
            // "Arlen's plan ... it" may be the plan
            let subject = candidates.iter().rev().find(|s| s.subject);
            let from = subject.map_or(0, |s| s.tokens.end);
            if person.is_none() && self.thing_subject(sentence, from, mention) {
                return None;
            }
            if let Some(subject) = subject {
                return Some(subject.actor.clone());
            }
            match candidates.split_first() {
                // "recalled its ambassador and has not replaced him"
                None if person.is_some() && self.somebody(sentence, mention) => return None,
                None => {}
                Some((one, others)) if others.iter().all(|o| o.actor.id == one.actor.id) => {
                    return Some(one.actor.clone());
                }
                Some(_) => return None,
            }
        }
        None
    }

    /// Whether "it" may as well be what the sentence before is about: whoever is named there is not its subject.
    fn may_be_the_matter(&self, mention: &Mention) -> bool {
        let Some(sentence) = self.sentences.get(mention.sentence) else {
            return true;
        };
        // "Arlen said it would attack"
        let subject_before = |words: &Sentence, end: usize| {
            (0..end).rev().find(|&w| {
                words.token(w).rel() == "nsubj"
                    && !matches!(words.token(w).xpos.as_str(), "WDT" | "WP" | "EX")
                    && words.token(w).lemma.to_lowercase() != "it"
            })
        };
        let named = |index: usize, word: usize| {
            self.seen_in(index..index + 1)
                .iter()
                .any(|seen| seen.tokens.contains(&word) && seen.actor.kind != ActorKind::People)
        };
        if let Some(subject) = subject_before(sentence, mention.tokens.start) {
            // "criticised the Council when it met"
            let beside = sentence
                .head(mention.head)
                .is_some_and(|verb| sentence.token(verb).rel() == "advcl");
            let body = |w: usize| {
                let token = sentence.token(w);
                token.rel() == "obj"
                    && (token.xpos == "NNP" || Cues::embedded().noun(&token.lemma) == Some(NounKind::Body))
            };
            let other = beside && (subject + 1..mention.tokens.start).any(body);
            return other || !named(mention.sentence, subject);
        }
        let Some(index) = mention.sentence.checked_sub(1) else {
            return true;
        };
        let before = &self.sentences[index];
        if before.paragraph != sentence.paragraph {
            return true;
        }
        let main = before.root().and_then(|root| before.child_by(root, "nsubj"));
        match main {
            Some(subject) if before.token(subject).lemma.to_lowercase() == "it" => false,
            Some(subject) => !named(index, subject),
            None => true,
        }
    }

    /// Whether somebody without a name stands in a sentence before the mention: "a spokesman", "its ambassador".
    fn somebody(&self, sentence: usize, mention: &Mention) -> bool {
        let words = &self.sentences[sentence];
        let end = match sentence == mention.sentence {
            true => mention.tokens.start,
            false => words.len(),
        };
        (0..end).any(|w| {
            let token = words.token(w);
            token.xpos == "NN"
                && matches!(token.rel(), "nsubj" | "obj" | "iobj" | "obl")
                && Cues::embedded().noun(&token.lemma) == Some(NounKind::Person)
                && (words.has(w, "det", &["a", "an", "another"])
                    || words
                        .child_by(w, "nmod")
                        .is_some_and(|c| words.token(c).xpos == "PRP$"))
        })
    }

    /// Whether a common noun in the singular that is no person is a subject from word `from` on, before the mention.
    fn thing_subject(&self, sentence: usize, from: usize, mention: &Mention) -> bool {
        let words = &self.sentences[sentence];
        let end = if sentence == mention.sentence {
            mention.tokens.start
        } else {
            words.len()
        };
        (from..end).any(|w| {
            let token = words.token(w);
            token.upos == Upos::Noun
                && token.rel() == "nsubj"
                && token.xpos == "NN"
                && Cues::embedded()
                    .noun(&token.lemma)
                    .is_none_or(|kind| kind != NounKind::Person)
        })
    }

    /// Whether a quote opens or closes between two words of a sentence.
    fn quote_between(&self, sentence: usize, from: usize, to: usize) -> bool {
        let quotes = (from..to).filter(|&t| {
            matches!(
                self.sentences[sentence].token(t).form.as_str(),
                "\"" | "“" | "”" | "``" | "''"
            )
        });
        quotes.count() % 2 == 1
    }

    /// The names before a mention, from at most `back` sentences before its own.
    fn before(&self, mention: &Mention, back: usize) -> &[Seen] {
        let seen = self.seen_in(mention.sentence.saturating_sub(back)..mention.sentence + 1);
        let place = (mention.sentence, mention.tokens.start);
        &seen[..seen.partition_point(|s| (s.sentence, s.tokens.start) < place)]
    }

    /// The names in some sentences. O(log n): names are in text order.
    fn seen_in(&self, sentences: Range<usize>) -> &[Seen] {
        let first = self.seen.partition_point(|s| s.sentence < sentences.start);
        let last = self.seen.partition_point(|s| s.sentence < sentences.end);
        &self.seen[first..last]
    }
}

/// "his security council" is not the one of the United Nations.
fn is_own_body(sentence: &Sentence, tokens: &Range<usize>) -> bool {
    let before = tokens.start.checked_sub(1);
    before.is_some_and(|w| sentence.token(w).xpos == "PRP$")
        && tokens
            .clone()
            .all(|t| !sentence.token(t).form.starts_with(char::is_uppercase))
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

/// The phrase without the numbers, articles and ranks before it: "Arlen diplomats" of "two senior Arlen diplomats".
/// `None` if it begins with none.
fn unranked(sentence: &Sentence, mention: &Mention) -> Option<String> {
    const RANKS: [&str; 20] = [
        "about", "almost", "another", "around", "elite", "high", "junior", "key", "least", "leading",
        "local", "more", "nearly", "ranking", "regional", "senior", "several", "than", "top", "unnamed",
    ];
    let skipped = |t: &usize| {
        let token = sentence.token(*t);
        matches!(token.upos, Upos::Num | Upos::Det | Upos::Punct | Upos::Adp)
            || RANKS.contains(&token.lemma.to_lowercase().as_str())
            || matches!(token.lemma.as_str(), "dozen" | "hundred" | "thousand" | "score")
    };
    let start = mention.tokens.clone().find(|t| !skipped(t))?;
    (start > mention.tokens.start && start <= mention.head).then(|| sentence.text(start..mention.tokens.end))
}

/// The countries that a text names, or whose people, places and governments. O(n) in words.
fn countries(sentences: &[Sentence]) -> HashSet<SmolStr> {
    let gazetteer = Gazetteer::embedded();
    let (mut seen, mut found) = (HashSet::new(), HashSet::new());
    for sentence in sentences {
        for entity in sentence
            .entities
            .iter()
            .filter(|e| e.label != EntityLabel::Person)
        {
            let name = sentence.text(entity.tokens.clone());
            if !seen.insert(name.clone()) {
                continue;
            }
            let country = gazetteer
                .country_of(&name)
                .or_else(|| gazetteer.country_of_adjective(&name));
            found.extend(country.or_else(|| {
                let candidates = gazetteer.lookup(&name);
                let best = candidates.best()?;
                let place = matches!(
                    best.record.kind(),
                    ActorKind::State | ActorKind::Place | ActorKind::Government
                );
                place.then(|| best.record.country())?
            }));
        }
    }
    found
}

/// "it makes sense to ...", "it is clear that ...": the clause is what "it" announces.
fn stands_for_nothing(sentence: &Sentence, it: usize) -> bool {
    let token = sentence.token(it);
    let Some(above) = sentence.head(it).filter(|_| token.rel() == "nsubj") else {
        return token.rel() == "expl";
    };
    let clause = |c: &usize| {
        let announced = sentence.has(*c, "mark", &["to", "that"]);
        announced && *c > above
    };
    let governs = |w: usize| {
        sentence
            .children(w)
            .filter(|&c| {
                matches!(
                    sentence.token(c).rel(),
                    "ccomp" | "xcomp" | "csubj" | "advcl" | "acl"
                )
            })
            .any(|c| clause(&c))
    };
    let predicate = sentence.token(above);
    let copular = sentence.child_by(above, "cop").is_some();
    let sense = predicate.lemma == "make"
        && sentence
            .child_by(above, "obj")
            .is_some_and(|o| sentence.token(o).lemma == "sense");
    let seems = matches!(
        predicate.lemma.as_str(),
        "seem" | "appear" | "matter" | "happen" | "turn" | "take"
    );
    sense || (copular && predicate.upos != Upos::Propn || seems) && governs(above)
}

/// Whether "he" or "she" may stand for somebody with this name.
fn may_be(actor: &Actor, gender: Gender) -> bool {
    let given = actor.name.split_whitespace().next().and_then(gender_of_name);
    given.is_none_or(|known| known == gender)
}

/// An unknown name of one word: the network may have called a country or a body a person.
fn perhaps_a_body(actor: &Actor) -> bool {
    actor.id.starts_with("person:~") && !actor.name.contains(' ') && !is_given_name(&actor.name)
}

/// Lower-cased words of a name, without dashes and possessive.
fn name_words(sentence: &Sentence, tokens: &Range<usize>) -> Vec<String> {
    let address = |word: &str| {
        matches!(
            word.trim_end_matches('.'),
            "mr" | "mrs" | "ms" | "miss" | "dr" | "sir" | "madam"
        )
    };
    tokens
        .clone()
        .map(|t| sentence.token(t))
        .filter(|token| tokens.len() == 1 || !address(&token.form.to_lowercase()))
        .filter(|token| token.upos != Upos::Punct && token.xpos != "POS" && token.xpos != "HYPH")
        .map(|token| token.form.to_lowercase())
        .collect()
}

/// The acronym that explains a name right after it: "(KCNA)".
fn acronym_after(sentence: &Sentence, at: usize) -> Option<String> {
    if at + 2 >= sentence.len() || sentence.token(at).form != "(" || sentence.token(at + 2).form != ")" {
        return None;
    }
    let form = &sentence.token(at + 1).form;
    (form.len() >= 2 && form.chars().all(|c| c.is_uppercase() || c == '.')).then(|| form.to_string())
}

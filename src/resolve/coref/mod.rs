//! Who is meant, given the document: full names lend themselves to surnames and acronyms, nouns and pronouns
//! point back. All rules are deterministic, and each leaves a mention open rather than guess.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use jiff::civil::Date;
use smol_str::SmolStr;

use crate::lexicon::gazetteer::{Candidate, Gazetteer, Record, RoleClass};
use crate::lexicon::words;
use crate::lexicon::{Cues, NounSense, is_of_members, noun_sense, thing_word};
use crate::model::{Actor, ActorKind, Document, EntityLabel, Mention, Sentence, Span, Upos};

use super::names::{kind_of, known, known_among, minted, namesakes, of_document};
use bodies::{name_the_un, unranked};
use groups::{NEAR, PAIR_WINDOW};
use offices::is_sought;

mod bodies;
mod groups;
mod offices;
mod pronouns;

/// So many names back "the North" may look for one from Korea.
const KOREAN_NAMES: usize = 5;

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
    /// Bodies with names of several words, by the last of these, with the whole name.
    bodies: HashMap<String, Vec<(String, Actor)>>,
    /// The countries that the text speaks of.
    countries: HashSet<SmolStr>,
    /// Whether the text names the United Nations.
    of_the_un: bool,
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
            bodies: HashMap::new(),
            countries: countries(sentences),
            of_the_un: name_the_un(sentences),
            group: None,
        };
        discourse.read_persons();
        discourse.read_bodies();
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
                // "the Islamic State in Iraq and the Levant (ISIL)" is not the Levant
                let known = |acronym: &String| {
                    let begins = sentence.text(tokens.clone()).chars().next() == acronym.chars().next();
                    begins || Gazetteer::embedded().lookup(acronym).is_empty()
                };
                if let Some(acronym) = acronym_after(sentence, tokens.end).filter(known) {
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
                // "Ada Maria Holm" is who "Ada Maria Holm Varga" was
                let same = |&at: &usize| {
                    let other = &self.persons[at].0;
                    let (long, short) = match other.len() > words.len() {
                        true => (other, &words),
                        false => (&words, other),
                    };
                    long.windows(short.len()).any(|part| part == short.as_slice())
                };
                let sharing = words
                    .iter()
                    .filter_map(|word| self.names_with.get(word))
                    .flatten();
                let actor = match sharing.copied().filter(same).min() {
                    Some(at) => self.persons[at].1.clone(),
                    None => known_among(&self.countries, name, self.on, Some(EntityLabel::Person))
                        .unwrap_or_else(|| minted(ActorKind::Person, without_address(name))),
                };
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

    /// Names of bodies that a text shortens later, or before: "the General Assembly" and "the Assembly". O(n) in names.
    fn read_bodies(&mut self) {
        for (index, sentence) in self.sentences.iter().enumerate() {
            for entity in &sentence.entities {
                let last = sentence.token(entity.tokens.end - 1).form.as_str();
                let body = entity.label == EntityLabel::Org && entity.tokens.len() > 1;
                if !body || !words::SHORTENED.has(&last.to_lowercase()) {
                    continue;
                }
                if let Some(actor) = self.entity(index, &entity.tokens, entity.label) {
                    let named = self.bodies.entry(last.to_owned()).or_default();
                    if named.iter().all(|(_, other)| other.id != actor.id) {
                        named.push((sentence.text(entity.tokens.clone()), actor));
                    }
                }
            }
        }
    }

    /// "the Assembly", "Solidarity Party": the only one whose full name in the text ends so.
    fn shortened(&self, sentence: &Sentence, tokens: &Range<usize>) -> Option<Actor> {
        let last = sentence.token(tokens.end - 1).form.as_str();
        let the = || {
            let before = tokens.start.checked_sub(1)?;
            Some(sentence.token(before).form.eq_ignore_ascii_case("the"))
        };
        let longer = self.bodies.get(last)?;
        // "the Security Council" is no shorter name of the "Peace and Security Council"
        let text = sentence.text(tokens.clone());
        let own = |bearer: &Candidate| bearer.record.kind() == ActorKind::Igo;
        if tokens.len() > 1 && Gazetteer::embedded().lookup(&text).iter().any(own) {
            return None;
        }
        let ending = format!(" {text}");
        let mut longer = longer.iter().filter(|(name, _)| name.ends_with(&ending));
        match (longer.next(), longer.next()) {
            (Some((_, only)), None) if tokens.len() > 1 || the() == Some(true) => Some(only.clone()),
            _ => None,
        }
    }

    fn entity(&self, index: usize, tokens: &Range<usize>, label: EntityLabel) -> Option<Actor> {
        let sentence = &self.sentences[index];
        let text = sentence.text(tokens.clone());
        if is_own_body(sentence, tokens) {
            return None;
        }
        if let Some(actor) = self.shortened(sentence, tokens) {
            return Some(actor);
        }
        if let Some(people) = people(sentence, tokens) {
            return Some(people.actor(self.on));
        }
        // "our Department of Justice" is the speaker's, whoever that is
        let ours = tokens
            .start
            .checked_sub(1)
            .is_some_and(|w| sentence.token(w).form.eq_ignore_ascii_case("our"));
        let common = Gazetteer::embedded().is_common(&text);
        if ours && common {
            return Some(of_document(minted(kind_of(Some(label)), &text), self.document));
        }
        // "Hunter", a person's name, is nobody's hunters
        if common && label != EntityLabel::Person && !self.acronyms.contains_key(&text) {
            return self.common(index, tokens, &text, Some(label)).or_else(|| {
                let minted = self.name(&text, &name_words(sentence, tokens), Some(label))?;
                Some(of_document(minted, self.document))
            });
        }
        self.name(&text, &name_words(sentence, tokens), Some(label))
            .and_then(|actor| self.in_time(&text, actor))
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
        // "the King": an office, not a name
        if words.len() == 1 && RoleClass::from_title(&words[0]).is_some() {
            return None;
        }
        if let Some(actor) = known_among(&self.countries, text, self.on, label) {
            return Some(actor);
        }
        let text = text
            .strip_prefix("the ")
            .or_else(|| text.strip_prefix("The "))
            .unwrap_or(text);
        // "the North" right behind a name from Korea, not the South that is poor
        let korean = |seen: &Seen| matches!(seen.actor.country.as_deref(), Some("PRK" | "KOR"));
        if matches!(text, "North" | "South") && self.seen.iter().rev().take(KOREAN_NAMES).any(korean) {
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
        // "the Charter", "COVID-19", which the network took for no name either
        let untold = label.is_none_or(|label| !label.can_act());
        if is_of_members(text) {
            return None;
        }
        if untold
            && words.len() == 1
            && (thing_word(text).is_some()
                || text.contains(char::is_lowercase) && noun_sense(text) == Some(NounSense::Abstract))
        {
            return None;
        }
        let text = without_address(text);
        // a lone letter, number or "H.E." is no name
        if is_address(text) || text.chars().filter(|c| c.is_alphabetic()).count() < 2 {
            return None;
        }
        // "defence ministry" is no name, though the network takes it for one
        if text.contains(char::is_lowercase) && !text.contains(|c: char| c.is_uppercase() || c.is_numeric()) {
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
        let mut found: Option<&(Vec<String>, Actor)> = None;
        for &at in self.names_with.get(words.first()?)? {
            let person = &self.persons[at];
            let (full, actor) = person;
            let part = words.len() <= full.len() && full.windows(words.len()).any(|w| w == words);
            if part {
                if found.is_some_and(|(_, other)| other.id != actor.id) {
                    return None;
                }
                found = Some(person);
            }
        }
        // "Jordan" the country is not Ms Jordan, unless the text calls it a person; "West" after "Kanye West" is he
        let other = label.is_some_and(|l| l != EntityLabel::Person);
        let (full, actor) = found?;
        // a town may be: "Imus" after "Don Imus"
        let family = words.len() == 1 && full.len() > 1 && full.last() == words.last();
        let own_name = |actor: &Actor| {
            words
                .first()
                .is_some_and(|word| actor.name.eq_ignore_ascii_case(word))
        };
        let place = |actor: &Actor| match actor.kind {
            // "Amman" after "Ada Amman" is no Jordan; "Jordan" after "Ada Jordan" may be
            ActorKind::State => own_name(actor) || !family,
            ActorKind::Place => !family,
            _ => false,
        };
        let named = !other || known(&words.join(" "), self.on, label).is_none_or(|known| !place(&known));
        named.then(|| actor.clone())
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

    /// An office's holder of today is not meant by a text without a date, unless the text names him or her.
    fn in_time(&self, text: &str, actor: Actor) -> Option<Actor> {
        let own = |word: &str| {
            actor
                .name
                .split_whitespace()
                .any(|part| part.eq_ignore_ascii_case(word))
        };
        let named = || self.persons.iter().any(|(_, person)| person.id == actor.id);
        let timely = self.on.is_some()
            || actor.kind != ActorKind::Person
            || text.split_whitespace().any(own)
            || named();
        timely.then_some(actor)
    }

    /// Who is meant by a mention with a name in it.
    pub(super) fn named(&self, mention: &Mention) -> Option<Actor> {
        if self.is_part_of_many(mention) || self.is_wished_for(mention) {
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
        if let Some(actor) = self.shortened(sentence, &mention.tokens) {
            return Some(actor);
        }
        self.name(
            &mention.text,
            &name_words(sentence, &mention.tokens),
            mention.label,
        )
        .and_then(|actor| self.in_time(&mention.text, actor))
    }

    /// "a safer Arlen", "an independent Borduria": what there is not yet, or not only.
    fn is_wished_for(&self, mention: &Mention) -> bool {
        self.sentences.get(mention.sentence).is_some_and(|sentence| {
            let ideal =
                |c: usize| sentence.token(c).xpos == "JJR" || words::IDEAL.has(&sentence.token(c).lemma);
            sentence.has(mention.head, "det", &["a", "an"])
                && sentence.children_by(mention.head, "amod").any(ideal)
        })
    }

    /// "some Democrats", "three Republican senators", "every Bordurian", "the Arlenians of Borduria": not all of them, so nobody that is
    /// known.
    fn is_part_of_many(&self, mention: &Mention) -> bool {
        let Some(sentence) = self.sentences.get(mention.sentence) else {
            return false;
        };
        let token = sentence.token(mention.head);
        let of_a_people = mention.label == Some(EntityLabel::Norp);
        let one = of_a_people
            && matches!(token.xpos.as_str(), "NN" | "NNP")
            && sentence.has(mention.head, "det", &["a", "an", "each", "every", "one"]);
        let elsewhere = of_a_people
            && sentence.children_by(mention.head, "nmod").any(|c| {
                sentence
                    .entity_at(c)
                    .is_some_and(|entity| entity.label == EntityLabel::Gpe)
            });
        let several = matches!(token.xpos.as_str(), "NNS" | "NNPS");
        one || elsewhere
            || several
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
        let narrows = [
            "anti",
            "ex",
            "former",
            "indigenous",
            "many",
            "native",
            "pro",
            "rural",
            "some",
            "young",
        ];
        if narrows.into_iter().any(says) {
            return Vec::new();
        }
        if is_sought(sentence, mention) {
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
        if let Some(actor) = self.shortened(sentence, &(mention.head..mention.head + 1)) {
            return vec![actor];
        }
        if lemma == "counterpart" && sentence.token(mention.head).xpos == "NN" {
            return self.counterpart(sentence, mention).into_iter().collect();
        }
        let from_country = sentence
            .entities
            .iter()
            .any(|e| e.label.can_act() && mention.tokens.contains(&e.tokens.start));
        if says("whose") {
            return self.body_of_antecedent(sentence, mention).into_iter().collect();
        }
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
        // "the African countries" are not the Africans
        if from_country && matches!(lemma.as_str(), "country" | "nation" | "state") {
            return Vec::new();
        }
        if from_country {
            let bare = unranked(sentence, mention);
            let actor = std::iter::once(mention.text.as_str())
                .chain(bare.as_deref())
                .find_map(|text| {
                    let actor = known(text, self.on, None).filter(|a| a.kind != ActorKind::State)?;
                    self.in_time(text, actor)
                })
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
            false if says("its") => self.own_body(sentence, mention),
            false => None,
        };
        found
            .or_else(|| self.member_of(mention, &lemma))
            .into_iter()
            .collect()
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

/// "Arlenians left": people of a country without an article are not the state.
fn people(sentence: &Sentence, tokens: &Range<usize>) -> Option<Record> {
    let token = sentence.token(tokens.start);
    let plural = tokens.len() == 1 && token.xpos == "NNPS" && token.form.ends_with('s');
    if !plural || sentence.child_by(tokens.start, "det").is_some() {
        return None;
    }
    let gazetteer = Gazetteer::embedded();
    let country = gazetteer.country_of_adjective(&token.form)?;
    gazetteer.body_of(&country, "citizens")
}

/// "his security council" is not the one of the United Nations.
fn is_own_body(sentence: &Sentence, tokens: &Range<usize>) -> bool {
    let before = tokens.start.checked_sub(1);
    before.is_some_and(|w| sentence.token(w).xpos == "PRP$")
        && tokens
            .clone()
            .all(|t| !sentence.token(t).form.starts_with(char::is_uppercase))
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
            // which of two states is meant, others must tell
            let candidates = gazetteer.lookup(&name);
            if namesakes(&candidates).next().is_some() {
                continue;
            }
            let country = gazetteer
                .country_of(&name)
                .or_else(|| gazetteer.country_of_adjective(&name));
            found.extend(country.or_else(|| {
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

/// Lower-cased words of a name, without dashes and possessive.
fn name_words(sentence: &Sentence, tokens: &Range<usize>) -> Vec<String> {
    tokens
        .clone()
        .map(|t| sentence.token(t))
        .filter(|token| tokens.len() == 1 || !is_address(&token.form))
        .filter(|token| token.upos != Upos::Punct && token.xpos != "POS" && token.xpos != "HYPH")
        .map(|token| token.form.to_lowercase())
        .collect()
}

/// How somebody is addressed, which is no part of the name.
fn is_address(word: &str) -> bool {
    matches!(
        word.to_lowercase().trim_end_matches('.'),
        "mr" | "mrs" | "ms" | "miss" | "dr" | "sir" | "madam" | "h.e"
    )
}

/// "Ada Holm" of "Ms Ada Holm".
fn without_address(name: &str) -> &str {
    match name.split_once(' ') {
        Some((first, rest)) if is_address(first) => without_address(rest),
        _ => name,
    }
}

/// The acronym that explains a name right after it: "(KCNA)".
fn acronym_after(sentence: &Sentence, at: usize) -> Option<String> {
    if at + 2 >= sentence.len() || sentence.token(at).form != "(" || sentence.token(at + 2).form != ")" {
        return None;
    }
    let form = &sentence.token(at + 1).form;
    (form.len() >= 2 && form.chars().all(|c| c.is_uppercase() || c == '.')).then(|| form.to_string())
}

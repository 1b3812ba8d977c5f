//! Bodies: whose ministry, army or court a phrase means, and for whom a spokesman speaks.

use std::ops::Range;

use smol_str::SmolStr;

use crate::lexicon::gazetteer::{Candidate, Gazetteer, RoleClass};
use crate::model::{Actor, ActorKind, Entity, EntityLabel, Mention, Sentence, Upos};

use super::super::names::{country_of_place, known, known_among};
use super::{Discourse, Seen};

/// How many sentences back "the Foreign Ministry" may be one that was named with its state.
const COMMON_WINDOW: usize = 30;

impl Discourse<'_> {
    /// Who is meant by a common noun that every state has a body for: "China's Commerce Ministry", "the Electoral Commission of Zambia",
    /// "the foreign ministry in Port Sudan" by its owner beside it; else that of which the text spoke before, or that of the state whose
    /// doings it tells. A name counts as one by itself where its state is among those that the text is about. O(n) in the names of the
    /// sentences near.
    pub(super) fn common(
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
        let opens = tokens.start.checked_sub(1).map(|w| sentence.token(w));
        if let Some(actor) = owner_beside(sentence, tokens).and_then(|country| of(&country)) {
            return Some(actor);
        }
        // "Its Foreign Office" is of whoever was spoken of last
        let its = opens.is_some_and(|token| token.xpos == "PRP$");
        // "the Security Council" is the one of all countries
        let igo = |c: &&Candidate| c.record.kind() == ActorKind::Igo;
        if let Some(found) = gazetteer
            .lookup_on(text, self.on)
            .iter()
            .find(igo)
            .filter(|_| !its && label.is_some())
        {
            return Some(found.record.actor(self.on));
        }
        // "the Assembly" of a text on the United Nations
        if let Some(body) = of_the_un(text).filter(|_| !its && label.is_some() && self.of_the_un) {
            return gazetteer
                .lookup_on(body, self.on)
                .best()
                .map(|found| found.record.actor(self.on));
        }
        let near = self.seen_in(index.saturating_sub(COMMON_WINDOW)..index + 1);
        let same = near
            .iter()
            .rev()
            .filter(|seen| is_body(seen.actor.kind))
            .find(|seen| {
                let body = seen.actor.country.as_deref();
                let body = body.and_then(|country| gazetteer.body_of(country, text));
                body.is_some_and(|body| body.id() == seen.actor.id)
            });
        if let Some(seen) = same.filter(|_| !its) {
            return Some(seen.actor.clone());
        }
        let told = most_told(near);
        let named = label.and_then(|label| known_among(&self.countries, text, self.on, Some(label)));
        let about = |actor: &Actor| {
            let country = actor.country.as_deref();
            country.is_none() || told.len() < 2 || told[..2].iter().any(|other| country == Some(other))
        };
        if let Some(actor) = named.filter(|actor| about(actor) && !its) {
            return Some(actor);
        }
        let leads = told.first().copied().filter(|_| label.is_some());
        self.telling(index, tokens, its).or(leads).and_then(of)
    }

    /// The country whose doings a sentence and the one before it tell: that of the last subject; for "its", that of the only state there.
    fn telling(&self, index: usize, tokens: &Range<usize>, its: bool) -> Option<&str> {
        let telling = self.seen_in(index.saturating_sub(1)..index + 1);
        let subject = telling.iter().rev().find(|seen| {
            seen.subject
                && seen.tokens.start != tokens.start
                && matches!(
                    seen.actor.kind,
                    ActorKind::State | ActorKind::Government | ActorKind::Military | ActorKind::Ministry
                )
        });
        // "The role of Uganda is unclear. Its army"
        let mut states = telling.iter().filter(|seen| {
            its && seen.actor.kind == ActorKind::State
                && (seen.sentence, seen.tokens.start) < (index, tokens.start)
        });
        let only = states
            .next()
            .filter(|one| states.all(|other| other.actor.id == one.actor.id));
        let found = subject.filter(|seen| seen.actor.country.is_some()).or(only)?;
        found.actor.country.as_deref()
    }

    /// "Arlen, whose soldiers attacked": Arlen's.
    pub(super) fn body_of_antecedent(&self, sentence: &Sentence, mention: &Mention) -> Option<Actor> {
        let clause = sentence
            .ancestors(mention.head)
            .find(|&w| sentence.token(w).deprel == "acl:relcl")?;
        let noun = sentence.head(clause)?;
        let in_sentence = self.seen_in(mention.sentence..mention.sentence + 1);
        let owner = in_sentence
            .iter()
            .find(|seen| seen.tokens.contains(&noun) && seen.actor.kind == ActorKind::State)?;
        let text = sentence.text(mention.tokens.start + 1..mention.tokens.end);
        let body = Gazetteer::embedded().body_of(owner.actor.country.as_deref()?, &text)?;
        Some(body.actor(self.on))
    }

    /// "the foreign ministry", "the defence ministry in Klow": that of the state whose doings the text tells.
    pub(super) fn own_body(&self, sentence: &Sentence, mention: &Mention) -> Option<Actor> {
        let its = sentence.token(mention.tokens.start).xpos == "PRP$";
        let ministry = its || sentence.token(mention.head).lemma == "ministry";
        let words = mention.tokens.start + 1..mention.tokens.end;
        let text = sentence.text(words.clone());
        (ministry && (its || words.len() > 1) && Gazetteer::embedded().is_common(&text))
            .then(|| self.common(mention.sentence, &words, &text, None))?
    }

    /// "the agency", "the ministry", "the president": the only one of that kind that was named shortly before.
    pub(super) fn pointed_at(&self, mention: &Mention, lemma: &str) -> Option<Actor> {
        let sentence = self.sentences.get(mention.sentence)?;
        // "the militias" are several
        if matches!(sentence.token(mention.head).xpos.as_str(), "NNS" | "NNPS") {
            return None;
        }
        // "the president of the company" says whose, and that is not the one that was named
        if sentence
            .children_by(mention.head, "nmod")
            .any(|c| sentence.has(c, "case", &["of"]))
        {
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

    /// "Arlen Front fighters", "a member of the Arlen Front", "a spokesman for the Arlen Foreign Ministry": whoever acts for a body is
    /// the body.
    pub(super) fn member_of(&self, mention: &Mention, lemma: &str) -> Option<Actor> {
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
    pub(super) fn backed(&self, sentence: &Sentence, mention: &Mention, lemma: &str) -> Option<Actor> {
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
}

/// The phrase without the numbers, articles and ranks before it: "Arlen diplomats" of "two senior Arlen diplomats".
/// `None` if it begins with none.
pub(super) fn unranked(sentence: &Sentence, mention: &Mention) -> Option<String> {
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

/// The country of whoever owns the name of a body, right before it, after "of" or "in", or in front of the sentence: "China's Commerce
/// Ministry", "the foreign ministry in Klow", "In Klow, the defence ministry".
fn owner_beside(sentence: &Sentence, tokens: &Range<usize>) -> Option<SmolStr> {
    let gazetteer = Gazetteer::embedded();
    let word = |w: usize| sentence.tokens().get(w).map_or("", |token| token.form.as_str());
    let article = |w: usize| w + usize::from(word(w) == "the");
    let before = tokens.start.checked_sub(1);
    let before = before.map(|w| w.saturating_sub(usize::from(sentence.token(w).xpos == "POS")));
    let after = matches!(word(tokens.end), "of" | "in").then(|| article(tokens.end + 1));
    let front = (word(0) == "In").then(|| article(1));
    [before, after, front].into_iter().flatten().find_map(|w| {
        let owner = sentence.entity_at(w)?;
        let owner = sentence.text(owner.tokens.clone());
        let owner = owner.trim_end_matches("'s").trim_end_matches("’s");
        gazetteer
            .country_of_adjective(owner)
            .or_else(|| country_of_place(owner))
    })
}

/// The organ of the United Nations that a noun names, which states have, too.
fn of_the_un(noun: &str) -> Option<&'static str> {
    match noun {
        "Assembly" => Some("United Nations General Assembly"),
        "Secretariat" => Some("United Nations Secretariat"),
        _ => None,
    }
}

/// Whether some sentence names the United Nations. O(n) in names.
pub(super) fn name_the_un(sentences: &[Sentence]) -> bool {
    let name =
        |sentence: &Sentence, entity: &Entity| sentence.text(entity.tokens.clone()) == "United Nations";
    sentences
        .iter()
        .any(|sentence| sentence.entities.iter().any(|entity| name(sentence, entity)))
}

/// The countries of some names, those named most first; who is named first leads among equals.
fn most_told(seen: &[Seen]) -> Vec<&str> {
    let mut told: Vec<(usize, &str)> = Vec::new();
    for country in seen.iter().filter_map(|seen| seen.actor.country.as_deref()) {
        match told.iter_mut().find(|(_, other)| *other == country) {
            Some((count, _)) => *count += 1,
            None => told.push((1, country)),
        }
    }
    told.sort_by_key(|(count, _)| std::cmp::Reverse(*count)); // stable
    told.into_iter().map(|(_, country)| country).collect()
}

/// Whether an actor of this kind may be what a state calls by a common noun.
fn is_body(kind: ActorKind) -> bool {
    use ActorKind::{Igo, People, Person, Place, State};
    !matches!(kind, Igo | People | Person | Place | State)
}

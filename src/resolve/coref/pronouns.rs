//! Pronouns: whom "he", "she" and "it" stand for.

use crate::lexicon::{Cues, Gender, NounKind, gender_of_name, is_given_name};
use crate::model::{Actor, ActorKind, Mention, Sentence, Upos};

use super::{Discourse, Seen};

impl Discourse<'_> {
    /// Who is meant by a pronoun.
    pub(in crate::resolve) fn pronoun(&mut self, mention: &Mention) -> Vec<Actor> {
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
                .filter(|s| match sentence == mention.sentence {
                    true => !self.sentences[sentence].is_parted_by_quote(s.tokens.end..mention.tokens.start),
                    false => !self.utters(s, mention),
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

    /// Whether somebody who speaks in a sentence before has not yet ended: "Holm said: “We won. He lost.”"
    fn utters(&self, seen: &Seen, mention: &Mention) -> bool {
        let words = &self.sentences[seen.sentence];
        let speaks = seen.subject
            && seen
                .tokens
                .clone()
                .filter_map(|t| words.head(t))
                .any(|verb| Cues::embedded().speech_verb(&words.token(verb).lemma).is_some());
        speaks && {
            let between = seen.sentence + 1..mention.sentence;
            let marks: usize = between
                .map(|index| self.sentences[index].quotes(0..self.sentences[index].len()))
                .chain([
                    words.quotes(seen.tokens.end..words.len()),
                    self.sentences[mention.sentence].quotes(0..mention.tokens.start),
                ])
                .sum();
            marks % 2 == 1
        }
    }
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

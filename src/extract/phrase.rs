//! Noun phrases: from the word that heads one to the mention that names who is meant.

use std::ops::Range;

use crate::lexicon::gazetteer::Gazetteer;
use crate::lexicon::words;
use crate::lexicon::{CueClass, Cues, NounKind, NounSense, noun_sense};
use crate::model::{EntityLabel, Mention, MentionKind, Sentence, Span, Upos};

/// Whether a phrase can be somebody who acts, by its words alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Acting {
    /// It has a name of a person, an organisation, a polity or a people.
    Name,
    /// It is a common noun that denotes people or a body.
    Noun(NounKind),
    /// It is a pronoun.
    Pronoun,
    /// It is something else.
    No,
}

impl Acting {
    /// Whether it can act at all.
    pub(super) fn possible(self) -> bool {
        self != Acting::No
    }
}

/// The word that carries the name in the phrase that `head` heads: in "President Ada Holm" and in
/// "the agency, Arlen Press", parsed either way, the name; else `head` itself.
pub(super) fn name_head(sentence: &Sentence, head: usize) -> usize {
    if acting_entity(sentence, head).is_some() {
        return head;
    }
    if !matches!(sentence.token(head).upos, Upos::Noun | Upos::Propn | Upos::Adj) {
        return head;
    }
    sentence
        .children(head)
        .find(|&c| {
            let Some(entity) = acting_entity(sentence, c) else {
                return false;
            };
            let token = sentence.token(c);
            match token.rel() {
                // "the agency, Arlen Press": the name explains the noun
                "appos" => sentence.token(head).upos != Upos::Propn || entity.1 == EntityLabel::Person,
                // "President Ada Holm" with the title as head
                "flat" => true,
                "nmod" | "compound" | "dep" => {
                    entity.1 == EntityLabel::Person && c > head && sentence.child_by(c, "case").is_none()
                }
                _ => false,
            }
        })
        .unwrap_or(head)
}

/// The acting entity that holds token `i`: its tokens and label.
pub(super) fn acting_entity(sentence: &Sentence, i: usize) -> Option<(Range<usize>, EntityLabel)> {
    let entity = sentence.entity_at(i)?;
    let place = matches!(entity.label, EntityLabel::Fac | EntityLabel::Loc);
    (entity.label.can_act() || place).then(|| (entity.tokens.clone(), entity.label))
}

/// Whether the phrase that `head` heads can act.
pub(super) fn acting(sentence: &Sentence, head: usize) -> Acting {
    let head = name_head(sentence, head);
    let token = sentence.token(head);
    match sentence.entity_at(head).map(|e| e.label) {
        Some(label) if label.can_act() || matches!(label, EntityLabel::Fac | EntityLabel::Loc) => {
            // "Russian troops" labelled as a whole, or "the US-led campaign": the noun decides
            if token.upos == Upos::Noun && label == EntityLabel::Norp {
                return noun(token.lemma.as_str());
            }
            return Acting::Name;
        }
        Some(_) => return Acting::No,
        None => {}
    }
    match token.upos {
        // "the President of Arlen", whose capital makes no name of it
        Upos::Propn if is_titled(sentence, head) => noun(&token.lemma.to_lowercase()),
        Upos::Propn => Acting::Name,
        Upos::Pron => match token.lemma.as_str() {
            "he" | "she" | "they" | "it" | "we" | "i" | "you" | "who" | "both" => Acting::Pronoun,
            _ => Acting::No,
        },
        Upos::Noun => noun(token.lemma.as_str()),
        Upos::Det if matches!(token.lemma.as_str(), "both") => Acting::Pronoun,
        _ => Acting::No,
    }
}

/// "the President of Arlen": a common noun with a capital, alone after its article.
fn is_titled(sentence: &Sentence, head: usize) -> bool {
    let alone = sentence
        .children(head)
        .all(|c| matches!(sentence.token(c).rel(), "case" | "det" | "nmod"));
    alone
        && sentence.child_by(head, "det").is_some()
        && sentence.child_by(head, "nmod").is_some()
        && Cues::embedded()
            .noun(&sentence.token(head).lemma.to_lowercase())
            .is_some()
}

fn noun(lemma: &str) -> Acting {
    let person = || (noun_sense(lemma) == Some(NounSense::Person)).then_some(NounKind::Person);
    Cues::embedded()
        .noun(lemma)
        .or_else(person)
        .map_or(Acting::No, Acting::Noun)
}

/// The noun that is meant: "troops" of "some of its troops", else `head` itself.
pub(super) fn counted_noun(sentence: &Sentence, head: usize) -> usize {
    let counts = |at: usize| words::COUNTING.has(&sentence.token(at).lemma);
    let of = |&at: &usize| {
        let mut of = sentence
            .children_by(at, "nmod")
            .filter(|&c| c > at && case_of(sentence, c) == "of");
        let first = of.next()?;
        // "hundreds of thousands of refugees", both hung on the hundreds
        Some(of.find(|_| counts(first)).unwrap_or(first))
    };
    std::iter::successors(Some(head), |at| of(at).filter(|_| counts(*at)))
        .last()
        .unwrap_or(head)
}

/// The phrase's head and all that is joined to it by "and": "Arlen, Borduria and Sylvania".
pub(super) fn conjuncts(sentence: &Sentence, head: usize) -> Vec<usize> {
    let mut heads = vec![head];
    let mut next = 0;
    while next < heads.len() {
        let at = heads[next];
        heads.extend(
            sentence
                .children_by(at, "conj")
                .filter(|&c| !matches!(sentence.token(c).upos, Upos::Verb | Upos::Aux)),
        );
        next += 1;
    }
    heads.sort_unstable();
    // "Arlen, not Borduria"; "not Arlen but Borduria"; "Arlen rather than Borduria"
    let excluded = |w: usize| {
        sentence.children(w).any(|c| {
            let token = sentence.token(c);
            token.lemma == "not" && matches!(token.rel(), "advmod" | "cc")
                || token.rel() == "cc" && matches!(token.lemma.as_str(), "rather" | "instead")
        })
    };
    if heads.len() > 1 && !heads.iter().all(|&w| excluded(w)) {
        heads.retain(|&w| !excluded(w));
    }
    heads
}

/// The preposition that marks the phrase, lower-cased, with its fixed parts: "according to", "on".
/// Empty when there is none.
pub(super) fn case_of(sentence: &Sentence, head: usize) -> String {
    let mut words = Vec::new();
    for c in sentence.children_by(head, "case") {
        if sentence.token(c).lemma == "'s" || sentence.token(c).xpos == "POS" {
            continue;
        }
        words.push(c);
        words.extend(sentence.children_by(c, "fixed"));
    }
    words.sort_unstable();
    words
        .iter()
        .map(|&w| sentence.token(w).form.to_lowercase())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The mention that `head` heads, at its most minimal: a name with its titles, a noun with its modifiers.
pub(super) fn mention(sentence: &Sentence, index: usize, head: usize) -> Mention {
    let named = name_head(sentence, head);
    let tokens = range(sentence, head, named);
    let kind = match acting(sentence, named) {
        Acting::Name => MentionKind::Name,
        Acting::Pronoun => MentionKind::Pronoun,
        _ => match sentence.token(named).upos {
            Upos::Pron => MentionKind::Pronoun,
            Upos::Noun | Upos::Propn | Upos::Adj => MentionKind::Nominal,
            _ => MentionKind::Other,
        },
    };
    mention_of(sentence, index, named, tokens, kind)
}

/// A mention of the words `tokens`, headed by `head`.
pub(super) fn mention_of(
    sentence: &Sentence,
    index: usize,
    head: usize,
    tokens: Range<usize>,
    kind: MentionKind,
) -> Mention {
    Mention {
        sentence: index,
        head,
        span: span(sentence, &tokens),
        text: sentence.text(tokens.clone()),
        kind,
        label: sentence.entity_at(head).map(|e| e.label),
        tokens,
    }
}

/// Code points from the first to the last of some words; the range must not be empty.
pub(super) fn span(sentence: &Sentence, tokens: &Range<usize>) -> Span {
    let last = tokens.end.saturating_sub(1).max(tokens.start);
    Span::new(
        sentence.token(tokens.start).span.start,
        sentence.token(last).span.end,
    )
}

/// Words of the phrase around `named`. `head` is the syntactic head, which may be a title before the name.
fn range(sentence: &Sentence, head: usize, named: usize) -> Range<usize> {
    range_within(sentence, head, named, usize::MAX)
}

/// The same, with what it is of only before the word `limit`: chains of "of" have no end.
fn range_within(sentence: &Sentence, head: usize, named: usize, limit: usize) -> Range<usize> {
    let inside = sentence.subtree(head);
    let contains = |i: usize| inside.binary_search(&i).is_ok();
    // "the Treaty on the Law of the Sea" is one name, too
    let (mut start, mut end) = match sentence.entity_at(named) {
        Some(entity) if is_whole(entity.label) => (entity.tokens.start, entity.tokens.end),
        _ => (named, named + 1),
    };
    let name = acting(sentence, named) == Acting::Name;
    while start > 0 && contains(start - 1) {
        let before = sentence.token(start - 1);
        // "United" of "United Nations Member States", whatever the parser makes of it
        let of_name = sentence
            .entity_at(start)
            .is_some_and(|entity| entity.tokens.start < start);
        let joins = match before.upos {
            _ if of_name => true,
            Upos::Propn | Upos::Noun | Upos::Adj | Upos::Num => {
                // in a list "Arlen, Borduria" the neighbour is its own phrase
                before.rel() != "conj" && (start - 1 == head || !matches!(before.rel(), "case" | "appos"))
            }
            // "both countries"
            Upos::Cconj => !name && before.lemma == "both" && before.head == Some(named as u32),
            Upos::Punct => matches!(before.form.as_str(), "-" | "–") && start >= 2 && contains(start - 2),
            Upos::Det | Upos::Part | Upos::Pron | Upos::Adv | Upos::Verb | Upos::Adp => {
                !name
                    && (matches!(before.rel(), "det" | "case" | "nmod" | "amod" | "advmod")
                        || before.upos == Upos::Verb && before.rel() == "compound") // "running mate"
                    // "at least 27 deaths"
                    && (before.upos != Upos::Adp || matches!(sentence.token(start).form.as_str(), "least" | "most"))
                    // "received no response": that it is not so is said by the polarity
                    && !(before.rel() == "det" && before.lemma == "no")
            }
            _ => false,
        };
        // the name of somebody else who owns the thing is no part of a name: "Arlen's President Holm"
        if !joins || (name && before.deprel == "nmod:poss") {
            break;
        }
        start -= 1;
    }
    let owners = sentence.owners_of_each(named);
    if let Some(&first) = owners.first().filter(|&&first| !name && first < start) {
        start = acting_entity(sentence, first).map_or(first, |(tokens, _)| tokens.start);
        let opens = |i: usize| {
            matches!(sentence.token(i).rel(), "det" | "amod" | "nummod")
                && sentence.token(i).head == Some(named as u32)
        };
        while start > 0 && opens(start - 1) {
            start -= 1;
        }
    }
    while end < sentence.len() && contains(end) {
        let after = sentence.token(end);
        let joins = match after.rel() {
            "flat" | "compound" => true,
            "punct" => {
                matches!(after.form.as_str(), "-" | "–") && end + 1 < sentence.len() && {
                    matches!(sentence.token(end + 1).rel(), "flat" | "compound")
                        && contains(end + 1)
                        && sentence.token(end + 1).head == Some(named as u32)
                }
            }
            _ => false,
        };
        if !joins {
            break;
        }
        end += 1;
    }
    if !name
        && Cues::embedded()
            .noun(sentence.token(named).lemma.as_str())
            .is_some()
    {
        // "the president of Arlen": what the role belongs to is part of saying who is meant
        let owner = sentence
            .children_by(named, "nmod")
            .find(|&c| c > named && case_of(sentence, c) == "of" && acting(sentence, c) == Acting::Name);
        if let Some(owner) = owners.last().copied().filter(|&last| last > named).or(owner) {
            end = end.max(range(sentence, owner, name_head(sentence, owner)).end);
        }
    }
    // "a number of cities", "the rule of law": the noun alone is nothing, or something else
    let limit = limit.min(start + LONGEST);
    let counts = |noun: usize| words::COUNTING.has(&sentence.token(noun).lemma);
    while !name && let Some(of) = complement(sentence, named, end).filter(|&of| of < limit) {
        end = end.max(range_within(sentence, of, name_head(sentence, of), limit).end);
        // "hundreds of thousands of refugees", both hung on the hundreds
        if !counts(named) || !counts(of) {
            break;
        }
    }
    // "all measures that violate the law", "any attempt to attack": without their clause they would be more than is told
    if !name && let Some(last) = restriction(sentence, named, end).filter(|last| *last < start + LONGEST) {
        end = last + 1;
    }
    match name {
        true => start..end,
        false => whole_words(sentence, start..end),
    }
}

/// The last word of a clause without which the noun says too much or too little, from the word `end` on that follows it: which of
/// "all" or "any" is meant, what the right is to.
fn restriction(sentence: &Sentence, noun: usize, end: usize) -> Option<usize> {
    let every = |c: usize| matches!(sentence.token(c).lemma.as_str(), "all" | "any" | "every");
    let every = sentence.children_by(noun, "det").any(every);
    let lemma = sentence.token(noun).lemma.as_str();
    let open = words::OF_INFINITIVES.has(lemma) || Cues::embedded().effect(CueClass::Noun, lemma).is_some();
    let told = |&c: &usize| every || open && sentence.has(c, "mark", &["to"]);
    let clause = sentence
        .children_by(noun, "acl")
        .filter(told)
        .map(|c| sentence.subtree(c))
        .find(|words| words.first() == Some(&end))?;
    clause.last().copied()
}

/// What a phrase is of begins within so many words.
const LONGEST: usize = 12;

/// Entities whose words belong together though they are nobody's name.
fn is_whole(label: EntityLabel) -> bool {
    use EntityLabel::{Event, Fac, Law, Loc, Product, WorkOfArt};
    label.can_act() || matches!(label, Event | Fac | Law | Loc | Product | WorkOfArt)
}

/// What a noun is of, from the word `end` on that follows it: "law" of "the rule of law".
fn complement(sentence: &Sentence, noun: usize, end: usize) -> Option<usize> {
    // "informed his counterpart of the outcome"
    if sentence.token(noun).lemma == "counterpart" {
        return None;
    }
    let counts = words::COUNTING.has(&sentence.token(noun).lemma);
    sentence.children_by(noun, "nmod").find(|&c| {
        let upos = sentence.token(c).upos;
        case_of(sentence, c) == "of"
            && (matches!(upos, Upos::Noun | Upos::Propn) || counts && upos == Upos::Pron)
            && sentence.subtree(c).first() == Some(&end)
    })
}

/// The words with all that a hyphen or a currency sign ties to them: "stay-at-home order", "$500".
fn whole_words(sentence: &Sentence, tokens: Range<usize>) -> Range<usize> {
    let ties = |t: usize| matches!(sentence.token(t).form.as_str(), "-" | "–" | "$" | "€" | "£");
    let tied = |left: usize| !sentence.token(left).space_after && (ties(left) || ties(left + 1));
    let (mut start, mut end) = (tokens.start, tokens.end);
    while start > 0 && tied(start - 1) {
        start -= 1;
    }
    while end < sentence.len() && tied(end - 1) {
        end += 1;
    }
    // "$160 billion"
    let number = |t: usize| sentence.token(t).form.ends_with(|c: char| c.is_ascii_digit());
    if end < sentence.len() && number(end - 1) && words::COUNTING.has(&sentence.token(end).form) {
        end += 1;
    }
    start..end
}

/// A noun with a possessor that can act: "Arlen's campaign", "its troops", "Bordurian decision".
/// Gives the possessor's head.
pub(super) fn possessor(sentence: &Sentence, head: usize) -> Option<usize> {
    sentence
        .children(head)
        .find(|&c| sentence.token(c).deprel == "nmod:poss" && acting(sentence, c).possible())
        .or_else(|| {
            sentence.children(head).find(|&c| {
                matches!(sentence.token(c).rel(), "amod" | "compound")
                    && matches!(
                        acting_entity(sentence, c),
                        Some((
                            _,
                            EntityLabel::Norp | EntityLabel::Gpe | EntityLabel::Org | EntityLabel::Person
                        ))
                    )
            })
        })
}

/// Who stands for what something is done to: its possessor, or whom the words before it name: "Bordurian
/// decision", "NATO targets"; but not "the *Brexit* deal", "the *Fedora* system".
pub(super) fn owner_of(sentence: &Sentence, head: usize) -> Option<usize> {
    possessor(sentence, head).filter(|&owner| {
        sentence.token(owner).deprel == "nmod:poss"
            || acting_entity(sentence, owner).is_some_and(|(tokens, label)| match label {
                EntityLabel::Gpe | EntityLabel::Norp => true,
                EntityLabel::Org => !Gazetteer::embedded().lookup(&sentence.text(tokens)).is_empty(),
                _ => false,
            })
    })
}

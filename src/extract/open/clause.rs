//! Tuples of verbs: what is done to whom, what is said, what there is.

use crate::model::{Sentence, Upos};

use super::super::frame::{is_passive, is_verbal};
use super::phrase::{Phrase, bare, case_words, clause, with_case, without};
use super::predicate::{chain, continues, through, words};
use super::subject::{Subject, asked, finite, relative, subject};
use super::{Draft, Supplied, copular};

/// Adverbs that say when.
const TIMES: [&str; 12] = [
    "today",
    "yesterday",
    "tomorrow",
    "currently",
    "now",
    "later",
    "earlier",
    "recently",
    "subsequently",
    "often",
    "sometimes",
    "usually",
];

/// The tuples whose predicate is the word `i`.
pub(super) fn drafts(sentence: &Sentence, i: usize) -> Vec<Draft> {
    if sentence.child_by(i, "cop").is_some() {
        return copular::drafts(sentence, i);
    }
    let token = sentence.token(i);
    if !is_verbal(sentence, i) || matches!(token.rel(), "aux" | "cop" | "case") || continues(sentence, i) {
        return Vec::new();
    }
    if let Some(draft) = existential(sentence, i) {
        return vec![draft];
    }
    verbal(sentence, i)
}

fn verbal(sentence: &Sentence, i: usize) -> Vec<Draft> {
    let Some(subject) = subject(sentence, i) else {
        return Vec::new();
    };
    let chain = chain(sentence, i);
    let mut relation: Vec<usize> = chain.iter().flat_map(|&verb| words(sentence, verb)).collect();
    relation.retain(|&word| {
        sentence.token(word).rel() != "mark" || word > i || sentence.token(i).rel() != "conj"
    });
    let supplied = if sentence.token(i).deprel == "acl"
        && is_passive(sentence, i)
        && sentence.child_by(i, "aux").is_none()
    {
        Supplied::Be
    } else {
        Supplied::Nothing
    };
    tail(sentence, &chain, subject, relation, supplied)
}

/// The tuples of a chain of predicates, by the arguments of its ends.
pub(super) fn tail(
    sentence: &Sentence,
    chain: &[usize],
    subject: Subject,
    mut relation: Vec<usize>,
    supplied: Supplied,
) -> Vec<Draft> {
    let (Some(&first), Some(&last)) = (chain.first(), chain.last()) else {
        return Vec::new();
    };
    let below = |rels: &[&str]| -> Vec<usize> {
        chain
            .iter()
            .flat_map(|&verb| sentence.children(verb))
            .filter(|child| rels.contains(&sentence.token(*child).rel()) && !chain.contains(child))
            .collect()
    };
    let argument = |head: usize| argument(sentence, last, head);
    let mut rule = "verb with object";
    let mut objects: Vec<Phrase> = below(&["obj", "iobj"]).into_iter().filter_map(argument).collect();
    if objects.is_empty() {
        objects.extend(gap(sentence, first, last, &subject));
    }
    let demanded =
        |clause: &usize| sentence.token(*clause).rel() != "advcl" || asked(sentence, last, *clause);
    let clauses: Vec<Phrase> = below(&["ccomp", "xcomp", "advcl"])
        .into_iter()
        .filter(demanded)
        .map(|head| complement(sentence, head))
        .collect();
    let reported = objects.is_empty() && clauses.is_empty();
    if reported && let Some(said) = spoken(sentence, first) {
        objects.push(said);
        rule = "verb beside what is said";
    }
    if objects.is_empty() && !clauses.is_empty() {
        rule = "verb with clause";
        relation.extend(below(&["ccomp"]).into_iter().flat_map(|head| {
            sentence
                .children_by(head, "mark")
                .filter(|&mark| sentence.token(mark).lemma == "that")
        }));
    }
    objects.extend(clauses);
    objects.sort_by_key(|phrase| phrase.words.first().copied());
    let mut others: Vec<usize> = below(&["obl"]);
    let passive = is_passive(sentence, last);
    if passive
        && let Some(at) = others
            .iter()
            .position(|&other| sentence.token(other).deprel == "obl:agent")
    {
        others[..=at].rotate_right(1);
    }
    let mut drafts = Vec::new();
    let mut arguments = vec![subject.phrase.clone()];
    let draft = |rule, relation: Vec<usize>, arguments| Draft {
        rule,
        tie: subject.tie,
        supplied,
        relation,
        arguments,
    };
    if objects.is_empty() {
        rule = if passive {
            "passive with preposition"
        } else {
            "verb with preposition"
        };
        if let Some(at) = others.iter().position(|&other| other > last) {
            let other = others.remove(at);
            let mut longer = relation.clone();
            let (case, phrase) = oblique(sentence, last, other);
            longer.extend(case);
            arguments.push(phrase);
            for &more in others.iter().filter(|&&more| more > last) {
                let (case, phrase) = oblique(sentence, last, more);
                if !case.is_empty() {
                    let relation = [&relation[..], &case].concat();
                    drafts.push(draft(
                        "further preposition",
                        relation,
                        vec![subject.phrase.clone(), phrase],
                    ));
                }
            }
            relation = longer;
        } else if let Some(adverb) = below(&["advmod"])
            .into_iter()
            .find(|&adverb| adverb > last && !relation.contains(&adverb))
        {
            rule = "verb with adverb";
            arguments.push(with_case(sentence, adverb));
        }
    }
    arguments.extend(objects);
    arguments.extend(
        others
            .iter()
            .filter_map(|&other| match relative(sentence, last, other) {
                Some(_) => None,
                None => Some(with_case(sentence, other)),
            }),
    );
    let dated = below(&["advmod"])
        .into_iter()
        .filter(|adverb| {
            TIMES.contains(&sentence.token(*adverb).lemma.as_str()) && !relation.contains(adverb)
        })
        .map(|adverb| with_case(sentence, adverb));
    arguments.extend(
        dated
            .filter(|adverb| !arguments.contains(adverb))
            .collect::<Vec<_>>(),
    );
    if rule == "verb with object"
        && let Some(object) = arguments.get(1)
        && indefinite(sentence, object.head)
    {
        // "held talks with Arlen", read either way
        let beside = others
            .iter()
            .find(|&&other| other > object.head && !case_words(sentence, other).is_empty())
            .map(|&other| ([&object.words[..], &case_words(sentence, other)].concat(), other));
        if let Some((words, complement)) = through(sentence, object).or(beside)
            && sentence.token(complement).upos == Upos::Propn
        {
            let reached = vec![subject.phrase.clone(), bare(sentence, complement)];
            drafts.push(draft("through a noun", [&relation[..], &words].concat(), reached));
        }
    }
    drafts.insert(0, draft(rule, relation, arguments));
    drafts
}

/// What an object stands for: itself, or the noun that its pronoun takes up.
fn argument(sentence: &Sentence, verb: usize, head: usize) -> Option<Phrase> {
    if let Some((noun, clause)) = relative(sentence, verb, head) {
        return Some(without(sentence, noun, &[clause]));
    }
    Some(if is_verbal(sentence, head) {
        clause(sentence, head, &[])
    } else {
        bare(sentence, head)
    })
}

/// The preposition's words and the phrase without them.
fn oblique(sentence: &Sentence, verb: usize, head: usize) -> (Vec<usize>, Phrase) {
    let case = case_words(sentence, head);
    match relative(sentence, verb, head) {
        Some((noun, clause)) => (case, without(sentence, noun, &[clause])),
        None => (case, bare(sentence, head)),
    }
}

/// A clause that a verb governs, or what it makes of its object.
fn complement(sentence: &Sentence, head: usize) -> Phrase {
    if is_verbal(sentence, head)
        || sentence.child_by(head, "cop").is_some()
        || sentence.child_by(head, "nsubj").is_some()
    {
        clause(sentence, head, &[])
    } else {
        with_case(sentence, head)
    }
}

/// The object that a clause leaves out: "the troops that Arlen sent", "attacked and burnt the town".
fn gap(sentence: &Sentence, first: usize, last: usize, subject: &Subject) -> Option<Phrase> {
    let token = sentence.token(first);
    if is_passive(sentence, last) {
        return None;
    }
    if token.deprel == "acl:relcl" && subject.tie == "own subject" {
        let noun = sentence.head(first)?;
        let adverb = |c: usize| matches!(sentence.token(c).xpos.as_str(), "WRB" | "WP$");
        let pronoun = |c: usize| matches!(sentence.token(c).xpos.as_str(), "WDT" | "WP");
        if sentence
            .subtree(first)
            .into_iter()
            .any(|c| adverb(c) || pronoun(c) && sentence.token(c).rel() != "obj")
            || sentence.child_by(last, "ccomp").is_some()
        {
            return None;
        }
        return Some(without(sentence, noun, &[first]));
    }
    if token.rel() == "conj" {
        let head = sentence
            .head(first)
            .filter(|&head| is_verbal(sentence, head) && !is_passive(sentence, head))?;
        let object = sentence.child_by(head, "obj").filter(|&object| object > first)?;
        return Some(bare(sentence, object));
    }
    None
}

/// What is said around "he said", where the clause is the head of its speaker.
fn spoken(sentence: &Sentence, i: usize) -> Option<Phrase> {
    let above = sentence.head(i)?;
    (sentence.token(i).rel() == "parataxis" && finite(sentence, i) && finite(sentence, above))
        .then(|| clause(sentence, above, &[i]))
}

/// A noun that nothing points at: "talks", "a deal".
fn indefinite(sentence: &Sentence, noun: usize) -> bool {
    sentence.token(noun).upos == Upos::Noun
        && !sentence.children(noun).any(|c| {
            let token = sentence.token(c);
            token.deprel == "nmod:poss"
                || token.rel() == "det" && !matches!(token.lemma.as_str(), "a" | "an" | "no")
        })
}

fn existential(sentence: &Sentence, i: usize) -> Option<Draft> {
    let there = sentence
        .children_by(i, "expl")
        .find(|&c| sentence.token(c).xpos == "EX")?;
    let what = sentence.child_by(i, "nsubj")?;
    let phrase = bare(sentence, what);
    let mut arguments = vec![
        Phrase {
            head: there,
            words: vec![there],
        },
        phrase,
    ];
    arguments.extend(
        sentence
            .children_by(i, "obl")
            .map(|other| with_case(sentence, other)),
    );
    Some(Draft {
        rule: "there is",
        tie: "own subject",
        supplied: Supplied::Nothing,
        relation: words(sentence, i),
        arguments,
    })
}

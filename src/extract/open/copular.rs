//! Tuples of copular clauses: what somebody or something is, and where.

use crate::model::{Sentence, Upos};

use super::clause::tail;
use super::phrase::{bare, case_words, edges, with_case, without};
use super::predicate::{chain, through, words};
use super::subject::subject;
use super::{Draft, Supplied};

/// The tuples of the copular predicate `i`.
pub(super) fn drafts(sentence: &Sentence, i: usize) -> Vec<Draft> {
    let Some(subject) = subject(sentence, i) else {
        return Vec::new();
    };
    let mut relation = words(sentence, i);
    let adjective = matches!(sentence.token(i).upos, Upos::Adj | Upos::Adv | Upos::Verb);
    let chain = chain(sentence, i);
    if adjective && chain.len() > 1 {
        // "is able to send"
        relation.extend(chain[1..].iter().flat_map(|&verb| words(sentence, verb)));
        return tail(sentence, &chain, subject, relation, Supplied::Nothing);
    }
    relation.retain(|&word| word != i);
    let case = case_words(sentence, i);
    relation.extend(&case);
    let others: Vec<usize> = sentence.children_by(i, "obl").collect();
    let mut predicate = without(sentence, i, &others);
    predicate.words.retain(|word| !relation.contains(word));
    predicate.words = edges(sentence, predicate.words);
    let mut arguments = vec![subject.phrase.clone()];
    let after = others.iter().copied().find(|&other| other > i);
    let (rule, used) = match after {
        // "is distinct from the others"
        Some(oblique) if adjective => {
            let case = case_words(sentence, oblique);
            relation.extend(&predicate.words);
            relation.extend(&case);
            arguments.push(bare(sentence, oblique));
            ("is with adjective and preposition", Some(oblique))
        }
        _ => {
            arguments.push(predicate);
            (
                if !case.is_empty() {
                    "is with preposition"
                } else if adjective {
                    "is with adjective"
                } else {
                    "is with noun"
                },
                None,
            )
        }
    };
    arguments.extend(
        others
            .iter()
            .filter(|&&other| Some(other) != used)
            .map(|&other| with_case(sentence, other)),
    );
    let draft = |rule, relation, arguments| Draft {
        rule,
        tie: subject.tie,
        supplied: Supplied::Nothing,
        relation,
        arguments,
    };
    let mut out = Vec::new();
    if rule == "is with noun"
        && let Some((words, complement)) = through(sentence, &arguments[1])
    {
        // "is the son of a king"
        let reached = [
            &[arguments[0].clone(), bare(sentence, complement)],
            &arguments[2..],
        ];
        let relation = [&relation[..], &words].concat();
        out.push(draft("is, through a noun", relation, reached.concat()));
    }
    out.insert(0, draft(rule, relation, arguments));
    out
}

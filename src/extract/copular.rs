//! Statements of "to be": "Arlen is an ally of Borduria", "Arlen is at war with Borduria".

use smol_str::SmolStr;

use crate::lexicon::Verbs;
use crate::model::{PredicateKey, Sentence, Upos};

use super::Context;
use super::draft::Draft;
use super::frame::{Oblique, surface_subject};
use super::phrase::{Acting, acting, case_of, conjuncts, owner_of};
use super::place::is_locative;

pub(super) fn drafts(context: &Context<'_>) -> Vec<Draft> {
    let sentence = context.sentence();
    (0..sentence.len())
        .filter_map(|i| of_predicate(sentence, i))
        .flatten()
        .collect()
}

/// Whether the word heads a predicate with a copula.
pub(super) fn is_copular(sentence: &Sentence, i: usize) -> bool {
    sentence.token(i).upos != Upos::Verb && sentence.child_by(i, "cop").is_some()
}

fn of_predicate(sentence: &Sentence, head: usize) -> Option<Vec<Draft>> {
    if !is_copular(sentence, head) {
        return None;
    }
    let subject = surface_subject(sentence, head)?;
    // "That is part of Arlen": of what is told before
    if matches!(
        sentence.token(subject).lemma.to_lowercase().as_str(),
        "following" | "that" | "these" | "this" | "those"
    ) {
        return None;
    }
    let obliques: Vec<Oblique> = sentence
        .children(head)
        .filter(|&c| {
            matches!(sentence.token(c).rel(), "nmod" | "obl") && sentence.token(c).deprel != "nmod:poss"
        })
        .map(|c| Oblique {
            case: case_of(sentence, c),
            head: c,
            on_object: false,
        })
        // "As a small state, Arlen is aware", "In the Americas, Arlen is ..."
        .filter(|o| !o.case.is_empty() && o.head > subject)
        // "is in operation according to Holm", "is a member along with Borduria"
        .filter(|o| !matches!(o.case.as_str(), "according to" | "along with" | "as" | "like"))
        .collect();
    let lemma = sentence.token(head).lemma.clone();
    // "as is the case with Arlen"
    if lemma == "case" {
        return None;
    }
    let preferred = Verbs::embedded().recipient_cases(&lemma, None);
    // "is an issue between Arlen and Borduria" is neither's
    let acts = |o: &&Oblique| {
        acting(sentence, o.head).possible()
            && !is_locative(&o.case)
            && !matches!(o.case.as_str(), "among" | "between")
    };
    let target = preferred
        .iter()
        .find_map(|case| {
            obliques
                .iter()
                .find(|o| o.case == *case && acting(sentence, o.head).possible())
        })
        .or_else(|| obliques.iter().find(acts));
    // "Arlen is a Bordurian ally"
    // "the first African American": one people
    let owner = || {
        owner_of(sentence, head)
            .filter(|&owner| acting(sentence, owner) == Acting::Name && sentence.entity_at(head).is_none())
    };
    let (targets, case, mut words) = match target {
        Some(oblique) => {
            let words: Vec<usize> = sentence.children_by(oblique.head, "case").collect();
            (conjuncts(sentence, oblique.head), oblique.case.clone(), words)
        }
        None => (vec![owner()?], "of".to_owned(), Vec::new()),
    };
    words.extend(sentence.children_by(head, "cop"));
    words.extend(
        sentence
            .children_by(head, "case")
            .filter(|&c| sentence.token(c).xpos != "POS"),
    );
    // "is the Vice President"
    words.extend(sentence.children(head).filter(|&c| {
        matches!(sentence.token(c).lemma.to_lowercase().as_str(), "deputy" | "vice")
            && matches!(sentence.token(c).rel(), "amod" | "compound")
    }));
    words.push(head);
    words.sort_unstable();
    words.dedup();
    let modifiers = sentence
        .children(head)
        .filter(|&c| matches!(sentence.token(c).rel(), "amod" | "compound") && !targets.contains(&c))
        .map(|c| sentence.token(c).lemma.clone());
    let key = PredicateKey {
        head: lemma,
        nominal: true,
        particle: None,
        object: None,
        modifiers: modifiers.collect(),
        cases: vec![SmolStr::from(case.as_str()); targets.len()],
        complement: None,
    };
    let symmetric = Verbs::embedded().is_symmetric(&key);
    let rest: Vec<_> = obliques
        .into_iter()
        .filter(|o| !targets.contains(&o.head))
        .map(|o| ("nmod", o))
        .collect();
    // "is under attack by Arlen", "is under Arlen's sanctions": done to the subject
    let suffers = case_of(sentence, head) == "under" && Verbs::embedded().is_event_noun(&key.head);
    let draft = |(order, subject): (usize, usize)| Draft {
        head,
        order,
        rule: "copula",
        nominal: false,
        beside: None,
        source: Some(if suffers { targets[0] } else { subject }),
        targets: match suffers {
            true => vec![subject],
            false => targets.iter().copied().filter(|&t| t != subject).collect(),
        },
        words: words.clone(),
        key: key.clone(),
        rest: rest.clone(),
        counted: None,
        symmetric,
        confidence: 0.85,
    };
    Some(
        conjuncts(sentence, subject)
            .into_iter()
            .enumerate()
            .map(draft)
            .collect(),
    )
}

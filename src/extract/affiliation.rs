//! Lasting ties that a sentence takes for granted: titles before names ("Bordurian President Ada Holm"),
//! appositions ("Ada Holm, the president of Borduria"; "Arlen Press, Arlen's news agency").

use crate::lexicon::gazetteer::RoleClass;
use crate::lexicon::words;
use crate::lexicon::{Cues, NounKind, Sense, Verbs};
use crate::model::{Affiliation, EntityLabel, Mention, PredicateKey, Relation, Sentence, Statement, Upos};

use super::Context;
use super::draft::{blank, predicate};
use super::phrase::{Acting, acting, acting_entity, case_of, mention, name_head};

pub(super) fn statements(context: &Context<'_>) -> Vec<Statement<Mention>> {
    let sentence = context.sentence();
    let mut found = Vec::new();
    for entity in &sentence.entities {
        if !matches!(entity.label, EntityLabel::Person | EntityLabel::Org) {
            continue;
        }
        let head = entity
            .tokens
            .clone()
            .find(|&t| sentence.head(t).is_none_or(|h| !entity.tokens.contains(&h)))
            .unwrap_or(entity.tokens.start);
        for role in roles(sentence, head, entity.tokens.start) {
            if let Some(statement) = tie(context, head, entity.label, role) {
                found.push(statement);
                break;
            }
        }
    }
    found
}

/// Nouns that say what the named one is.
fn roles(sentence: &Sentence, head: usize, start: usize) -> Vec<usize> {
    let is_role = |&w: &usize| {
        matches!(sentence.token(w).upos, Upos::Noun | Upos::Propn) && name_head(sentence, w) != w
            || sentence.token(w).upos == Upos::Noun
    };
    let mut roles: Vec<usize> = Vec::new();
    // the title right before the name, however it is attached
    let before = start.checked_sub(1).filter(|&b| {
        let token = sentence.token(b);
        matches!(token.upos, Upos::Noun | Upos::Propn)
            && acting_entity(sentence, b).is_none()
            && (token.head == Some(head as u32)
                || sentence.head(head) == Some(b)
                || sentence.head(b) == sentence.head(head))
    });
    roles.extend(before);
    roles.extend(
        sentence
            .children_by(head, "appos")
            .filter(|w| sentence.token(*w).upos == Upos::Noun),
    );
    if sentence.token(head).rel() == "appos" {
        roles.extend(sentence.head(head).filter(is_role));
    }
    roles
}

fn tie(context: &Context<'_>, named: usize, label: EntityLabel, role: usize) -> Option<Statement<Mention>> {
    let sentence = context.sentence();
    let lemma = sentence.token(role).lemma.to_lowercase();
    // "former president": no tie that holds
    let no_longer = |noun: usize| {
        sentence.children(noun).any(|c| {
            matches!(
                sentence.token(c).lemma.to_lowercase().as_str(),
                "former" | "formerly" | "ex" | "late" | "then" | "acting" | "deputy" | "vice"
            )
        })
    };
    // "former minister, mayor of Klow and member of parliament"
    let listed = sentence
        .head(role)
        .filter(|&first| first != named && matches!(sentence.token(role).rel(), "appos" | "conj"));
    // "Vice-President Ada Holm", in three words
    let joined = role.checked_sub(2).is_some_and(|first| {
        sentence.token(role - 1).form == "-"
            && matches!(
                sentence.token(first).form.to_lowercase().as_str(),
                "deputy" | "ex" | "vice"
            )
    });
    let past = joined
        || [Some(role), Some(named), listed]
            .into_iter()
            .flatten()
            .any(no_longer);
    let title = title_words(sentence, role);
    let (affiliation, name) = if label == EntityLabel::Person {
        let class = RoleClass::from_title(&title).or_else(|| RoleClass::from_title(&lemma));
        // "Ohio man Jonas Vik" holds no office
        if class.is_none()
            && !is_affiliation(&lemma, Affiliation::OfficialOf)
            && !is_affiliation(&lemma, Affiliation::MemberOf)
        {
            return None;
        }
        match class {
            _ if !past && lemma == "member" => (Affiliation::MemberOf, title),
            Some(
                RoleClass::HeadOfState | RoleClass::HeadOfGovernment | RoleClass::Leader | RoleClass::IgoHead,
            ) if !past => (Affiliation::Leads, title),
            _ if past => return None,
            _ => (Affiliation::OfficialOf, title),
        }
    } else {
        if past
            || Cues::embedded().noun(&lemma) != Some(NounKind::Body)
                && !is_affiliation(&lemma, Affiliation::PartOf)
        {
            return None;
        }
        (Affiliation::PartOf, lemma.clone())
    };
    let owner = owner(sentence, named, role)?;
    // "Republican Senator Ada Holm" is of the party
    let party = matches!(
        sentence.token(owner).form.as_str(),
        "Conservative"
            | "Democrat"
            | "Democratic"
            | "Labour"
            | "Liberal"
            | "Libertarian"
            | "Republican"
            | "Tory"
    );
    // "Chief Minister Ada Holm of the Arlen Labour Party"
    let party = party
        || sentence.head(owner) == Some(named)
            && acting_entity(sentence, owner).is_some_and(|(tokens, _)| {
                matches!(
                    sentence.token(tokens.end - 1).form.as_str(),
                    "Alliance" | "Coalition" | "Front" | "Movement" | "Party"
                )
            });
    let affiliation = match party && label == EntityLabel::Person {
        true => Affiliation::MemberOf,
        false => affiliation,
    };
    // "Bordurian scientist Jonas Vik" is no official of Borduria
    let of_country = matches!(
        acting_entity(sentence, owner),
        Some((_, EntityLabel::Gpe | EntityLabel::Norp))
    );
    if of_country && affiliation == Affiliation::OfficialOf && words::PROFESSIONS.has(&lemma) {
        return None;
    }
    let mut statement = blank(
        context,
        if label == EntityLabel::Person {
            "title"
        } else {
            "apposition"
        },
    );
    statement.source = Some(mention(sentence, context.index, named));
    statement.targets = vec![mention(sentence, context.index, owner)];
    statement.predicate = predicate(sentence, &[role], PredicateKey::default());
    statement.predicate.lemma = format!("{name} of");
    statement.relation = Some(Relation::Affiliation { affiliation });
    statement.confidence = 0.85;
    Some(statement)
}

/// Whether the lexicon knows the noun, with "of", as this tie.
fn is_affiliation(noun: &str, affiliation: Affiliation) -> bool {
    let key = PredicateKey {
        head: noun.into(),
        nominal: true,
        cases: vec!["of".into()],
        ..PredicateKey::default()
    };
    let found = Verbs::embedded().match_predicate(&key);
    found.is_some_and(|found| found.sense == Sense::Affiliation(affiliation))
}

/// The title's noun with the words that belong to it: "prime minister", "foreign minister".
fn title_words(sentence: &Sentence, role: usize) -> String {
    let mut start = role;
    while start > 0 {
        let before = sentence.token(start - 1);
        let joins = matches!(before.upos, Upos::Noun | Upos::Adj | Upos::Propn)
            && acting_entity(sentence, start - 1).is_none()
            && matches!(before.rel(), "compound" | "amod" | "flat")
            && RoleClass::from_title(&sentence.text(start - 1..role + 1)).is_some();
        if !joins {
            break;
        }
        start -= 1;
    }
    sentence.text(start..role + 1).to_lowercase()
}

/// The state or body that the role is held in: a name before the title, its possessor, or what follows "of".
fn owner(sentence: &Sentence, named: usize, role: usize) -> Option<usize> {
    let polity = |w: &usize| {
        matches!(
            acting_entity(sentence, *w),
            Some((_, EntityLabel::Gpe | EntityLabel::Norp | EntityLabel::Org))
        ) && *w != named
    };
    let after = |w: usize, cases: &[&str]| {
        sentence
            .children_by(w, "nmod")
            .filter(|&c| cases.contains(&case_of(sentence, c).as_str()))
            .find(|&c| acting(sentence, c) == Acting::Name && polity(&c))
    };
    let before = |w: usize| {
        sentence
            .children(w)
            .filter(|&c| c < role.max(named))
            .find(|&c| matches!(sentence.token(c).rel(), "amod" | "compound" | "nmod") && polity(&c))
    };
    // the words right before the title, however they are attached: "US President", "North Korean leader"
    let adjacent = || {
        let mut at = role;
        while let Some(b) = at.checked_sub(1) {
            if polity(&b) {
                let (tokens, _) = acting_entity(sentence, b)?;
                return tokens
                    .clone()
                    .find(|&t| sentence.head(t).is_none_or(|h| !tokens.contains(&h)));
            }
            if !matches!(sentence.token(b).rel(), "amod" | "compound") {
                return None;
            }
            at = b;
        }
        None
    };
    // "the Envoy for Arlen" is not Arlen's
    let sent = matches!(
        sentence.token(role).lemma.to_lowercase().as_str(),
        "adviser"
            | "advisor"
            | "ambassador"
            | "consul"
            | "coordinator"
            | "delegate"
            | "envoy"
            | "rapporteur"
            | "representative"
    );
    let cases: &[&str] = if sent { &["of"] } else { &["of", "for", "to", "in"] };
    after(role, cases)
        .or_else(|| before(role))
        .or_else(adjacent)
        // "President Ada Holm of Borduria"; "President Ada Holm in Borduria" is there, no more
        // "the President of the Assembly, Mr. Jonas Vik of Arlen" is from there
        .or_else(|| {
            let apart = (role + 1..named).any(|w| sentence.token(w).form == ",");
            (!apart).then(|| after(named, &["of"]))?
        })
        .or_else(|| {
            // the title hangs on the name and the country on either
            (role < named).then(|| before(named))?
        })
}

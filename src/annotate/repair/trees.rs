//! Trees that the words themselves put right.

use crate::annotate::lemma::regular_base;
use crate::lexicon::words;
use crate::lexicon::{Cues, NounKind, NounSense, noun_sense};
use crate::model::{EntityLabel, Sentence, Token, Upos};

/// "met Bordurian leader Jonas Vik" with two objects, or with the name hung on "leader": the title describes the name.
pub(super) fn titles(sentence: &Sentence) -> Option<Vec<Token>> {
    let mut tokens: Option<Vec<Token>> = None;
    for entity in sentence
        .entities
        .iter()
        .filter(|e| e.label == EntityLabel::Person)
    {
        let Some(before) = entity.tokens.start.checked_sub(1) else {
            continue;
        };
        let name = entity
            .tokens
            .clone()
            .find(|&t| sentence.head(t).is_none_or(|h| !entity.tokens.contains(&h)))
            .unwrap_or(entity.tokens.start);
        let is_role = |title: usize| {
            let noun = sentence.token(title);
            matches!(noun.xpos.as_str(), "NN" | "NNP")
                && sentence.entity_at(title).is_none_or(|e| e.tokens.len() == 1)
                && Cues::embedded().noun(&noun.lemma.to_lowercase()) == Some(NounKind::Person)
        };
        // "the prime minister of Arlen, Ada Holm," with Ada in apposition to Arlen
        let of = sentence.head(name).filter(|&of| {
            sentence.token(name).rel() == "appos"
                && sentence.token(of).rel() == "nmod"
                && sentence.has(of, "case", &["of"])
        });
        if let Some(role) = of.and_then(|of| sentence.head(of)).filter(|&role| is_role(role)) {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[name].head = Some(role as u32);
            continue;
        }
        // the name hung on its title: who is meant bears the name
        if sentence.head(name) == Some(before) && sentence.token(name).rel() == "flat" && is_role(before) {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            let follows = |&c: &usize| c >= entity.tokens.end || sentence.token(c).rel() == "case";
            for other in sentence.children(before).filter(follows) {
                tokens[other].head = Some(name as u32);
            }
            tokens[name].head = sentence.token(before).head;
            tokens[name].deprel = sentence.token(before).deprel.clone();
            tokens[before].head = Some(name as u32);
            tokens[before].deprel = "nmod:desc".into();
            continue;
        }
        // "senator from Klow Jonas Vik": the title with what belongs to it
        let title = std::iter::once(before)
            .chain(sentence.ancestors(before))
            .take(4)
            .take_while(|&w| w < entity.tokens.start)
            .find(|&w| sentence.head(w) == sentence.head(name))
            .filter(|&w| (w..entity.tokens.start).all(|t| sentence.token(t).upos != Upos::Punct));
        let Some(title) = title else { continue };
        let noun = sentence.token(title);
        let beside = sentence.head(title).is_some()
            && sentence.head(title) == sentence.head(name)
            && matches!(noun.rel(), "obj" | "iobj" | "obl" | "nsubj")
            && matches!(sentence.token(name).rel(), "obj" | "obl" | "nsubj" | "dep");
        if is_role(title) && beside {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            for case in sentence.children_by(title, "case") {
                tokens[case].head = Some(name as u32);
            }
            tokens[title].head = Some(name as u32);
            tokens[title].deprel = "nmod:desc".into();
            if noun.rel() != "iobj" {
                tokens[name].deprel = noun.deprel.clone();
            }
        }
    }
    tokens
}

/// "Ada Holm and Jonas Vik" with "Jonas" and "Vik" joined to Ada each for itself: the words of a name are one phrase.
pub(super) fn split_persons(sentence: &Sentence) -> Option<Vec<Token>> {
    let mut tokens: Option<Vec<Token>> = None;
    for entity in &sentence.entities {
        let first = sentence.token(entity.tokens.start);
        for word in entity.tokens.clone().skip(1) {
            let token = sentence.token(word);
            let twice = (token.head, token.rel()) == (first.head, first.rel()) && token.rel() == "conj";
            if entity.label == EntityLabel::Person && twice {
                let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
                tokens[word].head = Some(entity.tokens.start as u32);
                tokens[word].deprel = "flat".into();
            }
        }
    }
    tokens
}

/// "accused of attacking Arlen" with an "attacking Arlen" as in "neighbouring Arlen": a clause with its object.
pub(super) fn gerunds(sentence: &Sentence) -> Option<Vec<Token>> {
    let mut tokens: Option<Vec<Token>> = None;
    for gerund in 0..sentence.len() {
        let token = sentence.token(gerund);
        if token.upos != Upos::Verb || token.xpos != "VBG" || token.rel() != "amod" || gerund == 0 {
            continue;
        }
        let describes = words::DESCRIBING.has(&token.lemma);
        let Some(name) = sentence.head(gerund).filter(|&n| n == gerund + 1 && !describes) else {
            continue;
        };
        // "accused the army of burning villages", with the villages hung on the army
        let accused = sentence.head(name).filter(|&army| {
            sentence.token(name).rel() == "nmod"
                && sentence.has(name, "case", &["of"])
                && sentence.token(army).rel() == "obj"
        });
        let accuses = accused.and_then(|army| sentence.head(army)).filter(|&verb| {
            matches!(
                sentence.token(verb).lemma.as_str(),
                "accuse" | "convict" | "suspect"
            )
        });
        if let Some(verb) = accuses {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            for case in sentence.children_by(name, "case") {
                tokens[case].head = Some(gerund as u32);
                tokens[case].deprel = "mark".into();
            }
            tokens[gerund].head = Some(verb as u32);
            tokens[gerund].deprel = "advcl".into();
            tokens[name].head = Some(gerund as u32);
            tokens[name].deprel = "obj".into();
            continue;
        }
        let mark = sentence.children_by(name, "case").find(|&c| c + 1 == gerund);
        let Some(mark) = mark.filter(|_| sentence.token(name).upos == Upos::Propn) else {
            continue;
        };
        let governs = sentence
            .head(name)
            .filter(|&v| sentence.token(v).upos == Upos::Verb);
        if let Some(verb) = governs.filter(|_| sentence.token(name).rel() == "obl") {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[gerund].head = Some(verb as u32);
            tokens[gerund].deprel = "advcl".into();
            tokens[name].head = Some(gerund as u32);
            tokens[name].deprel = "obj".into();
            tokens[mark].head = Some(gerund as u32);
            tokens[mark].deprel = "mark".into();
        }
    }
    tokens
}

/// "called on the peoples of Arlen to join", with "on" hung on "join": the preposition is of the phrase right behind it.
pub(super) fn stray_prepositions(sentence: &Sentence) -> Option<Vec<Token>> {
    let stray = |mark: usize| {
        let token = sentence.token(mark);
        if token.rel() != "mark"
            || !matches!(token.lemma.as_str(), "on" | "to" | "upon")
            || token.xpos == "TO"
        {
            return None;
        }
        let clause = sentence.head(mark)?;
        let verb = sentence.head(clause)?;
        let to = sentence
            .children_by(clause, "mark")
            .find(|&to| sentence.token(to).xpos == "TO")?;
        // the phrase between them, which has no preposition
        sentence.children(verb).find(|&c| {
            mark < c
                && c < to
                && matches!(sentence.token(c).rel(), "obj" | "obl")
                && sentence.child_by(c, "case").is_none()
                && sentence.subtree(c).first() == Some(&(mark + 1))
        })
    };
    let mut tokens: Option<Vec<Token>> = None;
    for mark in 0..sentence.len() {
        if let Some(phrase) = stray(mark) {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[mark].head = Some(phrase as u32);
            tokens[mark].deprel = "case".into();
            tokens[phrase].deprel = "obl".into();
        }
    }
    tokens
}

/// "announced on Tuesday that ...": the clause, wherever it hangs, is what is announced.
pub(super) fn said_clauses(sentence: &Sentence) -> Option<Vec<Token>> {
    let cues = Cues::embedded();
    let mut tokens: Option<Vec<Token>> = None;
    for clause in 0..sentence.len() {
        let token = sentence.token(clause);
        if !matches!(
            token.rel(),
            "advcl" | "acl" | "parataxis" | "obl" | "nmod" | "dep" | "conj"
        ) {
            continue;
        }
        let that = sentence
            .children_by(clause, "mark")
            .find(|&c| sentence.token(c).lemma == "that" && c < clause);
        let Some(that) = that else { continue };
        let saying = sentence.ancestors(clause).take(3).find(|&v| {
            v < that
                && sentence.token(v).upos == Upos::Verb
                && cues.speech_verb(&sentence.token(v).lemma).is_some()
                && sentence.child_by(v, "ccomp").is_none()
        });
        if let Some(saying) = saying {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[clause].head = Some(saying as u32);
            tokens[clause].deprel = "ccomp".into();
        }
    }
    tokens
}

/// "wanted Arlen to leave", "accused Arlen of attacking" with "to leave" or "attacking" hung on Arlen: the verb governs it.
pub(super) fn clauses_of_objects(sentence: &Sentence) -> Option<Vec<Token>> {
    let mut tokens: Option<Vec<Token>> = None;
    for clause in 0..sentence.len() {
        let token = sentence.token(clause);
        let to = |object: usize| {
            sentence
                .children_by(clause, "mark")
                .any(|m| sentence.token(m).lemma == "to" && m == object + 1)
        };
        // "urged Arlen to help" as what it is urged for
        let governs = |verb: &usize| {
            words::OF_INFINITIVE_OBJECTS.has(&sentence.token(*verb).lemma)
                && sentence.child_by(*verb, "obj").is_some_and(to)
        };
        if token.rel() == "advcl" && token.xpos == "VB" && sentence.head(clause).as_ref().is_some_and(governs)
        {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[clause].deprel = "xcomp".into();
            continue;
        }
        if token.rel() != "acl" || !matches!(token.xpos.as_str(), "VB" | "VBG") {
            continue;
        }
        let Some(object) = sentence
            .head(clause)
            .filter(|&o| o < clause && sentence.token(o).rel() == "obj")
        else {
            continue;
        };
        let Some(verb) = sentence.head(object) else {
            continue;
        };
        let lemma = sentence.token(verb).lemma.as_str();
        let of = token.xpos == "VBG"
            && matches!(lemma, "accuse" | "convict" | "suspect")
            && sentence.has(clause, "mark", &["of"]);
        if of {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[clause].head = Some(verb as u32);
            tokens[clause].deprel = "advcl".into();
            continue;
        }
        let wants = token.xpos == "VB" && words::OF_INFINITIVE_OBJECTS.has(lemma);
        if wants && to(object) && sentence.child_by(clause, "nsubj").is_none() {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[clause].head = Some(verb as u32);
            tokens[clause].deprel = "xcomp".into();
        }
    }
    tokens
}

/// "is to meet", "are to be sent": the verb is one, whatever stands before it.
pub(super) fn infinitives(sentence: &Sentence) -> Option<Vec<Token>> {
    let mut tokens: Option<Vec<Token>> = None;
    for verb in 0..sentence.len() {
        let to = sentence.has(verb, "mark", &["to"]);
        if !to || sentence.token(verb).upos != Upos::Verb || sentence.child_by(verb, "cop").is_none() {
            continue;
        }
        for subject in sentence
            .children(verb)
            .filter(|&c| sentence.token(c).deprel == "nsubj:outer")
        {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[subject].deprel = "nsubj".into();
        }
    }
    tokens
}

/// "demanded that Arlen leave Borduria", "denied bombing Arlen": what has an object right behind it is a verb.
pub(super) fn nouns_with_objects(sentence: &Sentence) -> Option<Vec<Token>> {
    let mut tokens: Option<Vec<Token>> = None;
    for noun in 0..sentence.len() {
        let token = sentence.token(noun);
        // "denied bombing Arlen", "avoided criticising Arlen" with both as objects of the verb before
        let beside = sentence.tokens().get(noun + 1).is_some_and(|next| {
            next.rel() == "obj"
                && next.head == token.head
                && matches!(token.rel(), "obj" | "xcomp")
                && matches!(token.xpos.as_str(), "NN" | "VBG")
                && sentence.children(noun).next().is_none()
                && (token.upos == Upos::Verb || regular_base(&token.form, "VBG").is_some())
        });
        if beside {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[noun + 1].head = Some(noun as u32);
            tokens[noun].deprel = "xcomp".into();
            if let Some(base) = regular_base(&token.form, "VBG") {
                tokens[noun].lemma = base;
            }
            tokens[noun].upos = Upos::Verb;
            tokens[noun].xpos = "VBG".into();
            continue;
        }
        if token.upos != Upos::Noun || sentence.child_by(noun, "obj") != Some(noun + 1) {
            continue;
        }
        let gerund = regular_base(&token.form, "VBG").filter(|_| sentence.child_by(noun, "det").is_none());
        if gerund.is_none() && sentence.child_by(noun, "nsubj").is_none() {
            continue;
        }
        let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
        tokens[noun].upos = Upos::Verb;
        tokens[noun].xpos = if gerund.is_some() { "VBG" } else { "VBP" }.into();
        if let Some(base) = gerund {
            tokens[noun].lemma = base;
            if token.rel() == "obj" {
                tokens[noun].deprel = "xcomp".into();
            }
        }
    }
    tokens
}

/// "Arlen, Sylvania said, had attacked Borduria": of two subjects of one verb of saying, the first is the clause's.
pub(super) fn inserted_speakers(sentence: &Sentence) -> Option<Vec<Token>> {
    let mut tokens: Option<Vec<Token>> = None;
    for saying in 0..sentence.len() {
        let token = sentence.token(saying);
        if token.upos != Upos::Verb || Cues::embedded().speech_verb(&token.lemma).is_none() {
            continue;
        }
        let Some(clause) = sentence.children_by(saying, "ccomp").find(|&c| c > saying) else {
            continue;
        };
        let subjects: Vec<usize> = sentence
            .children_by(saying, "nsubj")
            .filter(|&c| c < saying)
            .collect();
        // "Arlen, Sylvania said," as one in apposition to the other
        let apposed = || {
            let second = saying.checked_sub(1)?;
            let first = sentence
                .head(second)
                .filter(|_| sentence.token(second).rel() == "appos")?;
            let closed = sentence.tokens().get(saying + 1).is_some_and(|t| t.form == ",");
            let own = sentence.child_by(clause, "nsubj");
            let one = subjects == [first] && own.is_none() || subjects.is_empty() && own == Some(first);
            (one && closed).then_some((first, second))
        };
        if let Some((first, second)) = apposed() {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[first].head = Some(clause as u32);
            tokens[first].deprel = "nsubj".into();
            tokens[second].head = Some(saying as u32);
            tokens[second].deprel = "nsubj".into();
            continue;
        }
        let [first, second] = subjects[..] else { continue };
        let comma = (first..second).any(|t| sentence.token(t).form == ",");
        if comma && sentence.child_by(clause, "nsubj").is_none() {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[first].head = Some(clause as u32);
        }
    }
    tokens
}

/// "read the letter the spy wrote": a clause right behind an object that leaves its own object out describes it.
pub(super) fn reduced_relatives(sentence: &Sentence) -> Option<Vec<Token>> {
    let mut tokens: Option<Vec<Token>> = None;
    for clause in 0..sentence.len() {
        let Some(verb) = sentence
            .head(clause)
            .filter(|_| sentence.token(clause).rel() == "ccomp")
        else {
            continue;
        };
        let Some(object) = sentence.child_by(verb, "obj").filter(|&o| o > verb && o < clause) else {
            continue;
        };
        // the subject opens right behind the object
        let behind = sentence.child_by(clause, "nsubj").is_some_and(|subject| {
            subject == object + 1 || sentence.ancestors(object + 1).any(|a| a == subject)
        });
        let says = Cues::embedded()
            .speech_verb(&sentence.token(verb).lemma)
            .is_some();
        if behind
            && !says
            && sentence.token(clause).upos == Upos::Verb
            && sentence.child_by(clause, "obj").is_none()
        {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[clause].head = Some(object as u32);
            tokens[clause].deprel = "acl:relcl".into();
        }
    }
    tokens
}

/// The grammar of headlines: "Arlen to send troops", "Arlen, Borduria sign treaty". A sentence with a full stop is none.
pub(super) fn headlines(sentence: &Sentence) -> Option<Vec<Token>> {
    let ends = |token: &Token| matches!(token.form.as_str(), "." | "?" | "!" | "\"" | "”");
    if sentence.tokens().last().is_none_or(ends) {
        return None;
    }
    let mut tokens: Option<Vec<Token>> = None;
    let root = sentence.root()?;
    // the infinitive is what the headline says of whoever stands before it
    let verb = if matches!(sentence.token(root).upos, Upos::Propn | Upos::Noun) {
        let verb = sentence.children(root).find(|&c| {
            let token = sentence.token(c);
            c > root
                && matches!(token.rel(), "acl" | "parataxis")
                && token.xpos == "VB"
                && sentence.has(c, "mark", &["to"])
        })?;
        let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
        for behind in sentence.children(root).filter(|&c| c > verb) {
            tokens[behind].head = Some(verb as u32);
        }
        tokens[verb].head = None;
        tokens[verb].deprel = "root".into();
        tokens[root].head = Some(verb as u32);
        tokens[root].deprel = "nsubj".into();
        verb
    } else {
        root
    };
    // a second name behind a comma, with none behind it, is no apposition
    let subject = if verb == root {
        sentence.child_by(verb, "nsubj")?
    } else {
        root
    };
    let first = sentence.entity_at(subject).filter(|e| e.label.can_act());
    let second = first.and_then(|first| {
        let comma = sentence.tokens().get(first.tokens.end).filter(|t| t.form == ",");
        comma.and_then(|_| sentence.entity_at(first.tokens.end + 1))
    });
    if let Some((first, second)) = first.zip(second)
        && first.label == second.label
        && let Some(name) = second.tokens.clone().find(|&t| sentence.head(t) == Some(subject))
        && matches!(sentence.token(name).rel(), "appos" | "nmod" | "list" | "dep")
        && (second.tokens.end..=verb).all(|t| t == verb || sentence.head(t) == Some(verb))
    {
        let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
        tokens[name].deprel = "conj".into();
    }
    tokens
}

/// "the EU targets Russian banks" with "EU" hung on the banks: a name right before a verb without subject is its subject.
pub(super) fn crossed_subjects(sentence: &Sentence) -> Option<Vec<Token>> {
    let mut tokens: Option<Vec<Token>> = None;
    for verb in 1..sentence.len() {
        let token = sentence.token(verb);
        let finite = matches!(token.xpos.as_str(), "VBZ" | "VBD" | "VBP");
        if token.upos != Upos::Verb || !finite || sentence.child_by(verb, "nsubj").is_some() {
            continue;
        }
        let Some(name) = sentence.entity_at(verb - 1).filter(|e| e.label.can_act()) else {
            continue;
        };
        let object = sentence.child_by(verb, "obj").filter(|&o| o > verb);
        let crossed = name.tokens.clone().find(|&t| match sentence.head(t) {
            Some(above) if Some(above) == object => matches!(sentence.token(t).rel(), "compound" | "amod"),
            // "On 1 May Arlen attacked", with Arlen in apposition to the day
            Some(above) => sentence.token(t).rel() == "appos" && sentence.token(above).upos == Upos::Num,
            None => false,
        });
        if let Some(subject) = crossed {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[subject].head = Some(verb as u32);
            tokens[subject].deprel = "nsubj".into();
        }
    }
    tokens
}

/// "demanded that Arlen leave and promised help", "said that it would wait and did not rule out more", "denies having attacked and
/// claims": what has happened is not joined to what is to happen or has no tense, but to the verb that governs it.
pub(super) fn joined_across(sentence: &Sentence) -> Option<Vec<Token>> {
    let aux = |verb: usize, xpos: &str| {
        sentence
            .children_by(verb, "aux")
            .any(|c| sentence.token(c).xpos == xpos)
    };
    // the tense that a verb has by itself or by its "do"
    let tense = |verb: usize| -> Option<&str> {
        let does = |&c: &usize| sentence.token(c).lemma == "do";
        let token = match sentence.token(verb).xpos.as_str() {
            "VB" => sentence.token(sentence.children_by(verb, "aux").find(does)?),
            _ => sentence.token(verb),
        };
        matches!(token.xpos.as_str(), "VBD" | "VBZ").then_some(token.xpos.as_str())
    };
    let mut tokens: Option<Vec<Token>> = None;
    for joined in 0..sentence.len() {
        let token = sentence.token(joined);
        if token.rel() != "conj" || token.upos != Upos::Verb || sentence.child_by(joined, "nsubj").is_some() {
            continue;
        }
        let Some(first) = sentence
            .head(joined)
            .filter(|&f| sentence.token(f).upos == Upos::Verb)
        else {
            continue;
        };
        let modal = aux(first, "MD");
        let form = sentence.token(first).xpos.as_str();
        let bare = form == "VB" && tense(first).is_none()
            || form == "VBG" && !aux(first, "VBD") && !aux(first, "VBZ") && !aux(first, "VBP")
            || aux(first, "VBG");
        // "remove the fence and promised", where the tag wavers
        let wavers = token.xpos == "VBN" && sentence.child_by(joined, "aux").is_none() && bare && !modal;
        let own = tense(joined)
            .filter(|_| modal || bare)
            .or(wavers.then_some("VBD"));
        let Some(own) = own else { continue };
        let governor = std::iter::once(first)
            .chain(sentence.ancestors(first))
            .take_while(|&w| {
                matches!(
                    sentence.token(w).rel(),
                    "ccomp" | "xcomp" | "advcl" | "conj" | "acl"
                )
            })
            .filter_map(|w| sentence.head(w))
            .find(|&w| sentence.token(w).upos == Upos::Verb && tense(w) == Some(own) && w < first);
        if let Some(governor) = governor {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[joined].head = Some(governor as u32);
        }
    }
    tokens
}

/// "Arlen blames Borduria; Borduria denies it" with the one clause as what the other denies: a semicolon parts them.
pub(super) fn parted_clauses(sentence: &Sentence) -> Option<Vec<Token>> {
    let mut tokens: Option<Vec<Token>> = None;
    for semicolon in (1..sentence.len()).filter(|&t| sentence.token(t).form == ";") {
        for clause in 0..sentence.len() {
            let across = |above: usize| (above > semicolon) != (clause > semicolon);
            if sentence.token(clause).rel() == "ccomp" && sentence.head(clause).is_some_and(across) {
                let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
                tokens[clause].deprel = "parataxis".into();
            }
        }
    }
    tokens
}

/// "a meeting led by Ada Holm, who accused Arlen" with the clause hung on the meeting: "who" is the person before it.
pub(super) fn who_clauses(sentence: &Sentence) -> Option<Vec<Token>> {
    let mut tokens: Option<Vec<Token>> = None;
    for clause in 0..sentence.len() {
        if sentence.token(clause).deprel != "acl:relcl" {
            continue;
        }
        let Some(noun) = sentence.head(clause) else {
            continue;
        };
        let who = sentence
            .children_by(clause, "nsubj")
            .find(|&c| sentence.token(c).lemma == "who" && c < clause);
        let thing = sentence.token(noun).upos == Upos::Noun
            && sentence.entity_at(noun).is_none()
            && !matches!(
                Cues::embedded().noun(&sentence.token(noun).lemma),
                Some(NounKind::Person | NounKind::Group)
            )
            && noun_sense(&sentence.token(noun).lemma) != Some(NounSense::Person);
        let Some(who) = who.filter(|_| thing) else {
            continue;
        };
        let before = (noun + 1..who)
            .rev()
            .find(|&w| sentence.token(w).upos != Upos::Punct);
        let Some(before) = before else { continue };
        // the outermost phrase that ends there
        let person = std::iter::once(before)
            .chain(sentence.ancestors(before))
            .take_while(|&w| w > noun)
            .filter(|&w| matches!(sentence.token(w).upos, Upos::Noun | Upos::Propn))
            .filter(|&w| {
                let named = sentence.entity_at(w).is_some_and(|e| e.label.can_act());
                named || noun_sense(&sentence.token(w).lemma) == Some(NounSense::Person)
            })
            .last();
        if let Some(person) = person {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[clause].head = Some(person as u32);
        }
    }
    tokens
}

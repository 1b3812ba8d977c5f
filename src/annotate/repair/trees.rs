//! Trees that the words themselves put right.

use crate::annotate::lemma::regular_base;
use crate::lexicon::{Cues, NounKind};
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

/// "accused of attacking Arlen" with an "attacking Arlen" as in "neighbouring Arlen": a clause with its object.
pub(super) fn gerunds(sentence: &Sentence) -> Option<Vec<Token>> {
    let mut tokens: Option<Vec<Token>> = None;
    for gerund in 0..sentence.len() {
        let token = sentence.token(gerund);
        if token.upos != Upos::Verb || token.xpos != "VBG" || token.rel() != "amod" || gerund == 0 {
            continue;
        }
        let describes = matches!(
            token.lemma.as_str(),
            "neighbour" | "neighbor" | "war" | "visit" | "surround" | "oppose" | "rule" | "lead" | "compete"
        );
        let Some(name) = sentence.head(gerund).filter(|&n| n == gerund + 1 && !describes) else {
            continue;
        };
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

/// "wanted Arlen to leave" with "to leave" hung on Arlen: Arlen leaves.
pub(super) fn wanted_infinitives(sentence: &Sentence) -> Option<Vec<Token>> {
    let mut tokens: Option<Vec<Token>> = None;
    for clause in 0..sentence.len() {
        let token = sentence.token(clause);
        if token.rel() != "acl" || token.xpos != "VB" {
            continue;
        }
        let Some(object) = sentence
            .head(clause)
            .filter(|&o| o < clause && sentence.token(o).rel() == "obj")
        else {
            continue;
        };
        let wants = sentence.head(object).filter(|&v| {
            matches!(
                sentence.token(v).lemma.as_str(),
                "allow"
                    | "ask"
                    | "enable"
                    | "expect"
                    | "force"
                    | "invite"
                    | "order"
                    | "persuade"
                    | "tell"
                    | "urge"
                    | "want"
            )
        });
        let to = sentence
            .children_by(clause, "mark")
            .any(|m| sentence.token(m).lemma == "to" && m == object + 1);
        if let Some(verb) = wants.filter(|_| to && sentence.child_by(clause, "nsubj").is_none()) {
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
        let to = sentence
            .children_by(verb, "mark")
            .any(|c| sentence.token(c).lemma == "to");
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

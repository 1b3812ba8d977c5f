//! How far a statement can be trusted: whether the words are used in that sense, of these parties, and whether the sentence is read
//! aright.
//!
//! A logistic regression over hashed [`trust_features`]; `training/trust.py` fits it, and `training/README.md` says on what.

use std::sync::OnceLock;

use super::features::features;
use super::learnt::Model;
use super::pair::unknown_act;
use crate::lexicon::{NounSense, head_noun, noun_sense};
use crate::model::{Participant, Relation, Sentence, Span, Statement, Upos};

/// An event that is less likely than this to be what the sentence says is taken away; the words stay.
const DOUBTFUL: f32 = 0.35;

/// An act that only the model of relations sees must be as likely as this.
const TOLD: f32 = 0.5;

/// Sets how sure a statement is, takes its event away where that is doubtful, for the words may still be right, and gives words an event that
/// the lexicon does not know. `sentences` are those of its text; a statement without sentence stays as it is.
pub fn weigh(sentences: &[Sentence], statement: &mut Statement) {
    static MODEL: OnceLock<Model<1>> = OnceLock::new();
    let model =
        MODEL.get_or_init(|| Model::embedded(include_bytes!("../../data/model/trust.bin"), "trust.bin"));
    let likely = |statement: &Statement| Some(model.likely(&trust_features(sentences, statement)?));
    let Some(sure) = likely(statement) else { return };
    statement.confidence = sure;
    let least = match statement.relation {
        Some(Relation::Event(_)) if sure < DOUBTFUL => 0.0,
        None => TOLD,
        Some(_) => return,
    };
    if let Some(mut other) = otherwise(sentences, statement) {
        other.confidence = likely(&other).unwrap_or(sure);
        if other.confidence >= least {
            *statement = other;
        }
    }
}

/// What else a statement could be taken for: an event of the rules for its words alone, words that the lexicon does not know for the act
/// that the model of relations sees in them.
pub fn otherwise(sentences: &[Sentence], statement: &Statement) -> Option<Statement> {
    let (relation, rule) = match &statement.relation {
        Some(Relation::Event(_)) => (None, statement.rule.clone()),
        Some(Relation::Affiliation { .. }) => return None,
        None => {
            let act = unknown_act(sentences, statement)?;
            (act.relation, act.rule)
        }
    };
    Some(Statement {
        relation,
        rule,
        ..statement.clone()
    })
}

/// What the model weighs of a statement, as names; each counts once: what [`features`] sees between the source and the first target,
/// who these two are, how sure the parser is of them, and what is said of the standing of it all. No feature holds a name. `None`
/// without sentence. O(n) in the sentence's words times the depth of its tree.
pub fn trust_features(sentences: &[Sentence], statement: &Statement) -> Option<Vec<String>> {
    let told = match &statement.relation {
        Some(Relation::Event(event)) => event.event.name(),
        Some(Relation::Affiliation { .. }) => "tie",
        None => "words",
    };
    let start = statement.sentence?.start;
    let place = sentences.binary_search_by_key(&start, |sentence| sentence.span().start);
    let sentence = &sentences[place.ok()?];
    let (source, target) = (statement.source.as_ref(), statement.targets.first());
    let places = |party: Option<&Participant>| Vec::from_iter(party.and_then(|party| party.span));
    let mut all = features(
        std::slice::from_ref(sentence),
        &places(source),
        &places(target),
        std::slice::from_ref(statement),
    );
    // single words of the sentence tell its topic, not whether it is read aright
    all.retain(|name| {
        !["beside=", "between=", "word="]
            .iter()
            .any(|topic| name.starts_with(topic))
    });
    let key = &statement.predicate.key;
    let mut of_parties = vec![
        told.to_owned(),
        format!(
            "ST:{}/{}",
            source.map_or("absent".to_owned(), kind),
            target.map_or("absent".to_owned(), kind)
        ),
    ];
    for (side, party) in [("S", source), ("T", target)] {
        let found = match party {
            Some(party) => of_party(sentence, party, key.object.as_deref()),
            None => vec!["absent".to_owned()],
        };
        for name in found {
            // a word tells by itself, all else together with what is done
            if !name.starts_with("head=") {
                of_parties.push(format!("{told}&{side}:{name}"));
            }
            if !name.contains('=') {
                of_parties.push(format!("{}&{side}:{name}", key.head));
            }
            of_parties.push(format!("{side}:{name}"));
        }
    }
    all.extend(of_parties);
    all.extend(of_standing(statement).map(|name| format!("{told}&{name}")));
    all.push(format!("doubt={}", doubt(sentence, statement)));
    all.push(format!("{told}&doubt={}", doubt(sentence, statement)));
    all.extend(of_reading(sentence, statement));
    all.push(format!("targets={}", statement.targets.len().min(3)));
    all.push(format!("words={}", (sentence.len() / 10).min(6)));
    // "learnt: ..." goes on with its reasons
    let rule = statement.rule.split(':').next().unwrap_or_default();
    all.push(format!("rule={rule}"));
    all.push(format!("{told}&rule={rule}"));
    all.extend(key.modifiers.iter().map(|word| format!("modifier={word}")));
    all.sort_unstable();
    all.dedup();
    Some(all)
}

/// Whether it is so, in which world, when, and who says so.
fn of_standing(statement: &Statement) -> impl Iterator<Item = String> {
    let when = statement.when.is_some();
    let speakers = statement.attribution.len().min(2);
    [
        format!("polarity={:?}", statement.polarity),
        format!("modality={:?}", statement.modality),
        format!("when={when}"),
        format!("speakers={speakers}"),
        format!("known-speaker={:?}", statement.attribution.last().map(kind)),
        format!("place={}", statement.place.is_some()),
    ]
    .into_iter()
}

/// How the statement is put together: where its predicate hangs, and how far from it, in words and in the tree, the parties stand.
fn of_reading(sentence: &Sentence, statement: &Statement) -> Vec<String> {
    let head = |span: Span| outer_head(sentence, words_in(sentence, span));
    let mut found = vec![format!("sure={}", (statement.confidence * 20.0).round())];
    let Some(predicate) = statement.predicate.spans.first().copied().and_then(head) else {
        return found;
    };
    let token = sentence.token(predicate);
    found.push(format!("hangs={}", token.deprel));
    found.push(format!("form={}", token.xpos));
    found.push(format!("hangs={}&lead={}", token.rel(), steps(token.lead)));
    found.push(format!("depth={}", sentence.ancestors(predicate).count().min(5)));
    if let Some(above) = sentence.head(predicate) {
        found.push(format!(
            "hangs={}&on={}",
            token.rel(),
            sentence.token(above).lemma
        ));
    }
    for (side, party) in [("S", statement.source.as_ref()), ("T", statement.targets.first())] {
        let Some(word) = party.and_then(|party| party.span).and_then(head) else {
            continue;
        };
        let far = match word.abs_diff(predicate) {
            0..=2 => 0,
            3..=5 => 1,
            6..=10 => 2,
            11..=20 => 3,
            _ => 4,
        };
        let after = word > predicate;
        let own = sentence.head(word) == Some(predicate);
        found.push(format!("{side}:far={far}&after={after}"));
        found.push(format!("{side}:own={own}&hangs={}", token.rel()));
        found.push(format!("{side}:own={own}&rel={}", sentence.token(word).rel()));
        let (first, last) = (word.min(predicate), word.max(predicate));
        let verbs = (first + 1..last)
            .filter(|&i| sentence.token(i).upos == Upos::Verb)
            .count();
        found.push(format!("{side}:verbs-between={}", verbs.min(3)));
    }
    found
}

/// The least of the leads that the heads of the statement's words have, in steps: where the parser is unsure of one, the statement may
/// be put together wrongly.
fn doubt(sentence: &Sentence, statement: &Statement) -> usize {
    let parties = statement.source.iter().chain(&statement.targets);
    let spans = parties
        .filter_map(|party| party.span)
        .chain(statement.predicate.spans.iter().copied());
    let least = spans
        .filter_map(|span| outer_head(sentence, words_in(sentence, span)))
        .map(|head| sentence.token(head).lead)
        .min();
    steps(least.unwrap_or(u8::MAX))
}

/// A lead in steps, of which each is about twice as far as the one before.
fn steps(lead: u8) -> usize {
    [5, 10, 20, 40, 80]
        .iter()
        .take_while(|&&step| lead >= step)
        .count()
}

/// First and last word of a span.
fn words_in(sentence: &Sentence, span: Span) -> Option<(usize, usize)> {
    let mut within = (0..sentence.len()).filter(|&i| sentence.token(i).span.overlaps(span));
    let first = within.next()?;
    Some((first, within.next_back().unwrap_or(first)))
}

/// The word that hangs from outside.
fn outer_head(sentence: &Sentence, words: Option<(usize, usize)>) -> Option<usize> {
    let (first, last) = words?;
    (first..=last).find(|&i| {
        sentence
            .head(i)
            .is_none_or(|above| !(first..=last).contains(&above))
    })
}

/// Who or what a party is, and how its phrase stands in the sentence. `object` is the noun that the predicate holds.
fn of_party(sentence: &Sentence, party: &Participant, object: Option<&str>) -> Vec<String> {
    let mut found = vec![kind(party), sense(party).to_owned()];
    found.extend(shape(&party.text).map(str::to_owned));
    if party.actor.is_none()
        && let Some(head) = head_noun(&party.text).filter(|head| head.chars().all(char::is_lowercase))
    {
        found.push(format!("head={head}"));
        if object.is_some_and(|object| head.starts_with(object)) {
            found.push("object".to_owned());
        }
    }
    let Some((first, last)) = party.span.and_then(|span| words_in(sentence, span)) else {
        return found;
    };
    if let Some(head) = outer_head(sentence, Some((first, last))) {
        let token = sentence.token(head);
        found.push(format!("rel={}", token.deprel));
        found.push(format!("pos={:?}", token.upos));
        found.push(format!("lead={}", steps(token.lead)));
        let entity = sentence.entity_at(head);
        found.push(format!("entity={:?}", entity.map(|entity| entity.label)));
    }
    // a name that goes on outside the phrase was cut
    let beside = [
        ("before", first.checked_sub(1)),
        ("after", Some(last + 1).filter(|&i| i < sentence.len())),
    ];
    for (side, word) in beside {
        match word.map(|i| sentence.token(i)) {
            None => found.push(format!("{side}=")),
            Some(token) if token.upos == Upos::Propn => found.push(format!("cut-{side}")),
            Some(token) => found.push(format!("{side}={}", token.lemma)),
        }
    }
    found
}

fn kind(party: &Participant) -> String {
    let kind = party.actor.as_ref().map(|actor| actor.kind);
    kind.map_or("nobody".to_owned(), |kind| format!("{kind:?}"))
}

fn sense(party: &Participant) -> &'static str {
    match head_noun(&party.text).and_then(noun_sense) {
        _ if party.actor.is_some() => "actor",
        Some(NounSense::Person) => "person",
        Some(NounSense::Group) => "group",
        Some(NounSense::Abstract) => "abstract",
        Some(NounSense::Thing) => "thing",
        None => "unknown",
    }
}

/// How a phrase begins.
fn shape(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let first = lower.split_whitespace().next()?;
    Some(match first {
        "i" | "we" | "us" | "me" | "our" | "my" => "speaker",
        "you" | "he" | "she" | "it" | "they" | "him" | "her" | "them" | "its" | "his" | "their"
            if lower == first =>
        {
            "pronoun"
        }
        "her" | "its" | "his" | "their" => "own",
        "the" | "a" | "an" | "this" | "that" | "these" | "those" => "determined",
        _ if text.starts_with(char::is_uppercase) => "name",
        _ => "bare",
    })
}

#[cfg(test)]
mod tests {
    use super::super::{code, tests};
    use super::*;
    use crate::model::{ActorKind, conllu};

    /// "Arlen attacked the Klow garrison", of a known actor.
    fn attack() -> (Vec<Sentence>, Statement) {
        let text = "Arlen attacked the Klow garrison";
        let words = [
            "1\tArlen\tArlen\tPROPN\tNNP\t_\t2\tnsubj\t_\t_",
            "2\tattacked\tattack\tVERB\tVBD\t_\t0\troot\t_\t_",
            "3\tthe\tthe\tDET\tDT\t_\t5\tdet\t_\t_",
            "4\tKlow\tKlow\tPROPN\tNNP\t_\t5\tcompound\t_\t_",
            "5\tgarrison\tgarrison\tNOUN\tNN\t_\t2\tobj\t_\t_",
        ];
        let sentences = conllu::parse(&format!("# text = {text}\n{}\n\n", words.join("\n"))).unwrap();
        let mut source = tests::party("Arlen", ActorKind::State, "ARL");
        source.span = Some(Span::new(0, 5));
        let target = Participant {
            text: text[15..].to_owned(),
            span: Some(Span::new(15, 32)),
            actor: None,
        };
        let mut statement = tests::statement(tests::verb("attack", None, ""), source, vec![target]);
        statement.sentence = Some(sentences[0].span());
        statement.rule = "verb".into();
        code(&mut statement);
        (sentences, statement)
    }

    #[test]
    fn features_tell_the_parties_and_hold_no_name() {
        let (sentences, statement) = attack();
        let features = trust_features(&sentences, &statement).unwrap();
        for due in [
            "ASSAULT&S:State",
            "S:name",
            "T:nobody",
            "T:determined",
            "T:head=garrison",
            "attack&T:nobody",
        ] {
            assert!(
                features.iter().any(|name| name == due),
                "{due} is not among {features:?}"
            );
        }
        assert!(
            !features
                .iter()
                .any(|name| name.contains("Arlen") || name.contains("Klow"))
        );
    }

    #[test]
    fn doubt_is_of_the_least_sure_word() {
        let (mut sentences, statement) = attack();
        assert_eq!(doubt(&sentences[0], &statement), 5);
        let mut tokens = sentences[0].tokens().to_vec();
        tokens[4].lead = 12;
        tokens[2].lead = 0;
        sentences[0] = Sentence::new(tokens, Vec::new(), 0);
        assert_eq!(doubt(&sentences[0], &statement), 2);
    }

    #[test]
    fn what_has_no_sentence_stays() {
        let (sentences, mut statement) = attack();
        statement.sentence = None;
        let before = statement.clone();
        weigh(&sentences, &mut statement);
        assert_eq!(statement, before);
        statement.sentence = Some(sentences[0].span());
        weigh(&sentences, &mut statement);
        assert_ne!(statement.confidence, before.confidence);
    }
}

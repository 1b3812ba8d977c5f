//! How far the event of a statement can be trusted: whether the words are used in that sense, and of these parties.
//!
//! A logistic regression over hashed [`trust_features`]; `training/trust.py` fits it, and `training/README.md` says on what.

use std::sync::OnceLock;

use super::features::features;
use super::learnt::Model;
use crate::lexicon::{NounSense, head_noun, noun_sense};
use crate::model::{Modality, Participant, Polarity, Relation, Sentence, Span, Statement, Upos};

/// An event that is less likely than this to be what the sentence says is taken away; the words stay.
const DOUBTFUL: f32 = 0.3;

/// Words that tell whether something is so.
const STATUS: [&str; 14] = [
    "be", "can", "could", "do", "have", "may", "might", "must", "not", "should", "to", "will", "would", "n't",
];

/// Sets how sure a statement with an event is, and takes the event away where it is doubtful. `sentences` are those of its
/// text; a statement without sentence or event stays as it is.
pub fn weigh(sentences: &[Sentence], statement: &mut Statement) {
    let Some(features) = trust_features(sentences, statement) else {
        return;
    };
    static MODEL: OnceLock<Model<1>> = OnceLock::new();
    let model =
        MODEL.get_or_init(|| Model::embedded(include_bytes!("../../data/model/trust.bin"), "trust.bin"));
    let likely = model.likely(&features);
    if likely < DOUBTFUL {
        statement.relation = None;
    } else {
        statement.confidence = likely;
    }
}

/// What the model weighs of a statement with an event, as names; each counts once: what [`features`] sees between the source and
/// the first target, and who these two are. No feature holds a name. `None` without event or sentence.
/// O(n) in the sentence's words times the depth of its tree.
pub fn trust_features(sentences: &[Sentence], statement: &Statement) -> Option<Vec<String>> {
    let Some(Relation::Event(event)) = &statement.relation else {
        return None;
    };
    let event = event.event.name();
    let start = statement.sentence?.start;
    let place = sentences.binary_search_by_key(&start, |sentence| sentence.span().start);
    let sentence = &sentences[place.ok()?];
    let (source, target) = (statement.source.as_ref(), statement.targets.first());
    let places = |party: Option<&Participant>| Vec::from_iter(party.and_then(|party| party.span));
    // what kind of act it is does not depend on whether it is so
    let mut plain = statement.clone();
    plain.polarity = Polarity::Affirmed;
    plain.modality = Modality::Actual;
    let mut all = features(
        std::slice::from_ref(sentence),
        &places(source),
        &places(target),
        &[plain],
    );
    all.retain(|name| match name.split_once('=') {
        Some(("beside", _)) => false,
        Some(("between", word)) => !STATUS.contains(&word),
        _ => true,
    });
    let key = &statement.predicate.key;
    let mut of_parties = vec![format!(
        "ST:{}/{}",
        source.map_or("absent".to_owned(), kind),
        target.map_or("absent".to_owned(), kind)
    )];
    for (side, party) in [("S", source), ("T", target)] {
        let found = match party {
            Some(party) => of_party(sentence, party, key.object.as_deref()),
            None => vec!["absent".to_owned()],
        };
        for name in found {
            // a word tells by itself, all else together with what is done
            if !name.starts_with("head=") {
                of_parties.push(format!("{event}&{side}:{name}"));
            }
            if !name.contains('=') {
                of_parties.push(format!("{}&{side}:{name}", key.head));
            }
            of_parties.push(format!("{side}:{name}"));
        }
    }
    all.extend(of_parties);
    all.push(format!("targets={}", statement.targets.len().min(3)));
    all.push(format!("words={}", (sentence.len() / 10).min(6)));
    all.push(format!("rule={}", statement.rule));
    all.push(format!("{event}&rule={}", statement.rule));
    all.extend(key.modifiers.iter().map(|word| format!("modifier={word}")));
    all.sort_unstable();
    all.dedup();
    Some(all)
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
    let Some(span) = party.span else { return found };
    let within = |span: Span| (0..sentence.len()).filter(move |&i| sentence.token(i).span.overlaps(span));
    let (Some(first), Some(last)) = (within(span).next(), within(span).next_back()) else {
        return found;
    };
    let outside = |above| !(first..=last).contains(&above);
    if let Some(head) = within(span).find(|&i| sentence.head(i).is_none_or(outside)) {
        let token = sentence.token(head);
        found.push(format!("rel={}", token.deprel));
        found.push(format!("pos={:?}", token.upos));
        let entity = sentence
            .entities
            .iter()
            .find(|entity| entity.tokens.contains(&head));
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
    fn whether_it_is_so_does_not_count() {
        let (sentences, mut statement) = attack();
        let affirmed = trust_features(&sentences, &statement);
        statement.polarity = Polarity::Negated;
        statement.modality = Modality::Threatened;
        assert_eq!(trust_features(&sentences, &statement), affirmed);
    }

    #[test]
    fn what_has_no_event_or_no_sentence_stays() {
        let (sentences, mut statement) = attack();
        statement.sentence = None;
        let before = statement.clone();
        weigh(&sentences, &mut statement);
        assert_eq!(statement, before);
        statement.sentence = Some(sentences[0].span());
        weigh(&sentences, &mut statement);
        assert_ne!(statement.confidence, before.confidence);
        statement.relation = None;
        let before = statement.clone();
        weigh(&sentences, &mut statement);
        assert_eq!(statement, before);
    }
}

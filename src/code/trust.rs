//! How far a statement can be trusted: whether the words are used in that sense, of these parties, and whether the sentence is read
//! aright.
//!
//! A logistic regression over hashed [`trust_features`]; `training/trust.py` fits it, and `training/README.md` says on what.

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use super::features::{Between, Sink, each};
use super::learnt::Model;
use super::pair::unknown_act;
use crate::lexicon::{Cues, NounSense, head_noun, noun_sense};
use crate::model::{ActorKind, Participant, Relation, Sentence, Span, Statement, Upos};

/// An event that is less likely than this to be what the sentence says is taken away; the words stay.
const DOUBTFUL: f32 = 0.35;

/// An act that only the model of relations sees must be as likely as this.
const TOLD: f32 = 0.6;

/// Sets how sure a statement is, takes its event away where that is doubtful, for the words may still be right, and gives words an event that
/// the lexicon does not know. `sentences` are those of its text; a statement without sentence stays as it is.
pub fn weigh(sentences: &[Sentence], statement: &mut Statement) {
    static MODEL: OnceLock<Model<1>> = OnceLock::new();
    let model =
        MODEL.get_or_init(|| Model::embedded(include_bytes!("../../data/model/trust.bin"), "trust.bin"));
    let likely = |statement: &Statement| {
        let seen = Seen::new(sentences, statement)?;
        Some(model.likely(&each(|hashes| seen.gather(hashes))))
    };
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

/// What the model weighs of a statement, as names; each counts once: what [`features`](super::features()) sees between the source and
/// the first target, but for single words, which tell the topic; who these two are, how sure the parser is of them, and what is said of
/// the standing of it all. No feature holds a name. `None` without sentence. O(n) in the sentence's words times the depth of its tree.
pub fn trust_features(sentences: &[Sentence], statement: &Statement) -> Option<Vec<String>> {
    let seen = Seen::new(sentences, statement)?;
    Some(each(|names| seen.gather(names)))
}

/// A statement in its sentence.
struct Seen<'a> {
    sentence: &'a Sentence,
    statement: &'a Statement,
    /// What it tells: its event, a tie, or words.
    told: &'static str,
    source: Option<&'a Participant>,
    target: Option<&'a Participant>,
}

impl<'a> Seen<'a> {
    fn new(sentences: &'a [Sentence], statement: &'a Statement) -> Option<Self> {
        let start = statement.sentence?.start;
        let place = sentences.binary_search_by_key(&start, |sentence| sentence.span().start);
        Some(Seen {
            sentence: &sentences[place.ok()?],
            statement,
            told: match &statement.relation {
                Some(Relation::Event(event)) => event.event.name(),
                Some(Relation::Affiliation { .. }) => "tie",
                None => "words",
            },
            source: statement.source.as_ref(),
            target: statement.targets.first(),
        })
    }

    /// The two parties, each with the letter for its side.
    fn sides(&self) -> [(char, Option<&'a Participant>); 2] {
        [('S', self.source), ('T', self.target)]
    }

    fn gather(&self, features: &mut impl Sink) {
        let (told, statement) = (self.told, self.statement);
        let places = |party: Option<&Participant>| Vec::from_iter(party.and_then(|party| party.span));
        Between {
            sentences: std::slice::from_ref(self.sentence),
            source: &places(self.source),
            target: &places(self.target),
            answers: std::slice::from_ref(statement),
            topic: false,
        }
        .gather(features);
        features.add(format_args!("{told}"));
        let kinds = [self.source, self.target].map(|party| party.map_or(Kind::Absent, kind));
        features.add(format_args!("ST:{}/{}", kinds[0], kinds[1]));
        for (side, party) in self.sides() {
            let mut of = OfParty {
                told,
                head: &statement.predicate.key.head,
                side,
                features: &mut *features,
            };
            match party {
                Some(party) => of.gather(self.sentence, party, statement.predicate.key.object.as_deref()),
                None => of.is(format_args!("absent")),
            }
        }
        self.standing(features);
        self.reading(features);
        features.add(format_args!("targets={}", statement.targets.len().min(3)));
        features.add(format_args!("words={}", (self.sentence.len() / 10).min(6)));
        // "learnt: ..." goes on with its reasons
        let rule = statement.rule.split(':').next().unwrap_or_default();
        features.add(format_args!("rule={rule}"));
        features.add(format_args!("{told}&rule={rule}"));
        for word in &statement.predicate.key.modifiers {
            features.add(format_args!("modifier={word}"));
        }
    }

    /// Whether it is so, in which world, when, and who says so.
    fn standing(&self, features: &mut impl Sink) {
        let (told, statement) = (self.told, self.statement);
        let speakers = statement.attribution.len().min(2);
        features.add(format_args!("{told}&polarity={:?}", statement.polarity));
        features.add(format_args!("{told}&modality={:?}", statement.modality));
        features.add(format_args!("{told}&when={}", statement.when.is_some()));
        features.add(format_args!("{told}&speakers={speakers}"));
        let speaker = statement.attribution.last().map(|party| kind(party).to_string());
        features.add(format_args!("{told}&known-speaker={speaker:?}"));
        features.add(format_args!("{told}&place={}", statement.place.is_some()));
    }

    /// How the statement is put together: how sure the parser is, where its predicate hangs, and how far from it, in words and in the
    /// tree, the parties stand.
    fn reading(&self, features: &mut impl Sink) {
        let doubt = self.doubt();
        features.add(format_args!("doubt={doubt}"));
        features.add(format_args!("{}&doubt={doubt}", self.told));
        features.add(format_args!(
            "sure={}",
            (self.statement.confidence * 20.0).round()
        ));
        let head = |span: Span| outer_head(self.sentence, self.sentence.words_in(span));
        let Some(predicate) = self.statement.predicate.spans.first().copied().and_then(head) else {
            return;
        };
        let sentence = self.sentence;
        let token = sentence.token(predicate);
        features.add(format_args!("hangs={}", token.deprel));
        features.add(format_args!("form={}", token.xpos));
        features.add(format_args!(
            "form={}&modality={:?}",
            token.xpos, self.statement.modality
        ));
        for mark in sentence.children_by(predicate, "mark") {
            let mark = &sentence.token(mark).lemma;
            features.add(format_args!("mark={mark}&modality={:?}", self.statement.modality));
        }
        features.add(format_args!("hangs={}&lead={}", token.rel(), steps(token.lead)));
        features.add(format_args!(
            "depth={}",
            sentence.ancestors(predicate).count().min(5)
        ));
        if let Some(above) = sentence.head(predicate) {
            let lemma = &sentence.token(above).lemma;
            features.add(format_args!("hangs={}&on={lemma}", token.rel()));
        }
        for (side, party) in self.sides() {
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
            features.add(format_args!("{side}:far={far}&after={after}"));
            features.add(format_args!("{side}:own={own}&hangs={}", token.rel()));
            features.add(format_args!(
                "{side}:own={own}&rel={}",
                sentence.token(word).rel()
            ));
            let (first, last) = (word.min(predicate), word.max(predicate));
            let verbs = (first + 1..last)
                .filter(|&i| sentence.token(i).upos == Upos::Verb)
                .count();
            features.add(format_args!("{side}:verbs-between={}", verbs.min(3)));
            let commas = (first + 1..last)
                .filter(|&i| sentence.token(i).form == ",")
                .count();
            features.add(format_args!("{side}:commas-between={}", commas.min(4)));
        }
    }

    /// The least of the leads that the heads of the statement's words have, in steps: where the parser is unsure of one, the statement
    /// may be put together wrongly.
    fn doubt(&self) -> usize {
        let parties = self.statement.source.iter().chain(&self.statement.targets);
        let spans = parties
            .filter_map(|party| party.span)
            .chain(self.statement.predicate.spans.iter().copied());
        let least = spans
            .filter_map(|span| outer_head(self.sentence, self.sentence.words_in(span)))
            .map(|head| self.sentence.token(head).lead)
            .min();
        steps(least.unwrap_or(u8::MAX))
    }
}

/// A lead in steps, of which each is about twice as far as the one before.
fn steps(lead: u8) -> usize {
    [5, 10, 20, 40, 80]
        .iter()
        .take_while(|&&step| lead >= step)
        .count()
}

/// The word that hangs from outside.
fn outer_head(sentence: &Sentence, mut words: Range<usize>) -> Option<usize> {
    let all = words.clone();
    words.find(|&i| sentence.head(i).is_none_or(|above| !all.contains(&above)))
}

/// Tells what a party is, and how its phrase stands in the sentence.
struct OfParty<'a, S> {
    /// What the statement tells, and its predicate's word.
    told: &'a str,
    head: &'a str,
    side: char,
    features: &'a mut S,
}

impl<S: Sink> OfParty<'_, S> {
    /// What it is: by itself, and together with what is done.
    fn is(&mut self, name: fmt::Arguments<'_>) {
        self.features
            .add(format_args!("{}&{}:{name}", self.head, self.side));
        self.has(name);
    }

    /// What its phrase has: by itself, and together with what the statement tells.
    fn has(&mut self, name: fmt::Arguments<'_>) {
        self.features
            .add(format_args!("{}&{}:{name}", self.told, self.side));
        self.features.add(format_args!("{}:{name}", self.side));
    }

    /// `object` is the noun that the predicate holds.
    fn gather(&mut self, sentence: &Sentence, party: &Participant, object: Option<&str>) {
        self.is(format_args!("{}", kind(party)));
        self.is(format_args!("{}", sense(party)));
        if let Some(shape) = shape(&party.text) {
            self.is(format_args!("{shape}"));
            // a pronoun that means a body, a name that is a place
            self.has(format_args!("{shape}&{}", kind(party)));
        }
        if party.actor.is_none()
            && let Some(head) = head_noun(&party.text).filter(|head| head.chars().all(char::is_lowercase))
        {
            // a word tells by itself
            self.features.add(format_args!("{}:head={head}", self.side));
            if object.is_some_and(|object| head.starts_with(object)) {
                self.is(format_args!("object"));
            }
        }
        let words = party.span.map(|span| sentence.words_in(span)).unwrap_or_default();
        let Some(head) = outer_head(sentence, words.clone()) else {
            return;
        };
        let token = sentence.token(head);
        self.has(format_args!("rel={}", token.deprel));
        self.has(format_args!("pos={:?}", token.upos));
        self.has(format_args!("lead={}", steps(token.lead)));
        let entity = sentence.entity_at(head).map(|entity| entity.label);
        self.has(format_args!("entity={entity:?}"));
        // a name that goes on outside the phrase was cut
        let beside = [
            ("before", words.start.checked_sub(1)),
            ("after", Some(words.end).filter(|&i| i < sentence.len())),
        ];
        for (side, word) in beside {
            match word.map(|i| sentence.token(i)) {
                None => self.has(format_args!("{side}=")),
                Some(token) if token.upos == Upos::Propn => self.is(format_args!("cut-{side}")),
                Some(token) => self.has(format_args!("{side}={}", token.lemma)),
            }
        }
    }
}

/// Who a party is.
enum Kind {
    Known(ActorKind),
    Nobody,
    Absent,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::Known(kind) => write!(f, "{kind:?}"),
            Kind::Nobody => f.write_str("nobody"),
            Kind::Absent => f.write_str("absent"),
        }
    }
}

fn kind(party: &Participant) -> Kind {
    party
        .actor
        .as_ref()
        .map_or(Kind::Nobody, |actor| Kind::Known(actor.kind))
}

fn sense(party: &Participant) -> &'static str {
    let head = head_noun(&party.text);
    // "its report", "the statement": somebody's words, which say and ask as people do
    let words = head.is_some_and(|head| Cues::embedded().speech_noun(head).is_some());
    match head.and_then(noun_sense) {
        _ if party.actor.is_some() => "actor",
        _ if words => "words",
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
    use crate::model::conllu;

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
        assert_eq!(Seen::new(&sentences, &statement).unwrap().doubt(), 5);
        let mut tokens = sentences[0].tokens().to_vec();
        tokens[4].lead = 12;
        tokens[2].lead = 0;
        sentences[0] = Sentence::new(tokens, Vec::new(), 0);
        assert_eq!(Seen::new(&sentences, &statement).unwrap().doubt(), 2);
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

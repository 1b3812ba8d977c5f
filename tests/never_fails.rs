//! Text never fails: whatever words stand in whatever order, the chain gives statements or none.

use legation::extract::open;
use legation::model::Document;
use legation::pipeline::{Options, Pipeline};
use proptest::prelude::*;

/// Words that the rules listen to, so that chance hits their corners.
const WORDS: &[&str] = &[
    "Putin",
    "Kim",
    "Jong-un",
    "the",
    "two",
    "leaders",
    "both",
    "they",
    "it",
    "he",
    "its",
    "said",
    "that",
    "According",
    "to",
    "KCNA",
    "(KCNA)",
    "Russia",
    "–",
    "-",
    "North",
    "Korea",
    "'s",
    "president",
    "former",
    "agency",
    "talks",
    "between",
    "and",
    "with",
    "on",
    "Tuesday",
    "(Aug",
    "12)",
    "last",
    "year",
    "2025-08-12",
    "May",
    "three",
    "days",
    "ago",
    "sent",
    "10,000",
    "troops",
    "may",
    "not",
    "no",
    "if",
    "refused",
    "to",
    "attack",
    "attacked",
    "accused",
    "of",
    "reportedly",
    ",",
    ".",
    "\n\n",
    "\"",
    "“",
    "”",
    "was",
    "by",
    "which",
    "Ukraine",
    "Kremlin",
    "quoted",
    "as",
    "saying",
    "\u{202e}",
    "🙂",
    "0",
    "…",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn on_any_words(words in prop::collection::vec(prop::sample::select(WORDS), 0..80), dated in any::<bool>()) {
        let pipeline = Pipeline::new(Options { threads: Some(1) }).expect("one thread can be started");
        let text = words.join(" ");
        let length = text.chars().count() as u32;
        let published = dated.then(|| "2025-08-12".parse().expect("a date"));
        let document = Document { id: "any".into(), text, published, ..Document::default() };
        for statement in pipeline.statements(&document) {
            let spans = statement.predicate.spans.iter().copied();
            let parties = statement.source.iter().chain(&statement.targets).filter_map(|p| p.span);
            for span in spans.chain(parties) {
                prop_assert!(span.start < span.end && span.end <= length, "{span:?} of {length}");
            }
        }
    }

    #[test]
    fn open_tuples_have_arguments_and_the_sentences_words(words in prop::collection::vec(prop::sample::select(WORDS), 0..60)) {
        let pipeline = Pipeline::new(Options { threads: Some(1) }).expect("one thread can be started");
        let document = Document { id: "any".into(), text: words.join(" "), ..Document::default() };
        for sentence in pipeline.annotate(&document) {
            let all = sentence.text(0..sentence.len());
            for tuple in open(&sentence) {
                prop_assert!(tuple.arguments.len() >= 2 && !tuple.relation.is_empty(), "{tuple:?}");
                prop_assert!((0.0..=1.0).contains(&tuple.confidence), "{tuple:?}");
                for word in tuple.arguments.iter().flat_map(|argument| argument.split(' ')) {
                    prop_assert!(all.contains(word), "{word} is not in: {all}");
                }
            }
        }
    }
}

//! Annotating never fails, whatever the text, and gives well-formed sentences.

use legation::annotate::Annotator;
use legation::model::{EntityLabel, Upos, conllu};
use proptest::prelude::*;

#[track_caller]
fn check(text: &str) -> usize {
    let mut words = 0;
    for sentence in Annotator::embedded().annotate(text) {
        assert_eq!(sentence.tokens().iter().filter(|t| t.head.is_none()).count(), 1);
        assert_eq!(sentence.tokens().iter().filter(|t| t.deprel == "root").count(), 1);
        assert!(
            sentence
                .entities
                .windows(2)
                .all(|e| e[0].tokens.end <= e[1].tokens.start)
        );
        assert!(
            sentence
                .tokens()
                .iter()
                .all(|t| !t.lemma.is_empty() || t.form.is_empty())
        );
        words += sentence.len();
    }
    words
}

#[test]
fn a_sentence_of_news() {
    let found = Annotator::embedded().annotate("Putin spoke with Kim Jong-un on Tuesday.");
    let [sentence] = &found[..] else {
        panic!("{} sentences", found.len())
    };
    let root = sentence.root().map(|r| sentence.token(r).lemma.as_str());
    assert_eq!(root, Some("speak"));
    assert_eq!(sentence.token(0).upos, Upos::Propn);
    let people: Vec<String> = sentence
        .entities
        .iter()
        .filter(|e| e.label == EntityLabel::Person)
        .map(|e| sentence.text(e.tokens.clone()))
        .collect();
    assert_eq!(people, ["Putin", "Kim Jong-un"]);
    let printed = conllu::print(sentence);
    let kept = Annotator::embedded().annotate_tokens(&conllu::parse(&printed).unwrap());
    assert_eq!(conllu::print(&kept[0]), printed);
}

#[test]
fn odd_texts() {
    for text in [
        "",
        "\n\n",
        "...",
        "?!?!",
        "👩‍👩‍👧🇫🇷",
        "–",
        "\u{200D}",
        "1 2 3",
        "اجتمع الرئيس",
        "习近平会见普京。",
        "a\0b",
    ] {
        check(text);
    }
}

#[test]
fn long_texts() {
    assert_eq!(check(&"word ".repeat(10_000)), 10_000);
    assert!(check(&"He said no. ".repeat(2_000)) >= 8_000);
    check(&"🙂".repeat(3_000));
    check(&"x".repeat(50_000));
    check(&"(".repeat(3_000));
}

#[test]
fn threads_change_nothing() {
    let texts: Vec<String> = (0..40)
        .map(|i| format!("Minister number {i} of Arland met Envoy{i} in town. He left."))
        .collect();
    let alone: Vec<_> = texts.iter().map(|t| Annotator::embedded().annotate(t)).collect();
    let together: Vec<_> = std::thread::scope(|scope| {
        let handles: Vec<_> = texts
            .iter()
            .map(|t| scope.spawn(|| Annotator::embedded().annotate(t)))
            .collect();
        handles.into_iter().map(|h| h.join().unwrap()).collect()
    });
    assert_eq!(alone, together);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text(text in "\\PC{0,80}") {
        check(&text);
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        check(&String::from_utf8_lossy(&bytes));
    }
}

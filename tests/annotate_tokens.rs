//! Any text becomes tokens: every visible character lands in one, in order, with true offsets.

use legation::annotate::tokenize;
use proptest::prelude::*;

#[track_caller]
fn check(text: &str) {
    let points: Vec<char> = text.chars().collect();
    let mut at = 0;
    for sentence in tokenize(text) {
        assert!(!sentence.is_empty());
        assert!(sentence.len() <= 400);
        for token in sentence.tokens() {
            let (start, end) = (token.span.start as usize, token.span.end as usize);
            assert!(at <= start && start < end);
            assert!(
                points[at..start]
                    .iter()
                    .all(|c| c.is_whitespace() || "\u{FEFF}\u{200B}\u{2060}".contains(*c))
            );
            assert_eq!(points[start..end].iter().collect::<String>(), token.form.as_str());
            at = end;
        }
    }
    assert!(
        points[at..]
            .iter()
            .all(|c| c.is_whitespace() || "\u{FEFF}\u{200B}\u{2060}".contains(*c))
    );
}

#[test]
fn odd_texts() {
    for text in [
        "",
        " \n\n\t",
        "....!?!—-",
        "👩‍👩‍👧 🇫🇷🇩🇪🇫",
        "\u{0301}\u{200D}\u{FE0F}",
        "'",
        "’s",
        "n't",
        "a.b.c.d.e.f",
        "1-2-3-4-5-6-7-8-9-10-11-12-13-14",
        "((((((",
        "@",
        "http://",
        "x@y",
        "12345678901234567890:1,000,00.5.5",
        "\u{FEFF}Text\r\nwith\rall\u{2028}breaks",
        "ⅷ ² ½ ① İstanbul ẞ ﬁ",
    ] {
        check(text);
    }
}

#[test]
fn one_long_line() {
    check(&"Mr. Roe of the U.S. said \"no\" (twice). ".repeat(5_000));
    check(&"a".repeat(100_000));
    check(&"-a'b.".repeat(50_000));
    check(&"http://a.org/)".repeat(20_000));
    check(&"word ".repeat(10_000));
}

proptest! {
    #[test]
    fn any_text(text in "\\PC{0,60}") {
        check(&text);
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_spelling(text in "[a-cA-C1-3 .,'’\"()/@&:;!?%$\\-\n–—]{0,60}") {
        check(&text);
    }
}

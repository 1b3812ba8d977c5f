//! Sentence ends within a paragraph.

use std::ops::Range;

use super::tokenize::Piece;
use super::words;

/// A longer sentence is cut, because the parser's time grows with the square of its length.
pub(super) const LONGEST: usize = 400;

/// Splits the tokens of a paragraph into sentences, as ranges of tokens.
pub(super) fn split(text: &str, pieces: &[Piece], out: &mut Vec<Range<usize>>) {
    let splitter = Splitter { text, pieces };
    let mut start = 0;
    if let Some(end) = splitter.dateline() {
        out.push(0..end);
        start = end;
    }
    let mut i = start;
    while i < pieces.len() {
        let end = splitter.closed(i);
        if i > start && (splitter.credits(i) || splitter.is_seam(i)) {
            splitter.cut(start..i, out);
            start = i;
        }
        if splitter.stops(i) && splitter.breaks(start, i, end) {
            splitter.cut(start..end, out);
            start = end;
            i = end;
        } else {
            i += 1;
        }
    }
    if start < pieces.len() {
        splitter.cut(start..pieces.len(), out);
    }
}

struct Splitter<'a> {
    text: &'a str,
    pieces: &'a [Piece],
}

impl<'a> Splitter<'a> {
    fn word(&self, i: usize) -> &'a str {
        self.pieces.get(i).map_or("", |p| &self.text[p.bytes.clone()])
    }

    /// Whether token `i` could be the last word of a sentence, but for what closes after it.
    fn stops(&self, i: usize) -> bool {
        let word = self.word(i);
        let last = word.as_bytes()[word.len() - 1];
        matches!(last, b'.' | b'!' | b'?') || matches!(word, "…" | "。" | "！" | "？" | "۔" | "।")
    }

    /// Where the closing quotes, brackets and note marks after token `i` end.
    fn closed(&self, i: usize) -> usize {
        let mut end = i + 1;
        while end < self.pieces.len() && !self.pieces[end - 1].space_after {
            match self.word(end) {
                "\"" | "”" | "’" | "'" | "''" | "’’" | ")" | "]" | "»" | "}" => end += 1,
                "[" if self.word(end + 1).bytes().all(|b| b.is_ascii_digit())
                    && self.word(end + 2) == "]" =>
                {
                    end += 3
                }
                _ => break,
            }
        }
        end.min(self.pieces.len())
    }

    /// Whether the sentence that began at `start` ends at `end`, its stop standing at `stop`.
    fn breaks(&self, start: usize, stop: usize, end: usize) -> bool {
        if end >= self.pieces.len() {
            return true;
        }
        let word = self.word(stop);
        if self.word(end).bytes().all(|b| matches!(b, b'.' | b'!' | b'?')) {
            return false;
        }
        let next = self.first_word(end);
        let capital =
            next.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
        let lower = next.starts_with(char::is_lowercase);
        if lower {
            return false;
        }
        if word.ends_with('.') && word.len() > 1 && word.bytes().any(|b| b.is_ascii_alphanumeric()) {
            return self.breaks_after_abbreviation(start, stop, end);
        }
        let spaced = self.pieces[end - 1].space_after;
        if !spaced && !capital {
            return false;
        }
        if word == "." && stop == start + 1 && is_enumerator(self.word(start)) {
            return false;
        }
        let quoted = end > stop + 1 && matches!(self.word(end - 1), "\"" | "”" | "’" | "'" | "''" | "’’");
        if quoted && word.ends_with(['!', '?']) && self.speaker_follows(end) {
            return false;
        }
        true
    }

    /// As [`Self::breaks`], for a stop that belongs to an abbreviation.
    fn breaks_after_abbreviation(&self, start: usize, stop: usize, end: usize) -> bool {
        let word = self.word(stop);
        let bare = &word[..word.len() - 1];
        if words::has(words::BEFORE, bare) || words::has(words::BEFORE_NUMBER, bare) || stop == start {
            return false;
        }
        let next = self.word(end);
        if words::has(words::OPENERS, next) {
            // "in the U.S. The"; but "George W. In" is as rare as "J. A. Roe" is common
            return bare.chars().count() > 1 || next.len() > 2;
        }
        let lowered = bare.to_ascii_lowercase();
        if matches!(lowered.as_str(), "a.m" | "p.m") {
            return next.starts_with(char::is_uppercase) && !words::has(words::AFTER_TIME, next);
        }
        if bare == "etc" {
            return next.starts_with(char::is_uppercase);
        }
        // a quotation opens after it
        end > stop + 1 && matches!(next, "\"" | "“")
            || matches!(next, "\"" | "“") && words::has(words::OPENERS, self.word(end + 1))
    }

    /// The first word at or after `i` that is no opening quote, bracket or dash.
    fn first_word(&self, i: usize) -> &'a str {
        (i..self.pieces.len().min(i + 4))
            .map(|k| self.word(k))
            .find(|w| w.starts_with(char::is_alphanumeric))
            .unwrap_or_default()
    }

    /// Whether a name and a verb of saying follow: the quotation is part of their sentence.
    fn speaker_follows(&self, i: usize) -> bool {
        (i..self.pieces.len().min(i + 6))
            .map(|k| self.word(k))
            .take_while(|w| !w.ends_with(['.', '!', '?', '"', '“']))
            .enumerate()
            .any(|(k, w)| k > 0 && words::has(words::SAYING, w))
    }

    /// Whether a picture's credit begins, which follows a caption without a stop: "Image: Ann Roe".
    fn credits(&self, i: usize) -> bool {
        matches!(
            self.word(i),
            "Image" | "Photo" | "Photograph" | "Picture" | "Credit"
        ) && self.word(i + 1) == ":"
            && !self.pieces[i].space_after
    }

    /// Whether another sentence begins where one breaks off, as lines lost from a page leave it: "to strengthen the Since the last
    /// session", "maintaining international There is".
    fn is_seam(&self, i: usize) -> bool {
        let before = self.word(i - 1);
        let next = self.word(i + 1);
        let small = |word: &str| !word.is_empty() && word.chars().all(char::is_lowercase);
        if !small(before) || !small(next) || !self.pieces[i - 1].space_after {
            return false;
        }
        words::has(words::SEAM_OPENERS, self.word(i)) && words::has(words::HANGING, before)
            || words::has(words::SEAM_SUBJECTS, self.word(i)) && words::has(words::SEAM_VERBS, next)
    }

    /// End of a dateline: "SEOUL, Aug 12 (Reuters) -", "THE HAGUE, Netherlands --", "LAHORE:", "Geneva -".
    fn dateline(&self) -> Option<usize> {
        let limit = self.pieces.len().min(16);
        let mark = (1..limit).find(|&i| self.is_dash(i) || self.word(i) == ":")?;
        let places = (1..mark).all(|i| {
            let word = self.word(i);
            matches!(word, "," | "(" | ")" | "/" | "-" | ".")
                || word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        });
        let next = self.first_word(mark + 1);
        let text_follows = self.pieces.len() > mark + 4
            && next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && (mark + 1..mark + 4).any(|i| self.word(i).chars().any(char::is_lowercase));
        (places && text_follows && self.heads_a_report(mark)).then_some(mark + 1)
    }

    /// Whether what stands before `mark`, a dash or a colon, looks like a place of news and nothing else.
    fn heads_a_report(&self, mark: usize) -> bool {
        let is_shouted = |i: usize| self.word(i).chars().all(|c| !c.is_lowercase());
        let first = self.word(0);
        let city = (0..mark).find(|&i| self.word(i) == ",").unwrap_or(mark);
        let shouted = first.chars().count() >= 3
            && first.chars().all(|c| c.is_uppercase() || c == '.')
            && (0..city).all(is_shouted);
        let agency = self.word(mark - 1) == ")";
        if self.word(mark) == ":" {
            return shouted && mark <= 3 && self.tells(mark + 1);
        }
        if shouted {
            return agency || self.dated(mark) || city < mark || mark <= 6;
        }
        let capital = first.len() >= 3 && first.starts_with(char::is_uppercase);
        let dated = city < mark && self.dated(mark);
        // "Roe - the minister - was asked" has a second dash
        let bare =
            mark <= 3 && self.tells(mark + 1) && !(mark + 1..self.pieces.len()).any(|i| self.is_dash(i));
        capital && (agency || dated || bare)
    }

    /// Whether token `i` is a dash between words rather than a hyphen in one.
    fn is_dash(&self, i: usize) -> bool {
        match self.word(i) {
            "–" | "—" | "--" => true,
            "-" => self.pieces[i - 1].space_after && self.pieces[i].space_after,
            _ => false,
        }
    }

    /// Whether the tokens from `start` on are a whole sentence by their length and end, and no headline.
    fn tells(&self, start: usize) -> bool {
        let last =
            (start..self.pieces.len()).rfind(|&i| !matches!(self.word(i), "\"" | "”" | "’" | "'" | ")"));
        last.is_some_and(|i| i > start + 5 && self.stops(i))
    }

    /// Whether a number stands before the dash, as in "SEOUL, Aug 12 —".
    fn dated(&self, dash: usize) -> bool {
        (1..dash).any(|i| self.word(i).bytes().all(|b| b.is_ascii_digit()))
    }

    /// Pushes a sentence, cut where it is too long, at the best place in the second half of each part.
    fn cut(&self, sentence: Range<usize>, out: &mut Vec<Range<usize>>) {
        let mut start = sentence.start;
        while sentence.end - start > LONGEST {
            let window = start + LONGEST / 2..start + LONGEST;
            let rank = |i: usize| match self.word(i) {
                ";" | "!" | "?" | "." => 4,
                ":" | "—" | "--" => 3,
                "," => 2,
                _ if self.pieces[i].space_after => 1,
                _ => 0,
            };
            // the last of the best
            let best = window
                .clone()
                .max_by_key(|&i| (rank(i), i))
                .unwrap_or(window.end - 1);
            out.push(start..best + 1);
            start = best + 1;
        }
        out.push(start..sentence.end);
    }
}

/// "1", "12", "A", "iv": what numbers the items of a list.
fn is_enumerator(word: &str) -> bool {
    word.len() <= 3
        && (word.bytes().all(|b| b.is_ascii_digit())
            || word.chars().count() == 1 && word != "I"
            || word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')))
}

#[cfg(test)]
mod tests {
    use super::super::tokenize::tokenize;
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let mut pieces = Vec::new();
        tokenize(text, 0..text.len(), &mut pieces);
        let mut out = Vec::new();
        split(text, &pieces, &mut out);
        out.into_iter()
            .map(|r| text[pieces[r.start].bytes.start..pieces[r.end - 1].bytes.end].to_owned())
            .collect()
    }

    #[test]
    fn stops_quotes_and_abbreviations() {
        assert_eq!(
            sentences(
                "U.S. officials met Sen. Roe in the U.S. They said \"no.\" He left at 5 p.m. Police came. “Why?” he asked."
            ),
            [
                "U.S. officials met Sen. Roe in the U.S.",
                "They said \"no.\"",
                "He left at 5 p.m.",
                "Police came.",
                "“Why?” he asked.",
            ]
        );
        assert_eq!(
            sentences("John F. Kennedy and Roe Inc. met. Then?! Yes... Maybe").len(),
            4
        );
        assert_eq!(
            sentences("\"Never!\" Minister Ann Roe said. (He left.) End").len(),
            3
        );
        assert_eq!(
            sentences("1. The first. 2. The second."),
            ["1. The first.", "2. The second."]
        );
    }

    #[test]
    fn lost_lines() {
        assert_eq!(
            sentences("We must act to strengthen the Since the last session Arland has joined."),
            [
                "We must act to strengthen the",
                "Since the last session Arland has joined."
            ]
        );
        assert_eq!(
            sentences("It helps in maintaining international There is also a need to act.").len(),
            2
        );
        for whole in [
            "He came to The Hague.",
            "They read \"Of mice\" and sang We Shall Overcome.",
            "The film It was long.",
        ] {
            assert!(sentences(whole).len() <= 2, "{whole}");
        }
        assert_eq!(sentences("He came to The Hague in May.").len(), 1);
    }

    #[test]
    fn datelines() {
        assert_eq!(
            sentences("ARVILLE, Aug 12 (Newswire) - The minister of Arland resigned. She left."),
            [
                "ARVILLE, Aug 12 (Newswire) -",
                "The minister of Arland resigned.",
                "She left."
            ]
        );
        for report in [
            "ARVILLE — The minister of Arland resigned.",
            "THE PORT, Arland -- A court has charged two former ministers.",
            "Arville, March 15, ABC - The minister of Arland resigned.",
            "Arville (ABC) - The minister of Arland resigned.",
            "Port Arville - The minister of Arland resigned on Monday.",
            "Arville City--The police have begun to look for them.",
            "NEW ARVILLE: The minister of Arland resigned on Monday.",
        ] {
            assert_eq!(sentences(report).len(), 2, "{report}");
        }
        assert_eq!(
            sentences("Roe - Minister of Arland - was asked on Monday.").len(),
            1
        );
        assert_eq!(sentences("Arland - Latest news of the war").len(), 1);
        assert_eq!(sentences("NATO - the alliance - was asked.").len(), 1);
        assert_eq!(sentences("MINISTER RESIGNS - PARTY IN TURMOIL").len(), 1);
        assert_eq!(sentences("The minister in Arville Photo: Ann Roe").len(), 2);
    }

    #[test]
    fn long_sentences_are_cut() {
        let text = "word, word ".repeat(2_000);
        let parts = sentences(&text);
        assert!(parts.len() >= 6_000 / LONGEST);
        let mut pieces = Vec::new();
        tokenize(&text, 0..text.len(), &mut pieces);
        let mut out = Vec::new();
        split(&text, &pieces, &mut out);
        assert!(out.iter().all(|r| r.len() <= LONGEST));
    }
}

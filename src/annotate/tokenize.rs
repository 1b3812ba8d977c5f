//! Words and punctuation marks, split as the English treebanks split them.
//!
//! One pass from left to right over each run of visible characters. Nothing looks further than a fixed
//! number of characters away, so time is linear in any text, and every visible character lands in a token.

use std::ops::Range;

use super::layout::is_blank;
use super::words;

/// A token as bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub bytes: Range<usize>,
    /// Whether white space, or the end of the paragraph, follows.
    pub space_after: bool,
}

/// No word of a language is longer; what is (a megabyte without a blank) is cut.
const LONGEST: usize = 400;
/// How far a look at neighbouring characters goes.
const REACH: usize = 64;

/// Appends the tokens of one paragraph.
pub(super) fn tokenize(text: &str, paragraph: Range<usize>, out: &mut Vec<Piece>) {
    let mut scanner = Scanner {
        text,
        end: paragraph.end,
        out,
    };
    let bytes = text.as_bytes();
    let mut at = paragraph.start;
    while at < paragraph.end {
        let c = scanner.char_at(at);
        if c.is_some_and(is_blank) {
            at += c.map_or(1, char::len_utf8);
            continue;
        }
        let start = at;
        while at < paragraph.end {
            if bytes[at].is_ascii() {
                if bytes[at].is_ascii_whitespace() || bytes[at] == 0x0B {
                    break;
                }
                at += 1;
            } else {
                match scanner.char_at(at) {
                    Some(c) if !is_blank(c) => at += c.len_utf8(),
                    _ => break,
                }
            }
        }
        scanner.chunk(start, at);
        let broken = start > paragraph.start && is_broken(&text[start..at], &text[at..paragraph.end]);
        if let Some(last) = scanner.out.last_mut() {
            last.space_after = !broken;
        }
    }
}

/// "Secretary- General": one name that a scan or a line's end broke behind its hyphen.
fn is_broken(chunk: &str, rest: &str) -> bool {
    let before = chunk
        .strip_suffix('-')
        .is_some_and(|word| word.starts_with(char::is_uppercase) && word.ends_with(char::is_lowercase));
    let mut after = rest.chars().skip_while(|&c| is_blank(c));
    before && after.next().is_some_and(char::is_uppercase) && after.next().is_some_and(char::is_lowercase)
}

struct Scanner<'a> {
    text: &'a str,
    /// Where the paragraph ends.
    end: usize,
    out: &'a mut Vec<Piece>,
}

impl<'a> Scanner<'a> {
    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..self.end].chars().next()
    }

    fn char_before(&self, at: usize, start: usize) -> Option<char> {
        self.text[start..at].chars().next_back()
    }

    fn push(&mut self, start: usize, end: usize) {
        let mut from = start;
        while end - from > LONGEST {
            let cut = floor_boundary(self.text, from + LONGEST);
            self.out.push(Piece {
                bytes: from..cut,
                space_after: false,
            });
            from = cut;
        }
        if from < end {
            self.out.push(Piece {
                bytes: from..end,
                space_after: false,
            });
        }
    }

    /// Splits one run of visible characters.
    fn chunk(&mut self, start: usize, end: usize) {
        let text = self.text;
        if text.as_bytes()[start..end].iter().all(u8::is_ascii_alphabetic) {
            return self.word(start, end);
        }
        if let Some(address) = address(&text[start..end]) {
            self.plain(start, start + address.start);
            self.push(start + address.start, start + address.end);
            self.plain(start + address.end, end);
        } else {
            self.plain(start, end);
        }
    }

    /// Splits a run of visible characters that is no address.
    fn plain(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            let Some(c) = self.char_at(at) else { return };
            at = if is_word(c) {
                self.word_run(at, end)
            } else {
                self.mark(c, at, start, end)
            };
        }
    }

    /// Takes one punctuation mark or symbol at `at`; returns where it ends.
    fn mark(&mut self, c: char, at: usize, start: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        if rest.len() <= 4 && words::has(words::FACES, rest) {
            self.push(at, end);
            return end;
        }
        let next = rest[c.len_utf8()..].chars().next();
        let fresh = !self.char_before(at, start).is_some_and(is_word);
        let length = match c {
            '\'' | '’' if fresh => self.apostrophe(rest, c),
            '.' if fresh && next.is_some_and(|n| n.is_ascii_digit()) => {
                let stop = self.word_end(at + 1, end);
                stop - at
            }
            '‘' if next == Some('’') => c.len_utf8() * 2,
            '!' | '?' => run(rest, |x| matches!(x, '!' | '?')),
            '#' if next.is_some_and(char::is_alphabetic) => 1 + run(&rest[1..], |x| is_word(x) || x == '_'),
            '@' if fresh && next.is_some_and(|n| n.is_alphabetic() || n == '_') => {
                1 + run(&rest[1..], |x| is_word(x) || x == '_')
            }
            '.' | '-' | '—' | '–' | '…' | '*' | '_' | '=' | '~' | '#' | '+' | '|' | '<' | '>' | '^' | '`'
            | '\'' | '’' | '‘' | '"' => run(rest, |x| x == c),
            _ => cluster(rest),
        };
        self.push(at, at + length.max(1));
        at + length.max(1)
    }

    /// Length of the token that an apostrophe opens where no word stands before it.
    fn apostrophe(&self, rest: &str, quote: char) -> usize {
        let after = &rest[quote.len_utf8()..];
        let letters = run(after, is_word);
        let word = &after[..letters];
        let digits = run(word, |x| x.is_ascii_digit());
        let year = digits == 2 && matches!(&word[digits..], "" | "s");
        let clitic = letters == after.len() && is_clitic(word);
        if letters > 0 && (year || clitic || words::has_any_case(words::CLIPPED, word) && word != "round") {
            quote.len_utf8() + letters
        } else {
            run(rest, |x| x == quote)
        }
    }

    /// Splits what starts with a letter or digit at `at`; returns where it ends.
    fn word_run(&mut self, at: usize, end: usize) -> usize {
        let stop = self.word_end(at, end);
        let stop = if self.takes_stop(at, stop, end) {
            stop + 1
        } else {
            stop
        };
        self.word(at, stop);
        stop
    }

    /// Where the word at `start` ends, inner points, hyphens and apostrophes included.
    fn word_end(&self, start: usize, end: usize) -> usize {
        let text = self.text;
        let mut at = start;
        let mut segment = start;
        loop {
            at += run(&text[at..end], is_word);
            let rest = &text[at..end];
            let Some(c) = rest.chars().next() else { return at };
            let after = at + c.len_utf8();
            let Some(next) = text[after..end].chars().next() else {
                return at;
            };
            if !is_word(next) {
                return at;
            }
            let previous = self.char_before(at, start).unwrap_or(c);
            let keep = match c {
                '.' => self.keeps_point(start, segment, at, end, previous, next),
                ',' | ':' => {
                    let digits = run(&text[after..end], |x| x.is_ascii_digit());
                    previous.is_ascii_digit() && digits > 0 && (c == ':' || digits == 3)
                }
                '/' => {
                    let left = &text[segment..at];
                    previous.is_ascii_digit() && next.is_ascii_digit()
                        || matches!(left, "w" | "W" | "c" | "s") && segment == start
                }
                '&' => {
                    let right = run(&text[after..end], is_word);
                    let short = at - segment == 1 && right == 1;
                    short
                        || at - segment <= 3
                            && right <= 3
                            && all_upper(&text[segment..at])
                            && all_upper(&text[after..after + right])
                }
                '-' | '\u{2010}' | '\u{2011}' => {
                    let group = self.digit_groups(start, at, end);
                    if group > at {
                        at = group;
                        segment = group;
                        continue;
                    }
                    self.keeps_hyphen(start, at, after, end)
                }
                '\'' | '’' | 'ʼ' => true,
                '_' => true,
                _ => false,
            };
            if !keep {
                return at;
            }
            at = after;
            segment = after;
        }
    }

    /// Whether the point at `at`, between two letters or digits, lies inside of a token.
    fn keeps_point(
        &self,
        start: usize,
        segment: usize,
        at: usize,
        end: usize,
        previous: char,
        next: char,
    ) -> bool {
        let right = &self.text[at + 1..end.min(floor_boundary(self.text, at + 1 + REACH))];
        let right_letters = run(right, is_word);
        let right_word = &right[..right_letters];
        if previous.is_ascii_digit() {
            // 3.5, 10.30am, but a forgotten blank in "in 2019.The"
            return next.is_ascii_digit() || !next.is_uppercase();
        }
        let left = &self.text[segment..at];
        if left.chars().count() == 1 {
            // U.S, p.m, but J.Smith
            return right_word.chars().count() <= 2 || !next.is_uppercase();
        }
        if matches!(left, "Ph" | "M" | "B" | "LL") && right_word.len() <= 2 {
            return true;
        }
        if next.is_ascii_digit() {
            return !(segment == start
                && (words::has(words::BEFORE_NUMBER, left) || words::has(words::ANYWHERE, left)));
        }
        !next.is_uppercase() || previous.is_uppercase() && right_word.len() <= 4
    }

    /// Whether the hyphen at `at` lies inside of a token.
    fn keeps_hyphen(&self, start: usize, at: usize, after: usize, end: usize) -> bool {
        let left = &self.text[start..at];
        if words::has_any_case(words::PREFIXES, left) {
            // a shouted or coded "PRO-1" is no prefix
            return self.text[after..end].starts_with(char::is_alphabetic);
        }
        let right = &self.text[after..end];
        let right = &right[..run(right, is_word)];
        left.starts_with(char::is_uppercase)
            && words::has_any_case(words::SYLLABLES, left)
            && words::has_any_case(words::SYLLABLES, right)
            && !all_upper(right)
    }

    /// End of a telephone number or date such as "202-555-0101", "555-0101" or "12-20-2000" whose first
    /// hyphen stands at `at`; `at` itself when there is none.
    fn digit_groups(&self, start: usize, at: usize, end: usize) -> usize {
        if at - start > 5 || !self.text[start..at].bytes().all(|b| b.is_ascii_digit()) {
            return at;
        }
        let limit = end.min(floor_boundary(self.text, at + 24));
        let mut groups = 1;
        let mut last = at - start;
        let mut stop = at;
        while stop < limit && self.text[stop..limit].starts_with('-') {
            let digits = run(&self.text[stop + 1..limit], |x| x.is_ascii_digit());
            if digits == 0 {
                break;
            }
            stop += 1 + digits;
            groups += 1;
            last = digits;
        }
        let bounded = !self.text[stop..end].starts_with(is_word);
        let phone = groups == 2 && (at - start == 3 || at - start == 5) && last == 4;
        if bounded && (groups >= 3 || phone) {
            stop
        } else {
            at
        }
    }

    /// Whether the word `start..stop` keeps the full stop that follows it.
    fn takes_stop(&self, start: usize, stop: usize, end: usize) -> bool {
        let rest = &self.text[stop..end];
        let dots = rest.bytes().take(3).take_while(|&b| b == b'.').count();
        if dots == 0 || dots > 2 {
            return false;
        }
        let word = &self.text[start..stop];
        if word.len() > 16 {
            return false;
        }
        let (next, near) = self.visible_after(stop + 1);
        let mut segments = word.split('.');
        if word.contains('.')
            && segments.all(|s| s.len() <= 2 && !s.is_empty() && s.chars().all(char::is_alphabetic))
        {
            return true;
        }
        if words::has(words::BEFORE, word) || words::has(words::ANYWHERE, word) {
            // the treebanks split the last stop of a paragraph from this one alone
            return word != "etc" || next.is_some();
        }
        if dots == 2 {
            return false;
        }
        if words::has(words::BEFORE_NUMBER, word) {
            return next.is_some_and(|c| c.is_ascii_digit()) || near == Some(',');
        }
        if words::has(words::BEFORE_CAPITAL, word) {
            return near == Some(',')
                || next.is_some_and(char::is_uppercase) && !self.opens_sentence(stop + 1);
        }
        if word == "al" {
            return self
                .out
                .last()
                .is_some_and(|p| &self.text[p.bytes.clone()] == "et");
        }
        let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        if initial {
            let named = self
                .out
                .last()
                .is_some_and(|p| self.text[p.bytes.clone()].starts_with(char::is_uppercase));
            let followed = next.is_some_and(char::is_uppercase) || near == Some('-');
            return followed && (word != "I" || named) && (named || !self.opens_sentence(stop + 1));
        }
        false
    }

    /// The next visible character, and the next one if no blank lies between.
    fn visible_after(&self, at: usize) -> (Option<char>, Option<char>) {
        let rest = &self.text[at..self.end.min(floor_boundary(self.text, at + REACH))];
        let near = rest.chars().next().filter(|&c| !is_blank(c));
        (rest.chars().find(|&c| !is_blank(c)), near)
    }

    /// Whether the next word is one that mostly opens sentences.
    fn opens_sentence(&self, at: usize) -> bool {
        let rest = &self.text[at..self.end.min(floor_boundary(self.text, at + REACH))];
        let rest = rest.trim_start_matches(is_blank);
        words::has(words::OPENERS, &rest[..run(rest, is_word)])
    }

    /// Pushes a word, split at its clitics, its unit or its seam: "do n't", "5 pm", "can not".
    fn word(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        if word.len() <= 8
            && word.is_ascii()
            && let Ok(found) =
                words::FUSED.binary_search_by(|(fused, _)| (*fused).cmp(word.to_ascii_lowercase().as_str()))
        {
            let seam = start + words::FUSED[found].1;
            self.push(start, seam);
            return self.push(seam, end);
        }
        if word.as_bytes()[0].is_ascii_digit() {
            return self.number(start, end);
        }
        let mut from = start;
        for (at, quote) in word.match_indices(['\'', '’', 'ʼ']) {
            let (at, after) = (start + at, start + at + quote.len());
            let clitic = &self.text[after..end];
            let clitic = &clitic[..run(clitic, is_word)];
            if at < from {
                continue;
            }
            if clitic.eq_ignore_ascii_case("t") && at - from > 1 && self.text[from..at].ends_with(['n', 'N'])
            {
                self.push(from, at - 1);
                from = at - 1;
            } else if is_clitic(clitic) && at > from {
                self.push(from, at);
                from = at;
            }
        }
        self.push(from, end);
    }

    /// Pushes a word that begins with a digit; a unit is a word of its own.
    fn number(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        let digits = run(word, |c| c.is_ascii_digit() || matches!(c, '.' | ',' | ':'));
        let tail = &word[digits..];
        let unit = tail.trim_end_matches('.');
        if words::has_any_case(words::UNITS, unit) || matches!(unit, "a.m" | "p.m") {
            self.push(start, start + digits);
            return self.push(start + digits, end);
        }
        // "1980's" is one word, "2019's" is not
        let decade = word[..digits].ends_with('0') || digits <= 2;
        if matches!(tail, "'s" | "’s") && !decade {
            self.push(start, start + digits);
            return self.push(start + digits, end);
        }
        self.push(start, end);
    }
}

/// Letters, digits and the marks that combine with them.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining(c)
}

/// Marks that belong to the character before them, and the soft hyphen, which belongs to no place.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05BD}' | '\u{064B}'..='\u{065F}'
        | '\u{093C}' | '\u{094D}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{00AD}' | '\u{200C}')
}

fn is_clitic(letters: &str) -> bool {
    letters.len() <= 2
        && matches!(
            letters.to_ascii_lowercase().as_str(),
            "s" | "m" | "ll" | "ve" | "re" | "d"
        )
}

fn all_upper(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

/// Length in bytes of the leading characters that satisfy a test.
fn run(text: &str, test: impl Fn(char) -> bool) -> usize {
    text.find(|c| !test(c)).unwrap_or(text.len())
}

/// The largest character boundary at or before `at`, within the text.
fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Length of a symbol with all that modifies it: skin tones, joined emoji, pairs of flag letters.
fn cluster(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let Some((_, first)) = chars.next() else { return 0 };
    let flag = |c: char| matches!(c, '\u{1F1E6}'..='\u{1F1FF}');
    let mut joined = false;
    let mut flags = usize::from(flag(first));
    let mut length = first.len_utf8();
    for (at, c) in chars {
        let modifies =
            is_combining(c) || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{200D}');
        let pairs = flag(c) && flags == 1;
        if !(modifies || joined || pairs) || length >= REACH {
            break;
        }
        flags += usize::from(pairs);
        joined = c == '\u{200D}';
        length = at + c.len_utf8();
    }
    length
}

/// The part of a run of visible characters that is an internet or mail address, if one is.
fn address(chunk: &str) -> Option<Range<usize>> {
    let core = chunk.trim_start_matches(['<', '(', '[', '{', '"', '“', '\'', '‘', '«']);
    let start = chunk.len() - core.len();
    let core = core.trim_end_matches([
        '>', ']', '}', '"', '”', '\'', '’', '»', '.', ',', ';', ':', '!', '?', '…',
    ]);
    let core = outside_brackets(core);
    let core = core
        .strip_suffix("'s")
        .or(core.strip_suffix("’s"))
        .unwrap_or(core);
    let is_address = if let Some((scheme, rest)) = core.split_once("://") {
        !rest.is_empty()
            && !scheme.is_empty()
            && scheme.len() <= 12
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric())
    } else if let Some((user, host)) = core.split_once('@') {
        !user.is_empty()
            && user.len() <= 64
            && !host.contains('@')
            && host.starts_with(|c: char| c.is_ascii_alphanumeric())
            && user
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"._%+-:".contains(&b))
    } else {
        core.get(..4)
            .is_some_and(|head| head.eq_ignore_ascii_case("www."))
            && core.len() > 4
            || is_domain(core)
    };
    is_address.then(|| start..start + core.len())
}

/// The text without closing brackets at its end that were not opened in it.
fn outside_brackets(core: &str) -> &str {
    let opened = core.matches('(').count();
    let mut surplus = core.matches(')').count().saturating_sub(opened);
    let mut core = core;
    while surplus > 0
        && let Some(shorter) = core.strip_suffix(')')
    {
        core = shorter.trim_end_matches(['.', ',', '"', '”']);
        surplus -= 1;
    }
    core
}

/// "znak.com", "en.wikipedia.org/wiki/Peace".
fn is_domain(core: &str) -> bool {
    let host = core.split(['/', '?']).next().unwrap_or_default();
    if host.len() > REACH
        || !host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
    {
        return false;
    }
    let Some((name, end)) = host.rsplit_once('.') else {
        return false;
    };
    let label = name.rsplit('.').next().unwrap_or_default();
    // "U.S.", "said.It" and "a.m" are none
    label.len() >= 2
        && !end.starts_with(|c: char| c.is_ascii_uppercase())
        && words::has(words::DOMAINS, end)
        && (end.len() > 2
            || name.contains('.')
            || core.len() > host.len()
            || !matches!(end, "is" | "it" | "in" | "me" | "us" | "no"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(text: &str) -> String {
        let mut out = Vec::new();
        tokenize(text, 0..text.len(), &mut out);
        let mut joined = String::new();
        for piece in &out {
            joined.push_str(&text[piece.bytes.clone()]);
            joined.push(' ');
        }
        joined.trim_end().to_owned()
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(words_of(text), expected);
    }

    #[test]
    fn clitics() {
        check(
            "I don't know Russia's or Arland’s",
            "I do n't know Russia 's or Arland ’s",
        );
        check(
            "We can't. They CAN'T, he won’t",
            "We ca n't . They CA N'T , he wo n’t",
        );
        check("cannot gonna shouldn't've", "can not gon na should n't 've");
        check(
            "the troops' flag, O'Brien, Sana'a",
            "the troops ' flag , O'Brien , Sana'a",
        );
        check(
            "rock 'n roll in the '60s and 1980's",
            "rock 'n roll in the '60s and 1980's",
        );
        check("Bush 's n't", "Bush 's n't");
    }

    #[test]
    fn hyphens_and_dashes() {
        check("US-Russia self-sacrificing", "US - Russia self - sacrificing");
        check(
            "an anti-war e-mail by the co-founder",
            "an anti-war e-mail by the co-founder",
        );
        check("Putin–Trump — and then—so", "Putin – Trump — and then — so");
        check(
            "Kim Jong-un, Ban Ki-moon, al-Qaeda",
            "Kim Jong-un , Ban Ki-moon , al - Qaeda",
        );
        check(
            "an F-16, 2003-2007, 555-0101, 12-20-2000",
            "an F - 16 , 2003 - 2007 , 555-0101 , 12-20-2000",
        );
        check("two -- three", "two -- three");
    }

    #[test]
    fn stops() {
        check("Mr. Roe of the U.S. said so.", "Mr. Roe of the U.S. said so .");
        check(
            "John F. Kennedy, plan B. The end.",
            "John F. Kennedy , plan B . The end .",
        );
        check(
            "No. 3 said no. It is at 5 p.m. today",
            "No. 3 said no . It is at 5 p.m. today",
        );
        check("U.S.-led forces etc.", "U.S. - led forces etc .");
        check(
            "He left...and came back. Then.Now",
            "He left ... and came back . Then . Now",
        );
        check(
            "Jan. 3, in Sept. 2020, e.g. in Co. Down",
            "Jan. 3 , in Sept. 2020 , e.g. in Co. Down",
        );
    }

    #[test]
    fn numbers() {
        check(
            "$5bn, 3.5% of 10,000 at 10:30am",
            "$ 5 bn , 3.5 % of 10,000 at 10:30 am",
        );
        check("US$3m on 9/11 20th 1,2", "US $ 3 m on 9/11 20th 1 , 2");
        check(".5 and 2019's", ".5 and 2019 's");
    }

    #[test]
    fn addresses() {
        check(
            "(see http://a.org/b_(c)?d=1).",
            "( see http://a.org/b_(c)?d=1 ) .",
        );
        check(
            "Mail jo.roe@mail.example.org, or Znak.com's",
            "Mail jo.roe@mail.example.org , or Znak.com 's",
        );
        check("@nato and #peace #1", "@nato and #peace # 1");
    }

    #[test]
    fn symbols() {
        check("“Well,” he said (twice)!!", "“ Well , ” he said ( twice ) !!");
        check("AT&T and/or R&D :-) 👩‍👩‍👧🇫🇷🇩🇪", "AT&T and / or R&D :-) 👩‍👩‍👧 🇫🇷 🇩🇪");
        check("Сергей Лавров، ضياء 习近平", "Сергей Лавров ، ضياء 习近平");
    }

    #[test]
    fn nothing_is_too_long() {
        let text = "a".repeat(10_000) + &"-1".repeat(10_000) + &"é.".repeat(10_000);
        let mut out = Vec::new();
        tokenize(&text, 0..text.len(), &mut out);
        assert!(out.iter().all(|p| p.bytes.len() <= LONGEST));
        assert_eq!(out.iter().map(|p| p.bytes.len()).sum::<usize>(), text.len());
    }
}

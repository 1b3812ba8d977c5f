//! The key of a name: what two spellings of one name have in common.
//!
//! This file is also compiled into the build script, so it leans on nothing but `std`.

/// Longest word that may be an acronym ("UNESCO"); a longer word in capitals is a shout.
const ACRONYM: usize = 6;

/// Appends the key of `text` to `out`. `spell` gives the common spelling of a folded word that is
/// written in several ways ("mohammad" -> "mohammed").
pub(crate) fn fold<'s>(text: &str, spell: impl Fn(&str) -> Option<&'s str>, out: &mut String) {
    let mut folder = Folder::new(out, spell);
    folder.feed(text);
    folder.finish();
}

/// Appends the key of a run of tokens: the key that the text they were cut from would have.
pub(crate) fn fold_tokens<'s>(tokens: &[&str], spell: impl Fn(&str) -> Option<&'s str>, out: &mut String) {
    let mut folder = Folder::new(out, spell);
    for token in tokens {
        // A clitic belongs to the word before it: "people" + "'s" is "people's".
        if !token.starts_with(is_apostrophe) || token.chars().count() == 1 {
            folder.end_word(false);
        }
        folder.feed(token);
    }
    folder.finish();
}

struct Folder<'o, F> {
    out: &'o mut String,
    start: usize,
    spell: F,
    word: String,
    lower: bool,
    letters: usize,
    /// Where a run of initials began ("J. D." is one word).
    initials: Option<usize>,
    /// The word before was "abd", which joins what follows.
    abd: bool,
}

impl<'o, 's, F: Fn(&str) -> Option<&'s str>> Folder<'o, F> {
    fn new(out: &'o mut String, spell: F) -> Self {
        let start = out.len();
        Self {
            out,
            start,
            spell,
            word: String::with_capacity(24),
            lower: false,
            letters: 0,
            initials: None,
            abd: false,
        }
    }

    fn feed(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii_alphabetic() {
                self.letters += 1;
                self.lower |= c.is_ascii_lowercase();
                self.word.push(c);
            } else if c.is_ascii_digit() || c == '+' {
                self.word.push(c);
            } else if is_apostrophe(c) {
            } else if c == '-' || is_dash(c) {
                self.end_word(true);
            } else if c == '&' {
                self.end_word(false);
                self.word.push_str("and");
                self.lower = true;
                self.end_word(false);
            } else if c.is_ascii() {
                self.end_word(false);
            } else if let Some(plain) = plain(c) {
                self.letters += 1;
                self.lower |= plain.chars().any(char::is_lowercase);
                self.word.push_str(plain);
            } else if is_mark(c) {
            } else if c.is_alphanumeric() {
                self.lower = true;
                self.letters += 1;
                self.word.extend(c.to_lowercase());
            } else {
                self.end_word(false);
            }
        }
    }

    fn end_word(&mut self, hyphen: bool) {
        if self.word.is_empty() {
            return;
        }
        let acronym = !self.lower && self.letters >= 1 && (2..=ACRONYM).contains(&self.word.len());
        let initial = !self.lower && self.letters == 1 && self.word.len() == 1;
        if initial && let Some(at) = self.initials {
            // The second initial of a run: "k" + "P" becomes "KP".
            self.out[at..].make_ascii_uppercase();
            self.out.push_str(&self.word);
            self.clear();
            return;
        }
        if !acronym {
            self.word.make_ascii_lowercase();
            respell(&mut self.word, hyphen);
        }
        let spelt = if acronym { None } else { (self.spell)(&self.word) };
        let word = spelt.unwrap_or(&self.word);
        let joins = self.abd && !acronym;
        if joins && word == "al" {
            self.clear();
            return;
        }
        if self.out.len() > self.start && !joins {
            self.out.push(' ');
        }
        let at = self.out.len();
        self.abd = false;
        if word == "abd" || word == "abdul" {
            self.out.push_str("abdul");
            self.abd = true;
        } else {
            self.out.push_str(word);
        }
        self.initials = initial.then_some(at);
        let initials = self.initials;
        self.clear();
        self.initials = initials;
    }

    fn clear(&mut self) {
        self.word.clear();
        self.lower = false;
        self.letters = 0;
    }

    fn finish(mut self) {
        self.end_word(false);
        if self.out[self.start..].starts_with("the ") {
            self.out.replace_range(self.start..self.start + 4, "");
        }
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '’' | '‘' | '`' | '´' | 'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' | 'ʹ' | '′'
    )
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '·' | '・' | '‧')
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}' | '\u{640}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
}

/// Rewrites the sound groups that transliterations differ in. Short words are left alone: there a
/// letter is all that tells two names apart.
fn respell(word: &mut String, hyphen: bool) {
    match word.as_str() {
        "al" | "el" | "ul" => return word.replace_range(.., "al"),
        "ash" | "as" | "an" | "ar" | "at" | "ad" | "az" | "ed" | "es" | "er" | "en" | "ez" if hyphen => {
            return word.replace_range(.., "al");
        }
        _ => {}
    }
    if !word.is_ascii() || word.len() < 5 {
        return;
    }
    let bytes = word.as_bytes();
    let mut folded = [0u8; 40];
    let mut n = 0;
    let mut i = 0;
    let long = bytes.len() >= 6;
    while i < bytes.len() && n < folded.len() {
        let next = bytes.get(i + 1).copied();
        let letter = match (bytes[i], next) {
            (b'o', Some(b'u' | b'o')) => {
                i += 1;
                b'u'
            }
            (b'e', Some(b'e')) => {
                i += 1;
                b'i'
            }
            (b'q', _) => b'k',
            (b, Some(c)) if b == c && long && b.is_ascii_alphabetic() => {
                i += 1;
                b
            }
            (b, _) => b,
        };
        folded[n] = letter;
        n += 1;
        i += 1;
    }
    if i < bytes.len() {
        return;
    }
    for ending in [&b"iyy"[..], b"iy", b"yy", b"ij", b"yi"] {
        if folded[..n].ends_with(ending) {
            n -= ending.len() - 1;
            folded[n - 1] = b'y';
            break;
        }
    }
    if bytes.ends_with(b"ii") || folded[..n].ends_with(b"ski") {
        folded[n - 1] = b'y';
    }
    if ["abdel", "abdal", "abdol"]
        .iter()
        .any(|start| folded[..n].starts_with(start.as_bytes()))
    {
        folded[3] = b'u';
    }
    if let Ok(key) = std::str::from_utf8(&folded[..n]) {
        word.replace_range(.., key);
    }
}

/// A letter with a diacritic as plain ASCII, in its case.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'À'..='Å'
        | 'Ā'
        | 'Ă'
        | 'Ą'
        | 'Ǎ'
        | 'Ə'
        | 'Ạ'
        | 'Ả'
        | 'Ấ'
        | 'Ầ'
        | 'Ẩ'
        | 'Ẫ'
        | 'Ậ'
        | 'Ắ'
        | 'Ằ'
        | 'Ẳ'
        | 'Ẵ'
        | 'Ặ' => "A",
        'à'..='å'
        | 'ā'
        | 'ă'
        | 'ą'
        | 'ǎ'
        | 'ə'
        | 'ạ'
        | 'ả'
        | 'ấ'
        | 'ầ'
        | 'ẩ'
        | 'ẫ'
        | 'ậ'
        | 'ắ'
        | 'ằ'
        | 'ẳ'
        | 'ẵ'
        | 'ặ' => "a",
        'Æ' => "Ae",
        'æ' => "ae",
        'Ḃ' => "B",
        'ḃ' => "b",
        'Ç' | 'Ć' | 'Ĉ' | 'Ċ' | 'Č' => "C",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'Ď' | 'Đ' | 'Ð' | 'Ḍ' => "D",
        'ď' | 'đ' | 'ð' | 'ḍ' => "d",
        'È'..='Ë' | 'Ē' | 'Ĕ' | 'Ė' | 'Ę' | 'Ě' | 'Ẹ' | 'Ẻ' | 'Ẽ' | 'Ế' | 'Ề' | 'Ể' | 'Ễ' | 'Ệ' => {
            "E"
        }
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ' | 'ẻ' | 'ẽ' | 'ế' | 'ề' | 'ể' | 'ễ' | 'ệ' => {
            "e"
        }
        'Ĝ' | 'Ğ' | 'Ġ' | 'Ģ' | 'Ǧ' => "G",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' => "g",
        'Ĥ' | 'Ħ' | 'Ḥ' | 'Ḫ' => "H",
        'ĥ' | 'ħ' | 'ḥ' | 'ḫ' => "h",
        'Ì'..='Ï' | 'Ĩ' | 'Ī' | 'Ĭ' | 'Į' | 'İ' | 'Ỉ' | 'Ị' => "I",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => "i",
        'Ĵ' => "J",
        'ĵ' => "j",
        'Ķ' | 'Ḳ' => "K",
        'ķ' | 'ḳ' => "k",
        'Ĺ' | 'Ļ' | 'Ľ' | 'Ł' => "L",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'Ñ' | 'Ń' | 'Ņ' | 'Ň' | 'Ŋ' => "N",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŋ' => "n",
        'Ò'..='Ö'
        | 'Ø'
        | 'Ō'
        | 'Ŏ'
        | 'Ő'
        | 'Ơ'
        | 'Ọ'
        | 'Ỏ'
        | 'Ố'
        | 'Ồ'
        | 'Ổ'
        | 'Ỗ'
        | 'Ộ'
        | 'Ớ'
        | 'Ờ'
        | 'Ở'
        | 'Ỡ'
        | 'Ợ' => "O",
        'ò'..='ö'
        | 'ø'
        | 'ō'
        | 'ŏ'
        | 'ő'
        | 'ơ'
        | 'ọ'
        | 'ỏ'
        | 'ố'
        | 'ồ'
        | 'ổ'
        | 'ỗ'
        | 'ộ'
        | 'ớ'
        | 'ờ'
        | 'ở'
        | 'ỡ'
        | 'ợ' => "o",
        'Œ' => "Oe",
        'œ' => "oe",
        'Ŕ' | 'Ŗ' | 'Ř' => "R",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'Ś' | 'Ŝ' | 'Ş' | 'Š' | 'Ș' | 'Ṣ' => "S",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => "s",
        'ß' => "ss",
        'Ţ' | 'Ť' | 'Ț' | 'Ṭ' => "T",
        'ţ' | 'ť' | 'ț' | 'ṭ' => "t",
        'Þ' => "Th",
        'þ' => "th",
        'Ù'..='Ü' | 'Ũ' | 'Ū' | 'Ŭ' | 'Ů' | 'Ű' | 'Ų' | 'Ư' | 'Ụ' | 'Ủ' | 'Ứ' | 'Ừ' | 'Ử' | 'Ữ' | 'Ự' => {
            "U"
        }
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ' | 'ủ' | 'ứ' | 'ừ' | 'ử' | 'ữ' | 'ự' => {
            "u"
        }
        'Ŵ' => "W",
        'ŵ' => "w",
        'Ý' | 'Ŷ' | 'Ÿ' | 'Ỳ' | 'Ỵ' | 'Ỷ' | 'Ỹ' => "Y",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ' | 'ỵ' | 'ỷ' | 'ỹ' => "y",
        'Ź' | 'Ż' | 'Ž' | 'Ẓ' => "Z",
        'ź' | 'ż' | 'ž' | 'ẓ' => "z",
        _ => return None,
    })
}

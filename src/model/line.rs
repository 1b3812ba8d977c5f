//! The one-line form of a statement:
//!
//! ```text
//! (RUS/Vladimir Putin)<-[CONSULT:phone "have phone conversation with"]->(PRK/Kim Jong-un) 2025-08-12 said by (RUS/Kremlin)
//! (PRK/North Korea)-[possible MOBILIZE:troops "dispatch troops"]->"its neighbour"
//! ```
//!
//! An actor stands in parentheses, its country before the slash; a phrase that is no known actor stands in
//! quotes, and `()` for nobody. In brackets: `not` for what is said not to be so, the modality unless it is
//! actual, the relation's label, the predicate's lemma. `<-` marks what source and targets do to each other.
//! A backslash takes the meaning from the character after it, and `\u{..}` is a character by its number; `\u{}` is
//! none at all, and tells a label that reads like a mark, or an empty name, from what it looks like.

use std::fmt;

use jiff::civil::Date;
use smol_str::SmolStr;

use super::{Interval, Modality, Participant, Polarity, Precision, Statement};

/// Stands for no character.
const NOTHING: &str = "\\u{}";

/// What the one-line form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Who acts.
    pub source: Option<Party>,
    /// Said to be so, or not to be so.
    pub polarity: Polarity,
    /// In which world.
    pub modality: Modality,
    /// "CONSULT:phone", "leads".
    pub relation: Option<String>,
    /// The predicate's lemma.
    pub predicate: String,
    /// To whom, or with whom.
    pub targets: Vec<Party>,
    /// Whether source and targets could change places.
    pub symmetric: bool,
    /// First and last possible day; either may be open, both when nothing is known.
    pub when: (Option<Date>, Option<Date>),
    /// Who says so, outermost first.
    pub said_by: Vec<Party>,
}

/// Somebody or something in a [`Line`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// A known actor.
    Actor {
        /// ISO 3166-1 alpha-3 code.
        country: Option<SmolStr>,
        /// Canonical name.
        name: SmolStr,
    },
    /// Words that nobody is known by.
    Phrase(String),
}

/// Why a text is no [`Line`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    /// Column in code points, counted from 1.
    pub column: usize,
    /// What is due there.
    pub expected: &'static str,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {} is due here", self.column, self.expected)
    }
}

impl std::error::Error for LineError {}

impl From<&Participant> for Party {
    fn from(participant: &Participant) -> Self {
        match &participant.actor {
            Some(actor) => Party::Actor {
                country: actor.country.clone(),
                name: actor.name.clone(),
            },
            None => Party::Phrase(participant.text.clone()),
        }
    }
}

impl From<&Statement> for Line {
    fn from(statement: &Statement) -> Self {
        Line {
            source: statement.source.as_ref().map(Party::from),
            polarity: statement.polarity,
            modality: statement.modality,
            relation: statement.relation.as_ref().map(|relation| relation.label()),
            predicate: statement.predicate.lemma.clone(),
            targets: statement.targets.iter().map(Party::from).collect(),
            symmetric: statement.symmetric,
            when: statement
                .when
                .as_ref()
                .map_or((None, None), |when| (when.start, when.end)),
            said_by: statement.attribution.iter().map(Party::from).collect(),
        }
    }
}

/// The day, month, year or bounds of a line's time.
fn interval((start, end): (Option<Date>, Option<Date>)) -> Interval {
    Interval {
        start,
        end,
        precision: Precision::Day,
        text: String::new(),
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Some(source) => write!(f, "{source}")?,
            None => f.write_str("()")?,
        }
        f.write_str(if self.symmetric { "<-[" } else { "-[" })?;
        if self.polarity == Polarity::Negated {
            f.write_str("not ")?;
        }
        if self.modality != Modality::Actual {
            write!(f, "{} ", self.modality.name())?;
        }
        if let Some(relation) = &self.relation {
            let is_mark = relation == "not" || Modality::from_name(relation).is_some() || relation.is_empty();
            write!(
                f,
                "{}{} ",
                if is_mark { NOTHING } else { "" },
                Escaped(relation, " \"[]")
            )?;
        }
        write!(f, "\"{}\"]->", Escaped(&self.predicate, "\""))?;
        if self.targets.is_empty() {
            f.write_str("()")?;
        }
        parties(f, &self.targets)?;
        let when = interval(self.when).iso();
        if !when.is_empty() {
            write!(f, " {when}")?;
        }
        if !self.said_by.is_empty() {
            f.write_str(" said by ")?;
            parties(f, &self.said_by)?;
        }
        Ok(())
    }
}

fn parties(f: &mut fmt::Formatter<'_>, parties: &[Party]) -> fmt::Result {
    for (i, party) in parties.iter().enumerate() {
        if i > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{party}")?;
    }
    Ok(())
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Party::Phrase(text) => write!(f, "\"{}\"", Escaped(text, "\"")),
            Party::Actor { country, name } => {
                f.write_str("(")?;
                if let Some(country) = country {
                    write!(f, "{}/", Escaped(country, "()/"))?;
                } else if name.is_empty() {
                    f.write_str(NOTHING)?; // "()" is nobody
                }
                write!(f, "{})", Escaped(name, "()/"))
            }
        }
    }
}

/// A text with backslashes before the given characters, and with unprintable ones as numbers.
struct Escaped<'a>(&'a str, &'static str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if unprintable(c) {
                write!(f, "\\u{{{:x}}}", u32::from(c))?;
            } else {
                if c == '\\' || self.1.contains(c) {
                    f.write_str("\\")?;
                }
                write!(f, "{c}")?;
            }
        }
        Ok(())
    }
}

/// Whether a character would break the line, steer a terminal or turn the writing direction.
fn unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl std::str::FromStr for Line {
    type Err = LineError;

    fn from_str(text: &str) -> Result<Self, LineError> {
        Parser {
            chars: text.chars().collect(),
            at: 0,
        }
        .line()
    }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
}

impl Parser {
    fn fail<T>(&self, expected: &'static str) -> Result<T, LineError> {
        Err(LineError {
            column: self.at + 1,
            expected,
        })
    }

    fn take(&mut self, text: &str) -> bool {
        let length = text.chars().count();
        let found = self
            .chars
            .get(self.at..self.at + length)
            .is_some_and(|next| next.iter().copied().eq(text.chars()));
        if found {
            self.at += length;
        }
        found
    }

    fn due(&mut self, text: &'static str) -> Result<(), LineError> {
        if self.take(text) { Ok(()) } else { self.fail(text) }
    }

    fn line(mut self) -> Result<Line, LineError> {
        let source = self.party()?;
        let symmetric = self.take("<");
        self.due("-[")?;
        let mut polarity = Polarity::Affirmed;
        let mut modality = Modality::Actual;
        let mut relation = None;
        while !self.take("\"") {
            let (word, escaped) = self.until(&[' ', '"', ']'])?;
            self.due(" ")?;
            match Modality::from_name(&word) {
                _ if !escaped && word == "not" => polarity = Polarity::Negated,
                Some(found) if !escaped => modality = found,
                _ if relation.is_none() => relation = Some(word),
                _ => return self.fail("a predicate in quotes"),
            }
        }
        let (predicate, _) = self.until(&['"'])?;
        self.due("\"]->")?;
        let targets = self.parties()?;
        let mut when = (None, None);
        if self.at < self.chars.len() && self.chars[self.at..].starts_with(&[' ']) && !self.says() {
            self.at += 1;
            let from = self.at;
            while self.chars.get(self.at).is_some_and(|&c| c != ' ') {
                self.at += 1;
            }
            let text: String = self.chars[from..self.at].iter().collect();
            match Interval::parse_iso(&text) {
                Some(interval) => when = (interval.start, interval.end),
                None => {
                    self.at = from;
                    return self.fail("a date or 'said by'");
                }
            }
        }
        let mut said_by = Vec::new();
        if self.take(" said by ") {
            said_by = self.parties()?;
        }
        if self.at < self.chars.len() {
            return self.fail("the end of the line");
        }
        Ok(Line {
            source,
            polarity,
            modality,
            relation,
            predicate,
            targets,
            symmetric,
            when,
            said_by,
        })
    }

    fn says(&mut self) -> bool {
        let at = self.at;
        let found = self.take(" said by ");
        self.at = at;
        found
    }

    fn parties(&mut self) -> Result<Vec<Party>, LineError> {
        let mut parties: Vec<Party> = self.party()?.into_iter().collect();
        while self.take(", ") {
            match self.party()? {
                Some(party) => parties.push(party),
                None => return self.fail("an actor or a phrase"),
            }
        }
        Ok(parties)
    }

    fn party(&mut self) -> Result<Option<Party>, LineError> {
        if self.take("\"") {
            let (text, _) = self.until(&['"'])?;
            self.due("\"")?;
            return Ok(Some(Party::Phrase(text)));
        }
        if !self.take("(") {
            return self.fail("an actor in parentheses or a phrase in quotes");
        }
        let (first, escaped) = self.until(&['/', ')'])?;
        let country = self.take("/").then(|| SmolStr::from(&first));
        let name = match country {
            Some(_) => self.until(&[')'])?.0,
            None if first.is_empty() && !escaped => {
                self.due(")")?;
                return Ok(None);
            }
            None => first,
        };
        self.due(")")?;
        Ok(Some(Party::Actor {
            country,
            name: name.into(),
        }))
    }

    /// The text up to one of `ends`, with backslashes undone, and whether there was any.
    fn until(&mut self, ends: &[char]) -> Result<(String, bool), LineError> {
        let mut text = String::new();
        let mut escaped = false;
        loop {
            let Some(&c) = self.chars.get(self.at) else {
                return self.fail("more text");
            };
            if ends.contains(&c) {
                return Ok((text, escaped));
            }
            self.at += 1;
            if c != '\\' {
                text.push(c);
                continue;
            }
            escaped = true;
            if self.take("u{") {
                let from = self.at;
                while self.chars.get(self.at).is_some_and(char::is_ascii_hexdigit) {
                    self.at += 1;
                }
                let digits: String = self.chars[from..self.at].iter().collect();
                if !digits.is_empty() {
                    match u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32) {
                        Some(c) => text.push(c),
                        None => return self.fail("the number of a character"),
                    }
                }
                self.due("}")?;
            } else if let Some(&next) = self.chars.get(self.at) {
                text.push(next);
                self.at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_print_as_they_are_parsed() {
        for text in [
            r#"(RUS/Vladimir Putin)<-[CONSULT:phone "have phone conversation with"]->(PRK/Kim Jong-un) 2025-08-12 said by (RUS/Kremlin)"#,
            r#"(PRK/North Korea)-[possible MOBILIZE:troops "dispatch troops"]->"its neighbour" 2025-08-01/.."#,
            r#"(Korean Central News Agency)-[not "make reference to"]->() said by (TASS), "an official""#,
            r#"()-["meet"]->(A), (XYZ/B\/C), "d \"e\"""#,
            r#"(\u{})-[not planned \u{}not ""]->(\u{202e}x\u{a})"#,
        ] {
            let line: Line = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(line.to_string(), text);
        }
    }

    #[test]
    fn a_broken_line_says_where() {
        for (text, column) in [
            ("", 1),
            ("(A", 3),
            ("(A)-[\"x\"]->(B) tomorrow", 16),
            ("(A)-[ \"x\"]->(B)x", 16),
            ("(A)-[x]->(B)", 7),
        ] {
            let error = text.parse::<Line>().unwrap_err();
            assert_eq!(error.column, column, "{text}: {error}");
        }
    }
}

use std::str::FromStr;

use super::{Kind, Link, Name, Part, Pattern, Way};
use crate::graph::RelationFilter;
use crate::model::{ActorKind, LineError, Modality, Polarity, Sector};

impl FromStr for Pattern {
    type Err = LineError;

    fn from_str(text: &str) -> Result<Self, LineError> {
        let mut parser = Parser {
            chars: text.chars().collect(),
            at: 0,
            pattern: Pattern {
                parts: Vec::new(),
                links: Vec::new(),
            },
        };
        parser.chains()?;
        Ok(parser.pattern)
    }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    pattern: Pattern,
}

impl Parser {
    fn fail<T>(&self, expected: &'static str) -> Result<T, LineError> {
        Err(LineError {
            column: self.at + 1,
            expected,
        })
    }

    fn skip_spaces(&mut self) {
        while self.chars.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
    }

    fn take(&mut self, text: &str) -> bool {
        let found = self.chars[self.at..]
            .iter()
            .copied()
            .take(text.chars().count())
            .eq(text.chars());
        if found {
            self.at += text.chars().count();
        }
        found
    }

    /// The text up to a closing character, which is passed.
    fn until(&mut self, end: char, expected: &'static str) -> Result<String, LineError> {
        let rest = &self.chars[self.at..];
        let Some(length) = rest.iter().position(|&c| c == end) else {
            self.at = self.chars.len();
            return self.fail(expected);
        };
        self.at += length + 1;
        Ok(rest[..length].iter().collect())
    }

    fn chains(&mut self) -> Result<(), LineError> {
        loop {
            self.skip_spaces();
            let mut from = self.part()?;
            loop {
                self.skip_spaces();
                if self.at == self.chars.len() {
                    if self.pattern.links.is_empty() {
                        return self.fail("a tie such as -[CONSULT]->");
                    }
                    return Ok(());
                }
                if self.take(",") {
                    break;
                }
                from = self.link(from)?;
            }
        }
    }

    /// One place in parentheses; a variable or a name that was there before is the same part.
    fn part(&mut self) -> Result<usize, LineError> {
        let start = self.at;
        if !self.take("(") {
            return self.fail("an actor in parentheses, as (RUS), (?x) or ()");
        }
        let text = self.until(')', "')'")?;
        let (country, rest) = match text.split_once('/') {
            Some((country, rest)) => (Some(country.trim().to_uppercase().into()), rest.trim()),
            None => (None, text.trim()),
        };
        let is_open = rest.is_empty() || rest.starts_with(['?', '*', ':']);
        let (name, kind) = match rest.split_once(':') {
            Some((name, kind)) if is_open => {
                let kind = kind.trim();
                let found = ActorKind::from_name(kind)
                    .map(Kind::Kind)
                    .or_else(|| Sector::from_name(kind).map(Kind::Sector));
                if found.is_none() {
                    self.at = start;
                    return self.fail("a kind or sector of actors after ':', as person, state or rebel");
                }
                (name.trim(), found)
            }
            _ => (rest, None),
        };
        let name = match name.strip_prefix('?') {
            Some("") => {
                self.at = start;
                return self.fail("a variable's name after '?'");
            }
            Some(variable) => Name::Variable(variable.to_owned()),
            None if matches!(name, "" | "*") => Name::Anybody,
            None => Name::Given(name.to_owned()),
        };
        let known = self.pattern.parts.iter().position(|part| match &name {
            Name::Anybody => false,
            Name::Variable(_) => part.name == name,
            Name::Given(_) => part.name == name && part.country == country,
        });
        let place = known.unwrap_or_else(|| {
            self.pattern.parts.push(Part {
                name,
                ..Part::default()
            });
            self.pattern.parts.len() - 1
        });
        let part = &mut self.pattern.parts[place];
        part.country = country.or(part.country.take());
        part.kind = kind.or(part.kind);
        Ok(place)
    }

    /// A tie and the part at its other end, whose place is given back.
    fn link(&mut self, left: usize) -> Result<usize, LineError> {
        let start = self.at;
        let back = self.take("<");
        if !self.take("-[") {
            self.at = start;
            return self.fail("'-[', '<-[', ',' or the end");
        }
        let text = self.until(']', "']'")?;
        let forward = self.take("->");
        if !forward && !self.take("-") {
            return self.fail("'->' or '-'");
        }
        self.skip_spaces();
        let right = self.part()?;
        let (way, from, to) = match (back, forward) {
            (false, true) => (Way::Forward, left, right),
            (true, false) => (Way::Forward, right, left),
            (true, true) => (Way::Mutual, left, right),
            (false, false) => (Way::Any, left, right),
        };
        if left == right {
            self.at = start;
            return self.fail("a tie between two different actors");
        }
        let mut link = Link {
            from,
            to,
            way,
            relations: Vec::new(),
            words: None,
            modality: None,
            polarity: None,
        };
        let mut rest = text.trim();
        loop {
            let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
            match Modality::from_name(word) {
                _ if word == "not" => link.polarity = Some(Polarity::Negated),
                Some(modality) => link.modality = Some(modality),
                None => break,
            }
            rest = after.trim_start();
        }
        if let Some((before, quoted)) = rest.split_once('"') {
            let Some((words, "")) = quoted.split_once('"') else {
                self.at = start;
                return self.fail("words in quotes, and nothing after them");
            };
            link.words = Some(RelationFilter::words(words));
            rest = before.trim();
        }
        if !rest.is_empty() && !rest.contains(char::is_alphanumeric) {
            self.at = start;
            return self.fail("a relation, or nothing for any");
        }
        let relations = rest.split('|').map(str::trim).filter(|text| !text.is_empty());
        link.relations = relations.map(RelationFilter::new).collect();
        self.pattern.links.push(link);
        Ok(right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_pattern_says_where() {
        for (text, column) in [
            ("", 1),
            ("(RUS)", 6),
            ("(RUS", 5),
            ("(RUS)-[X]", 10),
            ("(RUS)-[X->(?a)", 15),
            ("(?)-[]->()", 1),
            ("(?x:wizard)-[]->()", 1),
            ("(A)-[]->(A)", 4),
            ("(A)-[\"x\" y]->(B)", 4),
            ("(A)-[?]->(B)", 4),
            ("(A)-[]->(B) or", 13),
        ] {
            let error = text.parse::<Pattern>().unwrap_err();
            assert_eq!(error.column, column, "{text}: {error}");
        }
    }

    #[test]
    fn variables_and_names_are_one_part_each() {
        let pattern: Pattern =
            "(?a)-[CONSULT]->(?c), (?b:person) <-[not planned 1|AID \"send food\"]- (USA/?c)"
                .parse()
                .expect("a pattern");
        assert_eq!((pattern.parts.len(), pattern.links.len()), (3, 2));
        let link = &pattern.links[1];
        assert_eq!((link.from, link.to, link.way), (1, 2, Way::Forward));
        assert_eq!(link.modality, Some(Modality::Planned));
        assert_eq!(link.polarity, Some(Polarity::Negated));
        assert_eq!(link.relations.len(), 2);
        assert_eq!(pattern.parts[1].country.as_deref(), Some("USA"));
        assert_eq!(pattern.parts[2].kind, Some(Kind::Kind(ActorKind::Person)));
    }
}

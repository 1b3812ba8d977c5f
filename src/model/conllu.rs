//! CoNLL-U, the interchange format of Universal Dependencies
//! (<https://universaldependencies.org/format.html>).

use std::fmt::Write as _;

use smol_str::SmolStr;

use super::{Entity, EntityLabel, Sentence, Span, Token, Upos};

/// What is wrong with a CoNLL-U text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConlluError {
    /// Line, counted from 1.
    pub line: usize,
    /// Column of the ten, counted from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for ConlluError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for ConlluError {}

/// Reads sentences. Spans count the code points of the text that [`text_of`] builds: words joined as
/// SpaceAfter=No says, sentences by one line feed. `# newpar` and `# newdoc` start a paragraph.
/// Entities are read from MISC, `NER=B-PERSON`. Empty nodes are skipped.
///
/// # Errors
/// A line without ten columns, an unknown part of speech, a head that is no number.
pub fn parse(text: &str) -> Result<Vec<Sentence>, ConlluError> {
    let mut sentences = Vec::new();
    let mut reader = Reader::default();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            reader.finish(&mut sentences);
        } else if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim_start();
            if comment.starts_with("newpar") || comment.starts_with("newdoc") {
                reader.paragraph_starts = true;
            }
        } else {
            reader.word(line, index + 1)?;
        }
    }
    reader.finish(&mut sentences);
    Ok(sentences)
}

/// The parts of a CoNLL-U text that `# newdoc` comments begin, and what stands before the first of them.
pub fn documents(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest
            .match_indices("\n# newdoc")
            .next()
            .map_or(rest.len(), |(at, _)| at + 1);
        let (part, after) = rest.split_at(end);
        rest = after;
        (!part.is_empty()).then_some(part)
    })
}

#[derive(Default)]
struct Reader {
    tokens: Vec<Token>,
    labels: Vec<String>,
    paragraph: u32,
    paragraph_starts: bool,
    offset: u32,
    /// Last word of the multi-word token being read, and whether a space follows the whole.
    multiword: Option<(usize, bool)>,
}

impl Reader {
    fn word(&mut self, line: &str, number: usize) -> Result<(), ConlluError> {
        let fail = |column, message: String| ConlluError {
            line: number,
            column,
            message,
        };
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() != 10 {
            return Err(fail(
                columns.len(),
                format!("{} columns instead of 10", columns.len()),
            ));
        }
        let space_after = !columns[9].split('|').any(|item| item == "SpaceAfter=No");
        if let Some((_, last)) = columns[0].split_once('-') {
            let last = last
                .parse()
                .map_err(|_| fail(1, format!("'{}' is no range", columns[0])))?;
            self.multiword = Some((last, space_after));
            return Ok(());
        }
        if columns[0].contains('.') {
            return Ok(());
        }
        let id: usize = columns[0]
            .parse()
            .map_err(|_| fail(1, format!("'{}' is no word number", columns[0])))?;
        if id != self.tokens.len() + 1 {
            return Err(fail(
                1,
                format!("word {id} where {} is due", self.tokens.len() + 1),
            ));
        }
        let space_after = match self.multiword {
            Some((last, _)) if id < last => false,
            Some((last, space)) if id == last => {
                self.multiword = None;
                space
            }
            _ => space_after,
        };
        let upos = match columns[3] {
            "_" => Upos::X,
            name => Upos::from_name(name).ok_or_else(|| fail(4, format!("'{name}' is no part of speech")))?,
        };
        let head: u32 = match columns[6] {
            "_" => 0,
            head => head
                .parse()
                .map_err(|_| fail(7, format!("'{head}' is no head")))?,
        };
        let start = self.offset;
        let end = start + columns[1].chars().count() as u32;
        self.offset = end + u32::from(space_after);
        self.labels.push(
            columns[9]
                .split('|')
                .find_map(|item| item.strip_prefix("NER="))
                .unwrap_or("O")
                .to_owned(),
        );
        self.tokens.push(Token {
            form: columns[1].into(),
            lemma: if columns[2] == "_" {
                columns[1].into()
            } else {
                columns[2].into()
            },
            upos,
            xpos: columns[4].into(),
            head: head.checked_sub(1),
            lead: u8::MAX,
            deprel: if columns[7] == "_" {
                SmolStr::new_static("dep")
            } else {
                columns[7].into()
            },
            span: Span::new(start, end),
            space_after,
        });
        Ok(())
    }

    fn finish(&mut self, sentences: &mut Vec<Sentence>) {
        if self.tokens.is_empty() {
            return;
        }
        if self.paragraph_starts {
            self.paragraph += u32::from(!sentences.is_empty());
            self.paragraph_starts = false;
        }
        let tokens = std::mem::take(&mut self.tokens);
        let entities = entities_of(&std::mem::take(&mut self.labels));
        self.offset = tokens.last().map_or(self.offset, |t| t.span.end) + 1;
        self.multiword = None;
        sentences.push(Sentence::new(tokens, entities, self.paragraph));
    }
}

/// Entities of a BIO labelling.
fn entities_of(labels: &[String]) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    let mut open = false;
    for (i, label) in labels.iter().enumerate() {
        let Some((position, name)) = label.split_once('-') else {
            open = false;
            continue;
        };
        let Some(kind) = EntityLabel::from_name(name) else {
            open = false;
            continue;
        };
        match entities.last_mut() {
            Some(last) if open && position == "I" && last.label == kind => last.tokens.end = i + 1,
            _ => entities.push(Entity {
                tokens: i..i + 1,
                label: kind,
            }),
        }
        open = true;
    }
    entities
}

/// The text that the spans of [`parse`]d sentences count.
pub fn text_of(sentences: &[Sentence]) -> String {
    let mut text = String::new();
    for (i, sentence) in sentences.iter().enumerate() {
        if i > 0 {
            text.push('\n');
        }
        text.push_str(&sentence.text(0..sentence.len()));
    }
    text
}

/// Prints one sentence, with the blank line that ends it. Entities go to MISC, as `NER=B-PERSON`.
pub fn print(sentence: &Sentence) -> String {
    let mut out = format!("# text = {}\n", sentence.text(0..sentence.len()));
    for (i, token) in sentence.tokens().iter().enumerate() {
        let mut misc = Vec::new();
        if let Some(entity) = sentence.entity_at(i) {
            let position = if entity.tokens.start == i { 'B' } else { 'I' };
            misc.push(format!("NER={position}-{}", entity.label.name()));
        }
        if !token.space_after {
            misc.push("SpaceAfter=No".to_owned());
        }
        let misc = if misc.is_empty() {
            "_".to_owned()
        } else {
            misc.join("|")
        };
        // writing to a String cannot fail
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t_\t{}\t{}\t_\t{misc}",
            i + 1,
            token.form,
            token.lemma,
            token.upos.name(),
            token.xpos,
            token.head.map_or(0, |h| h + 1),
            token.deprel,
        );
    }
    out.push('\n');
    out
}

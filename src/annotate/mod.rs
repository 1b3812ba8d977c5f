//! Raw text to annotated sentences. Does no IO and never fails.

mod layout;
mod split;
mod tokenize;
mod words;

use smol_str::SmolStr;

use crate::model::{Sentence, Span, Token, Upos};

/// Splits a text into paragraphs, sentences and words, without any further annotation.
///
/// Time is linear in the text, whatever it is; a sentence of more than 400 words is cut.
pub fn tokenize(text: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut pieces = Vec::new();
    let mut ranges = Vec::new();
    let mut clock = Clock::default();
    for (number, paragraph) in layout::paragraphs(text).into_iter().enumerate() {
        pieces.clear();
        ranges.clear();
        tokenize::tokenize(text, paragraph, &mut pieces);
        split::split(text, &pieces, &mut ranges);
        for range in &ranges {
            let tokens = pieces[range.clone()]
                .iter()
                .map(|piece| Token {
                    form: SmolStr::new(&text[piece.bytes.clone()]),
                    lemma: SmolStr::new(&text[piece.bytes.clone()]),
                    upos: Upos::X,
                    xpos: SmolStr::default(),
                    head: None,
                    deprel: SmolStr::new_static("dep"),
                    span: Span::new(clock.at(text, piece.bytes.start), clock.at(text, piece.bytes.end)),
                    space_after: piece.space_after,
                })
                .collect();
            sentences.push(Sentence::new(tokens, Vec::new(), number as u32));
        }
    }
    sentences
}

/// Counts code points along a text.
#[derive(Default)]
struct Clock {
    byte: usize,
    point: usize,
}

impl Clock {
    /// The code point at a byte not before the last one asked for.
    fn at(&mut self, text: &str, byte: usize) -> u32 {
        self.point += text[self.byte..byte].chars().count();
        self.byte = byte;
        // texts beyond 4 GB have no spans there
        u32::try_from(self.point).unwrap_or(u32::MAX)
    }
}

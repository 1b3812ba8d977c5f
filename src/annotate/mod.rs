//! Raw text to annotated sentences. Does no IO and never fails.

mod annotator;
mod cache;
mod clues;
mod entities;
mod features;
mod layout;
mod lemma;
mod nn;
mod repair;
mod split;
mod tokenize;
mod weights;
mod words;

pub use annotator::Annotator;
pub use entities::NameHints;
pub use nn::Level;
pub use repair::repaired;
pub use weights::ModelError;

use smol_str::SmolStr;

use crate::model::{Sentence, Span, Token, Upos};

/// Splits a text into paragraphs, sentences and words, without any further annotation.
///
/// Time is linear in the text, whatever it is; a sentence of more than 400 words is cut.
pub fn tokenize(text: &str) -> Vec<Sentence> {
    words_of(text)
        .map(|(tokens, paragraph)| Sentence::new(tokens, Vec::new(), paragraph))
        .collect()
}

/// The words of each sentence, with the number of its paragraph.
fn words_of(text: &str) -> impl Iterator<Item = (Vec<Token>, u32)> + '_ {
    let mut clock = Clock::default();
    let mut pieces = Vec::new();
    layout::paragraphs(text)
        .into_iter()
        .enumerate()
        .flat_map(move |(number, paragraph)| {
            pieces.clear();
            tokenize::tokenize(text, paragraph, &mut pieces);
            let mut ranges = Vec::new();
            split::split(text, &pieces, &mut ranges);
            let sentence = |range: std::ops::Range<usize>| {
                let tokens = pieces[range]
                    .iter()
                    .map(|piece| clock.token(text, piece))
                    .collect();
                (tokens, number as u32)
            };
            ranges.into_iter().map(sentence).collect::<Vec<_>>()
        })
}

/// Counts code points along a text.
#[derive(Default)]
struct Clock {
    byte: usize,
    point: usize,
}

impl Clock {
    /// A token that nothing is known of yet.
    fn token(&mut self, text: &str, piece: &tokenize::Piece) -> Token {
        let form = SmolStr::new(&text[piece.bytes.clone()]);
        Token {
            lemma: form.clone(),
            form,
            upos: Upos::X,
            xpos: SmolStr::default(),
            head: None,
            lead: u8::MAX,
            deprel: SmolStr::new_static("dep"),
            span: Span::new(self.at(text, piece.bytes.start), self.at(text, piece.bytes.end)),
            space_after: piece.space_after,
        }
    }

    /// The code point at a byte not before the last one asked for.
    fn at(&mut self, text: &str, byte: usize) -> u32 {
        self.point += text[self.byte..byte].chars().count();
        self.byte = byte;
        // texts beyond 4 GB have no spans there
        u32::try_from(self.point).unwrap_or(u32::MAX)
    }
}

//! The annotator: a model, and workers that keep their room and what they remember of words.

use std::borrow::Cow;
use std::sync::{Mutex, OnceLock, PoisonError};

use smol_str::SmolStr;

use crate::model::{Sentence, Token, Upos};

use super::cache::Cache;
use super::clues::{self, Known};
use super::entities::{self, NameHints};
use super::features;
use super::lemma::Lemmatizer;
use super::nn::{self, Batch, Level, Scratch, Transitions};
use super::weights::{ModelError, Weights};

/// Words that go through the network together.
const BATCH: usize = 384;

static EMBEDDED: &[u8] = include_bytes!("../../data/model/en.bin");

/// Turns text into annotated sentences. Never fails, does no IO, and gives the same bytes on every machine.
///
/// One annotator serves all threads; each call takes a worker's memory from a pool and puts it back.
#[derive(Debug)]
pub struct Annotator {
    weights: Weights,
    level: Level,
    transitions: Transitions,
    lemmatizer: Lemmatizer,
    upos: Vec<Upos>,
    xpos: Vec<SmolStr>,
    deprel: Vec<SmolStr>,
    workers: Mutex<Vec<Worker>>,
}

/// What one call needs for itself.
#[derive(Debug, Default)]
struct Worker {
    cache: Cache,
    scratch: Scratch,
    batch: Batch,
}

impl Annotator {
    /// The annotator of the model that the library carries.
    pub fn embedded() -> &'static Self {
        static ANNOTATOR: OnceLock<Annotator> = OnceLock::new();
        ANNOTATOR.get_or_init(|| {
            // the file is part of the program, and a test reads it
            Self::new(Cow::Borrowed(EMBEDDED)).expect("the embedded model is sound")
        })
    }

    /// An annotator of another model file.
    ///
    /// # Errors
    /// The bytes are no model of a known version.
    pub fn new(file: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let weights = Weights::read(file)?;
        let labels = &weights.labels;
        let names = |set: &[String]| set.iter().map(SmolStr::new).collect();
        Ok(Self {
            level: Level::detect(),
            transitions: Transitions::new(&labels.entity),
            lemmatizer: Lemmatizer::new(&labels.lemma),
            upos: labels
                .upos
                .iter()
                .map(|u| Upos::from_name(u).unwrap_or_default())
                .collect(),
            xpos: names(&labels.xpos),
            deprel: names(&labels.deprel),
            workers: Mutex::default(),
            weights,
        })
    }

    /// The same annotator with another kernel; the results are the same. For tests.
    #[must_use]
    pub fn with_level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// Annotates raw text.
    pub fn annotate(&self, text: &str) -> Vec<Sentence> {
        self.settled(super::words_of(text), None)
    }

    /// Annotates raw text; `names` says which runs of words it knows.
    pub fn annotate_with(&self, text: &str, names: &dyn NameHints) -> Vec<Sentence> {
        self.settled(super::words_of(text), Some(names))
    }

    /// Annotates the sentences of one document, whose words are given.
    pub fn annotate_tokens(&self, sentences: &[Sentence]) -> Vec<Sentence> {
        self.settled(given(sentences), None)
    }

    /// As [`Self::annotate_tokens`]; `names` says which runs of words it knows.
    pub fn annotate_tokens_with(&self, sentences: &[Sentence], names: &dyn NameHints) -> Vec<Sentence> {
        self.settled(given(sentences), Some(names))
    }

    /// What lexica, and `names`, say of each word of a sentence, as bits: the input of the entity layer beside the words' vectors.
    /// `src/annotate/clues.rs` lists them.
    pub fn clues(sentence: &Sentence, names: &dyn NameHints) -> Vec<u64> {
        let mut clues = Vec::new();
        let known = clues::known(sentence.tokens(), names);
        clues::clues(sentence.tokens(), &known, &mut clues);
        clues
    }

    /// Annotates the sentences of one document.
    fn settled(
        &self,
        sentences: impl Iterator<Item = (Vec<Token>, u32)>,
        names: Option<&dyn NameHints>,
    ) -> Vec<Sentence> {
        let (mut sentences, known) = self.predict(sentences, names);
        entities::settle(&mut sentences, names, &known);
        sentences
    }

    /// Runs the network over all sentences, in batches; and the names that `names` knows in each.
    fn predict(
        &self,
        sentences: impl Iterator<Item = (Vec<Token>, u32)>,
        names: Option<&dyn NameHints>,
    ) -> (Vec<Sentence>, Vec<Known>) {
        // a worker that a panic left behind is lost, the pool is not
        let pooled = self.workers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut worker = pooled.unwrap_or_default();
        let (mut out, mut all_known) = (Vec::new(), Vec::new());
        let mut group = Vec::new();
        let mut words = 0;
        for sentence in sentences {
            words += sentence.0.len();
            let known = names.map_or_else(Vec::new, |names| clues::known(&sentence.0, names));
            clues::clues(&sentence.0, &known, &mut worker.batch.clues);
            all_known.push(known);
            group.push(sentence);
            if words >= BATCH {
                self.run(&mut worker, &mut group, &mut out);
                words = 0;
            }
        }
        self.run(&mut worker, &mut group, &mut out);
        self.workers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(worker);
        (out, all_known)
    }

    /// Runs the network over a group of sentences and moves them to `out`.
    fn run(&self, worker: &mut Worker, group: &mut Vec<(Vec<Token>, u32)>, out: &mut Vec<Sentence>) {
        let Worker {
            cache,
            scratch,
            batch,
        } = worker;
        cache.trim();
        let width = self.weights.config.width;
        let mut places = Vec::new();
        let mut rows = Vec::new();
        batch.starts.clear();
        batch.starts.push(0);
        for (tokens, _) in group.iter() {
            for token in tokens {
                let (place, new) = cache.place(&token.form);
                places.push(place);
                if new {
                    rows.push(self.weights.rows(&features::hashes(&token.form)));
                }
            }
            batch.starts.push(places.len());
        }
        nn::embed(self.level, &self.weights, &rows, scratch, cache.vectors());
        batch.words.clear();
        for place in places {
            batch
                .words
                .extend_from_slice(&cache.vectors()[place * width..(place + 1) * width]);
        }
        nn::predict(self.level, &self.weights, &self.transitions, batch, scratch);
        for ((tokens, paragraph), bounds) in group.drain(..).zip(batch.starts.windows(2)) {
            out.push(self.label(tokens, paragraph, batch, bounds[0]));
        }
        batch.clues.clear();
    }

    /// Writes what the network said into a sentence whose words start at `start` in the batch.
    fn label(&self, mut tokens: Vec<Token>, paragraph: u32, batch: &Batch, start: usize) -> Sentence {
        for (token, t) in tokens.iter_mut().zip(start..) {
            token.upos = self.upos[usize::from(batch.upos[t])];
            token.xpos = self.xpos[usize::from(batch.xpos[t])].clone();
            token.head = batch.heads[t].checked_sub(1);
            token.lead = batch.leads[t];
            token.deprel = self.deprel[usize::from(batch.deprel[t])].clone();
            token.lemma =
                self.lemmatizer
                    .lemma(&token.form, token.upos, &token.xpos, usize::from(batch.lemma[t]));
        }
        let tags = &batch.entity[start..start + tokens.len()];
        let entities = entities::spans(tags, &self.weights.labels.entity);
        Sentence::new(tokens, entities, paragraph)
    }
}

/// The words and paragraphs of sentences.
fn given(sentences: &[Sentence]) -> impl Iterator<Item = (Vec<Token>, u32)> {
    sentences.iter().map(|s| (s.tokens().to_vec(), s.paragraph))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn parity() -> Value {
        let text = include_str!("../../data/model/parity.json");
        serde_json::from_str(text).unwrap()
    }

    fn strings(value: &Value) -> Vec<&str> {
        value
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v.as_str().unwrap())
            .collect()
    }

    /// Sums in another order move a few roundings to 8 bits by one step, which arcs multiply.
    #[track_caller]
    fn near(found: &[f32], expected: &Value, tolerance: f32) {
        for (found, expected) in found.iter().zip(expected.as_array().unwrap()) {
            let expected = expected.as_f64().unwrap() as f32;
            assert!(
                (found - expected).abs() < tolerance,
                "{found} instead of {expected}"
            );
        }
    }

    /// Runs one sentence and returns its batch, and the first word's vector before the layers.
    fn run(annotator: &Annotator, forms: &[&str]) -> (Batch, Vec<f32>) {
        let weights = &annotator.weights;
        let rows: Vec<_> = forms.iter().map(|f| weights.rows(&features::hashes(f))).collect();
        let mut batch = Batch {
            starts: vec![0, forms.len()],
            clues: vec![0; forms.len()],
            ..Batch::default()
        };
        let mut scratch = Scratch::default();
        nn::embed(annotator.level, weights, &rows, &mut scratch, &mut batch.words);
        let first = batch.words[..weights.config.width].to_vec();
        nn::predict(
            annotator.level,
            weights,
            &annotator.transitions,
            &mut batch,
            &mut scratch,
        );
        (batch, first)
    }

    #[test]
    fn agrees_with_the_reference() {
        let annotator = Annotator::embedded();
        let labels = &annotator.weights.labels;
        for case in parity()["sentences"].as_array().unwrap() {
            let forms = strings(&case["forms"]);
            for (form, (hashes, rows)) in forms.iter().zip(
                case["hashes"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .zip(case["rows"].as_array().unwrap()),
            ) {
                let found = features::hashes(form);
                let hex: Vec<String> = [found.norm, found.prefix, found.suffix, found.shape]
                    .iter()
                    .map(|h| format!("{h:016x}"))
                    .collect();
                let padded: Vec<String> = strings(hashes)
                    .iter()
                    .map(|h| format!("{:0>16}", h.trim_start_matches("0x")))
                    .collect();
                assert_eq!(hex, padded, "{form}");
                let rows: Vec<usize> = rows
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|r| r.as_u64().unwrap() as usize)
                    .collect();
                assert_eq!(annotator.weights.rows(&found).to_vec(), rows, "{form}");
            }
            let (batch, first) = run(annotator, &forms);
            near(&first, &case["mix0"], 0.02);
            near(&batch.words, &case["final0"], 0.02);
            near(&batch.arcs, &case["arcs1"], 0.2);
            let names = |set: &[String], found: &[u16]| -> Vec<String> {
                found.iter().map(|&c| set[usize::from(c)].clone()).collect()
            };
            assert_eq!(names(&labels.upos, &batch.upos), strings(&case["upos"]));
            assert_eq!(names(&labels.xpos, &batch.xpos), strings(&case["xpos"]));
            assert_eq!(names(&labels.lemma, &batch.lemma), strings(&case["lemma"]));
            assert_eq!(names(&labels.entity, &batch.entity), strings(&case["entity"]));
            assert_eq!(names(&labels.deprel, &batch.deprel), strings(&case["deprel"]));
            let heads: Vec<u64> = case["heads"]
                .as_array()
                .unwrap()
                .iter()
                .map(|h| h.as_u64().unwrap())
                .collect();
            assert_eq!(
                batch.heads.iter().map(|&h| u64::from(h)).collect::<Vec<_>>(),
                heads
            );
        }
    }

    #[test]
    fn every_kernel_gives_the_same_bits() {
        let cases = parity();
        let mut expected = Vec::new();
        for level in Level::available() {
            let annotator = Annotator::new(Cow::Borrowed(EMBEDDED)).unwrap().with_level(level);
            for (i, case) in cases["sentences"].as_array().unwrap().iter().enumerate() {
                let (batch, first) = run(&annotator, &strings(&case["forms"]));
                let bits: Vec<u32> = [&first, &batch.words, &batch.arcs]
                    .into_iter()
                    .flatten()
                    .map(|x| x.to_bits())
                    .collect();
                if expected.len() == i {
                    expected.push(bits);
                } else {
                    assert!(expected[i] == bits, "{level:?}");
                }
            }
        }
    }

    #[test]
    fn batches_and_caches_change_nothing() {
        let annotator = Annotator::new(Cow::Borrowed(EMBEDDED)).unwrap();
        let text = "The minister of Arland met Borland's envoy. They spoke for an hour.\n\n".repeat(40);
        let once = annotator.annotate(&text);
        assert_eq!(once, annotator.annotate(&text));
        let first = annotator.annotate("The minister of Arland met Borland's envoy.");
        assert_eq!(once[0].tokens(), first[0].tokens());
    }

    #[test]
    fn broken_models_are_refused() {
        for file in [
            &b""[..],
            b"LEGM",
            b"LEGM\x01\0\0\0\xff\xff\xff\xff",
            b"LEGM\x03\0\0\0\0\0\0\0",
            &EMBEDDED[..EMBEDDED.len() / 2],
        ] {
            assert!(Annotator::new(Cow::Borrowed(file)).is_err());
        }
    }
}

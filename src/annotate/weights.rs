//! The model file (`training/FORMAT.md`): labels, sizes and numbers, checked as they are read.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Deserialize;

use super::clues::CLUES;
use super::nn::Packed;

/// What is wrong with a model file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ModelError(String);

fn fail<T>(message: impl Into<String>) -> Result<T, ModelError> {
    Err(ModelError(message.into()))
}

/// The classes that the model tells apart, by number.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Labels {
    pub upos: Vec<String>,
    pub xpos: Vec<String>,
    pub deprel: Vec<String>,
    pub entity: Vec<String>,
    pub lemma: Vec<String>,
}

/// The sizes of the network.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Config {
    pub width: usize,
    pub pieces: usize,
    pub norm_rows: usize,
    pub norm_buckets: usize,
    pub prefix_buckets: usize,
    pub suffix_buckets: usize,
    pub shape_buckets: usize,
    pub norm_dim: usize,
    pub prefix_dim: usize,
    pub suffix_dim: usize,
    pub shape_dim: usize,
    pub layers: Vec<LayerConfig>,
    pub entity_hidden: usize,
    pub lemma_hidden: usize,
    pub arc_dim: usize,
    pub rel_dim: usize,
    pub distance: usize,
    pub eps: f32,
}

/// One layer.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum LayerConfig {
    /// A window over the neighbours at a distance.
    Conv { dilation: usize },
    /// A gated running mean in both directions.
    Scan { hidden: usize },
}

#[derive(Deserialize)]
struct Header {
    labels: Labels,
    config: Config,
    tensors: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    dtype: String,
    shape: Vec<usize>,
    offset: usize,
}

/// A linear layer, ready to multiply. Outputs are padded to the kernels' blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Linear {
    pub weights: Packed,
    pub scale: Vec<f32>,
    pub bias: Vec<f32>,
    pub inputs: usize,
    pub outputs: usize,
}

/// Gain and bias of a normalisation.
#[derive(Clone, Debug, Default)]
pub(super) struct Norm {
    pub gain: Vec<f32>,
    pub bias: Vec<f32>,
}

/// An embedding table, left where it lies in the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    rows: usize,
    pub dim: usize,
    numbers: usize,
    scales: usize,
}

/// One layer's numbers.
#[derive(Clone, Debug)]
pub(super) enum Layer {
    Conv {
        dilation: usize,
        linear: Linear,
        norm: Norm,
    },
    Scan {
        hidden: usize,
        into: Linear,
        out: Linear,
        norm: Norm,
    },
}

/// A whole model.
#[derive(Debug)]
pub(super) struct Weights {
    file: Cow<'static, [u8]>,
    pub labels: Labels,
    pub config: Config,
    vocab: usize,
    /// Form, beginning, ending, shape.
    pub tables: [Table; 4],
    pub mix: Linear,
    pub mix_norm: Norm,
    pub layers: Vec<Layer>,
    pub final_norm: Norm,
    pub upos: Linear,
    pub xpos: Linear,
    pub lemma_in: Linear,
    pub lemma_out: Linear,
    pub entity_in: Linear,
    /// What each clue adds to the entity layer: those of the word before, of the word, of the word after.
    pub entity_clues: Vec<f32>,
    pub entity_out: Linear,
    pub arc_dep: Linear,
    pub arc_head: Linear,
    pub arc_u: Linear,
    pub arc_root: Vec<f32>,
    pub arc_distance: Vec<f32>,
    pub rel_dep: Linear,
    pub rel_head: Linear,
    pub rel_out: Linear,
    pub rel_root: Vec<f32>,
}

/// Any size beyond this is a broken file, and sums of products would leave 32 bits.
const LARGEST_DIM: usize = 1 << 16;

/// Finds tensors by name and checks their bounds.
struct Source<'a> {
    blob: &'a [u8],
    start: usize,
    entries: HashMap<&'a str, &'a Entry>,
}

impl<'a> Source<'a> {
    /// Where the bytes of a tensor of this type and shape start in the file.
    fn find(&self, name: &str, dtype: &str, shape: &[usize]) -> Result<usize, ModelError> {
        let Some(entry) = self.entries.get(name) else {
            return fail(format!("the model has no tensor '{name}'"));
        };
        if entry.dtype != dtype || entry.shape != shape {
            return fail(format!(
                "tensor '{name}' is {} {:?} instead of {dtype} {shape:?}",
                entry.dtype, entry.shape
            ));
        }
        let size = match dtype {
            "i8" => 1,
            "f32" => 4,
            _ => 8,
        };
        let bytes = shape.iter().try_fold(size, |n: usize, &d| n.checked_mul(d));
        match bytes.and_then(|b| entry.offset.checked_add(b)) {
            Some(end) if end <= self.blob.len() => Ok(self.start + entry.offset),
            _ => fail(format!("tensor '{name}' lies beyond the end of the file")),
        }
    }

    fn bytes(&self, name: &str, shape: &[usize]) -> Result<&'a [u8], ModelError> {
        let at = self.find(name, "i8", shape)? - self.start;
        Ok(&self.blob[at..at + shape.iter().product::<usize>()])
    }

    fn reals(&self, name: &str, length: usize) -> Result<Vec<f32>, ModelError> {
        let at = self.find(name, "f32", &[length])? - self.start;
        let bytes = &self.blob[at..at + length * 4];
        let reals: Vec<f32> = bytes
            .as_chunks::<4>()
            .0
            .iter()
            .map(|&b| f32::from_le_bytes(b))
            .collect();
        if reals.iter().any(|x| !x.is_finite()) {
            return fail(format!("tensor '{name}' holds a number that is none"));
        }
        Ok(reals)
    }

    /// A linear layer whose output `o` is the file's output `order(o)`.
    fn linear(
        &self,
        name: &str,
        outputs: usize,
        inputs: usize,
        order: impl Fn(usize) -> usize,
    ) -> Result<Linear, ModelError> {
        let matrix = self.bytes(&format!("{name}.w"), &[outputs, inputs])?;
        let scale = self.reals(&format!("{name}.s"), outputs)?;
        let bias = self.reals(&format!("{name}.b"), outputs)?;
        let weights = Packed::new(outputs, inputs, |o| {
            let row = order(o);
            &matrix[row * inputs..(row + 1) * inputs]
        });
        let padded = |values: &[f32]| {
            let mut out: Vec<f32> = (0..outputs).map(|o| values[order(o)]).collect();
            out.resize(weights.output_stride(), 0.0);
            out
        };
        Ok(Linear {
            scale: padded(&scale),
            bias: padded(&bias),
            weights,
            inputs,
            outputs,
        })
    }

    fn norm(&self, name: &str, width: usize) -> Result<Norm, ModelError> {
        Ok(Norm {
            gain: self.reals(&format!("{name}.g"), width)?,
            bias: self.reals(&format!("{name}.b"), width)?,
        })
    }

    /// All rows of a small embedding table.
    fn embeddings(&self, name: &str, rows: usize, dim: usize) -> Result<Vec<f32>, ModelError> {
        let numbers = self.bytes(&format!("{name}.q"), &[rows, dim])?;
        let scales = self.reals(&format!("{name}.s"), rows)?;
        let rows = numbers.chunks_exact(dim.max(1)).zip(&scales);
        Ok(rows
            .flat_map(|(row, scale)| row.iter().map(move |&q| f32::from(q as i8) * scale))
            .collect())
    }

    fn table(&self, name: &str, rows: usize, dim: usize) -> Result<Table, ModelError> {
        Ok(Table {
            rows,
            dim,
            numbers: self.find(&format!("{name}.q"), "i8", &[rows, dim])?,
            scales: self.find(&format!("{name}.s"), "f32", &[rows])?,
        })
    }
}

impl Weights {
    /// Reads a model file.
    pub fn read(file: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let word = |at: usize| {
            file.get(at..at + 4).map_or(0, |b| {
                b.iter().rev().fold(0usize, |n, &b| n << 8 | usize::from(b))
            })
        };
        if file.get(..4) != Some(b"LEGM") {
            return fail("this is no model file");
        }
        if word(4) != 2 {
            return fail(format!(
                "version {} of the model format is not known here",
                word(4)
            ));
        }
        let end = 12 + word(8);
        let Some(header) = file.get(12..end) else {
            return fail("the model file ends within its header");
        };
        let header: Header =
            serde_json::from_slice(header).map_err(|e| ModelError(format!("the model's header: {e}")))?;
        let Header {
            labels,
            config,
            tensors,
        } = header;
        let start = end.next_multiple_of(64);
        let source = Source {
            blob: file.get(start..).unwrap_or_default(),
            start,
            entries: tensors.iter().map(|e| (e.name.as_str(), e)).collect(),
        };
        let c = &config;
        let concatenated = c
            .norm_dim
            .saturating_add(c.prefix_dim)
            .saturating_add(c.suffix_dim)
            .saturating_add(c.shape_dim);
        let largest = [
            c.width,
            c.pieces,
            concatenated,
            c.entity_hidden,
            c.lemma_hidden,
            c.arc_dim,
            c.rel_dim,
        ]
        .into_iter()
        .max()
        .unwrap_or(0);
        if largest > LARGEST_DIM
            || c.width == 0
            || c.pieces == 0
            || c.norm_rows > 1 << 24
            || c.distance > LARGEST_DIM
        {
            return fail("the sizes in the model's header make no sense");
        }
        if [
            c.norm_buckets,
            c.prefix_buckets,
            c.suffix_buckets,
            c.shape_buckets,
        ]
        .contains(&0)
        {
            return fail("the model has a table without buckets");
        }
        if [
            &labels.upos,
            &labels.xpos,
            &labels.deprel,
            &labels.entity,
            &labels.lemma,
        ]
        .iter()
        .any(|set| set.is_empty() || set.len() > 60_000)
        {
            return fail("the model has a label set that is empty or too large");
        }
        let (w, p) = (c.width, c.pieces);
        // the pieces of a maxout lie one after the other, so that their maximum runs over whole rows
        let pieces = |o: usize| o % w * p + o / w;
        let same = |o: usize| o;
        let layers = c
            .layers
            .iter()
            .enumerate()
            .map(|(i, layer)| {
                let norm = source.norm(&format!("layer.{i}.norm"), w)?;
                Ok(match *layer {
                    LayerConfig::Conv { dilation } => Layer::Conv {
                        dilation,
                        linear: source.linear(&format!("layer.{i}"), w * p, 3 * w, pieces)?,
                        norm,
                    },
                    LayerConfig::Scan { hidden } if hidden <= LARGEST_DIM => Layer::Scan {
                        hidden,
                        into: source.linear(&format!("layer.{i}.in"), 4 * hidden, w, same)?,
                        out: source.linear(&format!("layer.{i}.out"), w, 2 * hidden, same)?,
                        norm,
                    },
                    LayerConfig::Scan { .. } => return fail("the sizes in the model's header make no sense"),
                })
            })
            .collect::<Result<_, ModelError>>()?;
        let weights = Self {
            vocab: source.find("vocab", "u64", &[c.norm_rows])?,
            tables: [
                source.table("emb.norm", c.norm_rows + c.norm_buckets, c.norm_dim)?,
                source.table("emb.prefix", c.prefix_buckets, c.prefix_dim)?,
                source.table("emb.suffix", c.suffix_buckets, c.suffix_dim)?,
                source.table("emb.shape", c.shape_buckets, c.shape_dim)?,
            ],
            mix: source.linear("mix", w * p, concatenated, pieces)?,
            mix_norm: source.norm("mix.norm", w)?,
            layers,
            final_norm: source.norm("final.norm", w)?,
            upos: source.linear("upos", labels.upos.len(), w, same)?,
            xpos: source.linear("xpos", labels.xpos.len(), w, same)?,
            lemma_in: source.linear("lemma.in", c.lemma_hidden, w, same)?,
            lemma_out: source.linear("lemma.out", labels.lemma.len(), c.lemma_hidden, same)?,
            entity_in: source.linear("entity.in", c.entity_hidden, w, same)?,
            entity_clues: source.embeddings("entity.clues", 3 * CLUES, c.entity_hidden)?,
            entity_out: source.linear("entity.out", labels.entity.len(), c.entity_hidden, same)?,
            arc_dep: source.linear("arc.dep", c.arc_dim, w, same)?,
            arc_head: source.linear("arc.head", c.arc_dim, w, same)?,
            arc_u: source.linear("arc.u", c.arc_dim, c.arc_dim, same)?,
            arc_root: source.reals("arc.root", c.arc_dim)?,
            arc_distance: source.reals("arc.distance", 2 * c.distance + 2)?,
            rel_dep: source.linear("rel.dep", c.rel_dim, w, same)?,
            rel_head: source.linear("rel.head", c.rel_dim, w, same)?,
            rel_out: source.linear("rel.out", labels.deprel.len(), 3 * c.rel_dim, same)?,
            rel_root: source.reals("rel.root", c.rel_dim)?,
            labels,
            config,
            file: Cow::Borrowed(&[]),
        };
        Ok(Self { file, ..weights })
    }

    /// Rows of the four tables for a word.
    pub fn rows(&self, hashes: &super::features::Hashes) -> [usize; 4] {
        let c = &self.config;
        let bucket = |hash: u64, buckets: usize| (hash % buckets as u64) as usize;
        [
            self.known(hashes.norm)
                .unwrap_or_else(|| c.norm_rows + bucket(hashes.norm, c.norm_buckets)),
            bucket(hashes.prefix, c.prefix_buckets),
            bucket(hashes.suffix, c.suffix_buckets),
            bucket(hashes.shape, c.shape_buckets),
        ]
    }

    /// Index of a hash in the sorted vocabulary.
    fn known(&self, hash: u64) -> Option<usize> {
        let entries = self.file[self.vocab..self.vocab + 8 * self.config.norm_rows]
            .as_chunks::<8>()
            .0;
        entries
            .binary_search_by(|bytes| u64::from_le_bytes(*bytes).cmp(&hash))
            .ok()
    }

    /// Writes the embedding in `row` of a table.
    #[inline(always)]
    pub fn embed(&self, table: &Table, row: usize, out: &mut [f32]) {
        let row = row.min(table.rows - 1);
        let at = table.scales + 4 * row;
        let mut scale = [0; 4];
        scale.copy_from_slice(&self.file[at..at + 4]);
        let scale = f32::from_le_bytes(scale);
        let at = table.numbers + table.dim * row;
        for (x, &q) in out.iter_mut().zip(&self.file[at..at + table.dim]) {
            *x = f32::from(q as i8) * scale;
        }
    }
}

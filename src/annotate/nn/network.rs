//! The forward pass over many sentences at once.

use super::super::clues::CLUES;
use super::super::weights::{Layer, Linear, Norm, Weights};
use super::kernel::{self, Isa, Job, Level, Packed};
use super::ops::{first_maximum, larger, largest, normalise, quantise, relu, restore};
use super::tree;
use super::viterbi::Transitions;

/// Rows that go through a matrix together: their inputs and sums stay in the nearest cache.
const TILE: usize = 48;

/// What the network says of the words of a batch, by class number.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// Where each sentence starts, and where the last one ends.
    pub starts: Vec<usize>,
    /// Word vectors, one after the other.
    pub words: Vec<f32>,
    /// What lexica say of each word, as bits.
    pub clues: Vec<u64>,
    pub upos: Vec<u16>,
    pub xpos: Vec<u16>,
    pub lemma: Vec<u16>,
    pub entity: Vec<u16>,
    /// Head, counted from 1 in the sentence; 0 for the root.
    pub heads: Vec<u32>,
    /// See [`crate::model::Token::lead`].
    pub leads: Vec<u8>,
    pub deprel: Vec<u16>,
    /// Scores of every word over every head, of the sentence last parsed.
    pub arcs: Vec<f32>,
}

/// Room for what lies between the layers, kept from batch to batch.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    bytes: Vec<u8>,
    sums: Vec<i32>,
    next: Vec<f32>,
    peaks: Vec<f32>,
    wide: Vec<f32>,
    states: Vec<f32>,
    hidden: Vec<f32>,
    heads: Packed,
}

/// Appends the vectors of word types, given by their rows in the four tables (section 4, step 1).
pub(crate) fn embed(
    level: Level,
    weights: &Weights,
    rows: &[[usize; 4]],
    scratch: &mut Scratch,
    out: &mut Vec<f32>,
) {
    kernel::run(
        level,
        Embed {
            weights,
            rows,
            scratch,
            out,
        },
    );
}

/// Annotates the words of a batch.
pub(crate) fn predict(
    level: Level,
    weights: &Weights,
    transitions: &Transitions,
    batch: &mut Batch,
    scratch: &mut Scratch,
) {
    kernel::run(
        level,
        Predict {
            weights,
            transitions,
            batch,
            scratch,
        },
    );
}

/// Multiplies rows of bytes and restores the reals, one call of `then` for each row.
#[inline(always)]
fn linear<I: Isa>(
    linear: &Linear,
    bytes: &[u8],
    peaks: &[f32],
    sums: &mut Vec<i32>,
    mut then: impl FnMut(usize, &[i32], f32),
) {
    let stride = linear.weights.output_stride();
    let needed = peaks.len() * stride;
    if sums.len() < needed {
        sums.resize(needed, 0);
    }
    I::multiply(bytes, peaks.len(), &linear.weights, sums);
    for (r, (row, peak)) in sums.chunks_exact(stride).zip(peaks).enumerate() {
        then(r, row, *peak);
    }
}

/// As [`linear`], the reals stored in rows of the matrix's own stride.
#[inline(always)]
fn project<I: Isa>(layer: &Linear, bytes: &[u8], peaks: &[f32], sums: &mut Vec<i32>, out: &mut [f32]) {
    let stride = layer.weights.output_stride();
    linear::<I>(layer, bytes, peaks, sums, |r, row, peak| {
        restore(
            row,
            peak,
            &layer.scale,
            &layer.bias,
            &mut out[r * stride..(r + 1) * stride],
        );
    });
}

/// Largest of the pieces, then normalised, into `out`; `wide` has room for the matrix's stride.
#[inline(always)]
fn maxout(layer: &Linear, norm: &Norm, eps: f32, row: &[i32], peak: f32, wide: &mut [f32], out: &mut [f32]) {
    let width = out.len();
    restore(row, peak, &layer.scale, &layer.bias, wide);
    out.copy_from_slice(&wide[..width]);
    for piece in wide[width..layer.outputs].chunks_exact(width) {
        for (x, y) in out.iter_mut().zip(piece) {
            *x = larger(*y, *x);
        }
    }
    normalise(out, &norm.gain, &norm.bias, eps);
}

/// Makes room without clearing what is there.
fn room<T: Copy + Default>(buffer: &mut Vec<T>, length: usize) -> &mut [T] {
    if buffer.len() < length {
        buffer.resize(length, T::default());
    }
    &mut buffer[..length]
}

struct Embed<'a> {
    weights: &'a Weights,
    rows: &'a [[usize; 4]],
    scratch: &'a mut Scratch,
    out: &'a mut Vec<f32>,
}

impl Job for Embed<'_> {
    #[inline(always)]
    fn run<I: Isa>(self) {
        let Self {
            weights,
            rows,
            scratch,
            out,
        } = self;
        let width = weights.config.width;
        let mix = &weights.mix;
        let stride = mix.weights.input_stride();
        let joined = room(&mut scratch.next, mix.inputs);
        let wide = room(&mut scratch.wide, mix.weights.output_stride());
        for tile in rows.chunks(TILE) {
            let bytes = room(&mut scratch.bytes, tile.len() * stride);
            let peaks = room(&mut scratch.peaks, tile.len());
            for ((rows, bytes), peak) in tile
                .iter()
                .zip(bytes.chunks_exact_mut(stride))
                .zip(peaks.iter_mut())
            {
                let mut at = 0;
                for (table, &row) in weights.tables.iter().zip(rows) {
                    weights.embed(table, row, &mut joined[at..at + table.dim]);
                    at += table.dim;
                }
                *peak = largest(joined);
                quantise(joined, *peak, bytes);
            }
            let start = out.len();
            out.resize(start + tile.len() * width, 0.0);
            let out = &mut out[start..];
            linear::<I>(mix, bytes, peaks, &mut scratch.sums, |r, row, peak| {
                let out = &mut out[r * width..(r + 1) * width];
                maxout(mix, &weights.mix_norm, weights.config.eps, row, peak, wide, out);
            });
        }
    }
}

struct Predict<'a> {
    weights: &'a Weights,
    transitions: &'a Transitions,
    batch: &'a mut Batch,
    scratch: &'a mut Scratch,
}

impl Job for Predict<'_> {
    #[inline(always)]
    fn run<I: Isa>(self) {
        let Self {
            weights,
            transitions,
            batch,
            scratch,
        } = self;
        let width = weights.config.width;
        for layer in &weights.layers {
            match layer {
                Layer::Conv {
                    dilation,
                    linear,
                    norm,
                } => {
                    conv::<I>(weights, *dilation, linear, norm, batch, scratch);
                }
                Layer::Scan {
                    hidden,
                    into,
                    out,
                    norm,
                } => {
                    scan::<I>(weights, *hidden, into, out, norm, batch, scratch);
                }
            }
        }
        for row in batch.words.chunks_exact_mut(width) {
            normalise(
                row,
                &weights.final_norm.gain,
                &weights.final_norm.bias,
                weights.config.eps,
            );
        }
        classes::<I>(weights, transitions, batch, scratch);
        arcs::<I>(weights, batch, scratch);
        let root = weights.labels.deprel.iter().position(|name| name == "root");
        relations::<I>(weights, root, batch, scratch);
    }
}

/// Section 4, step 2, conv: `batch.words` plus what each window gives.
#[inline(always)]
fn conv<I: Isa>(
    weights: &Weights,
    dilation: usize,
    layer: &Linear,
    norm: &Norm,
    batch: &mut Batch,
    scratch: &mut Scratch,
) {
    let width = weights.config.width;
    let stride = layer.weights.input_stride();
    let words = batch.words.len() / width;
    let peaks = room(&mut scratch.states, words);
    for (peak, row) in peaks.iter_mut().zip(batch.words.chunks_exact(width)) {
        *peak = largest(row);
    }
    let next = room(&mut scratch.next, batch.words.len());
    let wide = room(&mut scratch.wide, layer.weights.output_stride() + width);
    let (wide, gain) = wide.split_at_mut(layer.weights.output_stride());
    let mut sentence = 0;
    let mut first = 0;
    while first < words {
        let tile = TILE.min(words - first);
        let bytes = room(&mut scratch.bytes, tile * stride);
        let tile_peaks = room(&mut scratch.peaks, tile);
        for (r, bytes) in bytes.chunks_exact_mut(stride).enumerate() {
            let t = first + r;
            while batch.starts[sentence + 1] <= t {
                sentence += 1;
            }
            let (start, end) = (batch.starts[sentence], batch.starts[sentence + 1]);
            let left = t.checked_sub(dilation).filter(|&l| l >= start);
            let right = Some(t + dilation).filter(|&r| r < end);
            let window = [left, Some(t), right];
            let peak = window.iter().flatten().fold(0.0, |m, &i| larger(peaks[i], m));
            tile_peaks[r] = peak;
            for (part, bytes) in window.iter().zip(bytes.chunks_exact_mut(width)) {
                match part {
                    Some(i) => quantise(&batch.words[i * width..(i + 1) * width], peak, bytes),
                    None => bytes.fill(128),
                }
            }
        }
        let (old, new) = (&batch.words[first * width..], &mut next[first * width..]);
        linear::<I>(layer, bytes, tile_peaks, &mut scratch.sums, |r, row, peak| {
            maxout(layer, norm, weights.config.eps, row, peak, wide, gain);
            let range = r * width..(r + 1) * width;
            for ((y, x), g) in new[range.clone()].iter_mut().zip(&old[range]).zip(gain.iter()) {
                *y = x + g;
            }
        });
        first += tile;
    }
    // `next` may be longer than the batch, so its front is copied rather than the buffers swapped
    batch.words.copy_from_slice(next);
}

/// Section 4, step 2, scan.
#[inline(always)]
fn scan<I: Isa>(
    weights: &Weights,
    hidden: usize,
    into: &Linear,
    out: &Linear,
    norm: &Norm,
    batch: &mut Batch,
    scratch: &mut Scratch,
) {
    let width = weights.config.width;
    let words = batch.words.len() / width;
    let wide = into.weights.output_stride();
    let u = room(&mut scratch.hidden, words * wide);
    tiles(
        &batch.words,
        width,
        into,
        &mut scratch.bytes,
        &mut scratch.peaks,
        |first, bytes, peaks| {
            project::<I>(into, bytes, peaks, &mut scratch.sums, &mut u[first * wide..]);
        },
    );
    let states = room(&mut scratch.states, words * 2 * hidden);
    for bounds in batch.starts.windows(2) {
        let state = room(&mut scratch.next, hidden);
        state.fill(0.0);
        for t in bounds[0]..bounds[1] {
            let u = &u[t * wide..t * wide + 2 * hidden];
            step(
                &u[..hidden],
                &u[hidden..],
                state,
                &mut states[t * 2 * hidden..][..hidden],
            );
        }
        state.fill(0.0);
        for t in (bounds[0]..bounds[1]).rev() {
            let u = &u[t * wide + 2 * hidden..t * wide + 4 * hidden];
            step(
                &u[..hidden],
                &u[hidden..],
                state,
                &mut states[t * 2 * hidden + hidden..][..hidden],
            );
        }
    }
    let row_out = room(&mut scratch.wide, out.weights.output_stride());
    tiles(
        states,
        2 * hidden,
        out,
        &mut scratch.bytes,
        &mut scratch.peaks,
        |first, bytes, peaks| {
            let words = &mut batch.words[first * width..];
            linear::<I>(out, bytes, peaks, &mut scratch.sums, |r, row, peak| {
                restore(row, peak, &out.scale, &out.bias, row_out);
                normalise(&mut row_out[..width], &norm.gain, &norm.bias, weights.config.eps);
                for (x, y) in words[r * width..(r + 1) * width].iter_mut().zip(row_out.iter()) {
                    *x += y;
                }
            });
        },
    );
}

/// One step of a gated running mean.
#[inline(always)]
fn step(gate: &[f32], candidate: &[f32], state: &mut [f32], out: &mut [f32]) {
    for (((f, o), z), c) in state.iter_mut().zip(out).zip(gate).zip(candidate) {
        let opened = z * 0.25 + 0.5;
        let opened = if opened > 0.0 { opened } else { 0.0 };
        let opened = if opened < 1.0 { opened } else { 1.0 };
        *f += opened * (c - *f);
        *o = *f;
    }
}

/// Quantises rows and hands them on tile by tile.
#[inline(always)]
fn tiles(
    rows: &[f32],
    width: usize,
    layer: &Linear,
    bytes: &mut Vec<u8>,
    peaks: &mut Vec<f32>,
    mut then: impl FnMut(usize, &[u8], &[f32]),
) {
    let stride = layer.weights.input_stride();
    for (k, tile) in rows.chunks(TILE * width.max(1)).enumerate() {
        let count = tile.len() / width;
        let bytes = room(bytes, count * stride);
        let peaks = room(peaks, count);
        for ((row, bytes), peak) in tile
            .chunks_exact(width)
            .zip(bytes.chunks_exact_mut(stride))
            .zip(peaks.iter_mut())
        {
            *peak = largest(row);
            quantise(row, *peak, bytes);
        }
        then(k * TILE, bytes, peaks);
    }
}

/// What a word's own vector says of it: tags, lemma, entity scores.
#[inline(always)]
fn classes<I: Isa>(weights: &Weights, transitions: &Transitions, batch: &mut Batch, scratch: &mut Scratch) {
    let width = weights.config.width;
    let Scratch {
        bytes,
        sums,
        peaks,
        wide,
        hidden,
        next,
        ..
    } = scratch;
    for (layer, found) in [(&weights.upos, &mut batch.upos), (&weights.xpos, &mut batch.xpos)] {
        found.clear();
        let wide = room(wide, layer.weights.output_stride());
        tiles(&batch.words, width, layer, bytes, peaks, |_, bytes, peaks| {
            linear::<I>(layer, bytes, peaks, sums, |_, row, peak| {
                restore(row, peak, &layer.scale, &layer.bias, wide);
                found.push(first_maximum(&wide[..layer.outputs]) as u16);
            });
        });
    }
    batch.lemma.clear();
    for (into, layer, is_lemma) in [
        (&weights.lemma_in, &weights.lemma_out, true),
        (&weights.entity_in, &weights.entity_out, false),
    ] {
        let words = batch.words.len() / width;
        let between = into.weights.output_stride();
        let hidden = room(hidden, words * between);
        tiles(&batch.words, width, into, bytes, peaks, |first, bytes, peaks| {
            project::<I>(into, bytes, peaks, sums, &mut hidden[first * between..]);
        });
        if !is_lemma {
            add_clues(weights, batch, hidden, between);
        }
        relu(hidden);
        let stride = layer.weights.output_stride();
        let wide = room(wide, stride);
        let scores = room(next, if is_lemma { 0 } else { words * stride });
        tiles(hidden, between, layer, bytes, peaks, |first, bytes, peaks| {
            linear::<I>(layer, bytes, peaks, sums, |r, row, peak| {
                if is_lemma {
                    restore(row, peak, &layer.scale, &layer.bias, wide);
                    batch.lemma.push(first_maximum(&wide[..layer.outputs]) as u16);
                } else {
                    let row_out = &mut scores[(first + r) * stride..(first + r + 1) * stride];
                    restore(row, peak, &layer.scale, &layer.bias, row_out);
                }
            });
        });
        if !is_lemma {
            batch.entity.clear();
            for bounds in batch.starts.windows(2) {
                let scores = &scores[bounds[0] * stride..bounds[1] * stride];
                transitions.decode(scores, bounds[1] - bounds[0], stride, &mut batch.entity);
            }
        }
    }
}

/// Adds to each word's row what its clues and those of its neighbours are worth (section 4, step 4).
fn add_clues(weights: &Weights, batch: &Batch, rows: &mut [f32], stride: usize) {
    let dim = weights.config.entity_hidden;
    for bounds in batch.starts.windows(2) {
        for t in bounds[0]..bounds[1] {
            let row = &mut rows[t * stride..][..dim];
            let left = t.checked_sub(1).filter(|&l| l >= bounds[0]);
            let right = Some(t + 1).filter(|&r| r < bounds[1]);
            for (place, word) in [left, Some(t), right].into_iter().enumerate() {
                let mut clues = word.map_or(0, |word| batch.clues[word]);
                while clues != 0 {
                    let at = (place * CLUES + clues.trailing_zeros() as usize) * dim;
                    for (x, y) in row.iter_mut().zip(&weights.entity_clues[at..at + dim]) {
                        *x += y;
                    }
                    clues &= clues - 1;
                }
            }
        }
    }
}

/// Scores of all arcs, and the best tree of each sentence.
#[inline(always)]
fn arcs<I: Isa>(weights: &Weights, batch: &mut Batch, scratch: &mut Scratch) {
    let width = weights.config.width;
    let words = batch.words.len() / width;
    let Scratch {
        bytes,
        sums,
        peaks,
        hidden,
        next,
        states,
        heads,
        ..
    } = scratch;
    let stride = weights.arc_dep.weights.output_stride();
    // the same in every matrix, because all three give vectors of the same length
    let dep = room(hidden, words * stride);
    let head = room(next, words * stride);
    for (layer, out) in [(&weights.arc_dep, &mut *dep), (&weights.arc_head, &mut *head)] {
        tiles(&batch.words, width, layer, bytes, peaks, |first, bytes, peaks| {
            project::<I>(layer, bytes, peaks, sums, &mut out[first * stride..]);
        });
        relu(out);
    }
    let turned = room(states, words * stride);
    tiles(
        dep,
        stride,
        &weights.arc_u,
        bytes,
        peaks,
        |first, bytes, peaks| {
            project::<I>(&weights.arc_u, bytes, peaks, sums, &mut turned[first * stride..]);
        },
    );
    let dim = weights.config.arc_dim;
    let far = weights.config.distance;
    batch.heads.clear();
    batch.leads.clear();
    let mut quantised = vec![0; dim];
    let mut steps = Vec::new();
    for bounds in batch.starts.windows(2) {
        let (start, n) = (bounds[0], bounds[1] - bounds[0]);
        heads.reset(n + 1, dim);
        steps.clear();
        for h in 0..=n {
            let row = if h == 0 {
                &weights.arc_root[..]
            } else {
                &head[(start + h - 1) * stride..][..dim]
            };
            let peak = largest(row);
            quantise(row, peak, &mut quantised);
            heads.set_row(h, quantised.iter().map(|&q| q.wrapping_sub(128) as i8));
            steps.push(peak / 127.0);
        }
        let bytes_stride = heads.input_stride();
        let bytes = room(bytes, n * bytes_stride);
        let peaks = room(peaks, n);
        let rows = turned[start * stride..].chunks_exact(stride);
        for ((row, bytes), peak) in rows
            .zip(bytes.chunks_exact_mut(bytes_stride))
            .zip(peaks.iter_mut())
        {
            *peak = largest(&row[..dim]);
            quantise(&row[..dim], *peak, bytes);
        }
        let sums_stride = heads.output_stride();
        let sums = room(sums, n * sums_stride);
        I::multiply(bytes, n, heads, sums);
        let scores = room(&mut batch.arcs, n * (n + 1));
        for d in 0..n {
            let step = peaks[d] / 127.0;
            let sums = &sums[d * sums_stride..][..n + 1];
            let scores = &mut scores[d * (n + 1)..][..n + 1];
            for (h, ((score, sum), head_step)) in scores.iter_mut().zip(sums).zip(&steps).enumerate() {
                let bias = match h {
                    0 => weights.arc_distance[2 * far + 1],
                    _ => weights.arc_distance[(h + far).saturating_sub(d + 1).min(2 * far)],
                };
                *score = *sum as f32 * (step * head_step) + bias;
            }
        }
        tree::decode(scores, n, n + 1, &mut batch.heads);
        tree::leads(scores, n + 1, &batch.heads[start..], &mut batch.leads);
    }
}

/// The relation of every word to its head.
#[inline(always)]
fn relations<I: Isa>(weights: &Weights, root: Option<usize>, batch: &mut Batch, scratch: &mut Scratch) {
    let width = weights.config.width;
    let words = batch.words.len() / width;
    let Scratch {
        bytes,
        sums,
        peaks,
        wide,
        hidden,
        next,
        states,
        ..
    } = scratch;
    let stride = weights.rel_dep.weights.output_stride();
    let dep = room(hidden, words * stride);
    let head = room(next, words * stride);
    for (layer, out) in [(&weights.rel_dep, &mut *dep), (&weights.rel_head, &mut *head)] {
        tiles(&batch.words, width, layer, bytes, peaks, |first, bytes, peaks| {
            project::<I>(layer, bytes, peaks, sums, &mut out[first * stride..]);
        });
        relu(out);
    }
    let dim = weights.config.rel_dim;
    let triples = room(states, words * 3 * dim);
    for bounds in batch.starts.windows(2) {
        for t in bounds[0]..bounds[1] {
            let d = &dep[t * stride..][..dim];
            let h = match batch.heads[t] as usize {
                0 => &weights.rel_root[..],
                h => &head[(bounds[0] + h - 1) * stride..][..dim],
            };
            let (first, rest) = triples[t * 3 * dim..][..3 * dim].split_at_mut(dim);
            let (second, third) = rest.split_at_mut(dim);
            first.copy_from_slice(d);
            second.copy_from_slice(h);
            for ((x, d), h) in third.iter_mut().zip(d).zip(h) {
                *x = d * h;
            }
        }
    }
    let layer = &weights.rel_out;
    let wide = room(wide, layer.weights.output_stride());
    batch.deprel.clear();
    tiles(triples, 3 * dim, layer, bytes, peaks, |first, bytes, peaks| {
        linear::<I>(layer, bytes, peaks, sums, |r, row, peak| {
            restore(row, peak, &layer.scale, &layer.bias, wide);
            let scores = &mut wide[..layer.outputs];
            let found = match root {
                Some(root) if batch.heads[first + r] == 0 => root,
                Some(root) => {
                    scores[root] = f32::NEG_INFINITY;
                    first_maximum(scores)
                }
                None => first_maximum(scores),
            };
            batch.deprel.push(found as u16);
        });
    });
}

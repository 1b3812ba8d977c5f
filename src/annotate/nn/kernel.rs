//! Integer matrix products, once for every kind of processor, with the same result on all of them.
//!
//! The only file with `unsafe` in it. Sums of products of 8-bit numbers are exact in 32 bits, so the
//! order of additions does not matter, and a test compares every kernel with the portable one.

/// Outputs that are computed side by side.
const LANES: usize = 16;

/// A weight matrix, arranged so that a processor reads it from front to back.
///
/// In blocks of 16 outputs; within a block, for every 4 inputs, the 4 weights of each output.
/// Inputs come as bytes with 128 added, which `offset` takes back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Packed {
    quads: usize,
    blocks: usize,
    data: Vec<i8>,
    offset: Vec<i32>,
}

impl Packed {
    /// Packs `outputs` rows of `inputs` weights, row `o` given by `row(o)`.
    pub fn new<'a>(outputs: usize, inputs: usize, row: impl Fn(usize) -> &'a [u8]) -> Self {
        let mut packed = Self::default();
        packed.reset(outputs, inputs);
        for o in 0..outputs {
            packed.set_row(o, row(o).iter().map(|&b| b as i8));
        }
        packed
    }

    /// Makes room for another matrix, all zeros.
    pub fn reset(&mut self, outputs: usize, inputs: usize) {
        self.quads = inputs.div_ceil(4);
        self.blocks = outputs.div_ceil(LANES);
        self.data.clear();
        self.data.resize(self.blocks * self.quads * LANES * 4, 0);
        self.offset.clear();
        self.offset.resize(self.blocks * LANES, 0);
    }

    /// Sets one row.
    pub fn set_row(&mut self, output: usize, weights: impl Iterator<Item = i8>) {
        let block = output / LANES * self.quads * LANES * 4 + output % LANES * 4;
        let mut sum = 0;
        for (i, weight) in weights.enumerate() {
            self.data[block + i / 4 * LANES * 4 + i % 4] = weight;
            sum += i32::from(weight);
        }
        self.offset[output] = -128 * sum;
    }

    /// Bytes from one row of inputs to the next.
    pub fn input_stride(&self) -> usize {
        self.quads * 4
    }

    /// Numbers from one row of outputs to the next.
    pub fn output_stride(&self) -> usize {
        self.blocks * LANES
    }
}

/// What the processor can do, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// AVX-512 with its dot product of bytes.
    Avx512,
    /// AVX2.
    Avx2,
    /// Any processor.
    Portable,
}

impl Level {
    /// The best that this machine has.
    pub fn detect() -> Self {
        Self::available().next().unwrap_or(Self::Portable)
    }

    /// All that this machine has, best first.
    pub fn available() -> impl Iterator<Item = Self> {
        [Self::Avx512, Self::Avx2, Self::Portable]
            .into_iter()
            .filter(|level| level.is_available())
    }

    fn is_available(self) -> bool {
        match self {
            Self::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => is_x86_feature_detected!("avx2"),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512vnni")
            }
            #[cfg(not(target_arch = "x86_64"))]
            _ => false,
        }
    }
}

/// A processor's way to multiply.
pub(crate) trait Isa {
    /// `out[r][o] = sum over i of weights[o][i] * (inputs[r][i] - 128)`, for `rows` rows.
    fn multiply(inputs: &[u8], rows: usize, weights: &Packed, out: &mut [i32]);
}

/// Work that is compiled once for every kind of processor.
pub(crate) trait Job {
    /// Does it. Implementations are `#[inline(always)]`, so that they are compiled for the processor's kind.
    fn run<I: Isa>(self);
}

/// Runs a job in the version for `level`, or in the portable one where the machine lacks that level.
pub(crate) fn run(level: Level, job: impl Job) {
    if !level.is_available() {
        return job.run::<Portable>();
    }
    match level {
        Level::Portable => job.run::<Portable>(),
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the features were detected above
        Level::Avx2 => unsafe { x86::run_avx2(job) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the features were detected above
        Level::Avx512 => unsafe { x86::run_avx512(job) },
        #[cfg(not(target_arch = "x86_64"))]
        _ => job.run::<Portable>(),
    }
}

/// Checks what the pointer arithmetic of the kernels relies on.
fn check(inputs: &[u8], rows: usize, weights: &Packed, out: &[i32]) {
    assert!(inputs.len() >= rows * weights.input_stride());
    assert!(out.len() >= rows * weights.output_stride());
    assert!(weights.data.len() == weights.blocks * weights.quads * LANES * 4);
    assert!(weights.offset.len() == weights.blocks * LANES);
}

struct Portable;

impl Isa for Portable {
    fn multiply(inputs: &[u8], rows: usize, weights: &Packed, out: &mut [i32]) {
        check(inputs, rows, weights, out);
        let block_size = weights.quads * LANES * 4;
        if block_size == 0 {
            return out.fill(0);
        }
        for (row, out) in inputs
            .chunks_exact(weights.input_stride())
            .zip(out.chunks_exact_mut(weights.output_stride()))
            .take(rows)
        {
            for (b, block) in weights.data.chunks_exact(block_size).enumerate() {
                let mut sums = [0i32; LANES];
                sums.copy_from_slice(&weights.offset[b * LANES..(b + 1) * LANES]);
                for (x, w) in row.chunks_exact(4).zip(block.chunks_exact(LANES * 4)) {
                    for (sum, w) in sums.iter_mut().zip(w.chunks_exact(4)) {
                        *sum += i32::from(x[0]) * i32::from(w[0])
                            + i32::from(x[1]) * i32::from(w[1])
                            + i32::from(x[2]) * i32::from(w[2])
                            + i32::from(x[3]) * i32::from(w[3]);
                    }
                }
                out[b * LANES..(b + 1) * LANES].copy_from_slice(&sums);
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;

    use super::{Isa, Job, LANES, Packed, check};

    #[target_feature(enable = "avx2")]
    pub(super) fn run_avx2<J: Job>(job: J) {
        job.run::<Avx2>();
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
    pub(super) fn run_avx512<J: Job>(job: J) {
        job.run::<Avx512>();
    }

    // Private to this file, and named only by the two functions above: whoever reaches `multiply` runs
    // on a machine that has the features.
    struct Avx2;
    struct Avx512;

    impl Isa for Avx512 {
        #[inline(always)]
        fn multiply(inputs: &[u8], rows: usize, weights: &Packed, out: &mut [i32]) {
            check(inputs, rows, weights, out);
            // SAFETY: lengths are checked, and see the comment on the type
            unsafe { multiply_avx512(inputs, rows, weights, out) }
        }
    }

    impl Isa for Avx2 {
        #[inline(always)]
        fn multiply(inputs: &[u8], rows: usize, weights: &Packed, out: &mut [i32]) {
            check(inputs, rows, weights, out);
            // SAFETY: lengths are checked, and see the comment on the type
            unsafe { multiply_avx2(inputs, rows, weights, out) }
        }
    }

    /// # Safety
    /// The lengths hold that `check` checks.
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
    unsafe fn multiply_avx512(inputs: &[u8], rows: usize, weights: &Packed, out: &mut [i32]) {
        let mut block = 0;
        while block < weights.blocks {
            let width = (weights.blocks - block).min(4);
            let mut row = 0;
            while row < rows {
                let height = (rows - row).min(6);
                // SAFETY: row + height <= rows and block + width <= weights.blocks
                unsafe {
                    match width {
                        4 => rows_avx512::<4>(inputs, row, height, weights, block, out),
                        3 => rows_avx512::<3>(inputs, row, height, weights, block, out),
                        2 => rows_avx512::<2>(inputs, row, height, weights, block, out),
                        _ => rows_avx512::<1>(inputs, row, height, weights, block, out),
                    }
                }
                row += height;
            }
            block += width;
        }
    }

    /// # Safety
    /// `row + height` rows and `block + B` blocks exist.
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
    unsafe fn rows_avx512<const B: usize>(
        inputs: &[u8],
        row: usize,
        height: usize,
        weights: &Packed,
        block: usize,
        out: &mut [i32],
    ) {
        // SAFETY: as promised by the caller
        unsafe {
            match height {
                6 => tile_avx512::<6, B>(inputs, row, weights, block, out),
                5 => tile_avx512::<5, B>(inputs, row, weights, block, out),
                4 => tile_avx512::<4, B>(inputs, row, weights, block, out),
                3 => tile_avx512::<3, B>(inputs, row, weights, block, out),
                2 => tile_avx512::<2, B>(inputs, row, weights, block, out),
                _ => tile_avx512::<1, B>(inputs, row, weights, block, out),
            }
        }
    }

    /// `R` rows by `B` blocks, all sums in registers.
    ///
    /// # Safety
    /// `row + R` rows and `block + B` blocks exist.
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
    unsafe fn tile_avx512<const R: usize, const B: usize>(
        inputs: &[u8],
        row: usize,
        weights: &Packed,
        block: usize,
        out: &mut [i32],
    ) {
        let block_size = weights.quads * LANES * 4;
        // SAFETY: every address below lies in a row, block or offset that the caller promised
        unsafe {
            let input = inputs.as_ptr().add(row * weights.input_stride());
            let weight = weights.data.as_ptr().add(block * block_size);
            let offset = weights.offset.as_ptr().add(block * LANES);
            let mut sums = [[_mm512_setzero_si512(); B]; R];
            for sums in &mut sums {
                for (b, sum) in sums.iter_mut().enumerate() {
                    *sum = _mm512_loadu_si512(offset.add(b * LANES).cast());
                }
            }
            for quad in 0..weights.quads {
                let mut w = [_mm512_setzero_si512(); B];
                for (b, w) in w.iter_mut().enumerate() {
                    *w = _mm512_loadu_si512(weight.add(b * block_size + quad * LANES * 4).cast());
                }
                for (r, sums) in sums.iter_mut().enumerate() {
                    let x = input.add(r * weights.input_stride() + quad * 4);
                    let x = _mm512_set1_epi32(x.cast::<i32>().read_unaligned());
                    for (sum, w) in sums.iter_mut().zip(w) {
                        *sum = _mm512_dpbusd_epi32(*sum, x, w);
                    }
                }
            }
            for (r, sums) in sums.iter().enumerate() {
                let to = out
                    .as_mut_ptr()
                    .add((row + r) * weights.output_stride() + block * LANES);
                for (b, sum) in sums.iter().enumerate() {
                    _mm512_storeu_si512(to.add(b * LANES).cast(), *sum);
                }
            }
        }
    }

    /// # Safety
    /// The lengths hold that `check` checks.
    #[target_feature(enable = "avx2")]
    unsafe fn multiply_avx2(inputs: &[u8], rows: usize, weights: &Packed, out: &mut [i32]) {
        for block in 0..weights.blocks {
            let mut row = 0;
            while row + 2 <= rows {
                // SAFETY: two more rows and the block exist
                unsafe { tile_avx2::<2>(inputs, row, weights, block, out) };
                row += 2;
            }
            if row < rows {
                // SAFETY: one more row and the block exist
                unsafe { tile_avx2::<1>(inputs, row, weights, block, out) };
            }
        }
    }

    /// `R` rows by one block. Bytes are widened to 16 bits, where the sum of two products cannot overflow.
    ///
    /// # Safety
    /// `row + R` rows and the block exist.
    #[target_feature(enable = "avx2")]
    unsafe fn tile_avx2<const R: usize>(
        inputs: &[u8],
        row: usize,
        weights: &Packed,
        block: usize,
        out: &mut [i32],
    ) {
        let block_size = weights.quads * LANES * 4;
        // SAFETY: every address below lies in a row, block or offset that the caller promised
        unsafe {
            let input = inputs.as_ptr().add(row * weights.input_stride());
            let weight = weights.data.as_ptr().add(block * block_size);
            // each register holds two part sums of each of four outputs
            let mut sums = [[_mm256_setzero_si256(); 4]; R];
            for quad in 0..weights.quads {
                let mut w = [_mm256_setzero_si256(); 4];
                for (part, w) in w.iter_mut().enumerate() {
                    let bytes = weight.add(quad * LANES * 4 + part * 16);
                    *w = _mm256_cvtepi8_epi16(_mm_loadu_si128(bytes.cast()));
                }
                for (r, sums) in sums.iter_mut().enumerate() {
                    let x = input.add(r * weights.input_stride() + quad * 4);
                    let x = _mm256_cvtepu8_epi16(_mm_set1_epi32(x.cast::<i32>().read_unaligned()));
                    for (sum, w) in sums.iter_mut().zip(w) {
                        *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(x, w));
                    }
                }
            }
            for (r, sums) in sums.iter().enumerate() {
                let to = out
                    .as_mut_ptr()
                    .add((row + r) * weights.output_stride() + block * LANES);
                for half in 0..2 {
                    let pairs = _mm256_hadd_epi32(sums[2 * half], sums[2 * half + 1]);
                    let ordered = _mm256_permute4x64_epi64::<0b11_01_10_00>(pairs);
                    let offset = weights.offset.as_ptr().add(block * LANES + 8 * half);
                    let sum = _mm256_add_epi32(ordered, _mm256_loadu_si256(offset.cast()));
                    _mm256_storeu_si256(to.add(8 * half).cast(), sum);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Product<'a> {
        inputs: &'a [u8],
        rows: usize,
        weights: &'a Packed,
        out: &'a mut [i32],
    }

    impl Job for Product<'_> {
        fn run<I: Isa>(self) {
            I::multiply(self.inputs, self.rows, self.weights, self.out);
        }
    }

    #[test]
    fn every_kernel_gives_the_true_product() {
        let mut state = 1u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        for (rows, inputs, outputs) in [
            (0, 4, 16),
            (1, 4, 1),
            (2, 12, 17),
            (5, 96, 33),
            (7, 384, 256),
            (13, 30, 50),
            (6, 8, 64),
            (3, 1, 70),
        ] {
            let matrix: Vec<u8> = (0..outputs * inputs).map(|_| random()).collect();
            let weights = Packed::new(outputs, inputs, |o| &matrix[o * inputs..(o + 1) * inputs]);
            let stride = weights.input_stride();
            let bytes: Vec<u8> = (0..rows * stride)
                .map(|i| if i % 7 == 0 { 255 } else { random() })
                .collect();
            for level in Level::available() {
                let mut out = vec![7; rows * weights.output_stride()];
                run(
                    level,
                    Product {
                        inputs: &bytes,
                        rows,
                        weights: &weights,
                        out: &mut out,
                    },
                );
                for r in 0..rows {
                    for o in 0..outputs {
                        let expected: i32 = (0..inputs)
                            .map(|i| {
                                i32::from(matrix[o * inputs + i] as i8)
                                    * (i32::from(bytes[r * stride + i]) - 128)
                            })
                            .sum();
                        assert_eq!(
                            out[r * weights.output_stride() + o],
                            expected,
                            "{level:?} {rows} {inputs} {outputs}"
                        );
                    }
                }
            }
        }
    }
}

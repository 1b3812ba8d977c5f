//! Arithmetic on rows of numbers, in an order that is fixed: the same bits on every machine.
//!
//! All are `#[inline(always)]`, so that they are compiled for the processor that runs them.

/// Sums run in this many columns, which are then added in pairs.
const LANES: usize = 16;

/// Folds 16 columns in halves.
#[inline(always)]
fn fold(mut lanes: [f32; LANES], join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] = join(lanes[i], lanes[i + half]);
        }
        half /= 2;
    }
    lanes[0]
}

/// The larger one, in the form that processors have an instruction for.
#[inline(always)]
pub(super) fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The largest absolute value.
#[inline(always)]
pub(super) fn largest(row: &[f32]) -> f32 {
    let mut lanes = [0f32; LANES];
    let chunks = row.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for i in 0..LANES {
            lanes[i] = larger(chunk[i].abs(), lanes[i]);
        }
    }
    for (lane, x) in lanes.iter_mut().zip(rest) {
        *lane = larger(x.abs(), *lane);
    }
    fold(lanes, larger)
}

#[inline(always)]
fn sum(row: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0f32; LANES];
    let chunks = row.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for i in 0..LANES {
            lanes[i] += term(chunk[i]);
        }
    }
    for (lane, x) in lanes.iter_mut().zip(rest) {
        *lane += term(*x);
    }
    fold(lanes, |a, b| a + b)
}

/// Rounds `row * (127 / largest)` to whole numbers, ties to even, and adds 128.
#[inline(always)]
pub(super) fn quantise(row: &[f32], largest: f32, out: &mut [u8]) {
    if largest == 0.0 {
        return out.fill(128);
    }
    // adding 1.5 * 2^23 leaves no bits for a fraction, and the whole number in the lowest byte
    const SHIFT: f32 = 12_582_912.0;
    let scale = 127.0 / largest;
    for (q, x) in out.iter_mut().zip(row) {
        *q = ((x * scale + SHIFT).to_bits() as u8).wrapping_add(128);
    }
}

/// Turns whole-number sums back into reals.
#[inline(always)]
pub(super) fn restore(sums: &[i32], largest: f32, scale: &[f32], bias: &[f32], out: &mut [f32]) {
    let step = largest / 127.0;
    for (((y, sum), s), b) in out.iter_mut().zip(sums).zip(scale).zip(bias) {
        *y = *sum as f32 * (step * s) + b;
    }
}

/// The row without negative numbers.
#[inline(always)]
pub(super) fn relu(row: &mut [f32]) {
    for x in row {
        *x = larger(*x, 0.0);
    }
}

/// Mean 0 and variance 1, then scaled and shifted; in place.
#[inline(always)]
pub(super) fn normalise(row: &mut [f32], gain: &[f32], bias: &[f32], eps: f32) {
    let width = row.len() as f32;
    let mean = sum(row, |x| x) / width;
    let variance = sum(row, |x| (x - mean) * (x - mean)) / width;
    let inverse = 1.0 / (variance + eps).sqrt();
    for ((x, g), b) in row.iter_mut().zip(gain).zip(bias) {
        *x = (*x - mean) * inverse * g + b;
    }
}

/// Index of the first maximum.
#[inline(always)]
pub(super) fn first_maximum(row: &[f32]) -> usize {
    let mut lanes = [f32::NEG_INFINITY; LANES];
    let chunks = row.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for i in 0..LANES {
            lanes[i] = larger(chunk[i], lanes[i]);
        }
    }
    for (lane, x) in lanes.iter_mut().zip(rest) {
        *lane = larger(*x, *lane);
    }
    let best = fold(lanes, larger);
    row.iter().position(|&x| x == best).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_half_to_even() {
        let row = [127.0, 0.5, 1.5, -0.5, -1.5, -2.5, -127.0, 126.5, 0.49];
        let mut out = [0; 9];
        quantise(&row, largest(&row), &mut out);
        let whole: Vec<i32> = out.iter().map(|&q| i32::from(q) - 128).collect();
        assert_eq!(whole, [127, 0, 2, 0, -2, -2, -127, 126, 0]);
    }

    #[test]
    fn maxima() {
        assert_eq!(first_maximum(&[1.0, 3.0, 3.0]), 1);
        assert_eq!(first_maximum(&[]), 0);
        let long: Vec<f32> = (0..40)
            .map(|i| if i == 37 || i == 22 { 9.0 } else { -1.0 })
            .collect();
        assert_eq!(first_maximum(&long), 22);
        assert_eq!(largest(&[1.0, -4.0, 3.0]), 4.0);
    }
}

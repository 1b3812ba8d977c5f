//! How the benchmarks of questions take their times.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// The middle of the times of all questions, in seconds, 0 without any; the answers are counted, so that none is left out.
pub fn median<Q>(questions: &[Q], mut answer: impl FnMut(&Q) -> usize) -> f64 {
    let mut times: Vec<Duration> = Vec::with_capacity(questions.len());
    for question in questions {
        let start = Instant::now();
        black_box(answer(question));
        times.push(start.elapsed());
    }
    times.sort_unstable();
    times.get(times.len() / 2).map_or(0.0, Duration::as_secs_f64)
}

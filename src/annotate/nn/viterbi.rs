//! The best sequence of entity tags that is a sequence of whole entities.

/// Which tags may follow which, from their names: `O`, `B-X`, `I-X`, `L-X`, `U-X`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Transitions {
    /// Tags that stand between entities or end one.
    closed: Vec<usize>,
    /// Tags that may follow those.
    fresh: Vec<usize>,
    /// Tags that go on within an entity, and the two that they may follow.
    inner: Vec<(usize, [Option<usize>; 2])>,
    count: usize,
}

impl Transitions {
    /// Reads the tags' names.
    pub fn new(tags: &[String]) -> Self {
        let find = |position: &str, kind: &str| {
            tags.iter()
                .position(|t| t.split_once('-') == Some((position, kind)))
        };
        let mut found = Self {
            count: tags.len(),
            ..Self::default()
        };
        for (i, tag) in tags.iter().enumerate() {
            let (position, kind) = tag.split_once('-').unwrap_or((tag, ""));
            match position {
                "B" => found.fresh.push(i),
                "I" | "L" => {
                    found.inner.push((i, [find("B", kind), find("I", kind)]));
                    if position == "L" {
                        found.closed.push(i);
                    }
                }
                _ => {
                    found.fresh.push(i);
                    found.closed.push(i);
                }
            }
        }
        found
    }

    /// Appends the best tags for rows of scores, `stride` apart. On a tie the lowest class number wins.
    pub fn decode(&self, scores: &[f32], words: usize, stride: usize, tags: &mut Vec<u16>) {
        if words == 0 {
            return;
        }
        let count = self.count;
        let mut best = vec![f32::NEG_INFINITY; count];
        let mut next = best.clone();
        let mut from = vec![0u16; words * count];
        for &tag in &self.fresh {
            best[tag] = scores[tag];
        }
        for t in 1..words {
            let row = &scores[t * stride..t * stride + count];
            let from = &mut from[t * count..(t + 1) * count];
            next.fill(f32::NEG_INFINITY);
            let (score, tag) = first_best(&best, self.closed.iter().copied());
            for &to in &self.fresh {
                next[to] = score + row[to];
                from[to] = tag as u16;
            }
            for (to, sources) in &self.inner {
                let (score, tag) = first_best(&best, sources.iter().flatten().copied());
                next[*to] = score + row[*to];
                from[*to] = tag as u16;
            }
            std::mem::swap(&mut best, &mut next);
        }
        let start = tags.len();
        tags.resize(start + words, 0);
        let mut tag = first_best(&best, self.closed.iter().copied()).1;
        for t in (0..words).rev() {
            tags[start + t] = tag as u16;
            tag = usize::from(from[t * count + tag]);
        }
    }
}

fn first_best(scores: &[f32], tags: impl Iterator<Item = usize>) -> (f32, usize) {
    let mut best = (f32::NEG_INFINITY, 0);
    for tag in tags {
        if scores[tag] > best.0 {
            best = (scores[tag], tag);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_whole() {
        let names = ["O", "B-A", "I-A", "L-A", "U-A"].map(str::to_owned);
        let transitions = Transitions::new(&names);
        let mut tags = Vec::new();
        // I and B alone are best, but no sequence may begin with I or end with B
        let scores = [0.0, 1.0, 9.0, 0.0, 0.0, 0.0, 9.0, 0.0, 2.0, 0.0];
        transitions.decode(&scores, 2, 5, &mut tags);
        assert_eq!(tags, [1, 3]);
        tags.clear();
        transitions.decode(&[0.0; 15], 3, 5, &mut tags);
        assert_eq!(tags, [0, 0, 0]);
        transitions.decode(&[], 0, 5, &mut tags);
        assert_eq!(tags.len(), 3);
    }
}

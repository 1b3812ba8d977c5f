//! The CaRB score of open tuples (Bhardwaj, Aggarwal, Mausam 2019), and its one-to-one variant as OpenIE6
//! (Kolluru et al. 2020) reports it. Shared by the test of the floors and the example that prints it.
//!
//! - **A pair.** Relation, first argument, and all further arguments as one are three bags of words, divided at blanks, in
//!   their own case. Precision of a tuple against a gold tuple is the part of the tuple's words that the gold has in the same slot;
//!   recall the part of the gold's words. Both are 0 where the relations share no word; "be" meets any one form of it.
//!   Where the gold's relation says "said", "told", "added", "adds" or "says", the first argument may stand last.
//! - **Precision** of many tuples: in each sentence the pair with the greatest precision is matched, both are put
//!   aside, and so on; the sum over the number of tuples, so what is left over counts 0.
//! - **Recall**: each gold tuple has the greatest recall that any tuple gives it; the sum over the number of gold tuples.
//!   One to one, recall is matched as precision is, by itself.
//! - **The curve**: both at every confidence that occurs. The best F1 on it is the score, the area under it (trapezoids, from
//!   precision 1 at recall 0) the AUC.

use std::collections::{BTreeMap, HashMap};

use legation::extract::{OpenTuple, open};
use legation::model::Document;
use legation::pipeline::{Options, Pipeline};

/// One sentence with its gold tuples and ours.
pub struct Sentence {
    pub text: String,
    pub gold: Vec<OpenTuple>,
    pub tuples: Vec<OpenTuple>,
}

/// Precision and recall.
pub type Pair = (f64, f64);

/// One sentence: each tuple's confidence, and how it fits each gold tuple; and the number of the latter.
pub struct Table {
    pub rows: Vec<(f32, Vec<Pair>)>,
    pub gold: usize,
}

/// What the scorer prints.
#[allow(dead_code, reason = "the floors look at a part of it")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    /// The confidence from which on tuples count at the best F1.
    pub threshold: f32,
    pub area: f64,
}

/// Reads gold, lines of sentence, relation and arguments parted by tabs, and the tuples that we find in its sentences.
pub fn read(gold: &str) -> legation::Result<Vec<Sentence>> {
    let mut found: Vec<Sentence> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for line in gold.lines() {
        // an empty last argument is none
        let mut parts = line.trim().split('\t').map(str::trim);
        let (Some(text), Some(relation)) = (parts.next(), parts.next()) else {
            continue;
        };
        let place = *places.entry(text).or_insert_with(|| {
            found.push(Sentence {
                text: text.to_owned(),
                gold: Vec::new(),
                tuples: Vec::new(),
            });
            found.len() - 1
        });
        found[place].gold.push(OpenTuple {
            relation: relation.to_owned(),
            arguments: parts.map(str::to_owned).collect(),
            ..OpenTuple::default()
        });
    }
    let documents: Vec<Document> = found
        .iter()
        .map(|sentence| Document {
            text: sentence.text.clone(),
            ..Document::default()
        })
        .collect();
    let annotated = Pipeline::new(Options::default())?.annotate_all(&documents);
    for (sentence, annotated) in found.iter_mut().zip(&annotated) {
        sentence.tuples = annotated.iter().flat_map(open).collect();
    }
    Ok(found)
}

impl Sentence {
    pub fn table(&self) -> Table {
        let row = |tuple: &OpenTuple| self.gold.iter().map(|gold| compare(gold, tuple)).collect();
        Table {
            rows: self
                .tuples
                .iter()
                .map(|tuple| (tuple.confidence, row(tuple)))
                .collect(),
            gold: self.gold.len(),
        }
    }
}

pub fn f1((precision, recall): Pair) -> f64 {
    if precision + recall > 0.0 {
        2.0 * precision * recall / (precision + recall)
    } else {
        0.0
    }
}

/// How a tuple fits a gold tuple.
fn compare(gold: &OpenTuple, tuple: &OpenTuple) -> Pair {
    let slots = |tuple: &OpenTuple| {
        let mut slots = vec![tuple.relation.clone()];
        slots.extend(tuple.arguments.first().cloned());
        if tuple.arguments.len() > 1 {
            slots.push(tuple.arguments[1..].join(" "));
        }
        slots
    };
    let (gold_slots, mut slots) = (slots(gold), slots(tuple));
    let straight = overlap(&gold_slots, &slots);
    let says = ["said", "told", "added", "adds", "says"]
        .iter()
        .any(|verb| gold.relation.contains(verb));
    if says && slots.len() == 3 {
        slots.swap(1, 2);
        let turned = overlap(&gold_slots, &slots);
        if turned > straight {
            return turned;
        }
    }
    straight
}

fn overlap(gold: &[String], tuple: &[String]) -> Pair {
    let (mut shared, mut of_gold, mut of_tuple) = (0, 0, 0);
    for (slot, gold) in gold.iter().enumerate() {
        let Some(tuple) = tuple.get(slot) else {
            return (0.0, 0.0);
        };
        let gold: Vec<&str> = gold.split_whitespace().collect();
        let mut left: Vec<&str> = tuple.split_whitespace().collect();
        of_gold += gold.len();
        of_tuple += left.len();
        for word in &gold {
            if let Some(at) = left.iter().position(|other| other == word) {
                left.swap_remove(at);
                shared += 1;
            }
        }
        if slot == 0 {
            const BE: [&str; 8] = ["be", "is", "am", "are", "was", "were", "been", "being"];
            if left.contains(&"be") && gold.iter().any(|word| BE.contains(word)) {
                shared += 1;
            }
            if shared == 0 {
                return (0.0, 0.0);
            }
        }
    }
    let part = |of: usize| {
        if of == 0 {
            0.0
        } else {
            f64::from(shared) / of as f64
        }
    };
    (part(of_tuple), part(of_gold))
}

/// Rows whose confidence is at least that of row `from`, matched one to one by `value`, greatest first: the sum.
fn matched(table: &Table, rows: &[usize], value: impl Fn(Pair) -> f64) -> f64 {
    let mut pairs: Vec<(f64, usize, usize)> = rows
        .iter()
        .flat_map(|&row| (0..table.gold).map(move |gold| (row, gold)))
        .map(|(row, gold)| (value(table.rows[row].1[gold]), gold, row))
        .collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut sum = 0.0;
    let (mut taken, mut met) = (vec![false; table.rows.len()], vec![false; table.gold]);
    for (value, gold, row) in pairs {
        if !taken[row] && !met[gold] {
            (taken[row], met[gold]) = (true, true);
            sum += value;
        }
    }
    sum
}

/// The best point of the curve and the area under it. O(tuples of a sentence, squared, times gold).
pub fn score(tables: &[Table], one_to_one: bool) -> Score {
    // what every sentence adds as the confidence falls: (precision, tuples, recall)
    let mut steps: BTreeMap<u32, [f64; 3]> = BTreeMap::new();
    let mut gold = 0;
    for table in tables {
        gold += table.gold;
        let mut order: Vec<usize> = (0..table.rows.len()).collect();
        order.sort_by(|&a, &b| table.rows[b].0.total_cmp(&table.rows[a].0));
        let mut before = [0.0; 3];
        for (n, &row) in order.iter().enumerate() {
            let confidence = table.rows[row].0;
            if order
                .get(n + 1)
                .is_some_and(|&next| table.rows[next].0 == confidence)
            {
                continue;
            }
            let rows = &order[..=n];
            let precision = matched(table, rows, |pair| pair.0);
            let recall = if one_to_one {
                matched(table, rows, |pair| pair.1)
            } else {
                (0..table.gold)
                    .map(|gold| {
                        rows.iter()
                            .map(|&row| table.rows[row].1[gold].1)
                            .fold(0.0, f64::max)
                    })
                    .sum()
            };
            let now = [precision, rows.len() as f64, recall];
            // confidences are not negative, so their bits sort as they do
            let step = steps.entry(confidence.max(0.0).to_bits()).or_default();
            for k in 0..3 {
                step[k] += now[k] - before[k];
            }
            before = now;
        }
    }
    let mut best = Score::default();
    let (mut sums, mut last) = ([0.0; 3], (1.0, 0.0));
    let mut area = 0.0;
    for (confidence, step) in steps.iter().rev() {
        for k in 0..3 {
            sums[k] += step[k];
        }
        let (precision, recall) = (sums[0] / sums[1], sums[2] / gold as f64);
        area += (recall - last.1) * (precision + last.0) / 2.0;
        last = (precision, recall);
        let value = f1(last);
        if value > best.f1 {
            best = Score {
                precision,
                recall,
                f1: value,
                threshold: f32::from_bits(*confidence),
                area: 0.0,
            };
        }
    }
    Score { area, ..best }
}

//! Scores of the annotation against gold, shared by the test of the floors and the example that prints them.

use std::collections::HashSet;
use std::path::Path;

use legation::annotate::{Annotator, tokenize};
use legation::model::{EntityLabel, Sentence, conllu};
use legation::pipeline::{Options, Pipeline};

/// Names and values, in the order to print.
pub type Scores = Vec<(&'static str, f64)>;

/// A file's text, unpacked where its name ends in .zst.
pub fn read(path: &Path) -> std::io::Result<String> {
    let bytes = std::fs::read(path)?;
    let bytes = if path.extension().is_some_and(|e| e == "zst") {
        zstd::decode_all(&bytes[..])?
    } else {
        bytes
    };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Hits, answers and gold, for F1.
#[derive(Default)]
struct Counts {
    hits: usize,
    found: usize,
    gold: usize,
}

impl Counts {
    fn add(&mut self, gold: bool, found: bool, hit: bool) {
        self.gold += usize::from(gold);
        self.found += usize::from(found);
        self.hits += usize::from(hit);
    }

    fn f1(&self) -> f64 {
        2.0 * self.hits as f64 / (self.found + self.gold).max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.hits as f64 / self.gold.max(1) as f64
    }
}

fn overlap<T: Eq + std::hash::Hash>(gold: &HashSet<T>, found: &HashSet<T>) -> f64 {
    let hits = gold.intersection(found).count();
    Counts {
        hits,
        found: found.len(),
        gold: gold.len(),
    }
    .f1()
}

/// The documents of a CoNLL-U text whose ids start with `prefix`, each as its own CoNLL-U.
fn documents<'a>(text: &'a str, prefix: &str) -> impl Iterator<Item = &'a str> {
    conllu::documents(text).filter(move |part| {
        let first = part.lines().next().unwrap_or_default();
        let id = first.split_once("id = ").map_or("", |(_, id)| id);
        !part.trim().is_empty() && id.starts_with(prefix)
    })
}

/// Scores against a CoNLL-U text.
pub fn trees(text: &str, prefix: &str) -> Result<Scores, conllu::ConlluError> {
    let annotator = Annotator::embedded();
    let mut names = [Counts::default(), Counts::default(), Counts::default()];
    let (mut unlabelled, mut labelled) = (Counts::default(), Counts::default());
    let (mut core, mut nsubj, mut obj) = (Counts::default(), Counts::default(), Counts::default());
    let (mut gold_words, mut raw_words) = (HashSet::new(), HashSet::new());
    let (mut gold_ends, mut raw_ends) = (HashSet::new(), HashSet::new());
    for (number, document) in documents(text, prefix).enumerate() {
        let gold = conllu::parse(document)?;
        let found = annotator.annotate_tokens(&gold);
        for (gold, found) in gold.iter().zip(&found) {
            for (g, f) in gold.tokens().iter().zip(found.tokens()) {
                names[0].add(true, true, g.upos == f.upos);
                names[1].add(true, true, g.xpos == f.xpos);
                names[2].add(true, true, g.lemma == f.lemma);
                let heads = g.head == f.head;
                unlabelled.add(true, true, heads);
                // universal relations: the CoNLL 2018 shared task leaves subtypes off, too
                labelled.add(true, true, heads && g.rel() == f.rel());
                let is_core = matches!(
                    g.rel(),
                    "nsubj" | "obj" | "iobj" | "csubj" | "ccomp" | "xcomp" | "obl"
                );
                core.add(is_core, is_core, is_core && heads);
                for (counts, rel) in [(&mut nsubj, "nsubj"), (&mut obj, "obj")] {
                    counts.add(
                        g.rel() == rel,
                        f.rel() == rel,
                        heads && g.rel() == rel && f.rel() == rel,
                    );
                }
            }
        }
        let raw = tokenize(&raw_text(document));
        places(number, &gold, &mut gold_words, &mut gold_ends);
        places(number, &raw, &mut raw_words, &mut raw_ends);
    }
    Ok(vec![
        ("UPOS", names[0].recall()),
        ("XPOS", names[1].recall()),
        ("lemma", names[2].recall()),
        ("UAS", unlabelled.recall()),
        ("LAS", labelled.recall()),
        ("core head", core.recall()),
        ("nsubj F1", nsubj.f1()),
        ("obj F1", obj.f1()),
        ("token F1 (raw text)", overlap(&gold_words, &raw_words)),
        ("sentence F1 (raw text)", overlap(&gold_ends, &raw_ends)),
    ])
}

/// The text of a document, from the comments of its sentences.
fn raw_text(document: &str) -> String {
    let mut out = String::new();
    let mut paragraph = true;
    for line in document.lines() {
        if line.starts_with("# newpar") {
            paragraph = true;
        } else if let Some(text) = line.strip_prefix("# text = ") {
            out.push_str(match (out.is_empty(), paragraph) {
                (true, _) => "",
                (_, true) => "\n\n",
                _ => " ",
            });
            out.push_str(text.trim());
            paragraph = false;
        }
    }
    out
}

/// Places of words and sentences, counted in visible characters.
fn places(
    document: usize,
    sentences: &[Sentence],
    words: &mut HashSet<(usize, usize, usize)>,
    ends: &mut HashSet<(usize, usize, usize)>,
) {
    let mut at = 0;
    for sentence in sentences {
        let start = at;
        for token in sentence.tokens() {
            let end = at + token.form.chars().filter(|c| !c.is_whitespace()).count();
            words.insert((document, at, end));
            at = end;
        }
        ends.insert((document, start, at));
    }
}

/// Scores against an IOB2 text: number, word, tag; a document starts at "# newdoc".
pub fn entities(text: &str) -> Scores {
    let (mut typed, mut bare) = (Counts::default(), Counts::default());
    let mut kinds = [Counts::default(), Counts::default(), Counts::default()];
    let kind_of = |label: EntityLabel| match label {
        EntityLabel::Person => Some(0),
        EntityLabel::Org => Some(1),
        EntityLabel::Gpe | EntityLabel::Loc | EntityLabel::Fac => Some(2),
        _ => None,
    };
    let pipeline = Pipeline::new(Options::default()).expect("the defaults are fine");
    for document in documents(text, "") {
        let mut tokens = String::new();
        let mut gold = Vec::new();
        for block in document.split("\n\n").filter(|b| !b.trim().is_empty()) {
            let mut spans: Vec<(usize, usize, usize)> = Vec::new();
            let rows: Vec<Vec<&str>> = block
                .lines()
                .filter(|l| !l.starts_with('#'))
                .map(|l| l.split('\t').collect())
                .collect();
            if rows.iter().any(|r| r.len() < 3) || rows.is_empty() {
                continue;
            }
            for (i, row) in rows.iter().enumerate() {
                tokens.push_str(&format!("{}\t{}\t_\t_\t_\t_\t_\t_\t_\t_\n", i + 1, row[1]));
                let kind = ["PER", "ORG", "LOC"].iter().position(|k| row[2].ends_with(k));
                match (kind, spans.last_mut()) {
                    (Some(_), Some(last)) if row[2].starts_with('I') && last.1 == i => last.1 = i + 1,
                    (Some(kind), _) => spans.push((i, i + 1, kind)),
                    _ => {}
                }
            }
            tokens.push('\n');
            gold.push(spans);
        }
        let Ok(sentences) = conllu::parse(&tokens) else {
            continue;
        };
        for (sentence, gold) in pipeline.annotate_tokens(&sentences).iter().zip(gold) {
            let gold: HashSet<_> = gold.into_iter().collect();
            let found: HashSet<_> = sentence
                .entities
                .iter()
                .filter_map(|e| Some((e.tokens.start, e.tokens.end, kind_of(e.label)?)))
                .collect();
            let spans =
                |set: &HashSet<(usize, usize, usize)>| set.iter().map(|s| (s.0, s.1)).collect::<HashSet<_>>();
            let (gold_spans, found_spans) = (spans(&gold), spans(&found));
            typed.hits += gold.intersection(&found).count();
            bare.hits += gold_spans.intersection(&found_spans).count();
            for counts in [&mut typed, &mut bare] {
                counts.found += found.len();
                counts.gold += gold.len();
            }
            for (kind, counts) in kinds.iter_mut().enumerate() {
                counts.gold += gold.iter().filter(|s| s.2 == kind).count();
                counts.found += found.iter().filter(|s| s.2 == kind).count();
                counts.hits += gold.intersection(&found).filter(|s| s.2 == kind).count();
            }
        }
    }
    vec![
        ("entities, typed F1", typed.f1()),
        ("entities, spans F1", bare.f1()),
        ("persons F1", kinds[0].f1()),
        ("organisations F1", kinds[1].f1()),
        ("places F1", kinds[2].f1()),
    ]
}

//! The literate cases of open extraction: `tests/cases/open/tuples.md`.

use std::collections::BTreeSet;

use legation::extract::{OpenTuple, open};
use legation::model::Document;
use legation::pipeline::{Options, Pipeline};

/// Share of the cases that must hold. The rules are right for all of them; a retrained parser may read one otherwise.
const FLOOR: f64 = 0.95;

struct Case<'a> {
    name: &'a str,
    sentence: &'a str,
    wanted: Vec<&'a str>,
    unwanted: Vec<&'a str>,
}

fn cases(text: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    let mut wanted = true;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            wanted = true;
            cases.push(Case {
                name,
                sentence: "",
                wanted: Vec::new(),
                unwanted: Vec::new(),
            });
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(sentence) = line.strip_prefix("> ") {
            case.sentence = sentence;
        } else if line == "not" {
            wanted = false;
        } else if let Some(tuple) = line.strip_prefix("    ") {
            let list = if wanted {
                &mut case.wanted
            } else {
                &mut case.unwanted
            };
            list.push(tuple);
        }
    }
    cases
}

fn line(tuple: &OpenTuple) -> String {
    format!("{} | {}", tuple.relation, tuple.arguments.join(" | "))
}

#[test]
fn cases_give_their_tuples() {
    let pipeline = Pipeline::new(Options { threads: Some(1) }).expect("one thread can be started");
    let cases = cases(include_str!("cases/open/tuples.md"));
    assert!(cases.len() >= 50, "{} cases were read", cases.len());
    let mut held = 0;
    for case in &cases {
        assert!(
            !case.sentence.is_empty() && !case.wanted.is_empty(),
            "case '{}' lacks its sentence or its tuples",
            case.name
        );
        let document = Document {
            text: case.sentence.to_owned(),
            ..Document::default()
        };
        let found: Vec<String> = pipeline
            .annotate(&document)
            .iter()
            .flat_map(open)
            .map(|tuple| line(&tuple))
            .collect();
        let has = |tuple: &&str| found.iter().any(|found| found == tuple);
        if case.wanted.iter().all(&has) && !case.unwanted.iter().any(has) {
            held += 1;
        } else {
            println!("{}: {}\n    {}", case.name, case.sentence, found.join("\n    "));
        }
    }
    let share = f64::from(held) / cases.len() as f64;
    println!("{held} of {} cases hold", cases.len());
    assert!(share >= FLOOR, "{share:.3} of the cases hold, below {FLOOR}");
}

#[test]
fn confidence_ranks_a_plain_clause_above_a_possessor() {
    let pipeline = Pipeline::new(Options { threads: Some(1) }).expect("one thread can be started");
    let document = Document {
        text: "The king 's army crossed the river .".into(),
        ..Document::default()
    };
    let tuples: Vec<OpenTuple> = pipeline.annotate(&document).iter().flat_map(open).collect();
    let of = |relation: &str| {
        let tuple = tuples.iter().find(|tuple| tuple.relation == relation);
        tuple.map(|tuple| tuple.confidence).expect("the tuple is found")
    };
    assert!(of("crossed") > of("has"));
    assert!(tuples.iter().all(|tuple| (0.0..=1.0).contains(&tuple.confidence)));
}

/// A feature without a weight would count for nothing, unnoticed.
#[test]
fn every_feature_has_a_weight() {
    let pipeline = Pipeline::new(Options { threads: Some(1) }).expect("one thread can be started");
    let weights: BTreeSet<&str> = include_str!("../data/open/confidence.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, _)| name)
        .collect();
    let mut names = BTreeSet::new();
    for case in cases(include_str!("cases/open/tuples.md")) {
        let document = Document {
            text: case.sentence.to_owned(),
            ..Document::default()
        };
        let tuples = pipeline
            .annotate(&document)
            .iter()
            .flat_map(open)
            .collect::<Vec<_>>();
        names.extend(
            tuples
                .iter()
                .flat_map(|tuple| tuple.features.iter().map(|(name, _)| *name)),
        );
    }
    assert!(names.len() > 20, "only {names:?}");
    let without: Vec<_> = names.iter().filter(|name| !weights.contains(*name)).collect();
    assert!(
        without.is_empty(),
        "no weight in data/open/confidence.tsv for {without:?}"
    );
}

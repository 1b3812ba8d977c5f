//! Questions in English over the samples: `tests/cases/ask/`.

use std::collections::BTreeMap;
use std::path::Path;

use legation::ask::{Asked, ask};
use legation::graph::{Filter, KnowledgeGraph, Ledger};
use legation::pipeline::{Options, Pipeline};
use legation::read::{self, Input, Inputs};

const CASES: &str = include_str!("cases/ask/samples.md");

/// The share of questions that must be answered right; none may be answered wrong.
const FLOOR: f64 = 0.9;

fn samples(pipeline: &Pipeline) -> KnowledgeGraph {
    let folder = tempfile::tempdir().expect("a folder for tests");
    let file = folder.path().join("graph");
    let mut ledger = Ledger::create(&file).expect("a new graph");
    let input = Input::Path(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples"));
    let inputs = Inputs::open(vec![input], read::Options::default()).expect("the samples");
    pipeline
        .build(inputs, &mut ledger, |_| {})
        .expect("room on the disk");
    ledger.close().expect("room on the disk");
    Ledger::open(&file)
        .expect("the graph just made")
        .load()
        .expect("what was saved")
}

/// Each question with its answers.
fn cases() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut cases: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in CASES.lines() {
        if let Some(question) = line.strip_prefix("- ") {
            cases.push((question, Vec::new()));
        } else if let (Some(answer), Some((_, answers))) = (line.strip_prefix("  - "), cases.last_mut()) {
            answers.push(answer);
        }
    }
    cases
}

/// "right", "wrong" where anything is answered that should not be, else "missed".
fn verdict(asked: &Asked<'_>, expected: &[&str]) -> &'static str {
    let due: Vec<&str> = expected
        .iter()
        .copied()
        .filter(|answer| !answer.starts_with('('))
        .collect();
    let is_due = |text: &str| due.iter().any(|due| text.contains(due));
    if !asked.answers.iter().all(|answer| is_due(&answer.text)) {
        return "wrong";
    }
    let given = |due: &&str| asked.answers.iter().any(|answer| answer.text.contains(due));
    let complete = due.iter().all(given) && asked.answers.len() == due.len();
    let declines = expected == ["(declined)"];
    if complete && asked.declined.is_some() == declines {
        "right"
    } else {
        "missed"
    }
}

#[test]
fn questions_are_answered_right_or_not_at_all() {
    let pipeline = Pipeline::new(Options { threads: Some(1) }).expect("a thread");
    let graph = samples(&pipeline);
    let cases = cases();
    let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
    for (question, expected) in &cases {
        assert!(!expected.is_empty(), "no answer is given to: {question}");
        let asked = ask(&pipeline, &graph, question, None, &Filter::facts());
        let verdict = verdict(&asked, expected);
        *verdicts.entry(verdict).or_default() += 1;
        if verdict != "right" {
            let answers: Vec<&str> = asked.answers.iter().map(|answer| answer.text.as_str()).collect();
            eprintln!(
                "{verdict}: {question}\n    expected {expected:?}, answered {answers:?}\n    {:?} {:?}",
                asked.understood, asked.declined
            );
        }
    }
    eprintln!("{verdicts:?} of {} questions", cases.len());
    let count = |verdict| verdicts.get(verdict).copied().unwrap_or(0);
    assert!(cases.len() >= 120);
    assert_eq!(count("wrong"), 0);
    assert!(count("right") as f64 >= FLOOR * cases.len() as f64);
}

#[test]
fn a_relative_time_is_counted_from_today() {
    let pipeline = Pipeline::new(Options { threads: Some(1) }).expect("a thread");
    let graph = samples(&pipeline);
    let on = |day: &str| {
        let day = Some(day.parse().expect("a day"));
        let asked = ask(
            &pipeline,
            &graph,
            "Who did Zelensky speak with last week?",
            day,
            &Filter::facts(),
        );
        asked.answers.len()
    };
    assert_eq!((on("2025-08-12"), on("2025-10-12")), (2, 0));
}

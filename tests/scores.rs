//! Floors under the published scores, on development gold. `cargo test --test scores -- --nocapture` prints them.

#[path = "scoring/carb.rs"]
mod carb;
mod scoring;
mod skip;

use skip::skipped;
use std::path::{Path, PathBuf};

/// The gold lies beside the repository, because it may not all be shipped with it.
fn gold(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = [root.join("../shared"), root.join("shared")]
        .map(|shared| shared.join(name))
        .into_iter()
        .find(|p| p.exists());
    if found.is_none() {
        skipped(format_args!(
            "../shared/{name} is not there, so the scores on it were not checked"
        ));
    }
    found
}

#[track_caller]
fn hold(name: &str, scores: &scoring::Scores, floors: &[(&str, f64)]) {
    println!("{name}");
    for (score, value) in scores {
        println!("  {score:<28} {value:.4}");
    }
    for (score, floor) in floors {
        let value = scores
            .iter()
            .find(|(name, _)| name == score)
            .map(|(_, value)| *value);
        assert!(
            value >= Some(*floor),
            "{name}: {score} is {value:?}, below {floor}"
        );
    }
}

#[test]
fn trees_of_the_web() {
    let Some(path) = gold("treebanks/ewt-dev.conllu.zst") else {
        return;
    };
    let scores = scoring::trees(&scoring::read(&path).unwrap(), "").unwrap();
    hold(
        "ewt-dev",
        &scores,
        &[
            ("UPOS", 0.95),
            ("lemma", 0.955),
            ("UAS", 0.885),
            ("LAS", 0.855),
            ("nsubj F1", 0.92),
            ("obj F1", 0.865),
            ("token F1 (raw text)", 0.985),
            ("sentence F1 (raw text)", 0.80),
        ],
    );
}

#[test]
fn trees_of_edited_text() {
    let Some(path) = gold("treebanks/gum-free-dev.conllu.zst") else {
        return;
    };
    let text = scoring::read(&path).unwrap();
    let floors = [
        ("UPOS", 0.965),
        ("lemma", 0.965),
        ("UAS", 0.89),
        ("LAS", 0.865),
        ("token F1 (raw text)", 0.995),
        ("sentence F1 (raw text)", 0.93),
    ];
    hold("gum-free-dev", &scoring::trees(&text, "").unwrap(), &floors);
    let news = scoring::trees(&text, "GUM_news").unwrap();
    hold("gum-free-dev, news", &news, &[("sentence F1 (raw text)", 0.93)]);
}

#[test]
fn entities() {
    let Some(path) = gold("gold/uner_ewt_dev.iob2") else {
        return;
    };
    let scores = scoring::entities(&scoring::read(&path).unwrap());
    hold(
        "uner_ewt_dev",
        &scores,
        &[("entities, typed F1", 0.71), ("entities, spans F1", 0.785)],
    );
}

#[test]
fn open_tuples() {
    let Some(path) = gold("gold/carb_dev_gold.tsv") else {
        return;
    };
    let tables: Vec<carb::Table> = carb::read(&scoring::read(&path).unwrap())
        .unwrap()
        .iter()
        .map(carb::Sentence::table)
        .collect();
    let (many, one) = (carb::score(&tables, false), carb::score(&tables, true));
    let scores = vec![("F1", many.f1), ("AUC", many.area), ("one-to-one F1", one.f1)];
    hold(
        "carb dev",
        &scores,
        &[("F1", 0.54), ("AUC", 0.37), ("one-to-one F1", 0.455)],
    );
}

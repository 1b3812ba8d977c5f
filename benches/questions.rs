//! Questions about a stored graph whose answers take an algorithm, and questions in English. Prints one figure a line.
//!
//!     cargo bench --bench questions -- GRAPH [PAIRS]
//!
//! GRAPH is what `legation build` made. PAIRS has two ids of actors on each line, apart by a tab, whose connections are
//! asked for; without it, ends of ties all over the graph. `benches/questions.py` makes both and runs it beside other
//! programs on the same file.

mod timing;

use std::path::Path;
use std::time::Instant;

use legation::ask::ask;
use legation::graph::{Cost, Filter, Ledger, Selection, Ways};
use legation::pipeline::{Options, Pipeline};
use legation::query::{self, Measure, PathOptions};

use timing::median;

/// Pairs without a file of them.
const PAIRS: usize = 1000;

/// The answer and the time that it took, in seconds.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let made = work();
    (made, start.elapsed().as_secs_f64())
}

fn pairs(selection: &Selection<'_>, file: Option<&String>) -> std::io::Result<Vec<(String, String)>> {
    if let Some(file) = file {
        let text = std::fs::read_to_string(file)?;
        let pairs = text.lines().filter_map(|line| line.split_once('\t'));
        return Ok(pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).collect());
    }
    let ends: Vec<(String, String)> = selection
        .ties()
        .step_by((selection.ties().len() / PAIRS).max(1))
        .map(|tie| (tie.source.id.to_string(), tie.target.id.to_string()))
        .collect();
    Ok(ends
        .iter()
        .zip(ends.iter().rev())
        .map(|(a, b)| (a.0.clone(), b.1.clone()))
        .collect())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let Some(file) = arguments.first() else {
        println!("SKIPPED: name a graph, see benches/questions.rs");
        return Ok(());
    };
    let (graph, load) = timed(|| Ledger::open(Path::new(file)).and_then(|ledger| ledger.load()));
    let graph = graph?;
    println!("load {load}");
    let (selection, select) = timed(|| graph.select(&Filter::default()));
    println!("select {select}");
    // what all questions share is made before they are timed, as other programs have their graph at hand
    let (network, seconds) = timed(|| selection.network(Ways::Either, Cost::Steps));
    println!("network {seconds}");
    println!("actors {}", network.len());
    let pairs = pairs(&selection, arguments.get(1))?;
    let path = |pair: &(String, String), options: &PathOptions| {
        let found = query::path(&selection, &pair.0, &pair.1, options);
        found.map_or(0, |found| found.paths.len())
    };
    let some = &pairs[..pairs.len().min(100)];
    println!(
        "path {}",
        median(&pairs, |pair| path(pair, &PathOptions::default()))
    );
    let ten = PathOptions {
        count: 10,
        ..PathOptions::default()
    };
    println!("k-paths {}", median(some, |pair| path(pair, &ten)));
    let in_order = |pair: &(String, String)| {
        let found = query::in_order(&selection, &pair.0, &pair.1, &PathOptions::default());
        found.map_or(0, |found| found.paths.len())
    };
    pairs.first().map(in_order);
    println!("in-order {}", median(&pairs, in_order));
    println!(
        "betweenness {}",
        timed(|| query::top(&selection, Measure::Betweenness).len()).1
    );
    let (found, seconds) = timed(|| query::communities(&selection));
    println!("communities {seconds}");
    println!("modularity {}", found.modularity);

    // a question in English beside what it stands for
    let pipeline = Pipeline::new(Options { threads: Some(1) })?;
    let english: Vec<(String, &(String, String))> = some
        .iter()
        .filter_map(|pair| {
            let (a, b) = (graph.actor(&pair.0)?, graph.actor(&pair.1)?);
            Some((format!("What happened between {} and {}?", a.name, b.name), pair))
        })
        .collect();
    let facts = Filter::facts();
    let plain = median(&english, |(_, (a, b))| {
        query::between(&graph, a, b, &facts).map_or(0, |between| between.statements.len())
    });
    let asked = median(&english, |(question, _)| {
        ask(&pipeline, &graph, question, None, &facts).answers.len()
    });
    println!("between {plain}");
    println!("ask {asked}");
    Ok(())
}

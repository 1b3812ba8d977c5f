//! What algorithms find in a thousand graphs made by chance, checked by `tests/structure.py` with NetworkX. It says so
//! where that is missing; run it with `-- --ignored`.

mod support;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use legation::graph::{Filter, KnowledgeGraph};
use legation::query::{self, Measure, PathOptions};
use serde_json::{Value, json};
use support::skip::skipped;
use support::{named, says};

const GRAPHS: usize = 1000;

/// The Python that has NetworkX: that of the environment variable `PYTHON`, else the machine's.
fn python() -> Option<String> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let loads = Command::new(&python)
        .args(["-c", "import networkx, scipy"])
        .output();
    let found = loads.is_ok_and(|output| output.status.success());
    if !found {
        skipped(format_args!(
            "{python} has no networkx and scipy, so nobody checks the algorithms (pip install networkx scipy)"
        ));
    }
    found.then_some(python)
}

/// D. E. Knuth's linear congruential generator MMIX: the same chance each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % bound
    }
}

/// For each arc, which documents tell of it: sparse and dense graphs, some with groups.
fn arcs(chance: &mut Chance) -> BTreeMap<(usize, usize), Vec<usize>> {
    let actors = 2 + chance.below(24);
    let groups = 1 + chance.below(4);
    let most = actors * (1 + chance.below(6));
    let mut arcs: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for document in 0..=chance.below(most) {
        let (from, to) = (chance.below(actors), chance.below(actors));
        if from == to || from % groups != to % groups && chance.below(5) > 0 {
            continue;
        }
        arcs.entry((from, to)).or_default().push(document);
        if chance.below(4) == 0 {
            arcs.entry((to, from)).or_default().push(document);
        }
    }
    arcs
}

fn graph(arcs: &BTreeMap<(usize, usize), Vec<usize>>) -> KnowledgeGraph {
    let actor = |number: usize| named(&number.to_string(), &format!("Actor {number}"));
    let told = arcs
        .iter()
        .flat_map(|(ends, documents)| documents.iter().map(move |document| (*ends, *document)));
    let statements = told.map(|((from, to), document)| {
        let mut statement = says(actor(from), "meet", actor(to));
        statement.doc = format!("document {document}").into();
        statement.id = statement.content_id();
        statement
    });
    KnowledgeGraph::new(Vec::new(), statements.collect())
}

fn answers(graph: &KnowledgeGraph, (from, to): (&str, &str)) -> Value {
    let filter = Filter::default();
    let selection = graph.select(&filter);
    let top = |measure| -> BTreeMap<&str, f64> {
        let ranked = query::top(&selection, measure).into_iter();
        ranked
            .map(|ranked| (ranked.actor.id.as_str(), ranked.value))
            .collect()
    };
    let paths = |directed, by_support| -> Vec<Vec<&str>> {
        let options = PathOptions {
            count: 10,
            directed,
            by_support,
            ..PathOptions::default()
        };
        let found = query::path(&selection, from, to, &options).expect("both are in the graph");
        let visits = found.paths.into_iter().map(|path| {
            let ends = path.steps.iter().map(|step| step.to);
            [from].into_iter().chain(ends).collect()
        });
        visits.collect()
    };
    let bridges = query::bridges(&selection).into_iter();
    let bridges: Vec<(&str, &str, usize)> = bridges
        .map(|bridge| (bridge.step.from, bridge.step.to, bridge.cut_off))
        .collect();
    let brokers = query::brokers(&selection).into_iter().map(|broker| {
        let value = json!({
            "neighbours": broker.neighbours, "pairs": broker.pairs, "parts": broker.parts,
            "effective_size": broker.effective_size, "constraint": broker.constraint,
        });
        (broker.actor.id.to_string(), value)
    });
    let brokers: BTreeMap<String, Value> = brokers.collect();
    let communities = query::communities(&selection);
    let members = communities.communities.iter();
    let members: Vec<Vec<&str>> = members
        .map(|members| members.iter().map(|actor| actor.id.as_str()).collect())
        .collect();
    json!({
        "degree": top(Measure::Degree), "pagerank": top(Measure::PageRank), "betweenness": top(Measure::Betweenness),
        "from": from, "to": to,
        "paths": paths(false, false), "directed_paths": paths(true, false), "supported_paths": paths(false, true),
        "bridges": bridges, "brokers": brokers, "triads": query::motifs(graph, &filter, 0).triads,
        "communities": members, "modularity": communities.modularity,
    })
}

#[test]
#[ignore = "needs networkx and scipy; run it with -- --ignored"]
fn algorithms_agree_with_networkx() {
    let Some(python) = python() else { return };
    let mut chance = Chance(20250812);
    let mut file = tempfile::NamedTempFile::new().expect("a file for tests");
    let mut written = 0;
    while written < GRAPHS {
        let arcs = arcs(&mut chance);
        let graph = graph(&arcs);
        let ids: Vec<&str> = graph.actors().map(|actor| actor.id.as_str()).collect();
        let [from, .., to] = ids[..] else { continue };
        let told: Vec<(String, String, &[usize])> = arcs
            .iter()
            .map(|((from, to), documents)| (from.to_string(), to.to_string(), &documents[..]))
            .collect();
        let line = json!({ "arcs": told, "answers": answers(&graph, (from, to)) });
        writeln!(file, "{line}").expect("room for tests");
        written += 1;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/structure.py");
    let checked = Command::new(&python)
        .arg(script)
        .arg(file.path())
        .output()
        .expect("Python runs");
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{said}");
    let said = String::from_utf8_lossy(&checked.stdout);
    assert!(said.contains(&format!("{GRAPHS} graphs")), "{said}");
    print!("{said}");
}

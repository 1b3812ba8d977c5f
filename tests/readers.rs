//! Every data format, read by `tests/readers.py` with the programs that users read it with. It needs NetworkX,
//! pandas, DuckDB, RDFLib, the validators of STIX and FollowTheMoney, Chromium and Mermaid, and says so where they are missing; run it with `-- --ignored`.

mod support;

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::Command;

use legation::export::{Design, FORMATS, Format};
use legation::graph::{DocumentRecord, Filter, KnowledgeGraph, Ledger, Selection};
use legation::pipeline::{Options, Pipeline};
use legation::read::{self, Input, Inputs};
use support::skip::skipped;
use support::{HOSTILE, named, says};

/// The formats that hold all of a large graph.
const TABLES: &[&str] = &["csv", "jsonl", "neo4j-csv", "nquads", "parquet"];

/// The Python that has the readers: that of the environment variable `PYTHON`, else the machine's.
fn python() -> Option<String> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let loads = Command::new(&python)
        .args([
            "-c",
            "import duckdb, followthemoney, networkx, pandas, rdflib, stix2validator",
        ])
        .output();
    let found = loads.is_ok_and(|output| output.status.success());
    if !found {
        skipped(format_args!(
            "{python} has not all of duckdb, networkx, pandas, rdflib, stix2-validator and followthemoney, so nobody reads the data formats (pip install them)"
        ));
    }
    found.then_some(python)
}

/// What a format makes of a selection, in a folder: "graph.NAME", a folder itself where the format makes several files.
fn write(format: &Format, selection: &Selection<'_>, folder: &Path) {
    let path = folder.join(format!("graph.{}", format.name));
    let create = |path: &Path| BufWriter::new(File::create(path).expect("room for tests"));
    match format.folder() {
        Some(files) => {
            fs::create_dir(&path).expect("room for tests");
            for (name, write) in files {
                write(selection, &mut create(&path.join(name))).expect("room for tests");
            }
        }
        None => {
            let written = format.write(selection, &Design::default(), &mut create(&path));
            written.expect("room for tests");
        }
    }
}

/// The graph of the sample articles.
fn samples() -> KnowledgeGraph {
    built(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples"))
}

/// The graph of a file or a folder.
fn built(path: PathBuf) -> KnowledgeGraph {
    let place = tempfile::tempdir().expect("a folder for tests");
    let inputs = Inputs::open(vec![Input::Path(path)], read::Options::default()).expect("a readable path");
    let mut ledger = Ledger::create(&place.path().join("graph")).expect("a new graph");
    let pipeline = Pipeline::new(Options { threads: Some(1) }).expect("one thread can be started");
    pipeline
        .build(inputs, &mut ledger, |_| {})
        .expect("room on the disk");
    ledger.load().expect("what was saved")
}

#[test]
#[ignore = "needs programs from PyPI and Chromium; run it with -- --ignored"]
fn other_programs_read_every_data_format() {
    let Some(python) = python() else { return };
    let hostile = HOSTILE
        .iter()
        .enumerate()
        .map(|(i, name)| says(named(&format!("x:{i}"), name), name, named("x:0", "Alvania")));
    let long = says(
        named("x:long", &"x".repeat(10_000)),
        "meet",
        named("x:0", "Alvania"),
    );
    let mut linked = says(
        named("x:1", "Borduria"),
        "<img src=x onerror=\"document.title='run'\">",
        named("x:0", "Alvania"),
    );
    linked.url = Some("javascript:document.title='run'".into());
    let record = DocumentRecord {
        id: "report".into(),
        ..DocumentRecord::default()
    };
    let graphs = [
        ("an empty graph", KnowledgeGraph::default()),
        ("the samples", samples()),
        (
            "a graph of hostile names",
            KnowledgeGraph::new(vec![record], hostile.chain([long, linked]).collect()),
        ),
    ];
    for (what, graph) in graphs {
        let folder = tempfile::tempdir().expect("a folder for tests");
        let selection = graph.select(&Filter::default());
        for format in FORMATS {
            write(format, &selection, folder.path());
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers.py");
        let read = Command::new(&python)
            .arg(script)
            .arg(folder.path())
            .args([
                selection.actors().len().to_string(),
                selection.ties().len().to_string(),
            ])
            .output()
            .expect("Python runs");
        let said = String::from_utf8_lossy(&read.stderr);
        assert!(read.status.success(), "{what}: {said}");
        read_tables(&python, what, folder.path(), &selection);
    }
}

/// What the table formats of a folder hold, by DuckDB.
fn read_tables(python: &str, what: &str, folder: &Path, selection: &Selection<'_>) {
    let read = Command::new(python)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables.py"))
        .arg(folder)
        .args([
            selection.ties().len().to_string(),
            selection.graph().statements().len().to_string(),
            selection.statements().count().to_string(),
        ])
        .output()
        .expect("Python runs");
    let said = String::from_utf8_lossy(&read.stderr);
    assert!(read.status.success(), "{what}: {said}");
    said.lines()
        .filter_map(|line| line.strip_prefix("SKIPPED: "))
        .for_each(skipped);
}

/// Half a million events.
#[test]
#[ignore = "needs DuckDB, and shared/events; run it with -- --ignored"]
fn tables_hold_icews18() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/events/bench/icews18.tsv.zst");
    if !file.exists() {
        skipped("tables_hold_icews18: no shared/events");
        return;
    }
    let Some(python) = python() else { return };
    let graph = built(file);
    assert!(graph.statements().len() > 400_000, "{}", graph.statements().len());
    let folder = tempfile::tempdir().expect("a folder for tests");
    let selection = graph.select(&Filter::default());
    for format in FORMATS.iter().filter(|format| TABLES.contains(&format.name)) {
        write(format, &selection, folder.path());
    }
    read_tables(&python, "ICEWS18", folder.path(), &selection);
}

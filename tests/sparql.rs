//! Questions in SPARQL to the samples, by the command. What Oxigraph answers from the exported quads is compared where
//! the machine has it; run that with `-- --ignored`.

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use support::skip::skipped;
use tempfile::TempDir;

/// The documentation of the terms; its queries must be answered.
const DOCS: &str = include_str!("../docs/rdf.md");

/// Queries whose answers have an order of their own or none.
const QUERIES: [&str; 7] = [
    "SELECT ?who ?words ?modality { ?s leg:source/rdfs:label ?who ; rdfs:label ?words ; leg:modality ?modality }",
    "SELECT ?a ?b (COUNT(*) AS ?n) { ?s leg:source ?a ; leg:target ?b FILTER (?a != ?b) } GROUP BY ?a ?b HAVING (COUNT(*) > 1)",
    "SELECT DISTINCT ?g ?day { GRAPH ?g { ?s a leg:Statement OPTIONAL { ?s schema:startDate ?day } } }",
    "SELECT ?a { ?a a leg:Actor FILTER NOT EXISTS { ?s leg:source ?a } }",
    "SELECT ?x ?y { ?x ^leg:source/leg:target ?y . ?y (^leg:source/leg:target)+ ?x }",
    "SELECT (AVG(?score) AS ?mean) (MIN(?score) AS ?least) { ?s leg:event \"CONSULT\" ; leg:score ?score }",
    "SELECT ?name (LCASE(?name) AS ?small) { VALUES ?name { \"Vladimir Putin\" \"Nobody\" } ?a rdfs:label ?name }",
];

/// A folder with the graph of the samples, called "graph".
fn samples() -> TempDir {
    let place = tempfile::tempdir().expect("a folder for tests");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples");
    let samples = samples.to_str().expect("a path in UTF-8");
    let built = run(&place, &["build", samples, "-o", "graph"], "");
    assert!(built.status.success());
    place
}

fn run(place: &TempDir, arguments: &[&str], stdin: &str) -> Output {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_legation"));
    command
        .current_dir(place.path())
        .args(arguments)
        .write_stdin(stdin);
    command.output().expect("the program runs")
}

/// What a query prints; it must end with this code.
fn ask(place: &TempDir, arguments: &[&str], code: i32) -> String {
    let ran = run(place, &[&["sparql", "graph"], arguments].concat(), "");
    let (out, err) = (
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr),
    );
    assert_eq!(ran.status.code(), Some(code), "out: {out}\nerr: {err}");
    if code == 2 {
        err.into_owned()
    } else {
        out.into_owned()
    }
}

#[test]
fn each_form_of_query_is_answered() {
    let place = samples();
    let select = "SELECT ?name { ?a a schema:Person ; rdfs:label ?name } ORDER BY ?name LIMIT 2";
    assert_eq!(ask(&place, &[select], 0), "?name\nAnwar Ibrahim\nDmitry Peskov\n");
    let none = "SELECT ?name { ?a leg:country 'ZZZ' ; rdfs:label ?name }";
    assert_eq!(ask(&place, &[none], 1), "?name\n");
    assert_eq!(ask(&place, &["ASK { ?s leg:event 'CONSULT' }"], 0), "true\n");
    assert_eq!(ask(&place, &["ASK { ?s leg:event 'NONE' }"], 1), "false\n");
    let construct = "CONSTRUCT { [] leg:met ?b } { ?s leg:event 'CONSULT' ; leg:mode 'phone' ; leg:target ?b } ORDER BY ?b";
    let built = ask(&place, &[construct], 0);
    assert!(
        built.starts_with("@prefix") && built.contains("_:b0 leg:met <urn:legation:actor:person%3A"),
        "{built}"
    );
    let described = ask(
        &place,
        &[
            "DESCRIBE <urn:legation:actor:person%3AQ7747>",
            "--format",
            "nquads",
        ],
        0,
    );
    assert!(described.contains("\"Vladimir Putin\" .\n"), "{described}");
}

#[test]
fn answers_come_in_the_formats_of_the_standards() {
    let place = samples();
    let query = "SELECT ?a ?name { ?a schema:identifier 'state:RUS' ; rdfs:label ?name }";
    let json: Value = serde_json::from_str(&ask(&place, &[query, "--json"], 0)).expect("JSON");
    assert_eq!(json["results"]["bindings"][0]["name"]["value"], "Russia");
    let xml = ask(&place, &[query, "--format", "xml"], 0);
    let tree = roxmltree::Document::parse(&xml).expect("XML");
    let namespace = "http://www.w3.org/2005/sparql-results#";
    assert_eq!(
        tree.descendants()
            .filter(|node| node.has_tag_name((namespace, "binding")))
            .count(),
        2
    );
    let csv = ask(&place, &[query, "--format", "csv"], 0);
    assert_eq!(
        csv.replace("\r\n", "\n"),
        "a,name\nurn:legation:actor:state%3ARUS,Russia\n"
    );
    let tsv = ask(&place, &[query, "--format", "tsv"], 0);
    assert_eq!(tsv, "?a\t?name\n<urn:legation:actor:state%3ARUS>\t\"Russia\"\n");
    let graph: Value = serde_json::from_str(&ask(
        &place,
        &["CONSTRUCT { ?a a leg:X } { ?a a schema:Person }", "--json"],
        0,
    ))
    .expect("JSON");
    assert!(graph["@graph"].as_array().is_some_and(|nodes| nodes.len() > 2));
    let unfit = ask(&place, &[query, "--format", "turtle"], 2);
    assert!(
        unfit.contains("choose one of table, json, xml, csv, tsv"),
        "{unfit}"
    );
}

#[test]
fn mistakes_have_a_place() {
    let place = samples();
    let wrong = |query: &str, told: &str| {
        let said = ask(&place, &[query], 2);
        assert!(said.contains(told), "{said}");
    };
    wrong("SELECT ?s {\n  ?s leg:event CONSULT }", "query:2:23: ' }' where ");
    wrong("SELECT ?s { ?s foo:bar ?x }", "no such prefix");
    wrong("", "query:1:1: ");
    wrong("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "query:1:");
    wrong(
        "ASK { SERVICE <http://localhost/> { ?s ?p ?o } }",
        "service <http://localhost/> is not supported",
    );
    wrong(
        "SELECT (<urn:f>(1) AS ?x) {}",
        "function <urn:f> is not supported",
    );
    std::fs::write(place.path().join("broken.rq"), "\n\nSELECT").expect("room for tests");
    let said = ask(&place, &["--file", "broken.rq"], 2);
    assert!(said.contains("broken.rq:3:7: "), "{said}");
    assert!(ask(&place, &["--file", "none.rq"], 2).contains("none.rq: "));
    ask(&place, &["ASK {}", "--file", "broken.rq"], 2);
    ask(&place, &[], 2);
}

#[test]
fn a_query_comes_from_a_file_or_standard_input() {
    let place = samples();
    let query = "ASK { ?a schema:identifier 'state:RUS' }";
    std::fs::write(place.path().join("query.rq"), query).expect("room for tests");
    assert_eq!(ask(&place, &["-f", "query.rq"], 0), "true\n");
    for arguments in [
        ["sparql", "graph", "-"].as_slice(),
        &["sparql", "graph", "-f", "-"],
    ] {
        assert_eq!(run(&place, arguments, query).stdout, b"true\n");
    }
}

#[test]
fn filters_and_documents_narrow_what_is_asked() {
    let place = samples();
    let count = |arguments: &[&str]| -> usize {
        let query = "SELECT (COUNT(*) AS ?n) { ?s a leg:Statement }";
        let table = ask(&place, &[&[query], arguments].concat(), 0);
        table
            .lines()
            .nth(1)
            .and_then(|n| n.parse().ok())
            .expect("a number")
    };
    let (all, facts) = (count(&[]), count(&["--facts"]));
    assert!(facts > 0 && facts < all);
    let consults = count(&["--relation", "CONSULT"]);
    let told = "SELECT (COUNT(*) AS ?n) { ?s leg:event 'CONSULT' }";
    assert_eq!(ask(&place, &[told], 0), format!("?n\n{consults}\n"));
    let denied = "SELECT (COUNT(*) AS ?n) { ?s leg:polarity 'negated' }";
    let negated = count(&["--polarity", "negated"]);
    assert_eq!(ask(&place, &[denied], 0), format!("?n\n{negated}\n"));
    let one = "SELECT (COUNT(*) AS ?n) FROM <urn:legation:document:treaties> { ?s a leg:Statement }";
    let other = "SELECT (COUNT(*) AS ?n) { GRAPH <urn:legation:document:treaties> { ?s a leg:Statement } }";
    assert_eq!(ask(&place, &[one], 0), ask(&place, &[other], 0));
    let rows = "SELECT ?s { ?s a leg:Statement }";
    assert_eq!(ask(&place, &[rows, "--limit", "3"], 0).lines().count(), 4);
    assert_eq!(ask(&place, &[rows, "--limit", "0"], 0).lines().count(), all + 1);
}

#[test]
fn days_have_an_order() {
    let place = samples();
    let of = |filter: &str| {
        let query = format!("SELECT ?s {{ ?s a leg:Statement ; schema:startDate ?day FILTER ({filter}) }}");
        ask(&place, &[&query, "--format", "csv"], 0).lines().count()
    };
    let date = |sign: &str| format!("?day {sign} \"2025-08-13\"^^<http://www.w3.org/2001/XMLSchema#date>");
    let all = of("true") - 1;
    let (before, after) = (of(&date("<")) - 1, of(&date(">=")) - 1);
    assert!(before > 0 && after > 1, "{before} and {after} of {all}");
    assert_eq!(before + after, all);
}

#[test]
fn the_queries_of_the_documentation_are_answered() {
    let place = samples();
    let queries: Vec<&str> = DOCS
        .split("```sparql\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert_eq!(queries.len(), 2);
    for query in queries {
        assert!(ask(&place, &[query], 0).lines().count() > 2);
    }
}

/// The solutions in JSON as counted rows, whatever their order.
fn rows(json: &str) -> BTreeMap<String, usize> {
    let answer: Value = serde_json::from_str(json).expect("JSON");
    let rows = answer["results"]["bindings"].as_array().expect("solutions");
    let mut counts = BTreeMap::new();
    for row in rows {
        let row: BTreeMap<String, Value> = serde_json::from_value(row.clone()).expect("a row");
        *counts.entry(format!("{row:?}")).or_default() += 1;
    }
    counts
}

#[test]
#[ignore = "needs pyoxigraph; run it with -- --ignored"]
fn oxigraph_answers_the_same_from_the_exported_quads() {
    const SCRIPT: &str = "
import sys, pyoxigraph as ox
store = ox.Store()
store.load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS)
answer = store.query(sys.argv[2], use_default_graph_as_union=True)
print(answer.serialize(format=ox.QueryResultsFormat.JSON).decode())
";
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let loads = Command::new(&python).args(["-c", "import pyoxigraph"]).output();
    if !loads.is_ok_and(|output| output.status.success()) {
        return skipped(format_args!(
            "{python} has no pyoxigraph, so nobody checks the answers to SPARQL (pip install pyoxigraph)"
        ));
    }
    let place = samples();
    let exported = run(&place, &["export", "graph", "-o", "quads.nq"], "");
    assert!(exported.status.success());
    let prefixes: String = DOCS
        .lines()
        .filter(|line| line.starts_with("PREFIX"))
        .chain(["PREFIX schema: <https://schema.org/>"])
        .map(|line| format!("{line}\n"))
        .collect();
    for query in QUERIES {
        let asked = Command::new(&python)
            .current_dir(place.path())
            .args(["-c", SCRIPT, "quads.nq", &format!("{prefixes}{query}")])
            .output()
            .expect("Python runs");
        let theirs = String::from_utf8_lossy(&asked.stdout);
        assert!(
            asked.status.success(),
            "{}",
            String::from_utf8_lossy(&asked.stderr)
        );
        let ours = rows(&ask(&place, &[query, "--json"], 0));
        assert!(!ours.is_empty(), "{query}");
        assert_eq!(ours, rows(&theirs), "{query}");
    }
}

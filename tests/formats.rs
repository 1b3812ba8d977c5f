//! Every export format over one graph, read back by a reader of that format.

mod support;

use legation::export::{FORMATS, Format};
use legation::graph::{DocumentRecord, Filter, KnowledgeGraph};
use legation::model::*;
use support::{HOSTILE, named, says};

fn graphs() -> Vec<(&'static str, KnowledgeGraph)> {
    let mut hostile: Vec<Statement> = HOSTILE
        .iter()
        .enumerate()
        .map(|(i, name)| says(named(&format!("x:{i}"), name), name, named("x:0", "Alvania")))
        .collect();
    hostile.push(says(
        named("x:long", &"x".repeat(10_000)),
        &"y".repeat(10_000),
        named("x:0", "Alvania"),
    ));
    let record = DocumentRecord {
        id: "report".into(),
        ..DocumentRecord::default()
    };
    vec![
        ("an empty graph", KnowledgeGraph::default()),
        (
            "a graph of hostile names",
            KnowledgeGraph::new(vec![record], hostile),
        ),
    ]
}

#[test]
fn every_format_has_a_row_of_its_own() {
    for format in FORMATS {
        assert!(std::ptr::eq(
            Format::named(format.name).expect("its own name"),
            format
        ));
        for extension in format.extensions {
            assert!(std::ptr::eq(
                Format::of_extension(extension).expect("its own extension"),
                format
            ));
        }
    }
    for format in legation::read::FORMATS {
        assert!(std::ptr::eq(
            legation::read::Format::named(format.name).expect("its own name"),
            format
        ));
    }
}

#[test]
fn graphviz_reads_dot() {
    for (what, graph) in graphs() {
        let selection = graph.select(&Filter::default());
        let dot = Format::named("dot").expect("a format").bytes(&selection);
        match support::graphviz(&dot) {
            None => return,
            Some(Err(said)) => panic!("{what}: {said}"),
            Some(Ok(canonical)) => {
                let nodes = canonical.matches("tooltip=\"x:").count();
                assert_eq!(nodes, selection.actors().len(), "{what}: {canonical}");
            }
        }
    }
}

#[test]
fn json_is_read_back() {
    for (what, graph) in graphs() {
        let selection = graph.select(&Filter::default());
        let bytes = Format::named("json").expect("a format").bytes(&selection);
        let json: serde_json::Value = serde_json::from_slice(&bytes).expect(what);
        assert_eq!(
            json["nodes"].as_array().map(Vec::len),
            Some(selection.actors().len()),
            "{what}"
        );
        assert_eq!(
            json["edges"].as_array().map(Vec::len),
            Some(selection.ties().len()),
            "{what}"
        );
        let statements: Vec<Statement> = serde_json::from_value(json["statements"].clone()).expect(what);
        assert_eq!(statements.len(), graph.statements().len(), "{what}");
    }
}

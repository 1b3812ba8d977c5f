//! Laws that hold for every input, tried by chance.

mod support;

use std::fs;

use legation::export::Format;
use legation::graph::{Filter, KnowledgeGraph, Ledger};
use legation::model::{Interval, Line, Precision};
use proptest::prelude::*;

fn saved(batches: &[&[legation::graph::Entry]]) -> (KnowledgeGraph, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a folder for tests");
    let file = folder.path().join("graph");
    let mut ledger = Ledger::create(&file).expect("a new graph");
    for batch in batches {
        ledger.add(batch).expect("room on the disk");
    }
    ledger.close().expect("room on the disk");
    let graph = Ledger::open(&file)
        .expect("the graph just made")
        .load()
        .expect("what was saved");
    (graph, fs::read(&file).expect("the graph just made"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_saved_is_loaded(entries in support::entries()) {
        let (graph, _) = saved(&[&entries]);
        prop_assert_eq!(graph, support::graph(&entries));
    }

    #[test]
    fn order_and_batches_do_not_matter(entries in support::entries(), cut in 0usize..8) {
        let (one, _) = saved(&[&entries]);
        let (left, right) = entries.split_at(cut.min(entries.len()));
        let (two, _) = saved(&[right, left]);
        prop_assert_eq!(&one, &two);
        for format in legation::export::FORMATS {
            let bytes = |graph: &KnowledgeGraph| format.bytes(&graph.select(&Filter::default()));
            prop_assert_eq!(bytes(&one), bytes(&two));
        }
    }

    #[test]
    fn equal_input_gives_equal_bytes_and_the_same_again_changes_nothing(entries in support::entries()) {
        let (_, one) = saved(&[&entries]);
        let (_, two) = saved(&[&entries]);
        prop_assert!(one == two, "two runs differ");

        let folder = tempfile::tempdir().expect("a folder for tests");
        let file = folder.path().join("graph");
        fs::write(&file, &one).expect("room on the disk");
        let mut ledger = Ledger::create(&file).expect("the graph just made");
        let added = ledger.add(&entries).expect("nothing to do");
        ledger.close().expect("nothing to do");
        prop_assert_eq!(added, Default::default());
        prop_assert!(fs::read(&file).expect("still there") == one, "the same again changed the file");
    }

    #[test]
    fn a_line_prints_as_it_is_parsed(statement in support::statement()) {
        let line = Line::from(&statement);
        let printed = line.to_string();
        prop_assert_eq!(printed.lines().count(), 1);
        prop_assert_eq!(printed.parse::<Line>(), Ok(line), "{}", printed);
    }

    #[test]
    fn no_text_breaks_the_line_parser(text in ".{0,60}") {
        if let Ok(line) = text.parse::<Line>() {
            prop_assert_eq!(line.to_string().parse::<Line>(), Ok(line));
        }
    }

    #[test]
    fn bounds_of_a_time_survive_iso(interval in support::interval()) {
        let printed = interval.iso();
        let bounds = (interval.start, interval.end);
        match Interval::parse_iso(&printed) {
            Some(parsed) => prop_assert_eq!((parsed.start, parsed.end), bounds),
            None => prop_assert_eq!((None, None), bounds),
        }
        prop_assert!(Precision::ALL.iter().any(|(precision, _)| *precision == interval.precision));
    }

    #[test]
    fn a_statement_survives_json(statement in support::statement()) {
        let json = serde_json::to_string(&statement).expect("plain data");
        let back: legation::model::Statement = serde_json::from_str(&json).expect("its own output");
        prop_assert_eq!(back, statement);
    }
}

proptest! {
    // each case runs Graphviz
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn graphviz_accepts_every_name(entries in support::entries()) {
        let graph = support::graph(&entries);
        let dot = Format::named("dot").expect("a format").bytes(&graph.select(&Filter::default()));
        if let Some(Err(said)) = support::graphviz(&dot) {
            prop_assert!(false, "{}\n{}", said, String::from_utf8_lossy(&dot));
        }
    }
}

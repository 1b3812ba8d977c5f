//! Laws that hold for every input, tried by chance.

mod support;

use std::fs;

use legation::export::{Design, Format};
use legation::graph::{Filter, KnowledgeGraph, Ledger, NameError, Verdict};
use legation::model::{Actor, Interval, Line, Precision};
use proptest::prelude::*;

/// The ledger of some batches, in a file of this name.
fn ledger(folder: &tempfile::TempDir, name: &str, batches: &[&[legation::graph::Entry]]) -> Ledger {
    let file = folder.path().join(name);
    let mut ledger = Ledger::create(&file).expect("a new graph");
    for batch in batches {
        ledger.add(batch).expect("room on the disk");
    }
    ledger
}

fn jsonl(graph: &KnowledgeGraph) -> String {
    let bytes = Format::named("jsonl")
        .expect("a format")
        .bytes(&graph.select(&Filter::default()), &Design::default());
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

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
        // a PNG is made of the SVG, and takes long
        for format in legation::export::FORMATS.iter().filter(|format| format.name != "png") {
            let bytes = |graph: &KnowledgeGraph| format.bytes(&graph.select(&Filter::default()), &Design::default());
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
    fn a_part_of_the_graph_answers_as_the_whole(
        entries in support::entries(), a in 0usize..6, b in 0usize..6, merged in prop::option::of((0usize..6, 0usize..6)),
    ) {
        let folder = tempfile::tempdir().expect("a folder for tests");
        let (half, rest) = entries.split_at(entries.len() / 2);
        let mut ledger = ledger(&folder, "graph", &[half, rest]);
        if let Some((a, b)) = merged {
            let actors: Vec<_> = ledger.load().expect("what was saved").actors().map(|actor| actor.id.clone()).collect();
            if let (Some(a), Some(b), true) = (actors.get(a), actors.get(b), a != b) {
                ledger.judge(&[(a.clone(), b.clone(), Some(Verdict::Same))]).expect("room on the disk");
            }
        }
        let whole = ledger.load().expect("what was saved");
        let actors: Vec<_> = whole.actors().cloned().collect();
        let (Some(a), Some(b)) = (actors.get(a), actors.get(b)) else { return Ok(()) };
        let words = |name: &str| name.split(' ').next_back().unwrap_or_default().to_lowercase();
        let names = |actor: &Actor| {
            let mut names = vec![actor.id.to_string(), actor.name.to_string(), words(&actor.name), actor.name.to_uppercase()];
            names.extend(whole.names_of(&actor.id).iter().cloned());
            names.push(format!("{}x", actor.name));
            names
        };
        for name in names(a).into_iter().chain(names(b)) {
            let found = ledger.find(&name).expect("what was saved");
            match (found, whole.find(&name)) {
                (Ok(id), Ok(actor)) => prop_assert_eq!(id, actor.id.clone()),
                (Err(NameError::Ambiguous { candidates, .. }), Err(NameError::Ambiguous { candidates: known, .. })) => {
                    prop_assert_eq!(candidates, known);
                }
                (Err(NameError::Unknown { .. }), Err(NameError::Unknown { .. })) => {}
                (one, other) => prop_assert!(false, "{}: {:?} {:?}", name, one, other),
            }
        }
        let part = ledger.load_between(&a.id, &b.id).expect("what was saved");
        let around = ledger.load_around(&a.id).expect("what was saved");
        for filter in [Filter::default(), Filter::facts(), Filter { min_sources: 2, ..Filter::default() }] {
            prop_assert_eq!(
                legation::query::between(&part, &a.id, &b.id, &filter),
                legation::query::between(&whole, &a.id, &b.id, &filter)
            );
            for with in [None, Some(b.id.as_str())] {
                let part = if with.is_some() { &part } else { &around };
                prop_assert_eq!(
                    legation::query::timeline(part, &a.id, with, &filter, None, |event| event.score),
                    legation::query::timeline(&whole, &a.id, with, &filter, None, |event| event.score)
                );
            }
            prop_assert_eq!(
                legation::query::show(&around, &a.id, &filter),
                legation::query::show(&whole, &a.id, &filter)
            );
        }
    }

    #[test]
    fn an_outline_answers_like_the_whole(entries in support::entries(), same in prop::collection::vec((0usize..9, 0usize..9), 0..3)) {
        use legation::graph::RelationFilter;
        use legation::query::{Measure, PathOptions, along, communities, path, routes, top};
        let folder = tempfile::tempdir().expect("a folder for tests");
        let mut ledger = ledger(&folder, "graph", &[&entries]);
        let actors: Vec<Actor> = ledger.load().expect("what was saved").actors().cloned().collect();
        for (a, b) in same {
            if let (Some(a), Some(b)) = (actors.get(a), actors.get(b))
                && a != b
            {
                // judgements that contradict each other are refused
                let _ = ledger.judge(&[(a.id.clone(), b.id.clone(), Some(Verdict::Same))]);
            }
        }
        let whole = ledger.load().expect("what was saved");
        let day = jiff::civil::date(2025, 6, 1);
        let relations = vec![RelationFilter::new("1"), RelationFilter::new("leads")];
        for filter in [
            Filter::default(),
            Filter::facts(),
            Filter { since: Some(day), ..Filter::default() },
            Filter { until: Some(day), ..Filter::default() },
            Filter { relations, ..Filter::default() },
        ] {
            let outline = ledger.outline(&filter).expect("what was saved").expect("a plain filter");
            let selection = whole.select(&filter);
            prop_assert_eq!(outline.actors(), selection.actors().cloned().collect::<Vec<_>>());
            for measure in [Measure::Degree, Measure::PageRank, Measure::Betweenness] {
                prop_assert_eq!(top(&&outline, measure), top(&selection, measure));
            }
            prop_assert_eq!(communities(&&outline), communities(&selection));
            for a in whole.actors().take(4) {
                for b in whole.actors() {
                    let options = PathOptions { count: 3, directed: a < b, ..PathOptions::default() };
                    let ways = routes(&&outline, &a.id, &b.id, &options);
                    let steps = ways.iter().flat_map(|way| way.windows(2));
                    let steps: Vec<_> = steps.map(|step| (step[0].clone(), step[1].clone())).collect();
                    let part = ledger.load_pairs(&steps, &[a.id.clone(), b.id.clone()]).expect("what was saved");
                    prop_assert_eq!(
                        along(&part.select(&filter), (&a.id, &b.id), &ways, options.directed),
                        path(&selection, &a.id, &b.id, &options)
                    );
                }
            }
        }
        let contested = Filter { contested: true, ..Filter::default() };
        let none = ledger.outline(&contested).expect("what was saved").is_none();
        prop_assert!(none);
    }

    #[test]
    fn json_lines_are_lossless(entries in support::entries()) {
        let graph = support::graph(&entries);
        let bytes = jsonl(&graph).into_bytes();
        let folder = tempfile::tempdir().expect("a folder for tests");
        let mut back = Vec::new();
        let input = legation::read::Input::Reader(Box::new(std::io::Cursor::new(bytes)));
        let options = legation::read::Options {
            format: legation::read::Format::named("graph-jsonl"),
            ..Default::default()
        };
        for item in legation::read::Inputs::open(vec![input], options).expect("a reader") {
            match item {
                legation::read::Item::Known { record, statements } if record.kind == legation::model::DocumentKind::Text => {
                    back.push(legation::graph::Entry::Text { record, statements });
                }
                legation::read::Item::Known { record, statements } => {
                    back.extend(statements.into_iter().map(|statement| legation::graph::Entry::Row {
                        statement: Box::new(statement),
                        publisher: record.publisher.clone(),
                    }));
                }
                other => prop_assert!(false, "{:?}", other),
            }
        }
        let loaded = ledger(&folder, "back", &[&back]).load().expect("what was saved");
        prop_assert_eq!(loaded, graph);
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
    // each case makes a dozen files
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_merge_is_a_union(
        a in support::entries(), b in support::entries(), c in support::entries(), news in support::entries(),
        taken in 0usize..4,
    ) {
        let folder = tempfile::tempdir().expect("a folder for tests");
        let (a, b) = (ledger(&folder, "a", &[&a]), ledger(&folder, "b", &[&b, &news]));
        let mut c = ledger(&folder, "c", &[&c, &news]);
        let id = c.load().expect("what was saved").documents().get(taken).map(|record| record.id.clone());
        if let Some(id) = id {
            c.remove(&id).expect("room on the disk");
        }
        let number = std::cell::Cell::new(0);
        let merged = |parts: &[&std::path::Path]| {
            number.set(number.get() + 1);
            let file = folder.path().join(number.get().to_string());
            let parts: Vec<Ledger> = parts.iter().map(|part| Ledger::open(part).expect("a graph")).collect();
            Ledger::merge(&parts, &file).expect("room on the disk").close().expect("room on the disk");
            file
        };
        let meaning = |file: &std::path::Path| Ledger::open(file).expect("a graph").load().expect("a graph");
        for part in [a, b, c] {
            part.close().expect("room on the disk");
        }
        let [a, b, c] = ["a", "b", "c"].map(|name| folder.path().join(name));
        let (ab, ba) = (merged(&[&a, &b]), merged(&[&b, &a]));
        prop_assert!(fs::read(&ab).expect("a graph") == fs::read(&ba).expect("a graph"), "not commutative");
        let (left, right) = (merged(&[&ab, &c]), merged(&[&a, &merged(&[&b, &c])]));
        prop_assert!(fs::read(&left).expect("a graph") == fs::read(&right).expect("a graph"), "not associative");
        for file in [&a, &b, &c, &left] {
            let graph = meaning(file);
            prop_assert_eq!(&meaning(&merged(&[file, file])), &graph);
            prop_assert_eq!(jsonl(&meaning(&merged(&[file]))), jsonl(&graph));
        }
        prop_assert!(meaning(&merged(&[&left, &b])) == meaning(&left), "what is in it already changes nothing");
    }
}

proptest! {
    // each case runs Graphviz
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn graphviz_accepts_every_name(entries in support::entries()) {
        let graph = support::graph(&entries);
        let dot = Format::named("dot").expect("a format").bytes(&graph.select(&Filter::default()), &Design::default());
        if let Some(Err(said)) = support::graphviz(&dot) {
            prop_assert!(false, "{}\n{}", said, String::from_utf8_lossy(&dot));
        }
    }
}

//! What a ledger keeps and what the graph makes of it, on statements made by hand.

mod support;

use legation::graph::{DocumentRecord, Entry, Filter, KnowledgeGraph, Ledger, NameError};
use legation::model::*;
use legation::query;
use support::{named, party, says};

fn alvania() -> Actor {
    named("x:alvania", "Alvania")
}

fn bordia() -> Actor {
    named("x:bordia", "Bordia")
}

fn cestria() -> Actor {
    named("x:cestria", "Cestria")
}

fn graph(statements: Vec<Statement>) -> KnowledgeGraph {
    KnowledgeGraph::new(Vec::new(), statements)
}

fn ids<'a>(actors: impl Iterator<Item = &'a Actor>) -> Vec<&'a str> {
    actors.map(|actor| actor.id.as_str()).collect()
}

fn day(text: &str) -> Option<Interval> {
    Some(Interval::parse_iso(text).expect("a day"))
}

#[test]
fn several_targets_are_several_ties_of_one_statement() {
    let mut both = says(alvania(), "threaten", bordia());
    both.targets.push(party(cestria()));
    let graph = graph(vec![both]);
    assert_eq!(graph.tie_count(), 2);
    let selection = graph.select(&Filter::default());
    assert_eq!(selection.statements().count(), 1);
    assert!(
        query::between(&graph, "x:bordia", "x:cestria", &Filter::default())
            .expect("both known")
            .statements
            .is_empty()
    );
}

#[test]
fn what_is_mutual_is_one_tie_and_seen_from_all_sides() {
    let mut there = says(alvania(), "meet", bordia());
    there.symmetric = true;
    let mut back = says(bordia(), "meet", alvania());
    back.symmetric = true;
    back.targets.push(party(cestria()));
    back.id = back.content_id();
    let graph = graph(vec![there, back]);
    assert_eq!(graph.tie_count(), 2);
    let count = |a, b| {
        query::between(&graph, a, b, &Filter::default())
            .expect("both known")
            .statements
            .len()
    };
    assert_eq!(count("x:alvania", "x:bordia"), 2);
    assert_eq!(count("x:bordia", "x:alvania"), 2);
    assert_eq!(count("x:alvania", "x:cestria"), 1);
    let shown = query::show(&graph, "x:bordia", &Filter::default()).expect("known");
    assert!(
        shown
            .ties
            .iter()
            .all(|tie| tie.direction == query::Direction::Both)
    );
    assert_eq!(shown.ties.len(), 2);
}

#[test]
fn talks_without_a_source_tie_their_targets() {
    let mut talks = says(alvania(), "talks between", bordia());
    talks.source = None;
    talks.symmetric = true;
    talks.targets = vec![party(alvania()), party(bordia())];
    assert_eq!(graph(vec![talks.clone()]).tie_count(), 1);
    talks.symmetric = false;
    assert_eq!(graph(vec![talks]).tie_count(), 0);
}

#[test]
fn only_known_actors_that_take_part_are_nodes() {
    let mut said = says(alvania(), "send", bordia());
    said.attribution = vec![party(cestria())];
    said.targets.push(Participant {
        text: "them".into(),
        span: None,
        actor: None,
    });
    assert_eq!(ids(graph(vec![said]).actors()), ["x:alvania", "x:bordia"]);
}

#[test]
fn what_is_no_fact_is_kept_and_not_shown_as_one() {
    let modal = |modality, polarity| {
        let mut statement = says(alvania(), "attack", bordia());
        (statement.modality, statement.polarity) = (modality, polarity);
        statement.id = statement.content_id();
        statement
    };
    let graph = graph(vec![
        modal(Modality::Actual, Polarity::Affirmed),
        modal(Modality::Reported, Polarity::Affirmed),
        modal(Modality::Planned, Polarity::Affirmed),
        modal(Modality::Possible, Polarity::Affirmed),
        modal(Modality::Denied, Polarity::Affirmed),
        modal(Modality::Actual, Polarity::Negated),
    ]);
    let facts = query::between(&graph, "x:alvania", "x:bordia", &Filter::facts()).expect("both known");
    assert_eq!((facts.statements.len(), facts.hidden), (2, 4));
    let all = query::between(&graph, "x:alvania", "x:bordia", &Filter::default()).expect("both known");
    assert_eq!((all.statements.len(), all.hidden), (6, 0));
    let planned = says(bordia(), "meet", cestria());
    let planned = Statement {
        modality: Modality::Planned,
        ..planned
    };
    let mut statements = graph.statements().to_vec();
    statements.push(planned);
    let graph = KnowledgeGraph::new(Vec::new(), statements);
    let way = |filter: Filter| {
        query::path(
            &graph.select(&filter),
            "x:alvania",
            "x:cestria",
            &query::PathOptions::default(),
        )
        .expect("both known")
        .paths
        .len()
    };
    assert_eq!((way(Filter::facts()), way(Filter::default())), (0, 1));
    let dot = legation::export::Format::named("dot").expect("a format");
    let dot = String::from_utf8(dot.bytes(
        &graph.select(&Filter::default()),
        &legation::export::Design::default(),
    ))
    .expect("UTF-8");
    for style in ["solid", "dashed", "dotted", "normalnonetee"] {
        assert!(dot.contains(&format!("\"{style}\"")), "{dot}");
    }
}

#[test]
fn times_are_compared_by_what_they_may_cover() {
    let at = |when: Option<Interval>| {
        let mut statement = says(alvania(), "visit", bordia());
        statement.when = when;
        statement
    };
    let admits = |when: &str, since: Option<&str>, until: Option<&str>| {
        let bound = |text: Option<&str>| text.and_then(Interval::parse_iso);
        let filter = Filter {
            since: bound(since).and_then(|since| since.start),
            until: bound(until).and_then(|until| until.end),
            ..Filter::default()
        };
        KnowledgeGraph::default().admits(&filter, &at(Interval::parse_iso(when)))
    };
    assert!(admits("2025-08", Some("2025-08-15"), None));
    assert!(admits("2025-08", None, Some("2025-08-15")));
    assert!(!admits("2025-08", Some("2025-09"), None));
    assert!(!admits("2025-08", None, Some("2025-07")));
    assert!(admits("2014/..", Some("2025"), None));
    assert!(!admits("2014/..", None, Some("2013")));
    assert!(admits("undated", None, None));
    assert!(!admits("undated", Some("2025"), None));
}

#[test]
fn names_lead_to_actors() {
    let mut one = says(named("x:1", "Borislav Ket"), "meet", named("x:2", "Anna Ket"));
    one.targets[0].text = "Premier Ket".into();
    let mut two = says(
        named("x:3", "Republic of Ostravia"),
        "warn",
        named("x:1", "Borislav Ket"),
    );
    two.source.as_mut().expect("it has one").text = "the Ostrava Palace".into();
    two.targets[0].text = "he".into();
    let graph = graph(vec![one, two]);
    let found = |name: &str| graph.find(name).map(|actor| actor.id.to_string());
    for (name, id) in [
        ("x:2", "x:2"),
        ("borislav ket", "x:1"),
        ("Anna", "x:2"),
        ("premier ket", "x:2"),
        ("The Ostrava Palace", "x:3"),
        ("ostravia", "x:3"),
    ] {
        assert_eq!(found(name), Ok(id.to_owned()), "{name}");
    }
    assert!(matches!(found("Ket"), Err(NameError::Ambiguous { candidates, .. }) if candidates.len() == 2));
    assert!(matches!(found("he"), Err(NameError::Unknown { .. })));
    match found("Borislaw Ket") {
        Err(NameError::Unknown { suggestions, .. }) => assert_eq!(suggestions[0], "Borislav Ket"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_changed_text_takes_the_place_of_the_older_one() {
    let folder = tempfile::tempdir().expect("a folder for tests");
    let file = folder.path().join("graph");
    let entry = |digest: &str, lemma: &str| Entry::Text {
        record: DocumentRecord {
            id: "report".into(),
            digest: Some(digest.to_owned()),
            ..DocumentRecord::default()
        },
        statements: vec![says(alvania(), lemma, bordia())],
    };
    let mut ledger = Ledger::create(&file).expect("a new graph");
    ledger.add(&[entry("1", "praise")]).expect("room");
    let added = ledger.add(&[entry("2", "condemn")]).expect("room");
    assert_eq!((added.documents, added.superseded, added.statements), (1, 1, 1));
    ledger.close().expect("room");
    let graph = Ledger::open(&file).expect("the graph").load().expect("the graph");
    assert_eq!(graph.documents().len(), 1);
    let lemmas: Vec<&str> = graph
        .statements()
        .iter()
        .map(|statement| statement.predicate.lemma.as_str())
        .collect();
    assert_eq!(lemmas, ["condemn"]);
    let kept: i64 = rusqlite::Connection::open(&file)
        .and_then(|database| database.query_row("SELECT count(*) FROM statements", [], |row| row.get(0)))
        .expect("the graph");
    assert_eq!(kept, 2, "the older text is history");
}

#[test]
fn dates_sort_statements_and_ties() {
    let mut late = says(alvania(), "visit", bordia());
    late.when = day("2025-02-01");
    let mut early = says(alvania(), "visit", bordia());
    early.when = day("2024-12-01");
    let graph = graph(vec![late, early]);
    let tie = graph.select(&Filter::default()).ties().next().expect("a tie");
    assert_eq!(
        tie.dates(),
        (
            day("2024-12-01").and_then(|day| day.start),
            day("2025-02-01").and_then(|day| day.start)
        )
    );
    assert_eq!(tie.statements[0].when, day("2024-12-01"));
}

#[test]
fn quotes_are_found_in_a_file_that_has_no_index_of_them_yet() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("graph");
    let mut ledger = Ledger::create(&file).expect("a new file");
    let mut said = says(alvania(), "threaten", bordia());
    said.quote = "Alvania threatened Bordia over the café.".to_owned();
    let entry = Entry::Row {
        statement: Box::new(said.clone()),
        publisher: None,
    };
    ledger.add(&[entry]).expect("room");
    drop(ledger); // as if it had been killed
    let phrases = |words: &str| vec![words.to_owned()];
    let ledger = Ledger::open(&file).expect("a graph");
    let (graph, ids) = ledger.load_quoting(&phrases("CAFE")).expect("an index");
    assert_eq!(ids.iter().collect::<Vec<_>>(), [&said.id]);
    let found = query::search(&graph, &ids, &Filter::default());
    assert_eq!(found.statements[0].quote, said.quote);
    assert!(
        ledger
            .quoting(&phrases("cafeteria"))
            .expect("an index")
            .is_empty()
    );
}

//! Which statements tell of one event, who tells of it independently, and where accounts contradict.

mod support;

use legation::graph::{Corroboration, DocumentRecord, Filter, KnowledgeGraph, Tie};
use legation::model::*;
use support::{named, party, says};

const ATTACK: &str = "Alvanian troops crossed the river Ost at dawn and attacked the garrison of Bordia, witnesses \
    in the border town told reporters. The garrison answered with mortars until noon, and both sides counted their dead.";

fn record(id: &str, publisher: Option<&str>, published: &str, text: &str) -> DocumentRecord {
    DocumentRecord {
        publisher: publisher.map(str::to_owned),
        published: Some(published.parse().expect("a day")),
        sketch: Sketch::of(text),
        id: id.into(),
        ..DocumentRecord::default()
    }
}

/// "Alvania attacked Bordia", as a document says.
fn attack(doc: &str, when: &str) -> Statement {
    let mut statement = says(
        named("x:alvania", "Alvania"),
        "attack",
        named("x:bordia", "Bordia"),
    );
    statement.doc = doc.into();
    statement.when = Interval::parse_iso(when);
    statement.id = statement.content_id();
    statement
}

fn tie(graph: &KnowledgeGraph) -> Tie<'_> {
    graph.select(&Filter::default()).ties().next().expect("a tie")
}

#[test]
fn copies_of_one_text_are_one_source_and_so_is_one_publisher() {
    let copy = format!("CESTRIA CITY (Wire) - {ATTACK} The Gazette's own correspondent has left the town.");
    let other =
        "Bordia's premier said in a speech last night that Alvania had attacked her country without warning.";
    let documents = vec![
        record("a", Some("Wire"), "2031-04-02", ATTACK),
        record("b", Some("Gazette"), "2031-04-03", &copy),
        record("c", Some("Wire"), "2031-04-03", other),
        record("d", None, "2031-04-04", "Alvania attacked Bordia."),
        record(
            "e",
            Some("Gazette"),
            "2031-04-05",
            "How the war at the river began is a long story of old quarrels.",
        ),
    ];
    let said = |docs: &[&str]| {
        let statements = docs.iter().map(|doc| attack(doc, "2031-04-02")).collect();
        let graph = KnowledgeGraph::new(documents.clone(), statements);
        let tie = tie(&graph);
        (tie.documents, tie.sources)
    };
    assert_eq!(said(&["a", "b"]), (2, 1), "a copy is its origin's account");
    assert_eq!(
        said(&["b", "c"]),
        (2, 1),
        "and so one with all that the origin says"
    );
    assert_eq!(said(&["a", "c"]), (2, 1), "one publisher");
    assert_eq!(
        said(&["b", "e"]),
        (2, 2),
        "what the copier writes itself is another's"
    );
    assert_eq!(said(&["a", "b", "c", "d", "e"]), (5, 3));
}

#[test]
fn rows_are_the_accounts_of_the_hosts_of_their_articles() {
    let row = |url: &str| {
        let mut statement = attack("table", "2031-04-02");
        statement.url = Some(url.to_owned());
        statement.quote = url.to_owned();
        statement.id = statement.content_id();
        statement
    };
    let graph = KnowledgeGraph::new(
        vec![DocumentRecord::table("table".into(), None)],
        [
            "https://www.gazette.example/1",
            "http://gazette.example/2",
            "https://wire.example/x",
            "table#row=4",
            "table#row=5",
        ]
        .map(row)
        .to_vec(),
    );
    assert_eq!(tie(&graph).sources, 3);
}

#[test]
fn reports_of_one_event_are_one_occurrence() {
    let occurrences = |times: &[&str]| {
        let said = times
            .iter()
            .zip('a'..)
            .map(|(when, doc)| attack(&doc.to_string(), when));
        tie(&KnowledgeGraph::new(Vec::new(), said.collect())).occurrences
    };
    for (times, count) in [
        (&["2031-04-02", "2031-04-02", "2031-04-04"][..], 1),
        (&["2031-04-02", "2031-04-05"], 2),
        // every day of a war is not one event
        (
            &[
                "2031-04-01",
                "2031-04-02",
                "2031-04-03",
                "2031-04-04",
                "2031-04-05",
            ],
            2,
        ),
        (&["2031-04-02", "2031-04"], 1),
        (&["2031-04-02", "2031-05"], 2),
        (&["2031-04-02", "2031-04-20", "2031-04"], 3),
        (&["2031-04", "2031-04"], 1),
        (&["2031-04-02", "undated"], 1),
        (&["undated", "undated"], 1),
        (&["0001-01-01", "9999-12-31", "../0001-01-02", "9999/.."], 2),
    ] {
        assert_eq!(occurrences(times), count, "{times:?}");
    }
}

#[test]
fn only_the_same_deed_of_the_same_actors_is_one_occurrence() {
    let consult = |mode: &str, swapped: bool, symmetric: bool| {
        let mut statement = attack(mode, "2031-04-02");
        statement.relation = Some(Relation::Event(Event {
            event: PloverEvent::Consult,
            mode: Some(mode.into()),
            contexts: Vec::new(),
            cameo: None,
            quad: PloverEvent::Consult.quad(),
            score: 1.0,
        }));
        statement.symmetric = symmetric;
        if swapped {
            let source = statement.source.replace(party(named("x:bordia", "Bordia")));
            statement.targets = source.into_iter().collect();
        }
        statement.id = statement.content_id();
        statement
    };
    let met = vec![
        consult("visit", false, false),
        consult("meet", true, false),
        consult("phone", true, true),
    ];
    let record = |id: &str| record(id, None, "2031-04-02", id);
    let graph = KnowledgeGraph::new(["visit", "meet", "phone"].map(record).to_vec(), met);
    for statement in graph.statements() {
        assert_eq!(
            graph.corroboration(statement),
            Corroboration {
                sources: 3,
                contested: false
            }
        );
    }
    let mut back = attack("b", "2031-04-02");
    back.source = Some(party(named("x:bordia", "Bordia")));
    back.targets = vec![party(named("x:alvania", "Alvania"))];
    back.id = back.content_id();
    let graph = KnowledgeGraph::new(Vec::new(), vec![attack("a", "2031-04-02"), back]);
    assert!(
        graph
            .statements()
            .iter()
            .all(|statement| graph.corroboration(statement).sources == 1)
    );
}

#[test]
fn contradicting_accounts_are_contested_and_both_shown() {
    let with = |doc: &str, when: &str, polarity, modality, speaker: Option<&str>| {
        let mut statement = attack(doc, when);
        (statement.polarity, statement.modality) = (polarity, modality);
        statement.attribution = speaker
            .into_iter()
            .map(|name| party(named(&format!("x:{name}"), name)))
            .collect();
        statement.id = statement.content_id();
        statement
    };
    use Modality::{Actual, Denied, Planned};
    use Polarity::{Affirmed, Negated};
    let told = with("a", "2031-04-02", Affirmed, Actual, None);
    let contested = |other: Statement| {
        let graph = KnowledgeGraph::new(Vec::new(), vec![told.clone(), other]);
        let flags: Vec<bool> = graph
            .statements()
            .iter()
            .map(|statement| graph.corroboration(statement).contested)
            .collect();
        assert_eq!(flags[0], flags[1]);
        let facts = graph.select(&Filter::facts());
        let filter = Filter {
            contested: true,
            ..Filter::default()
        };
        assert_eq!(
            graph.select(&filter).statements().count(),
            if flags[0] { 2 } else { 0 }
        );
        assert_eq!(
            facts.ties().next().expect("the attack").contested,
            flags[0],
            "hidden denials count"
        );
        flags[0]
    };
    assert!(contested(with("b", "2031-04-02", Negated, Actual, None)));
    assert!(contested(with(
        "b",
        "2031-04-03",
        Affirmed,
        Denied,
        Some("Alvania")
    )));
    assert!(
        contested(with("a", "2031-04-02", Affirmed, Denied, Some("Alvania"))),
        "the paper quotes a denial"
    );
    assert!(
        !contested(with("a", "2031-04-02", Negated, Actual, None)),
        "nobody contradicts himself"
    );
    assert!(
        !contested(with("b", "2031-06-02", Negated, Actual, None)),
        "another day"
    );
    assert!(
        !contested(with("b", "2031-04-02", Negated, Planned, None)),
        "no plan is no denial"
    );
    let documents = vec![
        record("a", Some("Wire"), "2031-04-02", ATTACK),
        record(
            "b",
            Some("Gazette"),
            "2031-04-02",
            "Nobody attacked anybody, says the Gazette.",
        ),
    ];
    let denial = with("b", "2031-04-02", Negated, Actual, None);
    let graph = KnowledgeGraph::new(documents, vec![told.clone(), denial]);
    assert_eq!(
        graph.corroboration(&graph.statements()[0]).sources,
        1,
        "a denial bears nothing out"
    );
    let two = Filter {
        min_sources: 2,
        ..Filter::default()
    };
    assert_eq!(graph.select(&two).ties().len(), 0);
}

#[test]
fn a_part_of_a_tie_is_counted_anew() {
    let mut planned = attack("b", "2031-05-02");
    planned.modality = Modality::Planned;
    planned.id = planned.content_id();
    let graph = KnowledgeGraph::new(Vec::new(), vec![attack("a", "2031-04-02"), planned]);
    let whole = tie(&graph);
    assert_eq!((whole.documents, whole.sources, whole.occurrences), (2, 2, 2));
    let part = whole
        .only(|statement| statement.modality == Modality::Planned)
        .expect("one");
    assert_eq!(
        (
            part.documents,
            part.sources,
            part.occurrences,
            part.statements.len()
        ),
        (1, 1, 1, 1)
    );
    assert!(whole.only(|_| false).is_none());
}

//! Statements of every shape, for the laws and the formats.

#![allow(dead_code, reason = "each test program uses a part of it")]

#[path = "../skip/mod.rs"]
pub mod skip;

use std::io::Write as _;
use std::process::{Command, Stdio};

use jiff::civil::Date;
use legation::graph::{DocumentKind, DocumentRecord, Entry, KnowledgeGraph};
use legation::model::*;
use proptest::prelude::*;
use skip::skipped;

/// Names that break careless programs.
pub const HOSTILE: [&str; 21] = [
    "",
    " ",
    "a \"quoted\" name",
    "ends in a backslash \\",
    "\\\"",
    "two\nlines\r\nand\ttabs",
    "nul\0inside",
    "<script>alert(1)</script> & &amp; &lt;",
    "\u{202e}right to left\u{202c}",
    "שלום العالم",
    "👩‍👩‍👧‍👦 \u{1F1F7}\u{1F1FA}",
    "-> -- ; { } [ ] = , ( ) / : # //",
    "'; DROP TABLE statements; --",
    "\u{fffd}\u{fffe}\u{1b}[31mred",
    "not",
    "..",
    "</script><svg onload=alert(1)>",
    "\" onmouseover=\"alert(1)\" x='",
    "<foreignObject><iframe srcdoc='<script>alert(1)</script>'></iframe></foreignObject>",
    "javascript:alert(1)",
    "]]> --> */ </style></title></textarea>",
];

pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{1,6}( [A-Za-z]{1,6})?",
        2 => prop::sample::select(&HOSTILE[..]).prop_map(str::to_owned),
        2 => ".{0,12}",
        1 => Just("x".repeat(10_000)),
    ]
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z]{1,8}",
        prop::sample::select(&HOSTILE[..]).prop_map(str::to_owned)
    ]
}

pub fn date() -> impl Strategy<Value = Date> {
    (1i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day))
}

fn span() -> impl Strategy<Value = Span> {
    (0u32..10_000, 0u32..100).prop_map(|(start, length)| Span::new(start, start + length))
}

fn one_of<T: Copy + std::fmt::Debug + 'static>(
    all: &'static [(T, &'static str)],
) -> impl Strategy<Value = T> {
    prop::sample::select(all).prop_map(|(value, _)| value)
}

/// A few actors, so that statements meet; now and then one is described in another way.
pub fn actor() -> impl Strategy<Value = Actor> {
    let country = prop::option::of(prop::sample::select(&["ALV", "BRD"][..]));
    (
        0usize..6,
        one_of(ActorKind::ALL),
        country,
        prop::option::of(one_of(Sector::ALL)),
        word(),
    )
        .prop_map(|(number, kind, country, sector, word)| Actor {
            id: format!("x:{number}").into(),
            name: if number < 4 {
                HOSTILE[number + 2].into()
            } else {
                word.into()
            },
            kind,
            country: country.map(Into::into),
            sector,
        })
}

fn participant() -> impl Strategy<Value = Participant> {
    (
        text(),
        prop::option::of(span()),
        prop::option::weighted(0.8, actor()),
    )
        .prop_map(|(text, span, actor)| Participant { text, span, actor })
}

fn relation() -> impl Strategy<Value = Relation> {
    let event = (
        one_of(PloverEvent::ALL),
        prop::option::of(word()),
        prop::collection::vec(word(), 0..3),
        prop::option::of("[0-2][0-9]{1,3}"),
        -10f32..10f32,
    );
    prop_oneof![
        event.prop_map(|(event, mode, contexts, cameo, score)| Relation::Event(Event {
            event,
            mode: mode.map(Into::into),
            contexts: contexts.into_iter().map(Into::into).collect(),
            cameo: cameo.map(Into::into),
            quad: event.quad(),
            score,
        })),
        one_of(Affiliation::ALL).prop_map(|affiliation| Relation::Affiliation { affiliation }),
    ]
}

pub fn interval() -> impl Strategy<Value = Interval> {
    (
        prop::option::of(date()),
        prop::option::of(date()),
        one_of(Precision::ALL),
        text(),
    )
        .prop_map(|(a, b, precision, text)| {
            let (start, end) = match (a, b) {
                (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
                open => open,
            };
            Interval {
                start,
                end,
                precision,
                text,
            }
        })
}

fn place() -> impl Strategy<Value = Place> {
    (text(), prop::option::of(span()), prop::option::of(word())).prop_map(|(text, span, country)| Place {
        text,
        span,
        country: country.map(Into::into),
    })
}

fn quantity() -> impl Strategy<Value = Quantity> {
    (-1e12f64..1e12, word(), text(), text()).prop_map(|(value, bound, unit, text)| Quantity {
        value,
        bound: bound.into(),
        unit,
        text,
    })
}

fn argument() -> impl Strategy<Value = Argument> {
    (word(), prop::option::of(word()), text(), span()).prop_map(|(role, case, text, span)| Argument {
        role: role.into(),
        case: case.map(Into::into),
        text,
        span,
    })
}

/// A statement of any shape, still without a document.
pub fn statement() -> impl Strategy<Value = Statement> {
    let said = (
        prop::option::of(span()),
        text(),
        prop::option::weighted(0.9, participant()),
        text(),
        text(),
        prop::collection::vec(span(), 0..3),
        prop::option::of(relation()),
        prop::collection::vec(participant(), 0..4),
        prop::collection::vec(argument(), 0..2),
    );
    let standing = (
        one_of(Polarity::ALL),
        one_of(Modality::ALL),
        prop::collection::vec(participant(), 0..2),
        prop::option::of(interval()),
        prop::option::of(place()),
        prop::option::of(quantity()),
        any::<bool>(),
        0f32..1f32,
        word(),
        prop::option::of(text()),
    );
    (said, standing).prop_map(|(said, standing)| {
        let (sentence, quote, source, words, lemma, spans, relation, targets, arguments) = said;
        let (polarity, modality, attribution, when, place, quantity, symmetric, confidence, rule, url) =
            standing;
        Statement {
            id: StatementId::default(),
            doc: DocumentId::default(),
            published: None,
            sentence,
            quote,
            source,
            predicate: Predicate {
                text: words,
                lemma,
                spans,
                key: PredicateKey::default(),
            },
            relation,
            targets,
            arguments,
            polarity,
            modality,
            attribution,
            when,
            place,
            quantity,
            symmetric,
            confidence,
            rule: rule.into(),
            url,
        }
    })
}

fn record(id: String) -> impl Strategy<Value = DocumentRecord> {
    let fields = (
        prop::option::of(text()),
        prop::option::of(date()),
        prop::option::of(word()),
        prop::option::of(text()),
    );
    fields.prop_map(move |(title, published, publisher, url)| DocumentRecord {
        id: id.as_str().into(),
        kind: DocumentKind::Text,
        digest: Some(format!("digest of {id}")),
        title,
        published,
        publisher,
        url,
        ..DocumentRecord::default()
    })
}

/// Texts with different ids, and rows of two tables, in any order.
pub fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let texts = (0usize..4).prop_flat_map(|count| {
        (0..count)
            .map(|number| {
                let id = format!("{}{number}", HOSTILE[number + 4]);
                (record(id), prop::collection::vec(statement(), 0..4)).prop_map(|(record, mut statements)| {
                    for statement in &mut statements {
                        statement.doc = record.id.clone();
                        statement.published = record.published;
                        statement.id = statement.content_id();
                    }
                    let mut seen = std::collections::BTreeSet::new();
                    statements.retain(|statement| seen.insert(statement.id.clone()));
                    Entry::Text { record, statements }
                })
            })
            .collect::<Vec<_>>()
    });
    let row =
        (statement(), 0usize..2, prop::option::of(word())).prop_map(|(mut statement, table, publisher)| {
            statement.doc = format!("table {table}").into();
            statement.id = statement.content_id();
            Entry::Row {
                statement: Box::new(statement),
                publisher,
            }
        });
    (texts, prop::collection::vec(row, 0..4))
        .prop_map(|(texts, rows)| texts.into_iter().chain(rows).collect::<Vec<_>>())
        .prop_shuffle()
}

/// The graph that entries should make, without any file between.
pub fn graph(entries: &[Entry]) -> KnowledgeGraph {
    let mut documents: Vec<DocumentRecord> = Vec::new();
    let mut statements: Vec<Statement> = Vec::new();
    for entry in entries {
        match entry {
            Entry::Text {
                record,
                statements: said,
            } => {
                documents.push(record.clone());
                statements.extend(said.iter().cloned());
            }
            Entry::Row { statement, publisher } => {
                match documents.iter_mut().find(|document| document.id == statement.doc) {
                    Some(known) => {
                        known.publisher = match (known.publisher.take(), publisher.clone()) {
                            (Some(a), Some(b)) => Some(a.min(b)),
                            (a, b) => a.or(b),
                        }
                    }
                    None => documents.push(DocumentRecord::table(statement.doc.clone(), publisher.clone())),
                }
                if !statements
                    .iter()
                    .any(|known| known.doc == statement.doc && known.id == statement.id)
                {
                    statements.push((**statement).clone());
                }
            }
        }
    }
    KnowledgeGraph::new(documents, statements)
}

/// A state of this id and name.
pub fn named(id: &str, name: &str) -> Actor {
    Actor {
        id: id.into(),
        name: name.into(),
        kind: ActorKind::State,
        country: Some("ALV".into()),
        sector: None,
    }
}

/// Somebody known, as a statement has them.
pub fn party(actor: Actor) -> Participant {
    Participant {
        text: actor.name.to_string(),
        span: None,
        actor: Some(actor),
    }
}

/// A statement that one actor does something to another, in the document "report".
pub fn says(source: Actor, lemma: &str, target: Actor) -> Statement {
    let mut statement = Statement {
        id: StatementId::default(),
        doc: "report".into(),
        published: None,
        sentence: None,
        quote: lemma.to_owned(),
        source: Some(party(source)),
        predicate: Predicate {
            text: lemma.to_owned(),
            lemma: lemma.to_owned(),
            ..Predicate::default()
        },
        relation: None,
        targets: vec![party(target)],
        arguments: Vec::new(),
        polarity: Polarity::Affirmed,
        modality: Modality::Actual,
        attribution: Vec::new(),
        when: None,
        place: None,
        quantity: None,
        symmetric: false,
        confidence: 0.5,
        rule: "hand".into(),
        url: None,
    };
    statement.id = statement.content_id();
    statement
}

/// What Graphviz makes of a DOT file: `None`, loudly, where it is not installed.
pub fn graphviz(dot: &[u8]) -> Option<Result<String, String>> {
    let child = Command::new("dot")
        .arg("-Tcanon")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        skipped("Graphviz is not installed, so nobody checks the DOT files (apt install graphviz)");
        return None;
    };
    let mut stdin = child.stdin.take().expect("it was piped");
    let dot = dot.to_vec();
    // dot writes while it reads
    let writer = std::thread::spawn(move || stdin.write_all(&dot));
    let output = child.wait_with_output().expect("dot runs");
    let _ = writer.join();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Some(if output.status.success() && said.is_empty() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(said)
    })
}

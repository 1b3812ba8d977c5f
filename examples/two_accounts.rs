//! A graph in memory, without a file: what is said between two actors, and who says it.
//!
//!     cargo run --example two_accounts

use legation::graph::{DocumentRecord, Filter, KnowledgeGraph};
use legation::model::Document;
use legation::pipeline::{Options, Pipeline, has_actor};
use legation::query;

const ACCOUNTS: [(&str, &str); 2] = [
    (
        "courier-1",
        "The Kremlin said that Vladimir Putin had held a phone call with Kim Jong Un. Putin thanked Kim for his support.",
    ),
    (
        "wire-7",
        "According to KCNA, Putin and Kim Jong Un discussed the partnership treaty.",
    ),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pipeline = Pipeline::new(Options::default())?;
    let (mut records, mut statements) = (Vec::new(), Vec::new());
    for (id, text) in ACCOUNTS {
        let document = Document {
            id: id.into(),
            text: text.to_owned(),
            published: Some("2025-08-12".parse()?),
            ..Document::default()
        };
        statements.extend(pipeline.statements(&document).into_iter().filter(has_actor));
        records.push(DocumentRecord::of(&document));
    }
    let graph = KnowledgeGraph::new(records, statements);

    let (putin, kim) = (graph.find("Putin")?, graph.find("Kim Jong-un")?);
    let answer =
        query::between(&graph, &putin.id, &kim.id, &Filter::facts()).ok_or("both are in the graph")?;
    println!("{} and {}", putin.name, kim.name);
    for evidence in &answer.statements {
        let said_by = match evidence.said_by.first() {
            Some(speaker) => format!(", says {speaker}"),
            None => String::new(),
        };
        println!("  {}{said_by}: {}", evidence.relation, evidence.quote);
    }
    Ok(())
}

//! The `yes:` and `no:` sentences of the predicate lexicon, from raw text through the whole chain.

use legation::lexicon::Verbs;
use legation::model::{Document, Relation, Statement};
use legation::pipeline::{Options, Pipeline};

/// Share of the `yes:` sentences in which some statement has the block's event or tie, and of the `no:`
/// sentences in which no statement has it between two actors. Failures are the parser's and extraction's;
/// a retrained model moves the shares, so the floors leave a little room.
const FOUND: f64 = 0.86;
const FREE: f64 = 0.97;

fn has(statement: &Statement, sense: &str) -> bool {
    match &statement.relation {
        Some(Relation::Event(event)) => event.event.name() == sense,
        Some(Relation::Affiliation { .. }) => sense == "AFFILIATION",
        None => false,
    }
}

fn between_actors(statement: &Statement) -> bool {
    statement.source.iter().any(|p| p.actor.is_some()) && statement.targets.iter().any(|p| p.actor.is_some())
}

#[test]
fn the_lexicons_sentences() {
    let pipeline = Pipeline::new(Options { threads: Some(1) }).expect("one thread can be started");
    let (mut found, mut yes, mut free, mut no) = (0, 0, 0, 0);
    for example in Verbs::examples().expect("the embedded examples are well-formed") {
        let document = Document {
            id: "proof".into(),
            text: example.text.to_string(),
            ..Document::default()
        };
        let statements = pipeline.statements(&document);
        let any = |test: &dyn Fn(&Statement) -> bool| statements.iter().any(test);
        // what NONE.txt shows is that nothing happens between actors
        let right = if example.yes && example.sense != "NONE" {
            yes += 1;
            any(&|s| has(s, &example.sense))
        } else {
            no += 1;
            let event = |s: &Statement| {
                between_actors(s)
                    && (has(s, &example.sense) || example.sense == "NONE" && s.relation.is_some())
            };
            !any(&event)
        };
        match (example.yes, right) {
            (true, true) if example.sense != "NONE" => found += 1,
            (_, true) => free += 1,
            (yes, false) => println!(
                "{} {} {}",
                example.place,
                if yes { "missed:" } else { "false:" },
                example.text
            ),
        }
    }
    let (found, free) = (f64::from(found) / f64::from(yes), f64::from(free) / f64::from(no));
    println!("yes: {found:.3} of {yes} found; no: {free:.3} of {no} free");
    assert!(
        found >= FOUND,
        "{found:.3} of the yes: sentences, less than {FOUND}"
    );
    assert!(free >= FREE, "{free:.3} of the no: sentences, less than {FREE}");
}

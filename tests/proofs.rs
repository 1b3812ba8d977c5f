//! The `yes:` and `no:` sentences of the predicate lexicon, from raw text through the whole chain.

use legation::code::counted;
use legation::lexicon::Verbs;
use legation::model::{Document, Relation, Statement};
use legation::pipeline::{Options, Pipeline};

/// Share of the `yes:` sentences in which some statement has the block's event or tie, and of the `no:`
/// sentences in which no statement has it between two actors. Failures are the parser's and extraction's;
/// a retrained model moves the shares, so the floors leave a little room.
const FOUND: f64 = 0.86;
const FREE: f64 = 0.97;

/// The same shares of the codebook's examples, where an event's mode counts, too.
const BOOK_FOUND: f64 = 0.8;
const BOOK_FREE: f64 = 0.9;

/// Whether the statement has it by its words, or as PLOVER counts them: a planned visit is AGREE.
fn has(statement: &Statement, sense: &str) -> bool {
    if counted(statement).is_some_and(|event| event.event.name() == sense) {
        return true;
    }
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

/// The codebook's examples: event or event and mode, whether it is one, and the sentence.
fn codebook() -> Vec<(String, bool, String)> {
    let mut examples = Vec::new();
    let mut event = "";
    for line in include_str!("../data/ontology/README.md").lines() {
        let sentence = |text: &str| {
            text.split_once(" (")
                .map_or(text, |(sentence, _)| sentence)
                .to_owned()
        };
        if let Some(name) = line.strip_prefix("## ") {
            event = name;
        } else if let Some(text) = line.strip_prefix("- Yes: ") {
            examples.push((event.to_owned(), true, sentence(text)));
        } else if let Some(text) = line.strip_prefix("- No: ") {
            examples.push((event.to_owned(), false, sentence(text)));
        } else if let [_, mode, _, _, yes, no, _] = line.split('|').map(str::trim).collect::<Vec<_>>()[..]
            && let Some(mode) = mode.strip_prefix('`').and_then(|mode| mode.strip_suffix('`'))
        {
            examples.push((format!("{event}:{mode}"), true, sentence(yes)));
            examples.push((format!("{event}:{mode}"), false, sentence(no)));
        }
    }
    examples
}

#[test]
fn the_codebooks_sentences() {
    let pipeline = Pipeline::new(Options { threads: Some(1) }).expect("one thread can be started");
    let examples = codebook();
    assert_eq!(examples.len(), 2 * (16 + 67));
    let (mut found, mut free) = (0, 0);
    for (label, yes, text) in &examples {
        let document = Document {
            id: "codebook".into(),
            text: text.clone(),
            ..Document::default()
        };
        let any = pipeline.statements(&document).iter().any(|statement| {
            let given = statement
                .relation
                .as_ref()
                .map(Relation::label)
                .unwrap_or_default();
            let planned = counted(statement).map(|event| event.event.name().to_owned());
            let name = given.split(':').next().unwrap_or_default();
            given == *label || name == label || planned.as_ref() == Some(label)
        });
        match (yes, any) {
            (true, true) => found += 1,
            (false, false) => free += 1,
            _ => println!("{label} {} {text}", if *yes { "missed:" } else { "false:" }),
        }
    }
    let half = examples.len() as f64 / 2.0;
    let (found, free) = (f64::from(found) / half, f64::from(free) / half);
    println!("codebook: yes {found:.3} found; no {free:.3} free");
    assert!(found >= BOOK_FOUND, "{found:.3} of the codebook's examples");
    assert!(free >= BOOK_FREE, "{free:.3} of the codebook's counter-examples");
}

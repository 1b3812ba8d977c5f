//! Scores the coding of relations against gold and prints a table.
//!
//!     cargo run --release --example score_relations -- FILE.jsonl [--errors]
//!
//! Each line of the file is `{"id","text","events":[{"source","target","code","quad"}]}`; a code is a PLOVER event, or YIELD
//! for CONCEDE and RETREAT together. Printed are, with the pair given, accuracy and macro-F1 of the root (15
//! classes), the quad class and cooperation against conflict, where no answer is a wrong one; and end to end, how
//! often some statement of the text has the pair, and the pair with the root. "rules" is the rules' closest answer without the
//! learnt model. That model has learnt from plover_train.jsonl: on that file the honest figures are those of the
//! cross-validation that `training/relations.py fit` prints. `--errors` lists what went wrong.

use std::collections::BTreeMap;

use legation::code::counted;
use legation::lexicon::Ontology;
use legation::model::{Document, Event, Line, Pair, Participant, PloverEvent, Pointer, Relation, Statement};
use legation::pipeline::{Options, Pipeline};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    events: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    source: String,
    target: String,
    code: String,
}

/// Right answers, and for each class how often it was due, given, and rightly given.
#[derive(Default)]
struct Table {
    due: BTreeMap<String, [u32; 3]>,
    right: u32,
    all: u32,
}

impl Table {
    fn add(&mut self, gold: &str, given: &str) {
        self.all += 1;
        self.due.entry(gold.to_owned()).or_default()[0] += 1;
        self.due.entry(given.to_owned()).or_default()[1] += 1;
        if gold == given {
            self.right += 1;
            self.due.entry(gold.to_owned()).or_default()[2] += 1;
        }
    }

    fn accuracy(&self) -> f64 {
        f64::from(self.right) / f64::from(self.all.max(1))
    }

    /// Mean F1 of the classes that the gold has.
    fn macro_f1(&self) -> f64 {
        let classes: Vec<f64> = self
            .due
            .values()
            .filter(|counts| counts[0] > 0)
            .map(|[due, given, right]| 2.0 * f64::from(*right) / f64::from(due + given))
            .collect();
        classes.iter().sum::<f64>() / classes.len().max(1) as f64
    }
}

/// The classes of the gold: its labels were translated from CAMEO codes (sanctions are COERCE there, a conviction ACCUSE, all of
/// root 19 ASSAULT, a promise to yield AGREE), and it makes one of CONCEDE and RETREAT and calls it material.
fn root(event: &Event) -> &'static str {
    let by_code = event
        .cameo
        .as_deref()
        .filter(|code| code.len() > 2)
        .and_then(|code| match &code[..2] {
            "19" => Some(PloverEvent::Assault),
            _ => Ontology::embedded().event_of_cameo(code),
        });
    straight(by_code.unwrap_or(event.event))
}

/// The gold's class of the rules' closest answer, by the features that tell it and its code.
fn by_rules(features: &[String]) -> String {
    let value = |name: &str| features.iter().find_map(|feature| feature.strip_prefix(name));
    let Some(event) = value("answer1=").and_then(PloverEvent::from_name) else {
        return "-".to_owned();
    };
    let coded = Event {
        event,
        mode: None,
        contexts: Vec::new(),
        cameo: value("cameo=").map(Into::into),
        quad: event.quad(),
        score: 0.0,
    };
    root(&coded).to_owned()
}

/// The event by its name alone, with the gold's YIELD.
fn straight(event: PloverEvent) -> &'static str {
    match event {
        PloverEvent::Concede | PloverEvent::Retreat => "YIELD",
        event => event.name(),
    }
}

fn quad(root: &str) -> &'static str {
    match root {
        "AGREE" | "CONSULT" | "SUPPORT" => "1",
        "COOPERATE" | "AID" | "YIELD" => "2",
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => "3",
        "-" => "-",
        _ => "4",
    }
}

fn binary(root: &str) -> &'static str {
    match quad(root) {
        "1" | "2" => "cooperation",
        "-" => "-",
        _ => "conflict",
    }
}

/// Whether a participant is the gold's phrase: one holds the other's words, or both mean the same head.
fn is(participant: &Participant, gold: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.replace('.', "") // "U.S." is one word
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 1 && !matches!(*word, "the" | "The" | "of" | "in" | "and"))
            .map(str::to_lowercase)
            .collect()
    };
    let (ours, theirs) = (words(&participant.text), words(gold));
    !ours.is_empty() && !theirs.is_empty() && {
        let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
        within(&ours, &theirs) || within(&theirs, &ours)
    }
}

fn has_pair(statement: &Statement, gold: &Gold) -> bool {
    let open = gold.target == "a recipient";
    let target = |name: &str| statement.targets.iter().any(|target| is(target, name));
    let source = |name: &str| statement.source.iter().any(|source| is(source, name));
    let straight = source(&gold.source) && (open || target(&gold.target));
    straight || (statement.symmetric && source(&gold.target) && target(&gold.source))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let errors = arguments.iter().any(|argument| argument == "--errors");
    arguments.retain(|argument| argument != "--errors");
    let pipeline = Pipeline::new(Options { threads: Some(1) })?;
    for path in arguments {
        let mut rules = Table::default();
        let (mut roots, mut quads, mut binaries) = (Table::default(), Table::default(), Table::default());
        let mut by_rule: BTreeMap<String, [u32; 2]> = BTreeMap::new();
        let (mut pairs, mut both, mut all) = (0, 0, 0);
        for line in std::fs::read_to_string(&path)?.lines() {
            let row: Row = serde_json::from_str(line)?;
            let document = Document {
                id: row.id.as_str().into(),
                text: row.text,
                ..Document::default()
            };
            let statements = pipeline.statements(&document);
            for gold in &row.events {
                let pair = Pair {
                    document: document.clone(),
                    source: Pointer::Name(gold.source.clone()),
                    target: Pointer::Name(gold.target.clone()),
                };
                let pair = [pair];
                rules.add(&gold.code, &by_rules(&pipeline.features(&pair)[0]));
                let tie = pipeline.ties(&pair).remove(0);
                let given = match &tie.relation {
                    Some(Relation::Event(event)) => root(event),
                    _ => "-",
                };
                roots.add(&gold.code, given);
                quads.add(quad(&gold.code), quad(given));
                binaries.add(binary(&gold.code), binary(given));
                let rule = tie.rule.split(':').next().unwrap_or_default();
                let counts = by_rule.entry(rule.to_owned()).or_default();
                counts[0] += u32::from(given == gold.code);
                counts[1] += 1;
                all += 1;
                let with_pair: Vec<&Statement> = statements.iter().filter(|s| has_pair(s, gold)).collect();
                pairs += u32::from(!with_pair.is_empty());
                let found = with_pair
                    .iter()
                    .filter_map(|s| counted(s))
                    .any(|event| root(&event) == gold.code || straight(event.event) == gold.code);
                both += u32::from(found);
                if errors && (given != gold.code || !found) {
                    println!(
                        "{} {} for {} by {}{}: {} > {}\n    {}",
                        row.id,
                        given,
                        gold.code,
                        tie.rule,
                        match (with_pair.is_empty(), found) {
                            (true, _) => ", no pair",
                            (_, false) => ", pair without root",
                            _ => "",
                        },
                        gold.source,
                        gold.target,
                        document.text
                    );
                    for statement in &statements {
                        println!("      {} [{}]", Line::from(statement), statement.rule);
                    }
                }
            }
        }
        println!("{path}: {all} pairs");
        println!("                 accuracy  macro-F1");
        let tables = [
            ("root", &roots),
            ("quad", &quads),
            ("binary", &binaries),
            ("root, rules", &rules),
        ];
        for (name, table) in tables {
            println!("  {name:<14} {:.4}    {:.4}", table.accuracy(), table.macro_f1());
        }
        for (name, [due, given, right]) in &roots.due {
            println!("    {name:<10} due {due:4} given {given:4} right {right:4}");
        }
        println!("  by rule, right of all");
        for (rule, [right, given]) in &by_rule {
            println!("    {rule:<16} {right:4} {given:4}");
        }
        let share = |count: u32| f64::from(count) / f64::from(all.max(1));
        println!(
            "  end to end     pair {:.4}    pair and root {:.4}",
            share(pairs),
            share(both)
        );
    }
    Ok(())
}

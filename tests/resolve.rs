//! Who is meant by mentions that stand by themselves, `tests/cases/resolve/mentions.tsv`, and by mentions in two texts,
//! `merges.tsv`.

use jiff::civil::Date;
use legation::model::{ActorId, Document, Line, Participant};
use legation::pipeline::{Options, Pipeline};
use legation::resolve::identify;

const MENTIONS: &str = include_str!("cases/resolve/mentions.tsv");

/// The share of mentions that must be right.
const FLOOR: f64 = 0.97;

#[test]
fn mentions_mean_who_they_mean() {
    let rows = MENTIONS.lines().filter(|line| !line.starts_with('#')).skip(1);
    let (mut all, mut right) = (0, 0);
    for row in rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let [name, date, meant, context] = cells[..] else {
            panic!("not four cells: {row}");
        };
        let on: Date = date.parse().expect("a day");
        let identity = identify(name, Some(on), Some(context).filter(|text| !text.is_empty()));
        let first = identity.candidates.first();
        let found = match first {
            Some(first) => [
                first.record.id().to_string(),
                first.record.name().to_string(),
                first.record.wikidata().unwrap_or_default(),
            ],
            None => ["-".to_owned(), String::new(), String::new()],
        };
        all += 1;
        if found.iter().any(|found| found == meant) {
            right += 1;
        } else {
            eprintln!("{name} ({date}): {meant} is meant, found {}", found.join(" "));
        }
    }
    let share = f64::from(right) / f64::from(all);
    eprintln!("{right} of {all} mentions right: {share:.3}");
    assert!(all >= 200 && share >= FLOOR, "{right} of {all}");
}

const MERGES: &str = include_str!("cases/resolve/merges.tsv");

/// The share of pairs of mentions of one actor that must be found to be one.
const FLOOR_SAME: f64 = 0.8;

#[test]
fn actors_of_two_texts_are_one_only_if_they_are() {
    let pipeline = Pipeline::new(Options::default()).expect("threads");
    let rows = MERGES.lines().filter(|line| !line.starts_with('#')).skip(1);
    let (mut all, mut found, mut same, mut joined) = (0, 0, 0, 0);
    let mut wrong = Vec::new();
    for (number, row) in rows.enumerate() {
        let cells: Vec<&str> = row.split('\t').collect();
        let [judged, text, mention, other_text, other_mention] = cells[..] else {
            panic!("not five cells: {row}");
        };
        let one = meant(&pipeline, &format!("{number}-a"), text, mention);
        let other = meant(&pipeline, &format!("{number}-b"), other_text, other_mention);
        all += 1;
        found += u32::from(one.is_some() && other.is_some());
        let one_actor = one.is_some() && one == other;
        match judged {
            "same" => {
                same += 1;
                joined += u32::from(one_actor);
                if !one_actor {
                    eprintln!("not joined: {mention} {one:?} and {other_mention} {other:?}");
                }
            }
            _ if one_actor => wrong.push(format!("{text} | {other_text}: {one:?}")),
            _ => {}
        }
    }
    eprintln!("{all} pairs, {found} with both mentions; {joined} of {same} joined");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all >= 100 && found * 10 >= all * 9, "{found} of {all}");
    assert!(
        f64::from(joined) >= FLOOR_SAME * f64::from(same),
        "{joined} of {same}"
    );
}

/// The actor of the last mention in a text with these words.
fn meant(pipeline: &Pipeline, id: &str, text: &str, mention: &str) -> Option<ActorId> {
    let document = Document {
        id: id.into(),
        text: text.into(),
        published: "2016-05-01".parse().ok(),
        ..Document::default()
    };
    let statements = pipeline.statements(&document);
    let named = |participant: &&Participant| participant.text.contains(mention);
    let actors = statements.iter().rev().flat_map(|statement| {
        let participants = statement.source.iter().chain(&statement.targets);
        participants
            .filter(named)
            .filter_map(|participant| participant.actor.as_ref())
    });
    actors.map(|actor| actor.id.clone()).next()
}

/// "Russian and Ukrainian troops" are two parties, each with its own actor.
#[test]
fn each_owner_of_a_plural_is_a_party() {
    let pipeline = Pipeline::new(Options::default()).expect("threads");
    for (text, due) in [
        (
            "Russian and Ukrainian troops clashed.",
            "(RUS/Russian Armed Forces)<-[ASSAULT \"clash\"]->(UKR/Armed Forces of Ukraine)",
        ),
        (
            "Talks between Israeli and Palestinian officials began.",
            "(ISR/Government of Israel)<-[CONSULT \"talk\"]->(PSE/Palestinian Authority)",
        ),
        (
            "Iran criticised the presidents of Russia and Ukraine.",
            "(IRN/Iran)-[ACCUSE:disapprove \"criticise\"]->(RUS/Vladimir Putin), (UKR/Petro Poroshenko)",
        ),
        (
            "The foreign ministers of Germany, France and Italy condemned Iran.",
            "(DEU/Frank-Walter Steinmeier)-[ACCUSE:disapprove \"condemn\"]->(IRN/Iran)",
        ),
    ] {
        let document = Document {
            id: "a text".into(),
            text: text.into(),
            published: "2016-05-01".parse().ok(),
            ..Document::default()
        };
        let lines: Vec<String> = pipeline
            .statements(&document)
            .iter()
            .map(|statement| Line::from(statement).to_string())
            .collect();
        assert!(
            lines.iter().any(|line| line == due),
            "{text}\n{}",
            lines.join("\n")
        );
    }
}

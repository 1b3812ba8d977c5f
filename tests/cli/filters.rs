//! What narrows every question.

use crate::Place;

const REPORTS: &str = r#"{"id": "one", "publisher": "Ostravian Gazette", "published": "2025-08-12", "text": "Russia said that Ukraine had attacked Belarus. Germany visited France."}
{"id": "two", "publisher": "Pelland Courier", "published": "2025-08-13", "text": "Poland accused Germany. Japan thanked France."}
"#;

fn place() -> Place {
    let place = Place::new();
    place.write("reports.jsonl", REPORTS);
    place.run(&["build", "reports.jsonl", "-o", "graph"]).ended(0);
    place
}

/// How many statements around Germany or Ukraine pass.
fn count(place: &Place, actor: &str, filter: &[&str]) -> usize {
    let arguments: Vec<&str> = ["timeline", "graph", actor, "--json"]
        .into_iter()
        .chain(filter.iter().copied())
        .collect();
    place.run(&arguments).json()["events"]
        .as_array()
        .expect("events")
        .len()
}

#[test]
fn who_says_so_and_who_publishes_it_narrow_a_question() {
    let place = place();
    assert_eq!(count(&place, "Ukraine", &[]), 1);
    assert_eq!(count(&place, "Ukraine", &["--said-by", "Russia"]), 1);
    assert_eq!(count(&place, "Germany", &[]), 2);
    assert_eq!(count(&place, "Germany", &["--said-by", "Russia"]), 0);
    assert_eq!(count(&place, "Germany", &["--publisher", "gazette"]), 1);
    assert_eq!(count(&place, "Germany", &["--publisher", "Pelland Courier"]), 1);
    place
        .run(&["show", "graph", "Germany", "--said-by", "Rusia"])
        .ended(1)
        .complains("unknown speaker 'Rusia'; did you mean Russia?");
    place
        .run(&["show", "graph", "Germany", "--publisher", "Pelland Curier"])
        .ended(1)
        .complains("unknown publisher 'Pelland Curier'; did you mean Pelland Courier?");
}

#[test]
fn countries_and_sectors_narrow_a_question() {
    let place = place();
    assert_eq!(count(&place, "Germany", &["--country", "FRA"]), 1);
    assert_eq!(count(&place, "Germany", &["--country", "poland"]), 1);
    assert_eq!(
        count(&place, "Germany", &["--country", "pol", "--country", "France"]),
        2
    );
    assert_eq!(count(&place, "Germany", &["--sector", "rebel"]), 0);
    place
        .run(&["show", "graph", "Germany", "--country", "Atlantis"])
        .ended(1)
        .complains("unknown actor 'Atlantis'");
    place
        .run(&["show", "graph", "Germany", "--sector", "wizards"])
        .ended(2)
        .complains("possible values");
}

#[test]
fn how_sure_a_statement_is_narrows_a_question() {
    let place = place();
    assert_eq!(count(&place, "Germany", &["--min-confidence", "0.3"]), 2);
    assert_eq!(count(&place, "Germany", &["--min-confidence", "1"]), 0);
    let sure = place.run(&["extract", "reports.jsonl", "--min-confidence", "1"]);
    assert_eq!(sure.out, "");
    place
        .run(&["show", "graph", "Germany", "--min-confidence", "85"])
        .ended(2)
        .complains("a number from 0 to 1 is needed");
}

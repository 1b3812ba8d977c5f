use crate::Place;

const REPORTS: &str = r#"{"id": "one", "publisher": "Ostravian Gazette", "published": "2025-08-12", "text": "Russia said that Ukraine had attacked Belarus. Germany visited France. Poland accused Japan."}
{"id": "two", "publisher": "Pelland Courier", "published": "2025-08-13", "text": "Ukraine denied that it had attacked Belarus. Germany did not visit France. Poland accused Japan. Spain thanked Italy."}
"#;

fn place() -> Place {
    let place = Place::new();
    place.write("reports.jsonl", REPORTS);
    place.run(&["build", "reports.jsonl", "-o", "graph"]).ended(0);
    place
}

#[test]
fn accounts_stand_side_by_side() {
    let place = place();
    let publishers = ["compare", "graph", "Ostravian Gazette", "Pelland Courier"];
    place
        .run(&publishers)
        .ended(0)
        .says("contradicted: 2 claims")
        .says("told by several: 1 claim\n  Ostravian Gazette:\n    (POL/Poland)")
        .says("only Pelland Courier: 1 claim\n  Pelland Courier:\n    (ESP/Spain)");
    let about = [
        &publishers[..],
        &["--about", "Germany", "--about", "France", "--json"],
    ]
    .concat();
    let compared = place.run(&about).ended(0).json();
    assert_eq!(compared["accounts"][1], "Pelland Courier");
    let claims = compared["claims"].as_array().expect("claims");
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0]["contradicted"], true);
    assert_eq!(claims[0]["told"][1][0]["polarity"], "negated");
}

#[test]
fn speakers_have_accounts_too() {
    let place = place();
    place
        .run(&["compare", "graph", "Russia", "Ukraine"])
        .ended(0)
        .says("contradicted: 1 claim");
    place
        .run(&["compare", "graph", "Russia", "Atlantis"])
        .ended(1)
        .complains("unknown speaker 'Atlantis'");
    place.run(&["compare", "graph", "Russia"]).ended(2);
}

use serde_json::Value;

use crate::Place;

fn events(out: &str) -> Vec<(Value, Option<String>)> {
    out.lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).expect("a line of JSON");
            let event = line["relation"]["event"].as_str().map(str::to_owned);
            (line["id"].clone(), event)
        })
        .collect()
}

#[test]
fn names_and_places_in_their_order() {
    let place = Place::new();
    let input = r#"
{"id":"a","text":"Ostravia attacked Pelland.","source":"Ostravia","target":"Pelland"}
{"id":7,"text":"Ostravia attacked Pelland, which Quelland condemned.","source":[0,8],"target":[18,25]}
{"id":"c","text":"Ostravia lies far away. Pelland is green.","source":"Ostravia","target":"Pelland"}
{"id":"d","text":"Ostravia will meet Pelland in May.","source":"OSTRAVIA","target":"pelland"}
{"text":"Ostravia has threatened war.","source":"Ostravia","target":"nobody"}
"#;
    let ran = place.feed(&["code", "-"], input).ended(0).silent();
    let assault = Some("ASSAULT".to_owned());
    assert_eq!(
        events(&ran.out),
        [
            (Value::from("a"), assault.clone()),
            (Value::from(7), assault),
            (Value::from("c"), None),
            (Value::from("d"), Some("AGREE".to_owned())),
            (Value::Null, Some("THREATEN".to_owned())),
        ]
    );
    let path = place.write("pairs.jsonl", input);
    let path = path.to_str().expect("a plain path");
    assert_eq!(place.run(&["code", path]).ended(0).out, ran.out);
    let text = r#"{"id":1,"text":"Pelland is green.","source":"Pelland","target":"Ostravia"}"#;
    place.feed(&["code", "-"], text).ended(1).silent();
    place.feed(&["code", "-"], "").ended(1).silent();
}

#[test]
fn what_is_no_pair_is_told_with_its_place() {
    let place = Place::new();
    for (line, said) in [
        ("{", "<stdin>:1:1: no pair"),
        (
            r#"{"id":1,"text":"Pelland","source":3,"target":"Pelland"}"#,
            "an actor is a name or a place",
        ),
        (
            r#"{"id":1,"text":"Pelland","source":[3,9],"target":"Pelland"}"#,
            "[3,9] is no place in a text of 7 characters",
        ),
        (
            r#"{"id":1,"text":"a","source":"a","target":"a","published":"May"}"#,
            "May is no date",
        ),
    ] {
        let input = format!(
            "{line}\n{{\"text\":\"Ostravia attacked Pelland.\",\"source\":\"Ostravia\",\"target\":\"Pelland\"}}"
        );
        let ran = place.feed(&["code", "-"], input).ended(2);
        assert!(
            ran.err.contains(said.trim_start_matches("<stdin>")),
            "{}",
            ran.err
        );
        let answers = events(&ran.out);
        let id = if line.contains("\"id\":1") {
            Value::from(1)
        } else {
            Value::Null
        };
        assert_eq!(answers, [(id, None), (Value::Null, Some("ASSAULT".to_owned()))]);
    }
    let ran = place.run(&["code", "nowhere.jsonl"]).ended(2);
    assert!(ran.err.contains("nowhere.jsonl"), "{}", ran.err);
}

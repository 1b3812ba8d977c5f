use crate::Place;
use serde_json::Value;

#[test]
fn an_office_means_its_holder_on_the_day() {
    let place = Place::new();
    let ask = |on: &str| {
        place
            .run(&["actor", "the US president", "--on", on, "--json"])
            .ended(0)
            .json()
    };
    assert_eq!(ask("2012-03-05")["name"], "Barack Obama");
    assert_eq!(ask("1999-03-05")["name"], "Bill Clinton");
    place
        .run(&["actor", "the Kremlin"])
        .ended(0)
        .says("office:RUS:kremlin");
}

#[test]
fn the_context_decides_between_two() {
    let place = Place::new();
    let ask = |context: &str| {
        let ran = place
            .run(&["actor", "SDF", "--context", context, "--json"])
            .ended(0);
        ran.json()["country"].clone()
    };
    assert_eq!(ask("The SDF sent a destroyer, Japan said."), "JPN");
    assert_eq!(ask("In northern Syria the SDF took a village."), "SYR");
}

#[test]
fn a_batch_has_one_answer_a_line_in_order() {
    let place = Place::new();
    let lines = "{\"name\":\"Police (India)\"}\n\
                 {\"name\":\"Zblorf Xyzzy\",\"date\":\"2012-03-05\"}\n\
                 {\"name\":\"Zblorf Board (Nigeria)\",\"date\":null,\"context\":null}\n";
    let ran = place.feed(&["actor", "--batch", "-"], lines).ended(0).silent();
    let answers: Vec<Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(answers.len(), 3);
    assert_eq!(
        (&answers[0]["country"], &answers[0]["sector"]),
        (&"IND".into(), &"security".into())
    );
    assert_eq!(answers[1]["id"], Value::Null);
    assert_eq!(answers[1]["candidates"], Value::Array(Vec::new()));
    assert_eq!(
        (&answers[2]["id"], &answers[2]["country"]),
        (&Value::Null, &"NGA".into())
    );
}

#[test]
fn a_bad_line_is_an_error_with_its_number() {
    let place = Place::new();
    let ran = place.feed(&["actor", "--batch", "-"], "{\"name\":\"NATO\"}\n{\"nam\":1}\n");
    ran.ended(2)
        .says("igo:NATO")
        .complains("line 2")
        .complains("name");
    place
        .feed(
            &["actor", "--batch", "-"],
            "{\"name\":\"NATO\",\"date\":\"soon\"}\n",
        )
        .ended(2)
        .complains("line 1")
        .complains("2025-08-12");
    place
        .run(&["actor", "--batch", "nowhere.jsonl"])
        .ended(2)
        .complains("nowhere.jsonl");
    place.run(&["actor"]).ended(2);
    place
        .run(&["actor", "Zblorf Xyzzy"])
        .ended(1)
        .says("nobody known");
}

use std::fs::OpenOptions;
use std::process::{Command, Stdio};

use crate::skip::skipped;
use crate::{Place, TABLE};

#[test]
fn statements_come_in_the_order_of_the_input() {
    let place = Place::new();
    place.write("table.csv", TABLE);
    let ran = place.run(&["extract", "table.csv"]).ended(0).silent();
    let at = |text: &str| {
        ran.out
            .find(text)
            .unwrap_or_else(|| panic!("no {text} in {}", ran.out))
    };
    assert!(at("CONSULT:visit") < at("ACCUSE") && at("ACCUSE") < at("threaten to blockade"));
    ran.says("\"The queen of Ostravia visited King Borduk, it was said.\"");
}

#[test]
fn json_lines_have_the_settled_form() {
    let place = Place::new();
    place.write("table.csv", TABLE);
    let ran = place.run(&["extract", "table.csv", "--format", "jsonl"]).ended(0);
    let first: serde_json::Value =
        serde_json::from_str(ran.out.lines().next().expect("a line")).expect("JSON");
    let keys: Vec<&String> = first.as_object().expect("an object").keys().collect();
    for key in [
        "id",
        "doc",
        "published",
        "sentence",
        "quote",
        "source",
        "predicate",
        "relation",
        "targets",
        "arguments",
        "polarity",
        "modality",
        "attribution",
        "when",
        "where",
        "quantity",
        "symmetric",
        "confidence",
        "rule",
    ] {
        assert!(keys.iter().any(|known| *known == key), "no {key} in {first}");
    }
    assert_eq!(first["doc"], "gazette-1");
    assert_eq!(first["source"]["actor"]["name"], "Queen Zelmira of Ostravia");
    assert_eq!(first["relation"]["event"], "CONSULT");
    assert_eq!(first["relation"]["mode"], "visit");
    assert_eq!(first["relation"]["quad"], 1);
    assert_eq!(first["when"]["start"], "2025-08-12");
}

#[test]
fn nothing_found_is_told_by_the_exit_code() {
    let place = Place::new();
    place.write("empty.txt", " \n");
    place
        .run(&["extract", "empty.txt"])
        .ended(1)
        .complains("empty.txt: holds no text");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let place = Place::new();
    place.write(
        "table.csv",
        format!("source,relation,target\n{}", "A,meets,B\n".repeat(50_000)),
    );
    let mut child = Command::new(env!("CARGO_BIN_EXE_legation"))
        .current_dir(place.path(""))
        .args(["extract", "table.csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn a_full_device_is_an_error() {
    let Ok(full) = OpenOptions::new().write(true).open("/dev/full") else {
        skipped("there is no /dev/full here, so nobody tries to write to it");
        return;
    };
    let place = Place::new();
    place.write("table.csv", TABLE);
    let output = Command::new(env!("CARGO_BIN_EXE_legation"))
        .current_dir(place.path(""))
        .args(["extract", "table.csv"])
        .stdout(full)
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("standard output: No space left"));
}

#[test]
fn open_tuples_copy_the_words_of_each_line() {
    let place = Place::new();
    place.write(
        "lines.txt",
        "The queen visited Pelland in May .\n\nHe did not leave the house that Ann built .\n",
    );
    let ran = place
        .run(&["extract", "--all", "--format", "carb", "lines.txt"])
        .ended(0)
        .silent();
    let rows: Vec<Vec<&str>> = ran.out.lines().map(|line| line.split('\t').collect()).collect();
    assert!(
        rows.iter()
            .all(|row| row.len() >= 5 && row[1].parse::<f32>().is_ok_and(|c| (0.0..=1.0).contains(&c)))
    );
    assert_eq!(rows[0][0], "The queen visited Pelland in May .");
    assert_eq!(rows[0][2..], ["visited", "The queen", "Pelland", "in May"]);
    assert_eq!(rows[1][2..], ["did not leave", "He", "the house"]);
}

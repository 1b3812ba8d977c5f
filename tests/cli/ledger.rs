//! Commands that change a graph or look into its past: remove, merge, --as-of; and what older versions left.

use std::process::{Command, Stdio};

use crate::{Place, TABLE, bytes};

/// A line of a text with an id, for JSON Lines.
fn wire(id: &str, text: &str, published: &str) -> String {
    format!(
        "{}\n",
        serde_json::json!({"id": id, "text": text, "published": published})
    )
}

#[test]
fn what_was_taken_out_is_history_and_comes_back_when_it_is_read_again() {
    let place = Place::with_graph();
    place.write("a.jsonl", wire("wire-1", "Russia invaded Ukraine.", "2022-02-25"));
    place
        .run(&["build", "a.jsonl", "-o", "graph"])
        .ended(0)
        .complains("(run 2)");
    let before = place.run(&["between", "graph", "Russia", "Ukraine"]).ended(0).out;
    place
        .run(&["remove", "graph", "wire-1"])
        .ended(0)
        .complains("took out wire-1: 1 statement");
    place.run(&["between", "graph", "Russia", "Ukraine"]).ended(1);
    place
        .run(&["remove", "graph", "wire-1"])
        .ended(1)
        .complains("there is no document 'wire-1'");
    let then = ["between", "graph", "Russia", "Ukraine", "--as-of", "2"];
    assert_eq!(place.run(&then).ended(0).out, before);
    place
        .run(&["build", "a.jsonl", "-o", "graph"])
        .ended(0)
        .complains("(run 4)");
    assert_eq!(
        place.run(&["between", "graph", "Russia", "Ukraine"]).ended(0).out,
        before
    );
    place
        .run(&["remove", "nowhere", "x"])
        .ended(2)
        .complains("no such graph");
    assert!(!place.path("nowhere").exists());
}

#[test]
fn the_past_is_a_run_or_what_had_been_published_by_a_day() {
    let place = Place::new();
    for (text, published) in [
        ("Russia praised Ukraine.", "2021-05-01"),
        ("Russia invaded Ukraine.", "2022-02-25"),
    ] {
        place.write("a.jsonl", wire("wire-1", text, published));
        place.run(&["build", "a.jsonl", "-o", "graph"]).ended(0);
    }
    let as_of = |moment| place.run(&["between", "graph", "Russia", "Ukraine", "--as-of", moment]);
    for then in ["1", "2021-05-01", "2022-01"] {
        as_of(then).ended(0).says("praised");
    }
    for now in ["2", "2022-02-25", "2022-02"] {
        as_of(now).ended(0).says("invaded");
    }
    as_of("2021-04").ended(1);
    as_of("3").ended(2).complains("there is no run 3; the last is 2");
    as_of("0").ended(2).complains("there is no run 0");
    as_of("May").ended(2).complains("neither a run nor a date");
}

#[test]
fn graphs_are_merged_in_any_order() {
    let place = Place::new();
    place.write("table.csv", TABLE);
    place.run(&["build", "table.csv", "-o", "a"]).ended(0);
    place.write("b.jsonl", wire("wire-1", "Russia invaded Ukraine.", "2022-02-25"));
    place.run(&["build", "b.jsonl", "-o", "b"]).ended(0);
    place
        .run(&["merge", "a", "b", "-o", "c"])
        .ended(0)
        .complains("c now has 5 statements, 7 actors and 5 ties");
    place.run(&["merge", "b", "a", "c", "-o", "d"]).ended(0);
    assert!(bytes(&place.path("c")) == bytes(&place.path("d")));
    place
        .run(&["merge", "a", "b", "-o", "c"])
        .ended(2)
        .complains("exists already");
    place
        .run(&["merge", "a", "none", "-o", "e"])
        .ended(2)
        .complains("no such graph");
    assert!(!place.path("e").exists());
}

#[test]
fn a_graph_as_json_lines_is_read_back_without_loss() {
    let place = Place::with_graph();
    place.write(
        "a.jsonl",
        wire(
            "wire-1",
            "Russia invaded Ukraine. Russia will attack.",
            "2022-02-25",
        ),
    );
    place.run(&["build", "a.jsonl", "-o", "graph"]).ended(0);
    place.run(&["export", "graph", "-o", "all.jsonl"]).ended(0);
    place
        .run(&["build", "all.jsonl", "-o", "back"])
        .ended(0)
        .complains("read 1 document, 4 rows");
    for format in ["jsonl", "json", "dot"] {
        let export = |graph| place.run(&["export", graph, "-f", format]).ended(0).out;
        assert_eq!(export("graph"), export("back"));
    }
    // the text itself adds nothing to it
    place
        .run(&["build", "a.jsonl", "-o", "back"])
        .ended(0)
        .complains("added 0 statements");
    // but to a part of it
    place
        .run(&["export", "graph", "-o", "part.jsonl", "--relation", "ACCUSE"])
        .ended(0);
    place
        .run(&["build", "part.jsonl", "-o", "part"])
        .complains("now has 1 statement,");
    place.write(
        "bad.jsonl",
        "{\"document\":{\"id\":\"a\",\"kind\":\"text\"}}\n{\"statement\":{}}\nno\n",
    );
    place
        .run(&["build", "bad.jsonl", "-o", "bad"])
        .ended(2)
        .complains("bad.jsonl:2: no line of an exported graph")
        .complains("bad.jsonl:3: no line");
}

#[test]
fn a_graph_of_an_older_version_is_brought_up_to_date() {
    let place = Place::with_graph();
    let older = |name: &str, version: u32| {
        std::fs::copy(place.path("graph"), place.path(name)).expect("room");
        let database = rusqlite::Connection::open(place.path(name)).expect("a graph");
        database
            .execute_batch(
                "PRAGMA foreign_keys = off; DROP VIEW ties; CREATE TEMP TABLE who AS SELECT * FROM participants;
                 DROP VIEW participants;
                 CREATE TABLE participants (
                     statement INTEGER NOT NULL REFERENCES statements,
                     role TEXT NOT NULL CHECK (role IN ('source', 'target', 'said-by')), position INTEGER NOT NULL,
                     text TEXT NOT NULL, \"start\" INTEGER, \"end\" INTEGER, actor INTEGER REFERENCES actors,
                     PRIMARY KEY (statement, role, position)) WITHOUT ROWID;
                 INSERT INTO participants SELECT statement, role, position, text, \"start\", \"end\", actor FROM who;
                 CREATE TABLE older (
                     statement INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, run INTEGER NOT NULL,
                     relation INTEGER NOT NULL REFERENCES relations, polarity TEXT NOT NULL, modality TEXT NOT NULL,
                     published TEXT, when_start TEXT, when_end TEXT, when_precision TEXT, when_text TEXT,
                     id TEXT NOT NULL, sentence INTEGER REFERENCES sentences, confidence REAL NOT NULL,
                     rule TEXT NOT NULL, url TEXT, spans TEXT, arguments TEXT, place TEXT, place_start INTEGER,
                     place_end INTEGER, place_country TEXT, quantity REAL, quantity_bound TEXT, quantity_unit TEXT,
                     quantity_text TEXT);
                 INSERT INTO older SELECT statement, document, s.run, relation, polarity, modality, s.published,
                     w.\"start\", w.\"end\", precision, w.text, s.id, sentence, confidence, rule,
                     coalesce(s.url, d.id || '#row=' || row), spans, arguments, place, place_start, place_end,
                     place_country, quantity, quantity_bound, quantity_unit, quantity_text
                 FROM statements s JOIN relations USING (relation) JOIN documents d USING (document)
                     LEFT JOIN times w USING (time) ORDER BY statement;
                 DROP TABLE others; DROP TABLE statements; DROP TABLE times; DROP TABLE mentions;
                 ALTER TABLE older RENAME TO statements;
                 ALTER TABLE relations DROP COLUMN polarity; ALTER TABLE relations DROP COLUMN modality;
                 CREATE INDEX statements_by_document ON statements (document);
                 CREATE INDEX participants_by_actor ON participants (actor);
                 PRAGMA user_version = 3",
            )
            .expect("a graph of version 3");
        if version == 3 {
            return;
        }
        database
            .execute_batch(
                "CREATE TABLE older (
                     statement INTEGER PRIMARY KEY, id TEXT NOT NULL, document INTEGER NOT NULL REFERENCES documents,
                     sentence INTEGER REFERENCES sentences, published TEXT, predicate TEXT NOT NULL, lemma TEXT NOT NULL,
                     spans TEXT NOT NULL, event TEXT, mode TEXT, contexts TEXT, cameo TEXT, quad INTEGER, score REAL,
                     affiliation TEXT, arguments TEXT NOT NULL, polarity TEXT NOT NULL, modality TEXT NOT NULL,
                     when_start TEXT, when_end TEXT, when_precision TEXT, when_text TEXT, place TEXT,
                     place_start INTEGER, place_end INTEGER, place_country TEXT, quantity REAL, quantity_bound TEXT,
                     quantity_unit TEXT, quantity_text TEXT, symmetric INTEGER NOT NULL, confidence REAL NOT NULL,
                     rule TEXT NOT NULL, url TEXT, run INTEGER NOT NULL DEFAULT 1, UNIQUE (document, id));
                 INSERT INTO older SELECT statement, s.id, document, sentence, published, predicate, lemma,
                     coalesce(spans, '[]'), event, mode, contexts, cameo, quad, score, affiliation,
                     coalesce(arguments, '[]'), polarity, modality, when_start, when_end, when_precision, when_text,
                     place, place_start, place_end, place_country, quantity, quantity_bound, quantity_unit,
                     quantity_text, symmetric, confidence, rule, url, run
                 FROM statements s JOIN relations USING (relation) ORDER BY statement;
                 DROP TABLE statements; ALTER TABLE older RENAME TO statements; DROP TABLE relations; DROP TABLE names;
                 PRAGMA user_version = 2",
            )
            .expect("a graph of version 2");
        if version == 2 {
            return;
        }
        database
            .execute_batch(
                "DROP TABLE judgements; DROP TABLE identities;
                 ALTER TABLE documents DROP COLUMN revision; ALTER TABLE documents DROP COLUMN removed;
                 ALTER TABLE documents DROP COLUMN sketch; ALTER TABLE statements DROP COLUMN run;
                 PRAGMA user_version = 1",
            )
            .expect("a graph of version 1");
    };
    let show = |graph: &str| place.run(&["export", graph, "-f", "jsonl"]).ended(0).out;
    let between = |graph: &str| place.run(&["between", graph, "zelmira", "borduk"]).ended(0).out;
    for version in [1, 2, 3] {
        older("read", version);
        assert_eq!(show("read"), show("graph"));
        older("written", version);
        place
            .run(&["build", "table.csv", "-o", "written"])
            .ended(0)
            .complains("added 0 statements");
        assert_eq!(show("written"), show("graph"));
        assert_eq!(between("written"), between("graph"));
    }
}

#[test]
fn two_builds_at_once_both_get_through() {
    let place = Place::new();
    let mut children = Vec::new();
    for part in 0..3 {
        let mut table = String::from("source,relation,target\n");
        for row in 0..9000 {
            table.push_str(&format!("Aldor {part},meets,Bendor {row}\n"));
        }
        let name = format!("{part}.csv");
        place.write(&name, table);
        let mut command = Command::new(env!("CARGO_BIN_EXE_legation"));
        command
            .current_dir(place.path(""))
            .args(["build", &name, "-o", "graph"]);
        children.push(command.stderr(Stdio::piped()).spawn().expect("the program runs"));
    }
    for child in children {
        let output = child.wait_with_output().expect("the program ends");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    place.run(&["export", "graph", "-o", "all.jsonl"]).ended(0);
    let lines = String::from_utf8(bytes(&place.path("all.jsonl"))).expect("UTF-8");
    assert_eq!(lines.matches("{\"statement\":").count(), 27_000);
}

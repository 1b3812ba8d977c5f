//! Event tables: what each format's rows say, and that untidy ones are counted. The rows are invented.

mod skip;

use std::io::Cursor;
use std::path::Path;

use legation::model::Line;
use legation::pipeline::{Options, Pipeline};
use legation::read::{self, Format, Input, Inputs, Item};
use skip::skipped;

/// The statements of a table as lines, and the notes, sniffing the format or told it.
fn read(text: &str, format: Option<&str>) -> (Vec<String>, Vec<String>) {
    let input = Input::Reader(Box::new(Cursor::new(text.to_owned().into_bytes())));
    let options = read::Options {
        format: format.map(|name| Format::named(name).expect("a known format")),
        ..read::Options::default()
    };
    let pipeline = Pipeline::new(Options::default()).expect("the defaults are fine");
    let (mut lines, mut notes) = (Vec::new(), Vec::new());
    for item in Inputs::open(vec![input], options).expect("a reader opens") {
        match item {
            Item::Row { statement, .. } => lines.push(Line::from(&pipeline.row(*statement)).to_string()),
            Item::Note(note) => notes.push(note.message),
            Item::Document(_) | Item::Known { .. } => panic!("a table is no text"),
        }
    }
    (lines, notes)
}

/// A row of so many tab-separated columns, of which some are filled.
fn row(width: usize, filled: &[(usize, &str)]) -> String {
    let mut fields = vec![""; width];
    for &(at, text) in filled {
        fields[at] = text;
    }
    fields.join("\t") + "\n"
}

#[test]
fn gdelt_of_all_versions_in_one_table() {
    let actors = [
        (0, "7"),
        (1, "20250812"),
        (5, "RUS"),
        (6, "MOSCOW"),
        (7, "RUS"),
        (15, "PRKGOV"),
        (16, "KIM JONG UN"),
        (17, "PRK"),
        (26, "0411"),
    ];
    let urls = [(60, "https://www.example.org/a")];
    let table = row(61, &[&actors[..], &urls[..]].concat())
        + &row(58, &actors)
        + &row(57, &actors)
        + &row(61, &[(0, "8"), (1, "20250812"), (6, "CABINET"), (16, "CABINET")])
        + &row(61, &actors[..5])
        + &row(61, &[&actors[..1], &[(1, "00000000")], &actors[2..]].concat())
        + &row(60, &actors);
    let (lines, notes) = read(&table, None);
    assert_eq!(lines.len(), 3);
    assert!(
        lines.iter().all(|line| line.starts_with("(RUS/Russia)-[CONSULT")
            && line.ends_with("->(PRK/Kim Jong-un) 2025-08-12")),
        "{lines:?}"
    );
    let said = [
        "1 row with an actor that is nobody",
        "1 row with another number",
        "1 row with one actor",
        "1 row without a date",
    ];
    assert_eq!(notes.len(), said.len());
    assert!(
        notes.iter().zip(said).all(|(note, said)| note.starts_with(said)),
        "{notes:?}"
    );
}

#[test]
fn icews_by_either_spelling_of_its_columns() {
    for header in [
        "Event ID\tEvent Date\tSource Name\tEvent Text\tCAMEO Code\tTarget Name\tPublisher",
        "event_id\tevent_date\tsource_name\tevent_text\tcameo_code\ttarget_name\tpublisher",
    ] {
        let table =
            format!("{header}\n1\t2018-06-01\tPolice (India)\tArrest, detain\t173\tCitizen (India)\tDaily\n");
        let (lines, notes) = read(&table, None);
        assert_eq!(notes, [""; 0]);
        assert!(
            lines[0].contains("-[COERCE:arrest \"arrest, detain\"]->") && lines[0].ends_with(" 2018-06-01"),
            "{lines:?}"
        );
    }
}

#[test]
fn polecat_in_latin_1() {
    let table = b"Event Date\tEvent Type\tEvent Mode\tContexts\tActor Name\tActor Country\tRecipient Name\tRecipient Country\n\
        2024-01-02\tACCUSE\tdisapprove\tdiplomatic;nonsense\tJos\xe9 Roe\tFRA\tGermany\tDEU\n";
    let input = Input::Reader(Box::new(Cursor::new(table.to_vec())));
    let items: Vec<Item> = Inputs::open(vec![input], read::Options::default())
        .expect("a reader opens")
        .collect();
    let [Item::Row { statement, .. }] = &items[..] else {
        panic!("{items:?}")
    };
    assert_eq!(
        statement.source.as_ref().map(|m| m.text.as_str()),
        Some("José Roe")
    );
    let relation = serde_json::to_value(&statement.relation).expect("JSON");
    assert_eq!(
        (&relation["event"], &relation["mode"]),
        (&"ACCUSE".into(), &"disapprove".into())
    );
    assert_eq!(relation["contexts"], serde_json::json!(["diplomatic"]));
}

#[test]
fn phoenix_acled_ucdp_and_quadruples() {
    let phoenix = row(
        26,
        &[
            (0, "9"),
            (1, "20160102"),
            (6, "FRA"),
            (7, "MIL"),
            (10, "MLI"),
            (13, "190"),
        ],
    );
    let (lines, _) = read(&phoenix, None);
    assert!(
        lines[0].contains("-[ASSAULT") && lines[0].ends_with("->(MLI/Mali) 2016-01-02"),
        "{lines:?}"
    );
    let acled = "event_id_cnty,event_date,sub_event_type,actor1,actor2,notes\n\
                 A1,12 August 2025,Air/drone strike,Military Forces of Mali (2020-),Rebels (Mali),\"x, y\"\n\
                 A2,13 August 2025,Other,Mali,France,\n";
    let (lines, notes) = read(acled, None);
    assert!(
        lines[0].contains("-[ASSAULT:aerial \"air/drone strike\"]->") && lines[0].ends_with(" 2025-08-12"),
        "{lines:?}"
    );
    assert_eq!(notes.len(), 1);
    let ucdp = "id,type_of_violence,side_a,side_b,date_start,date_end,best\n\
                1,1,Government of Mali,Vorland Guard,2012-01-17 00:00:00.000,2012-01-19 00:00:00.000,4\n";
    let (lines, _) = read(ucdp, None);
    assert!(
        lines[0].contains("<-[ASSAULT \"fight\"]->") && lines[0].ends_with("2012-01-17/2012-01-19"),
        "{lines:?}"
    );
    let (lines, _) = read("France\tMake_a_visit\tMali\t2014-03-04\n", None);
    assert_eq!(
        lines,
        ["(FRA/France)-[CONSULT:visit \"make a visit\"]->(MLI/Mali) 2014-03-04"]
    );
}

#[test]
fn rows_with_ids_count_for_themselves_and_equal_ones_without_are_one() {
    let icews = "Event ID\tEvent Date\tSource Name\tEvent Text\tCAMEO Code\tTarget Name\n\
        1\t2018-06-01\tPolice (India)\tArrest, detain\t173\tCitizen (India)\n\
        2\t2018-06-01\tPolice (India)\tArrest, detain\t173\tCitizen (India)\n\
        2\t2018-06-01\tPolice (India)\tArrest, detain\t173\tCitizen (India)\n";
    let quadruples = "France\tMake_a_visit\tMali\t2014-03-04\n".repeat(2);
    let ids = |text: &str| {
        let input = Input::Reader(Box::new(Cursor::new(text.to_owned().into_bytes())));
        let pipeline = Pipeline::new(Options::default()).expect("the defaults are fine");
        let inputs = Inputs::open(vec![input], read::Options::default()).expect("a reader opens");
        let ids = inputs.map(|item| match item {
            Item::Row { statement, .. } => pipeline.row(*statement).id,
            other => panic!("{other:?}"),
        });
        ids.collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!((ids(icews), ids(&quadruples)), (2, 1));
}

#[test]
fn the_other_tables_of_gdelt_are_told_apart() {
    let mentions = row(
        16,
        &[
            (0, "7"),
            (1, "20250812101500"),
            (2, "20250812103000"),
            (5, "https://example.org/a"),
        ],
    );
    let graph = row(27, &[(0, "20250812101500-0"), (1, "20250812101500")]);
    for (table, what) in [(mentions, "mentions of events"), (graph, "knowledge graph")] {
        let (lines, notes) = read(&table, None);
        assert!(
            lines.is_empty() && notes.len() == 1 && notes[0].contains(what),
            "{notes:?}"
        );
    }
}

/// The samples of the field: every line is a statement or is counted.
#[test]
fn real_tables_are_read_to_their_last_row() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/events/test");
    if !folder.is_dir() {
        skipped("real_tables_are_read_to_their_last_row: no shared/events");
        return;
    }
    for (file, rows) in [
        ("gdelt2_20170101073000.export.CSV", 720),
        ("gdelt2_20191024143000.export.CSV", 2111),
        ("gdelt1_20160728_events.tsv", 710),
        ("icews_events.2018.sample.tab", 3705),
        ("icews_sample_4993.tsv", 4993),
        ("ucdp_ged231_caf.csv", 1848),
    ] {
        let inputs =
            Inputs::open(vec![Input::Path(folder.join(file))], read::Options::default()).expect(file);
        let mut seen = 0;
        for item in inputs {
            seen += match item {
                Item::Row { .. } => 1,
                Item::Note(note) => note
                    .message
                    .split(' ')
                    .next()
                    .and_then(|n| n.parse().ok())
                    .unwrap_or(0),
                Item::Document(_) | Item::Known { .. } => 0,
            };
        }
        assert_eq!(seen, rows, "{file}");
    }
}

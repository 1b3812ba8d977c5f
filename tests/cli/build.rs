use std::fs;
use std::io::Write as _;
use std::process::Command;

use crate::skip::skipped;
use crate::{Place, Ran, TABLE, bytes};

const TEXT: &str = "Queen Zelmira of Ostravia visited King Borduk of Pelland on Monday.\n";

#[test]
fn a_table_becomes_a_graph() {
    let place = Place::new();
    place.write("table.csv", TABLE);
    place
        .run(&["build", "table.csv", "-o", "graph"])
        .ended(0)
        .complains("read 4 rows")
        .complains("added 4 statements")
        .complains("graph now has 4 statements, 5 actors and 4 ties");
    assert!(bytes(&place.path("graph")).starts_with(b"SQLite format 3\0"));
    let left: Vec<_> = fs::read_dir(place.path("")).expect("the folder").collect();
    assert_eq!(left.len(), 2, "only the table and the graph: {left:?}");
}

#[test]
fn all_three_forms_of_triples_say_the_same() {
    let place = Place::new();
    place.write("a.csv", "source,relation,target,date\nAldor,leads,Bendor,2024\n");
    place.write(
        "a.tsv",
        "target\tdate\tsource\trelation\nBendor\t2024\tAldor\tleads\n",
    );
    place.write(
        "a.jsonl",
        "{\"source\":\"Aldor\",\"relation\":\"leads\",\"target\":\"Bendor\",\"date\":\"2024\"}\n",
    );
    for table in ["a.csv", "a.tsv", "a.jsonl"] {
        place
            .run(&["extract", table])
            .ended(0)
            .silent()
            .says("(Aldor)-[leads \"leads\"]->(Bendor) 2024\n");
    }
}

#[test]
fn two_runs_and_any_threads_give_the_same_bytes() {
    let place = Place::new();
    place.write("table.csv", TABLE);
    for number in 0..30 {
        place.write(&format!("news/{number}.txt"), TEXT.repeat(number + 1));
    }
    for (graph, threads) in [("one", "1"), ("two", "2"), ("again", "2")] {
        place
            .run(&[
                "build",
                "news",
                "table.csv",
                "-o",
                graph,
                "--date",
                "2025-08-12",
                "--threads",
                threads,
            ])
            .ended(0);
    }
    assert!(bytes(&place.path("one")) == bytes(&place.path("two")));
    assert!(bytes(&place.path("two")) == bytes(&place.path("again")));
}

#[test]
fn the_same_again_changes_nothing() {
    let place = Place::with_graph();
    place.write("a.txt", TEXT);
    place.run(&["build", "a.txt", "-o", "graph"]);
    let before = bytes(&place.path("graph"));
    place
        .run(&["build", "a.txt", "table.csv", "-o", "graph"])
        .ended(0)
        .complains("added 0 statements");
    assert!(before == bytes(&place.path("graph")));
}

#[test]
fn bad_rows_are_placed_and_good_ones_kept() {
    let place = Place::new();
    place.write(
        "bad.csv",
        "source,relation,target,date\nAldor,leads,Bendor,2024\n,leads,Bendor,2024\nAldor,leads\nAldor,meets,Cendor,12 May\nAldor,meets,Dendor,2024-05\n",
    );
    place
        .run(&["build", "bad.csv", "-o", "graph"])
        .ended(2)
        .complains("bad.csv:3:1: source is empty")
        .complains("bad.csv:4:2: 2 fields where the header has 4")
        .complains("bad.csv:5:4: date \"12 May\"")
        .complains("added 2 statements");
    place
        .run(&["between", "graph", "Aldor", "Dendor"])
        .ended(0)
        .says("2024-05");
    place.write("headless.csv", "Aldor,leads,Bendor\n");
    place
        .run(&["build", "headless.csv", "-o", "graph"])
        .ended(2)
        .complains("headless.csv:1: the header has no column");
    place.write("empty.csv", "");
    place
        .run(&["build", "empty.csv", "-o", "graph"])
        .ended(2)
        .complains("empty.csv: is empty");
    place.write(
        "bad.jsonl",
        "{\"text\":\"Aldor met Bendor.\"}\n\n{\"text\": oops}\n{\"title\":\"no text\"}\n",
    );
    place
        .run(&["extract", "bad.jsonl"])
        .ended(2)
        .complains("bad.jsonl:3:10:")
        .complains("bad.jsonl:4:19: missing field `text`");
    place.write(
        "date.jsonl",
        "{\"text\":\"Aldor met Bendor.\",\"published\":\"Tuesday\"}\n",
    );
    place
        .run(&["extract", "date.jsonl"])
        .ended(2)
        .complains("date.jsonl:1: published \"Tuesday\" is no date");
}

#[test]
fn a_missing_input_stops_before_anything_is_made() {
    let place = Place::new();
    place.write("table.csv", TABLE);
    place
        .run(&["build", "table.csv", "nowhere.txt", "-o", "graph"])
        .ended(2)
        .complains("nowhere.txt: No such file");
    assert!(!place.path("graph").exists());
}

#[test]
fn folders_are_walked_in_order_and_strange_files_noted() {
    let place = Place::new();
    place.write("news/b.txt", "");
    place.write("news/a/table.csv", TABLE);
    place.write("news/.hidden.txt", TEXT);
    place.write("news/picture.png", "png");
    let ran = place.run(&["build", "news", "-o", "graph"]).ended(0);
    let ran = ran
        .complains("news/picture.png: skipped")
        .complains("news/b.txt: holds no text")
        .complains("read 4 rows");
    assert!(!ran.err.contains("hidden"));
    place.write("pictures/picture.png", "png");
    place
        .run(&["build", "pictures", "-o", "graph"])
        .ended(2)
        .complains("pictures: no readable file in this folder");
    place
        .run(&["build", "news/picture.png", "-o", "graph"])
        .ended(2)
        .complains("unknown format");
}

#[test]
fn invalid_utf8_is_read_with_replacement_and_said() {
    let place = Place::new();
    place.write("latin1.csv", b"source,relation,target\nAldor,leads,B\xe9ndor\n");
    place
        .run(&["build", "latin1.csv", "-o", "graph"])
        .ended(0)
        .complains("latin1.csv:2:3: byte 0xe9 is no UTF-8")
        .complains("added 1 statement");
    place
        .run(&["show", "graph", "Aldor"])
        .ended(0)
        .says("B\u{fffd}ndor");
    place.write("latin1.txt", b"First line.\nAldor met B\xe9ndor.\n");
    let ran = place.run(&["build", "latin1.txt", "-o", "graph"]);
    ran.complains("latin1.txt:2:12: byte 0xe9 is no UTF-8")
        .complains("1 document");
}

#[test]
fn byte_order_marks_and_line_ends_do_no_harm() {
    let place = Place::new();
    place.write("dos.csv", format!("\u{feff}{}", TABLE.replace('\n', "\r\n")));
    place.write(
        "dos.jsonl",
        "\u{feff}{\"source\":\"A\",\"relation\":\"r\",\"target\":\"B\"}\r\n\r\n",
    );
    place
        .run(&["build", "dos.csv", "dos.jsonl", "-o", "graph"])
        .ended(0)
        .complains("added 5 statements");
}

#[test]
fn packed_files_of_several_members_are_read() {
    let place = Place::new();
    let (head, tail) = TABLE.split_at(TABLE.len() / 2);
    let gzip = |text: &str| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer
            .write_all(text.as_bytes())
            .and_then(|()| packer.finish())
            .expect("gzip")
    };
    let zstd = |text: &str| zstd::encode_all(text.as_bytes(), 0).expect("zstd");
    place.write("table.csv.gz", [gzip(head), gzip(tail)].concat());
    place.write("table.csv.zst", [zstd(head), zstd(tail)].concat());
    for (graph, table) in [("one", "table.csv.gz"), ("two", "table.csv.zst")] {
        place
            .run(&["build", table, "-o", graph])
            .ended(0)
            .complains("added 4 statements");
    }
    place.write("cut.csv.gz", &gzip(&TABLE.repeat(99))[..60]);
    place
        .run(&["build", "cut.csv.gz", "-o", "one"])
        .ended(2)
        .complains("cut.csv.gz");
}

#[test]
fn standard_input_is_told_by_its_beginning() {
    let place = Place::new();
    place
        .feed(&["build", "-", "-o", "graph"], TABLE)
        .ended(0)
        .complains("read 4 rows");
    let line = "{\"source\":\"A\",\"relation\":\"r\",\"target\":\"B\"}\n";
    place
        .feed(&["build", "-", "-o", "graph"], line)
        .ended(0)
        .complains("read 1 row");
    place
        .feed(&["build", "-", "-o", "graph"], TEXT)
        .complains("read 1 document");
    place
        .feed(&["build", "-", "-o", "graph", "--input-format", "text"], line)
        .complains("read 1 document");
    place
        .feed(&["build", "-", "-o", "graph"], b"\0\x01\x02".to_vec())
        .ended(2)
        .complains("looks like no text");
}

#[test]
fn what_is_no_graph_is_left_alone() {
    let place = Place::new();
    place.write("table.csv", TABLE);
    place.write(
        "letter.txt",
        "Dear Queen, this is no database at all, but a letter of some length.".repeat(9),
    );
    place
        .run(&["build", "table.csv", "-o", "letter.txt"])
        .ended(2)
        .complains("no graph file of legation");
    assert!(bytes(&place.path("letter.txt")).starts_with(b"Dear Queen"));
    place
        .run(&["show", "letter.txt", "Aldor"])
        .ended(2)
        .complains("no graph file of legation");
    place
        .run(&["build", "table.csv", "-o", "no/such/graph"])
        .ended(2)
        .complains("folder no/such does not exist");
    place
        .run(&["build", "table.csv", "-o", "."])
        .ended(2)
        .complains("no graph file");
    place
        .run(&["show", "nowhere", "Aldor"])
        .ended(2)
        .complains("there is no such graph");

    let other = rusqlite::Connection::open(place.path("other.db")).expect("a database");
    other
        .execute_batch("CREATE TABLE t (x); PRAGMA application_id = 7;")
        .expect("a database");
    drop(other);
    place
        .run(&["build", "table.csv", "-o", "other.db"])
        .ended(2)
        .complains("no graph file");

    place.run(&["build", "table.csv", "-o", "newer"]).ended(0);
    let newer = rusqlite::Connection::open(place.path("newer")).expect("a graph");
    newer.execute_batch("PRAGMA user_version = 99").expect("a graph");
    drop(newer);
    place
        .run(&["show", "newer", "Aldor"])
        .ended(2)
        .complains("made by a newer version");
    place
        .run(&["build", "table.csv", "-o", "newer"])
        .ended(2)
        .complains("made by a newer version");

    place.run(&["build", "table.csv", "-o", "cut"]).ended(0);
    let whole = bytes(&place.path("cut"));
    place.write("cut", &whole[..whole.len() / 2]);
    place
        .run(&["show", "cut", "Queen Zelmira of Ostravia"])
        .ended(2)
        .complains("cut");
}

#[test]
fn a_full_disk_loses_nothing_that_was_there() {
    let place = Place::new();
    let disk = place.path("disk");
    fs::create_dir(&disk).expect("a folder");
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=320k", "tmpfs"])
        .arg(&disk)
        .output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        skipped("a small disk cannot be mounted here, so nobody tries what a full one does");
        return;
    }
    place.write("table.csv", TABLE);
    let small = place.run(&["build", "table.csv", "-o", "disk/graph"]);
    let mut large = String::from("source,relation,target,quote\n");
    for number in 0..20_000 {
        large.push_str(&format!(
            "Aldor {number},meets,Bendor {number},\"They met, as number {number} says.\"\n"
        ));
    }
    place.write("large.csv", large);
    let full = place.run(&["build", "large.csv", "-o", "disk/graph"]);
    let after = place.run(&["between", "disk/graph", "Zelmira", "Borduk"]);
    let export = place.run(&["export", "disk/graph", "-o", "disk/large.json"]);
    fs::write(disk.join("filler"), vec![0; 1 << 20]).expect_err("the disk is full");
    let picture = place.run(&["export", "disk/graph", "-o", "disk/picture.dot"]);
    let parts = fs::read_dir(&disk).expect("the disk").filter(|entry| {
        entry
            .as_ref()
            .is_ok_and(|entry| entry.file_name().to_string_lossy().contains(".part"))
    });
    let parts = parts.count();
    let unmounted = Command::new("umount").arg(&disk).status();
    assert!(
        unmounted.is_ok_and(|status| status.success()),
        "the small disk is still mounted"
    );
    small.ended(0);
    full.ended(2).complains("disk is full");
    after.ended(0).says("The queen of Ostravia visited King Borduk");
    assert!(matches!(export.code, Some(0 | 2)));
    picture.ended(2).complains("No space left");
    assert_eq!(parts, 0);
}

#[test]
fn untidy_rows_are_counted_and_with_strict_they_are_errors() {
    let place = Place::new();
    place.write(
        "icews.tab",
        "Event ID\tEvent Date\tSource Name\tEvent Text\tCAMEO Code\tTarget Name\n\
         1\t2018-06-01\tPolice (India)\tArrest, detain\t173\tCitizen (India)\n\
         2\t2018-06-01\tPolice (India)\tArrest, detain\t173\n\
         3\t0000-06-01\tPolice (India)\tArrest, detain\t173\tCitizen (India)\n\
         4\t2018-06-02\tPolice (India)\tArrest, detain\t173\tCitizen (India)\n",
    );
    let said = |ran: Ran, level: &str| {
        ran.complains(&format!(
            "{level}: icews.tab:3: 1 row with another number of columns"
        ))
        .complains(&format!(
            "{level}: icews.tab:4: 1 row without a date that can be read"
        ))
        .complains("added 2 statements");
    };
    said(
        place.run(&["build", "icews.tab", "-o", "lax"]).ended(0),
        "warning",
    );
    said(
        place
            .run(&["build", "icews.tab", "-o", "strict", "--strict"])
            .ended(2),
        "error",
    );
    place.write(
        "year.csv",
        "source,relation,target,date\nAldor,leads,Bendor,0000\nAldor,leads,Cendor,0001\n",
    );
    place
        .run(&["build", "year.csv", "-o", "year"])
        .ended(2)
        .complains("year.csv:2:4: date \"0000\"")
        .complains("added 1 statement");
    let mentions = "7\t20250812101500\t20250812103000\t1\texample.org\thttps://example.org/a\t1\t1\t1\t1\t1\t50\t9\t1\t\t\n";
    place.write("a.mentions.CSV", mentions);
    place
        .run(&["build", "a.mentions.CSV", "-o", "mentions"])
        .ended(2)
        .complains("a.mentions.CSV: holds GDELT's mentions of events, no events");
}

#[test]
fn readers_go_on_while_somebody_writes() {
    let place = Place::with_graph();
    let writer = rusqlite::Connection::open(place.path("graph")).expect("a graph");
    writer
        .execute_batch("PRAGMA journal_mode = wal; BEGIN IMMEDIATE; UPDATE runs SET program = 'x'")
        .expect("a graph");
    place.run(&["between", "graph", "Zelmira", "Borduk"]).ended(0);
    writer.execute_batch("ROLLBACK").expect("a graph");
}

#[test]
fn what_may_only_be_read_is_read_and_not_written() {
    let place = Place::new();
    let disk = place.path("disk");
    fs::create_dir(&disk).expect("a folder");
    let mount = |options: &[&str]| {
        let done = Command::new("mount").args(options).arg(&disk).output();
        done.is_ok_and(|output| output.status.success())
    };
    if !mount(&["-t", "tmpfs", "-o", "size=1m", "tmpfs"]) {
        skipped("no disk can be mounted here, so nobody tries a read-only one");
        return;
    }
    place.write("table.csv", TABLE);
    place.write("more.csv", "source,relation,target\nAldor,leads,Bendor\n");
    place.run(&["build", "table.csv", "-o", "disk/graph"]).ended(0);
    let sealed = mount(&["-o", "remount,ro"]);
    let before = bytes(&disk.join("graph"));
    let ask = place.run(&["between", "disk/graph", "Zelmira", "Borduk"]);
    let tries = [
        place.run(&["build", "more.csv", "-o", "disk/graph"]),
        place.run(&["build", "more.csv", "-o", "disk/new"]),
        place.run(&["remove", "disk/graph", "gazette-1"]),
        place.run(&["merge", "disk/graph", "-o", "disk/merged"]),
    ];
    let after = bytes(&disk.join("graph"));
    let unmounted = Command::new("umount").arg(&disk).status();
    assert!(
        sealed && unmounted.is_ok_and(|status| status.success()),
        "the small disk is still mounted"
    );
    ask.ended(0);
    for tried in tries {
        tried.ended(2).complains("read-only");
    }
    assert!(before == after);
}

#[test]
fn documents_keep_what_is_known_of_them_and_newer_texts_take_their_place() {
    let place = Place::new();
    let line = |text: &str| {
        let document = serde_json::json!({
            "id": "wire-7", "text": text, "title": "War", "published": "2022-02-25", "publisher": "The Daily Borduk",
            "url": "https://example.org/7",
        });
        format!("{document}\n")
    };
    place.write("wire.jsonl", line("Russia invaded Ukraine."));
    place
        .run(&["build", "wire.jsonl", "-o", "graph"])
        .ended(0)
        .complains("read 1 document");
    place
        .run(&["between", "graph", "Russia", "Ukraine"])
        .ended(0)
        .says("\"Russia invaded Ukraine.\"")
        .says("wire-7, The Daily Borduk, published 2022-02-25, https://example.org/7");
    let before = bytes(&place.path("graph"));
    place
        .run(&["build", "wire.jsonl", "-o", "graph"])
        .ended(0)
        .complains("1 of them known already");
    assert!(before == bytes(&place.path("graph")));

    place.write("wire.jsonl", line("Russia attacked Ukraine."));
    place
        .run(&["build", "wire.jsonl", "-o", "graph"])
        .ended(0)
        .complains("1 changed since");
    let ran = place
        .run(&["between", "graph", "UKR", "RUS"])
        .ended(0)
        .says("Russia attacked Ukraine.");
    assert!(!ran.out.contains("invaded"));
}

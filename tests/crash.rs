//! A build that is killed at any moment has lost no more than the batch under way, and who reads meanwhile
//! sees whole batches. `cargo test --test crash -- --ignored` kills two hundred builds.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use legation::export::{Design, Format};
use legation::graph::{Filter, KnowledgeGraph, Ledger};

/// Rows of the table; more than two batches.
const ROWS: usize = 18_000;
/// Rows that are added in one transaction.
const BATCH: usize = 8192;

fn build(folder: &Path, graph: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_legation"))
        .current_dir(folder)
        .args(["build", "table.csv", "news.jsonl", "-o", graph])
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs")
}

fn write_input(folder: &Path) {
    let mut table = String::from("source,relation,target\n");
    for row in 0..ROWS {
        table.push_str(&format!("Aldor {},meets,Bendor {row}\n", row % 50));
    }
    std::fs::write(folder.join("table.csv"), table).expect("room for tests");
    let text = |day: usize| {
        format!("{{\"id\":\"wire-{day}\",\"text\":\"Russia invaded Ukraine on {day} May 2022.\"}}\n")
    };
    std::fs::write(folder.join("news.jsonl"), (1..30).map(text).collect::<String>()).expect("room for tests");
}

fn load(file: &Path) -> KnowledgeGraph {
    Ledger::open(file)
        .and_then(|ledger| ledger.load())
        .expect("a graph that is whole")
}

/// Statements in a graph that hold together; none where there is no graph yet.
fn verified(file: &Path) -> usize {
    if !file.exists() {
        return 0;
    }
    match Ledger::open(file) {
        Ok(_) => {}
        // killed before its first transaction
        Err(legation::graph::Error::NotAGraph(_)) => return 0,
        Err(error) => panic!("{error}"),
    }
    let database = rusqlite::Connection::open(file).expect("a database");
    let check: String = database
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("a database");
    assert_eq!(check, "ok");
    let broken: i64 = database
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })
        .expect("a database");
    assert_eq!(broken, 0);
    let graph = load(file);
    let rows = graph
        .statements()
        .iter()
        .filter(|statement| statement.doc == "table.csv")
        .count();
    assert!(rows == ROWS || rows.is_multiple_of(BATCH), "half a batch: {rows}");
    graph.statements().len()
}

fn kill(times: u32) {
    let folder = tempfile::tempdir().expect("a folder for tests");
    let folder = folder.path();
    write_input(folder);
    let started = Instant::now();
    let done = build(folder, "whole").wait().expect("the program ends");
    assert!(done.success());
    let whole = started.elapsed();
    let file = folder.join("killed");
    // a few graphs, each killed until it is done
    let (mut kept, mut graphs, mut state) = (0, 0, 1u64);
    for _ in 0..times {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let part = f64::from((state >> 33) as u32) / f64::from(1u32 << 31);
        let mut child = build(folder, "killed");
        std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * part));
        child.kill().expect("a child can be killed"); // also one that has ended
        child.wait().expect("the program ends");
        let now = verified(&file);
        assert!(now >= kept, "{kept} statements were in the graph, now {now} are");
        kept = now;
        if now == ROWS + 29 {
            resumed(folder, graphs);
            (kept, graphs) = (0, graphs + 1);
        }
    }
    resumed(folder, graphs);
}

/// Ends what was killed, compares it with what was not, and removes it.
fn resumed(folder: &Path, graphs: u32) {
    let done = build(folder, "killed").wait().expect("the program ends");
    assert!(done.success(), "graph {graphs} cannot be completed");
    let lines = |name: &str| {
        let format = Format::named("jsonl").expect("a format");
        format.bytes(
            &load(&folder.join(name)).select(&Filter::default()),
            &Design::default(),
        )
    };
    assert!(
        lines("killed") == lines("whole"),
        "graph {graphs} is not what it should be"
    );
    for file in ["killed", "killed-wal", "killed-shm", "killed-journal"] {
        let _ = std::fs::remove_file(folder.join(file)); // most are not there
    }
}

#[test]
fn ten_kills() {
    kill(10);
}

#[test]
#[ignore = "takes minutes"]
fn two_hundred_kills() {
    kill(200);
}

#[test]
fn who_reads_during_a_build_sees_whole_batches() {
    let folder = tempfile::tempdir().expect("a folder for tests");
    write_input(folder.path());
    let mut child = build(folder.path(), "graph");
    let mut seen = 0;
    let ended = loop {
        let ended = child.try_wait().expect("a child");
        let now = verified(&folder.path().join("graph"));
        assert!(now >= seen);
        seen = now;
        std::thread::sleep(Duration::from_millis(100));
        if let Some(status) = ended {
            break status;
        }
    };
    assert!(ended.success());
    assert_eq!(seen, ROWS + 29);
}

/// What a kill in the midst of a change leaves: pages that are half new, and the journal that knows the old ones.
#[test]
fn a_journal_left_behind_is_undone_by_a_reader() {
    let folder = tempfile::tempdir().expect("room for tests");
    write_input(folder.path());
    let status = build(folder.path(), "whole.graph").wait().expect("a child");
    assert!(status.success());
    let whole = folder.path().join("whole.graph");
    let before = verified(&whole);
    assert!(before > 0);
    let database = rusqlite::Connection::open(&whole).expect("a database");
    // a cache of one page has to write before the end
    database
        .execute_batch("PRAGMA journal_mode = delete; PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE statements SET confidence = 0;")
        .expect("a change");
    let journal = |file: &Path| {
        let mut name = file.as_os_str().to_owned();
        name.push("-journal");
        std::path::PathBuf::from(name)
    };
    let killed = folder.path().join("killed.graph");
    std::fs::copy(&whole, &killed).expect("room for tests");
    std::fs::copy(journal(&whole), journal(&killed)).expect("a journal");
    assert_eq!(verified(&killed), before);
    assert!(
        load(&killed)
            .statements()
            .iter()
            .any(|statement| statement.confidence > 0.0)
    );
}

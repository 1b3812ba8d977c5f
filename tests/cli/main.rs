//! The command line, one file a command: arguments and standard input in, standard output, standard error
//! and exit code out. The countries are invented.

mod actor;
mod annotate;
mod ask;
mod between;
mod build;
mod code;
mod compare;
mod diff;
mod explain;
mod export;
mod extract;
mod filters;
mod judge;
mod ledger;
mod level;
mod matches;
mod path;
mod report;
mod search;
mod show;
#[path = "../skip/mod.rs"]
mod skip;
mod structure;
mod timeline;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

/// A table of invented actors.
const TABLE: &str = "\
source,relation,target,date,document,quote
Queen Zelmira of Ostravia,CONSULT:visit,King Borduk of Pelland,2025-08-12,gazette-1,\"The queen of Ostravia visited King Borduk, it was said.\"
King Borduk of Pelland,ACCUSE,Vorland Liberation Guard,2025-08-13,gazette-2,\"King Borduk accused the Vorland Liberation Guard.\"
Vorland Liberation Guard,threaten to blockade,Duke Umber of Quelland,2025-09,gazette-3,\"The guard threatened to blockade the duke's port.\"
Duke Umber of Quelland,leads,Quelland Sea League,2024,,
";

/// A folder for one test.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder for tests"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder for tests");
        fs::write(&path, bytes).expect("room for tests");
        path
    }

    /// Runs the program in this folder.
    fn run(&self, arguments: &[&str]) -> Ran {
        self.feed(arguments, "")
    }

    fn feed(&self, arguments: &[&str], stdin: impl Into<Vec<u8>>) -> Ran {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_legation"));
        command
            .current_dir(self.0.path())
            .args(arguments)
            .write_stdin(stdin);
        Ran::new(command.output().expect("the program runs"))
    }

    /// A graph of [`TABLE`], called "graph".
    fn with_graph() -> Self {
        let place = Self::new();
        place.write("table.csv", TABLE);
        place.run(&["build", "table.csv", "-o", "graph"]).ended(0);
        place
    }
}

/// How the program ended and what it said.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    fn new(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "out: {}\nerr: {}", self.out, self.err);
        self
    }

    fn says(self, text: &str) -> Self {
        assert!(
            self.out.contains(text),
            "no {text:?} in: {}\nerr: {}",
            self.out,
            self.err
        );
        self
    }

    fn complains(self, text: &str) -> Self {
        assert!(self.err.contains(text), "no {text:?} in: {}", self.err);
        self
    }

    fn silent(self) -> Self {
        assert!(self.err.is_empty(), "{}", self.err);
        self
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).expect("JSON")
    }
}

fn bytes(path: &Path) -> Vec<u8> {
    fs::read(path).expect("a file that was written")
}

#[test]
fn help_shows_a_quick_start() {
    let place = Place::new();
    place
        .run(&["--help"])
        .ended(0)
        .says("Quick start")
        .says("legation build news/");
    for command in [
        "actor",
        "actors",
        "same",
        "different",
        "review",
        "build",
        "extract",
        "code",
        "explain",
        "show",
        "between",
        "timeline",
        "path",
        "match",
        "ask",
        "sparql",
        "compare",
        "top",
        "communities",
        "brokers",
        "bridges",
        "balance",
        "motifs",
        "diff",
        "export",
    ] {
        place.run(&[command, "--help"]).ended(0).says("Usage");
    }
}

#[test]
fn nonsense_is_an_error() {
    let place = Place::new();
    place.run(&["levitate"]).ended(2);
    place.run(&[]).ended(2);
    place
        .run(&["build", "x.txt", "-o", "graph", "--threads", "0"])
        .ended(2);
    place
        .run(&["build", "x.txt", "-o", "graph", "--date", "yesterday"])
        .ended(2)
        .complains("2025-08-12");
    place
        .run(&["build", "x.txt", "-o", "graph", "--input-format", "pdf"])
        .ended(2)
        .complains("triples-csv");
}

#[test]
#[cfg(not(feature = "sparql"))]
fn a_build_without_sparql_says_how_to_get_it() {
    let place = Place::with_graph();
    place
        .run(&["sparql", "graph", "ASK { ?s ?p ?o }", "--format", "json"])
        .ended(2)
        .complains("without SPARQL");
}

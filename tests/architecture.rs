//! Imports run one way: see ARCHITECTURE.md. Here it is enforced, by the `use` lines of the sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room of the library, and the rooms that it may look into. Rooms of one floor never see each other;
/// only `pipeline` sees all stages.
const MAY_SEE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("lexicon", &["model"]),
    ("graph", &["model"]),
    ("read", &["lexicon", "model"]),
    ("annotate", &["lexicon", "model"]),
    ("extract", &["lexicon", "model"]),
    ("resolve", &["lexicon", "model"]),
    ("code", &["lexicon", "model"]),
    ("query", &["graph", "model"]),
    ("export", &["graph", "model"]),
    ("error", &["graph", "lexicon", "model", "read", "query", "export"]),
    (
        "pipeline",
        &[
            "annotate", "code", "error", "extract", "graph", "lexicon", "model", "read", "resolve",
        ],
    ),
    ("report", &["export", "graph", "model", "query"]),
    ("sparql", &["export", "graph"]),
    ("ask", &["error", "graph", "model", "pipeline", "query"]),
];

/// Words that no library file may hold, for it never prints and knows neither environment nor clock.
const UNHEARD: &[&str] = &[
    "println!(",
    "eprintln!(",
    "print!(",
    "dbg!(",
    "std::env::",
    "SystemTime",
    "Instant::now",
    "Zoned::now",
    "Timestamp::now",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The room of a file: the first part of its path under src.
fn room(src: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(src).expect("a file under src");
    let first = inside.components().next().expect("a file has a name").as_os_str();
    first.to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The rooms that a text names: "crate::graph::..." and "crate::{graph, read}".
fn seen(text: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        if text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &text[at + "crate::".len()..];
        let name = |text: &str| -> String {
            text.trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        };
        match rest.strip_prefix('{') {
            None => rooms.push(name(rest)),
            Some(group) => {
                let (mut depth, mut start) = (0usize, 0usize);
                for (i, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => {
                            rooms.push(name(&group[start..i]));
                            break;
                        }
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            rooms.push(name(&group[start..i]));
                            start = i + 1;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    rooms.retain(|room| room.chars().next().is_some_and(char::is_lowercase));
    rooms
}

/// The code of a file without its comments.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("a source in UTF-8");
    let lines = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn imports_run_one_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rules: BTreeMap<&str, &[&str]> = MAY_SEE.iter().copied().collect();
    let mut broken = Vec::new();
    for file in sources(&src) {
        let here = room(&src, &file);
        if matches!(here.as_str(), "lib" | "main" | "cli") {
            continue;
        }
        let Some(allowed) = rules.get(here.as_str()) else {
            broken.push(format!("{}: room '{here}' has no rule", file.display()));
            continue;
        };
        for there in seen(&code(&file)) {
            if there != here && !allowed.contains(&there.as_str()) {
                broken.push(format!("{}: '{here}' must not see '{there}'", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_library_neither_prints_nor_looks_at_the_clock() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut broken = Vec::new();
    for file in sources(&src) {
        if matches!(room(&src, &file).as_str(), "main" | "cli") {
            continue;
        }
        let code = code(&file);
        let library = code.split("#[cfg(test)]").next().unwrap_or_default();
        for word in UNHEARD.iter().filter(|word| library.contains(**word)) {
            broken.push(format!("{}: {word}", file.display()));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn node_indices_stay_in_the_graph() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in sources(&src) {
        if room(&src, &file) != "graph" {
            let code = code(&file);
            assert!(
                !code.contains("NodeIndex") && !code.contains("petgraph"),
                "{}",
                file.display()
            );
        }
    }
}

#[test]
fn groups_of_imports_are_seen() {
    assert_eq!(seen("use crate::{graph::{A, B}, read};"), ["graph", "read"]);
    assert_eq!(
        seen("crate::model::Span; supercrate::x; use crate::Error"),
        ["model"]
    );
}

//! Compiles the gazetteer's tables into the form that the library embeds.

#[path = "src/lexicon/gazetteer/compile.rs"]
mod compile;
#[path = "src/lexicon/gazetteer/fold.rs"]
#[allow(dead_code)]
mod fold;
#[path = "src/lexicon/gazetteer/layout.rs"]
#[allow(dead_code)]
mod layout;

use std::path::Path;
use std::{env, fs, process};

/// Tables that hold no records.
const OTHER: &[&str] = &["generic", "titles", "posts", "spellings", "topics"];

fn main() {
    if let Err(message) = run() {
        eprintln!("{message}");
        process::exit(1);
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("data/gazetteer");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/lexicon/gazetteer");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut tables = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.extension().is_some_and(|ext| ext == "tsv") && !OTHER.contains(&name.as_str()) {
            tables.push((name, fs::read_to_string(&path)?));
        }
    }
    tables.sort();
    let tables: Vec<(&str, &str)> = tables
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let spellings = fs::read_to_string(folder.join("spellings.tsv"))?;
    let compiled = compile::compile(&tables, &spellings)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("gazetteer.bin"), compiled)?;
    Ok(())
}

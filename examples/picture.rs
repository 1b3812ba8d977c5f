//! Reads files into a graph file and prints the part around an actor as DOT, for Graphviz.
//!
//!     cargo run --example picture -- data/samples Russia | dot -Tsvg > picture.svg

use std::path::PathBuf;

use legation::export::{Design, Format};
use legation::graph::{Filter, Ledger};
use legation::pipeline::{Options, Pipeline, Progress};
use legation::read::{self, Input, Inputs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "data/samples".to_owned());
    let focus = arguments.next().unwrap_or_else(|| "Russia".to_owned());

    let file = std::env::temp_dir().join(format!("legation-picture-{}.graph", std::process::id()));
    let inputs = Inputs::open(vec![Input::Path(PathBuf::from(folder))], read::Options::default())?;
    let mut ledger = Ledger::create(&file)?;
    Pipeline::new(Options::default())?.build(inputs, &mut ledger, |progress| {
        if let Progress::Note(note) = progress {
            eprintln!("{note}");
        }
    })?;
    let graph = ledger.load()?;
    ledger.close()?;
    std::fs::remove_file(&file)?;

    let selection = graph.select(&Filter {
        focus: vec![graph.find(&focus)?.id.clone()],
        hops: 1,
        ..Filter::default()
    });
    let dot = Format::named("dot").ok_or("DOT is a format")?;
    print!(
        "{}",
        String::from_utf8(dot.bytes(&selection, &Design::default()))?
    );
    Ok(())
}

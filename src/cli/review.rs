use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use legation::graph::{self, KnowledgeGraph, Ledger, Verdict};
use legation::model::ActorId;
use legation::{Error, Result};

use super::Outcome;
use super::output::{count, describe, hint, plain, write_to};

/// Judge many pairs of actors in a file: write it, edit its first column, apply it
#[derive(clap::Args)]
pub struct Args {
    /// A graph that 'legation build' made
    graph: PathBuf,
    /// Write what was judged and the pairs that may be one to this file instead of standard output
    #[arg(short, long, value_name = "FILE", conflicts_with = "apply")]
    output: Option<PathBuf>,
    /// Record what this file says of each of its pairs: same, different, or nothing
    #[arg(long, value_name = "FILE")]
    apply: Option<PathBuf>,
}

const HEAD: &str = "\
# Are these two one actor? The first cell says same, different, or nothing where it is not known.
# legation review GRAPH --apply THIS-FILE
judgement\ta\tb\ta is\tb is\twhy
";

pub fn run(args: Args) -> Result<Outcome> {
    match &args.apply {
        Some(file) => apply(&args.graph, file),
        None => write(&args),
    }
}

fn write(args: &Args) -> Result<Outcome> {
    let ledger = Ledger::open(&args.graph)?;
    let (graph, unjudged) = (ledger.load()?, ledger.load_unjudged()?);
    let mut text = HEAD.to_owned();
    let mut row = |verdict: &str, a: &str, b: &str, why: &str| {
        let described = |id: &str| match graph.actor(id).filter(|actor| actor.id == id) {
            Some(actor) => describe(actor),
            None => unjudged.actor(id).map(describe).unwrap_or_default(),
        };
        let cells = [verdict, a, b, &described(a), &described(b), why].map(plain);
        text.push_str(&cells.join("\t"));
        text.push('\n');
    };
    let judgements = ledger.judgements()?;
    for judgement in &judgements {
        row(judgement.verdict.name(), &judgement.a, &judgement.b, "judged");
    }
    let doubtful = graph.doubtful();
    for doubt in &doubtful {
        row("", &doubt.a.id, &doubt.b.id, doubt.why.name());
    }
    write_to(args.output.as_deref(), |out| out.write_all(text.as_bytes()))?;
    Ok(Outcome::found(!judgements.is_empty() || !doubtful.is_empty()))
}

/// A verdict and the two that it is about.
type Row = (ActorId, ActorId, Option<Verdict>);

fn apply(graph: &Path, file: &Path) -> Result<Outcome> {
    let text =
        fs::read_to_string(file).map_err(|error| Error::Usage(format!("{}: {error}", file.display())))?;
    let mut ledger = Ledger::open_for_change(graph)?;
    let known = ledger.load_unjudged()?;
    let (mut rows, mut lines) = (Vec::new(), BTreeMap::new());
    for (number, line) in text.lines().enumerate() {
        let fault = |why: String| Error::Usage(format!("{}:{}: {why}", file.display(), number + 1));
        let line = line.trim_start_matches('\u{feff}').trim_end_matches('\r');
        if line.starts_with('#') || line.starts_with("judgement\t") || line.trim().is_empty() {
            continue;
        }
        let row = read(line, &known).map_err(fault)?;
        lines.insert(
            (row.0.clone().min(row.1.clone()), row.0.clone().max(row.1.clone())),
            number + 1,
        );
        rows.push(row);
    }
    let changed = match ledger.judge(&rows) {
        Ok(changed) => changed,
        Err(graph::Error::Contradiction { source, .. }) => {
            let pairs = source
                .same
                .iter()
                .cloned()
                .chain([(source.a.clone(), source.b.clone())]);
            let line = pairs
                .filter_map(|(a, b)| lines.get(&(a.clone().min(b.clone()), a.max(b))))
                .max();
            let line = line.map(|line| format!(":{line}")).unwrap_or_default();
            return Err(Error::Usage(format!("{}{line}: {source}", file.display())));
        }
        Err(error) => return Err(error.into()),
    };
    ledger.close()?;
    hint(format_args!(
        "{} read, {changed} changed",
        count(rows.len(), "pair")
    ));
    Ok(Outcome::found(!rows.is_empty()))
}

fn read(line: &str, known: &KnowledgeGraph) -> Result<Row, String> {
    let mut cells = line.split('\t').map(str::trim);
    let (Some(word), Some(a), Some(b)) = (cells.next(), cells.next(), cells.next()) else {
        return Err("a line is a judgement, an id and another id, parted by tabs".to_owned());
    };
    let verdict = match word {
        "" => None,
        word => Some(
            Verdict::from_name(&word.to_lowercase())
                .ok_or_else(|| format!("'{word}' is no judgement; write same, different, or nothing"))?,
        ),
    };
    let id = |text: &str| match known.actor(text) {
        Some(actor) => Ok(actor.id.clone()),
        // what is to be forgotten may be gone already
        None if verdict.is_none() => Ok(text.into()),
        None => Err(format!("the graph has no actor with the id '{text}'")),
    };
    let (a, b) = (id(a)?, id(b)?);
    if a == b {
        return Err(format!("'{a}' stands on both sides"));
    }
    Ok((a, b, verdict))
}

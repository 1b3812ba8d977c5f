use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use legation::Result;
use legation::graph::Ledger;
use legation::pipeline::{Progress, Summary};
use legation::read::Inputs;

use super::Outcome;
use super::input::InputArgs;
use super::output::{count, hint, note, totals};

/// Read texts and event data into a graph: a new one, or more into one that is there
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// The graph file, made when it is not there
    #[arg(short, long, value_name = "GRAPH")]
    output: PathBuf,
}

/// How long a build is silent before it shows a progress bar.
const PATIENCE: Duration = Duration::from_secs(2);

pub fn run(args: Args) -> Result<Outcome> {
    let inputs = args.input.open()?;
    let pipeline = args.input.pipeline()?;
    let mut ledger = Ledger::create(&args.output)?;
    let bar = bar(&inputs);
    let done = inputs.done();
    let started = Instant::now();
    let mut waiting = std::io::stderr().is_terminal();
    let built = pipeline.build(inputs, &mut ledger, |progress| match progress {
        Progress::Note(said) => bar.suspend(|| note(said)),
        Progress::Batch(summary) => {
            if waiting && started.elapsed() > PATIENCE {
                waiting = false;
                bar.set_draw_target(ProgressDrawTarget::stderr());
            }
            bar.set_position(done.load(Ordering::Relaxed));
            bar.set_message(format!("{} statements", summary.statements));
        }
    });
    bar.finish_and_clear();
    let summary = built?;
    let run = ledger.run();
    let mut totals = totals(&args.output, &ledger.close_counted()?);
    if let Some(run) = run {
        totals = format!("{totals} (run {run})");
    }
    report(&summary);
    hint(totals);
    Ok(match summary {
        Summary { errors: 1.., .. } => Outcome::Partly,
        Summary {
            statements: 0,
            known: 0,
            ..
        } => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

fn report(summary: &Summary) {
    let mut parts = Vec::new();
    if summary.documents > 0 {
        parts.push(count(summary.documents as usize, "document"));
    }
    if summary.known > 0 {
        parts.push(format!("{} of them known already", summary.known));
    }
    if summary.rows > 0 {
        parts.push(count(summary.rows as usize, "row"));
    }
    if summary.added.superseded > 0 {
        parts.push(format!("{} changed since", summary.added.superseded));
    }
    if summary.errors > 0 {
        parts.push(format!(
            "{} that could not be read",
            count(summary.errors as usize, "place")
        ));
    }
    hint(format_args!(
        "read {}",
        if parts.is_empty() {
            "nothing".to_owned()
        } else {
            parts.join(", ")
        }
    ));
    hint(format_args!(
        "added {}",
        count(summary.added.statements as usize, "statement")
    ));
}

/// A progress bar that is still hidden.
fn bar(inputs: &Inputs) -> ProgressBar {
    let (length, template) = match inputs.size() {
        Some(size) => (
            Some(size),
            "{bar:30} {binary_bytes} of {binary_total_bytes}, {msg}, {eta} left",
        ),
        None => (None, "{spinner} {binary_bytes}, {msg}"),
    };
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden());
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar, // the default style shows as much
    }
}

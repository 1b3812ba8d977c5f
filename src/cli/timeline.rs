use clap::ValueEnum;
use jiff::civil::Date;
use legation::Result;
use legation::lexicon::Ontology;
use legation::model::Event;
use legation::query::{self, Period, Timeline, Unit};

use super::Outcome;
use super::output::{Out, count, describe, plain};
use super::select::{GraphArg, QuestionArgs, hint_hidden};

/// Show what happened to an actor, or between two, in the order of time or counted by week, month or year
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// Who: a name, a part of one, or an id
    a: String,
    /// With whom
    b: Option<String>,
    /// Count events by period, with cooperation minus conflict
    #[arg(long, value_name = "UNIT")]
    by: Option<By>,
    /// How much cooperation or conflict an event is
    #[arg(long, value_enum, default_value_t = Scale::Plover, requires = "by")]
    scale: Scale,
    #[command(flatten)]
    question: QuestionArgs,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum By {
    /// From Monday to Sunday
    Week,
    /// A calendar month
    Month,
    /// A calendar year
    Year,
}

#[derive(Clone, Copy, ValueEnum)]
enum Scale {
    /// PLOVER's scores
    Plover,
    /// Goldstein's scale of CAMEO codes; 0 where no code is known
    Goldstein,
}

impl By {
    pub fn unit(self) -> Unit {
        match self {
            By::Week => Unit::Week,
            By::Month => Unit::Month,
            By::Year => Unit::Year,
        }
    }

    /// What a period is called, by its first day.
    pub fn name(self, start: Date) -> String {
        match self {
            By::Week => start.to_string(),
            By::Month => format!("{:04}-{:02}", start.year(), start.month()),
            By::Year => format!("{:04}", start.year()),
        }
    }
}

/// The most columns of a sparkline.
const COLUMNS: usize = 60;

pub fn run(args: Args) -> Result<Outcome> {
    let (graph, a, b) = match &args.b {
        None => {
            let (graph, [a]) = args.graph.load_about([&args.a], &args.question)?;
            (graph, a, None)
        }
        Some(b) => {
            let (graph, [a, b]) = args.graph.load_about([&args.a, b], &args.question)?;
            (graph, a, Some(b))
        }
    };
    let unit = args.by.map(By::unit);
    let score = |event: &Event| match args.scale {
        Scale::Plover => event.score,
        Scale::Goldstein => {
            let code = event.cameo.as_deref();
            let code = code.and_then(|code| Ontology::embedded().cameo(code));
            code.map_or(0.0, |code| code.goldstein)
        }
    };
    let filter = args.question.filter(&graph)?;
    let Some(timeline) = query::timeline(&graph, &a, b.as_deref(), &filter, unit, score) else {
        return Ok(Outcome::Nothing);
    };
    let mut out = Out::new();
    if args.question.json {
        out.json(&timeline)?;
    } else {
        let with = timeline.b.map(|b| format!(" and {}", describe(b)));
        out.line(format_args!(
            "{}{}: {}",
            describe(timeline.a),
            with.unwrap_or_default(),
            count(timeline.events.len(), "event")
        ))?;
        match args.by {
            Some(by) => table(&mut out, &timeline, by)?,
            None => events(&mut out, &timeline, &args.question)?,
        }
    }
    out.flush()?;
    hint_hidden(timeline.hidden);
    Ok(Outcome::found(!timeline.events.is_empty()))
}

/// Each event below its day.
fn events(out: &mut Out, timeline: &Timeline<'_>, question: &QuestionArgs) -> Result<()> {
    let mut heading = None;
    for event in question.limited(&timeline.events) {
        let day = match (&event.date, event.published) {
            (Some(date), _) => date.clone(),
            (None, Some(published)) => format!("told {published}"),
            (None, None) => "undated".to_owned(),
        };
        if heading.as_ref() != Some(&day) {
            out.line("")?;
            out.line(plain(&day))?;
            heading = Some(day);
        }
        out.evidence("    ", event)?;
    }
    Ok(())
}

/// A row for each period with an event, and sparklines over all of them.
fn table(out: &mut Out, timeline: &Timeline<'_>, by: By) -> Result<()> {
    let series = &timeline.series;
    if series.is_empty() {
        return Ok(());
    }
    out.line("")?;
    out.line("period      events  cooperation  conflict     net")?;
    for period in series.iter().filter(|period| period.events > 0) {
        let name = by.name(period.start);
        out.line(format_args!(
            "{name:10}  {:6}  {:11}  {:8}  {:6.1}",
            period.events, period.cooperation, period.conflict, period.net
        ))?;
    }
    if timeline.unplaced > 0 {
        out.line(format_args!("unknown     {:6}", timeline.unplaced))?;
    }
    out.line("")?;
    out.line(format_args!(
        "events  {}",
        bars(series, |period| period.events as f64)
    ))?;
    out.line(format_args!("net     {}", bars(series, |period| period.net)))
}

/// A sparkline: one block a period, or for several where there are too many; the lowest is the least of them and
/// zero, the highest the greatest.
fn bars(series: &[Period], value: impl Fn(&Period) -> f64) -> String {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let width = series.len().div_ceil(COLUMNS).max(1);
    let values: Vec<f64> = series
        .chunks(width)
        .map(|chunk| chunk.iter().map(&value).sum())
        .collect();
    let low = values.iter().copied().fold(0.0, f64::min);
    let high = values.iter().copied().fold(0.0, f64::max);
    let block = |value: f64| {
        let share = if high > low {
            (value - low) / (high - low)
        } else {
            0.0
        };
        BLOCKS[((share * 7.0).round() as usize).min(7)]
    };
    values.into_iter().map(block).collect()
}

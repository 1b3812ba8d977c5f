use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jiff::civil::Date;
use legation::export::{Chart, Format};
use legation::lexicon::Ontology;
use legation::model::Event;
use legation::query::{self, Period, Timeline, Unit};
use legation::report::chart;
use legation::{Error, Result};

use super::Outcome;
use super::export::LookArgs;
use super::output::{Out, count, describe, hint, plain, write_file};
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
    /// Draw it into this file, as its name says: .svg, .png or .html; with --by the counts, else the events
    #[arg(short, long, value_name = "FILE", conflicts_with = "json")]
    output: Option<PathBuf>,
    #[command(flatten)]
    look: LookArgs,
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

impl Scale {
    fn name(self) -> &'static str {
        match self {
            Self::Plover => "PLOVER",
            Self::Goldstein => "Goldstein",
        }
    }
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
        self.unit().name(start)
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
    if let Some(output) = &args.output {
        let draw = drawing(output)?;
        if timeline.events.is_empty() {
            hint("nothing has happened; no chart was drawn");
            hint_hidden(timeline.hidden);
            return Ok(Outcome::Nothing);
        }
        let counted = unit.map(|unit| (unit, args.scale.name()));
        let chart = chart(&graph, &timeline, counted, &args.look.design());
        write_file(output, |out| out.write_all(&draw(&chart)))?;
        hint_hidden(timeline.hidden);
        return Ok(Outcome::Found);
    }
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

/// What draws charts into a file of this name.
fn drawing(file: &Path) -> Result<impl Fn(&Chart<'_>) -> Vec<u8>> {
    let extension = file.extension().and_then(|text| text.to_str());
    let format = extension.and_then(Format::of_extension);
    let writer = format.and_then(Format::chart);
    writer.ok_or_else(|| {
        let file = file.display();
        Error::Usage(format!("{file}: a chart is .svg, .png or .html; name it so"))
    })
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

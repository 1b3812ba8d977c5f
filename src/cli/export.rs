use std::fs;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use legation::export::{Chart, Design, FORMATS, Format, GroupBy, Layout, Theme};
use legation::graph::Selection;
use legation::model::{Actor, ActorId};
use legation::{Error, Result, query};

use super::Outcome;
use super::output::{write_file, write_to};
use super::select::{FilterArgs, GraphArg};

/// Write a graph, or a part of it, for other programs: a picture, or data
#[derive(clap::Args)]
#[command(after_help = formats())]
pub struct Args {
    #[command(flatten)]
    graph: GraphArg,
    /// The format; by default the one that the output's name says
    #[arg(short, long, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))]
    format: Option<String>,
    /// Write to this file instead of standard output; neo4j-csv is several files, and this their folder
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only what lies around this actor; may be repeated
    #[arg(long, value_name = "ACTOR")]
    focus: Vec<String>,
    /// How many ties away from the actors in focus
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    hops: usize,
    /// Only the N actors that take part in most statements; those in focus stay
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Only the k-core: actors that are tied to at least K others of it; those in focus stay
    #[arg(long, value_name = "K")]
    core: Option<usize>,
    /// Leave out what is planned, possible, demanded, denied or negated
    #[arg(long)]
    facts: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten, next_help_heading = "Drawings")]
    drawing: DrawingArgs,
}

/// How many actors a matrix has unless somebody says otherwise.
const ROWS: usize = 40;

/// How drawings of all kinds look.
#[derive(clap::Args)]
pub struct LookArgs {
    /// The headline
    #[arg(long)]
    title: Option<String>,
    /// Bright or dark ground
    #[arg(long, value_enum, default_value_t)]
    theme: ThemeArg,
}

/// How networks look; data formats heed none of it.
#[derive(clap::Args)]
struct DrawingArgs {
    /// A network, or a matrix with a row and a column for each actor: who does how much to whom. A matrix counts facts
    /// unless --modality or --polarity says otherwise, and has at most 40 actors unless --top says otherwise
    #[arg(long = "as", value_name = "FIGURE", value_enum, default_value_t)]
    figure: FigureArg,
    #[command(flatten)]
    look: LookArgs,
    /// Layers from left to right, or who is tied close together; by default what suits the number of ties; clusters take the second
    #[arg(long, value_enum)]
    layout: Option<LayoutArg>,
    /// Put actors of one country, of one sector, or of one community (as 'legation communities' finds them in what is
    /// drawn) into a cluster, and side by side in a matrix, where communities are the default
    #[arg(long, value_enum)]
    group_by: Option<GroupArg>,
    /// Draw only the N pairs of actors that stand out most among all that each has to do with (disparity filter);
    /// by default as many as can be read, 0 for all
    #[arg(long, value_name = "N")]
    pairs: Option<usize>,
    /// Draw all ties of a kind between two actors as one, with counts; by default above 45 ties, and where these are
    /// still too many, one line for each pair
    #[arg(long, value_name = "YES", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    bundle: Option<bool>,
}

#[derive(Clone, Copy, Default, PartialEq, clap::ValueEnum)]
enum FigureArg {
    #[default]
    Network,
    Matrix,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum ThemeArg {
    #[default]
    Light,
    Dark,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum LayoutArg {
    Layers,
    Forces,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum GroupArg {
    Country,
    Sector,
    Community,
}

impl LookArgs {
    pub fn design(&self) -> Design {
        Design {
            title: self.title.clone(),
            theme: match self.theme {
                ThemeArg::Light => Theme::Light,
                ThemeArg::Dark => Theme::Dark,
            },
            ..Design::default()
        }
    }
}

impl DrawingArgs {
    fn design(&self, selection: &Selection<'_>) -> Design {
        let matrix = self.figure == FigureArg::Matrix;
        let group_by = self.group_by.or(matrix.then_some(GroupArg::Community));
        Design {
            layout: self.layout.map(|layout| match layout {
                LayoutArg::Layers => Layout::Layers,
                LayoutArg::Forces => Layout::Forces,
            }),
            group_by: group_by.map(|group| match group {
                GroupArg::Country => GroupBy::Country,
                GroupArg::Sector => GroupBy::Sector,
                GroupArg::Community => GroupBy::List(communities(selection)),
            }),
            bundled: self.bundle,
            pairs: self
                .pairs
                .map(|pairs| if pairs == 0 { usize::MAX } else { pairs }),
            ..self.look.design()
        }
    }
}

/// Who belongs together in a selection.
fn communities(selection: &Selection<'_>) -> Vec<Vec<ActorId>> {
    let found = query::communities(selection).communities;
    let ids = |members: Vec<&Actor>| members.into_iter().map(|actor| actor.id.clone()).collect();
    found.into_iter().map(ids).collect()
}

fn formats() -> String {
    let rows = FORMATS
        .iter()
        .map(|format| format!("\n  {:23} {}", format.name, format.about));
    format!("Formats:{}", rows.collect::<String>())
}

pub fn run(args: Args) -> Result<Outcome> {
    let extension = args
        .output
        .as_ref()
        .and_then(|output| output.extension())
        .and_then(|text| text.to_str());
    let format = match &args.format {
        Some(name) => Format::named(name),
        None => extension.and_then(Format::of_extension),
    };
    let Some(format) = format else {
        if extension == Some("parquet") {
            return Err(Error::Usage(
                "this build has no Parquet; 'cargo install --path . --features parquet' installs one that has"
                    .to_owned(),
            ));
        }
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        return Err(Error::Usage(format!(
            "say which format with --format ({})",
            names.join(", ")
        )));
    };
    let matrix = args.drawing.figure == FigureArg::Matrix;
    let chart = format.chart();
    if matrix && chart.is_none() {
        return Err(Error::Usage(
            "a matrix is drawn as svg, png or html; say so with --format".to_owned(),
        ));
    }
    let folder = match (format.folder(), &args.output) {
        (Some(files), Some(folder)) => Some((folder, files)),
        (Some(files), None) => {
            let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
            return Err(Error::Usage(format!(
                "{} is several files ({}); name a folder for them with --output",
                format.name,
                names.join(", ")
            )));
        }
        (None, _) => None,
    };
    let graph = args.graph.load()?;
    let mut filter = if args.facts || matrix {
        args.filter.facts(&graph)?
    } else {
        args.filter.everything(&graph)?
    };
    for name in &args.focus {
        filter.focus.push(graph.find(name)?.id.clone());
    }
    filter.hops = args.hops;
    let mut selection = graph.select(&filter);
    if let Some(k) = args.core {
        selection = selection.core(k);
    }
    let all = selection.actors().len();
    if let Some(count) = args.top.or(matrix.then_some(ROWS)) {
        selection = selection.most_active(count);
    }
    let design = args.drawing.design(&selection);
    if let Some((folder, files)) = folder {
        fs::create_dir_all(folder).map_err(|error| Error::writing(folder.to_path_buf(), error))?;
        for (name, data) in files {
            write_file(&folder.join(name), |out| data(&selection, out))?;
        }
        return Ok(Outcome::Found);
    }
    write_to(args.output.as_deref(), |out| match chart.filter(|_| matrix) {
        Some(draw) => out.write_all(&draw(&Chart::matrix(&selection, all, &design))),
        None => format.write(&selection, &design, out),
    })?;
    Ok(Outcome::Found)
}

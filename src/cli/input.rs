//! The arguments that all commands over texts share.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use jiff::civil::Date;
use legation::lexicon::gazetteer::Gazetteer;
use legation::pipeline::{Options, Pipeline};
use legation::read::{self, FORMATS, Format, Input, Inputs};
use legation::{Error, Result};

/// What to read, and how.
#[derive(clap::Args)]
pub struct InputArgs {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Read all inputs as this format, whatever their names say
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))]
    input_format: Option<String>,
    /// Publication date of texts that have none of their own, as 2025-08-12
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<Date>,
    /// Publisher of texts that have none of their own
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Count a row of an event table that cannot be used as an error
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    threads: ThreadArgs,
}

/// How many threads.
#[derive(clap::Args)]
pub struct ThreadArgs {
    /// Worker threads, one for each core by default; the output does not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    #[command(flatten)]
    actors: ActorsArg,
}

/// Actors of the user's own.
#[derive(clap::Args)]
pub struct ActorsArg {
    /// More actors, or more names of known ones: a table with the columns name, kind or id, country, aliases, ... as in
    /// data/gazetteer, or JSON Lines with these fields
    #[arg(long, value_name = "FILE")]
    actors: Option<PathBuf>,
}

impl ActorsArg {
    /// Adds them to the gazetteer; before anything is read.
    pub fn add(&self) -> Result<()> {
        let Some(file) = &self.actors else { return Ok(()) };
        let place = file.display().to_string();
        let text =
            std::fs::read_to_string(file).map_err(|error| Error::Usage(format!("{place}: {error}")))?;
        Gazetteer::add(&place, &text).map_err(|error| Error::Usage(error.to_string()))
    }
}

impl InputArgs {
    /// Looks at all inputs.
    pub fn open(&self) -> Result<Inputs> {
        self.inputs(self.input_format.as_deref())
    }

    /// As [`Self::open`]; inputs are of this format where the user names none.
    pub fn open_as(&self, format: &str) -> Result<Inputs> {
        self.inputs(Some(self.input_format.as_deref().unwrap_or(format)))
    }

    fn inputs(&self, format: Option<&str>) -> Result<Inputs> {
        let input = |path: &PathBuf| match path.to_str() {
            Some("-") => Input::Reader(Box::new(std::io::stdin())),
            _ => Input::Path(path.clone()),
        };
        let options = read::Options {
            format: format.and_then(Format::named),
            published: self.date,
            publisher: self.publisher.clone(),
            strict: self.strict,
        };
        Ok(Inputs::open(self.inputs.iter().map(input).collect(), options)?)
    }

    /// The inputs as given.
    pub fn paths(&self) -> &[PathBuf] {
        &self.inputs
    }

    /// The stages.
    pub fn pipeline(&self) -> Result<Pipeline> {
        self.threads.pipeline()
    }
}

impl ThreadArgs {
    /// The stages.
    pub fn pipeline(&self) -> Result<Pipeline> {
        self.actors.add()?;
        Pipeline::new(Options {
            threads: self.threads.map(usize::from),
        })
    }
}

/// A day of the calendar.
pub fn day(text: &str) -> Result<Date, String> {
    let day = legation::model::Interval::parse_iso(text).filter(|day| day.start == day.end);
    day.and_then(|day| day.start)
        .ok_or_else(|| "no date; write it as 2025-08-12".to_owned())
}

//! Writing: standard output, files, and what goes to standard error.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

use legation::graph::Counts;
use legation::model::Actor;
use legation::query::{Evidence, Step};
use legation::read::{Note, Severity};
use legation::{Error, Result};
use miette::{GraphicalReportHandler, GraphicalTheme, MietteDiagnostic, Severity as Level};
use serde::Serialize;

/// Standard output, buffered; its errors are errors of the command.
pub struct Out(BufWriter<io::StdoutLock<'static>>);

impl Out {
    pub fn new() -> Self {
        Self(BufWriter::with_capacity(64 << 10, io::stdout().lock()))
    }

    /// Prints a line.
    pub fn line(&mut self, line: impl std::fmt::Display) -> Result<()> {
        writeln!(self.0, "{line}").map_err(failed)
    }

    /// Prints bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.0.write_all(bytes).map_err(failed)
    }

    /// Prints a value as one line of JSON.
    pub fn json(&mut self, value: &impl Serialize) -> Result<()> {
        serde_json::to_writer(&mut self.0, value).map_err(|error| failed(error.into()))?;
        self.0.write_all(b"\n").map_err(failed)
    }

    /// Prints a statement with its evidence: the line form, and indented below it the sentence and where it
    /// stands.
    pub fn evidence(&mut self, indent: &str, evidence: &Evidence<'_>) -> Result<()> {
        self.line(format_args!("{indent}{}", evidence.line))?;
        if !evidence.quote.is_empty() {
            self.line(format_args!("{indent}    \"{}\"", plain(evidence.quote)))?;
        }
        let mut place = plain(evidence.document);
        if let Some(publisher) = evidence.publisher {
            place = format!("{place}, {}", plain(publisher));
        }
        if let Some(published) = evidence.published {
            place = format!("{place}, published {published}");
        }
        if let Some(url) = evidence.url.filter(|&url| url != evidence.document) {
            place = format!("{place}, {}", plain(url));
        }
        if evidence.sources > 1 {
            place = format!("{place}; told by {} sources", evidence.sources);
        }
        if evidence.contested {
            place = format!("{place}; contested");
        }
        self.line(format_args!("{indent}    {place}"))
    }

    /// Prints a tie that leads from one actor to another: who, which way, and its evidence below.
    pub fn step(&mut self, lead: &str, step: &Step<'_>) -> Result<()> {
        let others = match step.others {
            0 => String::new(),
            others => format!(" (and {})", count(others, "other tie")),
        };
        let along = step.source_id == step.from;
        let arrow = match (step.evidence.symmetric, along) {
            (true, _) => "<->",
            (false, true) => "->",
            (false, false) => "<-",
        };
        let (left, right) = if along {
            (step.source, step.target)
        } else {
            (step.target, step.source)
        };
        self.line(plain(&format!("{lead}{left} {arrow} {right}{others}")))?;
        self.evidence("   ", &step.evidence)
    }

    /// Hands everything on to the reader.
    pub fn flush(&mut self) -> Result<()> {
        self.0.flush().map_err(failed)
    }
}

fn failed(source: io::Error) -> Error {
    Error::output("standard output".to_owned(), source)
}

/// Foreign text on one line, without anything that steers a terminal.
pub fn plain(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() || c == '\u{2028}' || c == '\u{2029}' {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// Writes to a file, or where none is named to standard output.
pub fn write_to(file: Option<&Path>, what: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    match file {
        Some(path) => write_file(path, what),
        None => {
            let mut out = Out::new();
            what(&mut out.0).map_err(failed)?;
            out.flush()
        }
    }
}

/// Writes a file as a whole or not at all: beside its place first, then renamed. What is no regular file,
/// such as a device or a pipe, is written to directly.
pub fn write_file(path: &Path, what: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let fail = |source| Error::writing(path.to_path_buf(), source);
    let fill = |file: File| {
        let mut file = BufWriter::with_capacity(64 << 10, file);
        what(&mut file)?;
        file.into_inner().map_err(io::IntoInnerError::into_error)
    };
    if fs::metadata(path).is_ok_and(|data| !data.is_file()) {
        let device = File::options().write(true).open(path);
        return device.and_then(fill).map(drop).map_err(fail);
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let write = || {
        fill(File::create(&part)?)?.sync_all()?;
        fs::rename(&part, path)
    };
    write().map_err(|error| {
        // the error that is told is the first one
        let _ = fs::remove_file(&part);
        fail(error)
    })
}

/// Tells the user of an error.
pub fn complain(error: &Error) {
    say(&MietteDiagnostic::new(error.to_string()));
}

/// Tells the user of a place in the input.
pub fn note(note: &Note) {
    let level = match note.severity {
        Severity::Warning => Level::Warning,
        Severity::Error => Level::Error,
    };
    say(&MietteDiagnostic::new(note.to_string()).with_severity(level));
}

/// In colour and wrapped on a terminal, as one plain line elsewhere. Where standard error itself is gone
/// there is nobody to tell.
fn say(diagnostic: &MietteDiagnostic) {
    let mut stderr = io::stderr().lock();
    if stderr.is_terminal() {
        let mut shown = String::new();
        let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode());
        if handler.render_report(&mut shown, diagnostic).is_ok() {
            let _ = writeln!(stderr, "{}", shown.trim_matches('\n'));
            return;
        }
    }
    let level = match diagnostic.severity {
        Some(Level::Warning) => "warning",
        _ => "error",
    };
    let _ = writeln!(stderr, "{level}: {diagnostic}");
}

/// Tells the user something that is neither.
pub fn hint(text: impl std::fmt::Display) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// An actor in the words of a heading: "Vladimir Putin (person, RUS)".
pub fn describe(actor: &Actor) -> String {
    let country = actor
        .country
        .as_ref()
        .map(|country| format!(", {country}"))
        .unwrap_or_default();
    plain(&format!("{} ({}{country})", actor.name, actor.kind.name()))
}

/// "1 statement", "2 statements".
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// What a graph holds after it has been changed.
pub fn totals(file: &Path, counts: &Counts) -> String {
    format!(
        "{} now has {}, {} and {}",
        file.display(),
        count(counts.statements as usize, "statement"),
        count(counts.actors as usize, "actor"),
        count(counts.ties as usize, "tie"),
    )
}

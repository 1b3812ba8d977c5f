//! Where bytes come from: files, folders, and readers such as standard input.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::Date;

use super::{FORMATS, Format, Item, Items, Note, Position, Source, decode};

/// What stands between the user's words and the first byte.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A named input cannot be opened.
    #[error("{path}: {source}")]
    Unreadable {
        /// As given.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// A named folder has no file of a known format in it.
    #[error(
        "{path}: no readable file in this folder; known extensions are {}",
        extensions()
    )]
    NothingInFolder {
        /// As given.
        path: String,
    },
    /// A named file whose format its name does not tell.
    #[error("{path}: unknown format; name it with --input-format ({})", names())]
    UnknownFormat {
        /// As given.
        path: String,
    },
}

fn extensions() -> String {
    let mut all: Vec<String> = Vec::new();
    for extension in FORMATS.iter().flat_map(|format| format.extensions) {
        let dotted = format!(".{extension}");
        if !all.contains(&dotted) {
            all.push(dotted);
        }
    }
    all.join(", ")
}

fn names() -> String {
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    names.join(", ")
}

/// One input as the user gives it.
pub enum Input {
    /// A file, or a folder with everything in it.
    Path(PathBuf),
    /// Standard input, say; its name is "-".
    Reader(Box<dyn Read + Send>),
}

/// What holds for all inputs.
#[derive(Clone, Default)]
pub struct Options {
    /// Read everything as this format, whatever its name says.
    pub format: Option<&'static Format>,
    /// Publication day of documents and rows that have none.
    pub published: Option<Date>,
    /// Publisher of documents and rows that have none.
    pub publisher: Option<String>,
    /// Rows of event tables that cannot be used are errors, not warnings.
    pub strict: bool,
}

#[derive(Clone)]
pub(super) struct Defaults {
    pub(super) published: Option<Date>,
    pub(super) publisher: Option<String>,
    pub(super) strict: bool,
}

/// All inputs, read one after the other.
pub struct Inputs {
    waiting: VecDeque<Waiting>,
    current: Option<Items>,
    options: Options,
    size: Option<u64>,
    done: Arc<AtomicU64>,
}

enum Waiting {
    File(PathBuf, &'static [&'static Format]),
    Reader(Box<dyn Read + Send>),
    Note(Note),
}

impl Inputs {
    /// Looks at every input before the first is read. Folders are walked in the order of their names;
    /// hidden files are passed over, files of unknown extension and links to folders are noted.
    ///
    /// # Errors
    /// An input that is not there or cannot be opened, a folder without a readable file, a file whose
    /// format cannot be told.
    pub fn open(inputs: Vec<Input>, options: Options) -> Result<Self, Error> {
        let mut waiting = VecDeque::new();
        let mut size = Some(0);
        for input in inputs {
            match input {
                Input::Reader(reader) => {
                    waiting.push_back(Waiting::Reader(reader));
                    size = None;
                }
                Input::Path(path) => {
                    let unreadable = |source| Error::Unreadable {
                        path: shown(&path),
                        source,
                    };
                    let data = fs::metadata(&path).map_err(unreadable)?;
                    if data.is_dir() {
                        let before = waiting.len();
                        walk(&path, options.format, &mut waiting, &mut size).map_err(unreadable)?;
                        let files = waiting.iter().skip(before);
                        if !files.into_iter().any(|file| matches!(file, Waiting::File(..))) {
                            return Err(Error::NothingInFolder { path: shown(&path) });
                        }
                        continue;
                    }
                    if data.is_file() {
                        File::open(&path).map_err(unreadable)?;
                    }
                    let formats = match options.format {
                        Some(_) => &[][..],
                        None => {
                            candidates(&path).ok_or_else(|| Error::UnknownFormat { path: shown(&path) })?
                        }
                    };
                    size = size.map(|size| size + data.len());
                    waiting.push_back(Waiting::File(path, formats));
                }
            }
        }
        Ok(Self {
            waiting,
            current: None,
            options,
            size,
            done: Arc::default(),
        })
    }

    /// Bytes in all files, before decompression; `None` when a reader of unknown length is among them.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// A counter of the bytes that were read so far.
    pub fn done(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.done)
    }

    fn start(&mut self, waiting: Waiting) -> Result<Items, Note> {
        let (name, bytes, formats): (String, Box<dyn Read + Send>, &[&Format]) = match waiting {
            Waiting::Note(note) => return Err(note),
            Waiting::Reader(reader) => ("-".to_owned(), reader, &[]),
            Waiting::File(path, formats) => {
                let name = shown(&path);
                match File::open(&path) {
                    Ok(file) => (name, Box::new(file), formats),
                    Err(error) => return Err(failed(&name, &error)),
                }
            }
        };
        let is_path = name != "-";
        let counted = Counted {
            bytes,
            done: self.done(),
        };
        let bytes = decode::decompressed(Box::new(counted)).map_err(|error| failed(&name, &error))?;
        let (format, bytes) = match (self.options.format, formats) {
            (Some(format), _) => (format, bytes),
            (None, &[format]) => (format, bytes),
            (None, formats) => {
                let (head, bytes) = decode::head(bytes).map_err(|error| failed(&name, &error))?;
                let sniffed = match formats {
                    [] => FORMATS.iter().find(|format| (format.sniff)(&head)),
                    [.., last] => formats
                        .iter()
                        .find(|format| (format.sniff)(&head))
                        .or(Some(last))
                        .copied(),
                };
                match sniffed {
                    Some(format) => (format, bytes),
                    None => {
                        let message = format!(
                            "looks like no text; name its format with --input-format ({})",
                            names()
                        );
                        return Err(Note::error(Position::file(&name), message));
                    }
                }
            }
        };
        let defaults = Defaults {
            published: self.options.published,
            publisher: self.options.publisher.clone(),
            strict: self.options.strict,
        };
        Ok((format.read)(Source {
            name,
            is_path,
            bytes,
            defaults,
        }))
    }
}

impl Iterator for Inputs {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.current.as_mut().and_then(Iterator::next) {
                return Some(item);
            }
            let waiting = self.waiting.pop_front()?;
            match self.start(waiting) {
                Ok(items) => self.current = Some(items),
                Err(note) => {
                    self.current = None;
                    return Some(Item::Note(note));
                }
            }
        }
    }
}

fn failed(name: &str, error: &io::Error) -> Note {
    Note::error(Position::file(name), format!("cannot be read: {error}"))
}

/// A path as documents are called by it: with "/" between folders and without "./" before it.
fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if std::path::MAIN_SEPARATOR == '/' {
        text
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/").into()
    };
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}

/// The formats that a file's name allows: one or more by its extension, all (an empty list) without an
/// extension; `None` for an unknown extension.
fn candidates(path: &Path) -> Option<&'static [&'static Format]> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let name = [".gz", ".zst", ".zstd"]
        .iter()
        .find_map(|packed| name.strip_suffix(packed))
        .unwrap_or(&name);
    match Path::new(name).extension() {
        None => Some(&[]),
        Some(extension) => by_extension()
            .iter()
            .find(|(known, _)| extension == *known)
            .map(|(_, formats)| formats.as_slice()),
    }
}

/// Each known extension with its formats, in the order of [`FORMATS`].
fn by_extension() -> &'static [(&'static str, Vec<&'static Format>)] {
    static TABLE: std::sync::OnceLock<Vec<(&'static str, Vec<&'static Format>)>> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: Vec<(&'static str, Vec<&'static Format>)> = Vec::new();
        for format in FORMATS {
            for &extension in format.extensions {
                match table.iter_mut().find(|(known, _)| *known == extension) {
                    Some((_, formats)) => formats.push(format),
                    None => table.push((extension, vec![format])),
                }
            }
        }
        table
    })
}

fn walk(
    folder: &Path,
    format: Option<&'static Format>,
    waiting: &mut VecDeque<Waiting>,
    size: &mut Option<u64>,
) -> io::Result<()> {
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let path = entry.path();
        let skipped = |why: &str| Waiting::Note(Note::warning(Position::file(&shown(&path)), why));
        let is_link = entry.file_type()?.is_symlink();
        let data = match fs::metadata(&path) {
            Ok(data) => data,
            Err(error) => {
                waiting.push_back(Waiting::Note(failed(&shown(&path), &error)));
                continue;
            }
        };
        if data.is_dir() && is_link {
            waiting.push_back(skipped("skipped: a link to a folder"));
        } else if data.is_dir() {
            if let Err(error) = walk(&path, format, waiting, size) {
                waiting.push_back(Waiting::Note(failed(&shown(&path), &error)));
            }
        } else if !data.is_file() {
            waiting.push_back(skipped("skipped: no regular file"));
        } else {
            match (format, candidates(&path)) {
                (None, None | Some([])) => waiting.push_back(skipped("skipped: unknown extension")),
                (_, formats) => {
                    *size = size.map(|size| size + data.len());
                    waiting.push_back(Waiting::File(path, formats.unwrap_or_default()));
                }
            }
        }
    }
    Ok(())
}

/// Counts the bytes that pass.
struct Counted {
    bytes: Box<dyn Read + Send>,
    done: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.done.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

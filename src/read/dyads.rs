//! Tables of who acts on whom and when, for a network alone: names stay as they are, and no statement is made of a row.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{Note, Position};

/// So many bytes are read at a time: they stay in the processor's cache.
const CHUNK: usize = 256 << 10;

/// A tab-separated file in UTF-8 whose header has the columns source, target and date, among others.
#[derive(Clone, Debug)]
pub struct Dyads {
    file: PathBuf,
    /// Where date, source and target stand.
    columns: [usize; 3],
    /// Where the rows begin and end.
    rows: (u64, u64),
}

impl Dyads {
    /// Looks at the header.
    ///
    /// # Errors
    /// A file that cannot be read, a header without one of the columns.
    pub fn open(file: &Path) -> Result<Self, Note> {
        let name = file.display().to_string();
        let read = || {
            let mut reader = BufReader::new(File::open(file)?);
            let mut header = String::new();
            let start = reader.read_line(&mut header)? as u64;
            Ok::<_, io::Error>((header, (start, reader.get_ref().metadata()?.len())))
        };
        let (header, rows) =
            read().map_err(|error| Note::error(Position::file(&name), format!("cannot be read: {error}")))?;
        let header = header
            .trim_start_matches('\u{feff}')
            .trim_end_matches(['\r', '\n']);
        let place = |column: &str| {
            let mut names = header.split('\t');
            names
                .position(|name| name.trim().eq_ignore_ascii_case(column))
                .ok_or_else(|| {
                    let message =
                        format!("the header has no column {column:?}; it needs source, target and date");
                    Note::error(Position::line(&name, 1), message)
                })
        };
        Ok(Self {
            columns: [place("date")?, place("source")?, place("target")?],
            file: file.to_path_buf(),
            rows,
        })
    }

    /// The rows in so many parts of about the same size, to be read side by side.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn parts(&self, count: usize) -> io::Result<Vec<DyadRows>> {
        let (mut start, end) = self.rows;
        let mut reader = BufReader::new(File::open(&self.file)?);
        let mut parts = Vec::with_capacity(count);
        for left in (1..=count as u64).rev() {
            let about = start + end.saturating_sub(start) / left;
            let cut = if left == 1 {
                end
            } else {
                reader.seek(SeekFrom::Start(about))?;
                about + reader.skip_until(b'\n')? as u64
            };
            parts.push(DyadRows {
                file: self.file.clone(),
                columns: self.columns,
                rows: (start, cut),
            });
            start = cut;
        }
        Ok(parts)
    }
}

/// Some of the rows of a table.
#[derive(Clone, Debug)]
pub struct DyadRows {
    file: PathBuf,
    columns: [usize; 3],
    rows: (u64, u64),
}

impl DyadRows {
    /// Reads them: who acts, on whom, when. How many rows were passed over is returned: those without a date, or with
    /// too few fields.
    ///
    /// # Errors
    /// A file that cannot be read, or is no UTF-8.
    pub fn each(self, mut take: impl FnMut(&str, &str, Date)) -> io::Result<u64> {
        let (start, end) = self.rows;
        let mut file = File::open(&self.file)?;
        file.seek(SeekFrom::Start(start))?;
        let mut file = file.take(end.saturating_sub(start));
        let mut buffer = vec![0; CHUNK];
        let (mut filled, mut passed_over) = (0, 0);
        // tables have many rows a day
        let mut day: (String, Option<Date>) = Default::default();
        loop {
            if filled == buffer.len() {
                buffer.resize(2 * filled, 0); // a longer line
            }
            let more = file.read(&mut buffer[filled..])?;
            filled += more;
            if more == 0 && filled > 0 {
                buffer[filled] = b'\n'; // where the last line has none
                filled += 1;
            }
            let whole = memchr::memrchr(b'\n', &buffer[..filled]).map_or(0, |last| last + 1);
            let lines = std::str::from_utf8(&buffer[..whole])
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            each_row(lines, self.columns, |row| {
                let known = row.is_some_and(|[date, source, target]| {
                    if day.0 != date {
                        day = (date.to_owned(), date.parse().ok());
                    }
                    let named = !source.is_empty() && !target.is_empty();
                    day.1
                        .filter(|_| named)
                        .map(|day| take(source, target, day))
                        .is_some()
                });
                passed_over += u64::from(!known);
            });
            buffer.copy_within(whole..filled, 0);
            filled -= whole;
            if more == 0 {
                return Ok(passed_over);
            }
        }
    }
}

/// The fields of these columns of each line that is not empty; nothing of a line that has not so many. All lines have an end.
fn each_row(lines: &str, columns: [usize; 3], mut take: impl FnMut(Option<[&str; 3]>)) {
    let last = columns.into_iter().max().unwrap_or_default();
    let mut fields = [""; 3];
    let (mut line, mut start, mut column) = (0, 0, 0);
    for at in memchr::memchr2_iter(b'\t', b'\n', lines.as_bytes()) {
        if column <= last {
            for (field, wanted) in fields.iter_mut().zip(columns) {
                if column == wanted {
                    *field = trimmed(&lines[start..at]);
                }
            }
        }
        (start, column) = (at + 1, column + 1);
        if lines.as_bytes()[at] == b'\n' {
            if column > last {
                take(Some(fields));
            } else if !lines[line..at].trim().is_empty() {
                take(None);
            }
            (line, column) = (start, 0);
        }
    }
}

/// Most fields need no look at what blanks there are beside ASCII's.
fn trimmed(field: &str) -> &str {
    match field.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => field,
        _ => field.trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, Dyads};

    /// Rows as they are read in so many parts, and how many are passed over.
    fn read(table: &str, parts: usize) -> (Vec<(String, String, jiff::civil::Date)>, u64) {
        let file = tempfile::NamedTempFile::new().expect("room for tests");
        std::fs::write(file.path(), table).expect("room for tests");
        let table = Dyads::open(file.path()).expect("a table");
        let (mut rows, mut passed_over) = (Vec::new(), 0);
        for part in table.parts(parts).expect("a file") {
            let take =
                |source: &str, target: &str, day| rows.push((source.to_owned(), target.to_owned(), day));
            passed_over += part.each(take).expect("a file");
        }
        (rows, passed_over)
    }

    #[test]
    fn rows_are_the_same_in_any_number_of_parts() {
        let table = "target\tDate\tnote\tsource\r\n B\t2031-04-02\t\tA\r\n\nC\tsoon\t\tA\nB\t2031-04-03\tx\nÅ\t2031-04-03\tx\tC";
        let row = |source: &str, target: &str, day| {
            (
                source.to_owned(),
                target.to_owned(),
                jiff::civil::date(2031, 4, day),
            )
        };
        let rows = vec![row("A", "B", 2), row("C", "Å", 3)];
        for parts in 1..9 {
            assert_eq!(read(table, parts), (rows.clone(), 2), "{parts} parts");
        }
    }

    #[test]
    fn a_line_may_be_longer_than_what_is_read_at_a_time() {
        let name = "x".repeat(2 * CHUNK);
        let table = format!("source\ttarget\tdate\n{name}\tB\t2031-04-02\nA\tB\t2031-04-03\n");
        let (rows, passed_over) = read(&table, 1);
        assert_eq!((rows.len(), passed_over), (2, 0));
        assert_eq!((rows[0].0.as_str(), rows[1].0.as_str()), (name.as_str(), "A"));
    }

    #[test]
    fn a_header_must_have_the_columns() {
        let file = tempfile::NamedTempFile::new().expect("room for tests");
        std::fs::write(file.path(), "source\ttarget\nA\tB\n").expect("room for tests");
        let note = Dyads::open(file.path()).expect_err("no date").to_string();
        assert!(note.contains(":1: the header has no column \"date\""), "{note}");
    }
}

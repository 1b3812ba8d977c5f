//! Tables of who acts on whom and when, in memory and for a network alone: names stay as they are, and no statement
//! is made of a row.

use jiff::civil::Date;

use super::{Note, Position};

/// A tab-separated table whose header has the columns source, target and date, among others.
#[derive(Clone, Copy, Debug)]
pub struct Dyads<'t> {
    /// Where date, source and target stand.
    columns: [usize; 3],
    body: &'t str,
}

impl<'t> Dyads<'t> {
    /// Looks at the header; `name` is the table's, for what is said about it.
    ///
    /// # Errors
    /// A header without one of the columns.
    pub fn new(name: &str, table: &'t str) -> Result<Self, Note> {
        let (header, body) = table.split_once('\n').unwrap_or((table, ""));
        let header = header.trim_start_matches('\u{feff}').trim_end_matches('\r');
        let place = |column: &str| {
            let mut names = header.split('\t');
            names
                .position(|name| name.trim().eq_ignore_ascii_case(column))
                .ok_or_else(|| {
                    let message =
                        format!("the header has no column {column:?}; it needs source, target and date");
                    Note::error(Position::line(name, 1), message)
                })
        };
        let columns = [place("date")?, place("source")?, place("target")?];
        Ok(Self { columns, body })
    }

    /// The rows in so many parts of about the same size, to be read side by side.
    pub fn parts(self, count: usize) -> Vec<DyadRows<'t>> {
        let mut parts = Vec::with_capacity(count);
        let mut rest = self.body;
        for left in (1..=count).rev() {
            let cut = match left {
                1 => rest.len(),
                _ => memchr::memchr(b'\n', &rest.as_bytes()[rest.len() / left..])
                    .map_or(rest.len(), |more| rest.len() / left + more + 1),
            };
            let (part, beyond) = rest.split_at(cut); // behind a line's end: between two characters
            parts.push(DyadRows {
                columns: self.columns,
                rest: part,
                day: ("", None),
            });
            rest = beyond;
        }
        parts
    }
}

/// Rows of a table: who acts, on whom, when; or the line of one that has no date, or too few fields.
#[derive(Clone, Debug)]
pub struct DyadRows<'t> {
    columns: [usize; 3],
    rest: &'t str,
    /// The last date that was read, as it is written: tables have many rows a day.
    day: (&'t str, Option<Date>),
}

impl<'t> Iterator for DyadRows<'t> {
    type Item = Result<(&'t str, &'t str, Date), &'t str>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let text = self.rest;
            let mut fields = [None; 3];
            let (mut start, mut column, mut end) = (0, 0, text.len());
            for at in memchr::memchr2_iter(b'\t', b'\n', text.as_bytes()).chain([text.len()]) {
                for (field, &wanted) in fields.iter_mut().zip(&self.columns) {
                    if column == wanted {
                        *field = Some(&text[start..at]);
                    }
                }
                (start, column) = (at + 1, column + 1);
                if text.as_bytes().get(at) == Some(&b'\n') {
                    end = at;
                    break;
                }
            }
            self.rest = text.get(end + 1..).unwrap_or_default();
            let line = &text[..end];
            if line.trim().is_empty() {
                continue;
            }
            return Some(self.row(fields).ok_or(line));
        }
    }
}

impl<'t> DyadRows<'t> {
    fn row(&mut self, fields: [Option<&'t str>; 3]) -> Option<(&'t str, &'t str, Date)> {
        let [date, source, target] = fields.map(|field| Some(field?.trim()));
        let (date, source, target) = (date?, source?, target?);
        if self.day.0 != date {
            self.day = (date, date.parse().ok());
        }
        let named = !source.is_empty() && !target.is_empty();
        self.day.1.filter(|_| named).map(|day| (source, target, day))
    }
}

#[cfg(test)]
mod tests {
    use super::Dyads;

    #[test]
    fn rows_are_the_same_in_any_number_of_parts() {
        let table = "target\tDate\tnote\tsource\r\nB\t2031-04-02\t\tA\r\n\nC\tsoon\t\tA\nB\t2031-04-03\tx\nÅ\t2031-04-03\tx\tC";
        let read = |parts: usize| -> Vec<_> {
            let parts = Dyads::new("t", table).unwrap().parts(parts);
            parts.into_iter().flatten().collect()
        };
        let day = |day| jiff::civil::date(2031, 4, day);
        let rows = [
            Ok(("A", "B", day(2))),
            Err("C\tsoon\t\tA"),
            Err("B\t2031-04-03\tx"),
            Ok(("C", "Å", day(3))),
        ];
        for parts in 1..9 {
            assert_eq!(read(parts), rows, "{parts} parts");
        }
    }

    #[test]
    fn a_header_must_have_the_columns() {
        let note = Dyads::new("t.tsv", "source\ttarget\nA\tB\n").unwrap_err();
        assert!(
            note.to_string()
                .contains("t.tsv:1: the header has no column \"date\""),
            "{note}"
        );
    }
}

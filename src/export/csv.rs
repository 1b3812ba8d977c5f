//! A table of the ties, for spreadsheets and statistics: one row a tie, with a header.
//!
//! Spreadsheets take a cell that begins with `=`, `+`, `-` or `@` for a formula and run it. As OWASP advises against
//! this "CSV injection", such a text has an apostrophe put before it, which a spreadsheet shows as what it is, text.
//! Numbers stay as they are. Formats that nobody opens in a spreadsheet hold all texts unchanged.

use std::borrow::Cow;
use std::io::{self, Write};

use super::table::{EDGES, Value, edge};
use crate::graph::Selection;

pub(super) fn write(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    let head = ["source", "target", "source_id", "target_id"].into_iter();
    writer.write_record(head.chain(EDGES.iter().map(|column| column.name)))?;
    for tie in selection.ties() {
        let row = edge(&tie);
        let names = [tie.source.name.as_str(), tie.target.name.as_str()];
        let ends = names.into_iter().chain(row.ends).map(guarded);
        let values = row.values.iter().map(|value| match value {
            Value::Text(text) => guarded(text),
            _ => value.text().unwrap_or_default(),
        });
        writer.write_record(ends.chain(values).map(Cow::into_owned))?;
    }
    writer.flush()
}

/// A text that no spreadsheet takes for a formula.
fn guarded(text: &str) -> Cow<'_, str> {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula && text.parse::<f64>().is_err() {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn no_text_is_a_formula() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("- he said", "'- he said"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-3.5", "-3.5"),
            ("Alvania", "Alvania"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), cell);
        }
    }
}

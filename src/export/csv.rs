//! A table of the ties, for spreadsheets and statistics: one row a tie, with a header.
//!
//! Spreadsheets take a cell that begins with `=`, `+`, `-` or `@` for a formula and run it. As OWASP advises against
//! this "CSV injection", such a text has an apostrophe put before it, which a spreadsheet shows as what it is, text.
//! Numbers stay as they are. Formats that nobody opens in a spreadsheet hold all texts unchanged.

use std::borrow::Cow;

use super::table::{Value, edges, nodes};
use crate::graph::Selection;

pub(super) fn write(selection: &Selection<'_>) -> Vec<u8> {
    let (nodes, edges) = (nodes(selection), edges(selection));
    let name = |id: &str| {
        let at = nodes.rows.binary_search_by(|row| row.ends[0].cmp(id));
        let name = at.ok().and_then(|at| nodes.rows[at].values[0].text());
        name.unwrap_or_default().into_owned()
    };
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let head = ["source", "target", "source_id", "target_id"].into_iter();
    let columns = edges.columns.iter().map(|column| column.name);
    // a Vec takes every byte, and all rows are as long as the header
    writer.write_record(head.chain(columns)).expect("a row");
    for row in &edges.rows {
        let [source, target] = row.ends;
        let ends = [name(source), name(target), source.to_owned(), target.to_owned()];
        let ends = ends.iter().map(|text| guarded(text).into_owned());
        let values = row.values.iter().map(|value| match value {
            Value::Text(text) => guarded(text).into_owned(),
            _ => value.text().unwrap_or_default().into_owned(),
        });
        writer.write_record(ends.chain(values)).expect("a row");
    }
    writer.into_inner().expect("memory takes every byte")
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

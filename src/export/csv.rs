//! A table of the ties, for spreadsheets and statistics: one row a tie, with a header.

use super::table::{edges, nodes};
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
        let values = row
            .values
            .iter()
            .map(|value| value.text().unwrap_or_default().into_owned());
        let ends = [name(source), name(target), source.to_owned(), target.to_owned()];
        writer
            .write_record(ends.into_iter().chain(values))
            .expect("a row");
    }
    writer.into_inner().expect("memory takes every byte")
}

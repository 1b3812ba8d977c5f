//! Quadruples of temporal knowledge graphs: subject, relation, object and day, tab-separated without a header.

use super::{Event, Fields, Layout, Skip, first_row, read};
use crate::model::Interval;
use crate::read::{Format, coded};

pub(in crate::read) const FORMAT: Format = Format {
    name: "quadruples",
    extensions: &["txt", "tsv"],
    about: "subject, relation, object and day of temporal knowledge graphs, without a header",
    sniff: |head| {
        let row = first_row(head, b'\t');
        row.len() == 4
            && row[3].len() == 10
            && row[3].iter().all(|&byte| byte.is_ascii_digit() || byte == b'-')
    },
    read: |source| read(source, &LAYOUT),
};

static LAYOUT: Layout = Layout {
    name: "quadruples",
    id: "",
    delimiter: b'\t',
    columns: |_| Some(vec!["source", "relation", "target", "date"]),
    event,
};

fn event(fields: &Fields<'_>) -> Result<Event, Skip> {
    let words = fields.get("relation").replace('_', " ");
    let name = |column| Ok::<_, Skip>(fields.actor(column)?.replace('_', " "));
    Ok(Event {
        source: name("source")?,
        target: name("target")?,
        relation: coded::worded(&words),
        words: words.to_lowercase(),
        when: Some(Interval::day(fields.day("date")?)),
        ..Event::default()
    })
}

//! ICEWS: 20 columns and a header, names such as "Police (India)", CAMEO codes with their words.

use super::{Event, Fields, Layout, Skip, cameo, has_columns, read};
use crate::model::Interval;
use crate::read::Format;

pub(in crate::read) const FORMAT: Format = Format {
    name: "icews",
    extensions: &["tab", "tsv"],
    about: "ICEWS events, tab-separated with a header",
    sniff: |head| {
        has_columns(
            head,
            b'\t',
            &["event date", "source name", "cameo code", "target name"],
        )
    },
    read: |source| read(source, &LAYOUT),
};

static LAYOUT: Layout = Layout {
    name: "icews",
    id: "event id",
    delimiter: b'\t',
    columns: |_| None,
    event,
};

fn event(fields: &Fields<'_>) -> Result<Event, Skip> {
    let (label, relation) = cameo(&fields.get("cameo code"));
    let words = fields.get("event text").to_lowercase();
    Ok(Event {
        source: fields.actor("source name")?,
        target: fields.actor("target name")?,
        words: if words.is_empty() { label } else { words },
        relation,
        when: Some(Interval::day(fields.day("event date")?)),
        place: fields.first(&["city", "province", "country"]),
        publisher: fields.given("publisher"),
        ..Event::default()
    })
}

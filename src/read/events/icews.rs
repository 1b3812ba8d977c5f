//! ICEWS: 20 columns and a header, names such as "Police (India)", CAMEO codes with their words.

use super::{Event, Fields, Layout, NO_ACTOR, Skip, cameo, has_columns, read};
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
    delimiter: b'\t',
    columns: |_| None,
    event,
};

fn event(fields: &Fields<'_>) -> Result<Event, Skip> {
    let (label, relation) = cameo(&fields.get("cameo code"));
    let words = fields.get("event text").to_lowercase();
    let place = ["city", "province", "country"].map(|column| fields.get(column));
    Ok(Event {
        source: fields.need("source name", NO_ACTOR)?,
        target: fields.need("target name", NO_ACTOR)?,
        words: if words.is_empty() { label } else { words },
        relation,
        when: Some(Interval::day(fields.day("event date")?)),
        place: place
            .into_iter()
            .find(|place| !place.is_empty())
            .unwrap_or_default()
            .into_owned(),
        publisher: Some(fields.get("publisher").into_owned()).filter(|name| !name.is_empty()),
        ..Event::default()
    })
}

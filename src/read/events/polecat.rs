//! POLECAT: 40 columns and a header, PLOVER events and modes.

use super::{Event, Fields, Layout, NO_ACTOR, Skip, has_columns, read};
use crate::model::Interval;
use crate::read::{Format, coded};

pub(in crate::read) const FORMAT: Format = Format {
    name: "polecat",
    extensions: &["txt", "tsv", "tab"],
    about: "POLECAT events, tab-separated with a header",
    sniff: |head| {
        has_columns(
            head,
            b'\t',
            &["event date", "event type", "actor name", "recipient name"],
        )
    },
    read: |source| read(source, &LAYOUT),
};

static LAYOUT: Layout = Layout {
    name: "polecat",
    id: "event id",
    delimiter: b'\t',
    columns: |_| None,
    event,
};

fn event(fields: &Fields<'_>) -> Result<Event, Skip> {
    let event = fields.get("event type").to_uppercase();
    let mode = fields.get("event mode").to_lowercase();
    let contexts = fields.get("contexts").to_lowercase();
    let contexts = contexts
        .split([';', ',', '|'])
        .map(str::trim)
        .filter(|context| !context.is_empty());
    Ok(Event {
        source: actor(fields, ["actor name", "actor country"])?,
        target: actor(fields, ["recipient name", "recipient country"])?,
        words: if mode.is_empty() {
            event.to_lowercase()
        } else {
            format!("{} ({mode})", event.to_lowercase())
        },
        relation: coded::plover(&event, Some(&mode), contexts),
        when: Some(Interval::day(fields.day("event date")?)),
        place: fields.first(&["placename", "city", "province", "country"]),
        publisher: fields.given("source"),
        ..Event::default()
    })
}

/// The name, else the country; the name may be the Wikipedia title of a person or body, or a word such as "police".
fn actor(fields: &Fields<'_>, columns: [&str; 2]) -> Result<String, Skip> {
    let [name, country] = columns.map(|column| fields.get(column));
    let small = name.chars().all(|c| !c.is_uppercase());
    match (name.is_empty(), country.is_empty()) {
        (true, true) => Err(NO_ACTOR),
        (true, false) => Ok(country.into_owned()),
        (false, false) if small => Ok(format!("{name} ({country})")),
        (false, _) => Ok(name.into_owned()),
    }
}

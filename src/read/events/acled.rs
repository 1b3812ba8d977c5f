//! ACLED: 31 columns and a header, comma-separated; event and sub-event types of its own.

use super::{Event, Fields, Layout, NO_RELATION, Skip, has_columns, read};
use crate::model::Interval;
use crate::read::{Format, coded};

pub(in crate::read) const FORMAT: Format = Format {
    name: "acled",
    extensions: &["csv"],
    about: "ACLED events",
    sniff: |head| {
        has_columns(
            head,
            b',',
            &["event id cnty", "event date", "sub event type", "actor1"],
        )
    },
    read: |source| read(source, &LAYOUT),
};

static LAYOUT: Layout = Layout {
    name: "acled",
    id: "event id cnty",
    delimiter: b',',
    columns: |_| None,
    event,
};

fn event(fields: &Fields<'_>) -> Result<Event, Skip> {
    let words = fields.get("sub event type").to_lowercase();
    let (event, mode) = plover(&words).ok_or(NO_RELATION)?;
    Ok(Event {
        source: actor(&fields.actor("actor1")?),
        target: actor(&fields.actor("actor2")?),
        relation: coded::plover(event, mode, std::iter::empty()),
        symmetric: matches!(words.as_str(), "armed clash" | "agreement"),
        when: Some(Interval::day(fields.day("event date")?)),
        place: fields.first(&["location", "admin1", "country"]),
        publisher: fields.given("source"),
        words,
        ..Event::default()
    })
}

/// "Military Forces of Arlen (1990-2020)" without the years of its rule.
fn actor(name: &str) -> String {
    match name.rsplit_once(" (") {
        Some((bare, years)) if years.starts_with(|c: char| c.is_ascii_digit()) => bare.to_owned(),
        _ => name.to_owned(),
    }
}

/// PLOVER's event and mode of a sub-event type (ACLED codebook 2023).
fn plover(sub_event: &str) -> Option<(&'static str, Option<&'static str>)> {
    Some(match sub_event {
        "armed clash" | "government regains territory" | "non-state actor overtakes territory" | "attack" => {
            ("ASSAULT", None)
        }
        "chemical weapon" => ("ASSAULT", Some("unconventional")),
        "air/drone strike" => ("ASSAULT", Some("aerial")),
        "suicide bomb" => ("ASSAULT", Some("suicide-attack")),
        "shelling/artillery/missile attack" => ("ASSAULT", Some("heavy-weapons")),
        "remote explosive/landmine/ied" | "grenade" => ("ASSAULT", Some("explosives")),
        "sexual violence" => ("ASSAULT", Some("sexual")),
        "abduction/forced disappearance" => ("ASSAULT", Some("abduct")),
        "excessive force against protesters" => ("ASSAULT", Some("crowd-control")),
        "peaceful protest" | "protest with intervention" => ("PROTEST", Some("demo")),
        "violent demonstration" | "mob violence" => ("PROTEST", Some("riot")),
        "agreement" => ("AGREE", None),
        "arrests" => ("COERCE", Some("arrest")),
        "looting/property destruction" => ("COERCE", Some("seize")),
        "non-violent transfer of territory" => ("RETREAT", Some("withdraw")),
        _ => return None,
    })
}

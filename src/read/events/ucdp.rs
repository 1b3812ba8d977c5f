//! UCDP GED: 49 columns, comma-separated, with a header in most releases; armed force between two sides.

use super::{Event, Fields, Layout, Skip, first_row, has_columns, read};
use crate::model::{Interval, Precision, Quantity};
use crate::read::{Format, coded};

pub(in crate::read) const FORMAT: Format = Format {
    name: "ucdp",
    extensions: &["csv"],
    about: "UCDP georeferenced events (GED)",
    sniff: |head| {
        has_columns(
            head,
            b',',
            &["type of violence", "side a", "side b", "date start"],
        ) || {
            // quoted commas may add to the fields of a row without a header
            let row = first_row(head, b',');
            row.len() >= 49 && row[5].len() == 1 && (b'1'..=b'3').contains(&row[5][0])
        }
    },
    read: |source| read(source, &LAYOUT),
};

static LAYOUT: Layout = Layout {
    name: "ucdp",
    id: "id",
    delimiter: b',',
    columns: |width| {
        let names = [
            "id",
            "relid",
            "year",
            "active year",
            "code status",
            "type of violence",
            "conflict dset id",
            "conflict new id",
            "conflict name",
            "dyad dset id",
            "dyad new id",
            "dyad name",
            "side a dset id",
            "side a new id",
            "side a",
            "side b dset id",
            "side b new id",
            "side b",
            "number of sources",
            "source article",
            "source office",
            "source date",
            "source headline",
            "source original",
            "where prec",
            "where coordinates",
            "where description",
            "adm 1",
            "adm 2",
            "latitude",
            "longitude",
            "geom wkt",
            "priogrid gid",
            "country",
            "country id",
            "region",
            "event clarity",
            "date prec",
            "date start",
            "date end",
            "deaths a",
            "deaths b",
            "deaths civilians",
            "deaths unknown",
            "best",
            "high",
            "low",
            "gwnoa",
            "gwnob",
        ];
        (width == names.len()).then(|| names.to_vec())
    },
    event,
};

fn event(fields: &Fields<'_>) -> Result<Event, Skip> {
    let start = fields.day("date start")?;
    let end = fields.day("date end").unwrap_or(start);
    let one_sided = fields.get("type of violence") == "3";
    let deaths = fields
        .get("best")
        .parse::<f64>()
        .ok()
        .filter(|deaths| *deaths > 0.0);
    let headline = fields.get("source headline");
    Ok(Event {
        source: fields.actor("side a")?,
        target: fields.actor("side b")?,
        words: if one_sided { "attack" } else { "fight" }.to_owned(),
        relation: coded::plover("ASSAULT", None, std::iter::empty()),
        when: Some(Interval {
            start: Some(start),
            end: Some(end.max(start)),
            precision: Precision::Day,
            text: String::new(),
        }),
        place: fields.first(&["where coordinates", "country"]),
        quantity: deaths.map(|value| Quantity {
            value,
            bound: "about".into(),
            unit: "death".into(),
            text: String::new(),
        }),
        symmetric: !one_sided,
        quote: headline.into_owned(),
        publisher: fields.given("source office"),
        ..Event::default()
    })
}

//! Phoenix (OEDA): 26 columns, tab-separated without a header, actors as CAMEO codes.

use super::{Event, Fields, Layout, NO_ACTOR, Skip, cameo, first_row, is_day, read};
use crate::lexicon::gazetteer::Gazetteer;
use crate::model::Interval;
use crate::read::Format;

pub(in crate::read) const FORMAT: Format = Format {
    name: "phoenix",
    extensions: &["txt", "tsv", "csv"],
    about: "Phoenix events, tab-separated",
    sniff: |head| {
        let row = first_row(head, b'\t');
        row.len() == 26 && is_day(row[1])
    },
    read: |source| read(source, &LAYOUT),
};

static LAYOUT: Layout = Layout {
    name: "phoenix",
    id: "eventid",
    delimiter: b'\t',
    columns: |width| {
        let names = [
            "eventid",
            "date",
            "year",
            "month",
            "day",
            "sourceactorfull",
            "sourceactorentity",
            "sourceactorrole",
            "sourceactorattribute",
            "targetactorfull",
            "targetactorentity",
            "targetactorrole",
            "targetactorattribute",
            "eventcode",
            "eventrootcode",
            "pentaclass",
            "goldsteinscore",
            "issues",
            "lat",
            "lon",
            "locationname",
            "statename",
            "countrycode",
            "sentenceid",
            "urls",
            "newssources",
        ];
        (width == names.len()).then(|| names.to_vec())
    },
    event,
};

fn event(fields: &Fields<'_>) -> Result<Event, Skip> {
    let (words, relation) = cameo(&fields.get("eventcode"));
    let first = |column| {
        fields
            .get(column)
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    Ok(Event {
        source: actor(
            fields,
            ["sourceactorfull", "sourceactorentity", "sourceactorrole"],
        )?,
        target: actor(
            fields,
            ["targetactorfull", "targetactorentity", "targetactorrole"],
        )?,
        words,
        relation,
        when: Some(Interval::day(fields.day("date")?)),
        place: fields.get("locationname").into_owned(),
        publisher: Some(first("newssources")).filter(|name| !name.is_empty()),
        url: Some(first("urls")).filter(|url| !url.is_empty()),
        ..Event::default()
    })
}

/// A state by its code, a sector of it as "Military (Arlen)"; any other entity by its code.
fn actor(fields: &Fields<'_>, columns: [&str; 3]) -> Result<String, Skip> {
    let [full, entity, role] = columns.map(|column| fields.get(column));
    let sector = match role.as_ref() {
        "GOV" => "Government",
        "MIL" => "Military",
        "REB" => "Rebels",
        "OPP" => "Opposition",
        "COP" => "Police",
        "JUD" => "Judiciary",
        "LEG" => "Legislature",
        "MED" => "Media",
        "BUS" => "Business",
        "CVL" => "Citizen",
        _ => "",
    };
    match Gazetteer::embedded().state(&entity) {
        Some(state) if sector.is_empty() => Ok(state.name().to_string()),
        Some(state) => Ok(format!("{sector} ({})", state.name())),
        None if !entity.is_empty() => Ok(entity.into_owned()),
        None if !full.is_empty() => Ok(full.into_owned()),
        None => Err(NO_ACTOR),
    }
}

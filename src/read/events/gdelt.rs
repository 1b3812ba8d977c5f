//! GDELT events: tab-separated without a header, 61 columns in version 2.0, 58 in 1.0, 57 before April 2013.

use std::io::BufRead as _;

use super::{Event, Fields, Layout, NO_ACTOR, NOBODY, Skip, cameo, first_row, is_day, read};
use crate::lexicon::gazetteer::Gazetteer;
use crate::model::Interval;
use crate::read::{Format, Item, Note, Position};

pub(in crate::read) const FORMAT: Format = Format {
    name: "gdelt",
    extensions: &["csv", "tsv"],
    about: "GDELT events, versions 1.0 and 2.0",
    sniff: |head| {
        let row = first_row(head, b'\t');
        matches!(row.len(), 57 | 58 | 61) && is_day(row[1]) || other(head).is_some()
    },
    read: |mut source| match source.bytes.fill_buf().ok().and_then(other) {
        None => read(source, &LAYOUT),
        Some(what) => {
            let message =
                format!("holds {what}, no events; read the table of events (.export.CSV) in its place");
            let note = Note::error(Position::file(&source.name), message);
            Box::new(std::iter::once(Item::Note(note)))
        }
    },
};

/// What is in GDELT's other tables, told by their first row.
fn other(head: &[u8]) -> Option<&'static str> {
    let row = first_row(head, b'\t');
    let second = |at: usize| {
        let field = row.get(at).copied().unwrap_or_default();
        field.len() == 14 && field.iter().all(u8::is_ascii_digit)
    };
    match row.len() {
        16 if second(1) && second(2) => Some("GDELT's mentions of events"),
        27 if second(1) => Some("GDELT's knowledge graph (GKG)"),
        _ => None,
    }
}

static LAYOUT: Layout = Layout {
    name: "gdelt",
    id: "globaleventid",
    delimiter: b'\t',
    columns,
    event,
};

/// The codebook's columns.
fn columns(width: usize) -> Option<Vec<&'static str>> {
    const ALL: [&str; 61] = [
        "globaleventid",
        "day",
        "monthyear",
        "year",
        "fractiondate",
        "actor1code",
        "actor1name",
        "actor1countrycode",
        "actor1knowngroupcode",
        "actor1ethniccode",
        "actor1religion1code",
        "actor1religion2code",
        "actor1type1code",
        "actor1type2code",
        "actor1type3code",
        "actor2code",
        "actor2name",
        "actor2countrycode",
        "actor2knowngroupcode",
        "actor2ethniccode",
        "actor2religion1code",
        "actor2religion2code",
        "actor2type1code",
        "actor2type2code",
        "actor2type3code",
        "isrootevent",
        "eventcode",
        "eventbasecode",
        "eventrootcode",
        "quadclass",
        "goldsteinscale",
        "nummentions",
        "numsources",
        "numarticles",
        "avgtone",
        "actor1geo type",
        "actor1geo fullname",
        "actor1geo countrycode",
        "actor1geo adm1code",
        "actor1geo adm2code",
        "actor1geo lat",
        "actor1geo long",
        "actor1geo featureid",
        "actor2geo type",
        "actor2geo fullname",
        "actor2geo countrycode",
        "actor2geo adm1code",
        "actor2geo adm2code",
        "actor2geo lat",
        "actor2geo long",
        "actor2geo featureid",
        "actiongeo type",
        "actiongeo fullname",
        "actiongeo countrycode",
        "actiongeo adm1code",
        "actiongeo adm2code",
        "actiongeo lat",
        "actiongeo long",
        "actiongeo featureid",
        "dateadded",
        "sourceurl",
    ];
    let older = || ALL.into_iter().filter(|name| !name.ends_with("adm2code"));
    match width {
        61 => Some(ALL.to_vec()),
        58 => Some(older().collect()),
        57 => Some(older().take(57).collect()),
        _ => None,
    }
}

fn event(fields: &Fields<'_>) -> Result<Event, Skip> {
    let source = actor(
        fields,
        [
            "actor1code",
            "actor1name",
            "actor1countrycode",
            "actor1knowngroupcode",
        ],
    )?;
    let target = actor(
        fields,
        [
            "actor2code",
            "actor2name",
            "actor2countrycode",
            "actor2knowngroupcode",
        ],
    )?;
    let (words, relation) = cameo(&fields.get("eventcode"));
    let url = fields.get("sourceurl").into_owned();
    let host = url.split_once("://").and_then(|(_, rest)| rest.split('/').next());
    Ok(Event {
        source,
        target,
        words,
        relation,
        when: Some(Interval::day(fields.day("day")?)),
        place: fields.get("actiongeo fullname").into_owned(),
        publisher: host.map(|host| host.strip_prefix("www.").unwrap_or(host).to_owned()),
        url: Some(url).filter(|url| !url.is_empty()),
        ..Event::default()
    })
}

/// Who is meant by code, name, country code and group code: a state by its code, somebody of a state as
/// "Cabinet (Arlen)", an organisation by its name.
fn actor(fields: &Fields<'_>, columns: [&str; 4]) -> Result<String, Skip> {
    let [code, name, country, group] = columns.map(|column| fields.get(column));
    if code.is_empty() && name.is_empty() {
        return Err(NO_ACTOR);
    }
    let name = capitalised(name.strip_prefix("THE ").unwrap_or(&name));
    match Gazetteer::embedded().state(&country) {
        Some(state) if code == country => Ok(state.name().to_string()),
        Some(state) => {
            let candidates = Gazetteer::embedded().lookup(&name);
            let theirs = candidates
                .best()
                .is_some_and(|best| best.record.country().as_deref() == Some(&*country));
            Ok(if theirs {
                name
            } else {
                format!("{name} ({})", state.name())
            })
        }
        None if group.is_empty() && country.is_empty() => Err(NOBODY),
        None => Ok(name),
    }
}

/// "VLADIMIR PUTIN" as "Vladimir Putin".
fn capitalised(name: &str) -> String {
    let mut start = true;
    name.chars()
        .map(|c| {
            let c = if start {
                c
            } else {
                c.to_lowercase().next().unwrap_or(c)
            };
            start = !c.is_alphanumeric() && c != '\'';
            c
        })
        .collect()
}

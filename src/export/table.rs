//! The columns that all tables of nodes and edges share: one list, whatever the format.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::graph::{Selection, Tie};
use crate::model::Relation;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Whole,
    Number,
    Truth,
}

impl Kind {
    pub(super) fn graphml(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Whole => "int",
            Self::Number => "double",
            Self::Truth => "boolean",
        }
    }

    pub(super) fn gexf(self) -> &'static str {
        match self {
            Self::Whole => "integer",
            other => other.graphml(),
        }
    }
}

pub(super) struct Column {
    pub name: &'static str,
    pub kind: Kind,
}

const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind }
}

/// Of actors.
pub(super) static NODES: &[Column] = &[
    column("label", Kind::Text),
    column("kind", Kind::Text),
    column("country", Kind::Text),
    column("sector", Kind::Text),
];

/// Of ties.
pub(super) static EDGES: &[Column] = &[
    column("relation", Kind::Text),
    column("predicate", Kind::Text),
    column("quad", Kind::Whole),
    column("score", Kind::Number),
    column("symmetric", Kind::Truth),
    column("polarity", Kind::Text),
    column("modality", Kind::Text),
    column("statements", Kind::Whole),
    column("facts", Kind::Whole),
    column("documents", Kind::Whole),
    column("sources", Kind::Whole),
    column("occurrences", Kind::Whole),
    column("contested", Kind::Truth),
    column("first", Kind::Text),
    column("last", Kind::Text),
    column("said_by", Kind::Text),
    column("quote", Kind::Text),
    column("document", Kind::Text),
];

/// One value; nothing, where nothing is known.
#[derive(Clone, Debug)]
pub(super) enum Value<'g> {
    None,
    Text(Cow<'g, str>),
    Whole(usize),
    Number(f32),
    Truth(bool),
}

impl<'g> Value<'g> {
    fn known<T: Into<Cow<'g, str>>>(text: Option<T>) -> Self {
        text.map_or(Self::None, |text| Self::Text(text.into()))
    }

    /// As text; nothing, where nothing is known.
    pub(super) fn text(&self) -> Option<Cow<'_, str>> {
        Some(match self {
            Self::None => return None,
            Self::Text(text) => Cow::Borrowed(text),
            Self::Whole(number) => number.to_string().into(),
            Self::Number(number) => number.to_string().into(),
            Self::Truth(truth) => truth.to_string().into(),
        })
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Whole(number) => number.serialize(serializer),
            Self::Number(number) => number.serialize(serializer),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
        }
    }
}

/// One actor (both ends are its id) or one tie.
pub(super) struct Row<'g> {
    pub ends: [&'g str; 2],
    pub values: Vec<Value<'g>>,
}

/// A row as a JSON object, with keys for its ends before its columns.
pub(super) struct Object<'g> {
    pub keys: Vec<(&'static str, Cow<'g, str>)>,
    pub columns: &'static [Column],
    pub row: Row<'g>,
}

/// What an iterator yields as a JSON array, made while it is written.
pub(super) struct List<F>(pub F);

impl<F, I> Serialize for List<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0())
    }
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in &self.keys {
            map.serialize_entry(key, value)?;
        }
        for (column, value) in self.columns.iter().zip(&self.row.values) {
            map.serialize_entry(column.name, value)?;
        }
        map.end()
    }
}

/// The actors of a selection, by id.
pub(super) fn nodes<'g>(selection: &Selection<'g>) -> impl Iterator<Item = Row<'g>> {
    selection.actors().map(|actor| Row {
        ends: [&actor.id, &actor.id],
        values: vec![
            Value::Text(actor.name.as_str().into()),
            Value::Text(actor.kind.name().into()),
            Value::known(actor.country.as_deref()),
            Value::known(actor.sector.map(|sector| sector.name())),
        ],
    })
}

/// The ties of a selection, with the statement to show for each.
pub(super) fn edges<'g>(selection: &Selection<'g>) -> impl Iterator<Item = Row<'g>> {
    selection.ties().map(|tie| edge(&tie))
}

/// The row of a tie.
pub(super) fn edge<'g>(tie: &Tie<'g>) -> Row<'g> {
    let best = tie.best();
    let event = match best.and_then(|best| best.relation.as_ref()) {
        Some(Relation::Event(event)) => Some(event),
        _ => None,
    };
    let (first, last) = tie.dates();
    let speaker = best.and_then(|best| best.attribution.last());
    let speaker = speaker.map(|who| {
        who.actor
            .as_ref()
            .map_or(who.text.as_str(), |actor| actor.name.as_str())
    });
    Row {
        ends: [&tie.source.id, &tie.target.id],
        values: vec![
            Value::Text(tie.relation.into()),
            Value::known(best.map(|best| best.predicate.lemma.as_str())),
            event.map_or(Value::None, |event| {
                Value::Whole(usize::from(u8::from(event.quad)))
            }),
            event.map_or(Value::None, |event| Value::Number(event.score)),
            Value::Truth(tie.symmetric),
            Value::known(best.map(|best| best.polarity.name())),
            Value::known(best.map(|best| best.modality.name())),
            Value::Whole(tie.statements.len()),
            Value::Whole(
                tie.statements
                    .iter()
                    .filter(|statement| statement.is_fact())
                    .count(),
            ),
            Value::Whole(tie.documents),
            Value::Whole(tie.sources),
            Value::Whole(tie.occurrences),
            Value::Truth(tie.contested),
            Value::known(first.map(|day| day.to_string())),
            Value::known(last.map(|day| day.to_string())),
            Value::known(speaker),
            Value::known(best.map(|best| best.quote.as_str())),
            Value::known(best.map(|best| best.doc.as_str())),
        ],
    }
}

//! Parquet, for pandas, DuckDB, Polars and Spark: one row a statement, with typed columns. A feature, for the crate
//! behind it is larger than all other formats together.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, FloatType, Int32Type};
use ::parquet::errors::Result;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::{Type, TypePtr};
use jiff::civil::{Date, date};

use super::contents::statements;
use super::words::name;
use crate::graph::{KnowledgeGraph, Selection};
use crate::model::{Event, Participant, Relation, Statement};

/// Rows that are read together.
const GROUP: usize = 100_000;

/// A statement of a graph.
#[derive(Clone, Copy)]
struct Row<'g> {
    graph: &'g KnowledgeGraph,
    statement: &'g Statement,
}

/// What a column holds, and where it comes from; nothing, where nothing is known.
enum Values {
    Text(for<'g> fn(Row<'g>) -> Option<Cow<'g, str>>),
    Texts(for<'g> fn(Row<'g>) -> Vec<Option<&'g str>>),
    Whole(fn(Row<'_>) -> Option<i32>),
    Single(fn(Row<'_>) -> Option<f32>),
    Double(fn(Row<'_>) -> Option<f64>),
    Truth(fn(Row<'_>) -> Option<bool>),
    Day(fn(Row<'_>) -> Option<Date>),
}

use Values::{Day, Double, Single, Text, Texts, Truth, Whole};

/// The columns, in the order of the file. The values of "source" and "source_id", "targets" and "target_ids", "said_by"
/// and "said_by_ids" belong together.
static COLUMNS: &[(&str, Values)] = &[
    ("id", Text(|row| known(&row.statement.id))),
    ("document", Text(|row| known(&row.statement.doc))),
    (
        "publisher",
        Text(|row| some(row.graph.document(&row.statement.doc)?.publisher.as_deref())),
    ),
    ("published", Day(|row| row.statement.published)),
    ("url", Text(|row| some(row.statement.url.as_deref()))),
    (
        "source",
        Text(|row| some(row.statement.source.as_ref().map(name))),
    ),
    (
        "source_id",
        Text(|row| some(row.statement.source.as_ref().and_then(id))),
    ),
    (
        "source_country",
        Text(|row| some(row.statement.source.as_ref().and_then(country))),
    ),
    (
        "targets",
        Texts(|row| row.statement.targets.iter().map(name).map(Some).collect()),
    ),
    (
        "target_ids",
        Texts(|row| row.statement.targets.iter().map(id).collect()),
    ),
    (
        "target_countries",
        Texts(|row| row.statement.targets.iter().map(country).collect()),
    ),
    ("predicate", Text(|row| known(&row.statement.predicate.lemma))),
    (
        "relation",
        Text(|row| Some(row.statement.relation.as_ref()?.label().into())),
    ),
    ("event", Text(|row| known(event(row)?.event.name()))),
    ("mode", Text(|row| some(event(row)?.mode.as_deref()))),
    (
        "contexts",
        Texts(|row| {
            event(row).map_or_else(Vec::new, |event| {
                event
                    .contexts
                    .iter()
                    .map(|context| Some(context.as_str()))
                    .collect()
            })
        }),
    ),
    ("cameo", Text(|row| some(event(row)?.cameo.as_deref()))),
    ("quad", Whole(|row| Some(i32::from(u8::from(event(row)?.quad))))),
    ("score", Single(|row| Some(event(row)?.score))),
    ("polarity", Text(|row| known(row.statement.polarity.name()))),
    ("modality", Text(|row| known(row.statement.modality.name()))),
    (
        "said_by",
        Texts(|row| row.statement.attribution.iter().map(name).map(Some).collect()),
    ),
    (
        "said_by_ids",
        Texts(|row| row.statement.attribution.iter().map(id).collect()),
    ),
    ("start", Day(|row| row.statement.when.as_ref()?.start)),
    ("end", Day(|row| row.statement.when.as_ref()?.end)),
    (
        "place",
        Text(|row| some(row.statement.place.as_ref().map(|place| place.text.as_str()))),
    ),
    (
        "place_country",
        Text(|row| some(row.statement.place.as_ref()?.country.as_deref())),
    ),
    (
        "quantity",
        Double(|row| Some(row.statement.quantity.as_ref()?.value)),
    ),
    (
        "unit",
        Text(|row| {
            some(
                row.statement
                    .quantity
                    .as_ref()
                    .map(|quantity| quantity.unit.as_str()),
            )
        }),
    ),
    ("symmetric", Truth(|row| Some(row.statement.symmetric))),
    (
        "sources",
        Whole(|row| i32::try_from(row.graph.corroboration(row.statement).sources).ok()),
    ),
    (
        "contested",
        Truth(|row| Some(row.graph.corroboration(row.statement).contested)),
    ),
    ("confidence", Single(|row| Some(row.statement.confidence))),
    ("rule", Text(|row| known(&row.statement.rule))),
    ("quote", Text(|row| known(&row.statement.quote))),
];

fn known(text: &str) -> Option<Cow<'_, str>> {
    some((!text.is_empty()).then_some(text))
}

fn some(text: Option<&str>) -> Option<Cow<'_, str>> {
    text.map(Cow::Borrowed)
}

fn id(participant: &Participant) -> Option<&str> {
    participant.actor.as_ref().map(|actor| actor.id.as_str())
}

fn country(participant: &Participant) -> Option<&str> {
    participant.actor.as_ref()?.country.as_deref()
}

fn event(row: Row<'_>) -> Option<&Event> {
    match &row.statement.relation {
        Some(Relation::Event(event)) => Some(event),
        Some(Relation::Affiliation { .. }) | None => None,
    }
}

/// In memory first, for the file is compressed by groups of rows, and the crate wants an output that other threads can
/// write to.
pub(super) fn write(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    // a Vec takes every byte, and the columns are written in the order of the schema
    out.write_all(&file(selection).expect("a file in memory"))
}

fn file(selection: &Selection<'_>) -> Result<Vec<u8>> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("legation ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let fields: Result<Vec<TypePtr>> = COLUMNS.iter().map(|(name, values)| field(name, values)).collect();
    let schema = Type::group_type_builder("statement")
        .with_fields(fields?)
        .build()?;
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let graph = selection.graph();
    for chunk in statements(selection).chunks(GROUP) {
        let rows: Vec<Row<'_>> = chunk.iter().map(|&statement| Row { graph, statement }).collect();
        let mut group = writer.next_row_group()?;
        for (_, values) in COLUMNS {
            column(&mut group, values, &rows)?;
        }
        group.close()?;
    }
    writer.into_inner()
}

/// A column's place in the schema; lists are nested as the format's specification wants them.
fn field(name: &str, values: &Values) -> Result<TypePtr> {
    let (physical, logical) = match values {
        Text(_) | Texts(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Whole(_) => (Physical::INT32, None),
        Single(_) => (Physical::FLOAT, None),
        Double(_) => (Physical::DOUBLE, None),
        Truth(_) => (Physical::BOOLEAN, None),
        Day(_) => (Physical::INT32, Some(LogicalType::Date)),
    };
    let list = matches!(values, Texts(_));
    let value = Type::primitive_type_builder(if list { "element" } else { name }, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()?;
    if !list {
        return Ok(Arc::new(value));
    }
    let elements = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![Arc::new(value)])
        .build()?;
    let list = Type::group_type_builder(name)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::List))
        .with_fields(vec![Arc::new(elements)])
        .build()?;
    Ok(Arc::new(list))
}

fn column(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    values: &Values,
    rows: &[Row<'_>],
) -> Result<()> {
    let mut writer = group.next_column()?.expect("a column for each of the schema");
    // how far each value is known, and whether it is one more of the same row
    let mut defined: Vec<i16> = Vec::with_capacity(rows.len());
    macro_rules! write {
        ($type:ty, $read:expr, $into:expr) => {{
            let mut present = Vec::with_capacity(rows.len());
            for &row in rows {
                let value = $read(row);
                defined.push(i16::from(value.is_some()));
                present.extend(value.map($into));
            }
            writer
                .typed::<$type>()
                .write_batch(&present, Some(&defined), None)?;
        }};
    }
    match values {
        Text(read) => write!(ByteArrayType, read, |text: Cow<'_, str>| ByteArray::from(&*text)),
        Whole(read) => write!(Int32Type, read, |number| number),
        Single(read) => write!(FloatType, read, |number| number),
        Double(read) => write!(DoubleType, read, |number| number),
        Truth(read) => write!(BoolType, read, |truth| truth),
        Day(read) => write!(Int32Type, read, days),
        Texts(read) => {
            let mut repeated: Vec<i16> = Vec::with_capacity(rows.len());
            let mut present = Vec::with_capacity(rows.len());
            for &row in rows {
                let texts = read(row);
                if texts.is_empty() {
                    defined.push(0);
                    repeated.push(0);
                }
                for (at, text) in texts.into_iter().enumerate() {
                    defined.push(if text.is_some() { 2 } else { 1 });
                    repeated.push(i16::from(at > 0));
                    present.extend(text.map(ByteArray::from));
                }
            }
            writer
                .typed::<ByteArrayType>()
                .write_batch(&present, Some(&defined), Some(&repeated))?;
        }
    }
    writer.close()
}

/// Since the beginning of 1970, as the format counts them.
fn days(day: Date) -> i32 {
    // days alone never overflow
    day.since(date(1970, 1, 1)).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::COLUMNS;

    #[test]
    fn every_column_is_described() {
        let page = include_str!("../../docs/parquet.md");
        let rows: String = page.lines().filter(|line| line.starts_with("| `")).collect();
        for (name, _) in COLUMNS {
            assert!(rows.contains(&format!("`{name}`")), "{name}");
        }
    }
}

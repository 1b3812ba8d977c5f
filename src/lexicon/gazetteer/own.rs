//! A user's own table of actors, as a table of records.

use super::TableError;
use super::compile::COLUMNS;
use super::minted_id;
use crate::model::ActorKind;

/// A table in the format of `data/gazetteer`, from one that has `kind` in the place of `id`, or from JSON Lines with
/// the same fields, lists as arrays. An id that is not given is the one that the name would have as an unknown one's,
/// so that a graph built before means the same actor. Lines keep their numbers, less one for JSON Lines.
///
/// # Errors
/// What is no such table, with its line.
pub(super) fn records(table: &str, text: &str) -> Result<String, TableError> {
    let fault = |line: usize, message: String| TableError {
        table: table.to_owned(),
        line: line + 1,
        message,
    };
    let text = text.trim_start_matches('\u{feff}');
    let json = text.trim_start().starts_with('{');
    let mut header: Option<Vec<&str>> = None;
    let mut out = String::new();
    if json {
        out.push_str(&COLUMNS.join("\t"));
        out.push('\n');
    }
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        let idle = line.trim().is_empty() || line.starts_with('#');
        let row = match &header {
            _ if idle => String::new(),
            _ if json => of_json(line).map_err(|message| fault(number, message))?,
            Some(columns) => {
                let cells: Vec<&str> = line.split('\t').collect();
                with_id(columns, &cells).map_err(|message| fault(number, message))?
            }
            None => {
                let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
                if !columns.contains(&"name") || !columns.iter().any(|name| matches!(*name, "id" | "kind")) {
                    let message = "the first line names the columns: name, kind or id, and others such as country and aliases";
                    return Err(fault(number, message.to_owned()));
                }
                let named: Vec<&str> = columns.iter().map(|name| renamed(name)).collect();
                header = Some(columns);
                named.join("\t")
            }
        };
        out.push_str(&row);
        out.push('\n');
    }
    Ok(out)
}

fn renamed(column: &str) -> &str {
    if column == "kind" { "id" } else { column }
}

/// A row whose cell of the kind has become an id.
fn with_id(columns: &[&str], cells: &[&str]) -> Result<String, String> {
    if columns.len() != cells.len() {
        return Err(format!("expected {} cells, found {}", columns.len(), cells.len()));
    }
    let at = columns.iter().position(|column| *column == "name");
    let name = at.map_or("", |at| cells[at]);
    let cells = columns.iter().zip(cells).map(|(column, cell)| match *column {
        "kind" => id_of(cell, name),
        _ => Ok((*cell).to_owned()),
    });
    Ok(cells.collect::<Result<Vec<_>, _>>()?.join("\t"))
}

fn id_of(kind: &str, name: &str) -> Result<String, String> {
    let known = ActorKind::from_name(kind.trim());
    known
        .map(|kind| minted_id(kind, name).to_string())
        .ok_or_else(|| {
            let kinds: Vec<&str> = ActorKind::ALL.iter().map(|(_, name)| *name).collect();
            format!("no kind of actor is called '{kind}'; one of {}", kinds.join(", "))
        })
}

fn of_json(line: &str) -> Result<String, String> {
    let object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(line).map_err(|error| error.to_string())?;
    let text = |field: &str| match object.get(field) {
        None | Some(serde_json::Value::Null) => Ok(String::new()),
        Some(serde_json::Value::String(text)) => Ok(text.replace(['\t', '\n', '\r'], " ")),
        Some(serde_json::Value::Number(number)) => Ok(number.to_string()),
        Some(serde_json::Value::Array(items)) => {
            let items = items.iter().map(|item| {
                item.as_str()
                    .map(|item| item.replace(['\t', '\n', '\r', '|'], " "))
            });
            let items = items.collect::<Option<Vec<_>>>();
            items
                .map(|items| items.join("|"))
                .ok_or_else(|| format!("{field} is no list of texts"))
        }
        Some(_) => Err(format!("{field} is no text")),
    };
    if let Some(unknown) = object
        .keys()
        .find(|key| *key != "kind" && !COLUMNS.contains(&key.as_str()))
    {
        return Err(format!("no column is called {unknown}"));
    }
    let name = text("name")?;
    let cells = COLUMNS.iter().map(|column| match *column {
        "id" if object.contains_key("kind") && !object.contains_key("id") => id_of(&text("kind")?, &name),
        column => text(column),
    });
    Ok(cells.collect::<Result<Vec<_>, _>>()?.join("\t"))
}

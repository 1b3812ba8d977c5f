//! What a selection holds besides ties: everybody in its statements, and their documents.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{DocumentRecord, Selection};
use crate::model::{Actor, Participant, Statement};

/// The actors of a selection, and all others that its statements speak of or are said by, by id.
pub(super) fn everybody<'g>(selection: &Selection<'g>) -> BTreeMap<&'g str, &'g Actor> {
    let mut found: BTreeMap<&str, &Actor> = BTreeMap::new();
    for statement in selection.statements() {
        for actor in participants(statement).filter_map(|participant| participant.actor.as_ref()) {
            let known = selection.graph().actor(&actor.id).unwrap_or(actor);
            // who only says something may be described in several ways
            let entry = found.entry(&actor.id).or_insert(known);
            *entry = (*entry).min(known);
        }
    }
    found.extend(selection.actors().map(|actor| (actor.id.as_str(), actor)));
    found
}

/// All that a selection says: its statements, and where no actors are chosen also those that tie nobody, such as what
/// an actor does by itself.
pub(super) fn statements<'g>(selection: &Selection<'g>) -> Vec<&'g Statement> {
    let (graph, filter) = (selection.graph(), selection.filter());
    if filter.focus.is_empty() && filter.only.is_none() {
        let all = graph.statements().iter();
        all.filter(|statement| graph.admits(filter, statement)).collect()
    } else {
        selection.statements().collect()
    }
}

/// Everybody in a statement: who acts, on whom, who says so.
pub(super) fn participants(statement: &Statement) -> impl Iterator<Item = &Participant> {
    let takers = statement.source.iter().chain(&statement.targets);
    takers.chain(&statement.attribution)
}

/// The documents of a selection's statements, by id.
pub(super) fn documents<'g>(selection: &Selection<'g>) -> impl Iterator<Item = &'g DocumentRecord> {
    let standing: BTreeSet<&str> = selection
        .statements()
        .map(|statement| statement.doc.as_str())
        .collect();
    let records = selection.graph().documents().iter();
    records.filter(move |record| standing.contains(record.id.as_str()))
}

/// The address, where it is one that a reader of URLs accepts.
pub(crate) fn web_address(url: Option<&str>) -> Option<&str> {
    url.filter(|url| {
        let rest = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"));
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
        let begins = |rest: &str| {
            rest.bytes()
                .next()
                .is_some_and(|byte| byte.is_ascii_alphanumeric())
        };
        rest.is_some_and(|rest| begins(rest) && rest.bytes().all(known))
    })
}

/// The item of Wikidata that an id names: "Q7747" of "person:Q7747".
pub(super) fn wikidata(id: &str) -> Option<&str> {
    let (_, item) = id.split_once(':')?;
    let number = item.strip_prefix('Q')?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(item)
}

#[cfg(test)]
mod tests {
    use super::{web_address, wikidata};

    #[test]
    fn addresses_and_items_are_what_they_seem() {
        assert_eq!(wikidata("person:Q7747"), Some("Q7747"));
        for id in ["person:~q-branch", "person:Q", "person:Q7a", "Q7747"] {
            assert_eq!(wikidata(id), None);
        }
        assert!(web_address(Some("https://news.example/a?b=c#d")).is_some());
        for url in [
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://a b",
            "https://x/\"",
            "ftp://x",
        ] {
            assert_eq!(web_address(Some(url)), None);
        }
    }
}

//! Who does what to whom, in numbers: as much of a file's statements as questions about all of it need.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::{Counts, Identities};
use crate::model::ActorId;

/// A statement that stands, without its words.
#[derive(Default)]
struct Outline {
    relation: i64,
    /// Who acts, in the numbers of [`Numbers`]; `None` within for somebody who is not known.
    source: Option<Option<u32>>,
    targets: Vec<Option<u32>>,
}

impl Outline {
    /// As [`super::knowledge::pairs`] has them.
    fn pairs(&self, symmetric: bool) -> impl Iterator<Item = (u32, u32)> {
        let mut targets = self.targets.iter().copied().flatten();
        let source = match self.source {
            Some(source) => source,
            None if symmetric => targets.next(),
            None => None,
        };
        source
            .into_iter()
            .flat_map(move |source| targets.clone().map(move |target| (source, target)))
    }
}

/// Numbers of actors.
struct Numbers {
    /// By the keys of their rows.
    by_key: HashMap<i64, u32>,
}

impl Numbers {
    /// One for each that the judgements leave.
    fn new(db: &Connection, identities: &Identities) -> rusqlite::Result<Self> {
        let mut numbers: HashMap<ActorId, u32> = HashMap::new();
        let mut by_key = HashMap::new();
        let mut query = db.prepare("SELECT actor, id FROM actors")?;
        let mut found = query.query([])?;
        while let Some(row) = found.next()? {
            let id = ActorId::new(row.get_ref(1)?.as_str()?);
            let next = numbers.len() as u32;
            let number = *numbers.entry(identities.meant(&id).clone()).or_insert(next);
            by_key.insert(row.get(0)?, number);
        }
        Ok(Self { by_key })
    }
}

/// Every statement that stands.
fn each(db: &Connection, numbers: &Numbers, mut take: impl FnMut(&Outline)) -> rusqlite::Result<()> {
    let mut query = db.prepare("SELECT document FROM documents WHERE superseded IS NULL")?;
    let standing = query.query_map([], |row| row.get(0))?;
    let standing: HashSet<i64> = standing.collect::<rusqlite::Result<_>>()?;
    let mut query = db.prepare(
        "SELECT statement, role, actor FROM participants WHERE role <> 'said-by' ORDER BY statement, role, position",
    )?;
    let mut participants = query.query([])?;
    let mut waiting = participants.next()?;
    let mut query = db.prepare("SELECT statement, document, relation FROM statements ORDER BY statement")?;
    let mut found = query.query([])?;
    let mut outline = Outline::default();
    while let Some(row) = found.next()? {
        let key: i64 = row.get(0)?;
        let stands = standing.contains(&row.get(1)?);
        outline.relation = row.get(2)?;
        outline.source = None;
        outline.targets.clear();
        while let Some(row) = waiting {
            if row.get::<_, i64>(0)? != key {
                break;
            }
            let actor: Option<i64> = row.get(2)?;
            let actor = actor.and_then(|key| numbers.by_key.get(&key).copied());
            match row.get_ref(1)?.as_str()? {
                "source" => outline.source = Some(actor),
                _ => outline.targets.push(actor),
            }
            waiting = participants.next()?;
        }
        if stands {
            take(&outline);
        }
    }
    Ok(())
}

/// How much stands.
pub(super) fn counts(db: &Connection, identities: &Identities) -> rusqlite::Result<Counts> {
    // relations by their labels
    let mut labels: HashMap<String, u32> = HashMap::new();
    let mut relations: HashMap<i64, (u32, bool)> = HashMap::new();
    let mut query = db.prepare(
        "SELECT relation, coalesce(affiliation, event || coalesce(':' || mode, ''), lemma), symmetric FROM relations",
    )?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        let next = labels.len() as u32;
        let label = *labels.entry(row.get(1)?).or_insert(next);
        relations.insert(row.get(0)?, (label, row.get(2)?));
    }
    let numbers = Numbers::new(db, identities)?;
    let mut counts = Counts {
        documents: db.query_row(
            "SELECT count(*) FROM documents WHERE superseded IS NULL",
            [],
            |row| row.get(0),
        )?,
        ..Counts::default()
    };
    let mut actors: HashSet<u32> = HashSet::new();
    let mut ties: HashSet<(u32, u32, u32, bool)> = HashSet::new();
    each(db, &numbers, |outline| {
        counts.statements += 1;
        let (label, symmetric) = relations.get(&outline.relation).copied().unwrap_or_default();
        actors.extend(outline.source.iter().chain(&outline.targets).flatten());
        for (a, b) in outline.pairs(symmetric) {
            let (a, b) = if symmetric && b < a { (b, a) } else { (a, b) };
            ties.insert((a, b, label, symmetric));
        }
    })?;
    counts.actors = actors.len() as u32; // a graph's nodes and edges are counted in 32 bits
    counts.ties = ties.len() as u32;
    Ok(counts)
}

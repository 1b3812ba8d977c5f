//! Who does what to whom, in numbers: as much of a file's statements as questions about all of it need.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, Row};

use super::descriptions::Descriptions;
use super::network::{Network, Ties, Ways};
use super::{Counts, Error, Filter, Identities, Ledger, rows};
use crate::model::{Actor, ActorId, Modality, Polarity};

/// Who is tied to whom, without the statements that say so: what [`KnowledgeGraph::select`] of the whole graph would
/// have as actors and ties, in a hundredth of the memory.
///
/// [`KnowledgeGraph::select`]: super::KnowledgeGraph::select
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// In the order of their ids.
    actors: Vec<Actor>,
    /// From whom, to whom, and whether the two could change places.
    ties: Vec<(u32, u32, bool)>,
}

impl Outline {
    /// The actors that have ties, by id.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }
}

impl<'o> Ties<'o> for &'o Outline {
    fn steps(&self, ways: Ways) -> Cow<'_, Network<'o>> {
        let outline: &'o Outline = self;
        let ties = outline.ties.iter().copied();
        Cow::Owned(Network::new(outline.actors.iter().collect(), ways, ties, |_| {
            Network::STEP
        }))
    }
}

impl Ledger {
    /// Who is tied to whom by the statements that pass a filter, which must be a plain one: of the others this knows
    /// too little, and `None` is returned. O(n) in statements, of which only numbers are read.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged.
    pub fn outline(&self, filter: &Filter) -> Result<Option<Outline>, Error> {
        if !filter.is_plain() {
            return Ok(None);
        }
        self.read(|db, identities| outline(db, identities, filter))
            .map(Some)
    }
}

fn outline(db: &Connection, identities: &Identities, filter: &Filter) -> rusqlite::Result<Outline> {
    let relations = rows::relations(db)?;
    let admitted: HashMap<i64, bool> = relations
        .iter()
        .filter(|(_, said)| filter.admits_relation(said.relation.as_ref(), &said.lemma))
        .map(|(key, said)| (*key, said.symmetric))
        .collect();
    let dated = filter.since.is_some() || filter.until.is_some();
    let admits = |row: &Row<'_>| {
        let polarity = rows::named(row, 3, Polarity::from_name)?;
        let modality = rows::named(row, 4, Modality::from_name)?;
        let claimed = polarity
            .zip(modality)
            .is_some_and(|(polarity, modality)| filter.admits_claim(modality, polarity));
        Ok::<_, rusqlite::Error>(
            claimed
                && (!dated || {
                    let days = (rows::date(row, 6)?, rows::date(row, 7)?);
                    filter.admits_days(days, rows::date(row, 5)?)
                }),
        )
    };
    let numbers = Numbers::new(db, identities)?;
    let mut taking_part: HashMap<i64, u32> = HashMap::new();
    let mut speaking: HashSet<i64> = HashSet::new();
    let mut ties: foldhash::HashSet<(u32, u32, bool)> = foldhash::HashSet::default();
    each(db, &numbers, CLAIM, admits, |outline| {
        for key in &outline.takers {
            *taking_part.entry(*key).or_default() += 1;
        }
        speaking.extend(&outline.speakers);
        if let Some(&symmetric) = admitted.get(&outline.relation).filter(|_| outline.admitted) {
            ties.extend(outline.pairs(symmetric).map(|(a, b)| (a, b, symmetric)));
        }
    })?;
    let mut descriptions = Descriptions::default();
    for (key, actor) in rows::actors(db)? {
        if speaking.contains(&key) {
            descriptions.says(&actor);
        }
        descriptions.takes_part(&actor, taking_part.get(&key).copied().unwrap_or_default());
    }
    if identities.merged().len() > 0 {
        descriptions.merge(identities);
    }
    // numbers in the order of ids, of those that have ties
    let tied: HashSet<u32> = ties.iter().flat_map(|&(a, b, _)| [a, b]).collect();
    let by_id: BTreeMap<&ActorId, u32> = numbers
        .ids
        .iter()
        .zip(0..)
        .filter(|(_, number)| tied.contains(number))
        .collect();
    let mut places = vec![0; numbers.ids.len()];
    let mut actors = Vec::with_capacity(by_id.len());
    for (id, number) in by_id {
        // whoever has a tie takes part in something
        if let Some(actor) = descriptions.best(id) {
            places[number as usize] = actors.len() as u32;
            actors.push(actor.clone());
        }
    }
    let place = |number: u32| places[number as usize];
    let mut ties: Vec<(u32, u32, bool)> = ties
        .into_iter()
        .map(|(a, b, symmetric)| (place(a), place(b), symmetric))
        .collect();
    ties.sort_unstable();
    Ok(Outline { actors, ties })
}

/// A statement that stands, without its words.
#[derive(Default)]
struct Told {
    relation: i64,
    /// Whether it passes.
    admitted: bool,
    /// The keys of those who take part, and of those who say so.
    takers: Vec<i64>,
    speakers: Vec<i64>,
    /// Who acts, in the numbers of [`Numbers`]; `None` within for somebody who is not known.
    source: Option<Option<u32>>,
    targets: Vec<Option<u32>>,
}

impl Told {
    /// As [`super::knowledge::pairs`] has them; of two who could change places, the lesser number first.
    fn pairs(&self, symmetric: bool) -> impl Iterator<Item = (u32, u32)> {
        let mut targets = self.targets.iter().copied().flatten();
        let source = match self.source {
            Some(source) => source,
            None if symmetric => targets.next(),
            None => None,
        };
        let ids = move |a: u32, b: u32| if symmetric && b < a { (b, a) } else { (a, b) };
        source
            .into_iter()
            .flat_map(move |source| targets.clone().map(move |target| ids(source, target)))
    }
}

/// Numbers of actors.
struct Numbers {
    /// By the keys of their rows.
    by_key: foldhash::HashMap<i64, u32>,
    /// Whose they are.
    ids: Vec<ActorId>,
}

impl Numbers {
    /// One for each that the judgements leave.
    fn new(db: &Connection, identities: &Identities) -> rusqlite::Result<Self> {
        let mut numbers: HashMap<ActorId, u32> = HashMap::new();
        let mut by_key = foldhash::HashMap::default();
        let mut ids = Vec::new();
        let mut query = db.prepare("SELECT actor, id FROM actors")?;
        let mut found = query.query([])?;
        while let Some(row) = found.next()? {
            let meant = identities.meant(&ActorId::new(row.get_ref(1)?.as_str()?)).clone();
            let number = *numbers.entry(meant).or_insert_with_key(|id| {
                ids.push(id.clone());
                ids.len() as u32 - 1
            });
            by_key.insert(row.get(0)?, number);
        }
        Ok(Self { by_key, ids })
    }
}

/// Columns of a statement that say whether it passes a filter.
const CLAIM: &str = ", polarity, modality, published, when_start, when_end";

/// Every statement that stands. `admits` is asked of its row, which has from column 3 on the `columns` asked for.
fn each(
    db: &Connection,
    numbers: &Numbers,
    columns: &str,
    admits: impl Fn(&Row<'_>) -> rusqlite::Result<bool>,
    mut take: impl FnMut(&Told),
) -> rusqlite::Result<()> {
    let mut query = db.prepare("SELECT document FROM documents WHERE superseded IS NULL")?;
    let standing = query.query_map([], |row| row.get(0))?;
    let standing: HashSet<i64> = standing.collect::<rusqlite::Result<_>>()?;
    let mut query =
        db.prepare("SELECT statement, role, actor FROM participants ORDER BY statement, role, position")?;
    let mut participants = query.query([])?;
    let mut waiting = participants.next()?;
    let mut query = db.prepare(&format!(
        "SELECT statement, document, relation{columns} FROM statements ORDER BY statement"
    ))?;
    let mut found = query.query([])?;
    let mut told = Told::default();
    while let Some(row) = found.next()? {
        let key: i64 = row.get(0)?;
        let stands = standing.contains(&row.get(1)?);
        told.relation = row.get(2)?;
        told.source = None;
        told.targets.clear();
        told.takers.clear();
        told.speakers.clear();
        while let Some(row) = waiting {
            if row.get::<_, i64>(0)? != key {
                break;
            }
            let actor: Option<i64> = row.get(2)?;
            let number = actor.and_then(|key| numbers.by_key.get(&key).copied());
            match row.get_ref(1)?.as_str()? {
                "source" => told.source = Some(number),
                "target" => told.targets.push(number),
                _ => {
                    told.speakers.extend(actor);
                    waiting = participants.next()?;
                    continue;
                }
            }
            told.takers.extend(actor);
            waiting = participants.next()?;
        }
        if stands {
            told.admitted = admits(row)?;
            take(&told);
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
    let mut actors: foldhash::HashSet<u32> = foldhash::HashSet::default();
    let mut ties: foldhash::HashSet<(u32, u32, u32, bool)> = foldhash::HashSet::default();
    each(
        db,
        &numbers,
        "",
        |_| Ok(true),
        |outline| {
            counts.statements += 1;
            let (label, symmetric) = relations.get(&outline.relation).copied().unwrap_or_default();
            actors.extend(outline.source.iter().chain(&outline.targets).flatten());
            ties.extend(outline.pairs(symmetric).map(|(a, b)| (a, b, label, symmetric)));
        },
    )?;
    counts.actors = actors.len() as u32; // a graph's nodes and edges are counted in 32 bits
    counts.ties = ties.len() as u32;
    Ok(counts)
}

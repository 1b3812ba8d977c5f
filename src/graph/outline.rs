//! Who does what to whom, in numbers: as much of a file's statements as questions about all of it need.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use rusqlite::Connection;

use super::descriptions::Descriptions;
use super::network::{Network, Ties, Ways};
use super::{Counts, Error, Filter, Identities, Ledger, rows};
use crate::model::{Actor, ActorId};

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
    let admitted: HashMap<i64, bool> = rows::relations(db)?
        .into_iter()
        .filter(|(_, said)| {
            filter.admits_relation(said.relation.as_ref(), &said.lemma)
                && filter.admits_claim(said.modality, said.polarity)
        })
        .map(|(key, said)| (key, said.symmetric))
        .collect();
    let times = match filter.since.is_some() || filter.until.is_some() {
        true => Some(rows::times(db)?),
        false => None,
    };
    let in_time = |told: &Told| {
        times.as_ref().is_none_or(|times| {
            let when = told.time.and_then(|key| times.get(&key));
            filter.admits_days(
                when.map_or((None, None), |when| (when.start, when.end)),
                told.published,
            )
        })
    };
    let numbers = Numbers::new(db, identities)?;
    let mut taking_part: HashMap<i64, u32> = HashMap::new();
    let mut speaking: HashSet<i64> = HashSet::new();
    let mut ties: foldhash::HashSet<(u32, u32, bool)> = foldhash::HashSet::default();
    each(db, &numbers, |told| {
        for key in &told.takers {
            *taking_part.entry(*key).or_default() += 1;
        }
        speaking.extend(&told.speakers);
        if let Some(&symmetric) = admitted.get(&told.relation).filter(|_| in_time(told)) {
            ties.extend(told.pairs(symmetric).map(|(a, b)| (a, b, symmetric)));
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
    time: Option<i64>,
    published: Option<Date>,
    /// The keys of those who take part, and of those who say so.
    takers: Vec<i64>,
    speakers: Vec<i64>,
    /// Who acts, in the numbers of [`Numbers`]; `None` within for somebody who is not known.
    source: Option<Option<u32>>,
    targets: Vec<Option<u32>>,
}

impl Told {
    /// Who takes part by a phrase, whose key is noted; `None` for somebody who is not known.
    fn taker(&mut self, numbers: &Numbers, mention: i64) -> Option<u32> {
        let (actor, number) = *numbers.by_mention.get(&mention)?;
        self.takers.push(actor);
        Some(number)
    }

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
    /// By the keys of phrases that mean them, with the keys of their own rows.
    by_mention: foldhash::HashMap<i64, (i64, u32)>,
    /// Whose they are.
    ids: Vec<ActorId>,
}

impl Numbers {
    /// One for each that the judgements leave.
    fn new(db: &Connection, identities: &Identities) -> rusqlite::Result<Self> {
        let mut numbers: HashMap<ActorId, u32> = HashMap::new();
        let mut by_key: foldhash::HashMap<i64, u32> = foldhash::HashMap::default();
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
        let mut by_mention = foldhash::HashMap::default();
        let mut query = db.prepare("SELECT mention, actor FROM mentions WHERE actor IS NOT NULL")?;
        let mut found = query.query([])?;
        while let Some(row) = found.next()? {
            let actor: i64 = row.get(1)?;
            if let Some(&number) = by_key.get(&actor) {
                by_mention.insert(row.get(0)?, (actor, number));
            }
        }
        Ok(Self { by_mention, ids })
    }
}

/// Every statement that stands.
fn each(db: &Connection, numbers: &Numbers, mut take: impl FnMut(&Told)) -> rusqlite::Result<()> {
    let mut query = db.prepare("SELECT document FROM documents WHERE superseded IS NULL")?;
    let standing = query.query_map([], |row| row.get(0))?;
    let standing: foldhash::HashSet<i64> = standing.collect::<rusqlite::Result<_>>()?;
    let mut query =
        db.prepare("SELECT statement, role, mention FROM others ORDER BY statement, role, position")?;
    let mut others = query.query([])?;
    let mut waiting = others.next()?;
    let mut query = db.prepare(
        "SELECT statement, document, relation, time, source, target, published FROM statements ORDER BY statement",
    )?;
    let mut found = query.query([])?;
    let mut told = Told::default();
    while let Some(row) = found.next()? {
        let key: i64 = row.get(0)?;
        let stands = standing.contains(&row.get(1)?);
        told.relation = row.get(2)?;
        told.time = row.get(3)?;
        told.published = rows::date(row, 6)?;
        told.targets.clear();
        told.takers.clear();
        told.speakers.clear();
        let source: Option<i64> = row.get(4)?;
        told.source = source.map(|mention| told.taker(numbers, mention));
        if let Some(mention) = row.get(5)? {
            let number = told.taker(numbers, mention);
            told.targets.push(number);
        }
        while let Some(row) = waiting {
            if row.get::<_, i64>(0)? != key {
                break;
            }
            let mention: i64 = row.get(2)?;
            match row.get_ref(1)?.as_str()? {
                "target" => {
                    let number = told.taker(numbers, mention);
                    told.targets.push(number);
                }
                _ => told
                    .speakers
                    .extend(numbers.by_mention.get(&mention).map(|(actor, _)| actor)),
            }
            waiting = others.next()?;
        }
        if stands {
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
    each(db, &numbers, |told| {
        counts.statements += 1;
        let (label, symmetric) = relations.get(&told.relation).copied().unwrap_or_default();
        actors.extend(told.source.iter().chain(&told.targets).flatten());
        ties.extend(told.pairs(symmetric).map(|(a, b)| (a, b, label, symmetric)));
    })?;
    counts.actors = actors.len() as u32; // a graph's nodes and edges are counted in 32 bits
    counts.ties = ties.len() as u32;
    Ok(counts)
}

//! What a ledger held at another time, and what several ledgers hold together.
//!
//! A document has forms: each changed text is a new one, with a revision one higher. A form is known by
//! document, revision and digest, and can be taken out. What stands is the form of the highest revision,
//! unless it was taken out; of several of one revision, which only a union of ledgers has, the one that was
//! published last, then the one of the greater digest. Since a union of ledgers is nothing but the union of
//! their forms (and of the rows of a table's form), it is commutative, associative and idempotent.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use rusqlite::Connection;

use super::rows::{self, Which};
use super::{DocumentRecord, Judgement, Verdict};
use crate::model::{ActorId, DocumentId, DocumentKind, Statement};

/// A moment in the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// After this run.
    Run(u32),
    /// What had been published by the end of this day, whenever it was added: of each document the last
    /// form of then. A row of a table that does not say when it was published counts from the day of its
    /// event; what has no date at all is left out.
    Day(Date),
}

/// A form of a document with its statements.
#[derive(Clone, Debug)]
pub(super) struct Version {
    pub(super) record: DocumentRecord,
    pub(super) revision: i64,
    pub(super) removed: bool,
    pub(super) statements: Vec<Statement>,
}

/// The documents that stand, or stood at a moment, in the order of the file.
pub(super) struct Standing {
    pub(super) records: Vec<DocumentRecord>,
    /// Their keys, with their ids.
    pub(super) keys: HashMap<i64, DocumentId>,
}

/// The documents that stand, or stood at a moment.
pub(super) fn standing(db: &Connection, moment: Option<AsOf>) -> rusqlite::Result<Standing> {
    let mut forms = rows::forms(db)?;
    match moment {
        None => forms.retain(|form| form.superseded.is_none()),
        Some(AsOf::Run(last)) => {
            let last = i64::from(last);
            forms.retain(|form| form.run <= last && form.superseded.is_none_or(|run| run > last));
        }
        Some(AsOf::Day(day)) => {
            let by_then = |form: &rows::Form| match form.record.kind {
                DocumentKind::Text => form.record.published.is_some_and(|published| published <= day),
                DocumentKind::Table => true,
            };
            forms.retain(|form| !form.removed && by_then(form));
            let mut last: BTreeMap<(DocumentId, DocumentKind), usize> = BTreeMap::new();
            for (at, form) in forms.iter().enumerate() {
                let known = last
                    .entry((form.record.id.clone(), form.record.kind))
                    .or_insert(at);
                if rank(form.revision, &form.record) > rank(forms[*known].revision, &forms[*known].record) {
                    *known = at;
                }
            }
            let last: HashSet<usize> = last.into_values().collect();
            let mut at = 0..;
            forms.retain(|_| at.next().is_some_and(|at| last.contains(&at)));
        }
    }
    Ok(Standing {
        keys: forms
            .iter()
            .map(|form| (form.key, form.record.id.clone()))
            .collect(),
        records: forms.into_iter().map(|form| form.record).collect(),
    })
}

/// What stands, or stood at a moment: documents and statements in the order of the file.
pub(super) fn load(
    db: &Connection,
    moment: Option<AsOf>,
) -> rusqlite::Result<(Vec<DocumentRecord>, Vec<Statement>)> {
    let counts = |run: i64, statement: &Statement| match moment {
        None => true,
        Some(AsOf::Run(last)) => run <= i64::from(last),
        Some(AsOf::Day(day)) => statement
            .published
            .or_else(|| super::knowledge::date_of(statement))
            .is_some_and(|published| published <= day),
    };
    let Standing { records, keys } = standing(db, moment)?;
    // a list that grows is copied again and again
    let most: u32 = db.query_row("SELECT count(*) FROM statements", [], |row| row.get(0))?;
    let mut statements = Vec::with_capacity(most as usize);
    rows::statements(db, &keys, Which::All, |_, run, statement| {
        if counts(run, &statement) {
            statements.push(statement);
        }
    })?;
    Ok((records, statements))
}

/// What decides which of several forms stands: the greatest.
fn rank(revision: i64, record: &DocumentRecord) -> (i64, Option<Date>, Option<&str>) {
    (revision, record.published, record.digest.as_deref())
}

/// What a form is known by.
type Key = (DocumentId, DocumentKind, i64, Option<String>);

/// All forms of all documents and all judgements, of any number of ledgers.
#[derive(Default)]
pub(super) struct History {
    versions: BTreeMap<Key, Version>,
    /// Of two verdicts on a pair, that they are different.
    judgements: BTreeMap<(ActorId, ActorId), Verdict>,
}

impl History {
    /// Every form in one file.
    pub(super) fn read(db: &Connection) -> rusqlite::Result<Self> {
        let db = db.unchecked_transaction()?;
        let forms = rows::forms(&db)?;
        let keys = forms
            .iter()
            .map(|form| (form.key, form.record.id.clone()))
            .collect();
        let mut statements: HashMap<i64, Vec<Statement>> = HashMap::new();
        rows::statements(&db, &keys, Which::All, |document, _, statement| {
            statements.entry(document).or_default().push(statement);
        })?;
        let mut history = Self::default();
        for form in forms {
            history.add(Version {
                statements: statements.remove(&form.key).unwrap_or_default(),
                record: form.record,
                revision: form.revision,
                removed: form.removed,
            });
        }
        Ok(history)
    }

    /// With what was judged.
    pub(super) fn judged(mut self, judgements: Vec<Judgement>) -> Self {
        for Judgement { a, b, verdict } in judgements {
            let known = self.judgements.entry((a, b)).or_insert(verdict);
            *known = verdict.max(*known);
        }
        self
    }

    /// The union with another.
    pub(super) fn join(&mut self, other: Self) {
        other.versions.into_values().for_each(|version| self.add(version));
        for (pair, verdict) in other.judgements {
            let known = self.judgements.entry(pair).or_insert(verdict);
            *known = verdict.max(*known);
        }
    }

    /// What was judged, as [`super::Ledger::judge`] takes it.
    pub(super) fn verdicts(&self) -> Vec<(ActorId, ActorId, Option<Verdict>)> {
        let judgements = self.judgements.iter();
        judgements
            .map(|((a, b), verdict)| (a.clone(), b.clone(), Some(*verdict)))
            .collect()
    }

    fn add(&mut self, mut version: Version) {
        version.statements.sort_by(|a, b| order(a).cmp(&order(b)));
        let record = &version.record;
        let key = (
            record.id.clone(),
            record.kind,
            version.revision,
            record.digest.clone(),
        );
        match self.versions.entry(key) {
            Entry::Vacant(place) => {
                place.insert(version);
            }
            Entry::Occupied(mut known) => known.get_mut().join(version),
        }
    }

    /// Each form, and whether it stands; in an order that does not depend on where they came from.
    pub(super) fn versions(&self) -> impl Iterator<Item = (&Version, bool)> {
        let mut best: BTreeMap<(&DocumentId, DocumentKind), &Version> = BTreeMap::new();
        for version in self.versions.values() {
            let known = best
                .entry((&version.record.id, version.record.kind))
                .or_insert(version);
            if version.rank() > known.rank() {
                *known = version;
            }
        }
        self.versions.values().map(move |version| {
            let best = best.get(&(&version.record.id, version.record.kind));
            let stands = !version.removed && best.is_some_and(|best| std::ptr::eq(*best, version));
            (version, stands)
        })
    }
}

/// The order of statements within a document.
fn order(statement: &Statement) -> (Option<u32>, &str) {
    (statement.sentence.map(|span| span.start), statement.id.as_str())
}

impl Version {
    /// The greatest of a document's forms stands, unless it was taken out; of one revision, what was taken
    /// out gives way.
    fn rank(&self) -> (i64, bool, Option<Date>, Option<&str>) {
        let (_, published, digest) = rank(self.revision, &self.record);
        (self.revision, !self.removed, published, digest)
    }

    /// The union of two of the same key; where they differ, which programs of one version do not, the lesser.
    fn join(&mut self, other: Self) {
        self.removed |= other.removed;
        let publishers = [&self.record.publisher, &other.record.publisher];
        let publisher = publishers.into_iter().flatten().min().cloned();
        if other.record < self.record {
            self.record = other.record;
        }
        if self.record.kind == DocumentKind::Table {
            self.record.publisher = publisher;
        }
        let mut all: BTreeMap<(Option<u32>, String), Statement> = BTreeMap::new();
        for statement in self.statements.drain(..).chain(other.statements) {
            let (place, id) = order(&statement);
            match all.entry((place, id.to_owned())) {
                Entry::Vacant(entry) => {
                    entry.insert(statement);
                }
                Entry::Occupied(mut known) => {
                    let text = |statement: &Statement| serde_json::to_string(statement).unwrap_or_default();
                    if *known.get() != statement && text(&statement) < text(known.get()) {
                        known.insert(statement);
                    }
                }
            }
        }
        self.statements = all.into_values().collect();
    }
}

//! The one place that knows the order of the stages:
//! read, annotate, extract, resolve, code, and into the graph.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher as _;
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::code::{self, Tie};
use crate::error::{Error, Result};
use crate::graph::{Added, DocumentRecord, Entry, Ledger};
use crate::lexicon::gazetteer::Moment;
use crate::model::{
    Actor, Document, DocumentId, DocumentKind, Mention, Pair, Participant, Sentence, Statement,
};
use crate::read::{Item, Note};

/// A batch is full with so many bytes of text ...
const BATCH_BYTES: usize = 1 << 20;
/// ... or so many items.
const BATCH_ITEMS: usize = 8192;

/// How the stages run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Worker threads; one for each core when absent. What comes out does not depend on it.
    pub threads: Option<usize>,
}

/// What has become of one item of the input.
#[derive(Clone, Debug, PartialEq)]
pub enum Parcel {
    /// A text and what it says.
    Document(Document, Vec<Statement>),
    /// A row of event data and who published it.
    Row(Box<Statement>, Option<String>),
    /// A document that was read before, and what it says.
    Known(DocumentRecord, Vec<Statement>),
    /// Something that the user should know.
    Note(Note),
}

/// What [`Pipeline::build`] tells while it works.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// Something that the user should know.
    Note(&'a Note),
    /// A batch has been added.
    Batch(&'a Summary),
}

/// What a build has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Texts read.
    pub documents: u64,
    /// Texts among them that were in the graph already.
    pub known: u64,
    /// Rows of event data read.
    pub rows: u64,
    /// Statements that the new texts and the rows make.
    pub statements: u64,
    /// What was new to the graph.
    pub added: Added,
    /// Places that could not be read.
    pub errors: u64,
}

/// The stages with their models loaded, and the threads that run them.
pub struct Pipeline {
    threads: rayon::ThreadPool,
    names: Names,
}

impl Pipeline {
    /// Loads the embedded models and starts the threads.
    ///
    /// # Errors
    /// When the threads cannot be started.
    pub fn new(options: Options) -> Result<Self> {
        let threads = options.threads.unwrap_or(0);
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .map_err(|error| Error::Threads {
                threads,
                reason: error.to_string(),
            })?;
        Ok(Self {
            threads,
            names: Names::default(),
        })
    }

    /// A text's sentences with their annotation. Never fails; poor text gives poor trees.
    pub fn annotate(&self, document: &Document) -> Vec<Sentence> {
        stages::annotate(document)
    }

    /// Sentences of one document whose words are given, annotated.
    pub fn annotate_tokens(&self, sentences: &[Sentence]) -> Vec<Sentence> {
        stages::annotate_tokens(sentences)
    }

    /// What the lexicon says of each word of a sentence, as [`Annotator::clues`](crate::annotate::Annotator::clues) does: to train
    /// the layer that finds entities.
    pub fn clues(&self, sentence: &Sentence) -> Vec<u64> {
        stages::clues(sentence)
    }

    /// The same for many texts, side by side; in their order.
    pub fn annotate_all(&self, documents: &[Document]) -> Vec<Vec<Sentence>> {
        self.threads.install(|| {
            documents
                .par_iter()
                .map(|document| self.annotate(document))
                .collect()
        })
    }

    /// What a text says, in its order, each statement once. Statements between actors, and those of a text
    /// that have none; see [`has_actor`].
    pub fn statements(&self, document: &Document) -> Vec<Statement> {
        self.statements_of(document, &self.annotate(document))
    }

    /// What a text's annotated sentences say.
    pub fn statements_of(&self, document: &Document, sentences: &[Sentence]) -> Vec<Statement> {
        let mut statements = stages::statements(document, sentences);
        for statement in &mut statements {
            code::weigh(sentences, statement);
            statement.id = statement.content_id();
        }
        let mut seen = HashSet::new();
        statements.retain(|statement| seen.insert(statement.id.clone()));
        statements
    }

    /// What each text says between two of its actors, side by side and in their order. A party that the text
    /// does not name may be anybody: "Arlen has threatened war".
    pub fn ties(&self, pairs: &[Pair]) -> Vec<Tie> {
        self.threads
            .install(|| pairs.par_iter().map(stages::tie).collect())
    }

    /// What the learnt model sees of each pair, as [`crate::code::features`] names it: to fit its weights.
    pub fn features(&self, pairs: &[Pair]) -> Vec<Vec<String>> {
        self.threads
            .install(|| pairs.par_iter().map(stages::features).collect())
    }

    /// What the learnt model of trust sees of each statement of a text, as the rules code it and as it could be taken otherwise: to fit
    /// its weights.
    pub fn trust_features(&self, document: &Document) -> Vec<(Statement, Vec<String>)> {
        let sentences = self.annotate(document);
        let mut all = Vec::new();
        for statement in stages::statements(document, &sentences) {
            let other = code::otherwise(&sentences, &statement);
            for mut statement in std::iter::once(statement).chain(other) {
                statement.id = statement.content_id();
                all.extend(
                    code::trust_features(&sentences, &statement).map(|features| (statement, features)),
                );
            }
        }
        all
    }

    /// What a row of event data says.
    pub fn row(&self, row: Statement<Mention>) -> Statement {
        let own = row.id.clone();
        let mut statement = stages::row(row, &self.names);
        statement.id = match own.as_str() {
            "" => statement.content_id(),
            own => statement.row_id(own),
        };
        statement
    }

    /// Runs the stages over all items; `sink` gets what has become of them in the order of the input.
    /// Memory is bounded by a batch of about a megabyte of text, or by the largest document.
    ///
    /// # Errors
    /// The first error of `sink` ends it.
    pub fn extract(
        &self,
        items: impl Iterator<Item = Item>,
        mut sink: impl FnMut(Parcel) -> Result<()>,
    ) -> Result<()> {
        for batch in batches(items) {
            self.run(batch).into_iter().try_for_each(&mut sink)?;
        }
        Ok(())
    }

    /// Adds all items to a graph, in one transaction for each batch. Texts that the graph holds already are
    /// passed over; statements without any actor are left out. `observe` is told of notes and batches. While a
    /// batch is added, the next goes through the stages and the one after it is read: memory is bounded by five.
    ///
    /// # Errors
    /// When the graph cannot be written; what was added before is kept.
    pub fn build(
        &self,
        items: impl Iterator<Item = Item> + Send,
        ledger: &mut Ledger,
        mut observe: impl FnMut(Progress<'_>),
    ) -> Result<Summary> {
        let mut summary = Summary::default();
        let mut waiting: Vec<Parcel> = Vec::new();
        let mut add = |parcels: Vec<Parcel>, ledger: &mut Ledger, summary: &mut Summary| {
            let entries = entries(parcels, summary, &mut observe);
            summary.added += ledger.add(&entries)?;
            // to free so many small things takes as long as to write some of them
            self.threads.spawn(move || drop(entries));
            observe(Progress::Batch(summary));
            Ok::<_, Error>(())
        };
        std::thread::scope(|scope| {
            let (send, batches_read) = sync_channel(1);
            scope.spawn(move || {
                // nobody takes more after an error
                let _ = batches(items).try_for_each(|batch| send.send(batch));
            });
            for batch in batches_read {
                let new = unknown(batch, &waiting, ledger, &mut summary)?;
                let worker = scope.spawn(|| self.run(new));
                if !waiting.is_empty() {
                    add(std::mem::take(&mut waiting), ledger, &mut summary)?;
                }
                waiting = worker
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            }
            if !waiting.is_empty() {
                add(waiting, ledger, &mut summary)?;
            }
            Ok(summary)
        })
    }

    /// One batch, in parallel and in order.
    fn run(&self, batch: Vec<Item>) -> Vec<Parcel> {
        let parcel = |item| match item {
            Item::Document(document) => {
                let statements = self.statements(&document);
                Parcel::Document(document, statements)
            }
            Item::Row { statement, publisher } => Parcel::Row(Box::new(self.row(*statement)), publisher),
            Item::Known { record, statements } => Parcel::Known(record, statements),
            Item::Note(note) => Parcel::Note(note),
        };
        self.threads
            .install(|| batch.into_par_iter().map(parcel).collect())
    }
}

/// The items that neither a graph nor the batch that is about to be added to it holds.
fn unknown(
    batch: Vec<Item>,
    waiting: &[Parcel],
    ledger: &Ledger,
    summary: &mut Summary,
) -> Result<Vec<Item>> {
    let mut digests: HashMap<&DocumentId, Option<String>> = HashMap::new();
    for parcel in waiting {
        match parcel {
            Parcel::Document(document, _) => {
                digests.insert(&document.id, Some(DocumentRecord::digest(document)));
            }
            Parcel::Known(record, _) if record.kind == DocumentKind::Text => {
                digests.insert(&record.id, record.digest.clone());
            }
            _ => {}
        }
    }
    let mut new = Vec::with_capacity(batch.len());
    for item in batch {
        let digest = match &item {
            Item::Document(document) => Some((&document.id, DocumentRecord::digest(document))),
            Item::Known { record, .. } => record.digest.clone().map(|digest| (&record.id, digest)),
            _ => None,
        };
        if let Some((id, digest)) = digest {
            let known = match digests.get(id) {
                Some(last) => last.as_ref() == Some(&digest),
                None => ledger.holds(id, &digest)?,
            };
            if known {
                summary.documents += 1;
                summary.known += 1;
                continue;
            }
        }
        new.push(item);
    }
    Ok(new)
}

/// What there is to be added of parcels; notes are told.
fn entries(
    parcels: Vec<Parcel>,
    summary: &mut Summary,
    observe: &mut impl FnMut(Progress<'_>),
) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(parcels.len());
    for parcel in parcels {
        match parcel {
            Parcel::Note(note) => {
                summary.errors += u64::from(note.severity == crate::read::Severity::Error);
                observe(Progress::Note(&note));
            }
            Parcel::Document(document, mut statements) => {
                statements.retain(has_actor);
                summary.documents += 1;
                summary.statements += statements.len() as u64;
                entries.push(Entry::Text {
                    record: DocumentRecord::of(&document),
                    statements,
                });
            }
            Parcel::Known(record, statements) => {
                summary.statements += statements.len() as u64;
                if record.kind == DocumentKind::Text {
                    summary.documents += 1;
                    entries.push(Entry::Text { record, statements });
                    continue;
                }
                summary.rows += statements.len() as u64;
                entries.extend(statements.into_iter().map(|statement| Entry::Row {
                    statement: Box::new(statement),
                    publisher: record.publisher.clone(),
                }));
            }
            Parcel::Row(statement, publisher) => {
                summary.rows += 1;
                summary.statements += 1;
                entries.push(Entry::Row { statement, publisher });
            }
        }
    }
    entries
}

/// What is less sure than this stays out of graphs: such statements are likelier wrong than right (`data/model/TRUST.md`).
const SURE: f32 = 0.5;

/// Whether somebody known does something to somebody or something, or has it done to him, and the reading is sure enough: only
/// such statements are in a graph.
pub fn has_actor(statement: &Statement) -> bool {
    if statement.targets.is_empty() || statement.confidence < SURE {
        return false;
    }
    let acts = |participant: &Participant| participant.actor.is_some();
    match &statement.source {
        Some(source) if acts(source) => true,
        // done by nobody that is named, or by a thing: only what the lexicon knows as an act
        _ => statement.relation.is_some() && statement.targets.iter().any(acts),
    }
}

/// Cuts items into batches by their size alone, so that the cuts are the same for every machine.
fn batches(mut items: impl Iterator<Item = Item>) -> impl Iterator<Item = Vec<Item>> {
    std::iter::from_fn(move || {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while bytes < BATCH_BYTES && batch.len() < BATCH_ITEMS {
            let Some(item) = items.next() else { break };
            if let Item::Document(document) = &item {
                bytes += document.text.len();
            }
            batch.push(item);
        }
        (!batch.is_empty()).then_some(batch)
    })
}

/// Who the names of tables mean: tables use the same ones over and over, and most mean the same for years.
#[derive(Default)]
struct Names([Mutex<NamesKnown>; Names::SHARDS]);

/// Who a name means, and from when to when; without a date where none was asked for.
struct Meaning {
    days: Option<(Date, Date)>,
    actor: Actor,
}

#[derive(Default)]
struct NamesKnown {
    names: foldhash::HashMap<String, Vec<Meaning>>,
    /// How many meanings that is.
    count: usize,
}

impl NamesKnown {
    fn get(&self, name: &str, on: Option<Date>) -> Option<&Actor> {
        let then = |meaning: &&Meaning| match (meaning.days, on) {
            (Some((first, last)), Some(day)) => (first..=last).contains(&day),
            (days, on) => days.is_none() && on.is_none(),
        };
        let mut meanings = self.names.get(name)?.iter().rev();
        meanings.find(then).map(|meaning| &meaning.actor)
    }
}

impl Names {
    const SHARDS: usize = 32;
    /// So many are known to a shard, then it begins anew.
    const MOST: usize = 8192;

    /// What is known of a name, or what `resolve` says, which must depend on nothing else.
    fn who(&self, name: &str, on: Option<Date>, resolve: impl FnOnce(&Moment) -> Actor) -> Actor {
        let hash = foldhash::fast::FixedState::default().hash_one(name);
        let shard = &self.0[hash as usize % Self::SHARDS];
        // what is known holds whatever became of a thread that added to it
        let known = || shard.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(actor) = known().get(name, on) {
            return actor.clone();
        }
        let moment = Moment::new(on);
        let actor = resolve(&moment);
        let mut known = known();
        if known.count >= Self::MOST {
            *known = NamesKnown::default();
        }
        known.count += 1;
        let meanings = known.names.entry(name.to_owned()).or_default();
        meanings.push(Meaning {
            days: on.map(|_| moment.days()),
            actor: actor.clone(),
        });
        actor
    }
}

mod stages {
    use super::Names;
    use crate::annotate::{Annotator, NameHints, repaired};
    use crate::code::Tie;
    use crate::lexicon::gazetteer::{Candidate, Gazetteer, Match};
    use crate::model::{
        ActorKind, Document, EntityLabel, Mention, Pair, Participant, Pointer, Sentence, Span, Statement,
    };
    use crate::{code, extract, resolve};

    /// The gazetteer's word on names that the network is unsure of.
    struct Hints;

    /// Whether the words after an article name the same actor: "The US", but not "The Hague".
    fn is_name_without_article(words: &[&str], len: usize, actor: &Candidate) -> bool {
        let name = Gazetteer::embedded().longest_match(words);
        name.is_some_and(|(n, candidates)| {
            n == len
                && candidates
                    .best()
                    .is_some_and(|best| best.record.id() == actor.record.id())
        })
    }

    impl NameHints for Hints {
        fn label(&self, words: &[&str]) -> Option<(usize, EntityLabel)> {
            // a name begins with a capital; all else would cost a look-up for every word
            if !words.first()?.starts_with(char::is_uppercase) {
                return None;
            }
            let (len, candidates) = Gazetteer::embedded().longest_match(words)?;
            let best = candidates.best()?;
            if words[0] == "The" && len > 1 && is_name_without_article(&words[1..], len - 1, best) {
                return None;
            }
            let label = match best.matched {
                Match::Adjective | Match::Demonym => EntityLabel::Norp,
                Match::Name | Match::Alias | Match::Metonym => match best.record.kind() {
                    ActorKind::Person => EntityLabel::Person,
                    ActorKind::State | ActorKind::Place => EntityLabel::Gpe,
                    ActorKind::People => EntityLabel::Norp,
                    _ => EntityLabel::Org,
                },
                // "Palestinian leaders": what the gazetteer makes of the two is no name, the adjective is
                Match::Generic if Gazetteer::embedded().country_of_adjective(words[0]).is_some() => {
                    return Some((1, EntityLabel::Norp));
                }
                _ => return None,
            };
            Some((len, label))
        }
    }

    pub(super) fn annotate(document: &Document) -> Vec<Sentence> {
        repaired(Annotator::embedded().annotate_with(&document.text, &Hints))
    }

    pub(super) fn annotate_tokens(sentences: &[Sentence]) -> Vec<Sentence> {
        repaired(Annotator::embedded().annotate_tokens_with(sentences, &Hints))
    }

    pub(super) fn clues(sentence: &Sentence) -> Vec<u64> {
        Annotator::clues(sentence, &Hints)
    }

    pub(super) fn statements(document: &Document, sentences: &[Sentence]) -> Vec<Statement> {
        let mentions = extract::extract(document, sentences);
        let mut statements = resolve::resolve(document, sentences, mentions);
        statements.iter_mut().for_each(code::code);
        statements
    }

    pub(super) fn tie(pair: &Pair) -> Tie {
        let Given {
            sentences,
            source,
            target,
            answers,
        } = given(pair);
        code::tie(&sentences, &source, &target, &answers)
    }

    pub(super) fn features(pair: &Pair) -> Vec<String> {
        let Given {
            sentences,
            source,
            target,
            answers,
        } = given(pair);
        code::features(&sentences, &source, &target, &answers)
    }

    /// A text whose two parties are known, and what the rules answer.
    struct Given {
        sentences: Vec<Sentence>,
        source: Vec<Span>,
        target: Vec<Span>,
        answers: Vec<Statement>,
    }

    fn given(pair: &Pair) -> Given {
        let document = &pair.document;
        let sentences = annotate(document);
        let places = |party: &Pointer| match party {
            Pointer::Name(name) => resolve::locate(document, &sentences, name),
            Pointer::Place(span) => vec![*span],
        };
        let (source, target) = apart(places(&pair.source), places(&pair.target));
        let found = extract::between(document, &sentences, &source, &target);
        let mut answers = resolve::resolve_given(document, &sentences, found);
        for statement in &mut answers {
            if statement.targets.is_empty() {
                statement.targets.push(somebody(&pair.target));
            }
            code::code(statement);
        }
        Given {
            sentences,
            source,
            target,
            answers,
        }
    }

    /// A place of one party that lies in a place of the other is the other's, unless there is no other.
    fn apart(source: Vec<Span>, target: Vec<Span>) -> (Vec<Span>, Vec<Span>) {
        let outside = |these: &[Span], those: &[Span]| -> Vec<Span> {
            let within = |span: &Span| those.iter().any(|that| that.contains(*span) && that != span);
            let free: Vec<Span> = these.iter().filter(|span| !within(span)).copied().collect();
            if free.is_empty() { these.to_vec() } else { free }
        };
        (outside(&source, &target), outside(&target, &source))
    }

    /// A party that the text does not name.
    fn somebody(party: &Pointer) -> Participant {
        Participant {
            text: match party {
                Pointer::Name(name) => name.clone(),
                Pointer::Place(_) => String::new(),
            },
            span: None,
            actor: None,
        }
    }

    pub(super) fn row(row: Statement<Mention>, names: &Names) -> Statement {
        let who = |name: &str, on| names.who(name, on, |moment| resolve::resolve_name(name, moment));
        let mut statement = resolve::resolve_row(row, who);
        code::code(&mut statement);
        statement
    }
}

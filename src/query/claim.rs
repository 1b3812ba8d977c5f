use crate::model::{Modality, Participant, Polarity, Relation, Statement};

/// What a statement is about, be it said to be so or not: who does what kind of thing to whom. Two statements
/// with the same claim speak of the same, as far as anybody can tell without the time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Claim {
    /// Who acts; absent where all do it to each other.
    source: Option<String>,
    /// On whom, sorted; the words where it is nobody known.
    targets: Vec<String>,
    /// The event without its mode, the affiliation, else the predicate's lemma.
    act: String,
}

impl Claim {
    pub(super) fn of(statement: &Statement) -> Self {
        let party = |participant: &Participant| match &participant.actor {
            Some(actor) => actor.id.to_string(),
            None => format!("\"{}\"", participant.text.to_lowercase()),
        };
        let mut source = statement.source.as_ref().map(party);
        let mut targets: Vec<String> = statement.targets.iter().map(party).collect();
        if statement.symmetric {
            targets.extend(source.take());
        }
        targets.sort();
        let act = match &statement.relation {
            Some(Relation::Event(event)) => event.event.name().to_owned(),
            Some(Relation::Affiliation { affiliation }) => affiliation.name().to_owned(),
            None => statement.predicate.lemma.clone(),
        };
        Self { source, targets, act }
    }
}

/// Whether a statement says that something is so (`true`) or that it is not (`false`); neither where it is
/// only planned, possible, or a denial is itself negated.
pub(super) fn holds(statement: &Statement) -> Option<bool> {
    match (statement.modality, statement.polarity) {
        (Modality::Actual | Modality::Reported, Polarity::Affirmed) => Some(true),
        (Modality::Actual | Modality::Reported, Polarity::Negated) => Some(false),
        (Modality::Denied, Polarity::Affirmed) => Some(false),
        _ => None,
    }
}

//! The relation between two given actors: the closest predicate that makes an event between them.

use smol_str::SmolStr;

use super::{code, plover_event_by_cameo};
use crate::lexicon::Ontology;
use crate::model::{Event, PloverEvent, Relation, Statement};

/// What a text says between two actors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tie {
    /// The event as [`plover_event_by_cameo`] counts it, so that it compares with event data, or the lasting tie; `None`
    /// when there is none, or nobody can tell.
    pub relation: Option<Relation>,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
    /// Which rule found it.
    pub rule: SmolStr,
}

/// The tie that the first of the statements makes that makes one. They come closest first.
pub fn tie(statements: Vec<Statement>) -> Tie {
    let mut lasting = None;
    for mut statement in statements {
        code(&mut statement);
        let counted = plover_event_by_cameo(&statement);
        match (&statement.relation, counted) {
            (Some(Relation::Event(event)), Some(counted)) => {
                return Tie {
                    relation: Some(Relation::Event(as_counted(event, counted))),
                    confidence: statement.confidence,
                    rule: statement.rule,
                };
            }
            (Some(Relation::Affiliation { .. }), _) if lasting.is_none() => {
                lasting = Some(Tie {
                    relation: statement.relation,
                    confidence: statement.confidence,
                    rule: statement.rule,
                });
            }
            _ => {}
        }
    }
    lasting.unwrap_or_default()
}

/// The event that PLOVER counts: where it is another one than the words name, their mode and code are not its own.
fn as_counted(event: &Event, counted: PloverEvent) -> Event {
    if counted == event.event {
        return event.clone();
    }
    let ontology = Ontology::embedded();
    Event {
        event: counted,
        mode: None,
        contexts: event.contexts.clone(),
        cameo: Some(ontology.cameo_of(counted, None).into()),
        quad: counted.quad(),
        score: ontology.score(counted, None),
    }
}

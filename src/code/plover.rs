//! A statement as PLOVER would count it: the manual's rules over polarity and modality.

use std::collections::HashSet;

use crate::lexicon::Ontology;
use crate::model::{Event, Modality, PloverEvent, Polarity, Relation, Statement};

/// PLOVER's auxiliary flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PloverFlags {
    /// It lies well before the report.
    pub historical: bool,
    /// It lies ahead.
    pub future: bool,
    /// It depends, or is only possible.
    pub hypothetical: bool,
    /// It is said not to be so.
    pub negation: bool,
}

/// The event that PLOVER's manual counts for a statement, where it counts one.
///
/// Planned cooperation is AGREE, a planned retreat CONCEDE, planned conflict in deed and a threat THREATEN, a refusal
/// REJECT, an end of cooperation SANCTION. What is denied, demanded of somebody or merely not so is no event between
/// the two. The statement itself keeps the act that its words name.
pub fn plover_event<A>(statement: &Statement<A>) -> Option<PloverEvent> {
    let act = act(statement)?;
    let signs = act.cameo.as_deref() == Some("057");
    count(statement, act.event, signs)
}

/// The events of many statements, in their order. A mobilisation counts for nothing where the same sentence reports an
/// assault by the same source: the force was used.
pub fn plover_events(statements: &[Statement]) -> Vec<Option<PloverEvent>> {
    let place = |statement: &Statement| {
        let source = statement.source.as_ref().map(|source| {
            source
                .actor
                .as_ref()
                .map_or(source.text.as_str(), |actor| actor.id.as_str())
                .to_owned()
        });
        (statement.doc.clone(), statement.sentence, source)
    };
    let events: Vec<Option<PloverEvent>> = statements.iter().map(plover_event).collect();
    let assaults: HashSet<_> = statements
        .iter()
        .zip(&events)
        .filter(|(_, event)| **event == Some(PloverEvent::Assault))
        .map(|(statement, _)| place(statement))
        .collect();
    statements
        .iter()
        .zip(events)
        .map(|(statement, event)| {
            event.filter(|event| *event != PloverEvent::Mobilize || !assaults.contains(&place(statement)))
        })
        .collect()
}

/// The act of a statement as the event that PLOVER counts: where that is another one than the words name, their mode and
/// code are not its own. A promise to yield has CAMEO's code for it, 035.
pub fn counted<A>(statement: &Statement<A>) -> Option<Event> {
    let act = act(statement)?;
    let event = plover_event(statement)?;
    let yields = matches!(act.event, PloverEvent::Concede | PloverEvent::Retreat);
    let promised = yields && event == PloverEvent::Concede && statement.modality == Modality::Planned;
    if event == act.event && !promised {
        return Some(act.clone());
    }
    let ontology = Ontology::embedded();
    Some(Event {
        event,
        mode: None,
        contexts: act.contexts.clone(),
        cameo: Some(
            if promised {
                "035"
            } else {
                ontology.cameo_of(event, None)
            }
            .into(),
        ),
        quad: event.quad(),
        score: ontology.score(event, None),
    })
}

fn act<A>(statement: &Statement<A>) -> Option<&Event> {
    match &statement.relation {
        Some(Relation::Event(coded)) => Some(coded),
        _ => None,
    }
}

/// `signs` tells an agreement that is reached from other support.
fn count<A>(statement: &Statement<A>, event: PloverEvent, signs: bool) -> Option<PloverEvent> {
    use PloverEvent::*;
    let friendly = matches!(
        event,
        Agree | Consult | Support | Cooperate | Aid | Concede | Retreat
    );
    if statement.polarity == Polarity::Negated {
        // Not to agree is to refuse; so is an announcement that something friendly will not be.
        return match (event, statement.modality) {
            (Agree | Concede, Modality::Actual | Modality::Planned | Modality::Reported) => Some(Reject),
            (Support, Modality::Actual | Modality::Reported) if signs => Some(Reject),
            (_, Modality::Planned) if friendly => Some(Reject),
            _ => None,
        };
    }
    let event = match statement.modality {
        Modality::Denied | Modality::Demanded => return None,
        Modality::Threatened => Threaten,
        Modality::Planned => match event {
            Consult | Support | Cooperate | Aid => Agree,
            Retreat => Concede,
            Protest | Sanction | Mobilize | Coerce | Assault => Threaten,
            _ => event,
        },
        Modality::Ended => match event {
            Cooperate | Aid => Sanction,
            _ => event,
        },
        _ => event,
    };
    let needs_recipient = matches!(event, Cooperate | Aid | Sanction);
    (!needs_recipient || !statement.targets.is_empty()).then_some(event)
}

/// PLOVER's flags for a statement. What happened in a year before the report's counts as historical.
pub fn plover_flags<A>(statement: &Statement<A>) -> PloverFlags {
    let historical = match (&statement.when, statement.published) {
        (Some(when), Some(published)) => when.end.is_some_and(|end| end.year() < published.year()),
        _ => false,
    };
    let future = matches!(statement.modality, Modality::Planned | Modality::Threatened);
    PloverFlags {
        historical,
        future,
        hypothetical: matches!(statement.modality, Modality::Possible | Modality::Conditional),
        negation: statement.polarity == Polarity::Negated || statement.modality == Modality::Denied,
    }
}

//! Which relation a statement makes: the lexicon's patterns, then PLOVER's rules over the kinds of the actors.

mod features;
mod figurative;
mod learnt;
mod pair;
mod parties;
mod plover;
mod refine;
mod trust;

pub use features::features;
pub use pair::{Tie, tie};
pub use plover::{PloverFlags, counted, plover_event, plover_events, plover_flags};
pub use trust::{otherwise, trust_features, weigh};

use crate::lexicon::{Match, Ontology, Sense, Verbs};
use crate::model::{Event, Relation, Statement};

/// Sets the relation of a statement from its predicate and actors, and marks it symmetric where the predicate is.
///
/// The relation is the act that the predicate names; whether it happened is for polarity and modality to say.
/// A statement without words (a table's row) keeps the relation it came with, and so does one whose predicate
/// the lexicon does not know: titles and appositions bring their ties along.
pub fn code(statement: &mut Statement) {
    let key = &statement.predicate.key;
    if key.head.is_empty() {
        return;
    }
    let Some(found) = Verbs::embedded().match_predicate(key) else {
        return;
    };
    statement.symmetric = (statement.symmetric || found.symmetric) && figurative::is_mutual(statement);
    statement.relation = relation(found, statement);
}

fn relation(found: Match, statement: &Statement) -> Option<Relation> {
    match found.sense {
        Sense::Neutral => None,
        Sense::Affiliation(affiliation) if figurative::is_personal(affiliation, statement) => None,
        Sense::Affiliation(affiliation) => Some(Relation::Affiliation { affiliation }),
        Sense::Event(event)
            if figurative::is_private(event, statement) || figurative::is_figurative(event, statement) =>
        {
            None
        }
        Sense::Event(event) => {
            let ontology = Ontology::embedded();
            let mut coded = Event {
                event,
                mode: found.mode,
                contexts: found.contexts,
                cameo: found.cameo,
                quad: event.quad(),
                score: 0.0,
            };
            refine::refine(&mut coded, statement);
            coded.quad = coded.event.quad();
            coded.score = ontology.score(coded.event, coded.mode.as_deref());
            Some(Relation::Event(coded))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Actor, ActorKind, Modality, Participant, Place, PloverEvent, Polarity, Predicate, PredicateKey,
    };

    pub(super) fn party(name: &str, kind: ActorKind, country: &str) -> Participant {
        Participant {
            text: name.into(),
            span: None,
            actor: Some(Actor {
                id: name.into(),
                name: name.into(),
                kind,
                country: Some(country.into()),
                sector: None,
            }),
        }
    }

    pub(super) fn statement(key: PredicateKey, source: Participant, targets: Vec<Participant>) -> Statement {
        Statement {
            id: "".into(),
            doc: "d".into(),
            published: None,
            sentence: None,
            quote: String::new(),
            source: Some(source),
            predicate: Predicate {
                key,
                ..Predicate::default()
            },
            relation: None,
            targets,
            arguments: Vec::new(),
            polarity: Polarity::Affirmed,
            modality: Modality::Actual,
            attribution: Vec::new(),
            when: None,
            place: None,
            quantity: None,
            symmetric: false,
            confidence: 1.0,
            rule: "".into(),
            url: None,
        }
    }

    fn meeting() -> Statement {
        let key = PredicateKey {
            head: "meet".into(),
            cases: vec!["".into()],
            ..PredicateKey::default()
        };
        statement(
            key,
            party("Arlen", ActorKind::State, "ARL"),
            vec![party("Borduria", ActorKind::State, "BOR")],
        )
    }

    fn coded(mut statement: Statement) -> String {
        code(&mut statement);
        statement
            .relation
            .map_or("none".into(), |relation| relation.label())
    }

    pub(super) fn verb(head: &str, object: Option<&str>, case: &str) -> PredicateKey {
        PredicateKey {
            head: head.into(),
            object: object.map(Into::into),
            cases: vec![case.into()],
            ..PredicateKey::default()
        }
    }

    #[test]
    fn a_coded_event_is_whole() {
        let mut call = meeting();
        call.predicate.key.modifiers = vec!["phone".into()];
        code(&mut call);
        assert!(call.symmetric);
        let Some(Relation::Event(event)) = call.relation else {
            panic!("no event");
        };
        assert_eq!(event.mode.as_deref(), Some("phone"));
        assert_eq!(event.cameo.as_deref(), Some("041"));
        assert_eq!(u8::from(event.quad), 1);
        assert_eq!(event.score, 1.5);
    }

    #[test]
    fn parties_narrow_a_meeting() {
        let mut three = meeting();
        three.targets.push(party("Sylvania", ActorKind::State, "SYL"));
        assert_eq!(coded(three), "CONSULT:multilateral");
        let mut abroad = meeting();
        abroad.place = Some(Place {
            text: "Strelsau".into(),
            span: None,
            country: Some("RUR".into()),
        });
        assert_eq!(coded(abroad.clone()), "CONSULT:third-party");
        abroad.place = Some(Place {
            text: "Klow".into(),
            span: None,
            country: Some("BOR".into()),
        });
        assert_eq!(coded(abroad), "CONSULT");
    }

    #[test]
    fn kinds_of_actors_decide() {
        let state = || party("Arlen", ActorKind::State, "ARL");
        let police = || party("Arlen police", ActorKind::Security, "ARL");
        let army = || party("army of Borduria", ActorKind::Military, "BOR");
        let rebels = || party("Sylvania Front", ActorKind::ArmedGroup, "SYL");
        let farmers = || party("farmers", ActorKind::People, "SYL");
        assert_eq!(
            coded(statement(verb("detain", None, ""), state(), vec![army()])),
            "ASSAULT:abduct"
        );
        assert_eq!(
            coded(statement(verb("detain", None, ""), police(), vec![army()])),
            "COERCE:arrest"
        );
        let league = || party("League of Strelsau", ActorKind::Igo, "");
        let withdraw = || verb("withdraw", None, "from");
        assert_eq!(
            coded(statement(withdraw(), state(), vec![league()])),
            "SANCTION:withdraw"
        );
        assert_eq!(
            coded(statement(withdraw(), army(), vec![state()])),
            "RETREAT:withdraw"
        );
        let leave = || verb("leave", None, "");
        assert_eq!(
            coded(statement(leave(), state(), vec![league()])),
            "SANCTION:withdraw"
        );
        assert_eq!(
            coded(statement(leave(), army(), vec![state()])),
            "RETREAT:withdraw"
        );
        let deploy = || verb("deploy", Some("fighter"), "near");
        assert_eq!(
            coded(statement(deploy(), rebels(), vec![state()])),
            "MOBILIZE:militia"
        );
        assert_eq!(
            coded(statement(deploy(), state(), vec![army()])),
            "MOBILIZE:troops"
        );
        let block = || verb("block", Some("road"), "to");
        assert_eq!(
            coded(statement(block(), farmers(), vec![state()])),
            "PROTEST:obstruct"
        );
        assert_eq!(
            coded(statement(block(), police(), vec![state()])),
            "COERCE:restrict"
        );
    }

    #[test]
    fn what_the_lexicon_does_not_know_stays() {
        let leads = Relation::Affiliation {
            affiliation: crate::model::Affiliation::Leads,
        };
        let mut title = meeting();
        title.predicate.key.head = "frobnicate".into();
        title.relation = Some(leads.clone());
        code(&mut title);
        assert_eq!(title.relation, Some(leads.clone()));
        let mut row = meeting();
        row.predicate.key = PredicateKey::default();
        row.relation = Some(leads.clone());
        code(&mut row);
        assert_eq!(row.relation, Some(leads));
    }

    #[test]
    fn force_that_is_used_is_not_only_shown() {
        let state = |name: &str| party(name, ActorKind::State, "");
        let mut report = [
            statement(
                verb("send", Some("troop"), "to"),
                state("Arlen"),
                vec![state("Borduria")],
            ),
            statement(verb("attack", None, ""), state("Arlen"), vec![state("Borduria")]),
            statement(
                verb("send", Some("troop"), "to"),
                state("Sylvania"),
                vec![state("Borduria")],
            ),
        ];
        report.iter_mut().for_each(code);
        assert_eq!(
            plover_events(&report),
            [None, Some(PloverEvent::Assault), Some(PloverEvent::Mobilize)]
        );
    }

    #[test]
    fn plover_counts_by_modality() {
        let with = |change: fn(&mut Statement)| {
            let mut statement = meeting();
            code(&mut statement);
            change(&mut statement);
            plover_event(&statement)
        };
        assert_eq!(with(|_| {}), Some(PloverEvent::Consult));
        assert_eq!(with(|s| s.modality = Modality::Planned), Some(PloverEvent::Agree));
        assert_eq!(with(|s| s.modality = Modality::Denied), None);
        assert_eq!(
            with(|s| s.modality = Modality::Threatened),
            Some(PloverEvent::Threaten)
        );
        assert_eq!(with(|s| s.polarity = Polarity::Negated), None);
        let cancelled = with(|s| {
            s.modality = Modality::Planned;
            s.polarity = Polarity::Negated;
        });
        assert_eq!(cancelled, Some(PloverEvent::Reject));
        let mut aid = meeting();
        aid.predicate.key = verb("provide", Some("aid"), "to");
        code(&mut aid);
        assert_eq!(plover_event(&aid), Some(PloverEvent::Aid));
        aid.targets.clear();
        assert_eq!(plover_event(&aid), None);
        let mut sanction = meeting();
        sanction.predicate.key = verb("impose", Some("sanction"), "on");
        code(&mut sanction);
        assert_eq!(plover_event(&sanction), Some(PloverEvent::Sanction));
        let mut retreat = meeting();
        retreat.predicate.key = verb("withdraw", Some("troop"), "from");
        retreat.modality = Modality::Planned;
        code(&mut retreat);
        assert_eq!(plover_event(&retreat), Some(PloverEvent::Concede));
        assert_eq!(
            counted(&retreat).and_then(|event| event.cameo).as_deref(),
            Some("035")
        );
        let mut deal = meeting();
        deal.predicate.key = verb("sign", Some("treaty"), "with");
        deal.polarity = Polarity::Negated;
        code(&mut deal);
        assert_eq!(plover_event(&deal), Some(PloverEvent::Reject));
        assert!(plover_flags(&retreat).future);
    }
}

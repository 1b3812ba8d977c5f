//! What the actors' kinds add to the words: the rules of PLOVER that ask who it is.

use smol_str::SmolStr;

use crate::lexicon::{NounSense, Ontology, noun_sense};
use crate::model::{Actor, ActorKind, Event, Participant, PloverEvent, Sector, Statement};

use super::parties::is_thing;

/// Narrows or moves an event by who takes part in it.
pub(super) fn refine(event: &mut Event, statement: &Statement) {
    match event.event {
        PloverEvent::Accuse => challenged(event, statement),
        PloverEvent::Consult => {
            consult(event, statement);
            welcome(event, statement);
        }
        PloverEvent::Coerce => captives(event, statement),
        PloverEvent::Retreat => leaving(event, statement),
        PloverEvent::Sanction => marching_out(event, statement),
        PloverEvent::Protest => barriers(event, statement),
        PloverEvent::Assault => words_only(event, statement),
        PloverEvent::Mobilize => forces(event, statement),
        PloverEvent::Support => branded(event, statement),
        _ => {}
    }
}

/// Moves to another mode with the CAMEO code that it implies.
fn set_mode(event: &mut Event, kind: PloverEvent, mode: &'static str) {
    event.event = kind;
    event.cameo = Some(Ontology::embedded().cameo_of(kind, Some(mode)).into());
    event.mode = Some(SmolStr::new_static(mode));
}

/// Moves to an event without a mode.
fn set_event(event: &mut Event, kind: PloverEvent) {
    event.event = kind;
    event.mode = None;
    event.cameo = Some(Ontology::embedded().cameo_of(kind, None).into());
}

fn actors(statement: &Statement) -> impl Iterator<Item = &Actor> {
    let participants: Vec<&Participant> = statement.source.iter().chain(&statement.targets).collect();
    participants
        .into_iter()
        .filter_map(|participant| participant.actor.as_ref())
}

/// To welcome a country is no visit, but for its envoys.
fn welcome(event: &mut Event, statement: &Statement) {
    let key = &statement.predicate.key;
    let all_states = !statement.targets.is_empty()
        && statement.targets.iter().all(|target| {
            target
                .actor
                .as_ref()
                .is_some_and(|actor| actor.kind == ActorKind::State)
        });
    // "I welcome Holm": in words
    let speaks = statement.source.as_ref().is_some_and(|source| {
        matches!(
            source.text.to_lowercase().as_str(),
            "i" | "me" | "we" | "us" | "my delegation" | "my government"
        )
    });
    let thing = !statement.targets.is_empty()
        && statement
            .targets
            .iter()
            .all(|target| target.actor.is_none() && is_thing(target));
    if key.head == "welcome" && key.object.is_none() && (all_states || speaks || thing) {
        set_event(event, PloverEvent::Support);
    }
}

/// "recognised Arlen as a threat", "as a sponsor of terrorism": no praise.
fn branded(event: &mut Event, statement: &Statement) {
    let as_what = statement.predicate.lemma.split_once(" as ").map(|(_, what)| what);
    let foe = |word: &str| {
        matches!(
            word,
            "aggressor" | "danger" | "enemy" | "foe" | "liar" | "rival" | "sponsor" | "terrorist" | "threat"
        )
    };
    if as_what.is_some_and(|what| what.split(' ').any(foe)) {
        set_mode(event, PloverEvent::Accuse, "disapprove");
    }
}

/// "challenged the leaders to act": they are asked to.
fn challenged(event: &mut Event, statement: &Statement) {
    let key = &statement.predicate.key;
    if key.head == "challenge" && key.complement.is_some() && key.object.is_none() {
        set_event(event, PloverEvent::Request);
    }
}

/// A meeting of three or more countries is multilateral; one in a country that is neither side's has a host.
fn consult(event: &mut Event, statement: &Statement) {
    if event.mode.is_some() {
        return;
    }
    let mut countries: Vec<&SmolStr> = actors(statement)
        .filter_map(|actor| actor.country.as_ref())
        .collect();
    countries.sort_unstable();
    countries.dedup();
    if countries.len() >= 3 {
        set_mode(event, PloverEvent::Consult, "multilateral");
        return;
    }
    let host = statement.place.as_ref().and_then(|place| place.country.as_ref());
    if let (Some(host), 2) = (host, countries.len())
        && !countries.contains(&host)
    {
        set_mode(event, PloverEvent::Consult, "third-party");
    }
}

/// Politicians "attack" each other with words.
fn words_only(event: &mut Event, statement: &Statement) {
    let known = |participant: &Participant, kinds: &[ActorKind]| {
        let actor = participant.actor.as_ref();
        actor.is_some_and(|actor| {
            kinds.contains(&actor.kind) && (actor.kind != ActorKind::Person || actor.country.is_some())
        })
    };
    let public = [ActorKind::Person, ActorKind::Party, ActorKind::Media];
    let verb = matches!(
        statement.predicate.key.head.as_str(),
        "attack" | "assail" | "hammer" | "slam"
    );
    let politicians = statement
        .source
        .as_ref()
        .is_some_and(|source| known(source, &public[..2]))
        && !statement.targets.is_empty()
        && statement.targets.iter().all(|target| known(target, &public));
    let key = &statement.predicate.key;
    // "attacked Holm as a liar", "attacked the proclamation of Arlen"
    let armed = statement
        .source
        .as_ref()
        .is_some_and(|source| known(source, &[ActorKind::ArmedGroup, ActorKind::Military]));
    let said_of = statement
        .predicate
        .lemma
        .starts_with(&format!("{} as ", key.head));
    let on_an_idea = key.object.as_deref().and_then(noun_sense) == Some(NounSense::Abstract) && !armed;
    if verb && event.mode.is_none() && (key.object.is_none() && (politicians || said_of) || on_an_idea) {
        set_mode(event, PloverEvent::Accuse, "disapprove");
    }
    // "an economic war against Arlen"
    let bloodless = |word: &SmolStr| {
        matches!(
            word.as_str(),
            "commercial" | "currency" | "economic" | "financial" | "price" | "tariff" | "trade"
        )
    };
    let war = matches!(
        key.object.as_deref().unwrap_or(&key.head),
        "aggression" | "attack" | "offensive" | "war" | "warfare"
    );
    if war && key.modifiers.iter().any(bloodless) {
        set_event(event, PloverEvent::Coerce);
    }
}

/// Soldiers and fighters are captured, not arrested: PLOVER calls it abduction.
fn captives(event: &mut Event, statement: &Statement) {
    let police = statement
        .source
        .as_ref()
        .and_then(|source| source.actor.as_ref())
        .is_some_and(|actor| matches!(actor.kind, ActorKind::Security | ActorKind::Judiciary));
    let fighters = statement
        .targets
        .iter()
        .filter_map(|target| target.actor.as_ref())
        .any(|actor| actor.kind == ActorKind::Military);
    if event.mode.as_deref() == Some("arrest") && fighters && !police {
        set_mode(event, PloverEvent::Assault, "abduct");
    }
}

/// To withdraw from a place is a retreat; from an organisation, without forces, it cuts a tie.
fn leaving(event: &mut Event, statement: &Statement) {
    let organisation = statement
        .targets
        .iter()
        .filter_map(|target| target.actor.as_ref())
        .any(|actor| {
            matches!(
                actor.kind,
                ActorKind::Igo
                    | ActorKind::Ngo
                    | ActorKind::Party
                    | ActorKind::Company
                    | ActorKind::Organisation
            )
        });
    // "withdrew from the agreement with Arlen"
    let words = statement.predicate.lemma.to_lowercase();
    let pact = ["accord", "agreement", "convention", "pact", "treaty"]
        .iter()
        .any(|pact| words.contains(pact));
    if event.mode.as_deref() == Some("withdraw")
        && (organisation || pact)
        && statement.predicate.key.object.is_none()
    {
        set_mode(event, PloverEvent::Sanction, "withdraw");
    }
}

/// Troops that leave a country have not cut a tie.
fn marching_out(event: &mut Event, statement: &Statement) {
    let armed = statement.source.as_ref().and_then(|source| source.actor.as_ref());
    let armed = armed.is_some_and(|actor| matches!(actor.kind, ActorKind::Military | ActorKind::ArmedGroup));
    let mut places = statement
        .targets
        .iter()
        .filter_map(|target| target.actor.as_ref());
    let leaves = matches!(statement.predicate.key.head.as_str(), "leave" | "quit" | "exit");
    if leaves && armed && places.all(|place| matches!(place.kind, ActorKind::State | ActorKind::Place)) {
        set_mode(event, PloverEvent::Retreat, "withdraw");
    }
}

/// Citizens who block a road protest; a state that does so restricts.
fn barriers(event: &mut Event, statement: &Statement) {
    let source = statement.source.as_ref().and_then(|source| source.actor.as_ref());
    let is = |kinds: &[ActorKind]| source.is_some_and(|actor| kinds.contains(&actor.kind));
    use ActorKind::{Government, Igo, Military, Ministry, Security, State};
    let state = is(&[State, Government, Military, Security]);
    let speaks = is(&[State, Government, Ministry, Igo]);
    if event.mode.as_deref() == Some("obstruct") && state {
        set_mode(event, PloverEvent::Coerce, "restrict");
    } else if speaks && statement.predicate.key.head == "protest" {
        set_mode(event, PloverEvent::Accuse, "disapprove"); // a government does so in words
    }
}

/// Peacekeepers are sent for the good of the place, and who moves says what is moved.
fn forces(event: &mut Event, statement: &Statement) {
    let of_peace = |text: &str| text.to_lowercase().contains("peacekeep");
    let with_peacekeepers = statement.source.iter().any(|source| of_peace(&source.text))
        || statement
            .arguments
            .iter()
            .any(|argument| of_peace(&argument.text))
        || statement.predicate.key.object.as_deref().is_some_and(of_peace)
        || statement
            .predicate
            .key
            .modifiers
            .iter()
            .any(|word| of_peace(word));
    if with_peacekeepers {
        event.event = PloverEvent::Aid;
        event.mode = None;
        event.cameo = Some(SmolStr::new_static("074"));
        return;
    }
    if !matches!(event.mode.as_deref(), None | Some("troops")) {
        return;
    }
    let Some(source) = statement.source.as_ref().and_then(|source| source.actor.as_ref()) else {
        return;
    };
    if source.kind == ActorKind::Security {
        set_mode(event, PloverEvent::Mobilize, "police");
    } else if source.kind == ActorKind::ArmedGroup || source.sector == Some(Sector::Rebel) {
        set_mode(event, PloverEvent::Mobilize, "militia");
    }
}

//! Whom an actor acts for: its state or organisation.

use jiff::civil::Date;

use crate::lexicon::gazetteer::{Gazetteer, Role};
use crate::model::{Actor, ActorKind};

/// How many steps up a body may be from its organisation.
const STEPS: usize = 3;

/// The state or organisation that an actor acts for on a day.
///
/// A person acts for the organisation or group of which they hold an office on the day, else for their state. Offices,
/// ministries, parliaments, armed forces, services, courts, places and the people of a state are their state; a body of
/// an organisation is the organisation. Organisations, parties, armed groups, companies and media stay what they are,
/// and so does whoever belongs to nothing that is known; an unknown organisation of a known country is that state.
pub fn at_state(actor: &Actor, on: Option<Date>) -> Actor {
    let organisation = match actor.kind {
        ActorKind::Person => organisation_of(actor, on),
        ActorKind::Igo => Some(actor.clone()),
        ActorKind::ArmedGroup | ActorKind::Party | ActorKind::Ngo | ActorKind::Company | ActorKind::Media => {
            return actor.clone();
        }
        // an organisation that the gazetteer knows is none of these kinds
        _ => None,
    };
    if let Some(organisation) = organisation {
        return whole(organisation, on);
    }
    let code = actor.country.clone();
    match code.and_then(|code| Gazetteer::embedded().state(&code)) {
        Some(state) => state.actor(on),
        None => actor.clone(),
    }
}

/// The organisation or group that a person holds an office of on the day; in the last office, where the day is not known.
fn organisation_of(actor: &Actor, on: Option<Date>) -> Option<Actor> {
    let gazetteer = Gazetteer::embedded();
    let roles = gazetteer.get(&actor.id)?.roles();
    let held: Vec<&Role> = match on {
        Some(day) => roles.iter().filter(|role| role.holds(day)).collect(),
        None => roles.last().into_iter().collect(),
    };
    // whoever leads a state and, in turn, an organisation of states acts for the state
    let of_state = |role: &&Role| role.scope.is_some_and(|scope| !scope.contains(':'));
    let scope = match held.iter().find(|role| of_state(role) && role.sector().is_some()) {
        Some(_) if actor.country.is_some() => return None,
        _ => held
            .iter()
            .filter_map(|role| role.scope)
            .find(|scope| scope.contains(':'))?,
    };
    gazetteer.get(scope).map(|record| record.actor(on))
}

/// The organisation that a body is a part of.
fn whole(mut actor: Actor, on: Option<Date>) -> Actor {
    let gazetteer = Gazetteer::embedded();
    for _ in 0..STEPS {
        let record = gazetteer.get(&actor.id).filter(|_| actor.kind == ActorKind::Igo);
        match record.and_then(|record| gazetteer.get(record.stands_for()?)) {
            Some(whole) => actor = whole.actor(on),
            None => break,
        }
    }
    actor
}

//! Names by themselves: what the gazetteer says, and new actors for names that it does not know.

use std::collections::HashSet;

use jiff::civil::Date;
use smol_str::SmolStr;

use crate::lexicon::gazetteer::{
    Candidate, Candidates, Gazetteer, Match, Moment, Record, RoleClass, minted_id,
};
use crate::lexicon::words;
use crate::lexicon::{is_given_name, is_institution_noun, noun_sense};
use crate::model::{Actor, ActorKind, EntityLabel};

/// The actor of a name in a table: the gazetteer's likeliest, else a new organisation. What is asked learns on which other
/// days the name means the same.
pub fn resolve_name(name: &str, on: &Moment) -> Actor {
    known_at(name, on, None).unwrap_or_else(|| minted(ActorKind::Organisation, name))
}

/// The gazetteer's likeliest actor of a name that agrees with the label.
pub(super) fn known(name: &str, on: Option<Date>, label: Option<EntityLabel>) -> Option<Actor> {
    known_at(name, &Moment::new(on), label)
}

fn known_at(name: &str, on: &Moment, label: Option<EntityLabel>) -> Option<Actor> {
    let bearers = Gazetteer::embedded().lookup_at(name, on);
    likeliest(&bearers, on, label, |candidate| !is_made_up(candidate, name))
}

/// "Borno" of "Borno state": a part of a country, which is no government.
fn part_of_country(name: &str) -> Option<&str> {
    let (part, kind) = name.rsplit_once(' ')?;
    let kind = matches!(
        kind,
        "county" | "district" | "oblast" | "province" | "region" | "state"
    );
    (kind && Gazetteer::embedded().country_of(part).is_none()).then_some(part)
}

/// "Muslim rulers" are no government of Muslims, "Boston University" no citizens of Boston.
fn is_made_up(candidate: &Candidate, name: &str) -> bool {
    let government = candidate.record.id().starts_with("gov:")
        && (candidate.record.country().is_none() || part_of_country(name).is_some());
    candidate.matched == Match::Generic
        && (government || name.rsplit(' ').next().is_some_and(is_institution_noun))
}

/// The same in a text that speaks of these countries: whoever is little known, and whatever has a name of common nouns only, is
/// meant where its country is spoken of. "The Democrats" of a text on Washington are not Benin's.
pub(super) fn known_among(
    countries: &HashSet<SmolStr>,
    name: &str,
    on: Option<Date>,
    label: Option<EntityLabel>,
) -> Option<Actor> {
    let on = &Moment::new(on);
    let bearers = Gazetteer::embedded().lookup_at(name, on);
    // "the Congo" of a text on Brazzaville
    let mut here =
        namesakes(&bearers).filter(|state| state.record.country().is_some_and(|c| countries.contains(&c)));
    if let (Some(state), None) = (here.next(), here.next()) {
        return Some(state.record.actor_at(on));
    }
    let one_word = !name.contains(' ');
    let many = bearers
        .iter()
        .filter(|bearer| bearer.matched == Match::Surname)
        .count()
        >= MANY;
    // "Dan" may be any Dan, unless the text tells of his country
    let many = many || one_word && is_given_name(name);
    likeliest(&bearers, on, label, |candidate| {
        let common = many && candidate.matched == Match::Surname;
        // a family name alone calls nobody whom few know
        let unknown = one_word
            && candidate.matched == Match::Surname
            && candidate.prior < LITTLE_KNOWN
            && candidate.record.kind() == ActorKind::Person;
        // "the Lord Mayor" is no Mr Mayor
        let title = candidate.matched == Match::Surname
            && name
                .rsplit(' ')
                .next()
                .is_some_and(|last| RoleClass::from_title(&last.to_lowercase()).is_some());
        if unknown || title || is_made_up(candidate, name) {
            return false;
        }
        !common && !is_doubtful(candidate, name)
            || candidate
                .record
                .country()
                .is_none_or(|country| countries.contains(&country))
    })
}

/// The states that share a name: both of "Congo"; none where only one has it.
pub(super) fn namesakes(bearers: &Candidates) -> impl Iterator<Item = &Candidate> {
    let state = |candidate: &&Candidate| candidate.record.kind() == ActorKind::State;
    let several = bearers.iter().filter(state).count() > 1;
    bearers
        .iter()
        .filter(move |candidate| several && state(candidate))
}

/// Prior of a person who may well be a namesake: ministers of small states stay below, foreign ministers of large ones are above.
const LITTLE_KNOWN: f32 = 0.4;

/// So many bearers make a family name a common one.
const MANY: usize = 8;

fn is_doubtful(candidate: &Candidate, name: &str) -> bool {
    match candidate.record.kind() {
        ActorKind::State | ActorKind::Place | ActorKind::Igo | ActorKind::People => false,
        ActorKind::Person => {
            candidate.prior < LITTLE_KNOWN && !matches!(candidate.matched, Match::Office | Match::Titled)
        }
        _ => {
            let common = |word: &str| words::OF_BODIES.has(&word.to_lowercase());
            // "Act", "Roses": a noun, too
            let noun =
                !name.contains(' ') && !name.chars().all(char::is_uppercase) && noun_sense(name).is_some();
            candidate.matched == Match::Weak || noun || name.split_whitespace().all(common)
        }
    }
}

fn likeliest(
    candidates: &Candidates,
    on: &Moment,
    label: Option<EntityLabel>,
    fits: impl Fn(&Candidate) -> bool,
) -> Option<Actor> {
    let agreeing = candidates
        .iter()
        .filter(|candidate| fits(candidate))
        .find(|candidate| label.is_none_or(|label| agrees(label, candidate.record.kind())));
    // the network mixes up ORG, GPE and PERSON more often than the table errs on a whole name
    let sure = || {
        candidates
            .best()
            .filter(|candidate| fits(candidate))
            // what is called a person or a body is no town
            .filter(|best| {
                best.record.kind() != ActorKind::Place
                    || matches!(
                        label,
                        None | Some(EntityLabel::Gpe | EntityLabel::Loc | EntityLabel::Fac)
                    )
                    || best.record.stands_for().is_some()
            })
            .filter(|best| {
                matches!(
                    best.matched,
                    Match::Name
                        | Match::Alias
                        | Match::Generic
                        | Match::Office
                        | Match::Titled
                        | Match::Metonym
                )
            })
    };
    let best = agreeing.or_else(sure)?;
    Some(principal(best).actor_at(on))
}

/// A capital that acts is its state; an office keeps its own name.
pub(super) fn principal(candidate: &Candidate) -> Record {
    let record = &candidate.record;
    let capital = match record.kind() {
        ActorKind::Place => record.stands_for().is_some(),
        ActorKind::Government => candidate.matched == Match::Metonym && record.stands_for().is_none(),
        _ => false,
    };
    if !capital {
        return record.clone();
    }
    record
        .country()
        .and_then(|country| Gazetteer::embedded().state(&country))
        .unwrap_or_else(|| record.clone())
}

fn agrees(label: EntityLabel, kind: ActorKind) -> bool {
    match label {
        EntityLabel::Person => kind == ActorKind::Person,
        EntityLabel::Org | EntityLabel::Fac => {
            !matches!(kind, ActorKind::Person | ActorKind::State | ActorKind::Place)
        }
        EntityLabel::Gpe | EntityLabel::Loc => matches!(
            kind,
            ActorKind::State | ActorKind::Place | ActorKind::Government | ActorKind::Igo
        ),
        EntityLabel::Norp => !matches!(kind, ActorKind::Person),
        _ => true,
    }
}

/// A new actor for a name that no table knows.
pub(super) fn minted(kind: ActorKind, name: &str) -> Actor {
    Actor {
        id: minted_id(kind, name),
        name: name.into(),
        kind,
        country: None,
        sector: None,
    }
}

/// The same actor, but of one document: "person:~doe@gazette-1" is no "person:~doe@gazette-2".
pub(super) fn of_document(mut actor: Actor, document: &str) -> Actor {
    actor.id = format!("{}@{document}", actor.id).into();
    actor
}

/// The kind that a new actor with this label has.
pub(super) fn kind_of(label: Option<EntityLabel>) -> ActorKind {
    match label {
        Some(EntityLabel::Person) => ActorKind::Person,
        Some(EntityLabel::Gpe | EntityLabel::Loc | EntityLabel::Fac) => ActorKind::Place,
        Some(EntityLabel::Norp) => ActorKind::People,
        _ => ActorKind::Organisation,
    }
}

/// The town of that name itself, though as a capital it may stand for its state.
pub(super) fn city(name: &str) -> Option<Actor> {
    let candidates = Gazetteer::embedded().lookup(name);
    let place = candidates
        .iter()
        .find(|candidate| candidate.record.kind() == ActorKind::Place)?;
    Some(place.record.actor(None))
}

/// The country that a place lies in, or is.
pub(super) fn country_of_place(name: &str) -> Option<SmolStr> {
    let gazetteer = Gazetteer::embedded();
    gazetteer.country_of(name).or_else(|| {
        let candidates = gazetteer.lookup(name);
        let place = |kind| matches!(kind, ActorKind::Place | ActorKind::State);
        candidates
            .iter()
            .find(|candidate| place(candidate.record.kind()))?
            .record
            .country()
    })
}

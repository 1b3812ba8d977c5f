//! Offices: who holds the one that a phrase names on a day ("the US president", "head of the IAEA").

use super::candidates::{Candidate, Candidates, owner};
use super::layout::AT_LEAST;
use super::moment::Moment;
use super::record::{Match, Record};
use super::role::{self, RoleClass};
use super::{Gazetteer, titles};
use crate::model::ActorKind;
use jiff::ToSpan;
use jiff::civil::Date;

/// Whoever holds an office of a class.
struct Holder {
    record: Record,
    title: &'static str,
    from: u16,
    /// In office on the day by the tables, and not only likely still there.
    sure: bool,
}

/// Holders of a class of office in a country or organisation on a day, or of late, the likeliest first.
fn holders(gazetteer: &Gazetteer, scope: &str, class: RoleClass, on: &Moment) -> Vec<Holder> {
    let mut found: Vec<Holder> = gazetteer
        .holdings(scope, class.code())
        .filter(|(_, held)| on.reaches_number(held.from))
        .filter(|(_, held)| match on.is_given() {
            true => held.to == 0 || !on.is_after_number(held.to.saturating_add(held.grace())),
            false => held.to == 0 || held.flags & AT_LEAST != 0,
        })
        .map(|(record, held)| {
            let title = record.roles().into_iter().find(|role| {
                role.class == class
                    && role.scope == Some(scope)
                    && role.from.map_or(0, role::number) == held.from
            });
            Holder {
                title: title.map_or("", |role| role.title),
                record: gazetteer.whole(record),
                from: held.from,
                sure: held.to == 0 || !on.is_after_number(held.to),
            }
        })
        .collect();
    found.sort_by(|a, b| {
        let prior = || b.record.prior().total_cmp(&a.record.prior());
        (b.sure, b.from).cmp(&(a.sure, a.from)).then_with(prior)
    });
    found
}

/// Classes that many hold at a time, each with a title that says of what.
pub(crate) fn is_broad(class: RoleClass) -> bool {
    use RoleClass::*;
    matches!(
        class,
        Minister
            | DeputyMinister
            | DeputyHeadOfGovernment
            | Other
            | Office
            | Envoy
            | Spokesperson
            | Ambassador
            | Military
            | Judiciary
            | Security
            | Party
            | Opposition
            | Public
            | Civilian
            | Business
            | Media
    )
}

/// Whether a state has one for every place or matter that it sends them to: "the Russian ambassador", "the Italian commander".
fn is_posted(class: RoleClass, title: &str) -> bool {
    let chief = |word: &str| matches!(word, "chief" | "head");
    match class {
        RoleClass::Ambassador | RoleClass::Envoy => true,
        RoleClass::Military => !title.to_lowercase().split(' ').any(chief),
        _ => false,
    }
}

/// Words of a title that do not say of what: those of rank.
fn is_hollow(word: &str, class: RoleClass) -> bool {
    matches!(
        word,
        "minister"
            | "secretary"
            | "chief"
            | "head"
            | "director"
            | "adviser"
            | "advisor"
            | "top"
            | "acting"
            | "interim"
            | "of"
            | "the"
            | "for"
            | "and"
            | "to"
            | "in"
            | "general"
            | "commander"
            | "leader"
            | "chairman"
            | "chair"
            | "chairwoman"
            | "chairperson"
            | "president"
            | "governor"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "special"
            | "envoy"
            | "representative"
            | "ambassador"
            | "boss"
            | "staff"
            | "press"
            | "senior"
            | "deputy"
            | "vice"
    ) || (class == RoleClass::Military && matches!(word, "military" | "armed" | "forces"))
}

/// The words of a title that say of what, in one spelling.
fn content(title: &str, class: RoleClass) -> Vec<String> {
    let lower = title.to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 1 && !is_hollow(word, class))
        .map(common)
        .collect()
}

/// One word for those that titles use alike.
fn common(word: &str) -> String {
    match word {
        "defense" => "defence",
        "labor" => "labour",
        "spy" => "intelligence",
        "oil" => "petroleum",
        "commerce" => "trade",
        other => other,
    }
    .to_owned()
}

/// Does the title that a source gives say of what the wanted one says?
fn speaks_of(given: &str, wanted: &[String], class: RoleClass) -> bool {
    let given = content(given, class);
    wanted.iter().all(|word| given.contains(word))
}

/// Does the title that a source gives hold the words of the title that a text gives?
pub(crate) fn titled(given: &str, wanted: &str) -> bool {
    let given = given.to_lowercase();
    wanted
        .to_lowercase()
        .split([' ', '-'])
        .all(|word| given.contains(word))
}

/// Who holds an office of a class, the likeliest first; of classes that many hold, all whose titles say
/// what `title` says, or the only one if it says nothing.
pub(crate) fn held(
    gazetteer: &Gazetteer,
    scope: &str,
    class: RoleClass,
    title: Option<&str>,
    on: &Moment,
) -> Vec<Record> {
    let mut found = holders(gazetteer, scope, class, on);
    if let Some(title) = title {
        if is_broad(class) {
            let wanted = content(title, class);
            found.retain(|holder| speaks_of(holder.title, &wanted, class));
            let sure = found.iter().any(|holder| holder.sure);
            found.retain(|holder| holder.sure == sure);
            // stable: who holds just this office comes before a deputy or an aide in it, and of the posts in one house
            // the one that is named before another
            found.sort_by_key(|holder| (content(holder.title, class).len(), !titled(holder.title, title)));
            // nobody in particular: "the Arlen minister"; nor the one ambassador whom the tables happen to know
            if wanted.is_empty() && (distinct(&found) > 1 || is_posted(class, title)) {
                return Vec::new();
            }
        } else {
            // stable: among those in office the one with this very title leads, before an aide of theirs
            let words = |title: &str| title.split(' ').count();
            found.sort_by_key(|holder| match titled(holder.title, title) {
                true => (!holder.sure, words(holder.title)),
                false => (!holder.sure, usize::MAX),
            });
        }
    }
    if class == RoleClass::Leader && !found.first().is_some_and(|holder| holder.sure) {
        let by_office = leader_by_office(gazetteer, scope, on);
        if !by_office.is_empty() {
            return by_office;
        }
    }
    let mut records: Vec<Record> = Vec::with_capacity(found.len());
    for holder in found {
        if !records.contains(&holder.record) {
            records.push(holder.record);
        }
    }
    records
}

/// Is there one holder and no more that a title of this class means?
pub(crate) fn sole(records: Vec<Record>, class: RoleClass) -> Option<Record> {
    if is_broad(class) && records.len() > 1 {
        return None;
    }
    records.into_iter().next()
}

fn distinct(found: &[Holder]) -> usize {
    let mut ids: Vec<_> = found.iter().map(|holder| holder.record.id()).collect();
    ids.sort();
    ids.dedup();
    ids.len()
}

/// Where no table says who leads in fact, whoever holds the office that the last known leader held.
fn leader_by_office(gazetteer: &Gazetteer, scope: &str, on: &Moment) -> Vec<Record> {
    let begun = gazetteer
        .holdings(scope, RoleClass::Leader.code())
        .filter(|(_, held)| on.reaches_number(held.from));
    let Some((last, _)) = begun.last() else {
        return Vec::new();
    };
    let roles = last.roles();
    let held_as = |class| {
        roles
            .iter()
            .any(|role| role.class == class && role.scope == Some(scope))
    };
    let class = match held_as(RoleClass::HeadOfGovernment) && !held_as(RoleClass::HeadOfState) {
        true => RoleClass::HeadOfGovernment,
        false => RoleClass::HeadOfState,
    };
    held(gazetteer, scope, class, None, on)
}

/// Who holds the office that a phrase names: a title with the name of its state or organisation.
pub(crate) fn named(gazetteer: &Gazetteer, name: &str, on: &Moment) -> Option<Candidates> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let idle = |word: &&&str| {
        let idle = [
            "the",
            "current",
            "incumbent",
            "sitting",
            "then",
            "acting",
            "interim",
            "caretaker",
            "outgoing",
        ];
        // "New Zealand" is no new Zealand
        **word == "new" || idle.iter().any(|idle| word.eq_ignore_ascii_case(idle))
    };
    let words = &words[words.iter().take_while(idle).count()..];
    // a title that somebody held once is no office: "former US president", "ex-premier of Arlen"
    let past = |word: &&str| {
        matches!(
            word.to_lowercase().as_str(),
            "former" | "ex" | "late" | "deposed" | "ousted" | "two"
        ) || without_past(word).is_some()
    };
    if words.len() > super::LONGEST_NAME || words.iter().any(past) {
        return None;
    }
    let records = match elected(words) {
        Some(words) => next_in(gazetteer, &words, on.exactly()?)?,
        None => phrase(gazetteer, words, on)?,
    };
    let list = records.into_iter().enumerate().map(|(at, record)| Candidate {
        // the first is in office; whoever follows is less likely meant
        prior: (0.9 - 0.3 * at.min(2) as f32).max(record.prior() * 0.5),
        record,
        matched: Match::Office,
    });
    Some(Candidates::of(list.collect()))
}

fn phrase(gazetteer: &Gazetteer, words: &[&str], on: &Moment) -> Option<Vec<Record>> {
    alone(gazetteer, words, on)
        .or_else(|| of_something(gazetteer, words, on))
        .or_else(|| somethings(gazetteer, words, on))
        .or_else(|| in_brackets(gazetteer, words, on))
}

/// The office that somebody is to take: "president" of "president-elect" and "incoming president".
fn elected<'w>(words: &[&'w str]) -> Option<Vec<&'w str>> {
    let bare = |word: &&'w str| {
        let lower = word.to_lowercase();
        let ending = ["-elect", "-designate"]
            .iter()
            .find(|ending| lower.ends_with(**ending));
        ending.map_or(*word, |ending| &word[..word.len() - ending.len()])
    };
    let kept = words.iter().filter(|word| !word.eq_ignore_ascii_case("incoming"));
    let found: Vec<&str> = kept.map(bare).collect();
    (found != words).then_some(found)
}

/// Who takes an office within the months after a day.
fn next_in(gazetteer: &Gazetteer, words: &[&str], day: Date) -> Option<Vec<Record>> {
    let now = phrase(gazetteer, words, &Moment::new(Some(day))).unwrap_or_default();
    let later = (1..=MONTHS_ELECT).filter_map(|months| day.checked_add(months.months()).ok());
    later
        .filter_map(|day| phrase(gazetteer, words, &Moment::new(Some(day))))
        .find_map(|mut found| {
            found.retain(|record| !now.contains(record));
            (!found.is_empty()).then_some(found)
        })
}

/// Most months between an election and the day on which the elected take office.
const MONTHS_ELECT: i32 = 7;

/// "president of France", "head of the IAEA", "UN envoy for Yemen".
fn of_something(gazetteer: &Gazetteer, words: &[&str], on: &Moment) -> Option<Vec<Record>> {
    let of = (1..words.len()).filter(|at| matches!(words[*at], "of" | "for"));
    of.filter(|at| at + 1 < words.len()).find_map(|at| {
        let title = words[..at].join(" ");
        let class = titles::exact(&title)??;
        let owner = owner(gazetteer, &words[at + 1..].join(" "))?;
        in_office(gazetteer, &owner, &words[at + 1..].join(" "), &title, class, on)
    })
}

/// "US president", "Germany's chancellor", "South Korean foreign minister", "CIA director".
fn somethings(gazetteer: &Gazetteer, words: &[&str], on: &Moment) -> Option<Vec<Record>> {
    (1..words.len()).find_map(|at| {
        let title = words[at..].join(" ");
        let class = titles::class_of(&title)?;
        // "Arlen Guard leader" is no leader of Arlen
        if !is_broad(class) && !titles::is_whole(&title) {
            return None;
        }
        let by = words[..at].join(" ");
        let owner = owner(gazetteer, &by)?;
        in_office(gazetteer, &owner, &by, &title, class, on)
    })
}

/// "President (Brazil)".
fn in_brackets(gazetteer: &Gazetteer, words: &[&str], on: &Moment) -> Option<Vec<Record>> {
    let name = words.join(" ");
    let (title, by) = name.strip_suffix(')')?.rsplit_once(" (")?;
    let class = titles::exact(title)??;
    in_office(gazetteer, &owner(gazetteer, by)?, by, title, class, on)
}

/// Offices that there are only once in the world: "the Pope".
fn alone(gazetteer: &Gazetteer, words: &[&str], on: &Moment) -> Option<Vec<Record>> {
    let title = words.join(" ").to_lowercase();
    let post = titles::post(&title)?;
    let found = held(gazetteer, post.scope, post.class, post.title, on);
    (!found.is_empty()).then_some(found)
}

/// The titles of an ambassador as the tables may write them: "ambassador to the US" by every name of that state.
fn to_state(gazetteer: &Gazetteer, title: &str) -> Vec<String> {
    let to = title.split_once(" to ").or_else(|| title.split_once(" in "));
    let state = to.and_then(|(_, place)| gazetteer.state(&gazetteer.country_of(place)?));
    let Some(((office, _), state)) = to.zip(state) else {
        return Vec::new();
    };
    let names = state
        .aliases()
        .into_iter()
        .filter(|(how, _)| *how <= Match::Alias);
    let names = std::iter::once(state.name().to_string()).chain(names.map(|(_, name)| name.to_owned()));
    names.map(|name| format!("{office} to {name}")).collect()
}

/// Who holds an office of a class at a state, an organisation or a part of a state.
fn in_office(
    gazetteer: &Gazetteer,
    owner: &Record,
    by: &str,
    title: &str,
    class: RoleClass,
    on: &Moment,
) -> Option<Vec<Record>> {
    use RoleClass::*;
    let id = owner.id();
    let country = owner.country();
    let heads = matches!(
        class,
        IgoHead | HeadOfState | Leader | Other | Party | Military | Minister
    ) && content(title, class).is_empty();
    let both = format!("{by} {title}");
    let full = format!("{} {title}", owner.name());
    let to_state = match class {
        Ambassador => to_state(gazetteer, title),
        _ => Vec::new(),
    };
    // the scope, the class and the title, in the order of trying
    let mut tries: Vec<(&str, RoleClass, &str)> = Vec::new();
    let state = country.as_deref().unwrap_or_default();
    match owner.kind() {
        ActorKind::State => {
            // "the Russian ambassador": there is one in every capital
            if class != Ambassador || !content(title, class).is_empty() {
                tries.push((state, class, title));
            }
            match class {
                HeadOfState => tries.extend([(state, Leader, title), (state, Monarch, title)]),
                HeadOfGovernment => tries.push((state, Leader, title)),
                Foreign | Defence | Interior | Finance => tries.push((state, Minister, title)),
                Military => tries.push((state, Office, title)),
                Monarch => tries.push((state, Leader, title)),
                Ambassador => tries.extend(to_state.iter().map(|title| (state, class, title.as_str()))),
                _ => {}
            }
        }
        ActorKind::Igo => {
            if heads {
                tries.push((&id, IgoHead, title));
            }
            tries.push((&id, class, title));
            if class == Ambassador {
                tries.push((&id, Envoy, title));
            }
        }
        ActorKind::ArmedGroup | ActorKind::Party => {
            // a commander is one of many
            if heads && class != Military {
                tries.extend([
                    (&*id, Leader, title),
                    (state, Party, &full),
                    (state, Opposition, &full),
                ]);
            }
            tries.push((&id, class, title));
        }
        ActorKind::Ministry if heads => {
            let class = match id.rsplit(':').next() {
                Some("foreign") => Foreign,
                Some("defence") => Defence,
                Some("interior") => Interior,
                Some("finance") => Finance,
                _ => Minister,
            };
            tries.push((state, class, &full));
        }
        ActorKind::Legislature => tries.push((state, Speaker, title)),
        ActorKind::Military if heads => tries.push((state, Military, title)),
        ActorKind::Government if class == Military => tries.push((state, Office, &both)),
        ActorKind::Government if id.ends_with(":central-bank") => tries.push((state, CentralBank, &full)),
        // the head of a house is no other head of the country
        ActorKind::Government if class == Other => tries.push((state, class, &both)),
        ActorKind::Government => {
            tries.extend([(state, class, both.as_str()), (state, class, title)]);
        }
        ActorKind::Security | ActorKind::Ministry | ActorKind::Judiciary => {
            tries.extend([
                (state, class, both.as_str()),
                (state, Security, &both),
                (state, Security, &full),
            ]);
        }
        _ => {}
    }
    let (heir, governs) = (class == Monarch, class == HeadOfGovernment);
    let mut tried = tries.into_iter();
    tried.find_map(|(scope, class, title)| {
        let mut found = held(gazetteer, scope, class, Some(title), on);
        if (heir, class) == (true, Leader) {
            // whoever leads is meant only if that is the title
            found.retain(|record| record.roles().iter().any(|role| titled(role.title, title)));
        }
        if (governs, class) == (true, Leader) {
            // where no table has the head of government, whoever leads without being head of state
            let reigns = held(gazetteer, scope, HeadOfState, None, on);
            found.retain(|record| !reigns.contains(record));
        }
        (!found.is_empty()).then_some(found)
    })
}

/// The title in a word that says it is past: "president" in "ex-president".
pub(crate) fn without_past(word: &str) -> Option<&str> {
    let (past, title) = word.split_once('-')?;
    let past = past.eq_ignore_ascii_case("ex") || past.eq_ignore_ascii_case("then");
    (past && !title.is_empty()).then_some(title)
}

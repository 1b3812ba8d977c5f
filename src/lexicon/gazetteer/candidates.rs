use super::blob::{Blob, Posting};
use super::moment::Moment;
use super::record::{Match, Record};
use super::role::{Role, RoleClass};
use super::{Gazetteer, LONGEST_NAME, generic, office, titles};
use crate::model::ActorKind;

/// Somebody who may be meant by a name.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who.
    pub record: Record,
    /// How the name leads there.
    pub matched: Match,
    /// How likely before any context, 0 to 1.
    pub prior: f32,
}

/// Everybody who may be meant by a name, the likeliest first.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    list: Vec<Candidate>,
}

impl Candidates {
    pub(crate) fn from_postings(blob: &'static Blob, postings: impl Iterator<Item = Posting>) -> Self {
        let list = postings
            .map(|posting| {
                let record = Record::stored(blob, posting.record);
                let matched = Match::from_code(posting.how);
                Candidate {
                    prior: record.prior() * matched.share(),
                    record,
                    matched,
                }
            })
            .collect();
        Self { list }
    }

    pub(crate) fn of(list: Vec<Candidate>) -> Self {
        Self { list }
    }

    /// These, who are as likely as can be, before others, who are less likely for it; `whole` gives the actor that a
    /// record of these adds to.
    pub(crate) fn before(mut self, others: Candidates, whole: impl Fn(Record) -> Record) -> Self {
        for candidate in &mut self.list {
            candidate.record = whole(candidate.record.clone());
            candidate.prior = candidate.matched.share();
        }
        for mut other in others.list {
            if !self.list.iter().any(|candidate| candidate.record == other.record) {
                other.prior *= 0.5;
                self.list.push(other);
            }
        }
        self
    }

    fn one(record: Record, matched: Match) -> Self {
        Self {
            list: vec![Candidate {
                prior: record.prior() * matched.share(),
                record,
                matched,
            }],
        }
    }

    /// The likeliest.
    pub fn best(&self) -> Option<&Candidate> {
        self.list.first()
    }

    /// All of them, the likeliest first.
    pub fn iter(&self) -> std::slice::Iter<'_, Candidate> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Is nobody meant?
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Weighs persons by the offices that they held on or about a day, and sorts.
    pub(crate) fn weigh(&mut self, on: &Moment) {
        if self.list.len() < 2 {
            return;
        }
        if on.is_given() {
            for candidate in &mut self.list {
                candidate.prior = (candidate.prior * timely(&candidate.record, on)).min(1.0);
            }
        }
        // Stable: records of one weight stay in the order of the tables.
        self.list.sort_by(|a, b| b.prior.total_cmp(&a.prior));
    }

    /// Weighs persons by a title before their name: only those who held such an office are meant, if it is one that few
    /// hold; where the title is past on a day, only those who had left it by then.
    fn titled(&mut self, class: RoleClass, title: &str, past: Option<&Moment>) {
        let alike = classes_like(class);
        let just = |role: &Role| role.class == class || office::titled(role.title, title);
        let like = |role: &Role| alike.contains(&role.class);
        let left = |role: &Role| past.is_none_or(|on| role.to.is_some_and(|to| on.is_after(to)));
        let held =
            |candidate: &Candidate, fit: &dyn Fn(&Role) -> bool| candidate.record.roles().iter().any(fit);
        let narrow = !alike.is_empty();
        let fits: [&dyn Fn(&Role) -> bool; 4] = [
            &|role| just(role) && left(role),
            &just,
            &|role| like(role) && left(role),
            &like,
        ];
        let fit = fits
            .into_iter()
            .find(|fit| self.list.iter().any(|c| held(c, *fit)));
        let Some(fit) = fit else { return };
        if narrow {
            self.list.retain(|candidate| held(candidate, fit));
        }
        for candidate in self.list.iter_mut().filter(|candidate| held(candidate, fit)) {
            candidate.prior = (candidate.prior * 4.0).min(1.0);
        }
    }

    fn matched(mut self, matched: Match) -> Self {
        for candidate in &mut self.list {
            candidate.matched = matched;
        }
        self
    }
}

impl<'c> IntoIterator for &'c Candidates {
    type Item = &'c Candidate;
    type IntoIter = std::slice::Iter<'c, Candidate>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// 1 for somebody in office on the day, less the more years lie between.
fn timely(record: &Record, on: &Moment) -> f32 {
    if record.kind() != ActorKind::Person {
        let (from, to) = record.valid();
        let there = from.is_none_or(|from| on.reaches(from)) && !to.is_some_and(|to| on.is_after(to));
        return if there { 1.0 } else { 0.5 };
    }
    let heads = [
        RoleClass::HeadOfState,
        RoleClass::HeadOfGovernment,
        RoleClass::Leader,
        RoleClass::IgoHead,
    ];
    if record
        .roles()
        .iter()
        .any(|role| heads.contains(&role.class) && role.holds_at(on))
    {
        return 1.4;
    }
    let year = f32::from(on.year().unwrap_or_default());
    let gap = record
        .roles()
        .iter()
        .map(|role| {
            let before = role.from.map_or(0.0, |from| f32::from(from.year()) - year);
            let after = role.to.map_or(0.0, |to| year - f32::from(to.year()));
            if role.holds_at(on) {
                0.0
            } else {
                before.max(after).max(0.5)
            }
        })
        .fold(f32::MAX, f32::min);
    if gap == f32::MAX {
        0.8
    } else {
        1.0 / (1.0 + gap / 8.0)
    }
}

/// The records whose keys the name has.
pub(crate) fn exact(gazetteer: &Gazetteer, name: &str) -> Candidates {
    let key = gazetteer.key(name);
    find(gazetteer, &key).unwrap_or_default()
}

fn find(gazetteer: &Gazetteer, key: &str) -> Option<Candidates> {
    if key.is_empty() {
        return None;
    }
    if let Some(found) = gazetteer.find(key) {
        return Some(found);
    }
    // A headline in capitals. Short words stay apart: "IT" is no "it".
    if key.len() >= 4 && key.bytes().any(|b| b.is_ascii_uppercase()) {
        let lower = gazetteer.key(&key.to_ascii_lowercase());
        if lower != key
            && let Some(found) = gazetteer.find(&lower)
        {
            return Some(found);
        }
    }
    None
}

/// Who is meant by a name that is not in the tables as a whole.
pub(crate) fn by_parts(gazetteer: &Gazetteer, name: &str, on: &Moment) -> Candidates {
    let name = name.trim();
    if let Some(found) = possessive(name).and_then(|bare| find(gazetteer, &gazetteer.key(bare))) {
        return found;
    }
    if let Some(found) = in_brackets(gazetteer, name) {
        return found;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let words = match words.first() {
        Some(first) if first.eq_ignore_ascii_case("the") => &words[1..],
        _ => &words[..],
    };
    of_country(gazetteer, words, on)
        .or_else(|| generic_of(gazetteer, words))
        .or_else(|| with_title(gazetteer, words, on))
        .or_else(|| shortened(gazetteer, words))
        .unwrap_or_default()
}

/// Classes that titles do not tell apart: "President Castro", "leader Deng".
fn classes_like(class: RoleClass) -> &'static [RoleClass] {
    use RoleClass::*;
    match class {
        HeadOfState => &[HeadOfState, Leader],
        HeadOfGovernment => &[HeadOfGovernment, Leader],
        Leader => &[Leader, HeadOfState, HeadOfGovernment],
        VicePresident => &[VicePresident],
        Foreign => &[Foreign],
        Defence => &[Defence],
        Interior => &[Interior],
        Finance => &[Finance],
        _ => &[],
    }
}

/// Does a title say that it is held no more?
fn is_past(title: &[&str]) -> bool {
    title.iter().any(|word| {
        let lower = word.to_lowercase();
        matches!(lower.as_str(), "former" | "ex" | "late") || lower.starts_with("ex-")
    })
}

fn possessive(name: &str) -> Option<&str> {
    ["'s", "’s", "'", "’"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
}

/// "Police (India)", "Boko Haram (Nigeria)".
fn in_brackets(gazetteer: &Gazetteer, name: &str) -> Option<Candidates> {
    let (before, country) = name.strip_suffix(')')?.rsplit_once(" (")?;
    let owner = owner(gazetteer, country)?;
    if let Some(row) = generic::find(before) {
        return Some(Candidates::one(owned(gazetteer, row, &owner), Match::Generic));
    }
    let code = owner.country();
    let mut found = exact(gazetteer, before);
    found
        .list
        .retain(|c| c.record.country() == code && c.matched <= Match::Alias);
    (!found.is_empty()).then_some(found)
}

/// The state, organisation or group that a word before or after a common noun names.
pub(crate) fn owner(gazetteer: &Gazetteer, name: &str) -> Option<Record> {
    let mut found = exact(gazetteer, name);
    if found.is_empty() {
        found = possessive(name)
            .and_then(|bare| find(gazetteer, &gazetteer.key(bare)))
            .unwrap_or_default();
    }
    let owns = |c: &&Candidate| c.matched <= Match::Demonym && c.record.kind() != ActorKind::Person;
    let state = found
        .iter()
        .find(|c| c.matched <= Match::Demonym && c.record.kind() == ActorKind::State);
    let owner = state.or_else(|| found.iter().find(owns))?.record.clone();
    // "the Moscow government": a capital owns what its state does
    let capital = match owner.kind() {
        ActorKind::Place => owner.stands_for(),
        _ => None,
    };
    match capital.and_then(|government| government.strip_prefix("gov:")) {
        Some(code) => gazetteer.state(code).or(Some(owner)),
        None => Some(owner),
    }
}

/// The state of a leader whose name stands for his government: "Assad's forces", "the Biden administration".
fn led_by(gazetteer: &Gazetteer, name: &str, on: &Moment) -> Option<Record> {
    let mut found = exact(gazetteer, possessive(name).unwrap_or(name));
    found.weigh(on);
    let leads = |c: &&Candidate| {
        let mut roles = c.record.roles().into_iter();
        roles.any(|role| {
            let head = [
                RoleClass::HeadOfState,
                RoleClass::HeadOfGovernment,
                RoleClass::Leader,
            ];
            head.contains(&role.class) && role.scope.is_some_and(|scope| !scope.contains(':'))
        })
    };
    let code = found.iter().find(leads)?.record.country()?;
    gazetteer.state(&code)
}

/// What a common noun names with its owner: an organisation's officials are the organisation.
fn owned(gazetteer: &Gazetteer, row: &generic::Generic, owner: &Record) -> Record {
    match owner.kind() {
        ActorKind::State | ActorKind::Place | ActorKind::People => gazetteer.make(row, owner),
        _ => owner.clone(),
    }
}

/// "Russian forces", "Turkey's foreign ministry".
fn of_country(gazetteer: &Gazetteer, words: &[&str], on: &Moment) -> Option<Candidates> {
    (1..words.len().min(5)).rev().find_map(|at| {
        let row = generic::find(&words[at..].join(" "))?;
        let name = words[..at].join(" ");
        let owner = owner(gazetteer, &name).or_else(|| led_by(gazetteer, &name, on))?;
        Some(Candidates::one(owned(gazetteer, row, &owner), Match::Generic))
    })
}

/// "Foreign Ministry of Turkey", "Armed Forces of the Republic of Armenia", "officials in Tehran".
fn generic_of(gazetteer: &Gazetteer, words: &[&str]) -> Option<Candidates> {
    let mut ofs = (1..words.len()).filter(|at| matches!(words[*at], "of" | "in"));
    ofs.find_map(|at| {
        let row = generic::find(&words[..at].join(" "))?;
        let owner = owner(gazetteer, &words[at + 1..].join(" "))?;
        Some(Candidates::one(owned(gazetteer, row, &owner), Match::Generic))
    })
}

/// "President Vladimir Putin", "Russian Foreign Minister Lavrov", "Sheikh Hasina Wajed".
fn with_title(gazetteer: &Gazetteer, words: &[&str], on: &Moment) -> Option<Candidates> {
    let mut country = None;
    let mut class: Option<RoleClass> = None;
    let (mut named, mut past) = (String::new(), false);
    let mut at = 0;
    while at + 1 < words.len() {
        let title = (at + 1..words.len().min(at + titles::LONGEST + 1))
            .rev()
            .find_map(|to| {
                let title = words[at..to].join(" ");
                let title = office::without_past(&title).unwrap_or(&title);
                titles::exact(title).map(|class| (to, class))
            });
        if let Some((to, found)) = title {
            if let Some(found) = found {
                class = Some(found);
                named = words[at..to].join(" ");
            }
            past |= is_past(&words[at..to]);
            at = to;
            continue;
        }
        let adjective = (at + 1..words.len().min(at + 4)).rev().find_map(|to| {
            gazetteer
                .country_of(&words[at..to].join(" "))
                .map(|code| (to, code))
        });
        match adjective {
            Some((to, code)) if country.is_none() => {
                country = Some(code);
                at = to;
            }
            _ => break,
        }
    }
    if at == 0 || at >= words.len() {
        return None;
    }
    let rest = &words[at..];
    let mut found = exact(gazetteer, &rest.join(" "));
    if found.is_empty() {
        found = shortened(gazetteer, rest)?;
    }
    found.list.retain(|c| {
        c.record.kind() == ActorKind::Person
            && c.matched != Match::Weak
            && country.as_ref().is_none_or(|country| {
                c.record.country().as_ref() == Some(country)
                    || c.record
                        .roles()
                        .iter()
                        .any(|role| role.scope == Some(country.as_str()))
            })
    });
    if let Some(class) = class {
        found.titled(
            class,
            office::without_past(&named).unwrap_or(&named),
            (past && on.is_given()).then_some(on),
        );
    }
    // "Sheikh Hamid" says no more than "Hamid"
    let bare = class.is_none() && country.is_none() && rest.len() == 1;
    (!found.is_empty()).then(|| match bare {
        true => found,
        false => found.matched(Match::Titled),
    })
}

/// A name with more parts than the tables know: "Malcolm Bligh Turnbull".
fn shortened(gazetteer: &Gazetteer, words: &[&str]) -> Option<Candidates> {
    let [first, middle @ .., last] = words else {
        return None;
    };
    if middle.is_empty() || words.len() > 6 || !first.starts_with(char::is_uppercase) {
        return None;
    }
    // "bin Laden" of "Hamza bin Laden" is his family's name
    let family = middle[0].starts_with(char::is_lowercase);
    let ends = [
        Some(words[..words.len() - 1].join(" ")),
        Some(format!("{first} {last}")),
        (!family).then(|| words[1..].join(" ")),
    ];
    let bare = gazetteer.key(&words.join(" ")).replace(" al ", " ");
    let ends = ends.iter().flatten().map(|name| exact(gazetteer, name));
    let bare = std::iter::once_with(|| find(gazetteer, &bare).unwrap_or_default());
    bare.chain(ends).find_map(|mut found| {
        found.list.retain(|c| {
            c.record.kind() == ActorKind::Person
                && c.matched <= Match::Variant
                && !is_another(&c.record, middle)
        });
        (!found.is_empty()).then(|| found.matched(Match::Variant))
    })
}

/// Whether somebody has other names between the first and the last: "James Parker Holm" is not James L. Holm.
fn is_another(record: &Record, middle: &[&str]) -> bool {
    let name = record.name();
    let own: Vec<&str> = name.split_whitespace().collect();
    let [_, own @ .., _] = &own[..] else {
        return false;
    };
    let initial = |word: &str| word.chars().next().map(|c| c.to_lowercase().to_string());
    !own.is_empty()
        && own.len() == middle.len()
        && own.iter().zip(middle).any(|(a, b)| initial(a) != initial(b))
}

/// The longest name that the tokens begin with.
pub(crate) fn longest(gazetteer: &Gazetteer, words: &[&str]) -> Option<(usize, Candidates)> {
    let window = &words[..words.len().min(LONGEST_NAME)];
    // A name does not run across a comma or a bracket.
    let stop = window
        .iter()
        .position(|word| !word.contains(char::is_alphanumeric) && !joins(word));
    let mut window = &window[..stop.unwrap_or(window.len())];
    let start = usize::from(window.len() > 1 && window[0].eq_ignore_ascii_case("the"));
    window = &window[start..];
    let first = window.first()?;
    if !first.contains(char::is_alphanumeric) {
        return None;
    }
    let key = gazetteer.key_of_tokens(&window[..1]);
    let known = gazetteer.blobs().any(|blob| blob.has_prefix(&key));
    if !known && !first.contains(|c: char| c.is_uppercase()) {
        return None;
    }
    for to in (1..=window.len()).rev() {
        let tokens = &window[..to];
        if joins(tokens[to - 1]) || is_clitic(tokens[to - 1]) {
            continue;
        }
        // Names are written with a capital; scripts without case have none.
        let capital = tokens
            .iter()
            .any(|word| word.chars().any(|c| c.is_alphanumeric() && !c.is_lowercase()));
        if !capital {
            break;
        }
        if known && let Some(found) = find(gazetteer, &gazetteer.key_of_tokens(tokens)) {
            let mut found = found;
            found.weigh(&Moment::new(None));
            return Some((to + start, found));
        }
        if let Some(found) = generic_tokens(gazetteer, tokens) {
            return Some((to + start, found));
        }
    }
    None
}

/// A country's name or adjective and a common noun, as tokens.
fn generic_tokens(gazetteer: &Gazetteer, tokens: &[&str]) -> Option<Candidates> {
    if tokens.len() < 2 || tokens.len() > generic::LONGEST + 4 {
        return None;
    }
    (1..tokens.len().min(5)).rev().find_map(|at| {
        if joins(tokens[at]) {
            return None;
        }
        let (mut head, mut noun) = (&tokens[..at], &tokens[at..]);
        if is_clitic(noun[0]) && noun.len() > 1 {
            noun = &noun[1..];
        }
        while head.len() > 1 && (is_clitic(head[head.len() - 1])) {
            head = &head[..head.len() - 1];
        }
        if !noun[0].starts_with(char::is_alphabetic) {
            return None;
        }
        let row = generic::find(&noun.join(" ").replace(" - ", "-"))?;
        let owner = owner(gazetteer, &head.join(" ").replace(" - ", "-"))?;
        Some(Candidates::one(owned(gazetteer, row, &owner), Match::Generic))
    })
}

fn joins(word: &str) -> bool {
    matches!(word, "-" | "–" | "/" | "&" | "." | "'" | "’")
}

fn is_clitic(word: &str) -> bool {
    matches!(word, "'s" | "’s" | "'" | "’")
}

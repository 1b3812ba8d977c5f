//! The gazetteer: its records, its names, its holders of offices.

mod skip;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use legation::lexicon::gazetteer::{Gazetteer, Match, Moment, RoleClass, minted_id};
use legation::model::{ActorKind, Sector};
use skip::skipped;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

fn gazetteer() -> &'static Gazetteer {
    Gazetteer::embedded()
}

fn best(name: &str) -> String {
    best_on(name, None)
}

fn best_on(name: &str, on: Option<Date>) -> String {
    let found = gazetteer().lookup_on(name, on);
    found
        .best()
        .map(|c| c.record.id().to_string())
        .unwrap_or_default()
}

fn name_of(record: Option<legation::lexicon::gazetteer::Record>) -> String {
    record.map(|r| r.name().to_string()).unwrap_or_default()
}

#[test]
fn names_lead_to_their_actors() {
    for (name, id) in [
        // States and their people.
        ("Russia", "state:RUS"),
        ("the United States", "state:USA"),
        ("US", "state:USA"),
        ("U.S.", "state:USA"),
        ("UK", "state:GBR"),
        ("Britain", "state:GBR"),
        ("South Koreans", "state:KOR"),
        ("North Korean", "state:PRK"),
        ("DPRK", "state:PRK"),
        ("Türkiye", "state:TUR"),
        ("Ivory Coast", "state:CIV"),
        ("Burma", "state:MMR"),
        ("Россия", "state:RUS"),
        ("북한", "state:PRK"),
        ("中国", "state:CHN"),
        ("أوكرانيا", "state:UKR"),
        // Offices and metonyms.
        ("the Kremlin", "office:RUS:kremlin"),
        ("White House", "office:USA:presidency"),
        ("Downing Street", "office:GBR:primeminister"),
        ("the Elysee", "office:FRA:presidency"),
        ("the Pentagon", "ministry:USA:defence"),
        ("State Department", "ministry:USA:foreign"),
        ("Foggy Bottom", "ministry:USA:foreign"),
        ("Blue House", "office:KOR:presidency"),
        ("Zhongnanhai", "office:CHN:zhongnanhai"),
        // Bodies.
        ("the Korean People's Army", "military:PRK"),
        ("KPA", "military:PRK"),
        ("IDF", "military:ISR"),
        ("IRGC", "military:IRN:irgc"),
        ("NATO", "igo:NATO"),
        ("Nato", "igo:NATO"),
        ("U.N. Security Council", "igo:UNSC"),
        ("Shanghai Co-operation Organisation", "igo:SCO"),
        ("KCNA", "media:KCNA"),
        ("Korean Central News Agency", "media:KCNA"),
        ("Hizbollah", "group:HEZBOLLAH"),
        ("al-Qaida", "group:ALQAEDA"),
        ("Houthi rebels", "group:HOUTHIS"),
        ("CIA", "security:USA:cia"),
        (
            "South Korea's National Intelligence Service",
            "security:KOR:intelligence",
        ),
        // Persons.
        ("Vladimir Putin", "person:Q7747"),
        ("Путин", "person:Q7747"),
        ("Kim Jong Un", "person:Q56226"),
        ("김정은", "person:Q56226"),
        ("Volodymyr Zelensky", "person:Q3874799"),
        ("Volodymyr Zelenskiy", "person:Q3874799"),
        ("Zelenskyy", "person:Q3874799"),
        ("Malcolm Bligh Turnbull", "person:Q927550"),
        ("Abe Shinzo", "person:Q132345"),
        ("Shinzo Abe", "person:Q132345"),
        ("Muammar Qaddafi", "person:muammar-gaddafi-lby"),
        ("Moammar Gadhafi", "person:muammar-gaddafi-lby"),
        ("Mahmud Abbas", "person:Q127998"),
        // Places.
        ("Kursk region", "place:kursk"),
        ("Alaska", "place:alaska"),
        ("West Bank", "place:west-bank"),
    ] {
        assert_eq!(best(name), id, "{name}");
    }
}

#[test]
fn countries_and_common_nouns_make_actors() {
    for (name, id, kind, country, sector) in [
        (
            "North Korean troops",
            "military:PRK",
            ActorKind::Military,
            "PRK",
            Sector::Military,
        ),
        (
            "Israeli army",
            "military:ISR",
            ActorKind::Military,
            "ISR",
            Sector::Military,
        ),
        (
            "Russian forces",
            "military:RUS",
            ActorKind::Military,
            "RUS",
            Sector::Military,
        ),
        (
            "Turkish foreign ministry",
            "ministry:TUR:foreign",
            ActorKind::Ministry,
            "TUR",
            Sector::Government,
        ),
        (
            "Turkey's Foreign Ministry",
            "ministry:TUR:foreign",
            ActorKind::Ministry,
            "TUR",
            Sector::Government,
        ),
        (
            "Foreign Ministry of Turkey",
            "ministry:TUR:foreign",
            ActorKind::Ministry,
            "TUR",
            Sector::Government,
        ),
        (
            "U.S. State Department",
            "ministry:USA:foreign",
            ActorKind::Ministry,
            "USA",
            Sector::Government,
        ),
        (
            "Iranian officials",
            "gov:IRN",
            ActorKind::Government,
            "IRN",
            Sector::Government,
        ),
        (
            "Chinese state media",
            "media:CHN:state",
            ActorKind::Media,
            "CHN",
            Sector::Media,
        ),
        (
            "South Korean intelligence",
            "security:KOR:intelligence",
            ActorKind::Security,
            "KOR",
            Sector::Security,
        ),
        (
            "Police (India)",
            "security:IND:police",
            ActorKind::Security,
            "IND",
            Sector::Security,
        ),
        (
            "Citizen (Nigeria)",
            "people:NGA:citizens",
            ActorKind::People,
            "NGA",
            Sector::Civilian,
        ),
        (
            "Defense / Security Ministry (Pakistan)",
            "ministry:PAK:defence",
            ActorKind::Ministry,
            "PAK",
            Sector::Government,
        ),
    ] {
        let found = gazetteer().lookup(name);
        let record = &found.best().unwrap_or_else(|| panic!("{name}")).record;
        assert_eq!(record.id(), id, "{name}");
        assert_eq!((record.kind(), record.sector()), (kind, Some(sector)), "{name}");
        assert_eq!(record.country().as_deref(), Some(country), "{name}");
        let again = gazetteer().get(&record.id()).expect("a made id is an id");
        assert_eq!(again.name(), record.name());
    }
    assert_eq!(best("Hamas fighters"), "group:HAMAS");
    assert_eq!(best("UN officials"), "igo:UN");
    assert_eq!(gazetteer().get("gov:no-such-place"), None);
}

#[test]
fn titles_say_who_is_meant() {
    for (name, id) in [
        ("Russian President Vladimir Putin", "person:Q7747"),
        ("President Putin", "person:Q7747"),
        ("North Korean leader Kim Jong-un", "person:Q56226"),
        ("Chinese President Xi", "person:Q15031"),
        ("Prime Minister Benjamin Netanyahu", "person:Q43723"),
    ] {
        let found = gazetteer().lookup(name);
        let first = found.best().unwrap_or_else(|| panic!("{name}"));
        assert_eq!(
            (first.record.id().as_str(), first.matched),
            (id, Match::Titled),
            "{name}"
        );
    }
}

/// Names that fooled others.
#[test]
fn traps() {
    for (name, id) in [
        ("Georgia", "state:GEO"),
        ("Guinea", "state:GIN"),
        ("Equatorial Guinea", "state:GNQ"),
        ("Guinea-Bissau", "state:GNB"),
        ("Papua New Guinea", "state:PNG"),
        ("Niger", "state:NER"),
        ("Nigeria", "state:NGA"),
        ("Nigerien", "state:NER"),
        ("Jordan", "state:JOR"),
        ("Chad", "state:TCD"),
        ("Turkey", "state:TUR"),
        ("Sudan", "state:SDN"),
        ("South Sudan", "state:SSD"),
        ("Dominica", "state:DMA"),
        ("Dominican Republic", "state:DOM"),
        ("Mali", "state:MLI"),
        ("North Macedonia", "state:MKD"),
        ("Democratic Republic of the Congo", "state:COD"),
        ("Republic of Congo", "state:COG"),
        ("Ireland", "state:IRL"),
        ("Northern Ireland", "place:northern-ireland"),
        ("Khamenei", "person:Q57336"),
        ("Khomeini", "person:ruhollah-khomeini-irn"),
        ("Kim", "person:Q56226"),
        ("Xi", "person:Q15031"),
        ("Assad", "person:Q44329"),
        ("Trump", "person:Q22686"),
        ("Korean Peninsula", "place:korean-peninsula"),
    ] {
        assert_eq!(best(name), id, "{name}");
    }
    // A country that is two, and a capital that is a state: both stay in sight.
    let ids = |name| {
        gazetteer()
            .lookup(name)
            .iter()
            .map(|c| c.record.id().to_string())
            .collect::<Vec<_>>()
    };
    assert!(ids("Congo").contains(&"state:COD".into()) && ids("Congo").contains(&"state:COG".into()));
    assert!(ids("Korea").contains(&"state:KOR".into()) && ids("Korea").contains(&"state:PRK".into()));
    let washington = ids("Washington");
    assert!(washington.contains(&"place:washington".into()) && washington.contains(&"gov:USA".into()));
    let place = gazetteer().get("place:moscow").expect("Moscow");
    assert_eq!(
        (place.kind(), place.stands_for()),
        (ActorKind::Place, Some("gov:RUS"))
    );
    assert_eq!(
        gazetteer().get("office:RUS:kremlin").and_then(|r| r.stands_for()),
        Some("gov:RUS")
    );
    // The day decides.
    assert_eq!(best_on("Bush", Some(date(1991, 2, 1))), "person:Q23505");
    assert_eq!(best_on("Bush", Some(date(2004, 2, 1))), "person:Q207");
    assert_eq!(best_on("Clinton", Some(date(1997, 2, 1))), "person:Q1124");
    assert_eq!(best_on("Clinton", Some(date(2011, 2, 1))), "person:Q6294");
    assert_eq!(best_on("Kim", Some(date(2000, 6, 1))), "person:Q10665");
    assert_eq!(best_on("Castro", Some(date(1995, 6, 1))), "person:Q11256");
    // An acronym is no word, a word is no acronym.
    for word in ["us", "who", "it", "is", "un"] {
        assert!(gazetteer().lookup(word).is_empty(), "{word}");
    }
}

#[test]
fn offices_have_holders_by_date() {
    use RoleClass::*;
    for (scope, class, on, name) in [
        ("USA", HeadOfState, date(2012, 3, 1), "Barack Obama"),
        ("USA", HeadOfState, date(2025, 8, 12), "Donald Trump"),
        ("USA", Foreign, date(2023, 5, 1), "Antony Blinken"),
        ("RUS", HeadOfState, date(1995, 5, 1), "Boris Yeltsin"),
        ("RUS", HeadOfState, date(2010, 5, 1), "Dmitry Medvedev"),
        ("RUS", Leader, date(2025, 8, 12), "Vladimir Putin"),
        ("DEU", HeadOfGovernment, date(2014, 6, 1), "Angela Merkel"),
        ("DEU", Leader, date(2025, 8, 12), "Friedrich Merz"),
        ("GBR", HeadOfGovernment, date(1995, 6, 1), "John Major"),
        ("GBR", Leader, date(2025, 8, 12), "Keir Starmer"),
        ("PRK", Leader, date(2025, 8, 12), "Kim Jong-un"),
        ("SYR", HeadOfState, date(2025, 3, 1), "Ahmed al-Sharaa"),
        ("IRN", HeadOfState, date(2025, 8, 12), "Masoud Pezeshkian"),
        ("IRN", Leader, date(2025, 8, 12), "Ali Khamenei"),
        ("UKR", Defence, date(2024, 5, 1), "Rustem Umerov"),
        ("igo:UN", IgoHead, date(2003, 3, 1), "Kofi Annan"),
        ("igo:NATO", IgoHead, date(2025, 3, 1), "Mark Rutte"),
        ("group:HEZBOLLAH", Leader, date(2020, 1, 1), "Hassan Nasrallah"),
    ] {
        assert_eq!(
            name_of(gazetteer().holder(scope, class, Some(on))),
            name,
            "{scope} {class:?} {on}"
        );
    }
    let august = Some(date(2025, 8, 12));
    assert_eq!(
        name_of(gazetteer().holder_of("IRN", "supreme leader", august)),
        "Ali Khamenei"
    );
    assert_eq!(
        name_of(gazetteer().holder_of("IRN", "president", august)),
        "Masoud Pezeshkian"
    );
    assert_eq!(
        name_of(gazetteer().holder_of("GBR", "foreign secretary", august)),
        "David Lammy"
    );
    assert_eq!(RoleClass::from_title("Turkish Foreign Minister"), Some(Foreign));
    assert_eq!(
        RoleClass::from_title("deputy foreign minister"),
        Some(DeputyMinister)
    );
    assert_eq!(RoleClass::from_title("secretary of state"), Some(Foreign));
    assert_eq!(RoleClass::from_title("carpenter"), None);
}

#[test]
fn countries_by_word() {
    assert_eq!(
        gazetteer().country_of_adjective("Russian").as_deref(),
        Some("RUS")
    );
    assert_eq!(
        gazetteer().country_of_adjective("South Korean").as_deref(),
        Some("KOR")
    );
    assert_eq!(gazetteer().country_of_adjective("Russia"), None);
    assert_eq!(gazetteer().country_of("Russia").as_deref(), Some("RUS"));
    assert_eq!(name_of(gazetteer().state("RUS")), "Russia");
    assert_eq!(name_of(gazetteer().government("RUS")), "Government of Russia");
    assert_eq!(
        name_of(gazetteer().military("KOR")),
        "Republic of Korea Armed Forces"
    );
}

#[test]
fn names_unknown_get_an_id_of_their_own() {
    assert_eq!(minted_id(ActorKind::Person, "Jane Doe"), "person:~jane-doe");
    assert_eq!(
        minted_id(ActorKind::Organisation, "The Blue Order"),
        "org:~blue-order"
    );
}

#[test]
fn a_run_of_tokens_gives_the_longest_name() {
    for (text, length, id) in [
        ("Kim Jong - un met Putin", 4, "person:Q56226"),
        ("Russia 's foreign ministry said", 4, "ministry:RUS:foreign"),
        ("the U.S. State Department said", 4, "ministry:USA:foreign"),
        ("Korean People 's Army", 4, "military:PRK"),
        ("North Korean troops in Kursk", 3, "military:PRK"),
        ("Russian President Vladimir Putin", 1, "state:RUS"),
        ("Guinea - Bissau", 3, "state:GNB"),
        ("Seoul , Tokyo", 1, "gov:KOR"),
    ] {
        let words: Vec<&str> = text.split(' ').collect();
        let (found, candidates) = gazetteer()
            .longest_match(&words)
            .unwrap_or_else(|| panic!("{text}"));
        let first = candidates.best().expect("a match has candidates").record.id();
        assert_eq!((found, first.as_str()), (length, id), "{text}");
    }
    assert!(gazetteer().longest_match(&["said", "the", "minister"]).is_none());
    assert!(gazetteer().longest_match(&[]).is_none());
}

/// The key of tokens is the key of the text they were cut from.
#[test]
fn tokens_and_text_have_one_key() {
    for (text, tokens) in [
        ("Kim Jong-un", &["Kim", "Jong", "-", "un"][..]),
        ("Korean People's Army", &["Korean", "People", "'s", "Army"]),
        (
            "Workers' Party of Korea",
            &["Workers", "'", "Party", "of", "Korea"],
        ),
        ("U.S. State Department", &["U.S.", "State", "Department"]),
        ("K. P. Sharma Oli", &["K.", "P.", "Sharma", "Oli"]),
        ("Abd al-Fattah", &["Abd", "al", "-", "Fattah"]),
    ] {
        assert_eq!(gazetteer().key(text), gazetteer().key_of_tokens(tokens), "{text}");
    }
}

#[test]
fn every_record_is_whole() {
    let mut ids = BTreeSet::new();
    for record in gazetteer().records() {
        let id = record.id();
        assert!(ids.insert(id.clone()), "{id} twice");
        assert!(!record.name().is_empty(), "{id}");
        assert_ne!(
            record.kind(),
            ActorKind::Organisation,
            "{id} has a prefix of no kind"
        );
        assert_eq!(
            gazetteer().get(&id).map(|r| r.name()),
            Some(record.name()),
            "{id}"
        );
        assert!(record.prior() > 0.0 && record.prior() <= 1.0, "{id}");
        for role in record.roles() {
            assert!(!role.title.is_empty(), "{id}");
            if let (Some(from), Some(to)) = (role.from, role.to) {
                assert!(from <= to, "{id}: {} ends before it begins", role.title);
            }
            // A role in an organisation points to one that is there.
            if let Some(scope) = role.scope.filter(|scope| scope.contains(':')) {
                assert!(gazetteer().get(scope).is_some(), "{id}: no {scope}");
            }
        }
        if let Some(principal) = record.stands_for() {
            assert!(gazetteer().get(principal).is_some(), "{id}: no {principal}");
        }
    }
    assert!(ids.len() > 19_000, "{}", ids.len());
}

#[test]
fn it_is_small() {
    assert!(gazetteer().size() <= 3 << 20, "{} bytes", gazetteer().size());
}

/// Every key that is a proper name of two actors, and who wins: the list is kept in
/// `tests/cases/gazetteer/collisions.tsv` and rewritten on `UPDATE=1`.
#[test]
fn collisions_are_known() {
    let mut report = String::from("key\tfirst\tothers\n");
    for (key, found) in gazetteer().collisions() {
        let proper: Vec<_> = found.iter().filter(|c| c.matched <= Match::Metonym).collect();
        if proper.len() < 2 {
            continue;
        }
        let show = |c: &&legation::lexicon::gazetteer::Candidate| {
            format!("{} {:?} {:.2}", c.record.id(), c.matched, c.prior).to_lowercase()
        };
        let others: Vec<String> = proper[1..].iter().map(show).collect();
        let _ = writeln!(report, "{key}\t{}\t{}", show(&proper[0]), others.join("|"));
    }
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/cases/gazetteer/collisions.tsv"
    );
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &report).expect("write the list");
    }
    let known = std::fs::read_to_string(path).unwrap_or_default();
    let differ = report.lines().zip(known.lines()).find(|(now, then)| now != then);
    assert_eq!(differ, None, "run with UPDATE=1 and read the change");
    assert_eq!(report.lines().count(), known.lines().count());
}

/// One million names a second, in a release build; a tenth of it in this one.
#[test]
fn lookups_are_fast() {
    let names: Vec<_> = gazetteer().records().map(|r| r.name()).collect();
    let start = std::time::Instant::now();
    let found = names
        .iter()
        .filter(|name| !gazetteer().lookup(name).is_empty())
        .count();
    let speed = names.len() as f64 / start.elapsed().as_secs_f64();
    eprintln!("{speed:.0} lookups a second");
    assert_eq!(found, names.len(), "every name leads somewhere");
    assert!(speed > 100_000.0, "{speed}");
}

/// How many of the names in a year of event data are known: by mentions, exactly and at least to a country.
#[test]
#[ignore = "reads half a million events; needs ../shared"]
fn event_data_names_are_covered() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/events/bench/icews18.tsv.zst"
    );
    let Ok(bytes) = std::fs::read(path) else {
        skipped(format_args!("{path} is not there"));
        return;
    };
    let text = zstd::decode_all(bytes.as_slice()).expect("zstd");
    let text = String::from_utf8_lossy(&text);
    let mut mentions = BTreeMap::<&str, u64>::new();
    for line in text.lines().skip(1) {
        let mut cells = line.split('\t');
        *mentions.entry(cells.nth(1).unwrap_or_default()).or_default() += 1;
        *mentions.entry(cells.nth(1).unwrap_or_default()).or_default() += 1;
    }
    let (mut all, mut exact, mut country) = (0, 0, 0);
    let mut unknown = Vec::new();
    for (name, count) in mentions {
        all += count;
        let found = gazetteer().lookup(name);
        if found.best().is_some_and(|c| c.matched < Match::Surname) {
            exact += count;
            country += count;
        } else {
            let bracket = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
            let known = bracket.is_some_and(|(_, country)| gazetteer().country_of(country).is_some());
            country += if known || !found.is_empty() { count } else { 0 };
            unknown.push((count, name));
        }
    }
    unknown.sort_by(|a, b| b.cmp(a));
    let share = |n: u64| n as f64 / all as f64;
    eprintln!(
        "mentions {all}, exact {:.4}, at least a country {:.4}",
        share(exact),
        share(country)
    );
    for (count, name) in unknown.iter().take(2000) {
        eprintln!("{count}\t{name}");
    }
    assert!(share(exact) >= 0.75, "exact: {}", share(exact));
    assert!(share(country) >= 0.97, "country: {}", share(country));
}

#[test]
fn users_may_bring_their_own_tables() {
    let table = "id\tname\tcountry\taliases\troles\n\
                 person:x1\tJane Doe\tUSA\tJ. Doe\tambassador to Freedonia@USA@ambassador@2020@\n\
                 company:ACME\tAcme Corporation\tUSA\tAcme\t\n";
    let own = Gazetteer::from_tables(&[("own", table)]).expect("a good table");
    assert_eq!(own.len(), 2);
    let id = |name: &str| own.lookup(name).best().map(|c| c.record.id().to_string());
    assert_eq!(id("ACME").as_deref(), Some("company:ACME"));
    assert_eq!(id("Ambassador Doe").as_deref(), Some("person:x1"));
    for (bad, line, says) in [
        ("id\tname\ncompany:A\n", 2, "expected 2 cells"),
        ("id\tnam\n", 1, "no column is called nam"),
        ("id\tname\nfirm:A\tA\n", 2, "no kind of actor"),
        ("id\tname\tfrom\ncompany:A\tA\tlong ago\n", 2, "is no date"),
        ("id\tname\ncompany:A\tA\ncompany:A\tB\n", 3, "is taken"),
        ("id\tname\troles\nperson:A\tA\tking@USA\n", 2, "a role is"),
    ] {
        let fault = Gazetteer::from_tables(&[("own", bad)]).expect_err(bad);
        assert_eq!((fault.table.as_str(), fault.line), ("own", line), "{fault}");
        assert!(fault.message.contains(says), "{fault}");
    }
}

/// Not a state, though a government is filed for it.
const NO_STATES: [&str; 1] = ["HKG"];
/// Where two hold one title side by side: by the constitution, or since two governments claim the state.
const SHARED: [&str; 12] = [
    "AFG", "AND", "BIH", "CIV", "CUB", "LBY", "MMR", "SMR", "VNM", "YEM", "ISR", "THA",
];

/// Is it a state that somebody recognises, by having a government in the tables?
fn is_state(code: &str) -> bool {
    let id = format!("gov:{code}");
    gazetteer().records().any(|record| record.id() == id) && !NO_STATES.contains(&code)
}

/// The share of days since 1990 on which a head of state or government is known, over all states while they existed.
#[test]
fn heads_of_states_are_known_for_every_day() {
    let (first, last) = (date(1990, 1, 1), date(2025, 12, 31));
    let mut terms: BTreeMap<String, Vec<(Date, Date)>> = BTreeMap::new();
    for person in gazetteer().records().filter(|r| r.kind() == ActorKind::Person) {
        for role in person.roles() {
            let head = [
                RoleClass::HeadOfState,
                RoleClass::HeadOfGovernment,
                RoleClass::Leader,
            ];
            if head.contains(&role.class)
                && let Some(scope) = role.scope
            {
                let term = (role.from.unwrap_or(first), role.to.unwrap_or(last));
                terms.entry(scope.to_owned()).or_default().push(term);
            }
        }
    }
    let (mut all, mut known) = (0i64, 0i64);
    let mut gaps = Vec::new();
    for state in gazetteer().records().filter(|r| r.kind() == ActorKind::State) {
        let code = state.country().unwrap_or_default().to_string();
        if !is_state(&code) {
            continue;
        }
        let (from, to) = state.valid();
        let (from, to) = (from.unwrap_or(first).max(first), to.unwrap_or(last).min(last));
        if to < from {
            continue;
        }
        let days = |from: Date, to: Date| i64::from(from.until(to).map_or(0, |span| span.get_days())) + 1;
        let mut covered = 0;
        let mut next = from;
        let mut terms = terms.remove(&code).unwrap_or_default();
        terms.sort();
        for (begin, end) in terms {
            let (begin, end) = (begin.max(next), end.min(to));
            if begin <= end {
                covered += days(begin, end);
                next = end.saturating_add(1.day());
            }
        }
        let span = days(from, to);
        all += span;
        known += covered;
        if covered < span {
            gaps.push(format!("{code} {}", span - covered));
        }
    }
    let share = known as f64 / all as f64;
    eprintln!(
        "{known} of {all} state-days: {share:.4}; days without: {}",
        gaps.join(", ")
    );
    assert!(all > 2_400_000 && share >= 0.99, "{share}");
}

#[test]
fn no_two_hold_one_title_of_a_head_at_a_time() {
    type Term = (Date, Date, String);
    let mut terms: BTreeMap<(String, String), Vec<Term>> = BTreeMap::new();
    for person in gazetteer().records().filter(|r| r.kind() == ActorKind::Person) {
        for role in person.roles() {
            let head = [RoleClass::HeadOfState, RoleClass::HeadOfGovernment].contains(&role.class);
            let scope = role.scope.unwrap_or_default().to_owned();
            if let (true, Some(from)) = (head && !SHARED.contains(&&*scope), role.from) {
                let term = (
                    from,
                    role.to.unwrap_or(date(2026, 12, 31)),
                    person.id().to_string(),
                );
                let title = role.title.to_lowercase();
                terms.entry((scope, title)).or_default().push(term);
            }
        }
    }
    let mut overlaps = Vec::new();
    for ((scope, title), mut terms) in terms.into_iter().filter(|((scope, _), _)| is_state(scope)) {
        terms.sort();
        for (n, (_, end, one)) in terms.iter().enumerate() {
            for (begin, close, other) in &terms[n + 1..] {
                let until = (*end).min(*close);
                let from = (*begin).max(date(1990, 1, 1));
                let both = from.until(until).map_or(0, |span| span.get_days());
                if one != other && both > 31 {
                    overlaps.push(format!(
                        "{scope} {title}: {one} and {other}, {both} days from {from}"
                    ));
                }
            }
        }
    }
    assert!(overlaps.is_empty(), "{}", overlaps.join("\n"));
}

#[test]
fn states_and_leaders_are_known_in_the_scripts_of_sources() {
    for state in gazetteer().records().filter(|r| r.id().starts_with("gov:")) {
        let code = state.country().unwrap_or_default();
        let Some(state) = gazetteer().state(&code) else {
            continue;
        };
        for (script, range) in [
            ("Cyrillic", 'Ѐ'..='ӿ'),
            ("Hangul", '가'..='힣'),
            ("Han", '一'..='鿿'),
            ("Arabic", '؀'..='ۿ'),
        ] {
            let aliases = state.aliases();
            let mut written = aliases
                .iter()
                .filter(|(_, alias)| alias.chars().any(|c| range.contains(&c)));
            let (_, alias) = written
                .next()
                .unwrap_or_else(|| panic!("{code} has no name in {script}"));
            let found = gazetteer().lookup(alias);
            assert!(found.iter().any(|c| c.record == state), "{alias} is not {code}");
        }
    }
    for (name, id) in [
        ("Владимир Путин", "Vladimir Putin"),
        ("習近平", "Xi Jinping"),
        ("문재인", "Moon Jae-in"),
        ("محمود عباس", "Mahmoud Abbas"),
    ] {
        assert_eq!(
            name_of(gazetteer().lookup(name).best().map(|c| c.record.clone())),
            id
        );
    }
}

/// Whoever asks on a day learns between which days the answer is the same, and need not ask again.
#[test]
fn answers_hold_for_the_days_that_are_told() {
    let gazetteer = Gazetteer::embedded();
    let mut names = Vec::new();
    for (at, record) in gazetteer.records().enumerate() {
        let name = record.name();
        match record.kind() {
            ActorKind::State => {
                for office in [
                    "president of {}",
                    "{} foreign minister",
                    "president-elect of {}",
                    "former president of {}",
                ] {
                    names.push(office.replace("{}", &name));
                }
            }
            // family names have many bearers
            ActorKind::Person if at % 100 == 0 => names.extend(name.rsplit(' ').next().map(str::to_owned)),
            _ if at % 200 == 0 => names.push(name.to_string()),
            _ => {}
        }
    }
    let answer = |name: &str, on: &Moment| {
        let found = gazetteer.lookup_at(name, on);
        let ranked: Vec<_> = found.iter().map(|c| (c.record.id(), c.prior.to_bits())).collect();
        (ranked, found.best().map(|best| best.record.actor_at(on)))
    };
    let mut bounded = 0;
    for name in &names {
        for day in [date(1991, 8, 20), date(2008, 2, 29), date(2018, 7, 1)] {
            let on = Moment::new(Some(day));
            let told = answer(name, &on);
            let (first, last) = on.days();
            assert!(first <= day && day <= last, "{name} on {day}: {first} to {last}");
            bounded += usize::from((first, last) != (Date::MIN, Date::MAX));
            for other in [first, last, first.max(date(2018, 1, 1)).min(last)] {
                let again = answer(name, &Moment::new(Some(other)));
                assert_eq!(again, told, "{name} on {day} and on {other}");
            }
        }
    }
    assert!(
        bounded > names.len() / 2,
        "{bounded} of {} hang on the day",
        3 * names.len()
    );
}

//! The gazetteer: its records, its names, its holders of offices.

use jiff::civil::date;
use legation::lexicon::gazetteer::{Gazetteer, Match, RoleClass, minted_id};
use legation::model::ActorKind;

fn gazetteer() -> &'static Gazetteer {
    Gazetteer::embedded()
}

fn best(name: &str) -> String {
    gazetteer()
        .lookup(name)
        .best()
        .map(|c| c.record.id().to_string())
        .unwrap_or_default()
}

#[test]
fn names_lead_to_their_actors() {
    for (name, id) in [
        ("Russia", "state:RUS"),
        ("Kim Jong Un", "person:Q56226"),
        ("Russian President Vladimir Putin", "person:Q7747"),
        ("the Korean People's Army", "military:PRK"),
        ("North Korean troops", "military:PRK"),
        ("Israeli army", "military:ISR"),
        ("Turkish foreign ministry", "ministry:TUR:foreign"),
        ("Foreign Ministry of Turkey", "ministry:TUR:foreign"),
        ("Police (India)", "security:IND:police"),
        ("U.S.", "state:USA"),
        ("US", "state:USA"),
        ("Nato", "igo:NATO"),
        ("KCNA", "media:KCNA"),
        ("Malcolm Bligh Turnbull", "person:Q927550"),
    ] {
        assert_eq!(best(name), id, "{name}");
    }
    assert!(gazetteer().lookup("us").is_empty());
    assert!(gazetteer().lookup("who").is_empty());
}

#[test]
fn offices_have_holders_by_date() {
    let holder = |country, class, on| {
        gazetteer()
            .holder(country, class, Some(on))
            .map(|r| r.name().to_string())
    };
    assert_eq!(
        holder("USA", RoleClass::HeadOfState, date(2012, 3, 1)).as_deref(),
        Some("Barack Obama")
    );
    assert_eq!(
        holder("DEU", RoleClass::HeadOfGovernment, date(2014, 6, 1)).as_deref(),
        Some("Angela Merkel")
    );
}

#[test]
fn names_unknown_get_an_id_of_their_own() {
    assert_eq!(minted_id(ActorKind::Person, "Jane Doe"), "person:~jane-doe");
}

#[test]
fn a_run_of_tokens_gives_the_longest_name() {
    let words = ["Kim", "Jong", "-", "un", "met", "Putin"];
    let (length, found) = gazetteer().longest_match(&words).expect("a name");
    assert_eq!(
        (length, found.best().expect("one").record.id().as_str()),
        (4, "person:Q56226")
    );
    let words = ["Russia", "'s", "foreign", "ministry", "said"];
    let (length, found) = gazetteer().longest_match(&words).expect("a name");
    assert_eq!(
        (length, found.best().expect("one").record.id().as_str()),
        (4, "ministry:RUS:foreign")
    );
    assert_eq!(found.best().expect("one").matched, Match::Generic);
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
        eprintln!("SKIPPED: {path} is not there");
        return;
    };
    let text = zstd::decode_all(bytes.as_slice()).expect("zstd");
    let text = String::from_utf8_lossy(&text);
    let mut mentions = std::collections::BTreeMap::<&str, u64>::new();
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

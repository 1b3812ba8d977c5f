//! Compiles the readable tables into the form that is embedded. Runs in the build script, and in
//! the library for tables that a user adds.

use super::fold::fold;
use super::layout::*;
use std::collections::{BTreeMap, BTreeSet};

/// A fault in a table, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// Name of the table.
    pub table: String,
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for TableError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.table, self.line, self.message)
    }
}

impl std::error::Error for TableError {}

/// The columns that tables may have.
pub(crate) const COLUMNS: &[&str] = &[
    "id",
    "name",
    "country",
    "sector",
    "cameo",
    "wikidata",
    "from",
    "to",
    "weight",
    "aliases",
    "weak",
    "demonyms",
    "adjectives",
    "metonyms",
    "stands_for",
    "roles",
    "wikipedia",
    "source",
    "leader",
];

#[derive(Default)]
struct Row<'t> {
    table: &'t str,
    line: usize,
    cells: [&'t str; 19],
}

impl<'t> Row<'t> {
    fn get(&self, column: &str) -> &'t str {
        COLUMNS
            .iter()
            .position(|c| *c == column)
            .map_or("", |at| self.cells[at])
    }

    fn list(&self, column: &str) -> impl Iterator<Item = &'t str> {
        self.get(column).split('|').filter(|item| !item.is_empty())
    }

    fn fault(&self, message: impl Into<String>) -> TableError {
        TableError {
            table: self.table.to_string(),
            line: self.line,
            message: message.into(),
        }
    }
}

struct Role<'t> {
    title: &'t str,
    scope: &'t str,
    class: u8,
    from: u16,
    to: u16,
    flags: u8,
}

/// Compiles tables, each with its name and text, and the table of spellings.
pub fn compile(tables: &[(&str, &str)], spellings: &str) -> Result<Vec<u8>, TableError> {
    let mut rows = Vec::new();
    for (table, text) in tables {
        read_table(table, text, &mut rows)?;
    }
    rows.sort_by_key(|row| row.get("id"));
    for pair in rows.windows(2) {
        if pair[0].get("id") == pair[1].get("id") {
            return Err(pair[1].fault(format!("the id {} is taken", pair[1].get("id"))));
        }
    }
    let spellings = read_spellings(spellings)?;
    let spell = |word: &str| {
        let at = spellings
            .binary_search_by(|(variant, _)| variant.as_str().cmp(word))
            .ok()?;
        Some(spellings[at].1.as_str())
    };

    let mut sections: Vec<Vec<u8>> = vec![Vec::new(); SECTIONS];
    let roles = rows.iter().map(read_roles).collect::<Result<Vec<_>, _>>()?;
    let scopes: Vec<&str> = {
        let countries = rows.iter().map(|row| row.get("country"));
        let held = roles.iter().flatten().map(|role| role.scope);
        countries
            .chain(held)
            .filter(|s| !s.is_empty())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    };
    let titles: Vec<&str> = roles
        .iter()
        .flatten()
        .map(|role| role.title)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    pool(&mut sections, SCOPES, SCOPE_AT, &scopes);
    pool(&mut sections, TITLES, TITLE_AT, &titles);
    for (variant, common) in &spellings {
        let at = sections[SPELLINGS].len() as u32;
        sections[SPELLING_AT].extend(at.to_le_bytes());
        string(&mut sections[SPELLINGS], variant);
        string(&mut sections[SPELLINGS], common);
    }
    let code = |pool: &[&str], text: &str| pool.binary_search(&text).map_or(NONE16, |at| at as u16);

    let mut keys: BTreeMap<String, Vec<(u32, u8, u8)>> = BTreeMap::new();
    let mut holders: Vec<(u16, u8, u16, [u8; HOLDER])> = Vec::new();
    for (index, (row, roles)) in rows.iter().zip(&roles).enumerate() {
        let index = index as u32;
        let at = sections[RECORDS].len() as u32;
        sections[RECORD_AT].extend(at.to_le_bytes());
        let weight = weight(row, roles)?;
        record(
            &mut sections[RECORDS],
            row,
            roles,
            weight,
            |text| code(&scopes, text),
            |text| code(&titles, text),
        )?;
        for (key, how) in names(row, &spell) {
            let postings = keys.entry(key).or_default();
            match postings.iter_mut().find(|(record, ..)| *record == index) {
                Some(posting) => posting.1 = posting.1.min(how),
                None => postings.push((index, how, weight)),
            }
        }
        for role in roles {
            let scope = code(&scopes, role.scope);
            let mut entry = [0; HOLDER];
            entry[..2].copy_from_slice(&scope.to_le_bytes());
            entry[2] = role.class;
            entry[3] = role.flags;
            entry[4..6].copy_from_slice(&role.from.to_le_bytes());
            entry[6..8].copy_from_slice(&role.to.to_le_bytes());
            entry[8..].copy_from_slice(&index.to_le_bytes());
            holders.push((scope, role.class, role.from, entry));
        }
    }
    holders.sort_unstable();
    sections[HOLDERS] = holders.iter().flat_map(|(.., entry)| *entry).collect();
    write_keys(&mut sections, keys);

    let mut out = MAGIC.to_vec();
    let mut at = MAGIC.len() + 4 * (SECTIONS + 1);
    for section in &sections {
        out.extend((at as u32).to_le_bytes());
        at += section.len();
    }
    out.extend((at as u32).to_le_bytes());
    sections.iter().for_each(|section| out.extend(section));
    Ok(out)
}

fn read_table<'t>(table: &'t str, text: &'t str, rows: &mut Vec<Row<'t>>) -> Result<(), TableError> {
    let mut header: Option<Vec<usize>> = None;
    for (number, line) in text.lines().enumerate() {
        let fault = |message: String| TableError {
            table: table.to_string(),
            line: number + 1,
            message,
        };
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let Some(columns) = &header else {
            let columns = line.split('\t').map(|name| {
                COLUMNS
                    .iter()
                    .position(|c| *c == name)
                    .ok_or_else(|| fault(format!("no column is called {name}")))
            });
            header = Some(columns.collect::<Result<_, _>>()?);
            continue;
        };
        let mut row = Row {
            table,
            line: number + 1,
            ..Row::default()
        };
        let mut cells = 0;
        for (cell, column) in line.split('\t').zip(columns) {
            row.cells[*column] = cell;
            cells += 1;
        }
        if cells != columns.len() || line.split('\t').count() != cells {
            return Err(fault(format!("expected {} cells", columns.len())));
        }
        if row.get("id").is_empty() || row.get("name").is_empty() {
            return Err(fault("a record needs an id and a name".into()));
        }
        rows.push(row);
    }
    Ok(())
}

/// Lines "common variant|variant|..." as sorted pairs of folded words.
fn read_spellings(text: &str) -> Result<Vec<(String, String)>, TableError> {
    let mut pairs = BTreeMap::new();
    for (number, line) in text.lines().enumerate().skip(1) {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let fault = |message: &str| TableError {
            table: "spellings".into(),
            line: number + 1,
            message: message.into(),
        };
        let (common, variants) = line.split_once('\t').ok_or_else(|| fault("expected two cells"))?;
        let key = |word: &str| {
            let mut out = String::new();
            fold(word, |_| None, &mut out);
            out
        };
        for variant in variants
            .split('|')
            .map(key)
            .filter(|variant| *variant != key(common))
        {
            if pairs
                .insert(variant, key(common))
                .is_some_and(|other| other != key(common))
            {
                return Err(fault("a variant of two words"));
            }
        }
    }
    Ok(pairs.into_iter().collect())
}

fn read_roles<'t>(row: &Row<'t>) -> Result<Vec<Role<'t>>, TableError> {
    let mut roles = Vec::new();
    for text in row.list("roles") {
        let parts: Vec<&str> = text.split('@').collect();
        let [title, scope, class, from, to] = parts[..] else {
            return Err(row.fault(format!("a role is title@scope@class@from@to, not {text}")));
        };
        let class = CLASSES
            .iter()
            .position(|c| *c == class)
            .ok_or_else(|| row.fault(format!("no class of roles is called {class}")))?
            as u8;
        let date = |text: &str, end: bool| match text {
            "" => Ok(0),
            _ => read_date(text, end)
                .map(|(y, m, d)| day_number(y, m, d))
                .ok_or_else(|| row.fault(format!("{text} is no date"))),
        };
        let open = to.strip_suffix('+');
        let (from, end) = (date(from, false)?, date(open.unwrap_or(to), true)?);
        if end != 0 && end < from {
            return Err(row.fault(format!("a role that ends before it begins: {text}")));
        }
        let flags = if open.is_some() { AT_LEAST } else { 0 };
        roles.push(Role {
            title,
            scope,
            class,
            from,
            to: end,
            flags,
        });
    }
    Ok(roles)
}

fn string(out: &mut Vec<u8>, text: &str) {
    let mut end = text.len().min(255);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    out.push(end as u8);
    out.extend(&text.as_bytes()[..end]);
}

fn pool(sections: &mut [Vec<u8>], section: usize, offsets: usize, texts: &[&str]) {
    for text in texts {
        let at = sections[section].len() as u32;
        sections[offsets].extend(at.to_le_bytes());
        string(&mut sections[section], text);
    }
}

fn record(
    out: &mut Vec<u8>,
    row: &Row<'_>,
    roles: &[Role<'_>],
    weight: u8,
    scope: impl Fn(&str) -> u16,
    title: impl Fn(&str) -> u16,
) -> Result<(), TableError> {
    let id = row.get("id");
    let prefix = id.split(':').next().unwrap_or_default();
    let kind = PREFIXES
        .iter()
        .position(|p| *p == prefix)
        .ok_or_else(|| row.fault(format!("no kind of actor has ids that begin with {prefix}")))?;
    let sector = match row.get("sector") {
        "" => NONE8,
        name => SECTORS
            .iter()
            .position(|s| *s == name)
            .ok_or_else(|| row.fault(format!("no sector is called {name}")))? as u8,
    };
    let wikidata = match (row.get("wikidata"), id.strip_prefix("person:Q")) {
        ("", None) => None,
        ("", Some(number)) => number.parse::<u32>().ok(),
        (qid, _) => Some(
            qid.strip_prefix('Q')
                .and_then(|number| number.parse::<u32>().ok())
                .ok_or_else(|| row.fault(format!("{qid} is no Wikidata id")))?,
        ),
    };
    let article = row.get("wikipedia");
    let has = |flag: u8, yes: bool| if yes { flag } else { 0 };
    let flags = has(HAS_WIKIDATA, wikidata.is_some())
        | has(HAS_FROM, !row.get("from").is_empty())
        | has(HAS_TO, !row.get("to").is_empty())
        | has(HAS_CAMEO, !row.get("cameo").is_empty())
        | has(HAS_STANDS_FOR, !row.get("stands_for").is_empty())
        | has(HAS_ARTICLE, !article.is_empty() && article != "=")
        | has(ARTICLE_IS_NAME, article == "=");
    string(out, id);
    string(out, row.get("name"));
    out.extend([kind as u8, sector, weight, flags]);
    out.extend(scope(row.get("country")).to_le_bytes());
    if let Some(number) = wikidata {
        out.extend(number.to_le_bytes());
    }
    for (column, end) in [("from", false), ("to", true)] {
        if !row.get(column).is_empty() {
            let (y, m, d) = read_date(row.get(column), end)
                .ok_or_else(|| row.fault(format!("{} is no date", row.get(column))))?;
            out.extend((y * 10_000 + m as i32 * 100 + d as i32).to_le_bytes());
        }
    }
    for column in ["cameo", "stands_for"] {
        if !row.get(column).is_empty() {
            string(out, row.get(column));
        }
    }
    if flags & HAS_ARTICLE != 0 {
        string(out, article);
    }
    let aliases: Vec<(u8, &str)> = [
        (ALIAS, "aliases"),
        (ADJECTIVE, "adjectives"),
        (DEMONYM, "demonyms"),
        (METONYM, "metonyms"),
        (WEAK, "weak"),
    ]
    .iter()
    .flat_map(|(how, column)| row.list(column).map(move |alias| (*how, alias)))
    .take(255)
    .collect();
    out.push(aliases.len() as u8);
    for (how, alias) in aliases {
        out.push(how);
        string(out, alias);
    }
    out.push(roles.len().min(255) as u8);
    for role in roles.iter().take(255) {
        out.extend(title(role.title).to_le_bytes());
        out.extend(scope(role.scope).to_le_bytes());
        out.extend([role.class, role.flags]);
        out.extend(role.from.to_le_bytes());
        out.extend(role.to.to_le_bytes());
    }
    Ok(())
}

/// How often news means this actor, from 1 to 255, before any context: its own `weight`, or a guess
/// from its kind, its office, the size of its country and how recent it is.
fn weight(row: &Row<'_>, roles: &[Role<'_>]) -> Result<u8, TableError> {
    let given = row.get("weight");
    if !given.is_empty() {
        return given
            .parse()
            .map_err(|_| row.fault(format!("{given} is no weight (1 to 255)")));
    }
    let country = country_weight(row.get("country"));
    let gone = !row.get("to").is_empty();
    let base = match row.get("id").split(':').next().unwrap_or_default() {
        "person" => {
            let best = roles.iter().map(|role| {
                let office = match CLASSES[role.class as usize] {
                    "hos" | "hog" | "leader" => 120,
                    // the world knows these three
                    "igo_head" => match role.scope {
                        "igo:UN" | "igo:EU" | "igo:NATO" => 150,
                        _ => 90,
                    },
                    "foreign" | "vice_president" => 90,
                    "defence" | "opposition" | "envoy" | "spokesperson" => 65,
                    "interior" | "finance" | "security" | "military" | "deputy_hog" | "party" => 50,
                    "speaker" | "un_rep" | "monarch" => 45,
                    "office" | "central_bank" | "judiciary" => 30,
                    _ => 15,
                };
                let year = |day: u16| 1900 + i32::from(day) / 365;
                let last = if role.to == 0 { 2026 } else { year(role.to) };
                let recent = ((last - 1990) / 2).clamp(0, 18);
                let long = if role.from == 0 { 2 } else { last - year(role.from) };
                office + recent + long.clamp(0, 12)
            });
            // who governs few is met by few
            let size = if country == SMALL { -10 } else { country };
            best.max().unwrap_or(20) + size
        }
        "state" => 150 + 2 * country,
        "gov" => 120 + 2 * country,
        "office" => 100 + country,
        "igo" => 90,
        "military" | "ministry" | "legislature" | "security" => 80 + country,
        "group" | "media" => 80,
        "place" if !row.get("stands_for").is_empty() => 110 + country,
        "place" => 90,
        "party" => 40 + country,
        _ => 60,
    };
    Ok((base - if gone { 40 } else { 0 }).clamp(1, 255) as u8)
}

/// The weight of a country that news seldom speaks of.
const SMALL: i32 = 6;

fn country_weight(code: &str) -> i32 {
    match code {
        "USA" | "CHN" | "RUS" => 50,
        "GBR" | "FRA" | "DEU" | "ISR" | "IRN" | "UKR" | "IND" | "JPN" | "PSE" => 40,
        "KOR" | "PRK" | "TUR" | "SYR" | "PAK" | "SAU" | "IRQ" | "EGY" | "AFG" | "CAN" | "AUS" | "BRA"
        | "ITA" | "TWN" | "VAT" => 32,
        "ESP" | "MEX" | "ZAF" | "NGA" | "IDN" | "LBN" | "YEM" | "LBY" | "VEN" | "POL" | "PHL" | "THA"
        | "MYS" | "QAT" | "ARE" | "SDN" | "ETH" | "VNM" | "CUB" | "NLD" | "GRC" | "HUN" | "SRB" | "BLR"
        | "GEO" | "ARG" | "COL" | "MMR" | "JOR" | "SWE" | "BEL" | "KEN" | "SGP" | "BGD" => 22,
        "SOM" | "COD" | "ZWE" | "TUN" | "DZA" | "MAR" | "LKA" | "NPL" | "KHM" | "HKG" | "NOR" | "FIN"
        | "DNK" | "AUT" | "CHE" | "PRT" | "IRL" | "CZE" | "ROU" | "BGR" | "HRV" | "BIH" | "XKX" | "ARM"
        | "AZE" | "KAZ" | "UZB" | "CHL" | "PER" | "BOL" | "ECU" | "NZL" | "MLI" | "NER" | "RWA" | "UGA"
        | "SSD" | "HTI" | "OMN" | "KWT" | "BHR" | "CYP" | "LTU" | "LVA" | "EST" | "MDA" => 14,
        "" => 10,
        _ => SMALL,
    }
}

/// Every key of a record with how it names it.
fn names<'s>(row: &Row<'_>, spell: &impl Fn(&str) -> Option<&'s str>) -> Vec<(String, u8)> {
    let key = |text: &str| {
        let mut out = String::new();
        fold(text, spell, &mut out);
        out
    };
    let mut keys = vec![(key(row.get("name")), NAME)];
    for (column, how) in [
        ("aliases", ALIAS),
        ("adjectives", ADJECTIVE),
        ("demonyms", DEMONYM),
        ("metonyms", METONYM),
        ("weak", WEAK),
    ] {
        keys.extend(row.list(column).map(|alias| (key(alias), how)));
    }
    let id = row.get("id");
    if id.starts_with("person:") {
        person_keys(row.get("name"), row.get("country"), SURNAME, &key, &mut keys);
        for alias in row.list("aliases").filter(|alias| alias.contains([' ', '-'])) {
            person_keys(alias, row.get("country"), SURNAME, &key, &mut keys);
        }
    }
    if ["igo:", "ngo:", "office:", "party:"]
        .iter()
        .any(|kind| id.starts_with(kind))
    {
        // "Nato", "Unesco": an acronym that is spoken as a word.
        let spoken: Vec<_> = keys
            .iter()
            .filter(|(k, how)| {
                *how <= ALIAS && (4..=7).contains(&k.len()) && k.bytes().all(|b| b.is_ascii_uppercase())
            })
            .filter(|(k, _)| !COMMON_WORDS.contains(&k.as_str()) && k.bytes().any(|b| b"AEIOU".contains(&b)))
            .map(|(k, how)| (key(&format!("{}{}", &k[..1], k[1..].to_ascii_lowercase())), *how))
            .collect();
        keys.extend(spoken);
    }
    if id.starts_with("person:") {
        // "Muammar al-Gaddafi", "Muammar Gaddafi": the article comes and goes.
        let bare: Vec<_> = keys
            .iter()
            .filter(|(k, how)| *how <= ALIAS && k.contains(" al "))
            .map(|(k, _)| (k.replace(" al ", " "), VARIANT))
            .collect();
        keys.extend(bare);
    }
    keys.retain(|(k, _)| !k.is_empty() && k.len() <= 200);
    keys
}

/// Acronyms that would be a common word or name without their capitals.
const COMMON_WORDS: &[&str] = &[
    "CARE", "PACE", "SHAPE", "CORE", "ALBA", "MEND", "RAND", "ICAN", "GUAM", "SICA", "EAST", "SAVE", "QUAD",
    "ASEM",
];

/// Countries whose people's names begin with the family name.
const FAMILY_FIRST: &[&str] = &["CHN", "KOR", "PRK", "TWN", "HKG", "VNM", "KHM", "MAC", "SGP"];
/// Countries where the first name is the one that news goes on with.
const GIVEN_NAME: &[&str] = &["ETH", "ERI", "THA", "MYS", "LAO", "IDN", "ISL", "MNG", "BRN"];
/// Countries with two family names.
const TWO_FAMILY_NAMES: &[&str] = &[
    "ESP", "MEX", "ARG", "COL", "VEN", "PER", "CHL", "ECU", "BOL", "CUB", "GTM", "HND", "SLV", "NIC", "CRI",
    "PAN", "DOM", "PRY", "URY", "PRT", "BRA",
];
const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "al", "el",
    "bin", "ibn", "ben", "abu", "ter", "ten", "zu", "af", "ould", "mac", "st", "saint",
];

/// The short forms of a person's name: the family name alone, first and last name, the other order.
fn person_keys(
    name: &str,
    country: &str,
    how: u8,
    key: &impl Fn(&str) -> String,
    out: &mut Vec<(String, u8)>,
) {
    let words: Vec<&str> = name
        .split([' '])
        .filter(|word| !word.is_empty() && !matches!(*word, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III"))
        .collect();
    let [first, .., last] = words[..] else {
        return;
    };
    if let Some(of) = words.iter().position(|word| *word == "of") {
        // "Abdullah II of Jordan" has no family name.
        out.push((key(&words[..of].join(" ")), VARIANT));
        return;
    }
    if words.len() < name.split(' ').count() {
        out.push((key(&words.join(" ")), ALIAS));
    }
    let family_first = FAMILY_FIRST.contains(&country) && (first.len() <= 6 || country == "VNM");
    if family_first {
        out.push((key(first), how));
        if country != "VNM" && words.len() <= 3 {
            out.push((key(&format!("{} {first}", words[1..].join(" "))), VARIANT));
        } else {
            out.push((key(last), how));
        }
        return;
    }
    out.push((key(last), how));
    if let Some((_, bare)) = last.split_once('-').filter(|(article, _)| article.len() <= 3) {
        out.push((key(bare), how));
    }
    if GIVEN_NAME.contains(&country) {
        out.push((key(first), how));
    }
    if country == "JPN" && words.len() == 2 {
        out.push((key(&format!("{last} {first}")), VARIANT));
    }
    let mut tail = words.len() - 1;
    while tail > 1 && PARTICLES.contains(&words[tail - 1].to_lowercase().as_str()) {
        tail -= 1;
    }
    if tail < words.len() - 1 {
        out.push((key(&words[tail..].join(" ")), how));
    }
    if words.len() >= 3 && TWO_FAMILY_NAMES.contains(&country) && tail == words.len() - 1 {
        out.push((key(&words[words.len() - 2..].join(" ")), how));
        out.push((key(words[words.len() - 2]), how.max(VARIANT)));
        out.push((key(&format!("{first} {}", words[words.len() - 2])), VARIANT));
    }
    if words.len() >= 3 {
        out.push((key(&format!("{first} {}", words[tail..].join(" "))), VARIANT));
    }
}

/// A key that this many records share names the weightiest of them.
const MOST_POSTINGS: usize = 48;

fn write_keys(sections: &mut [Vec<u8>], keys: BTreeMap<String, Vec<(u32, u8, u8)>>) {
    let mut before = String::new();
    for (number, (key, mut postings)) in keys.into_iter().enumerate() {
        let shared = if number % BLOCK == 0 {
            let at = sections[KEYS].len() as u32;
            sections[KEY_BLOCK_AT].extend(at.to_le_bytes());
            0
        } else {
            before
                .bytes()
                .zip(key.bytes())
                .take_while(|(a, b)| a == b)
                .count()
        };
        let out = &mut sections[KEYS];
        out.extend([shared as u8, (key.len() - shared) as u8]);
        out.extend(&key.as_bytes()[shared..]);
        postings.sort_by_key(|(record, how, weight)| (std::cmp::Reverse(*weight), *how, *record));
        postings.truncate(MOST_POSTINGS);
        out.push(postings.len() as u8);
        for (record, how, _) in postings {
            out.extend(&record.to_le_bytes()[..3]);
            out.push(how);
        }
        before = key;
    }
}

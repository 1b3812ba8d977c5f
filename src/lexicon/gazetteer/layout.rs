//! What the compiler of the tables and their reader agree on: codes, and the order of sections.
//!
//! The compiled form, little-endian: `MAGIC`, then a u32 offset for each section, then the sections.
//! Strings are a length byte and UTF-8. Like `fold`, this is also compiled into the build script.

pub(crate) const MAGIC: [u8; 4] = *b"LGA1";

/// Sections in their order in the file.
pub(crate) const RECORDS: usize = 0; // the records, one after the other, sorted by id
pub(crate) const RECORD_AT: usize = 1; // u32 per record: where it starts in RECORDS
pub(crate) const SCOPES: usize = 2; // strings that roles and countries point to: ISO codes and ids
pub(crate) const SCOPE_AT: usize = 3; // u32 per scope
pub(crate) const TITLES: usize = 4; // titles of roles
pub(crate) const TITLE_AT: usize = 5; // u32 per title
pub(crate) const KEYS: usize = 6; // blocks of front-coded keys, each with its postings
pub(crate) const KEY_BLOCK_AT: usize = 7; // u32 per block
pub(crate) const HOLDERS: usize = 8; // one fixed entry per dated role, sorted by scope and class
pub(crate) const SPELLINGS: usize = 9; // pairs of strings, sorted by the first
pub(crate) const SPELLING_AT: usize = 10; // u32 per pair
pub(crate) const SECTIONS: usize = 11;

/// Keys in a block: one binary search, then at most this many steps.
pub(crate) const BLOCK: usize = 16;
/// Bytes of an entry in `HOLDERS`: scope u16, class u8, flags u8, from u16, to u16, record u32.
pub(crate) const HOLDER: usize = 12;

/// A code that stands for "none".
pub(crate) const NONE8: u8 = u8::MAX;
pub(crate) const NONE16: u16 = u16::MAX;

/// Which optional fields a record has.
pub(crate) const HAS_WIKIDATA: u8 = 1;
pub(crate) const HAS_FROM: u8 = 2;
pub(crate) const HAS_TO: u8 = 4;
pub(crate) const HAS_CAMEO: u8 = 8;
pub(crate) const HAS_STANDS_FOR: u8 = 16;
pub(crate) const HAS_ARTICLE: u8 = 32;
pub(crate) const ARTICLE_IS_NAME: u8 = 64;

/// Flag of a role whose end is only the last day on which it was seen.
pub(crate) const AT_LEAST: u8 = 1;

/// Prefixes of ids; the position is the code of the kind.
pub(crate) const PREFIXES: &[&str] = &[
    "person",
    "state",
    "gov",
    "office",
    "ministry",
    "legislature",
    "military",
    "security",
    "judiciary",
    "igo",
    "ngo",
    "party",
    "group",
    "company",
    "media",
    "people",
    "place",
    "org",
];

/// Sectors by code, in the order of `model::Sector`.
pub(crate) const SECTORS: &[&str] = &[
    "government",
    "military",
    "security",
    "legislature",
    "judiciary",
    "rebel",
    "opposition",
    "media",
    "civilian",
    "business",
    "igo",
    "ngo",
    "criminal",
];

/// Classes of roles by code, in the order of `RoleClass`.
pub(crate) const CLASSES: &[&str] = &[
    "hos",
    "hog",
    "leader",
    "vice_president",
    "deputy_hog",
    "foreign",
    "defence",
    "interior",
    "finance",
    "security",
    "military",
    "speaker",
    "un_rep",
    "ambassador",
    "igo_head",
    "central_bank",
    "judiciary",
    "minister",
    "deputy_minister",
    "office",
    "party",
    "opposition",
    "envoy",
    "spokesperson",
    "monarch",
    "other",
    "business",
    "media",
    "civilian",
    "public",
];

/// How a key names a record, best first; the position is the code.
pub(crate) const NAME: u8 = 0;
pub(crate) const ALIAS: u8 = 1;
pub(crate) const ADJECTIVE: u8 = 2;
pub(crate) const DEMONYM: u8 = 3;
pub(crate) const METONYM: u8 = 4;
pub(crate) const VARIANT: u8 = 5;
pub(crate) const SURNAME: u8 = 6;
pub(crate) const WEAK: u8 = 7;

/// Days since 1899-12-31 of a date from 1900-01-01 on; dates before are the first day.
pub(crate) fn day_number(year: i32, month: u32, day: u32) -> u16 {
    if year < 1900 {
        return 1;
    }
    // Days from civil (H. Hinnant), shifted to the epoch above.
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let doy = (153 * ((month as i32 + 9) % 12) + 2) / 5 + day as i32 - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    let days = era * 146_097 + doe - 719_468 + 25_568;
    days.clamp(1, i32::from(u16::MAX) - 1) as u16
}

/// Year, month and day of a written date; a date without month or day is filled from its start, or
/// from its end when `end` says so.
pub(crate) fn read_date(text: &str, end: bool) -> Option<(i32, u32, u32)> {
    let mut parts = text.split('-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: u32 = match parts.next() {
        Some(month) => month.parse().ok()?,
        None => return Some(if end { (year, 12, 31) } else { (year, 1, 1) }),
    };
    let day: u32 = match parts.next() {
        Some(day) => day.parse().ok()?,
        None if end => match month {
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        },
        None => 1,
    };
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day) && parts.next().is_none();
    valid.then_some((year, month, day))
}

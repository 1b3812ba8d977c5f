//! Titles and the classes of office they name: `data/gazetteer/titles.tsv`; and those that say whose office it is:
//! `data/gazetteer/posts.tsv`.

use super::role::RoleClass;
use std::collections::HashMap;
use std::sync::OnceLock;

static TITLES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/gazetteer/titles.tsv"));

static POSTS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/gazetteer/posts.tsv"));

/// Words of the longest title.
pub(crate) const LONGEST: usize = 6;

/// The classes by title; an honorific has none.
fn titles() -> &'static HashMap<String, Option<RoleClass>> {
    static TABLE: OnceLock<HashMap<String, Option<RoleClass>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = TITLES.lines().filter(|line| !line.starts_with('#')).skip(1);
        rows.filter_map(|line| line.split_once('\t'))
            .flat_map(|(class, titles)| {
                let class = RoleClass::from_name(class);
                titles.split('|').map(move |title| (plain(title), class))
            })
            .collect()
    })
}

/// A title in lower case, its words apart by one space, without dots and hyphens.
fn plain(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    for word in title.split([' ', '-', '.']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

/// The class of exactly this title; `Some(None)` for an honorific.
pub(crate) fn exact(title: &str) -> Option<Option<RoleClass>> {
    titles().get(&plain(title)).copied()
}

/// An office that its title alone names.
pub(crate) struct Post {
    pub(crate) scope: &'static str,
    pub(crate) class: RoleClass,
    /// The title among those of its class; none where the class has but one.
    pub(crate) title: Option<&'static str>,
}

/// The office that a title names without saying whose: "the Pope".
pub(crate) fn post(title: &str) -> Option<&'static Post> {
    static TABLE: OnceLock<HashMap<String, Post>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = HashMap::new();
        for line in POSTS.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let cells: Vec<&'static str> = line.split('\t').collect();
            let [phrases, scope, class, title] = cells[..] else {
                continue;
            };
            let Some(class) = RoleClass::from_name(class) else {
                continue;
            };
            let title = Some(title).filter(|title| !title.is_empty());
            for phrase in phrases.split('|') {
                table.insert(plain(phrase), Post { scope, class, title });
            }
        }
        table
    });
    table.get(&plain(title))
}

/// Is a phrase a title and nothing but words beside it that go with any title ("embattled", "then")?
pub(crate) fn is_whole(title: &str) -> bool {
    let title = plain(title);
    let words: Vec<&str> = title.split(' ').collect();
    let idle = |word: &str| {
        matches!(titles().get(word), Some(None)) || matches!(word, "top" | "de" | "facto" | "military")
    };
    (0..words.len())
        .take_while(|&from| words[..from].iter().all(|word| idle(word)))
        .any(|from| matches!(titles().get(&words[from..].join(" ")), Some(Some(_))))
        || (1..words.len()).any(|to| words[to] == "of" && titles().contains_key(&words[..to].join(" ")))
}

/// The class that the longest title at the end of these words names ("Turkish foreign minister"), or
/// at their start, before what it is an office of ("president of the republic").
pub(crate) fn class_of(title: &str) -> Option<RoleClass> {
    let title = plain(title);
    let words: Vec<&str> = title.split(' ').collect();
    let ends = (0..words.len()).map(|from| words[from..].join(" "));
    // a name may follow, too: "foreign minister Jane Doe" is she and not whoever holds the office
    let of = |to: &usize| matches!(words[*to], "of" | "for" | "to" | "in" | "at" | "on" | "and");
    let starts = (1..words.len()).rev().filter(of).map(|to| words[..to].join(" "));
    ends.chain(starts)
        .find_map(|phrase| titles().get(&phrase).copied().flatten())
}

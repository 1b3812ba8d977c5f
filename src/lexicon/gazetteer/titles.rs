//! Titles and the classes of office they name: `data/gazetteer/titles.tsv`.

use super::role::RoleClass;
use std::collections::HashMap;
use std::sync::OnceLock;

static TITLES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/gazetteer/titles.tsv"));

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

/// The class that the longest title at the end of these words names ("Turkish foreign minister"), or
/// at their start ("president of the republic").
pub(crate) fn class_of(title: &str) -> Option<RoleClass> {
    let title = plain(title);
    let words: Vec<&str> = title.split(' ').collect();
    let ends = (0..words.len()).map(|from| words[from..].join(" "));
    let starts = (1..words.len()).rev().map(|to| words[..to].join(" "));
    ends.chain(starts)
        .find_map(|phrase| titles().get(&phrase).copied().flatten())
}

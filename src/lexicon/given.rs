//! Given names: `data/names/given.txt`, sorted, one a line, with ` f` or ` m` where nearly all who bear it are women or men.

use std::sync::LazyLock;

/// Whether "she" or "he" stands for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// She.
    Female,
    /// He.
    Male,
}

static NAMES: LazyLock<Vec<(&str, Option<Gender>)>> = LazyLock::new(|| {
    let name = |line: &'static str| match line.split_once(' ') {
        Some((name, "f")) => (name, Some(Gender::Female)),
        Some((name, _)) => (name, Some(Gender::Male)),
        None => (line, None),
    };
    include_str!("../../data/names/given.txt")
        .lines()
        .map(name)
        .collect()
});

fn position(word: &str) -> Option<usize> {
    NAMES.binary_search_by(|(name, _)| (*name).cmp(word)).ok()
}

/// Whether the word is a person's given name that is no usual name of a place, a body or a thing. Case counts.
///
/// Takes time logarithmic in the number of names.
pub fn is_given_name(word: &str) -> bool {
    position(word).is_some()
}

/// The gender that nearly all bearers of a given name have. Case counts; time as of [`is_given_name`].
pub fn gender_of_name(word: &str) -> Option<Gender> {
    NAMES[position(word)?].1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_answers() {
        assert!(
            NAMES.is_sorted_by(|(a, _), (b, _)| a < b),
            "a name stands out of order, or twice"
        );
        for line in include_str!("../../data/names/given.txt").lines() {
            let gender = line.split_once(' ').map(|(_, gender)| gender);
            assert!(matches!(gender, None | Some("f" | "m")), "{line}");
        }
        assert!(is_given_name("Suzanne") && is_given_name("Mohammed"));
        assert!(!is_given_name("Georgia") && !is_given_name("suzanne"));
        assert_eq!(gender_of_name("Suzanne"), Some(Gender::Female));
        assert_eq!(gender_of_name("Mohammed"), Some(Gender::Male));
        assert_eq!(gender_of_name("Kim"), None);
    }
}

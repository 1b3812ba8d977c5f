//! Given names: `data/names/given.txt`, sorted, one a line.

/// Whether the word is a person's given name that is no usual name of a place, a body or a thing. Case counts.
///
/// Takes time logarithmic in the number of names.
pub fn is_given_name(word: &str) -> bool {
    static NAMES: std::sync::LazyLock<Vec<&str>> =
        std::sync::LazyLock::new(|| include_str!("../../data/names/given.txt").lines().collect());
    NAMES.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_answers() {
        let names: Vec<&str> = include_str!("../../data/names/given.txt").lines().collect();
        assert!(
            names.is_sorted_by(|a, b| a < b),
            "a name stands out of order, or twice"
        );
        assert!(is_given_name("Suzanne") && is_given_name("Mohammed"));
        assert!(!is_given_name("Georgia") && !is_given_name("suzanne"));
    }
}

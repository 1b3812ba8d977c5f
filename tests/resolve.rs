//! Who is meant by mentions that stand by themselves: `tests/cases/resolve/mentions.tsv`.

use jiff::civil::Date;
use legation::resolve::identify;

const MENTIONS: &str = include_str!("cases/resolve/mentions.tsv");

/// The share of mentions that must be right.
const FLOOR: f64 = 0.97;

#[test]
fn mentions_mean_who_they_mean() {
    let rows = MENTIONS.lines().filter(|line| !line.starts_with('#')).skip(1);
    let (mut all, mut right) = (0, 0);
    for row in rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let [name, date, meant, context] = cells[..] else {
            panic!("not four cells: {row}");
        };
        let on: Date = date.parse().expect("a day");
        let identity = identify(name, Some(on), Some(context).filter(|text| !text.is_empty()));
        let first = identity.candidates.first();
        let found = match first {
            Some(first) => [
                first.record.id().to_string(),
                first.record.name().to_string(),
                first.record.wikidata().unwrap_or_default(),
            ],
            None => ["-".to_owned(), String::new(), String::new()],
        };
        all += 1;
        if found.iter().any(|found| found == meant) {
            right += 1;
        } else {
            eprintln!("{name} ({date}): {meant} is meant, found {}", found.join(" "));
        }
    }
    let share = f64::from(right) / f64::from(all);
    eprintln!("{right} of {all} mentions right: {share:.3}");
    assert!(all >= 200 && share >= FLOOR, "{right} of {all}");
}

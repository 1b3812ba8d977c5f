//! The predicate lexicon: its tables, its patterns, and the sentences that prove its blocks.

use std::time::Instant;

use legation::lexicon::{Match, Role, Sense, Verbs};
use legation::model::{PloverEvent, PredicateKey};

/// `head +particle {object} [modifiers] case case > complement`, as in `tests/cases/code`.
fn key(text: &str) -> PredicateKey {
    let mut key = PredicateKey::default();
    let mut parts = text.split_whitespace();
    while let Some(part) = parts.next() {
        let inside = part.trim_matches(['{', '}', '[', ']', '+']);
        match part.chars().next() {
            Some('{') => key.object = Some(inside.into()),
            Some('[') => key.modifiers = inside.split('|').map(Into::into).collect(),
            Some('+') => key.particle = Some(inside.into()),
            Some('>') => key.complement = parts.next().map(Into::into),
            _ if part == "n:" => key.nominal = true,
            _ if key.head.is_empty() => key.head = part.into(),
            _ if part == "obj" => key.cases.push("".into()),
            _ => key.cases.push(part.into()),
        }
    }
    key
}

fn label(found: Option<&Match>) -> String {
    let Some(found) = found else {
        return "-".into();
    };
    let mut label = match found.sense {
        Sense::Neutral => "none".to_owned(),
        Sense::Affiliation(tie) => tie.name().to_owned(),
        Sense::Event(event) => match &found.mode {
            Some(mode) => format!("{}:{mode}", event.name()),
            None => event.name().to_owned(),
        },
    };
    if found.symmetric {
        label += " <>";
    }
    if found.inverse {
        label += " <";
    }
    label
}

#[test]
fn predicates_of_the_cases() {
    let text = include_str!("cases/code/events.md");
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in text.lines().filter(|line| !line.starts_with('`')) {
        let Some((predicate, expected)) = line.split_once(" => ") else {
            continue;
        };
        count += 1;
        let found = Verbs::embedded().match_predicate(&key(predicate));
        let got = label(found.as_ref());
        if got != expected {
            let pattern = found.map(|found| found.pattern).unwrap_or_default();
            wrong.push(format!("{predicate} => {expected}, but {got} by {pattern}"));
        }
    }
    assert!(count > 200, "only {count} cases");
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_event_is_broad() {
    let mut total = 0;
    for &(event, name) in PloverEvent::ALL {
        let breadth = Verbs::embedded().breadth(Sense::Event(event));
        println!("{name:10} {breadth:5}");
        assert!(breadth >= 50, "{name} has {breadth} words");
        total += breadth;
    }
    println!("neutral    {:5}", Verbs::embedded().breadth(Sense::Neutral));
    assert!(total >= 1000, "{total}");
}

#[test]
fn examples_are_well_formed_and_every_event_has_both_kinds() {
    let examples = Verbs::examples().unwrap();
    for &(_, name) in PloverEvent::ALL {
        for yes in [true, false] {
            let count = examples
                .iter()
                .filter(|example| example.sense == name && example.yes == yes)
                .count();
            assert!(count >= 1, "{name} has no {}", if yes { "yes" } else { "no" });
        }
    }
    println!("{} examples", examples.len());
}

#[test]
fn event_nouns_and_their_cases() {
    let verbs = Verbs::embedded();
    for noun in [
        "talk",
        "meeting",
        "invasion",
        "attack",
        "visit",
        "sanction",
        "war",
        "agreement",
        "support",
        "criticism",
    ] {
        assert!(verbs.is_event_noun(noun), "{noun}");
    }
    for noun in ["troop", "table", "president", "statement", "election", "leader"] {
        assert!(!verbs.is_event_noun(noun), "{noun}");
    }
    let role = |noun: &str, preposition: &str| {
        verbs
            .noun_cases(noun)
            .into_iter()
            .find(|case| case.preposition == preposition)
            .map(|case| case.role)
    };
    assert_eq!(role("invasion", "of"), Some(Role::Target));
    assert_eq!(role("invasion", "by"), Some(Role::Source));
    assert_eq!(role("talk", "between"), Some(Role::Both));
    assert_eq!(role("talk", "with"), Some(Role::Target));
    assert_eq!(role("visit", "to"), Some(Role::Target));
    assert_eq!(role("visit", "by"), Some(Role::Source));
    assert_eq!(role("support", "for"), Some(Role::Target));
    assert_eq!(role("attack", "on"), Some(Role::Target));
    assert_eq!(role("attack", "'s"), Some(Role::Source));
    assert_eq!(verbs.noun_cases("table"), []);
}

#[test]
fn light_verbs() {
    let verbs = Verbs::embedded();
    for (verb, noun) in [
        ("hold", "talk"),
        ("have", "conversation"),
        ("pay", "visit"),
        ("reach", "agreement"),
        ("launch", "attack"),
        ("carry out", "attack"),
        ("impose", "sanction"),
        ("express", "appreciation"),
        ("make", "reference"),
    ] {
        assert!(verbs.is_light(verb, noun), "{verb} {noun}");
    }
    for (verb, noun) in [
        ("cancel", "talk"),
        ("lift", "sanction"),
        ("send", "troop"),
        ("launch", "missile"),
        ("reject", "agreement"),
    ] {
        assert!(!verbs.is_light(verb, noun), "{verb} {noun}");
    }
}

#[test]
fn recipients() {
    let verbs = Verbs::embedded();
    assert_eq!(verbs.recipient_cases("accuse", None)[0], "");
    assert_eq!(verbs.recipient_cases("send", Some("troop"))[0], "to");
    assert_eq!(verbs.recipient_cases("demand", Some("apology"))[0], "from");
    assert_eq!(verbs.recipient_cases("impose", Some("sanction"))[0], "on");
    assert_eq!(verbs.recipient_cases("pay", Some("visit"))[0], "to");
    assert_eq!(verbs.recipient_cases("frobnicate", None)[0], "");
    assert!(verbs.recipient_cases("invasion", None).contains(&"of".into()));
}

#[test]
fn neutral_predicates_relate_nobody() {
    let verbs = Verbs::embedded();
    for (predicate, relates) in [
        ("meet with", true),
        ("agree > send", true),
        ("n: president of", true),
        ("begin > attack", false),
        ("say to", false),
        ("frobnicate obj", false),
    ] {
        assert_eq!(verbs.relates(&key(predicate)), relates, "{predicate}");
    }
    assert!(verbs.is_inverse(&key("receive {aid} from")));
    assert!(!verbs.is_inverse(&key("provide {aid} to")));
}

#[test]
fn errors_have_a_place() {
    let error = |text: &str| Verbs::parse("CONSULT.txt", text).unwrap_err().to_string();
    assert_eq!(
        error("[visit 042]\nmeet {TALK} with\n"),
        "CONSULT.txt:2:7: no such set"
    );
    assert_eq!(error("[visit 999]\n"), "CONSULT.txt:1:8: no such CAMEO code");
    assert_eq!(
        error("meet with\n"),
        "CONSULT.txt:1:1: a pattern stands before the first [block]"
    );
    assert_eq!(
        error("[fly]\n"),
        "CONSULT.txt:1:2: no such mode, tie, code or flag"
    );
    assert_eq!(
        error("[]\nmeet {a with\n"),
        "CONSULT.txt:2:6: a bracket is not closed"
    );
    assert_eq!(
        Verbs::parse("PARTY.txt", "").unwrap_err().to_string(),
        "PARTY.txt:1:1: the file bears the name of no PLOVER event"
    );
}

#[test]
fn looking_up_is_fast() {
    let keys: Vec<PredicateKey> = include_str!("cases/code/events.md")
        .lines()
        .filter_map(|line| line.split_once(" => "))
        .map(|(predicate, _)| key(predicate))
        .collect();
    Verbs::embedded();
    let start = Instant::now();
    let found = (0..20)
        .flat_map(|_| &keys)
        .filter(|key| Verbs::embedded().match_predicate(key).is_some())
        .count();
    let rate = (20 * keys.len()) as f64 / start.elapsed().as_secs_f64();
    println!("{rate:.0} predicates a second, {found} known");
    // A floor for a loaded machine and a test build; an optimised one does far more.
    assert!(rate > 20_000.0, "{rate}");
}

#[test]
fn a_newcomers_file_is_read() {
    let verbs = Verbs::parse(
        "CONSULT.txt",
        "[phone 041 both]\nbuzz obj\nn: buzz with\nlight: give\n",
    )
    .unwrap();
    let found = verbs.match_predicate(&key("buzz obj")).unwrap();
    assert_eq!(label(Some(&found)), "CONSULT:phone <>");
    assert_eq!(found.pattern, "CONSULT.txt:2");
    assert!(verbs.is_light("give", "buzz"));
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in "(\\[|\\]|\\{|\\}|n: |set A|mode visit|light|:|\\||>|<|\\?|\\+|é|meet|with|\n| ){0,40}") {
        let _ = Verbs::parse("CONSULT.txt", &text);
    }
}

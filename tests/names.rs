//! Names that the lexicon and the words around them tell: entities of web text, mail and news. Persons and bodies are invented.

use legation::model::{Document, EntityLabel};
use legation::pipeline::{Options, Pipeline};

/// The entities of a text: their words and labels.
fn entities(text: &str) -> Vec<(String, EntityLabel)> {
    let document = Document {
        text: text.to_owned(),
        ..Document::default()
    };
    let pipeline = Pipeline::new(Options::default()).expect("the defaults are fine");
    let mut found = Vec::new();
    for sentence in pipeline.annotate(&document) {
        let names = sentence.entities.iter();
        found.extend(names.map(|e| (sentence.text(e.tokens.clone()), e.label)));
    }
    found
}

#[track_caller]
fn finds(text: &str, name: &str, labels: &[EntityLabel]) {
    let found = entities(text);
    assert!(
        found
            .iter()
            .any(|(words, label)| words == name && labels.contains(label)),
        "{text}: {found:?}"
    );
}

/// Nothing of this name is anybody or any place.
#[track_caller]
fn lacks(text: &str, name: &str) {
    use EntityLabel::{Fac, Gpe, Loc, Org, Person};
    let found = entities(text);
    assert!(
        !found
            .iter()
            .any(|(words, label)| words == name && matches!(label, Person | Org | Gpe | Loc | Fac)),
        "{text}: {found:?}"
    );
}

#[test]
fn persons_by_their_given_names() {
    use EntityLabel::Person;
    finds("Thanks, Marilena", "Marilena", &[Person]);
    finds(
        "I talked to Philipp Grusbach about it yesterday.",
        "Philipp Grusbach",
        &[Person],
    );
    finds(
        "Zoraida Pell said the road was closed.",
        "Zoraida Pell",
        &[Person],
    );
}

#[test]
fn bodies_by_what_ends_their_names() {
    use EntityLabel::Org;
    finds(
        "She works for Tarnow Holdings Inc. in Ohio.",
        "Tarnow Holdings Inc.",
        &[Org],
    );
    finds(
        "The Vellmar Institute published a report on Monday.",
        "Vellmar Institute",
        &[Org],
    );
}

#[test]
fn names_end_with_a_word_and_begin_with_none_but_their_own() {
    use EntityLabel::{Gpe, Norp};
    finds("The US sent two envoys.", "US", &[Gpe]);
    finds("The Palestinian leaders met in Cairo.", "Palestinian", &[Norp]);
    for (text, mark) in [
        ("Philipp Grusbach - Treasurer", "-"),
        ("the Tarnow / Vellmar merger", "/"),
    ] {
        let found = entities(text);
        assert!(
            found.iter().all(|(words, _)| !words.ends_with(mark)),
            "{text}: {found:?}"
        );
        assert!(
            found.iter().all(|(words, _)| !words.contains('/')),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn names_go_on_after_a_dash_and_after_their_task() {
    use EntityLabel::{Law, Org, Person};
    finds(
        "Zibbler-Kroft denied the report on Monday.",
        "Zibbler-Kroft",
        &[Org, Person],
    );
    finds(
        "In May the Commission on Public Health and Safety met in the town hall.",
        "Commission on Public Health and Safety",
        &[Org],
    );
    finds(
        "They recently ratified the Treaty on the Prohibition of Noise.",
        "Treaty on the Prohibition of Noise",
        &[Law],
    );
}

#[test]
fn what_is_nobodys_name() {
    use EntityLabel::{Event, Gpe, Org, Person};
    finds(
        "Hurricane Zita hit the coast on Sunday.",
        "Hurricane Zita",
        &[Event],
    );
    let found = entities("The firm's IPO was delayed because the RFP and the MOU were late.");
    assert!(
        !found.iter().any(|(_, label)| [Org, Person, Gpe].contains(label)),
        "{found:?}"
    );
}

#[test]
fn places_in_capital_and_small_letters() {
    use EntityLabel::{Fac, Gpe, Loc};
    finds("We moved to Colleyville in 2004.", "Colleyville", &[Gpe, Loc]);
    finds("is there a good school in mumbai", "mumbai", &[Gpe, Loc]);
    finds("He lives on Tarnow Avenue.", "Tarnow Avenue", &[Fac, Gpe, Loc]);
}

#[test]
fn states_by_what_is_done_to_them() {
    use EntityLabel::Gpe;
    finds("In 1998 Sylvania invaded Borduria.", "Borduria", &[Gpe]);
    finds("Kravonia's leader met the envoys.", "Kravonia", &[Gpe]);
}

#[test]
fn lines_that_hold_a_name_alone() {
    use EntityLabel::Person;
    finds("Debra Tarnowell", "Debra Tarnowell", &[Person]);
    finds(
        "Regards,\n\nDebra Tarnowell\n\nKlow",
        "Debra Tarnowell",
        &[Person],
    );
    finds("Debra Tarnowell 53596", "Debra Tarnowell", &[Person]);
}

#[test]
fn what_looks_like_a_name_and_is_none() {
    lacks("The President spoke for an hour.", "President");
    lacks(
        "See http://www.tarnow.example/Report.html for more.",
        "http://www.tarnow.example/Report.html",
    );
    lacks(
        "The paper is in TarnowReport.pdf on the server.",
        "TarnowReport.pdf",
    );
    lacks("It costs $$$ !!!", "$$$");
}

#[test]
fn a_storm_stays_a_storm() {
    finds(
        "Hurricane Ramona reached the coast on Monday. Ramona destroyed two hundred houses.",
        "Ramona",
        &[EntityLabel::Event],
    );
}

#[test]
fn whole_names_of_places() {
    finds(
        "They rented a fine Nova Scotia cottage.",
        "Nova Scotia",
        &[EntityLabel::Gpe],
    );
}

#[test]
fn bodies_of_towns_are_one_name() {
    use EntityLabel::Org;
    finds(
        "The Housing Authority of Springfield sued the company.",
        "Housing Authority of Springfield",
        &[Org],
    );
    finds("The Pentagon denied the report.", "Pentagon", &[Org]);
}

#[test]
fn peoples_by_the_ends_of_their_names() {
    finds("Westerners left the city.", "Westerners", &[EntityLabel::Norp]);
}

#[test]
fn whole_names_of_states_and_their_bodies() {
    use EntityLabel::{Gpe, Loc, Org};
    finds(
        "The envoy of the Islamic State of Afghanistan left.",
        "Islamic State of Afghanistan",
        &[Gpe],
    );
    finds(
        "They thanked all United Nations Member States.",
        "United Nations",
        &[Org],
    );
    finds(
        "They want peace on the Korean peninsula.",
        "Korean peninsula",
        &[Loc],
    );
}

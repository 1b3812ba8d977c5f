use crate::Place;

#[test]
fn an_actor_is_found_by_a_part_of_its_name() {
    let place = Place::with_graph();
    let ran = place.run(&["show", "graph", "borduk"]).ended(0);
    ran.says("King Borduk of Pelland (organisation)")
        .says("<- Queen Zelmira of Ostravia  CONSULT:visit  (1 statement in 1 document, 2025-08-12)")
        .says("-> Vorland Liberation Guard  ACCUSE")
        .says("\"King Borduk accused the Vorland Liberation Guard.\"")
        .says("gazette-2");
}

#[test]
fn json_has_every_tie_with_its_evidence() {
    let place = Place::with_graph();
    let shown = place
        .run(&["show", "graph", "King Borduk of Pelland", "--json"])
        .ended(0)
        .json();
    assert_eq!(shown["actor"]["name"], "King Borduk of Pelland");
    assert_eq!(shown["ties"].as_array().map(Vec::len), Some(2));
    let tie = &shown["ties"][0];
    assert_eq!(tie["direction"], "out");
    assert_eq!(tie["relation"], "ACCUSE");
    assert_eq!(tie["best"]["document"], "gazette-2");
}

#[test]
fn an_unknown_name_suggests_and_an_ambiguous_one_lists() {
    let place = Place::with_graph();
    place
        .run(&["show", "graph", "Bordukk"])
        .ended(1)
        .complains("unknown actor 'Bordukk'; did you mean King Borduk of Pelland?");
    place
        .run(&["show", "graph", "Xyzzy"])
        .ended(1)
        .complains("unknown actor 'Xyzzy'");
    place
        .run(&["show", "graph", "Quelland"])
        .ended(2)
        .complains("Duke Umber of Quelland")
        .complains("Quelland Sea League");
}

#[test]
fn filters_narrow_the_answer() {
    let place = Place::with_graph();
    let all = ["show", "graph", "Borduk"];
    let with = |more: &[&str]| place.run(&[&all[..], more].concat());
    with(&["--until", "2025-08-12"]).ended(0).says("CONSULT");
    assert!(!with(&["--until", "2025-08-12"]).out.contains("ACCUSE"));
    with(&["--since", "2026"]).ended(1);
    with(&["--relation", "3"]).ended(0).says("ACCUSE");
    with(&["--relation", "consult"]).ended(0).says("CONSULT:visit");
    with(&["--relation", "consult:phone"]).ended(1);
    with(&["--modality", "planned"]).ended(1);
    with(&["--polarity", "negated"]).ended(1);
    with(&["--since", "soon"]).ended(2).complains("2025-08");
}

use crate::Place;

#[test]
fn a_pattern_finds_who_fits() {
    let place = Place::with_graph();
    let pattern = "(Zelmira)-[CONSULT]->(?x)-[ACCUSE]->(?y)";
    place
        .run(&["match", "graph", pattern])
        .ended(0)
        .silent()
        .says("?x = King Borduk of Pelland")
        .says("?y = Vorland Liberation Guard")
        .says("\"King Borduk accused the Vorland Liberation Guard.\"");
    let found = place.run(&["match", "graph", pattern, "--json"]).ended(0).json();
    assert_eq!(found["complete"], true);
    assert_eq!(found["matches"][0]["variables"][0]["name"], "x");
    assert_eq!(found["matches"][0]["steps"][1]["relation"], "ACCUSE");
    place.run(&["match", "graph", "(?x)-[ASSAULT]->(?y)"]).ended(1);
    place
        .run(&["match", "graph", "(?x)-[\"blockade\"]->()"])
        .ended(0)
        .says("?x = Vorland Liberation Guard");
    place
        .run(&["match", "graph", "(?x)-[]->(?y)", "--limit", "2"])
        .ended(0)
        .complains("there are more");
}

#[test]
fn broken_patterns_and_unknown_names_are_told() {
    let place = Place::with_graph();
    place
        .run(&["match", "graph", "(Zelmira)-[CONSULT->(?x)"])
        .ended(2)
        .complains("column 25: ']' is due here");
    place
        .run(&["match", "graph", "(Zelmirra)-[]->(?x)"])
        .ended(1)
        .complains("unknown actor 'Zelmirra'; did you mean");
}

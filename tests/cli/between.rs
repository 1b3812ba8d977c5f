use crate::Place;

#[test]
fn everything_between_two_is_shown_with_its_sentence() {
    let place = Place::with_graph();
    for pair in [["Zelmira", "Borduk"], ["Borduk", "Zelmira"]] {
        place
            .run(&["between", "graph", pair[0], pair[1]])
            .ended(0)
            .silent()
            .says("1 statement")
            .says("(Queen Zelmira of Ostravia)-[CONSULT:visit \"CONSULT:visit\"]->(King Borduk of Pelland) 2025-08-12")
            .says("\"The queen of Ostravia visited King Borduk, it was said.\"");
    }
    let between = place
        .run(&["between", "graph", "Zelmira", "Borduk", "--json"])
        .ended(0)
        .json();
    assert_eq!(between["a"]["name"], "Queen Zelmira of Ostravia");
    assert_eq!(between["statements"][0]["relation"], "CONSULT:visit");
    assert_eq!(between["statements"][0]["document"], "gazette-1");
}

#[test]
fn nothing_between_two_is_exit_code_one() {
    let place = Place::with_graph();
    place
        .run(&["between", "graph", "Zelmira", "Umber"])
        .ended(1)
        .says("0 statements");
    place
        .run(&["between", "graph", "Zelmira", "Nobody"])
        .ended(1)
        .complains("unknown actor 'Nobody'");
}

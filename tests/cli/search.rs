use crate::Place;

#[test]
fn words_are_found_in_any_form_and_order() {
    let place = Place::with_graph();
    let one = |words: &[&str]| place.run(&[&["search", "graph"], words].concat());
    one(&["accuse"])
        .ended(0)
        .says("1 statement\n")
        .says("\"King Borduk accused the Vorland Liberation Guard.\"")
        .says("gazette-2");
    one(&["queen", "visits"]).ended(0).says("gazette-1");
    one(&["ports blockade"]).ended(1).says("0 statements");
    let found = one(&["blockade*", "GUARD", "--json"]).ended(0).json();
    assert_eq!(found["statements"][0]["document"], "gazette-3");
    assert_eq!(found["hidden"], 0);
}

#[test]
fn filters_and_the_past_count() {
    let place = Place::with_graph();
    let two = |more: &[&str]| place.run(&[&["search", "graph", "king borduk"], more].concat());
    two(&[]).ended(0).says("2 statements");
    two(&["--until", "2025-08-12"]).ended(0).says("1 statement\n");
    two(&["--as-of", "1"]).ended(0).says("2 statements");
    two(&["--level", "state"]).ended(0).says("2 statements");
    two(&["--said-by", "Queen Zelmira"]).ended(1);
}

#[test]
fn whatever_is_typed_is_words() {
    let place = Place::with_graph();
    place
        .run(&["search", "graph", "\" OR quote:*"])
        .ended(1)
        .says("0 statements");
    place
        .run(&["search", "graph", "--", "-"])
        .ended(2)
        .complains("'-' has no word");
    place.run(&["search", "graph"]).ended(2);
}

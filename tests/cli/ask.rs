use crate::Place;

#[test]
fn a_question_is_answered_with_its_evidence() {
    let place = Place::new();
    place.write("text.txt", "Germany accused Poland. France will visit Japan.");
    place
        .run(&["build", "text.txt", "-o", "graph", "--date", "2025-08-12"])
        .ended(0);
    place
        .run(&["ask", "graph", "Who accused Poland?"])
        .ended(0)
        .silent()
        .says("understood: (?who)-[ACCUSE")
        .says("Germany (state, DEU)")
        .says("\"Germany accused Poland.\"");
    let asked = place
        .run(&["ask", "graph", "Who accused Poland?", "--json"])
        .ended(0)
        .json();
    assert_eq!(asked["answers"][0]["actor"]["id"], "state:DEU");
    assert_eq!(asked["declined"], serde_json::Value::Null);
    place
        .run(&["ask", "graph", "Did France visit Japan?"])
        .ended(1)
        .says("not an answer, but of the kind: 1 statement")
        .complains("the graph does not say");
}

#[test]
fn what_is_not_understood_is_declined() {
    let place = Place::with_graph();
    place
        .run(&["ask", "graph", "Why is the sky blue?"])
        .ended(1)
        .complains("I can't answer this: this form of question is not known");
    place
        .run(&["ask", "graph", "Who threatened France?"])
        .ended(1)
        .complains("I can't answer this: nobody in this graph is called 'France'");
}

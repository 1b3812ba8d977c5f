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

/// Two accounts of one talk, one of which denies it, another talk, and what those say who act for the states.
const ACCOUNTS: &str = "\
{\"id\":\"a\",\"publisher\":\"Arlen Post\",\"published\":\"2025-03-03\",\"text\":\"Serbia met Chile on 2 March 2025. Aleksandar Vucic thanked Gabriel Boric.\"}
{\"id\":\"b\",\"publisher\":\"Bordurian Mail\",\"published\":\"2025-03-03\",\"text\":\"Serbia held talks with Chile on 2 March 2025.\"}
{\"id\":\"c\",\"publisher\":\"Cestrian News\",\"published\":\"2025-03-03\",\"text\":\"Serbia did not meet Chile on 2 March 2025.\"}
{\"id\":\"d\",\"publisher\":\"Arlen Post\",\"published\":\"2025-05-03\",\"text\":\"Serbia accused Chile on 2 May 2025.\"}
";

#[test]
fn statements_of_one_event_stand_together_with_what_contradicts_them() {
    let place = Place::new();
    place.write("accounts.jsonl", ACCOUNTS);
    place.run(&["build", "accounts.jsonl", "-o", "graph"]).ended(0);
    place
        .run(&["between", "graph", "Serbia", "Chile"])
        .ended(0)
        .says("4 statements of 2 events\n\nCONSULT 2025-03-02: 3 statements, 2 sources, contested\n    (")
        .says("[not CONSULT")
        .says("\n\n(SRB/Serbia)-[ACCUSE")
        .silent();
    let between = place
        .run(&["between", "graph", "Serbia", "Chile", "--json"])
        .ended(0)
        .json();
    assert_eq!(
        between["occurrences"][0]["statements"],
        serde_json::json!([0, 1, 2])
    );
    assert_eq!(between["occurrences"][1]["contested"], false);
    assert!(between.get("members").is_none());
}

#[test]
fn who_acts_for_two_states_is_shown_below_them() {
    let place = Place::new();
    place.write("accounts.jsonl", ACCOUNTS);
    place.run(&["build", "accounts.jsonl", "-o", "graph"]).ended(0);
    place
        .run(&["between", "graph", "Chile", "Serbia", "--members"])
        .ended(0)
        .says("Chile (state, CHL) and Serbia (state, SRB): 4 statements of 2 events")
        .says("\n\nGabriel Boric (person, CHL) and Aleksandar Vučić (person, SRB): 1 statement\n");
    let answer = place
        .run(&[
            "between",
            "graph",
            "Chile",
            "Serbia",
            "--members",
            "--relation",
            "SUPPORT",
            "--json",
        ])
        .ended(0)
        .json();
    assert_eq!(answer["statements"], serde_json::json!([]));
    assert_eq!(
        answer["members"][0]["statements"][0]["quote"],
        "Aleksandar Vucic thanked Gabriel Boric."
    );
}

//! What the shape of a graph says: `top`, `communities`, `brokers`, `bridges`, `balance`, `motifs`.

use crate::Place;

/// Two groups of three, and one tie between them.
const GROUPS: &str = "\
source,relation,target
Aldor,meets,Bendor
Bendor,meets,Cendor
Cendor,meets,Aldor
Dendor,meets,Endor
Endor,meets,Fendor
Fendor,meets,Dendor
Cendor,threatens,Dendor
";

fn place() -> Place {
    let place = Place::new();
    place.write("groups.csv", GROUPS);
    place.run(&["build", "groups.csv", "-o", "graph"]).ended(0);
    place
}

#[test]
fn actors_are_ranked() {
    let place = place();
    place
        .run(&["top", "graph", "--limit", "2"])
        .ended(0)
        .says("   1.        3  Cendor (organisation)\n   2.        3  Dendor (organisation)\n")
        .complains("4 more not shown");
    let value = |by| {
        let ranked = place.run(&["top", "graph", "--by", by, "--json"]).ended(0).json();
        (ranked[0]["actor"]["name"].clone(), ranked[0]["value"].clone())
    };
    // 6 of the 10 pairs of others
    assert_eq!(value("betweenness"), ("Cendor".into(), 0.6.into()));
    assert_eq!(value("pagerank").0, "Dendor");
    place.run(&["top", "graph", "--relation", "ASSAULT"]).ended(1);
}

#[test]
fn groups_are_found() {
    let place = place();
    let found = place.run(&["communities", "graph", "--json"]).ended(0).json();
    let names = |community: usize| -> Vec<String> {
        let members = found["communities"][community].as_array().expect("members");
        members.iter().map(|actor| actor["name"].to_string()).collect()
    };
    assert_eq!(found["communities"].as_array().expect("communities").len(), 2);
    assert_eq!(names(0), ["\"Aldor\"", "\"Bendor\"", "\"Cendor\""]);
    // 6 of 7 ties lie within; chance would have half of them there
    let modularity = found["modularity"].as_f64().expect("a number");
    assert!((modularity - (6.0 / 7.0 - 0.5)).abs() < 1e-12);
    place
        .run(&["communities", "graph"])
        .ended(0)
        .says("2 communities");
}

#[test]
fn who_stands_between_others_is_found() {
    let place = place();
    let brokers = place.run(&["brokers", "graph", "--json"]).ended(0).json();
    // the two of Cendor's neighbours that are not tied to Dendor
    let cendor = &brokers[0];
    assert_eq!(cendor["actor"]["name"], "Cendor");
    assert_eq!((&cendor["pairs"], &cendor["parts"]), (&2.into(), &2.into()));
    assert_eq!(cendor["roles"]["liaison"], 2);
    assert_eq!(brokers.as_array().expect("brokers").len(), 2);
    place
        .run(&["brokers", "graph", "--limit", "1"])
        .ended(0)
        .says("1. Cendor (organisation): 2 pairs among 3 neighbours; without it, 2 parts")
        .says("effective size 2.3, constraint 0.611, liaison 2")
        .complains("1 more not shown");
    place.run(&["brokers", "graph", "--since", "2030"]).ended(1);
}

#[test]
fn a_tie_that_alone_holds_parts_together_is_found() {
    let place = place();
    place
        .run(&["bridges", "graph"])
        .ended(0)
        .says("1 bridge\n\n1. without it, 3 actors are cut off\n   Cendor -> Dendor")
        .silent();
    let bridges = place.run(&["bridges", "graph", "--json"]).ended(0).json();
    assert_eq!(bridges[0]["cut_off"], 3);
    assert_eq!(bridges[0]["step"]["relation"], "threatens");
    place
        .run(&["bridges", "graph", "--relation", "meets"])
        .ended(1)
        .says("0 bridges");
}

/// Aldor and Bendor are friends, and both foes of Cendor; so is Dendor of Aldor, but Bendor's friend.
const SIGNS: &str = "\
source,relation,target,date,quote
Aldor,AID,Bendor,2024-03-01,Aldor helped Bendor.
Aldor,ASSAULT,Cendor,2024-03-02,Aldor struck Cendor.
Cendor,THREATEN,Bendor,2024-03-03,Cendor threatened Bendor.
Dendor,ASSAULT,Aldor,2025-03-04,Dendor struck Aldor.
Bendor,AID,Dendor,2025-03-05,Bendor helped Dendor.
Bendor,AID,Aldor,2025-03-06,Bendor helped Aldor.
Endor,CONSULT,Aldor,2025-03-07,Endor spoke with Aldor.
Endor,CONSULT,Cendor,2025-03-07,Endor spoke with Cendor.
";

fn signs() -> Place {
    let place = Place::new();
    place.write("signs.csv", SIGNS);
    place.run(&["build", "signs.csv", "-o", "graph"]).ended(0);
    place
}

#[test]
fn friends_enemies_are_found() {
    let place = signs();
    place
        .run(&["balance", "graph", "--by", "year"])
        .ended(0)
        .says("3 triads, 33% balanced\n+++          0  three friends\n+--          1  two friends with a common foe\n")
        .says("++-          2  a friend of two foes\n")
        .says("2024             1      100%\n2025             1        0%\n")
        .says("Bendor (organisation) + Dendor (organisation)")
        .says("\"Dendor struck Aldor.\"")
        .silent();
    let balance = place
        .run(&["balance", "graph", "Bendor", "--json"])
        .ended(0)
        .json();
    assert_eq!(
        (&balance["census"]["++-"], &balance["census"]["+--"]),
        (&1.into(), &1.into())
    );
    let foes = balance["foes_of_friends"].as_array().expect("foes");
    let names: Vec<(&str, &str)> = foes
        .iter()
        .map(|foe| {
            (
                foe["actor"]["name"].as_str().expect("a name"),
                foe["friends"][0]["name"].as_str().expect("a name"),
            )
        })
        .collect();
    assert_eq!(
        names,
        [("Aldor", "Dendor"), ("Cendor", "Aldor"), ("Dendor", "Aldor")]
    );
    place
        .run(&["balance", "graph", "Bendor", "--relation", "leads"])
        .ended(1);
    place
        .run(&["balance", "graph", "Nobody"])
        .ended(1)
        .complains("unknown actor");
}

#[test]
fn who_could_mediate_is_found() {
    let place = signs();
    let motifs = place.run(&["motifs", "graph", "--json"]).ended(0).json();
    assert_eq!(motifs["mediated"], 1);
    let mediation = &motifs["mediations"][0];
    assert_eq!(mediation["mediator"]["name"], "Endor");
    assert_eq!(mediation["conflict"]["quote"], "Aldor struck Cendor.");
    place
        .run(&["motifs", "graph"])
        .ended(0)
        .says("1 mediation: two consult a third and not each other")
        .says("1. Endor (organisation) between Aldor (organisation) and Cendor (organisation) (net -")
        .silent();
    place.run(&["motifs", "graph", "--relation", "leads"]).ended(1);
}

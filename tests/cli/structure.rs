//! What the shape of a graph says: `top`, `communities`.

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

use crate::Place;

#[test]
fn each_step_has_its_sentence() {
    let place = Place::with_graph();
    place
        .run(&["path", "graph", "Zelmira", "Umber"])
        .ended(0)
        .says("3 steps")
        .says("1. Queen Zelmira of Ostravia -> King Borduk of Pelland")
        .says("3. Vorland Liberation Guard -> Duke Umber of Quelland")
        .says("\"The guard threatened to blockade the duke's port.\"");
    let paths = place
        .run(&["path", "graph", "Umber", "Zelmira", "--json"])
        .ended(0)
        .json();
    let steps = paths["paths"][0]["steps"].as_array().expect("steps");
    assert_eq!(steps.len(), 3);
    assert_eq!(steps[0]["source"], "Vorland Liberation Guard");
    assert_eq!(steps[0]["target"], "Duke Umber of Quelland");
    assert_eq!(steps[0]["date"], "2025-09");
    assert_eq!(
        steps[2]["quote"],
        "The queen of Ostravia visited King Borduk, it was said."
    );
}

#[test]
fn no_path_is_exit_code_one() {
    let place = Place::with_graph();
    place.write("more.csv", "source,relation,target\nAldor,meets,Bendor\n");
    place.run(&["build", "more.csv", "-o", "graph"]).ended(0);
    place
        .run(&["path", "graph", "Aldor", "Zelmira"])
        .ended(1)
        .complains("no path connects them");
    place
        .run(&["path", "graph", "Zelmira", "Umber", "--until", "2025-08-12"])
        .ended(1);
}

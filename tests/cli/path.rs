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

/// A ring of five, with a hub in it, and days.
const RING: &str = "\
source,relation,target,date,document,quote
Aldor,meets,Bendor,2025-03-05,a,
Bendor,meets,Cendor,2025-03-01,b,
Cendor,meets,Dendor,2025-03-09,c,
Aldor,phones,Endor,2025-03-02,d,
Endor,phones,Dendor,2025-03-20,e,
Endor,phones,Dendor,2025-03-21,f,
Bendor,meets,Fendor,2025-03-21,g,
";

fn ring() -> Place {
    let place = Place::new();
    place.write("ring.csv", RING);
    place.run(&["build", "ring.csv", "-o", "graph"]).ended(0);
    place
}

#[test]
fn several_paths_are_shown_the_shortest_first() {
    let place = ring();
    let lengths = |more: &[&str]| -> Vec<usize> {
        let arguments = [&["path", "graph", "Aldor", "Dendor", "--json"], more].concat();
        let paths = place.run(&arguments).json();
        let paths = paths["paths"].as_array().expect("paths").iter();
        paths
            .map(|path| path["steps"].as_array().expect("steps").len())
            .collect()
    };
    assert_eq!(lengths(&["-k", "5"]), [2, 3]);
    assert_eq!(lengths(&["--up-to", "2"]), [2]);
    assert_eq!(lengths(&["--up-to", "4"]), [2, 3]);
    assert_eq!(lengths(&["--avoid", "Endor"]), [3]);
    assert_eq!(lengths(&["--most-ties", "2"]), [2]);
    assert_eq!(lengths(&["--avoid", "Endor", "--most-ties", "2"]), [0usize; 0]);
    assert_eq!(lengths(&["--by-support"]), [2]);
    place
        .run(&["path", "graph", "Dendor", "Aldor", "--directed"])
        .ended(1);
    place
        .run(&["path", "graph", "Aldor", "Dendor", "-k", "2", "--up-to", "3"])
        .ended(2);
}

#[test]
fn paths_in_the_order_of_time_only_go_forward() {
    let place = ring();
    place
        .run(&["path", "graph", "Aldor", "Dendor", "--in-order"])
        .ended(0)
        .says("2 steps, earliest arrival, fewest hops, latest departure; leaves by 2025-03-02; there from 2025-03-20");
    // Bendor met Cendor before Aldor met Bendor
    place
        .run(&[
            "path",
            "graph",
            "Aldor",
            "Cendor",
            "--in-order",
            "--until",
            "2025-03-10",
        ])
        .ended(1);
    let back = place
        .run(&["path", "graph", "Cendor", "Aldor", "--in-order", "--json"])
        .ended(0)
        .json();
    assert_eq!(back["paths"][0]["best_in"][0], "earliest arrival");
    assert_eq!(back["paths"][0]["arrives"], "2025-03-05");
}

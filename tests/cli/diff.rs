use crate::Place;

const EARLIER: &str = "\
source,relation,target,date
Aldor,CONSULT,Bendor,2025-03-01
Bendor,AID,Cendor,2025-03-02
";
const LATER: &str = "\
source,relation,target,date
Aldor,ASSAULT,Bendor,2025-05-01
Dendor,AID,Cendor,2025-05-02
";

#[test]
fn what_is_new_is_told_between_days_and_between_graphs() {
    let place = Place::new();
    place.write("earlier.csv", EARLIER);
    place.write("later.csv", LATER);
    place.run(&["build", "earlier.csv", "-o", "old"]).ended(0);
    place
        .run(&["build", "earlier.csv", "later.csv", "-o", "new"])
        .ended(0);
    let since = ["diff", "new", "--since", "2025-04-01"];
    let files = ["diff", "old", "new"];
    for arguments in [&since[..], &files[..]] {
        place
            .run(arguments)
            .ended(0)
            .says("new actors: 1\n    Dendor")
            .says("new ties: 2\n")
            .says("turned: 1\n    Aldor and Bendor: +2.5 before, -")
            .says("contested: 0");
        let diff = place.run(&[arguments, &["--json"]].concat()).ended(0).json();
        assert_eq!(diff["actors"][0]["name"], "Dendor");
        assert_eq!(diff["turned"][0]["statements"][0]["date"], "2025-05-01");
    }
    place.run(&["diff", "new", "--since", "2025-06"]).ended(1);
    place.run(&["diff", "new", "new"]).ended(1);
    place.run(&["diff", "new"]).ended(2).complains("--since");
}

#[test]
fn what_is_newly_denied_is_contested() {
    let place = Place::new();
    place.write("one.txt", "Germany attacked Poland.");
    place.write("two.txt", "Germany did not attack Poland.");
    place
        .run(&["build", "one.txt", "-o", "graph", "--date", "2025-03-01"])
        .ended(0);
    place
        .run(&["build", "two.txt", "-o", "graph", "--date", "2025-05-01"])
        .ended(0);
    let diff = place
        .run(&["diff", "graph", "--since", "2025-05-01", "--json"])
        .ended(0)
        .json();
    let contested = &diff["contested"][0];
    assert_eq!(contested["affirmed"]["quote"], "Germany attacked Poland.");
    assert_eq!(contested["denied"]["quote"], "Germany did not attack Poland.");
    assert_eq!(diff["ties"].as_array().expect("ties").len(), 0);
}

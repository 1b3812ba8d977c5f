use crate::Place;

/// Accounts that call one person in several ways.
const ACCOUNTS: &str = "\
source,relation,target,date,document
Zelmira Ostrova,CONSULT:visit,Borduk Pelle,2025-08-12,gazette-1
Zelmyra Ostrova,ACCUSE,Vorland Liberation Guard,2025-08-13,gazette-2
Ostrova,THREATEN,VLG,2025-08-14,gazette-3
";

const ZELMIRA: &str = "org:~zelmira-ostrova";
const ZELMYRA: &str = "org:~zelmyra-ostrova";
const OSTROVA: &str = "org:~ostrova";

fn place() -> Place {
    let place = Place::new();
    place.write("table.csv", ACCOUNTS);
    place.run(&["build", "table.csv", "-o", "graph"]).ended(0);
    place
}

#[test]
fn actors_are_listed_with_counts_and_doubts() {
    let place = place();
    place
        .run(&["actors", "graph"])
        .ended(0)
        .says("org:~zelmira-ostrova  Zelmira Ostrova (organisation)  1 statement, 1 tie")
        .says("may be one")
        .says("(transliteration)")
        .says("(same initials)")
        .says("(name within a name)");
    let listed = place.run(&["actors", "graph", "--json"]).ended(0).json();
    assert_eq!(listed["actors"].as_array().map(Vec::len), Some(6));
    assert_eq!(listed["doubtful"][0]["why"], "transliteration");
    assert_eq!(listed["doubtful"][0]["b"]["id"], ZELMYRA);
    assert!(listed["actors"][0]["statements"].is_u64());
}

#[test]
fn what_is_judged_the_same_is_one_actor_until_it_is_taken_back() {
    let place = place();
    place
        .run(&["same", "graph", "Zelmira", "Zelmyra"])
        .ended(0)
        .complains("Zelmira Ostrova (organisation) and Zelmyra Ostrova (organisation) are the same");
    place
        .run(&["show", "graph", "Zelmyra Ostrova"])
        .ended(0)
        .says("Zelmira Ostrova (organisation)")
        .says("also called: Zelmyra Ostrova")
        .says("CONSULT:visit")
        .says("ACCUSE");
    place
        .run(&["actors", "graph"])
        .ended(0)
        .says("judged the same: org:~zelmyra-ostrova");
    // more documents keep the judgement, and the totals count the two as one
    place.write(
        "more.csv",
        "source,relation,target\nZelmyra Ostrova,ACCUSE,Quelland\n",
    );
    place
        .run(&["build", "more.csv", "-o", "graph"])
        .ended(0)
        .complains("6 actors and 4 ties");
    place.run(&["same", "graph", ZELMIRA, ZELMYRA, "--undo"]).ended(0);
    let shown = place.run(&["show", "graph", ZELMIRA]).ended(0);
    assert!(!shown.out.contains("ACCUSE"));
    // the opposite judgement replaces the first, and ends the doubt
    place.run(&["same", "graph", ZELMIRA, ZELMYRA]).ended(0);
    place.run(&["different", "graph", ZELMYRA, ZELMIRA]).ended(0);
    let doubts = place.run(&["actors", "graph", "--doubtful"]).ended(0);
    assert!(!doubts.out.contains("transliteration"));
}

#[test]
fn judgements_that_contradict_each_other_are_an_error() {
    let place = place();
    place.run(&["same", "graph", ZELMIRA, ZELMYRA]).ended(0);
    place.run(&["different", "graph", ZELMIRA, OSTROVA]).ended(0);
    let before = crate::bytes(&place.path("graph"));
    place
        .run(&["same", "graph", ZELMYRA, OSTROVA])
        .ended(2)
        .complains("graph: org:~ostrova and org:~zelmira-ostrova were judged different, but the same by")
        .complains("org:~ostrova = org:~zelmyra-ostrova, org:~zelmyra-ostrova = org:~zelmira-ostrova");
    assert_eq!(before, crate::bytes(&place.path("graph")), "nothing has changed");
}

#[test]
fn names_that_mean_one_or_nobody_are_an_error() {
    let place = place();
    place
        .run(&["same", "graph", ZELMIRA, "Zelmira"])
        .ended(2)
        .complains("both mean Zelmira Ostrova");
    place
        .run(&["same", "graph", ZELMIRA, "Xyzzy"])
        .ended(1)
        .complains("Xyzzy");
    place
        .run(&["same", "nowhere", "A", "B"])
        .ended(2)
        .complains("there is no such graph");
}

#[test]
fn a_review_is_written_edited_and_applied() {
    let place = place();
    place.run(&["review", "graph", "-o", "review.tsv"]).ended(0);
    let text = String::from_utf8(crate::bytes(&place.path("review.tsv"))).expect("UTF-8");
    let row = format!("\n\t{ZELMIRA}\t{ZELMYRA}\t");
    assert!(text.contains(&row), "{text}");
    place.write(
        "review.tsv",
        text.replace(&row, &format!("\nsame\t{ZELMIRA}\t{ZELMYRA}\t")),
    );
    place
        .run(&["review", "graph", "--apply", "review.tsv"])
        .ended(0)
        .complains("1 changed");
    // what was judged is in the next review; an empty cell takes it back
    place
        .run(&["review", "graph"])
        .ended(0)
        .says("same\torg:~zelmira-ostrova\torg:~zelmyra-ostrova");
    place.write("review.tsv", text);
    place.run(&["review", "graph", "--apply", "review.tsv"]).ended(0);
    let again = place.run(&["review", "graph"]).ended(0);
    assert!(!again.out.contains("\nsame"));
}

#[test]
fn faults_of_a_review_are_told_with_their_line() {
    let place = place();
    let apply = |text: String| {
        place.write("review.tsv", text);
        place.run(&["review", "graph", "--apply", "review.tsv"]).ended(2)
    };
    apply(format!("\nequal\t{ZELMIRA}\t{ZELMYRA}\n")).complains("review.tsv:2: 'equal' is no judgement");
    apply(format!("same\t{ZELMIRA}\torg:~xyzzy\n")).complains("review.tsv:1: the graph has no actor");
    apply(format!("same\t{ZELMIRA}\n")).complains("review.tsv:1: a line is");
    apply(format!("same\t{ZELMIRA}\t{ZELMIRA}\n")).complains("stands on both sides");
    apply(format!(
        "same\t{ZELMIRA}\t{ZELMYRA}\nsame\t{ZELMYRA}\t{OSTROVA}\ndifferent\t{OSTROVA}\t{ZELMIRA}\n"
    ))
    .complains("review.tsv:3: org:~ostrova and");
}

use crate::Place;

/// What persons, bodies and unknown organisations of states do.
const TABLE: &str = "\
source,relation,target,date,document
Vladimir Putin,CONSULT:visit,Kim Jong-un,2024-06-19,gazette-1
Sergei Lavrov,CONSULT,Vladimir Putin,2024-06-20,gazette-1
Russian Defence Ministry,ACCUSE,Ukrainian army,2024-06-21,gazette-2
UNHCR,AID,Sudan,2024-06-22,gazette-3
António Guterres,REQUEST,Israel,2024-06-23,gazette-3
Hezbollah,ASSAULT,Israel,2024-06-24,gazette-4
";

fn place() -> Place {
    let place = Place::new();
    place.write("table.csv", TABLE);
    place.run(&["build", "table.csv", "-o", "graph"]).ended(0);
    place
}

#[test]
fn persons_and_bodies_are_their_states_and_organisations() {
    let place = place();
    place
        .run(&["between", "graph", "Russia", "North Korea", "--level", "state"])
        .ended(0)
        .says("Russia (state, RUS) and North Korea (state, PRK): 1 statement")
        .says("gazette-1");
    // the persons are still found by their names
    place
        .run(&["show", "graph", "Vladimir Putin", "--level", "state"])
        .ended(0)
        .says("Russia (state, RUS)\n2 ties, net +1.0\n\n")
        .says("-> Ukraine  ACCUSE");
    let shown = place
        .run(&["show", "graph", "United Nations", "--level", "state"])
        .ended(0);
    shown.says("-> Sudan  AID").says("-> Israel  REQUEST");
    place
        .run(&["show", "graph", "Hezbollah", "--level", "state"])
        .ended(0)
        .says("(armed-group")
        .says("-> Israel  ASSAULT");
    let json = place
        .run(&["export", "graph", "-f", "json", "--level", "state"])
        .ended(0)
        .json();
    let text = json.to_string();
    assert!(
        !text.contains("ministry:RUS") && text.contains("state:UKR"),
        "{text}"
    );
}

#[test]
fn what_happens_within_a_state_is_no_tie_at_its_level() {
    let place = place();
    place.run(&["between", "graph", "Lavrov", "Putin"]).ended(0);
    let listed = place
        .run(&["actors", "graph", "--level", "state", "--json"])
        .ended(0)
        .json();
    let russia = &listed["actors"][0];
    assert_eq!(russia["id"], "state:RUS");
    assert_eq!((&russia["statements"], &russia["ties"]), (&3.into(), &2.into()));
}

#[test]
fn a_list_limits_questions_and_exports() {
    let place = place();
    place.write("only.txt", "# two of them\nVladimir Putin\nKim Jong-un\nXyzzy\n");
    let exported = place
        .run(&["export", "graph", "-f", "json", "--only", "only.txt"])
        .ended(0)
        .complains("only.txt:4: unknown actor 'Xyzzy'");
    assert!(exported.out.contains("Kim Jong-un") && !exported.out.contains("Lavrov"));
    place
        .run(&["show", "graph", "Putin", "--only", "nowhere.txt"])
        .ended(2)
        .complains("nowhere.txt");
}

#[test]
fn own_actors_and_names_are_known() {
    let place = Place::new();
    place.write(
        "own.tsv",
        "kind\tname\tcountry\taliases\tsector\narmed-group\tVorland Liberation Guard\tRUS\tVLG|the Guard\t\n",
    );
    place.write(
        "own.jsonl",
        "{\"id\":\"person:Q7747\",\"name\":\"Vladimir Putin\",\"aliases\":[\"the Tsar of Vorland\"],\"roles\":[\"Warden of Vorland@RUS@other@2001-01-01@2002-01-01\"]}\n",
    );
    place
        .run(&["actor", "VLG", "--actors", "own.tsv"])
        .ended(0)
        .says("Vorland Liberation Guard (armed-group, RUS)");
    place
        .run(&["actor", "the Tsar of Vorland", "--actors", "own.jsonl"])
        .ended(0)
        .says("Vladimir Putin (person, RUS)");
    // as an unknown name it had the same id
    place.write("table.csv", "source,relation,target\nVLG,ACCUSE,Ukraine\n");
    place
        .run(&["build", "table.csv", "-o", "graph", "--actors", "own.tsv"])
        .ended(0);
    place
        .run(&["actors", "graph"])
        .ended(0)
        .says("group:~vorland-liberation-guard  Vorland Liberation Guard");
    let fault = |text: &str, message: &str| {
        place.write("own.tsv", text);
        place
            .run(&["actor", "VLG", "--actors", "own.tsv"])
            .ended(2)
            .complains(message);
    };
    fault(
        "kind\tname\nghost\tX\n",
        "own.tsv:2: no kind of actor is called 'ghost'",
    );
    fault("kind\tname\nstate\n", "own.tsv:2: expected 2 cells");
    fault("name\nX\n", "own.tsv:1: the first line names the columns");
    fault(
        "kind\tname\tcolour\nperson\tX Y\tred\n",
        "own.tsv:1: no column is called colour",
    );
    fault(
        "{\"kind\":\"person\"}\n",
        "own.tsv:1: a record needs an id and a name",
    );
    fault(
        "{\"kind\":\"person\",\"name\":1,\"hue\":2}\n",
        "own.tsv:1: no column is called hue",
    );
}

use crate::{Place, bytes};

#[test]
fn the_format_comes_from_the_option_or_the_name() {
    let place = Place::with_graph();
    let dot = place.run(&["export", "graph", "-f", "dot"]).ended(0).silent();
    place
        .run(&["export", "graph", "-o", "picture.dot"])
        .ended(0)
        .silent();
    assert_eq!(bytes(&place.path("picture.dot")), dot.out.into_bytes());
    let json = place.run(&["export", "graph", "-f", "json"]).ended(0).json();
    assert_eq!(json["nodes"].as_array().map(Vec::len), Some(5));
    assert_eq!(json["statements"].as_array().map(Vec::len), Some(4));
    place.run(&["export", "graph"]).ended(2).complains("--format");
    place
        .run(&["export", "graph", "-o", "picture.xyz"])
        .ended(2)
        .complains("--format");
    place
        .run(&["export", "graph", "-f", "crayon"])
        .ended(2)
        .complains("svg, png, html, dot");
}

#[test]
fn a_focus_and_filters_leave_the_rest_out() {
    let place = Place::with_graph();
    let nodes = |more: &[&str]| {
        let all = ["export", "graph", "-f", "json"];
        let json = place.run(&[&all[..], more].concat()).ended(0).json();
        json["nodes"].as_array().map(Vec::len)
    };
    assert_eq!(nodes(&["--focus", "Zelmira"]), Some(2));
    assert_eq!(nodes(&["--focus", "Zelmira", "--hops", "2"]), Some(3));
    assert_eq!(nodes(&["--focus", "Zelmira", "--hops", "0"]), Some(1));
    assert_eq!(nodes(&["--relation", "ACCUSE"]), Some(2));
    assert_eq!(nodes(&["--facts"]), Some(5));
    place
        .run(&["export", "graph", "-f", "dot", "--focus", "Nobody"])
        .ended(1);
}

#[test]
fn a_format_of_several_files_fills_a_folder() {
    let place = Place::with_graph();
    place
        .run(&["export", "graph", "-f", "neo4j-csv"])
        .ended(2)
        .complains("nodes.csv, relationships.csv");
    place
        .run(&["export", "graph", "-f", "neo4j-csv", "-o", "bulk"])
        .ended(0)
        .silent();
    for (name, lines, head) in [
        ("nodes.csv", 6, "id:ID,label,"),
        ("relationships.csv", 5, ":START_ID,:END_ID,relation,"),
    ] {
        let text = String::from_utf8(bytes(&place.path(&format!("bulk/{name}")))).expect("UTF-8");
        assert!(text.starts_with(head), "{text}");
        assert_eq!(text.lines().count(), lines, "{text}");
    }
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let place = Place::with_graph();
    place
        .run(&["export", "graph", "-f", "dot", "-o", "no/such/file"])
        .ended(2)
        .complains("no/such/file: No such file");
}

#[test]
fn drawings_look_as_they_are_told() {
    let place = Place::with_graph();
    let svg = |more: &[&str]| {
        let all = ["export", "graph", "-f", "svg"];
        place.run(&[&all[..], more].concat()).ended(0).silent().out
    };
    let plain = svg(&[]);
    assert!(plain.starts_with("<svg ") && plain.contains("Who does what to whom"));
    // whatever stands in the way, each tie has its tip
    assert_eq!(plain.matches("class=\"tip\"").count(), 4);
    assert!(svg(&["--title", "Seas & <ports>"]).contains("Seas &amp; &lt;ports&gt;"));
    assert!(svg(&["--focus", "Zelmira"]).contains("Around Queen Zelmira of Ostravia"));
    for more in [
        &["--theme", "dark"][..],
        &["--layout", "forces"],
        &["--top", "2"],
        &["--core", "2"],
    ] {
        assert_ne!(svg(more), plain, "{more:?}");
    }
    place
        .run(&["export", "graph", "-o", "picture.png"])
        .ended(0)
        .silent();
    assert!(bytes(&place.path("picture.png")).starts_with(b"\x89PNG"));
}

#[test]
fn communities_are_drawn_together() {
    let place = Place::new();
    let mut table = "source,relation,target,document\n".to_owned();
    for group in ["North", "South"] {
        for (a, b) in [(1, 2), (2, 3), (3, 1), (1, 4), (4, 2)] {
            table += &format!("{group} {a},CONSULT,{group} {b},a\n");
        }
    }
    table += "North 1,ACCUSE,South 1,a\nNorth 1,leads,North 2,a\n";
    place.write("table.csv", table);
    place.run(&["build", "table.csv", "-o", "graph"]).ended(0);
    place
        .run(&["export", "graph", "-f", "mermaid", "--group-by", "community"])
        .ended(0)
        .says("subgraph c0[\"around North 1\"]")
        .says("subgraph c1[\"around South 1\"]");
    let matrix = |more: &[&str]| {
        let all = ["export", "graph", "-f", "svg", "--as", "matrix"];
        place.run(&[&all[..], more].concat()).ended(0).silent().out
    };
    let whole = matrix(&[]);
    // the affiliation is no event
    assert!(whole.contains("8 actors · 11 events"), "{whole}");
    assert_eq!(whole.matches("class=\"cell ").count(), 11);
    assert_eq!(whole.matches("class=\"block\"").count(), 2);
    assert!(
        whole.contains("North 1 → South 1: 1 event, 0 cooperation, 1 conflict"),
        "{whole}"
    );
    assert!(matrix(&["--top", "2"]).contains("2 of 8 actors"));
    assert_eq!(
        matrix(&["--group-by", "sector"])
            .matches("class=\"block\"")
            .count(),
        0
    );
    place
        .run(&["export", "graph", "-f", "dot", "--as", "matrix"])
        .ended(2)
        .complains("svg, png or html");
}

#[test]
fn a_matrix_counts_facts_unless_told_otherwise() {
    let place = Place::new();
    place.write("news.txt", "Russia attacked Ukraine. China may visit Russia.");
    place.run(&["build", "news.txt", "-o", "graph"]).ended(0);
    let matrix = |more: &[&str]| {
        let all = ["export", "graph", "-f", "svg", "--as", "matrix"];
        place.run(&[&all[..], more].concat()).ended(0).out
    };
    assert!(matrix(&[]).contains("Russia → Ukraine: 1 event, 0 cooperation, 1 conflict"));
    assert!(!matrix(&[]).contains("China"));
    let possible = matrix(&["--modality", "possible"]);
    assert!(
        possible.contains("China") && possible.contains("1 of them planned, possible"),
        "{possible}"
    );
}

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

use crate::{Place, bytes};

#[test]
fn a_dossier_has_its_evidence_and_its_sources() {
    let place = Place::with_graph();
    for part in [
        "## Network",
        "```mermaid",
        "## Timeline",
        "## Evidence",
        "## Sources",
        "# Queen Zelmira of Ostravia",
    ] {
        place
            .run(&["report", "graph", "Zelmira"])
            .ended(0)
            .silent()
            .says(part);
    }
    for (file, begins) in [
        ("dossier.html", "<!DOCTYPE html>"),
        ("dossier.md", "# Queen Zelmira"),
    ] {
        place
            .run(&["report", "graph", "Zelmira", "-o", file])
            .ended(0)
            .silent();
        let text = String::from_utf8(bytes(&place.path(file))).expect("UTF-8");
        assert!(text.starts_with(begins), "{text}");
    }
}

#[test]
fn a_dossier_that_says_nothing_is_not_written() {
    let place = Place::with_graph();
    place
        .run(&["report", "graph", "Zelmira", "Nobody", "-o", "x.md"])
        .ended(1);
    place
        .run(&["report", "graph", "Zelmira", "--since", "2999", "-o", "x.md"])
        .ended(1)
        .complains("nothing is said");
    place
        .run(&["report", "graph", "Zelmira", "-o", "x.docx"])
        .ended(2)
        .complains(".html or .md");
    assert!(!place.path("x.md").exists());
}

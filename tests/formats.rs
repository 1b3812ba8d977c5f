//! Every export format over one graph, read back by a reader of that format. `tests/readers.rs` has the readers of
//! other programs.

mod markup;
mod support;

use std::collections::BTreeSet;

use legation::export::{Chart, Column, Design, FORMATS, Format, GroupBy, Layout, Picture, Theme};
use legation::graph::{DocumentRecord, Filter, KnowledgeGraph, Selection};
use legation::model::*;
use legation::report::Report;
use markup::assert_harmless;
use serde_json::Value;
use support::{HOSTILE, named, says};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Statements that share their actors: facts and others, both directions, one with itself.
fn several() -> Vec<Statement> {
    let names = ["Alvania", "Borduria", "Pelland", "Quelland"];
    let mut statements = Vec::new();
    for (i, modality) in (0..20).zip(Modality::ALL.iter().cycle()) {
        let actor = |number: usize| named(&format!("x:{}", number % 4), names[number % 4]);
        let mut statement = says(
            actor(i),
            &format!("meet {i}"),
            actor(if i == 13 { i } else { i + 1 + i % 3 }),
        );
        statement.modality = modality.0;
        statement.symmetric = i % 3 == 0;
        if i % 5 == 0 {
            statement.polarity = Polarity::Negated;
        }
        let event = PloverEvent::ALL[i % PloverEvent::ALL.len()].0;
        statement.relation = (i % 4 != 3).then(|| {
            Relation::Event(Event {
                event,
                mode: None,
                contexts: Vec::new(),
                cameo: None,
                quad: event.quad(),
                score: -0.5,
            })
        });
        statement.when = Interval::parse_iso(["2025-08-12", "2024/..", "../2025-01-24"][i % 3]);
        statement.id = statement.content_id();
        statements.push(statement);
    }
    statements
}

fn graphs() -> Vec<(&'static str, KnowledgeGraph)> {
    let mut hostile: Vec<Statement> = HOSTILE
        .iter()
        .enumerate()
        .map(|(i, name)| says(named(&format!("x:{i}"), name), name, named("x:0", "Alvania")))
        .collect();
    hostile.push(says(
        named("x:long", &"x".repeat(10_000)),
        &"y".repeat(10_000),
        named("x:0", "Alvania"),
    ));
    let record = || DocumentRecord {
        id: "report".into(),
        publisher: Some("</text><script>".into()),
        ..DocumentRecord::default()
    };
    vec![
        ("an empty graph", KnowledgeGraph::default()),
        ("a graph", KnowledgeGraph::new(vec![record()], several())),
        (
            "a graph of hostile names",
            KnowledgeGraph::new(vec![record()], hostile),
        ),
    ]
}

/// The file of a format, which must be the same twice.
fn file(name: &str, selection: &Selection<'_>, design: &Design) -> Vec<u8> {
    let format = Format::named(name).expect("a format");
    let bytes = format.bytes(selection, design);
    assert!(bytes == format.bytes(selection, design), "{name}");
    bytes
}

fn text(name: &str, selection: &Selection<'_>, design: &Design) -> String {
    String::from_utf8(file(name, selection, design)).expect("UTF-8")
}

fn json(name: &str, selection: &Selection<'_>) -> Value {
    serde_json::from_slice(&file(name, selection, &Design::default())).expect(name)
}

fn designs() -> Vec<Design> {
    let layouts = [None, Some(Layout::Layers), Some(Layout::Forces)];
    let mut designs: Vec<Design> = layouts
        .into_iter()
        .map(|layout| Design {
            layout,
            ..Design::default()
        })
        .collect();
    designs.push(Design {
        title: Some("<script>\"title\"</script>".into()),
        theme: Theme::Dark,
        group_by: Some(GroupBy::Country),
        bundled: Some(true),
        ..Design::default()
    });
    let lists = [&["x:3", "x:0"][..], &["x:1"], &["x:nobody", "x:5", "x:2"]];
    designs.push(Design {
        group_by: Some(GroupBy::List(
            lists
                .map(|list| list.iter().map(|id| (*id).into()).collect())
                .into(),
        )),
        ..Design::default()
    });
    designs
}

/// Actors of one list are drawn together, under the name of its first, in every drawing that knows clusters.
#[test]
fn lists_of_actors_are_clusters() {
    let (_, graph) = graphs().swap_remove(1);
    let selection = graph.select(&Filter::default());
    let design = designs().pop().expect("designs");
    let picture = Picture::new(&selection, &design);
    let clusters: Vec<(&str, Vec<&str>)> = picture
        .clusters
        .iter()
        .map(|cluster| {
            let ids = cluster.nodes.iter();
            (
                cluster.name.as_str(),
                ids.map(|&node| picture.nodes[node].actor.id.as_str()).collect(),
            )
        })
        .collect();
    // one of a single actor is none, nor is one of which a single actor is in the picture
    assert_eq!(clusters, [("around Quelland", vec!["x:0", "x:3"])]);
    for (name, mark) in [
        ("dot", "label=\"around Quelland\""),
        ("mermaid", "subgraph c0[\"around Quelland\"]"),
        ("svg", "class=\"cluster\""),
        ("html", "class=\"cluster\""),
    ] {
        assert_eq!(text(name, &selection, &design).matches(mark).count(), 1, "{name}");
    }
}

/// A row and a column for each actor among whom something happens, groups side by side, a cell for each pair.
#[test]
fn matrices_count_what_each_does_to_each() {
    for (what, graph) in graphs() {
        let selection = graph.select(&Filter::default());
        for design in designs() {
            let chart = Chart::matrix(&selection, selection.actors().len() + 1, &design);
            let bytes = |name: &str| {
                let draw = Format::named(name).and_then(Format::chart).expect("charts");
                assert!(draw(&chart) == draw(&chart), "{name}");
                draw(&chart)
            };
            let svg = String::from_utf8(bytes("svg")).expect("UTF-8");
            let document = roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{what}: {error}"));
            let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
            for tie in selection.ties() {
                let (source, target) = (tie.source.id.as_str(), tie.target.id.as_str());
                pairs.insert((source, target));
                if tie.symmetric {
                    pairs.insert((target, source));
                }
            }
            let cells = document.descendants().filter(|node| {
                let class = node.attribute("class").unwrap_or_default();
                class.starts_with("cell ") && node.children().any(|child| child.has_tag_name((SVG, "title")))
            });
            assert_eq!(cells.count(), pairs.len(), "{what}");
            assert_eq!(
                svg.matches("rotate(-45)").count(),
                selection.actors().len(),
                "{what}"
            );
            assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{svg}");
            let page = String::from_utf8(bytes("html")).expect("UTF-8");
            assert_eq!(page.matches("<th scope=\"row\"").count(), pairs.len(), "{what}");
            assert_harmless(&page);
            assert_harmless(&svg);
            assert_eq!(&bytes("png")[..8], b"\x89PNG\r\n\x1a\n");
        }
    }
    let (_, graph) = graphs().swap_remove(1);
    let selection = graph.select(&Filter::facts());
    let design = designs().pop().expect("designs");
    let chart = Chart::matrix(&selection, 9, &design);
    assert!(chart.summary.starts_with("4 of 9 actors · "), "{}", chart.summary);
    assert!(!chart.summary.contains("negated"), "{}", chart.summary);
    let svg = String::from_utf8(Format::named("svg").and_then(Format::chart).expect("charts")(
        &chart,
    ));
    let svg = svg.expect("UTF-8");
    // the two of a list stand first, framed
    let names: Vec<&str> = svg
        .split("<text class=\"end\"")
        .skip(1)
        .filter_map(|rest| {
            let (_, rest) = rest.split_once('>')?;
            rest.split_once('<').map(|(name, _)| name)
        })
        .collect();
    assert_eq!(names.len(), 4);
    assert!(
        names[..2].contains(&"Alvania") && names[..2].contains(&"Quelland"),
        "{names:?}"
    );
    assert_eq!(svg.matches("class=\"block\"").count(), 1);
}

#[test]
fn every_format_has_a_row_of_its_own() {
    for format in FORMATS {
        assert!(std::ptr::eq(
            Format::named(format.name).expect("its own name"),
            format
        ));
        for extension in format.extensions {
            assert!(std::ptr::eq(
                Format::of_extension(extension).expect("its own extension"),
                format
            ));
        }
    }
    for format in legation::read::FORMATS {
        assert!(std::ptr::eq(
            legation::read::Format::named(format.name).expect("its own name"),
            format
        ));
    }
}

#[test]
fn graphviz_reads_dot() {
    for (what, graph) in graphs() {
        let selection = graph.select(&Filter::default());
        for design in designs() {
            let dot = file("dot", &selection, &design);
            match support::graphviz(&dot) {
                None => return,
                Some(Err(said)) => panic!("{what}: {said}"),
                Some(Ok(canonical)) => {
                    let nodes = canonical.matches("tooltip=\"x:").count();
                    assert_eq!(nodes, selection.actors().len(), "{what}: {canonical}");
                }
            }
        }
    }
}

/// Nothing runs, nothing is fetched, and every actor and tie is there once, by a stable id.
#[test]
fn svg_is_well_formed_and_inert() {
    for (what, graph) in graphs() {
        let selection = graph.select(&Filter::default());
        for design in designs() {
            let svg = text("svg", &selection, &design);
            assert_harmless(&svg);
            let document = roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{what}: {error}"));
            let mut ids = BTreeSet::new();
            for element in document.descendants().filter(|node| node.is_element()) {
                let name = element.tag_name().name();
                let known = [
                    "svg", "title", "desc", "style", "rect", "g", "path", "text", "polygon",
                ];
                assert!(known.contains(&name), "{what}: <{name}>");
                for attribute in element.attributes() {
                    let name = attribute.name();
                    assert!(
                        !name.starts_with("on") && name != "href" && name != "style",
                        "{name}"
                    );
                    assert!(
                        !attribute.value().contains("NaN") && !attribute.value().contains("inf"),
                        "{what}"
                    );
                    if name == "id" {
                        assert!(
                            ids.insert(attribute.value()),
                            "{what}: two of {}",
                            attribute.value()
                        );
                    }
                }
            }
            let class = |class: &str| {
                let has = |node: &roxmltree::Node<'_, '_>| {
                    node.attribute("class")
                        .is_some_and(|text| text.split(' ').next() == Some(class))
                };
                document.descendants().filter(has).count()
            };
            assert_eq!(class("node"), selection.actors().len(), "{what}");
            assert_eq!(class("edge") > 0, selection.ties().len() > 0, "{what}");
        }
    }
}

/// A drawing of all with all leaves out what does not stand out, says so, and leaves nobody alone.
#[test]
fn crowded_drawings_show_what_stands_out() {
    let mut statements = Vec::new();
    for a in 0..30 {
        for b in a + 1..30 {
            for time in 0..1 + (a * b) % 4 {
                let actor = |number: usize| named(&format!("x:{number:02}"), &format!("Land {number}"));
                statements.push(says(actor(a), &format!("meet {time}"), actor(b)));
            }
        }
    }
    let graph = KnowledgeGraph::new(Vec::new(), statements);
    let selection = graph.select(&Filter::default());
    let picture = Picture::new(&selection, &Design::default());
    let met: BTreeSet<usize> = picture
        .edges
        .iter()
        .flat_map(|edge| [edge.source, edge.target])
        .collect();
    assert_eq!((picture.edges.len(), met.len()), (45, 30));
    assert!(picture.summary.contains("45 of 435 pairs"), "{}", picture.summary);
    let all = Design {
        pairs: Some(usize::MAX),
        ..Design::default()
    };
    let picture = Picture::new(&selection, &all);
    assert_eq!(picture.edges.len(), 435);
    assert!(!picture.summary.contains("stand out"), "{}", picture.summary);
}

/// Charts of few and of many events, and of a series: well-formed, inert, and with a mark for each event.
#[test]
fn charts_have_a_mark_for_every_event() {
    let many: Vec<Statement> = (0..500).map(|i| several()[i % 20].clone()).collect();
    let (_, hostile) = graphs().swap_remove(2);
    let graphs = [
        KnowledgeGraph::new(Vec::new(), several()),
        hostile,
        KnowledgeGraph::new(Vec::new(), many),
    ];
    for graph in &graphs {
        let actor = graph.actor("x:0").expect("an actor");
        let statements: Vec<&Statement> = graph.statements_of("x:0").collect();
        for theme in [Theme::Light, Theme::Dark] {
            let design = Design {
                theme,
                ..Design::default()
            };
            let column = Column {
                name: "2025-08".into(),
                start: "2025-08-01".parse().expect("a day"),
                end: "2025-08-31".parse().expect("a day"),
                events: 5,
                cooperation: 2,
                conflict: 1,
                net: -3.5,
            };
            let charts = [
                Chart::timeline(graph, (actor, None), &statements, &design),
                Chart::timeline(graph, (actor, Some(actor)), &[], &design),
                Chart::series(
                    graph,
                    (actor, None),
                    &statements,
                    (vec![column], "PLOVER"),
                    &design,
                ),
                Chart::series(graph, (actor, None), &[], (Vec::new(), "PLOVER"), &design),
            ];
            for (number, chart) in charts.iter().enumerate() {
                let bytes = |name: &str| {
                    let draw = Format::named(name).and_then(Format::chart).expect("charts");
                    assert!(draw(chart) == draw(chart), "{name}");
                    draw(chart)
                };
                let svg = String::from_utf8(bytes("svg")).expect("UTF-8");
                let document = roxmltree::Document::parse(&svg).expect("an SVG");
                let marks = document.descendants().filter(|node| {
                    let class = node.attribute("class").unwrap_or_default();
                    class.starts_with("mark ")
                        && node.children().any(|child| child.has_tag_name((SVG, "title")))
                });
                assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{svg}");
                if number == 0 && statements.len() <= 40 {
                    assert_eq!(marks.count(), statements.len());
                }
                let page = String::from_utf8(bytes("html")).expect("UTF-8");
                assert_harmless(&page);
                assert_harmless(&svg);
                assert_eq!(&bytes("png")[..8], b"\x89PNG\r\n\x1a\n");
            }
        }
    }
    assert!(Format::named("dot").and_then(Format::chart).is_none());
}

/// One script and one set of data, both as the policy admits them; nothing of a user's text is markup.
#[test]
fn a_page_holds_its_data_and_nothing_from_elsewhere() {
    for (what, graph) in graphs() {
        let selection = graph.select(&Filter::default());
        for design in designs() {
            let page = text("html", &selection, &design);
            for (markup, times) in [
                ("<script", 2),
                ("</script", 2),
                ("<style", 1),
                ("<svg", 2),
                ("<title>", 1 + page.matches("><title>").count()),
            ] {
                assert_eq!(page.matches(markup).count(), times, "{what}: {markup}");
            }
            let (head, own) = page.split_once("<script type").expect("data");
            assert_harmless(head);
            for fetched in ["url(", "@import"] {
                assert!(
                    !head.contains(fetched) && !own.contains(fetched),
                    "{what}: {fetched}"
                );
            }
            let (_, rest) = page.split_once("id=\"data\">").expect("data");
            let (data, _) = rest.split_once("</script>").expect("an end of the data");
            assert!(!data.contains(['<', '>', '&']), "{what}");
            let data: Value = serde_json::from_str(data).expect(what);
            let count = |name: &str| data[name].as_array().map(Vec::len);
            assert_eq!(count("actors"), Some(selection.actors().len()), "{what}");
            assert_eq!(
                count("statements"),
                Some(selection.statements().count()),
                "{what}"
            );
            let quotes: BTreeSet<&str> = data["statements"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|statement| statement["quote"].as_str())
                .collect();
            assert!(
                selection
                    .statements()
                    .all(|statement| quotes.contains(statement.quote.as_str()))
            );
        }
    }
}

#[test]
fn boxes_and_labels_of_layers_stand_apart() {
    let (_, graph) = graphs().swap_remove(1);
    let statements = graph.statements().iter().filter(|statement| {
        let target = statement.targets.first().and_then(|target| target.actor.as_ref());
        statement.source.as_ref().and_then(|source| source.actor.as_ref()) != target
    });
    let graph = KnowledgeGraph::new(Vec::new(), statements.cloned().collect());
    for layout in [Layout::Layers, Layout::Forces] {
        let design = Design {
            layout: Some(layout),
            ..Design::default()
        };
        let svg = text("svg", &graph.select(&Filter::default()), &design);
        let document = roxmltree::Document::parse(&svg).expect("an SVG");
        let groups = document.descendants().filter(|node| {
            node.attribute("class")
                .is_some_and(|class| class.starts_with("node") || class.starts_with("label"))
        });
        let rects: Vec<[f64; 4]> = groups
            .filter_map(|group| group.children().find(|child| child.tag_name().name() == "rect"))
            .map(|rect| {
                ["x", "y", "width", "height"].map(|name| {
                    let value = rect.attribute(name).expect("a rectangle has places");
                    value.parse().expect("a number")
                })
            })
            .collect();
        assert!(rects.len() > 10, "{}", rects.len());
        for (number, [x, y, w, h]) in rects.iter().enumerate() {
            for [ox, oy, ow, oh] in &rects[number + 1..] {
                let apart =
                    x + w <= ox + 0.2 || ox + ow <= x + 0.2 || y + h <= oy + 0.2 || oy + oh <= y + 0.2;
                assert!(apart, "{layout:?}: {x} {y} {w} {h} and {ox} {oy} {ow} {oh}");
            }
        }
    }
}

#[test]
fn png_has_the_shape_of_the_svg() {
    for (what, graph) in graphs() {
        let selection = graph.select(&Filter::default());
        let png = file("png", &selection, &Design::default());
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n", "{what}");
        let side = |at: usize| {
            f64::from(u32::from_be_bytes([
                png[at],
                png[at + 1],
                png[at + 2],
                png[at + 3],
            ]))
        };
        let svg = text("svg", &selection, &Design::default());
        let document = roxmltree::Document::parse(&svg).expect("an SVG");
        let drawn = |name| -> f64 {
            let side = document.root_element().attribute(name).expect("a size");
            side.parse().expect("a number")
        };
        let ratio = side(16) / side(20) / (drawn("width") / drawn("height"));
        assert!((ratio - 1.0).abs() < 0.01, "{what}: {ratio}");
    }
}

/// A known line for each actor and tie, and nothing else begins one.
#[test]
fn mermaid_has_a_line_for_everything() {
    for (what, graph) in graphs() {
        let selection = graph.select(&Filter::default());
        for design in designs() {
            let mermaid = text("mermaid", &selection, &design);
            let lines: Vec<&str> = mermaid.lines().collect();
            assert_eq!(lines[..1], ["---"], "{what}");
            assert_eq!(lines[2..4], ["---", "flowchart LR"], "{what}");
            let (mut nodes, mut edges) = (0, 0);
            for line in &lines[4..] {
                let words: Vec<&str> = line.split_whitespace().collect();
                match words[0] {
                    "end" | "subgraph" | "linkStyle" | "classDef" => {}
                    _ if line.contains(":::") => nodes += 1,
                    _ => {
                        assert!(
                            words[0].starts_with('n') && line.contains("|\"") && line.contains("\"| n"),
                            "{line}"
                        );
                        assert_eq!(line.matches('"').count(), 2, "{line}");
                        edges += 1;
                    }
                }
            }
            assert_eq!(nodes, selection.actors().len(), "{what}");
            assert_eq!(
                edges,
                lines
                    .iter()
                    .filter(|line| line.trim().starts_with("linkStyle"))
                    .count()
            );
        }
    }
}

#[test]
fn json_formats_have_every_actor_and_tie() {
    for (what, graph) in graphs() {
        let selection = graph.select(&Filter::default());
        let whole = json("json", &selection);
        let statements: Vec<Statement> = serde_json::from_value(whole["statements"].clone()).expect(what);
        assert_eq!(statements.len(), graph.statements().len(), "{what}");
        let elements = json("cytoscape", &selection)["elements"].clone();
        for parts in [whole, elements, json("node-link", &selection)] {
            let count = |name: &str| parts[name].as_array().map(Vec::len);
            assert_eq!(count("nodes"), Some(selection.actors().len()), "{what}");
            assert_eq!(count("edges"), Some(selection.ties().len()), "{what}");
        }
        let lines = text("jsonl", &selection, &Design::default());
        let lines: Vec<Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        let read = lines.iter().filter(|line| line["statement"].is_object());
        assert_eq!(read.count(), statements.len(), "{what}");
    }
}

/// A node for every statement, whatever the syntax.
#[test]
fn rdf_has_every_statement() {
    let class = |quads: Vec<oxrdf::Quad>, name: &str| {
        let wanted = oxrdf::NamedNode::new_unchecked(format!("urn:legation:vocab#{name}"));
        let of_class = |quad: &&oxrdf::Quad| quad.object == wanted.clone().into();
        quads.iter().filter(of_class).count()
    };
    for (what, graph) in graphs() {
        let selection = graph.select(&Filter::default());
        let bytes = |name| file(name, &selection, &Design::default());
        let turtle: Result<Vec<oxrdf::Triple>, _> =
            oxttl::TurtleParser::new().for_slice(&bytes("turtle")).collect();
        let turtle: Vec<oxrdf::Quad> = turtle
            .expect(what)
            .into_iter()
            .map(|triple| triple.in_graph(oxrdf::GraphName::DefaultGraph))
            .collect();
        let nquads: Result<Vec<oxrdf::Quad>, _> =
            oxttl::NQuadsParser::new().for_slice(&bytes("nquads")).collect();
        let jsonld: Result<Vec<oxrdf::Quad>, _> = oxjsonld::JsonLdParser::new()
            .for_slice(&bytes("jsonld"))
            .collect();
        let (nquads, jsonld) = (nquads.expect(what), jsonld.expect(what));
        let size = nquads
            .iter()
            .map(oxrdf::Quad::to_string)
            .collect::<BTreeSet<_>>()
            .len();
        for quads in [turtle, nquads, jsonld] {
            assert_eq!(
                quads
                    .iter()
                    .map(oxrdf::Quad::to_string)
                    .collect::<BTreeSet<_>>()
                    .len(),
                size,
                "{what}"
            );
            assert_eq!(class(quads.clone(), "Actor"), selection.actors().len(), "{what}");
            assert_eq!(
                class(quads, "Statement"),
                selection.statements().count(),
                "{what}"
            );
        }
    }
}

/// Ids are there once, whoever is referred to is there, and what is no fact looks like none.
#[test]
fn entities_refer_to_each_other() {
    let fact = |statement: &&Statement| {
        statement.polarity == Polarity::Affirmed
            && matches!(statement.modality, Modality::Actual | Modality::Reported)
    };
    for (what, graph) in graphs() {
        let selection = graph.select(&Filter::default());
        let (facts, all) = (
            selection.statements().filter(fact).count(),
            selection.statements().count(),
        );
        let bundle = json("stix", &selection);
        let objects = bundle["objects"].as_array().expect("objects");
        let lines = text("ftm", &selection, &Design::default());
        let entities: Vec<Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        for (things, mark) in [(objects, "--"), (&entities, "legation-")] {
            let ids: BTreeSet<&str> = things.iter().filter_map(|thing| thing["id"].as_str()).collect();
            assert_eq!(ids.len(), things.len(), "{what}");
            let fields = things.iter().filter_map(Value::as_object).flatten();
            let inner = things
                .iter()
                .filter_map(|thing| thing["properties"].as_object())
                .flatten();
            for (name, value) in fields.chain(inner) {
                let refers = name.contains("_ref") && !name.contains("references")
                    || ["involved", "subject", "object", "member", "organization", "proof"]
                        .contains(&name.as_str());
                let values = value
                    .as_array()
                    .map_or_else(|| vec![value], |values| values.iter().collect());
                for id in values.into_iter().filter_map(Value::as_str).filter(|_| refers) {
                    assert!(id.contains(mark) && ids.contains(id), "{what}: {name} {id}");
                }
            }
        }
        let count = |name: &str| objects.iter().filter(|object| object["type"] == name).count();
        assert_eq!(
            (count("relationship"), count("note")),
            (facts, all - facts),
            "{what}"
        );
        let count = |name: &str| entities.iter().filter(|entity| entity["schema"] == name).count();
        let coded = |statement: &&Statement| matches!(statement.relation, Some(Relation::Event(_)));
        assert_eq!(
            count("Event"),
            selection.statements().filter(coded).count(),
            "{what}"
        );
        let lines = selection.ties().filter(|tie| tie.statements.iter().any(fact));
        assert_eq!(
            count("UnknownLink") + count("Membership"),
            lines.count(),
            "{what}"
        );
    }
}

/// Every statement of an actor stands in its dossier once, and none of a user's text is markup in it.
#[test]
fn dossiers_quote_and_never_run() {
    for (what, graph) in graphs() {
        for actor in graph.actors() {
            let report = Report::new(&graph, &actor.id, None, &Filter::default()).expect(what);
            let count = graph.statements_of(&actor.id).count();
            // a backslash takes the meaning from a bracket, and the picture stands between fences
            let page = report.html();
            let page_in_words: String = report
                .markdown()
                .replace("\\<", "")
                .split("\n```")
                .step_by(2)
                .collect();
            assert_eq!(page.matches("<li id=\"s").count(), count, "{what}");
            assert_eq!(page_in_words.matches("\n<a id=\"").count(), count, "{what}");
            assert_harmless(&page);
            assert_harmless(&page_in_words);
            assert!(!page_in_words.contains("](javascript:"), "{what}");
            assert_eq!(page.matches("<h2>").count(), 4, "{what}");
            let marked = graph
                .statements_of(&actor.id)
                .filter(|statement| !statement.is_fact());
            assert_eq!(page.matches("<strong>").count(), marked.count(), "{what}");
        }
    }
    let (_, graph) = graphs().swap_remove(1);
    let report = Report::new(&graph, "x:0", Some("x:1"), &Filter::default()).expect("known actors");
    let between = legation::query::between(&graph, "x:0", "x:1", &Filter::default()).expect("known actors");
    assert!(!between.statements.is_empty());
    assert_eq!(report.entries.len(), between.statements.len());
    assert_eq!(report.title(), "Alvania and Borduria");
    assert!(Report::new(&graph, "x:0", Some("x:nobody"), &Filter::default()).is_none());
}

#[test]
fn xml_formats_have_every_actor_and_tie() {
    for (what, graph) in graphs() {
        let selection = graph.select(&Filter::default());
        for name in ["graphml", "gexf"] {
            let xml = text(name, &selection, &Design::default());
            let document = roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{what}: {error}"));
            let ids: BTreeSet<&str> = document
                .descendants()
                .filter(|element| element.tag_name().name() == "node")
                .filter_map(|element| element.attribute("id"))
                .collect();
            let actors: BTreeSet<&str> = selection.actors().map(|actor| actor.id.as_str()).collect();
            assert_eq!(ids, actors, "{what}: {name}");
            let edges = document
                .descendants()
                .filter(|element| element.tag_name().name() == "edge");
            assert_eq!(edges.count(), selection.ties().len(), "{what}: {name}");
        }
    }
}

#[test]
fn tables_have_a_row_for_every_tie() {
    for (what, graph) in graphs() {
        let selection = graph.select(&Filter::default());
        let bytes = file("csv", &selection, &Design::default());
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect(what);
        let ties: Vec<_> = selection.ties().collect();
        assert_eq!(rows.len(), ties.len(), "{what}");
        for (row, tie) in rows.iter().zip(&ties) {
            // what a spreadsheet would take for a formula has an apostrophe before it
            let cell = |text: &str| match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
                true => format!("'{text}"),
                false => text.to_owned(),
            };
            assert_eq!(
                [&row[0], &row[1], &row[4]],
                [cell(&tie.source.name), cell(&tie.target.name), cell(tie.relation)]
            );
        }
        let folder = Format::named("neo4j-csv").and_then(Format::folder);
        let counts = [selection.actors().len(), ties.len()];
        for ((name, write), count) in folder.expect("two files").iter().zip(counts) {
            let mut bytes = Vec::new();
            write(&selection, &mut bytes).expect("memory takes every byte");
            let mut reader = csv::Reader::from_reader(bytes.as_slice());
            assert_eq!(
                reader.records().filter(Result::is_ok).count(),
                count,
                "{what}: {name}"
            );
        }
        let cypher = text("cypher", &selection, &Design::default());
        assert_eq!(
            cypher.lines().count(),
            1 + selection.actors().len() + ties.len(),
            "{what}"
        );
        assert!(cypher.lines().skip(1).all(|line| line.ends_with(';')), "{what}");
    }
}

/// A row for each statement, also of those that tie nobody, with what belongs together side by side.
#[cfg(feature = "parquet")]
#[test]
fn parquet_has_a_row_for_every_statement() {
    use std::io::Write as _;

    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    use parquet::record::{Field, Row};

    for (what, graph) in graphs() {
        let bytes = file("parquet", &graph.select(&Filter::default()), &Design::default());
        let mut place = tempfile::tempfile().expect("a file for tests");
        place.write_all(&bytes).expect("room for tests");
        let reader = SerializedFileReader::new(place).expect(what);
        let rows: Vec<Row> = reader
            .get_row_iter(None)
            .expect(what)
            .collect::<Result<_, _>>()
            .expect(what);
        assert_eq!(rows.len(), graph.statements().len(), "{what}");
        for (row, statement) in rows.iter().zip(graph.statements()) {
            let field = |name: &str| {
                let found = row.get_column_iter().find(|(column, _)| *column == name);
                found.expect("a column").1.clone()
            };
            let text = |text: &str| match text {
                "" => Field::Null,
                text => Field::Str(text.to_owned()),
            };
            assert_eq!(field("id"), text(&statement.id));
            assert_eq!(field("quote"), text(&statement.quote));
            assert_eq!(field("modality"), text(statement.modality.name()));
            assert_eq!(field("symmetric"), Field::Bool(statement.symmetric));
            let day = statement.when.as_ref().and_then(|when| when.start);
            let since = |day: jiff::civil::Date| day.since(jiff::civil::date(1970, 1, 1)).expect("few days");
            assert_eq!(
                field("start"),
                day.map_or(Field::Null, |day| Field::Date(since(day).get_days()))
            );
            let Field::ListInternal(targets) = field("target_ids") else {
                panic!("{what}: no list");
            };
            let due = statement.targets.iter().map(|target| {
                let actor = target.actor.as_ref();
                actor.map_or(Field::Null, |actor| Field::Str(actor.id.to_string()))
            });
            assert_eq!(targets.elements(), due.collect::<Vec<_>>(), "{what}");
        }
    }
}

#[test]
fn narrower_selections_keep_the_focus() {
    let (_, graph) = graphs().swap_remove(2);
    let all = graph.select(&Filter::default());
    assert!(all.actors().len() > 10);
    assert_eq!(all.clone().most_active(3).actors().len(), 3);
    // a star has no 2-core
    assert_eq!(all.clone().core(1).actors().len(), all.actors().len());
    assert_eq!(all.core(2).actors().len(), 0);
    let filter = Filter {
        focus: vec!["x:5".into()],
        hops: 2,
        ..Filter::default()
    };
    let names: Vec<&str> = graph
        .select(&filter)
        .most_active(2)
        .actors()
        .map(|actor| actor.id.as_str())
        .collect();
    assert_eq!(names, ["x:0", "x:5"]);
}

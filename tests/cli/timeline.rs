use crate::Place;

const EVENTS: &str = "\
source,relation,target,date,document,quote
Zelmira,CONSULT:visit,Borduk,2025-03-31,a,She came.
Borduk,THREATEN,Zelmira,2025-04-01,b,He threatened.
Zelmira,AID,Borduk,2025-04-07,c,She helped.
Zelmira,CONSULT,Umber,2025-04-07,d,They met.
Zelmira,ASSAULT,Borduk,2025,e,She struck.
Zelmira,leads,Borduk,2025-04-01,f,She leads him.
";

fn place() -> Place {
    let place = Place::new();
    place.write("events.csv", EVENTS);
    place.run(&["build", "events.csv", "-o", "graph"]).ended(0);
    place
}

#[test]
fn events_come_in_the_order_of_time() {
    let place = place();
    let timeline = place
        .run(&["timeline", "graph", "Borduk", "Zelmira", "--json"])
        .ended(0)
        .json();
    let dates: Vec<&str> = timeline["events"]
        .as_array()
        .expect("events")
        .iter()
        .map(|event| event["date"].as_str().expect("a date"))
        .collect();
    assert_eq!(dates, ["2025", "2025-03-31", "2025-04-01", "2025-04-07"]);
    place
        .run(&["timeline", "graph", "Zelmira"])
        .ended(0)
        .says("5 events")
        .says("\n2025-04-07\n    (Zelmira)");
    place
        .run(&["timeline", "graph", "Zelmira", "--limit", "2"])
        .ended(0)
        .complains("3 more not shown");
    place.run(&["timeline", "graph", "Umber", "Borduk"]).ended(1);
}

#[test]
fn periods_count_cooperation_against_conflict() {
    let place = place();
    let timeline = place
        .run(&[
            "timeline", "graph", "Zelmira", "Borduk", "--by", "month", "--json",
        ])
        .ended(0)
        .json();
    assert_eq!(timeline["unplaced"], 1);
    let series = timeline["series"].as_array().expect("periods");
    assert_eq!(series.len(), 2);
    let march = &series[0];
    assert_eq!(
        (&march["start"], &march["end"], &march["events"]),
        (&"2025-03-01".into(), &"2025-03-31".into(), &1.into())
    );
    let april = &series[1];
    assert_eq!(
        (&april["events"], &april["cooperation"], &april["conflict"]),
        (&2.into(), &1.into(), &1.into())
    );
    place
        .run(&["timeline", "graph", "Zelmira", "--by", "week"])
        .ended(0)
        .says("2025-03-31       2            1         1")
        .says("2025-04-07       2            2         0")
        .says("unknown          1")
        .says("events  ██");
    place
        .run(&["timeline", "graph", "Zelmira", "--by", "year"])
        .ended(0)
        .says("2025             5            3         2")
        .says("events  █");
}

#[test]
fn scores_are_of_the_scale_that_is_asked_for() {
    let place = place();
    let net = |scale| {
        let arguments = [
            "timeline", "graph", "Zelmira", "Umber", "--by", "year", "--json", "--scale",
        ];
        let arguments: Vec<&str> = arguments.into_iter().chain([scale]).collect();
        place.run(&arguments).ended(0).json()["series"][0]["net"].clone()
    };
    assert_eq!(net("plover"), 2.5);
    assert_eq!(net("goldstein"), 0.0);
}

#[test]
fn charts_are_drawn_into_files() {
    let place = place();
    place
        .run(&["timeline", "graph", "Zelmira", "-o", "time.svg"])
        .ended(0);
    let svg = std::fs::read_to_string(place.path("time.svg")).expect("a chart");
    assert!(
        svg.contains("Zelmira ↔ Umber") || svg.contains("Zelmira → Umber"),
        "{svg}"
    );
    place
        .run(&[
            "timeline", "graph", "Zelmira", "Borduk", "--by", "month", "--theme", "dark", "-o", "net.html",
        ])
        .ended(0);
    let page = std::fs::read_to_string(place.path("net.html")).expect("a chart");
    assert!(page.contains("2025-04: ") && page.contains("#12171d"), "{page}");
    place
        .run(&["timeline", "graph", "Zelmira", "-o", "time.dot"])
        .ended(2);
    place
        .run(&["timeline", "graph", "Umber", "Borduk", "-o", "none.svg"])
        .ended(1);
    assert!(!place.path("none.svg").exists());
}

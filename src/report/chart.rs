use crate::export::{Chart, Column, Design};
use crate::graph::KnowledgeGraph;
use crate::query::{Period, Timeline, Unit};

/// A timeline as a chart: its events, or where a unit and the name of a scale are given its series.
pub fn chart<'g>(
    graph: &'g KnowledgeGraph,
    timeline: &Timeline<'g>,
    counted: Option<(Unit, &str)>,
    design: &Design,
) -> Chart<'g> {
    let about = (timeline.a, timeline.b);
    let Some((unit, scale)) = counted else {
        return Chart::timeline(graph, about, &timeline.statements, design);
    };
    let column = |period: &Period| Column {
        name: unit.name(period.start),
        start: period.start,
        end: period.end,
        events: period.events,
        cooperation: period.cooperation,
        conflict: period.conflict,
        net: period.net,
    };
    let columns = timeline.series.iter().map(column).collect();
    Chart::series(graph, about, &timeline.statements, (columns, scale), design)
}

"""Reads what `legation export` wrote with the programs that users read it with.

Arguments: a folder with one file a format, the number of actors, the number of ties. Ends with 1 at the first
format that a reader refuses or reads otherwise.
"""

import json
import sys
from pathlib import Path

import networkx
import pandas

folder, actors, ties = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])


def same(what, found, due):
    if found != due:
        sys.exit(f"{what}: {found}, but {due} are due")


graph = networkx.read_graphml(folder / "graph.graphml", force_multigraph=True)
same("graphml nodes", graph.number_of_nodes(), actors)
same("graphml edges", graph.number_of_edges(), ties)

gexf = networkx.read_gexf(folder / "graph.gexf", version="1.3")
same("gexf nodes", gexf.number_of_nodes(), actors)

data = json.loads((folder / "graph.node-link").read_text())
graph = networkx.node_link_graph(data, edges="edges")
same("node-link nodes", graph.number_of_nodes(), actors)
same("node-link edges", graph.number_of_edges(), ties)

elements = json.loads((folder / "graph.cytoscape").read_text())
for edge in elements["elements"]["edges"]:
    edge["data"].setdefault("id", "")
graph = networkx.cytoscape_graph(
    {
        "data": [],
        "directed": True,
        "multigraph": True,
        "elements": {
            "nodes": [{"data": {**n["data"], "value": n["data"]["id"], "name": n["data"]["label"]}} for n in elements["elements"]["nodes"]],
            "edges": [{"data": {**e["data"], "key": e["data"]["id"]}} for e in elements["elements"]["edges"]],
        },
    }
)
same("cytoscape nodes", graph.number_of_nodes(), actors)
same("cytoscape edges", graph.number_of_edges(), ties)

table = pandas.read_csv(folder / "graph.csv", keep_default_na=False)
same("csv rows", len(table), ties)

lines = (folder / "graph.jsonl").read_text().split("\n")
if lines != [""]:
    pandas.read_json(folder / "graph.jsonl", lines=True)

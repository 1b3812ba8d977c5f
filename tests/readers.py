"""Reads what `legation export` wrote with the programs that users read it with.

Arguments: a folder with one file a format, the number of actors, the number of ties. Ends with 1 at the first
format that a reader refuses or reads otherwise.
"""

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import networkx
import pandas
import rdflib
from stix2validator import ValidationOptions, validate_file

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

STATEMENT = rdflib.URIRef("urn:legation:vocab#Statement")
ACTOR = rdflib.URIRef("urn:legation:vocab#Actor")
sizes = set()
for name, syntax in [("turtle", "turtle"), ("nquads", "nquads"), ("jsonld", "json-ld")]:
    store = rdflib.Dataset(default_union=True)
    store.parse(folder / f"graph.{name}", format=syntax)
    found = {(s, p, o) for s, p, o, _ in store.quads()}
    sizes.add(len(found))
    same(f"{name} actors", len({s for s, p, o in found if o == ACTOR}) >= actors, True)
    same(f"{name} statements", len({s for s, p, o in found if o == STATEMENT}) > 0, ties > 0)
same("different numbers of triples in RDF", len(sizes), 1)

table = pandas.read_csv(folder / "graph.csv", keep_default_na=False)
same("csv rows", len(table), ties)


def neo4j(what):
    """A file as `neo4j-admin database import` documents its headers: fields are `name:type`, of which ID, LABEL, START_ID,
    END_ID and TYPE are parts of the graph and the others types of properties; an empty cell is no property."""
    types = {
        "int": int,
        "float": float,
        "boolean": lambda cell: {"true": True, "false": False}[cell],
        "string": str,
        **dict.fromkeys(["ID", "LABEL", "START_ID", "END_ID", "TYPE"], str),
    }
    with (folder / "graph.neo4j-csv" / f"{what}.csv").open(newline="", encoding="utf-8") as file:
        head, *rows = csv.reader(file, strict=True)
    fields = [(field.rpartition(":") if ":" in field else (field, ":", "string")) for field in head]
    names = [field for field, _, kind in fields if field]
    same(f"neo4j {what}: names", len(set(names)), len(names))
    for row in rows:
        same(f"neo4j {what}: cells", len(row), len(head))
    return [kind for _, _, kind in fields], [
        {field or kind: types[kind](cell) for (field, _, kind), cell in zip(fields, row) if cell} for row in rows
    ]


kinds, nodes = neo4j("nodes")
same("neo4j ids", (kinds.count("ID"), kinds.count("LABEL"), len({node["id"] for node in nodes})), (1, 1, actors))
kinds, relationships = neo4j("relationships")
same("neo4j ends", [kinds.count(kind) for kind in ("START_ID", "END_ID", "TYPE")], [1, 1, 1])
same("neo4j relationships", len(relationships), ties)
ends = {relationship[end] for relationship in relationships for end in ("START_ID", "END_ID")}
same("neo4j ends that are nobody", ends - {node["id"] for node in nodes}, set())

with (folder / "graph.stix").open() as file:
    options = ValidationOptions(version="2.1", strict=False)
    result = validate_file(str(folder / "graph.stix"), options)
if not result.is_valid:
    errors = [str(error) for one in result.object_results for error in one.errors]
    sys.exit("stix: " + "; ".join(errors[:5]))

checked = subprocess.run(
    [Path(sys.executable).with_name("ftm"), "validate", "-i", folder / "graph.ftm"], capture_output=True, text=True
)
kept = checked.stdout.splitlines()
entities = (folder / "graph.ftm").read_text().split("\n")[:-1]
if checked.returncode or len(kept) != len(entities):
    sys.exit(f"ftm: {len(kept)} of {len(entities)} entities are valid: {checked.stderr[-2000:]}")
for before, after in zip(map(json.loads, entities), map(json.loads, kept)):
    lost = [name for name, values in before["properties"].items() if len(values) != len(after["properties"].get(name, []))]
    same(f"ftm values lost of {before['schema']}", lost, [])

chromium = shutil.which("chromium") or shutil.which("chromium-browser")


def opened(address):
    """What a page is after its scripts have run."""
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000", "--dump-dom"]
    return subprocess.run([chromium, *flags, address], capture_output=True, text=True, check=True).stdout


if chromium:
    page = folder / "page.html"
    page.write_bytes((folder / "graph.html").read_bytes())
    text = page.read_text()
    title = re.search(r"<title>(.*?)</title>", text).group(1)
    lines = re.findall(r'class="edge [^"]*" id="([^"]*)"', text)

    def browsed(tie):
        """The page after its script ran, with a tie chosen."""
        return opened(page.as_uri() + (f"#{tie}" if tie else ""))

    for tie in [None, *lines[:1], *lines[-2:]]:
        dom = browsed(tie)
        same("html title", re.search(r"<title>(.*?)</title>", dom).group(1), title)
        same("html scripts", dom.count("<script"), 2)
        status = re.search(r'id="status"[^>]*>([^<]*)<', dom).group(1)
        same("html status", status.split(" shown")[0], f"{len(lines)} of {len(lines)} line{'' if len(lines) == 1 else 's'}")
        same("html list", len(re.findall(r'<li><button|<li[^>]*><button', dom)), len(lines))
        same("html evidence", bool(re.search(r"<article>", dom)), tie is not None)
        if re.search(r'href="(?!https?:)', dom):
            sys.exit("html: a link that is none")
else:
    print("SKIPPED: there is no chromium, so nobody opens the page (apt install chromium)", file=sys.stderr)

mermaid = Path(sys.prefix) / "node_modules/mermaid/dist/mermaid.min.js"
if chromium and mermaid.exists():
    # text that ends no element
    diagram = json.dumps((folder / "graph.mermaid").read_text()).replace("<", "\\u003c")
    page = folder / "mermaid.html"
    page.write_text(
        f"""<meta charset="utf-8"><title>diagram</title><script src="{mermaid.as_uri()}"></script><div id="drawn"></div><script>
        mermaid.initialize({{ startOnLoad: false }});
        mermaid.render("graph", {diagram}).then(
          ({{ svg }}) => (drawn.innerHTML = svg),
          (error) => (drawn.textContent = `refused: ${{error}}`),
        );</script>"""
    )
    dom = opened(page.as_uri())
    refused = re.search(r'id="drawn">(refused: [^<]*)', dom)
    if refused:
        sys.exit(f"mermaid: {refused.group(1)}")
    same("mermaid title", re.search(r"<title>(.*?)</title>", dom).group(1), "diagram")
    same("mermaid nodes", len(re.findall(r'<g class="node ', dom)), actors)
    same("mermaid lines", len(re.findall(r'<path [^>]*flowchart-link', dom)), (folder / "graph.mermaid").read_text().count("\n  linkStyle "))
else:
    print("SKIPPED: there is no Mermaid, so nobody draws its diagrams (npm install --prefix PYTHON'S_FOLDER mermaid)", file=sys.stderr)

lines = (folder / "graph.jsonl").read_text().split("\n")
if lines != [""]:
    pandas.read_json(folder / "graph.jsonl", lines=True)

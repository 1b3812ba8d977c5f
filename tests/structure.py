"""What Legation found in graphs, by NetworkX: tests/networkx.rs writes the graphs and runs this.

    python3 tests/structure.py FILE

Each line of FILE has a graph, as arcs with the documents that tell of each, and the answers. Ends with an
error at the first graph of which NetworkX says something else.
"""
import itertools
import json
import math
import sys

import networkx as nx

CLOSE = {"rel_tol": 1e-6, "abs_tol": 1e-9}


def same(what, ours, theirs):
    if isinstance(ours, float) or isinstance(theirs, float):
        agree = math.isclose(ours, theirs, **CLOSE)
    elif isinstance(ours, dict):
        same(what, sorted(ours), sorted(theirs))
        for key in ours:
            same(f"{what} of {key}", ours[key], theirs[key])
        return
    else:
        agree = ours == theirs
    assert agree, f"{what}: {ours}, but NetworkX has {theirs}"


def costs(graph, paths, weight):
    for path in paths:
        assert nx.is_simple_path(graph, path), f"no path: {path}"
    assert len({tuple(path) for path in paths}) == len(paths), "a path comes twice"
    return [nx.path_weight(graph, path, weight) for path in paths]


def check_paths(what, graph, answers, weight):
    ours = answers[what]
    try:
        found = nx.shortest_simple_paths(graph, answers["from"], answers["to"], weight=weight)
        theirs = list(itertools.islice(found, 10))
    except nx.NetworkXNoPath:
        theirs = []
    same(f"number of {what}", len(ours), len(theirs))
    for a, b in zip(costs(graph, ours, weight), costs(graph, theirs, weight)):
        same(f"cost of {what}", float(a), float(b))


def check(arcs, answers):
    directed, graph = nx.DiGraph(), nx.Graph()
    documents = {}
    for source, target, told in arcs:
        directed.add_edge(source, target, step=1)
        graph.add_edge(source, target, step=1)
        documents.setdefault(frozenset((source, target)), set()).update(told)
    for ends in graph.edges:
        graph.edges[ends]["support"] = 1 / len(documents[frozenset(ends)])
    same("degree", answers["degree"], {node: float(degree) for node, degree in graph.degree})
    same("betweenness", answers["betweenness"], nx.betweenness_centrality(graph))
    same("PageRank", answers["pagerank"], nx.pagerank(directed, tol=1e-13, max_iter=1000))
    check_paths("paths", graph, answers, "step")
    check_paths("directed_paths", directed, answers, "step")
    check_paths("supported_paths", graph, answers, "support")

    theirs = {frozenset(bridge) for bridge in nx.bridges(graph)}
    same("bridges", {frozenset(bridge[:2]) for bridge in answers["bridges"]}, theirs)
    for near, far, cut_off in answers["bridges"]:
        rest = nx.restricted_view(graph, [], [(near, far)])
        sizes = [len(nx.node_connected_component(rest, end)) for end in (near, far)]
        same("cut off", cut_off, sizes[1])
        assert sizes[1] <= sizes[0], "the greater part is cut off"
    triangles, cut = nx.triangles(graph), set(nx.articulation_points(graph))
    sizes, constraint = nx.effective_size(graph), nx.constraint(graph)
    pairs = {node: degree * (degree - 1) // 2 - triangles[node] for node, degree in graph.degree}
    same("brokers", sorted(answers["brokers"]), sorted(node for node in graph if pairs[node]))
    same("cut points", cut, {node for node, broker in answers["brokers"].items() if broker["parts"] > 1})
    for node, broker in answers["brokers"].items():
        rest = nx.restricted_view(graph, [node], [])
        parts = {frozenset(nx.node_connected_component(rest, other)) for other in graph[node]}
        same(f"broker {node}", broker, {
            "neighbours": graph.degree[node], "pairs": pairs[node], "parts": len(parts),
            "effective_size": float(sizes[node]), "constraint": float(constraint[node])})

    same("triads", answers["triads"], nx.triadic_census(directed))
    members = [set(community) for community in answers["communities"]]
    same("modularity", answers["modularity"], nx.community.modularity(graph, members))
    louvain = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1))
    return answers["modularity"] - louvain


def main():
    gains = []
    with open(sys.argv[1], encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            graph = json.loads(line)
            try:
                gains.append(check(graph["arcs"], graph["answers"]))
            except AssertionError as error:
                sys.exit(f"graph {number}: {error}\n{graph['arcs']}")
    worse = [gain for gain in gains if gain < -1e-9]
    print(f"{len(gains)} graphs as NetworkX {nx.__version__} has them")
    print(f"modularity beside its Louvain: {sum(gains) / len(gains):+.5f} on average, less in {len(worse)} graphs, "
          f"{min(gains):+.5f} at worst")
    if sum(gains) < 0:
        sys.exit("modularity is worse than NetworkX's on average")


main()

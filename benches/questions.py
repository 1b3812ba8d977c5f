"""Questions that take an algorithm, beside igraph, leidenalg and NetworkX: same file, same questions, same run.

    python3 -m venv peers && peers/bin/pip install networkx igraph leidenalg
    cargo build --release && peers/bin/python benches/questions.py FILE

FILE is tab-separated with a header and the columns date, source, relation, target. Each peer runs in a process of its
own, over one undirected edge for each two actors; Legation's answers hold the evidence of each step, too. Times are in
seconds: of paths the median, of all else once. The last column is our figure divided by igraph's; "in-order" is divided by
its plain shortest path, for igraph has no paths in the order of time: it is three of them, the one that arrives first, the
one with the fewest steps and the one that leaves last.
"""
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

QUESTIONS = 1000
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [p for p in sys.path if os.path.abspath(p or ".") != HERE]  # files here are called like modules of theirs
LEGATION = os.path.join(HERE, "..", "target", "release", "legation")


def median(asked, answer):
    times = []
    for question in asked:
        start = time.perf_counter()
        answer(question)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def timed(work):
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def contacts(graph):
    """Who has to do with whom, as the graph file knows it."""
    database = sqlite3.connect(f"file:{graph}?mode=ro", uri=True)
    pairs = ("SELECT a.id, b.id FROM participants s JOIN participants t ON t.statement = s.statement AND t.role = 'target' "
             "JOIN actors a ON a.actor = s.actor JOIN actors b ON b.actor = t.actor WHERE s.role = 'source' AND a.id <> b.id "
             "ORDER BY s.statement")
    return database.execute(pairs).fetchall()


def questions(graph):
    rows = contacts(graph)
    chosen = rows[:: max(len(rows) // QUESTIONS, 1)]
    return [(a[0], b[1]) for a, b in zip(chosen, reversed(chosen)) if a[0] != b[1]]


def igraph(graph):
    import igraph as ig
    import leidenalg
    rows = contacts(graph)
    names = {name: at for at, name in enumerate(sorted({name for row in rows for name in row}))}
    edges = sorted({tuple(sorted((names[a], names[b]))) for a, b in rows})
    net = ig.Graph(n=len(names), edges=edges)
    pairs = [(names[a], names[b]) for a, b in questions(graph)]
    found = {"actors": len(names), "path": median(pairs, lambda p: net.get_shortest_path(*p)),
             "k-paths": median(pairs[:100], lambda p: net.get_k_shortest_paths(*p, k=10))}
    found["in-order"] = found["path"]
    found["communities"], louvain = timed(net.community_multilevel)
    found["modularity"] = louvain.modularity
    print(f"igraph's Leiden: {timed(lambda: net.community_leiden('modularity'))[0]:.3f} s", file=sys.stderr)
    seconds, leiden = timed(lambda: leidenalg.find_partition(net, leidenalg.ModularityVertexPartition))
    print(f"leidenalg: {seconds:.3f} s, modularity {leiden.modularity:.4f}", file=sys.stderr)
    found["betweenness"] = timed(net.betweenness)[0]
    return found


def networkx(graph):
    import itertools

    import networkx as nx
    net = nx.Graph(contacts(graph))
    pairs = questions(graph)
    ten = lambda p: list(itertools.islice(nx.shortest_simple_paths(net, *p), 10))  # noqa: E731
    found = {"path": median(pairs, lambda p: nx.bidirectional_shortest_path(net, *p)), "k-paths": median(pairs[:20], ten)}
    found["communities"], louvain = timed(lambda: nx.community.louvain_communities(net, seed=1))
    found["modularity"] = nx.community.modularity(net, louvain)
    return found


PEERS = {function.__name__: function for function in (igraph, networkx)}


def ours(graph, pairs):
    command = ["cargo", "bench", "-q", "--bench", "questions", "--", graph, pairs]
    printed = subprocess.run(command, cwd=os.path.join(HERE, ".."), check=True, capture_output=True, text=True).stdout
    return {line.split()[0]: float(line.split()[1]) for line in printed.splitlines()}


def main():
    if sys.argv[1] == "--peer":
        return print(json.dumps(PEERS[sys.argv[2]](sys.argv[3])))
    with tempfile.TemporaryDirectory() as folder:
        graph, pairs = os.path.join(folder, "graph"), os.path.join(folder, "pairs")
        subprocess.run([LEGATION, "build", os.path.abspath(sys.argv[1]), "-o", graph], check=True, capture_output=True)
        with open(pairs, "w", encoding="utf-8") as lines:
            lines.writelines(f"{a}\t{b}\n" for a, b in questions(graph))
        us, figures = ours(graph, pairs), {}
        for name in PEERS:
            command = [sys.executable, os.path.abspath(__file__), "--peer", name, graph]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
            if done.returncode:
                print(f"{name} failed", file=sys.stderr)
                continue
            figures[name] = json.loads(done.stdout)
    print(f"{'':14}{'legation':>14}" + "".join(f"{name:>14}" for name in figures) + f"{'ratio':>10}")
    for task, value in us.items():
        peers = [figures[name].get(task) for name in figures]
        shown = "".join(f"{'' if peer is None else format(peer, '.6g'):>14}" for peer in peers)
        igraph_has = figures.get("igraph", {}).get(task)
        ratio = f"{value / igraph_has:10.2f}" if igraph_has else ""
        print(f"{task:14}{value:14.6g}{shown}{ratio}")
    print(f"ask adds {us['ask'] - us['between']:.6f} s to the question it stands for")


if __name__ == "__main__":
    main()

"""The graph of dated contacts beside NetworkX, igraph, NumPy, DuckDB and Oxigraph: same file, same questions, same run.

    python3 -m venv peers && peers/bin/pip install networkx igraph duckdb pyoxigraph numpy scipy
    cargo build --release && peers/bin/python benches/graph.py FILE

    peers/bin/python benches/graph.py --large FILE

FILE is tab-separated with a header and the columns date, source, relation, target. With --large it is repeated with
later dates until there are ten million rows, and only our own figures are printed. Each peer runs in a process of its
own. The last column is our figure divided by the best peer's; questions are counted by the median of a thousand.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

QUESTIONS = 1000
LARGE = 10_000_000
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [p for p in sys.path if os.path.abspath(p or ".") != HERE]  # this file is called like no module of theirs
LEGATION = os.path.join(HERE, "..", "target", "release", "legation")


def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS:"))


def rows(file):
    with open(file, encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            yield tuple(line.rstrip("\n").split("\t"))


def questions(file):
    every = [(s, t, d) for d, s, _, t in rows(file)]
    chosen = every[:: max(len(every) // QUESTIONS, 1)]
    pairs = [(a[0], b[1]) for a, b in zip(chosen, reversed(chosen))]
    return chosen, pairs


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


def months(days):
    counts = {}
    for day in days:
        counts[day[:7]] = counts.get(day[:7], 0) + 1
    return counts


def networkx(file):
    import networkx as nx

    def load():
        graph, undirected = nx.MultiDiGraph(), nx.Graph()
        for date, source, relation, target in rows(file):
            graph.add_edge(source, target, relation=relation, date=date)
            undirected.add_edge(source, target)
        return graph, undirected
    before = resident()
    seconds, (graph, undirected) = timed(load)
    memory = resident() - before
    chosen, pairs = questions(file)

    def near(question):
        actor, month = question[0], question[2][:7]
        found = {t for _, t, d in graph.out_edges(actor, data="date") if d[:7] == month}
        return found | {s for s, _, d in graph.in_edges(actor, data="date") if d[:7] == month}

    def path(pair):
        try:
            return nx.bidirectional_shortest_path(undirected, *pair)
        except nx.NetworkXNoPath:
            return None

    def dyad(question):
        return months(data["date"] for data in graph.get_edge_data(question[0], question[1]).values())
    return {"load": seconds, "memory": memory, "neighbours": median(chosen, near), "path": median(pairs, path),
            "two-hops": median(chosen, lambda q: nx.single_source_shortest_path_length(undirected, q[0], cutoff=2)),
            "dyad-months": median(chosen, dyad), "pagerank": timed(lambda: nx.pagerank(graph))[0]}


def igraph(file):
    import igraph as ig

    def load():
        table = list(rows(file))
        names = {name: at for at, name in enumerate(sorted({n for row in table for n in (row[1], row[3])}))}
        graph = ig.Graph(n=len(names), edges=[(names[r[1]], names[r[3]]) for r in table], directed=True)
        graph.es["date"] = [r[0] for r in table]
        return graph, names
    before = resident()
    seconds, (graph, names) = timed(load)
    memory = resident() - before
    chosen, pairs = questions(file)
    ids = [(names[a], names[b]) for a, b in pairs]
    simple = graph.as_undirected()
    return {"load": seconds, "memory": memory,
            "path": median(ids, lambda p: simple.get_shortest_path(p[0], p[1])),
            "two-hops": median([names[q[0]] for q in chosen], lambda a: simple.neighborhood(a, order=2)),
            "pagerank": timed(lambda: graph.pagerank())[0]}


def numpy(file):
    import numpy as np

    def load():
        table = list(rows(file))
        names, codes = np.unique(np.array([n for r in table for n in (r[1], r[3])]), return_inverse=True)
        codes = codes.reshape(-1, 2).astype(np.int32)
        days = np.array([r[0] for r in table], dtype="datetime64[D]").astype(np.int32)
        actor = np.concatenate([codes[:, 0], codes[:, 1]])
        order = np.lexsort((np.concatenate([days, days]), actor))
        other = np.concatenate([codes[:, 1], codes[:, 0]])[order]
        starts = np.searchsorted(actor[order], np.arange(len(names) + 1))
        return names, codes, days, other, np.concatenate([days, days])[order], starts
    before = resident()
    seconds, (names, codes, days, other, sorted_days, starts) = timed(load)
    memory = resident() - before
    chosen, _ = questions(file)
    number = {name: at for at, name in enumerate(names.tolist())}
    asked = []
    for source, target, day in chosen:
        month = np.datetime64(day[:7])
        asked.append((number[source], number[target], month.astype("datetime64[D]").astype(int),
                      (month + 1).astype("datetime64[D]").astype(int)))

    def near(question):
        actor, _, since, until = question
        begin, end = starts[actor], starts[actor + 1]
        low, high = np.searchsorted(sorted_days[begin:end], [since, until])
        return np.unique(other[begin + low:begin + high])

    def every_dyad():
        month = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        key = (codes[:, 0].astype(np.int64) * len(names) + codes[:, 1]) * 4096 + month
        return np.unique(key, return_counts=True)

    def pagerank():
        count = len(names)
        out = np.bincount(codes[:, 0], minlength=count)
        rank = np.full(count, 1 / count)
        for _ in range(100):
            share = rank / np.maximum(out, 1)
            new = np.bincount(codes[:, 1], weights=share[codes[:, 0]], minlength=count)
            new = 0.85 * (new + rank[out == 0].sum() / count) + 0.15 / count
            change, rank = np.abs(new - rank).sum(), new
            if change < 1e-6 * count:
                return rank
    return {"load": seconds, "memory": memory, "neighbours": median(asked, near),
            "all-months": min(timed(every_dyad)[0] for _ in range(3)), "pagerank": min(timed(pagerank)[0] for _ in range(3))}


def duckdb(file):
    import duckdb
    before = resident()
    database = duckdb.connect()
    load = f"CREATE TABLE events AS SELECT * FROM read_csv('{file}', delim='\t', header=true, quote='')"
    seconds, _ = timed(lambda: database.execute(load))
    memory = resident() - before
    chosen, _ = questions(file)

    def near(question):
        month = question[2][:7] + "-01"
        return database.execute(
            "SELECT target FROM events WHERE source = $1 AND date_trunc('month', date) = $2::DATE UNION "
            "SELECT source FROM events WHERE target = $1 AND date_trunc('month', date) = $2::DATE",
            [question[0], month]).fetchall()
    every = "SELECT source, target, date_trunc('month', date) m, count(*) FROM events GROUP BY ALL"
    return {"load": seconds, "memory": memory, "neighbours": median(chosen[:50], near),
            "all-months": min(timed(lambda: database.execute(every).fetchnumpy())[0] for _ in range(3))}


def pyoxigraph(file):
    import pyoxigraph as ox

    def load():
        store = ox.Store()
        iri = {}
        node = lambda name: iri.setdefault(name, ox.NamedNode("x:" + str(len(iri))))  # noqa: E731
        store.bulk_extend(ox.Quad(node(s), node("r " + r), node(t), ox.NamedNode("d:" + d)) for d, s, r, t in rows(file))
        return store, iri
    before = resident()
    seconds, (store, iri) = timed(load)
    memory = resident() - before
    chosen, _ = questions(file)

    def dyad(question):
        found = store.quads_for_pattern(iri[question[0]], None, iri[question[1]])
        return months(quad.graph_name.value[2:] for quad in found)
    return {"load": seconds, "memory": memory, "dyad-months": median(chosen, dyad)}


PEERS = {function.__name__: function for function in (networkx, igraph, numpy, duckdb, pyoxigraph)}


def large(file):
    with open(file, "rb") as lines:
        count = sum(1 for _ in lines) - 1
    for task, value in ours(file, -(-LARGE // count)).items():
        print(f"{task:14}{value:14.6g}")


def ours(file, times=1):
    command = ["cargo", "bench", "-q", "--bench", "graph", "--", os.path.abspath(file), str(times)]
    printed = subprocess.run(command, cwd=os.path.join(HERE, ".."), check=True, capture_output=True, text=True).stdout
    return {line.split()[0]: float(line.split()[1]) for line in printed.splitlines()}


def stored(file, folder):
    """Files: ingest, and one question to what is stored with the start of the process."""
    graph, database = os.path.join(folder, "graph"), os.path.join(folder, "duck.db")
    copy = (f"import duckdb; d = duckdb.connect('{database}'); d.execute('CREATE TABLE e (date DATE, source TEXT, relation "
            f"TEXT, target TEXT)'); d.execute(\"COPY e FROM '{file}' (DELIMITER '\\t', HEADER, QUOTE '')\"); d.close()")
    source, target, _ = questions(file)[0][QUESTIONS // 2]
    ask = (f"import duckdb; d = duckdb.connect({database!r}, read_only=True); print(d.execute('SELECT * FROM e WHERE source = ? "
           f"AND target = ? OR target = ? AND source = ? ORDER BY date', [{source!r}, {target!r}] * 2).fetchall())")
    run = lambda command: timed(lambda: subprocess.run(command, capture_output=True))[0]  # noqa: E731
    peer = {"ingest": run([sys.executable, "-c", copy]), "between": min(run([sys.executable, "-c", ask]) for _ in range(3))}
    us = {"ingest": run([LEGATION, "build", file, "-o", graph]),
          "between": min(run([LEGATION, "between", graph, source, target]) for _ in range(3))}
    return us, peer


def main():
    if sys.argv[1] == "--peer":
        return print(json.dumps(PEERS[sys.argv[2]](sys.argv[3])))
    if sys.argv[1] == "--large":
        return large(sys.argv[2])
    file = os.path.abspath(sys.argv[1])
    figures = {}
    for name in PEERS:
        command = [sys.executable, os.path.abspath(__file__), "--peer", name, file]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            print(f"{name} failed: {done.stderr.splitlines()[-1]}", file=sys.stderr)
            continue
        for task, value in json.loads(done.stdout).items():
            figures.setdefault(task, {})[name] = value
    us = ours(file)
    with tempfile.TemporaryDirectory() as folder:
        here, peer = stored(file, folder)
    us.update(here)
    for task, value in peer.items():
        figures[task] = {"duckdb": value}
    print(f"{'':14}{'legation':>14}{'best peer':>14}  {'':12}{'ratio':>8}")
    for task, peers in figures.items():
        best = min(peers, key=peers.get)
        print(f"{task:14}{us[task]:14.6g}{peers[best]:14.6g}  {best:12}{us[task] / peers[best]:8.2f}")


if __name__ == "__main__":
    main()

"""The best dependency tree: maximum spanning arborescence (Chu-Liu/Edmonds) with exactly one root word."""
import numpy as np

ONE_ROOT = 1e6  # taken off every root arc, so that the best tree has as few root words as possible: one


def is_tree(heads):
    """`heads[i]` is the head of word i+1; true where all words hang from one root word without a cycle."""
    n = len(heads)
    if sum(h == 0 for h in heads) != 1:
        return False
    state = [0] * (n + 1)
    state[0] = 2
    for start in range(1, n + 1):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node - 1]
        if state[node] == 1:
            return False
        for p in path:
            state[p] = 2
    return True


def decode(scores):
    """`scores[d, h]`: word d+1 hangs from h (0 = root). Returns a head for every word."""
    scores = scores.astype(np.float64).copy()
    n = scores.shape[0]
    scores[np.arange(n), np.arange(n) + 1] = -np.inf
    heads = scores.argmax(1)
    if is_tree(heads.tolist()):
        return heads.tolist()
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = scores
    full[1:, 0] -= ONE_ROOT
    return edmonds(full)[1:]


def edmonds(s):
    """`s[d, h]` over nodes 0..n, 0 the root. Returns heads with heads[0] = 0."""
    n = s.shape[0]
    heads = s.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads.tolist()
    inside = np.zeros(n, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)  # 0 is first
    gain = s[cycle, heads[cycle]]
    # The cycle becomes one node, the last of the smaller graph.
    m = len(outside)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = s[np.ix_(outside, outside)]
    leaving = s[np.ix_(outside, cycle)]  # an outside word hangs from a word of the cycle
    leave_at = leaving.argmax(1)
    small[:m, m] = leaving[np.arange(m), leave_at]
    entering = s[np.ix_(cycle, outside)] - gain[:, None]  # a word of the cycle hangs from outside instead
    enter_at = entering.argmax(0)
    small[m, :m] = entering[enter_at, np.arange(m)]
    small[0, :] = -np.inf
    inner = edmonds(small)
    result = [0] * n
    for c in cycle:
        result[c] = int(heads[c])
    for i in range(1, m):
        h = inner[i]
        result[outside[i]] = int(outside[h]) if h < m else int(cycle[leave_at[i]])
    broken = cycle[enter_at[inner[m]]]
    result[broken] = int(outside[inner[m]])
    return result


def find_cycle(heads):
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node):]
        for p in path:
            state[p] = 2
    return None

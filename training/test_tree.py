"""The tree decoder against all trees of up to five words: python test_tree.py"""
import itertools

import numpy as np

import tree

if __name__ == "__main__":
    rng = np.random.default_rng(1)
    for trial in range(400):
        n = int(rng.integers(1, 6))
        scores = rng.normal(size=(n, n + 1))
        total = lambda heads: sum(scores[d, h] for d, h in enumerate(heads))
        every = (h for h in itertools.product(range(n + 1), repeat=n) if tree.is_tree(h) and all(d + 1 != x for d, x in enumerate(h)))
        best, found = max(every, key=total), tree.decode(scores)
        assert tree.is_tree(found) and abs(total(best) - total(found)) < 1e-9, (scores, best, found)
    print("the decoder finds the best tree")

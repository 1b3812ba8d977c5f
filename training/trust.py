"""Fits the learnt model of trust, data/model/trust.bin, which src/code/trust.rs reads.

    python3 training/trust.py texts SHARED > TEXTS.jsonl
    cargo run --release --example trust_features -- TEXTS.jsonl > FEATURES.tsv
    python3 training/trust.py fit TEXTS.jsonl FEATURES.tsv data/model/trust.bin

`texts` writes the texts whose pairs judged.tsv judges, the `yes:` sentences of data/verbs, our own sentences and the gold of
relations. `fit` prints the scores of five-fold cross-validation over the judged statements
(seed 7, folds by document) and writes weights that are fitted on everything.
"""
import json
import struct
import sys
from collections import Counter
from pathlib import Path

import numpy as np

import relations
from judged import found, judged

SEED, FOLDS, ROWS, UNIT = 7, 5, 1 << 14, 20.0
MADE = 0.3  # the weight of sentences that were written to say one thing, beside those that were found


def texts(shared):
    wanted = {row.text for row in judged()}
    for name, text in found(shared):
        if name in wanted:
            yield dict(id=name, text=text)
    for pair in relations.pairs(shared):
        if not pair["id"].startswith("judged"):
            yield pair


def examples(texts_file, features_file):
    """Document, whether the event is what the sentence says, weight, features; of all statements that somebody has judged."""
    acts = {(row.text, *row.source, *row.target): row.act for row in judged()}
    rows = map(json.loads, open(texts_file))
    made = {row["id"]: row for row in rows if "source" in row}
    table = relations.by_cameo()
    for line in open(features_file):
        name, *places, event, counted, rest = line.rstrip("\n").split("\t", 7)
        features = rest.split("\t")
        places = tuple(map(int, places))
        if name in made:
            row = made[name]
            parts = [row["text"][places[0]:places[1]], row["text"][places[2]:places[3]]]
            if all(part and (part in given or given in part) for part, given in zip(parts, (row["source"], row["target"]))):
                origin, _, label = name.split(" ")
                if origin == "gold" and counted != event:
                    continue  # the gold labels what PLOVER counts, not the act
                right = label == event if origin != "gold" else relations.gold_class(counted, features, table) == label
                yield name, right, MADE, features
        elif (name, *places) in acts:
            yield name, acts[name, *places] == event, 1.0, features


def fitted(chosen, strength=0.1):
    from sklearn.linear_model import LogisticRegression

    often = Counter(feature for _, _, _, features in chosen for feature in features)
    rows = [[feature for feature in features if often[feature] > 1] for _, _, _, features in chosen]
    model = LogisticRegression(C=strength, max_iter=300)
    model.fit(relations.matrix(rows, ROWS), [right for _, right, _, _ in chosen], sample_weight=[weight for _, _, weight, _ in chosen])
    weights = model.coef_[0].copy()
    weights[relations.rows(["bias"], ROWS)] += model.intercept_[0]
    return np.clip(np.round(weights * UNIT), -127, 127).astype(np.int8)


def likely(weights, rows):
    return 1 / (1 + np.exp(-(relations.matrix(rows, ROWS) @ weights.astype(np.float32)) / UNIT))


def main():
    if sys.argv[1] == "texts":
        for text in texts(Path(sys.argv[2])):
            print(json.dumps(text))
        return
    every = list(examples(sys.argv[2], sys.argv[3]))
    real = [e for e in every if e[2] == 1.0]
    names = sorted({e[0] for e in real})
    fold_of = dict(zip(names, np.random.RandomState(SEED).permutation(len(names)) % FOLDS))
    given, right = np.zeros(len(real)), np.array([e[1] for e in real])
    for fold in range(FOLDS):
        weights = fitted([e for e in every if fold_of.get(e[0]) != fold])
        part = [n for n, e in enumerate(real) if fold_of[e[0]] == fold]
        given[part] = likely(weights, [real[n][3] for n in part])
    from sklearn.metrics import roc_auc_score

    say = lambda text: print(text, file=sys.stderr)
    say(f"{len(real)} judged statements, {right.mean():.3f} right; {len(every) - len(real)} of our own and of the gold")
    say(f"ranking (area under the curve): {roc_auc_score(right, given):.3f}")
    origins = np.array([e[0].split(":")[0] for e in real])
    for origin in ["all", *sorted(set(origins))]:
        for least in (0.3, 0.4, 0.5):
            chosen = (origins == origin) if origin != "all" else origins == origins
            kept = chosen & (given >= least)
            say(f"{origin:14} from {least}: {kept.sum()} of {chosen.sum()} kept, {right[kept].mean():.3f} of them right (before {right[chosen].mean():.3f}), "
                f"{right[kept].sum() / right[chosen].sum():.3f} of the right ones kept")
    if len(sys.argv) > 4:
        import zstandard

        packed = zstandard.ZstdCompressor(level=19).compress(struct.pack("<f", UNIT) + fitted(every).tobytes())
        Path(sys.argv[4]).write_bytes(packed)
        say(f"{len(packed)} bytes")


if __name__ == "__main__":
    main()

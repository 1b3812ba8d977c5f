"""Fits the learnt model of trust, data/model/trust.bin, which src/code/trust.rs reads.

    python3 training/trust.py texts SHARED > TEXTS.jsonl
    cargo run --release --example trust_features -- TEXTS.jsonl > FEATURES.tsv
    python3 training/trust.py fit TEXTS.jsonl FEATURES.tsv data/model/trust.bin

`texts` writes the texts whose pairs judged.tsv and whose statements verdicts.tsv judges, the sentences of data/cues and data/verbs, our
own sentences and the gold of relations. `fit` prints the scores of five-fold cross-validation over the judged statements
(seed 7, folds by document) and writes weights that are fitted on everything.
"""
import json
import struct
import sys
from collections import Counter
from pathlib import Path

import numpy as np

import relations
from judged import cues, found, judged, verdicts

SEED, FOLDS, ROWS, UNIT = 7, 5, 1 << 14, 20.0
WHOLE = 2.0  # the weight of verdicts on whole statements, which are few, beside those on events
MADE = 0.3  # the weight of sentences that were written to say one thing, beside those that were found


def texts(shared):
    wanted = {row.text for row in judged()} | {text for text, *_ in verdicts()}
    for name, text in found(shared):
        if name in wanted:
            yield dict(id=name, text=text)
    for number, effect, text in cues():
        yield dict(id=f"cue {number} {effect}", text=text)
    for pair in relations.pairs(shared):
        if not pair["id"].startswith("judged"):
            yield pair


def examples(texts_file, features_file):
    """Document, kind of judgement, how far the sentence says it, weight, features; of all statements that somebody has judged. A verdict
    is of the whole statement, all else only of the event and its parties. What is marginal counts as half."""
    acts = {(row.text, *row.source, *row.target): row.act for row in judged()}
    faithful = verdicts()
    rows = map(json.loads, open(texts_file))
    made = {row["id"]: row for row in rows if "source" in row}
    table = relations.by_cameo()
    for line in open(features_file):
        name, statement, *places, event, counted, rest = line.rstrip("\n").split("\t", 8)
        features = rest.split("\t")
        places = tuple(map(int, places))
        if (name, statement, event) in faithful:
            yield name, "verdict", faithful[name, statement, event], WHOLE, features
        elif name.startswith("cue "):
            # the sentence is written to have a statement that the cue colours
            effect = name.split(" ")[2]
            stance = "polarity=Negated" if effect == "negated" else f"modality={effect.capitalize()}"
            if any(feature.endswith("&" + stance) for feature in features):
                yield name, "own", True, MADE, features
        elif event in ("WORDS", "TIE"):
            continue
        elif name in made:
            row = made[name]
            parts = [row["text"][places[0]:places[1]], row["text"][places[2]:places[3]]]
            if all(part and (part in given or given in part) for part, given in zip(parts, (row["source"], row["target"]))):
                origin, _, label = name.split(" ")
                if origin == "gold" and counted != event:
                    continue  # the gold labels what PLOVER counts, not the act
                right = label == event if origin != "gold" else relations.gold_class(counted, features, table) == label
                yield name, "own", right, MADE, features
        elif (name, *places) in acts:
            yield name, "event", acts[name, *places] == event, 1.0, features


def fitted(chosen, strength=0.012):
    from sklearn.linear_model import LogisticRegression

    often = Counter(feature for *_, features in chosen for feature in features)
    sides = [(right, weight * share, [feature for feature in features if often[feature] > 1])
             for _, _, right_share, weight, features in chosen
             for right, share in ((True, right_share), (False, 1 - right_share)) if share]
    model = LogisticRegression(C=strength, max_iter=300)
    model.fit(relations.matrix([features for *_, features in sides], ROWS), [right for right, *_ in sides],
              sample_weight=[weight for _, weight, _ in sides])
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
    from sklearn.metrics import roc_auc_score

    every = list(examples(sys.argv[2], sys.argv[3]))
    real = [e for e in every if e[1] != "own"]
    names = sorted({e[0] for e in real})
    fold_of = dict(zip(names, np.random.RandomState(SEED).permutation(len(names)) % FOLDS))
    given, right = np.zeros(len(real)), np.array([e[2] for e in real])
    for fold in range(FOLDS):
        weights = fitted([e for e in every if fold_of.get(e[0]) != fold])
        part = [n for n, e in enumerate(real) if fold_of[e[0]] == fold]
        given[part] = likely(weights, [real[n][4] for n in part])

    say = lambda text: print(text, file=sys.stderr)
    kinds = np.array([e[1] for e in real])
    worded = np.array(["words" in e[4] for e in real])
    say(f"{(kinds == 'event').sum()} judged events, {(kinds == 'verdict').sum()} verdicts on statements; {len(every) - len(real)} of our own and of the gold")
    origins = np.array([e[0].split(":")[0] for e in real])

    def curve(title, chosen, thresholds):
        say(f"{title}: {chosen.sum()}, {(right[chosen] == 1).mean():.3f} right, {(right[chosen] > 0).mean():.3f} with what is marginal; "
            f"ranking (area under the curve) {roc_auc_score(right[chosen] == 1, given[chosen]):.3f}")
        for least in thresholds:
            kept = chosen & (given >= least)
            say(f"    from {least}: {kept.sum()} kept, {(right[kept] == 1).mean():.3f} right, {(right[kept] > 0).mean():.3f} with marginal, "
                f"{(right[kept] == 1).sum() / (right[chosen] == 1).sum():.3f} of the right ones")

    for origin in ["", *sorted(set(origins))]:
        curve(f"events {origin}", (kinds == "event") & ((origins == origin) | (origin == "")), (0.3, 0.4, 0.5))
    every_step = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
    curve("statements", kinds == "verdict", every_step)
    curve("statements, words alone", (kinds == "verdict") & worded, every_step)
    curve("statements with an event or tie", (kinds == "verdict") & ~worded, every_step)
    if len(sys.argv) > 4:
        import zstandard

        packed = zstandard.ZstdCompressor(level=19).compress(struct.pack("<f", UNIT) + fitted(every).tobytes())
        Path(sys.argv[4]).write_bytes(packed)
        say(f"{len(packed)} bytes")


if __name__ == "__main__":
    main()

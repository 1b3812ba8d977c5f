"""Fits the learnt model of relations, data/model/relations.bin, which src/code/learnt.rs reads.

    python3 training/relations.py pairs SHARED > PAIRS.jsonl
    cargo run --release --example relation_features < PAIRS.jsonl > FEATURES.tsv
    python3 training/relations.py fit FEATURES.tsv data/model/relations.bin

`pairs` writes the `yes:` sentences of data/verbs, our own sentences, those that readers judged, and the gold. `fit` prints the scores
of five-fold cross-validation over the gold (seed 7, folds by sentence) and writes weights that are fitted on everything.
"""
import collections
import json
import re
import struct
import sys
from pathlib import Path

import numpy as np

from judged import found, judged, own

SEED, FOLDS, ROWS, UNIT = 7, 5, 1 << 15, 20.0
EVENTS = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
          "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "NONE"]
VERBS = Path(__file__).parent.parent / "data" / "verbs"
CAMEO = VERBS.parent / "ontology" / "cameo.tsv"

# How much a sentence counts by its origin: ours were written to say one thing, the judged ones are of speeches for the most part.
WEIGHTS = {"gold": 1.0, "lexicon": 1.0, "own": 0.1, "judged": 0.3}

PLANNED = {**dict.fromkeys(["CONSULT", "SUPPORT", "COOPERATE", "AID"], "AGREE"), "RETREAT": "CONCEDE",
           **dict.fromkeys(["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"], "THREATEN")}


def counted(act, status):
    """The event that PLOVER counts, as src/code/plover.rs does."""
    if act not in EVENTS or status in ("denied", "demanded", "question"):
        return "NONE"
    if status == "negated":
        return "REJECT" if act in ("AGREE", "CONCEDE") else "NONE"
    if status == "planned":
        return PLANNED.get(act, act)
    if status == "threatened":
        return "THREATEN"
    return "SANCTION" if status == "ended" and act in ("COOPERATE", "AID") else act


def pairs(shared):
    """The sentences to learn from, as `legation code` reads them; an id is origin, place, label."""
    for path in sorted(VERBS.glob("[A-Z]*.txt")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = re.fullmatch(r"yes: (.*) \((.+?) <?> (.+?)\)", line)
            if match and path.stem in EVENTS:
                text, source, target = match.groups()
                yield dict(id=f"lexicon {path.stem}:{number} {path.stem}", text=text, source=source, target=target)
    for event, place, text, source, target in own():
        yield dict(id=f"own {place} {event}", text=text, source=source, target=target)
    texts = dict(found(shared))
    for row in judged():
        event = counted(row.act, row.status)
        if event != "NONE":  # the gold has no sentence without an event: what is none, it cannot weigh
            start, end = row.sentence
            source, target = ([a - start, b - start] for a, b in (row.source, row.target))
            yield dict(id=f"judged {row.text}:{row.source[0]}:{row.target[0]} {event}", text=texts[row.text][start:end],
                       source=source, target=target)
    for line in open(shared / "gold/plover_train.jsonl"):
        row = json.loads(line)
        for event in row["events"]:
            yield dict(id=f"gold {row['id']} {event['code']}", text=row["text"], source=event["source"],
                       target=event["target"])


def by_cameo():
    """What the table makes of a code, as src/code reads it."""
    rows = (line.split("\t") for line in CAMEO.read_text().splitlines() if line and not line.startswith("#"))
    return {row[0]: row[4] for row in rows if len(row) > 4}


def value(features, name):
    return next((f.split("=", 1)[1] for f in features if f.startswith(name + "=")), None)


def gold_class(event, features, table):
    """The gold's class of an event: its labels were translated from CAMEO codes, with CONCEDE and RETREAT as one."""
    code = value(features, "cameo")
    if event == value(features, "answer1") and code and len(code) > 2:
        event = "ASSAULT" if code[:2] == "19" else table.get(code) or event
    return "YIELD" if event in ("CONCEDE", "RETREAT") else event


def own_class(gold, features, table):
    """Our class of a gold label: the rules' answer where it means the same, else the label itself."""
    answers = [f.split("=")[1] for f in features if f.startswith("answer") and f.split("=")[0][6:] in "123"]
    for answer in answers:
        if gold_class(answer, features, table) == gold:
            return answer
    return "RETREAT" if gold == "YIELD" else gold


def fnv1a(text):
    h = 0x811C9DC5
    for byte in text.encode():
        h = (h ^ byte) * 0x01000193 & 0xFFFFFFFF
    return h ^ h >> 15


def rows(features, size=ROWS):
    return sorted({fnv1a(feature) & size - 1 for feature in features})


def matrix(examples, size=ROWS):
    from scipy.sparse import csr_matrix

    hashed = [rows(features, size) for features in examples]
    indptr = np.cumsum([0] + [len(row) for row in hashed])
    data = np.ones(indptr[-1], dtype=np.float32)
    return csr_matrix((data, np.concatenate(hashed), indptr), shape=(len(hashed), size))


ANSWERS = re.compile(r"answer|any=|act=|cameo=")


def fitted(examples, labels, weights, strength=2.0):
    """Weights, rows by events. Each example is learnt a second time without the rules' answers, so that the words count too; a class
    counts by its frequency to the power of 0.3."""
    from sklearn.linear_model import LogisticRegression

    often = collections.Counter(feature for features in examples for feature in features)
    examples = [[feature for feature in features if often[feature] > 1] for features in examples]
    blind = [[f for f in features if not ANSWERS.match(f)] + ["answer1=none"] for features in examples]
    counts = collections.Counter()
    for label, weight in zip(labels, weights):
        counts[label] += weight
    weight = np.array([weight * counts[label] ** -0.7 for label, weight in zip(labels, weights)] * 2)
    weight /= weight.mean()
    both = list(labels) * 2
    model = LogisticRegression(C=strength, max_iter=100, tol=1e-3)
    model.fit(matrix(examples + blind), both, sample_weight=weight)
    weights = np.zeros((ROWS, len(EVENTS)), dtype=np.float32)
    intercept = np.full(len(EVENTS), -6.0)
    for k, event in enumerate(model.classes_):
        weights[:, EVENTS.index(event)] = model.coef_[k]
        intercept[EVENTS.index(event)] = model.intercept_[k]
    weights[rows(["bias"])[0]] += intercept
    return np.clip(np.round(weights * UNIT), -127, 127).astype(np.int8)


def answered(weights, features):
    sums = weights[rows(features)].astype(np.int32).sum(axis=0)
    odds = np.exp((sums - sums.max()) / UNIT)
    return EVENTS[int(sums.argmax())], float(odds.max() / odds.sum())


def macro(gold, given):
    scores = []
    for label in sorted(set(gold)):
        right = sum(g == o == label for g, o in zip(gold, given))
        scores.append(2 * right / (sum(g == label for g in gold) + sum(o == label for o in given)))
    return sum(scores) / len(scores), sum(g == o for g, o in zip(gold, given)) / len(gold)


QUADS = {**dict.fromkeys(["AGREE", "CONSULT", "SUPPORT"], 1), **dict.fromkeys(["YIELD", "COOPERATE", "AID"], 2),
         **dict.fromkeys(["REQUEST", "ACCUSE", "REJECT", "THREATEN"], 3)}


def report(name, gold, given):
    quad = [[QUADS.get(label, 4 if label != "NONE" else 0) for label in side] for side in (gold, given)]
    pole = [[(q + 1) // 2 for q in side] for side in quad]
    texts = [f"{what} {m:.3f} ({a:.3f})" for what, (m, a) in
             [("root", macro(gold, given)), ("quad", macro(*quad)), ("binary", macro(*pole))]]
    print(f"{name:24} macro-F1 (accuracy): {', '.join(texts)}", file=sys.stderr)


def load(path):
    examples = []
    for line in open(path):
        head, *features = line.rstrip("\n").split("\t")
        examples.append((*head.strip('"').split(" "), features))
    return examples


def main():
    if sys.argv[1] == "pairs":
        for pair in pairs(Path(sys.argv[2])):
            print(json.dumps(pair))
        return
    table = by_cameo()
    examples = load(sys.argv[2])
    others = [(label, features, WEIGHTS[origin]) for origin, _, label, features in examples if origin != "gold"]
    gold = [(place, label, features) for origin, place, label, features in examples if origin == "gold"]
    labels = [label for _, label, _ in gold]
    rules = [gold_class(value(f, "answer1").upper(), f, table) for _, _, f in gold]
    report("rules alone", labels, rules)
    places = sorted({place for place, _, _ in gold})
    fold_of = dict(zip(places, np.random.RandomState(SEED).permutation(len(places)) % FOLDS))

    def learn(part):
        chosen = others + [(own_class(label, f, table), f, WEIGHTS["gold"]) for _, label, f in part]
        return fitted([f for _, f, _ in chosen], [label for label, _, _ in chosen], [weight for _, _, weight in chosen])

    untaught = learn([])
    report("without the gold", labels, [gold_class(answered(untaught, f)[0], f, table) for _, _, f in gold])
    given = [None] * len(gold)
    for fold in range(FOLDS):
        weights = learn([g for g in gold if fold_of[g[0]] != fold])
        for n, (place, _, features) in enumerate(gold):
            if fold_of[place] == fold:
                given[n] = gold_class(answered(weights, features)[0], features, table)
    report("cross-validated", labels, given)
    if len(sys.argv) > 3:
        import zstandard

        weights = learn(gold)
        packed = zstandard.ZstdCompressor(level=19).compress(struct.pack("<f", UNIT) + weights.tobytes())
        Path(sys.argv[3]).write_bytes(packed)
        print(f"{len(packed)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()

"""The quantised model of FORMAT.md in NumPy, step by step; it scores the shipped file and writes the parity values.

    reference.py score  --model ../data/model/en.bin --shared ../../shared
    reference.py parity --model ../data/model/en.bin --out ../data/model/parity.json"""
import argparse
import json
import struct
from pathlib import Path

import numpy as np

import conllu
import data
import score
import tree
from features import hashes

F = np.float32
PARITY = [
    "The president of Averland met with Marshal Odo Brenn in Tessin on Tuesday .",
    "Russia 's foreign ministry did n't confirm that 10,000 troops had been sent to the border , TASS reported .",
    "KORVIA BANS IMPORTS FROM NORLAND AFTER TALKS FAIL",
    "“ We were told they would leave by 5 p.m. , ” said Ms. Ilse Varga , who leads the opposition – and nobody left .",
    "Stop !",
]


def quantise_rows(x):
    """Every row as int8 values (kept as f32, which holds the products exactly) and its scale."""
    largest = np.abs(x).max(-1, keepdims=True).astype(F)
    inverse = np.where(largest > 0, F(127) / np.maximum(largest, F(1e-38)), F(0)).astype(F)
    return np.clip(np.rint(x * inverse), -127, 127).astype(F), (largest / F(127)).astype(F)


class Model:
    def __init__(self, path):
        raw = Path(path).read_bytes()
        assert raw[:4] == b"LEGM"
        version, size = struct.unpack("<II", raw[4:12])
        assert version == 2
        header = json.loads(raw[12: 12 + size])
        self.labels, self.config = header["labels"], header["config"]
        start = (12 + size + 63) // 64 * 64
        kinds = {"i8": np.int8, "f32": np.float32, "u64": np.uint64}
        self.t = {}
        for x in header["tensors"]:
            count = int(np.prod(x["shape"]))
            self.t[x["name"]] = np.frombuffer(raw, kinds[x["dtype"]], count, start + x["offset"]).reshape(x["shape"])
        self.weights = {k[:-2]: v.astype(F).T.copy() for k, v in self.t.items() if k.endswith(".w")}
        self.rows_of = data.Rows(self.t["vocab"], self.config)
        self.root = self.labels["deprel"].index("root")

    def linear(self, name, x):
        q, a = quantise_rows(x)
        acc = q @ self.weights[name]  # whole numbers below 2^24: exact in f32
        return acc * (a * self.t[name + ".s"]) + self.t[name + ".b"]

    def maxout(self, y):
        return y.reshape(*y.shape[:-1], self.config["width"], self.config["pieces"]).max(-1)

    def norm(self, name, x):
        mean = x.mean(-1, keepdims=True, dtype=F)
        var = ((x - mean) ** 2).mean(-1, keepdims=True, dtype=F)
        return (x - mean) / np.sqrt(var + F(self.config["eps"])) * self.t[name + ".g"] + self.t[name + ".b"]

    def word_types(self, rows):
        parts = [self.t[f"emb.{n}.q"][rows[:, k]].astype(F) * self.t[f"emb.{n}.s"][rows[:, k]][:, None]
                 for k, n in enumerate(("norm", "prefix", "suffix", "shape"))]
        return self.norm("mix.norm", self.maxout(self.linear("mix", np.concatenate(parts, 1))))

    def conv(self, i, x, d):
        n, w = x.shape
        padded = np.zeros((n + 2 * d, w), F)
        padded[d: d + n] = x
        window = np.concatenate([padded[:n], x, padded[2 * d:]], 1)
        return self.norm(f"layer.{i}.norm", self.maxout(self.linear(f"layer.{i}", window)))

    def scan(self, i, x, hidden):
        zf, cf, zb, cb = np.split(self.linear(f"layer.{i}.in", x), 4, 1)
        gate = lambda v: np.minimum(np.maximum(v * F(0.25) + F(0.5), F(0)), F(1))
        zf, zb = gate(zf), gate(zb)
        left, right = np.zeros((len(x), hidden), F), np.zeros((len(x), hidden), F)
        h = np.zeros(hidden, F)
        for t in range(len(x)):
            h = left[t] = h + zf[t] * (cf[t] - h)
        h = np.zeros(hidden, F)
        for t in reversed(range(len(x))):
            h = right[t] = h + zb[t] * (cb[t] - h)
        return self.norm(f"layer.{i}.norm", self.linear(f"layer.{i}.out", np.concatenate([left, right], 1)))

    def arcs(self, x):
        relu = lambda v: np.maximum(v, F(0))
        t = self.linear("arc.u", relu(self.linear("arc.dep", x)))
        heads = np.concatenate([self.t["arc.root"][None], relu(self.linear("arc.head", x))])
        (qt, at), (qh, ah) = quantise_rows(t), quantise_rows(heads)
        far, n = self.config["distance"], len(x)
        i = np.arange(1, n + 1)
        index = np.concatenate([np.full((n, 1), 2 * far + 1), np.clip(i[None] - i[:, None], -far, far) + far], 1)
        return (qt @ qh.T) * (at * ah.T) + self.t["arc.distance"][index]

    def relations(self, x, heads):
        relu = lambda v: np.maximum(v, F(0))
        dep, head = relu(self.linear("rel.dep", x)), np.concatenate([self.t["rel.root"][None], relu(self.linear("rel.head", x))])[heads]
        scores = self.linear("rel.out", np.concatenate([dep, head, dep * head], 1))
        scores[:, self.root] = -np.inf
        best = scores.argmax(1)
        best[np.array(heads) == 0] = self.root
        return best

    def annotate(self, forms, trace=None):
        """(sentence, entity tags, lemma scripts)"""
        rows = self.rows_of(forms)
        x = self.word_types(rows)
        if trace is not None:
            trace["mix0"] = x[0, :8]
        for i, layer in enumerate(self.config["layers"]):
            x = x + (self.conv(i, x, layer["dilation"]) if layer["kind"] == "conv" else self.scan(i, x, layer["hidden"]))
        x = self.norm("final.norm", x)
        relu = lambda v: np.maximum(v, F(0))
        names = self.labels
        s = conllu.Sentence("", list(forms))
        s.upos = [names["upos"][k] for k in self.linear("upos", x).argmax(1)]
        s.xpos = [names["xpos"][k] for k in self.linear("xpos", x).argmax(1)]
        scripts = [names["lemma"][k] for k in self.linear("lemma.out", relu(self.linear("lemma.in", x))).argmax(1)]
        s.lemmas = [data.lemma(k, f, u) for k, f, u in zip(scripts, forms, s.upos)]
        entity = self.linear("entity.out", relu(self.linear("entity.in", x)))
        tags = [names["entity"][k] for k in data.viterbi(entity, names["entity"])]
        arcs = self.arcs(x)
        s.heads = tree.decode(arcs)
        s.deprels = [names["deprel"][k] for k in self.relations(x, s.heads)]
        if trace is not None:
            trace["final0"], trace["arcs1"] = x[0, :8], arcs[0]
        return s, tags, scripts


def parity(model):
    out = []
    for text in PARITY:
        forms, trace = text.split(" "), {}
        s, tags, scripts = model.annotate(forms, trace)
        rounded = {k: [round(float(v), 4) for v in trace[k]] for k in ("mix0", "final0", "arcs1")}
        out.append({"forms": forms, "hashes": [[f"{h:016x}" for h in hashes(f)] for f in forms[:3]],
                    "rows": [list(map(int, model.rows_of.word(f))) for f in forms[:3]], **rounded,
                    "upos": s.upos, "xpos": s.xpos, "lemma": scripts, "entity": tags, "heads": [int(h) for h in s.heads], "deprel": s.deprels})
    return {"sentences": out}


UNER = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


def read_iob2(path):
    out, forms, tags = [], [], []
    for line in conllu.open_text(path).split("\n"):
        if not line and forms:
            out.append((forms, tags))
            forms, tags = [], []
        elif line and line[0] != "#":
            c = line.split("\t")
            forms.append(c[1])
            tags.append(c[2])
    return out


def scores(model, shared, dev=False):
    rows = {}
    for name in ("ewt-dev", "gum-free-dev") if dev else ("ewt-test", "gum-free-test"):
        gold = conllu.read(shared / f"treebanks/{name}.conllu.zst")
        predicted = [model.annotate(s.forms)[0] for s in gold]
        rows[name] = score.syntax(gold, predicted)
        news = [k for k, s in enumerate(gold) if "_news_" in s.doc]
        if news:
            rows[name + ", news"] = score.syntax([gold[k] for k in news], [predicted[k] for k in news])
    uner = read_iob2(shared / "gold/uner_ewt_dev.iob2")
    found = [[(a, b, UNER[t]) for a, b, t in score.spans(model.annotate(f)[1]) if t in UNER] for f, _ in uner]
    return rows, {"uner_ewt_dev": score.entities([score.spans(t) for _, t in uner], found)}


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("command", choices=["score", "dev", "parity", "tag"])
    p.add_argument("--model", type=Path, required=True)
    p.add_argument("--shared", type=Path, default=Path("../../shared"))
    p.add_argument("--out", type=Path)
    p.add_argument("--text", nargs="*", default=[])
    args = p.parse_args()
    model = Model(args.model)
    if args.command == "parity":
        args.out.write_text(json.dumps(parity(model), ensure_ascii=False, indent=1) + "\n")
    elif args.command == "tag":
        for text in args.text:
            s, tags, _ = model.annotate(text.split())
            for i, f in enumerate(s.forms):
                print(i + 1, f, s.lemmas[i], s.upos[i], s.xpos[i], s.heads[i], s.deprels[i], tags[i], sep="\t")
            print()
    else:
        syntax, names = scores(model, args.shared, args.command == "dev")
        print(score.table(syntax))
        print()
        print(score.table(names))

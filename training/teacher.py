"""The teacher: a pretrained encoder (MiniLM or MPNet) with heads for tags, lemma scripts, entities and a biaffine parse.

    python teacher.py train --encoder DIR --out work/teacher.pt
    python teacher.py test --encoder DIR --out work/teacher.pt
"""
import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

import conllu
import data
import labels as label_sets
import reference
import score
import tree
from features import fnv1a, shape

SHAPES = 512
MAX_PIECES = 12  # of one word
MAX_WORDS = 160


class Encoder(nn.Module):
    """BERT-like transformer that reads both BERT's and MPNet's weights. Returns the states of all layers."""

    def __init__(self, folder, layers):
        super().__init__()
        folder = Path(folder)
        config = json.loads((folder / "config.json").read_text())
        self.mpnet = config["model_type"] == "mpnet"
        self.heads, self.width = config["num_attention_heads"], config["hidden_size"]
        eps, self.pad = config["layer_norm_eps"], config["pad_token_id"]
        weights = load_file(folder / "model.safetensors")
        prefix = next((p for p in ("mpnet.", "bert.") if p + "embeddings.LayerNorm.weight" in weights), "")
        get = lambda name: weights[prefix + name]
        word, position = get("embeddings.word_embeddings.weight"), get("embeddings.position_embeddings.weight")
        if not self.mpnet:
            position = position + get("embeddings.token_type_embeddings.weight")[0]
        # Frozen: the training text is small, and rare words should stay where pretraining put them.
        self.word = nn.Embedding.from_pretrained(word, freeze=True)
        self.position = nn.Embedding.from_pretrained(position, freeze=True)
        self.norm = self._norm(get, "embeddings.LayerNorm", eps)
        self.layers = nn.ModuleList()
        for i in range(min(layers, config["num_hidden_layers"])):
            at = f"encoder.layer.{i}."
            q, k, v, o, n = ("attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o", "attention.LayerNorm") \
                if self.mpnet else ("attention.self.query", "attention.self.key", "attention.self.value",
                                    "attention.output.dense", "attention.output.LayerNorm")
            qkv = self._linear(torch.cat([get(at + x + ".weight") for x in (q, k, v)]),
                               torch.cat([get(at + x + ".bias") for x in (q, k, v)]))
            self.layers.append(nn.ModuleDict({
                "qkv": qkv,
                "out": self._linear(get(at + o + ".weight"), get(at + o + ".bias")),
                "norm1": self._norm(get, at + n, eps),
                "up": self._linear(get(at + "intermediate.dense.weight"), get(at + "intermediate.dense.bias")),
                "down": self._linear(get(at + "output.dense.weight"), get(at + "output.dense.bias")),
                "norm2": self._norm(get, at + "output.LayerNorm", eps),
            }))
        self.drop = nn.Dropout(0.1)
        if self.mpnet:
            self.register_buffer("bias", get("encoder.relative_attention_bias.weight").clone())

    @staticmethod
    def _linear(w, b):
        layer = nn.Linear(w.shape[1], w.shape[0])
        layer.weight.data.copy_(w)
        layer.bias.data.copy_(b)
        return layer

    @staticmethod
    def _norm(get, name, eps):
        w = get(name + ".weight")
        layer = nn.LayerNorm(len(w), eps=eps)
        layer.weight.data.copy_(w)
        layer.bias.data.copy_(get(name + ".bias"))
        return layer

    def relative(self, length):
        """MPNet's bias of attention by distance, T5 buckets: 32 of them, up to distance 128."""
        at = torch.arange(length)
        distance = -(at[None, :] - at[:, None])
        bucket = (distance < 0).long() * 16
        distance = distance.abs()
        far = 8 + (torch.log(distance.clamp(min=1).float() / 8) / math.log(128 / 8) * 8).long()
        bucket = bucket + torch.where(distance < 8, distance, far.clamp(max=15))
        return self.bias[bucket].permute(2, 0, 1)

    def forward(self, ids):
        batch, length = ids.shape
        there = ids != self.pad
        first = 2 if self.mpnet else 0
        x = self.word(ids) + self.position(torch.arange(first, first + length))
        x = self.drop(self.norm(x))
        mask = torch.zeros(batch, 1, 1, length).masked_fill(~there[:, None, None], -1e9)
        mask = mask + self.relative(length)[None] if self.mpnet else mask.expand(batch, 1, length, length)
        mask = mask.to(torch.bfloat16)
        states = [x]
        for layer in self.layers:
            q, k, v = layer["qkv"](x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
            x = layer["norm1"](x + layer["out"](a.transpose(1, 2).reshape(batch, length, -1)))
            x = layer["norm2"](x + self.drop(layer["down"](F.gelu(layer["up"](x)))))
            states.append(x)
        return states


class Biaffine(nn.Module):
    def __init__(self, size, out):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(out, size + 1, size + 1))
        nn.init.normal_(self.weight, std=0.02)

    def pad(self, x):
        return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Teacher(nn.Module):
    def __init__(self, folder, layers, sets, arc=256, rel=128):
        super().__init__()
        self.encoder = Encoder(folder, layers)
        self.mix = nn.Parameter(torch.zeros(len(self.encoder.layers) + 1))
        self.shape = nn.Embedding(SHAPES, 32)
        width = self.encoder.width + 32
        self.upos, self.xpos = nn.Linear(width, len(sets["upos"])), nn.Linear(width, len(sets["xpos"]))
        self.lemma, self.entity = nn.Linear(width, len(sets["lemma"])), nn.Linear(width, len(sets["entity"]))
        mlp = lambda n: nn.Sequential(nn.Linear(width, n), nn.GELU(), nn.Dropout(0.25))
        self.arc_dep, self.arc_head, self.rel_dep, self.rel_head = mlp(arc), mlp(arc), mlp(rel), mlp(rel)
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.arc, self.rel = Biaffine(arc, 1), Biaffine(rel, len(sets["deprel"]))
        self.drop = nn.Dropout(0.25)

    def forward(self, batch):
        states = self.encoder(batch["ids"])
        mix = self.mix.softmax(0)
        x = sum(w * s for w, s in zip(mix, states))
        rows = torch.arange(len(x))[:, None]
        x = (x[rows, batch["first"]] + x[rows, batch["last"]]) / 2
        x = self.drop(torch.cat([x, self.shape(batch["shape"])], -1))
        with_root = torch.cat([self.root.expand(len(x), 1, -1), x], 1)
        d, h = self.arc.pad(self.arc_dep(x)), self.arc.pad(self.arc_head(with_root))
        arcs = torch.einsum("bdi,ij,bhj->bdh", d, self.arc.weight[0], h).float()
        arcs = arcs.masked_fill(~batch["heads_there"][:, None], -1e4)
        return {"upos": self.upos(x).float(), "xpos": self.xpos(x).float(), "lemma": self.lemma(x).float(),
                "entity": self.entity(x).float(), "arcs": arcs,
                "rel_dep": self.rel.pad(self.rel_dep(x)), "rel_head": self.rel.pad(self.rel_head(with_root))}

    def relations(self, out, heads):
        """Scores of all labels at the given heads."""
        rows = torch.arange(len(heads))[:, None]
        h = out["rel_head"][rows, heads]
        return torch.einsum("bdi,oij,bdj->bdo", out["rel_dep"], self.rel.weight, h).float()


class Pieces:
    """Words to word pieces, remembered."""

    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        vocab = self.tokenizer.get_vocab()
        self.mpnet = "<s>" in vocab
        self.start, self.end, self.pad, self.unknown = (vocab[x] for x in (
            ("<s>", "</s>", "<pad>", "[UNK]") if self.mpnet else ("[CLS]", "[SEP]", "[PAD]", "[UNK]")))
        self.known = {}

    def word(self, form):
        if form not in self.known:
            ids = self.tokenizer.encode(form, add_special_tokens=False).ids[:MAX_PIECES] or [self.unknown]
            self.known[form] = (ids, fnv1a("h", shape(form)) % SHAPES)
        return self.known[form]

    def sentence(self, forms):
        ids, first, last, shapes = [self.start], [], [], []
        for form in forms:
            pieces, s = self.word(form)
            first.append(len(ids))
            ids += pieces
            last.append(len(ids) - 1)
            shapes.append(s)
        return ids + [self.end], first, last, shapes


def pad(rows, value):
    width = max(map(len, rows))
    return torch.tensor([r + [value] * (width - len(r)) for r in rows])


def batches(items, budget, rng=None):
    """Indices grouped by length, at most `budget` pieces a group with padding."""
    order = list(range(len(items)))
    if rng:
        rng.shuffle(order)
        noise = {i: len(items[i][0]) + rng.random() * 4 for i in order}
        order.sort(key=noise.get)
    else:
        order.sort(key=lambda i: len(items[i][0]))
    groups, group = [], []
    for i in order:
        if group and (len(group) + 1) * len(items[i][0]) > budget:
            groups.append(group)
            group = []
        group.append(i)
    groups.append(group)
    if rng:
        rng.shuffle(groups)
    return groups


def inputs(items, pad_id):
    ids, first, last, shapes = zip(*items)
    lengths = torch.tensor([len(f) for f in first])
    words = int(lengths.max())
    there = torch.arange(words)[None] < lengths[:, None]
    return {"ids": pad(ids, pad_id), "first": pad(first, 0), "last": pad(last, 0), "shape": pad(shapes, 0), "there": there,
            "heads_there": torch.cat([torch.ones(len(ids), 1, dtype=torch.bool), there], 1)}


def targets(sentences, sets, entities):
    """Classes of all heads. `entities`: those of all words in a row, from the pack."""
    index = {k: {v: i for i, v in enumerate(sets[k])} for k in ("upos", "xpos", "deprel", "lemma")}
    rows, at = [], 0
    for s in sentences:
        at += len(s)
        rows.append({
            "upos": [index["upos"].get(u, -100) for u in s.upos],
            "xpos": [index["xpos"].get(u, -100) for u in s.xpos],
            "deprel": [index["deprel"].get(u, -100) for u in s.deprels],
            "lemma": [index["lemma"].get(conllu.lemma_script(f, l), -100) for f, l in zip(s.forms, s.lemmas)],
            "entity": entities[at - len(s): at].tolist(),
            "heads": s.heads,
        })
    return rows


def predict(model, sets, pieces, forms, budget=6000, keep=None):
    """Annotated sentences for lists of forms, and their entity spans. `keep` gets (index, log probabilities of heads, the tree's heads)."""
    model.eval()
    items = [pieces.sentence(f) for f in forms]
    out, spans = [None] * len(forms), [None] * len(forms)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for group in batches(items, budget):
            batch = inputs([items[i] for i in group], pieces.pad)
            scores = model(batch)
            arcs = scores["arcs"].log_softmax(-1).numpy()
            heads = np.zeros(arcs.shape[:2], np.int64)
            for row, i in enumerate(group):
                n = len(forms[i])
                heads[row, :n] = tree.decode(arcs[row, :n, : n + 1])
            rels = model.relations(scores, torch.from_numpy(heads)).log_softmax(-1)
            best = {k: scores[k].argmax(-1).numpy() for k in ("upos", "xpos", "lemma")}
            best["deprel"] = rels.argmax(-1).numpy()
            entity = scores["entity"].numpy()
            for row, i in enumerate(group):
                n = len(forms[i])
                s = conllu.Sentence("", forms[i])
                s.heads = heads[row, :n].tolist()
                s.upos = [sets["upos"][k] for k in best["upos"][row, :n]]
                s.xpos = [sets["xpos"][k] for k in best["xpos"][row, :n]]
                s.deprels = [sets["deprel"][k] for k in best["deprel"][row, :n]]
                s.lemmas = [conllu.apply_script(sets["lemma"][k], f) or conllu.fold(f) for k, f in zip(best["lemma"][row, :n], s.forms)]
                out[i] = s
                spans[i] = score.spans([sets["entity"][k] for k in data.viterbi(entity[row, :n], sets["entity"])])
                if keep:
                    keep(i, arcs[row, :n, : n + 1], heads[row, :n])
    return out, spans


def names(model, sets, pieces, shared):
    """Scores of entities on the development file of Universal NER."""
    gold = reference.read_iob2(shared / "gold/uner_ewt_dev.iob2")
    found = predict(model, sets, pieces, [f for f, _ in gold])[1]
    kept = [[(a, b, reference.UNER[t]) for a, b, t in x if t in reference.UNER] for x in found]
    return score.entities([score.spans(t) for _, t in gold], kept)


def train(args):
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    gold = [s for name in ("ewt-train", "gum-free-train") for s in conllu.read(args.treebanks / f"{name}.conllu.zst")]
    sets = label_sets.load(args.out.parent / "labels.json")
    dev = {name: conllu.read(args.treebanks / f"{name}.conllu.zst") for name in ("ewt-dev", "gum-free-dev")}
    pieces = Pieces(args.encoder)
    wanted = targets(gold, sets, data.load_pack(args.pack)["entity"])
    kept = [i for i, s in enumerate(gold) if len(s) <= MAX_WORDS]
    gold, wanted = [gold[i] for i in kept], [wanted[i] for i in kept]
    items = [pieces.sentence(s.forms) for s in gold]
    model = Teacher(args.encoder, args.layers, sets)
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    ids = set(map(id, encoder))
    heads = [p for p in model.parameters() if p.requires_grad and id(p) not in ids]
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": args.lr}, {"params": heads, "lr": args.head_lr}],
                                  weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    total = math.ceil(len(batches(items, args.budget, random.Random(0))) * args.epochs)
    warm = max(1, total // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: (s + 1) / warm if s < warm else max(0.02, (total - s) / (total - warm)))
    step, began, running = 0, time.time(), 0.0
    while step < total:
        for group in batches(items, args.budget, rng):
            if step >= total:
                break
            model.train()
            batch = inputs([items[i] for i in group], pieces.pad)
            want = {k: pad([wanted[i][k] for i in group], -100) for k in wanted[0]}
            with torch.autocast("cpu", torch.bfloat16):
                out = model(batch)
                rels = model.relations(out, want["heads"].clamp(min=0))
            flat = lambda scores, key: F.cross_entropy(scores.flatten(0, 1), want[key].flatten(), ignore_index=-100)
            loss = flat(out["arcs"], "heads") + flat(rels, "deprel") + 0.5 * flat(out["upos"], "upos") \
                + 0.5 * flat(out["xpos"], "xpos") + 0.25 * flat(out["lemma"], "lemma") + flat(out["entity"], "entity")
            loss.backward()
            nn.utils.clip_grad_norm_(encoder + heads, 5.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            step += 1
            running = 0.98 * running + 0.02 * loss.item() if step > 1 else loss.item()
            if step % 50 == 0 or step in (5, 10, 20):
                print(f"step {step}/{total} loss {running:.3f} {(time.time() - began) / step:.2f} s/step", flush=True)
            if step == total or step % args.check == 0:
                rows = {}
                for name, sentences in dev.items():
                    part = sentences if step == total else sentences[::4]
                    rows[name] = score.syntax(part, predict(model, sets, pieces, [s.forms for s in part])[0])
                print(score.table(rows), score.table({"uner_ewt_dev": names(model, sets, pieces, args.treebanks.parent)}), sep="\n", flush=True)
                torch.save({"model": model.state_dict(), "layers": args.layers, "step": step}, args.out)


def load(path, folder, sets):
    saved = torch.load(path, weights_only=True)
    model = Teacher(folder, saved["layers"], sets)
    model.load_state_dict(saved["model"])
    return model


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("command", choices=["train", "test"])
    p.add_argument("--encoder", type=Path, required=True)
    p.add_argument("--treebanks", type=Path, default=Path("../../shared/treebanks"))
    p.add_argument("--pack", type=Path, help="train: the gold pack, for its entities")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--layers", type=int, default=12)
    p.add_argument("--epochs", type=float, default=3)
    p.add_argument("--lr", type=float, default=5e-5)
    p.add_argument("--head-lr", type=float, default=1e-3)
    p.add_argument("--budget", type=int, default=1200)
    p.add_argument("--check", type=int, default=300)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    if args.command == "train":
        train(args)
    else:
        sets = label_sets.load(args.out.parent / "labels.json")
        model, pieces = load(args.out, args.encoder, sets), Pieces(args.encoder)
        rows = {}
        for name in ("ewt-test", "gum-free-test"):
            gold = conllu.read(args.treebanks / f"{name}.conllu.zst")
            parts = {name: gold, name + " news": [s for s in gold if "_news_" in s.doc]}
            for key, part in parts.items():
                if part:
                    rows[key] = score.syntax(part, predict(model, sets, pieces, [s.forms for s in part])[0])
        print(score.table(rows))

"""The student: the network of FORMAT.md in torch, and its training."""
import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import conllu
import data
import labels as label_sets
import score
import tree

CONFIG = {
    "width": 160, "pieces": 2,
    "norm_rows": 20000, "norm_buckets": 4096, "prefix_buckets": 2048, "suffix_buckets": 4096, "shape_buckets": 512,
    "norm_dim": 128, "prefix_dim": 48, "suffix_dim": 48, "shape_dim": 32,
    "layers": [{"kind": "conv", "dilation": 1}, {"kind": "scan", "hidden": 128}, {"kind": "conv", "dilation": 1},
               {"kind": "scan", "hidden": 128}, {"kind": "conv", "dilation": 1}],
    "entity_hidden": 64, "lemma_hidden": 64, "arc_dim": 128, "rel_dim": 96, "distance": 20, "eps": 1e-5,
}


CLUES = 38  # what lexica say of a word: see FORMAT.md; `entity_layer.py` learns what it is worth


class Locked(nn.Module):
    """Dropout with one mask for all words of a sentence: cheap, and kinder to the layers that carry values along it."""

    def __init__(self, share):
        super().__init__()
        self.share = share

    def forward(self, x):
        if not self.training or not self.share:
            return x
        mask = (torch.rand(x.shape[0], 1, x.shape[-1]) >= self.share).to(x.dtype) / (1 - self.share)
        return x * mask


class Maxout(nn.Module):
    def __init__(self, inputs, width, pieces):
        super().__init__()
        self.linear = nn.Linear(inputs, width * pieces)
        nn.init.kaiming_normal_(self.linear.weight, nonlinearity="relu")
        self.width, self.pieces = width, pieces

    def forward(self, x):
        return self.linear(x).unflatten(-1, (self.width, self.pieces)).amax(-1)


class Conv(nn.Module):
    def __init__(self, c, dilation):
        super().__init__()
        self.maxout = Maxout(3 * c["width"], c["width"], c["pieces"])
        self.norm = nn.LayerNorm(c["width"], eps=c["eps"])
        self.dilation = dilation

    def forward(self, x, there):
        d = self.dilation
        padded = F.pad(x, (0, 0, d, d))
        window = torch.cat([padded[:, : -2 * d], x, padded[:, 2 * d:]], -1)
        return self.norm(self.maxout(window))


class Scan(nn.Module):
    """A gated running mean in both directions: the far context of a recurrent layer with no product in its loop."""

    def __init__(self, c, hidden):
        super().__init__()
        self.into, self.out = nn.Linear(c["width"], 4 * hidden), nn.Linear(2 * hidden, c["width"])
        self.norm = nn.LayerNorm(c["width"], eps=c["eps"])
        self.hidden = hidden
        with torch.no_grad():  # gates open differently wide: short and long memories
            for at in (0, 2 * hidden):
                self.into.bias[at: at + hidden] = torch.linspace(-1.6, 1.2, hidden)

    def forward(self, x, there):
        u = self.into(x).float()
        zf, cf, zb, cb = u.unflatten(-1, (4, self.hidden)).unbind(-2)
        z = torch.cat([zf, zb.flip(1)], -1)
        c = torch.cat([cf, cb.flip(1)], -1)
        open_ = torch.cat([there.expand(-1, -1, self.hidden), there.flip(1).expand(-1, -1, self.hidden)], -1)
        z = (z * 0.25 + 0.5).clamp(0, 1) * open_
        h, states = torch.zeros_like(c[:, 0]), []
        for zt, ct in zip(z.unbind(1), c.unbind(1)):
            h = torch.lerp(h, ct, zt)
            states.append(h)
        states = torch.stack(states, 1)
        states = torch.cat([states[..., : self.hidden], states[..., self.hidden:].flip(1)], -1)
        return self.norm(self.out(states))


class Student(nn.Module):
    def __init__(self, config, sets, drop=0.15, word_drop=0.06):
        super().__init__()
        c = self.config = config
        w = c["width"]
        rows = [c["norm_rows"] + c["norm_buckets"], c["prefix_buckets"], c["suffix_buckets"], c["shape_buckets"]]
        dims = [c["norm_dim"], c["prefix_dim"], c["suffix_dim"], c["shape_dim"]]
        self.emb = nn.ModuleList(nn.Embedding(r, d) for r, d in zip(rows, dims))
        for e in self.emb:
            nn.init.normal_(e.weight, std=0.3)
        self.mix, self.mix_norm = Maxout(sum(dims), w, c["pieces"]), nn.LayerNorm(w, eps=c["eps"])
        self.layers = nn.ModuleList(
            Conv(c, l["dilation"]) if l["kind"] == "conv" else Scan(c, l["hidden"]) for l in c["layers"])
        self.final_norm = nn.LayerNorm(w, eps=c["eps"])
        self.upos, self.xpos = nn.Linear(w, len(sets["upos"])), nn.Linear(w, len(sets["xpos"]))
        self.lemma_in, self.lemma_out = nn.Linear(w, c["lemma_hidden"]), nn.Linear(c["lemma_hidden"], len(sets["lemma"]))
        self.entity_in, self.entity_out = nn.Linear(w, c["entity_hidden"]), nn.Linear(c["entity_hidden"], len(sets["entity"]))
        self.entity_clues = nn.Embedding(3 * CLUES, c["entity_hidden"])
        nn.init.zeros_(self.entity_clues.weight)
        a, r = c["arc_dim"], c["rel_dim"]
        self.arc_dep, self.arc_head, self.arc_u = nn.Linear(w, a), nn.Linear(w, a), nn.Linear(a, a)
        self.arc_root = nn.Parameter(torch.randn(a) * 0.1)
        self.arc_distance = nn.Parameter(torch.zeros(2 * c["distance"] + 2))
        self.rel_dep, self.rel_head, self.rel_out = nn.Linear(w, r), nn.Linear(w, r), nn.Linear(3 * r, len(sets["deprel"]))
        self.rel_root = nn.Parameter(torch.randn(r) * 0.1)
        self.drop, self.word_drop = Locked(drop), word_drop

    def forward(self, rows, there):
        """`rows` [B, T, 4] table rows, `there` [B, T, 1] 1 for words and 0 for padding."""
        parts = [e(rows[..., k]) for k, e in enumerate(self.emb)]
        if self.training and self.word_drop:
            # The form alone is dropped, so that its shape and ending learn to stand for it.
            parts[0] = parts[0] * (torch.rand(parts[0].shape[:2]) > self.word_drop).unsqueeze(-1)
        x = self.mix_norm(self.mix(self.drop(torch.cat(parts, -1)))) * there
        for layer in self.layers:
            x = (x + self.drop(layer(x, there))) * there
        x = self.drop(self.final_norm(x))
        dep, head = F.relu(self.arc_dep(x)), F.relu(self.arc_head(x))
        head = torch.cat([self.arc_root.expand(len(x), 1, -1).to(head.dtype), head], 1)
        n = x.shape[1]
        far = self.config["distance"]
        at = torch.arange(1, n + 1)
        index = torch.cat([torch.full((n, 1), 2 * far + 1), (at[None] - at[:, None]).clamp(-far, far) + far], 1)
        arcs = (self.drop(self.arc_u(dep)) @ head.transpose(1, 2)).float() + self.arc_distance[index]
        heads_there = torch.cat([torch.ones_like(there[:, :1, 0]), there[..., 0]], 1) > 0
        arcs = arcs.masked_fill(~heads_there[:, None], -1e4)
        rel_head = F.relu(self.rel_head(x))
        return {
            "upos": self.upos(x), "xpos": self.xpos(x), "lemma": self.lemma_out(F.relu(self.lemma_in(x))),
            "entity": self.entity_out(F.relu(self.entity_in(x))), "arcs": arcs, "rel_dep": F.relu(self.rel_dep(x)),
            "rel_head": torch.cat([self.rel_root.expand(len(x), 1, -1).to(rel_head.dtype), rel_head], 1),
        }

    def relations(self, out, heads):
        h = out["rel_head"].gather(1, heads.unsqueeze(-1).expand(-1, -1, out["rel_head"].shape[-1]))
        return self.rel_out(self.drop(torch.cat([out["rel_dep"], h, out["rel_dep"] * h], -1)))


def macs(c, sets, words=25):
    """Multiply-accumulates a word, the word-type part included."""
    w, p = c["width"], c["pieces"]
    n = (c["norm_dim"] + c["prefix_dim"] + c["suffix_dim"] + c["shape_dim"]) * w * p
    for l in c["layers"]:
        n += 3 * w * w * p if l["kind"] == "conv" else 6 * w * l["hidden"]
    n += w * (len(sets["upos"]) + len(sets["xpos"])) + c["lemma_hidden"] * (w + len(sets["lemma"]))
    n += c["entity_hidden"] * (w + len(sets["entity"]))
    return n + c["arc_dim"] * (2 * w + c["arc_dim"] + words) + c["rel_dim"] * (2 * w + 3 * len(sets["deprel"]))


def evaluate(model, sets, rows_of, sentences, budget=8000):
    """Sentences as the model annotates them, and their entity spans."""
    model.eval()
    root = sets["deprel"].index("root")
    out, spans = [None] * len(sentences), [None] * len(sentences)
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    groups, group = [], []
    for i in order:
        if group and (len(group) + 1) * len(sentences[i]) > budget:
            groups.append(group)
            group = []
        group.append(i)
    with torch.inference_mode():
        for group in groups + [group]:
            width = max(len(sentences[i]) for i in group)
            rows, there = torch.zeros(len(group), width, 4, dtype=torch.long), torch.zeros(len(group), width, 1)
            for k, i in enumerate(group):
                rows[k, : len(sentences[i])] = torch.from_numpy(rows_of(sentences[i].forms))
                there[k, : len(sentences[i])] = 1
            scores = model(rows, there)
            arcs, heads = scores["arcs"].numpy(), torch.zeros(len(group), width, dtype=torch.long)
            for k, i in enumerate(group):
                n = len(sentences[i])
                heads[k, :n] = torch.tensor(tree.decode(arcs[k, :n, : n + 1]))
            rels = model.relations(scores, heads)
            rels[..., root] = -1e9
            best = {k: scores[k].argmax(-1).numpy() for k in ("upos", "xpos", "lemma")}
            rels, entity = rels.argmax(-1).numpy(), scores["entity"].numpy()
            for k, i in enumerate(group):
                n = len(sentences[i])
                s = out[i] = conllu.Sentence("", sentences[i].forms)
                s.heads = heads[k, :n].tolist()
                s.upos = [sets["upos"][v] for v in best["upos"][k, :n]]
                s.xpos = [sets["xpos"][v] for v in best["xpos"][k, :n]]
                s.deprels = ["root" if h == 0 else sets["deprel"][v] for v, h in zip(rels[k, :n], s.heads)]
                s.lemmas = [data.lemma(sets["lemma"][v], f, u) for v, f, u in zip(best["lemma"][k, :n], s.forms, s.upos)]
                spans[i] = score.spans([sets["entity"][v] for v in data.viterbi(entity[k, :n], sets["entity"])])
    return out, spans


def soft_heads(arcs, batch):
    """Cross entropy with the teacher's few best heads and their probabilities."""
    logp = arcs.log_softmax(-1)
    taken = logp.gather(-1, batch["top_heads"].clamp(min=0))
    return -(taken * batch["top_probs"]).sum(-1)[batch["words"]].mean()


def train(args):
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    sets = label_sets.load(args.work / "labels.json")
    config = CONFIG | json.loads(args.config)
    packs = [(data.load_pack(path), int(times)) for path, times in (item.rsplit(":", 1) for item in args.data)]
    saved = torch.load(args.start, weights_only=True) if args.start else None
    if saved:  # a continued run keeps its vocabulary and its sizes
        config, vocab = json.loads(saved["config"]), saved["vocab"].numpy().view(np.uint64)
    else:
        vocab = data.vocabulary([p for p, _ in packs], config["norm_rows"])
        config["norm_rows"] = len(vocab)
    rows_of = data.Rows(vocab, config)
    model = Student(config, sets, args.drop, args.word_drop)
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters, {macs(config, sets):,} MACs a word", flush=True)
    store = data.Store(packs, rows_of)
    groups = store.groups(args.budget, rng)
    total = int(args.steps or math.ceil(len(groups) * args.epochs))
    print(f"{store.words:,} words an epoch, {len(groups)} steps an epoch, {total} steps", flush=True)
    if saved:
        model.load_state_dict(saved["ema"])
    for name, p in model.named_parameters():
        p.requires_grad_(not args.only or name.startswith(tuple(args.only)))
    learnt = [p for p in model.parameters() if p.requires_grad]
    matrices = [p for p in learnt if p.dim() > 1]
    others = [p for p in learnt if p.dim() <= 1]
    optimizer = torch.optim.AdamW([{"params": matrices, "weight_decay": args.decay}, {"params": others, "weight_decay": 0.0}],
                                  lr=args.lr, betas=(0.9, 0.98), fused=True)
    # With --minutes the schedule follows the clock where that is ahead of the steps, so that a busy machine ends in time.
    progress = lambda: max(step / total, (time.time() - began) / (args.minutes * 60) if args.minutes else 0)
    rate = lambda at: min(1.0, (step + 1) / 250) * (0.01 + 0.99 * (0.5 + 0.5 * math.cos(math.pi * min(1.0, at))))
    everything = learnt
    ema = [p.detach().clone() for p in everything]
    dev = {name: conllu.read(args.treebanks / f"{name}.conllu.zst") for name in ("ewt-dev", "gum-free-dev")}
    began, step, running, at = time.time(), 0, 0.0, 0
    last = False
    while not last:
        for group in optimizer.param_groups:
            group["lr"] = args.lr * rate(progress())
        if at == len(groups):
            groups, at = store.groups(args.budget, rng), 0
        batch = store.batch(groups[at])
        at += 1
        model.train()
        with torch.autocast("cpu", torch.bfloat16, enabled=not args.f32):
            out = model(batch["rows"], batch["there"])
            rels = model.relations(out, batch["heads"].clamp(min=0))
        loss = soft_heads(out["arcs"], batch)
        for scores, key, weight in ((rels, "deprel", 1.0), (out["upos"], "upos", 0.5), (out["xpos"], "xpos", 0.5),
                                    (out["lemma"], "lemma", 0.6), (out["entity"], "entity", 0.7)):
            flat = F.cross_entropy(scores.float().flatten(0, 1), batch[key].flatten(), ignore_index=-1, reduction="sum")
            loss = loss + weight * flat / max(1, int((batch[key] >= 0).sum()))
        loss.backward()
        nn.utils.clip_grad_norm_(everything, 2.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step += 1
        with torch.no_grad():
            torch._foreach_lerp_(ema, everything, max(1 - args.ema, 1 / (step + 1)))
        running = 0.98 * running + 0.02 * loss.item() if step > 1 else loss.item()
        if step % 100 == 0 or step == 20:
            print(f"step {step}/{total} loss {running:.3f} {(time.time() - began) / step:.3f} s/step", flush=True)
        last = progress() >= 1
        if step % args.check == 0 or last:
            raw = [p.detach().clone() for p in everything]
            with torch.no_grad():
                for p, e in zip(everything, ema):
                    p.copy_(e)
            state = {"ema": model.state_dict(), "config": json.dumps(config), "vocab": torch.from_numpy(vocab.view(np.int64)), "step": step}
            torch.save(state, args.out)
            table = {}
            for name, sentences in dev.items():
                part = sentences if last else sentences[::3]
                table[name] = score.syntax(part, evaluate(model, sets, rows_of, part)[0])
            print(score.table(table), flush=True)
            with torch.no_grad():
                for p, r in zip(everything, raw):
                    p.copy_(r)


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--work", type=Path, required=True)
    p.add_argument("--treebanks", type=Path, default=Path("../../shared/treebanks"))
    p.add_argument("--data", nargs="+", required=True, help="pack.npz:repeats")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--config", default="{}")
    p.add_argument("--start", type=Path)
    p.add_argument("--only", nargs="*", help="learn only the layers whose names begin so; all others stay as --start has them")
    p.add_argument("--epochs", type=float, default=1)
    p.add_argument("--steps", type=int)
    p.add_argument("--minutes", type=float, help="end after so long, whatever the steps")
    p.add_argument("--lr", type=float, default=3e-3)
    p.add_argument("--decay", type=float, default=0.01)
    p.add_argument("--drop", type=float, default=0.15)
    p.add_argument("--word-drop", type=float, default=0.08)
    p.add_argument("--ema", type=float, default=0.998)
    p.add_argument("--budget", type=int, default=3000)
    p.add_argument("--check", type=int, default=1000)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--f32", action="store_true")
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    train(args)

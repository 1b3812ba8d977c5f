"""The entity layers of a trained student, learnt once more: from names in other names' places, with what lexica say of each word.

A network has seen the names of its training text many times and trusts what it remembers of them. So copies of the text with other names are made, the network's
vectors of their words are taken as they are, and the last layers are learnt on those and on the clues (FORMAT.md, section 4) that the program itself prints.

    entity_layer.py --work work --shared DIR --student work/student-1.pt --clues PROGRAM --out work/student.pt"""
import argparse
import json
import math
import random
import re
import subprocess
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import data
import gazetteer
import labels as label_sets
import score
import student

DATA = Path(__file__).resolve().parents[1] / "data"
PLAIN = re.compile(r"[A-Za-z.' -]+")


class Names:
    """Names by type, drawn by lot."""

    def __init__(self, rng):
        self.rng = rng
        lines = lambda name: (DATA / "names" / name).read_text(encoding="utf-8").splitlines()
        self.given = [line.split()[0] for line in lines("given.txt")]
        self.family = [line.split()[0] for line in lines("surnames.txt")]
        small = {"of", "and", "the", "de", "la", "al", "el", "upon", "on"}
        title = lambda name: [w if w in small else w[:1].upper() + w[1:] for w in name.split(" ")]
        self.places = [title(name) for name in lines("places.txt") if PLAIN.fullmatch(name)]
        self.bodies = []
        for table in ("companies", "media", "ngos", "igos", "parties", "groups", "legislatures", "security"):
            for line in (DATA / f"gazetteer/{table}.tsv").read_text(encoding="utf-8").splitlines()[1:]:
                name = line.split("\t")[1] if "\t" in line else ""
                if PLAIN.fullmatch(name):
                    self.bodies.append(name.split(" "))
        words = dict(line.split(" ") for line in lines("words.txt"))
        self.heads = [w for w, kind in words.items() if kind in ("ORG", "SUFFIX")]

    def coined(self):
        """A place that no list has, so that what stands around it must tell: "Tavoria", "Melkur"."""
        pick = self.rng.choice
        syllable = lambda: pick("b d f g h k l m n p r s t v z br dr gr kl kr st tr".split(" ")) + pick("aeiou") + pick(["", "", "l", "n", "r"])
        stem = "".join(syllable() for _ in range(pick([1, 1, 2])))
        return (stem + pick("ia ria land stan en ur ova and ana ento burg ak".split(" "))).capitalize()

    def other(self, kind, old):
        """Words for a name of this type; the old ones where there is no saying."""
        pick, chance = self.rng.choice, self.rng.random()
        if kind == "PERSON" and len(old) == 1:
            return [pick(self.given if chance < 0.5 else self.family)]
        if kind == "PERSON":
            middle = [] if len(old) == 2 else [pick("ABCDEFGHJKLMNPRSTW") + "." if chance < 0.5 else pick(self.given)]
            return [pick(self.given), *middle, pick(self.family)]
        if kind == "GPE":
            return [self.coined()] if chance < 0.5 else pick(self.places)
        if kind in ("LOC", "FAC"):
            return [pick(self.family) if chance < 0.5 else pick(self.places)[0], *old[1:]] if len(old) > 1 else old
        if kind != "ORG":
            return old
        if len(old) == 1 and len(old[0]) > 1 and old[0].isupper():
            return ["".join(pick("ABCDEFGHIJKLMNOPRSTUVW") for _ in range(pick([2, 3, 3, 3, 4, 4, 5])))]
        if len(old) == 1:
            single = [b for b in (pick(self.bodies) for _ in range(12)) if len(b) == 1]
            return [pick(self.family)] if chance < 0.3 or not single else single[0]
        if chance < 0.35:
            return [pick(self.family), pick(self.heads)]
        if chance < 0.5:
            return [*pick(self.places), pick(self.heads)]
        if chance < 0.6:
            return [pick(self.family), "&", pick(self.family)]
        return pick(self.bodies)


def renamed(sentences, spans, rng, share=0.8):
    """Copies of those sentences that hold a name, with other names in most of the places."""
    names, out, out_spans = Names(rng), [], []
    for forms, of_sentence in zip(sentences, spans):
        if not any(kind in ("PERSON", "GPE", "ORG", "LOC", "FAC") for _, _, kind in of_sentence):
            continue
        new, new_spans, at = [], [], 0
        for a, b, kind in sorted(of_sentence):
            if a < at:
                continue
            new += forms[at:a]
            old = forms[a: b + 1]
            words = names.other(kind, old) if rng.random() < share and all(re.search("[A-Za-z]", w) for w in old) else old
            letters = [w for w in old if w.isalpha()]
            if letters and all(w.islower() for w in letters):
                words = [w.lower() for w in words]
            elif sum(map(len, old)) > 6 and letters and all(w.isupper() for w in letters):
                words = [w.upper() for w in words]
            new_spans.append((len(new), len(new) + len(words) - 1, kind))
            new += words
            at = b + 1
        out.append(new + forms[at:])
        out_spans.append(new_spans)
    return out, out_spans


def sentences_of(pack):
    ends = np.cumsum(pack["lengths"])
    return [[pack["forms"][k] for k in pack["words"][end - n: end]] for n, end in zip(pack["lengths"], ends)]


def clues_of(program, sentences, count):
    """For each word the rows of the clue table that it and its neighbours have, filled up with -1."""
    lines = "".join(json.dumps(forms) + "\n" for forms in sentences)
    printed = subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout
    bits = {}
    rows = []
    for forms, line in zip(sentences, printed.splitlines()):
        sets = [bits.setdefault(x, [k for k in range(count) if int(x, 16) >> k & 1]) for x in line.split(" ")]
        assert len(sets) == len(forms)
        for t in range(len(forms)):
            rows.append([place * count + k for place, at in enumerate((t - 1, t, t + 1)) if 0 <= at < len(forms) for k in sets[at]])
    out = np.full((len(rows), max(map(len, rows), default=1)), -1, np.int16)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out


def vectors(model, rows_of, sentences, budget=8000):
    """The network's last vector of every word, in half precision."""
    seen = {}
    hook = model.entity_in.register_forward_pre_hook(lambda _, inputs: seen.update(x=inputs[0]))
    starts = np.concatenate([[0], np.cumsum([len(s) for s in sentences])])
    out = np.zeros((starts[-1], model.config["width"]), np.float16)
    groups, group = [], []
    for i in sorted(range(len(sentences)), key=lambda i: len(sentences[i])):
        if group and (len(group) + 1) * len(sentences[i]) > budget:
            groups.append(group)
            group = []
        group.append(i)
    with torch.inference_mode():
        for group in groups + [group]:
            width = max(len(sentences[i]) for i in group)
            rows, there = torch.zeros(len(group), width, 4, dtype=torch.long), torch.zeros(len(group), width, 1)
            for k, i in enumerate(group):
                rows[k, : len(sentences[i])] = torch.from_numpy(rows_of(sentences[i]))
                there[k, : len(sentences[i])] = 1
            model(rows, there)
            for k, i in enumerate(group):
                out[starts[i]: starts[i + 1]] = seen["x"][k, : len(sentences[i])].numpy()
    hook.remove()
    return out


def learn(model, parts, args):
    """AdamW with a cosine rate; the parameters' running mean is what stays. `parts`: (vectors, clue rows, classes)."""
    width = max(c.shape[1] for _, c, _ in parts)
    # the last row of a longer table stands for no clue
    none = model.entity_clues.num_embeddings
    x = torch.from_numpy(np.concatenate([v for v, _, _ in parts]))
    clues = np.concatenate([np.pad(c, ((0, 0), (0, width - c.shape[1])), constant_values=-1) for _, c, _ in parts]).astype(np.int64)
    clues = torch.from_numpy(np.where(clues < 0, none, clues))
    y = torch.from_numpy(np.concatenate([y for _, _, y in parts]).astype(np.int64))
    table = torch.nn.EmbeddingBag(none + 1, model.config["entity_hidden"], mode="sum", padding_idx=none)
    torch.nn.init.zeros_(table.weight)
    for layer in (model.entity_in, model.entity_out):
        layer.reset_parameters()
    learnt = [*model.entity_in.parameters(), *model.entity_out.parameters(), *table.parameters()]
    optimizer = torch.optim.AdamW(learnt, lr=args.lr, weight_decay=0.01, betas=(0.9, 0.98))
    mean = [p.detach().clone() for p in learnt]
    known = torch.nonzero(y >= 0)[:, 0]
    total, step = args.epochs * (len(known) // args.batch), 0
    while step < total:
        order = known[torch.randperm(len(known))]
        for at in range(0, len(known) - args.batch + 1, args.batch):
            pick = order[at: at + args.batch]
            dropped = F.dropout(x[pick].float(), args.drop)
            said = torch.where(torch.rand(len(pick), 1) < args.clue_drop, none, clues[pick])
            hidden = F.dropout(F.relu(model.entity_in(dropped) + table(said)), args.drop)
            loss = F.cross_entropy(model.entity_out(hidden), y[pick])
            for group in optimizer.param_groups:
                group["lr"] = args.lr * min(1, (step + 1) / 100) * (0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * step / total)))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
            with torch.no_grad():
                torch._foreach_lerp_(mean, learnt, max(0.002, 1 / (step + 1)))
            if step % 500 == 0:
                print(f"step {step}/{total} loss {loss.item():.3f}", flush=True)
    with torch.no_grad():
        for p, m in zip(learnt, mean):
            p.copy_(m)
        model.entity_clues.weight.copy_(table.weight[:none])


def main(args):
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    torch.set_num_threads(args.threads)
    sets = label_sets.load(args.work / "labels.json")
    index = {tag: i for i, tag in enumerate(sets["entity"])}
    saved = torch.load(args.student, weights_only=True)
    config, vocab = json.loads(saved["config"]), saved["vocab"].numpy().view(np.uint64)
    model = student.Student(config, sets)
    model.load_state_dict(saved["ema"], strict=False)
    model.eval()
    rows_of = data.Rows(vocab, config)
    gold, silver = (data.load_pack(args.work / f"{name}.npz") for name in ("gold", "silver"))
    sentences = sentences_of(gold)
    ends = np.cumsum(gold["lengths"])
    spans = [score.spans([sets["entity"][k] for k in gold["entity"][end - n: end]]) for n, end in zip(gold["lengths"], ends)]
    texts = [(sentences, gold["entity"])]
    for _ in range(args.copies):
        copies, copy_spans = renamed(sentences, spans, rng)
        texts.append((copies, np.concatenate([[index[t] for t in gazetteer.biluo(len(s), x)] for s, x in zip(copies, copy_spans)])))
    # news comes first in the silver text; of the rest a sample
    ends = np.cumsum(silver["lengths"])
    news = args.news
    picked = [*range(news), *sorted(rng.sample(range(news, len(ends)), args.speeches))]
    all_silver = sentences_of(silver)
    texts.append(([all_silver[i] for i in picked], np.concatenate([silver["entity"][ends[i] - silver["lengths"][i]: ends[i]] for i in picked])))
    parts = []
    for forms, classes in texts:
        print(f"{len(forms):,} sentences, {len(classes):,} words", flush=True)
        parts.append((vectors(model, rows_of, forms), clues_of(args.clues, forms, student.CLUES), classes))
    learn(model, parts, args)
    saved["ema"] = model.state_dict()
    torch.save(saved, args.out)


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--work", type=Path, required=True)
    p.add_argument("--student", type=Path, required=True)
    p.add_argument("--clues", required=True, help="the program of examples/entity_clues.rs")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--copies", type=int, default=1)
    p.add_argument("--news", type=int, default=5300)
    p.add_argument("--speeches", type=int, default=0)
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--batch", type=int, default=512)
    p.add_argument("--lr", type=float, default=3e-3)
    p.add_argument("--drop", type=float, default=0.3)
    p.add_argument("--clue-drop", type=float, default=0.15)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    main(p.parse_args())
